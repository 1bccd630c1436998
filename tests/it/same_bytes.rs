//! The same folder, day and program give the same bytes: anywhere, with any number of threads, cold or warm.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use carefolio::content::Date;
use carefolio::pipeline::{self, InMemory, Pdfs, Request};
use carefolio::sources::{Entry, MemorySources, SourcePath, Sources, Stamp};
use tempfile::TempDir;

use crate::folders::{Folder, TODAY, copy, photo, program, run, tree};

/// Larkfield House, the invented home of this repository.
fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content-example")
}

/// Larkfield House in a folder of its own, built once for all tests that only look.
pub fn built_example() -> &'static Path {
    static BUILT: OnceLock<TempDir> = OnceLock::new();
    let folder = BUILT.get_or_init(|| {
        let folder = TempDir::new().expect("a temporary folder");
        copy_example(folder.path());
        build(folder.path(), &[]);
        folder
    });
    folder.path()
}

fn copy_example(to: &Path) {
    copy(&example(), to);
    for made in ["out", ".carefolio"] {
        let _ = fs::remove_dir_all(to.join(made));
    }
}

fn build(folder: &Path, environment: &[(&str, &str)]) -> String {
    let folder = folder.to_str().expect("a plain name");
    let mut command = program(&["build", folder, "--today", TODAY]);
    let done = run(command.envs(environment.iter().copied()));
    done.ends(0);
    done.said
}

/// The same, by somebody whose new files may be read by fewer or more people.
#[cfg(unix)]
fn build_with_umask(umask: &str, folder: &Path, environment: &[(&str, &str)]) {
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &format!("umask {umask}; exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_carefolio"), "build"]);
    command.arg(folder).args(["--today", TODAY]).envs(environment.iter().copied());
    run(&mut command).ends(0);
}

#[cfg(not(unix))]
fn build_with_umask(_umask: &str, folder: &Path, environment: &[(&str, &str)]) {
    build(folder, environment);
}

/// Larkfield House with small pictures in the place of all but two: four builds of them all would take a minute.
fn copy_with_small_pictures(to: &Path) {
    copy_example(to);
    // One edition is printed: four builds of all that can be would take another minute.
    let settings = to.join("carefolio.toml");
    let text = fs::read_to_string(&settings).expect("settings");
    let formats = |line: &&str| !line.trim_start().starts_with("formats");
    let web: String = text
        .lines()
        .filter(formats)
        .map(|line| {
            let formats = if line == "[editions.family]" { "[\"web\", \"pdf\"]" } else { "[\"web\"]" };
            let is_edition = line.starts_with("[editions.");
            if is_edition { format!("{line}\nformats = {formats}\n") } else { format!("{line}\n") }
        })
        .collect();
    fs::write(&settings, web).expect("a file");
    for (number, path) in tree(to).into_keys().filter(|path| path.ends_with(".jpg")).enumerate() {
        let path = to.join(path);
        if number >= 2 {
            fs::write(path, photo([(number * 5 % 256) as u8, 90, 160])).expect("a file");
        }
    }
}

#[test]
fn larkfield_house_is_the_same_everywhere() {
    let here = TempDir::new().expect("a temporary folder");
    copy_with_small_pictures(here.path());
    build(here.path(), &[]);
    let first = tree(&here.path().join("out"));
    assert!(first.len() > 300, "{}", first.len());
    assert_eq!(first.contains_key("family/portfolio.pdf"), cfg!(feature = "pdf"));

    let elsewhere = TempDir::new().expect("a temporary folder");
    let home = elsewhere.path().join("d\u{e9}j\u{e0} vu");
    copy_with_small_pictures(&home);
    for (threads, zone, language, umask) in [
        ("1", "Pacific/Kiritimati", "cy_GB.UTF-8", "077"),
        ("2", "America/Los_Angeles", "C", "002"),
        ("8", "UTC", "tr_TR.UTF-8", "000"),
    ] {
        // Nothing is left of the build before.
        let _ = fs::remove_dir_all(home.join("out"));
        let _ = fs::remove_dir_all(home.join(".carefolio"));
        let environment = [("RAYON_NUM_THREADS", threads), ("TZ", zone), ("LANG", language), ("LC_ALL", language)];
        build_with_umask(umask, &home, &environment);
        let other = tree(&home.join("out"));
        let changed: Vec<&String> = first.keys().filter(|path| first.get(*path) != other.get(*path)).collect();
        assert!(changed.is_empty() && first.len() == other.len(), "{threads} threads, {zone}, {language}: {changed:?}");
    }

    let said = build(&home, &[("RAYON_NUM_THREADS", "8")]);
    assert!(said.contains("Nothing has changed"), "a warm build: {said}");
    fs::remove_dir_all(home.join(".carefolio")).expect("it is there");
    let said = build(&home, &[]);
    assert!(said.contains("0 files written"), "without .carefolio: {said}");
    assert_eq!(tree(&home.join("out")), first);
}

