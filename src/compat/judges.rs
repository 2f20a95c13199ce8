//! The two validators that have to agree about a witness: our interpreter, and the crate `jsonschema`, which reads the
//! schema's own text.

use std::collections::HashMap;

use formwork_runtime::{Json, Kinds};
use jsonschema::{Retrieve, Uri, Validator};
use serde_json::Value;

use super::{Side, emit};
use crate::Draft;
use crate::ir::{DocumentId, Rule, Site};

/// The validators of one side.
#[derive(Debug)]
pub struct Judges<'s> {
    side: Side<'s>,
    other: Option<Validator>,
}

/// The documents of a compilation by URI; nothing else is fetched.
struct Documents(HashMap<String, Value>);

impl Retrieve for Documents {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let bare = uri.as_str().trim_end_matches('#');
        self.0.get(bare).cloned().ok_or_else(|| format!("{bare} is not known here").into())
    }
}

impl<'s> Judges<'s> {
    /// Makes both validators ready.
    pub fn new(side: Side<'s>) -> Self {
        Self { side, other: own_text(side).or_else(|| rewritten(side)) }
    }

    /// Whether our interpreter accepts a text.
    pub fn accepts(&self, text: &str) -> bool {
        self.side.compiled.accepts(text.as_bytes())
    }

    /// The verdict that both validators give; nothing where they differ, or the second one cannot read the schema or the
    /// instance as it is.
    pub fn agree(&self, instance: &Json) -> Option<bool> {
        let value = emit::value(instance).ok()?;
        let first = self.accepts(&super::witness::text(instance));
        let second = self.other.as_ref()?.is_valid(&value);
        (first == second).then_some(first)
    }
}

fn asserts_formats(side: Side<'_>) -> bool {
    let mut keywords = side.compiled.ir.schemas.iter().flat_map(|schema| &schema.keywords);
    keywords.any(|keyword| matches!(keyword.rule, Rule::Format(_)))
}

/// The other validator over the texts as they were written.
fn own_text(side: Side<'_>) -> Option<Validator> {
    if !side.fragment.is_empty() {
        return None;
    }
    let compiled = side.compiled;
    let mut documents = HashMap::new();
    let mut base = None;
    for (index, document) in compiled.ir.documents.iter().enumerate() {
        let id = DocumentId(u32::try_from(index).ok()?);
        let text = compiled.documents.written(&Site { document: id, pointer: String::new() })?;
        let value: Value = serde_json::from_str(text).ok()?;
        for resource in document.resources.iter().filter(|resource| resource.pointer.is_empty()) {
            if index == 0 {
                base = Some(resource.uri.clone());
            }
            documents.insert(resource.uri.clone(), value.clone());
        }
    }
    let root: Value = serde_json::from_str(&side.source.text).ok()?;
    let mut options = jsonschema::options()
        .with_retriever(Documents(documents))
        .should_validate_formats(asserts_formats(side))
        .should_ignore_unknown_formats(true);
    if let Some(base) = base {
        options = options.with_base_uri(base);
    }
    if let Some(draft) = side.settings.draft {
        options = options.with_draft(match draft {
            Draft::Draft4 => jsonschema::Draft::Draft4,
            Draft::Draft6 => jsonschema::Draft::Draft6,
            Draft::Draft7 => jsonschema::Draft::Draft7,
            Draft::Draft201909 => jsonschema::Draft::Draft201909,
            Draft::Draft202012 => jsonschema::Draft::Draft202012,
        });
    }
    options.build(&root).ok()
}

/// The other validator over what the schema means, where it does not read the text itself.
fn rewritten(side: Side<'_>) -> Option<Validator> {
    let ir = side.compiled.written.ir();
    let schema = emit::conjunction(ir, &[ir.root], Kinds::ALL).ok()?;
    jsonschema::options().should_validate_formats(true).build(&schema).ok()
}
