//! Kept photos save time and change nothing, on real folders with the real program.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;

use camino::Utf8Path;
use carefolio::content::dates::Date;
use carefolio::output::{Place, Workplace};
use carefolio::pipeline::{self, OnStage, Request};
use carefolio::sources::{Entry, MemorySources, SourcePath, Sources, Stamp};

use crate::folders::{Folder, photo, tree};

/// The published files, and the private ones.
fn published(folder: &Folder) -> BTreeMap<String, String> {
    tree(&folder.at("home/out"))
}

fn kept(folder: &Folder) -> Vec<PathBuf> {
    let made = folder.at("home/.carefolio/photos/made");
    let Ok(entries) = fs::read_dir(made) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

/// The small home with a second photo in it.
fn home_with_two_photos() -> Folder {
    let folder = Folder::small_home();
    folder.put(
        "albums/summer/album.md",
        "+++\ntitle = \"Summer\"\ndate = 2026-06-01\npeople = []\naudience = \"all\"\n\
         [[photo]]\nfile = \"gate.jpg\"\nalt = \"A gate\"\n+++\nOur gate.\n",
    );
    folder.put("albums/summer/gate.jpg", photo([200, 120, 20]));
    folder
}

#[test]
fn whatever_happens_to_kept_photos_the_site_is_that_of_a_clean_build() {
    let folder = home_with_two_photos();
    folder.build(&[]).ends(0);
    let clean = published(&folder);
    assert_eq!(kept(&folder).len(), 2);

    let files = kept(&folder);
    let spoil: [&dyn Fn(); 6] = [
        &|| fs::write(&files[0], "").expect("a file"),
        &|| {
            let bytes = fs::read(&files[0]).expect("a file");
            fs::write(&files[0], &bytes[..bytes.len() / 2]).expect("a file");
        },
        &|| {
            let mut bytes = fs::read(&files[0]).expect("a file");
            let at = bytes.len() - 100;
            bytes[at] ^= 4;
            fs::write(&files[0], bytes).expect("a file");
        },
        &|| {
            let (one, other) = (fs::read(&files[0]).expect("a file"), fs::read(&files[1]).expect("a file"));
            fs::write(&files[0], other).expect("a file");
            fs::write(&files[1], one).expect("a file");
        },
        &|| fs::write(folder.at("home/.carefolio/photos/memory"), "{}").expect("a file"),
        &|| fs::remove_dir_all(folder.at("home/.carefolio")).expect("a folder"),
    ];
    for (number, spoil) in spoil.iter().enumerate() {
        spoil();
        folder.build(&[]).ends(0);
        assert_eq!(published(&folder), clean, "after mishap {number}");
        fs::remove_dir_all(folder.at("home/out")).expect("a folder");
        folder.build(&[]).ends(0);
        assert_eq!(published(&folder), clean, "after mishap {number}, into an empty folder");
    }
}

#[test]
fn another_photo_of_the_same_name_size_and_day_is_seen() {
    let folder = home_with_two_photos();
    let path = folder.at("home/albums/summer/gate.jpg");
    let (first, second) = (photo([200, 120, 20]), photo([20, 120, 200]));
    let length = first.len().max(second.len());
    let padded = |mut bytes: Vec<u8>| {
        bytes.resize(length, 0);
        bytes
    };
    let now = fs::metadata(&path).and_then(|found| found.modified()).expect("a time");
    let long_ago = now - Duration::from_secs(1_000_000);
    let put = |bytes: Vec<u8>| {
        fs::write(&path, padded(bytes)).expect("a file");
        File::options().write(true).open(&path).expect("a file").set_modified(long_ago).expect("a time");
    };
    put(first);
    folder.build(&[]).ends(0);
    let before = published(&folder);
    put(second);
    folder.build(&[]).ends(0);
    assert_ne!(published(&folder), before);
}

#[test]
fn what_was_withdrawn_is_not_kept() {
    let folder = home_with_two_photos();
    folder.build(&[]).ends(0);
    assert_eq!(kept(&folder).len(), 2);
    let withdrawn = crate::folders::MARGARET.replace("given_on", "withdrawn_on = 2026-11-01\ngiven_on");
    folder.put("people/margaret.toml", &withdrawn);
    folder.build(&[]).ends(0);
    assert_eq!(kept(&folder).len(), 1, "only the gate stays");
}

#[test]
fn what_was_withdrawn_is_not_kept_even_when_the_content_has_mistakes() {
    let folder = home_with_two_photos();
    folder.build(&[]).ends(0);
    let withdrawn = crate::folders::MARGARET.replace("given_on", "withdrawn_on = 2026-11-01\ngiven_on");
    folder.put("people/margaret.toml", &withdrawn);
    folder.put("stories/broken.md", "+++\ntitle = \"Broken\"\nNot closed.\n");
    folder.put("albums/summer/album.md", "+++\n[[[\ntitle = \"Summer\"\n+++\nNot closed either.\n");
    folder.build(&[]).ends(1);
    assert_eq!(kept(&folder).len(), 1, "the gate shows nobody, so it may wait for the mistake to be put right");
}

#[test]
fn checking_keeps_nothing() {
    let folder = home_with_two_photos();
    let home = folder.text_at("home");
    let check = |more: &[&str]| {
        let arguments = [&["check", &home, "--today", crate::folders::TODAY], more].concat();
        crate::folders::run(&mut crate::folders::program(&arguments))
    };
    check(&[]).ends(0);
    assert!(!folder.at("home/.carefolio").exists());
    check(&["--faces"]).ends(0);
    assert!(!folder.at("home/out").exists());
    folder.build(&[]).ends(0);
    assert_eq!(kept(&folder).len(), 2);
}

/// A folder in memory that remembers which files were read.
struct Watched {
    sources: MemorySources,
    read: Mutex<Vec<String>>,
}

impl Sources for Watched {
    fn list(&self) -> std::io::Result<Vec<Entry>> {
        self.sources.list()
    }

    fn read(&self, path: &SourcePath) -> std::io::Result<Vec<u8>> {
        self.read.lock().expect("nobody panicked").push(path.to_string());
        self.sources.read(path)
    }

    fn stamp(&self, path: &SourcePath) -> Option<Stamp> {
        self.sources.stamp(path)
    }
}

/// A home of some photos in which nobody is.
fn many_photos() -> Watched {
    let mut sources = MemorySources::default();
    sources.put("carefolio.toml", "[service]\nname = \"Rosewood House\"\nkind = \"care-home\"\n");
    let mut album = "+++\ntitle = \"Summer\"\ndate = 2026-06-01\npeople = []\naudience = \"all\"\n".to_owned();
    for number in 0..12 {
        album += &format!("[[photo]]\nfile = \"{number}.jpg\"\nalt = \"Photo {number}\"\n");
        sources.put(&format!("albums/summer/{number}.jpg"), photo([number * 20, 100, 50]));
    }
    sources.put("albums/summer/album.md", album + "+++\nSummer.\n");
    Watched { sources, read: Mutex::default() }
}

/// Builds into a folder and gives the photos that were read.
fn built(watched: &Watched, folder: &Utf8Path) -> Vec<String> {
    let (out, private) = (folder.join("out"), folder.join(".carefolio"));
    let place = Place { out: &out, private: &private, portfolio: folder, home: None };
    let mut workplace = Workplace::open(place).expect("a workplace");
    let sink = OnStage::new(&workplace);
    let today = Date::new(2026, 11, 20).expect("a day");
    let outcome = pipeline::run(watched, &Request::on(today), &sink).expect("a build");
    assert!(!outcome.problems.has_errors());
    let staged = sink.into_staged();
    workplace.publish(staged, &outcome.configured.iter().cloned().collect()).expect("a site");
    let mut read = std::mem::take(&mut *watched.read.lock().expect("nobody panicked"));
    read.retain(|path| path.ends_with(".jpg"));
    read.sort();
    read
}

#[test]
fn only_photos_that_somebody_touched_are_read() {
    let temporary = tempfile::tempdir().expect("a folder");
    let folder = Utf8Path::from_path(temporary.path()).expect("a plain name");
    let mut watched = many_photos();
    assert_eq!(built(&watched, folder).len(), 12);
    assert!(built(&watched, folder).is_empty());
    let before = tree(folder.join("out").as_std_path());

    watched.sources.put("albums/summer/7.jpg", photo([140, 100, 50]));
    assert_eq!(built(&watched, folder), ["albums/summer/7.jpg"], "it was put there again, as it was");
    assert_eq!(tree(folder.join("out").as_std_path()), before);

    watched.sources.put("albums/summer/7.jpg", photo([9, 9, 9]));
    assert_eq!(built(&watched, folder), ["albums/summer/7.jpg"]);
    assert_ne!(tree(folder.join("out").as_std_path()), before);
    assert!(built(&watched, folder).is_empty());
}

#[test]
fn a_photo_that_goes_away_during_the_build_is_left_out_and_told() {
    struct Leaky(Watched);
    impl Sources for Leaky {
        fn list(&self) -> std::io::Result<Vec<Entry>> {
            self.0.list()
        }
        fn read(&self, path: &SourcePath) -> std::io::Result<Vec<u8>> {
            match path.as_str() {
                "albums/summer/3.jpg" => Err(std::io::ErrorKind::NotFound.into()),
                _ => self.0.read(path),
            }
        }
        fn stamp(&self, path: &SourcePath) -> Option<Stamp> {
            self.0.stamp(path)
        }
    }
    let today = Date::new(2026, 11, 20).expect("a day");
    let outcome = pipeline::run(&Leaky(many_photos()), &Request::on(today), &pipeline::Nowhere).expect("a build");
    let told: Vec<&str> = outcome.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(told, ["photo-gone"]);
    assert!(outcome.editions.iter().all(|edition| edition.photos == 11));
}

#[test]
fn a_file_too_large_to_be_a_photo_is_not_even_read() {
    let folder = Folder::small_home();
    let path = folder.at("home/stories/garden/beans.jpg");
    // A hole in the file: it takes no room on the disk.
    File::create(&path).expect("a file").set_len(3_000_000_000).expect("a size");
    folder.build(&[]).ends(0).says(&["3000 megabytes; at most 60 are read"]);
}

#[test]
fn a_folder_named_as_a_photo_is_told_like_a_missing_file() {
    let folder = Folder::small_home();
    let path = folder.at("home/stories/garden/beans.jpg");
    fs::remove_file(&path).expect("a file");
    fs::create_dir(&path).expect("a folder");
    folder.build(&[]).ends(1).says(&["beans.jpg"]);
}

/// The settings of the small home, with WebP.
fn asks_for_webp(folder: &Folder) {
    let settings = fs::read_to_string(folder.at("home/carefolio.toml")).expect("settings");
    folder.put("carefolio.toml", format!("{settings}[photos]\nextra_format = \"webp\"\n"));
}

/// Published files with an ending, without it.
fn with_ending(folder: &Folder, ending: &str) -> Vec<String> {
    published(folder).into_keys().filter_map(|path| path.strip_suffix(ending).map(str::to_owned)).collect()
}

#[cfg(feature = "webp")]
#[test]
fn each_photo_is_there_as_webp_too_where_it_is_wanted() {
    let folder = home_with_two_photos();
    folder.build(&[]).ends(0);
    let before = published(&folder);
    assert!(with_ending(&folder, ".webp").is_empty());

    let settings = fs::read_to_string(folder.at("home/carefolio.toml")).expect("settings");
    asks_for_webp(&folder);
    folder.build(&[]).ends(0);
    let photos = with_ending(&folder, ".jpg");
    assert!(!photos.is_empty());
    assert_eq!(with_ending(&folder, ".webp"), photos);
    for path in &photos {
        let bytes = fs::read(folder.at(&format!("home/out/{path}.webp"))).expect("a photo");
        assert!(bytes.starts_with(b"RIFF") && bytes[8..16] == *b"WEBPVP8 ", "{path} is nothing but a picture");
        let size = |ending| {
            let bytes = fs::read(folder.at(&format!("home/out/{path}.{ending}"))).expect("a photo");
            let picture = image::load_from_memory(&bytes).expect("a picture");
            (picture.width(), picture.height())
        };
        assert_eq!(size("webp"), size("jpg"));
    }
    let pages = |after: &str| -> usize {
        let all = tree(&folder.at("home/out/family")).into_keys().filter(|path| path.ends_with(".html"));
        let texts = all.map(|path| fs::read_to_string(folder.at("home/out/family").join(path)).expect("a page"));
        texts.map(|text| text.matches(after).count()).sum()
    };
    assert!(pages("<picture") > 1 && pages("<picture") == pages("</picture>"));
    assert_eq!(pages("<picture"), pages("image/webp"));
    assert!(pages("<img") >= pages("<picture"), "the JPEG stays for everybody else");

    let with_webp = published(&folder);
    let files = kept(&folder);
    fs::write(&files[0], "").expect("a file");
    folder.build(&[]).ends(0);
    assert_eq!(published(&folder), with_webp, "whatever happened to what was kept");
    folder.put("carefolio.toml", settings);
    folder.build(&[]).ends(0);
    assert_eq!(published(&folder), before, "without the line everything is as it was");
}

#[cfg(feature = "webp")]
#[test]
fn a_webp_comes_down_with_its_jpeg() {
    let folder = Folder::small_home();
    asks_for_webp(&folder);
    folder.build(&[]).ends(0);
    assert!(!with_ending(&folder, ".webp").is_empty());
    let withdrawn = format!("{}withdrawn_on = 2026-11-19\n", crate::folders::MARGARET);
    folder.put("people/margaret.toml", withdrawn);
    // Nothing can be published, but what must go goes.
    folder.put("stories/broken.md", "+++\ntitle = \"Broken\"\ndate = 2026-02-31\n+++\nIt cannot be.\n");
    folder.build(&[]).ends(1).says(&["Taken down"]);
    assert_eq!((with_ending(&folder, ".jpg"), with_ending(&folder, ".webp")), (Vec::new(), Vec::new()));
    assert!(kept(&folder).is_empty());
}

#[cfg(not(feature = "webp"))]
#[test]
fn without_webp_it_says_so_once_and_makes_jpegs() {
    let folder = home_with_two_photos();
    asks_for_webp(&folder);
    let done = folder.build(&[]);
    done.ends(0).says(&["Photos are wanted as WebP too, and this carefolio was built without it.", "Fix:"]);
    assert_eq!(done.said.matches("was built without it").count(), 1, "{}", done.said);
    assert!(!with_ending(&folder, ".jpg").is_empty() && with_ending(&folder, ".webp").is_empty());
}
