//! A value of any serde format as input: all of its parts in one row, texts borrowed where the format lends them.

use alloc::{
    borrow::Cow,
    boxed::Box,
    string::{String, ToString},
    vec::Vec,
};

use super::{
    Budget, Input, Lend, MAX_DEPTH,
    repeats::{Met, Prints, Repeats},
};
use crate::{
    Flow, Kind, Names, Number, NumberRef, RawJson, Stop,
    names::{Glance, SeenBeyond},
};

/// A part of a value. Arrays and objects know where they end, and are followed by their parts; of an object's members
/// the name comes first.
enum Part<'de> {
    Null,
    Boolean(bool),
    Number(Number),
    Borrowed(&'de str),
    Owned(Box<str>),
    Array { end: usize },
    Object { end: usize },
}

impl<'de> Part<'de> {
    /// The text, as long as the format lends it.
    fn lent(&self) -> Option<Cow<'de, str>> {
        match self {
            Self::Borrowed(text) => Some(Cow::Borrowed(text)),
            Self::Owned(text) => Some(Cow::Owned(text.to_string())),
            _ => None,
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Borrowed(text) => Some(text),
            Self::Owned(text) => Some(text),
            _ => None,
        }
    }
}

/// The name of the one member that `serde_json` hands a number over in where any crate of the build has turned on its
/// feature `arbitrary_precision`; the value is the number as an owned string, which texts never are.
const NUMBER: &str = "$serde_json::private::Number";

/// The parts of a value in one row, being written or written.
pub(crate) struct Parts<'de> {
    list: Vec<Part<'de>>,
    depth: u32,
    /// Where the text is that came last as an owned string.
    handed_over: usize,
}

/// The members of an object that is being written.
#[derive(Default)]
pub(crate) struct NamesSoFar {
    open: usize,
    repeats: Repeats,
}

/// Why a value cannot be written.
#[derive(Clone, Copy)]
pub(crate) enum NoValue {
    TooDeep,
    NameTwice,
}

impl<'de> Parts<'de> {
    #[inline]
    pub(crate) fn null(&mut self) {
        self.list.push(Part::Null);
    }

    #[inline]
    pub(crate) fn boolean(&mut self, value: bool) {
        self.list.push(Part::Boolean(value));
    }

    #[inline]
    pub(crate) fn number(&mut self, value: Number) {
        self.list.push(Part::Number(value));
    }

    #[inline]
    pub(crate) fn borrowed(&mut self, text: &'de str) {
        self.list.push(Part::Borrowed(text));
    }

    #[inline]
    pub(crate) fn owned(&mut self, text: impl Into<Box<str>>) {
        self.list.push(Part::Owned(text.into()));
    }

    /// Writes a text that came as an owned string.
    #[inline]
    pub(crate) fn handed_over(&mut self, text: String) {
        self.handed_over = self.list.len();
        self.owned(text);
    }

    /// Begins an array; gives what [`end_array`](Self::end_array) needs.
    pub(crate) fn begin_array(&mut self) -> Result<usize, NoValue> {
        self.begin(Part::Array { end: 0 }, MAX_DEPTH)
    }

    pub(crate) fn end_array(&mut self, open: usize) {
        self.end(open, Part::Array { end: self.list.len() });
    }

    /// Begins an object, of which each member is a text and a value behind it.
    pub(crate) fn begin_object(&mut self) -> Result<NamesSoFar, NoValue> {
        // One that is too deep may turn out to be a number at its end.
        Ok(NamesSoFar { open: self.begin(Part::Object { end: 0 }, MAX_DEPTH + 1)?, repeats: Repeats::default() })
    }

    /// Ends an object, which is a number if it is the form that `serde_json` gives to one.
    pub(crate) fn end_object(&mut self, names: &NamesSoFar) -> Result<(), NoValue> {
        let is_too_deep = self.depth > MAX_DEPTH;
        self.end(names.open, Part::Object { end: self.list.len() });
        if self.list.len() == names.open + 3
            && self.handed_over == names.open + 2
            && let Some(number) = self.number_at(names.open + 1)
        {
            self.list.truncate(names.open);
            self.number(number);
            return Ok(());
        }
        if is_too_deep { Err(NoValue::TooDeep) } else { Ok(()) }
    }

    /// The number whose name and text stand at `at` and behind it.
    #[cold]
    fn number_at(&self, at: usize) -> Option<Number> {
        let [name, value] = [self.list.get(at)?.text()?, self.list.get(at + 1)?.text()?];
        (name == NUMBER).then(|| Number::from_text(value))?
    }

    fn begin(&mut self, part: Part<'de>, deepest: u32) -> Result<usize, NoValue> {
        self.depth += 1;
        if self.depth > deepest {
            return Err(NoValue::TooDeep);
        }
        self.list.push(part);
        Ok(self.list.len() - 1)
    }

