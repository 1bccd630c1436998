//! `carefolio consent list` and `due`: who agreed to what, and what is running out.

use serde::Serialize;

use super::Desk;
use super::args::{Due, List};
use crate::cli::terminal::{Terminal, counted, on_line};
use crate::cli::{Stop, WELL, day};
use crate::consent::overview::{self, Ending, Row, State};
use crate::content::Detail;
use crate::content::dates::Date;
use crate::problem::Span;

/// Runs `list`.
pub fn list(list: &List, terminal: &Terminal) -> Result<u8, Stop> {
    let desk = Desk::open(&list.place.folder)?;
    let today = day(list.place.today);
    let rows = match &list.person {
        Some(typed) => overview::all_of_one(desk.person(typed)?, today),
        None => overview::list(desk.survey.register(), today),
    };
    terminal.json(&rows);
    if rows.is_empty() {
        terminal.say("Nobody is in the register. Write down the first decision with: carefolio consent add PERSON");
        return Ok(WELL);
    }
    terminal.say(&table(&rows));
    if list.person.is_some() {
        rows.iter().for_each(|row| terminal.say(&in_full(row)));
    }
    let open = rows.iter().filter(|row| row.state == State::InForce).count();
    if list.person.is_none() {
        terminal.say(&format!("{} in force on {today}.", counted(open, "consent is", "consents are")));
    }
    Ok(WELL)
}

/// Short enough for a screen; the file has the rest.
fn table(rows: &[Row]) -> String {
    let heads = ["person", "state", "to", "for", "may be used", "where it is written"];
    let cells: Vec<[String; 6]> = rows.iter().map(cells).collect();
    let width = |column: usize| {
        let longest = cells.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        longest.max(heads[column].len())
    };
    let widths: Vec<usize> = (0..6).map(width).collect();
    let line = |row: &[String; 6]| -> String {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:width$}")).collect();
        cells.join("  ").trim_end().to_owned()
    };
    let mut lines = vec![line(&heads.map(str::to_owned))];
    lines.extend(cells.iter().map(line));
    lines.join("\n") + "\n"
}

fn cells(row: &Row) -> [String; 6] {
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.iso());
    let words = |words: Vec<&str>| words.join(", ");
    let opens = matches!(row.state, State::InForce | State::Later);
    let audiences =
        if row.audiences.len() == 4 { vec!["all four"] } else { row.audiences.iter().map(|one| one.word()).collect() };
    [
        row.person.clone(),
        row.state.words().to_owned(),
        day(row.last_day.filter(|_| opens || row.state == State::Ended)),
        if opens { words(audiences) } else { String::new() },
        if opens {
            format!("{}{}", words(row.uses.iter().map(|one| one.word()).collect()), bounds(row))
        } else {
            String::new()
        },
        on_line(&row.at),
    ]
}

/// " in 2 items", " but not 1 item".
fn bounds(row: &Row) -> String {
    let covers = match row.covers.as_slice() {
        [one] if one == "everything" => String::new(),
        items => format!(" in {}", counted(items.len(), "item", "items")),
    };
    let except = match row.except.len() {
        0 => String::new(),
        count => format!(", not in {}", counted(count, "item", "items")),
    };
    covers + &except
}

fn in_full(row: &Row) -> String {
    let list = |items: &[String]| if items.is_empty() { "nothing".to_owned() } else { items.join(", ") };
    let mut lines = vec![format!("{}: {}", on_line(&row.at), row.state.words())];
    if row.state == State::NothingRecorded {
        return lines.join("\n") + "\n";
    }
    if let Some(because) = &row.because {
        lines.push(format!("  why      {because}"));
    }
    let days = [row.given_on, row.last_day].map(|day| day.map_or_else(|| "?".to_owned(), |day| day.to_string()));
    lines.push(format!("  days     {} to {}", days[0], days[1]));
    let except = if row.except.is_empty() { String::new() } else { format!(", but not {}", list(&row.except)) };
    lines.push(format!("  covers   {}{except}", list(&row.covers)));
    let words = |words: Vec<&str>| if words.is_empty() { "nothing".to_owned() } else { words.join(", ") };
    lines.push(format!("  uses     {}", words(row.uses.iter().map(|one| one.word()).collect())));
    lines.push(format!("  readers  {}", words(row.audiences.iter().map(|one| one.word()).collect())));
    lines.push(format!("  channels {}", words(row.channels.iter().map(|one| one.word()).collect())));
    lines.push(format!("  named    {}", row.identify.map_or("role-only", |identify| identify.word())));
    lines.join("\n") + "\n"
}

/// Something else that runs out: an award, or a day on which somebody meant to look again.
#[derive(Serialize)]
struct OtherEnding {
    item: String,
    what: &'static str,
    last_day: Date,
    days: i32,
    at: Span,
}

#[derive(Serialize)]
struct DueList {
    consents: Vec<Ending>,
    others: Vec<OtherEnding>,
}

/// Runs `due`.
pub fn due(due: &Due, terminal: &Terminal) -> Result<u8, Stop> {
    let desk = Desk::open(&due.place.folder)?;
    let today = day(due.place.today);
    let consents = overview::ending(desk.survey.register(), today, due.within);
    let others = others(&desk, today, due.within);
    if consents.is_empty() && others.is_empty() {
        terminal.say(&format!("Nothing runs out within {} days of {today}.", due.within));
    }
    let (ended, soon): (Vec<&Ending>, Vec<&Ending>) = consents.iter().partition(|one| one.days < 0);
    let line =
        |one: &&Ending| format!("  {}  {}  {}  {}", one.last_day.iso(), left(one.days), one.person, on_line(&one.at));
    tell(terminal, "Consents that have ended, and are not renewed:", &ended.iter().map(line).collect::<Vec<_>>());
    tell(
        terminal,
        &format!("Consents that end within {} days:", due.within),
        &soon.iter().map(line).collect::<Vec<_>>(),
    );
    if !consents.is_empty() {
        terminal.say("Ask the person again, then: carefolio consent renew PERSON. A form to print: carefolio consent form PERSON.\n");
    }
    let line = |one: &OtherEnding| format!("  {}  {}  {}: {}", one.last_day.iso(), left(one.days), one.item, one.what);
    tell(terminal, "Other things to look at again:", &others.iter().map(line).collect::<Vec<_>>());
    terminal.json(&DueList { consents, others });
    Ok(WELL)
}

fn tell(terminal: &Terminal, title: &str, lines: &[String]) {
    if !lines.is_empty() {
        terminal.say(&format!("{title}\n{}\n", lines.join("\n")));
    }
}

fn left(days: i32) -> String {
    match days {
        0 => "today is the last day".to_owned(),
        1.. => format!("in {}", counted(days as usize, "day", "days")),
        _ => format!("{} ago", counted(days.unsigned_abs() as usize, "day", "days")),
    }
}

fn others(desk: &Desk, today: Date, within: i32) -> Vec<OtherEnding> {
    let mut others = Vec::new();
    for gathered in desk.survey.items() {
        let item = &gathered.item;
        let valid_to = match &item.detail {
            Detail::Award(award) => award.valid_to,
            _ => None,
        };
        let ends = [(valid_to, "the award ends"), (item.review_by, "to be looked at again (`review_by`)")];
        for (last_day, what) in ends.into_iter().filter_map(|(day, what)| Some((day?, what))) {
            let days = today.days_until(last_day);
            if days <= within {
                others.push(OtherEnding { item: item.id.to_string(), what, last_day, days, at: item.at.clone() });
            }
        }
    }
    others.sort_by(|a, b| (a.last_day, &a.item).cmp(&(b.last_day, &b.item)));
    others
}
