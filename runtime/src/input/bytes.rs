//! JSON text, read once from left to right (RFC 8259).

mod members;
mod number;
mod specials;
#[cfg(test)]
mod tests;
mod text;

use alloc::borrow::Cow;

use members::BytesMembers;
pub(crate) use specials::specials;
pub(crate) use text::special_bytes;

use super::{Budget, Input, Lend, MAX_DEPTH};
use crate::{Flow, Kind, Limit, Names, NumberRef, RawJson, Stop, SyntaxError, names::Glance};
/// A cursor in a JSON text whose budget lives as long as the text: see [`BytesReader`].
pub type Bytes<'a> = BytesReader<'a, 'a>;

/// A cursor in a JSON text. Before a value it stands at the value's first byte, with no white space between. It lends
/// parts of the text, which live on when the budget is gone.
#[derive(Clone)]
pub struct BytesReader<'a, 'b> {
    text: &'a str,
    at: usize,
    depth: u32,
    budget: &'b Budget,
}

/// How far the walk through an array has come.
#[derive(Default)]
pub struct BytesItems {
    /// Whether an item was read.
    is_begun: bool,
}

impl<'a, 'b> BytesReader<'a, 'b> {
    /// A cursor before the value that `bytes` are.
    ///
    /// # Errors
    /// The first byte that is not UTF-8. A byte order mark is not taken off: RFC 8259 has none.
    pub fn new(bytes: &'a [u8], budget: &'b Budget) -> Result<Self, SyntaxError> {
        match core::str::from_utf8(bytes) {
            Ok(text) => {
                let mut start = Self { text, at: 0, depth: 0, budget };
                start.pass_space();
                Ok(start)
            }
            Err(error) => Err(SyntaxError::new("this byte is not UTF-8", bytes, error.valid_up_to())),
        }
    }

    /// Whether nothing but white space comes after the value that was read.
    pub fn is_at_end(&mut self) -> bool {
        self.pass_space();
        self.next().is_none()
    }

    /// How many bytes were read.
    pub const fn offset(&self) -> usize {
        self.at
    }

