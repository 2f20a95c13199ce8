//! What stands in for the conversions while the declaration is wrong, so that nothing is complained about but that.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Ident, parse::ParseStream};

use crate::{
    declare::codecs,
    route::{camel, snake},
};

/// The errors, and everything that the derive would make, of a type that the compiler takes for wrong already: it says
/// nothing of how that is used.
pub(crate) fn stand_in(input: &DeriveInput, error: &syn::Error) -> TokenStream {
    let errors = error.to_compile_error();
    if input.generics.params.first().is_some() {
        return errors;
    }
    let (hub, visibility) = (&input.ident, &input.vis);
    let formats = formats(input);
    let mut ends: Vec<String> = formats.iter().map(|(name, _)| name.to_string()).collect();
    ends.push(snake(&hub.to_string()));
    let prefix = prefix(input);
    let (mut functions, mut needs) = (BTreeSet::new(), BTreeSet::new());
    for from in &ends {
        for to in ends.iter().filter(|to| *to != from) {
            functions.insert(format_ident!("{from}_to_{to}"));
            needs.insert(format_ident!("{prefix}{}To{}", camel(from), camel(to)));
            needs.insert(format_ident!("{prefix}{}To{}Options", camel(from), camel(to)));
        }
    }
    let mut codecs_used = Vec::new();
    if let Data::Struct(data) = &input.data {
        functions.extend([format_ident!("via"), format_ident!("explain")]);
        needs.insert(format_ident!("{hub}Kept"));
        codecs_used = data.fields.iter().flat_map(codecs).collect();
    } else {
        needs.clear();
    }
    let is_struct = matches!(input.data, Data::Struct(_));
    let mut types = BTreeSet::new();
    let own = formats.iter().filter(|(_, ty)| is_struct && types.insert(quote!(#ty).to_string()));
    let own = own.map(|(name, ty)| {
        let write_into = format_ident!("write_into_{name}");
        quote! {
            #[allow(dead_code)]
            impl #hub {
                #visibility fn #write_into(&self, _: &mut #ty, _: impl Sized, _: &mut ::formwork_runtime::convert::Ledger) -> Wrong { loop {} }
            }
            impl TryFrom<#ty> for #hub {
                type Error = Wrong;
                fn try_from(_: #ty) -> Result<Self, Wrong> { loop {} }
            }
            impl TryFrom<#hub> for #ty {
                type Error = Wrong;
                fn try_from(_: #hub) -> Result<Self, Wrong> { loop {} }
            }
        }
    });
    let (wrong, module) = (format_ident!("__Wrong{hub}"), format_ident!("__needs_of_{hub}"));
    quote! {
        #errors
        // There is no such type, of which the compiler says nothing beside a `compile_error!`, nor of how it is used.
        #[doc(hidden)]
        #[allow(dead_code)]
        #visibility type #wrong = __the_declaration_is_wrong;
        // Not every pair has needs: what another hub makes of these names goes before what a glob brings.
        #[allow(dead_code, non_snake_case)]
        mod #module {
            #(pub type #needs = super::#wrong;)*
        }
        #[allow(unused_imports, ambiguous_glob_reexports)]
        #visibility use #module::*;
        const _: () = {
            #[allow(dead_code)]
            type Wrong = #wrong;
            #[allow(dead_code)]
            type Codecs = (#(#codecs_used,)*);
            #[allow(dead_code, non_upper_case_globals)]
            impl #hub {
                #(#visibility const #functions: Wrong = loop {};)*
            }
            impl<__Source, __Target> ::formwork_runtime::convert::Convert<__Source, __Target> for #hub {
                type Needs = Wrong;
                const ROUTE: ::formwork_runtime::convert::Route = ::formwork_runtime::convert::Route::between("", "");
                fn convert(
                    _: __Source,
                    _: Wrong,
                    _: &mut ::formwork_runtime::convert::Ledger,
                ) -> Result<__Target, ::formwork_runtime::convert::Problems> {
                    loop {}
                }
            }
            #(#own)*
        };
    }
}

/// The formats that can be read, whatever else is wrong with them.
fn formats(input: &DeriveInput) -> Vec<(Ident, syn::Path)> {
    let read = |input: ParseStream<'_>| {
        let name: Ident = input.parse()?;
        input.parse::<syn::Token![=]>()?;
        let ty: syn::Path = input.parse()?;
        input.parse::<TokenStream>()?;
        Ok((name, ty))
    };
    let attributes = input.attrs.iter().filter(|attribute| attribute.path().is_ident("format"));
    attributes.filter_map(|attribute| attribute.parse_args_with(read).ok()).collect()
}

/// What stands before the names of the needs.
fn prefix(input: &DeriveInput) -> String {
    let mut prefix = String::new();
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("hub")) {
        // What is wrong with it is known by now.
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("prefix") {
                prefix = meta.value()?.parse::<Ident>()?.to_string();
            }
            Ok(())
        });
    }
    prefix
}
