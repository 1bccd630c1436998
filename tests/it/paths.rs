//! Paths that lead elsewhere, and names that no computer likes: nothing outside the folder is read, nothing outside `out` is
//! written, and whatever is left out is told.

use std::fs;

use unicode_normalization::UnicodeNormalization;

use crate::folders::{Folder, MARGARET, Run, holding, tree};

/// What must never be found in anything that is made.
const SECRET: &str = "unicornsecret";

/// Builds, checks that nothing but `out` and `.carefolio` changed, and that nothing of the secret came along.
fn build(folder: &Folder) -> Run {
    let before = folder.outside();
    let done = folder.build(&[]);
    assert_eq!(folder.outside(), before, "{}", done.said);
    for made in ["home/out", "home/.carefolio"] {
        assert_eq!(holding(&folder.at(made), SECRET), Vec::<String>::new(), "{}", done.said);
    }
    assert!(!done.said.contains(SECRET), "{}", done.said);
    done
}

fn story(title: &str, facts: &str, words: &str) -> String {
    format!("+++\ntitle = \"{title}\"\ndate = 2026-04-01\npeople = []\naudience = \"all\"\n{facts}+++\n{words}\n")
}

/// A home beside secrets of other people.
fn beside_secrets() -> Folder {
    let folder = Folder::small_home();
    for name in ["secret.md", "secret.jpg", "secret.vtt", "secret.csv", "secret.toml"] {
        let text = match name {
            "secret.toml" => format!("known_as = \"{SECRET}\"\n{MARGARET}"),
            _ => story(SECRET, "", SECRET),
        };
        fs::write(folder.at(name), text).expect("a file");
    }
    folder
}

/// Every way to say "outside" that some computer understands. `HERE` stands for the folder of the secrets.
const OUTSIDE: [&str; 20] = [
    "../../secret.jpg",
    "../../../../../../../../etc/passwd",
    "garden/../../../secret.jpg",
    "./../../secret.jpg",
    "..\\\\..\\\\secret.jpg",
    "garden\\\\..\\\\..\\\\..\\\\secret.jpg",
    "/etc/passwd",
    "//etc/passwd",
    "HERE/secret.jpg",
    "file://HERE/secret.jpg",
    "file:///etc/passwd",
    "C:\\\\secret.jpg",
    "C:/secret.jpg",
    "c:secret.jpg",
    "\\\\\\\\server\\\\share\\\\secret.jpg",
    "//server/share/secret.jpg",
    "\\\\\\\\?\\\\C:\\\\secret.jpg",
    "\\\\\\\\.\\\\PhysicalDrive0",
    "~/secret.jpg",
    "%2e%2e/%2e%2e/secret.jpg",
];

#[test]
fn a_file_outside_the_folder_is_never_read() {
    let folder = beside_secrets();
    let here = folder.text_at("").trim_end_matches('/').to_owned();
    for (number, path) in OUTSIDE.iter().enumerate() {
        let path = path.replace("HERE", &here);
        let photo = format!("[[photo]]\nfile = \"{path}\"\nalt = \"x\"\npeople = []\n");
        let words = format!("[one]({path}) and ![two]({path}) and <{path}>\n\n[three]: {path}");
        folder.put(&format!("stories/photo-{number}.md"), story("A photo", &photo, "Words."));
        folder.put(&format!("stories/words-{number}.md"), story("Words", "", &words.replace("\\\\", "\\")));
        let film = format!("file = \"{path}\"\ncaptions = \"{path}\"\nduration = \"1:00\"\nsummary = \"x\"\n");
        folder.put(&format!("films/film-{number}.md"), story("A film", &film, "Words."));
        let facts = format!("related = [\"{path}\"]\nperson = \"{path}\"\n");
        folder.put(&format!("improvements/related-{number}.md"), story("More", &facts, "Words."));
    }
    let done = build(&folder);
    done.ends(1).says(&["file-outside", "link-scheme"]);
    let told = folder.build(&["--format", "short"]).said;
    for number in 0..OUTSIDE.len() {
        for kind in ["stories/photo", "stories/words", "films/film", "improvements/related"] {
            assert!(told.contains(&format!("{kind}-{number}.md:")), "nothing is told of {kind}-{number}:\n{told}");
        }
    }
    assert!(!folder.at("home/out").exists() || tree(&folder.at("home/out")).is_empty(), "nothing was published");
}

#[test]
fn settings_and_register_lead_nowhere_else_either() {
    for path in ["../secret.toml", "../../secret", "/etc/passwd", "C:\\\\secret", "\\\\\\\\server\\\\x", "..", "."] {
        let settings = fs::read_to_string(Folder::small_home().home().join("carefolio.toml")).expect("settings");
        for (file, text) in [
            ("carefolio.toml", settings.replace("frameworks = [\"tiny\"]", &format!("frameworks = [\"{path}\"]"))),
            ("carefolio.toml", format!("theme = \"{path}\"\n{settings}")),
            ("carefolio.toml", format!("{settings}[editions.\"{path}\"]\naudience = \"public\"\n")),
            ("people/margaret.toml", MARGARET.replace("\"everything\"", &format!("[\"{path}\"]"))),
            ("stories/tea.md", story("Tea", "", "[x](person:margaret)").replace("[]", &format!("[\"{path}\"]"))),
        ] {
            let folder = beside_secrets();
            folder.put(file, text);
            let done = build(&folder);
            assert!(matches!(done.code, Some(0..=2)), "{}", done.said);
            done.ends(done.code.unwrap_or(2)).says(&["Fix: "]);
        }
    }
}

