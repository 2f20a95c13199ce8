//! Small helpers around `quote!`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};

use crate::analysis::names;

/// An identifier, raw where it is a keyword.
pub(super) fn ident(name: &str) -> Ident {
    if names::is_keyword(name) { Ident::new_raw(name, Span::call_site()) } else { Ident::new(name, Span::call_site()) }
}

/// Whether the identifier comes anywhere in the tokens: unused parameters are written `_`.
pub(super) fn mentions(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        _ => false,
    })
}

/// The identifier if the tokens mention it, else `_`.
pub(super) fn used(tokens: &TokenStream, name: &str) -> TokenStream {
    let ident = ident(name);
    if mentions(tokens, name) { quote::quote!(#ident) } else { quote::quote!(_) }
}

/// A path that settings name; they are read before.
pub(super) fn path_tokens(path: &str) -> TokenStream {
    path.parse().unwrap_or_default()
}
