//! The tree of a JSON text, in which every value and every member's name knows its bytes.

use std::collections::HashMap;
use std::ops::Range;

use formwork_runtime::{Json, Number, Object};

/// The index of a value in its [`Tree`]; a parent's is smaller than its children's, and all are in the text's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(u32);

/// A JSON text that has been read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    text: String,
    nodes: Vec<Node>,
    /// The members of wide objects in the order of their names, by which [`Tree::get`] finds one among thousands.
    by_name: HashMap<NodeId, Vec<u32>>,
}

/// Objects of more members than this are wide.
const WIDE: usize = 16;

/// One value of the text.
#[derive(Clone, Debug)]
struct Node {
    span: Range<usize>,
    parent: Option<(NodeId, usize)>,
    data: Data,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(crate) enum Data {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number, which is exactly what its span says.
    Number,
    /// A string, without its escapes.
    String(String),
    /// An array
    Array(Vec<NodeId>),
    /// An object
    Object(Vec<Member>),
}

/// One member of an object.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// The name, without escapes.
    pub(crate) name: String,
    /// The bytes of the name with its quotes.
    pub(crate) key: Range<usize>,
    /// The value.
    pub(crate) value: NodeId,
}

impl Tree {
    /// The root.
    pub(crate) const ROOT: NodeId = NodeId(0);

