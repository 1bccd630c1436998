//! Every problem code stands in some case, or here with a reason why it cannot.

use std::path::Path;

use super::Checked;
use super::case::{Case, Expectation};

/// Codes that no folder in memory can bring about, and where they are tried instead.
const NO_CASE: [(&str, &str); 17] = [
    ("pdf-failed", "needs a mistake of our own"),
    ("built-without-pdfs", "needs a program without the feature `pdf`; tried beside `program` with such a one"),
    ("built-without-webp", "needs a program without the feature `webp`; tried beside `program` with such a one"),
    ("too-long-to-print", "needs 4,000 lines; tried beside `hostile`"),
    ("too-much-to-print", "needs thousands of items; tried beside `hostile`"),
    ("leak-place", "memory has no folders; tried with the real program"),
    ("leak-hidden-facts", "every picture is made anew; tried beside `leaks`"),
    ("file-too-big", "needs 20 MB of words"),
    ("photo-file-too-large", "needs 60 MB of photo"),
    ("photo-needs-too-much-memory", "needs a picture that unpacks to 400 MB; tried beside `draw::photo`"),
    ("photo-unusual-jpeg", "needs a JPEG that no ordinary program writes; tried beside `draw::photo`"),
    ("photo-gone", "needs a file that goes away between listing and reading"),
    ("file-unreadable", "needs a disk that refuses a file"),
    ("folder-unreadable", "needs a disk that refuses a folder"),
    ("link-not-followed", "memory has no links"),
    ("file-name-unreadable", "memory has no such names"),
    ("file-names-alike", "memory has one spelling of every name; tried with the real program"),
];

/// Whether every code of one file of problems has a case.
pub fn have_cases(path: &Path) -> Checked {
    let told = in_cases(Path::new("tests/cases"))?;
    let text = std::fs::read_to_string(path)?;
    let codes = codes(text.split("#[cfg(test)]").next().unwrap_or(&text));
    let is_excused = |code: &String| NO_CASE.iter().any(|(known, _)| known == code);
    let missing: Vec<String> = codes.into_iter().filter(|code| !told.contains(code) && !is_excused(code)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!("no case under tests/cases brings about: {}", missing.join(", ")).into())
}

/// What stands first between brackets and quotes, in small letters with dashes.
fn codes(source: &str) -> Vec<String> {
    let is_code = |text: &str| text.contains('-') && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_lowercase());
    let quoted = source.split("(\"").skip(1).filter_map(|rest| rest.split_once('"'));
    quoted.map(|(text, _)| text).filter(|text| is_code(text)).map(str::to_owned).collect()
}

/// The second word of every line of a `problems` or `words` block.
fn in_cases(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut told = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            told.extend(in_cases(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            let text = std::fs::read_to_string(&path)?;
            let case = Case::read(&text).map_err(std::io::Error::other)?;
            let of_problems = case
                .expected
                .iter()
                .filter(|(_, about, _)| matches!(about, Expectation::Problems { .. } | Expectation::Words));
            let lines = of_problems.flat_map(|(block, _, _)| block.said_lines());
            told.extend(lines.filter_map(|line| line.split_whitespace().nth(1)).map(str::to_owned));
        }
    }
    Ok(told)
}
