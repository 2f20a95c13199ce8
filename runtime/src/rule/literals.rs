//! `enum` and `const`, for values of any kind

use alloc::{format, string::String, vec::Vec};
#[cfg(feature = "std")]
use std::sync::OnceLock;

use crate::{Fault, Flow, Input, Json, Kind, Sink, parse, to_string};

/// The values of an `enum` or a `const` as a generated constant: JSON text of an array. It is parsed when first used, or
/// without the feature `std`, where nothing waits for another thread, whenever it is used.
#[derive(Debug)]
pub struct Literals {
    text: &'static str,
    #[cfg(feature = "std")]
    parsed: OnceLock<Vec<Json>>,
}

/// The values that a schema allows, or their text.
#[derive(Clone, Copy, Debug)]
pub enum Allowed<'s> {
    /// Values.
    Values(&'s [Json]),
    /// JSON text of an array.
    Text(&'static str),
}

impl<'s, T: AsRef<[Json]> + ?Sized> From<&'s T> for Allowed<'s> {
    fn from(values: &'s T) -> Self {
        Self::Values(values.as_ref())
    }
}

/// The values in the JSON array `text`. A text that is not one holds no values; generated code has none such.
fn values(text: &str) -> Vec<Json> {
    match parse(text.as_bytes()) {
        Ok(Json::Array(values)) => values,
        _ => Vec::new(),
    }
}

impl Literals {
    /// The values in the JSON array `text`. A text that is not one holds no values; generated code has none such.
    pub const fn new(text: &'static str) -> Self {
        Self {
            text,
            #[cfg(feature = "std")]
            parsed: OnceLock::new(),
        }
    }

    /// The values.
    pub fn get(&self) -> Allowed<'_> {
        #[cfg(feature = "std")]
        return Allowed::Values(self.parsed.get_or_init(|| values(self.text)));
        #[cfg(not(feature = "std"))]
        Allowed::Text(self.text)
    }
}

/// `enum` or `const` with values of any kind.
#[derive(Clone, Copy, Debug)]
pub struct Values<'s> {
    schema: &'s str,
    keyword: &'static str,
    allowed: Allowed<'s>,
}

impl<'s> Values<'s> {
    /// The schema at `schema` allows one of `values`, which stand under `enum`.
    pub fn at(schema: &'s str, values: impl Into<Allowed<'s>>) -> Self {
        Self { schema, keyword: "enum", allowed: values.into() }
    }

    /// The value stands under `const`.
    #[must_use]
    pub const fn constant(mut self) -> Self {
        self.keyword = "const";
        self
    }

    /// Reads a value and checks that it is one of those allowed.
    ///
    /// # Errors
    /// The sink wants no more, or the input is not JSON.
    pub fn check<I: Input, S: Sink>(&self, input: &mut I, sink: &mut S) -> Flow {
        let parsed;
        let allowed = match self.allowed {
            Allowed::Values(values) => values,
            Allowed::Text(text) => {
                parsed = values(text);
                &parsed
            }
        };
        let position = input.position();
        let kind = input.kind()?;
        let is_allowed = match kind {
            // A value is built only where one of the same kind could equal it.
            _ if allowed.iter().all(|value| value.kind() != kind) => {
                input.skip()?;
                false
            }
            Kind::String => {
                let text = input.string()?;
                allowed.iter().any(|value| value.as_str() == Some(&text))
            }
            _ => {
                let found = input.json()?;
                allowed.contains(&found)
            }
        };
        if is_allowed {
            return Ok(());
        }
        report_values(self.schema, self.keyword, position, allowed.iter().map(to_string), sink)
    }
}

/// So many values are named.
const SHOWN: usize = 12;
/// So many characters of each value are shown.
const LONGEST: usize = 60;

/// Reports that a value is none of those allowed, which are named as long as they are few and short.
#[cold]
pub(super) fn report_values<S: Sink>(
    schema: &str,
    keyword: &str,
    position: Option<usize>,
    values: impl ExactSizeIterator<Item = String>,
    sink: &mut S,
) -> Flow {
    if !S::COLLECTS {
        return sink.report(position, Fault { schema, keyword, message: format_args!("") });
    }
    let hidden = values.len().saturating_sub(SHOWN);
    let mut list: Vec<_> = values
        .take(SHOWN)
        .map(|value| match value.char_indices().nth(LONGEST) {
            Some((cut, _)) => format!("{}…", value.get(..cut).unwrap_or_default()),
            None => value,
        })
        .collect();
    if hidden > 0 {
        list.push(format!("{hidden} more"));
    }
    let list = list.join(", ");
    let message = if keyword == "const" { format!("is not {list}") } else { format!("is not one of {list}") };
    sink.report(position, Fault { schema, keyword, message: format_args!("{message}") })
}
