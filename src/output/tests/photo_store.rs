//! Whatever happens to the kept photos, what comes out is what would be made anew.

#![expect(clippy::disallowed_methods, reason = "these tests look at the folders themselves")]

use std::fs;

use camino::Utf8PathBuf;

use super::{Others, PhotoName, PhotoStore};
use crate::draw::photo::{Derived, Looks, Recipe, Version};
use crate::output::ContentHash;
use crate::sources::{SourcePath, Stamp};

struct Kept {
    _folder: tempfile::TempDir,
    private: Utf8PathBuf,
}

impl Kept {
    fn new() -> Kept {
        let folder = tempfile::tempdir().unwrap();
        let private = Utf8PathBuf::from_path_buf(folder.path().to_owned()).unwrap();
        Kept { _folder: folder, private }
    }

    /// The store of another run.
    fn open(&self) -> PhotoStore {
        PhotoStore::open(&self.private)
    }

    fn file(&self, name: PhotoName) -> Utf8PathBuf {
        self.private.join("photos/made").join(name.0.to_string())
    }

    fn files(&self) -> usize {
        fs::read_dir(self.private.join("photos/made")).map_or(0, Iterator::count)
    }
}

fn name(photo: &str) -> PhotoName {
    PhotoName::new(ContentHash::of(photo.as_bytes()), &Recipe::default())
}

fn derived(bytes: &[u8]) -> Derived {
    let version = |width, bytes: &[u8], webp| Version { width, height: 2, bytes: bytes.to_vec(), webp };
    let taken = crate::content::dates::Date::new(2026, 5, 14);
    let looks = || Looks::read(&"5a".repeat(192)).expect("as many digits as looks have");
    let versions = vec![version(4, bytes, Some(bytes.repeat(2))), version(2, b"small\n", None)];
    Derived { versions, colour: [1, 2, 3], taken, looks: looks() }
}

fn relies(words: &[&str]) -> Vec<Vec<String>> {
    vec![words.iter().map(|word| (*word).to_owned()).collect()]
}

#[test]
fn a_kept_photo_comes_back_whole() {
    let kept = Kept::new();
    let store = kept.open();
    assert_eq!(store.fetch(name("tea"), relies(&[])), None);
    store.keep(name("tea"), &derived(b"large\n\0"));
    assert_eq!(kept.open().fetch(name("tea"), relies(&[])), Some(derived(b"large\n\0")));
}

#[test]
fn any_damaged_byte_makes_it_absent() {
    let kept = Kept::new();
    let store = kept.open();
    store.keep(name("tea"), &derived(b"large"));
    let whole = fs::read(kept.file(name("tea"))).unwrap();
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        fs::write(kept.file(name("tea")), &damaged).unwrap();
        assert_eq!(store.fetch(name("tea"), relies(&[])), None, "byte {at}");
        fs::write(kept.file(name("tea")), &whole[..at]).unwrap();
        assert_eq!(store.fetch(name("tea"), relies(&[])), None, "cut at {at}");
    }
    fs::write(kept.file(name("tea")), [&whole[..], b"x"].concat()).unwrap();
    assert_eq!(store.fetch(name("tea"), relies(&[])), None);
}

#[test]
fn a_photo_in_the_place_of_another_is_absent() {
    let kept = Kept::new();
    let store = kept.open();
    store.keep(name("tea"), &derived(b"tea"));
    store.keep(name("bus"), &derived(b"bus"));
    fs::copy(kept.file(name("bus")), kept.file(name("tea"))).unwrap();
    assert_eq!(store.fetch(name("tea"), relies(&[])), None);
    fs::remove_file(kept.file(name("tea"))).unwrap();
    fs::create_dir(kept.file(name("tea"))).unwrap();
    assert_eq!(store.fetch(name("tea"), relies(&[])), None);
}

#[test]
fn another_recipe_is_another_photo() {
    let turned = Recipe { quarter_turns: 1, ..Recipe::default() };
    assert_ne!(PhotoName::new(ContentHash::of(b"tea"), &turned), name("tea"));
}

#[test]
fn what_a_whole_build_did_not_ask_for_goes() {
    let kept = Kept::new();
    let store = kept.open();
    for photo in ["tea", "bus"] {
        store.fetch(name(photo), relies(&["mary"]));
        store.keep(name(photo), &derived(b"x"));
    }
    assert!(store.tidy(&Others::Go));
    assert_eq!(kept.files(), 2);

    let next = kept.open();
    next.fetch(name("tea"), relies(&["mary"]));
    assert!(next.tidy(&Others::Go));
    assert_eq!(kept.files(), 1);
    assert!(kept.open().fetch(name("bus"), relies(&[])).is_none());
}

