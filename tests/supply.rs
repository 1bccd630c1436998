//! What the program is made of besides our own words: licences we may pass on, one public registry, and few packages.
//!
//! `deny.toml` says the same for those who have cargo-deny; change the two together.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// Licences that ask for no more than their text to travel along.
const ALLOWED: [&str; 12] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "CC0-1.0",
    "Unlicense",
    "BSL-1.0",
    "IJG",
];

/// Packages allowed under another licence, each with its reason. Weak copyleft (MPL-2.0) only; never GPL or AGPL.
const EXCEPTIONS: [(&str, &str); 1] = [(
    "ar_archive_writer",
    "Apache-2.0 WITH LLVM-exception asks for less than Apache-2.0; used while Typst is compiled only",
)];

/// Packages that end up in the program, on any system. More than this needs a sentence in the commit that raises it:
/// what the newcomer saves, and what it drags in. (Typst, which sets the printable portfolio, brings about 295.)
const BUDGET: usize = 430;

/// How a package that comes from a registry, and not from a repository or a folder, says so.
const REGISTRY: &str = "registry+";

#[test]
fn every_licence_may_be_passed_on() {
    let metadata = metadata();
    let refused: Vec<String> = packages(&metadata)
        .filter(|package| !may_be_used(package))
        .map(|package| format!("{} ({})", text(&package["name"]), text(&package["license"])))
        .collect();
    assert!(refused.is_empty(), "these packages have a licence that is not on the list: {}", refused.join(", "));
}

#[test]
fn every_package_comes_from_a_registry() {
    let metadata = metadata();
    let strangers: Vec<&str> = packages(&metadata)
        .filter(|package| !package["source"].is_null() && !text(&package["source"]).starts_with(REGISTRY))
        .map(|package| text(&package["name"]))
        .collect();
    assert!(strangers.is_empty(), "these packages come from elsewhere: {}", strangers.join(", "));
    let own = packages(&metadata).filter(|package| package["source"].is_null()).count();
    assert_eq!(own, 1, "only carefolio itself lies in this folder");
}

#[test]
#[expect(clippy::print_stdout, reason = "the number is worth a look even when it is allowed")]
fn the_program_is_made_of_few_packages() {
    let metadata = metadata();
    let count = in_the_program(&metadata).len();
    println!("The program is made of {count} packages besides its own (at most {BUDGET}).");
    assert!(count <= BUDGET, "{count} packages are more than {BUDGET}: raise the budget only with a reason");
}

#[test]
fn choices_and_lists_of_licences_are_understood() {
    for good in [
        "MIT",
        "MIT OR GPL-3.0",
        "Unlicense/MIT",
        "(MIT OR Apache-2.0) AND IJG",
        "Apache-2.0 WITH LLVM-exception OR MIT",
        "(GPL-2.0 OR MIT) AND (Zlib OR ISC)",
    ] {
        assert!(satisfied(good), "{good}");
    }
    for bad in [
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "AGPL-3.0 OR LGPL-2.1",
        "(MIT OR Apache-2.0) AND MPL-2.0",
        "Apache-2.0 WITH LLVM-exception",
        "",
    ] {
        assert!(!satisfied(bad), "{bad}");
    }
}

fn may_be_used(package: &Value) -> bool {
    satisfied(text(&package["license"])) || EXCEPTIONS.iter().any(|(name, _reason)| *name == text(&package["name"]))
}

/// Whether the allowed licences satisfy an expression of SPDX names, `OR`, `AND` and brackets (and the old `/` for `OR`).
fn satisfied(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    either(&mut words) && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(words: &mut Words) -> bool {
    let mut good = both(words);
    while words.next_if_eq(&"OR").is_some() {
        let next = both(words);
        good |= next;
    }
    good
}

fn both(words: &mut Words) -> bool {
    let mut good = one(words);
    while words.next_if_eq(&"AND").is_some() {
        let next = one(words);
        good &= next;
    }
    good
}

fn one(words: &mut Words) -> bool {
    let Some(word) = words.next() else { return false };
    if word == "(" {
        let good = either(words);
        return words.next() == Some(")") && good;
    }
    // An exception changes a licence, so the pair is another licence, and none such is on the list.
    let changed = words.next_if_eq(&"WITH").is_some() && words.next().is_some();
    ALLOWED.contains(&word) && !changed
}

/// Every package reached from carefolio through ordinary dependencies, whatever the system; tests and build helpers not.
fn in_the_program(metadata: &Value) -> BTreeSet<&str> {
    let nodes: BTreeMap<&str, &Value> =
        list(&metadata["resolve"]["nodes"]).iter().map(|node| (text(&node["id"]), node)).collect();
    let root = text(&metadata["resolve"]["root"]);
    let mut reached = BTreeSet::new();
    let mut waiting = vec![root];
    while let Some(id) = waiting.pop() {
        for dependency in list(&nodes[id]["deps"]) {
            let ordinary = list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
            let package = text(&dependency["pkg"]);
            if ordinary && reached.insert(package) {
                waiting.push(package);
            }
        }
    }
    reached
}

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .output()
        .expect("cargo runs: it is running this test");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata speaks JSON")
}

fn packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    list(&metadata["packages"]).iter()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
