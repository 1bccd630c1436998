//! Compares what a case expects with what came out.

use std::collections::{BTreeMap, BTreeSet};

use carefolio::consent::Screened;
use carefolio::content::Date;
use carefolio::edition;
use carefolio::edition::gaps::{Against, Missed, ToDo, expired_awards, find};
use carefolio::pipeline::{self, Outcome};
use carefolio::plain_words::advise;
use carefolio::plan::OutPath;
use carefolio::problem::{Problem, Problems, Severity};
use carefolio::sources::{MemorySources, SourcePath, Sources};

use super::case::{Block, GapsAsked};
use super::paper::Paper;

/// What came out on one day.
pub struct Built {
    /// What was told.
    pub outcome: Outcome,
    /// Every file of every edition.
    pub files: BTreeMap<(String, OutPath), Vec<u8>>,
}

/// What is not as expected.
pub struct Difference {
    /// For the reader of the failure.
    pub words: String,
    /// What the block would have to say.
    pub actual: Option<String>,
}

/// Everything told, each line once.
pub fn problems(block: &Block<'_>, built: &Built) -> Option<Difference> {
    let with_editions = block.lines.iter().any(|line| line.contains('['));
    let mut told: Vec<(String, &Problem)> = Vec::new();
    for problem in built.outcome.problems.iter() {
        let line = problem_line(problem, with_editions);
        if !told.iter().any(|(known, _)| *known == line) {
            told.push((line, problem));
        }
    }
    let words = |line: &str| {
        let problem = told.iter().find(|(known, _)| known == line).map(|(_, problem)| problem);
        problem.map_or(String::new(), |problem| format!("\n      {} {}", problem.says, problem.fix))
    };
    let lines: Vec<String> = told.iter().map(|(line, _)| line.clone()).collect();
    compare(block, &lines, words)
}

fn problem_line(problem: &Problem, with_editions: bool) -> String {
    let place = match (problem.at.file.as_str(), problem.at.line) {
        ("", _) => "-".to_owned(),
        (file, 0) => file.to_owned(),
        (file, line) => format!("{file}:{line}"),
    };
    let editions: Vec<&str> = problem.editions.iter().map(String::as_str).collect();
    match editions.as_slice() {
        [_, ..] if with_editions => format!("{place} {} [{}]", problem.code, editions.join(" ")),
        _ => format!("{place} {}", problem.code),
    }
}

/// The pages of an edition's items, and how many photos it shows.
pub fn listing(block: &Block<'_>, built: &Built, edition: &str) -> Option<Difference> {
    let mut lines: Vec<String> = Vec::new();
    let mut photos = BTreeSet::new();
    for (_, path) in built.files.keys().filter(|(name, _)| name == edition) {
        match path.folder() {
            Some("photos") => {
                photos.extend(path.name().split('-').next());
            }
            Some(folder) if is_of_items(folder) => lines.push(plain_address(path)),
            _ => {}
        }
    }
    if !photos.is_empty() {
        lines.push(format!("photo: {}", photos.len()));
    }
    if !built.outcome.editions.iter().any(|summary| summary.name == edition) {
        lines = vec!["nothing is built".to_owned()];
    }
    compare(block, &lines, |_| String::new())
}

fn is_of_items(folder: &str) -> bool {
    !matches!(folder, "assets" | "assets/fonts" | "questions" | "statements" | "lists")
}

/// `stories/s-014-tea-party.html` without its reference and ending; tables keep their ending.
fn plain_address(path: &OutPath) -> String {
    let name = path.name().strip_suffix(".html").unwrap_or(path.name());
    let title = name.splitn(3, '-').nth(2).unwrap_or(name);
    format!("{}/{title}", path.folder().unwrap_or(""))
}

