//! The names of an object's members that a schema knows, and how one is found among them.

/// The number of a member whose name is not in the list.
pub const OTHER: usize = usize::MAX;

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
    names: Texts<'s>,
    /// What is known of each of `names`.
    entries: &'s [Name],
    /// A hash table of indices into `entries`, as long as a power of two and never full.
    slots: &'s [u32],
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
    #[inline]
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
}

impl Name {
    const fn of(name: &str) -> Self {
        Self { glance: Glance::of(name.as_bytes()), is_plain: is_plain(name.as_bytes()) }
    }
}

/// Whether two texts of one length are equal, eight bytes at a time, as constants can be compared too.
const fn are_equal(mut one: &[u8], mut other: &[u8]) -> bool {
    while let (Some((a, after)), Some((b, rest))) = (one.split_first_chunk::<8>(), other.split_first_chunk::<8>()) {
        if u64::from_le_bytes(*a) != u64::from_le_bytes(*b) {
            return false;
        }
        (one, other) = (after, rest);
    }
    // What is left of names that are longer was compared with their last eight bytes.
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
    pub const NONE: Self = Self { names: Texts::Constant(&[]), entries: &[], slots: &[FREE] };

    /// `names`, for which `entries` and `slots` were made.
    #[doc(hidden)]
    pub const fn new(names: &'s [&'s str], entries: &'s [Name], slots: &'s [u32]) -> Self {
        Self { names: Texts::Constant(names), entries, slots }
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
    pub fn get(&self, index: usize) -> Option<&'s str> {
        match self.names {
            Texts::Constant(names) => names.get(index).copied(),
            Texts::Made(names) => names.get(index).map(String::as_str),
        }
    }

    /// If `text` begins with the name of this number and a quotation mark behind it, as a JSON string goes on after
    /// its first, how long the name is.
    #[inline]
    pub(crate) fn length_at(&self, index: usize, text: &[u8]) -> Option<usize> {
        let name = self.entries.get(index).filter(|name| name.is_plain)?;
        let length = name.glance.length;
        let is_there = text.get(length) == Some(&b'"')
            && Glance::at(text, length).is(name.glance)
            && (length <= 16 || self.get(index).is_some_and(|name| text.starts_with(name.as_bytes())));
        is_there.then_some(length)
    }

    /// The number of a name; [`OTHER`] where it is not in the list.
    #[inline]
    pub const fn find(&self, name: &str) -> usize {
        self.find_glance(Glance::of(name.as_bytes()), name.as_bytes())
    }

    /// Like [`find`](Self::find), where the name was looked at before.
    #[inline]
    #[allow(
        clippy::indexing_slicing,
        reason = "slots lie below the mask, and what is in them was made from the entries"
    )]
    pub(crate) const fn find_glance(&self, glance: Glance, name: &[u8]) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = glance.print() as usize & mask;
        loop {
            let index = self.slots[slot] as usize;
            if index >= self.entries.len() {
                return OTHER;
            }
            if self.entries[index].glance.is(glance) && (name.len() <= 16 || self.is(index, name)) {
                return index;
            }
            slot = (slot + 1) & mask;
        }
    }

    const fn is(&self, index: usize, name: &[u8]) -> bool {
        let known = match self.names {
            Texts::Constant(names) => names[index],
            Texts::Made(names) => names[index].as_str(),
        };
        are_equal(known.as_bytes(), name)
    }
}

/// How many slots so many names take.
#[doc(hidden)]
pub const fn slots_for(names: usize) -> usize {
    (2 * names + 1).next_power_of_two()
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

const fn fill(slots: &mut [u32], entries: &[Name]) {
    let mut index = 0;
    while index < entries.len() {
        let mut slot = entries[index].glance.print() as usize & (slots.len() - 1);
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
        Names { names: Texts::Made(&self.names), entries: &self.entries, slots: &self.slots }
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
        $crate::Names::new(NAMES, ENTRIES, SLOTS)
    }};
}

/// Which of the names of a list were met.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    first: [u64; 4],
    more: Vec<u64>,
}

impl Seen {
    /// None yet.
    #[inline]
    pub const fn new() -> Self {
        Self { first: [0; 4], more: Vec::new() }
    }

    /// Notes that a name was met. False if it was before.
    #[inline]
    pub fn insert(&mut self, index: usize) -> bool {
        match self.first.get_mut(index / 64) {
            Some(word) => insert(word, index),
            None => self.insert_more(index),
        }
    }

    #[cold]
    fn insert_more(&mut self, index: usize) -> bool {
        let word = index / 64 - self.first.len();
        if self.more.len() <= word {
            self.more.resize(word + 1, 0);
        }
        self.more.get_mut(word).is_some_and(|word| insert(word, index))
    }

    /// Whether a name was met.
    #[inline]
    pub fn has(&self, index: usize) -> bool {
        let word = index / 64;
        let word = self.first.get(word).or_else(|| self.more.get(word - self.first.len()));
        word.is_some_and(|word| word >> (index % 64) & 1 == 1)
    }
}

#[inline]
const fn insert(word: &mut u64, index: usize) -> bool {
    let bit = 1 << (index % 64);
    let is_new = *word & bit == 0;
    *word |= bit;
    is_new
}

/// Which of the names of a list have to be met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    first: [u64; 4],
    /// Whether one of them has no bit.
    has_more: bool,
}

impl Wanted {
    /// None.
    pub const fn new() -> Self {
        Self { first: [0; 4], has_more: false }
    }

    /// These, and that of this number.
    #[must_use]
    pub const fn and(mut self, index: usize) -> Self {
        if index / 64 < self.first.len() {
            insert(&mut self.first[index / 64], index);
        } else {
            self.has_more = true;
        }
        self
    }

    /// Whether all of them were met; no where that is not known.
    #[inline]
    pub fn are_seen(&self, seen: &Seen) -> bool {
        !self.has_more && self.first.iter().zip(&seen.first).all(|(wanted, seen)| wanted & !seen == 0)
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
        let names = many();
        let table = NameTable::new(names.clone());
        for (index, name) in names.iter().enumerate() {
            assert_eq!(table.names().find(name), index, "{name}");
            let text = format!("{name}\": and so on");
            assert_eq!(Glance::at(text.as_bytes(), name.len()), Glance::of(name.as_bytes()));
            assert_eq!(Glance::at(name.as_bytes(), name.len()), Glance::of(name.as_bytes()));
            assert_eq!(table.names().length_at(index, text.as_bytes()), Some(name.len()));
            assert_eq!(table.names().length_at(index, name.as_bytes()), None, "no quotation mark");
        }
        for other in ["y", "yyyyyyyyyyyyyyyyyyyy", "member300", "Member1", "xxxxxxxxxxxxxxxxxxxxxy", "é", "x\0", "\0"]
        {
            assert_eq!(table.names().find(other), OTHER, "{other}");
        }
        assert_eq!(Names::NONE.find(""), OTHER);
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
        let mut seen = Seen::new();
        let wanted = Wanted::new().and(3).and(255);
        for index in [3, 255, 256, 1000] {
            assert!(!seen.has(index));
            assert!(seen.insert(index));
            assert!(!seen.insert(index));
            assert!(seen.has(index));
        }
        assert!(!seen.has(OTHER));
        assert!(wanted.are_seen(&seen));
        assert!(!wanted.and(4).are_seen(&seen));
        assert!(!wanted.and(1000).are_seen(&seen), "nobody knows");
    }
}
