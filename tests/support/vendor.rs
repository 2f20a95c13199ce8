//! A vendor: the schema, what it compiles to, the oracle's view of it, and the examples with their table.

use std::{
    fs,
    path::{Path, PathBuf},
};

use formwork::{Compiled, Settings, Source, compile};
use serde_json::{Value, json};

use super::{JUDGES, Judge};

/// The folders of `schemas/`.
pub const VENDORS: [&str; 5] = ["supabase", "ballware", "dotdo", "supertokens", "auth0"];

/// The workspace.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Whether data that is not part of the repository must be there: `FORMWORK_REQUIRE_DATA=1` says so in CI.
pub fn is_required() -> bool {
    std::env::var_os("FORMWORK_REQUIRE_DATA").is_some_and(|value| value != "0")
}

/// A vendor's schema and all that belongs to it.
pub struct Vendor {
    pub name: &'static str,
    /// The schema's path from the workspace.
    pub path: String,
    pub schema: Value,
    pub subjects: Vec<Subject>,
    pub examples: Vec<Example>,
}

/// A subschema that examples are judged by, in three readings of it.
pub struct Subject {
    pub judge: &'static Judge,
    pub compiled: Compiled,
    pub oracle: jsonschema::Validator,
}

/// A file of `examples/` with what the table says of it.
pub struct Example {
    /// Its path from the workspace.
    pub path: String,
    pub text: String,
    pub at: String,
    pub is_valid: bool,
    pub faults: Vec<Fault>,
}

/// What the table expects to be reported.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub instance: String,
    pub keyword: String,
    pub member: Option<String>,
}

impl Vendor {
    /// All of them.
    pub fn all() -> Vec<Self> {
        VENDORS.map(Self::load).into()
    }

    /// The vendor of that name.
    pub fn load(name: &'static str) -> Self {
        let path = format!("schemas/{name}/session.schema.json");
        let schema: Value = serde_json::from_str(&read(&root().join(&path))).unwrap();
        let subjects = JUDGES.iter().filter(|judge| judge.vendor == name);
        let subjects = subjects.map(|judge| Subject {
            judge,
            compiled: compiled(&path, judge.at),
            oracle: oracle(&schema, judge.at),
        });
        Self { name, subjects: subjects.collect(), examples: examples(name), path, schema }
    }

    /// The subschema of that place.
    pub fn subject(&self, at: &str) -> &Subject {
        let subject = self.subjects.iter().find(|subject| subject.judge.at == at);
        subject.unwrap_or_else(|| panic!("{}: the table in support/judge.rs has no {at}", self.name))
    }

    /// The whole schema, compiled.
    pub fn compiled(&self) -> &Compiled {
        &self.subject("#").compiled
    }
}

fn compiled(path: &str, at: &str) -> Compiled {
    let compiled = Settings::beside(path)
        .and_then(|said| compile(&Source::read(path)?, at.strip_prefix('#').unwrap_or(at), &said.options()));
    compiled.unwrap_or_else(|errors| panic!("{path}{at}\n{errors}"))
}

/// The `jsonschema` crate over the same subschema: the schema is embedded under its own `$id` and referred to.
///
/// Version 0.60.2 takes each of `*+,-./` for a digit of a date and time (`.021-03-08T20:53:27Z` passes: the borrow in
/// `parse_two_digits` and `parse_four_digits` of its `keywords/format.rs`). It is held to digits here; all else that it
/// says of dates stands.
fn oracle(schema: &Value, at: &str) -> jsonschema::Validator {
    let mut embedded = schema.clone();
    let asserts = schema.get("x-format-assertion") == Some(&Value::Bool(true));
    let id = schema.get("$id").and_then(Value::as_str).unwrap_or("urn:formwork:subject").to_owned();
    embedded["$id"] = Value::from(id.clone());
    let wrapper = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": format!("{id}{at}"),
        "$defs": { "subject": embedded },
    });
    let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012);
    let date_time =
        jsonschema::options().should_validate_formats(true).build(&json!({ "format": "date-time" })).unwrap();
    let date_time = move |text: &str| has_digits_of_a_time(text) && date_time.is_valid(&Value::from(text));
    let options = options.with_format("date-time", date_time);
    options.should_validate_formats(asserts).build(&wrapper).unwrap_or_else(|error| panic!("{at}: {error}"))
}

/// Whether digits stand where RFC 3339, section 5.6, wants them: in the date, in the time and in the offset.
fn has_digits_of_a_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_digit = |at: &usize| bytes.get(*at).is_some_and(u8::is_ascii_digit);
    let is_offset = !text.ends_with(['Z', 'z']);
    let offset = [5, 4, 2, 1].map(|from_end| bytes.len().saturating_sub(from_end));
    [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18].iter().all(is_digit) && (!is_offset || offset.iter().all(is_digit))
}

fn examples(vendor: &str) -> Vec<Example> {
    let folder = format!("schemas/{vendor}/examples");
    let table: Value = serde_json::from_str(&read(&root().join(&folder).join("expected.json"))).unwrap();
    let mut examples = Vec::new();
    for kind in ["valid", "invalid"] {
        for (file, entry) in table[kind].as_object().unwrap() {
            let path = format!("{folder}/{kind}/{file}");
            // A file that is missing is the finding of the test that compares files and table.
            let Ok(text) = fs::read_to_string(root().join(&path)) else { continue };
            let word = |value: &Value, name: &str| value.get(name).map(|word| word.as_str().unwrap().to_owned());
            let faults = entry.get("faults").and_then(Value::as_array).into_iter().flatten().map(|fault| Fault {
                instance: word(fault, "instance").unwrap(),
                keyword: word(fault, "keyword").unwrap(),
                member: word(fault, "member"),
            });
            examples.push(Example {
                faults: faults.collect(),
                at: word(entry, "at").unwrap_or_else(|| "#".to_owned()),
                is_valid: kind == "valid",
                path,
                text,
            });
        }
    }
    examples
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
