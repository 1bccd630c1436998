//! `carefolio explain`: a page about one kind of problem, or what a code of a framework stands for.

use std::fmt::Write;

use super::args::Explain;
use super::explain_code::explain_code;
use super::terminal::Terminal;
use super::told::wrapped;
use super::{Stop, WELL};
use crate::problem::did_you_mean;
use crate::problem::pages::{self, Page};

/// Columns when nobody looks at a window.
const USUAL_WIDTH: usize = 80;

/// Runs it.
pub fn run(explain: &Explain, terminal: &Terminal) -> Result<u8, Stop> {
    let Some(asked) = explain.code.as_deref().map(str::trim) else {
        terminal.answer(&list(terminal));
        return Ok(WELL);
    };
    let Some(page) = pages::page(&asked.to_lowercase()) else {
        let of_framework = explain_code(asked, &explain.folder, terminal);
        return of_framework.map_err(|stop| near_problem(asked).unwrap_or(stop));
    };
    terminal.answer(&if terminal.is_json() { as_json(&page) } else { to_people(&page, width(terminal)) });
    Ok(WELL)
}

fn width(terminal: &Terminal) -> usize {
    terminal.width().unwrap_or(USUAL_WIDTH).min(100)
}

/// A kind of problem that was nearly typed.
fn near_problem(asked: &str) -> Option<Stop> {
    let pages = pages::all();
    let near = did_you_mean(asked, pages.iter().map(|page| page.code))?;
    let says = format!("There is nothing to explain under the name `{asked}`.");
    Some(Stop { says, fix: format!("Did you mean: carefolio explain {near}") })
}

/// Every kind of problem, with the first sentence of its page.
fn list(terminal: &Terminal) -> String {
    if terminal.is_json() {
        let codes: Vec<&str> = pages::all().iter().map(|page| page.code).collect();
        return format!("{}\n", serde_json::json!(codes));
    }
    let mut told = String::new();
    for page in pages::all() {
        let first = page.means.split_inclusive(". ").next().unwrap_or(page.means);
        let _ = writeln!(told, "{}", page.code);
        paragraphs(&mut told, first.trim(), width(terminal), "  ");
    }
    told.push_str("\nMore about one of them: carefolio explain unknown-key\n");
    told
}

fn to_people(page: &Page, width: usize) -> String {
    let mut told = format!("{}\n\n", page.code);
    paragraphs(&mut told, page.means, width, "");
    told.push_str("\nWhat goes wrong:\n\n");
    paragraphs(&mut told, page.wrong, width, "");
    told.push_str("\nHow to put it right:\n\n");
    paragraphs(&mut told, page.right, width, "");
    told.push_str("\nWhy the rule is there:\n\n");
    paragraphs(&mut told, page.why, width, "");
    told
}

/// Words are broken where the window ends; examples, which are set in, stay as they are.
fn paragraphs(told: &mut String, text: &str, width: usize, indent: &str) {
    for paragraph in text.split("\n\n") {
        if !told.ends_with("\n\n") && !told.ends_with(":\n\n") && paragraph != text.split("\n\n").next().unwrap_or("") {
            told.push('\n');
        }
        if paragraph.starts_with("    ") {
            told.push_str(paragraph);
            told.push('\n');
            continue;
        }
        let one_line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        for line in wrapped(&one_line, width.saturating_sub(indent.len())) {
            let _ = writeln!(told, "{indent}{line}");
        }
    }
}

fn as_json(page: &Page) -> String {
    let page = serde_json::json!({
        "code": page.code, "means": page.means, "wrong": page.wrong, "right": page.right, "why": page.why,
    });
    format!("{page:#}\n")
}
