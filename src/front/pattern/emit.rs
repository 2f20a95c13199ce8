//! Expressions written in the syntax that the crates `regex` and `fancy-regex` share, with nothing in it that they read
//! otherwise than ECMA-262: classes are spelled out as ranges, and anchors hold at the ends of the text only.

use std::fmt::Write as _;

use formwork_runtime::pattern::Engine;
use formwork_runtime::pattern::ecma::{Class, Flags, Item, Node, Set};

use super::captures::Captures;
use super::plain::is_nullable;

const EVERYTHING: &str = r"[\x{0}-\x{10FFFF}]";
const NOTHING: &str = r"[^\x{0}-\x{10FFFF}]";
const DIGIT: &str = "0-9";
const WORD: &str = "0-9A-Z_a-z";
/// `WhiteSpace` and `LineTerminator` (ECMA-262 sections 12.2 and 12.3).
const SPACE: &str = r"\x{9}-\x{D} \x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";
const LINE_TERMINATOR: &str = r"\x{A}\x{D}\x{2028}\x{2029}";

/// Code points of UTF-16, which no text of Rust holds.
const SURROGATES: std::ops::RangeInclusive<u32> = 0xd800..=0xdfff;

/// Whether the linear engine lacks something that `node` takes.
pub(super) fn needs_backtracking(node: &Node, captures: &Captures) -> bool {
    needs(node, Flags::default(), captures)
}

fn needs(node: &Node, flags: Flags, captures: &Captures) -> bool {
    match node {
        Node::Empty | Node::Char(_) | Node::Any | Node::Class(_) => false,
        Node::Look { .. } => true,
        Node::BackReference(groups) => captures.numbers_of(groups).next().is_some(),
        // Four characters end a line, where the engine knows one.
        Node::Start | Node::End => flags.multiline,
        // Without regard to case, U+017F and U+212A are word characters too.
        Node::Boundary { .. } => flags.ignore_case,
        Node::Flags { on, off, body } => needs(body, switch(flags, *on, *off), captures),
        Node::Capture(_, body) | Node::Repeat { body, .. } => needs(body, flags, captures),
        Node::Concat(nodes) | Node::Alternate(nodes) => nodes.iter().any(|node| needs(node, flags, captures)),
    }
}

/// The flags that hold in a group.
fn switch(flags: Flags, on: Flags, off: Flags) -> Flags {
    Flags {
        ignore_case: (flags.ignore_case || on.ignore_case) && !off.ignore_case,
        multiline: (flags.multiline || on.multiline) && !off.multiline,
        dot_all: (flags.dot_all || on.dot_all) && !off.dot_all,
    }
}

/// Writes one expression.
pub(super) struct Emitter<'a> {
    captures: &'a Captures,
    backtracking: bool,
    flags: Flags,
    /// Groups written so far: a reference that comes before the end of its group matches the empty text.
    closed: Vec<u32>,
    out: String,
}

impl<'a> Emitter<'a> {
    pub(super) fn new(captures: &'a Captures, backtracking: bool) -> Self {
        Self { captures, backtracking, flags: Flags::default(), closed: Vec::new(), out: String::new() }
    }

    pub(super) fn into_engine(self) -> Engine {
        if self.backtracking { Engine::Backtracking(self.out.into()) } else { Engine::Linear(self.out.into()) }
    }

    /// Writes `node` where alternatives need no group.
    pub(super) fn search(&mut self, node: &Node) {
        match node {
            Node::Alternate(nodes) => {
                for (index, node) in nodes.iter().enumerate() {
                    if index > 0 {
                        self.out.push('|');
                    }
                    self.sequence([node]);
                }
            }
            _ => self.sequence([node]),
        }
    }

