//! What single kinds add, and files that are joined.

use super::{day, folder, one, people, told_in};
use crate::content::item::{Detail, Intended};
use crate::content::terms::{Audience, PagePlace, State};

#[test]
fn an_audit_is_joined_from_its_files() {
    let (parsed, told) = folder(&[
        (
            "audits/medicines/audit.toml",
            "title = \"Medicines\"\nchecks = \"Charts\"\ntarget = 95\nhow_often = \"monthly\"\n",
        ),
        (
            "audits/medicines/2026-05.toml",
            "passed = 19\nsample_size = 20\n[[action]]\nwhat = \"Label\"\ndone = 2026-06-01\n",
        ),
        ("audits/medicines/2026-03.toml", "value = 90\n[[action]]\nwhat = \"Train\"\nowner = \"Lead\"\n"),
        ("audits/medicines/results.csv", "period,value,action\n2026-04,92%,\n2026-04,,Check again\n2026-05,95,\n"),
        ("audits/medicines/notes.toml", "x = 1"),
        ("audits/other/2026-01.toml", "value = 3"),
    ]);
    assert_eq!(
        told,
        [
            "audits/medicines/notes.toml:0 file-not-used",
            "audits/medicines/results.csv:4 period-twice",
            "audits/other/2026-01.toml:0 audit-without-description",
        ]
    );
    let Detail::Audit(audit) = &parsed.items[0].detail else { panic!("an audit") };
    let results: Vec<_> = audit.results.iter().map(|r| (r.period.iso(), r.value, r.actions.len())).collect();
    let expected = [("2026-03", 90.0), ("2026-04", 92.0), ("2026-05", 95.0)];
    assert_eq!(results, expected.map(|(period, value)| (period.to_owned(), Some(value), 1)));
    assert_eq!(audit.results[0].actions[0].state, Some(State::Planned));
    assert_eq!(audit.results[2].actions[0].state, Some(State::Done));
}

#[test]
fn a_figure_is_joined_with_its_values() {
    let (parsed, told) = folder(&[
        ("figures/falls.toml", "title = \"Falls\"\nbetter = \"down\"\ncounts = \"people\"\n"),
        ("figures/falls.csv", "Period;Value\n2026-05;3\n2026-04;1,5\n2026-03;2\nMay;1\n2026-05;9\n"),
        ("figures/beds.toml", "title = \"Beds\"\n"),
        ("figures/lost.csv", "period,value\n"),
    ]);
    assert_eq!(
        told,
        [
            "figures/beds.toml:0 figure-without-values",
            "figures/falls.csv:3 wrong-cell",
            "figures/falls.csv:5 period-unreadable",
            "figures/falls.csv:6 period-twice",
            "figures/lost.csv:0 file-not-used",
        ]
    );
    let Detail::Figure(figure) = &parsed.items[1].detail else { panic!("a figure") };
    assert_eq!(figure.points.iter().map(|point| point.period.iso()).collect::<Vec<_>>(), ["2026-03", "2026-05"]);
}

#[test]
fn rows_of_feedback_are_items_of_their_own() {
    let text = "ref,date,words,role,what,people,audience,supports\n\
                a,14/05/2026,\"Lovely,\nreally\",relative,compliment,nobody,all,caring saf:safety\n\
                b,2026-06-01,Fine,,,margaret tom,public|family,\n\
                c,,Quiet,,,,,\n,,,relative,,,,\n";
    let (parsed, told) = folder(&[("feedback/summer.csv", text)]);
    assert_eq!(told, ["feedback/summer.csv:6 key-missing"]);
    let found: Vec<_> = parsed.items.iter().map(|item| (item.id.as_str(), people(&item.people))).collect();
    assert_eq!(
        found,
        [
            ("feedback/summer#a", Some(vec![])),
            ("feedback/summer#b", Some(vec!["margaret", "tom"])),
            ("feedback/summer#c", None),
        ]
    );
    assert_eq!(parsed.items[0].date, Some(day("2026-05-14")));
    assert_eq!(parsed.items[0].supports.len(), 2);
    assert_eq!(parsed.items[0].intended, Intended::All);
    assert_eq!(parsed.items[1].intended, Intended::These(vec![Audience::Public, Audience::Family]));
}

#[test]
fn a_row_is_known_by_what_it_says_wherever_it_stands() {
    let ids = |rows: &str| {
        let (parsed, _) = folder(&[("feedback/summer.csv", &format!("words,people\n{rows}"))]);
        let mut ids: Vec<String> = parsed.items.iter().map(|item| item.id.to_string()).collect();
        ids.sort();
        ids
    };
    let (one, two) = (ids("Fine,nobody\n"), ids("Fine,nobody\nQuiet,\n"));
    assert!(two.contains(&one[0]), "{two:?}");
    assert_eq!(ids("Quiet,\nFine,nobody\n"), two);
    assert_eq!(ids("[Al](person:al) sang,al\n"), ids("[The tall man](person:al) sang,al\n"));
    assert_eq!(ids("Fine,nobody\nFine,nobody\n"), [one[0].clone(), format!("{}-2", one[0])]);
}

#[test]
fn a_film_has_its_captions_and_transcript() {
    let text = "+++\nfile = \"a.mp4\"\ncaptions = \"a.vtt\"\ntranscript = \"said.md\"\n+++\nWords\n";
    let (parsed, told) = folder(&[
        ("films/garden/film.md", text),
        ("films/garden/a.mp4", "x"),
        ("films/garden/a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n"),
        ("films/garden/said.md", "Hello"),
        ("films/garden/notes.md", "Not used"),
    ]);
    assert_eq!(told, ["films/garden/film.md:2 film-file-not-copied", "films/garden/notes.md:0 file-not-used"]);
    let Detail::Film(film) = &parsed.items[0].detail else { panic!("a film") };
    assert!(film.captions_text.is_some() && film.transcript.is_some());
    let (item, told) = one("films/x.md", "+++\nlink = \"https://example.org\"\n+++\nA\n\n## Transcript\nHello\n");
    assert_eq!(told, Vec::<String>::new());
    let Detail::Film(film) = &item.detail else { panic!("a film") };
    assert_eq!(film.transcript.as_ref().map(|words| words.at.line), Some(7));
    assert_eq!(told_in("films/x.md", "+++\nfile = \"x.md\"\n+++\n"), ["2 file-of-wrong-sort"]);
    assert_eq!(told_in("films/x.md", "Words"), ["0 film-without-file"]);
}

#[test]
fn a_page_knows_its_place_from_its_name() {
    for (path, text, place) in [
        ("pages/fees.md", "", PagePlace::Fees),
        ("pages/fees/page.md", "", PagePlace::Fees),
        ("pages/our-garden.md", "", PagePlace::Other),
        ("pages/our-garden.md", "+++\nplace = \"food\"\n+++\n", PagePlace::Food),
    ] {
        let Detail::Page(page) = one(path, text).0.detail else { panic!("a page") };
        assert_eq!(page.place, place, "{path}");
    }
}

#[test]
fn themes_of_learning_and_what_it_is_about_share_a_word() {
    let Detail::Learning(learning) = one("learning/a.toml", "theme = \"Falls\"\n").0.detail else { panic!("learning") };
    assert!(learning.theme.is_some() && learning.themes.is_empty());
    let text = "period = 2026\n[[theme]]\nwhat = \"Falls\"\ncount = 3\n";
    let Detail::Learning(learning) = one("learning/a.toml", text).0.detail else { panic!("learning") };
    assert_eq!(learning.themes.len(), 1);
}
