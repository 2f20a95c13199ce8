//! JSON text, read once from left to right (RFC 8259).

use std::{borrow::Cow, collections::HashSet};

use super::{
    Budget, Input, MAX_DEPTH,
    names::{Met, Names},
};
use crate::{Flow, Json, Kind, Limit, Number, NumberRef, Object, Stop, SyntaxError};

/// A cursor in a JSON text.
#[derive(Clone)]
pub struct Bytes<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
    budget: &'a Budget,
}

impl<'a> Bytes<'a> {
    /// A cursor before the value that `bytes` are.
    ///
    /// # Errors
    /// The first byte that is not UTF-8. A byte order mark is not taken off: RFC 8259 has none.
    pub fn new(bytes: &'a [u8], budget: &'a Budget) -> Result<Self, SyntaxError> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self { text, at: 0, depth: 0, budget }),
            Err(error) => Err(SyntaxError::new("this byte is not UTF-8", bytes, error.valid_up_to())),
        }
    }

    /// Whether nothing but white space comes after the value that was read.
    pub fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }

    /// How many bytes were read.
    pub const fn offset(&self) -> usize {
        self.at
    }

    /// The next byte that is not white space, which the cursor moves to.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    /// Reads one byte that has to come next.
    #[inline]
    fn expect(&mut self, byte: u8) -> Flow {
        if self.peek() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            Err(Stop::Rejected)
        }
    }

    fn word(&mut self, word: &str) -> Flow {
        self.peek();
        if self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            self.at += word.len();
            Ok(())
        } else {
            Err(Stop::Rejected)
        }
    }

    /// Reads a string and gives what stands between its quotes, and whether there are escapes in it.
    #[inline]
    fn raw_string(&mut self) -> Flow<(&'a str, bool)> {
        self.expect(b'"')?;
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut at = start;
        let mut escaped = false;
        loop {
            while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
                let special = special_bytes(u64::from_le_bytes(*chunk));
                if special != 0 {
                    at += special.trailing_zeros() as usize / 8;
                    break;
                }
                at += 8;
            }
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    at += 2;
                }
                Some(0..0x20) | None => return Err(Stop::Rejected),
                Some(_) => at += 1,
            }
        }
        self.at = at + 1;
        self.text.get(start..at).map(|raw| (raw, escaped)).ok_or(Stop::Rejected)
    }

    /// Reads a string, a slice of the text where nothing in it is escaped.
    #[inline]
    fn borrowed_string(&mut self) -> Flow<Cow<'a, str>> {
        let (raw, escaped) = self.raw_string()?;
        if escaped { unescape(raw).ok_or(Stop::Rejected) } else { Ok(Cow::Borrowed(raw)) }
    }

    /// Whether a member from the name at `first` up to the cursor, which stands at a name, has the name `name`; where
    /// there are too many of them, keeps their names from now on.
    #[allow(clippy::ptr_arg, reason = "the name may be kept, borrowed where it is")]
    #[cold]
    #[inline(never)]
    fn came_before(&self, first: usize, name: &Cow<'a, str>, names: &mut Names<'a>, met: Met) -> Flow<bool> {
        let mut walk = self.clone();
        walk.at = first;
        let (mut found, mut known) = (false, HashSet::new());
        while walk.at < self.at {
            let other = walk.borrowed_string()?;
            found |= other == *name;
            if met == Met::TooMany {
                known.insert(other);
            }
            walk.expect(b':')?;
            walk.pass()?;
            walk.expect(b',')?;
            walk.peek();
        }
        if met == Met::TooMany {
            known.insert(name.clone());
            *names = Names::Many(known);
        }
        Ok(found)
    }

    /// Reads over a value that is read again, or was read before: names that come twice in it are not looked for.
    fn pass(&mut self) -> Flow {
        match self.peek() {
            Some(b'{') => {
                self.at += 1;
                self.descend()?;
                if self.peek() == Some(b'}') {
                    self.at += 1;
                } else {
                    loop {
                        self.raw_string()?;
                        self.expect(b':')?;
                        self.pass()?;
                        match self.peek() {
                            Some(b',') => self.at += 1,
                            Some(b'}') => break self.at += 1,
                            _ => return Err(Stop::Rejected),
                        }
                    }
                }
                self.depth -= 1;
                Ok(())
            }
            Some(b'[') => self.array(|_, item| item.pass()).map(|_| ()),
            Some(b'"') => self.raw_string().map(|_| ()),
            _ => self.skip(),
        }
    }

    /// A cursor before the member `name` of the object that comes next, if it has one.
    fn member(&self, name: &str) -> Flow<Option<Self>> {
        let mut walk = self.clone();
        if walk.peek() != Some(b'{') {
            return Ok(None);
        }
        walk.at += 1;
        walk.descend()?;
        if walk.peek() == Some(b'}') {
            return Ok(None);
        }
        loop {
            let found = walk.borrowed_string()? == name;
            walk.expect(b':')?;
            if found {
                return Ok(Some(walk));
            }
            walk.pass()?;
            match walk.peek() {
                Some(b',') => walk.at += 1,
                _ => return Ok(None),
            }
        }
    }

    /// Reads a number and gives it as it is spelt.
    #[inline]
    fn raw_number(&mut self) -> Flow<NumberRef<'a>> {
        self.peek();
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut at = start;
        let digits = |at: &mut usize| {
            let first = *at;
            while bytes.get(*at).is_some_and(u8::is_ascii_digit) {
                *at += 1;
            }
            *at - first
        };
        let negative = bytes.get(at) == Some(&b'-');
        at += usize::from(negative);
        let leading_zero = bytes.get(at) == Some(&b'0');
        let whole = digits(&mut at);
        if whole == 0 || (leading_zero && whole > 1) {
            return Err(Stop::Rejected);
        }
        let mut plain = whole <= 18 && !(negative && leading_zero);
        if bytes.get(at) == Some(&b'.') {
            plain = false;
            at += 1;
            if digits(&mut at) == 0 {
                return Err(Stop::Rejected);
            }
        }
        if matches!(bytes.get(at), Some(b'e' | b'E')) {
            plain = false;
            at += 1;
            if matches!(bytes.get(at), Some(b'+' | b'-')) {
                at += 1;
            }
            if digits(&mut at) == 0 {
                return Err(Stop::Rejected);
            }
        }
        self.at = at;
        let text = self.text.get(start..at).ok_or(Stop::Rejected)?;
        if plain {
            let magnitude = text.bytes().skip(usize::from(negative)).fold(0, |n, b| n * 10 + i64::from(b - b'0'));
            return Ok(NumberRef::Int(if negative { -magnitude } else { magnitude }));
        }
        NumberRef::parse(text).ok_or(Stop::Rejected)
    }

    fn descend(&mut self) -> Flow {
        self.budget.take()?;
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(Stop::Limit(Limit::Depth)) } else { Ok(()) }
    }

    /// Whether the cursor, left where reading stopped, stands at a well-formed name: then it came twice.
    pub(crate) fn stops_at_duplicate(mut self) -> bool {
        self.borrowed_string().is_ok() && self.expect(b':').is_ok()
    }

    /// Whether the cursor, left where reading stopped, stands at a string with half of a surrogate pair in it.
    pub(crate) fn has_lone_surrogate(mut self) -> bool {
        let Ok((raw, true)) = self.raw_string() else { return false };
        let mut escapes = raw.split("\\\\").flat_map(|part| part.split('\\').skip(1));
        let is_escape = |escape: &str| match escape.strip_prefix('u') {
            Some(mut digits) => hex4(&mut digits).is_some(),
            None => escape.starts_with(['"', '/', 'b', 'f', 'n', 'r', 't']),
        };
        unescape(raw).is_none() && escapes.all(is_escape)
    }

    #[inline]
    fn members(&mut self, mut member: impl FnMut(Cow<'a, str>, &mut Self) -> Flow) -> Flow<usize> {
        self.expect(b'{')?;
        self.descend()?;
        let mut count = 0;
        if self.peek() == Some(b'}') {
            self.at += 1;
        } else {
            let mut names = Names::new();
            let first = self.at;
            loop {
                let before = self.at;
                let name = self.borrowed_string()?;
                let met = names.insert(&name);
                if met != Met::Never {
                    // The cursor stays at the second name, so that the report can point there.
                    let after = std::mem::replace(&mut self.at, before);
                    if met == Met::Before || self.came_before(first, &name, &mut names, met)? {
                        return Err(Stop::Rejected);
                    }
                    self.at = after;
                }
                self.expect(b':')?;
                member(name, self)?;
                count += 1;
                match self.peek() {
                    Some(b',') => self.at += 1,
                    Some(b'}') => break self.at += 1,
                    _ => return Err(Stop::Rejected),
                }
                self.peek();
            }
        }
        self.depth -= 1;
        Ok(count)
    }
}

