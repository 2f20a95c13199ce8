//! The functions that programs call: a text or a value in, a verdict or a typed value out.

#[cfg(feature = "serde_json")]
use crate::ValueTree;
use crate::{Bytes, Check, Collector, Decode, Input, Json, Rejection, Stop, SyntaxError, Tree, Verdict, Violation};

/// How many violations are collected where the caller names no number.
const ALL: usize = 1000;

/// Reads a typed value from JSON text, checking while it reads.
///
/// # Errors
/// The text is not JSON, or all that the schema forbids in it (up to 1000 violations).
pub fn from_slice<T: Check + Decode>(text: &[u8]) -> Result<T, Rejection> {
    let mut input = Bytes::new(text).map_err(Rejection::Syntax)?;
    match T::decode(&mut input) {
        Ok(value) if input.is_at_end() => Ok(value),
        _ => Err(explain::<T>(text)),
    }
}

/// Reads any JSON text, exactly.
///
/// # Errors
/// The text is not JSON, or goes past a limit of the reader.
pub fn parse(text: &[u8]) -> Result<Json, SyntaxError> {
    let mut input = Bytes::new(text)?;
    syntax(text, input.clone())?;
    input.json().map_err(|Stop| SyntaxError::new("this is not JSON", text, input.offset()))
}

/// Whether the schema of `T` accepts a JSON text.
///
/// # Errors
/// The text is not JSON, or the first violation.
pub fn check_slice<T: Check>(text: &[u8]) -> Result<(), Rejection> {
    let mut input = Bytes::new(text).map_err(Rejection::Syntax)?;
    if T::check(&mut input, &mut Verdict).is_ok() && input.is_at_end() { Ok(()) } else { check_all::<T>(text, 1) }
}

/// Like [`check_slice`], with up to `limit` violations, at least one.
///
/// # Errors
/// The text is not JSON, or what the schema forbids in it.
pub fn check_all<T: Check>(text: &[u8], limit: usize) -> Result<(), Rejection> {
    collect(text, limit, |input, collector| T::check(input, collector))
}

/// Runs a check with a [`Collector`] over a text that is first seen to be JSON.
///
/// # Errors
/// The text is not JSON, or up to `limit` violations.
pub fn collect(
    text: &[u8],
    limit: usize,
    check: impl FnOnce(&mut Bytes<'_>, &mut Collector) -> Result<(), Stop>,
) -> Result<(), Rejection> {
    let mut input = Bytes::new(text).map_err(Rejection::Syntax)?;
    syntax(text, input.clone()).map_err(Rejection::Syntax)?;
    let mut collector = Collector::new(limit.max(1));
    let flow = check(&mut input, &mut collector);
    let mut violations = collector.into_violations();
    if violations.is_empty() && flow.is_ok() {
        return Ok(());
    }
    for violation in &mut violations {
        violation.locate(text);
    }
    Err(Rejection::Invalid(violations))
}

/// Reads a typed value from a parsed one.
///
/// # Errors
/// All that the schema forbids (up to 1000 violations), without positions.
pub fn from_json<T: Check + Decode>(value: &Json) -> Result<T, Rejection> {
    T::decode(&mut Tree::new(value)).map_err(|Stop| explain_tree::<T>(Tree::new(value)))
}

/// Whether the schema of `T` accepts a parsed value.
///
/// # Errors
/// All that the schema forbids (up to 1000 violations), without positions.
pub fn check_json<T: Check>(value: &Json) -> Result<(), Rejection> {
    T::check(&mut Tree::new(value), &mut Verdict).map_err(|Stop| explain_tree::<T>(Tree::new(value)))
}

/// Like [`from_json`], from a `serde_json::Value`.
///
/// # Errors
/// All that the schema forbids (up to 1000 violations), without positions.
#[cfg(feature = "serde_json")]
pub fn from_value<T: Check + Decode>(value: &serde_json::Value) -> Result<T, Rejection> {
    T::decode(&mut ValueTree::new(value)).map_err(|Stop| explain_tree::<T>(ValueTree::new(value)))
}

/// Like [`check_json`], over a `serde_json::Value`.
///
/// # Errors
/// All that the schema forbids (up to 1000 violations), without positions.
#[cfg(feature = "serde_json")]
pub fn check_value<T: Check>(value: &serde_json::Value) -> Result<(), Rejection> {
    T::check(&mut ValueTree::new(value), &mut Verdict).map_err(|Stop| explain_tree::<T>(ValueTree::new(value)))
}

/// Says why a text was rejected that decoding stopped in.
fn explain<T: Check>(text: &[u8]) -> Rejection {
    check_all::<T>(text, ALL).err().unwrap_or_else(|| unexplained(Some(0)))
}

fn explain_tree<T: Check>(mut input: impl Input) -> Rejection {
    let mut collector = Collector::new(ALL);
    // Whether the walk was cut short does not matter: what it found until then is the answer.
    let _ = T::check(&mut input, &mut collector);
    match collector.into_violations() {
        violations if violations.is_empty() => unexplained(None),
        violations => Rejection::Invalid(violations),
    }
}

/// The reader stopped and the schema has nothing against the value: one of the stated limits.
fn unexplained(offset: Option<usize>) -> Rejection {
    let fault = crate::Fault {
        schema: "#",
        keyword: "",
        message: format_args!("the value goes past a limit of the reader: arrays and objects nest too deep"),
    };
    Rejection::Invalid(vec![Violation::new("", offset, fault, Vec::new())])
}

/// Finds out where and why a text is no JSON.
fn syntax(text: &[u8], mut input: Bytes<'_>) -> Result<(), SyntaxError> {
    let complete = input.skip();
    if complete.is_ok() && input.is_at_end() {
        return Ok(());
    }
    let is_duplicate = input.clone().stops_at_duplicate();
    let at = input.offset();
    let message = match text.get(at) {
        _ if text.starts_with("\u{feff}".as_bytes()) => {
            "the text begins with a byte order mark, which JSON does not have"
        }
        _ if complete.is_ok() => "the value has ended, but the text goes on",
        _ if input.is_too_deep() => "arrays and objects nest more than 128 deep",
        None if text.iter().all(u8::is_ascii_whitespace) => "the text is empty",
        None => "the text ends in the middle of a value",
        Some(b'"') if is_duplicate => "the object has a member of this name already",
        Some(b'"') => "this string does not end, or has a character or an escape in it that JSON does not allow",
        Some(b'\'') => "JSON has no single quotes",
        Some(b'/') => "JSON has no comments",
        Some(b'0'..=b'9' | b'-' | b'.' | b'e' | b'E') => "this is not a number as JSON writes them",
        Some(b'}' | b']') => "a value or a name is missing before this bracket (JSON has no trailing commas)",
        Some(_) => "this is not JSON",
    };
    Err(SyntaxError::new(message, text, at))
}
