//! What stands at an address in one state of the folder: the page as its files say, or, where a file is half written, the
//! page as it was.

use super::State;
use super::shelf::Shelf;
use crate::pipeline::workbench::{self, Laid};
use crate::plan::{OutPath, Planned};
use crate::preview::engine::held;
use crate::preview::pages::{Kept, OwnFiles, PageKey, is_shared, keep};
use crate::preview::shell;
use crate::problem::Problem;

/// What stands at an address.
pub(super) enum Shown {
    /// A page; with a sentence for the bar where it is not as its file says.
    Page(String, Option<String>),
    File(&'static str, Vec<u8>),
    Elsewhere(PageKey),
    /// A page that cannot be made, and why.
    Trouble(Box<Problem>),
    Missing,
}

impl<'p: 'r, 'r> State<'_, 'p, 'r, '_> {
    /// What stands at an address of an edition.
    pub(super) fn look(&self, page: &PageKey) -> Shown {
        let Some(shelf) = self.shelf else { return self.look_without_settings(page) };
        let Some(edition) = shelf.edition(&page.edition) else { return self.as_before_or_missing(page) };
        if page.path.is_empty() || page.path.ends_with('/') {
            return Shown::Elsewhere(PageKey { path: format!("{}index.html", page.path), ..page.clone() });
        }
        let Some(path) = OutPath::new(&page.path) else { return Shown::Missing };
        if path.as_str() != page.path {
            return Shown::Missing;
        }
        if let Some(asset) = shelf.begun.theme.assets().iter().find(|asset| asset.path == page.path) {
            return Shown::File(shell::media_type(&page.path), asset.bytes.to_vec());
        }
        if page.path.starts_with("photos/") {
            return self.photo(shelf, edition, page);
        }
        let laid = shelf.laid(edition, shelf.tongue_of(&page.path));
        self.planned(laid, laid.find(&path), page)
    }

    fn planned(&self, laid: &Laid<'_>, planned: Option<&Planned>, page: &PageKey) -> Shown {
        let kept = held(&self.engine.kept).get(page).cloned();
        if let Some(kept) = &kept
            && let Some(problem) = self.broken(&kept.own)
            && self.may_stay(kept)
        {
            return Shown::Page(kept.html.clone(), Some(shell::as_it_was(problem)));
        }
        let Some(planned) = planned else {
            // An item keeps its page when its title, and so its address, changes.
            let moved = kept.and_then(|kept| kept.item).and_then(|item| laid.page_of(&item));
            return moved.map_or_else(
                || self.as_before_or_missing(page),
                |planned| Shown::Elsewhere(PageKey { path: planned.path.to_string(), ..page.clone() }),
            );
        };
        let own = own_files(laid, planned);
        let html = match laid.make(planned) {
            Ok(html) => html,
            // A template with a mistake in it: the page is as it was. One that says too much is not shown at all.
            Err(problem) if is_shared(&problem) => {
                return match kept.filter(|kept| self.may_stay(kept)) {
                    Some(kept) => Shown::Page(kept.html, Some(shell::as_it_was(&problem))),
                    None => Shown::Trouble(problem),
                };
            }
            Err(problem) => return Shown::Trouble(problem),
        };
        if !page.path.ends_with(".html") {
            return Shown::File(shell::media_type(&page.path), html.into_bytes());
        }
        if let Some(problem) = self.broken(&own).or_else(|| self.shared_mistake()) {
            return Shown::Page(html, Some(shell::as_far_as_it_goes(problem)));
        }
        self.remember(laid, planned, page, &html, own);
        Shown::Page(html, None)
    }

    /// Without settings there are no editions; a page that was looked at before stays as it was.
    fn look_without_settings(&self, page: &PageKey) -> Shown {
        let kept = held(&self.engine.kept).get(page).cloned();
        let problem = self.reading.outcome.problems.iter().find(|problem| shell::is_about_settings(problem));
        match (kept.filter(|kept| self.may_stay(kept)), problem) {
            (Some(kept), problem) => {
                Shown::Page(kept.html, Some(problem.map_or_else(shell::no_settings, shell::as_it_was)))
            }
            (None, Some(problem)) => Shown::Trouble(Box::new(problem.clone())),
            (None, None) => Shown::Missing,
        }
    }

