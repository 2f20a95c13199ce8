//! What the meta-schemas say: whether each keyword of one schema has a value that it can have.

mod values;

#[cfg(test)]
mod tests;

use referencing::Uri;

use super::dialect::{Dialect, KEYWORDS, Shape};
use super::documents::{Documents, NodeRef};
use super::findings::Findings;
use super::tree::{Data, Member, NodeId, Tree};
use crate::diagnostic::Diagnostic;
use crate::near::nearest;

/// Keywords of others that are near to ours and mean something else.
const FOREIGN: [&str; 2] = ["example", "extends"];

/// Checks one schema, but not those inside it.
pub(super) fn schema(documents: &Documents, findings: &mut Findings, at: NodeRef, dialect: &Dialect) {
    let mut checker = Checker { documents, findings, tree: documents.tree(at.document), at, dialect };
    if at.node == Tree::ROOT {
        checker.is_schema(at.node);
    }
    for member in checker.tree.members(at.node) {
        checker.member(member);
    }
    if dialect.draft.has_boolean_schemas() {
        return;
    }
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        let node = checker.tree.get(at.node, exclusive);
        if let Some(node) = node.filter(|_| checker.tree.get(at.node, bound).is_none()) {
            let message = format!("`{exclusive}` says nothing without `{bound}`");
            let help = format!("in draft 4 it is a boolean that belongs to `{bound}`");
            checker.error(node, Diagnostic::error("missing-keyword", message).help(help));
        }
    }
}

struct Checker<'c> {
    documents: &'c Documents,
    findings: &'c mut Findings,
    tree: &'c Tree,
    at: NodeRef,
    dialect: &'c Dialect,
}

