//! `$ref` and its dynamic kin, and the keywords that combine schemas.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Here, Lowering};
use crate::diagnostic::Diagnostic;
use crate::front::dialect::{Shape, Vocabularies};
use crate::front::documents::NodeRef;
use crate::front::tree::NodeId;
use crate::ir::Rule;

impl Lowering<'_, '_> {
    pub(super) fn reference(&mut self, here: &Here, name: &str, value: NodeId) -> Option<Rule> {
        let site = NodeRef { node: value, ..here.at };
        let target = self.library.resolve(here.tree().string(value)?, here.home, site)?;
        let dynamic = match name {
            "$dynamicRef" => target.dynamic.as_deref(),
            // It looks further only if it begins at a schema that wants that.
            "$recursiveRef" => {
                let home = self.library.home_of(target.node)?;
                self.library.home(home).dynamic.contains_key("").then_some("")
            }
            _ => None,
        };
        let outermost = dynamic.and_then(|name| self.scopes.get(here.scope, name));
        self.schema(outermost.unwrap_or(target.node), here.scope).map(Rule::Ref)
    }

    /// Looks for the targets of the references that the root does not reach.
    pub(super) fn unreached(&mut self, document: NodeRef) {
        let reached: HashSet<NodeRef> = self.asked.iter().map(|(at, _)| *at).collect();
        let text = self.library.documents.shared(document.document);
        for (at, home) in self.library.schemas_of(document.document) {
            let dialect = Arc::clone(&self.library.home(home).dialect);
            for name in ["$ref", "$dynamicRef"] {
                let value =
                    text.tree.get(at.node, name).filter(|_| !reached.contains(&at) && dialect.keyword(name).is_some());
                if let Some((node, reference)) = value.and_then(|node| Some((node, text.tree.string(node)?))) {
                    self.library.resolve(reference, home, NodeRef { node, ..at });
                }
            }
        }
    }

    /// Warns of an assertion beside `$ref` in a draft that ignores it.
    pub(super) fn ignored_beside_ref(&mut self, here: &Here, name: &str, value: NodeId) {
        // The type is mostly said again for readers, and agrees.
        let Some(row) = here.dialect.keyword(name).filter(|_| name != "type") else { return };
        let applies =
            matches!(row.shape, Shape::Schema | Shape::Schemas | Shape::SchemaOrSchemas | Shape::SchemaOrBoolean);
        let maps = matches!(name, "properties" | "patternProperties" | "dependencies");
        if row.vocabulary != Vocabularies::VALIDATION && !applies && !maps {
            return;
        }
        let at = NodeRef { node: value, ..here.at };
        let message = format!("draft {} ignores `{name}` beside `$ref`", here.dialect.draft);
        let place = self.library.documents.place_at_key(at);
        let help = "put the `$ref` into an `allOf`, or choose draft 2019-09 or later";
        self.library.findings.add(at.document, Diagnostic::warning("ignored-keyword", message).help(help).at(place));
    }

    pub(super) fn logic(&mut self, here: &Here, name: &str, value: NodeId) -> Option<Rule> {
        let items = here.tree().items(value);
        Some(match name {
            "allOf" => Rule::AllOf(self.children(here, items)),
            "anyOf" => Rule::AnyOf(self.children(here, items)),
            "oneOf" => Rule::OneOf(self.children(here, items)),
            "not" => Rule::Not(self.child(here, value)?),
            _ => {
                let condition = self.child(here, value)?;
                let then = here.get("then").and_then(|node| self.child(here, node));
                let otherwise = here.get("else").and_then(|node| self.child(here, node));
                Rule::If { condition, then, otherwise }
            }
        })
    }
}
