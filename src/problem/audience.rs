//! Problems of one subject: audience.
