//! How pages look and what they say by themselves: templates, words, styles, fonts.
//!
//! The theme `default` is inside the program. The folder `theme/` of a portfolio may hold files with the same paths;
//! each takes the place of the program's own. Two kinds add instead of replacing: `strings/<language>.toml` needs only
//! the lines it says differently, and `own.css` comes after the program's styles. What is in `print/` (Typst templates and
//! their fonts) makes the PDFs and is not published; nor is `sign-off.css`, which goes into the sign-off sheet.
//! A mistake in such a file is a problem with its file and line; the program's own file is then used.

mod files;
mod mistakes;
mod published;
mod squeeze;
mod strings;

pub use files::own_words;
pub use strings::{Block, Strings};

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use tera::{Kwargs, State, Tera};

use crate::problem::theme as problems_of;
use crate::problem::{Problem, Problems, Span};
use crate::sources::SourcePath;
use files::{Files, PRINT, Part, builtin, part, tell_unused, text, usable};
use published::{Published, published, sign_off_style};

/// The language whose words stand in where another has none.
const FIRST_LANGUAGE: &str = "en";

/// A file that is published beside the pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Asset {
    /// Its address from the top of an edition: `assets/style-1a2b3c4d.css`.
    pub path: String,
    /// What is in it.
    pub bytes: Cow<'static, [u8]>,
}

/// Everything that decides how pages look.
#[derive(Clone)]
pub struct Theme {
    templates: Tera,
    strings: BTreeMap<String, Strings>,
    assets: Vec<Asset>,
    stylesheet: String,
    styles: BTreeMap<String, String>,
    sign_off_style: String,
    icon: String,
    is_changed: bool,
    print: BTreeMap<String, PrintFile>,
}

/// A file that PDFs are made with.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintFile {
    /// What is in it.
    pub bytes: Cow<'static, [u8]>,
    /// It is the service's own, and takes the place of the program's.
    pub is_own: bool,
}

/// The theme inside the program, as most folders use it.
static OF_PROGRAM: LazyLock<Arc<Theme>> =
    LazyLock::new(|| Arc::new(Theme::load("default", &[], &mut Problems::default())));

impl Theme {
    /// The program's own theme: read once, by whoever asks first.
    pub fn of_program() -> Arc<Theme> {
        Arc::clone(&OF_PROGRAM)
    }

    /// The same as [`Theme::load`]; a folder that changes nothing gets the program's own.
    pub fn of(name: &str, overrides: &[(String, Vec<u8>)], problems: &mut Problems) -> Arc<Theme> {
        match (name, overrides) {
            ("default", []) => Theme::of_program(),
            _ => Arc::new(Theme::load(name, overrides, problems)),
        }
    }

    /// The theme of this name, with an author's own files (their paths inside `theme/`, and what is in them) over it.
    pub fn load(name: &str, overrides: &[(String, Vec<u8>)], problems: &mut Problems) -> Theme {
        if name != "default" {
            problems.add(problems_of::theme_unknown(place("carefolio.toml", 0), name));
        }
        let own = usable(overrides, problems);
        let builtin = builtin();
        tell_unused(&builtin, &own, problems);
        let Published { assets, stylesheet, styles, icon } = published(&builtin, &own);
        Theme {
            templates: templates(&builtin, &own, problems),
            strings: strings(&builtin, &own, problems),
            assets,
            stylesheet,
            styles,
            sign_off_style: sign_off_style(&builtin, &own),
            icon,
            is_changed: own.keys().any(|path| part(path) != Some(Part::Words)),
            print: print_files(&builtin, &own),
        }
    }

    /// Whether an author has changed how pages look.
    pub fn is_changed(&self) -> bool {
        self.is_changed
    }

    /// Templates and fonts that PDFs are made with, by their paths inside `print/`.
    pub fn print_files(&self) -> &BTreeMap<String, PrintFile> {
        &self.print
    }

    /// The templates, ready to be given their functions.
    pub fn templates(&self) -> &Tera {
        &self.templates
    }

    /// Files to publish beside the pages: styles, fonts, icon.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// Address of the style sheet from the top of an edition.
    pub fn stylesheet(&self) -> &str {
        &self.stylesheet
    }

    /// Addresses of the further style sheets, by name: `styles/list.css` is `list`.
    pub fn styles(&self) -> &BTreeMap<String, String> {
        &self.styles
    }

    /// The styles of the sign-off sheet. They are written into the sheet and published nowhere.
    pub fn sign_off_style(&self) -> &str {
        &self.sign_off_style
    }

    /// Address of the icon from the top of an edition.
    pub fn icon(&self) -> &str {
        &self.icon
    }

    /// The words in a language: those of its main language, or English, where it has none of its own.
    pub fn strings(&self, lang: &str) -> &Strings {
        let main = lang.split('-').next().unwrap_or(lang);
        let found = self.strings.get(lang).or_else(|| self.strings.get(main));
        found.or_else(|| self.strings.get(FIRST_LANGUAGE)).expect("English words are in the program")
    }

    /// Languages that have words of their own.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.strings.keys().map(String::as_str)
    }
}

/// Tells of a mistake in a template for paper, in a file inside `print/`.
pub fn print_problem(file: &str, line: u32, reason: &str) -> Problem {
    problems_of::print_template(place(&format!("theme/{PRINT}{file}"), line), reason)
}

/// Tells of a mistake that shows only when a page is made with a template.
pub(crate) fn template_problem(error: &tera::Error) -> Problem {
    let told = mistakes::read(error).into_iter().next().expect("every error tells of at least one mistake");
    problems_of::theme_template(template_place(&told), &told.reason)
}

fn template_place(mistake: &mistakes::Mistake) -> Span {
    let file = if mistake.file.is_empty() { "layout.html" } else { &mistake.file };
    place(&format!("theme/{file}"), mistake.line)
}

