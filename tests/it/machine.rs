//! The machine fails: the program is stopped, the disk is full, nothing may be written, two people build at once, clocks are
//! wrong, and what the program remembers is damaged. Every file is the old or the new one, and the next run is as good as a
//! clean build.
//!
//! What needs rights of the system (`unshare`, `setpriv`) says so when it cannot be tried here.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, UNIX_EPOCH};

use crate::folders::{Folder, MARGARET, Run, TODAY, copy, holding, program, run, tree};

type Tree = BTreeMap<String, String>;

/// A guard against waiting for ever; nothing here should take so long.
const LONG_ENOUGH: Duration = Duration::from_secs(60);

/// Every file is the old or the new one.
fn check_whole(out: &Path, old: &Tree, new: &Tree) {
    for (path, hash) in tree(out) {
        let is_whole = old.get(&path) == Some(&hash) || new.get(&path) == Some(&hash);
        assert!(is_whole, "{path} is neither the old nor the new file");
    }
}

/// What a clean build of a portfolio makes.
fn clean_build(folder: &Folder) -> Tree {
    let fresh = Folder::new();
    copy(&folder.home(), &fresh.home());
    for made in ["out", ".carefolio"] {
        let _ = fs::remove_dir_all(fresh.home().join(made));
    }
    fresh.build(&[]).ends(0);
    tree(&fresh.at("home/out"))
}

fn out(folder: &Folder) -> Tree {
    tree(&folder.at("home/out"))
}

fn put_day(folder: &Folder, number: usize, words: &str) {
    let day = 1 + number % 28;
    let text = format!(
        "+++\ntitle = \"Day {number}\"\ndate = 2026-01-{day:02}\npeople = []\naudience = \"all\"\n+++\n{words}\n"
    );
    folder.put(&format!("stories/day-{number}.md"), text);
}

/// A home with some days in it.
fn home_with_days(days: usize) -> Folder {
    let folder = Folder::small_home();
    (0..days).for_each(|number| put_day(&folder, number, "It rained."));
    folder
}

/// What somebody changed since: Margaret withdrew, one story is another, one is gone.
fn change(folder: &Folder) {
    folder.put("people/margaret.toml", format!("{MARGARET}withdrawn_on = 2026-11-19\n"));
    put_day(folder, 0, "The sun came out.");
    fs::remove_file(folder.at("home/stories/bus.md")).expect("it is there");
}

/// Stops builds at all sorts of moments, and looks what is left.
#[cfg(unix)]
fn stopped_at_any_moment(rounds: u32, start: impl Fn(&str) -> Command, stop: impl Fn(&mut Child)) {
    let folder = home_with_days(60);
    let began = std::time::Instant::now();
    folder.build(&[]).ends(0);
    let whole = began.elapsed();
    let old = out(&folder);
    change(&folder);
    let new = clean_build(&folder);
    let home = folder.text_at("home");
    let mut stopped = 0;
    for round in 0..rounds {
        let mut child = start(&home).stdin(Stdio::null()).stdout(Stdio::null()).spawn().expect("it starts");
        std::thread::sleep(whole * (round * 7 % rounds) / (rounds - 1));
        stop(&mut child);
        stopped += u32::from(wait(&mut child).is_none());
        check_whole(&folder.at("home/out"), &old, &new);
    }
    assert!(stopped > 0, "every build was over before it could be stopped");
    folder.build(&[]).ends(0);
    assert_eq!(out(&folder), new, "the next run finishes the job");
    assert_eq!(holding(&folder.at("home/.carefolio"), "zebrabeans"), Vec::<String>::new());
}

