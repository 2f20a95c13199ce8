//! `minLength`, `maxLength`, `pattern`, `format`

use super::{Count, Limit, Typed};
use crate::pattern::Pattern;
use crate::{Flow, Format, Input, Kind, Kinds, Sink};

/// The rules for strings, with the kinds that are allowed beside them.
#[derive(Clone, Copy, Debug)]
pub struct Text<'s> {
    schema: &'s str,
    typed: Typed<'s>,
    min: Option<Limit<'s, u64>>,
    max: Option<Limit<'s, u64>>,
    format: Option<Limit<'s, Format>>,
    reads_as: Option<Limit<'s, ReadsAs<'s>>>,
    pattern: Option<Limit<'s, &'s Pattern>>,
}

impl<'s> Text<'s> {
    /// The schema at `schema` allows strings only.
    pub const fn at(schema: &'s str) -> Self {
        Self {
            schema,
            typed: Typed::at(schema, Kinds::STRING),
            min: None,
            max: None,
            format: None,
            pattern: None,
            reads_as: None,
        }
    }

    /// Values of these kinds are allowed; of those only strings are looked at further.
    #[must_use]
    pub const fn kinds(mut self, kinds: Kinds) -> Self {
        self.typed = Typed::at(self.schema, kinds);
        self
    }

    /// What is set from here on stands in the schema at `schema`.
    #[must_use]
    pub const fn from(mut self, schema: &'s str) -> Self {
        self.schema = schema;
        self
    }

    /// `minLength`, in code points.
    #[must_use]
    pub const fn min_length(mut self, limit: u64) -> Self {
        self.min = Some(Limit::new(limit, self.schema));
        self
    }

    /// `maxLength`, in code points.
    #[must_use]
    pub const fn max_length(mut self, limit: u64) -> Self {
        self.max = Some(Limit::new(limit, self.schema));
        self
    }

    /// `format`, asserted.
    #[must_use]
    pub const fn format(mut self, format: Format) -> Self {
        self.format = Some(Limit::new(format, self.schema));
        self
    }

    /// `pattern`
    #[must_use]
    pub const fn pattern(mut self, pattern: &'s Pattern) -> Self {
        self.pattern = Some(Limit::new(pattern, self.schema));
        self
    }

    /// Strings are read as the Rust type called `name`, of which `reads` says whether one is.
    #[must_use]
    pub const fn reads_as(mut self, name: &'s str, reads: fn(&str) -> bool) -> Self {
        self.reads_as = Some(Limit::new(ReadsAs { name, reads }, self.schema));
        self
    }

    /// Reads a value and checks it.
    ///
    /// # Errors
    /// The sink wants no more, or the input is not JSON.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "of a parsed value, what is known at compile time leaves a few comparisons"
    )]
    pub fn check<I: Input, S: Sink>(&self, input: &mut I, sink: &mut S) -> Flow {
        if I::IS_PARSED {
            if !input.is(Kind::String) {
                return self.typed.check(input, sink);
            }
            if self.typed.admits(Kind::String) && self.accepts(&input.string()?)? {
                return Ok(());
            }
        }
        self.check_whole(input, sink)
    }

    #[inline(never)]
    fn check_whole<I: Input, S: Sink>(&self, input: &mut I, sink: &mut S) -> Flow {
        if !input.is(Kind::String) {
            return self.typed.check(input, sink);
        }
        let position = input.position();
        self.typed.expect(Kind::String, position, sink)?;
        if self.is_any() {
            return input.skip();
        }
        let text = input.string()?;
        self.check_text(&text, position, sink)
    }

    /// Checks a string.
    ///
    /// # Errors
    /// The sink wants no more.
    pub fn check_text<S: Sink>(&self, text: &str, position: Option<usize>, sink: &mut S) -> Flow {
        if let Some(min) = self.min.filter(|min| is_shorter(text, min.value)) {
            min.report("minLength", position, format_args!("shorter than {}", Count(min.value, "character")), sink)?;
        }
        if let Some(max) = self.max.filter(|max| max.value < u64::MAX && !is_shorter(text, max.value + 1)) {
            max.report("maxLength", position, format_args!("longer than {}", Count(max.value, "character")), sink)?;
        }
        if let Some(pattern) = self.pattern {
            let source = pattern.value.source();
            if !pattern.value.matches(text)? {
                pattern.report("pattern", position, format_args!("does not match the pattern {source}"), sink)?;
            }
        }
        if let Some(format) = self.format.filter(|format| !format.value.accepts(text)) {
            format.report(
                "format",
                position,
                format_args!("not a valid {}{}", format.value.name(), example(format.value)),
                sink,
            )?;
        }
        if let Some(reads_as) = self.reads_as.filter(|reads_as| !(reads_as.value.reads)(text)) {
            reads_as.report(
                "x-rust-type",
                position,
                format_args!("cannot be read as a {}", reads_as.value.name),
                sink,
            )?;
        }
        Ok(())
    }

    const fn is_any(&self) -> bool {
        self.min.is_none()
            && self.max.is_none()
            && self.format.is_none()
            && self.pattern.is_none()
            && self.reads_as.is_none()
    }

    /// Whether a text is allowed, if strings are.
    #[inline]
    fn accepts(&self, text: &str) -> Flow<bool> {
        Ok(self.is_told_by_bytes(text.len() as u64)
            && self.format.is_none_or(|format| format.value.accepts(text))
            && self.reads_as.is_none_or(|reads_as| (reads_as.value.reads)(text))
            && match self.pattern {
                Some(pattern) => pattern.value.matches(text)?,
                None => true,
            })
    }

    /// Whether a text of so many bytes is as long as it has to be, however many of them a code point takes.
    #[inline]
    const fn is_told_by_bytes(&self, bytes: u64) -> bool {
        let is_long_enough = match &self.min {
            Some(min) => bytes.div_ceil(4) >= min.value,
            None => true,
        };
        let is_short_enough = match &self.max {
            Some(max) => bytes <= max.value,
            None => true,
        };
        is_long_enough && is_short_enough
    }
}

/// A Rust type, and whether a text is one.
#[derive(Clone, Copy, Debug)]
struct ReadsAs<'s> {
    name: &'s str,
    reads: fn(&str) -> bool,
}

/// Whether a text can be read as a `T`.
pub fn reads_as<T: core::str::FromStr>(text: &str) -> bool {
    text.parse::<T>().is_ok()
}

/// Whether a text has fewer code points than `limit`. Each takes one to four bytes, which mostly tells already.
#[inline]
fn is_shorter(text: &str, limit: u64) -> bool {
    let bytes = text.len() as u64;
    bytes < limit || (bytes.div_ceil(4) < limit && (text.chars().count() as u64) < limit)
}

/// What a format looks like, where its name does not say it.
const fn example(format: Format) -> &'static str {
    match format {
        Format::DateTime => " (RFC 3339, such as 2024-01-31T09:30:00Z)",
        Format::Date => " (RFC 3339, such as 2024-01-31)",
        Format::Time => " (RFC 3339, such as 09:30:00Z)",
        Format::Duration => " (ISO 8601, such as P3DT12H)",
        _ => "",
    }
}
