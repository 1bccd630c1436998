//! The gaps for a person: most important first, on one screen, with what to do. All of it with `-v`.

use super::Picture;
use super::words::words;
use crate::cli::folder::day_or;
use crate::cli::terminal::{Terminal, counted};
use crate::content::Term;
use crate::edition::coverage::Covered;
use crate::edition::gaps::{Lack, ToDo, beside_only};

/// The lines of a small terminal window.
const SCREEN: usize = 24;

/// Longest line.
const WIDTH: usize = 79;

/// Says it.
pub fn page(picture: &Picture<'_>, terminal: &Terminal) -> String {
    let mut lines = top(picture);
    let groups = groups(picture);
    if groups.is_empty() {
        lines.push("Nothing is missing.".to_owned());
        return lines.join("\n");
    }
    let room = SCREEN.saturating_sub(lines.len() + groups.len() + 2);
    let shown = if terminal.is_verbose() { sizes(&groups) } else { share(&groups, room) };
    let mut is_cut = false;
    for (group, shown) in groups.iter().zip(shown) {
        let said = words(group.lack);
        lines.push(format!("{} {}", terminal.strong(&format!("{} ({}).", said.heading, group.rows.len())), said.fix));
        lines.extend(group.rows.iter().take(shown).map(|row| format!("  {}", shortened(row, terminal))));
        is_cut |= shown < group.rows.len();
    }
    if is_cut {
        lines.push("Everything: carefolio gaps -v. For a spreadsheet: --format csv.".to_owned());
    }
    lines.join("\n")
}

/// Who, when, how well each framework is covered, and what counts.
fn top(picture: &Picture<'_>) -> Vec<String> {
    let mut lines = vec![format!("{}, {}", picture.portfolio.settings.service.name, picture.today)];
    for framework in &picture.against.which {
        let facts = &picture.against.frameworks.active()[*framework];
        let statements = picture.statements_of(*framework);
        let is_good = |place: &&usize| picture.gaps.statements[**place].coverage.state == Covered::Good;
        let good = statements.iter().filter(is_good).count();
        let look = if picture.against.through_crosswalk { " (a look ahead)" } else { "" };
        lines.push(format!(
            "{}{look}: {good} of {} well covered.",
            facts.title,
            counted(statements.len(), &facts.unit, &facts.unit_plural)
        ));
    }
    if picture.against.through_crosswalk {
        lines.push("Items count for what our crosswalk puts beside their statements: a suggestion.".to_owned());
    }
    let beside = if picture.against.through_crosswalk { 0 } else { beside_only(picture.edition, &picture.gaps) };
    if beside > 0 {
        let statements = counted(beside, "statement with nothing has", "statements with nothing have");
        lines.push(format!("{statements} items beside them in another framework: carefolio migrate."));
    }
    let items = counted(picture.edition.entries.len(), "item counts", "items count");
    let held = match picture.held_back {
        0 => String::new(),
        count => format!(" {count} held back: carefolio check."),
    };
    lines.push(format!("{items}: what the inspector edition may show.{held}"));
    if picture.mistakes > 0 {
        let mistakes = counted(picture.mistakes, "mistake", "mistakes");
        lines.push(format!("{mistakes} to put right first, or some items may not count: carefolio check."));
    }
    lines.push(String::new());
    lines
}

struct Group {
    lack: Lack,
    rows: Vec<String>,
}

fn groups(picture: &Picture<'_>) -> Vec<Group> {
    let group = |(_, lack): &(&str, Lack)| {
        let to_do = picture.gaps.to_do.iter().filter(|to_do| to_do.lack == *lack);
        Group { lack: *lack, rows: to_do.map(|to_do| row(picture, to_do)).collect() }
    };
    Lack::ALL.iter().map(group).filter(|group| !group.rows.is_empty()).collect()
}

fn row(picture: &Picture<'_>, to_do: &ToDo) -> String {
    if let Some(target) = to_do.target {
        // A code says its title already.
        let (code, _) = picture.statement(target);
        return to_do.day.map_or(code.clone(), |day| format!("{code}: newest {day}"));
    }
    let place = picture.place_of(to_do).map_or_else(String::new, |at| match at.line {
        0 => at.file.to_string(),
        line => format!("{}, line {line}", at.file),
    });
    let owner = to_do.owner.as_ref().map_or_else(String::new, |owner| format!(", {owner}"));
    let day = day_or(to_do.day, "");
    match to_do.lack {
        Lack::LateAction => format!("{place}: due {day}{owner}"),
        Lack::MissedCheck if to_do.periods.is_empty() => format!("{place}: no result yet{owner}"),
        Lack::MissedCheck => {
            let periods: Vec<String> = to_do.periods.iter().map(ToString::to_string).collect();
            format!("{place}: {}{owner}", periods.join(", "))
        }
        Lack::LateReview => format!("{place}: by {day}"),
        Lack::ExpiredAward => format!("{place}: ran out on {day}"),
        Lack::OldItem => format!("{place}: {day}"),
        Lack::NoAnswer | Lack::QuoteAlone | Lack::NoDifference | Lack::NoStatement | Lack::KindUnsaid => place,
        Lack::Nothing | Lack::Old | Lack::Single => place,
    }
}

fn sizes(groups: &[Group]) -> Vec<usize> {
    groups.iter().map(|group| group.rows.len()).collect()
}

/// How many rows each group may show: one each in turn, the most important first, until the screen is full.
fn share(groups: &[Group], mut room: usize) -> Vec<usize> {
    let mut shown = vec![0; groups.len()];
    while room > 0 {
        let before = room;
        for (group, shown) in groups.iter().zip(&mut shown) {
            if room > 0 && *shown < group.rows.len() {
                *shown += 1;
                room -= 1;
            }
        }
        if room == before {
            break;
        }
    }
    shown
}

fn shortened(row: &str, terminal: &Terminal) -> String {
    const ROOM: usize = WIDTH - 2;
    if terminal.is_verbose() || row.chars().count() <= ROOM {
        return row.to_owned();
    }
    let cut: String = row.chars().take(ROOM - 1).collect();
    format!("{}\u{2026}", cut.trim_end())
}