fn place(path: &str, line: u32) -> Span {
    let path = SourcePath::new(path).unwrap_or_else(|| SourcePath::new("theme").expect("a plain name is a path"));
    if line == 0 { Span::file(&path) } else { Span::line(&path, line) }
}

fn print_files(builtin: &Files<'static>, own: &Files) -> BTreeMap<String, PrintFile> {
    let inside = |path: &str| path.strip_prefix(PRINT).map(str::to_owned);
    let mut files: BTreeMap<String, PrintFile> = BTreeMap::new();
    for (path, bytes) in builtin {
        files.extend(inside(path).map(|path| (path, PrintFile { bytes: bytes.clone(), is_own: false })));
    }
    for (path, bytes) in own {
        let bytes = || Cow::Owned(bytes.to_vec());
        files.extend(inside(path).map(|path| (path, PrintFile { bytes: bytes(), is_own: true })));
    }
    files
}

fn sources(files: &Files) -> BTreeMap<String, String> {
    let templates = files.iter().filter(|(path, _)| part(path) == Some(Part::Template));
    templates.map(|(path, bytes)| (path.clone(), squeeze::template(text(bytes)))).collect()
}

fn templates(builtin: &Files, own: &Files, problems: &mut Problems) -> Tera {
    let mut tera = Tera::new();
    tera.set_escape_fn(escape);
    // The renderer puts its own in their place; templates cannot be checked without them.
    for name in ["t", "n", "words", "lang"] {
        tera.register_function(name, |_: Kwargs, _: &State| String::new());
    }
    tera.add_raw_templates(sources(builtin)).expect("the templates inside the program are tested");
    let mut own = sources(own);
    while let Err(error) = tera.add_raw_templates(&own) {
        let told = mistakes::read(&error);
        let mut dropped: Vec<String> = Vec::new();
        for mistake in told.iter().filter(|mistake| own.contains_key(&mistake.file)) {
            problems.add(problems_of::theme_template(template_place(mistake), &mistake.reason));
            dropped.push(mistake.file.clone());
        }
        if dropped.is_empty() {
            dropped = at_fault(&tera, &own);
            for file in &dropped {
                problems.add(problems_of::theme_template(place(&format!("theme/{file}"), 0), &told[0].reason));
            }
        }
        own.retain(|file, _| !dropped.contains(file));
    }
    tera
}

/// The author's templates that take something away which one of the program's own needs.
fn at_fault(tera: &Tera, own: &BTreeMap<String, String>) -> Vec<String> {
    let fails_alone = |file: &String, source: &String| tera.clone().add_raw_template(file, source).is_err();
    let alone: Vec<String> =
        own.iter().filter(|(file, source)| fails_alone(file, source)).map(|(file, _)| file.clone()).collect();
    if alone.is_empty() { own.keys().cloned().collect() } else { alone }
}

fn strings(builtin: &Files, own: &Files, problems: &mut Problems) -> BTreeMap<String, Strings> {
    let language =
        |path: &str| path.strip_prefix("strings/").and_then(|name| name.strip_suffix(".toml")).map(str::to_owned);
    let mut all: BTreeMap<String, Strings> = BTreeMap::new();
    for (path, bytes) in builtin {
        if let Some(lang) = language(path) {
            let strings = Strings::read(&lang, text(bytes)).expect("the words inside the program are tested");
            all.insert(lang, strings);
        }
    }
    let english = all.get(FIRST_LANGUAGE).cloned().expect("English words are in the program");
    for (path, bytes) in own {
        let Some(lang) = language(path) else { continue };
        let at = place(&format!("theme/{path}"), 0);
        match Strings::read(&lang, text(bytes)) {
            Ok(strings) => {
                let place_of = |key: &str| mistakes::place_of_words(&at.file, text(bytes), key).unwrap_or(at.clone());
                check_words(&strings, &english, &place_of, problems);
                let over = match all.get(&lang) {
                    Some(below) => strings.over(below),
                    None => strings,
                };
                all.insert(lang, over);
            }
            Err(error) => {
                let offset = error.span().map_or(0, |span| span.start);
                let at = Span::at_offset(&at.file, text(bytes), offset);
                problems.add(problems_of::strings_unreadable(at, error.message()));
            }
        }
    }
    for (lang, strings) in &mut all {
        let missing = strings.lacks(&english);
        // Only an author can put it right, so only an author's languages are told of.
        if !missing.is_empty() && own.contains_key(&format!("strings/{lang}.toml")) {
            problems.add(problems_of::string_missing(place(&format!("theme/strings/{lang}.toml"), 0), &missing));
        }
        *strings = std::mem::take(strings).over(&english);
    }
    all
}

fn check_words(strings: &Strings, english: &Strings, place_of: &dyn Fn(&str) -> Span, problems: &mut Problems) {
    for key in strings.keys() {
        let stem = key.rsplit_once('.').map_or(key, |(stem, _)| stem);
        let model = if english.has(key) { key.to_owned() } else { format!("{stem}.other") };
        if !english.has(&model) {
            problems.add(problems_of::string_unknown(place_of(key), key, english.keys()));
            continue;
        }
        let known = english.names(&model);
        for name in strings.names(key).into_iter().filter(|name| !known.contains(name)) {
            problems.add(problems_of::string_placeholder(place_of(key), key, &name));
        }
    }
}

/// Makes words safe inside HTML, a stretch at a time.
fn escape(words: &str, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    let mut rest = words;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.write_all(&rest.as_bytes()[..at])?;
        out.write_all(match rest.as_bytes()[at] {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            _ => b"&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    out.write_all(rest.as_bytes())
}

#[cfg(test)]
mod tests;
