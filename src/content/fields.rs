//! Reads TOML facts with their places.