    #[inline]
    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Moves to the next byte that is not white space.
    #[inline]
    fn pass_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.next() {
            self.at += 1;
        }
    }

    /// Reads one byte that has to come next, after white space, and the white space behind it.
    #[inline]
    fn separator(&mut self, byte: u8) -> Flow {
        self.pass_space();
        if self.next() != Some(byte) {
            return Err(Stop::Rejected);
        }
        self.at += 1;
        self.pass_space();
        Ok(())
    }

    /// Goes on behind an item or a member of what `close` ends: false if that is here. `is_begun` if one was read.
    #[inline]
    fn next_part(&mut self, is_begun: bool, close: u8) -> Flow<bool> {
        if is_begun {
            self.pass_space();
        }
        match self.next() {
            Some(byte) if byte == close => {
                self.at += 1;
                self.depth -= 1;
                Ok(false)
            }
            _ if !is_begun => Ok(true),
            Some(b',') => {
                self.at += 1;
                self.pass_space();
                // A closing bracket that comes now is seen not to be a value or a name.
                Ok(true)
            }
            _ => Err(Stop::Rejected),
        }
    }

    #[inline]
    fn word<const N: usize>(&mut self, word: &[u8; N]) -> Flow {
        if self.text.as_bytes().get(self.at..).and_then(<[u8]>::first_chunk::<N>) == Some(word) {
            self.at += N;
            Ok(())
        } else {
            Err(Stop::Rejected)
        }
    }

    /// Reads the quotation mark that a string begins with.
    #[inline]
    fn quote(&mut self) -> Flow {
        if self.next() != Some(b'"') {
            return Err(Stop::Rejected);
        }
        self.at += 1;
        Ok(())
    }

    /// Reads a string; gives where it ends, before the quotation mark, and whether there are escapes in it.
    #[inline]
    fn pass_string(&mut self) -> Flow<(usize, bool)> {
        self.quote()?;
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        let mut escaped = false;
        loop {
            while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<16>) {
                let special = specials(chunk);
                if special != 0 {
                    at += special.trailing_zeros() as usize;
                    break;
                }
                at += 16;
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
        Ok((at, escaped))
    }

    /// Reads a string with no escapes in it; false if it is another one or none, and stays unread. Out of line, so that
    /// there is one loop for all strings whose lengths the processor learns to foresee.
    #[inline(never)]
    fn pass_plain_string(&mut self) -> bool {
        let before = self.at;
        let is_plain = matches!(self.pass_string(), Ok((_, false)));
        if !is_plain {
            self.at = before;
        }
        is_plain
    }

    #[cold]
    #[inline(never)]
    fn unusual_string(&mut self) -> Flow<Cow<'a, str>> {
        self.borrowed_string()
    }

    /// Reads a string and gives what stands between its quotes, and whether there are escapes in it.
    #[inline]
    fn raw_string(&mut self) -> Flow<(&'a str, bool)> {
        let start = self.at + 1;
        let (end, escaped) = self.pass_string()?;
        self.text.get(start..end).map(|raw| (raw, escaped)).ok_or(Stop::Rejected)
    }

    /// Reads a string, a slice of the text where nothing in it is escaped.
    #[inline]
    fn borrowed_string(&mut self) -> Flow<Cow<'a, str>> {
        let (raw, escaped) = self.raw_string()?;
        if escaped { unescaped(raw) } else { Ok(Cow::Borrowed(raw)) }
    }

    /// Reads over a value that is read again, or was read before: names that come twice in it are not looked for.
    fn pass(&mut self) -> Flow {
        match self.next() {
            Some(b'{') => {
                self.descend()?;
                let mut is_begun = false;
                while self.next_part(core::mem::replace(&mut is_begun, true), b'}')? {
                    self.pass_string()?;
                    self.separator(b':')?;
                    self.pass()?;
                }
                Ok(())
            }
            Some(b'[') => {
                self.descend()?;
                let mut is_begun = false;
                while self.next_part(core::mem::replace(&mut is_begun, true), b']')? {
                    self.pass()?;
                }
                Ok(())
            }
            Some(b'"') => self.pass_string().map(|_| ()),
            _ => self.skip(),
        }
    }

    /// Goes into the array or the object whose bracket comes next.
    #[inline]
    fn descend(&mut self) -> Flow {
        self.at += 1;
        self.pass_space();
        self.budget.take()?;
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(Stop::Limit(Limit::Depth)) } else { Ok(()) }
    }

    /// Whether the cursor, left where reading stopped, stands at a well-formed name: then it came twice.
    pub(crate) fn stops_at_duplicate(mut self) -> bool {
        self.borrowed_string().is_ok() && self.separator(b':').is_ok()
    }

    /// Whether the cursor, left where reading stopped, stands at a string with half of a surrogate pair in it.
    pub(crate) fn has_lone_surrogate(mut self) -> bool {
        self.raw_string().is_ok_and(|(raw, escaped)| escaped && text::has_lone_surrogate(raw))
    }

    /// Reads over a string, and stays before it where it does not end or an escape in it is none.
    fn skip_string(&mut self) -> Flow {
        let before = self.at;
        let passed = self.pass_string();
        let is_text = |(end, escaped): (usize, bool)| {
            !escaped || self.text.get(before + 1..end).is_some_and(|raw| text::unescape(raw).is_some())
        };
        if passed.is_ok_and(is_text) {
            return Ok(());
        }
        self.at = before;
        Err(Stop::Rejected)
    }

    fn skip_array(&mut self) -> Flow {
        let mut items = BytesItems::default();
        self.open_array(&mut items)?;
        while self.next_item(&mut items)? {
            self.skip()?;
        }
        Ok(())
    }

    fn skip_object(&mut self) -> Flow {
        let mut members = BytesMembers::default();
        self.open_object(&mut members)?;
        while self.next_member(&mut members, &Names::NONE)?.is_some() {
            self.skip()?;
        }
        Ok(())
    }
}

#[cold]
fn unescaped(raw: &str) -> Flow<Cow<'_, str>> {
    text::unescape(raw).ok_or(Stop::Rejected)
}