/// How a program ended: `None` when a signal ended it.
fn wait(child: &mut Child) -> Option<i32> {
    let began = std::time::Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("it can be asked") {
            return status.code();
        }
        assert!(began.elapsed() < LONG_ENOUGH, "it does not stop");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[cfg(unix)]
#[test]
fn killed_at_any_moment_every_file_is_whole() {
    let start = |home: &str| program(&["build", home, "--today", TODAY, "-q"]);
    stopped_at_any_moment(15, start, |child| child.kill().expect("it can be stopped"));
}

/// Ctrl-C, and the polite way a computer ends programs when it is switched off. The program is given the usual answer to
/// both, in case whoever runs the tests ignores them.
#[cfg(target_os = "linux")]
#[test]
fn interrupted_at_any_moment_it_stops_at_once_and_every_file_is_whole() {
    for signal in ["INT", "TERM"] {
        let start = |home: &str| {
            let mut command = Command::new("env");
            command.args(["--default-signal=INT,TERM", env!("CARGO_BIN_EXE_carefolio")]);
            command.args(["build", home, "--today", TODAY, "-q"]);
            command
        };
        stopped_at_any_moment(8, start, |child| {
            let sent = Command::new("sh").args(["-c", &format!("kill -{signal} {} 2>&1", child.id())]).output();
            sent.expect("sh runs");
        });
    }
}

#[test]
fn a_fault_of_the_program_is_told_without_words_of_anybody() {
    if !cfg!(debug_assertions) {
        return;
    }
    let folder = home_with_days(2);
    folder.build(&[]).ends(0);
    let before = out(&folder);
    change(&folder);
    for (format, sign) in [("text", "\nFix: "), ("json", "\"fix\":")] {
        let home = folder.text_at("home");
        let mut command = program(&["build", &home, "--today", TODAY, "--format", format]);
        let done = run(command.env("CAREFOLIO_TEST_FAULT", "unicornwords of Margaret").env("RUST_BACKTRACE", "1"));
        let place = concat!("carefolio ", env!("CARGO_PKG_VERSION"), ", ");
        done.ends(2).says(&[
            "There is a fault in carefolio",
            "report the next line",
            place,
            "src/cli/mishap.rs:",
            sign,
        ]);
        for private in ["unicorn", "Margaret", folder.text_at("home").as_str(), env!("CARGO_MANIFEST_DIR")] {
            assert!(!done.said.contains(private), "{}", done.said);
        }
        assert_eq!(out(&folder), before, "nothing was published");
    }
    folder.build(&[]).ends(0);
    assert_eq!(out(&folder), clean_build(&folder));
}

/// The words to the reader of a log when something cannot be tried on this computer.
#[expect(clippy::print_stderr, reason = "a test that was not made must be seen")]
fn not_tried(what: &str) {
    eprintln!("NOT TRIED HERE: {what} (this computer does not let a test do that)");
}

/// Runs a shell script with a disk table of its own, so that it may mount. `None` when this computer does not allow it.
#[cfg(target_os = "linux")]
fn with_own_disks(folder: &Folder, script: &str) -> Option<Run> {
    const REFUSED: i32 = 77;
    let script = format!("mount -t tmpfs none \"$HOME_OF_TEST/probe\" || exit {REFUSED}\nset -e\n{script}");
    fs::create_dir_all(folder.at("probe")).expect("a folder");
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--mount", "sh", "-c", &script]).stdin(Stdio::null());
    command.env("HOME_OF_TEST", folder.text_at("")).env("CAREFOLIO", env!("CARGO_BIN_EXE_carefolio"));
    command.env("BUILD", format!("build {} --today {TODAY}", folder.text_at("home")));
    let output = command.output().ok()?;
    let said = [output.stdout, output.stderr].concat();
    let done = Run { code: output.status.code(), said: String::from_utf8_lossy(&said).into_owned() };
    (done.code != Some(REFUSED) && !done.said.contains("unshare")).then_some(done)
}

/// The disk of the editions is full in the middle of a build, and has room again afterwards.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_everything_as_it_was_and_is_told() {
    let folder = home_with_days(30);
    let story = "+++\ntitle = \"Long\"\ndate = 2026-01-01\npeople = []\naudience = \"all\"\n+++\n".to_owned();
    let story = story + &"A long day.\n\n".repeat(60_000);
    fs::write(folder.at("long.md"), story).expect("a file");
    for (place, disk) in [("the editions", "home/out"), ("both", "home")] {
        let script = format!(
            "cd \"$HOME_OF_TEST\"\n\
             if [ {disk} = home ]; then cp -r home kept; mount -t tmpfs -o size=12m none home; cp -r kept/. home\n\
             else mkdir -p home/out; mount -t tmpfs -o size=3m none home/out; fi\n\
             $CAREFOLIO $BUILD -q\n\
             cp -r home/out before\n\
             cp long.md home/stories/long.md\n\
             if [ {disk} = home ]; then head -c 100000000 /dev/zero > home/filler 2>/dev/null || true; fi\n\
             code=0; $CAREFOLIO $BUILD || code=$?\n\
             cp -r home/out after\n\
             rm -f home/filler home/stories/long.md\n\
             $CAREFOLIO $BUILD -q\n\
             cp -r home/out last\n\
             exit $code"
        );
        for made in ["kept", "before", "after", "last"] {
            let _ = fs::remove_dir_all(folder.at(made));
        }
        let _ = fs::remove_dir_all(folder.at("home/out"));
        let _ = fs::remove_dir_all(folder.at("home/.carefolio"));
        let Some(done) = with_own_disks(&folder, &script) else { return not_tried("a full disk") };
        done.ends(2).says(&["The disk is full.", "Fix: Make some room"]);
        let before = tree(&folder.at("before"));
        assert!(before.len() > 100, "{place}: {}", done.said);
        assert_eq!(tree(&folder.at("after")), before, "{place}");
        assert_eq!(tree(&folder.at("last")), before, "{place}");
        assert_eq!(before, clean_build(&folder), "{place}");
    }
}

