//! Takes the source apart, down to the leaves that the pair needs.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;

use super::names::Names;
use crate::{declare::Path, shape::Tree};

/// A variable that holds a leaf.
#[derive(Clone)]
pub(super) struct Bound {
    pub(super) variable: Ident,
    /// Whether it is an `Option`.
    pub(super) optional: bool,
    /// How often it is still to be used as a value.
    pub(super) uses: usize,
}

/// The leaves by their path.
pub(super) type Leaves = BTreeMap<String, Bound>;

/// Statements that take `value` apart, and the variables that come of it.
pub(super) fn bind(
    tree: &Tree,
    value: &TokenStream,
    wanted: &BTreeSet<String>,
    at: &Path,
    variables: &Names,
) -> (TokenStream, Leaves) {
    let made_of = &tree.made_of;
    let mut leaves = Leaves::new();
    let mut after = TokenStream::new();
    let mut fields = Vec::new();
    for node in &tree.nodes {
        let (name, path) = (&node.field.name, node.path.show());
        let variable = variables.of(&node.path);
        let Some(child) = &node.child else {
            if wanted.contains(path) {
                fields.push(quote!(#name: #variable));
                leaves.insert(path.to_owned(), Bound { variable, optional: !node.field.required, uses: 0 });
            } else {
                fields.push(quote!(#name: _));
            }
            continue;
        };
        let inside = format!("{path}.");
        if !wanted.iter().any(|path| path.starts_with(&inside)) {
            fields.push(quote!(#name: _));
            continue;
        }
        fields.push(quote!(#name: #variable));
        let open = |value: TokenStream| if node.field.boxed { quote!(*#value) } else { value };
        if node.field.required && !node.field.nullable {
            let (statements, found) = bind(child, &open(quote!(#variable)), wanted, &node.path, variables);
            after.extend(statements);
            leaves.extend(found);
            continue;
        }
        let (statements, found) = bind(child, &open(quote!(value)), wanted, &node.path, variables);
        let there = match (node.field.required, node.field.nullable) {
            (true, _) => quote!(::formwork_runtime::Nullable::Value(value)),
            (false, true) => quote!(Some(::formwork_runtime::Nullable::Value(value))),
            (false, false) => quote!(Some(value)),
        };
        let (statements, found) = if_there(&quote!(#variable), &there, &statements, found);
        after.extend(statements);
        leaves.extend(found);
    }
    if let Some(rest) = &tree.rest {
        let path = at.with(rest);
        let variable = variables.of(&path);
        if wanted.contains(path.show()) {
            fields.push(quote!(#rest: #variable));
            leaves.insert(path.show().to_owned(), Bound { variable, optional: false, uses: 0 });
        } else {
            fields.push(quote!(#rest: _));
        }
    }
    let taken = if tree.checks { quote!(#made_of::from(#value)) } else { value.clone() };
    (quote!(let #made_of { #(#fields),* } = #taken; #after), leaves)
}

/// Statements that take an optional side apart.
pub(super) fn bind_side(
    tree: &Tree,
    name: &Ident,
    wanted: &BTreeSet<String>,
    variables: &Names,
) -> (TokenStream, Leaves) {
    let at = Path::new(vec![name.clone()]);
    let (statements, found) = bind(tree, &quote!(value), wanted, &at, variables);
    let given = format_ident!("given_{}", name.unraw());
    if_there(&quote!(#given), &quote!(Some(value)), &statements, found)
}

/// A statement that binds what `statements` find in `value`, where it is there: each of it is an `Option` then.
fn if_there(
    value: &TokenStream,
    there: &TokenStream,
    statements: &TokenStream,
    found: Leaves,
) -> (TokenStream, Leaves) {
    let names: Vec<&Ident> = found.values().map(|bound| &bound.variable).collect();
    let some = found.values().map(|bound| {
        let variable = &bound.variable;
        if bound.optional { quote!(#variable) } else { quote!(Some(#variable)) }
    });
    let none = names.iter().map(|_| quote!(None));
    let bound = quote! {
        let (#(#names,)*) = match #value {
            #there => {
                #statements
                (#(#some,)*)
            }
            _ => (#(#none,)*),
        };
    };
    (bound, found.into_iter().map(|(path, bound)| (path, Bound { optional: true, ..bound })).collect())
}
