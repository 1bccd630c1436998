//! Everything that can be made of one state of the folder. Each part is made when it is first asked for, and once.

#[cfg(feature = "pdf")]
use std::collections::BTreeMap;
use std::sync::OnceLock;
#[cfg(feature = "pdf")]
use std::sync::{Arc, Mutex};

use camino::Utf8PathBuf;

use crate::content::service::EditionSettings;
use crate::leaks::Written;
use crate::pipeline::Begun;
use crate::pipeline::workbench::{Laid, Material, Ready};
use crate::plan::tongue::Tongue;
#[cfg(feature = "pdf")]
use crate::preview::pages::PageKey;

/// Everything that can be made, each part once.
pub(super) struct Shelf<'p, 'r, 'l> {
    pub(super) material: Material<'p>,
    pub(super) begun: &'p Begun,
    pub(super) editions: Vec<&'p EditionSettings>,
    pub(super) ready: &'r [OnceLock<Ready<'p>>],
    pub(super) laid: &'l [OnceLock<Laid<'r>>],
    pub(super) words: OnceLock<Written>,
    pub(super) places: &'r [Utf8PathBuf],
    /// PDFs made from this state.
    #[cfg(feature = "pdf")]
    pub(super) pdfs: Mutex<BTreeMap<PageKey, Arc<Vec<u8>>>>,
}

impl<'p: 'r, 'r> Shelf<'p, 'r, '_> {
    pub(super) fn tongues(&self) -> &'p [Tongue] {
        &self.begun.tongues
    }

    pub(super) fn edition(&self, name: &str) -> Option<usize> {
        self.editions.iter().position(|settings| settings.name == name)
    }

    pub(super) fn words(&self) -> &Written {
        self.words.get_or_init(|| Written::new(&self.begun.portfolio))
    }

    pub(super) fn ready(&self, edition: usize, tongue: usize) -> &'r Ready<'p> {
        self.ready[edition * self.tongues().len() + tongue].get_or_init(|| {
            let ready = Ready::new(&self.material, self.editions[edition], &self.tongues()[tongue]);
            ready.unwrap_or_else(|_| unreachable!("a preview keeps no file of an edition, so no disk can fail"))
        })
    }

    pub(super) fn laid(&self, edition: usize, tongue: usize) -> &Laid<'r> {
        let ready = self.ready(edition, tongue);
        self.laid[edition * self.tongues().len() + tongue]
            .get_or_init(|| Laid::new(self.begun, ready, &self.tongues()[tongue], self.words(), self.places))
    }

    /// The language that an address is in.
    pub(super) fn tongue_of(&self, path: &str) -> usize {
        let is_its = |tongue: &Tongue| !tongue.is_first() && path.starts_with(tongue.folder.as_str());
        self.tongues().iter().position(is_its).unwrap_or(0)
    }
}
