//! The names of an object's members that a schema knows, and how one is found among them.

use alloc::{boxed::Box, string::String, vec, vec::Vec};

use crate::input::specials;

/// The number of a member whose name is not in the list.
pub const OTHER: u32 = u32::MAX;

/// A slot of the table that no name has.
const FREE: u32 = u32::MAX;

/// Names, each of which has its place in the list as a number. [`names!`](crate::names) makes them where they are
/// constants.
///
/// ```
/// use formwork_runtime::{Names, OTHER, names};
///
/// const NAMES: Names = names!["id", "expires_at"];
/// assert_eq!(NAMES.find("expires_at"), 1);
/// assert_eq!(NAMES.find("expires"), OTHER);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Names<'s> {
    texts: Texts<'s>,
    /// What is known of each of them.
    entries: &'s [Name],
    /// A hash table of indices into `entries`, as long as a power of two and never full.
    slots: &'s [u32],
    /// The same as one comparison after the other, which the compiler has seen: sooner done where names are few, and
    /// where nothing is known of a name but that it is one.
    compare: Option<fn(&str) -> u32>,
}

#[derive(Clone, Copy, Debug)]
enum Texts<'s> {
    Constant(&'s [&'s str]),
    Made(&'s [String]),
}

/// What tells one name from others at a glance.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    glance: Glance,
    /// Whether JSON has to write the name as it is, with no escape.
    is_plain: bool,
}

/// What a name is compared by first: its length, its first eight bytes and its last eight, which are all of it up to
/// a length of 16. Of a shorter name than eight bytes, zeros fill both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glance {
    head: u64,
    tail: u64,
    length: usize,
}

impl Glance {
    #[inline]
    pub(crate) const fn of(name: &[u8]) -> Self {
        let length = name.len();
        if let (Some(head), Some(tail)) = (name.first_chunk::<8>(), name.last_chunk::<8>()) {
            return Self { head: u64::from_le_bytes(*head), tail: u64::from_le_bytes(*tail), length };
        }
        // Two words that may overlap are all of the name: where they do, they are alike.
        let word = if let (Some(first), Some(last)) = (name.first_chunk::<4>(), name.last_chunk::<4>()) {
            u32::from_le_bytes(*first) as u64 | (u32::from_le_bytes(*last) as u64) << (8 * (length - 4))
        } else if let (Some(first), Some(last)) = (name.first_chunk::<2>(), name.last_chunk::<2>()) {
            u16::from_le_bytes(*first) as u64 | (u16::from_le_bytes(*last) as u64) << (8 * (length - 2))
        } else if let [byte] = name {
            *byte as u64
        } else {
            0
        };
        Self { head: word, tail: word, length }
    }

    /// Like [`of`](Self::of), for the first `length` bytes of `text`, without a branch for each length.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a few instructions")]
    pub(crate) fn at(text: &[u8], length: usize) -> Self {
        let Some(head) = text.first_chunk::<8>().map(|head| u64::from_le_bytes(*head)) else {
            return Self::of(text.get(..length).unwrap_or_default());
        };
        if length < 8 {
            let word = head & !(u64::MAX << (8 * length));
            return Self { head: word, tail: word, length };
        }
        let tail = text.get(length - 8..).and_then(<[u8]>::first_chunk::<8>);
        Self { head, tail: tail.map_or(head, |tail| u64::from_le_bytes(*tail)), length }
    }

    /// The glance at what stands in `text` before the first quotation mark; `None` where something comes first that a
    /// string does not hold as it is, and sometimes near the end of the text.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it is the reading of most strings that are looked up")]
    pub(crate) fn until_quote(text: &[u8]) -> Option<Self> {
        let (mut at, mut special) = (0, specials(text.first_chunk::<16>()?));
        while special == 0 {
            at += 16;
            special = specials(text.get(at..)?.first_chunk::<16>()?);
        }
        at += special.trailing_zeros() as usize;
        (text.get(at) == Some(&b'"')).then(|| Self::at(text, at))
    }

    /// How many bytes the name has.
    pub(crate) const fn length(self) -> usize {
        self.length
    }

    #[inline]
    const fn is(self, other: Self) -> bool {
        self.head == other.head && self.tail == other.tail && self.length == other.length
    }

    /// A cheap hash: equal names give equal prints, and most others do not.
    #[inline]
    pub(crate) const fn print(self) -> u64 {
        const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;
        let mixed = (self.head ^ self.tail.rotate_left(23) ^ self.length as u64).wrapping_mul(MULTIPLIER);
        mixed ^ mixed >> 32
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "only the lowest bits count")]
    const fn slot(self) -> usize {
        self.print() as usize
    }
}

impl Name {
    const fn of(name: &str) -> Self {
        Self { glance: Glance::of(name.as_bytes()), is_plain: is_plain(name.as_bytes()) }
    }
}