    fn end(&mut self, open: usize, ended: Part<'de>) {
        self.depth -= 1;
        if let Some(part) = self.list.get_mut(open) {
            *part = ended;
        }
    }

    /// Looks whether the name that was written last is new in its object.
    #[inline]
    pub(crate) fn name_is_new(&self, names: &mut NamesSoFar) -> Result<(), NoValue> {
        let at = self.list.len() - 1;
        let Some(name) = self.list.get(at).and_then(Part::text) else { return Ok(()) };
        if !names.repeats.insert(Glance::of(name.as_bytes())) {
            return Ok(());
        }
        self.search(at, name, names)
    }

    #[cold]
    fn search(&self, at: usize, name: &str, names: &mut NamesSoFar) -> Result<(), NoValue> {
        let mut prints = match names.repeats.look(name) {
            Met::Never => return Ok(()),
            Met::Perhaps => None,
            Met::TooMany => Some(Prints::default()),
        };
        let mut other = names.open + 1;
        while other < at {
            let known = self.list.get(other).and_then(Part::text).unwrap_or_default();
            if known == name {
                return Err(NoValue::NameTwice);
            }
            if let Some(prints) = &mut prints {
                prints.insert(known);
            }
            other = self.behind(other + 1);
        }
        if let Some(mut prints) = prints {
            prints.insert(name);
            names.repeats.keep(prints);
        }
        Ok(())
    }

    /// Where the part that stands behind the value at `at` is.
    fn behind(&self, at: usize) -> usize {
        match self.list.get(at) {
            Some(Part::Array { end } | Part::Object { end }) => *end,
            _ => at + 1,
        }
    }
}

impl Default for Parts<'_> {
    fn default() -> Self {
        // Room for what is small, so that it need not move while it grows.
        Self { list: Vec::with_capacity(64), depth: 0, handed_over: 0 }
    }
}

/// A cursor before a value in a [`Parts`].
#[derive(Clone, Copy)]
pub(crate) struct Tape<'a, 'de> {
    parts: &'a Parts<'de>,
    at: usize,
    budget: &'a Budget,
}

impl<'a, 'de> Tape<'a, 'de> {
    /// A cursor before the value that is all of them.
    pub(crate) const fn new(parts: &'a Parts<'de>, budget: &'a Budget) -> Self {
        Self { parts, at: 0, budget }
    }

    fn part(&self) -> Option<&'a Part<'de>> {
        self.parts.list.get(self.at)
    }

    /// Goes behind a value that has no parts of its own.
    fn read<T>(&mut self, value: Option<T>) -> Flow<T> {
        let value = value.ok_or(Stop::Rejected)?;
        self.at += 1;
        Ok(value)
    }
}

/// Where an array ends.
#[derive(Default)]
pub(crate) struct TapeItems {
    end: usize,
}

/// Where an object ends, the name at hand, and which names were met.
#[derive(Default)]
pub(crate) struct TapeMembers<'a, 'de> {
    end: usize,
    name: Option<&'a Part<'de>>,
    seen: SeenBeyond,
}

impl<'a> TapeMembers<'a, '_> {
    fn name(&self) -> &'a str {
        self.name.and_then(Part::text).unwrap_or_default()
    }
}

impl<'a, 'de> Input for Tape<'a, 'de> {
    type Items = TapeItems;
    type Members = TapeMembers<'a, 'de>;

    #[inline]
    fn kind(&self) -> Flow<Kind> {
        Ok(match self.part().ok_or(Stop::Rejected)? {
            Part::Null => Kind::Null,
            Part::Boolean(_) => Kind::Boolean,
            Part::Number(_) => Kind::Number,
            Part::Borrowed(_) | Part::Owned(_) => Kind::String,
            Part::Array { .. } => Kind::Array,
            Part::Object { .. } => Kind::Object,
        })
    }

    #[inline]
    fn is(&self, kind: Kind) -> bool {
        self.kind() == Ok(kind)
    }

    fn position(&self) -> Option<usize> {
        None
    }

    fn budget(&self) -> &Budget {
        self.budget
    }

    fn null(&mut self) -> Flow {
        self.read(matches!(self.part(), Some(Part::Null)).then_some(()))
    }

    fn boolean(&mut self) -> Flow<bool> {
        self.read(if let Some(Part::Boolean(value)) = self.part() { Some(*value) } else { None })
    }

    fn number<T>(&mut self, read: impl FnOnce(NumberRef<'_>) -> T) -> Flow<T> {
        self.read(if let Some(Part::Number(value)) = self.part() { Some(read(value.as_number())) } else { None })
    }

    #[inline]
    fn string(&mut self) -> Flow<Cow<'_, str>> {
        self.read(self.part().and_then(Part::text)).map(Cow::Borrowed)
    }

    fn open_array(&mut self, items: &mut TapeItems) -> Flow {
        let Some(Part::Array { end }) = self.part() else { return Err(Stop::Rejected) };
        self.budget.take()?;
        items.end = *end;
        self.at += 1;
        Ok(())
    }

