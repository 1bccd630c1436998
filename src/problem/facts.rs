//! Problems of one subject: facts.
