//! What `carefolio new` writes is a whole portfolio that builds without a single remark, whatever day it is made on.
//!
//! Runs the real program on real folders.

#![expect(clippy::disallowed_methods, reason = "a newcomer has a disk, a clock and a command line")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

/// Runs the program in a folder.
fn carefolio(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_carefolio"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program was built for this test")
}

/// Makes a first portfolio, builds it strictly and looks at what a newcomer would see.
fn builds_without_a_remark(day: Option<&str>) {
    let place = tempfile::tempdir().expect("a folder for the test");
    let today: Vec<&str> = day.iter().flat_map(|day| ["--today", day]).collect();
    let made = carefolio(place.path(), &[&["new", "my-home"], today.as_slice()].concat());
    assert_eq!(made.status.code(), Some(0), "{made:?}");

    let built =
        carefolio(place.path(), &[&["build", "my-home", "--strict", "--format", "json"], today.as_slice()].concat());
    assert_eq!(built.status.code(), Some(0), "{built:?}");
    let told: serde_json::Value = serde_json::from_slice(&built.stdout).expect("the report is JSON");
    assert_eq!(told["published"], true);
    assert_eq!(told["problems"], serde_json::json!([]));
    for edition in ["public", "family", "commissioner", "inspector"] {
        let home = place.path().join("my-home/out").join(edition).join("index.html");
        assert!(home.is_file(), "there is no {edition} edition");
    }
}

#[test]
fn a_first_portfolio_made_today_builds_without_a_remark() {
    builds_without_a_remark(None);
}

#[test]
fn a_first_portfolio_made_on_the_last_day_of_february_builds_without_a_remark() {
    builds_without_a_remark(Some("2026-02-28"));
}

#[test]
fn a_first_portfolio_made_on_a_leap_day_builds_without_a_remark() {
    builds_without_a_remark(Some("2028-02-29"));
}

#[test]
fn a_first_portfolio_made_on_new_years_day_builds_without_a_remark() {
    builds_without_a_remark(Some("2027-01-01"));
}

#[test]
fn nothing_is_left_undated_in_a_first_portfolio() {
    let place = tempfile::tempdir().expect("a folder for the test");
    carefolio(place.path(), &["new", "my-home", "--today", "2026-11-21"]);
    let files = files_in(place.path());
    assert!(files.contains_key("my-home/carefolio.toml"));
    assert!(files.contains_key("my-home/.gitignore"));
    for (path, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        let is_dated = |text: &str| !text.contains("@today") && !text.contains("@month");
        assert!(is_dated(path) && is_dated(&text), "a mark is left in {path}");
    }
}

#[test]
fn a_first_portfolio_is_small() {
    let place = tempfile::tempdir().expect("a folder for the test");
    carefolio(place.path(), &["new", "my-home"]);
    let size: usize = files_in(place.path()).values().map(Vec::len).sum();
    assert!(size < 250_000, "{size} bytes");
}

#[test]
fn a_folder_with_something_in_it_is_left_as_it_is() {
    let place = tempfile::tempdir().expect("a folder for the test");
    std::fs::create_dir(place.path().join("my-home")).expect("the test may write here");
    std::fs::write(place.path().join("my-home/letter.txt"), "Dear all").expect("the test may write here");
    let before = files_in(place.path());

    let refused = carefolio(place.path(), &["new", "my-home"]);
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(said.contains("There is already something in this folder."), "{said}");
    assert!(said.contains("Fix: Choose a name that is not used yet."), "{said}");
    assert_eq!(files_in(place.path()), before);
}

/// Every file below a folder, by its path.
fn files_in(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("the test may read here"));
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("it is below the folder");
            (path.to_string_lossy().replace('\\', "/"), std::fs::read(entry.path()).expect("the test may read here"))
        })
        .collect()
}
