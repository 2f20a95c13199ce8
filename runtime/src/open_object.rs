//! The walk through an object, member by member.

use crate::{Flow, Input, Names, OTHER, Seen, Stop};

/// An object that is being read: see [`Names::open`].
pub struct OpenObject<'s, I: Input> {
    names: Names<'s>,
    members: I::Members,
    /// The number of the member at hand.
    number: usize,
    seen: Seen,
}

impl<'s> Names<'s> {
    /// Goes into the object that comes next. These are the names that the reader knows.
    ///
    /// ```
    /// use formwork_runtime::{Budget, Bytes, Input, names};
    ///
    /// let text = br#"{"b": 1, "c": 2, "a": 3}"#;
    /// let budget = Budget::for_text(text.len());
    /// let mut input = Bytes::new(text, &budget)?;
    /// let mut object = names!["a", "b"].open(&mut input)?;
    /// let mut read = Vec::new();
    /// while let Some(number) = object.next(&mut input)? {
    ///     read.push((number.min(2), object.name().to_owned()));
    ///     input.skip()?;
    /// }
    /// assert_eq!(read, [(1, "b".to_owned()), (2, "c".to_owned()), (0, "a".to_owned())]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// It is no object.
    #[inline]
    pub fn open<I: Input>(self, input: &mut I) -> Flow<OpenObject<'s, I>> {
        Ok(OpenObject { names: self, members: input.open_object()?, number: OTHER, seen: Seen::new() })
    }
}

impl<I: Input> OpenObject<'_, I> {
    /// Goes before the next member's value and gives the member's number in the list, [`OTHER`] where it has none; goes
    /// behind the object, if no member is left.
    ///
    /// # Errors
    /// A name comes twice, or the text is not JSON.
    #[inline]
    pub fn next(&mut self, input: &mut I) -> Flow<Option<usize>> {
        let Some(number) = input.next_member(&mut self.members, &self.names)? else { return Ok(None) };
        if number != OTHER && !self.seen.insert(number) {
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

    /// Which members of the list were met.
    #[inline]
    pub const fn seen(&self) -> &Seen {
        &self.seen
    }
}
