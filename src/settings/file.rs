//! Options that stand in a file beside the schema: for schemas that must stay as their owner wrote them.

use std::path::{Path, PathBuf};

use super::Settings;
use super::table::Written;
use super::value::{Data, Fault, Key, Spelling, Value};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::front::{
    Source, text,
    tree::{self, NodeId, Tree},
};

impl Settings {
    /// Reads the options file beside a schema, if there is one: `session.options.json` for `session.schema.json`. Its
    /// members are the options of `formwork.toml`, in JSON's spelling: `secret`, `assertFormat`, `derive`, …
    ///
    /// # Errors
    /// The file cannot be read, is not JSON, or says something that is no option.
    pub fn beside(schema: &str) -> Result<Self, Diagnostics> {
        Self::beside_noting(Path::new(schema), schema, &mut Vec::new())
    }

    /// Like [`beside`](Self::beside), for a schema that messages call by another name; the file is noted if there is one.
    pub(crate) fn beside_noting(schema: &Path, label: &str, files: &mut Vec<PathBuf>) -> Result<Self, Diagnostics> {
        let path = beside(&schema.to_string_lossy()).map(PathBuf::from).filter(|path| path.is_file());
        let (Some(path), Some(label)) = (path, beside(label)) else { return Ok(Self::default()) };
        files.push(path.clone());
        Self::from_json(&Source::read_as(&path, label)?)
    }

    /// Reads options from JSON; paths in it are relative to the file.
    fn from_json(source: &Source) -> Result<Self, Diagnostics> {
        let label = &source.label;
        let in_file = |fault: Fault| fault.in_file("options", label, &source.text);
        let (tree, errors) = text::read(&source.text);
        if !errors.is_empty() {
            let shown = errors.into_iter().map(|error| {
                let fault = Fault::new(&error.span, error.message).help(error.help.map(str::to_owned));
                fault.in_file(error.code, label, &source.text)
            });
            return Err(Diagnostics(shown.collect()));
        }
        let value = value(&tree, Tree::ROOT);
        let Some(members) = value.table() else {
            return Err(in_file(Fault::new(&value.at, "the options are an object")).into());
        };
        let folder = source.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        let written = Written { spelling: Spelling::Camel, folder, origin: (label, &source.text) };
        let mut settings = Self::default();
        let faults = members.iter().filter_map(|(key, value)| settings.take(key, value, written, &[])).flatten();
        let faults: Vec<Diagnostic> = faults.map(in_file).collect();
        if faults.is_empty() { Ok(settings) } else { Err(Diagnostics(faults)) }
    }
}

/// The options file that a schema can have; none for an options file itself.
fn beside(schema: &str) -> Option<String> {
    let stem = schema.strip_suffix(".schema.json").or_else(|| schema.strip_suffix(".json")).unwrap_or(schema);
    (!stem.ends_with(".options")).then(|| format!("{stem}.options.json"))
}

/// A value of JSON as one of options.
fn value(tree: &Tree, node: NodeId) -> Value {
    let data = match tree.data(node) {
        tree::Data::Boolean(boolean) => Data::Boolean(*boolean),
        tree::Data::String(text) => Data::Text(text.clone()),
        tree::Data::Array(items) => Data::List(items.iter().map(|item| value(tree, *item)).collect()),
        tree::Data::Object(members) => {
            let key = |member: &tree::Member| Key { at: member.key.clone(), name: member.name.clone() };
            Data::Table(members.iter().map(|member| (key(member), value(tree, member.value))).collect())
        }
        tree::Data::Null | tree::Data::Number => Data::Other,
    };
    Value { at: tree.span(node), data }
}