#[cfg(unix)]
#[test]
fn links_of_every_sort_are_told_and_never_followed() {
    use std::os::unix::fs::symlink;
    let folder = beside_secrets();
    folder
        .put("stories/linked.md", story("Linked", "[[photo]]\nfile = \"p.jpg\"\nalt = \"x\"\npeople = []\n", "Words."));
    fs::create_dir_all(folder.at("home/albums/b")).expect("a folder");
    let links = [
        ("../../secret.jpg", "home/stories/p.jpg"),
        ("../../secret.md", "home/stories/x.md"),
        ("../secret.toml", "home/people-link.toml"),
        ("../../secret.toml", "home/people/zed.toml"),
        ("../../secret.csv", "home/feedback.csv"),
        ("../..", "home/stories/up"),
        (".", "home/stories/self"),
        ("../b", "home/albums/b/loop"),
        ("nowhere", "home/stories/gone.md"),
        ("../..", "home/theme"),
        ("..", "home/frameworks-link"),
        ("/dev/zero", "home/stories/endless.md"),
        ("/proc/self/environ", "home/stories/environ.md"),
    ];
    for (to, at) in links {
        symlink(to, folder.at(at)).expect("a link");
    }
    let done = build(&folder);
    assert!(matches!(done.code, Some(0 | 1)), "{}", done.said);
    let said = folder.build(&["--format", "short"]).said;
    for (_, at) in links {
        let path = at.strip_prefix("home/").expect("it is in the home");
        assert!(said.contains(path), "nothing is told of {path}:\n{said}");
    }

    // A pipe that nobody ever writes to is not waited for.
    let pipe = folder.at("home/stories/pipe.md");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()));
    folder.build(&["--format", "short"]).says(&["stories/pipe.md"]);
}

#[test]
fn names_that_only_some_computers_can_keep() {
    let folder = Folder::small_home();
    let long = "x".repeat(250);
    let names = [
        format!("{long}.md"),
        "CON.md".to_owned(),
        "com1.tea.md".to_owned(),
        "lpt9.md".to_owned(),
        "trailing dot..md".to_owned(),
        "quote's \"and\" <tags>.md".to_owned(),
        "tab\tand\nline.md".to_owned(),
        "\u{202e}dm.exe.md".to_owned(),
        "zero\u{200b}width.md".to_owned(),
        "100% #hash ?question.md".to_owned(),
    ];
    let mut kept = 0;
    for name in &names {
        let path = folder.home().join("stories").join(name);
        kept += usize::from(fs::write(&path, story("A name", "", "Wordsofit.")).is_ok());
    }
    // Windows keeps fewer names than we try.
    assert!(kept == names.len() || cfg!(windows), "{kept}");
    let done = build(&folder);
    done.ends(0);
    for path in tree(&folder.at("home/out")).into_keys() {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_./".contains(c);
        assert!(path.chars().all(plain) && path.split('/').all(|part| part.len() <= 120), "{path}");
    }
    let shown = holding(&folder.at("home/out/family/stories"), "wordsofit").len();
    assert_eq!(shown, kept, "{}", done.said);
}

/// Files that one computer keeps apart and another takes for one.
#[cfg(target_os = "linux")]
#[test]
fn names_that_differ_in_capitals_or_accents_only() {
    let folder = Folder::small_home();
    folder.put("stories/Cake.md", story("Big", "", "Wordsofbig."));
    folder.put("stories/cake.md", story("Small", "", "Wordsofsmall."));
    let done = build(&folder);
    assert!(matches!(done.code, Some(0 | 1)), "{}", done.said);
    let both = |words: &str| !holding(&folder.at("home/out/family/stories"), words).is_empty();
    let told = done.said.contains("stories/Cake.md") || done.said.contains("stories/cake.md");
    assert!(told || both("wordsofbig") && both("wordsofsmall"), "one of them is lost without a word: {}", done.said);

    for path in ["stories/caf\u{e9}.md", "people/zo\u{eb}.toml", "albums/caf\u{e9}/album.md"] {
        let folder = Folder::small_home();
        let is_person = path.starts_with("people/");
        let other: String = path.nfd().collect();
        assert_ne!(path, other);
        folder.put(path, if is_person { MARGARET.to_owned() } else { story("One", "", "Wordsofone.") });
        folder.put(
            &other,
            if is_person { format!("{MARGARET}withdrawn_on = 2026-03-01\n") } else { story("Two", "", "Words.") },
        );
        build(&folder).ends(1).says(&["two files here whose names look the same", path]);
    }
}

/// A second file of a person came along from another computer, and in it she has withdrawn. Nobody can say which counts, so
/// she comes down.
#[cfg(target_os = "linux")]
#[test]
fn a_twin_of_a_persons_file_takes_her_down() {
    let folder = Folder::small_home();
    let person = MARGARET.replace("Margaret", "Zo\u{eb}");
    folder.put("people/zo\u{eb}.toml", &person);
    let words = "[Zo\u{eb}](person:zo\u{eb}) sang giraffesongs.";
    folder.put("stories/songs.md", story("Songs", "", words).replace("people = []", "people = [\"zo\u{eb}\"]"));
    build(&folder).ends(0);
    assert!(!holding(&folder.at("home/out"), "giraffesongs").is_empty());
    let twin: String = "people/zo\u{eb}.toml".nfd().collect();
    folder.put(&twin, format!("{person}withdrawn_on = 2026-03-01\n"));
    build(&folder).ends(1).says(&["names look the same", "Taken down"]);
    assert_eq!(holding(&folder.at("home/out"), "giraffesongs"), Vec::<String>::new());
}
