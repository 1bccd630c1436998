//! What is remembered comes out as if it were read anew.

use std::cell::RefCell;
use std::io;
use std::sync::Mutex;
use std::time::Duration;

use camino::Utf8PathBuf;

use super::Memory;
use crate::content::{parse, parse_again};
use crate::problem::Problems;
use crate::sources::{DiskSources, Entry, SourcePath, Sources, Stamp};

/// A folder that counts what is read.
struct Counting {
    disk: DiskSources,
    read: Mutex<Vec<String>>,
}

impl Sources for Counting {
    fn list(&self) -> io::Result<Vec<Entry>> {
        self.disk.list()
    }

    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        self.read.lock().unwrap().push(path.to_string());
        self.disk.read(path)
    }

    fn stamp(&self, path: &SourcePath) -> Option<Stamp> {
        self.disk.stamp(path)
    }
}

struct Home {
    _temporary: tempfile::TempDir,
    root: Utf8PathBuf,
    memory: RefCell<Memory>,
}

impl Home {
    fn new() -> Home {
        let temporary = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(temporary.path().to_owned()).unwrap();
        Home { _temporary: temporary, root, memory: RefCell::default() }
    }

    #[expect(clippy::disallowed_methods, reason = "a test makes its folder")]
    fn put(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    #[expect(clippy::disallowed_methods, reason = "a test makes its folder")]
    fn remove(&self, path: &str) {
        std::fs::remove_file(self.root.join(path)).unwrap();
    }

    /// Lets the disk's clock tick.
    fn rest(&self) {
        std::thread::sleep(Duration::from_millis(60));
        self.put("stories/tick.jpg", "x");
        std::thread::sleep(Duration::from_millis(5));
    }

    /// Reads again, compares with reading anew, and tells what was read and whether anything had changed.
    fn look(&self) -> (Vec<String>, bool) {
        let sources = Counting { disk: DiskSources::new(&self.root, Vec::new()), read: Mutex::default() };
        let mut memory = self.memory.borrow_mut();
        let mut found = Problems::default();
        let parsed = parse_again(&sources, &mut memory, &mut found);
        let mut read = sources.read.into_inner().unwrap();
        read.sort();
        let mut anew = Problems::default();
        let expected = parse(&DiskSources::new(&self.root, Vec::new()), &mut anew);
        assert_eq!(parsed, expected);
        assert_eq!(found, anew);
        (read, memory.has_changed())
    }
}

const STORY: &str = "+++\ntitle = \"Tea\"\ndate = 2026-05-13\npeople = []\n+++\nThere was tea.\n";

#[test]
fn only_what_was_touched_is_read_again() {
    let home = Home::new();
    home.put("carefolio.toml", "frameworks = [\"cqc-saf\"]\n[service]\nname = \"Rosewood\"\n");
    home.put("people/mary.toml", "known_as = \"Mary\"\nnames = [\"Mary Lane\"]\nkind = \"resident\"\n");
    home.put("stories/tea.md", STORY);
    home.put("stories/soup.md", &STORY.replace("Tea", "Soup"));
    home.rest();
    assert_eq!(home.look().0.len(), 4);
    assert_eq!(home.look(), (vec![], false));
    home.put("stories/tea.md", &STORY.replace("Tea", "Ale"));
    assert_eq!(home.look(), (vec!["stories/tea.md".to_owned()], true));
    // It was touched a moment ago, so it is read again; but it is the same.
    assert_eq!(home.look(), (vec!["stories/tea.md".to_owned()], false));
    home.rest();
    let _ = home.look();
    assert_eq!(home.look(), (vec![], false));
}

#[test]
fn what_is_beside_an_item_counts_as_well() {
    let home = Home::new();
    home.put("carefolio.toml", "frameworks = [\"cqc-saf\"]\n[service]\nname = \"Rosewood\"\n");
    let with_photo = STORY.replace("people = []", "people = []\n[[photo]]\nfile = \"tea.jpg\"\nalt = \"Tea\"");
    home.put("stories/tea.md", &with_photo);
    home.rest();
    let _ = home.look();
    // It is told that the photo is missing, which depends on every name in the folder.
    home.put("stories/tee.jpg", "x");
    assert!(home.look().1);
    home.put("stories/tea.jpg", "x");
    assert_eq!(home.look(), (vec!["stories/tea.md".to_owned()], true));
    home.rest();
    let _ = home.look();
    // A photo that was touched is not read here, but it is a change.
    home.put("stories/tea.jpg", "y");
    assert_eq!(home.look(), (vec![], true));
    home.remove("stories/tea.jpg");
    assert_eq!(home.look(), (vec!["stories/tea.md".to_owned()], true));
    home.remove("stories/tea.md");
    assert_eq!(home.look(), (vec![], true));
    home.put("stories/tea.md.txt", "x");
    assert!(home.look().1, "a file that is not used is told");
}
