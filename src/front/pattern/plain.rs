//! Patterns that take no regular expression to decide, and the parts of patterns that make no difference.

use formwork_runtime::pattern::Engine;
use formwork_runtime::pattern::ecma::{Class, Item, Node, Set};

use super::captures::Captures;
use super::emit::Emitter;

/// A pattern of one run of parts, none of which looks beyond what it matches, between optional anchors.
struct Run<'a> {
    start: bool,
    parts: Vec<&'a Node>,
    end: bool,
}

/// The engine for a pattern that holds anchors at its ends only, and neither look-around nor references nor flags.
pub(super) fn engine(root: &Node) -> Option<Engine> {
    let mut run = Run::of(root)?;
    run.trim();
    Some(match (run.start, run.literal(), run.end) {
        (true, Some(literal), true) => Engine::Exact(literal.into()),
        (_, Some(literal), _) if literal.is_empty() => Engine::Anything,
        (true, Some(literal), false) => Engine::Prefix(literal.into()),
        (false, Some(literal), true) => Engine::Suffix(literal.into()),
        (false, Some(literal), false) => Engine::Contains(literal.into()),
        (true, None, true) if run.is_any_line() => Engine::NonEmpty,
        (_, None, _) => run.linear(),
    })
}

impl<'a> Run<'a> {
    fn of(root: &'a Node) -> Option<Self> {
        let mut parts = Vec::new();
        flatten(root, &mut parts);
        let start = matches!(parts.first(), Some(Node::Start));
        let end = matches!(parts.last(), Some(Node::End));
        let last = parts.len() - usize::from(end);
        let parts: Vec<_> = parts.get(usize::from(start)..last)?.to_vec();
        parts.iter().all(|part| is_context_free(part)).then_some(Self { start, parts, end })
    }

    /// Leaves out, at ends without an anchor, what may match the empty text: a search finds the rest without it.
    fn trim(&mut self) {
        if self.start && self.parts.first().is_some_and(|part| is_everything(part)) {
            self.start = false;
        }
        if self.end && self.parts.last().is_some_and(|part| is_everything(part)) {
            self.end = false;
        }
        while !self.end && self.parts.pop_if(|part| is_nullable(part)).is_some() {}
        if !self.start {
            let nullable = self.parts.iter().take_while(|part| is_nullable(part)).count();
            self.parts.drain(..nullable);
        }
    }

    /// The text that the run spells.
    fn literal(&self) -> Option<String> {
        self.parts.iter().map(|part| if let Node::Char(code) = part { char::from_u32(*code) } else { None }).collect()
    }

    /// `.+`
    fn is_any_line(&self) -> bool {
        matches!(
            self.parts.as_slice(),
            [Node::Repeat { min: 1, max: None, body, .. }] if **body == Node::Any
        )
    }

    fn linear(&self) -> Engine {
        let captures = Captures::default();
        let mut emitter = Emitter::new(&captures, false);
        if self.start {
            emitter.search(&Node::Start);
        }
        emitter.sequence(self.parts.iter().copied());
        if self.end {
            emitter.search(&Node::End);
        }
        emitter.into_engine()
    }
}

/// Takes sequences apart, and groups that hold one.
fn flatten<'a>(node: &'a Node, parts: &mut Vec<&'a Node>) {
    match node {
        Node::Empty => {}
        Node::Concat(nodes) => nodes.iter().for_each(|node| flatten(node, parts)),
        Node::Capture(_, body) if !matches!(**body, Node::Alternate(_)) => flatten(body, parts),
        _ => parts.push(node),
    }
}

/// Whether the node matches a text whatever stands around it and whatever flags hold.
fn is_context_free(node: &Node) -> bool {
    match node {
        Node::Empty | Node::Char(_) | Node::Any | Node::Class(_) => true,
        Node::Capture(_, body) | Node::Repeat { body, .. } => is_context_free(body),
        Node::Concat(nodes) | Node::Alternate(nodes) => nodes.iter().all(is_context_free),
        _ => false,
    }
}

/// Whether the node matches the empty text wherever it stands.
pub(super) fn is_nullable(node: &Node) -> bool {
    match node {
        Node::Empty => true,
        Node::Repeat { min, body, .. } => *min == 0 || is_nullable(body),
        Node::Capture(_, body) => is_nullable(body),
        Node::Concat(nodes) => nodes.iter().all(is_nullable),
        Node::Alternate(nodes) => nodes.iter().any(is_nullable),
        _ => false,
    }
}

/// `[^]*` and its like, which match every text.
fn is_everything(node: &Node) -> bool {
    match node {
        Node::Repeat { min: 0, max: None, body, .. } => matches!(&**body, Node::Class(class) if is_full(class)),
        Node::Capture(_, body) => is_everything(body),
        _ => false,
    }
}

/// `[^]`, `[\s\S]`, `[\d\D]` or `[\w\W]`
fn is_full(class: &Class) -> bool {
    let both = |wanted: &Set| {
        [true, false].iter().all(|wanted_negated| {
            class
                .items
                .iter()
                .any(|item| matches!(item, Item::Set { set, negated } if set == wanted && negated == wanted_negated))
        })
    };
    if class.negated { class.items.is_empty() } else { [Set::Space, Set::Digit, Set::Word].iter().any(both) }
}
