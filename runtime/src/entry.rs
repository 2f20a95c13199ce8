//! The functions that programs call: a text or a value in, a verdict or a typed value out.

use alloc::{vec, vec::Vec};

#[cfg(feature = "serde_json")]
use crate::ValueTree;
use crate::{
    Budget, Bytes, BytesReader, Check, Collector, Decode, DecodeBorrowed, Fault, Flow, Input, Json, Limit, Rejection,
    Stop, SyntaxError, Tree, Verdict, Violation,
};

/// How many violations are collected where the caller names no number.
const ALL: usize = 1000;

/// Reads a typed value from JSON text, checking while it reads.
///
/// # Errors
/// The text is not JSON, or all that the schema forbids in it (up to 1000 violations), or a limit was reached.
pub fn from_slice<T: Check + Decode>(text: &[u8]) -> Result<T, Rejection> {
    let budget = Budget::for_text(text.len());
    let mut input = Bytes::new(text, &budget).map_err(Rejection::Syntax)?;
    match T::decode(&mut input) {
        Ok(value) if input.is_at_end() => Ok(value),
        stopped => Err(explain(check_all::<T>(text, ALL), stopped.map(|_| ()))),
    }
}

/// Like [`from_slice`], for a type that borrows its strings from the text: those without escapes are not copied.
///
/// # Errors
/// The text is not JSON, or all that the schema forbids in it (up to 1000 violations), or a limit was reached.
pub fn from_slice_borrowed<'a, T: Check + DecodeBorrowed<'a>>(text: &'a [u8]) -> Result<T, Rejection> {
    let budget = Budget::for_text(text.len());
    let mut input = BytesReader::new(text, &budget).map_err(Rejection::Syntax)?;
    match T::decode_borrowed(&mut input) {
        Ok(value) if input.is_at_end() => Ok(value),
        stopped => Err(explain(check_all::<T>(text, ALL), stopped.map(|_| ()))),
    }
}

/// Reads any JSON text, exactly.
///
/// # Errors
/// The text is not JSON, or goes past a limit of the reader.
pub fn parse(text: &[u8]) -> Result<Json, SyntaxError> {
    let budget = Budget::for_text(text.len());
    let mut input = Bytes::new(text, &budget)?;
    match input.json() {
        Ok(json) if input.is_at_end() => Ok(json),
        _ => Err(syntax(text).err().unwrap_or_else(|| SyntaxError::new("this is not JSON", text, input.offset()))),
    }
}

/// Whether the schema of `T` accepts a JSON text.
///
/// # Errors
/// The text is not JSON, or the first violation, or a limit was reached.
pub fn check_slice<T: Check>(text: &[u8]) -> Result<(), Rejection> {
    let budget = Budget::for_text(text.len());
    let mut input = Bytes::new(text, &budget).map_err(Rejection::Syntax)?;
    match T::check(&mut input, &mut Verdict) {
        Ok(()) if input.is_at_end() => Ok(()),
        stopped => Err(explain(check_all::<T>(text, 1), stopped)),
    }
}

/// Like [`check_slice`], with up to `limit` violations, at least one.
///
/// # Errors
/// The text is not JSON, or what the schema forbids in it, or a limit was reached.
pub fn check_all<T: Check>(text: &[u8], limit: usize) -> Result<(), Rejection> {
    collect(text, limit, |input, collector| T::check(input, collector))
}

