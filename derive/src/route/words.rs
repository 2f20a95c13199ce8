//! Names and types as they are written.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{GenericArgument, Ident, PathArguments, Type};

use crate::{
    declare::{Place, Slot},
    shape::Leaf,
};

/// Whether a leaf's type is one of the format's own, which a type of the same name elsewhere is not.
pub(crate) fn is_generated(ty: &Type) -> bool {
    let Type::Path(ty) = ty else { return false };
    let root = ty.path.segments.first().map(|segment| segment.ident.to_string()).unwrap_or_default();
    if !matches!(root.as_str(), "core" | "std" | "formwork_runtime") {
        return true;
    }
    let last = ty.path.segments.last().map(|segment| &segment.arguments);
    let Some(PathArguments::AngleBracketed(arguments)) = last else { return false };
    arguments.args.iter().any(|argument| matches!(argument, GenericArgument::Type(ty) if is_generated(ty)))
}

/// An identifier of a name that may be a keyword.
pub(crate) fn ident(name: &str) -> Ident {
    syn::parse_str(name).unwrap_or_else(|_| Ident::new_raw(name, Span::call_site()))
}

/// Words of a sentence, with a full stop.
pub(super) fn sentence(doc: &str) -> String {
    if doc.is_empty() || doc.ends_with(['.', '!', '?', ':']) { doc.to_owned() } else { format!("{doc}.") }
}

/// `AbcDef` as `abc_def`.
pub(crate) fn snake(name: &str) -> String {
    let mut out = String::new();
    for (index, character) in name.chars().enumerate() {
        if character.is_uppercase() && index > 0 {
            out.push('_');
        }
        out.extend(character.to_lowercase());
    }
    out
}

/// `abc_def` as `AbcDef`.
pub(crate) fn camel(name: &str) -> String {
    let mut out = String::new();
    for word in name.trim_start_matches("r#").split('_') {
        let mut characters = word.chars();
        out.extend(characters.next().into_iter().flat_map(char::to_uppercase));
        out.push_str(characters.as_str());
    }
    out
}

/// The type of a leaf's value as a slot sees it: with `Nullable` where the slot has it too.
pub(crate) fn value_type(leaf: &Leaf, slot: &Slot) -> Type {
    let ty = &leaf.ty;
    if leaf.nullable && slot.is_nullable() { syn::parse_quote!(::formwork_runtime::Nullable<#ty>) } else { ty.clone() }
}

/// Whether a leaf and a slot differ in type, so that the value converts.
pub(crate) fn converts(leaf: &Leaf, slot: &Slot) -> bool {
    is_generated(&leaf.ty) || !crate::declare::same(&value_type(leaf, slot), &slot.inner)
}

/// What stands between a place and a slot: its codec, or `Same` where the types convert. Nothing where the value moves as
/// it is, or through a hub of its own.
pub(crate) fn codec(place: &Place, leaf: &Leaf, slot: &Slot) -> Option<TokenStream> {
    if slot.nested {
        return None;
    }
    let own = place.codec.as_ref().map(ToTokens::to_token_stream);
    own.or_else(|| converts(leaf, slot).then(|| same(place)))
}

/// The codec of values whose types convert, so that the compiler underlines the place where they do not.
fn same(place: &Place) -> TokenStream {
    let span = |name: Option<&Ident>| Span::call_site().located_at(name.map_or_else(Span::call_site, Ident::span));
    let (first, last) = (span(place.path.names.first()), span(place.path.names.last()));
    let (module, codec) = (quote_spanned!(first=> ::formwork_runtime::convert), quote_spanned!(last=> ::Same));
    quote!(#module #codec)
}