impl Input for Bytes<'_> {
    #[inline]
    fn kind(&mut self) -> Flow<Kind> {
        Ok(match self.peek() {
            Some(b'"') => Kind::String,
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b'-' | b'0'..=b'9') => Kind::Number,
            Some(b't' | b'f') => Kind::Boolean,
            Some(b'n') => Kind::Null,
            _ => return Err(Stop::Rejected),
        })
    }

    #[inline]
    fn position(&mut self) -> Option<usize> {
        self.peek();
        Some(self.at)
    }

    fn budget(&self) -> &Budget {
        self.budget
    }

    fn null(&mut self) -> Flow {
        self.word("null")
    }

    fn boolean(&mut self) -> Flow<bool> {
        if self.peek() == Some(b't') { self.word("true").map(|()| true) } else { self.word("false").map(|()| false) }
    }

    #[inline]
    fn number<T>(&mut self, read: impl FnOnce(NumberRef<'_>) -> T) -> Flow<T> {
        self.raw_number().map(read)
    }

    #[inline]
    fn string(&mut self) -> Flow<Cow<'_, str>> {
        self.borrowed_string()
    }

    #[inline]
    fn array(&mut self, mut item: impl FnMut(usize, &mut Self) -> Flow) -> Flow<usize> {
        self.expect(b'[')?;
        self.descend()?;
        let mut count = 0;
        if self.peek() == Some(b']') {
            self.at += 1;
        } else {
            loop {
                item(count, self)?;
                count += 1;
                match self.peek() {
                    Some(b',') => self.at += 1,
                    Some(b']') => break self.at += 1,
                    _ => return Err(Stop::Rejected),
                }
            }
        }
        self.depth -= 1;
        Ok(count)
    }

    #[inline]
    fn object(&mut self, mut member: impl FnMut(&str, &mut Self) -> Flow) -> Flow<usize> {
        self.members(|name, value| member(&name, value))
    }

    fn member_text<T>(&self, name: &str, read: impl FnOnce(Option<&str>) -> T) -> Flow<T> {
        let Some(mut value) = self.member(name)? else { return Ok(read(None)) };
        if value.peek() == Some(b'"') { Ok(read(Some(&value.borrowed_string()?))) } else { Ok(read(None)) }
    }

    fn has_member(&self, name: &str) -> Flow<bool> {
        self.member(name).map(|member| member.is_some())
    }

    fn skip(&mut self) -> Flow {
        match self.kind()? {
            Kind::Null => self.null(),
            Kind::Boolean => self.boolean().map(|_| ()),
            Kind::Number => self.raw_number().map(|_| ()),
            Kind::String => {
                let before = self.at;
                let (raw, escaped) = self.raw_string()?;
                if escaped && unescape(raw).is_none() {
                    self.at = before;
                    return Err(Stop::Rejected);
                }
                Ok(())
            }
            Kind::Array => self.array(|_, item| item.skip()).map(|_| ()),
            Kind::Object => self.members(|_, value| value.skip()).map(|_| ()),
        }
    }

    fn json(&mut self) -> Flow<Json> {
        Ok(match self.kind()? {
            Kind::Null => self.null().map(|()| Json::Null)?,
            Kind::Boolean => Json::Boolean(self.boolean()?),
            Kind::Number => Json::Number(Number::from(self.raw_number()?)),
            Kind::String => Json::String(self.string()?.into_owned()),
            Kind::Array => {
                let mut items = Vec::new();
                self.array(|_, item| {
                    items.push(item.json()?);
                    Ok(())
                })?;
                Json::Array(items)
            }
            Kind::Object => {
                let mut object = Object::new();
                self.members(|name, value| {
                    object.push_new(name.into_owned(), value.json()?);
                    Ok(())
                })?;
                Json::Object(object)
            }
        })
    }
}

