//! Reads CSV tables with their places.
