//! The schemas accept what the example says, and refuse a key that is misspelt.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::folders::{program, run};

/// Every schema, ready to be asked.
struct Schemas {
    schemas: boon::Schemas,
    places: BTreeMap<String, boon::SchemaIndex>,
    written: BTreeMap<String, Value>,
}

impl Schemas {
    fn read() -> Schemas {
        let said = run(&mut program(&["schema", "--format", "json"]));
        let written: BTreeMap<String, Value> = serde_json::from_str(&said.ends(0).said).expect("it is JSON");
        let mut schemas = boon::Schemas::new();
        let mut compiler = boon::Compiler::new();
        let mut places = BTreeMap::new();
        for (name, schema) in &written {
            let address = format!("{name}.json");
            compiler.add_resource(&address, schema.clone()).expect("a schema");
            places
                .insert(name.clone(), compiler.compile(&address, &mut schemas).expect("a schema that holds together"));
        }
        Schemas { schemas, places, written }
    }

    fn accepts(&self, name: &str, facts: &Value) -> Result<(), String> {
        self.schemas.validate(facts, self.places[name]).map_err(|error| format!("{error:#}"))
    }
}

/// Which schema a file of a portfolio has, by its path.
fn schema_of(path: &str) -> Option<&'static str> {
    let parts: Vec<&str> = path.split('/').collect();
    let name = parts.last()?;
    Some(match parts[0] {
        "carefolio.toml" => "carefolio",
        "people" if *name == "exceptions.toml" => "exceptions",
        "people" if *name == "issued.toml" => return None,
        "people" => "person",
        "frameworks" => "framework",
        "audits" if *name == "audit.toml" => "audit",
        "audits" => "audit-period",
        "stories" => "story",
        "feedback" => "feedback",
        "surveys" => "survey",
        "improvements" => "improvement",
        "figures" => "figure",
        "learning" => "learning",
        "findings" => "finding",
        "awards" => "award",
        "commitments" => "commitment",
        "films" => "film",
        "records" => "record",
        "albums" => "album",
        "events" => "event",
        "pages" => "page",
        "self-assessment" => "self-assessment",
        _ => return None,
    })
}

/// The facts of a TOML file, or those at the top of a Markdown file.
fn facts(path: &Path) -> Option<toml::Table> {
    let text = String::from_utf8_lossy(&fs::read(path).ok()?).replace("\r\n", "\n");
    let text = text.trim_start_matches('\u{feff}');
    if path.extension()? == "toml" {
        return Some(text.parse().expect("a file of the example is sound"));
    }
    let (inside, _) = text.strip_prefix("+++\n")?.split_once("\n+++")?;
    Some(inside.parse().expect("a file of the example is sound"))
}

fn as_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text.as_str()),
        toml::Value::Integer(number) => Value::from(*number),
        toml::Value::Float(number) => Value::from(*number),
        toml::Value::Boolean(flag) => Value::from(*flag),
        toml::Value::Datetime(day) => Value::from(day.to_string()),
        toml::Value::Array(list) => Value::from(list.iter().map(as_json).collect::<Vec<_>>()),
        toml::Value::Table(table) => Value::from_iter(table.iter().map(|(key, value)| (key.clone(), as_json(value)))),
    }
}

fn files(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let named = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let path = entry.path().strip_prefix(folder).expect("inside").to_string_lossy().replace('\\', "/");
        (path, entry.path().to_owned())
    });
    named.filter(|(path, _)| path.ends_with(".md") || path.ends_with(".toml")).collect()
}

#[test]
fn the_example_is_as_the_schemas_say_and_a_misspelt_key_is_not() {
    let schemas = Schemas::read();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, place) in files(&root.join("content-example")) {
        if path.ends_with("README.md") || path.ends_with("LICENCES.md") || path.starts_with("out/") {
            continue;
        }
        let Some((name, facts)) = schema_of(&path).zip(facts(&place)) else { continue };
        *seen.entry(name).or_default() += 1;
        let value = as_json(&toml::Value::Table(facts.clone()));
        if let Err(why) = schemas.accepts(name, &value) {
            panic!("{path}: {why}");
        }
        for key in facts.keys() {
            let mut misspelt = value.clone();
            let object = misspelt.as_object_mut().expect("facts");
            let fact = object.remove(key).expect("it is there");
            object.insert(format!("{key}x"), fact);
            assert!(schemas.accepts(name, &misspelt).is_err(), "{path}: {key}x");
        }
    }
    for name in schemas.written.keys().filter(|name| !["framework", "exceptions"].contains(&name.as_str())) {
        assert!(seen.contains_key(name.as_str()), "the example has no {name}");
    }
}

