//! `anyOf`, `oneOf`, `not`: several schemas for one value

use alloc::vec::Vec;

use super::{
    dispatch::Look,
    in_place::{also, verdict},
};
use crate::{Check, Decode, DecodeBorrowed, Fault, Flow, Input, Lend, Sink, Stop, Verdict};

/// The subschemas of one keyword, in the schema's order.
pub trait Alternatives {
    /// Looks which of them can accept the value that comes next, which stays unread.
    ///
    /// # Errors
    /// Reading came to a limit, so that nobody knows.
    fn look<I: Input>(&self, input: &I) -> Flow<Look>;

    /// Reads a value and checks it against the subschema `index`.
    ///
    /// # Errors
    /// The sink wants no more, or the input is not JSON.
    fn check<I: Input, S: Sink>(&self, index: usize, input: &mut I, sink: &mut S) -> Flow;
}

/// Reads a value as the parts of a `T`, whose schema accepts it: it is checked first, unless it is a part of a value that
/// was.
///
/// # Errors
/// The schema does not accept the value, or a limit was reached.
#[inline]
pub fn checked<T: Check, I: Input, P>(input: &mut I, decode: impl FnOnce(&mut I) -> Flow<P>) -> Flow<P> {
    if input.budget().is_checked() {
        return decode(input);
    }
    T::check(&mut input.clone(), &mut Verdict)?;
    while_checked(input, true, decode)
}

/// Reads a value of which is said for the time being whether it was checked.
#[inline]
fn while_checked<I: Input, P>(input: &mut I, is_checked: bool, read: impl FnOnce(&mut I) -> Flow<P>) -> Flow<P> {
    let before = input.budget().is_checked();
    input.budget().set_checked(is_checked);
    let read = read(input);
    input.budget().set_checked(before);
    read
}

impl Look {
    /// Reads a value as a `T`, the type of the alternative `index`, if it is one; if not, the input stays before it.
    ///
    /// # Errors
    /// The value is not a `T` and there is no other alternative, or a limit was reached, so that nobody knows.
    #[inline]
    pub fn attempt<T: Decode, I: Input>(&self, index: usize, input: &mut I) -> Flow<Option<T>> {
        self.attempt_with(index, input, T::decode, |attempt| {
            // That the choice as a whole was checked does not say which alternative it is.
            while_checked(attempt, false, T::decode)
        })
    }

    /// Like [`attempt`](Self::attempt), for a `T` that is sooner checked than read in vain.
    ///
    /// # Errors
    /// The value is not a `T` and there is no other alternative, or a limit was reached, so that nobody knows.
    #[inline]
    pub fn attempt_checked<T: Check + Decode, I: Input>(&self, index: usize, input: &mut I) -> Flow<Option<T>> {
        self.attempt_with(index, input, T::decode, |attempt| {
            T::check(&mut attempt.clone(), &mut Verdict)?;
            while_checked(attempt, true, T::decode)
        })
    }

    /// Like [`attempt`](Self::attempt), for a `T` that borrows.
    ///
    /// # Errors
    /// The value is not a `T` and there is no other alternative, or a limit was reached, so that nobody knows.
    #[inline]
    pub fn attempt_borrowed<'a, T: DecodeBorrowed<'a>, I: Lend<'a>>(
        &self,
        index: usize,
        input: &mut I,
    ) -> Flow<Option<T>> {
        self.attempt_with(index, input, T::decode_borrowed, |attempt| while_checked(attempt, false, T::decode_borrowed))
    }

    /// Like [`attempt_checked`](Self::attempt_checked), for a `T` that borrows.
    ///
    /// # Errors
    /// The value is not a `T` and there is no other alternative, or a limit was reached, so that nobody knows.
    #[inline]
    pub fn attempt_checked_borrowed<'a, T: Check + DecodeBorrowed<'a>, I: Lend<'a>>(
        &self,
        index: usize,
        input: &mut I,
    ) -> Flow<Option<T>> {
        self.attempt_with(index, input, T::decode_borrowed, |attempt| {
            T::check(&mut attempt.clone(), &mut Verdict)?;
            while_checked(attempt, true, T::decode_borrowed)
        })
    }

    /// Reads a value with `decode` where no other alternative can be the one, with `read` where it may not be one.
    #[inline]
    fn attempt_with<T, I: Input>(
        &self,
        index: usize,
        input: &mut I,
        decode: impl FnOnce(&mut I) -> Flow<T>,
        read: impl FnOnce(&mut I) -> Flow<T>,
    ) -> Flow<Option<T>> {
        if !self.admits(index) {
            return Ok(None);
        }
        if self.only().is_some() {
            return also(input, decode).map(Some);
        }
        let mut attempt = input.clone();
        match also(&mut attempt, read) {
            Ok(value) => {
                *input = attempt;
                Ok(Some(value))
            }
            Err(Stop::Rejected) => Ok(None),
            Err(limit) => Err(limit),
        }
    }
}