/// Whether `text` begins with `name`, but for up to seven bytes at its end. Eight bytes at a time, so that constants can
/// be compared too.
const fn begins_with(mut text: &[u8], mut name: &[u8]) -> bool {
    while let (Some((a, after)), Some((b, rest))) = (text.split_first_chunk::<8>(), name.split_first_chunk::<8>()) {
        if u64::from_le_bytes(*a) != u64::from_le_bytes(*b) {
            return false;
        }
        (text, name) = (after, rest);
    }
    true
}

const fn is_plain(name: &[u8]) -> bool {
    let mut rest = name;
    while let [byte, after @ ..] = rest {
        if *byte < 0x20 || *byte == b'"' || *byte == b'\\' {
            return false;
        }
        rest = after;
    }
    true
}

impl<'s> Names<'s> {
    /// No names: every member is [`OTHER`].
    pub const NONE: Self = Self { texts: Texts::Constant(&[]), entries: &[], slots: &[FREE], compare: None };

    /// `names`, for which `entries` and `slots` were made.
    #[doc(hidden)]
    pub const fn new(names: &'s [&'s str], entries: &'s [Name], slots: &'s [u32], compare: fn(&str) -> u32) -> Self {
        let compare = if names.len() <= MOST_COMPARED { Some(compare) } else { None };
        Self { texts: Texts::Constant(names), entries, slots, compare }
    }

    /// How many there are.
    #[inline]
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The name with this number.
    #[inline]
    pub const fn get(&self, number: u32) -> Option<&'s str> {
        let index = number as usize;
        if index >= self.entries.len() {
            return None;
        }
        Some(match self.texts {
            Texts::Constant(names) => names[index],
            Texts::Made(names) => names[index].as_str(),
        })
    }

    /// Like [`find`](Self::find), for a name that stands by itself and in no text.
    #[inline]
    pub(crate) fn find_alone(&self, name: &str) -> u32 {
        match self.compare {
            Some(compare) => compare(name),
            None => self.find_glance(Glance::of(name.as_bytes()), name.as_bytes()),
        }
    }

    /// The names in order.
    pub(crate) fn texts(&self) -> impl ExactSizeIterator<Item = &'s str> {
        let names = *self;
        (0..self.entries.len())
            .map(move |index| u32::try_from(index).ok().and_then(|number| names.get(number)).unwrap_or_default())
    }

    /// If `text` begins with the name of this number and a quotation mark behind it, as a JSON string goes on after
    /// its first, how long the name is.
    #[inline]
    pub(crate) fn length_at(&self, number: u32, text: &[u8]) -> Option<usize> {
        let name = self.entries.get(number as usize).filter(|name| name.is_plain)?;
        let length = name.glance.length;
        let is_there = text.get(length) == Some(&b'"')
            && Glance::at(text, length).is(name.glance)
            && (length <= 16 || self.is(number, text));
        is_there.then_some(length)
    }

    /// The number of a name; [`OTHER`] where it is not in the list.
    pub const fn find(&self, name: &str) -> u32 {
        let glance = Glance::of(name.as_bytes());
        let mut slot = self.first_slot(glance);
        while let Some(number) = self.number_in(slot) {
            if self.looks_like(number, glance) && self.begins(name.as_bytes(), number) {
                return number;
            }
            slot = self.slot_after(slot);
        }
        OTHER
    }

    /// Like [`find`](Self::find), at run time, where the name was looked at before; `text` begins with it.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it is the finding of most names")]
    pub(crate) fn find_glance(&self, glance: Glance, text: &[u8]) -> u32 {
        let mut slot = self.first_slot(glance);
        while let Some(number) = self.number_in(slot) {
            if self.looks_like(number, glance) && (glance.length <= 16 || self.is(number, text)) {
                return number;
            }
            slot = self.slot_after(slot);
        }
        OTHER
    }

    #[inline]
    const fn first_slot(&self, glance: Glance) -> usize {
        glance.slot() & (self.slots.len() - 1)
    }

    #[inline]
    const fn slot_after(&self, slot: usize) -> usize {
        (slot + 1) & (self.slots.len() - 1)
    }

    /// The number of the name that has a slot, if one has it.
    #[inline]
    #[allow(clippy::indexing_slicing, reason = "slots lie below the mask")]
    const fn number_in(&self, slot: usize) -> Option<u32> {
        let number = self.slots[slot];
        if (number as usize) < self.entries.len() { Some(number) } else { None }
    }

    #[inline]
    #[allow(clippy::indexing_slicing, reason = "what is in a slot was made from the entries")]
    const fn looks_like(&self, number: u32, glance: Glance) -> bool {
        self.entries[number as usize].glance.is(glance)
    }

    /// Whether `text` begins with a name.
    #[inline]
    fn is(&self, number: u32, text: &[u8]) -> bool {
        self.get(number).is_some_and(|name| text.starts_with(name.as_bytes()))
    }

    /// The same for constants, but for up to seven bytes at the end of the name.
    const fn begins(&self, text: &[u8], number: u32) -> bool {
        match self.get(number) {
            Some(name) => begins_with(text, name.as_bytes()),
            None => false,
        }
    }
}