/// Words that a reader sees, and words that must be nowhere.
pub fn shown(block: &Block<'_>, built: &Built, edition: &str, page: Option<&str>) -> Option<Difference> {
    let of_edition = || built.files.iter().filter(|((name, _), _)| name == edition);
    let is_page = |path: &OutPath| page.is_none_or(|page| path.as_str() == page || plain_address(path) == page);
    let texts = |wanted: &dyn Fn(&OutPath) -> bool| -> Vec<String> {
        of_edition()
            .filter(|((_, path), _)| wanted(path))
            .flat_map(|((_, path), bytes)| readings(path, bytes))
            .collect()
    };
    let here = texts(&is_page);
    // The theme's own files are the same in every edition and say nothing of anybody.
    let everywhere = texts(&|path| path.folder() != Some("assets") && path.folder() != Some("assets/fonts"));
    let mut wrong = Vec::new();
    if here.is_empty() {
        wrong.push("  there is no such page".to_owned());
    }
    for line in block.said_lines() {
        match line.strip_prefix("not: ") {
            Some(words) if everywhere.iter().any(|text| text.contains(words)) => {
                wrong.push(format!("  must be nowhere, and is somewhere: {words}"));
            }
            None if !here.iter().any(|text| text.contains(line)) => wrong.push(format!("  is not there: {line}")),
            Some(_) | None => {}
        }
    }
    (!wrong.is_empty()).then(|| Difference { words: wrong.join("\n"), actual: None })
}

/// A file as it is, with entities written out, and as it is read: with tags that part nothing (bold), and with tags
/// that part words (cells).
fn readings(path: &OutPath, bytes: &[u8]) -> Vec<String> {
    if path.as_str().ends_with(".pdf") {
        return vec![Paper::read(bytes).words()];
    }
    let text = without_theme_hash(&String::from_utf8_lossy(bytes));
    vec![text.to_string(), written_out(&text), without_tags(&text, ""), without_tags(&text, " ")]
}

/// The address of a style sheet ends in a hash of the theme: its figures say nothing of anybody.
fn without_theme_hash(text: &str) -> String {
    const HASH: usize = "-1a2b3c4d".len();
    let mut parts: Vec<&str> = text.split(".css").collect();
    let last = parts.pop().unwrap_or("");
    let is_hashed =
        |part: &str| part.rfind("assets/").is_some_and(|at| part.len() - at > HASH && !part[at..].contains(' '));
    let plain = parts.iter().map(|part| if is_hashed(part) { &part[..part.len() - HASH] } else { part });
    plain.flat_map(|part| [part, ".css"]).chain([last]).collect()
}

