//! `carefolio consent withdraw`, `died` and `left`: the day is entered, what relied on the consent comes down, and a
//! receipt says what was taken down and what a program cannot reach.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use super::args::{Day, Withdraw};
use super::{Desk, cannot_change, in_words};
use crate::cli::ask::Asker;
use crate::cli::terminal::{Terminal, counted};
use crate::cli::{NOT_WELL, Stop, WELL, day, home};
use crate::consent::decide::House;
use crate::consent::file::{Changed, PersonFile, Withdrawal};
use crate::consent::{Reliance, issued};
use crate::content::ItemId;
use crate::content::dates::Date;
use crate::content::people::{PersonId, Register};
use crate::content::terms::{PersonKind, Use};
use crate::output::{OutputTrouble, Place, Spot, Workplace, write_one_file};
use crate::pipeline::{self, Difference, Ended, Nowhere, OnStage, Outcome, Receipt, Request, Taken};
use crate::problem::{all_of, did_you_mean};
use crate::sources::DiskSources;

/// Runs `withdraw`.
pub fn withdraw(withdraw: &Withdraw, asker: &mut Asker<'_>, terminal: &Terminal) -> Result<u8, Stop> {
    let desk = Desk::open(&withdraw.place.folder)?;
    let today = day(withdraw.place.today);
    let person = desk.person(&withdraw.person)?;
    let items: Result<Vec<ItemId>, Stop> = withdraw.items.iter().map(|typed| item(&desk, typed).cloned()).collect();
    let withdrawal = Withdrawal { day: today, how: withdraw.how.clone(), uses: withdraw.uses.clone(), items: items? };
    let (before, file) = desk.file(person)?;
    let changed = file.withdraw(&withdrawal).map_err(|trouble| cannot_change(&person.at.file, &trouble))?;
    let what = what(&withdrawal, &changed);
    let id = person.id.clone();
    terminal.say(&in_the_file(&id, &changed, &withdrawal, changed.bytes == before));
    let takes_photos = withdrawal.uses.is_empty() || withdrawal.uses.contains(&Use::Photo);
    let photos = match (takes_photos, withdrawal.items.is_empty()) {
        (false, _) => Photos::Stay,
        (true, true) => Photos::All,
        (true, false) => Photos::Of(&withdrawal.items),
    };
    let change = Change { before, file: &file, changed: &changed, id: &id, photos };
    let closing = Closing { what: &what, day: today, today, receipt: withdraw.ending.receipt.as_deref() };
    carry_out(desk, &change, &closing, withdraw.ending.out.as_deref(), asker, terminal)
}

/// Runs `died`.
pub fn died(died: &Day, asker: &mut Asker<'_>, terminal: &Terminal) -> Result<u8, Stop> {
    let desk = Desk::open(&died.place.folder)?;
    let today = day(died.place.today);
    let on = died.on.unwrap_or(today);
    let person = desk.person(&died.person)?;
    let (before, file) = desk.file(person)?;
    if let Some(known) = person.died_on.filter(|known| *known != on) {
        return Err(already(&person.at.file.to_string(), "died_on", known));
    }
    let changed = if person.died_on.is_some() { unchanged(&before) } else { file.died(on) };
    let id = person.id.clone();
    terminal.say(&format!(
        "people/{}.toml will say that they died on {on}. All that shows them comes down. Speak with the family in good \
         time; a decision of theirs after that day can bring it back.\n",
        id.as_str()
    ));
    let change = Change { before, file: &file, changed: &changed, id: &id, photos: Photos::All };
    let closing = Closing { what: "Died", day: on, today, receipt: died.ending.receipt.as_deref() };
    carry_out(desk, &change, &closing, died.ending.out.as_deref(), asker, terminal)
}

