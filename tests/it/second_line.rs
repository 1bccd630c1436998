//! The second line and the memory of withdrawn photos, with the real program on real folders.

use std::fs;

use carefolio::content::{Date, ItemId, PersonId};
use carefolio::pipeline;
use carefolio::problem::Problems;
use carefolio::sources::DiskSources;

#[cfg(feature = "pdf")]
use crate::folders::SETTINGS;
use crate::folders::{Folder, MARGARET, holding, photo, program, run, tree};

#[test]
fn a_page_that_says_where_the_folder_lies_is_not_published() {
    let folder = Folder::small_home();
    let home = fs::canonicalize(folder.home()).expect("a folder");
    let said = home.to_str().expect("a plain name").replace('\\', "/");
    folder.put("theme/strings/en.toml", format!("[menu]\nopen = \"{said}/stories\"\n"));
    folder.build(&[]).ends(1).says(&["where your portfolio lies"]);
    assert!(!folder.at("home/out/public/index.html").exists());
}

#[test]
fn a_withdrawn_photo_is_known_again_under_another_name() {
    let folder = Folder::small_home();
    let root = camino::Utf8PathBuf::from(folder.text_at("home"));
    let sources = DiskSources::new(&root, Vec::new());
    let parsed = carefolio::content::parse(&sources, &mut Problems::default());
    let margaret = PersonId::new("margaret");
    let only = [ItemId::new("stories/tea")];
    assert_eq!(pipeline::remember(&sources, &parsed.items, &margaret, Some(&only)), []);
    let photos = pipeline::remember(&sources, &parsed.items, &margaret, None);
    assert_eq!(photos.len(), 1);
    let day = Date::read_iso("2026-11-20").expect("a day");
    let text = pipeline::with_photos(None, &photos, day);
    assert_eq!(pipeline::with_photos(Some(&text), &photos, day), text, "each photo is remembered once");

    // Margaret withdraws; her photo is deleted, and later the same picture is added under another name.
    folder.build(&[]).ends(0);
    folder.put("people/withdrawn-photos.toml", &text);
    folder.put("people/margaret.toml", format!("{MARGARET}withdrawn_on = 2026-11-19\n"));
    fs::remove_dir_all(folder.at("home/stories/garden")).expect("it was there");
    folder.put("stories/pots/pot.jpg", photo([10, 120, 20]));
    folder.put(
        "stories/pots/story.md",
        "+++\ntitle = \"The pots\"\ndate = 2026-05-14\npeople = []\naudience = \"all\"\n[[photo]]\nfile = \"pot.jpg\"\nalt = \"Pots\"\npeople = []\n+++\nPots.\n",
    );
    folder.build(&[]).ends(0).says(&["taken down", "people/margaret.toml"]);
    let shown = |folder: &Folder| tree(&folder.at("home/out/public")).into_keys().any(|path| path.ends_with(".jpg"));
    assert!(!shown(&folder));

    // She changes her mind.
    folder.put("people/margaret.toml", MARGARET);
    folder.build(&[]).ends(0);
    assert!(shown(&folder));
}

#[test]
fn the_private_folder_keeps_nothing_of_somebody_who_withdrew() {
    let folder = Folder::small_home();
    folder.build(&[]).ends(0);
    folder.put("people/margaret.toml", format!("{MARGARET}withdrawn_on = 2026-11-19\n"));
    folder.build(&[]).ends(0);
    for words in ["margaret", "zebrabeans", "hughes", "beans.jpg"] {
        assert_eq!(holding(&folder.at("home/.carefolio"), words), Vec::<String>::new(), "{words}");
    }
    let private = folder.at("home/.carefolio");
    for path in tree(&private).into_keys() {
        let bytes = fs::read(private.join(&path)).expect("a file");
        assert!(!bytes.windows(3).any(|start| start == [0xff, 0xd8, 0xff]), "{path} keeps a picture");
    }
}

#[test]
fn the_sheet_to_sign_names_everybody_and_stays_in_the_house() {
    let folder = Folder::small_home();
    let check = |more: &[&str]| {
        let home = folder.text_at("home");
        run(&mut program(&[&["check", &home, "--today", "2026-11-20", "--sign-off"], more].concat()))
    };
    check(&["--edition", "family"]).ends(0).says(&["sign-off.html"]);
    let sheet = fs::read_to_string(folder.at("home/sign-off.html")).expect("the sheet");
    for words in
        ["Margaret", "people/margaret.toml", "The garden", "Beans", "data:image/jpeg;base64,/9j/", "Edition: family"]
    {
        assert!(sheet.contains(words), "{words}");
    }
    assert!(!sheet.contains("Edition: public") && !sheet.contains("src=\"photos/"));
    assert!(!folder.at("home/out").exists(), "nothing is built");
    check(&["--edition", "family"]).ends(0);

    for place in ["home/out/sheet.html", "home/out/public/sheet.html", "home/.carefolio/sheet.html"] {
        fs::create_dir_all(folder.at(place).parent().expect("a folder")).expect("a folder");
        check(&["--out", &folder.text_at(place)]).ends(2);
        assert!(!folder.at(place).exists(), "{place}");
    }
    folder.put("mine.html", "mine");
    check(&["--out", &folder.text_at("home/mine.html")]).ends(2);
    assert_eq!(fs::read(folder.at("home/mine.html")).expect("a file"), b"mine");

    folder.put("stories/broken.md", "+++\ntitel = 1\n+++\n");
    check(&["--out", &folder.text_at("other.html")]).ends(1).says(&["Nothing was written"]);
    assert!(!folder.at("other.html").exists());
}

#[cfg(feature = "pdf")]
#[test]
fn the_sheet_tells_what_is_only_printed_and_what_is_not() {
    let folder = Folder::small_home();
    folder.put("carefolio.toml", format!("{SETTINGS}[editions.family]\n"));
    let sheet = |channels: &str| {
        let consent = MARGARET.replace("[\"internet\", \"offline\", \"print\"]", channels);
        assert!(consent.contains(channels), "her consent says where: {consent}");
        folder.put("people/margaret.toml", consent);
        let home = folder.text_at("home");
        run(&mut program(&["check", &home, "--today", "2026-11-20", "--sign-off"])).ends(0);
        fs::read_to_string(folder.at("home/sign-off.html")).expect("the sheet")
    };
    let (pages, print) = ("Only on the website, not in the PDFs.", "Only in the PDFs, not on the website.");
    let both = sheet("[\"offline\", \"print\"]");
    assert!(both.contains("It is read on the website and in PDFs.") && both.contains("The garden"));
    assert!(!both.contains(pages) && !both.contains(print));
    assert!(sheet("[\"offline\"]").contains(pages));
    let printed = sheet("[\"print\"]");
    assert!(
        printed.contains(print) && printed.contains("The garden") && printed.contains("data:image/jpeg;base64,/9j/")
    );
}
