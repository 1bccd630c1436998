//! Consents in daily life, with the real program on real folders: what is withdrawn comes down, the receipt names exactly
//! what was taken down, the author's file keeps every other byte, and nothing is ever asked of a script.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;

use crate::folders::{Folder, MARGARET, Run, SETTINGS, TODAY, holding, program, run, tree};

/// Runs `carefolio consent …` on the home.
fn consent(folder: &Folder, arguments: &[&str]) -> Run {
    command(folder, &[&["consent"], arguments].concat())
}

/// Runs a command whose folder comes after its own words: `PERSON` or `MARK` first.
fn command(folder: &Folder, arguments: &[&str]) -> Run {
    let home = folder.text_at("home");
    let flags = arguments.iter().position(|word| word.starts_with('-')).unwrap_or(arguments.len());
    let (words, flags) = arguments.split_at(flags);
    run(&mut program(&[words, &[home.as_str(), "--today", TODAY][..], flags].concat()))
}

/// The same, for a program that reads the answer.
fn json(folder: &Folder, arguments: &[&str]) -> Value {
    let done = command(folder, &[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&done.said).unwrap_or_else(|error| panic!("{error}: {}", done.said))
}

fn texts(value: &Value, key: &str) -> BTreeSet<String> {
    let list = value[key].as_array().unwrap_or_else(|| panic!("{key} in {value}"));
    list.iter().map(|one| one.as_str().expect("a text").to_owned()).collect()
}

fn file(folder: &Folder, path: &str) -> String {
    fs::read_to_string(folder.home().join(path)).expect("a file")
}

/// A home on the web, with somebody else in it, and with notes and odd spaces in Margaret's file.
fn busy_home() -> Folder {
    let folder = Folder::small_home();
    let editions = ["public]\nbase_url = \"https://rosewood.example\"", "family]", "inspector]"]
        .map(|edition| format!("[editions.{edition}\nformats = [\"web\"]\n"));
    folder.put("carefolio.toml", format!("{SETTINGS}{}", editions.concat()));
    folder.put("people/margaret.toml", TIDY);
    folder.put(
        "people/wilf.toml",
        MARGARET
            .replace("Margaret Hughes", "Wilf Tanner")
            .replace("Margaret", "Wilf")
            .replace("2026-01-10", "2026-06-10"),
    );
    folder.put(
        "stories/shed.md",
        "+++\ntitle = \"The shed\"\ndate = 2026-04-01\nref = \"S-9\"\npeople = [\"wilf\"]\naudience = \"all\"\n+++\nWilf built it.\n",
    );
    folder
}

const TIDY: &str = "# Likes to be asked in the morning.\r
known_as = \"Margaret\"\r
alias    = \"one of our residents\"\r
names    = [\"Margaret Hughes\"]\r
kind     = \"resident\"\r
\r
[[consent]]\r
covers     = \"everything\"\r
uses       = [\"story\",  \"photo\", \"name\"]   # all of it\r
audiences  = [\"inspector\", \"commissioner\", \"family\", \"public\"]\r
channels   = [\"internet\", \"offline\", \"print\"]\r
identify   = \"first-name\"\r
basis      = \"own-consent\"\r
given_on   = 2026-01-10\r
# her niece has a copy\r
";

/// What differs between two folders: gone, changed, added.
fn difference(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> [BTreeSet<String>; 3] {
    let gone = before.keys().filter(|path| !after.contains_key(*path)).cloned().collect();
    let changed = before.iter().filter(|(path, hash)| after.get(*path).is_some_and(|now| now != *hash));
    let added = after.keys().filter(|path| !before.contains_key(*path)).cloned().collect();
    [gone, changed.map(|(path, _)| path.clone()).collect(), added]
}

#[test]
fn what_is_withdrawn_comes_down_and_the_receipt_is_exact() {
    let folder = busy_home();
    folder.build(&[]).ends(0);
    let before = tree(&folder.at("home/out"));
    let receipt = json(&folder, &["consent", "withdraw", "margaret", "--how", "told the night staff", "--yes"]);
    let after = tree(&folder.at("home/out"));

    let [gone, changed, added] = difference(&before, &after);
    assert_eq!(texts(&receipt, "removed"), gone);
    let told: BTreeSet<String> = texts(&receipt, "changed").union(&texts(&receipt, "also_changed")).cloned().collect();
    assert_eq!(told, changed);
    assert_eq!(texts(&receipt, "added"), added);
    assert!(gone.iter().any(|path| path.contains("photos/")) && gone.iter().any(|path| path.contains("the-garden")));
    assert!(texts(&receipt, "changed").contains("family/index.html"), "the home page showed her story");
    let addresses = texts(&receipt, "addresses");
    assert!(addresses.contains("https://rosewood.example/index.html"), "{addresses:?}");
    assert!(addresses.iter().all(|address| address.starts_with("https://rosewood.example/")), "{addresses:?}");
    assert_eq!(holding(&folder.at("home/out"), "zebrabeans"), Vec::<String>::new());

    let text = file(&folder, "people/margaret.toml");
    let lines = "withdrawn_on = 2026-11-20\r\nwithdrawn_how = \"told the night staff\"\r\n";
    assert_eq!(text, TIDY.replace("given_on   = 2026-01-10\r\n", &format!("given_on   = 2026-01-10\r\n{lines}")));

    let fresh = Folder::new();
    crate::folders::copy(&folder.home(), &fresh.home());
    fs::remove_dir_all(fresh.home().join("out")).expect("it was copied");
    fs::remove_dir_all(fresh.home().join(".carefolio")).expect("it was copied");
    fresh.build(&[]).ends(0);
    assert_eq!(tree(&fresh.at("home/out")), after, "as if it had never been there");
}

#[test]
fn mistakes_elsewhere_are_no_reason_to_stay() {
    let folder = busy_home();
    folder.build(&[]).ends(0);
    folder.put("stories/broken.md", "+++\nnonsense = 1\npeople = [\"nobody-knows\"]\n+++\nOh.\n");
    folder.put("people/broken.toml", "kind = resident\n");
    let before = tree(&folder.at("home/out"));
    let done = command(&folder, &["consent", "withdraw", "margaret", "--yes", "--format", "json"]);
    done.ends(1);
    let receipt: Value = serde_json::from_str(&done.said).expect("a receipt");
    assert_eq!(receipt["made_anew"], false);
    let [gone, mut changed, added] = difference(&before, &tree(&folder.at("home/out")));
    changed.retain(|path| !path.ends_with("/edition.json"));
    assert_eq!((texts(&receipt, "removed"), texts(&receipt, "changed"), added), (gone, changed, BTreeSet::new()));
    assert_eq!(holding(&folder.at("home/out"), "zebrabeans"), Vec::<String>::new());
    assert!(file(&folder, "people/margaret.toml").contains("withdrawn_on = 2026-11-20"));

    for words in [&["consent", "list"][..], &["consent", "due"], &["consent", "explain", "S-9"], &["issued", "list"]] {
        command(&folder, words).ends(0);
    }
    consent(&folder, &["withdraw", "broken", "--yes"]).ends(2).says(&["line 1 cannot be read", "Fix:"]);
    assert_eq!(file(&folder, "people/broken.toml"), "kind = resident\n");
}

#[test]
fn photos_alone_can_be_taken_back_and_the_story_stays() {
    let folder = busy_home();
    folder.build(&[]).ends(0);
    consent(&folder, &["withdraw", "margaret", "--use", "photo", "--yes"]).ends(0).says(&["made smaller", "family"]);
    assert!(holding(&folder.at("home/out/family"), "zebrabeans").len() > 1);
    let photos = tree(&folder.at("home/out")).into_keys().filter(|path| path.ends_with(".jpg")).count();
    assert_eq!(photos, 0);
    assert!(file(&folder, "people/withdrawn-photos.toml").contains("person = \"margaret\""));
    folder.put("stories/again/beans.jpg", crate::folders::photo([10, 120, 20]));
    let again = "+++\ntitle = \"Again\"\ndate = 2026-05-15\npeople = []\naudience = \"all\"\n[[photo]]\nfile = \"beans.jpg\"\n\
                 alt = \"Beans\"\npeople = \"nobody recognisable\"\n+++\nBeans again.\n";
    folder.put("stories/again/story.md", again);
    folder.build(&[]).ends(0).says(&["stories/again"]);
    let photos = tree(&folder.at("home/out")).into_keys().filter(|path| path.ends_with(".jpg")).count();
    assert_eq!(photos, 0, "the same picture under another name");
    assert!(file(&folder, "people/margaret.toml").contains("# Taken back on 20 November 2026: photo. Until then:\r\n"));
    consent(&folder, &["withdraw", "margaret", "--item", "garden", "--yes"]).ends(0);
    assert_eq!(holding(&folder.at("home/out"), "zebrabeans"), Vec::<String>::new());
    assert!(file(&folder, "people/margaret.toml").contains("except     = [\"stories/garden\"]\r\n"));
    consent(&folder, &["withdraw", "margaret", "--item", "garden", "--yes"]).ends(0).says(&["stays as it is"]);
}

#[test]
fn a_script_is_asked_nothing_and_changes_nothing_without_a_yes() {
    let folder = busy_home();
    folder.build(&[]).ends(0);
    let before = tree(&folder.home());
    consent(&folder, &["withdraw", "margaret"]).ends(2).says(&["--yes", "Nothing was changed", "goes away"]);
    consent(&folder, &["withdraw", "margret", "--yes"]).ends(2).says(&["Did you mean margaret?"]);
    consent(&folder, &["withdraw", "margaret", "--item", "gardn", "--yes"]).ends(2).says(&["Did you mean garden?"]);
    consent(&folder, &["withdraw", "margaret", "--use", "fotos"]).ends(2).says(&["story, photo or name"]);
    consent(&folder, &["add", "margaret"]).ends(2).says(&["--use", "--audience", "Nothing was changed"]);
    consent(&folder, &["add", "margret", "--yes"]).ends(2).says(&["Did you mean margaret?", "--known-as"]);
    consent(&folder, &["explain", "S-9", "--edition", "famly"]).ends(2).says(&["Did you mean \"family\"?"]);
    assert_eq!(tree(&folder.home()), before);
}

#[cfg(target_os = "linux")]
#[test]
fn at_a_terminal_it_shows_what_will_change_and_asks() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let folder = busy_home();
    folder.build(&[]).ends(0);
    let at_a_terminal = |answer: &str| {
        let words = format!(
            "{} consent withdraw margaret {} --today {TODAY}",
            env!("CARGO_BIN_EXE_carefolio"),
            folder.text_at("home")
        );
        let mut script = Command::new("script");
        let script = script.args(["-qec", &words, "/dev/null"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = script.spawn().expect("`script` makes a terminal for a program");
        child.stdin.take().expect("a pipe").write_all(answer.as_bytes()).expect("an answer");
        let output = child.wait_with_output().expect("it ends");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let before = tree(&folder.home());
    let (code, said) = at_a_terminal("\n");
    assert!(said.contains("Do this now? [y/N]") && said.contains("Nothing was changed"), "{said}");
    assert_eq!((code, tree(&folder.home())), (Some(0), before));
    let (code, said) = at_a_terminal("y\n");
    assert!(said.contains("Receipt for margaret"), "{said}");
    assert_eq!(code, Some(0));
    assert_eq!(holding(&folder.at("home/out"), "zebrabeans"), Vec::<String>::new());
}

#[test]
fn a_renewed_consent_opens_again() {
    let folder = busy_home();
    folder.put("people/margaret.toml", TIDY.replace("2026-01-10", "2025-01-10"));
    folder.build(&[]).ends(0);
    assert_eq!(holding(&folder.at("home/out"), "zebrabeans"), Vec::<String>::new());
    let due = json(&folder, &["consent", "due"]);
    assert_eq!((&due["consents"][0]["person"], &due["consents"][0]["days"]), (&"margaret".into(), &(-314).into()));

    let flags = ["--evidence-held", "Office", "--recorded-by", "Manager", "--yes"];
    let done = consent(&folder, &[&["renew", "margaret"][..], &flags].concat());
    done.ends(0).says(&["is shown from now on", "stories/garden", "review_by     = 2027-11-20"]);
    let text = file(&folder, "people/margaret.toml");
    assert!(text.starts_with(&TIDY.replace("2026-01-10", "2025-01-10")), "{text}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    folder.build(&[]).ends(0);
    assert!(holding(&folder.at("home/out/public"), "zebrabeans").len() > 1);
    assert_eq!(json(&folder, &["consent", "due"])["consents"], Value::Array(Vec::new()));
}

#[test]
fn somebody_new_is_written_down_with_what_they_decided() {
    let folder = busy_home();
    folder.put(
        "stories/hat.md",
        "+++\ntitle = \"The hat\"\ndate = 2026-04-02\npeople = [\"ada\"]\naudience = [\"family\"]\n+++\nA zebrahat.\n",
    );
    let who = ["--known-as", "Ada", "--full-name", "Ada Finch", "--kind", "resident"];
    let what = ["--basis", "own-consent", "--use", "story,name", "--audience", "family", "--channel", "offline"];
    let kept = ["--evidence-held", "Office", "--recorded-by", "Manager", "--yes"];
    let done = consent(&folder, &[&["add", "ada"][..], &who, &what, &kept].concat());
    done.ends(0).says(&["family:", "1 item is shown from now on", "stories/hat"]);
    folder.build(&[]).ends(0);
    assert!(!holding(&folder.at("home/out/family"), "zebrahat").is_empty());

    let no = ["--refused", "--basis", "own-consent", "--evidence-held", "Office", "--recorded-by", "Manager", "--yes"];
    consent(&folder, &[&["add", "ada"][..], &no].concat()).ends(0).says(&["Receipt for ada"]);
    assert_eq!(holding(&folder.at("home/out"), "zebrahat"), Vec::<String>::new());
    let states = json(&folder, &["consent", "list"]);
    let ada = states.as_array().and_then(|rows| rows.iter().find(|row| row["person"] == "ada")).expect("a row");
    assert_eq!(ada["state"], "refused");
}

#[test]
fn who_has_died_comes_down_and_who_has_left_when_they_were_staff() {
    let folder = busy_home();
    folder.build(&[]).ends(0);
    consent(&folder, &["died", "margaret", "--on", "2026-11-18", "--yes"]).ends(0).says(&["Receipt", "the-garden"]);
    assert_eq!(
        file(&folder, "people/margaret.toml"),
        TIDY.replace("\"resident\"\r\n", "\"resident\"\r\ndied_on  = 2026-11-18\r\n")
    );
    assert_eq!(holding(&folder.at("home/out"), "zebrabeans"), Vec::<String>::new());
    consent(&folder, &["died", "margaret", "--on", "2026-11-17", "--yes"]).ends(2).says(&["already"]);

    consent(&folder, &["left", "wilf", "--yes"])
        .ends(0)
        .says(&["Only the agreement of staff ends", "Nothing in the editions"]);
    assert!(holding(&folder.at("home/out/family"), "wilf").len() > 1);
    let staff =
        file(&folder, "people/wilf.toml").replace("resident\"", "staff\"").replace("own-consent", "staff-agreement");
    folder.put("people/wilf.toml", staff.replace("left_on", "# left_on"));
    folder.build(&[]).ends(0);
    consent(&folder, &["left", "wilf", "--yes"]).ends(0).says(&["ends with the job", "s-9-the-shed.html"]);
    assert_eq!(holding(&folder.at("home/out"), "wilf"), Vec::<String>::new());
}

#[test]
fn a_copy_that_was_handed_out_is_named_when_somebody_withdraws() {
    let folder = busy_home();
    folder.build(&[]).ends(0);
    let list: Value = serde_json::from_str(&file(&folder, "out/family/edition.json")).expect("a list");
    let mark = list["mark"].as_str().expect("a mark").to_lowercase();
    command(&folder, &["issued", "AAA-AA", "--to", "Nobody"])
        .ends(2)
        .says(&["No edition here has the mark", "(family)"]);
    assert!(!folder.home().join("people/issued.toml").exists());
    command(&folder, &["issued", &mark, "--to", "Her niece, 1 copy"]).ends(0).says(&["2 people"]);
    command(&folder, &["issued", &mark, "--to", "The day room", "--on", "2026-11-19"]).ends(0);
    command(&folder, &["issued", "list"]).ends(0).says(&["Her niece, 1 copy", "19 November 2026", "5 items"]);

    folder.build(&[]).ends(0);
    assert_eq!(holding(&folder.at("home/out"), "niece"), Vec::<String>::new());
    let kept = folder.text_at("receipt.json");
    let withdraw = ["consent", "withdraw", "margaret", "--use", "photo", "--yes", "--receipt", &kept];
    let receipt = json(&folder, &withdraw);
    assert_eq!(receipt["copies"][0]["to"], "Her niece, 1 copy");
    assert_eq!(texts(&receipt["copies"][0], "items"), BTreeSet::from(["stories/garden".to_owned()]));
    assert_eq!(receipt["copies"].as_array().map(Vec::len), Some(2));
    let written: Value = serde_json::from_str(&fs::read_to_string(&kept).expect("a receipt")).expect("JSON");
    assert_eq!(written, receipt);
    let wilf = json(&folder, &["consent", "withdraw", "wilf", "--yes"]);
    assert_eq!(texts(&wilf["copies"][0], "items"), BTreeSet::from(["stories/shed".to_owned()]));
}

#[test]
fn one_plain_answer_and_the_reasons_with_their_places() {
    let folder = busy_home();
    let shown = consent(&folder, &["explain", "stories/garden", "--edition", "family"]);
    shown.ends(0).says(&[
        "Yes. stories/garden is shown in the family edition, as stories/",
        "people/margaret.toml, line 7",
        "The photo beans.jpg shows margaret, who agreed",
    ]);
    folder.put("people/margaret.toml", TIDY.replace(", \"public\"", ""));
    let held = consent(&folder, &["explain", "the garden".replace("the ", "").as_str(), "--edition", "public"]);
    held.ends(0).says(&["No. stories/garden is held back", "it does not allow the public reader", "Fix:"]);
    let page =
        consent(&folder, &["explain", "https://rosewood.example/stories/s-9-the-shed.html", "--edition", "public"]);
    page.ends(0).says(&["Yes. stories/shed"]);
    folder.put("stories/shed.md", file(&folder, "stories/shed.md").replace("\"all\"", "[\"family\"]"));
    consent(&folder, &["explain", "s-9", "--edition", "inspector"])
        .ends(0)
        .says(&["not meant for the inspector", "Its `audience` is family"]);
}

#[test]
fn paper_is_explained_where_its_answer_is_another() {
    let folder = busy_home();
    let settings = file(&folder, "carefolio.toml");
    folder.put("carefolio.toml", settings.replace("formats = [\"web\"]", "formats = [\"web\", \"pdf\"]"));
    let explain = || consent(&folder, &["explain", "s-9", "--edition", "family"]);
    assert!(!explain().ends(0).said.contains("PDFs"), "the same answer is given once");
    let wilf = file(&folder, "people/wilf.toml");
    folder.put("people/wilf.toml", wilf.replace(", \"print\"]", "]"));
    let no = "No. stories/shed is held back from the PDFs of the family edition.";
    explain().ends(0).says(&["Yes. stories/shed is shown in the family edition", no]);
}

#[test]
fn a_form_carries_a_name_and_is_never_published() {
    let folder = busy_home();
    folder.build(&[]).ends(0);
    let form = folder.text_at("form.html");
    consent(&folder, &["form", "margaret", "--out", &form]).ends(0).says(&["form.html is ready"]);
    let page = fs::read_to_string(&form).expect("a form");
    assert!(page.contains("Margaret Hughes") && page.contains("What is on the internet can be copied"));
    assert_eq!(page.matches(" checked").count(), 1, "only who they are is ticked: the rest is for them to do");
    let out = folder.text_at("home/out/family/form.html");
    consent(&folder, &["form", "margaret", "--out", &out]).ends(2).says(&["is published", "Fix:"]);
    consent(&folder, &["form", "margaret", "--out", &form]).ends(2).says(&["already a file"]);
}

#[cfg(feature = "pdf")]
#[test]
fn a_form_is_one_sheet_of_paper_in_each_language_of_the_house() {
    use crate::paper::Paper;
    let folder = busy_home();
    let settings = file(&folder, "carefolio.toml");
    folder.put("carefolio.toml", format!("languages = [\"en\", \"cy\"]\n{settings}"));
    let sheet = folder.text_at("sheet.pdf");
    consent(&folder, &["form", "margaret", "--out", &sheet])
        .ends(0)
        .says(&["sheet.pdf and ", "sheet.cy.pdf are ready"]);
    let read = |name: &str| Paper::read(&fs::read(folder.at(name)).expect("a form"));
    for (name, lang, words) in [
        (
            "sheet.pdf",
            "en-GB",
            ["What is on the internet can be copied.", "Signature or mark", "somebody who lives here"],
        ),
        ("sheet.cy.pdf", "cy", ["Gellir copïo’r hyn sydd ar y rhyngrwyd.", "Llofnod neu farc", "byw yma"]),
    ] {
        let paper = read(name);
        assert!(paper.pages() <= 2, "{name} has {} pages", paper.pages());
        let text = paper.words();
        for word in words.iter().chain(&["Margaret Hughes", "one of our residents"]) {
            assert!(text.contains(word), "{name} lacks {word:?}: {text}");
        }
        assert_eq!(text.matches('\u{2612}').count(), 1, "only who they are is ticked");
        let said = paper.catalog().get::<hayro_syntax::object::String<'_>>("Lang").expect("a language");
        assert_eq!(String::from_utf8_lossy(said.as_bytes()), lang);
        assert!(paper.xmp().contains("pdfuaid:part>1<") && paper.xmp().contains("Margaret Hughes"));
        let tags = paper.tags();
        let of = |role: &str| tags.iter().filter(|tag| tag.role == role).count();
        assert!(of("H1") == 1 && of("H2") >= 10 && of("L") >= 9, "{name}: its parts can be found");
        assert_eq!(of("Figure"), 0, "nothing in it is a picture");
    }

    let blank = folder.text_at("blank.pdf");
    let home = folder.text_at("home");
    run(&mut program(&["consent", "form", "--blank", &home, "--out", &blank])).ends(0).says(&["blank.pdf"]);
    let text = read("blank.pdf").words();
    assert!(text.contains("Signature or mark") && !text.contains("Margaret") && !text.contains('\u{2612}'), "{text}");
    run(&mut program(&["consent", "form"])).ends(2);
}

#[test]
fn each_build_tells_what_ends_soon() {
    let folder = busy_home();
    folder.put("people/margaret.toml", TIDY.replace("2026-01-10", "2025-12-20"));
    folder.build(&[]).ends(0).says(&["1 consent ends within 60 days: carefolio consent due"]);
    consent(&folder, &["due"]).ends(0).says(&["2026-12-20", "in 30 days", "margaret", "people/margaret.toml, line 7"]);
}
