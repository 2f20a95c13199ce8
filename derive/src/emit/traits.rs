//! The traits that call a pair's function.

use proc_macro2::TokenStream;
use quote::quote;

use super::needs;
use crate::route::{End, Route};

/// The trait impls of a pair.
pub(super) fn conversion(route: &Route<'_>) -> TokenStream {
    let model = route.model;
    let hub = &model.declaration.name;
    let (from, to) = (model.ty(route.from), model.ty(route.to));
    let (name, _) = route.names();
    let needs = needs::ty(route);
    let described = super::explain::route(route);
    let open = route.needs.iter().any(|need| need.required);
    let with_hub = route.from == End::Hub || route.to == End::Hub;
    let closed = (with_hub && !open).then(|| {
        quote! {
            impl TryFrom<#from> for #to {
                type Error = ::formwork_runtime::convert::Problems;

                fn try_from(source: #from) -> ::core::result::Result<Self, Self::Error> {
                    #hub::via(source).to()
                }
            }
        }
    });
    quote! {
        impl ::formwork_runtime::convert::Convert<#from, #to> for #hub {
            type Needs = #needs;

            const ROUTE: ::formwork_runtime::convert::Route = #described;

            #[inline]
            fn convert(
                source: #from,
                needs: #needs,
                ledger: &mut ::formwork_runtime::convert::Ledger,
            ) -> ::core::result::Result<#to, ::formwork_runtime::convert::Problems> {
                Self::#name(source, needs, ledger)
            }
        }
        #closed
    }
}
