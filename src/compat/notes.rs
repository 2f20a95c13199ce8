//! Changes that reject nothing, but that programs may act on: defaults, marks, formats that assert nothing, names.

use serde_json::Value;

use super::Side;
use super::compare::at;
use super::finding::{Direction, Finding, Verdict};
use crate::ir::{DocumentId, Site};

/// The keywords that are looked at, with their rules.
const WATCHED: [(&str, &str); 15] = [
    ("$schema", "breaking::dialect-changed"),
    ("$id", "breaking::identifier-changed"),
    ("id", "breaking::identifier-changed"),
    ("$anchor", "breaking::identifier-changed"),
    ("$dynamicAnchor", "breaking::identifier-changed"),
    ("$recursiveAnchor", "breaking::identifier-changed"),
    ("$vocabulary", "breaking::dialect-changed"),
    ("default", "breaking::default-changed"),
    ("readOnly", "breaking::access-changed"),
    ("writeOnly", "breaking::access-changed"),
    ("deprecated", "breaking::deprecated-changed"),
    ("contentEncoding", "breaking::content-changed"),
    ("contentMediaType", "breaking::content-changed"),
    ("contentSchema", "breaking::content-changed"),
    ("format", "breaking::format-note-changed"),
];

/// Keywords whose values are no schemas, whatever they look like.
const VALUES: [&str; 4] = ["enum", "const", "default", "examples"];
/// Keywords whose values are schemas by name.
const MAPS: [&str; 6] = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"];

/// What the first documents of both sides say differently at the same place.
pub(super) fn compare(old: Side<'_>, new: Side<'_>) -> Vec<Finding> {
    let asserts = [old, new].into_iter().any(|side| {
        let mut keywords = side.compiled.ir.schemas.iter().flat_map(|schema| &schema.keywords);
        keywords.any(|keyword| matches!(keyword.rule, crate::ir::Rule::Format(_)))
    });
    let read = |side: Side<'_>| serde_json::from_str::<Value>(&side.source.text).unwrap_or_default();
    let mut notes = Notes { old, new, asserts, found: Vec::new() };
    notes.schema(&read(old), &read(new), "");
    notes.found
}

struct Notes<'s> {
    old: Side<'s>,
    new: Side<'s>,
    /// Whether formats assert, so that the walk sees them.
    asserts: bool,
    found: Vec<Finding>,
}

impl Notes<'_> {
    fn schema(&mut self, old: &Value, new: &Value, pointer: &str) {
        let (Value::Object(before), Value::Object(after)) = (old, new) else { return };
        for (name, rule) in WATCHED {
            let is_noted = name != "format" || !self.asserts;
            // In older drafts `id` names the schema, in newer ones nothing does.
            let is_text = name != "id" || [before.get(name), after.get(name)].iter().flatten().all(|v| v.is_string());
            if before.get(name) != after.get(name) && is_noted && is_text {
                self.note(rule, name, before.get(name), after.get(name), pointer);
            }
        }
        for (name, value) in before {
            let Some(other) = after.get(name).filter(|_| !VALUES.contains(&name.as_str())) else { continue };
            let below = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
            if MAPS.contains(&name.as_str()) {
                let (Value::Object(entries), Value::Object(others)) = (value, other) else { continue };
                for (entry, schema) in entries {
                    if let Some(other) = others.get(entry) {
                        let below = format!("{below}/{}", entry.replace('~', "~0").replace('/', "~1"));
                        self.schema(schema, other, &below);
                    }
                }
            } else if let (Value::Array(items), Value::Array(others)) = (value, other) {
                for (index, (item, other)) in items.iter().zip(others).enumerate() {
                    self.schema(item, other, &format!("{below}/{index}"));
                }
            } else {
                self.schema(value, other, &below);
            }
        }
    }

    fn note(&mut self, rule: &'static str, name: &str, old: Option<&Value>, new: Option<&Value>, pointer: &str) {
        let place = |side: Side<'_>, value: Option<&Value>| {
            let pointer = if value.is_some() { format!("{pointer}/{name}") } else { pointer.to_owned() };
            Some(at(side, &Site { document: DocumentId(0), pointer }))
        };
        let message = match (old, new) {
            (None, Some(_)) => format!("`{name}` was added"),
            (Some(_), None) => format!("`{name}` was removed"),
            _ => format!("`{name}` was changed"),
        };
        self.found.push(Finding {
            rule,
            direction: Direction::Behaviour,
            verdict: Verdict::Note,
            old: place(self.old, old),
            new: place(self.new, new),
            message,
            witness: None,
            hint: None,
        });
    }
}
