//! How problems are told to people: the most important first, each with its place, what is wrong, the line itself, what
//! it means and what to do. The same words for several places are said once.
//!
//! No boxes, no columns and no colour that means something: a screen reader reads it as it stands.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::problem::mending::Mending;
use crate::problem::{Problem, Severity, Span, all_of, counted};

/// How to tell them.
pub struct View<'v> {
    /// Columns of the window; nothing when nobody looks at one.
    pub width: Option<usize>,
    /// Places in bold letters.
    pub is_bold: bool,
    /// Every place and every code.
    pub is_verbose: bool,
    /// What may be told: the severities asked for.
    pub severities: &'v [Severity],
    /// Whether `--fix` was asked for, so that what it left needs a reason.
    pub after_fix: bool,
    /// The line that stands at a place.
    pub line_at: &'v dyn Fn(&Span) -> Option<String>,
}

/// So many places of the same problem are named, unless more is asked for.
const MOST_PLACES: usize = 5;

/// All problems, for people.
pub fn to_people(problems: &[&Problem], view: &View<'_>) -> String {
    let mut teller = Teller { view, told: String::new(), explained: BTreeSet::new() };
    for severity in view.severities {
        let mut chosen: Vec<&Problem> = problems.iter().copied().filter(|one| one.severity == *severity).collect();
        if chosen.is_empty() {
            continue;
        }
        chosen.sort_by_key(|problem| (rank(&problem.at), &problem.at));
        teller.line(&teller.bold(&severity.heading(chosen.len())));
        teller.line("");
        for group in grouped(&chosen) {
            teller.group(&group);
        }
    }
    teller.told
}

/// The settings rule every page and the register every person; then the rest.
fn rank(at: &Span) -> usize {
    match at.file.parts().next() {
        Some("carefolio.toml") => 0,
        Some("people") => 1,
        _ => 2,
    }
}

/// Problems with the same words, in the order of the first of each.
fn grouped<'p>(problems: &[&'p Problem]) -> Vec<Vec<&'p Problem>> {
    let mut places: BTreeMap<_, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<&Problem>> = Vec::new();
    for &problem in problems {
        let words = (problem.code, &problem.says, &problem.means, &problem.fix, &problem.editions);
        let place = *places.entry(words).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(problem),
            None => groups.push(vec![problem]),
        }
    }
    groups
}

struct Teller<'v> {
    view: &'v View<'v>,
    told: String,
    explained: BTreeSet<&'static str>,
}

impl Teller<'_> {
    fn group(&mut self, group: &[&Problem]) {
        let problem = group[0];
        let most = if self.view.is_verbose { usize::MAX } else { MOST_PLACES };
        for one in group.iter().take(most).filter(|one| !one.at.file.as_str().is_empty()) {
            self.line(&self.bold(&seen(&one.at.in_words())));
        }
        if group.len() > most {
            let more = counted(group.len() - most, "more place", "more places");
            self.line(&format!("and {more} with the same problem (-v names them all)"));
        }
        self.words(&problem.says);
        if let ([one], Some(line)) = (group, (self.view.line_at)(&problem.at)) {
            let width = self.view.width.unwrap_or(usize::MAX);
            self.line(&format!("      {}", cut(&line, one.at.column as usize, width.saturating_sub(8))));
        }
        if !problem.means.is_empty() {
            let editions = all_of(problem.editions.iter().map(String::as_str));
            let editions = if editions.is_empty() { String::new() } else { format!(" Editions: {editions}.") };
            self.words(&format!("{}{editions}", problem.means));
        }
        self.words(&format!("Fix: {}{}", problem.fix, self.by_itself(group)));
        if self.explained.insert(problem.code) || self.view.is_verbose {
            self.words(&format!("More: carefolio explain {}", problem.code));
        }
        self.line("");
    }

    fn by_itself(&self, group: &[&Problem]) -> String {
        let is_safe = |problem: &&Problem| problem.mending.is_safe();
        match &group[0].mending {
            _ if group.iter().all(is_safe) && !self.view.after_fix => " (carefolio check --fix does this.)".to_owned(),
            Mending::LeftAlone(reason) if self.view.after_fix => format!(" {reason}"),
            Mending::ByHand | Mending::LeftAlone(_) | Mending::Edits(_) | Mending::SaveAsPlainText => String::new(),
        }
    }

    fn words(&mut self, words: &str) {
        let width = self.view.width.unwrap_or(usize::MAX);
        for line in wrapped(&seen(words), width.saturating_sub(3)) {
            self.line(&format!("  {line}"));
        }
    }

    fn line(&mut self, words: &str) {
        self.told.push_str(words);
        self.told.push('\n');
    }

    fn bold(&self, words: &str) -> String {
        if self.view.is_bold { format!("\u{1b}[1m{words}\u{1b}[0m") } else { words.to_owned() }
    }
}

