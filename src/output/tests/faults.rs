//! The plug is pulled, or the disk refuses, at every single step of a publish and of a takedown.

use super::*;

/// What a run does with the folders.
type Run = fn(&mut Workplace) -> Result<(), OutputTrouble>;

const KINDS: [FaultKind; 2] = [FaultKind::Stop, FaultKind::Refuse];

fn build(files: &[Wanted], workplace: &mut Workplace) -> Result<(), OutputTrouble> {
    publish_with(workplace, &[("public", files), ("family", files)]).map(drop)
}

fn build_first(workplace: &mut Workplace) -> Result<(), OutputTrouble> {
    build(FIRST, workplace)
}

fn build_second(workplace: &mut Workplace) -> Result<(), OutputTrouble> {
    build(SECOND, workplace)
}

/// One edition less than before.
fn build_fewer(workplace: &mut Workplace) -> Result<(), OutputTrouble> {
    publish_with(workplace, &[("public", SECOND)]).map(drop)
}

fn take_mary_down(workplace: &mut Workplace) -> Result<(), OutputTrouble> {
    workplace.take_down(|name| name != "mary", &[]).map(drop)
}

fn clean(runs: &[Run]) -> Tree {
    let home = Home::new();
    for run in runs {
        run(&mut home.open()).unwrap();
    }
    home.tree()
}

fn files(tree: &Tree) -> impl Iterator<Item = (&String, &Vec<u8>)> {
    tree.iter().filter(|(address, _)| !address.ends_with('/') && !address.starts_with(".carefolio-stage"))
}

/// How many steps a run takes when nothing goes wrong.
fn steps(before: &[Run], run: Run, places: fn(&Utf8Path) -> (Utf8PathBuf, Utf8PathBuf)) -> u64 {
    let home = Home::with(places);
    before.iter().for_each(|run| run(&mut home.open()).unwrap());
    let mut workplace = home.open();
    run(&mut workplace).unwrap();
    workplace.steps()
}

fn inside(root: &Utf8Path) -> (Utf8PathBuf, Utf8PathBuf) {
    (root.join("out"), root.join(".carefolio"))
}

/// Lets `run` fail at each step in turn and `again` follow it; checks both states.
fn at_every_step(before: &[Run], run: Run, again: Run, check: impl Fn(&Tree, &Tree, &str)) {
    let old = clean(before);
    let new = clean(&[before, &[run]].concat());
    // A few more, for the tidying at the end.
    for at in 1..=steps(before, run, inside) + 10 {
        for kind in KINDS {
            let told = format!("{kind:?} at step {at}");
            let home = Home::new();
            before.iter().for_each(|run| run(&mut home.open()).unwrap());
            if let Ok(mut workplace) = Workplace::open_with_fault(home.place(), Some(Fault { at, kind })) {
                let _ = run(&mut workplace);
            }
            let stopped = home.tree();
            for (address, bytes) in files(&stopped) {
                let whole = [&old, &new].iter().any(|tree| tree.get(address) == Some(bytes));
                assert!(whole, "{told}: {address} is neither old nor new");
            }
            // A run that only takes up the folders and leaves them again.
            drop(home.open());
            let recovered = home.tree();
            again(&mut home.open()).unwrap_or_else(|trouble| panic!("{told}: {trouble}"));
            for tree in [&recovered, &home.tree()] {
                for address in old.keys().filter(|address| !stopped.contains_key(*address)) {
                    let back = tree.contains_key(address) && !new.contains_key(address);
                    assert!(!back, "{told}: {address} came back");
                }
            }
            check(&stopped, &home.tree(), &told);
            assert!(!home.tree().keys().any(|name| name.starts_with('.')), "{told}: something hidden stays");
            assert!(
                !tree(&home.private).keys().any(|name| name.contains("stage") || name.contains("journal")),
                "{told}"
            );
        }
    }
}

fn equals(expected: Tree) -> impl Fn(&Tree, &Tree, &str) {
    move |_, after, told| assert_eq!(after, &expected, "{told}")
}