/// Runs `left`.
pub fn left(left: &Day, asker: &mut Asker<'_>, terminal: &Terminal) -> Result<u8, Stop> {
    let desk = Desk::open(&left.place.folder)?;
    let today = day(left.place.today);
    let on = left.on.unwrap_or(today);
    let person = desk.person(&left.person)?;
    let (before, file) = desk.file(person)?;
    if let Some(known) = person.left_on.filter(|known| *known != on) {
        return Err(already(&person.at.file.to_string(), "left_on", known));
    }
    let changed = if person.left_on.is_some() { unchanged(&before) } else { file.left(on) };
    let id = person.id.clone();
    let is_staff = person.kind == Some(PersonKind::Staff);
    let meaning = if is_staff {
        "The agreement of staff ends with the job, so what shows them comes down from that day on."
    } else {
        "Only the agreement of staff ends by leaving: what they agreed to goes on until its last day. To end it, use \
         carefolio consent withdraw."
    };
    terminal.say(&format!("people/{}.toml will say that they left on {on}. {meaning}\n", id.as_str()));
    let photos = if is_staff { Photos::All } else { Photos::Stay };
    let change = Change { before, file: &file, changed: &changed, id: &id, photos };
    let closing = Closing { what: "Left", day: on, today, receipt: left.ending.receipt.as_deref() };
    carry_out(desk, &change, &closing, left.ending.out.as_deref(), asker, terminal)
}

fn unchanged(before: &[u8]) -> Changed {
    Changed { bytes: before.to_owned(), lines: Vec::new(), is_whole: true }
}

fn already(file: &str, key: &str, known: Date) -> Stop {
    Stop {
        says: format!("{file} says `{key} = {}` already.", known.iso()),
        fix: "If that is not right, correct the day in the file and build again.".to_owned(),
    }
}

/// An item of the folder by any of its names.
pub fn item<'d>(desk: &'d Desk, typed: &str) -> Result<&'d ItemId, Stop> {
    desk.survey.find_item(typed).ok_or_else(|| {
        let fix = match did_you_mean(typed, desk.survey.item_names()) {
            Some(near) => format!("Did you mean {near}?"),
            None => "Say its reference (S-014), its path (stories/garden), or the address of its page.".to_owned(),
        };
        Stop { says: format!("There is no item called {typed}."), fix }
    })
}

fn what(withdrawal: &Withdrawal, changed: &Changed) -> String {
    if changed.is_whole {
        return "Taken back: everything".to_owned();
    }
    let uses: Vec<&str> = withdrawal.uses.iter().map(|used| used.word()).collect();
    let items: Vec<&str> = withdrawal.items.iter().map(ItemId::as_str).collect();
    match (uses.is_empty(), items.is_empty()) {
        (false, true) => format!("Taken back: {}", all_of(uses)),
        (true, _) => format!("Taken back: {}", all_of(items)),
        (false, false) => format!("Taken back: {} in {}", all_of(uses), all_of(items)),
    }
}

fn in_the_file(id: &PersonId, changed: &Changed, withdrawal: &Withdrawal, is_same: bool) -> String {
    let file = format!("people/{}.toml", id.as_str());
    if is_same {
        return format!("{file} stays as it is: nothing in it that counts today or later allows it.\n");
    }
    let lines = all_of(changed.lines.iter().map(u32::to_string).collect::<Vec<_>>().iter().map(String::as_str));
    let place = if changed.lines.len() == 1 { "the consent at line" } else { "the consents at lines" };
    if changed.is_whole {
        let day = withdrawal.day.iso();
        return format!("In {file}, {place} {lines} will get `withdrawn_on = {day}`.\n");
    }
    format!(
        "In {file}, {place} {lines} will be made smaller, with a note of today and of what stood there before. The rest \
         of what they agreed to goes on as it was.\n"
    )
}

/// A change of a person's file that ends something.
struct Change<'c> {
    before: Vec<u8>,
    file: &'c PersonFile,
    changed: &'c Changed,
    id: &'c PersonId,
    photos: Photos<'c>,
}

/// Which photos of somebody come down with it, and are remembered.
enum Photos<'c> {
    Stay,
    All,
    Of(&'c [ItemId]),
}

/// What ends, and where the receipt goes.
pub struct Closing<'c> {
    /// In a few words.
    pub what: &'c str,
    /// The day it counts from.
    pub day: Date,
    /// The day on which everything is decided.
    pub today: Date,
    /// A file for the receipt.
    pub receipt: Option<&'c Utf8Path>,
}

