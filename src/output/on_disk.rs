//! What lies in the folder of the editions: for the receipt of a withdrawal, and for noting what was handed out.

use std::collections::BTreeMap;

use super::{OutputTrouble, Spot, Workplace, edition_file};

/// An edition as it was last published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionOnDisk {
    /// Its mark; empty once something was taken down from it.
    pub mark: String,
    /// Its files.
    pub files: Vec<Spot>,
    /// What it relied on; nothing when that is not remembered.
    pub reliances: Option<Vec<String>>,
}

impl Workplace {
    /// Every edition that we published here, by name.
    pub fn on_disk(&self) -> Result<BTreeMap<String, EditionOnDisk>, OutputTrouble> {
        let mut editions = BTreeMap::new();
        for name in self.known_editions()? {
            let before = self.before(&name)?;
            let remembered = before.manifest.as_ref().map(|manifest| manifest.card.clone());
            let target = self.target(&name, &edition_file::path());
            let listed = self.disk.read(&target).ok().and_then(|bytes| edition_file::mark(&name, &bytes));
            let reliances = remembered.as_ref().filter(|card| listed.as_ref() == Some(&card.mark));
            let files = before.paths().map(|path| Spot { edition: name.clone(), path: path.clone() });
            let edition = EditionOnDisk {
                files: files.collect(),
                reliances: reliances.map(|card| card.reliances.clone()),
                mark: listed.unwrap_or_default(),
            };
            editions.insert(name, edition);
        }
        Ok(editions)
    }

    /// The published files that rely on something which no longer holds.
    pub fn carriers(&self, still_holds: impl Fn(&str) -> bool) -> Result<Vec<Spot>, OutputTrouble> {
        let mut carriers = Vec::new();
        for name in self.known_editions()? {
            let Some(manifest) = self.before(&name)?.manifest else { continue };
            let holds: Vec<bool> = manifest.card.reliances.iter().map(|name| still_holds(name)).collect();
            for (path, entry) in &manifest.files {
                if entry.relies.iter().any(|index| !holds[*index as usize]) {
                    carriers.push(Spot { edition: name.clone(), path: path.clone() });
                }
            }
        }
        Ok(carriers)
    }
}