impl<'a> Input for BytesReader<'a, '_> {
    type Items = BytesItems;
    type Members = BytesMembers<'a>;

    #[inline]
    fn kind(&self) -> Flow<Kind> {
        Ok(match self.next() {
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
    fn is(&self, kind: Kind) -> bool {
        let Some(byte) = self.next() else { return false };
        match kind {
            Kind::Null => byte == b'n',
            Kind::Boolean => byte == b't' || byte == b'f',
            Kind::Number => byte == b'-' || byte.is_ascii_digit(),
            Kind::String => byte == b'"',
            Kind::Array => byte == b'[',
            Kind::Object => byte == b'{',
        }
    }

    #[inline]
    fn position(&self) -> Option<usize> {
        Some(self.at)
    }

    #[inline]
    fn budget(&self) -> &Budget {
        self.budget
    }

    #[inline]
    fn null(&mut self) -> Flow {
        self.word(b"null")
    }

    #[inline]
    fn boolean(&mut self) -> Flow<bool> {
        if self.next() == Some(b't') { self.word(b"true").map(|()| true) } else { self.word(b"false").map(|()| false) }
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
    fn string_among(&mut self, texts: &Names<'_>) -> Flow<u32> {
        let rest = self.text.as_bytes().get(self.at..).and_then(<[u8]>::split_first);
        let Some((b'"', text)) = rest else { return Err(Stop::Rejected) };
        if let Some(glance) = Glance::until_quote(text) {
            self.at += glance.length() + 2;
            return Ok(texts.find_glance(glance, text));
        }
        self.borrowed_string().map(|text| texts.find_alone(&text))
    }

    #[inline]
    fn open_array(&mut self, _: &mut BytesItems) -> Flow {
        if self.next() != Some(b'[') {
            return Err(Stop::Rejected);
        }
        self.descend()
    }

    #[inline]
    fn next_item(&mut self, items: &mut BytesItems) -> Flow<bool> {
        self.next_part(core::mem::replace(&mut items.is_begun, true), b']')
    }

    #[inline]
    fn open_object(&mut self, _: &mut BytesMembers<'a>) -> Flow {
        if self.next() != Some(b'{') {
            return Err(Stop::Rejected);
        }
        self.descend()
    }

    fn next_member(&mut self, members: &mut BytesMembers<'a>, names: &Names<'_>) -> Flow<Option<u32>> {
        self.step(members, names)
    }

    #[inline]
    fn other_name<'m>(members: &'m BytesMembers<'a>) -> &'m str {
        members.name()
    }

    fn note(members: &mut BytesMembers<'a>, number: u32, count: usize) -> bool {
        members.seen.insert(number, count)
    }

    fn was_noted(members: &BytesMembers<'a>, _: &Names<'_>, number: u32) -> bool {
        members.seen.has(number)
    }

    fn look(
        &self,
        names: &Names<'_>,
        has_tag: bool,
        on_tag: &mut impl FnMut(Option<&str>) -> bool,
    ) -> Flow<Option<u64>> {
        self.look_at_members(names, has_tag, on_tag)
    }

    fn has_member(&self, name: &str) -> Flow<bool> {
        self.has_member_named(name)
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the kind is a constant, which leaves one comparison and one call")]
    fn skip_if(&mut self, kind: Kind) -> Flow<bool> {
        if !self.is(kind) {
            return Ok(false);
        }
        match kind {
            Kind::Null => self.null()?,
            Kind::Boolean => drop(self.boolean()?),
            Kind::Number => self.skip_number()?,
            Kind::String => self.skip_string()?,
            Kind::Array => self.skip_array()?,
            Kind::Object => self.skip_object()?,
        }
        Ok(true)
    }

    fn skip(&mut self) -> Flow {
        match self.next() {
            Some(b'"') => self.skip_string(),
            Some(b'{') => self.skip_object(),
            Some(b'[') => self.skip_array(),
            Some(b'-' | b'0'..=b'9') => self.skip_number(),
            Some(b't') => self.word(b"true"),
            Some(b'f') => self.word(b"false"),
            Some(b'n') => self.word(b"null"),
            _ => Err(Stop::Rejected),
        }
    }
}

impl<'a> Lend<'a> for BytesReader<'a, '_> {
    #[inline]
    fn lent_string(&mut self) -> Flow<Cow<'a, str>> {
        let start = self.at + 1;
        if self.pass_plain_string() {
            return self.text.get(start..self.at - 1).map(Cow::Borrowed).ok_or(Stop::Rejected);
        }
        self.unusual_string()
    }

    #[inline]
    fn lent_name(members: &BytesMembers<'a>) -> Cow<'a, str> {
        members.lent_name()
    }

    #[inline]
    fn lent_json(&mut self) -> Flow<RawJson<'a>> {
        let start = self.at;
        self.skip()?;
        self.text.get(start..self.at).map(|text| RawJson::known(Cow::Borrowed(text))).ok_or(Stop::Rejected)
    }
}
