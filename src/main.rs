//! The program `carefolio`.
fn main() {}
