//! The schemas that payloads are judged by.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use formwork_runtime::{Budget, Bytes, Input, Kind, Names};

use super::inputs::Map;
use crate::Compiled;
use crate::cli::complain;
use crate::cli::explain::Knowledge;
use crate::cli::schema_args::SchemaArgs;
use crate::diagnostic::Diagnostics;

/// The schema of a payload.
pub(super) enum Chosen {
    /// This one.
    Schema(Arc<Knowledge>),
    /// The one that the payload names, if it does.
    Own,
}

/// All schemas of a run, each compiled once.
pub(super) struct Schemas {
    arguments: SchemaArgs,
    quiet: bool,
    default: Option<Arc<Knowledge>>,
    maps: Vec<(Map, Arc<Knowledge>)>,
    /// Those that payloads name, by URI; nothing for one that does not compile.
    own: Mutex<HashMap<String, Option<Arc<Knowledge>>>>,
}

impl Schemas {
    /// Compiles what the command line names.
    pub(super) fn new(
        arguments: &SchemaArgs,
        schema: Option<&str>,
        maps: &[Map],
        quiet: bool,
    ) -> Result<Self, Diagnostics> {
        let mut known: HashMap<String, Arc<Knowledge>> = HashMap::new();
        let mut problems = Diagnostics::default();
        let mut compile = |name: &str| {
            if let Some(known) = known.get(name) {
                return Some(Arc::clone(known));
            }
            match arguments.compile(name) {
                Ok(schema) => {
                    warn(&schema, quiet);
                    let made = Arc::new(Knowledge::new(schema));
                    known.insert(name.to_owned(), Arc::clone(&made));
                    Some(made)
                }
                Err(diagnostics) => {
                    problems.0.extend(diagnostics.0);
                    None
                }
            }
        };
        let default = schema.and_then(&mut compile);
        let maps = maps.iter().filter_map(|map| Some((map.clone(), compile(&map.schema)?))).collect();
        if problems.has_errors() {
            return Err(problems);
        }
        Ok(Self { arguments: arguments.clone(), quiet, default, maps, own: Mutex::default() })
    }

    /// None but those that payloads name.
    pub(super) fn none(arguments: &SchemaArgs) -> Self {
        Self { arguments: arguments.clone(), quiet: true, default: None, maps: Vec::new(), own: Mutex::default() }
    }

    /// The schema of a file: that of the first pattern which matches, else the one for all, else the file's own.
    pub(super) fn choose(&self, file: &str) -> Chosen {
        let mapped = self.maps.iter().find(|(map, _)| map.is_for(file)).map(|(_, schema)| schema);
        mapped.or(self.default.as_ref()).map_or(Chosen::Own, |schema| Chosen::Schema(Arc::clone(schema)))
    }

    /// The schema that a payload names.
    ///
    /// # Errors
    /// Why there is none.
    pub(super) fn own(&self, uri: &str) -> Result<Arc<Knowledge>, String> {
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        let known = match own.get(uri) {
            Some(known) => known.clone(),
            None => {
                let made = self.compile_own(uri)?;
                own.insert(uri.to_owned(), made.clone());
                made
            }
        };
        known.ok_or_else(|| format!("the schema that it names, {uri:?}, does not compile"))
    }

    fn compile_own(&self, uri: &str) -> Result<Option<Arc<Knowledge>>, String> {
        match self.arguments.compile_uri(uri) {
            None => Err(format!("the schema that it names, {uri:?}, is not known here: add --schema-map {uri}=FILE")),
            Some(Err(diagnostics)) => {
                complain(&diagnostics);
                Ok(None)
            }
            Some(Ok(schema)) => {
                warn(&schema, self.quiet);
                Ok(Some(Arc::new(Knowledge::new(schema))))
            }
        }
    }
}

/// Tells of what is legal in a schema but probably not meant.
fn warn(schema: &Compiled, quiet: bool) {
    if !quiet && !schema.warnings.is_empty() {
        complain(&schema.warnings);
    }
}

/// What is said of a payload that no schema is for.
pub(super) const NO_SCHEMA: &str = "there is no schema for it: give --schema or --map, or name one in its \"$schema\"";

/// The URI that a JSON text names as its schema.
pub(super) fn named_in(text: &[u8]) -> Option<String> {
    let budget = Budget::for_text(text.len());
    let mut input = Bytes::new(text, &budget).ok()?;
    if input.kind().ok()? != Kind::Object {
        return None;
    }
    let mut object = Names::NONE.walk();
    object.open(&mut input).ok()?;
    while object.next(&mut input).ok()?.is_some() {
        if object.name() == "$schema" {
            return input.string().ok().map(std::borrow::Cow::into_owned);
        }
        input.skip().ok()?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_names_its_schema() {
        assert_eq!(named_in(br#"{"a": [1], "$schema": "x:y"}"#).as_deref(), Some("x:y"));
        for text in ["[]", r#"{"$schema": 1}"#, "{", "{}", ""] {
            assert_eq!(named_in(text.as_bytes()), None, "{text}");
        }
    }
}
