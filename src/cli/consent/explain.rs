//! `carefolio consent explain`: one plain answer, and the chain of reasons with their places.

use serde::Serialize;

use super::args::Explain;
use super::{Desk, end};
use crate::cli::terminal::{Terminal, on_line};
use crate::cli::{Stop, WELL, day};
use crate::consent::{Answer, Explained, Step, Verdict};
use crate::content::ItemId;
use crate::edition::Form;
use crate::problem::{all_of, did_you_mean};

#[derive(Serialize)]
struct InEdition<'e> {
    item: &'e str,
    edition: &'e str,
    address: Option<String>,
    #[serde(flatten)]
    explained: Explained,
    /// What is answered for its PDFs, where it is another answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    on_paper: Option<Explained>,
}

/// Runs it.
pub fn run(explain: &Explain, terminal: &Terminal) -> Result<u8, Stop> {
    let desk = Desk::open(&explain.place.folder)?;
    let today = day(explain.place.today);
    if desk.survey.portfolio.is_none() {
        return Err(Stop {
            says: "carefolio.toml cannot be read, so nobody can tell which editions there are.".to_owned(),
            fix: "carefolio check tells what is wrong with it.".to_owned(),
        });
    }
    let item = end::item(&desk, &explain.item)?;
    let editions = editions(&desk, explain.edition.as_deref())?;
    let openings = desk.survey.openings(today);
    let mut told = Vec::new();
    for edition in editions {
        let Some(explained) = desk.survey.explain(edition, item, today, Form::Pages) else { continue };
        // Paper is told of where its answer is another.
        let on_paper = desk.survey.explain(edition, item, today, Form::Print);
        let on_paper = on_paper.filter(|on_paper| on_paper.answer != explained.answer);
        let address = openings.get(&(edition.to_owned(), item.clone())).map(|opening| opening.address.clone());
        terminal.say(&in_words(item, edition, address.as_deref(), &explained));
        if let Some(on_paper) = &on_paper {
            terminal.say(&in_words(item, &format!("PDFs of the {edition}"), None, on_paper));
        }
        told.push(InEdition { item: item.as_str(), edition, address, explained, on_paper });
    }
    if desk.survey.has_errors {
        terminal.say("There are mistakes in the folder: until they are put right, the editions stay as they are.");
    }
    terminal.json(&told);
    Ok(WELL)
}

fn editions<'d>(desk: &'d Desk, asked: Option<&str>) -> Result<Vec<&'d str>, Stop> {
    let all = desk.survey.editions();
    let Some(asked) = asked else { return Ok(all) };
    if let Some(found) = all.iter().find(|name| **name == asked) {
        return Ok(vec![found]);
    }
    let fix = match did_you_mean(asked, all.iter().copied()) {
        Some(near) => format!("Did you mean \"{near}\"?"),
        None => format!("This folder has {}.", all_of(all.iter().copied())),
    };
    Err(Stop { says: format!("There is no edition called \"{asked}\"."), fix })
}

fn in_words(item: &ItemId, edition: &str, address: Option<&str>, explained: &Explained) -> String {
    let mut lines = vec![match (explained.answer, address) {
        (Answer::Shown, Some(address)) => format!("Yes. {item} is shown in the {edition} edition, as {address}."),
        (Answer::Shown, None) => format!("Yes. {item} is shown in the {edition} edition."),
        (Answer::NotMeant, _) => format!("No. {item} is not meant for the {edition} edition."),
        (Answer::HeldBack, _) => format!("No. {item} is held back from the {edition} edition."),
    }];
    for step in &explained.steps {
        lines.push(link(step, "  "));
        lines.extend(step.records.iter().map(|record| link(record, "      ")));
    }
    if !explained.problems.is_empty() {
        lines.push("  What a build tells, and what to do:".to_owned());
    }
    let mut told: Vec<(&str, &str)> = Vec::new();
    for problem in &explained.problems {
        if !told.contains(&(&problem.says, &problem.fix)) {
            told.push((&problem.says, &problem.fix));
            lines.push(format!("    {} ({})", problem.says, on_line(&problem.at)));
            lines.push(format!("      Fix: {}", problem.fix));
        }
    }
    lines.join("\n") + "\n"
}

fn link(step: &Step, indent: &str) -> String {
    let verdict = match step.verdict {
        Verdict::Yes => "yes",
        Verdict::No => "no ",
    };
    format!("{indent}{verdict}  {} ({})", step.says, on_line(&step.at))
}
