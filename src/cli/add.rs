//! `carefolio add KIND "Title"`: a new item with its prompts as notes, dated, in the right place.
//!
//! Asks three things at most, and only where somebody sits who can answer; what is not said stays a note to be filled
//! in. Nothing that is there is written over.

mod answers;
mod kinds;

use super::args::Add;
use super::folder::{Opened, open};
use super::terminal::Terminal;
use super::{Stop, WELL, day};
use crate::content::dates::Date;
use crate::output::AuthorsFolder;
use crate::plan::slug;
use crate::sources::SourcePath;
use answers::{Answers, ask};
use kinds::{New, new_of, prompts};

/// Runs it.
pub fn run(add: &Add, terminal: &Terminal) -> Result<u8, Stop> {
    let new = new_of(&add.kind)?;
    let title = add.title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() {
        return Err(Stop {
            says: "It has no title.".to_owned(),
            fix: format!("Write one between quotes: carefolio add {} \"The garden gate\"", add.kind),
        });
    }
    let opened = open(&add.folder)?;
    let today = day(add.today);
    let answers = ask(add, &new, &title, &opened, terminal)?;
    let files = files(&new, &title, today, &answers, &opened);
    let folder = AuthorsFolder::new(&opened.folder);
    for (path, text) in &files {
        folder.create(path, text.as_bytes())?;
    }
    let (first, _) = &files[0];
    terminal.say(&format!("Made {}.", files.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>().join(" and ")));
    terminal.say(&what_next(&new, first, &answers, add));
    Ok(WELL)
}

/// What to do with the new file.
fn what_next(new: &New, path: &SourcePath, answers: &Answers, add: &Add) -> String {
    let check = match add.folder.as_str() {
        "." => "carefolio check".to_owned(),
        folder => format!("carefolio check {folder}"),
    };
    if new.is_person() {
        return format!("Open {path} and write down what they agreed to. Then: {check}");
    }
    let held = match &answers.people {
        None if new.must_say_who() => " It is held back until `people` says who it is about.",
        _ => "",
    };
    format!("Open it, take the # away from what you want to say, and save.{held} Then: {check}")
}

/// The new files, the one to open first.
fn files(new: &New, title: &str, today: Date, answers: &Answers, opened: &Opened) -> Vec<(SourcePath, String)> {
    let name = match slug(title) {
        name if name.is_empty() => new.word().to_owned(),
        name => name,
    };
    let person = person_name(answers, &name, opened);
    let month = &today.iso()[..7];
    let parts = prompts(new).iter().filter_map(|(path, prompt)| {
        let path = path.replace("@day@", &today.iso()).replace("@name@", if new.is_person() { &person } else { &name });
        let path = SourcePath::new(&path.replace("@month@", month))?;
        Some((path, filled(prompt, title, today, new, answers)))
    });
    parts.collect()
}

/// A person's file is called by their short name while nobody else's is, since it is typed often.
fn person_name(answers: &Answers, whole: &str, opened: &Opened) -> String {
    let short = slug(&answers.known_as);
    let is_free =
        opened.portfolio.register.people.iter().all(|person| !person.id.as_str().eq_ignore_ascii_case(&short));
    if is_free && !short.is_empty() { short } else { whole.to_owned() }
}

fn filled(prompt: &str, title: &str, today: Date, new: &New, answers: &Answers) -> String {
    let with = [
        ("@people-line@", answers.people_line()),
        ("@audience-line@", answers.audience_line()),
        ("@supports-line@", answers.supports_line()),
        ("@statement-line@", answers.statement_line()),
        ("@link-line@", answers.link_line()),
        ("@what@", new.what().to_owned()),
        ("@kind@", answers.person_kind.word().to_owned()),
        ("@known_as@", quoted(&answers.known_as)),
        ("@day@", today.iso()),
        ("@period@", today.iso()[..7].to_owned()),
        // Last, so that a title may hold any of the marks above.
        ("@title@", quoted(title)),
    ];
    with.iter().fold(prompt.to_owned(), |text, (mark, words)| text.replace(mark, words))
}

/// Words between quotes, as TOML writes them.
pub fn quoted(words: &str) -> String {
    toml_edit::Value::from(words).to_string()
}
