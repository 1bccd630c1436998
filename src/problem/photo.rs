//! Problems of one subject: photo.
