//! The files of a theme: the program's own, those of an author that can be used, and what each is for.

use std::borrow::Cow;
use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use super::place;
use crate::content::language::language as language_of;
use crate::problem::Problems;
use crate::problem::theme as problems_of;

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Files by their paths inside a theme.
pub(super) type Files<'a> = BTreeMap<String, Cow<'a, [u8]>>;

/// Templates and fonts for paper are in this folder.
pub(super) const PRINT: &str = "print/";

/// What a file of a theme is for; its ending and folder decide.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Template,
    Words,
    Asset,
    Print,
}

pub(super) fn part(path: &str) -> Option<Part> {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("typ" | "ttf" | "otf" | "txt" | "svg") if path.starts_with(PRINT) => Some(Part::Print),
        _ if path.starts_with(PRINT) => None,
        Some("html") => Some(Part::Template),
        Some("toml") if path.starts_with("strings/") => Some(Part::Words),
        // No photos: whatever is published as a picture is decoded and encoded anew, and a theme's files are not.
        Some("css" | "woff2" | "svg" | "txt") => Some(Part::Asset),
        _ => None,
    }
}

/// Those files of an author that a theme can use; the others are told.
pub(super) fn usable<'a>(overrides: &'a [(String, Vec<u8>)], problems: &mut Problems) -> Files<'a> {
    let mut own = Files::new();
    for (path, bytes) in overrides {
        let at = place(&format!("theme/{path}"), 0);
        let is_text = std::str::from_utf8(bytes).is_ok();
        match part(path) {
            None => problems.add(problems_of::theme_file(at)),
            Some(_) if !is_text && !is_font(path) => problems.add(problems_of::theme_text(at)),
            Some(_) => {
                own.insert(path.clone(), Cow::Borrowed(bytes.as_slice()));
            }
        }
    }
    own
}

/// Files that take no other's place and that no file of the author's names: often a slip of the pen.
pub(super) fn tell_unused(builtin: &Files, own: &Files, problems: &mut Problems) {
    for (path, bytes) in own {
        let language = path.strip_prefix("strings/").and_then(|name| name.strip_suffix(".toml"));
        let is_known = match part(path) {
            Some(Part::Words) => language.is_some_and(|code| builtin.contains_key(path) || language_of(code).is_some()),
            // A component is found by its own name, not by that of its file.
            Some(Part::Template) => builtin.contains_key(path) || text(bytes).contains("{% component "),
            _ => builtin.contains_key(path) || path == "own.css",
        };
        let name = path.rsplit('/').next().unwrap_or(path);
        // Templates ask for a sheet of styles by its name: `<sheet name="list" />`.
        let sheet = style_name(path).map(|name| format!("name=\"{name}\""));
        let names = |words: &str| words.contains(name) || sheet.as_ref().is_some_and(|sheet| words.contains(sheet));
        let is_named =
            own.iter().any(|(other, bytes)| other != path && !other.ends_with(".woff2") && names(text(bytes)));
        if !is_known && !is_named {
            let known = builtin.keys().map(String::as_str).chain(["own.css"]);
            problems.add(problems_of::theme_file_unused(place(&format!("theme/{path}"), 0), path, known));
        }
    }
}

fn is_font(path: &str) -> bool {
    [".woff2", ".ttf", ".otf"].iter().any(|ending| path.ends_with(ending))
}

/// What is in a file of words, styles or templates.
pub(super) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("only text was let in")
}

/// The name that templates ask for a sheet of styles by.
pub(super) fn style_name(path: &str) -> Option<&str> {
    path.strip_prefix("styles/")?.strip_suffix(".css")
}

/// The theme that is inside the program.
pub(super) fn builtin() -> Files<'static> {
    fn gather(dir: &Dir<'static>, files: &mut Files<'static>) {
        for file in dir.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            files.insert(path, Cow::Borrowed(file.contents()));
        }
        for inner in dir.dirs() {
            gather(inner, files);
        }
    }
    let mut files = Files::new();
    gather(&DEFAULT, &mut files);
    files
}

/// Everything that the program's own pages can say by themselves, in every language, as its files have it.
pub fn own_words() -> Vec<&'static str> {
    let strings = DEFAULT.get_dir("strings").into_iter().flat_map(Dir::files);
    strings.filter_map(include_dir::File::contents_utf8).collect()
}