/// Somebody withdraws while the disk is full to the last byte: she comes down all the same.
#[cfg(target_os = "linux")]
#[test]
fn a_withdrawal_needs_no_room_on_the_disk() {
    let folder = home_with_days(5);
    fs::write(folder.at("withdrawn"), "withdrawn_on = 2026-11-19\n").expect("a file");
    let script = "cd \"$HOME_OF_TEST\"\n\
         mkdir -p home/out; mount -t tmpfs -o size=4m none home/out\n\
         $CAREFOLIO $BUILD -q\n\
         cp -r home/out before\n\
         cat withdrawn >> home/people/margaret.toml\n\
         head -c 10000000 /dev/zero > home/out/filler 2>/dev/null || true\n\
         code=0; $CAREFOLIO $BUILD || code=$?\n\
         rm home/out/filler\n\
         cp -r home/out after\n\
         exit $code";
    let Some(done) = with_own_disks(&folder, script) else { return not_tried("a full disk") };
    assert!(!holding(&folder.at("before"), "zebrabeans").is_empty(), "{}", done.said);
    done.ends(2).says(&["The disk is full."]);
    assert_eq!(holding(&folder.at("after"), "zebrabeans"), Vec::<String>::new(), "{}", done.said);
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_can_only_be_read_is_told() {
    let folder = home_with_days(3);
    folder.build(&[]).ends(0);
    let before = out(&folder);
    change(&folder);
    for read_only in ["home/out", "home"] {
        let script = format!(
            "cd \"$HOME_OF_TEST\"\n\
             mount --bind {read_only} {read_only}; mount -o remount,bind,ro {read_only}\n\
             exec $CAREFOLIO $BUILD"
        );
        let Some(done) = with_own_disks(&folder, &script) else { return not_tried("a disk that can only be read") };
        done.ends(2).says(&["This disk can only be read, not written.", "Fix: "]);
        assert_eq!(out(&folder), before);
    }
    folder.build(&[]).ends(0);
    assert_eq!(out(&folder), clean_build(&folder));
}

/// The program run by somebody who may not write everywhere, though the tests may: `None` when that cannot be had.
#[cfg(target_os = "linux")]
fn as_anybody(arguments: &[&str]) -> Option<Command> {
    let mut command = Command::new("setpriv");
    command.args(["--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search,-fowner"]);
    let can = command.arg("true").stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    let mut command = Command::new("setpriv");
    command.args(["--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search,-fowner"]);
    command.arg(env!("CARGO_BIN_EXE_carefolio")).args(arguments).stdin(Stdio::null());
    can.then_some(command)
}

/// Whether whoever runs the tests may write where nobody is allowed to.
#[cfg(target_os = "linux")]
fn may_write_anywhere(folder: &Folder) -> bool {
    use std::os::unix::fs::PermissionsExt;
    let closed = folder.at("closed");
    fs::create_dir_all(&closed).expect("a folder");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).expect("a mode");
    fs::write(closed.join("probe"), "x").is_ok()
}

