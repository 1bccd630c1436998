//! Folders on disk, and the real program run on them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use camino::Utf8PathBuf;
use carefolio::content::Date;
use carefolio::output::{Fault, FaultKind, Place, Workplace};
use carefolio::pipeline::{self, OnStage, Request};
use carefolio::sources::DiskSources;
use tempfile::TempDir;

/// The day on which everything is built.
pub const TODAY: &str = "2026-11-20";

/// What the program said, and how it ended.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    /// Both outputs.
    pub said: String,
}

impl Run {
    /// Checks the exit code, and that nothing sounds like a crash.
    pub fn ends(&self, code: i32) -> &Run {
        for bad in ["panicked", "RUST_BACKTRACE", "unwrap", "Error {", "Os {", "ErrorKind"] {
            assert!(!self.said.contains(bad), "{bad}: {}", self.said);
        }
        assert_eq!(self.code, Some(code), "{}", self.said);
        self
    }

    /// Checks that it said all of this.
    pub fn says(&self, words: &[&str]) -> &Run {
        for word in words {
            assert!(self.said.contains(word), "{word:?} is not in:\n{}", self.said);
        }
        self
    }
}

/// The program, with arguments.
pub fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_carefolio"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// Runs the program.
pub fn run(command: &mut Command) -> Run {
    let output = command.output().expect("the program starts");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    Run { code: output.status.code(), said }
}

/// Settings that leave everything as it is usual: four editions, each with its website and its PDF.
pub const SETTINGS: &str = "frameworks = [\"tiny\"]\n[service]\nname = \"Rosewood House\"\nkind = \"care-home\"\n";

/// A folder that goes away with the test, with a portfolio in `home`.
pub struct Folder {
    root: TempDir,
}

impl Folder {
    /// An empty `home`.
    pub fn new() -> Folder {
        let folder = Folder { root: TempDir::new().expect("a temporary folder") };
        fs::create_dir(folder.home()).expect("a folder");
        folder
    }

    /// A small home: Margaret's garden with a photo, tea, and a bus.
    pub fn small_home() -> Folder {
        let folder = Folder::new();
        // Most tests ask nothing of PDFs, which take longer than the pages.
        let web = ["public", "family", "commissioner", "inspector"]
            .map(|edition| format!("[editions.{edition}]\nformats = [\"web\"]\n"));
        folder.put("carefolio.toml", format!("{SETTINGS}{}", web.concat()));
        folder.put("frameworks/tiny.toml", FRAMEWORK);
        folder.put("people/margaret.toml", MARGARET);
        folder.put(
            "stories/garden/story.md",
            "+++\ntitle = \"The garden\"\ndate = 2026-05-14\npeople = [\"margaret\"]\naudience = \"all\"\nsupports = [\"warmth\"]\n\
             [[photo]]\nfile = \"beans.jpg\"\nalt = \"Beans\"\npeople = [\"margaret\"]\n+++\n[Margaret](person:margaret) planted zebrabeans.\n",
        );
        folder.put("stories/garden/beans.jpg", photo([10, 120, 20]));
        for (name, day) in [("tea", "2026-05-13"), ("bus", "2026-03-01"), ("soup", "2026-02-01")] {
            let text = format!(
                "+++\ntitle = \"The {name}\"\ndate = {day}\npeople = []\naudience = \"all\"\n+++\nThere was a {name}.\n"
            );
            folder.put(&format!("stories/{name}.md"), text);
        }
        folder
    }

    /// The portfolio.
    pub fn home(&self) -> PathBuf {
        self.root.path().join("home")
    }