/// Marks, in the high bit of each byte of a word, the bytes that end a plain run of a string: `"`, `\` and controls.
/// Bytes above the first marked one may be marked wrongly; only the lowest mark is used.
pub(crate) const fn special_bytes(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let is_quote = quote.wrapping_sub(ONES) & !quote;
    let is_backslash = backslash.wrapping_sub(ONES) & !backslash;
    let is_control = word.wrapping_sub(ONES * 0x20) & !word;
    (is_quote | is_backslash | is_control) & HIGHS
}

/// What the inside of a JSON string stands for; `None` where an escape is none or a surrogate stands alone.
pub(super) fn unescape(raw: &str) -> Option<Cow<'_, str>> {
    let Some(first) = raw.find('\\') else { return Some(Cow::Borrowed(raw)) };
    let mut text = String::with_capacity(raw.len());
    let (plain, mut rest) = raw.split_at(first);
    text.push_str(plain);
    while let Some(escaped) = rest.strip_prefix('\\') {
        let mut chars = escaped.chars();
        let plain_escape = match chars.next()? {
            '"' => Some('"'),
            '\\' => Some('\\'),
            '/' => Some('/'),
            'b' => Some('\u{8}'),
            'f' => Some('\u{c}'),
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            'u' => None,
            _ => return None,
        };
        rest = chars.as_str();
        text.push(if let Some(character) = plain_escape { character } else { utf16(&mut rest)? });
        let next = rest.find('\\').unwrap_or(rest.len());
        let (plain, after) = rest.split_at(next);
        text.push_str(plain);
        rest = after;
    }
    Some(Cow::Owned(text))
}

