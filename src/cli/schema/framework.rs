//! What a framework file may say. Its reader keeps one list of keys for each part, and the shapes follow from the keys.

use serde_json::{Map, Value, json};

use crate::framework::file_keys;

/// The whole file.
pub fn schema() -> Value {
    let [(_, top), parts @ ..] = file_keys();
    let mut keys = properties(top);
    for (name, inner) in parts {
        let object = json!({
            "type": "object",
            "properties": properties(inner),
            "additionalProperties": false,
            "required": needed(name),
        });
        let is_one = name == "display_duty";
        keys.insert(name.to_owned(), if is_one { object } else { json!({ "type": "array", "items": object }) });
    }
    json!({
        "type": "object",
        "properties": keys,
        "additionalProperties": false,
        "required": ["id", "prefix", "title", "key_question"],
    })
}

fn properties(keys: &str) -> Map<String, Value> {
    keys.split_whitespace().map(|key| (key.to_owned(), shape(key))).collect()
}

fn shape(key: &str) -> Value {
    match key {
        "verified" | "codes_are_ours" | "title_cy_verified" | "label_cy_verified" => json!({ "type": "boolean" }),
        "order" | "schema" => json!({ "type": "integer", "minimum": 0 }),
        "i_statements" | "scope" | "guide_topics" | "languages" => {
            json!({ "type": "array", "items": { "type": "string" } })
        }
        "id" | "prefix" | "slug" => json!({ "type": "string", "pattern": "^[a-z0-9-]+$" }),
        // What the reader does not look into.
        "scoring" | "aggregation_rule" | "replaces" | "replaced_by" | "source" | "note" => json!({}),
        _ => json!({ "type": "string" }),
    }
}

fn needed(part: &str) -> Vec<&'static str> {
    match part {
        "item" => vec!["key_question", "slug", "title"],
        "key_question" | "evidence_category" => vec!["id", "title"],
        "rating" => vec!["id", "label"],
        _ => Vec::new(),
    }
}
