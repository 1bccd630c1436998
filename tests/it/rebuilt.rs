//! A page that is kept from the last build is the page that would be made: after every edit, building over what is
//! there gives the very bytes of a build from nothing.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Mutex;

use camino::Utf8Path;
use carefolio::content::Date;
use carefolio::output::{Place, Workplace};
use carefolio::pipeline::{self, News, OnStage, Pdfs, Request};
use carefolio::sources::MemorySources;
use proptest::prelude::*;

use crate::folders::tree;
use crate::world::world;

type Files = BTreeMap<String, Vec<u8>>;

/// Builds into a folder; says how many pages were made, and how many were kept.
fn build(files: &Files, folder: &Utf8Path, day: &str) -> (usize, usize) {
    let mut sources = MemorySources::default();
    for (path, bytes) in files {
        sources.put(path, bytes.clone());
    }
    let (out, private) = (folder.join("out"), folder.join(".carefolio"));
    let place = Place { out: &out, private: &private, portfolio: folder, home: None };
    let mut workplace = Workplace::open(place).expect("a workplace");
    let sink = OnStage::new(&workplace);
    let request = Request { pdfs: Pdfs::Leave, ..Request::on(Date::read_iso(day).expect("a day")) };
    let pages = Mutex::new((0, 0));
    let outcome = pipeline::run_watched(&sources, &request, &sink, &|news| {
        if let News::Passed(passed) = news
            && passed.pass == "make pages"
        {
            let mut pages = pages.lock().expect("nobody panicked");
            *pages = (pages.0 + passed.made, pages.1 + passed.reused);
        }
    });
    let outcome = outcome.expect("a build");
    let errors: Vec<String> =
        outcome.problems.iter().map(|one| format!("{} {} {}", one.at, one.code, one.says)).collect();
    assert!(!outcome.problems.has_errors(), "{errors:?}");
    let staged = sink.into_staged();
    workplace.publish(staged, &outcome.configured.iter().cloned().collect()).expect("a site");
    pages.into_inner().expect("nobody panicked")
}

fn temporary() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn plain(folder: &tempfile::TempDir) -> &Utf8Path {
    Utf8Path::from_path(folder.path()).expect("a plain name")
}

/// Checks that a folder holds what a build from nothing gives.
fn is_as_from_nothing(files: &Files, folder: &Utf8Path, day: &str, edit: &str) {
    let fresh = temporary();
    build(files, plain(&fresh), day);
    let (is, should) = (tree(folder.join("out").as_std_path()), tree(plain(&fresh).join("out").as_std_path()));
    let differ = is.keys().chain(should.keys()).find(|path| is.get(*path) != should.get(*path));
    assert_eq!(differ, None, "after: {edit}");
}

const SETTINGS: &str = "frameworks = [\"cqc-saf\"]\n[service]\nname = \"Rosewood House\"\nkind = \"care-home\"\nregulator = \"cqc\"\n\
    phone = \"01632 960100\"\n[editions.public]\n[editions.inspector]\n";

/// A home with lists that are long enough to be parted.
fn long_home() -> Files {
    let mut files = Files::new();
    files.insert("carefolio.toml".to_owned(), SETTINGS.into());
    let statements = ["saf:safeguarding", "saf:kindness-compassion-and-dignity", "saf:learning-culture"];
    for number in 0..70 {
        let day = format!("{}-{:02}-{:02}", 2024 + number % 3, 1 + number % 12, 1 + number % 28);
        let audience = if number % 5 == 0 { "[\"inspector\"]" } else { "\"all\"" };
        let (to, next) = (statements[number % 3], number + 1);
        let mut text = format!(
            "+++\ntitle = \"Tea number {number} in the long garden\"\ndate = {day}\npeople = []\naudience = {audience}\n\
             supports = [\"{to}\", \"saf:safe-environments\"]\nsummary = \"A summary of tea {number}, which is told in a \
             sentence that is long enough to fill a line of a list on a page.\"\n+++\nTea was had, \
             {number} times over. Everybody sat in the sun and talked about the beans.\n"
        );
        if number % 10 == 3 {
            writeln!(text, "\nIt went on: [the next tea]({next}-tea.md).").expect("memory is never full");
        }
        files.insert(format!("stories/{number}-tea.md"), text.into());
    }
    for number in 0..30 {
        let text = format!(
            "+++\ndate = 2026-{:02}-{:02}\npeople = []\naudience = \"all\"\nwhat = \"compliment\"\nrole = \"daughter\"\n\
             supports = [\"saf:kindness-compassion-and-dignity\"]\n+++\nThank you for compliment {number}, and for all \
             the cake. It was a lovely afternoon and my mother spoke of it for days.\n",
            1 + number % 10,
            1 + number % 28
        );
        files.insert(format!("feedback/{number}-thanks.md"), text.into());
    }
    files.insert(
        "audits/hands/audit.toml".to_owned(),
        "title = \"Hand hygiene\"\npeople = []\naudience = \"all\"\nsupports = [\"saf:infection-prevention-and-control\"]\n\
         how_often = \"monthly\"\ntarget = 90\n".into(),
    );
    for month in 1..=10 {
        let text = format!(
            "value = {}\nfinding = \"In month {month} we looked at every basin in the house, and at the posters beside them, \
             and wrote down what we saw.\"\n",
            80 + month
        );
        files.insert(format!("audits/hands/2026-{month:02}.toml"), text.into());
    }
    files.insert(
        "improvements/basin.md".to_owned(),
        "+++\ntitle = \"A new basin\"\ndate = 2026-05-01\npeople = []\naudience = \"all\"\nsupports = [\"saf:safe-environments\"]\n\
         noticed = \"The basin was cracked.\"\ndid = \"We put in a new one.\"\nstate = \"done\"\n+++\n".into(),
    );
    files.insert(
        "findings/basin.md".to_owned(),
        "+++\ntitle = \"Mend the basin\"\ndate = 2026-04-01\npeople = []\naudience = \"all\"\nrelated = [\"improvements/basin.md\"]\n\
         said = \"A basin was cracked.\"\n+++\n".into(),
    );
    files
}

