//! Why a conversion came to nothing.

use alloc::{borrow::Cow, string::String, vec::Vec};
use core::fmt;

use super::pointer::Way;

/// What kind of reason a [`Problem`] is, for programs that do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The target cannot do without a value that the source does not have.
    Missing {
        /// The need by which the caller can give it, if there is one.
        need: Option<&'static str>,
    },
    /// Something would be lost that must not be.
    Refused {
        /// The option by which the caller can allow it.
        option: &'static str,
    },
    /// A value does not go over: it is none that the slot or the target can hold.
    Unfit,
    /// What came together breaks a rule of the target's schema that no member breaks alone.
    Invalid,
}

/// One reason why there is no target. It holds the names of members at most, never a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The JSON Pointer (RFC 6901) into the source, if a place of it is at fault.
    pub from: Option<String>,
    /// The JSON Pointer into the target, if a place of it would have been filled.
    pub to: Option<String>,
    /// What kind of reason it is.
    pub kind: ProblemKind,
    /// What is wrong, as half a sentence.
    pub message: Cow<'static, str>,
}

/// `/a -> /b: absent, but required here`, without the way where there is none.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = Way { from: self.from.as_deref(), to: self.to.as_deref() };
        if !way.is_empty() {
            write!(f, "{way}: ")?;
        }
        f.write_str(&self.message)
    }
}

/// All reasons why a source did not become a target, in the order of the target's fields.
///
/// ```
/// use formwork_runtime::convert::{Problem, ProblemKind, Problems};
///
/// let kind = ProblemKind::Missing { need: None };
/// let message = "absent, but required here".into();
/// let problem = Problem { from: Some("/a".into()), to: Some("/b".into()), kind, message };
/// let problems = Problems { source: "auth0", target: "supabase", problems: vec![problem] };
/// assert_eq!(problems.to_string(), "auth0 -> supabase: 1 problem\n  1. /a -> /b: absent, but required here");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems {
    /// The name of the format that was converted.
    pub source: &'static str,
    /// The name of the format that it did not become.
    pub target: &'static str,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { source, target, problems } = self;
        let count = problems.len();
        write!(f, "{source} -> {target}: {count} problem{}", if count == 1 { "" } else { "s" })?;
        problems.iter().enumerate().try_for_each(|(index, problem)| write!(f, "\n  {}. {problem}", index + 1))
    }
}

impl core::error::Error for Problems {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_numbered() {
        let problem = |from: Option<&str>, to: Option<&str>| Problem {
            from: from.map(Into::into),
            to: to.map(Into::into),
            kind: ProblemKind::Unfit,
            message: "is bad".into(),
        };
        let problems = vec![problem(Some("/a"), Some("/b")), problem(None, Some("/b")), problem(None, None)];
        assert_eq!(
            Problems { source: "auth0", target: "supabase", problems }.to_string(),
            "auth0 -> supabase: 3 problems\n  1. /a -> /b: is bad\n  2. /b: is bad\n  3. is bad"
        );
    }
}
