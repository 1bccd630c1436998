//! Reads each kind of item from its facts.
