//! What a page says of a part of a schema, as it is written.

use std::collections::BTreeSet;

use super::html::{anchor, code, escape, prose};
use crate::front::tree::{Data, NodeId, Tree};

/// A schema's text, and which of its parts have a place of their own on the page.
pub(super) struct Parts<'t> {
    pub(super) tree: &'t Tree,
    /// The pointers of those parts.
    pub(super) places: BTreeSet<String>,
}

/// So much of an example or of a list is shown.
const LONGEST: usize = 160;

/// So deep a type is written out.
const DEEPEST: usize = 4;

/// Constraints whose values are shown beside their names.
const BOUNDS: [(&str, &str); 14] = [
    ("format", "format"),
    ("pattern", "matches"),
    ("minimum", "≥"),
    ("exclusiveMinimum", ">"),
    ("maximum", "≤"),
    ("exclusiveMaximum", "<"),
    ("multipleOf", "multiple of"),
    ("minLength", "at least characters:"),
    ("maxLength", "at most characters:"),
    ("minItems", "at least items:"),
    ("maxItems", "at most items:"),
    ("minProperties", "at least members:"),
    ("maxProperties", "at most members:"),
    ("contentEncoding", "encoded as"),
];

impl Parts<'_> {
    pub(super) fn get(&self, node: NodeId, name: &str) -> Option<NodeId> {
        self.tree.get(node, name)
    }

    pub(super) fn text(&self, node: NodeId, name: &str) -> Option<&str> {
        self.get(node, name).and_then(|value| self.tree.string(value))
    }

    pub(super) fn is(&self, node: NodeId, name: &str) -> bool {
        self.get(node, name).and_then(|value| self.tree.boolean(value)) == Some(true)
    }

    /// The type, as a phrase with links.
    pub(super) fn kind(&self, node: NodeId) -> String {
        self.kind_within(node, DEEPEST)
    }

    fn kind_within(&self, node: NodeId, depth: usize) -> String {
        if depth == 0 {
            return "…".to_owned();
        }
        let pointer = self.tree.pointer(node);
        if let Some(reference) = ["$ref", "$dynamicRef", "$recursiveRef"].iter().find_map(|name| self.text(node, name))
        {
            return self.reference(reference);
        }
        match self.tree.data(node) {
            Data::Boolean(true) => return "anything".to_owned(),
            Data::Boolean(false) => return "nothing: it must not be there".to_owned(),
            _ => {}
        }
        if let Some(value) = self.get(node, "const") {
            return format!("always {}", self.value(value));
        }
        if let Some(values) = self.get(node, "enum") {
            let values: Vec<String> = self.tree.items(values).iter().map(|value| self.value(*value)).collect();
            return if values.len() == 1 { values.concat() } else { format!("one of {}", values.join(", ")) };
        }
        for (name, word) in [("oneOf", "one of: "), ("anyOf", "any of: "), ("allOf", "all of: ")] {
            if let Some(list) = self.get(node, name).filter(|_| self.get(node, "properties").is_none()) {
                let items: Vec<String> =
                    self.tree.items(list).iter().map(|item| self.kind_within(*item, depth - 1)).collect();
                return if items.len() == 1 { items.concat() } else { format!("{word}{}", items.join(" · ")) };
            }
        }
        let named = match self.get(node, "type") {
            Some(types) => match self.tree.string(types) {
                Some(one) => vec![one.to_owned()],
                None => {
                    self.tree.items(types).iter().filter_map(|item| Some(self.tree.string(*item)?.to_owned())).collect()
                }
            },
            None if self.get(node, "properties").is_some() => vec!["object".to_owned()],
            None if self.get(node, "items").is_some() => vec!["array".to_owned()],
            None => return "anything".to_owned(),
        };
        let words = named.iter().map(|word| match word.as_str() {
            "array" => match self.get(node, "items") {
                Some(items) => format!("list of {}", self.kind_within(items, depth - 1)),
                None => "list".to_owned(),
            },
            "object" if self.places.contains(&pointer) => {
                format!("<a href=\"#{}\">object</a>", anchor(&pointer))
            }
            "object" => match self.get(node, "additionalProperties").filter(|_| self.get(node, "properties").is_none())
            {
                Some(rest) if self.tree.boolean(rest).is_none() => {
                    format!("map of {}", self.kind_within(rest, depth - 1))
                }
                _ => "object".to_owned(),
            },
            word => escape(word),
        });
        words.collect::<Vec<_>>().join(" or ")
    }

    /// A reference, as a link where it leads to a part of the page.
    fn reference(&self, reference: &str) -> String {
        let pointer = reference.strip_prefix('#');
        let decoded = pointer.map(|pointer| pointer.replace("%25", "%").replace("%20", " "));
        match decoded {
            Some(pointer) if pointer.is_empty() => "<a href=\"#at\">the whole schema</a>".to_owned(),
            Some(pointer) if self.places.contains(&pointer) => {
                let name = pointer.rsplit('/').next().unwrap_or_default().replace("~1", "/").replace("~0", "~");
                format!("<a href=\"#{}\">{}</a>", anchor(&pointer), escape(&name))
            }
            _ => code(reference),
        }
    }

    /// A value, as JSON.
    pub(super) fn value(&self, node: NodeId) -> String {
        let text: String = self.tree.raw(node).split_whitespace().collect::<Vec<_>>().join(" ");
        match text.char_indices().nth(LONGEST) {
            Some((at, _)) => format!("{}…", code(text.get(..at).unwrap_or_default())),
            None => code(&text),
        }
    }

    /// What a value has to fulfil besides its type.
    pub(super) fn constraints(&self, node: NodeId) -> Vec<String> {
        let mut found = Vec::new();
        for (name, words) in BOUNDS {
            if let Some(value) = self.get(node, name) {
                let shown = self.tree.string(value).map_or_else(|| self.value(value), code);
                found.push(format!("{words} {shown}"));
            }
        }
        for (name, words) in
            [("uniqueItems", "no item twice"), ("readOnly", "only read"), ("writeOnly", "only written")]
        {
            found.extend(self.is(node, name).then(|| words.to_owned()));
        }
        if let Some(required) = self.get(node, "dependentRequired") {
            for member in self.tree.members(required) {
                let names: Vec<String> = self.tree.items(member.value).iter().map(|name| self.value(*name)).collect();
                found.push(format!("with {}, also {}", code(&member.name), names.join(", ")));
            }
        }
        for name in ["not", "if", "contains", "propertyNames", "patternProperties", "dependentSchemas"] {
            if let Some(value) = self.get(node, name) {
                found.push(format!("{} {}", code(name), self.value(value)));
            }
        }
        found
    }

    /// The default and the examples.
    pub(super) fn samples(&self, node: NodeId, is_secret: bool) -> Vec<String> {
        if is_secret {
            return Vec::new();
        }
        let default = self.get(node, "default").map(|value| format!("default {}", self.value(value)));
        let examples = self.get(node, "examples").map(|list| self.tree.items(list)).unwrap_or_default();
        let examples: Vec<String> = examples.iter().take(3).map(|value| self.value(*value)).collect();
        let examples = (!examples.is_empty()).then(|| format!("for example {}", examples.join(", ")));
        default.into_iter().chain(examples).collect()
    }

    /// What is said of it in words.
    pub(super) fn description(&self, node: NodeId) -> Option<String> {
        Some(prose(self.text(node, "description")?))
    }
}