#[test]
fn after_half_a_build_only_what_everybody_still_agrees_to_stays() {
    let kept = Kept::new();
    let store = kept.open();
    let photos = [("tea", &["mary"][..]), ("bus", &["mary", "tom"]), ("cat", &[])];
    for (photo, people) in photos {
        store.fetch(name(photo), relies(people));
        store.keep(name(photo), &derived(b"x"));
    }
    // For the family only Mary was asked.
    store.fetch(name("bus"), relies(&["mary"]));
    store.keep(name("never finished"), &derived(b"x"));
    store.tidy(&Others::StayWhile(&|_| true));
    assert_eq!(kept.files(), 3, "what nobody asked for cannot be known to be allowed");

    kept.open().tidy(&Others::StayWhile(&|one| one != "tom"));
    assert_eq!(kept.files(), 3, "Mary's family may still see the bus");
    kept.open().tidy(&Others::StayWhile(&|one| one != "mary"));
    assert_eq!(kept.files(), 1);
    assert!(kept.open().fetch(name("cat"), relies(&[])).is_some());
}

#[test]
fn without_its_memory_nothing_stays_unasked() {
    let kept = Kept::new();
    let store = kept.open();
    store.fetch(name("tea"), relies(&["mary"]));
    store.keep(name("tea"), &derived(b"x"));
    store.tidy(&Others::Go);
    fs::write(kept.private.join("photos/memory"), "not ours").unwrap();
    kept.open().tidy(&Others::StayWhile(&|_| true));
    assert_eq!(kept.files(), 0);
}

#[test]
fn who_only_looks_writes_and_deletes_nothing() {
    let kept = Kept::new();
    let store = PhotoStore::open_to_look(&kept.private);
    store.keep(name("tea"), &derived(b"x"));
    store.was_read(&path("tea.jpg"), Some(Stamp::of_memory(1, 1)), ContentHash::of(b"tea"));
    assert!(store.tidy(&Others::Go));
    assert_eq!(fs::read_dir(&kept.private).unwrap().count(), 0);
}

fn path(name: &str) -> SourcePath {
    SourcePath::new(name).unwrap()
}

#[test]
fn a_file_is_known_unread_while_its_stamp_stays() {
    let kept = Kept::new();
    let (stamp, hash) = (Stamp::of_memory(5, 1), ContentHash::of(b"tea"));
    let store = kept.open();
    assert_eq!(store.unread(&path("tea.jpg"), stamp), None);
    store.was_read(&path("tea.jpg"), Some(stamp), hash);
    store.tidy(&Others::Go);

    let next = kept.open();
    assert_eq!(next.unread(&path("tea.jpg"), stamp), Some(hash));
    assert_eq!(next.unread(&path("tea.jpg"), Stamp::of_memory(5, 2)), None);
    assert_eq!(next.unread(&path("bus.jpg"), stamp), None);
    // It changed while it was read.
    next.was_read(&path("tea.jpg"), None, hash);
    assert_eq!(next.unread(&path("tea.jpg"), stamp), None);
}

#[test]
fn a_file_that_was_just_written_is_read_again() {
    let kept = Kept::new();
    let file = kept.private.join("tea.jpg");
    fs::write(&file, "tea").unwrap();
    let stamp = Stamp::of(&fs::symlink_metadata(&file).unwrap());
    let store = kept.open();
    store.was_read(&path("tea.jpg"), Some(stamp), ContentHash::of(b"tea"));
    assert_eq!(store.unread(&path("tea.jpg"), stamp), None);
}

#[test]
fn neither_names_nor_words_are_kept() {
    let kept = Kept::new();
    let store = kept.open();
    store.unread(&path("stories/tea/mary-lane.jpg"), Stamp::of_memory(5, 1));
    store.was_read(&path("stories/tea/mary-lane.jpg"), Some(Stamp::of_memory(5, 1)), ContentHash::of(b"tea"));
    store.tidy(&Others::Go);
    let memory = fs::read_to_string(kept.private.join("photos/memory")).unwrap();
    assert!(memory.contains("stamps") && !memory.contains("mary"), "{memory}");
}
