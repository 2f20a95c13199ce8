//! Patterns: ECMA-262 regular expressions, each run by the cheapest engine that decides it exactly.

pub mod ecma;
mod table;

use alloc::{borrow::Cow, string::String};
use core::fmt;
#[cfg(feature = "pattern")]
use std::sync::OnceLock;

use crate::Flow;
#[cfg(feature = "pattern")]
use crate::{Limit, Stop};
pub use table::{NO, Row, YES};

/// Memory that one compiled expression may take, in bytes; room for counted repetitions of Unicode classes.
#[cfg(feature = "pattern")]
const SIZE_LIMIT: usize = 64 << 20;

/// Steps that a backtracking search may take before it gives up.
#[cfg(feature = "pattern")]
const STEP_LIMIT: usize = 1_000_000;

/// How a pattern is decided. Every engine searches: unless the pattern is anchored, the text may hold more than the
/// match.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// Every text matches.
    Anything,
    /// The text is this one: `^abc$`.
    Exact(Cow<'static, str>),
    /// The text starts with this: `^abc`.
    Prefix(Cow<'static, str>),
    /// The text ends with this: `abc$`.
    Suffix(Cow<'static, str>),
    /// The text holds this: `abc`.
    Contains(Cow<'static, str>),
    /// The text is `^.+$`: not empty, and without the line terminators U+000A, U+000D, U+2028 and U+2029.
    NonEmpty,
    /// The automaton in these rows accepts the text; it begins in the first.
    Table(Cow<'static, [Row]>),
    /// An expression in the syntax of the crate `regex`, which takes time linear in the text.
    #[cfg(feature = "pattern")]
    Linear(Cow<'static, str>),
    /// An expression in the syntax of the crate `fancy-regex`, which backtracks up to a limit of steps.
    #[cfg(feature = "pattern")]
    Backtracking(Cow<'static, str>),
}

/// A regular expression. One that takes an engine is compiled when it is first used.
pub struct Pattern {
    source: Cow<'static, str>,
    engine: Engine,
    #[cfg(feature = "pattern")]
    compiled: OnceLock<Compiled>,
}

#[cfg(feature = "pattern")]
enum Compiled {
    Linear(regex::Regex),
    Backtracking(fancy_regex::Regex),
    Refused,
}

impl Pattern {
    /// A pattern of generated code: its ECMA-262 source, which messages quote, and the engine that decides it.
    pub const fn new(source: &'static str, engine: Engine) -> Self {
        Self {
            source: Cow::Borrowed(source),
            engine,
            #[cfg(feature = "pattern")]
            compiled: OnceLock::new(),
        }
    }

    /// A pattern that is known only at run time.
    pub const fn owned(source: String, engine: Engine) -> Self {
        Self {
            source: Cow::Owned(source),
            engine,
            #[cfg(feature = "pattern")]
            compiled: OnceLock::new(),
        }
    }

    /// The pattern as the schema has it, in ECMA-262.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What decides the pattern.
    pub const fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Whether the pattern matches anywhere in `text`.
    ///
    /// # Errors
    /// The search takes more steps than it may, or the engine does not take the expression: there is no verdict.
    #[cfg_attr(not(feature = "pattern"), allow(clippy::unnecessary_wraps, reason = "only engines have limits"))]
    pub fn matches(&self, text: &str) -> Flow<bool> {
        Ok(match &self.engine {
            Engine::Anything => true,
            Engine::Exact(literal) => text == literal,
            Engine::Prefix(literal) => text.starts_with(literal.as_ref()),
            Engine::Suffix(literal) => text.ends_with(literal.as_ref()),
            Engine::Contains(literal) => text.contains(literal.as_ref()),
            Engine::NonEmpty => !text.is_empty() && !has_line_terminator(text),
            Engine::Table(rows) => table::accepts(rows, text),
            #[cfg(feature = "pattern")]
            Engine::Linear(expression) => return self.search(linear, expression, text),
            #[cfg(feature = "pattern")]
            Engine::Backtracking(expression) => return self.search(backtracking, expression, text),
        })
    }

    #[cfg(feature = "pattern")]
    fn search(&self, compile: fn(&str) -> Compiled, expression: &str, text: &str) -> Flow<bool> {
        match self.compiled.get_or_init(|| compile(expression)) {
            Compiled::Linear(regex) => Ok(regex.is_match(text)),
            Compiled::Backtracking(regex) => regex.is_match(text).map_err(|_| Stop::Limit(Limit::Pattern)),
            Compiled::Refused => Err(Stop::Limit(Limit::RefusedPattern)),
        }
    }
}

#[cfg(feature = "pattern")]
fn linear(expression: &str) -> Compiled {
    match regex::RegexBuilder::new(expression).size_limit(SIZE_LIMIT).build() {
        Ok(regex) => Compiled::Linear(regex),
        Err(_) => Compiled::Refused,
    }
}

#[cfg(feature = "pattern")]
fn backtracking(expression: &str) -> Compiled {
    let mut builder = fancy_regex::RegexBuilder::new(expression);
    match builder.backtrack_limit(STEP_LIMIT).delegate_size_limit(SIZE_LIMIT).build() {
        Ok(regex) => Compiled::Backtracking(regex),
        Err(_) => Compiled::Refused,
    }
}

fn has_line_terminator(text: &str) -> bool {
    // Past ASCII, both terminators are written with three bytes of which the first two are rare.
    let mut bytes = text.as_bytes();
    loop {
        bytes = match bytes {
            [] => return false,
            [b'\n' | b'\r', ..] | [0xe2, 0x80, 0xa8 | 0xa9, ..] => return true,
            [_, rest @ ..] => rest,
        }
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pattern").field("source", &self.source).field("engine", &self.engine).finish_non_exhaustive()
    }
}

#[cfg(all(test, feature = "pattern"))]
mod tests {
    use super::*;

    static STATIC: Pattern = Pattern::new("^a", Engine::Linear(Cow::Borrowed("^a")));

    fn matches(engine: Engine, text: &str) -> Flow<bool> {
        Pattern::owned("source".to_owned(), engine).matches(text)
    }

    #[test]
    fn engines_search() {
        assert_eq!(STATIC.matches("ab"), Ok(true));
        assert_eq!(STATIC.matches("ba"), Ok(false));
        for (engine, texts) in [
            (Engine::Anything, [true, true, true, true]),
            (Engine::Exact("ab".into()), [true, false, false, false]),
            (Engine::Prefix("ab".into()), [true, true, false, false]),
            (Engine::Suffix("ab".into()), [true, false, true, false]),
            (Engine::Contains("ab".into()), [true, true, true, false]),
            (
                Engine::Table(vec![Row::inner(&[(b'a', b'a', 1)]), Row::inner(&[(b'b', b'b', YES)])].into()),
                [true, true, false, false],
            ),
            (Engine::Linear("ab".into()), [true, true, true, false]),
            (Engine::Backtracking("a(?=b)".into()), [true, true, true, false]),
        ] {
            let verdicts = ["ab", "abc", "cab", "ba"].map(|text| matches(engine.clone(), text));
            assert_eq!(verdicts, texts.map(Ok), "{engine:?}");
        }
    }

    #[test]
    fn non_empty_stops_at_every_line_terminator() {
        for text in ["", "\n", "a\n", "a\rb", "\u{2028}", "a\u{2029}"] {
            assert_eq!(matches(Engine::NonEmpty, text), Ok(false), "{text:?}");
        }
        for text in ["a", "\u{2027}", "\u{85}", "\u{202a}"] {
            assert_eq!(matches(Engine::NonEmpty, text), Ok(true), "{text:?}");
        }
    }

    #[test]
    fn faults_are_no_verdicts() {
        assert_eq!(matches(Engine::Linear("(".into()), "a"), Err(Stop::Limit(Limit::RefusedPattern)));
        assert_eq!(matches(Engine::Backtracking("(".into()), "a"), Err(Stop::Limit(Limit::RefusedPattern)));
        let text = "a".repeat(64);
        assert_eq!(matches(Engine::Backtracking("^(a|a)*(?=b)\\1$".into()), &text), Err(Stop::Limit(Limit::Pattern)));
    }
}
