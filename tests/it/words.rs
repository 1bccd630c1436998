//! Every sentence that the program says is one that a new care worker knows: none of the words of technicians, no long
//! sentences, no hard words. And every kind of problem has its page.
//!
//! Sentences are found by reading the source as text: what stands between quotes and is more than one word.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use carefolio::problem::pages;

/// Words of technicians. A word stands for all that begin with it when it ends in `*`.
const FORBIDDEN: &[&str] = &[
    "abort*",
    "argument*",
    "array*",
    "async*",
    "bool*",
    "buffer*",
    "byte*",
    "callback*",
    "compil*",
    "config*",
    "daemon*",
    "debug*",
    "deprecat*",
    "deserializ*",
    "directory",
    "directories",
    "encod*",
    "enum*",
    "exception*",
    "execut*",
    "fatal",
    "field*",
    "float*",
    "frontmatter",
    "implement*",
    "initial*",
    "instance*",
    "integer*",
    "invalid*",
    "iterat*",
    "kebab*",
    "malformed",
    "metadata",
    "nil",
    "null*",
    "panic*",
    "parameter*",
    "pars*",
    "payload*",
    "quer*",
    "recurs*",
    "regex*",
    "render*",
    "runtime",
    "schema*",
    "serializ*",
    "stack*",
    "stderr",
    "stdin",
    "stdout",
    "string*",
    "subcommand*",
    "syntax*",
    "token*",
    "tuple*",
    "unexpected",
    "undefined",
    "unicode",
    "utf",
    "validat*",
    "whitespace",
];

/// Where one of those words may stand: in the name of a setting of another program, of a format, or of what is typed, and
/// in what the preview tells a browser rather than a person.
const ALLOWED: [&str; 10] = [
    "Encoding: UTF-8",
    "Encoding: ANSI",
    "plain text (UTF-8)",
    "as UTF-8",
    "carefolio schema",
    "story.schema.json",
    "schemas.json",
    "JSON Schema",
    "431 Request Header Fields Too Large",
    "charset=utf-8",
];

/// No sentence is longer.
const LONGEST_SENTENCE: usize = 25;

/// A sentence and where it is said.
struct Said {
    place: String,
    words: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(&root().join(folder), ending, &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of this project") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, ending, found);
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
}

/// What a source file says: its texts of several words, but not those for its developers.
fn said_in(path: &Path) -> Vec<Said> {
    let text = fs::read_to_string(path).expect("a source file");
    let code = text.split("#[cfg(test)]").next().unwrap_or(&text).replace("'\"'", "' '").replace("'\\''", "' '");
    let mut said = Vec::new();
    let mut rest = code.as_str();
    while let Some(at) = rest.find(['"', '/']) {
        let (before, from) = rest.split_at(at);
        if from.starts_with("//") {
            rest = from.find('\n').map_or("", |end| &from[end..]);
            continue;
        }
        let Some(opened) = from.strip_prefix('"') else {
            rest = &from[1..];
            continue;
        };
        let (words, after) = literal(opened);
        let for_developers = ["expect(", "reason = ", "include_dir!(", "include_str!("];
        if words.contains(' ') && !for_developers.iter().any(|start| before.ends_with(start)) {
            said.push(Said { place: path.display().to_string(), words });
        }
        rest = after;
    }
    said
}

/// A text up to its closing quote, as it is printed.
fn literal(from: &str) -> (String, &str) {
    let mut words = String::new();
    let mut letters = from.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (words.split_whitespace().collect::<Vec<_>>().join(" "), &from[at + 1..]),
            '\\' => match letters.next() {
                Some((_, '"')) => words.push('"'),
                Some((_, 'n' | '\n')) => words.push(' '),
                _ => {}
            },
            letter => words.push(letter),
        }
    }
    (words, "")
}

/// The help of the command line stands in remarks.
fn help() -> Vec<Said> {
    let path = root().join("src/cli/args.rs");
    let text = fs::read_to_string(&path).expect("the command line");
    let line = |line: &str| line.trim().strip_prefix("/// ").map(str::to_owned);
    text.lines().filter_map(line).map(|words| Said { place: path.display().to_string(), words }).collect()
}

fn of_pages() -> Vec<Said> {
    let mut said = Vec::new();
    for page in pages::all() {
        for text in [page.means, page.wrong, page.right, page.why] {
            let prose = text.split("\n\n").filter(|part| !part.starts_with("    "));
            let place = || format!("the page of {}", page.code);
            said.extend(prose.map(|words| Said { place: place(), words: words.to_owned() }));
        }
    }
    said
}

fn of_themes() -> Vec<Said> {
    let mut said = Vec::new();
    for path in files("themes/default/strings", "toml") {
        let text = fs::read_to_string(&path).expect("words");
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((_, words)) = line.split_once(" = \"") {
                said.push(Said { place: path.display().to_string(), words: words.trim_end_matches('"').to_owned() });
            }
        }
    }
    said
}

fn of_problems() -> Vec<Said> {
    files("src/problem", "rs").iter().flat_map(|path| said_in(path)).collect()
}

fn everything() -> Vec<Said> {
    let mut said = of_problems();
    for folder in ["src/cli", "src/leaks", "src/output"] {
        said.extend(files(folder, "rs").iter().filter(|path| !is_of_tests(path)).flat_map(|path| said_in(path)));
    }
    said.extend(help());
    said.extend(of_pages());
    said.extend(of_themes());
    said
}

