//! Needs made from values by JSON Pointer, for command lines and other callers that learn of them at run time.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use syn::ext::IdentExt;

use super::nested::element;
use crate::declare::spell;
use crate::route::{End, Need, NeedKind, Route};

/// `impl FromGiven` for the needs of a pair.
pub(super) fn given(route: &Route<'_>) -> TokenStream {
    if route.needs.is_empty() {
        return TokenStream::new();
    }
    let (_, name) = route.names();
    let (required, optional): (Vec<&Need>, Vec<&Need>) = route.needs.iter().partition(|need| need.required);
    let all: Vec<TokenStream> = required
        .iter()
        .chain(&optional)
        .map(|need| {
            let variable = super::pair::given(&need.name);
            let value = value(route, need);
            quote!(let #variable = #value;)
        })
        .collect();
    let open: Vec<_> = required.iter().map(|need| super::pair::given(&need.name)).collect();
    let closed = (!open.is_empty()).then(
        || quote!(let (#(Some(#open),)*) = (#(#open,)*) else { return Err(::formwork_runtime::convert::Faulted) };),
    );
    let field = |need: &&Need| {
        let (name, variable) = (&need.name, super::pair::given(&need.name));
        quote!(#name: #variable)
    };
    let must = required.iter().map(field);
    let may = optional.iter().map(field);
    let options = format_ident!("{name}Options");
    let built = match (required.is_empty(), optional.is_empty()) {
        (true, _) => quote!(#name { #(#may),* }),
        (false, true) => quote!(#name { #(#must),* }),
        (false, false) => quote!(#name { #(#must,)* options: #options { #(#may),* } }),
    };
    quote! {
        impl ::formwork_runtime::convert::FromGiven for #name {
            fn from_given(given: &mut ::formwork_runtime::convert::GivenValues) -> ::core::result::Result<Self, ::formwork_runtime::convert::Faulted> {
                #(#all)*
                #closed
                Ok(#built)
            }
        }
    }
}

/// The value of a need: an `Option`, or a `bool` for a guard.
fn value(route: &Route<'_>, need: &Need) -> TokenStream {
    let model = route.model;
    let (name, pointer, required) = (need.name.unraw().to_string(), &need.pointer, need.required);
    match &need.kind {
        NeedKind::Guard(_) => quote!(given.allows(#name)),
        NeedKind::Side(_) => quote!(given.side(#name)),
        NeedKind::Leaf(_) => quote!(given.leaf(#name, #pointer, #required)),
        NeedKind::Slot(slot) => {
            let declared = &model.declaration.slots[*slot];
            if declared.nested {
                return nested(route, need, *slot);
            }
            let fill = route.fills.iter().find(|fill| fill.slot.is_some_and(|(of, _)| of == *slot));
            let Some((fill, codec)) = fill.and_then(|fill| Some((fill, route.codec(fill)?))) else {
                return match (fill, plain(&declared.inner)) {
                    // No place of the target says how it is written.
                    (None, Some((codec, wire))) => {
                        let value = &declared.inner;
                        quote!(given.slot::<#codec, #wire, #value>(#name, #pointer, #required))
                    }
                    _ => quote!(given.leaf(#name, #pointer, #required)),
                };
            };
            let method = match fill.slot {
                Some((_, place)) if place.maybe => quote!(slot_if_any),
                _ => quote!(slot),
            };
            let (ty, value) = (&fill.leaf.ty, &declared.inner);
            quote!(given.#method::<#codec, #ty, #value>(#name, #pointer, #required))
        }
    }
}

/// How a time or a length is written where nobody says how: as RFC 3339, and in seconds.
fn plain(ty: &syn::Type) -> Option<(TokenStream, TokenStream)> {
    let convert = quote!(::formwork_runtime::convert);
    match spell(ty).as_str() {
        "Timestamp" => Some((quote!(#convert::Rfc3339), quote!(::formwork_runtime::DateTime))),
        "Span" => Some((quote!(#convert::Seconds), quote!(::formwork_runtime::Number))),
        _ => None,
    }
}

/// A value of a nested hub, which is given as a value of the target.
fn nested(route: &Route<'_>, need: &Need, slot: usize) -> TokenStream {
    let declared = &route.model.declaration.slots[slot];
    let (name, pointer, required) = (need.name.unraw().to_string(), &need.pointer, need.required);
    let fill = route.fills.iter().find(|fill| fill.slot.is_some_and(|(of, _)| of == slot));
    let Some(fill) = fill.filter(|_| route.to != End::Hub) else { return quote!(None) };
    let (wire, value) = (&fill.leaf.ty, &declared.inner);
    let (hub, item, codec) = match declared.element() {
        Some(hub) => (hub, element(wire), quote!(::formwork_runtime::convert::Each<Nested>)),
        None => (value, wire, quote!(Nested)),
    };
    quote! {{
        struct Nested;
        impl ::formwork_runtime::convert::Read<#item, #hub> for Nested {
            fn read(wire: #item) -> ::core::result::Result<#hub, ::formwork_runtime::convert::Fault> {
                ::formwork_runtime::convert::Via::<#hub, _>::new(wire)
                    .to()
                    .map_err(|problems| ::formwork_runtime::convert::Fault::new(problems.to_string()))
            }
        }
        given.slot::<#codec, #wire, #value>(#name, #pointer, #required)
    }}
}
