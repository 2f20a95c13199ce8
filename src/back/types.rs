//! The declarations: structs, enums, newtypes.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::{
    Source,
    docs::docs,
    tokens::{ident, path_tokens},
};
use crate::{
    analysis::{Rest, Shape, Type, TypeId, Use, names},
    ir::SchemaId,
};

impl Source<'_> {
    /// A type where it is used: boxed where it would hold itself, hidden where it is secret.
    pub(super) fn type_of(&self, holder: TypeId, used: Option<Use>) -> TokenStream {
        let Some(used) = used else { return self.any() };
        // Whether there is a value is no secret, so that only the value is hidden; and it is the value that is boxed.
        if let Some((_, value)) = self.in_nullable(used) {
            return self.type_expression(used.of, Some(value));
        }
        let inner = self.type_expression(used.of, None);
        let inner = if self.types.cuts.contains(&(holder, used.of)) {
            quote!(Boxed<#inner>)
        } else if self.is_boxed(holder, used) {
            quote!(Box<#inner>)
        } else {
            inner
        };
        if used.secret { quote!(Secret<#inner>) } else { inner }
    }

    /// What is used where it is not `null`, and the type that holds it, if `Nullable` is written at the place itself.
    pub(super) fn in_nullable(&self, used: Use) -> Option<(TypeId, Use)> {
        match self.types.get(used.of)?.shape {
            Shape::Nullable(value) if self.name(used.of).is_none() => {
                Some((used.of, Use { secret: used.secret || value.secret, ..value }))
            }
            _ => None,
        }
    }

    /// Whether what is used is in a box: the type would hold itself through it, or nest too deep for the compiler.
    pub(super) fn is_boxed(&self, holder: TypeId, used: Use) -> bool {
        let pair = (holder, used.of);
        self.types.boxed.contains(&pair) || self.types.cuts.contains(&pair)
    }

    /// A type by its name, or spelt out where it has none; `value` stands in for what is nullable.
    fn type_expression(&self, id: TypeId, value: Option<Use>) -> TokenStream {
        match self.name(id) {
            Some(name) => {
                let name = ident(name);
                self.with_lifetime(id, &quote!(#name), &quote!('a))
            }
            None => self.types.get(id).map_or_else(|| self.any(), |found| self.form(id, found, value)),
        }
    }

    /// The Rust type of a form that is not declared.
    pub(super) fn form(&self, id: TypeId, found: &Type, value: Option<Use>) -> TokenStream {
        match &found.shape {
            Shape::Null => quote!(()),
            Shape::Boolean => quote!(bool),
            Shape::Integer => quote!(Integer),
            Shape::Number => quote!(Number),
            Shape::Text if self.borrowing.is_some() => quote!(Cow<'a, str>),
            Shape::Text => quote!(String),
            Shape::DateTime => quote!(DateTime),
            Shape::AsText(path) => {
                let ty = path_tokens(path);
                quote!(AsText<#ty>)
            }
            Shape::Nullable(used) => {
                let inner = self.type_of(id, Some(value.unwrap_or(*used)));
                quote!(Nullable<#inner>)
            }
            Shape::List(used) => {
                let inner = self.type_of(id, *used);
                quote!(Vec<#inner>)
            }
            Shape::Map(used) => self.members(&self.type_of(id, *used)),
            Shape::Any | Shape::Strings { .. } | Shape::Struct { .. } | Shape::Union { .. } => self.any(),
        }
    }

    /// What a newtype holds: the form itself, or the declaration that the checked type is made from.
    pub(super) fn inner(&self, id: TypeId, found: &Type) -> TokenStream {
        match (&found.shape, self.name(id)) {
            (Shape::Strings { .. } | Shape::Struct { .. } | Shape::Union { .. }, Some(name)) => {
                let name = unchecked_name(name);
                self.with_lifetime(id, &quote!(#name), &quote!('a))
            }
            _ => self.form(id, found, None),
        }
    }

    /// What the documentation of a type or a field says: the words at the place, or those of what it refers to, or
    /// `otherwise`, so that nothing is without any.
    fn documentation(&self, written: SchemaId, of: Option<TypeId>, otherwise: &str) -> TokenStream {
        let here = &self.ir.schema(written).annotations;
        let text = self.description(written).or_else(|| of.and_then(|of| self.description(of.schema)));
        let deprecated = here.deprecated.then_some("Deprecated.");
        docs(text.or(here.title.as_deref()).or(Some(otherwise)).into_iter().chain(deprecated))
    }

    /// Whether the schema of the type says that all of it is secret.
    fn is_secret(&self, id: TypeId) -> bool {
        self.ir.schema(id.schema).annotations.secret
    }

    /// What is said of a type of which the schema says nothing: where it stands.
    fn place(&self, schema: SchemaId) -> String {
        format!("The schema at {}.", self.ir.show(&self.ir.schema(schema).site))
    }

    /// Whether the type is a newtype: one that checks, or a ready type under a name of its own.
    pub(super) fn is_newtype(found: &Type) -> bool {
        !found.exact || !matches!(found.shape, Shape::Strings { .. } | Shape::Struct { .. } | Shape::Union { .. })
    }
}

/// What is said of a member of which the schema says nothing.
fn member(name: &str) -> String {
    if name.contains('`') { format!("The member {name:?}.") } else { format!("The member `{name}`.") }
}

/// The name of the declaration that a checked type is made from.
pub(super) fn unchecked_name(name: &str) -> proc_macro2::Ident {
    format_ident!("{name}Unchecked")
}

/// The declaration of a type, and of what it is made from where it checks.
pub(super) fn declaration(source: &Source<'_>, id: TypeId) -> Vec<TokenStream> {
    let (Some(found), Some(name)) = (source.types.get(id), source.name(id)) else { return Vec::new() };
    let documentation = source.documentation(id.schema, None, &source.place(id.schema));
    if !Source::is_newtype(found) {
        let form = form_declaration(source, id, &ident(name), &documentation, &source.derives(id, false));
        return std::iter::once(form).chain(redacted(source, id, &ident(name))).collect();
    }
    let mut items: Vec<TokenStream> = redacted(source, id, &ident(name)).into_iter().collect();
    let inner = source.inner(id, found);
    let visible = found.exact.then(|| quote!(pub));
    let ty = ident(name);
    let derives = source.derives(id, false);
    let ty = source.with_lifetime(id, &quote!(#ty), &quote!('a));
    items.push(quote!(#documentation #derives pub struct #ty(#visible #inner);));
    if matches!(found.shape, Shape::Strings { .. } | Shape::Struct { .. } | Shape::Union { .. }) {
        let unchecked = unchecked_name(name);
        let text = format!(" What a [`{name}`] is made of, before it is checked.");
        let derives = source.derives(id, true);
        items.push(form_declaration(source, id, &unchecked, &quote!(#[doc = #text]), &derives));
        items.extend(redacted(source, id, &unchecked));
    }
    items
}

/// The `Debug` of a type that is secret as a whole.
fn redacted(source: &Source<'_>, id: TypeId, name: &proc_macro2::Ident) -> Option<TokenStream> {
    let text = format!("{name}([redacted])");
    let ty = source.with_lifetime(id, &quote!(#name), &quote!('_));
    source.is_secret(id).then(|| {
        quote! {
            impl core::fmt::Debug for #ty {
                fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    f.write_str(#text)
                }
            }
        }
    })
}

fn form_declaration(
    source: &Source<'_>,
    id: TypeId,
    name: &proc_macro2::Ident,
    documentation: &TokenStream,
    derives: &TokenStream,
) -> TokenStream {
    let Some(found) = source.types.get(id) else { return TokenStream::new() };
    let name = source.with_lifetime(id, &quote!(#name), &quote!('a));
    match &found.shape {
        Shape::Strings { values, is_open } => {
            let names = names::string_variants(values.iter().map(String::as_str));
            let default = (values.len() == 1 && !is_open).then(|| quote!(#[default]));
            let variants = names.iter().zip(values).map(|(variant, value)| {
                let variant = ident(variant);
                let text = format!(" `{}`", value.replace('`', "'").escape_debug());
                quote!(#[doc = #text] #default #variant)
            });
            let other = is_open.then(|| {
                let other = ident(&names::other_variant(&names));
                quote!(#[doc = " Any other string."] #other(Unlisted<#name>))
            });
            let variants = variants.chain(other);
            quote! {
                #documentation
                #derives
                pub enum #name { #(#variants),* }
            }
        }
        Shape::Union { variants, .. } => {
            let idents = variant_idents(source, variants);
            let variants = idents.iter().zip(variants).map(|(variant, of)| {
                let ty = source.type_of(id, Some(of.of));
                let documentation = source.documentation(of.of.written, Some(of.of.of), &source.place(of.of.written));
                quote!(#documentation #variant(#ty))
            });
            quote! {
                #documentation
                #derives
                #[allow(clippy::large_enum_variant)]
                pub enum #name { #(#variants),* }
            }
        }
        Shape::Struct { fields, rest } => {
            let (idents, rest_ident) = field_idents(found);
            let members = idents.iter().zip(fields).map(|(field, of)| {
                let ty = source.type_of(id, of.of);
                let ty = if of.required { ty } else { quote!(Option<#ty>) };
                let documentation = match of.of {
                    Some(used) => source.documentation(used.written, Some(used.of), &member(&of.name)),
                    None => docs([member(&of.name).as_str()]),
                };
                quote!(#documentation pub #field: #ty)
            });
            let rest = match rest {
                Rest::Closed | Rest::Ignored => None,
                Rest::Open => Some(source.any()),
                Rest::Typed(used) => Some(source.type_of(id, Some(*used))),
            };
            let rest = rest.map(|ty| {
                let ty = source.members(&ty);
                quote!(#[doc = " Members that the schema does not name."] pub #rest_ident: #ty)
            });
            let members = members.chain(rest);
            quote! {
                #documentation
                #derives
                pub struct #name { #(#members),* }
            }
        }
        _ => TokenStream::new(),
    }
}

/// The names of a struct's fields, and of the one for the other members.
pub(super) fn field_idents(found: &Type) -> (Vec<proc_macro2::Ident>, proc_macro2::Ident) {
    let Shape::Struct { fields, .. } = &found.shape else { return (Vec::new(), ident("rest")) };
    let (fields, rest) = names::field_names(fields.iter().map(|field| field.name.as_str()));
    (fields.iter().map(|name| ident(name)).collect(), ident(&rest))
}

/// The names of an enum's variants: those of their types where they have any.
pub(super) fn variant_idents(source: &Source<'_>, variants: &[crate::analysis::Variant]) -> Vec<proc_macro2::Ident> {
    let known = variants.iter().map(|variant| {
        let whole = variant.of.of.kinds == formwork_runtime::Kinds::ALL;
        (source.name(variant.of.of).filter(|_| whole), variant.hint.as_str())
    });
    names::variant_names(known).iter().map(|name| ident(name)).collect()
}

/// How values get into a newtype or an enum of strings, and out of it.
pub(super) fn conversions(source: &Source<'_>, id: TypeId) -> Vec<TokenStream> {
    let (Some(found), Some(name)) = (source.types.get(id), source.name(id)) else { return Vec::new() };
    let ty = ident(name);
    let secret = source.is_secret(id).then(|| quote!(secret));
    let mut items = Vec::new();
    if let Shape::Strings { values, is_open } = &found.shape {
        let holder = if found.exact { ty.clone() } else { unchecked_name(name) };
        items.push(if *is_open { open_enum(&holder, values) } else { as_str(&holder, values) });
        if found.exact {
            let open = is_open.then(|| quote!(, open));
            let secret = secret.as_ref().map(|secret| quote!(, #secret));
            items.push(quote!(string_enum!(#ty #open #secret);));
        }
    }
    if Source::is_newtype(found) {
        let inner = source.inner(id, found);
        let how = if found.exact { quote!(free) } else { quote!(checked) };
        let kind = newtype_kind(found);
        let ty = source.with_lifetime(id, &quote!(#ty), &quote!('a));
        items.push(quote!(newtype!(#ty(#inner), #how #secret #kind);));
    }
    items
}

/// The word of the runtime's `newtype!` for what is inside.
fn newtype_kind(found: &Type) -> TokenStream {
    match &found.shape {
        Shape::AsText(path) => {
            let ty = path_tokens(path);
            quote!(as_text #ty)
        }
        Shape::Text => quote!(text),
        Shape::Integer | Shape::Number => quote!(number),
        Shape::Boolean => quote!(boolean),
        Shape::DateTime => quote!(date_time),
        Shape::Strings { .. } => quote!(choice),
        _ => quote!(value),
    }
}

fn as_str(ty: &proc_macro2::Ident, values: &[String]) -> TokenStream {
    let variants = names::string_variants(values.iter().map(String::as_str));
    let variants = variants.iter().map(|name| ident(name));
    quote! {
        impl #ty {
            /// The string that stands for it in JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { #(Self::#variants => #values),* }
            }
        }
    }
}

/// Like [`as_str`], for an enum that holds other strings as well, and which of them are no others.
fn open_enum(ty: &proc_macro2::Ident, values: &[String]) -> TokenStream {
    let names = names::string_variants(values.iter().map(String::as_str));
    let other = ident(&names::other_variant(&names));
    let variants: Vec<_> = names.iter().map(|name| ident(name)).collect();
    let numbers = (0..values.len()).map(Literal::usize_unsuffixed);
    quote! {
        impl #ty {
            /// The string that stands for it in JSON.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #values,)*
                    Self::#other(text) => text.as_str(),
                }
            }
        }

        impl OpenEnum for #ty {
            const TEXTS: rule::Names<'static> = rule::names![#(#values),*];

            fn listed(number: u32) -> Option<Self> {
                match number {
                    #(#numbers => Some(Self::#variants),)*
                    _ => None,
                }
            }

            fn other(text: Unlisted<Self>) -> Self {
                Self::#other(text)
            }
        }
    }
}

/// What the root is read from.
pub(super) fn document(source: &Source<'_>) -> Option<TokenStream> {
    let root = crate::analysis::use_of(source.ir, source.ir.root, formwork_runtime::Kinds::ALL).of;
    let (found, name) = (source.types.get(root)?, ident(source.name(root)?));
    // What is read from a string, or from the text of a number, is so already.
    let is_leaf = matches!(
        found.shape,
        Shape::Text
            | Shape::Integer
            | Shape::Number
            | Shape::Boolean
            | Shape::DateTime
            | Shape::AsText(_)
            | Shape::Strings { .. }
    );
    if source.borrows(root) {
        return (!is_leaf).then(|| quote!(document!(borrowed: #name);));
    }
    Some(if is_leaf { quote!(document!(#name);) } else { quote!(document!(#name, from_str);) })
}

/// A type without values, which stands for its check.
pub(super) fn empty(source: &Source<'_>, id: TypeId) -> Option<TokenStream> {
    let name = ident(source.name(id)?);
    let documentation = source.documentation(id.schema, None, &source.place(id.schema));
    Some(quote! {
        #documentation
        pub enum #name {}
    })
}

/// Definitions that are but other names for a type.
pub(super) fn aliases(source: &Source<'_>) -> Vec<TokenStream> {
    let alias = |(schema, name): &(SchemaId, String)| {
        let used = crate::analysis::use_of(source.ir, *schema, formwork_runtime::Kinds::ALL);
        let target = ident(source.name(used.of)?);
        let target = source.with_lifetime(used.of, &quote!(#target), &quote!('a));
        let documentation = source.documentation(*schema, Some(used.of), &source.place(*schema));
        let alias = ident(name);
        let alias = source.with_lifetime(used.of, &quote!(#alias), &quote!('a));
        Some(quote!(#documentation pub type #alias = #target;))
    };
    source.types.aliases.iter().filter_map(alias).collect()
}

/// serde's traits for every declared type.
pub(super) fn serde(source: &Source<'_>) -> TokenStream {
    let names = |borrows: bool| {
        let declared = source.types.declared.iter().filter(move |id| source.borrows(**id) == borrows);
        declared.filter_map(|id| source.name(*id)).map(ident).collect::<Vec<_>>()
    };
    let (borrowed, owned) = (names(true), names(false));
    let borrowed = (!borrowed.is_empty()).then(|| quote!(impl_serde!(borrowed: #(#borrowed),*);));
    let owned = (borrowed.is_none() || !owned.is_empty()).then(|| quote!(impl_serde!(#(#owned),*);));
    quote!(#borrowed #owned)
}
