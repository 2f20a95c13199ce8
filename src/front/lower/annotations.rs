//! What a schema says without asserting.
//!
//! Read in every draft, and beside a `$ref` in those that ignore it: an annotation can document, but never reject.

use formwork_runtime::Kinds;

use super::Here;
use crate::ir::{Annotations, Written};

/// The annotations of a schema; `secret` if the options say so.
pub(super) fn of(here: &Here, secret: bool) -> Annotations {
    let tree = here.tree();
    let get = |name| tree.get(here.at.node, name);
    let text = |name| get(name).and_then(|node| tree.string(node)).map(str::to_owned);
    let flag = |name| get(name).and_then(|node| tree.boolean(node)).unwrap_or_default();
    let examples = get("examples").map(|node| tree.items(node)).unwrap_or_default();
    Annotations {
        title: text("title"),
        description: text("description"),
        default: get("default").and_then(|node| tree.json(node)),
        examples: examples.iter().filter_map(|node| tree.json(*node)).collect(),
        deprecated: flag("deprecated"),
        read_only: flag("readOnly"),
        write_only: flag("writeOnly"),
        format: text("format"),
        secret: secret || flag("x-secret"),
        written: written(here),
        idle: Vec::new(),
    }
}

/// Every keyword that counts, in order. Beside a `$ref` in those drafts that ignore all else, no other one does.
fn written(here: &Here) -> Vec<Written> {
    let tree = here.tree();
    let members = tree.members(here.at.node).iter();
    let members = members.filter(|member| !here.is_reference_alone() || member.name == "$ref");
    members
        .map(|member| {
            let name = member.name.as_str();
            let about_text = here.dialect.is_about_text(name);
            // What kind of text a schema is for is nothing without the schema's medium.
            let is_vain = name == "contentSchema" && about_text && here.get("contentMediaType").is_none();
            let annotates = here.dialect.annotates(name) && !is_vain;
            Written {
                name: name.to_owned(),
                annotation: annotates.then(|| tree.json(member.value)).flatten(),
                kinds: if about_text { Kinds::STRING } else { Kinds::ALL },
            }
        })
        .collect()
}