    /// With a mistake in the settings an edition or a page may seem to be gone: then it stays as it was.
    fn as_before_or_missing(&self, page: &PageKey) -> Shown {
        let kept = held(&self.engine.kept).get(page).cloned().filter(|kept| self.may_stay(kept));
        match kept.zip(self.shared_mistake()) {
            Some((kept, problem)) => Shown::Page(kept.html, Some(shell::as_it_was(problem))),
            None => Shown::Missing,
        }
    }

    /// The first mistake in what all pages are made of.
    fn shared_mistake(&self) -> Option<&Problem> {
        self.reading.outcome.problems.iter().find(|problem| is_shared(problem))
    }

    /// The first mistake in the files that a page is made of.
    fn broken(&self, own: &OwnFiles) -> Option<&Problem> {
        self.reading.outcome.problems.iter().find(|problem| own.are_broken_by(problem))
    }

    fn may_stay(&self, kept: &Kept) -> bool {
        kept.may_stay(self.reading.agreed, self.reading.request.today, &self.holds)
    }

    fn remember(&self, laid: &Laid<'_>, planned: &Planned, page: &PageKey, html: &str, own: OwnFiles) {
        let photos = laid.photos().flat_map(|(photo, made)| {
            let addresses = made.addresses().filter(|address| html.contains(address));
            addresses.map(move |address| (address.to_owned(), (photo.clone(), made.clone())))
        });
        let kept = Kept {
            html: html.to_owned(),
            own,
            item: laid.item_of(planned).map(|item| item.id.clone()),
            photos: photos.collect(),
            reliances: laid.reliances(planned),
            agreed: self.reading.agreed,
            day: self.reading.request.today,
        };
        keep(&mut held(&self.engine.kept), page, kept);
    }

    fn photo(&self, shelf: &Shelf<'p, 'r, '_>, edition: usize, page: &PageKey) -> Shown {
        let shown = shelf.ready(edition, 0).photo(&shelf.material, &page.path);
        let shown = shown.or_else(|| {
            // A page that stays as it was needs its pictures.
            let kept = held(&self.engine.kept).clone();
            let of_edition = kept.into_iter().filter(|(key, _)| key.edition == page.edition).map(|(_, kept)| kept);
            let is_wrong = |kept: &Kept| self.broken(&kept.own).or_else(|| self.shared_mistake()).is_some();
            let mut staying = of_edition.filter(|kept| is_wrong(kept) && self.may_stay(kept));
            let (photo, made) = staying.find_map(|kept| kept.photos.get(&page.path).cloned())?;
            workbench::photo(&shelf.material, &page.edition, &page.path, &photo, &made)
        });
        shown.map_or(Shown::Missing, |bytes| Shown::File(shell::media_type(&page.path), bytes))
    }
}

/// The files of the item that a page is about.
fn own_files(laid: &Laid<'_>, planned: &Planned) -> OwnFiles {
    let Some(item) = laid.item_of(planned) else { return OwnFiles::default() };
    let translations = item.translations.iter().map(|translation| translation.at.file.clone());
    OwnFiles {
        files: std::iter::once(item.at.file.clone()).chain(translations).collect(),
        folder: Some(format!("{}/", item.id)),
    }
}

/// What a browser compares: the page, and what is said of it.
pub(super) fn hash(shown: &Shown) -> String {
    match shown {
        Shown::Page(html, note) => hash_of(&format!("{html}\0{}", note.as_deref().unwrap_or(""))),
        Shown::File(_, bytes) => hash_of(&String::from_utf8_lossy(bytes)),
        Shown::Elsewhere(page) => hash_of(&page.address()),
        Shown::Trouble(problem) => hash_of(&format!("{} {}", problem.at, problem.says)),
        Shown::Missing => hash_of(""),
    }
}

/// The same of any text.
pub(super) fn hash_of(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}
