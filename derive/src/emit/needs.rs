//! What a caller supplies: a struct for each pair that asks for something.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use super::pair::given;
use crate::route::{Need, NeedKind, Route};

/// The type of a pair's needs.
pub(super) fn ty(route: &Route<'_>) -> TokenStream {
    if route.needs.is_empty() {
        return quote!(());
    }
    let (_, name) = route.names();
    quote!(#name)
}

/// The type of what a patch in place takes: what a caller may supply. What the pair cannot do without is in the target.
pub(super) fn ty_of_patch(route: &Route<'_>) -> TokenStream {
    let (required, optional) = split(route);
    let (_, name) = route.names();
    match (required.is_empty(), optional.is_empty()) {
        (_, true) => quote!(()),
        (true, false) => quote!(#name),
        (false, false) => format_ident!("{name}Options").to_token_stream(),
    }
}

/// Statements that bind each need of a patch to a variable.
pub(super) fn take_patch_apart(route: &Route<'_>) -> TokenStream {
    let ty = ty_of_patch(route);
    let (_, optional) = split(route);
    if optional.is_empty() {
        return quote!(let () = needs;);
    }
    let may = optional.iter().map(|need| {
        let (name, variable) = (&need.name, given(&need.name));
        quote!(#name: #variable)
    });
    quote!(let #ty { #(#may),* } = needs;)
}

/// Required needs, and the others.
fn split<'r>(route: &'r Route<'_>) -> (Vec<&'r Need>, Vec<&'r Need>) {
    route.needs.iter().partition(|need| need.required)
}

fn field(need: &Need) -> TokenStream {
    let (name, ty, doc) = (&need.name, &need.ty, &need.doc);
    let ty = match need.kind {
        NeedKind::Guard(_) => quote!(bool),
        _ if need.required => quote!(#ty),
        _ => quote!(::core::option::Option<#ty>),
    };
    quote!(#[doc = #doc] pub #name: #ty)
}

/// The declaration.
pub(super) fn needs(route: &Route<'_>) -> TokenStream {
    if route.needs.is_empty() {
        return TokenStream::new();
    }
    let (required, optional) = split(route);
    let (_, name) = route.names();
    let visibility = &route.model.declaration.visibility;
    let (from, to) = (route.model.name(route.from), route.model.name(route.to));
    let fields = optional.iter().map(|need| field(need));
    if required.is_empty() {
        let doc = format!("What a caller may supply from `{from}` to `{to}`.");
        return quote! {
            #[doc = #doc]
            #[derive(Clone, Debug, Default)]
            #visibility struct #name { #(#fields),* }

            impl ::formwork_runtime::convert::Unasked for #name {
                fn nothing() -> Self {
                    Self::default()
                }
            }
        };
    }
    let doc = format!("What a caller supplies from `{from}` to `{to}`.");
    let must = required.iter().map(|need| field(need));
    let options = format_ident!("{name}Options");
    let (more, declared) = if optional.is_empty() {
        (None, None)
    } else {
        let doc_options = format!("What a caller may supply from `{from}` to `{to}`.");
        let declared = quote! {
            #[doc = #doc_options]
            #[derive(Clone, Debug, Default)]
            #visibility struct #options { #(#fields),* }
        };
        (
            Some(
                quote!(#[doc = "What may be supplied as well; its `Default` supplies nothing."] pub options: #options),
            ),
            Some(declared),
        )
    };
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        #visibility struct #name { #(#must,)* #more }
        #declared
    }
}

/// Statements that bind each need to a variable.
pub(super) fn take_apart(route: &Route<'_>) -> TokenStream {
    let (required, optional) = split(route);
    let (_, name) = route.names();
    let binding = |need: &&Need| {
        let (name, variable) = (&need.name, given(&need.name));
        quote!(#name: #variable)
    };
    let must: Vec<TokenStream> = required.iter().map(binding).collect();
    let may: Vec<TokenStream> = optional.iter().map(binding).collect();
    let options = format_ident!("{name}Options");
    match (must.is_empty(), may.is_empty()) {
        (true, true) => quote!(let () = needs;),
        (true, false) => quote!(let #name { #(#may),* } = needs;),
        (false, true) => quote!(let #name { #(#must),* } = needs;),
        (false, false) => quote! {
            let #name { #(#must,)* options } = needs;
            let #options { #(#may),* } = options;
        },
    }
}