#[cfg(target_os = "linux")]
#[test]
fn without_permission_everything_stays_and_it_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = home_with_days(3);
    folder.build(&[]).ends(0);
    let before = out(&folder);
    change(&folder);
    let home = folder.text_at("home");
    let allow =
        |path: &str, mode| fs::set_permissions(folder.at(path), fs::Permissions::from_mode(mode)).expect("a mode");
    for (path, closed, open) in [
        ("home/out", 0o555, 0o755),
        ("home/out/family/stories", 0o555, 0o755),
        ("home/out/family/stories", 0o000, 0o755),
        ("home/stories/tea.md", 0o000, 0o644),
        ("home/stories", 0o000, 0o755),
    ] {
        let arguments = ["build", &home, "--today", TODAY];
        let bound = as_anybody(&arguments).or_else(|| (!may_write_anywhere(&folder)).then(|| program(&arguments)));
        let Some(mut command) = bound else { return not_tried("folders without permission") };
        allow(path, closed);
        let done = run(&mut command);
        allow(path, open);
        assert!(matches!(done.code, Some(1 | 2)), "{path} {closed:o}: {}", done.said);
        done.ends(done.code.unwrap_or(2)).says(&["Fix: "]);
        check_whole_or_neutral(&folder, &before, &clean_build(&folder));
    }
    folder.build(&[]).ends(0);
    assert_eq!(out(&folder), clean_build(&folder));
}

/// `ulimit -f`: files may be no longer than this, and whoever writes more is sent a signal that ends programs.
#[cfg(unix)]
#[test]
fn a_limit_on_the_length_of_files_is_told() {
    let folder = home_with_days(30);
    folder.build(&[]).ends(0);
    let before = out(&folder);
    change(&folder);
    for blocks in [0, 1, 8, 20] {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -f {blocks} && exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_carefolio")]);
        command.args(["build", &folder.text_at("home"), "--today", TODAY]).stdin(Stdio::null());
        let done = run(&mut command);
        done.ends(2).says(&["A file became bigger than this disk or this computer allows.", "Fix: "]);
        let new = clean_build(&folder);
        check_whole_or_neutral(&folder, &before, &new);
    }
    folder.build(&[]).ends(0);
    assert_eq!(out(&folder), clean_build(&folder));
}

/// As [`check_whole`], where withdrawn pages may have come down and neutral ones taken their place.
fn check_whole_or_neutral(folder: &Folder, old: &Tree, new: &Tree) {
    for (path, hash) in out(folder) {
        let text = fs::read_to_string(folder.at("home/out").join(&path)).unwrap_or_default();
        let is_neutral = text.contains("</html>") && !text.contains("zebrabeans");
        let is_list = path.ends_with("edition.json") && text.ends_with("}\n");
        let is_whole = old.get(&path) == Some(&hash) || new.get(&path) == Some(&hash);
        assert!(is_whole || is_neutral || is_list, "{path} is neither the old nor the new file");
    }
}

