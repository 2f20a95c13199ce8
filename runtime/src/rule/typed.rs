//! `type`

use crate::{Fault, Flow, Input, Kind, Kinds, Sink};

/// `type`: the kinds of values that are allowed, and nothing more about them.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'s> {
    schema: &'s str,
    kinds: Kinds,
}

impl<'s> Typed<'s> {
    /// The schema at `schema` allows `kinds`.
    pub const fn at(schema: &'s str, kinds: Kinds) -> Self {
        Self { schema, kinds }
    }

    /// Reads a value and checks its kind.
    ///
    /// # Errors
    /// The sink wants no more, or the input is not JSON.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "what is known at compile time leaves one comparison")]
    pub fn check<I: Input, S: Sink>(&self, input: &mut I, sink: &mut S) -> Flow {
        if self.kinds.contains(Kinds::ALL) {
            return input.skip();
        }
        if I::IS_PARSED {
            let kind = input.kind()?;
            if self.kinds.admits(kind) && (kind != Kind::Number || self.kinds.contains(Kinds::NUMBER)) {
                return Ok(());
            }
        } else if let Some(kind) = self.kinds.only()
            && input.skip_if(kind)?
        {
            return Ok(());
        }
        self.check_any(input, sink)
    }

    /// Whether values of this kind, or some of them, are allowed.
    #[inline]
    pub(super) const fn admits(&self, kind: Kind) -> bool {
        self.kinds.admits(kind)
    }

    #[inline(never)]
    fn check_any<I: Input, S: Sink>(&self, input: &mut I, sink: &mut S) -> Flow {
        let position = input.position();
        let kind = input.kind()?;
        if kind == Kind::Number {
            return self.check_number(input, position, sink);
        }
        self.expect(kind, position, sink)?;
        input.skip()
    }

    /// Reports a value of `kind`, which is not [`Kind::Number`] or no number is allowed, unless it is allowed.
    #[inline]
    pub(super) fn expect<S: Sink>(&self, kind: Kind, position: Option<usize>, sink: &mut S) -> Flow {
        if self.kinds.admits(kind) { Ok(()) } else { self.report(position, kind.name(), sink) }
    }

    fn check_number<I: Input, S: Sink>(&self, input: &mut I, position: Option<usize>, sink: &mut S) -> Flow {
        match input.number(|number| self.forbids(number))? {
            None => Ok(()),
            Some(found) => self.report(position, found, sink),
        }
    }

    /// What a number is that is not allowed.
    #[inline]
    pub(super) fn forbids(&self, number: crate::NumberRef<'_>) -> Option<&'static str> {
        if self.kinds.contains(Kinds::NUMBER) {
            return None;
        }
        if !self.kinds.contains(Kinds::INTEGER) {
            return Some("number");
        }
        let is_integer =
            if self.kinds.are_integers_as_written() { number.is_written_as_integer() } else { number.is_integer() };
        if is_integer { None } else { Some("a number with a fraction") }
    }

    #[cold]
    pub(super) fn report<S: Sink>(&self, position: Option<usize>, found: &str, sink: &mut S) -> Flow {
        sink.report(
            position,
            Fault {
                schema: self.schema,
                keyword: "type",
                message: format_args!("expected {}, found {found}", self.kinds),
            },
        )
    }
}

/// The schema at `schema` allows `null`.
pub const fn null(schema: &str) -> Typed<'_> {
    Typed::at(schema, Kinds::NULL)
}

/// The schema at `schema` allows `true` and `false`.
pub const fn boolean(schema: &str) -> Typed<'_> {
    Typed::at(schema, Kinds::BOOLEAN)
}

/// The schema at `schema` allows integers.
pub const fn integer(schema: &str) -> Typed<'_> {
    Typed::at(schema, Kinds::INTEGER)
}

/// The schema at `schema` allows numbers.
pub const fn number(schema: &str) -> Typed<'_> {
    Typed::at(schema, Kinds::NUMBER)
}

/// The schema at `schema` allows strings.
pub const fn string(schema: &str) -> Typed<'_> {
    Typed::at(schema, Kinds::STRING)
}
