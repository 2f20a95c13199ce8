//! What `examples/expected.json` says of examples.

use std::fs;
use std::path::PathBuf;

use formwork_runtime::{Json, parse};

use super::find::{Example, Examples};
use crate::cli::report::{Finding, Judged, Role, Spot, Verdict};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};

/// The table, as it was written; empty if there is none.
pub(super) struct Expected {
    path: PathBuf,
    table: Json,
}

/// A fault that an example has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fault {
    /// The JSON Pointer to the value.
    pub(super) instance: String,
    pub(super) keyword: String,
    /// The member that the message names.
    pub(super) member: Option<String>,
}

impl Expected {
    /// Reads the table of some examples.
    ///
    /// # Errors
    /// It is none.
    pub(super) fn read(examples: &Examples) -> Result<Self, Diagnostics> {
        let path = examples.folder.join("expected.json");
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self { path, table: Json::Object(std::iter::empty().collect()) });
            }
            Err(error) => {
                let message = format!("{} cannot be read: {error}", path.display());
                return Err(Diagnostic::error("unreadable-file", message).into());
            }
        };
        let table = parse(&bytes).map_err(|error| {
            let text = String::from_utf8_lossy(&bytes);
            let at = error.position().offset;
            let place = Place::new(&path.to_string_lossy(), &text, at..at, String::new());
            Diagnostic::error("invalid-json", error.message()).at(place)
        })?;
        let expected = Self { path, table };
        expected.check()?;
        Ok(expected)
    }

    /// Whether everything in the table is what it has to be.
    fn check(&self) -> Result<(), Diagnostic> {
        let wrong = |what: String| {
            let help = "formwork test --help shows what it looks like";
            Diagnostic::error("invalid-value", format!("{}: {what}", self.path.display())).help(help)
        };
        for kind in ["valid", "invalid"] {
            let Some(entries) = self.table.get(kind) else { continue };
            let Json::Object(entries) = entries else { return Err(wrong(format!("/{kind} is no object"))) };
            for (name, entry) in entries.iter() {
                let is_text = |member: &str| entry.get(member).is_none_or(|value| value.as_str().is_some());
                let faults = match entry.get("faults") {
                    None => true,
                    Some(Json::Array(faults)) => faults.iter().all(|entry| fault(entry).is_some()),
                    Some(_) => false,
                };
                if !matches!(entry, Json::Object(_)) || !is_text("at") || !faults {
                    let faults = "[{ \"instance\": \"/pointer\", \"keyword\": \"type\" }]";
                    return Err(wrong(format!("of {name:?}, \"at\" is a text and \"faults\" a list like {faults}")));
                }
            }
        }
        Ok(())
    }

    fn entry(&self, example: &Example) -> Option<&Json> {
        self.table.get(if example.is_valid { "valid" } else { "invalid" })?.get(&example.name)
    }

    /// The place of the schema that judges an example.
    pub(super) fn at(&self, example: &Example) -> &str {
        self.entry(example).and_then(|entry| entry.get("at")?.as_str()).unwrap_or_default()
    }

    /// All faults that an example has to have, if it is said.
    pub(super) fn faults(&self, example: &Example) -> Option<Vec<Fault>> {
        let Json::Array(faults) = self.entry(example)?.get("faults")? else { return None };
        Some(faults.iter().filter_map(fault).collect())
    }

    /// Entries for files that are not there.
    pub(super) fn stale(&self, examples: &Examples) -> Vec<Judged> {
        let mut stale = Vec::new();
        for (kind, is_valid) in [("valid", true), ("invalid", false)] {
            let Some(Json::Object(entries)) = self.table.get(kind) else { continue };
            for (name, _) in entries.iter() {
                if examples.files.iter().any(|file| file.is_valid == is_valid && file.name == *name) {
                    continue;
                }
                let file = examples.folder.join(kind).join(name).to_string_lossy().replace('\\', "/");
                let message = format!("{} speaks of it, but there is no such example", self.path.display());
                stale.push(Judged {
                    findings: vec![Finding::new("test::missing", message, Spot::file(&file))],
                    file,
                    record: None,
                    verdict: Verdict::None,
                    stopped: false,
                    lines: Vec::new(),
                });
            }
        }
        stale
    }
}

fn fault(entry: &Json) -> Option<Fault> {
    let text = |name: &str| Some(entry.get(name)?.as_str()?.to_owned());
    Some(Fault { instance: text("instance")?, keyword: text("keyword")?, member: text("member") })
}

/// What was found and not expected, and what was expected and not found.
pub(super) fn compare(expected: &[Fault], found: &[Finding]) -> Vec<Finding> {
    let mut open: Vec<&Fault> = expected.iter().collect();
    let mut wrong = Vec::new();
    for finding in found.iter().filter(|finding| !finding.is_warning()) {
        let names = |member: &String| finding.message.contains(&format!("{member:?}"));
        let is_it = |fault: &&Fault| {
            let is_named = fault.member.as_ref().is_none_or(names);
            fault.instance == finding.place.pointer && fault.keyword == finding.rule && is_named
        };
        if let Some(at) = open.iter().position(is_it) {
            open.remove(at);
        } else {
            let message = format!("it is refused for more than is expected: {}", finding.message);
            let mut more = Finding { message, ..finding.clone() };
            more.message = format!("{} ({})", more.message, finding.rule);
            "test::unexpected-fault".clone_into(&mut more.rule);
            more.related.retain(|related| related.role == Role::Rule);
            wrong.push(more);
        }
    }
    let file = found.first().map(|finding| finding.place.file.clone()).unwrap_or_default();
    wrong.extend(open.into_iter().map(|fault| {
        let member = fault.member.as_ref().map(|member| format!(" of {member:?}")).unwrap_or_default();
        let at = if fault.instance.is_empty() { "the root" } else { &fault.instance };
        let message = format!("it is refused, but not by {}{member} at {at}, as is expected", fault.keyword);
        Finding::new("test::missing-fault", message, Spot::file(&file))
    }));
    wrong
}
