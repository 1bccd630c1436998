//! The receipt of a takedown: what came down, what was made anew without it, and what a program cannot reach.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Survey;
use crate::consent::issued::Reached;
use crate::content::dates::Date;
use crate::output::{Notice, Published, Spot, TakenDown};

/// What a withdrawal took down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// Whose consent ended: their file name.
    pub person: String,
    /// The day.
    pub day: Date,
    /// What ended, in a few words.
    pub what: String,
    /// Whether the editions were made anew; if not, mistakes in the folder allowed a takedown only.
    pub made_anew: bool,
    /// Files that went away, as they lie in the folder of the editions.
    pub removed: Vec<String>,
    /// Files that relied on the consent and now do without it.
    pub changed: Vec<String>,
    /// Files that changed with them (lists, menus, marks), or because something else changed in the folder.
    pub also_changed: Vec<String>,
    /// Files that are there for the first time.
    pub added: Vec<String>,
    /// Addresses on the web at which something went away or changed, for asking search engines.
    pub addresses: Vec<String>,
    /// Copies handed out that still show it.
    pub copies: Vec<Reached>,
    /// What else is worth knowing.
    pub notices: Vec<String>,
}

/// What was done in the folder of the editions.
pub enum Taken {
    /// The editions were made anew.
    Anew(Published),
    /// There are mistakes elsewhere, so only what had to come down did.
    Down(TakenDown),
}

/// Whose consent ended, when, and what of it.
pub struct Ended<'e> {
    /// Their file name.
    pub person: &'e str,
    /// The day.
    pub day: Date,
    /// In a few words.
    pub what: &'e str,
}

impl Receipt {
    /// Puts together what was done. `carriers` are the files that relied on the consent before.
    pub fn new(ended: &Ended<'_>, taken: &Taken, carriers: &[Spot], copies: Vec<Reached>, survey: &Survey) -> Receipt {
        let carriers: BTreeSet<&Spot> = carriers.iter().collect();
        let (removed, changed, added, notices) = match taken {
            Taken::Anew(published) => {
                let (changed, added) = (published.changed.clone(), published.added.clone());
                let removed = published.deleted.iter().chain(&published.taken_down).cloned().collect();
                (removed, changed, added, &published.notices)
            }
            Taken::Down(down) => (down.deleted.clone(), down.replaced.clone(), Vec::new(), &down.notices),
        };
        let (changed, also_changed): (Vec<Spot>, Vec<Spot>) =
            changed.into_iter().partition(|spot| carriers.contains(spot));
        let on_the_web = removed.iter().chain(&changed).filter(|spot| is_for_readers(spot));
        let addresses =
            on_the_web.filter_map(|spot| Some(format!("{}/{}", survey.base_url(&spot.edition)?, spot.path)));
        Receipt {
            person: ended.person.to_owned(),
            day: ended.day,
            what: ended.what.to_owned(),
            made_anew: matches!(taken, Taken::Anew(_)),
            addresses: addresses.collect(),
            removed: told(&removed),
            changed: told(&changed),
            also_changed: told(&also_changed),
            added: told(&added),
            copies,
            notices: notices.iter().map(Notice::to_string).collect(),
        }
    }

    /// Whether nothing of the editions was touched.
    pub fn is_empty(&self) -> bool {
        self.removed.is_empty() && self.changed.is_empty() && self.also_changed.is_empty() && self.added.is_empty()
    }
}

/// Pages, pictures and PDFs, but not the lists that machines read.
fn is_for_readers(spot: &Spot) -> bool {
    [".html", ".pdf", ".jpg", ".png", ".webp", ".avif"].iter().any(|ending| spot.path.as_str().ends_with(ending))
}

fn told(spots: &[Spot]) -> Vec<String> {
    let mut told: Vec<String> = spots.iter().map(ToString::to_string).collect();
    told.sort();
    told
}