/// Runs a check with a [`Collector`] over a text that is first seen to be JSON.
///
/// # Errors
/// The text is not JSON, or up to `limit` violations, or a limit was reached.
pub fn collect(
    text: &[u8],
    limit: usize,
    check: impl FnOnce(&mut Bytes<'_>, &mut Collector) -> Flow,
) -> Result<(), Rejection> {
    syntax(text).map_err(Rejection::Syntax)?;
    let budget = Budget::for_text(text.len());
    let mut input = Bytes::new(text, &budget).map_err(Rejection::Syntax)?;
    let mut collector = Collector::new(limit.max(1));
    let flow = check(&mut input, &mut collector);
    conclude(flow, collector).map_err(|mut rejection| {
        if let Rejection::Invalid(violations) = &mut rejection {
            crate::reject::locate(violations, text);
        }
        rejection
    })
}

/// Reads a typed value from a parsed one.
///
/// # Errors
/// All that the schema forbids (up to 1000 violations), without positions, or a limit was reached.
pub fn from_json<T: Check + Decode>(value: &Json) -> Result<T, Rejection> {
    let budget = Budget::for_value();
    T::decode(&mut Tree::new(value, &budget)).map_err(|stop| explain(check_json::<T>(value), Err(stop)))
}

/// Whether the schema of `T` accepts a parsed value.
///
/// # Errors
/// All that the schema forbids (up to 1000 violations), without positions, or a limit was reached.
pub fn check_json<T: Check>(value: &Json) -> Result<(), Rejection> {
    let budget = Budget::for_value();
    T::check(&mut Tree::new(value, &budget), &mut Verdict).map_err(|stop| {
        let budget = Budget::for_value();
        explain_value::<T, _>(&mut Tree::new(value, &budget), stop)
    })
}

/// Like [`from_json`], from a `serde_json::Value`.
///
/// # Errors
/// All that the schema forbids (up to 1000 violations), without positions, or a limit was reached.
#[cfg(feature = "serde_json")]
pub fn from_value<T: Check + Decode>(value: &serde_json::Value) -> Result<T, Rejection> {
    let budget = Budget::for_value();
    T::decode(&mut ValueTree::new(value, &budget)).map_err(|stop| explain(check_value::<T>(value), Err(stop)))
}

/// Like [`check_json`], over a `serde_json::Value`.
///
/// # Errors
/// All that the schema forbids (up to 1000 violations), without positions, or a limit was reached.
#[cfg(feature = "serde_json")]
pub fn check_value<T: Check>(value: &serde_json::Value) -> Result<(), Rejection> {
    let budget = Budget::for_value();
    T::check(&mut ValueTree::new(value, &budget), &mut Verdict).map_err(|stop| {
        let budget = Budget::for_value();
        explain_value::<T, _>(&mut ValueTree::new(value, &budget), stop)
    })
}

/// Why a value that has no text is none of `T`: what a walk with a collector tells about the walk that stopped.
pub(crate) fn explain_value<T: Check, I: Input>(input: &mut I, stop: Stop) -> Rejection {
    let mut collector = Collector::new(ALL);
    let flow = T::check(input, &mut collector);
    explain(conclude(flow, collector), Err(stop))
}

/// What a walk with a collector comes to.
fn conclude(flow: Flow, collector: Collector) -> Result<(), Rejection> {
    // What was found to be wrong is so, even if a limit was reached before all was found.
    match (collector.into_violations(), flow) {
        (violations, Ok(())) if violations.is_empty() => Ok(()),
        (violations, Err(Stop::Limit(limit))) if violations.is_empty() => Err(Rejection::Limit(limit)),
        (violations, _) if violations.is_empty() => Err(unexplained()),
        (violations, _) => Err(Rejection::Invalid(violations)),
    }
}

/// The rejection behind a walk that stopped, from a second walk that was to find it.
fn explain(second: Result<(), Rejection>, stopped: Flow) -> Rejection {
    match (second, stopped) {
        (Err(rejection), _) => rejection,
        (Ok(()), Err(Stop::Limit(limit))) => Rejection::Limit(limit),
        (Ok(()), _) => unexplained(),
    }
}

/// A walk stopped and there is no reason to be found, which no generated code makes happen.
fn unexplained() -> Rejection {
    let fault = Fault { schema: "#", keyword: "", message: format_args!("the value does not fit the type") };
    Rejection::Invalid(vec![Violation::new("", None, fault, Vec::new())])
}

/// Whether a text is JSON, and if not, where and why.
pub(crate) fn syntax(text: &[u8]) -> Result<(), SyntaxError> {
    let budget = Budget::for_text(text.len());
    let mut input = Bytes::new(text, &budget)?;
    let complete = input.skip();
    if complete.is_ok() && input.is_at_end() {
        return Ok(());
    }
    let before = text.get(..input.offset()).unwrap_or_default().trim_ascii_end().last();
    let is_separated = matches!(before, None | Some(b',' | b':' | b'{' | b'['));
    let is_duplicate = is_separated && input.clone().stops_at_duplicate();
    let lone_surrogate = input.clone().has_lone_surrogate();
    let at = input.offset();
    let message = match text.get(at) {
        _ if text.starts_with("\u{feff}".as_bytes()) => {
            "the text begins with a byte order mark, which JSON does not have"
        }
        _ if complete.is_ok() => "the value has ended, but the text goes on",
        _ if complete == Err(Stop::Limit(Limit::Depth)) => "arrays and objects nest more than 128 deep",
        None if text.iter().all(u8::is_ascii_whitespace) => "the text is empty",
        None => "the text ends in the middle of a value",
        Some(b'"') if is_duplicate => "the object has a member of this name already",
        Some(b'"') if lone_surrogate => {
            "this string has half of a surrogate pair in it, which Unicode strings cannot hold"
        }
        Some(b'"') if !is_separated => "a comma or a colon is missing before this string",
        Some(b'"') => "this string does not end, or has a character or an escape in it that JSON does not allow",
        Some(b'\'') => "JSON has no single quotes",
        Some(b'/') => "JSON has no comments",
        Some(b'0'..=b'9' | b'-' | b'.' | b'e' | b'E') => "this is not a number as JSON writes them",
        Some(b'}' | b']') => "a value or a name is missing before this bracket (JSON has no trailing commas)",
        Some(_) => "this is not JSON",
    };
    Err(SyntaxError::new(message, text, at))
}
