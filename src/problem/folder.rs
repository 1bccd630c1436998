//! Problems with files and folders: what cannot be read, what is not used, what is named but not there.

use super::mending::{Meant, Mending, WHICH_FILE, meant};
use super::{Problem, Span, did_you_mean};
use crate::sources::SourcePath;

/// More than 20 MB of words.
pub fn file_too_big(file: &SourcePath) -> Problem {
    Problem::error("file-too-big", Span::file(file))
        .says("This file is larger than 20 MB. Words and facts never are.")
        .means("It is not read.")
        .fix("Look whether it is really a text. Split it into several items, or move it out of the folder.")
}

/// The bytes are not a text.
pub fn file_not_text(file: &SourcePath) -> Problem {
    Problem::error("file-not-text", Span::file(file))
        .says("This file is not a plain text; perhaps it was saved by a word processor or is a picture with another ending.")
        .means("It is not read.")
        .fix("Open it in the program that made it and save it as plain text (UTF-8).")
}

/// The text is not UTF-8, so its letters were guessed.
pub fn older_encoding(file: &SourcePath, is_certain: bool) -> Problem {
    let mending = match is_certain {
        true => Mending::SaveAsPlainText,
        false => Mending::LeftAlone("Some letters could be read in two ways, so look at them as you save it."),
    };
    Problem::advice("older-encoding", Span::file(file))
        .mended(mending)
        .says("This file was saved in an older way of writing letters (Windows-1252).")
        .means("It is read, but letters with accents, pounds and quotes may come out wrong.")
        .fix("Save it once more as UTF-8. In Notepad: Save as, then Encoding: UTF-8.")
}

/// The disk would not give the file.
pub fn file_unreadable(file: &SourcePath) -> Problem {
    Problem::error("file-unreadable", Span::file(file))
        .says("This file could not be opened.")
        .fix("Look whether another program has it open, whether it is still being synchronised, and whether you may read it.")
}

/// The whole folder could not be listed.
pub fn folder_unreadable(place: &SourcePath) -> Problem {
    Problem::error("folder-unreadable", Span::file(place))
        .says("The folder could not be looked through.")
        .fix("Look whether the disk is connected and whether you may open every folder in it.")
}

/// Why a file is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotUsed {
    /// Its folder holds no such files.
    WrongPlace,
    /// The item of this folder is another file.
    NotTheItem,
    /// It lies too deep.
    TooDeep,
    /// A word processor's or spreadsheet's own file.
    OfficeFile,
    /// `story.md.txt`: Windows hides the second ending.
    HiddenEnding,
    /// A folder of the register.
    InRegister,
    /// Its name is not a period.
    NotAPeriod,
}

/// A file that looks like content and is not used.
pub fn file_not_used(file: &SourcePath, why: NotUsed, expected: &str) -> Problem {
    let (says, fix) = match why {
        NotUsed::WrongPlace => (
            "This file is not used: files of this sort do not belong here.".to_owned(),
            format!("Move it to where it belongs, or take it out. Here belongs {expected}."),
        ),
        NotUsed::NotTheItem => (
            format!("This file is not used: the words of this folder are in `{expected}`."),
            format!("Put its words into `{expected}`, or move it up so that it is an item of its own."),
        ),
        NotUsed::TooDeep => (
            "This file is not used: it lies too deep.".to_owned(),
            format!("Move it up: {expected}."),
        ),
        NotUsed::OfficeFile => (
            "This file is not used: carefolio does not open documents of word processors and spreadsheets.".to_owned(),
            format!("Copy its words into a plain text file, {expected}, or save the table as CSV."),
        ),
        NotUsed::HiddenEnding => (
            "This file is not used: its name has a second ending, which Windows hides.".to_owned(),
            format!("Rename it to `{expected}`. In Explorer: View, Show, File name extensions."),
        ),
        NotUsed::InRegister => (
            "This file is not used: the register reads only the files that lie directly in `people`.".to_owned(),
            "If it is about a person, move it to `people/` with the ending `.toml`; a withdrawal in it would not be seen."
                .to_owned(),
        ),
        NotUsed::NotAPeriod => (
            "This file is not used: its name is not a period.".to_owned(),
            "Name it after the month (`2026-05.toml`), the quarter (`2026-Q2.toml`) or the year (`2026.toml`).".to_owned(),
        ),
    };
    Problem::advice("file-not-used", Span::file(file)).says(says).fix(fix)
}

