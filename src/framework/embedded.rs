//! The regulators' files inside the program. Each is read when it is first needed, and only once.

use std::sync::OnceLock;

use super::Framework;
use super::crosswalk::Crosswalk;
use super::read::{self, Trust};
use crate::problem::Problems;
use crate::sources::SourcePath;

/// A framework file. Its id and prefix stand here too, so that looking for a name does not read the file.
pub(super) struct Shipped {
    pub id: &'static str,
    pub prefix: &'static str,
    pub text: &'static str,
    read: OnceLock<Framework>,
}

/// A crosswalk file.
pub(super) struct ShippedCrosswalk {
    pub from: &'static str,
    pub to: &'static str,
    pub text: &'static str,
    read: OnceLock<Crosswalk>,
}

macro_rules! shipped {
    ($id:literal, $prefix:literal) => {
        Shipped { id: $id, prefix: $prefix, text: include_str!(concat!("data/", $id, ".toml")), read: OnceLock::new() }
    };
}

macro_rules! crosswalk {
    ($from:literal, $to:literal, $file:literal) => {
        ShippedCrosswalk {
            from: $from,
            to: $to,
            text: include_str!(concat!("data/crosswalk-", $file, ".toml")),
            read: OnceLock::new(),
        }
    };
}

/// England from old to next, then the other nations.
pub(super) static FRAMEWORKS: [Shipped; 6] = [
    shipped!("cqc-kloe-2017", "kloe2017"),
    shipped!("cqc-saf", "saf"),
    shipped!("cqc-asc-draft-2026", "asc2026"),
    shipped!("care-inspectorate-scotland", "scot"),
    shipped!("ciw-wales", "ciw"),
    shipped!("rqia-ni", "rqia"),
];

pub(super) static CROSSWALKS: [ShippedCrosswalk; 3] = [
    crosswalk!("cqc-kloe-2017", "cqc-saf", "kloe2017-saf"),
    crosswalk!("cqc-kloe-2017", "cqc-asc-draft-2026", "kloe2017-asc-draft-2026"),
    crosswalk!("cqc-saf", "cqc-asc-draft-2026", "saf-asc-draft-2026"),
];

impl Shipped {
    /// The framework, read on first use.
    pub(super) fn framework(&self) -> &Framework {
        self.read.get_or_init(|| {
            let file = SourcePath::new(&format!("{}.toml", self.id)).expect("our file names are plain");
            read::framework(&file, self.text, Trust::Verified, &mut Problems::default())
                .expect("a test reads every embedded framework")
        })
    }

    /// Whether somebody who wrote this id or prefix means this framework.
    pub(super) fn is_called(&self, typed: &str) -> bool {
        self.id.eq_ignore_ascii_case(typed) || self.prefix.eq_ignore_ascii_case(typed)
    }
}

impl ShippedCrosswalk {
    /// The crosswalk, read on first use.
    pub(super) fn crosswalk(&self) -> &Crosswalk {
        self.read.get_or_init(|| toml::from_str(self.text).expect("a test reads every embedded crosswalk"))
    }
}