    /// A tree of which only the text is known yet.
    pub(crate) fn new(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// Adds a value whose content is not known yet.
    pub(crate) fn push(&mut self, start: usize, parent: Option<(NodeId, usize)>) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node { span: start..start, parent, data: Data::Null });
        id
    }

    /// Fills in a value that [`Tree::push`] announced.
    pub(crate) fn fill(&mut self, id: NodeId, end: usize, data: Data) {
        if let Data::Object(members) = &data
            && members.len() > WIDE
        {
            let mut order: Vec<u32> = (0..u32::try_from(members.len()).unwrap_or(u32::MAX)).collect();
            order.sort_by_key(|slot| members.get(*slot as usize).map(|member| &member.name));
            self.by_name.insert(id, order);
        }
        if let Some(node) = self.nodes.get_mut(id.0 as usize) {
            node.span.end = end;
            node.data = data;
        }
    }

    /// The text that was read.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of a value.
    pub(crate) fn span(&self, id: NodeId) -> Range<usize> {
        self.nodes.get(id.0 as usize).map_or(0..0, |node| node.span.clone())
    }

    /// The text of a value.
    pub(crate) fn raw(&self, id: NodeId) -> &str {
        self.text.get(self.span(id)).unwrap_or_default()
    }

    /// What a value is.
    pub(crate) fn data(&self, id: NodeId) -> &Data {
        self.nodes.get(id.0 as usize).map_or(&Data::Null, |node| &node.data)
    }

    /// The value that this one stands in.
    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        Some(self.nodes.get(id.0 as usize)?.parent?.0)
    }

    /// The string, if it is one.
    pub(crate) fn string(&self, id: NodeId) -> Option<&str> {
        if let Data::String(text) = self.data(id) { Some(text) } else { None }
    }

    /// The boolean, if it is one.
    pub(crate) fn boolean(&self, id: NodeId) -> Option<bool> {
        if let Data::Boolean(boolean) = self.data(id) { Some(*boolean) } else { None }
    }

    /// The number, if it is one.
    pub(crate) fn number(&self, id: NodeId) -> Option<Number> {
        if matches!(self.data(id), Data::Number) { Number::from_text(self.raw(id)) } else { None }
    }

    /// The items, if it is an array; none otherwise.
    pub(crate) fn items(&self, id: NodeId) -> &[NodeId] {
        if let Data::Array(items) = self.data(id) { items } else { &[] }
    }

    /// The members, if it is an object; none otherwise.
    pub(crate) fn members(&self, id: NodeId) -> &[Member] {
        if let Data::Object(members) = self.data(id) { members } else { &[] }
    }

    /// The member of that name, if it is an object that has one.
    pub(crate) fn get(&self, id: NodeId, name: &str) -> Option<NodeId> {
        let members = self.members(id);
        let Some(order) = self.by_name.get(&id) else {
            return members.iter().find(|member| member.name == name).map(|member| member.value);
        };
        let name_of = |slot: &u32| members.get(*slot as usize).map_or("", |member| &member.name);
        let first = order.get(order.partition_point(|slot| name_of(slot) < name))?;
        members.get(*first as usize).filter(|member| member.name == name).map(|member| member.value)
    }

    /// The bytes of the name under which a value stands, if it is a member.
    pub(crate) fn key_span(&self, id: NodeId) -> Option<Range<usize>> {
        let (parent, slot) = self.nodes.get(id.0 as usize)?.parent?;
        Some(self.members(parent).get(slot)?.key.clone())
    }

    /// The value as the runtime knows it; there always is one, for the runtime's numbers have no limit.
    pub(crate) fn json(&self, id: NodeId) -> Option<Json> {
        Some(match self.data(id) {
            Data::Null => Json::Null,
            Data::Boolean(boolean) => Json::Boolean(*boolean),
            Data::Number => Json::Number(self.number(id)?),
            Data::String(text) => Json::String(text.clone()),
            Data::Array(items) => Json::Array(items.iter().map(|item| self.json(*item)).collect::<Option<_>>()?),
            Data::Object(members) => {
                let members = members.iter().map(|member| Some((member.name.clone(), self.json(member.value)?)));
                Json::Object(members.collect::<Option<Object>>()?)
            }
        })
    }

    /// The JSON Pointer that leads to a value.
    pub(crate) fn pointer(&self, id: NodeId) -> String {
        let mut segments = Vec::new();
        let mut at = id;
        while let Some((parent, slot)) = self.nodes.get(at.0 as usize).and_then(|node| node.parent) {
            segments.push(match self.members(parent).get(slot) {
                Some(member) => member.name.replace('~', "~0").replace('/', "~1"),
                None => slot.to_string(),
            });
            at = parent;
        }
        segments.iter().rev().flat_map(|segment| ["/", segment]).collect()
    }

    /// The value that a JSON Pointer leads to from `from`.
    pub(crate) fn follow(&self, from: NodeId, pointer: &str) -> Option<NodeId> {
        let mut segments = pointer.split('/');
        if segments.next() != Some("") {
            return None;
        }
        segments.try_fold(from, |at, segment| match self.data(at) {
            Data::Object(_) => self.get(at, &segment.replace("~1", "/").replace("~0", "~")),
            Data::Array(items) => items.get(referencing::parse_index(segment)?).copied(),
            _ => None,
        })
    }

    /// The byte of the text at which the byte `offset` of a string's value is written.
    ///
    /// `span` is that of the string with its quotes; an offset inside a character is that of the character.
    pub(crate) fn offset_in_string(&self, span: &Range<usize>, offset: usize) -> usize {
        let raw = self.text.get(span.start + 1..span.end.saturating_sub(1)).unwrap_or_default();
        let (mut written, mut meant) = (0, 0);
        while written < raw.len() {
            let (length, value) = one_character(raw.get(written..).unwrap_or_default());
            if meant + value > offset {
                break;
            }
            written += length;
            meant += value;
        }
        span.start + 1 + written
    }
}

/// How many bytes the first character of a valid JSON string takes as it is written, and how many in UTF-8.
fn one_character(raw: &str) -> (usize, usize) {
    let mut chars = raw.chars();
    match (chars.next(), chars.next()) {
        (Some('\\'), Some('u')) => {
            let unit = raw.get(2..6).and_then(|digits| u32::from_str_radix(digits, 16).ok()).unwrap_or_default();
            char::from_u32(unit).map_or((12, 4), |c| (6, c.len_utf8()))
        }
        (Some('\\'), Some(_)) => (2, 1),
        (Some(c), _) => (c.len_utf8(), c.len_utf8()),
        (None, _) => (1, 1),
    }
}