    /// Writes nodes that match one after the other.
    pub(super) fn sequence<'n>(&mut self, nodes: impl IntoIterator<Item = &'n Node>) {
        for node in nodes {
            match node {
                Node::Empty => {}
                Node::Concat(nodes) => self.sequence(nodes),
                Node::Capture(group, body) if self.captures.number(*group).is_none() && !is_alternate(body) => {
                    self.sequence([&**body]);
                }
                Node::Repeat { min, max, lazy, body } => self.repeat(*min, *max, *lazy, body),
                Node::BackReference(groups) => self.back_reference(groups),
                _ => self.atom(node),
            }
        }
    }

    /// The numbers of those of `groups` that have captured by now.
    fn captured(&self, groups: &[u32]) -> Vec<usize> {
        let closed = groups.iter().filter(|group| self.closed.contains(group));
        closed.filter_map(|&group| self.captures.number(group)).collect()
    }

    /// Whether nothing is written for the node.
    fn is_empty(&self, node: &Node) -> bool {
        match node {
            Node::Empty => true,
            Node::BackReference(groups) => self.captured(groups).is_empty(),
            Node::Capture(group, body) => self.captures.number(*group).is_none() && self.is_empty(body),
            Node::Repeat { body, .. } => self.is_empty(body),
            Node::Concat(nodes) => nodes.iter().all(|node| self.is_empty(node)),
            _ => false,
        }
    }

    /// Writes `node` so that a quantifier after it takes all of it.
    fn atom(&mut self, node: &Node) {
        match node {
            Node::Char(code) => match char::from_u32(*code) {
                Some(char) => self.char(char),
                None => self.out.push_str(NOTHING),
            },
            Node::Any if self.flags.dot_all => self.out.push_str(EVERYTHING),
            Node::Any => self.class_of(true, LINE_TERMINATOR),
            Node::Class(class) => self.class(class),
            Node::Start if self.flags.multiline => self.line_anchor('^', "?<="),
            Node::Start => self.out.push('^'),
            Node::End if self.flags.multiline => self.line_anchor('$', "?="),
            Node::End => self.out.push('$'),
            Node::Boundary { negated } => self.boundary(*negated),
            Node::Capture(group, body) => {
                let opening = if self.captures.number(*group).is_some() { "" } else { "?:" };
                self.group(opening, body);
                self.closed.push(*group);
            }
            // What may match the empty text is always there.
            Node::Look { negated: true, body, .. } if is_nullable(body) => self.out.push_str(NOTHING),
            Node::Look { behind, negated, body } => {
                let opening = match (behind, negated) {
                    (false, false) => "?=",
                    (false, true) => "?!",
                    (true, false) => "?<=",
                    (true, true) => "?<!",
                };
                self.group(opening, body);
            }
            Node::Flags { on, off, body } => self.flags(*on, *off, body),
            Node::Empty | Node::BackReference(_) | Node::Repeat { .. } | Node::Concat(_) | Node::Alternate(_) => {
                self.group("?:", node);
            }
        }
    }

    fn group(&mut self, opening: &str, body: &Node) {
        self.out.push('(');
        self.out.push_str(opening);
        self.search(body);
        self.out.push(')');
    }

    fn flags(&mut self, on: Flags, off: Flags, body: &Node) {
        let outer = self.flags;
        self.flags = switch(outer, on, off);
        // The other flags are taken care of where they matter.
        let opening = match (outer.ignore_case, self.flags.ignore_case) {
            (false, true) => "?i:",
            (true, false) => "?-i:",
            _ => "?:",
        };
        self.group(opening, body);
        self.flags = outer;
    }

    fn repeat(&mut self, min: u32, max: Option<u32>, lazy: bool, body: &Node) {
        if self.is_empty(body) {
            return;
        }
        self.atom(body);
        // Writing to a string cannot fail.
        let _ = match (min, max) {
            (0, None) => write!(self.out, "*"),
            (1, None) => write!(self.out, "+"),
            (0, Some(1)) => write!(self.out, "?"),
            (min, None) => write!(self.out, "{{{min},}}"),
            (min, Some(max)) if min == max => write!(self.out, "{{{min}}}"),
            (min, Some(max)) => write!(self.out, "{{{min},{max}}}"),
        };
        if lazy {
            self.out.push('?');
        }
    }

    /// What the groups captured: of a group that took no part, the empty text.
    fn back_reference(&mut self, groups: &[u32]) {
        for number in self.captured(groups) {
            let _ = write!(self.out, "(?({number})\\{number}|)");
        }
    }

    /// The start or the end of a line, any of the four line terminators between lines.
    fn line_anchor(&mut self, anchor: char, look: &str) {
        let _ = write!(self.out, "(?:{anchor}|({look}[{LINE_TERMINATOR}]))");
    }

    fn boundary(&mut self, negated: bool) {
        let _ = match (self.backtracking, negated) {
            (false, false) => write!(self.out, r"(?-u:\b)"),
            (false, true) => write!(self.out, r"(?-u:\B)"),
            (true, false) => write!(self.out, "(?:(?<=[{WORD}])(?![{WORD}])|(?<![{WORD}])(?=[{WORD}]))"),
            (true, true) => write!(self.out, "(?:(?<=[{WORD}])(?=[{WORD}])|(?<![{WORD}])(?![{WORD}]))"),
        };
    }

    fn class(&mut self, class: &Class) {
        let outside = std::mem::take(&mut self.out);
        class.items.iter().for_each(|item| self.item(item));
        let items = std::mem::replace(&mut self.out, outside);
        match (items.is_empty(), class.negated) {
            (true, true) => self.out.push_str(EVERYTHING),
            (true, false) => self.out.push_str(NOTHING),
            (false, negated) => self.class_of(negated, &items),
        }
    }

    fn class_of(&mut self, negated: bool, items: &str) {
        let _ = write!(self.out, "[{}{items}]", if negated { "^" } else { "" });
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Range(first, last) => self.range(*first, *last),
            Item::Set { set: Set::Property(name), negated } => {
                let _ = write!(self.out, "\\{}{{{name}}}", if *negated { 'P' } else { 'p' });
            }
            Item::Set { set, negated } => {
                let ranges = match set {
                    Set::Digit => DIGIT,
                    Set::Word => WORD,
                    Set::Space | Set::Property(_) => SPACE,
                };
                if *negated { self.class_of(true, ranges) } else { self.out.push_str(ranges) }
            }
        }
    }

    /// The code points of a range that texts may hold.
    fn range(&mut self, first: u32, last: u32) {
        let first = if SURROGATES.contains(&first) { SURROGATES.end() + 1 } else { first };
        let last = if SURROGATES.contains(&last) { SURROGATES.start() - 1 } else { last };
        let (Some(first), Some(last)) = (char::from_u32(first), char::from_u32(last)) else { return };
        if first <= last {
            self.char(first);
        }
        if first < last {
            self.out.push('-');
            self.char(last);
        }
    }

    /// One character, which stands for itself in classes as well as outside of them.
    fn char(&mut self, char: char) {
        let _ = match char {
            ' ' | '_' | '/' | ':' | ',' | ';' | '=' | '!' | '@' | '%' | '"' | '\'' | '<' | '>' | '`' => {
                write!(self.out, "{char}")
            }
            _ if char.is_alphanumeric() => write!(self.out, "{char}"),
            _ if char.is_ascii_graphic() => write!(self.out, "\\{char}"),
            _ => write!(self.out, "\\x{{{:X}}}", u32::from(char)),
        };
    }
}

fn is_alternate(node: &Node) -> bool {
    matches!(node, Node::Alternate(_))
}
