//! `carefolio new`: a small complete portfolio to change, dated from today.

use include_dir::{Dir, include_dir};

use super::args::New;
use super::terminal::Terminal;
use super::{Stop, WELL, day};
use crate::content::dates::Date;
use crate::output::{NewFile, write_new_folder};

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

/// Runs it.
pub fn run(new: &New, terminal: &Terminal) -> Result<u8, Stop> {
    let files = starter(day(new.today));
    write_new_folder(&new.folder, &files)?;
    terminal.say(&format!(
        "{0} is ready. Look at it while you write:\n  carefolio serve {0} --open\nTo publish it, make its websites and \
         PDFs with:\n  carefolio build {0}\nThey are then in {0}/out.",
        new.folder
    ));
    Ok(WELL)
}

/// The starter's files, with each `@today-30@` made the day 30 days before `today`.
pub fn starter(today: Date) -> Vec<NewFile> {
    let mut files = Vec::new();
    collect(&STARTER, today, &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn collect(folder: &Dir<'_>, today: Date, files: &mut Vec<NewFile>) {
    for file in folder.files() {
        let Some(path) = file.path().to_str() else { continue };
        let bytes = match file.contents_utf8() {
            Some(text) => dated(text, today).into_bytes(),
            None => file.contents().to_vec(),
        };
        // The starter's own `.gitignore` would keep its files out of this program's repository.
        let path = dated(path, today).replace("dot-gitignore", ".gitignore");
        files.push(NewFile { path, bytes });
    }
    for inner in folder.dirs() {
        collect(inner, today, files);
    }
}

/// Replaces `@today@`, `@today-30@`, `@today+365@` by days, and `@month-1@` by months such as `2026-04`.
fn dated(text: &str, today: Date) -> String {
    let mut dated = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('@') {
        let (before, from) = rest.split_at(start);
        dated.push_str(before);
        let end = from[1..].find('@').map(|end| end + 1);
        match end.and_then(|end| Some((moved(&from[1..end], today)?, end))) {
            Some((day, end)) => {
                dated.push_str(&day);
                rest = &from[end + 1..];
            }
            None => {
                dated.push('@');
                rest = &from[1..];
            }
        }
    }
    dated.push_str(rest);
    dated
}

fn moved(mark: &str, today: Date) -> Option<String> {
    let number = |text: &str| if text.is_empty() { Some(0) } else { text.parse::<i32>().ok() };
    if let Some(by) = mark.strip_prefix("today") {
        return Some(today.plus_days(number(by)?).iso());
    }
    let by = mark.strip_prefix("month")?;
    Some(today.plus_months(number(by)?).iso()[..7].to_owned())
}

#[cfg(test)]
mod tests {
    use super::dated;
    use crate::content::Date;

    #[test]
    fn the_starter_is_dated_from_today() {
        let today = Date::read_iso("2026-11-21").expect("a day");
        let text = "a@b.example @today@ @today-30@ @today+365@ @month-1@ @other@";
        assert_eq!(dated(text, today), "a@b.example 2026-11-21 2026-10-22 2027-11-21 2026-10 @other@");
    }
}
