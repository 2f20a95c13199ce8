//! What is in a value already that a hub was read from, or is written into.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::Type;

use super::nested::element;
use crate::{
    route::{End, Route, Source},
    shape::Tree,
};

/// Code with the struct at a path, where it is there: `inside` is handed how to name it.
pub(super) fn within(
    tree: &Tree,
    path: &[Ident],
    mutable: bool,
    otherwise: Option<&TokenStream>,
    inside: &dyn Fn(&TokenStream) -> TokenStream,
) -> TokenStream {
    fn descend(
        tree: &Tree,
        path: &[Ident],
        place: &TokenStream,
        borrow: &TokenStream,
        otherwise: Option<&TokenStream>,
        inside: &dyn Fn(&TokenStream) -> TokenStream,
    ) -> TokenStream {
        let Some((first, rest)) = path.split_first() else { return inside(place) };
        let Some(node) = tree.nodes.iter().find(|node| node.field.name == *first) else { return TokenStream::new() };
        let Some(child) = &node.child else { return TokenStream::new() };
        if node.field.required && !node.field.nullable {
            return descend(child, rest, &quote!(#place.#first), borrow, otherwise, inside);
        }
        let then = descend(child, rest, &quote!(parent), borrow, otherwise, inside);
        let there = match (node.field.required, node.field.nullable) {
            (true, _) => quote!(::formwork_runtime::Nullable::Value(parent)),
            (false, true) => quote!(Some(::formwork_runtime::Nullable::Value(parent))),
            (false, false) => quote!(Some(parent)),
        };
        let otherwise = otherwise.map(|otherwise| quote!(else { #otherwise }));
        quote!(if let #there = #borrow #place.#first { #then } #otherwise)
    }
    let borrow = if mutable { quote!(&mut) } else { quote!(&) };
    descend(tree, path, &quote!(target), &borrow, otherwise, inside)
}

/// What a slot was when it was read on this route to the hub, be it that it followed from two others.
pub(super) fn was(reading: &Route<'_>, index: usize) -> Option<TokenStream> {
    let read_there = read(reading, index);
    let is_solved = reading.solved.contains(&index);
    let followed = reading.model.equation(index).filter(|_| is_solved).and_then(|found| {
        let (word, a, b) = (found.word, read(reading, found.inputs.0)?, read(reading, found.inputs.1)?);
        let word = format_ident!("{word}");
        Some(quote! {{
            let (a, b) = (#a, #b);
            ::formwork_runtime::convert::Ledger::quiet().#word([None; 2], None, Ok(a.as_ref()), Ok(b.as_ref())).ok().flatten()
        }})
    });
    Some(match (read_there, followed) {
        (Some(there), Some(followed)) => quote!(match #there { Some(there) => Some(there), None => #followed }),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => return None,
    })
}

/// What a slot was where it was read, as `Option<T>`, without a word about faults.
fn read(reading: &Route<'_>, index: usize) -> Option<TokenStream> {
    let End::Format(format) = reading.from else { return None };
    let slot = &reading.model.declaration.slots[index];
    let source = reading.source(index).filter(|source| source.side.is_none())?;
    let tree = &reading.model.trees[format].main;
    let required = tree.node(&source.leaf.path.names).is_none_or(|node| node.field.required);
    let (parent, field) = split(&source.leaf.path.names);
    let value = &slot.inner;
    let found = within(tree, parent, false, Some(&quote!(None)), &|holder| {
        if required { quote!(Some(#holder.#field.clone())) } else { quote!(#holder.#field.clone()) }
    });
    let found = quote!({ #found });
    let found = if source.leaf.nullable && !slot.is_nullable() {
        quote!(#found.and_then(::formwork_runtime::Nullable::into_option))
    } else {
        found
    };
    if slot.nested {
        let quiet = quote!(&mut ::formwork_runtime::convert::Ledger::quiet());
        let wire = &source.leaf.ty;
        return Some(match slot.element() {
            Some(hub) => {
                let element = element(wire);
                quote!(::formwork_runtime::convert::Ledger::nested_list_some::<#hub, #element, #hub>(#quiet, "", "", #found).ok().flatten())
            }
            None => {
                quote!(::formwork_runtime::convert::Ledger::nested_some::<#value, #wire, #value>(#quiet, "", "", #found).ok().flatten())
            }
        });
    }
    Some(quietly(source, value, found))
}

/// What a slot's codec makes of `found`, an `Option` of what its place holds, without a word about faults.
pub(super) fn quietly(source: &Source<'_>, value: &Type, found: TokenStream) -> TokenStream {
    let quiet = quote!(&mut ::formwork_runtime::convert::Ledger::quiet());
    match (&source.codec, source.maybe) {
        (None, _) => found,
        (Some(codec), false) => {
            quote!(::formwork_runtime::convert::Ledger::read_some::<#codec, _, #value>(#quiet, "", None, #found).ok().flatten())
        }
        (Some(codec), true) => quote! {
            ::formwork_runtime::convert::Ledger::read_some::<#codec, _, ::core::option::Option<#value>>(#quiet, "", None, #found).ok().flatten().flatten()
        },
    }
}

/// The path of the struct that a field is in, and the field.
pub(super) fn split(path: &[Ident]) -> (&[Ident], TokenStream) {
    match path.split_last() {
        Some((field, parent)) => (parent, quote!(#field)),
        None => (&[], TokenStream::new()),
    }
}

/// `a.b.c`
pub(super) fn path(names: &[Ident]) -> TokenStream {
    quote!(#(#names).*)
}