#[test]
fn our_own_frameworks_are_as_the_schema_says() {
    let schemas = Schemas::read();
    for (path, place) in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/framework/data")) {
        let is_framework =
            !["crosswalk", "characteristics", "regulations", "LICENCE"].iter().any(|word| path.contains(word));
        if let Some(facts) = facts(&place).filter(|_| is_framework) {
            let value = as_json(&toml::Value::Table(facts));
            schemas.accepts("framework", &value).unwrap_or_else(|why| panic!("{path}: {why}"));
            let mut misspelt = value.clone();
            misspelt["item"][0]["sulg"] = "x".into();
            assert!(schemas.accepts("framework", &misspelt).is_err());
        }
    }
}

#[test]
fn what_is_of_another_sort_is_refused() {
    let schemas = Schemas::read();
    let refused = [
        ("story", serde_json::json!({ "date": 5 })),
        ("story", serde_json::json!({ "evidence_kind": "feeling" })),
        ("story", serde_json::json!({ "photo": [{ "alt": "no file" }] })),
        ("story", serde_json::json!({ "photo": [{ "file": "a.jpg", "crop": [1, 2, 3] }] })),
        ("survey", serde_json::json!({ "asked": -1 })),
        ("person", serde_json::json!({ "consent": [{ "uses": ["story", "foto"] }] })),
        ("carefolio", serde_json::json!({ "editions": { "family": { "hosted": "cloud" } } })),
        ("exceptions", serde_json::json!({ "allow": [{ "wrod": "May" }] })),
    ];
    for (name, value) in refused {
        assert!(schemas.accepts(name, &value).is_err(), "{name}: {value}");
    }
    let learning =
        [serde_json::json!({ "theme": "Falls" }), serde_json::json!({ "theme": [{ "what": "Falls", "count": 3 }] })];
    for value in learning {
        schemas.accepts("learning", &value).expect("a line or headings");
    }
    let said = run(&mut program(&["schema", "stories"]));
    assert_eq!(serde_json::from_str::<Value>(&said.ends(0).said).expect("JSON"), schemas.written["story"]);
    run(&mut program(&["schema", "storry"])).ends(2).says(&["Did you mean \"story\"?"]);
}

#[test]
fn every_key_is_in_the_readme() {
    let schemas = Schemas::read();
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("the README");
    for (name, schema) in schemas.written.iter().filter(|(name, _)| *name != "framework") {
        for key in schema["properties"].as_object().expect("keys").keys() {
            let is_there = [format!("`{key}`"), format!("[{key}]"), format!("[{key}."), format!("`{key} =")];
            assert!(
                is_there.iter().any(|words| readme.contains(words.as_str())),
                "README does not tell of {name}: {key}"
            );
        }
    }
}

#[test]
fn help_fits_a_screen_and_shows_examples() {
    let commands = ["new", "add", "build", "serve", "check", "gaps", "migrate", "explain", "schema", "completions"];
    let of_commands = commands.iter().map(|command| (vec![*command, "--help"], 45));
    for (arguments, lines) in std::iter::once((vec!["--help"], 24)).chain(of_commands) {
        let said = run(program(&arguments).env("COLUMNS", "80")).ends(0).said.clone();
        assert!(said.lines().count() <= lines, "{arguments:?}\n{said}");
        assert!(said.lines().all(|line| line.chars().count() <= 80), "{arguments:?}\n{said}");
        assert!(said.contains("carefolio"), "{said}");
        assert!(arguments.len() == 1 || said.contains("Examples:"), "{arguments:?}\n{said}");
    }
}

#[test]
fn shells_and_the_manual_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        run(&mut program(&["completions", shell])).ends(0).says(&["carefolio", "gaps", "migrate"]);
    }
    run(&mut program(&["completions", "tcsh"])).ends(2).says(&["bash"]);
    run(&mut program(&["man"])).ends(0).says(&[".TH carefolio", "CAREFOLIO GAPS", "CAREFOLIO ADD"]);
}
