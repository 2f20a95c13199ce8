//! Builders of structs, by the runtime's `builder!`. As text: no formatter breaks the lines of a macro's arguments.

use std::fmt::Write as _;

use proc_macro2::TokenStream;

use super::{
    Source,
    tokens::ident,
    types::{field_idents, unchecked_name},
};
use crate::analysis::{Rest, Shape, TypeId};

/// The builder of a struct; other types have none.
pub(super) fn of(source: &Source<'_>, id: TypeId) -> Option<String> {
    let (found, name) = (source.types.get(id)?, source.name(id)?);
    let Shape::Struct { fields, rest } = &found.shape else { return None };
    let (idents, rest_ident) = field_idents(found);
    let others = match rest {
        Rest::Closed | Rest::Ignored => None,
        Rest::Open => Some("Members<Json>".to_owned()),
        Rest::Typed(used) => Some(format!("Members<{}>", tidy(&source.type_of(id, Some(*used))))),
    };
    let all: Vec<(String, String, bool)> = idents
        .iter()
        .zip(fields)
        .map(|(field, of)| (field.to_string(), tidy(&source.type_of(id, of.of)), of.required))
        .collect();
    let required: Vec<_> = all.iter().filter(|(_, _, required)| *required).collect();
    let optional: Vec<_> = all.iter().filter(|(_, _, required)| !*required).collect();
    // The last step has a name of its own.
    let setter = |field: &str| {
        let mut setter = field.to_owned();
        while setter == "build" || (setter != field && all.iter().any(|(other, _, _)| *other == setter)) {
            setter.push('_');
        }
        setter
    };
    let (made, how) =
        if found.exact { (name.to_owned(), "all") } else { (unchecked_name(name).to_string(), "checked") };
    let list = |items: Vec<String>| items.join(", ");
    let mut text = format!("formwork_runtime::builder! {{\n    {} => {made}, {how};\n", ident(name));
    let state = |field: &str| format!("__{}", field.trim_start_matches("r#"));
    let states = list(required.iter().map(|(field, _, _)| format!("{field}: {}", state(field))).collect());
    let held = list(optional.iter().map(|(field, ty, _)| format!("{field}: {ty}")).collect());
    let other_field = others.as_ref().map_or_else(String::new, |others| format!("{rest_ident}: {others}"));
    let rest_name = others.iter().map(|_| rest_ident.to_string());
    let names = list(required.iter().chain(&optional).map(|(field, _, _)| field.clone()).chain(rest_name).collect());
    // Writing to a string cannot fail.
    let _ = writeln!(text, "    ({names})");
    let _ = writeln!(text, "    [{states}] [{held}] [{other_field}]");
    for (field, ty, _) in &required {
        let after = required.iter().map(|(other, ty, _)| if other == field { ty.clone() } else { state(other) });
        let _ = writeln!(text, "    {} {field}: {ty} => [{}];", setter(field), list(after.collect()));
    }
    text.push_str("    [\n");
    for (field, ty, _) in &optional {
        let _ = writeln!(text, "        {} {field}: {ty};", setter(field));
    }
    let rest_setter = others.iter().map(|_| setter(&rest_ident.to_string())).collect::<String>();
    let _ = writeln!(text, "    ]\n    [{rest_setter}]\n}}");
    Some(text)
}

/// A type as it is written by hand.
fn tidy(ty: &TokenStream) -> String {
    let text = ty.to_string();
    [(" < ", "<"), (" > ", ">"), (" >", ">"), (" :: ", "::"), (" , ", ", ")]
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to))
}