/// Shows what will change, asks, writes, and takes down.
fn carry_out(
    mut desk: Desk,
    change: &Change<'_>,
    closing: &Closing<'_>,
    out: Option<&Utf8Path>,
    asker: &mut Asker<'_>,
    terminal: &Terminal,
) -> Result<u8, Stop> {
    let path = desk.person(change.id.as_str())?.at.file.clone();
    let reread = change.file.reread(change.changed).map_err(|trouble| cannot_change(&path, &trouble))?;
    let before = desk.survey.openings(closing.today);
    desk.survey.with_person(reread.person().clone());
    let difference = Difference::between(&before, &desk.survey.openings(closing.today));
    terminal.say(&format!("What changes with it:\n{}", in_words(&difference, change.id, &desk.survey)));
    if !asker.agrees("Do this now?")? {
        terminal.say("Nothing was changed.");
        return Ok(WELL);
    }
    if change.before != change.changed.bytes {
        desk.replace(&path, &change.before, &change.changed.bytes)?;
    }
    let remembered = match change.photos {
        Photos::Stay => Ok(()),
        Photos::All => desk.remember_photos(change.id, None, closing.day),
        Photos::Of(items) => desk.remember_photos(change.id, Some(items), closing.day),
    };
    // Whatever is the matter with that, what was withdrawn comes down.
    let code = close(&desk, change.id, closing, out, terminal)?;
    remembered.map(|()| code)
}

/// Takes down what relied on a consent that has ended, and prints the receipt.
pub fn close(
    desk: &Desk,
    id: &PersonId,
    closing: &Closing<'_>,
    out: Option<&Utf8Path>,
    terminal: &Terminal,
) -> Result<u8, Stop> {
    let taking = Taking { desk, id, today: closing.today, out: super::super::build::out_folder(&desk.folder, out) };
    let taken = taking.run().map_err(|stop| Stop {
        says: format!("It is written down, but the editions could not be changed: {}", stop.says),
        fix: format!("{} Then run carefolio build: what is withdrawn goes first.", stop.fix),
    })?;
    let copies = issued::reached(&taken.register, id, closing.today, taken.house);
    let ended = Ended { person: id.as_str(), day: closing.day, what: closing.what };
    let receipt = Receipt::new(&ended, &taken.taken, &taken.carriers, copies, &desk.survey);
    let words = receipt_in_words(&receipt, &taking.out, closing.today);
    terminal.say(&words);
    terminal.json(&receipt);
    if let Some(file) = closing.receipt {
        let json = as_json(&receipt);
        let text = if terminal.is_for_programs() { &json } else { &words };
        write_one_file(file, text.as_bytes(), &[&taking.out])?;
    }
    if taken.has_errors {
        terminal.say(
            "There are mistakes elsewhere in the folder, so the editions were not made anew: what had to come down did, and \
             shared pages say for now that they are being brought up to date. carefolio check tells what to put right.",
        );
        return Ok(NOT_WELL);
    }
    Ok(WELL)
}

fn as_json(receipt: &Receipt) -> String {
    let mut text = serde_json::to_string_pretty(receipt).expect("plain words can always be written");
    text.push('\n');
    text
}

struct Taking<'t> {
    desk: &'t Desk,
    id: &'t PersonId,
    today: Date,
    out: Utf8PathBuf,
}

/// What was taken down, and what is needed to tell of it.
struct Done {
    taken: Taken,
    carriers: Vec<Spot>,
    register: Register,
    house: House,
    has_errors: bool,
}

