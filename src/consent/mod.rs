//! The gate: decides what may be shown to whom.
//!
//! Consent is read here and nowhere else. Everything after this module works with [`Cleared`] values and cannot reopen
//! the question; what is not cleared is told to the author as a problem and goes no further. Clearing comes before
//! counting, sorting and naming, so that even a number or an order cannot tell what was held back.

pub mod decide;
pub mod file;
pub mod issued;
pub mod names;
pub mod numbers;
pub mod overview;
pub mod record;

mod gate;
mod reliance;
mod shown;
mod told;

pub use decide::House;
pub use gate::{Answer, Explained, Gate, Passed, Saying, Screened, Step, Verdict};
pub use reliance::{Reliance, StillHolds};
pub use shown::{Entry, ShownItem, ShownPhoto, ShownWords};

use std::ops::Deref;

use crate::content::dates::Date;

/// Something we may show to one edition on one day, with the proof. Only the gate makes one.
///
/// ```compile_fail
/// let forged = carefolio::consent::Cleared { value: 1, proof: todo!() };
/// ```
#[derive(Debug)]
pub struct Cleared<T> {
    value: T,
    proof: Proof,
}

/// Why something may be shown: whose consent it relies on, and until when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// Every consent relied on.
    pub relies_on: Vec<Reliance>,
    /// The first day on which one of them no longer holds.
    pub ends: Option<Date>,
}

impl<T> Cleared<T> {
    /// Why it may be shown.
    pub fn proof(&self) -> &Proof {
        &self.proof
    }
}

impl<T> Deref for Cleared<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}
