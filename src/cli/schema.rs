//! `carefolio schema`: what each TOML file may say, as JSON Schema, for editors and other programs.
//!
//! The keys come from the readers themselves, so what is described is what is read.

mod framework;
mod notes;

use serde_json::{Map, Value, json};

use super::args::{PrintFormat, Schema};
use super::terminal::Terminal;
use super::{Stop, WELL};
use crate::content::fields::{Shape, Sketch};
use crate::content::{FileSort, Kind, Term, sketch_of};
use crate::problem::{any_of, did_you_mean};
use notes::note;

/// What tells an editor which rules the schema itself follows.
const RULES: &str = "http://json-schema.org/draft-07/schema#";

/// Runs it.
pub fn run(asked: &Schema, terminal: &Terminal) -> Result<u8, Stop> {
    let all = all();
    let Some(typed) = &asked.kind else {
        terminal.print(&match terminal.format() {
            PrintFormat::Json => {
                let schemas: Map<String, Value> = all.iter().map(|one| (one.name.to_owned(), one.schema())).collect();
                written(&Value::Object(schemas))
            }
            _ => list(&all),
        });
        return Ok(WELL);
    };
    let word = typed.trim().to_lowercase();
    let found = all.iter().find(|one| one.name == word || one.folder == Some(word.as_str()));
    let Some(found) = found else {
        let names = || all.iter().map(|one| one.name);
        let fix = match did_you_mean(&word, names()) {
            Some(near) => format!("Did you mean \"{near}\"?"),
            None => format!("Write {}.", any_of(names())),
        };
        return Err(Stop { says: format!("There is no file of the kind \"{typed}\"."), fix });
    };
    terminal.print(&written(&found.schema()));
    Ok(WELL)
}

/// A sort of file with its name and where it lies.
struct Described {
    name: &'static str,
    file: String,
    folder: Option<&'static str>,
    sort: Option<FileSort>,
}

/// Every sort of TOML file.
fn all() -> Vec<Described> {
    let one = |name, file: &str, sort| Described { name, file: file.to_owned(), folder: None, sort };
    let mut all = vec![
        one("carefolio", "carefolio.toml", Some(FileSort::Settings)),
        one("person", "people/NAME.toml", Some(FileSort::Person)),
        one("exceptions", "people/exceptions.toml", Some(FileSort::Exceptions)),
    ];
    all.extend(Kind::ALL.iter().map(|(name, kind)| {
        let folder = kind.folder();
        let file = match kind {
            Kind::Audit => format!("{folder}/NAME/audit.toml"),
            Kind::Figure => format!("{folder}/NAME.toml"),
            Kind::Learning | Kind::Award | Kind::Commitment | Kind::Record | Kind::SelfAssessment => {
                format!("{folder}/NAME.toml, or the facts of {folder}/NAME.md")
            }
            _ => format!("the facts of {folder}/NAME.md"),
        };
        Described { name, file, folder: Some(folder), sort: Some(FileSort::Item(*kind)) }
    }));
    all.push(one("audit-period", "audits/NAME/2026-05.toml", Some(FileSort::AuditPeriod)));
    all.push(one("framework", "frameworks/NAME.toml", None));
    all
}

fn list(all: &[Described]) -> String {
    let mut lines = vec!["carefolio schema NAME prints what a file may say, as JSON Schema. Names:".to_owned()];
    lines.extend(all.iter().map(|one| format!("  {:<16} {}", one.name, one.file)));
    lines.join("\n")
}

impl Described {
    fn schema(&self) -> Value {
        let mut schema = match self.sort {
            Some(sort) => object(&sketch_of(sort)),
            None => framework::schema(),
        };
        schema["$schema"] = RULES.into();
        schema["title"] = format!("carefolio: {}", self.file).into();
        schema
    }
}

fn object(sketch: &Sketch) -> Value {
    let keys: Map<String, Value> =
        sketch.keys.iter().map(|(key, shapes)| ((*key).to_owned(), described(key, shapes))).collect();
    let other = if sketch.other_lines { line() } else { Value::Bool(false) };
    let mut object = json!({ "type": "object", "properties": keys, "additionalProperties": other });
    if !sketch.needed.is_empty() {
        object["required"] = sketch.needed.iter().copied().collect();
    }
    object
}

fn described(key: &str, shapes: &[Shape]) -> Value {
    let mut value = match shapes {
        [one] => of_shape(one),
        several => json!({ "anyOf": several.iter().map(of_shape).collect::<Vec<_>>() }),
    };
    if let Some(note) = note(key)
        && let Some(value) = value.as_object_mut()
    {
        value.insert("description".to_owned(), note.into());
    }
    value
}

/// A number is clear enough where words are wanted, such as a contract's.
fn line() -> Value {
    json!({ "type": ["string", "number"] })
}

fn of_shape(shape: &Shape) -> Value {
    match shape {
        Shape::Line => line(),
        Shape::Day => json!({ "type": "string", "format": "date" }),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::Words(words) => {
            json!({ "anyOf": [{ "enum": words }, { "type": "array", "items": { "enum": words } }] })
        }
        Shape::Lines => json!({ "anyOf": [line(), { "type": "array", "items": { "type": "string" } }] }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Whole => json!({ "type": "integer", "minimum": 0 }),
        Shape::YesNo => json!({ "type": "boolean" }),
        Shape::Fours => {
            let number = json!({ "type": "integer", "minimum": 0 });
            let four = json!({ "type": "array", "items": number, "minItems": 4, "maxItems": 4 });
            json!({ "anyOf": [four, { "type": "array", "items": four }] })
        }
        Shape::Table(inner) => object(inner),
        Shape::Tables(inner) => {
            let one = object(inner);
            json!({ "anyOf": [{ "type": "array", "items": one }, one] })
        }
        Shape::Named(inner) => json!({ "type": "object", "additionalProperties": object(inner) }),
        Shape::Anything => json!({}),
    }
}

fn written(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("plain words can always be written")
}
