//! What every type derives besides what it has anyway.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::tokens::ident;

/// Traits to derive, as paths.
#[derive(Default)]
pub(crate) struct Derives(pub(crate) Vec<syn::Path>);

impl Derives {
    /// Whether a trait of that name is among them.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|path| last(path) == name)
    }

    /// The attribute of a type that derives `own` anyway; none of `never` is added.
    pub(super) fn attribute(&self, own: &[&str], never: &[&str]) -> TokenStream {
        let known = |path: &syn::Path| own.iter().chain(never).any(|name| *name == last(path));
        let added = self.0.iter().filter(|path| !known(path)).map(ToTokens::to_token_stream);
        let own = own.iter().map(|name| ident(name).to_token_stream());
        let all = own.chain(added);
        quote!(#[derive(#(#all),*)])
    }
}

/// The trait's own name.
pub(crate) fn last(path: &syn::Path) -> String {
    path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
}
