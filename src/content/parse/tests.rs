//! What a folder in memory gives: values, and problems at their places.

mod kinds;
mod people;
mod settings;

use super::{Parsed, parse};
use crate::content::Date;
use crate::content::item::{Detail, Intended, Item, Who};
use crate::content::terms::Audience;
use crate::problem::Problems;
use crate::sources::MemorySources;

fn folder(files: &[(&str, &str)]) -> (Parsed, Vec<String>) {
    let mut sources = MemorySources::default();
    for (path, text) in files {
        sources.put(path, *text);
    }
    let mut problems = Problems::default();
    let parsed = parse(&sources, &mut problems);
    let told = problems.iter().map(|problem| format!("{}:{} {}", problem.at.file, problem.at.line, problem.code));
    (parsed, told.collect())
}

fn one(path: &str, text: &str) -> (Item, Vec<String>) {
    let (mut parsed, told) = folder(&[(path, text)]);
    assert_eq!(parsed.items.len(), 1, "{told:?}");
    (parsed.items.remove(0), told)
}

fn told_in(path: &str, text: &str) -> Vec<String> {
    let (_, told) = folder(&[(path, text)]);
    told.iter().map(|line| line.trim_start_matches(path).trim_start_matches(':').to_owned()).collect()
}

fn day(text: &str) -> Date {
    Date::read_iso(text).expect("a day")
}

fn people(who: &Who) -> Option<Vec<&str>> {
    match who {
        Who::Unsaid => None,
        Who::These(people) => Some(people.iter().map(|person| person.person.as_str()).collect()),
    }
}

