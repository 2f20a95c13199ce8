//! JSON text as a tree that keeps every spelling: numbers, escapes, members of one name. It is read, written, compared
//! and changed here without the library, so that the tests have something to hold the library against.

use std::collections::HashSet;
use std::fmt::Write as _;

use formwork_runtime::{Json, Number, Object};

/// A value in a text.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where the value begins in the text that it was read from, in bytes.
    pub start: usize,
    pub body: Body,
}

/// What a value is, spelt as in the text.
#[derive(Clone, Debug)]
pub enum Body {
    /// `null`, a boolean, a number or a string.
    Leaf(String),
    Array(Vec<Node>),
    /// The names are spelt as in the text too, with their quotes.
    Object(Vec<(String, Node)>),
}

/// What stands between the tokens of a written text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Compact,
    Lines,
    Odd,
}

/// The string that a JSON string means, if it means one: `serde_json` says so, not the library.
pub fn spelling(raw: &str) -> Option<String> {
    serde_json::from_str(raw).ok()
}

/// The exact value of a number: its sign, its digits without zeros at either end, and the power of ten of the last one.
pub fn decimal(raw: &str) -> (bool, String, i128) {
    let (mantissa, exponent) = raw.split_once(['e', 'E']).unwrap_or((raw, "0"));
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or((false, mantissa), |rest| (true, rest));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let digits = digits.trim_start_matches('0');
    let short = digits.trim_end_matches('0');
    if short.is_empty() {
        return (false, String::new(), 0);
    }
    let zeros = i128::try_from(digits.len() - short.len()).unwrap();
    let exponent = exponent.parse::<i128>().unwrap() - i128::try_from(fraction.len()).unwrap() + zeros;
    (sign, short.to_owned(), exponent)
}

/// How a number is spelt: with a sign, a fraction, an exponent.
fn class(raw: &str) -> [bool; 3] {
    [raw.starts_with('-'), raw.contains('.'), raw.contains(['e', 'E'])]
}

fn is_number(raw: &str) -> bool {
    raw.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}

impl Node {
    /// A value that no text holds yet.
    pub const fn new(body: Body) -> Self {
        Self { start: 0, body }
    }

    /// The value that `raw` spells.
    pub fn leaf(raw: impl Into<String>) -> Self {
        Self::new(Body::Leaf(raw.into()))
    }

    /// Reads a text that is known to be JSON.
    pub fn parse(text: &str) -> Self {
        let mut reader = Reader { text, at: 0 };
        let node = reader.value();
        reader.space();
        assert_eq!(reader.at, text.len(), "the text goes on:\n{text}");
        node
    }

    /// Writes the value.
    pub fn write(&self, style: Style) -> String {
        let mut out = String::new();
        self.write_to(style, 0, &mut out);
        out
    }