fn without_tags(text: &str, between: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    let mut in_tag = false;
    for c in text.chars() {
        match c {
            '<' => {
                in_tag = true;
                seen.push_str(between);
            }
            '>' if in_tag => in_tag = false,
            c if !in_tag => seen.push(c),
            _ => {}
        }
    }
    written_out(&seen).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn written_out(text: &str) -> String {
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    plain.iter().fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}

/// Where words could be plainer, as `carefolio check --words` finds it.
pub fn words(block: &Block<'_>, sources: &MemorySources, today: Date) -> Option<Difference> {
    let mut problems = Problems::default();
    let portfolio = pipeline::read(sources, &mut problems).expect("a case has settings");
    let screened = Screened::new(&portfolio);
    let prepare =
        |settings| edition::prepare(&portfolio, &screened, settings, edition::Form::Pages, today, &mut problems);
    let editions: Vec<_> = portfolio.settings.editions.iter().map(prepare).collect();
    let advice = advise(&editions, &portfolio);
    let told = advice.problems.settled();
    let mut lines: Vec<String> = told.iter().map(|problem| problem_line(problem, false)).collect();
    lines.extend(advice.readings.iter().map(|reading| format!("{} {}", reading.at.file, reading.level.age)));
    compare(block, &lines, |_| String::new())
}

/// What is missing, as `carefolio gaps` finds it.
pub fn gaps(block: &Block<'_>, sources: &MemorySources, today: Date, asked: &GapsAsked) -> Option<Difference> {
    let mut problems = Problems::default();
    let portfolio = pipeline::read(sources, &mut problems).expect("a case has settings");
    let own = &portfolio.frameworks;
    let (frameworks, which) = match &asked.framework {
        Some(name) => own.with(name).map(|(frameworks, place)| (frameworks, vec![place])).expect("a framework"),
        None => (own.clone(), (0..own.active().len()).collect()),
    };
    let settings = portfolio.settings.inspector_edition();
    let screened = Screened::new(&portfolio);
    let edition = edition::prepare(&portfolio, &screened, &settings, edition::Form::Pages, today, &mut problems);
    let through_crosswalk = frameworks.active().len() > own.active().len();
    let against = Against { frameworks: &frameworks, which, through_crosswalk };
    let found = find(&edition, &against, &expired_awards(&portfolio, today));
    let wanted = |to_do: &ToDo| match (to_do.target, asked.statements.as_deref()) {
        (None, _) | (_, Some("all")) => true,
        (Some(_), None) => false,
        (Some(_), Some("some")) => to_do.day.is_some(),
        (Some(target), Some(question)) => frameworks.question(target).id == question,
    };
    let lines: Vec<String> = found
        .to_do
        .iter()
        .filter(|to_do| wanted(to_do))
        .map(|to_do| {
            let place = to_do.place(&portfolio).map(|at| match at.line {
                0 => at.file.to_string(),
                line => format!("{}:{line}", at.file),
            });
            let mut words = vec![to_do.lack.word().to_owned()];
            words.extend(place.or_else(|| to_do.target.map(|target| frameworks.code_of(target))));
            words.extend(to_do.day.map(Date::iso));
            words.extend(to_do.periods.iter().map(Missed::iso));
            let measured = found.statements.iter().find(|one| Some(one.coverage.target) == to_do.target);
            for (word, count) in measured.iter().flat_map(|one| [("same-title", one.same_title), ("near", one.near)]) {
                words.extend((count > 0).then(|| format!("{word}={count}")));
            }
            words.join(" ")
        })
        .collect();
    compare(block, &lines, |_| String::new())
}

/// How the command ends (PRODUCT section 5, the table).
pub fn exit(block: &Block<'_>, built: &Built, strict: bool) -> Option<Difference> {
    let problems = &built.outcome.problems;
    let code = match built.outcome.has_settings {
        false => 2,
        true if problems.has_errors() => 1,
        true if strict && problems.count(Severity::HeldBack) > 0 => 1,
        true => 0,
    };
    compare(block, &[code.to_string()], |_| String::new())
}

/// A file after `check --fix`, to the byte.
pub fn fixed(
    block: &Block<'_>,
    before: &MemorySources,
    after: &MemorySources,
    file: &str,
    hex: bool,
) -> Option<Difference> {
    let path = SourcePath::new(file).expect("a path");
    let read = |sources: &MemorySources| sources.read(&path).unwrap_or_default();
    let (before, after) = (read(before), read(after));
    let actual = match (before == after, hex) {
        (true, _) => "same\n".to_owned(),
        (false, true) => {
            after.iter().map(|byte| format!("{byte:02x} ")).collect::<String>().trim_end().to_owned() + "\n"
        }
        (false, false) => String::from_utf8_lossy(&after).into_owned(),
    };
    let expected: String = block.lines.iter().flat_map(|line| [line, "\n"]).collect();
    let is_same = if hex { actual.trim() == expected.replace('\n', " ").trim() } else { actual == expected };
    if is_same {
        return None;
    }
    let words = actual.lines().map(|line| format!("  | {line}")).collect::<Vec<_>>().join("\n");
    Some(Difference { words, actual: Some(actual) })
}

fn compare(block: &Block<'_>, actual: &[String], words: impl Fn(&str) -> String) -> Option<Difference> {
    let mut sorted = actual.to_vec();
    sorted.sort();
    let mut expected: Vec<String> = block.said_lines().map(str::to_owned).collect();
    expected.sort();
    if sorted == expected {
        return None;
    }
    let missing = expected.iter().filter(|line| !sorted.contains(line)).map(|line| format!("  - {line}"));
    let extra = sorted.iter().filter(|line| !expected.contains(line)).map(|line| format!("  + {line}{}", words(line)));
    let words = missing.chain(extra).collect::<Vec<_>>().join("\n");
    Some(Difference { words, actual: Some(actual.join("\n")) })
}