impl Taking<'_> {
    /// The ordinary run: all editions anew, or a takedown where there are mistakes.
    fn run(&self) -> Result<Done, Stop> {
        let folder = &self.desk.folder;
        let private = folder.join(".carefolio");
        let home = home();
        let place = Place { out: &self.out, private: &private, portfolio: folder, home: home.as_deref() };
        let mut workplace = Workplace::open(place)?;
        let sources = DiskSources::new(folder, vec![self.out.clone()]);
        let unremembered = !workplace.unremembered()?.is_empty();
        let request = Request { despite_errors: unremembered, ..Request::on(self.today) };
        let sink = OnStage::new(&workplace);
        let outcome = match pipeline::run(&sources, &request, &sink) {
            Ok(outcome) => outcome,
            Err(trouble) => {
                drop(sink);
                return self.at_least(&mut workplace, &sources, &request, trouble);
            }
        };
        let staged = sink.into_staged();
        let carriers = self.carriers(&workplace, &outcome)?;
        let holds = outcome.still_holds(self.today);
        let has_errors = outcome.problems.has_errors() || !outcome.has_settings;
        let taken = if has_errors {
            let staged: &[_] = if unremembered { &staged } else { &[] };
            Taken::Down(workplace.take_down(|reliance| holds.holds_written(reliance), staged)?)
        } else {
            let configured: BTreeSet<String> = outcome.configured.iter().cloned().collect();
            Taken::Anew(workplace.publish_some(staged, &configured, |reliance| holds.holds_written(reliance))?)
        };
        Ok(done(taken, carriers, outcome, has_errors))
    }

    /// The editions cannot be made, on a full disk for example; what may not stay comes down all the same.
    fn at_least(
        &self,
        workplace: &mut Workplace,
        sources: &DiskSources,
        request: &Request,
        trouble: OutputTrouble,
    ) -> Result<Done, Stop> {
        let Ok(outcome) = pipeline::run(sources, request, &Nowhere) else { return Err(trouble.into()) };
        if request.despite_errors {
            return Err(trouble.into());
        }
        let carriers = self.carriers(workplace, &outcome)?;
        let holds = outcome.still_holds(self.today);
        let taken = Taken::Down(workplace.take_down(|reliance| holds.holds_written(reliance), &[])?);
        Ok(done(taken, carriers, outcome, true))
    }

    /// The published files that relied on a consent of this person which no longer holds.
    fn carriers(&self, workplace: &Workplace, outcome: &Outcome) -> Result<Vec<Spot>, OutputTrouble> {
        let holds = outcome.still_holds(self.today);
        let is_about = |written: &str| Reliance::read(written).is_some_and(|reliance| reliance.is_about(self.id));
        workplace.carriers(|reliance| !is_about(reliance) || holds.holds_written(reliance))
    }
}

fn done(taken: Taken, carriers: Vec<Spot>, outcome: Outcome, has_errors: bool) -> Done {
    Done { taken, carriers, register: outcome.register, house: outcome.house, has_errors }
}

/// The receipt for a person to read and keep.
fn receipt_in_words(receipt: &Receipt, out: &Utf8Path, today: Date) -> String {
    let mut lines = vec![format!("Receipt for {}, {}. {}.", receipt.person, receipt.day, receipt.what)];
    let mut part = |title: String, files: &[String]| {
        if !files.is_empty() {
            lines.push(String::new());
            lines.push(title);
            lines.extend(files.iter().map(|file| format!("  {file}")));
        }
    };
    let files = |count: usize| counted(count, "file", "files");
    part(format!("Removed from {out}: {}", files(receipt.removed.len())), &receipt.removed);
    let how = if receipt.made_anew { "Made anew without it" } else { "Replaced for now by a page without names" };
    part(format!("{how}: {}", files(receipt.changed.len())), &receipt.changed);
    let pdfs: Vec<String> =
        receipt.removed.iter().chain(&receipt.changed).filter(|file| file.ends_with(".pdf")).cloned().collect();
    part("PDFs among these. Delete copies that were sent or printed:".to_owned(), &pdfs);
    part("Addresses to give to search engines, so that they forget them:".to_owned(), &receipt.addresses);
    let copies: Vec<String> = receipt.copies.iter().map(copy_in_words).collect();
    part("Copies handed out that still show it. Ask for them back, or send the new edition:".to_owned(), &copies);
    part("Also worth knowing:".to_owned(), &receipt.notices);
    let others = receipt.also_changed.len() + receipt.added.len();
    if others > 0 {
        lines.push(String::new());
        lines.push(format!("{} changed with them (lists, marks, and whatever else you changed).", files(others)));
    }
    lines.push(String::new());
    lines.push(if receipt.day > today {
        format!("It counts from {} on: build again on that day.", receipt.day)
    } else if receipt.is_empty() {
        "Nothing in the editions relied on it, so nothing had to be taken down.".to_owned()
    } else {
        "Copy the editions to your web host and to every stick again. Many hosts keep older versions of a website: \
         delete those there, too. What was printed, sent or copied from the internet no program can reach."
            .to_owned()
    });
    lines.join("\n") + "\n"
}

fn copy_in_words(copy: &issued::Reached) -> String {
    let day = copy.day.map_or_else(String::new, |day| format!(", {day}"));
    let pdfs = if copy.pdfs.is_empty() {
        String::new()
    } else {
        format!("; with {}", all_of(copy.pdfs.iter().map(String::as_str)))
    };
    let items = all_of(copy.items.iter().map(String::as_str));
    format!("{} ({} edition{day}): {}. It shows {items}{pdfs}", copy.mark, copy.edition, copy.to)
}
