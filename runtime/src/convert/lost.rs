//! What a conversion gave up.

use alloc::{borrow::Cow, string::String, vec::Vec};
use core::fmt;

use super::pointer::Way;

/// How a target differs from what its source said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LostKind {
    /// Something of the source is not in the target.
    Dropped,
    /// A value went over with less precision.
    Rounded,
    /// The target holds a value that the source did not say.
    Defaulted,
}

/// One thing that a conversion gave up. It holds the names of members at most, never a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// In which way it is lost.
    pub kind: LostKind,
    /// The JSON Pointer (RFC 6901) into the source, where it concerns one.
    pub from: Option<String>,
    /// The JSON Pointer into the target, where it concerns one.
    pub to: Option<String>,
    /// Why, or for what is rounded how.
    pub why: Cow<'static, str>,
}

/// One line: `dropped /a: why`, `rounded /a -> /b: to whole seconds, down`, `filled in /b: why`.
impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            LostKind::Dropped => "dropped",
            LostKind::Rounded => "rounded",
            LostKind::Defaulted => "filled in",
        })?;
        let way = Way { from: self.from.as_deref(), to: self.to.as_deref() };
        if !way.is_empty() {
            write!(f, " {way}")?;
        }
        write!(f, ": {}", self.why)
    }
}

/// All that a conversion gave up, for who wanted nothing to be: see [`Via::exactly`](super::Via::exactly).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Losses {
    /// The name of the format that was converted.
    pub source: &'static str,
    /// The name of the format that it would have become.
    pub target: &'static str,
    /// What would have been lost.
    pub losses: Vec<Lost>,
}

impl fmt::Display for Losses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { source, target, losses } = self;
        let count = losses.len();
        write!(f, "{source} -> {target}: {count} loss{}", if count == 1 { "" } else { "es" })?;
        losses.iter().enumerate().try_for_each(|(index, lost)| write!(f, "\n  {}. {lost}", index + 1))
    }
}

impl core::error::Error for Losses {}

/// Why there is no target that says exactly what the source did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inexact {
    /// There is no target at all.
    Problems(super::Problems),
    /// The target would lack something.
    Losses(Losses),
}

impl fmt::Display for Inexact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problems(problems) => problems.fmt(f),
            Self::Losses(losses) => losses.fmt(f),
        }
    }
}

impl core::error::Error for Inexact {}

impl From<super::Problems> for Inexact {
    fn from(problems: super::Problems) -> Self {
        Self::Problems(problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_loss_is_one_line() {
        let lost = |kind, from: Option<&str>, to: Option<&str>, why: &'static str| Lost {
            kind,
            from: from.map(Into::into),
            to: to.map(Into::into),
            why: why.into(),
        };
        let losses = vec![
            lost(LostKind::Dropped, Some("/a/b"), None, "why"),
            lost(LostKind::Rounded, Some("/a"), Some("/b"), "to whole seconds, down"),
            lost(LostKind::Defaulted, None, Some("/b"), "why"),
        ];
        let expected = "dotdo -> auth0: 3 losses\n  1. dropped /a/b: why\n  \
                        2. rounded /a -> /b: to whole seconds, down\n  3. filled in /b: why";
        assert_eq!(Inexact::Losses(Losses { source: "dotdo", target: "auth0", losses }).to_string(), expected);
    }
}
