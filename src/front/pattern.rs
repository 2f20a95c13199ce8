//! From the patterns of a schema, which are ECMA-262, to the engines that decide them.

mod captures;
mod emit;
mod plain;
mod table;

use std::fmt;

use formwork_runtime::pattern::ecma::{self, Dialect, Node};
use formwork_runtime::pattern::{Engine, Pattern};
use formwork_runtime::{Limit, Stop};

use captures::Captures;
use emit::Emitter;

/// Why a pattern has no engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// Where, in bytes from the start of the pattern.
    pub offset: usize,
    /// What is wrong there.
    pub message: String,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at offset {}", self.message, self.offset)
    }
}

impl std::error::Error for PatternError {}

/// The cheapest engine that decides `source` exactly.
///
/// `source` is read as with the flag `u`, over code points; what is legal only without the flag is taken as browsers
/// take it. Patterns without look-around and back-references take time linear in the text.
pub fn compile(source: &str) -> Result<Engine, PatternError> {
    let expression = ecma::parse(source, Dialect::Browser)
        .map_err(|error| PatternError { offset: error.offset, message: error.message.to_owned() })?;
    for (offset, name) in &expression.properties {
        if regex_syntax::parse(&format!("\\p{{{name}}}")).is_err() {
            return Err(PatternError { offset: *offset, message: format!("unknown Unicode property `{name}`") });
        }
    }
    let engine = match search(&expression.root)? {
        Engine::Linear(linear) => match table::engine(&linear) {
            Some(table) => return Ok(table),
            None => Engine::Linear(linear),
        },
        engine => engine,
    };
    // A trial tells now what the first use would tell otherwise.
    match Pattern::owned(source.to_owned(), engine.clone()).matches("") {
        Err(Stop::Limit(Limit::RefusedPattern)) => Err(whole("the pattern is too large or too deep for the engine")),
        _ => Ok(engine),
    }
}

/// The pattern in the syntax of the crate `regex`; nothing for one that has look-around or back-references, or is none.
#[cfg(feature = "cli")]
pub(crate) fn expression(source: &str) -> Option<String> {
    let parsed = ecma::parse(source, Dialect::Browser).ok()?;
    let captures = Captures::of(&parsed.root).ok()?;
    if emit::needs_backtracking(&parsed.root, &captures) {
        return None;
    }
    let mut emitter = Emitter::new(&captures, false);
    emitter.search(&parsed.root);
    match emitter.into_engine() {
        Engine::Linear(expression) => Some(expression.into_owned()),
        _ => None,
    }
}

/// An engine for an expression; tables are none of them.
fn search(root: &Node) -> Result<Engine, PatternError> {
    if let Some(engine) = plain::engine(root) {
        return Ok(engine);
    }
    let captures = Captures::of(root).map_err(whole)?;
    let mut emitter = Emitter::new(&captures, emit::needs_backtracking(root, &captures));
    emitter.search(root);
    Ok(emitter.into_engine())
}

/// An error that concerns the pattern as a whole.
fn whole(message: &str) -> PatternError {
    PatternError { offset: 0, message: message.to_owned() }
}

#[cfg(test)]
mod tests;
