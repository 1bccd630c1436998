//! Problems of one subject: folder.
