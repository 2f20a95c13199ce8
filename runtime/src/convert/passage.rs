//! What generated conversions do with a value on its way: read it, write it, or hand it to a nested hub.

use alloc::vec::Vec;

use super::{Convert, Faulted, Ledger, ProblemKind, Read, Unasked, Write};

impl Ledger {
    /// Reads a leaf by a codec.
    ///
    /// # Errors
    /// The codec's fault, which is written down.
    #[inline]
    pub fn read<C: Read<W, V>, W, V>(
        &mut self,
        from: &'static str,
        to: Option<&'static str>,
        wire: W,
    ) -> Result<V, Faulted> {
        let rounds = self.watches() && C::rounds(&wire);
        self.rounded(Some(from), to, rounds, C::ROUNDS);
        self.take(Some(from), to, C::read(wire))
    }

    /// Reads a leaf that may be absent.
    ///
    /// # Errors
    /// The codec's fault, which is written down.
    #[inline]
    pub fn read_some<C: Read<W, V>, W, V>(
        &mut self,
        from: &'static str,
        to: Option<&'static str>,
        wire: Option<W>,
    ) -> Result<Option<V>, Faulted> {
        wire.map(|wire| self.read::<C, W, V>(from, to, wire)).transpose()
    }

    /// Writes a leaf by a codec.
    ///
    /// # Errors
    /// The codec's fault, which is written down.
    #[inline]
    pub fn write<C: Write<V, W>, V, W>(
        &mut self,
        from: Option<&'static str>,
        to: &'static str,
        value: V,
    ) -> Result<W, Faulted> {
        let rounds = self.watches() && C::rounds(&value);
        self.rounded(from, Some(to), rounds, C::ROUNDS);
        self.take(from, Some(to), C::write(value))
    }

    /// Writes what was read, unless that failed.
    ///
    /// # Errors
    /// That fault, or the codec's.
    #[inline]
    pub fn write_sure<C: Write<V, W>, V, W>(
        &mut self,
        from: Option<&'static str>,
        to: &'static str,
        value: Result<V, Faulted>,
    ) -> Result<W, Faulted> {
        self.write::<C, V, W>(from, to, value?)
    }

    /// Writes what was read, unless that failed or there is nothing.
    ///
    /// # Errors
    /// That fault, or the codec's.
    #[inline]
    pub fn write_some<C: Write<V, W>, V, W>(
        &mut self,
        from: Option<&'static str>,
        to: &'static str,
        value: Result<Option<V>, Faulted>,
    ) -> Result<Option<W>, Faulted> {
        value?.map(|value| self.write::<C, V, W>(from, to, value)).transpose()
    }

    /// What the caller gives wins over what was found, which is lost then, whatever else follows from it.
    ///
    /// # Errors
    /// Nothing is given, and what was found is a fault already.
    #[inline]
    pub fn prefer<T>(
        &mut self,
        from: &'static str,
        given: Option<T>,
        found: Result<Option<T>, Faulted>,
    ) -> Result<Option<T>, Faulted> {
        if given.is_none() {
            return found;
        }
        self.dropped(from, !matches!(found, Ok(None)), "the caller gave another");
        Ok(given)
    }

    /// Notes the refusal of a type that checks what it is made of.
    ///
    /// # Errors
    /// It refused.
    #[inline]
    pub fn checked<T, E>(&mut self, to: &'static str, made: Result<T, E>) -> Result<T, Faulted> {
        let message = "what was converted breaks a rule of the schema that no member breaks alone";
        made.map_err(|_| self.note(None, Some(to), ProblemKind::Invalid, message.into()))
    }

    /// Converts a value of a nested hub.
    ///
    /// # Errors
    /// What the nested conversion finds, under the pointers of both sides.
    #[inline]
    pub fn nested<H: Convert<S, T, Needs: Unasked>, S, T>(
        &mut self,
        from: &'static str,
        to: &'static str,
        value: S,
    ) -> Result<T, Faulted> {
        self.enter(from, to);
        let converted = H::convert(value, H::Needs::nothing(), self);
        self.leave();
        converted.map_err(|problems| self.part_failed(problems))
    }

