//! The members of objects in a text: their names, and what a look at them tells.

use alloc::{
    borrow::{Cow, ToOwned},
    boxed::Box,
};

use super::{
    super::repeats::{Met, Prints, Repeats},
    BytesReader,
};
use crate::{
    Flow, Input, Kind, Names, OTHER, Stop,
    names::{Glance, SeenBeyond},
};

/// How far the walk through an object has come.
#[derive(Default)]
pub struct BytesMembers<'a> {
    /// Where the first name begins; 0 as long as none was read.
    first: usize,
    /// The number of the name that comes next, if members come in the order of the list.
    expected: u32,
    /// The name at hand, if it is not in the list: where it stands in the text, or what it is without its escapes.
    text: &'a str,
    start: usize,
    length: usize,
    unescaped: Option<Box<str>>,
    repeats: Repeats,
    pub(super) seen: SeenBeyond,
}

impl<'a> BytesMembers<'a> {
    /// The name at hand, if it is not in the list.
    #[inline]
    pub(super) fn name(&self) -> &str {
        self.unescaped.as_deref().unwrap_or_else(|| self.plain_name())
    }

    #[inline]
    fn plain_name(&self) -> &'a str {
        self.text.get(self.start..self.start + self.length).unwrap_or_default()
    }

    /// The same, a slice of the text where nothing in it is escaped.
    #[inline]
    pub(super) fn lent_name(&self) -> Cow<'a, str> {
        let unescaped = self.unescaped.as_deref().map(|name| Cow::Owned(name.to_owned()));
        unescaped.unwrap_or_else(|| Cow::Borrowed(self.plain_name()))
    }
}

impl<'a> BytesReader<'a, '_> {
    /// See [`Input::next_member`].
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "used once")]
    pub(super) fn step(&mut self, members: &mut BytesMembers<'a>, names: &Names<'_>) -> Flow<Option<u32>> {
        let is_begun = members.first != 0;
        if !self.next_part(is_begun, b'}')? {
            return Ok(None);
        }
        if !is_begun {
            members.first = self.at;
            members.text = self.text;
        }
        let number = match self.text.as_bytes().get(self.at..).and_then(<[u8]>::split_first) {
            Some((b'"', text)) => match names.length_at(members.expected, text) {
                Some(length) => {
                    self.at += length + 2;
                    members.expected
                }
                None => self.name(text, members, names)?,
            },
            _ => return Err(Stop::Rejected),
        };
        if number != OTHER {
            members.expected = number + 1;
        }
        self.separator(b':')?;
        Ok(Some(number))
    }

    /// Reads the name of a member that is not the expected one, and finds its number.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "used once")]
    fn name(&mut self, text: &[u8], members: &mut BytesMembers<'a>, names: &Names<'_>) -> Flow<u32> {
        let Some(glance) = Glance::until_quote(text) else { return self.unusual_name(members, names) };
        let number = names.find_glance(glance, text);
        let start = self.at + 1;
        if number == OTHER {
            (members.start, members.length) = (start, glance.length());
            if members.repeats.insert(glance) {
                self.refuse_second(members.plain_name(), members)?;
            }
            if members.unescaped.is_some() {
                members.unescaped = None;
            }
        }
        self.at = start + glance.length() + 1;
        Ok(number)
    }

    /// Reads the name of a member that has escapes, or that stands at the end of the text.
    #[cold]
    #[inline(never)]
    fn unusual_name(&mut self, members: &mut BytesMembers<'a>, names: &Names<'_>) -> Flow<u32> {
        let mut walk = self.clone();
        let name = walk.borrowed_string()?;
        let glance = Glance::of(name.as_bytes());
        let number = names.find_glance(glance, name.as_bytes());
        if number == OTHER {
            if members.repeats.insert(glance) {
                self.refuse_second(&name, members)?;
            }
            members.unescaped = Some(name.into());
        }
        self.at = walk.at;
        Ok(number)
    }

    /// Stops at a name that came before in this object. The cursor stands before it and stays there, so that a report
    /// can point to it. Where there are too many names to go through, they are kept from now on.
    #[cold]
    #[inline(never)]
    fn refuse_second(&self, name: &str, members: &mut BytesMembers<'a>) -> Flow {
        let mut prints = match members.repeats.look(name) {
            Met::Never => return Ok(()),
            Met::Perhaps => None,
            Met::TooMany => Some(Prints::default()),
        };
        let mut walk = Self { at: members.first, ..self.clone() };
        while walk.at < self.at {
            let other = walk.borrowed_string()?;
            if other == name {
                return Err(Stop::Rejected);
            }
            if let Some(prints) = &mut prints {
                prints.insert(&other);
            }
            walk.separator(b':')?;
            walk.pass()?;
            walk.separator(b',')?;
        }
        if let Some(mut prints) = prints {
            prints.insert(name);
            members.repeats.keep(prints);
        }
        Ok(())
    }

    /// See [`Input::look`].
    pub(super) fn look_at_members(
        &self,
        names: &Names<'_>,
        has_tag: bool,
        on_tag: &mut impl FnMut(Option<&str>) -> bool,
    ) -> Flow<Option<u64>> {
        let mut walk = self.clone();
        walk.descend()?;
        let (mut is_begun, mut met) = (false, 0);
        while walk.next_part(core::mem::replace(&mut is_begun, true), b'}')? {
            let number = walk.string_among(names)?;
            walk.separator(b':')?;
            if number < u64::BITS {
                met |= 1 << number;
            }
            if has_tag && number == 0 {
                let goes_on = match walk.next() {
                    Some(b'"') => on_tag(Some(&walk.borrowed_string()?)),
                    _ => {
                        walk.pass()?;
                        on_tag(None)
                    }
                };
                if !goes_on {
                    return Ok(None);
                }
            } else {
                walk.pass()?;
            }
        }
        if has_tag && met & 1 == 0 && !on_tag(None) {
            return Ok(None);
        }
        Ok(Some(met))
    }

    /// See [`Input::has_member`].
    pub(super) fn has_member_named(&self, name: &str) -> Flow<bool> {
        if !self.is(Kind::Object) {
            return Ok(false);
        }
        let mut walk = self.clone();
        walk.descend()?;
        let mut is_begun = false;
        while walk.next_part(core::mem::replace(&mut is_begun, true), b'}')? {
            let is_found = walk.borrowed_string()? == name;
            walk.separator(b':')?;
            if is_found {
                return Ok(true);
            }
            walk.pass()?;
        }
        Ok(false)
    }
}
