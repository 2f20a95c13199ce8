//! The walk through an object, member by member.

use alloc::{
    borrow::{Cow, ToOwned},
    vec::Vec,
};

use crate::{
    Flow, Input, Lend, Names, OTHER, Stop, Wanted,
    names::{Met, Seen},
};

/// The walk through an object: see [`Names::walk`].
pub struct ObjectWalk<'s, I: Input> {
    names: &'s Names<'s>,
    members: I::Members,
    /// The number of the member at hand.
    number: u32,
    seen: Seen,
}

impl<'s> Names<'s> {
    /// A walk through an object, of a reader that knows these names.
    ///
    /// ```
    /// use formwork_runtime::{Budget, Bytes, Flow, Input, Names, names};
    ///
    /// const NAMES: Names = names!["a", "b"];
    /// fn read(text: &[u8]) -> Flow<Vec<(u32, String)>> {
    ///     let budget = Budget::for_text(text.len());
    ///     let mut input = Bytes::new(text, &budget).expect("UTF-8");
    ///     let mut members = Vec::new();
    ///     let mut object = NAMES.walk();
    ///     object.open(&mut input)?;
    ///     while let Some(number) = object.next(&mut input)? {
    ///         members.push((number.min(2), object.name().to_owned()));
    ///         input.skip()?;
    ///     }
    ///     Ok(members)
    /// }
    /// let members = read(br#"{"b": 1, "c": 2, "a": 3}"#);
    /// assert_eq!(members, Ok(vec![(1, "b".to_owned()), (2, "c".to_owned()), (0, "a".to_owned())]));
    /// ```
    #[inline]
    pub fn walk<I: Input>(&'s self) -> ObjectWalk<'s, I> {
        ObjectWalk { names: self, members: I::Members::default(), number: OTHER, seen: Seen::new() }
    }
}

impl<I: Input> ObjectWalk<'_, I> {
    /// Goes into the object that comes next.
    ///
    /// # Errors
    /// It is no object.
    #[inline]
    pub fn open(&mut self, input: &mut I) -> Flow {
        input.open_object(&mut self.members)
    }

    /// Goes before the next member's value and gives the member's number in the list, [`OTHER`] where it has none; goes
    /// behind the object, if no member is left.
    ///
    /// # Errors
    /// A name comes twice, or the text is not JSON.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "one call a member is enough, that of the input's own step")]
    pub fn next(&mut self, input: &mut I) -> Flow<Option<u32>> {
        let Some(number) = input.next_member(&mut self.members, self.names)? else { return Ok(None) };
        let is_new = match number {
            ..64 => self.seen.insert(number) || I::IS_PARSED,
            OTHER => true,
            _ => I::note(&mut self.members, number, self.names.len()),
        };
        if !is_new {
            return Err(Stop::Rejected);
        }
        self.number = number;
        Ok(Some(number))
    }

    /// The name of the member at hand.
    #[inline]
    pub fn name(&self) -> &str {
        self.names.get(self.number).unwrap_or_else(|| I::other_name(&self.members))
    }

    /// The same, as long as the input lends it; of a name that is in the list, a copy.
    #[inline]
    pub fn lent_name<'a>(&self) -> Cow<'a, str>
    where
        I: Lend<'a>,
    {
        let known = self.names.get(self.number).map(|name| Cow::Owned(name.to_owned()));
        known.unwrap_or_else(|| I::lent_name(&self.members))
    }

    /// Whether all of these were met; `None` where that takes a closer look.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "so that the walk need not lie in memory")]
    pub(crate) fn has_all(&self, wanted: Wanted) -> Option<bool> {
        wanted.are_seen(self.seen)
    }

    /// Which were met, when all were read.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "so that the walk need not lie in memory")]
    pub(crate) fn met(&self) -> Met {
        let mut met = Met { first: self.seen, more: Vec::new() };
        for number in 64..u32::try_from(self.names.len()).unwrap_or(OTHER) {
            met.more.push(I::was_noted(&self.members, self.names, number));
        }
        met
    }
}
