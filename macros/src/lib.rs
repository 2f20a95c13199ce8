//! [`schema!`]: Rust types, validators and decoders from a JSON Schema, where the macro stands.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod expand;
/// The guide's pages whose examples use the macro.
#[cfg(doctest)]
mod guide {
    #[doc = include_str!("../../docs/guide/first-schema.md")]
    mod first_schema {}
    #[doc = include_str!("../../docs/guide/macro.md")]
    mod macros {}
    #[doc = include_str!("../../docs/guide/options/borrow.md")]
    mod borrow {}
}
mod input;

use std::path::PathBuf;

use proc_macro::TokenStream;

/// Becomes a module that is made from a JSON Schema: from a file of the package, or from the text itself.
///
/// ```
/// formwork_macros::schema! {
///     pub mod login = r#"{ "title": "Login", "type": "object", "required": ["user"], "additionalProperties": false,
///                          "properties": { "user": { "type": "string", "minLength": 1 } } }"#;
///     rename("/properties/user" = UserName);
///     derive(PartialOrd, Ord);
/// }
///
/// let login: login::Login = formwork_runtime::from_slice(br#"{ "user": "ada" }"#)?;
/// assert_eq!(*login.user, *"ada");
/// assert!(formwork_runtime::from_slice::<login::Login>(br#"{ "user": "" }"#).is_err());
/// # Ok::<(), formwork_runtime::Rejection>(())
/// ```
///
/// # What is written
/// First the module: attributes, visibility, `mod`, its name, `=`, and a string: the path of a schema's file relative to
/// the package, perhaps with the place of a schema inside it (`"schemas/session.json#/$defs/User"`); or the text of a
/// schema, which is `{…}`, `true` or `false`. Then `;` and options, each called as in `formwork::Settings`:
///
/// | option | says |
/// |---|---|
/// | `derive(A, b::C)` | what every type derives besides |
/// | `root = Name` | what the schema's own type is called |
/// | `rename("/pointer" = Name)` | what the type of a schema is called |
/// | `map("date-time" = jiff::Timestamp, "/pointer" = "std::net::IpAddr")` | which types of other crates strings are read as |
/// | `crates("uuid" = "1.26.1")` | which crates' types `x-rust-type` may name |
/// | `unknown_members = ignore` | what becomes of members that the schema allows and does not name: `keep`, `ignore` or `deny` |
/// | `enums = open` | whether an `enum` of strings takes the strings that it does not list: `closed` or `open` |
/// | `borrow = true` | types with a lifetime, which borrow their strings |
/// | `builders = true` | structs have builders |
/// | `docs = false` | no documentation |
/// | `emit = checks` | checks alone, no types |
/// | `schemars = true` | types tell their schema by `schemars::JsonSchema` |
/// | `arbitrary = true` | types make valid values of themselves, for fuzzers and property tests |
/// | `shapes = public` | who can derive conversions: `public`, `crate` or `none` |
/// | `assert_format = true`, `draft = "7"`, `secret("/pointer")`, `resources("https://…" = "file")` | how the schema is read |
/// | `recursion_limit = 256` | what the crate's `#![recursion_limit]` is: no warning where it is enough |
/// | `quiet = true` | no warnings about the schema |
///
/// The guide has a page on each, `docs/guide/options`.
///
/// The options file beside a schema's file, `<name>.options.json`, is read as well; one that is new is read when the crate
/// is compiled the next time.
///
/// # Errors
/// Each fault of the schema is an error of its own, which says the file, the line, the column, and what to write instead.
/// What is legal in a schema but probably not meant is a warning. The crate is compiled again when a file changes that was
/// read.
#[proc_macro]
pub fn schema(input: TokenStream) -> TokenStream {
    let folder = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    let start = |literal: proc_macro2::Span| {
        let span = literal.unwrap().start();
        expand::Start { file: span.file(), line: span.line(), column: span.column() }
    };
    expand::expand(input.into(), &folder, start).into()
}