/// Reads the character that a `\\u` escape begins, which may take a second one, off the front of `rest`.
fn utf16(rest: &mut &str) -> Option<char> {
    let unit = hex4(rest)?;
    if !(0xD800..0xDC00).contains(&unit) {
        return char::from_u32(unit);
    }
    *rest = rest.strip_prefix("\\u")?;
    let low = hex4(rest).filter(|low| (0xDC00..0xE000).contains(low))?;
    char::from_u32(0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
}

/// Reads four hexadecimal digits off the front of `rest`.
fn hex4(rest: &mut &str) -> Option<u32> {
    let (digits, after) = rest.split_at_checked(4)?;
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    *rest = after;
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Json> {
        let budget = Budget::for_text(text.len());
        let mut input = Bytes::new(text.as_bytes(), &budget).ok()?;
        let mut skipped = input.clone();
        let json = input.json().ok()?;
        assert_eq!(skipped.skip(), Ok(()));
        assert_eq!(skipped.offset(), input.offset());
        input.is_at_end().then_some(json)
    }

    #[test]
    fn reads_what_rfc_8259_allows_and_nothing_else() {
        for text in [
            "0",
            "-0",
            "1.5e-3",
            " [1 , 2]\n",
            r#"{"a":{},"b":[]}"#,
            r#""\u00e9\ud83d\ude00\n""#,
            "12345678901234567890",
        ] {
            assert!(read(text).is_some(), "{text}");
        }
        for text in [
            "",
            "01",
            "+1",
            ".5",
            "1.",
            "1e",
            "--1",
            "nul",
            "truely",
            "[1,]",
            "[,1]",
            r#"{"a":1,}"#,
            r#"{"a" 1}"#,
            "{a:1}",
            "'a'",
            "\"a",
            "\"\u{1}\"",
            r#""\x""#,
            r#""\ud800""#,
            r#""\ud800\u0041""#,
            r#""\u12""#,
            r#""\"#,
            "1 2",
            "\u{feff}1",
            "[1",
            "NaN",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_name_comes_once() {
        assert!(read(r#"{"a":1,"a":2}"#).is_none());
        assert!(read(r#"{"a":1,"\u0061":2}"#).is_none());
        assert!(read(r#"[{"b":{"c":0,"a":1,"c":2}}]"#).is_none());
        let wide: Vec<_> = (0..100).map(|n| format!(r#""key{n}":{n}"#)).collect();
        assert!(read(&format!("{{{}}}", wide.join(","))).is_some());
        assert!(read(&format!("{{{},\"key\\u0037\":0}}", wide.join(","))).is_none());
    }

    #[test]
    fn special_bytes_are_found_at_every_place() {
        for special in [b'"', b'\\', 0, 0x1f] {
            for at in 0..8 {
                let mut word = *b"abc\xc3\xa9 ~!";
                word[at] = special;
                assert_eq!(special_bytes(u64::from_le_bytes(word)).trailing_zeros() as usize / 8, at);
            }
        }
        assert_eq!(special_bytes(u64::from_le_bytes(*b"\x7f\x80\xffab !#")), 0);
    }

    #[test]
    fn depth_is_limited() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(read(&nested(MAX_DEPTH as usize)).is_some());
        assert!(read(&nested(MAX_DEPTH as usize + 1)).is_none());
        let deepest = nested(100_000);
        let budget = Budget::for_text(deepest.len());
        let skipped = Bytes::new(deepest.as_bytes(), &budget).unwrap().skip();
        assert_eq!(skipped, Err(Stop::Limit(Limit::Depth)));
    }
}
