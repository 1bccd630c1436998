//! Problems of one subject: theme.