    /// A path in the temporary folder.
    pub fn at(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    /// The same as text.
    pub fn text_at(&self, path: &str) -> String {
        self.at(path).to_str().expect("a temporary folder has a plain name").to_owned()
    }

    /// Writes a file of the portfolio.
    pub fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.home().join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    /// Builds the portfolio with more arguments.
    pub fn build(&self, more: &[&str]) -> Run {
        let home = self.text_at("home");
        let arguments = [&["build", &home, "--today", TODAY], more].concat();
        run(&mut program(&arguments))
    }

    /// Builds the portfolio on a disk that stops at a step, as if somebody had pulled the plug.
    pub fn build_that_stops(&self, step: u64) {
        let home = Utf8PathBuf::from(self.text_at("home"));
        let (out, private) = (home.join("out"), home.join(".carefolio"));
        let place = Place { out: &out, private: &private, portfolio: &home, home: None };
        let fault = Some(Fault { at: step, kind: FaultKind::Stop });
        let Ok(mut workplace) = Workplace::open_with_fault(place, fault) else { return };
        let today = Date::read_iso(TODAY).expect("a day");
        let sink = OnStage::new(&workplace);
        let Ok(outcome) = pipeline::run(&DiskSources::new(&home, Vec::new()), &Request::on(today), &sink) else {
            return;
        };
        let staged = sink.into_staged();
        let configured = outcome.configured.iter().cloned().collect();
        let holds = outcome.still_holds(today);
        // It may fail; that is what it is for.
        let _ = workplace.publish_some(staged, &configured, |reliance| holds.holds_written(reliance));
    }

    /// Everything in the temporary folder but what the program may write.
    pub fn outside(&self) -> BTreeMap<String, String> {
        let mut tree = tree(self.root.path());
        tree.retain(|path, _| !path.starts_with("home/out/") && !path.starts_with("home/.carefolio/"));
        tree
    }
}

/// Every file and link below a folder, with a hash of what is in it.
pub fn tree(root: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root).follow_links(false) {
        let Ok(entry) = entry else { continue };
        let path = entry.path().strip_prefix(root).expect("it was found there").to_string_lossy().into_owned();
        if entry.path_is_symlink() {
            found.insert(path, "a link".to_owned());
        } else if entry.file_type().is_file() {
            let bytes = fs::read(entry.path()).expect("a file can be read");
            found.insert(path, blake3::hash(&bytes).to_hex().to_string());
        }
    }
    found
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("a folder can be listed");
        let target = to.join(entry.path().strip_prefix(from).expect("it was found there"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).expect("a folder");
        } else {
            fs::write(&target, fs::read(entry.path()).expect("a file")).expect("a file");
        }
    }
}

/// Paths of the files that hold some words, whatever their capitals.
pub fn holding(root: &Path, words: &str) -> Vec<String> {
    let holds = |path: &String| {
        let bytes = fs::read(root.join(path)).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        path.to_lowercase().contains(words) || text.contains(words)
    };
    tree(root).into_keys().filter(holds).collect()
}

/// A small photo of one colour.
pub fn photo(colour: [u8; 3]) -> Vec<u8> {
    let pixels: Vec<u8> = colour.iter().copied().cycle().take(64 * 48 * 3).collect();
    let mut bytes = Vec::new();
    jpeg_encoder::Encoder::new(&mut bytes, 90)
        .encode(&pixels, 64, 48, jpeg_encoder::ColorType::Rgb)
        .expect("a small picture can be made");
    bytes
}

/// Margaret says yes to everything.
pub const MARGARET: &str = "known_as = \"Margaret\"
alias = \"one of our residents\"
names = [\"Margaret Hughes\"]
kind = \"resident\"
[[consent]]
decision = \"given\"
covers = \"everything\"
uses = [\"story\", \"photo\", \"name\"]
audiences = [\"inspector\", \"commissioner\", \"family\", \"public\"]
channels = [\"internet\", \"offline\", \"print\"]
identify = \"first-name\"
basis = \"own-consent\"
given_on = 2026-01-10
";

const FRAMEWORK: &str = "schema = 1
id = \"tiny\"
prefix = \"tiny\"
title = \"One question\"
unit = \"statement\"
status = \"in force\"
verified = true
[[key_question]]
id = \"warmth\"
title = \"Warmth\"
[[item]]
slug = \"tea\"
title = \"There is tea\"
key_question = \"warmth\"
";
