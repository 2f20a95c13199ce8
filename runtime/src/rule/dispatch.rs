//! Which of several subschemas a value can belong to, from a look at its kind and at the names of its members

use super::in_place::verdict_or;
use crate::{Flow, Input, Kind, Kinds, Names, OTHER};

/// So many alternatives are told apart; those after them are always asked.
const MOST: usize = 64;

/// What is certain of the values that each of several alternatives can accept. Where alternatives are a set, each is
/// the bit of its number, counted from 0.
#[derive(Clone, Copy, Debug)]
pub struct Dispatch<'s> {
    count: usize,
    /// The alternatives that can accept values of each kind.
    by_kind: [u64; 6],
    members: Names<'s>,
    tag: Option<Tag<'s>>,
    needs: &'s [(usize, u64)],
}

#[derive(Clone, Copy, Debug)]
struct Tag<'s> {
    texts: Names<'s>,
    by_text: &'s [u64],
    otherwise: u64,
    without: u64,
}

impl<'s> Dispatch<'s> {
    /// So many alternatives, each of which can accept anything.
    pub const fn any(count: usize) -> Self {
        let all = if count < MOST { !(u64::MAX << count) } else { u64::MAX };
        Self { count, by_kind: [all; 6], members: Names::NONE, tag: None, needs: &[] }
    }

    /// Alternatives that can accept values of these kinds.
    pub const fn of(kinds: &'s [Kinds]) -> Self {
        let mut of_all = Self { by_kind: [0; 6], ..Self::any(kinds.len()) };
        let mut number = 0;
        while number < kinds.len() && number < MOST {
            let mut kind = 0;
            while kind < Kind::EVERY.len() {
                of_all.by_kind[kind] |= (kinds[number].admits(Kind::EVERY[kind]) as u64) << number;
                kind += 1;
            }
            number += 1;
        }
        of_all
    }

    /// What is told by the kinds alone.
    #[must_use]
    pub const fn by_kind(&self) -> Dispatch<'static> {
        Dispatch { by_kind: self.by_kind, ..Dispatch::any(self.count) }
    }

    /// The members of objects that tell alternatives apart.
    #[must_use]
    pub const fn members(mut self, names: Names<'s>) -> Self {
        self.members = names;
        self
    }

    /// What the first of the members says, if its value is a string: of each of `texts`, and of any other text, which
    /// alternatives can accept the object; and which ones can if it has no such member or no string there.
    #[must_use]
    pub const fn tag(mut self, texts: Names<'s>, by_text: &'s [u64], otherwise: u64, without: u64) -> Self {
        self.tag = Some(Tag { texts, by_text, otherwise, without });
        self
    }

    /// What members an alternative needs, by their numbers: it accepts no object that has none of these sets.
    #[must_use]
    pub const fn needs(mut self, needs: &'s [(usize, u64)]) -> Self {
        self.needs = needs;
        self
    }
}

impl Tag<'_> {
    #[inline]
    fn allows(&self, text: Option<&str>) -> u64 {
        let Some(text) = text else { return self.without };
        match self.texts.find_alone(text) {
            OTHER => self.otherwise,
            number => self.by_text.get(number as usize).copied().unwrap_or(u64::MAX),
        }
    }
}

/// What a first look at a value tells of the alternatives that can accept it.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    count: usize,
    candidates: u64,
}

impl Look {
    /// No look at all: each of so many alternatives can be the one.
    pub const fn none(count: usize) -> Self {
        Self { count, candidates: u64::MAX }
    }

    /// Looks at the value that comes next, which stays unread.
    ///
    /// # Errors
    /// Reading came to a limit, so that nobody knows.
    #[inline]
    pub fn at<I: Input>(dispatch: &Dispatch<'_>, input: &I) -> Flow<Self> {
        let kind = input.kind()?;
        let by_kind = dispatch.by_kind.get(kind as usize).copied().unwrap_or(u64::MAX);
        let mut look = Self { count: dispatch.count, candidates: by_kind };
        if kind == Kind::Object && !dispatch.members.is_empty() && look.candidates.count_ones() > 1 {
            look.candidates = look.at_members(dispatch, input)?;
        }
        Ok(look)
    }

    #[inline(never)]
    fn at_members<I: Input>(mut self, dispatch: &Dispatch<'_>, input: &I) -> Flow<u64> {
        let by_kind = self.candidates;
        let (tag, needs) = (dispatch.tag, dispatch.needs);
        let mut on_tag = |text: Option<&str>| {
            self.candidates &= tag.map_or(u64::MAX, |tag| tag.allows(text));
            !needs.is_empty() && self.candidates.count_ones() > 1
        };
        let found = input.look(&dispatch.members, tag.is_some(), &mut on_tag);
        // A text that is none is found to be so by reading it.
        let Some(met) = verdict_or(found.map(Some), None)? else { return Ok(by_kind) };
        let Some(met) = met else { return Ok(self.candidates) };
        let (mut lacking, mut fulfilled): (u64, u64) = (0, 0);
        for (number, set) in needs {
            let bit = 1 << number;
            if set & !met == 0 {
                fulfilled |= bit;
            } else {
                lacking |= bit;
            }
        }
        Ok(self.candidates & !(lacking & !fulfilled))
    }

    /// Whether the alternative can accept the value.
    #[inline]
    pub const fn admits(&self, number: usize) -> bool {
        number >= MOST || self.candidates >> number & 1 == 1
    }

    /// The one alternative that can, if there is no other.
    #[inline]
    pub const fn only(&self) -> Option<usize> {
        if self.count <= MOST && self.candidates.is_power_of_two() {
            Some(self.candidates.trailing_zeros() as usize)
        } else {
            None
        }
    }

    /// How many alternatives there are.
    #[inline]
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// The alternatives that can, in order.
    #[inline]
    pub(super) fn candidates(self) -> impl Iterator<Item = usize> {
        (0..self.count).filter(move |number| self.admits(*number))
    }
}
