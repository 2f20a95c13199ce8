//! `Encode`: what was decoded, written back.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Source,
    tokens::ident,
    types::{field_idents, unchecked_name, variant_idents},
};
use crate::analysis::{Rest, Shape, Type, TypeId};

/// The `Encode` of a declared type, and of what it is made from where it checks.
pub(super) fn implementation(source: &Source<'_>, id: TypeId) -> Vec<TokenStream> {
    let (Some(found), Some(name)) = (source.types.get(id), source.name(id)) else { return Vec::new() };
    let ty = ident(name);
    if !Source::is_newtype(found) {
        return vec![of_form(source, found, &source.with_lifetime(id, &quote!(#ty), &quote!('_)))];
    }
    // The newtype's own is in `newtype!`.
    match found.shape {
        Shape::Strings { .. } | Shape::Struct { .. } | Shape::Union { .. } => {
            let unchecked = unchecked_name(name);
            vec![of_form(source, found, &source.with_lifetime(id, &quote!(#unchecked), &quote!('_)))]
        }
        _ => Vec::new(),
    }
}

fn of_form(source: &Source<'_>, found: &Type, ty: &TokenStream) -> TokenStream {
    let body = match &found.shape {
        Shape::Strings { .. } => quote!(output.string(self.as_str())),
        Shape::Union { variants, .. } => {
            let idents = variant_idents(source, variants);
            quote!(match self { #(Self::#idents(value) => value.encode(output)),* })
        }
        Shape::Struct { fields, rest } => {
            let (idents, rest_ident) = field_idents(found);
            let members = idents.iter().zip(fields).map(|(field, of)| {
                let name = &of.name;
                if of.required {
                    quote!(object.member(#name, &self.#field)?;)
                } else {
                    quote!(object.optional(#name, self.#field.as_ref())?;)
                }
            });
            let names = fields.iter().map(|field| &field.name);
            let rest = match rest {
                Rest::Closed | Rest::Ignored => None,
                Rest::Open | Rest::Typed(_) => Some(quote!(object.rest(&self.#rest_ident, &[#(#names),*])?;)),
            };
            let is_empty = fields.is_empty() && rest.is_none();
            let mutable = (!is_empty).then(|| quote!(mut));
            quote! {
                let #mutable object = output.object(None)?;
                #(#members)*
                #rest
                object.end()
            }
        }
        _ => quote!(output.null()),
    };
    quote! {
        impl Encode for #ty {
            fn encode<O: Output>(&self, output: O) -> Result<O::Ok, O::Error> {
                #body
            }
        }
    }
}
