//! Publishing to real folders: what people find in them afterwards.

#![expect(clippy::disallowed_methods, reason = "these tests look at the folders themselves")]

mod faults;
mod foreign;
mod takedown;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use camino::{Utf8Path, Utf8PathBuf};

use super::*;
use crate::plan::OutPath;

/// A portfolio in a folder that goes away with the test.
struct Home {
    _folder: tempfile::TempDir,
    root: Utf8PathBuf,
    out: Utf8PathBuf,
    private: Utf8PathBuf,
}

/// A file to publish: its address, its words, the consents it relies on, and its role.
type Wanted = (&'static str, &'static str, &'static [&'static str], Role);

/// The files in a folder, by address.
type Tree = BTreeMap<String, Vec<u8>>;

const OWN: Role = Role::Own;
const SHARED: Role = Role::Shared;
const NEUTRAL: &str = "<p>Being renewed.</p>";

impl Home {
    fn new() -> Home {
        Home::with(|root| (root.join("out"), root.join(".carefolio")))
    }

    fn with(places: impl Fn(&Utf8Path) -> (Utf8PathBuf, Utf8PathBuf)) -> Home {
        // In memory where that can be had: these tests make some thousands of folders.
        Home::in_folder(tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap(), places)
    }

    fn in_folder(folder: tempfile::TempDir, places: impl Fn(&Utf8Path) -> (Utf8PathBuf, Utf8PathBuf)) -> Home {
        let root = Utf8PathBuf::from_path_buf(folder.path().canonicalize().unwrap()).unwrap();
        let (out, private) = places(&root);
        Home { _folder: folder, root, out, private }
    }

    fn place(&self) -> Place<'_> {
        Place { out: &self.out, private: &self.private, portfolio: &self.root, home: None }
    }

    fn open(&self) -> Workplace {
        Workplace::open(self.place()).unwrap()
    }

    /// Publishes the edition `public` with these files, and nothing else.
    fn publish(&self, files: &[Wanted]) -> Published {
        self.try_publish(files).unwrap()
    }

    fn try_publish(&self, files: &[Wanted]) -> Result<Published, OutputTrouble> {
        publish_with(&mut self.open(), &[("public", files)])
    }

    fn tree(&self) -> Tree {
        tree(&self.out)
    }

    fn at(&self, path: &str) -> Utf8PathBuf {
        self.out.join("public").join(path)
    }
}

fn path(text: &str) -> OutPath {
    OutPath::new(text).unwrap()
}

fn stage(workplace: &Workplace, edition: &str, files: &[Wanted]) -> Result<StagedEdition, OutputTrouble> {
    let all: BTreeSet<&str> = files.iter().flat_map(|file| file.2).copied().collect();
    let place = |name: &&str| all.iter().position(|other| other == name).unwrap() as u32;
    let stage = workplace.stage(edition)?;
    for (address, words, relies, role) in files {
        let (path, relies) = (path(address), relies.iter().map(place).collect());
        stage.put(Outgoing { path: &path, relies, role: *role, made_of: None }, words.as_bytes())?;
    }
    stage.finish(EditionCard {
        audience: edition.to_owned(),
        mark: "7K4-QD".into(),
        neutral_page: NEUTRAL.into(),
        reliances: all.into_iter().map(str::to_owned).collect(),
    })
}

fn publish_with(workplace: &mut Workplace, editions: &[(&str, &[Wanted])]) -> Result<Published, OutputTrouble> {
    let mut staged = Vec::new();
    for (edition, files) in editions {
        staged.push(stage(workplace, edition, files)?);
    }
    let configured = editions.iter().map(|(edition, _)| (*edition).to_owned()).collect();
    workplace.publish(staged, &configured)
}

fn tree(folder: &Utf8Path) -> Tree {
    let mut tree = Tree::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten() {
        let address = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        match entry.file_type() {
            kind if kind.is_file() => drop(tree.insert(address, fs::read(entry.path()).unwrap())),
            // An empty folder left behind would be a difference too.
            kind if kind.is_dir() && entry.depth() > 0 => drop(tree.insert(format!("{address}/"), Vec::new())),
            _ => {}
        }
    }
    tree
}