    fn write_to(&self, style: Style, depth: usize, out: &mut String) {
        let gap = |depth: usize, out: &mut String| match style {
            Style::Compact => {}
            Style::Lines => {
                out.push('\n');
                out.extend(std::iter::repeat_n(' ', 2 * depth));
            }
            Style::Odd => out.push_str(" \r\n\t"),
        };
        let (open, close, parts): (char, char, Vec<(Option<&String>, &Self)>) = match &self.body {
            Body::Leaf(raw) => return out.push_str(raw),
            Body::Array(items) => ('[', ']', items.iter().map(|item| (None, item)).collect()),
            Body::Object(members) => ('{', '}', members.iter().map(|(name, value)| (Some(name), value)).collect()),
        };
        out.push(open);
        for (index, (name, value)) in parts.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            gap(depth + 1, out);
            if let Some(name) = name {
                let _ = write!(out, "{name}{}", if style == Style::Compact { ":" } else { " : " });
            }
            value.write_to(style, depth + 1, out);
        }
        if !parts.is_empty() {
            gap(depth, out);
        }
        out.push(close);
    }

    /// The values directly inside.
    pub fn children(&self) -> Vec<&Self> {
        match &self.body {
            Body::Leaf(_) => Vec::new(),
            Body::Array(items) => items.iter().collect(),
            Body::Object(members) => members.iter().map(|(_, value)| value).collect(),
        }
    }

    /// The value at an index of [`Node::children`], to change it.
    pub fn child_mut(&mut self, index: usize) -> &mut Self {
        match &mut self.body {
            Body::Leaf(raw) => panic!("{raw} has nothing inside"),
            Body::Array(items) => &mut items[index],
            Body::Object(members) => &mut members[index].1,
        }
    }

    /// The ways, by index, to this value and to every one inside it.
    pub fn places(&self) -> Vec<Vec<usize>> {
        let mut places = vec![Vec::new()];
        for (index, child) in self.children().into_iter().enumerate() {
            places.extend(child.places().into_iter().map(|place| [vec![index], place].concat()));
        }
        places
    }

    /// The value that a way leads to.
    pub fn follow(&mut self, place: &[usize]) -> &mut Self {
        place.iter().fold(self, |node, index| node.child_mut(*index))
    }

    /// The value that a JSON Pointer leads to.
    pub fn pointer(&self, pointer: &str) -> Option<&Self> {
        pointer.split('/').skip(1).try_fold(self, |node, segment| match &node.body {
            Body::Leaf(_) => None,
            Body::Array(items) => items.get(segment.parse::<usize>().ok()?),
            Body::Object(members) => {
                let segment = segment.replace("~1", "/").replace("~0", "~");
                members.iter().find(|(name, _)| spelling(name).as_ref() == Some(&segment)).map(|(_, value)| value)
            }
        })
    }

    /// How many arrays and objects stand inside one another.
    pub fn depth(&self) -> usize {
        match &self.body {
            Body::Leaf(_) => 0,
            _ => 1 + self.children().into_iter().map(Self::depth).max().unwrap_or(0),
        }
    }

    fn any(&self, test: &impl Fn(&Self) -> bool) -> bool {
        test(self) || self.children().into_iter().any(|child| child.any(test))
    }

    /// Whether some object has two members of one name, however spelt.
    pub fn has_duplicates(&self) -> bool {
        self.any(&|node| {
            let mut names = HashSet::new();
            let Body::Object(members) = &node.body else { return false };
            members.iter().filter_map(|(name, _)| spelling(name)).any(|name| !names.insert(name))
        })
    }

    /// Whether every string and name means a string of Unicode characters.
    pub fn is_unicode(&self) -> bool {
        !self.any(&|node| match &node.body {
            Body::Leaf(raw) => raw.starts_with('"') && spelling(raw).is_none(),
            Body::Array(_) => false,
            Body::Object(members) => members.iter().any(|(name, _)| spelling(name).is_none()),
        })
    }

    /// Whether `serde_json::Value` can hold every number exactly.
    pub fn fits_serde_json(&self) -> bool {
        !self.any(&|node| match &node.body {
            Body::Leaf(raw) if is_number(raw) => serde_json::from_str::<serde_json::Number>(raw)
                .map_or(true, |number| decimal(&number.to_string()) != decimal(raw)),
            _ => false,
        })
    }

    /// The value as the library holds one, built by hand; nothing where a string is none or a name comes twice.
    pub fn to_json(&self) -> Option<Json> {
        Some(match &self.body {
            Body::Leaf(raw) => match raw.as_str() {
                "null" => Json::Null,
                "true" => Json::Boolean(true),
                "false" => Json::Boolean(false),
                raw if is_number(raw) => Json::Number(Number::from_text(raw)?),
                raw => Json::String(spelling(raw)?),
            },
            Body::Array(items) => Json::Array(items.iter().map(Self::to_json).collect::<Option<_>>()?),
            Body::Object(members) => {
                let mut object = Object::new();
                for (name, value) in members {
                    if object.insert(spelling(name)?, value.to_json()?).is_some() {
                        return None;
                    }
                }
                Json::Object(object)
            }
        })
    }

    /// Where two values differ as JSON, or in the spelling class of a number. The order of members is no difference.
    pub fn difference(&self, other: &Self) -> Option<String> {
        self.differs(other, "", true)
    }

    /// Like [`Node::difference`], with `1` and `1.0` the same.
    pub fn difference_in_value(&self, other: &Self) -> Option<String> {
        self.differs(other, "", false)
    }

    fn differs(&self, other: &Self, at: &str, by_class: bool) -> Option<String> {
        match (&self.body, &other.body) {
            (Body::Leaf(left), Body::Leaf(right)) => {
                let same = if is_number(left) && is_number(right) {
                    decimal(left) == decimal(right) && (!by_class || class(left) == class(right))
                } else if left.starts_with('"') && right.starts_with('"') {
                    spelling(left).is_some() && spelling(left) == spelling(right)
                } else {
                    left == right
                };
                (!same).then(|| format!("at {at:?}: {left} and {right}"))
            }
            (Body::Array(left), Body::Array(right)) if left.len() == right.len() => {
                let mut pairs = left.iter().zip(right).enumerate();
                pairs.find_map(|(index, (left, right))| left.differs(right, &format!("{at}/{index}"), by_class))
            }
            (Body::Object(left), Body::Object(right)) => {
                if left.len() != right.len() {
                    return Some(format!("at {at:?}: {} members and {}", left.len(), right.len()));
                }
                left.iter().find_map(|(name, value)| {
                    let name = spelling(name)?;
                    let at = format!("{at}/{name}");
                    let same = right.iter().find(|(other, _)| spelling(other).as_ref() == Some(&name));
                    same.map_or_else(
                        || Some(format!("at {at:?}: the member is only in one")),
                        |(_, other)| value.differs(other, &at, by_class),
                    )
                })
            }
            _ => Some(format!("at {at:?}: {} and {}", self.write(Style::Compact), other.write(Style::Compact))),
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|byte| b" \t\r\n".contains(&byte)) {
            self.at += 1;
        }
    }

    /// Takes a byte that may be there, after white space.
    fn take(&mut self, byte: u8) -> bool {
        self.space();
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn string(&mut self) -> String {
        self.space();
        let start = self.at;
        assert!(self.take(b'"'), "no string at byte {start} of\n{}", self.text);
        while self.peek() != Some(b'"') {
            self.at += if self.peek() == Some(b'\\') { 2 } else { 1 };
            assert!(self.at < self.text.len(), "the string at byte {start} has no end in\n{}", self.text);
        }
        self.at += 1;
        self.text[start..self.at].to_owned()
    }

    fn value(&mut self) -> Node {
        self.space();
        let start = self.at;
        let body = match self.peek() {
            Some(b'"') => Body::Leaf(self.string()),
            Some(b'[') => {
                self.at += 1;
                let mut items = Vec::new();
                while !self.take(b']') {
                    assert!(items.is_empty() || self.take(b','), "no comma at byte {} of\n{}", self.at, self.text);
                    items.push(self.value());
                }
                Body::Array(items)
            }
            Some(b'{') => {
                self.at += 1;
                let mut members = Vec::new();
                while !self.take(b'}') {
                    assert!(members.is_empty() || self.take(b','), "no comma at byte {} of\n{}", self.at, self.text);
                    let name = self.string();
                    assert!(self.take(b':'), "no colon at byte {} of\n{}", self.at, self.text);
                    members.push((name, self.value()));
                }
                Body::Object(members)
            }
            _ => {
                while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)) {
                    self.at += 1;
                }
                let raw = &self.text[start..self.at];
                let is_json = serde_json::from_str::<serde::de::IgnoredAny>(raw).is_ok();
                assert!(is_json, "no value at byte {start} of\n{}", self.text);
                Body::Leaf(raw.to_owned())
            }
        };
        Node { start, body }
    }
}