#[test]
fn ten_mistakes_are_told_at_once_and_good_lines_still_count() {
    let text = "\
+++
title = Garden club
date = 14/05/2026
summary = \u{201c}Beans\u{201d}
ref \"S-014\"
told_by = \"a daughter
review_by = 2026-02-30
tags = [\"garden\", \"food\"
evidence_kind: \"experience\"
decorative = yes
source date = 2026-05-01
noticed = \"Nobody could reach the beds.\"
people = [\"margaret\"]
did = \"one\"
did = \"two\"
+++
Words.
";
    let (item, told) = one("stories/garden.md", text);
    let told_at = |code: &str| -> Vec<String> {
        let told = told.iter().filter_map(|line| line.strip_suffix(code)?.strip_prefix("stories/garden.md:"));
        told.map(|line| line.trim().to_owned()).collect()
    };
    assert_eq!(told_at("fact-understood"), ["2", "3", "4", "5", "6", "8", "9", "10", "11"]);
    assert_eq!(told_at("facts-unreadable"), ["7", "15"]);
    assert_eq!(told_at("unknown-key"), ["10"], "this is a key of photos");
    assert_eq!(item.title.uncleared(), "Garden club");
    assert_eq!(item.date, Some(day("2026-05-14")));
    assert_eq!(item.tags.len(), 2);
    assert_eq!(people(&item.people), Some(vec!["margaret"]));
    let Detail::Story(story) = &item.detail else { panic!("a story") };
    assert_eq!(story.noticed.as_ref().map(|line| line.uncleared()), Some("Nobody could reach the beds."));
    assert_eq!(story.did, None, "nobody can tell which of the two counts");
}

#[test]
fn facts_over_several_lines_survive_a_slip_elsewhere() {
    let text = "+++\ntitle = oops\ntags = [\n  \"a\", # one\n  \"b\",\n]\ndid = \"\"\"\nWe asked\n= and did.\n\"\"\"\n\
                people = []\n[[photo]]\nfile = \"beans.jpg\"\nalt = x\n+++\n";
    let (parsed, told) = folder(&[("stories/2026-01-02-a.md", text), ("stories/beans.jpg", "x")]);
    assert_eq!(told, ["stories/2026-01-02-a.md:2 fact-understood", "stories/2026-01-02-a.md:14 fact-understood"]);
    let item = &parsed.items[0];
    assert_eq!(item.tags.len(), 2);
    assert_eq!(item.photos.len(), 1);
    assert_eq!(item.photos[0].people, Who::Unsaid);
    let Detail::Story(story) = &item.detail else { panic!("a story") };
    assert_eq!(story.did.as_ref().map(|line| line.uncleared()), Some("We asked = and did."));
    assert_eq!(story.did.as_ref().map(|line| line.at().line), Some(7));
}

#[test]
fn titles_and_days_come_from_the_nearest_place_that_has_them() {
    let cases: [(&str, &str, &str, Option<&str>); 8] = [
        ("stories/x.md", "+++\ntitle = \"One\"\ndate = 2026-05-14\n+++\n# Two\n", "One", Some("2026-05-14")),
        ("stories/2026-05-14-garden-club.md", "# Two\nWords", "Two", Some("2026-05-14")),
        ("stories/2026-05-14-garden-club.md", "Words", "Garden club", Some("2026-05-14")),
        ("stories/2026-05-14-garden-club.md", "+++\ndate = 2026-06-01\n+++\n", "Garden club", Some("2026-06-01")),
        ("stories/2026-05-14-garden-club/story.md", "Words", "Garden club", Some("2026-05-14")),
        ("stories/2026-05-14-garden-club/index.md", "Words", "Garden club", Some("2026-05-14")),
        ("stories/2026-05-14.md", "Words", "14 May 2026", Some("2026-05-14")),
        ("stories/\u{e9}lan_vital.md", "", "\u{c9}lan vital", None),
    ];
    for (path, text, title, date) in cases {
        let (item, told) = one(path, text);
        assert_eq!(item.title.uncleared(), title, "{path}");
        assert_eq!(item.date, date.map(day), "{path}");
        assert_eq!(told.len(), usize::from(date.is_none()), "{told:?}");
    }
}

#[test]
fn an_id_is_the_path_without_its_ending() {
    for (path, text, id) in [
        ("stories/a/story.md", "# A", "stories/a"),
        ("stories/a.md", "# A", "stories/a"),
        ("records/fire.toml", "title = \"Fire\"", "records/fire"),
        ("self-assessment/safe/self-assessment.md", "# A", "self-assessment/safe"),
        ("audits/medicines/audit.toml", "title = \"A\"", "audits/medicines"),
        ("feedback/summer.csv", "role,words,ref\nx,\"a\nb\",C-7\n", "feedback/summer#C-7"),
    ] {
        assert_eq!(one(path, text).0.id.as_str(), id);
    }
    let (parsed, told) = folder(&[("stories/a.md", "# A"), ("stories/a/story.md", "# B"), ("stories/a/index.md", "")]);
    assert_eq!(parsed.items.len(), 1);
    assert_eq!(told.iter().filter(|line| line.ends_with("same-item-twice")).count(), 2, "{told:?}");
}

#[test]
fn people_that_cannot_be_read_are_never_nobody() {
    for (facts, expected) in [
        ("people = []", Some(vec![])),
        ("people = \"nobody recognisable\"", Some(vec![])),
        ("people = [\"margaret\", \"people/tom.toml\"]", Some(vec!["margaret", "tom"])),
        ("people = \"margaret\"", Some(vec!["margaret"])),
        ("people = [margaret]", Some(vec!["margaret"])),
        ("people = margaret, tom", Some(vec!["margaret", "tom"])),
        ("people = [margaret", Some(vec!["margaret"])),
        ("people = [margaret,", None),
        ("people =", None),
        ("people = [\"margaret\", 3]", None),
        ("people = true", None),
        ("people = []\npeople = [\"margaret\"]", None),
        ("peopel = []", None),
        ("", None),
    ] {
        let (item, _) = one("stories/2026-01-01-x.md", &format!("+++\n{facts}\n+++\n"));
        assert_eq!(people(&item.people), expected, "{facts}");
    }
}

#[test]
fn an_audience_that_cannot_be_read_is_smaller_never_larger() {
    for (facts, expected) in [
        ("", Intended::Unsaid),
        ("audience = \"all\"", Intended::All),
        ("audience = [\"public\", \"familly\"]", Intended::These(vec![Audience::Public])),
        ("audience = [\"everyone\"]", Intended::These(vec![])),
        ("audience = 3", Intended::Unsaid),
    ] {
        assert_eq!(one("stories/2026-01-01-x.md", &format!("+++\n{facts}\n+++\n")).0.intended, expected, "{facts}");
    }
}

#[test]
fn keys_and_types_are_told_with_their_place() {
    for (facts, expected) in [
        ("titel = \"x\"", "2 unknown-key"),
        ("title = true", "2 wrong-type"),
        ("\n\ndate = 12", "4 wrong-type"),
        ("date = \"14/05/2026\"", "2 date-as-text"),
        ("date = \"soon\"", "2 wrong-type"),
        ("date = 1066-10-14", "2 wrong-type"),
        ("tags = 3", "2 wrong-type"),
        ("evidence_kind = \"experiance\"", "2 unknown-word"),
        ("photo = \"beans.jpg\"", "2 wrong-type"),
        ("[[photo]]\nalt = \"x\"", "2 key-missing"),
        ("[[photo]]\nfile = \"b.jpg\"\nrotate = 45", "4 wrong-type"),
        ("[[photo]]\nfile = \"b.jpg\"\ncrop = [1, 2, 3]", "4 wrong-type"),
        ("[[photo]]\nfile = \"../b.jpg\"", "3 file-outside"),
        ("[[photo]]\nfile = \"/b.jpg\"", "3 file-outside"),
        ("[[photo]]\nfile = \"C:\\\\b.jpg\"", "3 file-outside"),
        ("[[photo]]\nfile = \"c.jpg\"", "3 file-missing"),
        ("[[photo]\nfile = \"b.jpg\"", "2 fact-understood"),
        ("[[photo]]\nfile = \"x\\b.jpg\"", "3 fact-understood"),
        ("decorative = \"yes\"", "2 unknown-key"),
        ("[[photo]]\nfile = \"b.jpg\"\nrotate = \"90\"", "4 fact-understood"),
    ] {
        let text = format!("+++\n{facts}\n+++\n");
        let beside = [("stories/b.jpg", "x"), ("stories/x/b.jpg", "x")];
        let (_, told) = folder(&[("stories/2026-01-01-x.md", &text), beside[0], beside[1]]);
        assert_eq!(told, [format!("stories/2026-01-01-x.md:{expected}")], "{facts}");
    }
}

#[test]
fn a_photo_whose_cover_cannot_be_read_is_dropped() {
    let photo = |facts: &str| {
        let text = format!("+++\n[[photo]]\nfile = \"b.jpg\"\n{facts}\n+++\n");
        folder(&[("albums/a/album.md", &text), ("albums/a/b.jpg", "x")]).0.items.remove(0).photos
    };
    assert_eq!(photo("cover = [[1, 2, 3, 4], [5, 6, 7, 8]]")[0].cover.len(), 2);
    assert_eq!(photo("cover = [1, 2, 3, 4]")[0].cover.len(), 1);
    assert_eq!(photo("rotate = 270")[0].quarter_turns, 3);
    for facts in ["cover = [[1, 2, 3]]", "cover = [1, 2, -3, 4]", "cover = 1, 2, 3, 4", "crop = \"all\"", "rotate = 4"]
    {
        assert_eq!(photo(facts).len(), 0, "{facts}");
    }
}

#[test]
fn photos_of_an_album_show_the_people_of_the_album() {
    let text = "+++\npeople = [\"tom\"]\n[[photo]]\nfile = \"a.jpg\"\n[[photo]]\nfile = \"b.jpg\"\npeople = []\n\
                [[photo]]\nfile = \"b.jpg\"\npeople = 3\n+++\n";
    let files = [("albums/a/album.md", text), ("albums/a/a.jpg", ""), ("albums/a/b.jpg", "")];
    let album = folder(&files).0.items.remove(0);
    let who: Vec<_> = album.photos.iter().map(|photo| people(&photo.people)).collect();
    assert_eq!(who, [Some(vec!["tom"]), Some(vec![]), None]);
}

#[test]
fn files_that_are_not_content_are_told_only_where_somebody_may_wonder() {
    let advised: [(&str, &str); 24] = [
        ("storys/x.md", "storys:0 unknown-folder"),
        ("stories/Thumbs.db", "stories/Thumbs.db:0 stray-file"),
        ("stories/x (1).md", "stories/x (1).md:0 stray-file"),
        ("stories/x.md~", "stories/x.md~:0 stray-file"),
        ("stories/x.md.bak", "stories/x.md.bak:0 stray-file"),
        ("stories/~$x.docx", "stories/~$x.docx:0 stray-file"),
        ("stories/x (Sam's conflicted copy).md", "stories/x (Sam's conflicted copy).md:0 stray-file"),
        ("stories/x.sync-conflict-20260514-1.md", "stories/x.sync-conflict-20260514-1.md:0 stray-file"),
        ("stories/x - Copy.md", "stories/x - Copy.md:0 stray-file"),
        ("stories/x - Copy (2).md", "stories/x - Copy (2).md:0 stray-file"),
        ("stories/Copy of x.md", "stories/Copy of x.md:0 stray-file"),
        ("stories/x.md.swp", "stories/x.md.swp:0 stray-file"),
        ("stories/#x.md#", "stories/#x.md#:0 stray-file"),
        ("people/x-DESKTOP-1.toml", "people/x-DESKTOP-1.toml:0 stray-file"),
        ("stories/x.docx", "stories/x.docx:0 file-not-used"),
        ("stories/x.toml", "stories/x.toml:0 file-not-used"),
        ("stories/x.md.txt", "stories/x.md.txt:0 file-not-used"),
        ("stories/x/notes.md", "stories/x/notes.md:0 file-not-used"),
        ("stories/2026/x/story.md", "stories/2026/x/story.md:0 file-not-used"),
        ("people/old/x.toml", "people/old/x.toml:0 file-not-used"),
        ("people/x.md", "people/x.md:0 file-not-used"),
        ("audits/x.toml", "audits/x.toml:0 file-not-used"),
        ("notes.md", "notes.md:0 file-not-used"),
        ("carefolio.toml.txt", "carefolio.toml.txt:0 file-not-used"),
    ];
    for (path, expected) in advised {
        assert_eq!(folder(&[(path, "x = 1")]).1, [expected]);
    }
    for path in [
        "README.md",
        "LICENCES.md",
        "notes.txt",
        "stories/beans (1).jpg",
        "stories/x/beans.jpg",
        "stories/README.md",
        "albums/a/LICENCES.md",
        "surveys/raw.csv",
        "inbox/Thumbs.db",
        "inbox/x.docx",
        "out/public/index.html",
        "people/scan.pdf",
        "frameworks/notes.txt",
        ".carefolio/journal",
        "stories/.DS_Store",
        "stories/.x.md.swp",
        "stories/beans - Copy.jpg",
    ] {
        assert_eq!(folder(&[(path, "x = 1")]).1, Vec::<String>::new(), "{path}");
    }
}

#[test]
fn frameworks_and_themes_are_handed_on_as_they_are() {
    let (parsed, _) = folder(&[("frameworks/ours.toml", "id = \"ours\""), ("theme/css/site.css", "body {}")]);
    assert_eq!(parsed.frameworks.len(), 1);
    assert_eq!(parsed.theme, [("css/site.css".to_owned(), b"body {}".to_vec())]);
}

#[test]
fn a_very_long_text_is_read() {
    let text = format!("+++\ndate = 2026-01-01\n+++\n# Long\n{}", "A line of words.\n".repeat(300_000));
    let (item, told) = one("stories/long.md", &text);
    assert_eq!((item.title.uncleared(), told.len()), ("Long", 0));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]
    /// Whatever stands in a file, reading it ends and gives a value.
    #[test]
    fn nothing_that_can_be_written_stops_the_reading(
        parts in proptest::collection::vec(
            proptest::sample::select(vec![
                "+++\n", "---\n", "\n", "title", " = ", "\"", "\"\"\"", "'", "[", "]", "[[photo]]\n", "[[consent]]\n", "{", "}",
                "2026-05-14", "2026-", ",", ";", "people", "caf\u{e9} \u{1f33b}", "\u{201c}", ".", "#", "a.b", "1e999", "0x1",
                "## Transcript\n", "file", "period,value\n", "\\", "\t", ":", "editions", "withdrawn_on", "= 1\n", "\u{feff}",
            ]),
            0..40,
        )
    ) {
        let text = parts.concat();
        for path in [
            "carefolio.toml", "stories/x.md", "films/x.md", "feedback/x.csv", "records/x.csv", "records/x.toml", "people/x.toml",
            "people/exceptions.toml", "audits/x/audit.toml", "audits/x/2026-05.toml", "audits/x/results.csv", "figures/x.csv",
            "figures/x.toml", "learning/x.md", "surveys/x.md", "albums/x/album.md", "pages/x.md", "frameworks/x.toml",
        ] {
            folder(&[(path, &text)]);
        }
    }
}
