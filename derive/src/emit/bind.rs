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
    /// Whether it is a reference, to see whether the leaf is there.
    pub(super) looked_at: bool,
    /// How often it is still to be used as a value.
    pub(super) uses: usize,
}

impl Bound {
    /// It as a reference, inside an `Option` where it is one.
    pub(super) fn borrowed(&self) -> TokenStream {
        let variable = &self.variable;
        match (self.optional, self.looked_at) {
            (true, _) => quote!(#variable.as_ref()),
            (false, true) => quote!(#variable),
            (false, false) => quote!(&#variable),
        }
    }

    /// It as an `Option` of a reference.
    pub(super) fn looked_at(&self) -> TokenStream {
        let borrowed = self.borrowed();
        if self.optional { borrowed } else { quote!(Some(#borrowed)) }
    }

    /// Whether there is a value.
    pub(super) fn present(&self) -> TokenStream {
        let variable = &self.variable;
        if self.optional { quote!(#variable.is_some()) } else { quote!(true) }
    }
}

/// The leaves by their path.
pub(super) type Leaves = BTreeMap<String, Bound>;

/// Which leaves are to be bound.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'w> {
    /// Those that are taken along.
    pub(super) taken: &'w BTreeSet<String>,
    /// Those of which it is asked whether they are there: they stay where they are, if that is not in something optional.
    pub(super) seen: &'w BTreeSet<String>,
}

impl Wanted<'_> {
    fn has(self, path: &str) -> bool {
        self.taken.contains(path) || self.seen.contains(path)
    }

    fn has_inside(self, path: &str) -> bool {
        let inside = format!("{path}.");
        self.taken.iter().chain(self.seen).any(|path| path.starts_with(&inside))
    }
}

/// Statements that take `value` apart, and the variables that come of it.
pub(super) fn bind(
    tree: &Tree,
    value: &TokenStream,
    wanted: Wanted<'_>,
    at: &Path,
    variables: &Names,
) -> (TokenStream, Leaves) {
    take_apart(tree, value, wanted, at, variables, true)
}

/// The same; where the value goes soon, nothing can stay in it.
fn take_apart(
    tree: &Tree,
    value: &TokenStream,
    wanted: Wanted<'_>,
    at: &Path,
    variables: &Names,
    stays: bool,
) -> (TokenStream, Leaves) {
    let (mut after, mut leaves) = (TokenStream::new(), Leaves::new());
    let pattern = pattern(tree, wanted, at, variables, stays, &mut after, &mut leaves);
    let made_of = &tree.made_of;
    let taken = if tree.checks { quote!(#made_of::from(#value)) } else { value.clone() };
    (quote!(let #pattern = #taken; #after), leaves)
}

/// The pattern of a struct. What cannot be taken apart in it is, by the statements `after` it.
fn pattern(
    tree: &Tree,
    wanted: Wanted<'_>,
    at: &Path,
    variables: &Names,
    stays: bool,
    after: &mut TokenStream,
    leaves: &mut Leaves,
) -> TokenStream {
    let leaf = |path: &Path, optional: bool, leaves: &mut Leaves| {
        let variable = variables.of(path);
        let looked_at = stays && !wanted.taken.contains(path.show());
        let bound = if looked_at { quote!(ref #variable) } else { quote!(#variable) };
        leaves.insert(path.show().to_owned(), Bound { variable, optional, looked_at, uses: 0 });
        bound
    };
    let mut fields = Vec::new();
    for node in &tree.nodes {
        let (name, path) = (&node.field.name, &node.path);
        let Some(child) = &node.child else {
            let bound = if wanted.has(path.show()) { leaf(path, !node.field.required, leaves) } else { quote!(_) };
            fields.push(quote!(#name: #bound));
            continue;
        };
        if !wanted.has_inside(path.show()) {
            fields.push(quote!(#name: _));
            continue;
        }
        let is_there = node.field.required && !node.field.nullable;
        if is_there && !node.field.boxed && !child.checks {
            let inside = pattern(child, wanted, path, variables, stays, after, leaves);
            fields.push(quote!(#name: #inside));
            continue;
        }
        let variable = variables.of(path);
        fields.push(quote!(#name: #variable));
        let open = |value: TokenStream| if node.field.boxed { quote!(*#value) } else { value };
        let (statements, found) = if is_there {
            take_apart(child, &open(quote!(#variable)), wanted, path, variables, !node.field.boxed)
        } else {
            let there = match (node.field.required, node.field.nullable) {
                (true, _) => quote!(::formwork_runtime::Nullable::Value(value)),
                (false, true) => quote!(Some(::formwork_runtime::Nullable::Value(value))),
                (false, false) => quote!(Some(value)),
            };
            let (statements, found) = take_apart(child, &open(quote!(value)), wanted, path, variables, false);
            if_there(&quote!(#variable), &there, &statements, found)
        };
        after.extend(statements);
        leaves.extend(found);
    }
    if let Some(rest) = &tree.rest {
        let path = at.with(rest);
        let bound = if wanted.has(path.show()) { leaf(&path, false, leaves) } else { quote!(_) };
        fields.push(quote!(#rest: #bound));
    }
    let made_of = &tree.made_of;
    quote!(#made_of { #(#fields),* })
}

/// Statements that take an optional side apart.
pub(super) fn bind_side(tree: &Tree, name: &Ident, wanted: Wanted<'_>, variables: &Names) -> (TokenStream, Leaves) {
    let at = Path::new(vec![name.clone()]);
    let (statements, found) = take_apart(tree, &quote!(value), wanted, &at, variables, false);
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
