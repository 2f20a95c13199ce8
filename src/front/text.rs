//! A reader of schema text that keeps every byte's place and every digit of a number.
//!
//! It accepts RFC 8259 and nothing else, and unlike most readers it refuses an object that names a member twice.

use std::collections::HashSet;
use std::ops::Range;

use super::tree::{Data, Member, NodeId, Tree};

/// Schemas nest so deep at most.
pub(crate) const MAX_DEPTH: usize = 256;

/// What is wrong with a text, and at which bytes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TextError {
    /// The code of the diagnostic.
    pub(crate) code: &'static str,
    /// What is wrong.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) help: Option<&'static str>,
    /// Where.
    pub(crate) span: Range<usize>,
}

/// Reads a text. A member that comes twice does not end the reading, every other error does.
pub(crate) fn read(text: &str) -> (Tree, Vec<TextError>) {
    let mut reader = Reader { text, at: 0, tree: Tree::new(text.to_owned()), errors: Vec::new() };
    if let Err(error) = reader.document() {
        reader.errors.push(error);
    }
    (reader.tree, reader.errors)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    tree: Tree,
    errors: Vec<TextError>,
}

type Read<T> = Result<T, TextError>;

fn error<T>(code: &'static str, message: impl Into<String>, span: Range<usize>) -> Read<T> {
    Err(TextError { code, message: message.into(), help: None, span })
}