/// So many names are compared one after the other.
const MOST_COMPARED: usize = 128;

/// How many slots so many names take.
#[doc(hidden)]
pub const fn slots_for(names: usize) -> usize {
    (4 * names + 1).next_power_of_two()
}

/// The entries of [`Names`], of which the list `names` has `N`.
#[doc(hidden)]
pub const fn entries<const N: usize>(names: &[&str]) -> [Name; N] {
    let mut entries = [Name::of(""); N];
    let mut index = 0;
    while index < N {
        entries[index] = Name::of(names[index]);
        index += 1;
    }
    entries
}

/// The slots of [`Names`]; of a name that comes twice the first counts.
#[doc(hidden)]
pub const fn slots<const N: usize>(entries: &[Name]) -> [u32; N] {
    let mut slots = [FREE; N];
    fill(&mut slots, entries);
    slots
}

#[expect(clippy::cast_possible_truncation, reason = "a schema has no four thousand million names")]
const fn fill(slots: &mut [u32], entries: &[Name]) {
    let mut index = 0;
    while index < entries.len() {
        let mut slot = entries[index].glance.slot() & (slots.len() - 1);
        while slots[slot] != FREE {
            slot = (slot + 1) & (slots.len() - 1);
        }
        slots[slot] = index as u32;
        index += 1;
    }
}

/// [`Names`] that are known at run time only.
#[derive(Clone, Debug)]
pub struct NameTable {
    names: Vec<String>,
    entries: Vec<Name>,
    slots: Vec<u32>,
}

impl NameTable {
    /// A table of these names, which are different.
    pub fn new(names: Vec<String>) -> Self {
        let entries: Vec<Name> = names.iter().map(|name| Name::of(name)).collect();
        let mut slots = vec![FREE; slots_for(entries.len())];
        fill(&mut slots, &entries);
        Self { names, entries, slots }
    }

    /// The names.
    #[inline]
    pub fn names(&self) -> Names<'_> {
        Names { texts: Texts::Made(&self.names), entries: &self.entries, slots: &self.slots, compare: None }
    }
}

impl PartialEq for NameTable {
    fn eq(&self, other: &Self) -> bool {
        self.names == other.names
    }
}

impl Default for NameTable {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

/// [`Names`](crate::Names) as a constant, from a list of different literals.
#[macro_export]
macro_rules! names {
    ($($name:literal),* $(,)?) => {{
        const NAMES: &[&str] = &[$($name),*];
        const ENTRIES: &[$crate::__private::Name] = &$crate::__private::entries::<{ NAMES.len() }>(NAMES);
        const SLOTS: &[u32] = &$crate::__private::slots::<{ $crate::__private::slots_for(NAMES.len()) }>(ENTRIES);
        #[inline]
        fn compare(name: &str) -> u32 {
            // The compiler counts: what is left are the comparisons.
            let number = 0;
            $(
                if name == $name {
                    return number;
                }
                let number = number + 1;
            )*
            let _ = number;
            $crate::OTHER
        }
        $crate::Names::new(NAMES, ENTRIES, SLOTS, compare)
    }};
}

/// Which of the first 64 names of a list were met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen(u64);

impl Seen {
    /// None yet.
    #[inline]
    pub(crate) const fn new() -> Self {
        Self(0)
    }

    /// Notes that a name was met, of a number below 64. False if it was before.
    #[inline]
    pub(crate) const fn insert(&mut self, number: u32) -> bool {
        let bit = 1 << number;
        let is_new = self.0 & bit == 0;
        self.0 |= bit;
        is_new
    }