/// A copy or leftover that a program made.
pub fn stray_file(file: &SourcePath) -> Problem {
    let problem = Problem::advice("stray-file", Span::file(file))
        .says("This looks like a copy or a leftover that another program made. It is never used.");
    match file.parts().next() {
        Some("people") => problem
            .means("If it is a second version of a person's file, a consent or a withdrawal in it is not seen.")
            .fix("Compare it with the person's file, copy over what is missing, then delete it."),
        _ => problem.fix("Delete it, or rename it if you do want it."),
    }
}

/// A link to another place.
pub fn link_not_followed(file: &SourcePath) -> Problem {
    Problem::advice("link-not-followed", Span::file(file))
        .says("This is a link to another place, and links are not followed.")
        .means("Nothing outside the folder is ever read.")
        .fix("Copy the file itself into the folder, or delete the link.")
}

/// A pipe or a device.
pub fn not_a_file(file: &SourcePath) -> Problem {
    Problem::advice("link-not-followed", Span::file(file))
        .says("This is not a file with words or a picture in it, but a way to another program or to a part of the computer.")
        .means("Such things are never opened.")
        .fix("Delete it, or move it out of the folder.")
}

/// A name that cannot be read.
pub fn file_name_unreadable(file: &SourcePath) -> Problem {
    Problem::advice("file-name-unreadable", Span::file(file))
        .says("The name of this file has characters that cannot be used, so the file is not read.")
        .fix("Rename it with letters, figures and dashes.")
}

/// Two files whose names look the same.
pub fn file_names_alike(file: &SourcePath) -> Problem {
    Problem::error("file-names-alike", Span::file(file))
        .says("There are two files here whose names look the same: an accent in them is written in two ways.")
        .means("Neither is read, for nobody can tell which one you mean. If it is a person's file, no consent in it counts.")
        .fix("Compare the two, put what is missing into one of them, and delete the other.")
}

/// A folder nobody knows.
pub fn unknown_folder<'a>(folder: &SourcePath, known: impl IntoIterator<Item = &'a str>) -> Problem {
    let name = folder.as_str();
    let problem = Problem::advice("unknown-folder", Span::file(folder))
        .says(format!("There is no kind of content that lives in a folder `{name}`."))
        .means("Nothing in it is used.");
    match did_you_mean(name, known) {
        Some(near) => problem.fix(format!("Did you mean `{near}`? Rename the folder.")),
        None => problem.fix("Move its files to the folders they belong in; photos for later go into `inbox`."),
    }
}

/// A file named by an item that does not lie beside it. `beside` is one of the same name that does.
pub fn file_outside(at: Span, key: &str, beside: Option<&str>) -> Problem {
    let fix = match beside {
        Some(name) => {
            format!("There is a `{name}` beside this file. If it is the same one, write `{key} = \"{name}\"`.")
        }
        None => format!("Copy the file beside this one and write only its name: `{key} = \"beans.jpg\"`."),
    };
    let mending = if beside.is_some() { Mending::LeftAlone(WHICH_FILE) } else { Mending::ByHand };
    Problem::error("file-outside", at)
        .says(format!("`{key}` names a file that is not beside this one."))
        .means("It is not used: only files in the same folder, or in a folder inside it, can be.")
        .fix(fix)
        .mended(mending)
}

/// A file named by an item that is not there.
pub fn file_missing(at: Span, key: &str, typed: &str, beside: &[&str]) -> Problem {
    let near = did_you_mean(typed, beside.iter().copied());
    let mending = match near.map(|near| (near, meant(typed, near, beside.iter().copied()))) {
        Some((near, Meant::Surely)) => Mending::word(&at, typed, near),
        Some((_, Meant::Likely | Meant::Perhaps)) => Mending::LeftAlone(WHICH_FILE),
        None => Mending::ByHand,
    };
    let problem = Problem::error("file-missing", at)
        .says(format!("`{key}` names a file that is not there: `{typed}`."))
        .means("It is left out.")
        .mended(mending);
    match near {
        Some(near) => problem.fix(format!("Did you mean `{near}`?")),
        None => problem.fix("Put the file beside this one, or correct its name; capitals and the ending count."),
    }
}

/// A file named by an item that is of another sort.
pub fn file_of_wrong_sort(at: Span, key: &str, endings: &str) -> Problem {
    Problem::error("file-of-wrong-sort", at)
        .says(format!("`{key}` names a file of a sort that is not understood here."))
        .means("It is left out.")
        .fix(format!("Use a file with one of these endings: {endings}."))
}

/// Two files that are the same item.
pub fn same_item_twice(at: Span, other: &Span) -> Problem {
    Problem::error("same-item-twice", at)
        .says(format!("This file and {other} are the same item by their names."))
        .means("Only the other one is used.")
        .fix("Rename one of the two, or put them together.")
}
