//! Changing a person's file: what is written, what stays byte for byte, and that taking back never opens anything.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{CannotChange, PersonFile, Withdrawal};
use crate::consent::decide::{House, ItemName, Need, decide};
use crate::content::ItemId;
use crate::content::dates::Date;
use crate::content::people::Person;
use crate::content::terms::{Audience, Channel, Use};
use crate::sources::SourcePath;

const MARY: &str = "# Mary, room by the garden.
known_as = \"Mary\"
names    = [\"Mary Long\"]
kind     = \"resident\"   # since 2021

[[consent]]
covers        = \"everything\"
uses          = [\"story\", \"photo\", \"name\"] # all three
audiences     = [\"inspector\", \"family\"]
channels      = [\"offline\", \"print\"]
identify      = \"first-name\"
basis         = \"own-consent\"
given_on      = 2026-01-10
recorded_by   = \"Deputy manager\" # she was there

# the end
";

fn day(text: &str) -> Date {
    Date::read_iso(text).unwrap()
}

fn file(text: &str) -> PersonFile {
    PersonFile::read(&SourcePath::new("people/mary.toml").unwrap(), text.as_bytes()).unwrap()
}

fn taking_back(uses: &[Use], items: &[&str]) -> Withdrawal {
    let items = items.iter().map(|item| ItemId::new(*item)).collect();
    Withdrawal { day: day("2026-11-20"), how: None, uses: uses.to_vec(), items }
}

fn after(text: &str, withdrawal: &Withdrawal) -> String {
    String::from_utf8(file(text).withdraw(withdrawal).unwrap().bytes).unwrap()
}

fn added(before: &str, after: &str) -> Vec<String> {
    let old: Vec<&str> = before.lines().collect();
    after.lines().filter(|line| !old.contains(line)).map(str::to_owned).collect()
}

#[test]
fn a_withdrawal_adds_two_lines_set_like_their_neighbours() {
    let whole = Withdrawal { how: Some("told the night staff".into()), ..taking_back(&[], &[]) };
    let text = after(MARY, &whole);
    let lines = ["withdrawn_on  = 2026-11-20", "withdrawn_how = \"told the night staff\""];
    assert_eq!(added(MARY, &text), lines);
    let kept: Vec<&str> = text.lines().filter(|line| !lines.contains(line)).collect();
    assert_eq!(kept, MARY.lines().collect::<Vec<_>>());
}

#[test]
fn line_ends_marks_and_a_missing_last_line_end_stay() {
    let windows = format!("\u{feff}{}", MARY.replace('\n', "\r\n"));
    let text = after(&windows, &taking_back(&[], &[]));
    assert!(text.starts_with('\u{feff}'));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert_eq!(text.replace("withdrawn_on  = 2026-11-20\r\n", ""), windows);

    let cut = MARY.trim_end().trim_end_matches("# the end").trim_end();
    assert_eq!(after(cut, &taking_back(&[], &[])), format!("{cut}\nwithdrawn_on  = 2026-11-20\n"));
}

#[test]
fn only_what_still_opens_something_is_withdrawn() {
    let old = MARY.replace("given_on      = 2026-01-10", "given_on      = 2024-01-10");
    assert_eq!(after(&old, &taking_back(&[], &[])), old, "it ended long ago");
    let known = MARY.replace("given_on      = 2026-01-10", "given_on = 2026-01-10\nwithdrawn_on = 2026-12-24");
    assert_eq!(after(&known, &taking_back(&[], &[])), known.replace("2026-12-24", "2026-11-20"));
    let later = MARY.replace("given_on      = 2026-01-10", "given_on      = 2026-12-10");
    assert!(after(&later, &taking_back(&[], &[])).contains("withdrawn_on  = 2026-11-20"), "it would begin by itself");
}

#[test]
fn photos_are_taken_back_and_the_words_stay() {
    let text = after(MARY, &taking_back(&[Use::Photo], &[]));
    let expected = "# Taken back on 20 November 2026: photo. Until then:
# uses          = [\"story\", \"photo\", \"name\"]
uses          = [\"story\", \"name\"] # all three
";
    assert_eq!(text, MARY.replace("uses          = [\"story\", \"photo\", \"name\"] # all three\n", expected));
    assert!(may(&text, Use::Story, "stories/tea") && !may(&text, Use::Photo, "stories/tea"));
}

#[test]
fn one_item_is_taken_back_and_the_others_stay() {
    let text = after(MARY, &taking_back(&[], &["stories/tea"]));
    assert!(text.contains("\nexcept        = [\"stories/tea\"]\n"), "{text}");
    assert!(may(&text, Use::Photo, "stories/bus") && !may(&text, Use::Story, "stories/tea"));

    let twice = after(&text, &taking_back(&[], &["stories/bus"]));
    assert!(twice.contains("\nexcept        = [\"stories/tea\", \"stories/bus\"]\n"), "{twice}");

    let listed = MARY.replace("\"everything\"", "[\"stories/tea.md\", \"stories/bus\"]");
    let text = after(&listed, &taking_back(&[], &["stories/tea"]));
    assert!(text.contains("\ncovers        = [\"stories/bus\"]\n") && !text.contains("except"), "{text}");

    let folder = MARY.replace("\"everything\"", "[\"stories/tea\", \"stories\"]");
    let text = after(&folder, &taking_back(&[], &["stories/tea"]));
    assert!(text.contains("except        = [\"stories/tea\"]"), "the folder holds it, too: {text}");
    assert!(may(&text, Use::Photo, "stories/bus") && !may(&text, Use::Story, "stories/tea"));
}

#[test]
fn the_photos_of_one_item_are_taken_back() {
    let text = after(MARY, &taking_back(&[Use::Photo], &["stories/tea"]));
    assert!(may(&text, Use::Story, "stories/tea") && !may(&text, Use::Photo, "stories/tea"), "{text}");
    assert!(may(&text, Use::Photo, "stories/bus"));
    assert_eq!(file(&text).person().consents.len(), 2);
}

#[test]
fn when_nothing_is_left_the_whole_consent_is_withdrawn() {
    let all = after(MARY, &taking_back(&[Use::Story, Use::Photo, Use::Name], &[]));
    assert_eq!(added(MARY, &all), ["withdrawn_on  = 2026-11-20"]);
    let one = MARY.replace("\"everything\"", "[\"stories/tea\"]");
    assert_eq!(added(&one, &after(&one, &taking_back(&[], &["stories/tea"]))), ["withdrawn_on  = 2026-11-20"]);
}

#[test]
fn the_day_of_death_stands_above_the_consents() {
    let text = String::from_utf8(file(MARY).died(day("2026-11-19")).bytes).unwrap();
    assert_eq!(text, MARY.replace("# since 2021\n", "# since 2021\ndied_on  = 2026-11-19\n"));
    let only = "[[consent]]\ngiven_on = 2026-01-01\n";
    let text = String::from_utf8(file(only).left(day("2026-11-19")).bytes).unwrap();
    assert_eq!(text, format!("left_on = 2026-11-19\n{only}"));
    assert_eq!(file(&text).person().left_on, Some(day("2026-11-19")));
}

#[test]
fn a_file_that_cannot_be_read_for_certain_is_not_changed() {
    let read = |bytes: &[u8]| PersonFile::read(&SourcePath::new("people/mary.toml").unwrap(), bytes).err();
    assert_eq!(read(b"known_as = \"Ren\xe9\"\n"), Some(CannotChange::Letters));
    assert_eq!(read(b"known_as = \"Mary\"\nkind = resident\n"), Some(CannotChange::Line(2)));
    assert_eq!(read(b"kind = \"resident\"\nconsent = [{ given_on = 2026-01-01 }]\n"), Some(CannotChange::Shape(2)));
    let misspelt = format!("{MARY}[[consnt]]\ngiven_on = 2026-01-01\n");
    let narrow = file(&misspelt).withdraw(&taking_back(&[Use::Photo], &[]));
    assert_eq!(narrow.err(), Some(CannotChange::Shape(17)));
}

fn may(text: &str, used: Use, item: &str) -> bool {
    let id = ItemId::new(item);
    let need = Need {
        item: ItemName::Path(&id),
        uses: BTreeSet::from([used]),
        audiences: BTreeSet::from([Audience::Family]),
        channel: Channel::Offline,
    };
    decide(file(text).person(), &need, day("2026-11-20"), House::default()).is_ok()
}

const ITEMS: [&str; 4] = ["stories/tea", "stories/bus", "feedback/box#F-1", "albums/spring"];
const USES: [Use; 3] = [Use::Story, Use::Photo, Use::Name];

/// Everything that may be done with a person on some days, and how far they may be named.
fn open(person: &Person) -> BTreeSet<String> {
    let mut open = BTreeSet::new();
    for today in ["2026-11-20", "2026-11-21", "2026-12-31", "2027-02-01"].map(day) {
        for (item, mask) in ITEMS.iter().flat_map(|item| (1..8).map(move |mask| (item, mask))) {
            let uses: BTreeSet<Use> = (0..3).filter(|bit| mask & (1 << bit) != 0).map(|bit| USES[bit]).collect();
            for audience in [Audience::Inspector, Audience::Public] {
                let id = ItemId::new(*item);
                let audiences = BTreeSet::from([audience]);
                let need = Need { item: ItemName::Path(&id), uses: uses.clone(), audiences, channel: Channel::Offline };
                if let Ok(grant) = decide(person, &need, today, House::default()) {
                    open.insert(format!("{today:?} {item} {mask} {audience} {:?} {:?}", grant.identify, grant.ends));
                }
            }
        }
    }
    open
}

fn record() -> impl Strategy<Value = String> {
    let covers = prop::sample::select(vec![
        "covers = \"everything\"",
        "covers = [\"stories/tea.md\", \"feedback\"]",
        "covers = [\n  \"stories\", # all\n  \"albums/spring\",\n]",
        "covers = \"everything\"\nexcept = [\"stories/bus\"]",
        "covers = [\"stories/tea\"]",
    ]);
    let uses = prop::sample::subsequence(vec!["\"story\"", "\"photo\"", "\"name\""], 0..=3);
    let audiences = prop::sample::subsequence(vec!["\"inspector\"", "\"public\""], 1..=2);
    let days = prop::sample::select(vec![
        "given_on = 2026-01-10",
        "given_on = 2026-11-20",
        "given_on = 2026-12-01",
        "given_on = 2025-01-10",
        "given_on = 2026-01-10\nwithdrawn_on = 2026-12-24",
        "given_on = 2026-01-10\nwithdrawn_on = 2026-06-01",
        "given_on = 2026-07-01\ndecision = \"refused\"",
    ]);
    let identify = prop::sample::select(vec!["full-name", "first-name", "role-only"]);
    (covers, uses, audiences, days, identify).prop_map(|(covers, uses, audiences, days, identify)| {
        format!(
            "\n[[consent]]\n{covers}\nuses = [{}]\naudiences = [{}]\nchannels = [\"offline\"]\nidentify = \"{identify}\"\n\
             basis = \"own-consent\"\n{days}\n",
            uses.join(", "),
            audiences.join(", ")
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever is taken back: it is closed from that day, and nothing is open that was closed before.
    #[test]
    fn taking_back_closes_and_never_opens(
        records in prop::collection::vec(record(), 1..4),
        uses in prop::sample::subsequence(USES.to_vec(), 0..=3),
        items in prop::sample::subsequence(ITEMS.to_vec(), 0..=2),
        windows in any::<bool>(),
    ) {
        let mut text = format!("known_as = \"Mary\"\nnames = [\"Mary Long\"]\nkind = \"resident\"\n{}", records.concat());
        if windows {
            text = text.replace('\n', "\r\n");
        }
        let before = file(&text);
        let withdrawal = taking_back(&uses, &items);
        let changed = before.withdraw(&withdrawal).unwrap();
        let after = before.reread(&changed).unwrap();
        let (open_before, open_after) = (open(before.person()), open(after.person()));
        // How far somebody is named may fall back to an older record's way; each way was open before.
        let wider: Vec<&String> = open_after.difference(&open_before).collect();
        let narrower_grant = |line: &&&String| {
            let head = line.rsplitn(3, ' ').last().unwrap();
            open_before.iter().any(|known| known.starts_with(&format!("{head} ")))
        };
        prop_assert!(wider.iter().all(|line| narrower_grant(&line)), "{wider:?}\n{text}");
        for line in &open_after {
            let words: Vec<&str> = line.split(' ').collect();
            let mask: usize = words[2].parse().unwrap();
            let has_use = uses.is_empty() || (0..3).any(|bit| mask & (1 << bit) != 0 && uses.contains(&USES[bit]));
            let has_item = items.is_empty() || items.contains(&words[1]);
            prop_assert!(!(has_use && has_item), "{line} is still open\n{text}");
        }
        // A second time there is nothing left to do.
        let again = after.withdraw(&withdrawal).unwrap();
        prop_assert_eq!(open(after.reread(&again).unwrap().person()), open_after);
    }
}