fn replaced(files: &mut Files, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(files[path].clone()).expect("text");
    assert!(text.contains(from), "{path} has {from:?}");
    files.insert(path.to_owned(), text.replacen(from, to, 1).into());
}

/// What somebody does to a folder.
type Edit = (&'static str, fn(&mut Files));

const EDITS: &[Edit] = &[
    ("a word in a story", |files| replaced(files, "stories/41-tea.md", "in the sun", "in the shade")),
    ("a title", |files| replaced(files, "stories/42-tea.md", "Tea number 42", "Ale number 42")),
    ("the title of a story that another links to", |files| {
        replaced(files, "stories/44-tea.md", "Tea number 44", "Cocoa number 44")
    }),
    ("a date", |files| replaced(files, "stories/46-tea.md", "2025", "2024")),
    ("what a story supports", |files| replaced(files, "stories/47-tea.md", "safe-environments", "safeguarding")),
    ("a summary", |files| replaced(files, "stories/48-tea.md", "A summary of", "In short,")),
    ("a story for inspectors alone", |files| {
        replaced(files, "stories/49-tea.md", "audience = \"all\"", "audience = [\"inspector\"]")
    }),
    ("a story taken away", |files| drop(files.remove("stories/46-tea.md"))),
    ("a comment", |files| replaced(files, "feedback/7-thanks.md", "lovely", "splendid")),
    ("the kind of a comment", |files| replaced(files, "feedback/8-thanks.md", "compliment\"", "comment\"")),
    ("an earlier result of an audit", |files| replaced(files, "audits/hands/2026-03.toml", "83", "71")),
    ("what a finding is answered by", |files| replaced(files, "improvements/basin.md", "A new basin", "A wider basin")),
    ("the telephone number", |files| replaced(files, "carefolio.toml", "960100", "960199")),
    ("a kind of service", |files| {
        replaced(files, "stories/50-tea.md", "people = []", "service_type = \"day-care\"\npeople = []");
        replaced(files, "stories/52-tea.md", "people = []", "service_type = \"respite\"\npeople = []");
    }),
    ("words of the theme", |files| {
        files.insert("theme/strings/en.toml".to_owned(), "[menu]\nsearch = \"Look for something\"\n".into());
    }),
    ("words of the theme taken back", |files| drop(files.remove("theme/strings/en.toml"))),
    ("somebody who said no to what a story says", |files| {
        files.insert(
            "people/nora.toml".to_owned(),
            "kind = \"resident\"\nknown_as = \"Nora\"\nnames = [\"Nora Vale\"]\n[[consent]]\ndecision = \"refused\"\ngiven_on = 2026-01-01\n".into(),
        );
    }),
];

#[test]
fn after_every_edit_the_site_is_that_of_a_build_from_nothing() {
    const DAY: &str = "2026-11-20";
    let folder = temporary();
    let folder = plain(&folder);
    let mut files = long_home();
    let (all, kept) = build(&files, folder, DAY);
    assert_eq!(kept, 0);
    for (number, (edit, apply)) in EDITS.iter().enumerate() {
        apply(&mut files);
        let (made, kept) = build(&files, folder, DAY);
        is_as_from_nothing(&files, folder, DAY, edit);
        if number == 0 {
            assert!(kept > made && made + kept == all, "a word changes few pages: {made} made, {kept} kept, of {all}");
        }
    }
    build(&files, folder, "2026-12-24");
    is_as_from_nothing(&files, folder, "2026-12-24", "another day");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn one_world_over_another_is_as_from_nothing(one in world(), other in world()) {
        let folder = temporary();
        let folder = plain(&folder);
        for world in [&one, &other, &one] {
            let files = world.files(None);
            build(&files, folder, crate::world::TODAY);
            is_as_from_nothing(&files, folder, crate::world::TODAY, "another world");
        }
    }
}
