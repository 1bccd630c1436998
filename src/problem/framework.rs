//! Problems of one subject: framework.