fn is_of_tests(path: &Path) -> bool {
    let inside = path.strip_prefix(root()).unwrap_or(path);
    inside.components().any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs")
}

/// Without what stands between backticks, and without paths: those are names, not words.
fn prose(words: &str) -> String {
    let outside: String = words.split('`').step_by(2).collect::<Vec<_>>().join(" x ");
    let outside = ALLOWED.iter().fold(outside, |text, allowed| text.replace(allowed, ""));
    let is_name =
        |word: &&str| word.contains('/') || word.trim_end_matches('.').contains(".toml") || word.contains("::");
    outside.split_whitespace().filter(|word| !is_name(word)).collect::<Vec<_>>().join(" ")
}

fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '\u{2019}' && c != '{' && c != '}');
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

fn forbidden(word: &str) -> bool {
    FORBIDDEN.iter().any(|bad| match bad.strip_suffix('*') {
        Some(start) => word.starts_with(start),
        None => word == *bad,
    })
}

#[test]
fn nobody_has_to_know_the_words_of_technicians() {
    let said = everything();
    assert!(said.len() > 600, "the sentences are found: {}", said.len());
    let mut wrong = BTreeSet::new();
    for said in &said {
        for word in words_of(&prose(&said.words)).iter().filter(|word| forbidden(word)) {
            wrong.insert(format!("{}: `{word}` in: {}", said.place, said.words));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

fn sentences(text: &str) -> Vec<Vec<String>> {
    let ends = |c: char| matches!(c, '.' | '?' | '!' | ':' | ';');
    text.split_inclusive(ends)
        .fold(Vec::<String>::new(), |mut parts, part| {
            // "such as 12.5" ends no sentence, and neither does a name with a dot.
            match parts.last_mut() {
                Some(last) if !part.starts_with(' ') => last.push_str(part),
                _ => parts.push(part.to_owned()),
            }
            parts
        })
        .iter()
        .map(|sentence| words_of(sentence))
        .filter(|words| !words.is_empty())
        .collect()
}

/// Groups of vowels, without the silent one at the end: near enough for English.
fn syllables(word: &str) -> usize {
    let is_vowel = |c: char| "aeiouy\u{e9}".contains(c);
    let mut count = 0;
    let mut was_vowel = false;
    for letter in word.chars() {
        count += usize::from(is_vowel(letter) && !was_vowel);
        was_vowel = is_vowel(letter);
    }
    let is_silent = word.ends_with('e') && !word.ends_with("le") || word.ends_with("ed") && !word.ends_with("ted");
    count.saturating_sub(usize::from(is_silent && count > 1)).max(1)
}

#[test]
fn no_sentence_about_a_problem_is_long() {
    let mut wrong = Vec::new();
    for said in of_problems().into_iter().chain(of_pages()) {
        for sentence in sentences(&prose(&said.words)) {
            if sentence.len() > LONGEST_SENTENCE {
                wrong.push(format!("{}: {} words: {}", said.place, sentence.len(), sentence.join(" ")));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The grade of Flesch and Kincaid: years at school that a reader needs, roughly.
fn grade(texts: &[String]) -> f64 {
    let sentences: Vec<Vec<String>> = texts.iter().flat_map(|text| sentences(text)).collect();
    let words = sentences.iter().map(Vec::len).sum::<usize>() as f64;
    let all = sentences.iter().flatten().map(|word| syllables(word)).sum::<usize>() as f64;
    0.39 * words / sentences.len() as f64 + 11.8 * all / words - 15.59
}

#[test]
fn a_reader_needs_few_years_at_school() {
    let texts = |said: Vec<Said>| -> Vec<String> { said.iter().map(|said| prose(&said.words)).collect() };
    let (problems, pages) = (grade(&texts(of_problems())), grade(&texts(of_pages())));
    assert!(problems < 6.0, "the words of problems need {problems:.1} years");
    assert!(pages < 6.0, "the pages need {pages:.1} years");
    for page in pages::all() {
        let own = grade(&[prose(page.means), prose(page.why)]);
        assert!(own < 10.0, "the page of {} needs {own:.1} years", page.code);
    }
}

#[test]
fn every_kind_of_problem_has_its_page_and_no_page_is_about_nothing() {
    let mut codes = BTreeSet::new();
    for path in files("src/problem", "rs") {
        let text = fs::read_to_string(path).expect("a source file");
        let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        for maker in ["error(\"", "held_back(\"", "advice(\"", "left_out(\"", "leak(\"", ".problem(\""] {
            let named = text.split(maker).skip(1).filter_map(|rest| rest.split_once('"'));
            codes.extend(named.map(|(code, _)| code.to_owned()));
        }
    }
    assert!(codes.len() > 100, "the codes are found: {}", codes.len());
    let pages: BTreeSet<String> = pages::all().iter().map(|page| page.code.to_owned()).collect();
    let without: Vec<&String> = codes.difference(&pages).collect();
    let idle: Vec<&String> = pages.difference(&codes).collect();
    assert!(without.is_empty() && idle.is_empty(), "without a page: {without:?}; pages about nothing: {idle:?}");
}
