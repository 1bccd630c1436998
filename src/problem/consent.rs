//! Problems of one subject: consent.