    /// Converts a value of a nested hub that may be absent.
    ///
    /// # Errors
    /// As [`nested`](Self::nested).
    #[inline]
    pub fn nested_some<H: Convert<S, T, Needs: Unasked>, S, T>(
        &mut self,
        from: &'static str,
        to: &'static str,
        value: Option<S>,
    ) -> Result<Option<T>, Faulted> {
        value.map(|value| self.nested::<H, S, T>(from, to, value)).transpose()
    }

    /// Converts each value of a list by a nested hub; all of them are tried.
    ///
    /// # Errors
    /// As [`nested`](Self::nested), with the index in the pointers.
    pub fn nested_list<H: Convert<S, T, Needs: Unasked>, S, T>(
        &mut self,
        from: &'static str,
        to: &'static str,
        values: Vec<S>,
    ) -> Result<Vec<T>, Faulted> {
        let mut converted = Vec::with_capacity(values.len());
        let mut faulted = None;
        for (index, value) in values.into_iter().enumerate() {
            self.enter(format_args!("{from}/{index}"), format_args!("{to}/{index}"));
            match H::convert(value, H::Needs::nothing(), self) {
                Ok(value) => converted.push(value),
                Err(problems) => faulted = Some(self.part_failed(problems)),
            }
            self.leave();
        }
        faulted.map_or(Ok(converted), Err)
    }

    /// Like [`nested_list`](Self::nested_list), of a list that may be absent.
    ///
    /// # Errors
    /// As [`nested`](Self::nested), with the index in the pointers.
    pub fn nested_list_some<H: Convert<S, T, Needs: Unasked>, S, T>(
        &mut self,
        from: &'static str,
        to: &'static str,
        values: Option<Vec<S>>,
    ) -> Result<Option<Vec<T>>, Faulted> {
        values.map(|values| self.nested_list::<H, S, T>(from, to, values)).transpose()
    }
}

/// A value of the caller's, unless the codec makes nothing of it.
#[inline]
pub fn unless_nothing<C: Read<T, Option<T>>, T>(given: Option<T>) -> Option<T> {
    given.and_then(|value| C::read(value).ok().flatten())
}

/// Whether what a place says is another than a codec that takes nothing away writes of a value, where there is one.
pub fn differs<C: Write<V, W>, V, W: PartialEq>(value: Option<V>, said: Option<&W>) -> bool {
    let written = value.filter(|_| C::ROUNDS.is_none()).and_then(|value| C::write(value).ok());
    written.is_some_and(|written| said.is_some_and(|said| *said != written))
}

/// The same of a codec that may come to nothing.
pub fn differs_if_any<C: Write<V, Option<W>>, V, W: PartialEq>(value: Option<V>, said: Option<&W>) -> bool {
    let written = value.filter(|_| C::ROUNDS.is_none()).and_then(|value| C::write(value).ok().flatten());
    written.is_some_and(|written| said.is_some_and(|said| *said != written))
}

/// A function over a value that there may be.
///
/// # Errors
/// The value is a fault already.
#[inline]
pub fn map<T, U>(value: Result<Option<T>, Faulted>, function: fn(T) -> U) -> Result<Option<U>, Faulted> {
    value.map(|value| value.map(function))
}

/// Borrows a value that may be a fault.
///
/// # Errors
/// It is one.
#[inline]
pub fn look<T>(value: &Result<T, Faulted>) -> Result<&T, Faulted> {
    value.as_ref().map_err(|faulted| *faulted)
}

/// Borrows a value that may be a fault or absent.
///
/// # Errors
/// It is a fault.
#[inline]
pub fn look_if_any<T>(value: &Result<Option<T>, Faulted>) -> Result<Option<&T>, Faulted> {
    value.as_ref().map(Option::as_ref).map_err(|faulted| *faulted)
}