    /// Whether a name was met, of a number below 64.
    #[inline]
    pub(crate) const fn has(self, number: u32) -> bool {
        self.0 >> number & 1 == 1
    }
}

/// Which of the names of a list were met that are not among its first 64.
#[derive(Clone, Debug, Default)]
pub(crate) struct SeenBeyond(Option<Box<[u64]>>);

impl SeenBeyond {
    /// Notes that a name was met. False if it was before. There are `count` names.
    #[cold]
    pub(crate) fn insert(&mut self, number: u32, count: usize) -> bool {
        let words = self.0.get_or_insert_with(|| vec![0; count / 64 + 1].into_boxed_slice());
        let Some(word) = words.get_mut(number as usize / 64) else { return false };
        let bit = 1 << (number % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    /// Whether a name was met.
    pub(crate) fn has(&self, number: u32) -> bool {
        let word = self.0.as_ref().and_then(|words| words.get(number as usize / 64));
        word.is_some_and(|word| word >> (number % 64) & 1 == 1)
    }
}

/// Which of the names of a list were met, when all members were read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Met {
    pub(crate) first: Seen,
    /// Those after the first 64.
    pub(crate) more: Vec<bool>,
}

impl Met {
    /// Whether a name was met.
    pub(crate) fn has(&self, number: u32) -> bool {
        match number {
            ..64 => self.first.has(number),
            _ => self.more.get(number as usize - 64).is_some_and(|is_met| *is_met),
        }
    }
}

/// Which of the names of a list have to be met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    first: u64,
    /// Whether one of them is not among the first 64.
    has_more: bool,
}

impl Wanted {
    /// None.
    pub const fn new() -> Self {
        Self { first: 0, has_more: false }
    }

    /// These, and that of this number.
    #[must_use]
    pub const fn and(mut self, number: u32) -> Self {
        if number < u64::BITS {
            self.first |= 1 << number;
        } else {
            self.has_more = true;
        }
        self
    }

    /// Whether all of them were met; `None` where that takes a closer look.
    #[inline]
    pub(crate) const fn are_seen(self, seen: Seen) -> Option<bool> {
        if self.has_more { None } else { Some(self.first & !seen.0 == 0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names of every length up to 40, and some that differ in one byte alone.
    fn many() -> Vec<String> {
        let mut names: Vec<String> = (0..40).map(|length| "x".repeat(length)).collect();
        for at in 0..20 {
            let mut name = "y".repeat(20);
            name.replace_range(at..=at, "z");
            names.push(name);
        }
        names.extend((0..300).map(|number| format!("member{number}")));
        names
    }

    #[test]
    fn each_name_is_found_at_its_place_and_no_other_is() {
        const FEW: Names<'_> = crate::names!["b", "", "ab", "é"];
        let names = many();
        let table = NameTable::new(names.clone());
        for (index, name) in (0..).zip(&names) {
            assert_eq!(table.names().find(name), index, "{name}");
            let text = format!("{name}\": and so on to the end");
            assert_eq!(Glance::at(text.as_bytes(), name.len()), Glance::of(name.as_bytes()));
            assert_eq!(Glance::at(name.as_bytes(), name.len()), Glance::of(name.as_bytes()));
            let found = Glance::until_quote(text.as_bytes());
            assert!(found.is_none_or(|found| found == Glance::of(name.as_bytes())));
            assert!(found.is_some());
            assert_eq!(table.names().length_at(index, text.as_bytes()), Some(name.len()));
            assert_eq!(table.names().length_at(index, name.as_bytes()), None, "no quotation mark");
        }
        for other in ["y", "yyyyyyyyyyyyyyyyyyyy", "member300", "Member1", "xxxxxxxxxxxxxxxxxxxxxy", "é", "x\0", "\0"]
        {
            assert_eq!(table.names().find(other), OTHER, "{other}");
        }
        assert_eq!(Names::NONE.find(""), OTHER);
        for name in ["b", "", "ab", "é", "a", "ba"] {
            assert_eq!(FEW.find_alone(name), FEW.find(name), "{name}");
        }
    }

    #[test]
    fn a_name_with_an_escape_never_stands_in_a_text() {
        let names = crate::names!["a\"b", "a\\b", "é"];
        assert_eq!(names.length_at(0, br#"a"b""#), None);
        assert_eq!(names.length_at(1, br#"a\b""#), None);
        assert_eq!(names.length_at(2, "é\"".as_bytes()), Some(2));
    }

    #[test]
    fn what_was_seen_is_known_however_many() {
        let mut beyond = SeenBeyond::default();
        for number in [64, 127, 128, 1000] {
            assert!(!beyond.has(number));
            assert!(beyond.insert(number, 1001));
            assert!(!beyond.insert(number, 1001));
            assert!(beyond.has(number));
        }
        let mut seen = Seen::new();
        for number in [3, 63] {
            assert!(!seen.has(number));
            assert!(seen.insert(number));
            assert!(!seen.insert(number));
            assert!(seen.has(number));
        }
        let wanted = Wanted::new().and(3).and(63);
        assert_eq!(wanted.are_seen(seen), Some(true));
        assert_eq!(wanted.and(4).are_seen(seen), Some(false));
        assert_eq!(wanted.and(1000).are_seen(seen), None);
        let met = Met { first: seen, more: vec![false, true] };
        assert_eq!([3, 4, 64, 65, 66, OTHER].map(|number| met.has(number)), [true, false, false, true, false, false]);
    }
}
