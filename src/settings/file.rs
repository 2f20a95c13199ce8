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
        match Self::file_beside(schema).filter(|path| path.is_file()) {
            Some(path) => Self::from_json(&Source::read(path)?),
            None => Ok(Self::default()),
        }
    }

    /// The options file that a schema has or could have; none for an options file itself.
    pub(crate) fn file_beside(schema: &str) -> Option<PathBuf> {
        let stem = schema.strip_suffix(".schema.json").or_else(|| schema.strip_suffix(".json")).unwrap_or(schema);
        (!stem.ends_with(".options")).then(|| PathBuf::from(format!("{stem}.options.json")))
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
        let written = Written { spelling: Spelling::Camel, folder, origin: Some((label, &source.text)) };
        let mut settings = Self::default();
        let faults = members.iter().filter_map(|(key, value)| settings.take(key, value, written, &[])).flatten();
        let faults: Vec<Diagnostic> = faults.map(in_file).collect();
        if faults.is_empty() { Ok(settings) } else { Err(Diagnostics(faults)) }
    }
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