/// Words in lines no longer than `width`, broken at blanks only.
pub fn wrapped(words: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A line, or the part of it that matters where it is too long.
fn cut(line: &str, column: usize, width: usize) -> String {
    const LONGEST: usize = 110;
    let width = width.clamp(20, LONGEST);
    let line = line.trim();
    if line.chars().nth(width).is_none() {
        return seen(line).into_owned();
    }
    let length = line.chars().count();
    let start = column.saturating_sub(width / 2).min(length - width);
    let part: String = line.chars().skip(start).take(width).collect();
    let (before, after) =
        (if start > 0 { "\u{2026}" } else { "" }, if start + width < length { "\u{2026}" } else { "" });
    format!("{before}{}{after}", seen(&part))
}

/// Words from a file or its name as they may be printed: a terminal obeys some signs, and others turn the words around.
pub fn seen(words: &str) -> Cow<'_, str> {
    const NOT_SHOWN: char = '\u{fffd}';
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let obeyed = |c: char| c.is_control() && c != '\t';
    if words.chars().any(|c| obeyed(c) || turns(c)) {
        words.chars().map(|c| if obeyed(c) || turns(c) { NOT_SHOWN } else { c }).collect::<String>().into()
    } else {
        words.into()
    }
}

#[cfg(test)]
mod tests {
    use super::{View, cut, seen, to_people, wrapped};
    use crate::problem::mending::Mending;
    use crate::problem::{Problem, Severity, Span};
    use crate::sources::SourcePath;

    fn at(file: &str, line: u32) -> Span {
        Span::line(&SourcePath::new(file).expect("a path"), line)
    }

    fn told(problems: &[Problem], after_fix: bool) -> String {
        let view = View {
            width: Some(60),
            is_bold: false,
            is_verbose: false,
            severities: &[Severity::Error, Severity::HeldBack, Severity::Advice],
            after_fix,
            line_at: &|at| (at.line == 7).then(|| "  sumary = \"Tea\"".to_owned()),
        };
        to_people(&problems.iter().collect::<Vec<_>>(), &view)
    }

    #[test]
    fn a_problem_says_its_place_the_line_and_what_to_do() {
        let mended = Mending::edit(&at("stories/a.md", 7), "sumary", "summary");
        let problem = Problem::error("unknown-key", at("stories/a.md", 7))
            .says("There is no key `sumary` here.")
            .means("What this line says is not used.")
            .fix("Did you mean `summary`?")
            .mended(mended);
        let settings = Problem::error("theme-unknown", at("carefolio.toml", 1)).says("No theme.").fix("Write it.");
        let expected = "2 mistakes to put right before anything can be published\n\ncarefolio.toml, line 1\n  No theme.\n  \
                        Fix: Write it.\n  More: carefolio explain theme-unknown\n\nstories/a.md, line 7\n  There is no key `sumary` \
                        here.\n      sumary = \"Tea\"\n  What this line says is not used.\n  Fix: Did you mean `summary`? \
                        (carefolio check --fix does\n  this.)\n  More: carefolio explain unknown-key\n\n";
        assert_eq!(told(&[problem, settings], false), expected);
    }

    #[test]
    fn the_same_words_are_said_once_for_all_their_places() {
        let problems: Vec<Problem> = (1..=8)
            .map(|n| Problem::advice("date-missing", at(&format!("stories/{n}.md"), 0)).says("No day.").fix("Add it."))
            .collect();
        let told = told(&problems, false);
        assert_eq!(told.matches("No day.").count(), 1);
        assert!(told.starts_with("8 pieces of advice\n\nstories/1.md\n"), "{told}");
        assert!(told.contains("stories/5.md\nand 3 more places with the same problem"), "{told}");
    }

    #[test]
    fn what_is_left_alone_says_why() {
        let mending = Mending::LeftAlone("Only you know.");
        let problem = Problem::error("x", at("a.md", 1)).says("No.").fix("Look.").mended(mending);
        assert!(told(std::slice::from_ref(&problem), true).contains("  Fix: Look. Only you know.\n"));
        assert!(told(&[problem], false).contains("  Fix: Look.\n"));
    }

    #[test]
    fn long_lines_are_broken_and_cut_where_it_does_no_harm() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("carefolio-is-one-word", 5), ["carefolio-is-one-word"]);
        let long = "word ".repeat(60);
        let part = cut(&long, 150, 40);
        assert!(part.starts_with('\u{2026}') && part.ends_with('\u{2026}'), "{part}");
    }

    #[test]
    fn no_file_gives_orders_to_a_terminal() {
        assert_eq!(seen("a \u{1b}]0;x\u{7} \u{202e}b\r\n"), "a \u{fffd}]0;x\u{fffd} \u{fffd}b\u{fffd}\u{fffd}");
        let name = "stories/\u{1b}[2J\u{202e}.md";
        let problem = Problem::error("x", at(name, 1)).says("No \u{9b}31m.").fix("Look at \u{7}.");
        assert!(told(&[problem], false).chars().all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'));
    }
}
