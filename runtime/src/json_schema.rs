//! The source schema of generated types for [`schemars`].
//!
//! A type says where in its source it stands: `{ "allOf": [{ "$ref": "https://example.org/session.json#/$defs/User" }] }`.
//! The source comes with it, among the definitions, as it was written: it has a URI of its own, so that what it refers to
//! is found wherever it stands (2020-12 core, section 9.3.1).

use alloc::{
    borrow::{Cow, ToOwned},
    format, vec,
};
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value};

/// The schema that stands at `place` in one of the documents, of which `kinds` are left if there are any; adds the
/// documents to the generator's definitions.
pub fn json_schema(generator: &mut SchemaGenerator, documents: &[(&str, &str)], place: &str, kinds: &[&str]) -> Schema {
    let definitions = generator.definitions_mut();
    for (uri, text) in documents {
        if !definitions.contains_key(*uri) {
            // The text was written by the generator, which has read it; what is no JSON refuses nothing.
            definitions.insert((*uri).to_owned(), serde_json::from_str(text).unwrap_or(Value::Bool(true)));
        }
    }
    let mut reference = Map::new();
    reference.insert("$ref".to_owned(), place.into());
    let mut schema = Map::new();
    // Beside `$ref` nothing else counts in older drafts, in `allOf` it does no harm.
    schema.insert("allOf".to_owned(), Value::Array(vec![Value::Object(reference)]));
    if !kinds.is_empty() {
        schema.insert("type".to_owned(), kinds.into());
    }
    schema.into()
}

/// What tells a type from others: where its schema stands.
pub fn schema_id(place: &'static str, kinds: &[&str]) -> Cow<'static, str> {
    if kinds.is_empty() { Cow::Borrowed(place) } else { Cow::Owned(format!("{place} {}", kinds.join(" "))) }
}

/// Implements [`schemars::JsonSchema`] for generated types: the documents by URI, then each type with its place.
#[macro_export]
macro_rules! json_schema {
    ([$($uri:literal => $text:literal),* $(,)?] $($name:ident, $place:literal $([$($kind:literal),*])?;)*) => {
        /// The schemas that the types are made from, by URI.
        const SCHEMAS: &[(&str, &str)] = &[$(($uri, $text)),*];
        $(
            impl $crate::__private::schemars::JsonSchema for $name {
                fn inline_schema() -> bool {
                    true
                }

                fn schema_name() -> $crate::Cow<'static, str> {
                    $crate::Cow::Borrowed(::core::stringify!($name))
                }

                fn schema_id() -> $crate::Cow<'static, str> {
                    $crate::__private::schema_id($place, &[$($($kind),*)?])
                }

                fn json_schema(
                    generator: &mut $crate::__private::schemars::SchemaGenerator,
                ) -> $crate::__private::schemars::Schema {
                    $crate::__private::json_schema(generator, SCHEMAS, $place, &[$($($kind),*)?])
                }
            }
        )*
    };
}
