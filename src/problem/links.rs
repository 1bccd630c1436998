//! Problems of one subject: links.
