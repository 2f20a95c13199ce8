//! What rides along in a hub.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::{
    declare::{Declaration, Format},
    route::{End, Model, Route, camel},
};

/// The name of the enum.
fn name(declaration: &Declaration) -> Ident {
    format_ident!("{}Kept", declaration.name)
}

/// The variant of a format.
fn variant(format: &Format) -> Ident {
    format_ident!("{}", camel(&format.name.to_string()))
}

/// The enum of what rides along.
pub(super) fn kept(model: Model<'_>) -> TokenStream {
    let declaration = model.declaration;
    if declaration.kept.is_none() {
        return TokenStream::new();
    }
    let (name, visibility) = (name(declaration), &declaration.visibility);
    let variants = declaration.formats.iter().filter(|format| format.keep.is_some()).map(|format| {
        let (variant, ty) = (variant(format), &format.ty);
        let doc = format!("The hub was read from this value of `{}`.", format.name);
        quote!(#[doc = #doc] #variant(::std::boxed::Box<#ty>))
    });
    let doc = format!(
        "What rides along in a [`{}`], so that nothing of the value that it was read from is lost.",
        declaration.name
    );
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug, Default, PartialEq)]
        #visibility enum #name {
            /// The hub was made by hand, or read from a format of which nothing is kept.
            #[default]
            Nothing,
            #(#variants,)*
        }
    }
}

/// What a conversion does about kept values before anything else.
pub(super) fn before(route: &Route<'_>) -> TokenStream {
    let declaration = route.model.declaration;
    let Some(field) = &declaration.kept else { return TokenStream::new() };
    let name = name(declaration);
    match (route.from, route.to) {
        (End::Format(format), End::Hub) if route.keeps() => {
            let variant = variant(&declaration.formats[format]);
            quote!(let kept = #name::#variant(::std::boxed::Box::new(source.clone()));)
        }
        (_, End::Hub) => quote!(let kept = #name::Nothing;),
        (End::Hub, End::Format(format)) => {
            let to = &declaration.formats[format];
            let variant = variant(to);
            let reason = format!("what rides along was never a `{}`", to.name);
            let patched = format_ident!("patched_{}", to.name);
            let own = to
                .keep
                .is_some()
                .then(|| quote!(#name::#variant(kept) => return Self::#patched(source, *kept, true, needs, ledger),));
            quote! {
                let mut source = source;
                match ::core::mem::take(&mut source.#field) {
                    #own
                    #name::Nothing => {}
                    #[allow(unreachable_patterns, reason = "another format may keep something")]
                    _ => ledger.dropped("/kept", true, #reason),
                }
            }
        }
        _ => TokenStream::new(),
    }
}

/// Whether what rides along in `self` is of this format; that something else does is told as a conversion tells it.
pub(super) fn is_own(model: Model<'_>, format: usize) -> TokenStream {
    let declaration = model.declaration;
    let Some(field) = &declaration.kept else { return quote!(false) };
    let (name, to) = (name(declaration), &declaration.formats[format]);
    let variant = variant(to);
    let reason = format!("what rides along was never a `{}`", to.name);
    let own = to.keep.is_some().then(|| quote!(#name::#variant(_) => true,));
    quote! {
        match &self.#field {
            #own
            #name::Nothing => false,
            #[allow(unreachable_patterns, reason = "another format may keep something")]
            _ => {
                ledger.dropped("/kept", true, #reason);
                false
            }
        }
    }
}

/// The hub `self` without what rides along in it.
pub(super) fn without(declaration: &Declaration) -> TokenStream {
    let hub = &declaration.name;
    let slots = declaration.slots.iter().map(|slot| {
        let name = &slot.name;
        quote!(#name: self.#name.clone())
    });
    let kept = declaration.kept.iter().map(|field| {
        let name = name(declaration);
        quote!(#field: #name::Nothing)
    });
    quote!(#hub { #(#slots,)* #(#kept,)* })
}