#[cfg(unix)]
#[test]
fn two_builds_at_once_take_turns_and_nobody_waits_for_the_dead() {
    let folder = home_with_days(40);
    let home = folder.text_at("home");
    let start = || {
        let mut command = program(&["build", &home, "--today", TODAY]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts")
    };
    let (one, other) = (start(), start());
    for child in [one, other] {
        let done = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned();
        // On a slow computer the second may give up; then it says why.
        let waited = done.status.code() == Some(2) && said.contains("Another build of this portfolio is at work.");
        assert!(done.status.success() || waited, "{said}");
    }
    assert_eq!(out(&folder), clean_build(&folder));

    // Who holds the folder is killed while the other waits for it.
    change(&folder);
    let lock = File::options().write(true).open(folder.at("home/.carefolio/lock")).expect("the lock");
    lock.lock().expect("nobody holds it");
    let mut waiting = start();
    std::thread::sleep(Duration::from_millis(300));
    assert!(waiting.try_wait().expect("it can be asked").is_none(), "it waits");
    drop(lock);
    assert_eq!(wait(&mut waiting), Some(0), "the system lets go for the dead, and the other goes on");
    assert_eq!(out(&folder), clean_build(&folder));
}

#[test]
fn a_folder_that_somebody_else_holds_is_told() {
    let folder = home_with_days(1);
    folder.build(&[]).ends(0);
    let before = out(&folder);
    let lock = File::options().write(true).open(folder.at("home/.carefolio/lock")).expect("the lock");
    lock.lock().expect("nobody holds it");
    change(&folder);
    folder.build(&[]).ends(2).says(&["Another build of this portfolio is at work.", "Fix: Wait until it has finished"]);
    assert_eq!(out(&folder), before);
}

/// A portfolio on one disk, the editions on another, stopped and changed in between.
#[cfg(target_os = "linux")]
#[test]
fn the_editions_may_lie_on_another_disk() {
    let Ok(stick) = tempfile::tempdir_in("/dev/shm") else { return not_tried("editions on another disk") };
    let out = stick.path().join("site");
    let at = out.to_str().expect("a plain name");
    let folder = home_with_days(20);
    let copy_here = |path: &Path| tree(path);
    folder.build(&["--out", at]).ends(0);
    assert_eq!(copy_here(&out), clean_build(&folder));
    let old = copy_here(&out);
    change(&folder);
    let new = clean_build(&folder);
    let home = folder.text_at("home");
    for round in 1..6u64 {
        let mut child = program(&["build", &home, "--out", at, "--today", TODAY, "-q"]).spawn().expect("it starts");
        std::thread::sleep(Duration::from_millis(round * 60));
        child.kill().expect("it can be stopped");
        child.wait().expect("it stopped");
        let visible = |tree: Tree| tree.into_iter().filter(|(path, _)| !path.starts_with('.')).collect::<Tree>();
        for (path, hash) in visible(tree(&out)) {
            assert!(old.get(&path) == Some(&hash) || new.get(&path) == Some(&hash), "{path}");
        }
    }
    folder.build(&["--out", at]).ends(0);
    assert_eq!(copy_here(&out), new, "and nothing unfinished stays there");
}

#[test]
fn clocks_may_be_wrong() {
    let folder = home_with_days(5);
    folder.build(&[]).ends(0);
    let first = out(&folder);
    let home = folder.text_at("home");
    let on = |day: &str| run(&mut program(&["build", &home, "--today", day])).ends(0).said.clone();

    // The clock is set forward past the end of a consent, and back again.
    on("2030-01-01");
    assert_eq!(holding(&folder.at("home/out"), "zebrabeans"), Vec::<String>::new());
    on(TODAY);
    assert_eq!(out(&folder), first);

    // Files say that they were written in another century.
    for at in [UNIX_EPOCH, UNIX_EPOCH + Duration::from_secs(4_000_000_000)] {
        for path in tree(&folder.home()).into_keys() {
            let file = File::options().write(true).open(folder.home().join(path)).expect("a file");
            file.set_modified(at).expect("a time");
        }
        folder.build(&[]).ends(0);
        assert_eq!(out(&folder), first);
        put_day(&folder, 1, "It snowed.");
        let page = folder.at("home/stories/day-1.md");
        File::options().write(true).open(&page).and_then(|file| file.set_modified(at)).expect("a time");
        folder.build(&[]).ends(0);
        assert_eq!(out(&folder), clean_build(&folder));
        put_day(&folder, 1, "It rained.");
        folder.build(&[]).ends(0);
        assert_eq!(out(&folder), first);
    }
}

#[test]
fn an_edit_of_the_same_size_and_time_is_seen() {
    let folder = home_with_days(3);
    for path in ["stories/day-1.md", "carefolio.toml", "people/margaret.toml", "frameworks/tiny.toml"] {
        folder.build(&[]).ends(0);
        // Not at once: what was written a moment ago is always read again.
        std::thread::sleep(Duration::from_millis(80));
        folder.build(&[]).ends(0);
        folder.build(&[]).ends(0).says(&["Nothing has changed"]);
        let file = folder.home().join(path);
        let time = fs::metadata(&file).and_then(|found| found.modified()).expect("a time");
        let text = fs::read_to_string(&file).expect("a file");
        let other = text
            .replace("It rained.", "It snowed.")
            .replace("Rosewood House", "Rosebush House")
            .replace("first-name", "role-only ")
            .replace("role-only \"", "role-only\" ")
            .replace("There is tea", "There is pie");
        assert_eq!((text.len(), text == other), (other.len(), false), "{path}");
        fs::write(&file, other).expect("a file");
        File::options().write(true).open(&file).and_then(|file| file.set_modified(time)).expect("a time");
        let before = out(&folder);
        folder.build(&[]).ends(0);
        assert_ne!(out(&folder), before, "{path}");
        assert_eq!(out(&folder), clean_build(&folder), "{path}");
    }
}

/// Whatever happens to any single file of the private folder, the editions are those of a clean build.
#[test]
fn whatever_happens_to_what_is_remembered_the_editions_are_those_of_a_clean_build() {
    let folder = home_with_days(3);
    folder.build(&[]).ends(0);
    let private = folder.at("home/.carefolio");
    let outdated = folder.at("outdated");
    copy(&private, &outdated);
    change(&folder);
    folder.build(&[]).ends(0);
    // A build is remembered when nothing in the folder was written a moment ago.
    std::thread::sleep(Duration::from_millis(80));
    folder.build(&[]).ends(0);
    let clean = clean_build(&folder);
    let good = folder.at("good");
    copy(&private, &good);
    let names: Vec<String> = tree(&good).into_keys().collect();
    assert!(
        names.iter().any(|name| name.contains("manifest/")) && names.iter().any(|name| name.ends_with("last")),
        "{names:?}"
    );

    let spoil = |name: &str, how: usize| {
        let path = private.join(name);
        let bytes = fs::read(good.join(name)).expect("a file");
        let next = names.iter().position(|one| one == name).map_or(0, |at| (at + 1) % names.len());
        let old = outdated.join(name);
        let spoilt = match how {
            0 => Vec::new(),
            1 => bytes[..bytes.len() / 2].to_vec(),
            2 => bytes
                .iter()
                .enumerate()
                .map(|(at, byte)| if at == bytes.len() * 2 / 3 { byte ^ 4 } else { *byte })
                .collect(),
            3 => fs::read(good.join(&names[next])).expect("a file"),
            4 if old.exists() => fs::read(old).expect("a file"),
            _ => b"carefolio manifest 1 rubbish\n{}".to_vec(),
        };
        fs::write(path, spoilt).expect("a file");
    };
    for how in 0..6 {
        for name in &names {
            spoil(name, how);
            folder.build(&[]).ends(0);
            assert_eq!(out(&folder), clean, "{name}, mishap {how}");
        }
        names.iter().for_each(|name| spoil(name, how));
        folder.build(&[]).ends(0);
        assert_eq!(out(&folder), clean, "all of it, mishap {how}");
        put_day(&folder, 2, "Something else.");
        names.iter().for_each(|name| spoil(name, how));
        folder.build(&[]).ends(0);
        assert_eq!(out(&folder), clean_build(&folder), "all of it before a change, mishap {how}");
        put_day(&folder, 2, "It rained.");
        folder.build(&[]).ends(0);
        let _ = fs::remove_dir_all(&private);
        copy(&good, &private);
    }
    // The whole private folder of an older day.
    fs::remove_dir_all(&private).expect("a folder");
    copy(&outdated, &private);
    folder.build(&[]).ends(0);
    assert_eq!(out(&folder), clean);
    assert_eq!(holding(&private, "zebrabeans"), Vec::<String>::new());
}
