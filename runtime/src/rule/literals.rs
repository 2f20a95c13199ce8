//! `enum` and `const`, for values of any kind

use std::sync::OnceLock;

use crate::{Fault, Flow, Input, Json, Kind, Sink, parse, to_string};

/// The values of an `enum` or a `const` as a generated constant: JSON text of an array, parsed when first used.
#[derive(Debug)]
pub struct Literals {
    text: &'static str,
    parsed: OnceLock<Vec<Json>>,
}

impl Literals {
    /// The values in the JSON array `text`. A text that is not one holds no values; generated code has none such.
    pub const fn new(text: &'static str) -> Self {
        Self { text, parsed: OnceLock::new() }
    }

    /// The values.
    pub fn get(&self) -> &[Json] {
        self.parsed.get_or_init(|| match parse(self.text.as_bytes()) {
            Ok(Json::Array(values)) => values,
            _ => Vec::new(),
        })
    }
}

/// `enum` or `const` with values of any kind.
#[derive(Clone, Copy, Debug)]
pub struct Values<'s> {
    schema: &'s str,
    keyword: &'static str,
    allowed: &'s [Json],
}

impl<'s> Values<'s> {
    /// The schema at `schema` allows one of `values`, which stand under `enum`.
    pub const fn at(schema: &'s str, values: &'s [Json]) -> Self {
        Self { schema, keyword: "enum", allowed: values }
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
        let position = input.position();
        let kind = input.kind()?;
        let is_allowed = match kind {
            // A value is built only where one of the same kind could equal it.
            _ if self.allowed.iter().all(|value| value.kind() != kind) => {
                input.skip()?;
                false
            }
            Kind::String => {
                let text = input.string()?;
                self.allowed.iter().any(|value| value.as_str() == Some(&text))
            }
            _ => {
                let found = input.json()?;
                self.allowed.contains(&found)
            }
        };
        if is_allowed {
            return Ok(());
        }
        report_values(self.schema, self.keyword, position, self.allowed.iter().map(to_string), sink)
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
