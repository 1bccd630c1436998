//! The same folder, day and program give the same bytes: anywhere, with any number of threads, cold or warm.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::folders::{TODAY, copy, photo, program, run, tree};

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

/// Larkfield House with small pictures in the place of all but two: four builds of them all would take a minute.
fn copy_with_small_pictures(to: &Path) {
    copy_example(to);
    // What is printed is looked at beside the tests of PDFs: four builds of all of it would take another minute.
    let settings = to.join("carefolio.toml");
    let text = fs::read_to_string(&settings).expect("settings");
    let formats = |line: &&str| !line.trim_start().starts_with("formats");
    let web: String = text
        .lines()
        .filter(formats)
        .map(|line| {
            let is_edition = line.starts_with("[editions.");
            if is_edition { format!("{line}\nformats = [\"web\"]\n") } else { format!("{line}\n") }
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

    let elsewhere = TempDir::new().expect("a temporary folder");
    let home = elsewhere.path().join("d\u{e9}j\u{e0} vu");
    copy_with_small_pictures(&home);
    for (threads, zone, language) in
        [("1", "Pacific/Kiritimati", "cy_GB.UTF-8"), ("2", "America/Los_Angeles", "C"), ("8", "UTC", "tr_TR.UTF-8")]
    {
        // Nothing is left of the build before.
        let _ = fs::remove_dir_all(home.join("out"));
        let _ = fs::remove_dir_all(home.join(".carefolio"));
        build(&home, &[("RAYON_NUM_THREADS", threads), ("TZ", zone), ("LANG", language), ("LC_ALL", language)]);
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