const FIRST: &[Wanted] = &[
    ("index.html", "home, with Mary", &["mary", "tom"], SHARED),
    ("stories/mary.html", "Mary in the garden", &["mary"], OWN),
    ("stories/tom.html", "Tom at the piano", &["tom"], OWN),
    ("photos/a1.jpg", "pixels of Mary", &["mary"], OWN),
    ("style.css", "colours", &[], OWN),
];

const SECOND: &[Wanted] = &[
    ("index.html", "home, without her", &["tom"], SHARED),
    ("stories/tom.html", "Tom at the piano again", &["tom"], OWN),
    ("stories/zoe.html", "Zoe sings", &["zoe"], OWN),
    ("style.css", "colours", &[], OWN),
];

#[test]
fn a_second_build_writes_only_what_changed_and_removes_what_is_gone() {
    let home = Home::new();
    let first = home.publish(FIRST);
    assert_eq!((first.written, first.unchanged, first.deleted.len()), (6, 0, 0));
    let style = fs::metadata(home.at("style.css")).unwrap().modified().unwrap();

    let again = home.publish(FIRST);
    assert_eq!((again.written, again.unchanged), (0, 6));

    let second = home.publish(SECOND);
    // The home page, Tom, Zoe and edition.json.
    assert_eq!((second.written, second.unchanged), (4, 1));
    let gone: Vec<String> = second.deleted.iter().map(ToString::to_string).collect();
    assert_eq!(gone, ["public/photos/a1.jpg", "public/stories/mary.html"]);
    assert!(!home.at("photos").exists(), "an empty folder stays behind");
    assert_eq!(fs::metadata(home.at("style.css")).unwrap().modified().unwrap(), style);

    let clean = Home::new();
    clean.publish(SECOND);
    assert_eq!(home.tree(), clean.tree());
}

#[test]
fn nothing_is_written_when_nothing_changed() {
    let home = Home::new();
    home.publish(FIRST);
    let stamps = || -> BTreeMap<_, _> {
        let files = walkdir::WalkDir::new(&home.root).into_iter().flatten().filter(|entry| entry.file_type().is_file());
        files.map(|entry| (entry.path().to_owned(), entry.metadata().unwrap().modified().unwrap())).collect()
    };
    let before = stamps();
    home.publish(FIRST);
    assert_eq!(stamps(), before);
}

#[test]
fn deleting_the_private_folder_changes_nothing() {
    let home = Home::new();
    home.publish(FIRST);
    fs::remove_dir_all(&home.private).unwrap();
    let again = home.publish(FIRST);
    assert_eq!((again.written, again.unchanged), (0, 6));

    fs::remove_dir_all(&home.private).unwrap();
    let second = home.publish(SECOND);
    assert_eq!(second.deleted.len(), 2);
    assert_eq!(second.notices, []);
    let clean = Home::new();
    clean.publish(SECOND);
    assert_eq!(home.tree(), clean.tree());
}

#[test]
fn a_damaged_or_old_private_folder_changes_nothing() {
    let home = Home::new();
    home.publish(FIRST);
    let old = tree(&home.private);
    home.publish(SECOND);
    let manifest = old.keys().find(|name| name.contains("manifest/public")).unwrap();
    let clean = Home::new();
    clean.publish(FIRST);
    for bytes in [&b"rubbish"[..], b"", &old[manifest]] {
        fs::write(home.private.join(manifest), bytes).unwrap();
        let published = home.publish(FIRST);
        assert_eq!(published.notices, []);
        assert_eq!(home.tree(), clean.tree());
        home.publish(SECOND);
    }
}

#[test]
fn editions_that_are_not_configured_any_more_are_taken_away() {
    for forgetful in [false, true] {
        let home = Home::new();
        publish_with(&mut home.open(), &[("public", FIRST), ("family", FIRST)]).unwrap();
        if forgetful {
            fs::remove_dir_all(&home.private).unwrap();
        }
        let published = home.publish(FIRST);
        assert_eq!(published.deleted.len(), 6);
        assert!(!home.out.join("family").exists());
        assert_eq!(home.publish(FIRST).deleted, []);
    }
}

