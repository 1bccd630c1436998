//! Photos made already, remembered in memory from one state of a folder to the next: for a preview.
//!
//! Nothing here decides what may be shown: a photo is asked for only after it came through the gate.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::News;
use crate::content::dates::Date;
use crate::draw::photo::Looks;
use crate::output::ContentHash;
use crate::plan::photo_book::{MadePhoto, PhotoKey};
use crate::sources::{SourcePath, Sources, Stamp};

/// What is remembered of photos: sizes and fingerprints, and no pictures but those for paper.
#[derive(Default)]
pub struct Album {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    /// How many photos are being got ready, and how many of them are.
    under_way: (usize, usize),
    /// The latest stamp of the folder before this state was read.
    newest: Option<Stamp>,
    contents: BTreeMap<SourcePath, (Stamp, ContentHash)>,
    made: BTreeMap<(PhotoKey, ContentHash), (MadePhoto, Option<Date>)>,
    looks: BTreeMap<PhotoKey, (Stamp, String, Looks)>,
}

impl Album {
    /// Begins a state of the folder. Files that are younger than its latest stamp are not yet trusted.
    pub fn begin(&self, newest: Option<Stamp>) {
        self.inner().newest = newest;
    }

    /// How many photos are ready, and of how many, while some are being got ready.
    pub fn under_way(&self) -> Option<(usize, usize)> {
        let (all, ready) = self.inner().under_way;
        (ready < all).then_some((ready, all))
    }

    /// Counts the photos of all editions that are got ready at the same time.
    pub(super) fn hears(&self, news: &News) {
        let mut inner = self.inner();
        let (all, ready) = &mut inner.under_way;
        match news {
            News::Photos(more) => *all += more,
            News::Photo { .. } => *ready += 1,
            News::Passed(_) => {}
        }
        // The next photos are counted anew.
        if ready == all {
            inner.under_way = (0, 0);
        }
    }

    /// The fingerprint of an author's file, if nobody touched it since it was read.
    pub(super) fn content(&self, sources: &dyn Sources, file: &SourcePath) -> Option<ContentHash> {
        let stamp = sources.stamp(file)?;
        self.inner().contents.get(file).filter(|(known, _)| *known == stamp).map(|(_, content)| *content)
    }

    /// What was made of a photo. For paper it must have been made before as well.
    pub(super) fn find(
        &self,
        key: &PhotoKey,
        content: ContentHash,
        for_paper: bool,
    ) -> Option<(MadePhoto, Option<Date>)> {
        let found = self.inner().made.get(&(key.clone(), content)).cloned()?;
        (!for_paper || found.0.print.is_some()).then_some(found)
    }

    /// Remembers what was made. `stamp` was looked at before the file was read.
    pub(super) fn keep(
        &self,
        key: &PhotoKey,
        stamp: Option<Stamp>,
        content: ContentHash,
        made: &(MadePhoto, Option<Date>),
    ) {
        let mut inner = self.inner();
        if let Some(stamp) = inner.at_rest(stamp) {
            inner.contents.insert(key.file.clone(), (stamp, content));
        }
        inner.made.retain(|(known, earlier), _| known != key || *earlier == content);
        inner.made.insert((key.clone(), content), made.clone());
    }

    /// What a photo looks like that no edition has had made.
    pub(super) fn looks(
        &self,
        sources: &dyn Sources,
        key: &PhotoKey,
        look: impl FnOnce() -> Option<(String, Looks)>,
    ) -> Option<(String, Looks)> {
        let stamp = sources.stamp(&key.file);
        let known = self.inner().looks.get(key).filter(|(known, ..)| Some(*known) == stamp).cloned();
        if let Some((_, content, looks)) = known {
            return Some((content, looks));
        }
        let (content, looks) = look()?;
        let mut inner = self.inner();
        if let Some(stamp) = inner.at_rest(stamp) {
            inner.looks.insert(key.clone(), (stamp, content.clone(), looks.clone()));
        }
        Some((content, looks))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn at_rest(&self, stamp: Option<Stamp>) -> Option<Stamp> {
        stamp.filter(|stamp| self.newest.is_some_and(|newest| stamp.is_settled_before(newest)))
    }
}
