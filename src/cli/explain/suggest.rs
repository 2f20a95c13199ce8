//! What was probably meant. Names and values that are offered come from the schema, and none for a secret.

use formwork_runtime::{Json, Kind, Violation, to_string};

use super::Document;
use crate::cli::payload::Notation;
use crate::ir::Rule;
use crate::near::nearest;

/// So many values are named.
const SHOWN: usize = 12;

/// What helps against a violation, if anything is known.
pub(super) fn help(document: &Document<'_>, violation: &Violation) -> Option<String> {
    match violation.keyword.as_str() {
        "additionalProperties" | "unevaluatedProperties" => name(document, &violation.instance),
        "enum" | "const" => {
            let values = document.knowledge.rules_at(&violation.schema).find_map(|rule| match rule {
                Rule::Values(values) => Some(values),
                _ => None,
            });
            let texts = values.into_iter().flatten().filter_map(Json::as_str);
            text(document, &violation.instance, texts).or_else(|| quotes(document, violation, "string"))
        }
        "type" => quotes(document, violation, &violation.message),
        _ => None,
    }
}

/// A member's name that the schema knows and the object does not have yet.
fn name(document: &Document<'_>, pointer: &str) -> Option<String> {
    let (around, segment) = pointer.rsplit_once('/')?;
    let written = segment.replace("~1", "/").replace("~0", "~");
    let root = document.value()?;
    let object = root.pointer(around)?.as_object()?;
    let applied = document.knowledge.applied(root, around);
    let ir = document.knowledge.ir();
    let rules = applied.schemas.iter().flat_map(|id| &ir.schema(*id).keywords).map(|keyword| &keyword.rule);
    let names = rules.flat_map(|rule| match rule {
        Rule::Members(members) => members.named.as_slice(),
        _ => &[],
    });
    let free = names.map(|(name, _)| name.as_str()).filter(|name| object.get(name).is_none());
    nearest(&written, free).map(|name| format!("did you mean {name:?}?"))
}

/// The text of those allowed that is nearest to the one that is there.
pub(super) fn text<'t>(
    document: &Document<'_>,
    pointer: &str,
    allowed: impl Iterator<Item = &'t str>,
) -> Option<String> {
    // Even a nearest text tells something of the one that is there.
    if document.is_secret(pointer) {
        return None;
    }
    let written = document.value()?.pointer(pointer)?.as_str()?;
    nearest(written, allowed).map(|text| format!("did you mean {text:?}?"))
}

/// In YAML, what has no quotes is often no string against the writer's will.
fn quotes(document: &Document<'_>, violation: &Violation, expected: &str) -> Option<String> {
    let kind = document.value()?.pointer(&violation.instance)?.kind();
    let is_scalar = matches!(kind, Kind::Null | Kind::Boolean | Kind::Number);
    let is_for_text = expected.contains("string");
    (document.notation == Notation::Yaml && is_scalar && is_for_text)
        .then(|| format!("in quotes it is a string; YAML reads a {kind} here"))
}

/// Some texts as a message lists them.
pub(super) fn listed(texts: &[String]) -> String {
    let mut list: Vec<String> = texts.iter().take(SHOWN).map(|text| to_string(&Json::from(text.as_str()))).collect();
    if texts.len() > SHOWN {
        list.push(format!("{} more", texts.len() - SHOWN));
    }
    list.join(", ")
}
