//! Every fault that `tests/mutants/run.py` puts into the gate still fits somewhere, once.

use std::fs;
use std::path::Path;

#[test]
fn every_fault_still_fits() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = fs::read_to_string(root.join("tests/mutants/mutants.toml")).expect("the list of faults");
    let list: toml::Table = list.parse().expect("the list of faults is TOML");
    let mutants = list["mutant"].as_array().expect("faults");
    assert!(mutants.len() >= 40, "{}", mutants.len());
    let mut names = Vec::new();
    for mutant in mutants {
        let said = |key: &str| mutant[key].as_str().expect("words");
        let source = fs::read_to_string(root.join(said("file"))).expect("a source file");
        assert_eq!(source.matches(said("find")).count(), 1, "{}: {}", said("name"), said("find"));
        let part = mutant.get("part").and_then(|part| part.as_str()).unwrap_or(said("find"));
        assert_eq!(said("find").matches(part).count(), 1, "{}: {part}", said("name"));
        assert_ne!(part, said("put"), "{}", said("name"));
        names.push(said("name"));
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), mutants.len(), "every fault has its own name");
}
