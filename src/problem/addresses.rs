//! Problems with the addresses of pages.

use super::{Problem, Span};

/// A page would get an address that cannot be the name of a file.
pub fn address_unusable(address: &str) -> Problem {
    Problem::error("address-unusable", Span::nowhere())
        .says(format!("A page would get the address \"{address}\", which no computer can keep."))
        .fix("Give the item a shorter title or another `ref`.")
}

/// Two pages would get the same address.
pub fn address_twice(address: &str) -> Problem {
    Problem::error("address-twice", Span::nowhere())
        .says(format!("Two pages would get the address \"{address}\"."))
        .fix("Give one of the two items another `ref`.")
}