    #[inline]
    fn next_item(&mut self, items: &mut TapeItems) -> Flow<bool> {
        Ok(self.at < items.end)
    }

    fn open_object(&mut self, members: &mut TapeMembers<'a, 'de>) -> Flow {
        let Some(Part::Object { end }) = self.part() else { return Err(Stop::Rejected) };
        self.budget.take()?;
        members.end = *end;
        self.at += 1;
        Ok(())
    }

    #[inline]
    fn next_member(&mut self, members: &mut TapeMembers<'a, 'de>, names: &Names<'_>) -> Flow<Option<u32>> {
        if self.at >= members.end {
            return Ok(None);
        }
        members.name = self.part();
        let name = self.read(members.name.and_then(Part::text))?;
        Ok(Some(names.find_alone(name)))
    }

    fn other_name<'m>(members: &'m TapeMembers<'a, 'de>) -> &'m str {
        members.name()
    }

    fn note(members: &mut TapeMembers<'a, 'de>, number: u32, count: usize) -> bool {
        members.seen.insert(number, count)
    }

    fn was_noted(members: &TapeMembers<'a, 'de>, _: &Names<'_>, number: u32) -> bool {
        members.seen.has(number)
    }

    fn look(
        &self,
        names: &Names<'_>,
        has_tag: bool,
        on_tag: &mut impl FnMut(Option<&str>) -> bool,
    ) -> Flow<Option<u64>> {
        let (mut walk, mut members, mut met) = (*self, TapeMembers::default(), 0);
        walk.open_object(&mut members)?;
        while let Some(number) = walk.next_member(&mut members, names)? {
            if number < u64::BITS {
                met |= 1 << number;
            }
            if has_tag && number == 0 && !on_tag(walk.part().and_then(Part::text)) {
                return Ok(None);
            }
            walk.skip()?;
        }
        if has_tag && met & 1 == 0 && !on_tag(None) {
            return Ok(None);
        }
        Ok(Some(met))
    }

    fn has_member(&self, name: &str) -> Flow<bool> {
        if !self.is(Kind::Object) {
            return Ok(false);
        }
        let (mut walk, mut members) = (*self, TapeMembers::default());
        walk.open_object(&mut members)?;
        while walk.next_member(&mut members, &Names::NONE)?.is_some() {
            if members.name() == name {
                return Ok(true);
            }
            walk.skip()?;
        }
        Ok(false)
    }

    #[inline]
    fn skip_if(&mut self, kind: Kind) -> Flow<bool> {
        if !self.is(kind) {
            return Ok(false);
        }
        self.skip().map(|()| true)
    }

    #[inline]
    fn skip(&mut self) -> Flow {
        self.at = self.parts.behind(self.at);
        Ok(())
    }
}

impl<'de> Lend<'de> for Tape<'_, 'de> {
    fn lent_string(&mut self) -> Flow<Cow<'de, str>> {
        self.read(self.part().and_then(Part::lent))
    }

    fn lent_name(members: &Self::Members) -> Cow<'de, str> {
        members.name.and_then(Part::lent).unwrap_or_default()
    }

    fn lent_json(&mut self) -> Flow<RawJson<'de>> {
        self.json().map(RawJson::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of an object with one text, below `depth` arrays.
    fn below(depth: u32, write: impl FnOnce(&mut Parts<'static>)) -> Option<Part<'static>> {
        let mut parts = Parts::default();
        (0..depth).for_each(|_| assert!(parts.begin_array().is_ok()));
        let names = parts.begin_object().ok()?;
        write(&mut parts);
        parts.end_object(&names).ok()?;
        parts.list.into_iter().nth(depth.try_into().unwrap())
    }

    /// A member of this name, whose text came as an owned string.
    fn handed_over(name: &'static str, text: &str) -> impl FnOnce(&mut Parts<'static>) {
        move |parts| {
            parts.borrowed(name);
            parts.handed_over(text.to_owned());
        }
    }

    #[test]
    fn a_number_as_serde_json_hands_it_over_is_one_at_any_depth() {
        for depth in [0, 1, MAX_DEPTH] {
            let part = below(depth, handed_over(NUMBER, "1e400"));
            assert!(matches!(part, Some(Part::Number(number)) if number.to_string() == "1e400"), "{depth}");
        }
    }

    #[test]
    fn what_a_text_says_stays_an_object() {
        let written: [fn(&mut Parts<'static>); 4] = [
            |parts| (parts.borrowed(NUMBER), parts.borrowed("1")).1,
            |parts| (parts.borrowed(NUMBER), parts.owned("1")).1,
            |parts| handed_over(NUMBER, "one")(parts),
            |parts| handed_over("number", "1")(parts),
        ];
        for write in written {
            assert!(matches!(below(3, write), Some(Part::Object { end: 6 })));
            assert!(below(MAX_DEPTH, write).is_none(), "too deep");
        }
    }
}
