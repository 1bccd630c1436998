//! Problems of one subject: service.
