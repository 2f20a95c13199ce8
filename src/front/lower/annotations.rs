//! What a schema says without asserting.
//!
//! Read in every draft, and beside a `$ref` in those that ignore it: an annotation can document, but never reject.

use super::Here;
use crate::ir::Annotations;

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
    }
}
