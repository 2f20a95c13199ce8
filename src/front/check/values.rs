//! Keywords whose values are names, numbers, strings and lists of them.

use std::collections::HashSet;

use formwork_runtime::Kinds;

use super::Checker;
use crate::diagnostic::Diagnostic;
use crate::front::dialect::Shape;
use crate::front::documents::NodeRef;
use crate::front::tree::{Data, NodeId};
use crate::front::{decimal, pattern};
use crate::near::did_you_mean;

impl Checker<'_> {
    pub(super) fn strings(&mut self, name: &str, value: NodeId) {
        if !matches!(self.tree.data(value), Data::Array(_)) {
            let message = format!("`{name}` must be an array of strings, not {}", self.describe(value));
            let mut diagnostic = Diagnostic::error("invalid-value", message);
            diagnostic.help = match (self.tree.data(value), name) {
                (Data::String(text), _) => Some(format!("write [{text:?}]")),
                (Data::Boolean(_), "required") => Some("name the member in the `required` of its object".to_owned()),
                _ => None,
            };
            return self.error(value, diagnostic);
        }
        let items = self.tree.items(value);
        if items.is_empty() && self.dialect.draft.wants_strings() {
            let message = format!("`{name}` must not be empty in draft 4");
            self.error(value, Diagnostic::error("empty-array", message).help("leave the keyword out"));
        }
        let mut seen = HashSet::new();
        for item in items {
            match self.tree.string(*item) {
                None => self.invalid(*item, name, "an array of strings"),
                Some(text) if !seen.insert(text) => self.duplicate(*item, name),
                Some(_) => {}
            }
        }
    }

    fn duplicate(&mut self, item: NodeId, name: &str) {
        let message = format!("{} comes twice in `{name}`", self.tree.raw(item));
        self.error(item, Diagnostic::error("duplicate-item", message).help("remove one"));
    }

    pub(super) fn types(&mut self, value: NodeId) {
        match self.tree.data(value) {
            Data::String(name) => self.one_type(value, name),
            Data::Array(items) => {
                if items.is_empty() {
                    let help = "leave the keyword out, or write the schema false";
                    self.error(
                        value,
                        Diagnostic::error("empty-array", "`type` must name at least one type").help(help),
                    );
                }
                let mut seen = HashSet::new();
                for item in items {
                    match self.tree.string(*item) {
                        None => self.invalid(*item, "type", "the name of a type or an array of them"),
                        Some(name) if !seen.insert(name) => self.duplicate(*item, "type"),
                        Some(name) => self.one_type(*item, name),
                    }
                }
            }
            _ => self.invalid(value, "type", "the name of a type or an array of them"),
        }
    }

    fn one_type(&mut self, node: NodeId, name: &str) {
        const TYPES: [&str; 7] = ["null", "boolean", "integer", "number", "string", "array", "object"];
        if Kinds::from_name(name).is_none() {
            let help = did_you_mean(name, TYPES).unwrap_or_else(|| format!("the types are {}", TYPES.join(", ")));
            self.error(node, Diagnostic::error("unknown-type", format!("{name:?} is not a type")).help(help));
        }
    }

    pub(super) fn values(&mut self, name: &str, value: NodeId) {
        if !self.array(name, value) {
            return;
        }
        let items = self.tree.items(value);
        if items.is_empty() {
            let message = format!("`{name}` is empty, so that no value is valid");
            self.error(
                value,
                Diagnostic::warning("empty-array", message).help("write the schema false if that is meant"),
            );
        }
        // Values that are equal without being written alike are left to the compiler, which counts each once.
        let mut seen = HashSet::new();
        for item in items {
            if !seen.insert(self.tree.raw(*item)) {
                let message = format!("a value comes twice in `{name}`");
                self.error(*item, Diagnostic::warning("duplicate-item", message).help("remove one"));
            }
        }
    }

    pub(super) fn number(&mut self, name: &str, value: NodeId, shape: Shape) {
        let raw = self.tree.raw(value);
        let is_number = matches!(self.tree.data(value), Data::Number);
        let plain = !self.dialect.draft.tells_integers_by_spelling() || decimal::is_plain(raw);
        match shape {
            Shape::Natural if !is_number || !plain || decimal::natural(raw).is_none() => {
                self.invalid(value, name, "an integer that is not negative");
            }
            Shape::Positive if !is_number || !decimal::is_positive(raw) => {
                self.invalid(value, name, "a number greater than 0");
            }
            Shape::Number if self.tree.boolean(value).is_some() && name.starts_with("exclusive") => {
                let bound = if name == "exclusiveMinimum" { "minimum" } else { "maximum" };
                let message = format!("`{name}` must be a number since draft 6");
                let help = format!("write the bound here instead of in `{bound}`");
                self.error(value, Diagnostic::error("invalid-value", message).help(help));
            }
            Shape::Number if !is_number => self.invalid(value, name, "a number"),
            _ => {}
        }
    }

    pub(super) fn string(&mut self, name: &str, value: NodeId, text: &str, shape: Shape) {
        let draft = self.dialect.draft;
        match shape {
            Shape::Pattern => self.pattern(text, value, &self.tree.span(value)),
            Shape::Hash if text != "#" => self.invalid(value, name, "\"#\" and no other reference"),
            Shape::IdleReference => {
                if let Err(error) = referencing::uri::from_str(text) {
                    self.error(value, Diagnostic::error("invalid-uri", error.to_string()));
                }
            }
            Shape::Id if !draft.is_legacy() && text.trim_end_matches('#').contains('#') => {
                let message = format!("`{name}` must have no fragment");
                self.error(value, Diagnostic::error("invalid-uri", message).help("name a place with `$anchor`"));
            }
            Shape::Anchor => {
                let first = |c: char| c.is_ascii_alphabetic() || (draft.has_xml_anchors() && c == '_');
                let other =
                    |c: char| c.is_ascii_alphanumeric() || "-._".contains(c) || (!draft.has_xml_anchors() && c == ':');
                if !(text.starts_with(first) && text.chars().all(other)) {
                    let message = format!("{text:?} cannot name a place");
                    let help = "a letter, then letters, digits, `-`, `_` and `.`";
                    self.error(value, Diagnostic::error("invalid-anchor", message).help(help));
                }
            }
            _ => {}
        }
    }

    pub(super) fn pattern(&mut self, source: &str, value: NodeId, written: &std::ops::Range<usize>) {
        let Err(error) = pattern::compile(source) else { return };
        let start = self.tree.offset_in_string(written, error.offset);
        let end = self.tree.offset_in_string(written, error.offset + 1).max(start + 1);
        let place = self.documents.place_in(NodeRef { node: value, ..self.at }, start..end);
        self.findings.add(self.at.document, Diagnostic::error("invalid-pattern", error.message).at(place));
    }
}