/// A folder in memory whose files are listed in any order, as disks do.
struct InAnyOrder<'s> {
    sources: &'s MemorySources,
    turn: usize,
}

impl Sources for InAnyOrder<'_> {
    fn list(&self) -> std::io::Result<Vec<Entry>> {
        let mut entries = self.sources.list()?;
        let mix = |entry: &Entry| blake3::hash(format!("{} {}", self.turn, entry.path).as_bytes()).to_hex().to_string();
        entries.sort_by_cached_key(mix);
        Ok(entries)
    }

    fn read(&self, path: &SourcePath) -> std::io::Result<Vec<u8>> {
        self.sources.read(path)
    }

    fn stamp(&self, path: &SourcePath) -> Option<Stamp> {
        self.sources.stamp(path)
    }
}

#[test]
fn the_order_of_files_on_a_disk_changes_nothing() {
    let mut sources = MemorySources::default();
    for path in tree(&example()).into_keys().filter(|path| !path.starts_with("out/") && !path.starts_with('.')) {
        let bytes = if path.ends_with(".jpg") {
            let colour = blake3::hash(path.as_bytes());
            photo([colour.as_bytes()[0], colour.as_bytes()[1], 160])
        } else {
            fs::read(example().join(&path)).expect("a file")
        };
        sources.put(&path, bytes);
    }
    let made = |sources: &dyn Sources| {
        let sink = InMemory::default();
        let today = Date::read_iso(TODAY).expect("a day");
        let request = Request { pdfs: Pdfs::Leave, ..Request::on(today) };
        let Ok(outcome) = pipeline::run(sources, &request, &sink) else { panic!("memory is never full") };
        let told: Vec<String> =
            outcome.problems.iter().map(|one| format!("{} {} {}", one.at, one.code, one.says)).collect();
        (sink.into_files(), told)
    };
    let (files, told) = made(&sources);
    assert!(files.len() > 300, "{}", files.len());
    for turn in 0..3 {
        let (other, also_told) = made(&InAnyOrder { sources: &sources, turn });
        let changed: Vec<_> =
            files.iter().filter(|(path, bytes)| other.get(*path) != Some(*bytes)).map(|one| one.0).collect();
        assert!(changed.is_empty() && files.len() == other.len(), "{changed:?}");
        assert_eq!(told, also_told);
    }
}

/// The real door on a real disk: a memory disk lists files in the order in which they came.
#[test]
fn the_order_in_which_files_were_made_changes_nothing() {
    let folder = Folder::small_home();
    let Ok(disk) = tempfile::tempdir_in("/dev/shm").or_else(|_| TempDir::new()) else { panic!("no temporary folder") };
    let paths: Vec<String> = tree(&folder.home()).into_keys().collect();
    let orders: [Vec<&String>; 2] = [paths.iter().collect(), paths.iter().rev().collect()];
    let made = orders.map(|order| {
        let home = disk.path().join("home");
        for path in order {
            let to = home.join(path);
            fs::create_dir_all(to.parent().expect("it is in a folder")).expect("a folder");
            fs::write(to, fs::read(folder.home().join(path)).expect("a file")).expect("a file");
        }
        build(&home, &[]);
        let made = tree(&home.join("out"));
        fs::remove_dir_all(home).expect("a folder");
        made
    });
    assert_eq!(made[0], made[1]);
}