#[test]
fn an_edition_that_is_configured_but_not_built_now_stays() {
    let home = Home::new();
    publish_with(&mut home.open(), &[("public", FIRST), ("family", FIRST)]).unwrap();
    let mut workplace = home.open();
    let staged = stage(&workplace, "public", SECOND).unwrap();
    workplace.publish(vec![staged], &BTreeSet::from(["public".into(), "family".into()])).unwrap();
    assert!(home.out.join("family/stories/mary.html").exists());
}

#[test]
fn an_edition_knows_its_own_files() {
    let home = Home::new();
    home.publish(&[("index.html", "home", &["a secret"], SHARED)]);
    let list = fs::read_to_string(home.at("edition.json")).unwrap();
    let expected = format!(
        "{{\n  \"program\": \"carefolio\",\n  \"version\": \"{}\",\n  \"edition\": \"public\",\n  \"audience\": \"public\",\n  \
         \"mark\": \"7K4-QD\",\n  \"files\": {{\n    \"index.html\": \"{}\"\n  }}\n}}\n",
        env!("CARGO_PKG_VERSION"),
        ContentHash::of(b"home"),
    );
    assert_eq!(list, expected);
}

#[test]
fn two_builds_do_not_meet() {
    let home = Home::new();
    let first = home.open();
    let second = Workplace::open_with_fault(home.place(), None);
    assert!(second.is_err_and(|trouble| trouble.says == "Another build of this portfolio is at work."));
    drop(first);
    home.open();
}

#[cfg(unix)]
#[test]
fn the_private_folder_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    fs::create_dir(&home.private).unwrap();
    fs::set_permissions(&home.private, fs::Permissions::from_mode(0o755)).unwrap();
    home.publish(FIRST);
    assert_eq!(fs::metadata(&home.private).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(fs::read_to_string(home.private.join(".gitignore")).unwrap(), "*\n");
    let readable = fs::metadata(home.at("stories")).unwrap().permissions().mode();
    assert_ne!(readable & 0o055, 0, "a web server could not read the pages");
}

#[test]
fn nothing_unfinished_stays_behind() {
    let home = Home::new();
    let workplace = home.open();
    stage(&workplace, "public", FIRST).unwrap();
    drop(workplace);
    home.publish(SECOND);
    let left: Vec<String> = tree(&home.root).into_keys().filter(|name| name.contains("stage")).collect();
    assert_eq!(left, Vec::<String>::new());
}

/// Where a memory file system is at hand, the editions go to another disk than the private folder.
#[cfg(target_os = "linux")]
#[test]
fn the_editions_may_be_on_another_disk() {
    let Ok(other) = tempfile::tempdir_in("/dev/shm") else { return };
    let out = Utf8Path::from_path(other.path()).unwrap().join("site");
    let home = Home::in_folder(tempfile::tempdir().unwrap(), |root| (out.clone(), root.join(".carefolio")));
    home.publish(FIRST);
    fs::write(home.at("stories/tom.html"), "changed by hand").unwrap();
    let second = home.publish(SECOND);
    assert_eq!(second.notices.len(), 1);
    let clean = Home::new();
    clean.publish(SECOND);
    assert_eq!(home.tree(), clean.tree());
}

#[test]
fn two_files_cannot_have_one_address() {
    let home = Home::new();
    for files in [
        &[("a.html", "x", &[][..], OWN), ("a.html", "y", &[], OWN)][..],
        &[("edition.json", "x", &[], OWN)],
        &[("a", "x", &[], OWN), ("a-b.html", "x", &[], OWN), ("a/b/c.html", "y", &[], OWN)],
    ] {
        assert!(home.try_publish(files).is_err());
        assert_eq!(home.tree(), Tree::new());
    }
}

#[test]
fn files_may_be_put_from_many_threads() {
    use rayon::prelude::*;
    let home = Home::new();
    let mut workplace = home.open();
    let stage = workplace.stage("public").unwrap();
    (0..500).into_par_iter().for_each(|number| {
        let words = format!("page {number}");
        let path = path(&format!("pages/{number}.html"));
        stage.put(Outgoing::own(&path, vec![]), words.as_bytes()).unwrap();
    });
    let staged = stage.finish(EditionCard::default()).unwrap();
    assert_eq!(workplace.publish(vec![staged], &BTreeSet::from(["public".into()])).unwrap().written, 501);
}
