//! Why a value was not taken: the errors that callers see.

use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;

use crate::{Fault, Limit};

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Bytes from the start of the text.
    pub offset: usize,
    /// The line, from 1.
    pub line: usize,
    /// The column in Unicode code points, from 1.
    pub column: usize,
}

impl Position {
    /// The place `offset` bytes into `text`; past its end, the end.
    pub fn of(text: &[u8], offset: usize) -> Self {
        Self { offset: 0, line: 1, column: 1 }.after(text.get(..offset).unwrap_or(text))
    }

    /// The place after the text that follows this one.
    fn after(self, between: &[u8]) -> Self {
        let characters = |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        let offset = self.offset + between.len();
        match between.iter().rposition(|byte| *byte == b'\n') {
            Some(newline) => {
                let (lines, rest) = between.split_at(newline + 1);
                let line = self.line + lines.split(|byte| *byte == b'\n').count() - 1;
                Self { offset, line, column: characters(rest) + 1 }
            }
            None => Self { offset, line: self.line, column: self.column + characters(between) },
        }
    }
}

/// One thing that a schema forbids in a value. It never holds anything of the value but names of members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The JSON Pointer (RFC 6901) to the value that is wrong.
    pub instance: String,
    /// The place of the schema that holds the keyword, e.g. `#/properties/id`.
    pub schema: String,
    /// The keyword that is broken, e.g. `minLength`.
    pub keyword: String,
    /// What is wrong, as half a sentence without the value.
    pub message: String,
    /// Where the value stands, if it was read from a text.
    pub position: Option<Position>,
    /// For `anyOf` and `oneOf` that no alternative fulfils: what each one found wrong, in the schema's order. Nothing for
    /// one that a value of this kind, or with this tag, cannot belong to at all.
    pub alternatives: Vec<Vec<Violation>>,
}

impl Violation {
    pub(crate) fn new(instance: &str, offset: Option<usize>, fault: Fault<'_>, alternatives: Vec<Vec<Self>>) -> Self {
        Self {
            instance: instance.to_owned(),
            schema: fault.schema.to_owned(),
            keyword: fault.keyword.to_owned(),
            message: fault.message.to_string(),
            // The line and the column are filled in when the walk is over and the text at hand.
            position: offset.map(|offset| Position { offset, line: 0, column: 0 }),
            alternatives,
        }
    }

    /// The place of the keyword itself: [`schema`](Self::schema), a slash and [`keyword`](Self::keyword). The schema
    /// `false` has no keyword: it goes by `false` and is its own place.
    pub fn keyword_site(&self) -> String {
        if self.keyword == "false" { self.schema.clone() } else { format!("{}/{}", self.schema, self.keyword) }
    }

    /// The offsets that lines and columns are still missing for.
    fn pending<'v>(&'v mut self, pending: &mut Vec<&'v mut Position>) {
        pending.extend(&mut self.position);
        for cause in self.alternatives.iter_mut().flatten() {
            cause.pending(pending);
        }
    }
}

/// Fills in lines and columns from the text that the values were read from, in one sweep over it.
pub(crate) fn locate(violations: &mut [Violation], text: &[u8]) {
    let mut pending = Vec::new();
    for violation in violations {
        violation.pending(&mut pending);
    }
    pending.sort_unstable_by_key(|position| position.offset);
    let mut known = Position { offset: 0, line: 1, column: 1 };
    for position in pending {
        let between = text.get(known.offset..position.offset).unwrap_or_default();
        known = known.after(between);
        *position = known;
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(position) = self.position {
            write!(f, "{}:{}: ", position.line, position.column)?;
        }
        if !self.instance.is_empty() {
            write!(f, "{}: ", self.instance)?;
        }
        write!(f, "{} ({})", self.message, self.keyword_site())
    }
}

/// A text is not JSON, or goes past one of the reader's limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    message: &'static str,
    position: Position,
}

impl SyntaxError {
    pub(crate) fn new(message: &'static str, text: &[u8], offset: usize) -> Self {
        Self { message, position: Position::of(text, offset) }
    }

    /// What is wrong.
    pub const fn message(&self) -> &'static str {
        self.message
    }

    /// Where reading ended.
    pub const fn position(&self) -> Position {
        self.position
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.position.line, self.position.column, self.message)
    }
}

impl core::error::Error for SyntaxError {}

/// Why a value was rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// It is not JSON, so that no schema has a verdict on it.
    Syntax(SyntaxError),
    /// The schema forbids it: at least one violation.
    Invalid(Vec<Violation>),
    /// A limit was reached before there was a verdict.
    Limit(Limit),
}

impl Rejection {
    /// What the schema forbids; empty where there is no verdict.
    pub fn violations(&self) -> &[Violation] {
        match self {
            Self::Syntax(_) | Self::Limit(_) => &[],
            Self::Invalid(violations) => violations,
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => error.fmt(f),
            Self::Limit(limit) => limit.fmt(f),
            Self::Invalid(violations) => {
                for (index, violation) in violations.iter().enumerate() {
                    if index > 0 {
                        f.write_str("\n")?;
                    }
                    violation.fmt(f)?;
                }
                Ok(())
            }
        }
    }
}

impl core::error::Error for Rejection {}