/// `anyOf` of the schema at `schema`: reads a value that at least one subschema accepts.
///
/// # Errors
/// The sink wants no more, the input is not JSON, or a limit was reached.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the look is on constants, and mostly leaves one call")]
pub fn any_of<A: Alternatives, I: Input, S: Sink>(schema: &str, alternatives: &A, input: &mut I, sink: &mut S) -> Flow {
    let look = alternatives.look(input)?;
    match look.only() {
        Some(only) if !S::COLLECTS => also(input, |input| alternatives.check(only, input, sink)),
        _ => any_of_several(schema, alternatives, look, input, sink),
    }
}

#[inline(never)]
fn any_of_several<A: Alternatives, I: Input, S: Sink>(
    schema: &str,
    alternatives: &A,
    look: Look,
    input: &mut I,
    sink: &mut S,
) -> Flow {
    for index in look.candidates() {
        let mut attempt = input.clone();
        if verdict(also(&mut attempt, |input| alternatives.check(index, input, &mut Verdict)))? {
            *input = attempt;
            return Ok(());
        }
    }
    report_none(schema, "anyOf", alternatives, look, input, sink)
}

/// `oneOf` of the schema at `schema`: reads a value that exactly one subschema accepts.
///
/// # Errors
/// The sink wants no more, the input is not JSON, or a limit was reached.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the look is on constants, and mostly leaves one call")]
pub fn one_of<A: Alternatives, I: Input, S: Sink>(schema: &str, alternatives: &A, input: &mut I, sink: &mut S) -> Flow {
    let look = alternatives.look(input)?;
    match look.only() {
        Some(only) if !S::COLLECTS => also(input, |input| alternatives.check(only, input, sink)),
        _ => one_of_several(schema, alternatives, look, input, sink),
    }
}

#[inline(never)]
fn one_of_several<A: Alternatives, I: Input, S: Sink>(
    schema: &str,
    alternatives: &A,
    look: Look,
    input: &mut I,
    sink: &mut S,
) -> Flow {
    let mut accepting = None;
    for index in look.candidates() {
        let mut attempt = input.clone();
        if !verdict(also(&mut attempt, |input| alternatives.check(index, input, &mut Verdict)))? {
            continue;
        }
        if let Some((first, _)) = accepting {
            sink.report(
                input.position(),
                Fault {
                    schema,
                    keyword: "oneOf",
                    message: format_args!("fulfils more than one alternative: {first} and {index} (counted from 0)"),
                },
            )?;
            return input.skip();
        }
        accepting = Some((index, attempt));
    }
    match accepting {
        Some((_, read)) => {
            *input = read;
            Ok(())
        }
        None => report_none(schema, "oneOf", alternatives, look, input, sink),
    }
}

/// `not` of the schema at `schema`: reads a value, of which is known whether the subschema accepts it.
///
/// # Errors
/// The sink wants no more, or the input is not JSON.
pub fn not<I: Input, S: Sink>(schema: &str, is_accepted: bool, input: &mut I, sink: &mut S) -> Flow {
    if is_accepted {
        sink.report(
            input.position(),
            Fault { schema, keyword: "not", message: format_args!("is what the schema under `not` describes") },
        )?;
    }
    input.skip()
}

/// Reports a value that no alternative accepts, with what those that could have something against it.
#[cold]
fn report_none<A: Alternatives, I: Input, S: Sink>(
    schema: &str,
    keyword: &str,
    alternatives: &A,
    look: Look,
    input: &mut I,
    sink: &mut S,
) -> Flow {
    let position = input.position();
    let mut forks = Vec::new();
    if S::COLLECTS {
        let mut is_over = false;
        for index in 0..look.count() {
            let mut fork = sink.fork(&forks);
            if !is_over && fork.has_room() && look.admits(index) {
                // That a fork wants no more does not stop the others. At a limit the causes are not all known, but that
                // no alternative accepts the value is.
                let flow = also(&mut input.clone(), |input| alternatives.check(index, input, &mut fork));
                is_over = matches!(flow, Err(Stop::Limit(_)));
            }
            forks.push(fork);
        }
    }
    sink.report_alternatives(
        position,
        Fault { schema, keyword, message: format_args!("fulfils none of the alternatives") },
        forks,
    )?;
    input.skip()
}
