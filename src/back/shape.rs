//! Shapes: for each struct, enum and union a macro of the type's own name, which hands on what the type is made of.
//!
//! ```text
//! Session!{ [then] state… }  becomes  then!{ state… { struct Session [checked SessionUnchecked] { fields… } } }
//! ```
//!
//! Macros are named apart from types, so that one `use` brings the type and its shape. A field is a line:
//!
//! ```text
//! ident "name in JSON" required|optional nullable? secret? boxed? KIND (its type);
//! ident rest;                       the field of the members that the schema does not name
//! KIND: leaf | struct N | enum N | union N | list KIND
//! ```
//!
//! The words stand for what is wrapped around the value, from the outside in. The type is that of the value, without the
//! `Option` and the `Nullable` around it, and with no name that would have to be imported: whoever is handed the shape
//! stands in another module.

use std::collections::BTreeMap;

use proc_macro2::{TokenStream, TokenTree};

use super::{
    Source,
    types::{field_idents, unchecked_name, variant_idents},
};
use crate::analysis::{Field, Rest, Shape, Type, TypeId, Use, names, use_of};

/// Who can name the macros.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Reach {
    /// The crate that the module belongs to.
    Crate,
    /// Every crate. The number tells the module from others of the crate, see [`module_number`].
    Public(u64),
}

/// A number for the module that is made from a schema. An exported macro stands at the root of its crate whatever module
/// it is written in, where the `Session` of one schema would meet that of another; so its name says which schema it is
/// of, by the file's name and its text (FNV-1a), which are the same on every machine.
pub(crate) fn module_number(file: &str, fragment: &str, text: &str) -> u64 {
    // No string of JSON holds a carriage return, so that only the ends of lines can.
    let text = text.trim_start().bytes().filter(|byte| *byte != b'\r');
    let parts = file.bytes().chain([0]).chain(fragment.bytes()).chain([0]).chain(text);
    parts.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The macros of all types, and the names that aliases have for them. As text: no formatter breaks the lines of a macro.
pub(super) fn macros(source: &Source<'_>, reach: Reach) -> Vec<String> {
    let mut named = BTreeMap::new();
    let mut items = Vec::new();
    for id in &source.types.declared {
        let (Some(found), Some(name)) = (source.types.get(*id), source.name(*id)) else { continue };
        let Some(word) = word(found) else { continue };
        let own = match reach {
            Reach::Crate => format!("__shape_{name}"),
            Reach::Public(number) => format!("__formwork_{number:016x}_{name}"),
        };
        let checked = if found.exact { String::new() } else { format!("checked {} ", unchecked_name(name)) };
        let definition = definition(&own, &format!("{word} {name} {checked}"), &lines(source, *id, found), reach);
        items.push(definition + &import(&own, name, reach));
        named.insert(*id, own);
    }
    for (schema, alias) in &source.types.aliases {
        let target = use_of(source.ir, *schema, formwork_runtime::Kinds::ALL).of;
        items.extend(named.get(&target).map(|own| import(own, alias, reach)));
    }
    items
}

fn definition(own: &str, head: &str, lines: &[String], reach: Reach) -> String {
    let attribute = match reach {
        Reach::Crate => "#[allow(unused_macros)]",
        Reach::Public(_) => "#[macro_export]",
    };
    let lines: String = lines.iter().flat_map(|line| ["        ", line, "\n"]).collect();
    format!(
        "#[doc(hidden)]
{attribute}
macro_rules! {own} {{
    ([$($then:tt)*] $($state:tt)*) => {{ $($then)*! {{ $($state)* {{ {head}{{
{lines}    }} }} }} }};
}}
"
    )
}

fn import(own: &str, name: &str, reach: Reach) -> String {
    let visible = match reach {
        Reach::Crate => "pub(crate)",
        Reach::Public(_) => "pub",
    };
    format!("#[doc(hidden)]\n#[allow(unused_imports)]\n{visible} use {own} as {name};\n")
}

/// A line for each part of a type.
fn lines(source: &Source<'_>, id: TypeId, found: &Type) -> Vec<String> {
    match &found.shape {
        Shape::Struct { fields, rest } => {
            let (idents, rest_ident) = field_idents(found);
            let fields = idents.iter().zip(fields).map(|(ident, of)| format!("{ident} {}", field(source, id, of)));
            fields.chain(matches!(rest, Rest::Open | Rest::Typed(_)).then(|| format!("{rest_ident} rest;"))).collect()
        }
        Shape::Strings { values, .. } => {
            let variants = names::string_variants(values.iter().map(String::as_str));
            variants.iter().zip(values).map(|(variant, value)| format!("{variant} {value:?};")).collect()
        }
        Shape::Union { variants, .. } => {
            let types = variants.iter().map(|variant| absolute(&source.type_of(id, Some(variant.of))));
            variant_idents(source, variants).iter().zip(types).map(|(name, ty)| format!("{name} ({ty});")).collect()
        }
        _ => Vec::new(),
    }
}

fn field(source: &Source<'_>, holder: TypeId, field: &Field) -> String {
    let mut words = vec![if field.required { "required" } else { "optional" }.to_owned()];
    let (mut holder, mut used) = (holder, field.of);
    if let Some((nullable, value)) = used.and_then(|used| source.in_nullable(used)) {
        words.push("nullable".to_owned());
        (holder, used) = (nullable, Some(value));
    }
    words.extend(used.filter(|used| used.secret).map(|_| "secret".to_owned()));
    words.extend(used.filter(|used| source.is_boxed(holder, *used)).map(|_| "boxed".to_owned()));
    words.push(kind(source, used));
    format!("{:?} {} ({});", field.name, words.join(" "), absolute(&source.type_of(holder, used)))
}

/// What there is to look into.
fn kind(source: &Source<'_>, used: Option<Use>) -> String {
    let Some((used, found)) = used.and_then(|used| Some((used, source.types.get(used.of)?))) else {
        return "leaf".to_owned();
    };
    match (&found.shape, source.name(used.of)) {
        (_, Some(name)) => match word(found) {
            Some(word) => format!("{word} {name}"),
            None => "leaf".to_owned(),
        },
        // Items that something is wrapped around are nothing to look into.
        (Shape::List(items), None) => {
            let plain = items.filter(|items| !items.secret && source.in_nullable(*items).is_none());
            format!("list {}", kind(source, plain))
        }
        _ => "leaf".to_owned(),
    }
}

/// The keyword of a type that has a shape. An enum that checks is none: its values are not those of the enum;
/// nor is an open one, which has values without a name.
fn word(found: &Type) -> Option<&'static str> {
    match found.shape {
        Shape::Struct { .. } => Some("struct"),
        Shape::Strings { is_open: false, .. } if found.exact => Some("enum"),
        Shape::Union { .. } => Some("union"),
        _ => None,
    }
}

/// A type with a path before each name. What is neither Rust's nor the runtime's is declared in the module.
fn absolute(ty: &TokenStream) -> String {
    let mut text = String::new();
    for token in ty.clone() {
        match token {
            TokenTree::Ident(ident) => {
                let ident = ident.to_string();
                let path = match ident.as_str() {
                    "bool" => "::core::primitive::",
                    "Box" => "::std::boxed::",
                    "String" => "::std::string::",
                    "Vec" => "::std::vec::",
                    name if names::IMPORTS.contains(&name) => "::formwork_runtime::",
                    _ => "self::",
                };
                text.push_str(path);
                text.push_str(&ident);
            }
            other => text.push_str(&other.to_string()),
        }
    }
    text
}
