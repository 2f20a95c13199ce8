//! Types that borrow their texts: which of them do, and how they become free of what they borrow from.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Source,
    tokens::ident,
    types::{field_idents, variant_idents},
};
use crate::analysis::{Rest, Shape, Type, TypeId, Types};

/// The types that hold text, directly or in what they are made of.
pub(crate) fn borrowing(types: &Types) -> BTreeSet<TypeId> {
    let mut found = BTreeSet::new();
    loop {
        let borrows = |of: &Type| match &of.shape {
            // What may be anything is kept as text, and so are the names of members.
            Shape::Any | Shape::Text | Shape::Map(_) | Shape::List(None) => true,
            Shape::Struct { fields, rest } => {
                matches!(rest, Rest::Open | Rest::Typed(_))
                    || fields.iter().any(|field| field.of.is_none_or(|used| found.contains(&used.of)))
            }
            other => other.uses().iter().any(|used| found.contains(&used.of)),
        };
        let more: BTreeSet<TypeId> = types.types.iter().filter(|(_, of)| borrows(of)).map(|(id, _)| *id).collect();
        if more.len() == found.len() {
            return found;
        }
        found = more;
    }
}

impl Source<'_> {
    /// Whether a type has a lifetime.
    pub(super) fn borrows(&self, id: TypeId) -> bool {
        self.borrowing.as_ref().is_some_and(|borrowing| borrowing.contains(&id))
    }

    /// A declared type, or another declaration of it, with the lifetime that it has, if any.
    pub(super) fn with_lifetime(&self, id: TypeId, name: &TokenStream, lifetime: &TokenStream) -> TokenStream {
        if self.borrows(id) { quote!(#name<#lifetime>) } else { name.clone() }
    }

    /// Any JSON value.
    pub(super) fn any(&self) -> TokenStream {
        if self.borrowing.is_some() { quote!(RawJson<'a>) } else { quote!(Json) }
    }

    /// Members of any name, with values of a type.
    pub(super) fn members(&self, of: &TokenStream) -> TokenStream {
        if self.borrowing.is_some() { quote!(BorrowedMembers<'a, #of>) } else { quote!(Members<#of>) }
    }
}

/// The `IntoOwned` of a form that borrows.
pub(super) fn into_owned(source: &Source<'_>, found: &Type, name: &TokenStream) -> TokenStream {
    let body = match &found.shape {
        Shape::Struct { fields, rest } => {
            let (mut idents, rest_ident) = field_idents(found);
            idents.truncate(fields.len());
            idents.extend(matches!(rest, Rest::Open | Rest::Typed(_)).then_some(rest_ident));
            quote!(#name { #(#idents: IntoOwned::into_owned(self.#idents)),* })
        }
        Shape::Union { variants, .. } => {
            let idents = variant_idents(source, variants);
            quote!(match self { #(Self::#idents(value) => #name::#idents(IntoOwned::into_owned(value))),* })
        }
        _ => return TokenStream::new(),
    };
    quote! {
        impl IntoOwned for #name<'_> {
            type Owned = #name<'static>;

            fn into_owned(self) -> Self::Owned {
                #body
            }
        }
    }
}

/// The types of a module of those that borrow which do not, as parts of the others.
pub(super) fn unborrowed(source: &Source<'_>) -> Option<TokenStream> {
    source.borrowing.as_ref()?;
    let names = source.types.declared.iter().filter(|id| !source.borrows(**id));
    let mut names = names.filter_map(|id| source.name(*id)).map(ident).peekable();
    names.peek()?;
    Some(quote!(unborrowed!(#(#names),*);))
}