#[test]
fn a_first_build() {
    at_every_step(&[], build_first, build_first, equals(clean(&[build_first])));
}

#[test]
fn a_second_build_that_is_repeated() {
    at_every_step(&[build_first], build_second, build_second, equals(clean(&[build_second])));
}

#[test]
fn a_second_build_that_is_undone() {
    let expected = clean(&[build_first]);
    let old = clean(&[build_first]);
    let new = clean(&[build_second]);
    // The first content may come back here, for it is what people want again.
    for at in 1..=steps(&[build_first], build_second, inside) {
        let home = Home::new();
        build_first(&mut home.open()).unwrap();
        let fault = Some(Fault { at, kind: FaultKind::Stop });
        if let Ok(mut workplace) = Workplace::open_with_fault(home.place(), fault) {
            let _ = build_second(&mut workplace);
        }
        for (address, bytes) in files(&home.tree()) {
            assert!(old.get(address) == Some(bytes) || new.get(address) == Some(bytes), "{at}: {address}");
        }
        build_first(&mut home.open()).unwrap();
        assert_eq!(home.tree(), expected, "step {at}");
    }
}

#[test]
fn an_edition_that_goes_away() {
    at_every_step(&[build_first], build_fewer, build_fewer, equals(clean(&[build_fewer])));
}

#[test]
fn a_takedown() {
    let expected = clean(&[build_first, take_mary_down]);
    at_every_step(&[build_first], take_mary_down, take_mary_down, equals(expected));
}

/// Taking down needs no room: what cannot be replaced by a neutral page goes without one.
#[test]
fn a_takedown_on_a_full_disk() {
    let home = Home::new();
    build_first(&mut home.open()).unwrap();
    assert!(files(&home.tree()).any(|(_, bytes)| String::from_utf8_lossy(bytes).contains("Mary")));
    let fault = Some(Fault { at: 1, kind: FaultKind::NoRoom });
    let mut workplace = Workplace::open_with_fault(home.place(), fault).unwrap();
    take_mary_down(&mut workplace).unwrap();
    for (address, bytes) in files(&home.tree()) {
        assert!(!String::from_utf8_lossy(bytes).contains("Mary"), "she is still in {address}");
    }
    drop(workplace);
    build_first(&mut home.open()).unwrap();
    assert_eq!(home.tree(), clean(&[build_first]));
}

#[test]
fn a_build_after_which_somebody_withdraws_while_the_content_has_errors() {
    at_every_step(&[build_second], build_first, take_mary_down, |_, after, told| {
        for (address, bytes) in after {
            let words = String::from_utf8_lossy(bytes);
            assert!(!words.contains("Mary"), "{told}: she is still in {address}");
        }
    });
}

#[test]
fn the_recovery_itself_is_interrupted() {
    let expected = clean(&[build_second]);
    let total = steps(&[build_first], build_second, inside);
    // Somewhere among the deletes, and somewhere among the puts.
    for first in (total / 2..total).step_by(3) {
        for second in 1..120 {
            let home = Home::new();
            build_first(&mut home.open()).unwrap();
            for at in [first, second] {
                let fault = Some(Fault { at, kind: FaultKind::Stop });
                if let Ok(mut workplace) = Workplace::open_with_fault(home.place(), fault) {
                    let _ = build_second(&mut workplace);
                }
            }
            build_second(&mut home.open()).unwrap();
            assert_eq!(home.tree(), expected, "steps {first}, {second}");
        }
    }
}

#[test]
fn without_the_private_folder_an_interrupted_build_is_finished_all_the_same() {
    let expected = clean(&[build_second]);
    for at in 1..=steps(&[build_first], build_second, inside) {
        let home = Home::new();
        build_first(&mut home.open()).unwrap();
        let fault = Some(Fault { at, kind: FaultKind::Stop });
        if let Ok(mut workplace) = Workplace::open_with_fault(home.place(), fault) {
            let _ = build_second(&mut workplace);
        }
        fs::remove_dir_all(&home.private).unwrap();
        build_second(&mut home.open()).unwrap();
        assert_eq!(home.tree(), expected, "step {at}");
    }
}