impl Checker<'_> {
    fn error(&mut self, node: NodeId, diagnostic: Diagnostic) {
        let at = NodeRef { node, ..self.at };
        self.findings.add(at.document, diagnostic.at(self.documents.place_at(at)));
    }

    fn error_at_key(&mut self, node: NodeId, diagnostic: Diagnostic) {
        let at = NodeRef { node, ..self.at };
        self.findings.add(at.document, diagnostic.at(self.documents.place_at_key(at)));
    }

    /// The value is none that the keyword can have.
    fn invalid(&mut self, node: NodeId, name: &str, wanted: &str) {
        let message = format!("`{name}` must be {wanted}, not {}", self.describe(node));
        let help = self.dialect.former(name).map(|(_, heir)| format!("`{heir}` took its place"));
        self.error(node, Diagnostic { help, ..Diagnostic::error("invalid-value", message) });
    }

    /// What a value is, in a few words.
    fn describe(&self, node: NodeId) -> String {
        match self.tree.data(node) {
            Data::Null => "null".to_owned(),
            Data::Boolean(boolean) => boolean.to_string(),
            Data::Number if self.tree.raw(node).len() <= 20 => self.tree.raw(node).to_owned(),
            Data::Number => "this number".to_owned(),
            Data::String(_) => "a string".to_owned(),
            Data::Array(_) => "an array".to_owned(),
            Data::Object(_) => "an object".to_owned(),
        }
    }

    fn member(&mut self, member: &Member) {
        let Member { name, value, .. } = member;
        match self.dialect.keyword(name) {
            Some(row) => self.shape(name, *value, row.shape),
            None => self.unknown(name, *value),
        }
    }

    fn unknown(&mut self, name: &str, value: NodeId) {
        if name.starts_with("x-") || FOREIGN.contains(&name) {
            return;
        }
        if let Some((shape, _)) = self.dialect.former(name) {
            self.shape(name, value, shape);
        }
        let draft = self.dialect.draft;
        if let Some(row) = Dialect::elsewhere(name) {
            // Annotations of a later draft do no harm, and a keyword that is switched off was switched off on purpose.
            let asserts =
                matches!(row.shape, Shape::Any | Shape::Array | Shape::String | Shape::Boolean | Shape::MetaSchema);
            if !asserts && !(row.since..=row.until).contains(&draft) && self.fits(row.shape, value) {
                let known =
                    if row.since > draft { format!("since {}", row.since) } else { format!("until {}", row.until) };
                let message = format!("draft {draft} does not know `{name}`, which says nothing here");
                let help = format!("it is known {known}; the draft is chosen by `$schema`");
                self.error_at_key(value, Diagnostic::warning("keyword-of-other-draft", message).help(help));
            }
            return;
        }
        let known = KEYWORDS.iter().map(|row| row.name).filter(|known| self.dialect.keyword(known).is_some());
        if let Some(near) = nearest(name, known) {
            let message = format!("`{name}` is no keyword of draft {draft} and says nothing");
            let help = format!("did you mean `{near}`? a name of your own begins with `x-`");
            self.error_at_key(value, Diagnostic::warning("unknown-keyword", message).help(help));
        }
    }

    /// Whether a value looks like one of a keyword, so that it was probably meant as one.
    fn fits(&self, shape: Shape, value: NodeId) -> bool {
        match shape {
            Shape::Id | Shape::Anchor | Shape::Reference | Shape::Hash => self.tree.string(value).is_some(),
            Shape::Natural => matches!(self.tree.data(value), Data::Number),
            _ => matches!(self.tree.data(value), Data::Object(_) | Data::Array(_) | Data::Boolean(_)),
        }
    }

    fn shape(&mut self, name: &str, value: NodeId, shape: Shape) {
        match shape {
            Shape::Any => {}
            Shape::Schema | Shape::SchemaOrBoolean | Shape::SchemaOrSchemas | Shape::Schemas => {
                self.schemas(name, value, shape);
            }
            Shape::SchemaMap | Shape::PatternMap | Shape::Dependencies | Shape::StringsMap | Shape::VocabularyMap => {
                self.map(name, value, shape);
            }
            Shape::Strings => self.strings(name, value),
            Shape::Types => self.types(value),
            Shape::Values => self.values(name, value),
            Shape::Array => {
                self.array(name, value);
            }
            Shape::Boolean => {
                if self.tree.boolean(value).is_none() {
                    self.invalid(value, name, "true or false");
                }
            }
            Shape::Number | Shape::Positive | Shape::Natural => self.number(name, value, shape),
            Shape::String
            | Shape::Pattern
            | Shape::Reference
            | Shape::Hash
            | Shape::IdleReference
            | Shape::Id
            | Shape::MetaSchema
            | Shape::Anchor => match self.tree.string(value) {
                Some(text) => self.string(name, value, text, shape),
                None => self.invalid(value, name, "a string"),
            },
        }
    }

    /// Reports a value that is no schema.
    fn is_schema(&mut self, node: NodeId) {
        let has_booleans = self.dialect.draft.has_boolean_schemas();
        let is_array = match self.tree.data(node) {
            Data::Object(_) => return,
            Data::Boolean(_) if has_booleans => return,
            data => matches!(data, Data::Array(_)),
        };
        let in_items = self.tree.parent(node).and_then(|parent| self.tree.get(parent, "items")) == Some(node);
        let help = "one schema for each of the first items is `prefixItems`; `items` is for those after them";
        let help = Some(help.to_owned()).filter(|_| in_items && is_array);
        let wanted = if has_booleans { "an object, true or false" } else { "an object in draft 4" };
        let message = format!("a schema must be {wanted}, not {}", self.describe(node));
        self.error(node, Diagnostic { help, ..Diagnostic::error("not-a-schema", message) });
    }

    fn schemas(&mut self, name: &str, value: NodeId, shape: Shape) {
        match (shape, self.tree.data(value)) {
            (Shape::SchemaOrBoolean, Data::Boolean(_)) => {}
            (Shape::Schema | Shape::SchemaOrBoolean, _)
            | (Shape::SchemaOrSchemas, Data::Object(_) | Data::Boolean(_)) => {
                self.is_schema(value);
            }
            (_, Data::Array(items)) => {
                if items.is_empty() {
                    let message = format!("`{name}` must hold at least one schema");
                    self.error(value, Diagnostic::error("empty-array", message).help("leave the keyword out"));
                }
                for item in items {
                    self.is_schema(*item);
                }
            }
            (Shape::Schemas, _) => self.invalid(value, name, "an array of schemas"),
            _ => self.invalid(value, name, "a schema or an array of schemas"),
        }
    }

    fn map(&mut self, name: &str, value: NodeId, shape: Shape) {
        let Data::Object(members) = self.tree.data(value) else {
            return self.invalid(value, name, "an object");
        };
        for member in members {
            match (shape, self.tree.data(member.value)) {
                (Shape::StringsMap, _) | (Shape::Dependencies, Data::Array(_)) => self.strings(name, member.value),
                (Shape::VocabularyMap, Data::Boolean(_)) => {}
                (Shape::VocabularyMap, _) => self.invalid(member.value, name, "an object of booleans"),
                _ => self.is_schema(member.value),
            }
            if shape == Shape::PatternMap {
                self.pattern(&member.name, member.value, &member.key);
            }
            if shape == Shape::VocabularyMap && Uri::parse(member.name.as_str()).is_err() {
                let message = format!("{:?} is no URI, and cannot name a vocabulary", member.name);
                self.error_at_key(member.value, Diagnostic::error("invalid-uri", message));
            }
        }
    }

    fn array(&mut self, name: &str, value: NodeId) -> bool {
        let is_array = matches!(self.tree.data(value), Data::Array(_));
        if !is_array {
            self.invalid(value, name, "an array");
        }
        is_array
    }
}
