//! Reference lists that stand beside the frameworks: England's fundamental standards and the rating characteristics.
//! Read when first asked for; most builds never do.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Frameworks, Target};

/// A regulation of the fundamental standards (England). Title only.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Regulation {
    /// `9A`.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Whether the title was compared with the regulator's page.
    pub verified: bool,
}

/// What a regulator says a service with a certain rating looks like, for one statement.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Characteristic {
    /// Code of the statement inside its framework.
    pub code: String,
    /// Id of the rating.
    pub rating: String,
    /// The regulator's sentences.
    pub text: Vec<String>,
}

#[derive(Deserialize)]
struct Regulations {
    regulation: Vec<Regulation>,
}

#[derive(Deserialize)]
struct Characteristics {
    framework: String,
    verified: bool,
    characteristic: Vec<Characteristic>,
}

static REGULATIONS: LazyLock<Regulations> = LazyLock::new(|| {
    toml::from_str(include_str!("data/england-regulations.toml")).expect("a test reads the embedded regulations")
});

static CHARACTERISTICS: LazyLock<Characteristics> = LazyLock::new(|| {
    let text = include_str!("data/cqc-asc-draft-2026-characteristics.toml");
    let mut read: Characteristics = toml::from_str(text).expect("a test reads the embedded characteristics");
    if !read.verified {
        read.characteristic.clear();
    }
    read
});

/// The fundamental standards (England, SI 2014/2936), in order of number.
pub fn regulations() -> &'static [Regulation] {
    &REGULATIONS.regulation
}

impl Frameworks {
    /// The rating characteristics of a statement, best rating first; empty where the regulator publishes none.
    pub fn characteristics(&self, target: Target) -> Vec<&'static Characteristic> {
        let Some(statement) = self.statement(target) else { return Vec::new() };
        // A framework of the service's own cannot take a shipped id, so the id is proof enough.
        if self.framework(target).id != "cqc-asc-draft-2026" {
            return Vec::new();
        }
        debug_assert_eq!(CHARACTERISTICS.framework, "cqc-asc-draft-2026");
        CHARACTERISTICS.characteristic.iter().filter(|entry| entry.code == statement.code).collect()
    }
}
