//! In place of the PDFs, for a program that was built without them.

use std::marker::PhantomData;

use super::sink::Sink;
use crate::content::dates::Date;
use crate::content::terms::Format;
use crate::edition::Edition;
use crate::leaks::LeakScan;
use crate::output::OutputTrouble;
use crate::plan::pages::{Link, PermissionForm};
use crate::plan::tongue::Tongue;
use crate::plan::{PhotoBook, Plan};
use crate::portfolio::Portfolio;
use crate::problem::{Problem, Problems};
use crate::theme::{Strings, Theme};

/// Nothing is kept either way.
pub(super) enum Memory {
    /// For many editions.
    Sparing,
    /// For one.
    Keeping,
}

/// Makes nothing.
pub(super) struct Printer<'p>(PhantomData<&'p Portfolio>);

impl<'p> Printer<'p> {
    /// A printer without a press.
    pub fn new(_: &'p Portfolio, _: &Theme, _: &PhotoBook, _: &dyn Sink, _: Memory) -> Printer<'p> {
        Printer(PhantomData)
    }

    /// Nothing to make.
    pub fn make(
        &self,
        _: &Edition<'_>,
        _: &[Format],
        _: &Plan<'_>,
        _: &Tongue,
        _: &LeakScan,
        _: &mut Problems,
    ) -> Result<(), OutputTrouble> {
        Ok(())
    }
}

/// Nothing to link to.
pub(super) fn links(_: &Edition<'_>, _: &[Format], _: &Strings, _: &PhotoBook, _: &Tongue) -> Vec<Link> {
    Vec::new()
}

/// No sheet: the page alone.
pub(super) fn permission_sheet(
    _: &Theme,
    _: &Strings,
    _: &PermissionForm,
    _: Date,
) -> Result<Option<Vec<u8>>, Box<Problem>> {
    Ok(None)
}
