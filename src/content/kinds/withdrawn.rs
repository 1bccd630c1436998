//! Reads `people/withdrawn-photos.toml`: hashes of the photos that were taken down, so that the same picture is known
//! again under another name.

use crate::content::fields::{self, Facts, FactsText};
use crate::content::people::{PersonId, WithdrawnPhoto};
use crate::problem::{Problems, settings as told};
use crate::sources::SourcePath;

/// Reads the file. What cannot be read is an error: a photo could come back unseen.
pub fn withdrawn_photos(file: &SourcePath, text: &str, problems: &mut Problems) -> Vec<WithdrawnPhoto> {
    fields::read(FactsText::whole(file, text), problems, |facts| facts.each("photo", photo))
}

fn photo(facts: &mut Facts<'_, '_>) -> Option<WithdrawnPhoto> {
    facts.ignore(&["on"]);
    let at = facts.at().clone();
    match [facts.text("person"), facts.text("content"), facts.text("looks")] {
        [Some(person), Some(content), Some(looks)] => {
            Some(WithdrawnPhoto { at, person: PersonId::new(person), content, looks })
        }
        _ => {
            facts.report(told::withdrawn_photo_unreadable(at));
            None
        }
    }
}