impl Reader<'_> {
    fn document(&mut self) -> Read<()> {
        if self.text.starts_with('\u{feff}') {
            let help = Some("save the file as UTF-8 without byte order mark");
            let message = "the text begins with a byte order mark".to_owned();
            return Err(TextError { code: "byte-order-mark", message, help, span: 0..3 });
        }
        self.space();
        if self.at == self.text.len() {
            let help = Some("write `true` for the schema that accepts everything");
            let message = "there is no JSON value here".to_owned();
            return Err(TextError { code: "empty-file", message, help, span: 0..0 });
        }
        self.value(None, 0)?;
        self.space();
        if self.at < self.text.len() {
            return error("trailing-data", "there is more text after the JSON value", self.at..self.text.len());
        }
        Ok(())
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// The error that what stands here is not what JSON wants here.
    fn unexpected<T>(&self, wanted: &str) -> Read<T> {
        let Some(found) = self.text.get(self.at..).and_then(|rest| rest.chars().next()) else {
            return error("invalid-json", format!("the text ends where {wanted} is expected"), self.at..self.at);
        };
        let message = format!("expected {wanted}, found `{}`", found.escape_debug());
        error("invalid-json", message, self.at..self.at + found.len_utf8())
    }

    fn value(&mut self, parent: Option<(NodeId, usize)>, depth: usize) -> Read<NodeId> {
        let start = self.at;
        let id = self.tree.push(start, parent);
        let data = match self.byte() {
            Some(b'{') => self.object(id, depth)?,
            Some(b'[') => self.array(id, depth)?,
            Some(b'"') => Data::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.word()?,
        };
        self.tree.fill(id, self.at, data);
        Ok(id)
    }

    fn word(&mut self) -> Read<Data> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let words = [("true", Data::Boolean(true)), ("false", Data::Boolean(false)), ("null", Data::Null)];
        for (word, data) in words {
            if rest.starts_with(word) {
                self.at += word.len();
                return Ok(data);
            }
        }
        self.unexpected("a JSON value")
    }

    fn array(&mut self, id: NodeId, depth: usize) -> Read<Data> {
        self.open(depth)?;
        let mut items = Vec::new();
        if self.closes(b']') {
            return Ok(Data::Array(items));
        }
        loop {
            self.space();
            items.push(self.value(Some((id, items.len())), depth + 1)?);
            if self.ends(b']', "`,` or `]`")? {
                return Ok(Data::Array(items));
            }
        }
    }

    fn object(&mut self, id: NodeId, depth: usize) -> Read<Data> {
        self.open(depth)?;
        let mut members: Vec<Member> = Vec::new();
        let mut names = HashSet::new();
        if self.closes(b'}') {
            return Ok(Data::Object(members));
        }
        loop {
            self.space();
            let start = self.at;
            if self.byte() != Some(b'"') {
                return self.unexpected("a member's name in double quotes");
            }
            let name = self.string()?;
            let key = start..self.at;
            if !names.insert(name.clone()) {
                let message = format!("the member {name:?} comes twice in this object");
                let help = Some("readers disagree on which of the two counts: remove one");
                self.errors.push(TextError { code: "duplicate-member", message, help, span: key.clone() });
            }
            self.space();
            if self.byte() != Some(b':') {
                return self.unexpected("`:`");
            }
            self.at += 1;
            self.space();
            let value = self.value(Some((id, members.len())), depth + 1)?;
            members.push(Member { name, key, value });
            if self.ends(b'}', "`,` or `}`")? {
                return Ok(Data::Object(members));
            }
        }
    }

    /// Takes an opening bracket, unless it is one too many.
    fn open(&mut self, depth: usize) -> Read<()> {
        if depth == MAX_DEPTH {
            return error("too-deep", format!("values nest deeper than {MAX_DEPTH} levels"), self.at..self.at + 1);
        }
        self.at += 1;
        Ok(())
    }

    /// Takes the closing bracket of an empty array or object, if that is what comes.
    fn closes(&mut self, bracket: u8) -> bool {
        self.space();
        let closes = self.byte() == Some(bracket);
        self.at += usize::from(closes);
        closes
    }

    /// Takes a comma or the closing bracket and says which it was.
    fn ends(&mut self, bracket: u8, wanted: &str) -> Read<bool> {
        self.space();
        match self.byte() {
            Some(byte) if byte == b',' || byte == bracket => {
                self.at += 1;
                Ok(byte == bracket)
            }
            _ => self.unexpected(wanted),
        }
    }

    fn number(&mut self) -> Read<Data> {
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        let zero = self.byte() == Some(b'0');
        let start = self.at;
        self.digits()?;
        if zero && self.at > start + 1 {
            return error("invalid-json", "a number has no leading zeros", start..self.at);
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Data::Number)
    }

    fn digits(&mut self) -> Read<()> {
        if !matches!(self.byte(), Some(b'0'..=b'9')) {
            return self.unexpected("a digit");
        }
        while matches!(self.byte(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        Ok(())
    }

    fn string(&mut self) -> Read<String> {
        let start = self.at;
        self.at += 1;
        let mut value = String::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let plain = rest.find(|c: char| c == '"' || c == '\\' || c < ' ').unwrap_or(rest.len());
            value.push_str(rest.get(..plain).unwrap_or_default());
            self.at += plain;
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(value);
                }
                Some(b'\\') => value.push(self.escape()?),
                Some(_) => {
                    let message = "a string holds a control character that is not escaped";
                    return error("invalid-json", message, self.at..self.at + 1);
                }
                None => return error("invalid-json", "the string has no end", start..self.at),
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        let start = self.at;
        self.at += 1;
        let simple = match self.byte() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(start),
            _ => {
                let length = self.text.get(self.at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                let message = "this is no escape that JSON knows";
                let help = Some("a backslash itself is written `\\\\`");
                let span = start..self.at + length;
                return Err(TextError { code: "invalid-escape", message: message.to_owned(), help, span });
            }
        };
        self.at += 1;
        Ok(simple)
    }

    /// Reads `\uXXXX`, and the second half of a pair of surrogates after it.
    fn unicode(&mut self, start: usize) -> Read<char> {
        let first = self.code_unit(start)?;
        if let Some(c) = char::from_u32(first) {
            return Ok(c);
        }
        let help = Some("write the character itself, or both halves, e.g. \\ud83d\\ude00; strings are Unicode here");
        let message = "half of a surrogate pair stands alone".to_owned();
        let lone = Err(TextError { code: "lone-surrogate", message, help, span: start..self.at });
        let second = self.at;
        if first >= 0xDC00 || !self.text.get(second..).is_some_and(|rest| rest.starts_with("\\u")) {
            return lone;
        }
        self.at += 1;
        match self.code_unit(second)? {
            low @ 0xDC00..=0xDFFF => {
                char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (low - 0xDC00)).map_or(lone, Ok)
            }
            _ => lone,
        }
    }

    /// Takes `uXXXX`.
    fn code_unit(&mut self, start: usize) -> Read<u32> {
        let digits =
            self.text.get(self.at + 1..self.at + 5).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let Some(unit) = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) else {
            return error("invalid-escape", "`\\u` wants four hexadecimal digits", start..self.at + 1);
        };
        self.at += 5;
        Ok(unit)
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<(&'static str, Range<usize>)> {
        read(text).1.into_iter().next().map(|error| (error.code, error.span))
    }

    #[test]
    fn every_value_knows_its_bytes() {
        let (tree, errors) = read(r#" {"a~/b": [1.50, "x\u00e9\uD83D\uDE00"], "c": null}"#);
        assert!(errors.is_empty());
        let item = tree.follow(Tree::ROOT, "/a~0~1b/0").expect("is there");
        assert_eq!(tree.raw(item), "1.50");
        assert_eq!(tree.pointer(item), "/a~0~1b/0");
        let text = tree.follow(Tree::ROOT, "/a~0~1b/1").expect("is there");
        assert_eq!(tree.string(text), Some("xé😀"));
        let raw = |offset| tree.text().get(tree.offset_in_string(&tree.span(text), offset)..).expect("a boundary");
        assert!(raw(0).starts_with('x') && raw(1).starts_with("\\u00e9") && raw(3).starts_with("\\uD83D"));
        assert!(raw(7).starts_with('"') && raw(99).starts_with('"'));
    }

    #[test]
    fn every_fault_has_a_code_and_a_place() {
        for (text, expected, span) in [
            ("", "empty-file", 0..0),
            (" \n", "empty-file", 0..0),
            ("\u{feff}{}", "byte-order-mark", 0..3),
            ("{} {}", "trailing-data", 3..5),
            (r#"{"a":1,"\u0061":2}"#, "duplicate-member", 7..15),
            (r#""\x""#, "invalid-escape", 1..3),
            (r#""\u12""#, "invalid-escape", 1..3),
            (r#""\ud800x""#, "lone-surrogate", 1..7),
            (r#""\udc00""#, "lone-surrogate", 1..7),
            (r#""\ud800\u0041""#, "lone-surrogate", 1..7),
            ("[1,]", "invalid-json", 3..4),
            ("{a:1}", "invalid-json", 1..2),
            ("01", "invalid-json", 0..2),
            ("-", "invalid-json", 1..1),
            ("1.", "invalid-json", 2..2),
            ("\"\n\"", "invalid-json", 1..2),
            ("\"abc", "invalid-json", 0..4),
            ("nul", "invalid-json", 0..1),
        ] {
            assert_eq!(code(text), Some((expected, span)), "{text:?}");
        }
        assert_eq!(code(&"[".repeat(100_000)), Some(("too-deep", 256..257)));
        assert_eq!(code(&format!("{}{}", "[".repeat(256), "]".repeat(256))), None);
    }
}
