//! Fills the leaves of the target and puts it together.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::{
    pair::Body,
    value::{State, Value},
};
use crate::{
    declare::Path,
    route::{End, Fill, Route},
    shape::{Node, Tree},
};

/// Statements that end in the target.
pub(super) fn build(body: &mut Body<'_, '_>) -> TokenStream {
    let route = body.route;
    let mut parts = Parts::default();
    let (target, checked) = match route.to {
        End::Format(format) => {
            let tree = &route.model.trees[format].main;
            (literal(body, tree, &Path::new(Vec::new()), &mut parts), tree.checks.then_some(&tree.ty))
        }
        End::Hub => (hub(body, &mut parts), None),
    };
    let Parts { statements, fallible } = parts;
    // The problems themselves, so that who asked for the target has this very result and nothing moves it.
    let (from, to) = (route.model.name(route.from), route.model.name(route.to));
    let failed = quote!(Err(ledger.fail(#from, #to)));
    let unwrapped = (!fallible.is_empty()).then(|| {
        let (left, right) = tuple(&fallible);
        quote!(let #left = #right else { return #failed };)
    });
    // A problem may stand in the ledger that no leaf of the target waits for: a refusal, or a time that others follow from.
    let reads = route.used.iter().any(|slot| route.source(*slot).is_some_and(|source| source.codec.is_some()));
    let guarded = route.losses.iter().any(|loss| loss.guard.is_some());
    let compared = !route.agreements().is_empty();
    let refused = (guarded || compared || reads || !route.solved.is_empty()).then(|| {
        quote!(if !ledger.is_clean() {
            return #failed;
        })
    });
    let end = match checked {
        Some(ty) => quote! {
            match ledger.checked("", #ty::try_from(#target)) {
                Ok(target) => Ok(target),
                Err(_) => #failed,
            }
        },
        None => quote!(Ok(#target)),
    };
    quote!(#statements #unwrapped #refused #end)
}

/// Statements that bind `built` to what a field gets of the hub `source`: the object in it, where a slot calls for one.
pub(super) fn part(whole: &Route<'_>, node: &Node) -> TokenStream {
    let mut route = whole.clone();
    route.needs.clear();
    route.losses.clear();
    route.fills.retain(|fill| fill.leaf.path.is_inside(&node.path));
    let filled: BTreeSet<usize> = route.fills.iter().filter_map(|fill| Some(fill.slot?.0)).collect();
    route.solved.retain(|slot| filled.contains(slot));
    let inputs = route.solved.iter().filter_map(|slot| Some(whole.model.equation(*slot)?.inputs));
    route.used = filled.iter().copied().chain(inputs.flat_map(|(a, b)| [a, b])).collect();
    let Some(child) = &node.child else { return TokenStream::new() };
    let mut body = Body::new(&route);
    let taken = body.take_apart();
    let slots = body.work_out();
    let mut parts = Parts::default();
    let value = optional(&mut body, node, child, &mut parts);
    let (statements, value) = (parts.statements, value.sure());
    quote! {
        #taken
        #slots
        #statements
        let built: ::core::result::Result<_, ::formwork_runtime::convert::Faulted> = #value;
    }
}

/// Statements, and the variables that they leave as a `Result`.
#[derive(Default)]
struct Parts {
    statements: TokenStream,
    fallible: Vec<Ident>,
}

impl Parts {
    /// Binds a value that is a field's, or a `Result` of it.
    fn bind(&mut self, variable: &Ident, value: &Value) -> TokenStream {
        let fails = value.may_fail();
        if value.is_a_name() && !fails {
            return value.tokens.clone();
        }
        let tokens = &value.tokens;
        self.statements.extend(quote!(let #variable = #tokens;));
        if fails {
            self.fallible.push(variable.clone());
        }
        quote!(#variable)
    }
}

/// `(Ok(a), Ok(b))` and `(a, b)`
fn tuple(fallible: &[Ident]) -> (TokenStream, TokenStream) {
    match fallible {
        [one] => (quote!(Ok(#one)), quote!(#one)),
        all => (quote!((#(Ok(#all)),*)), quote!((#(#all),*))),
    }
}

/// The hub itself.
fn hub(body: &mut Body<'_, '_>, parts: &mut Parts) -> TokenStream {
    let route = body.route;
    let declaration = route.model.declaration;
    let name = &declaration.name;
    let fields: Vec<TokenStream> = route
        .fills
        .iter()
        .filter_map(|fill| {
            let slot = fill.leaf.path.names.first()?;
            let value = body.filled(fill);
            let value = finish(body, fill, value, fill.leaf.required);
            let bound = parts.bind(&format_ident!("to_{}", fill.leaf.show()), &value);
            Some(quote!(#slot: #bound))
        })
        .collect();
    let kept = declaration.kept.iter().map(|kept| quote!(#kept: kept));
    quote!(#name { #(#fields,)* #(#kept,)* })
}

/// A struct of the target.
fn literal(body: &mut Body<'_, '_>, tree: &Tree, at: &Path, parts: &mut Parts) -> TokenStream {
    let made_of = &tree.made_of;
    let fields: Vec<TokenStream> = tree
        .nodes
        .iter()
        .map(|node| {
            let name = &node.field.name;
            let value = match &node.child {
                None => {
                    let value = leaf(body, node);
                    parts.bind(&body.targets.of(&node.path), &value)
                }
                Some(child) if node.field.required && !node.field.nullable => required(body, node, child, parts),
                Some(child) => {
                    let value = optional(body, node, child, parts);
                    parts.bind(&body.targets.of(&node.path), &value)
                }
            };
            quote!(#name: #value)
        })
        .collect();
    let rest = tree.rest.iter().map(|rest| {
        let path = at.with(rest);
        let value = rest_of(body, &path);
        let value = parts.bind(&body.targets.of(&path), &value);
        quote!(#rest: #value)
    });
    let rest: Vec<TokenStream> = rest.collect();
    quote!(#made_of { #(#fields,)* #(#rest,)* })
}

/// A struct that is always there.
fn required(body: &mut Body<'_, '_>, node: &Node, child: &Tree, parts: &mut Parts) -> TokenStream {
    let literal = if child.checks {
        let mut inner = Parts::default();
        let literal = literal(body, child, &node.path, &mut inner);
        let value = checked(child, &node.pointer, &literal, &inner);
        parts.statements.extend(inner.statements);
        parts.bind(&body.targets.of(&node.path), &Value::new(value, State::Sure))
    } else {
        literal(body, child, &node.path, parts)
    };
    if node.field.boxed { quote!(::std::boxed::Box::new(#literal)) } else { literal }
}

/// The `Result` of a struct that checks what it is made of.
fn checked(tree: &Tree, pointer: &str, literal: &TokenStream, inner: &Parts) -> TokenStream {
    let ty = &tree.ty;
    let value =
        if tree.checks { quote!(ledger.checked(#pointer, #ty::try_from(#literal))) } else { quote!(Ok(#literal)) };
    if inner.fallible.is_empty() {
        return value;
    }
    let (left, right) = tuple(&inner.fallible);
    quote!(match #right { #left => #value, _ => Err(::formwork_runtime::convert::Faulted) })
}

/// A struct that is there where one of its leaves is.
fn optional(body: &mut Body<'_, '_>, node: &Node, child: &Tree, parts: &mut Parts) -> Value {
    let mut present = Vec::new();
    raw(body, child, &node.path, &mut present, parts);
    let absent = if node.field.required { quote!(::formwork_runtime::Nullable::Null) } else { quote!(None) };
    if present.is_empty() {
        return Value::new(absent, State::Certain);
    }
    let mut inner = Parts::default();
    let literal = literal(body, child, &node.path, &mut inner);
    let value = checked(child, &node.pointer, &literal, &inner);
    let statements = inner.statements;
    let boxed = node.field.boxed.then(|| quote!(.map(::std::boxed::Box::new)));
    let wrapped = match (node.field.required, node.field.nullable) {
        (true, _) => quote!(.map(::formwork_runtime::Nullable::Value)),
        (false, true) => quote!(.map(::formwork_runtime::Nullable::Value).map(Some)),
        (false, false) => quote!(.map(Some)),
    };
    let built = quote! {
        #statements
        let built: ::core::result::Result<_, ::formwork_runtime::convert::Faulted> = #value;
        built #boxed #wrapped
    };
    let present: Option<Vec<TokenStream>> = present
        .into_iter()
        .map(|presence| match presence {
            Presence::Always => None,
            Presence::Where(is_there) => Some(is_there),
        })
        .collect();
    let tokens = match present {
        Some(present) => quote!(if #(#present)||* { #built } else { Ok(#absent) }),
        None => quote!({ #built }),
    };
    Value::new(tokens, State::Sure)
}

/// Binds what the leaves of a struct get, before it is known whether the struct is there at all.
fn raw(body: &mut Body<'_, '_>, tree: &Tree, at: &Path, present: &mut Vec<Presence>, parts: &mut Parts) {
    let rest = tree.rest.iter().map(|rest| at.with(rest));
    let leaves = tree.nodes.iter().filter(|node| node.child.is_none()).map(|node| node.path.clone());
    for path in leaves.chain(rest) {
        let route = body.route;
        let Some(fill) = route.fills.iter().find(|fill| fill.leaf.path == path) else { continue };
        let variable = body.targets.of(&path);
        let state = match body.known(&path) {
            // What holds this struct has bound it already.
            Some(state) => state,
            None => {
                let Some(value) = body.filled(fill) else { continue };
                let tokens = &value.tokens;
                parts.statements.extend(quote!(let #variable = #tokens;));
                body.remember(&path, Value::new(quote!(#variable), value.state));
                value.state
            }
        };
        present.push(match state {
            State::Certain | State::Sure => Presence::Always,
            State::Maybe => Presence::Where(quote!(#variable.is_some())),
            State::Unsure => Presence::Where(quote!(!matches!(#variable, Ok(None)))),
        });
    }
    for node in &tree.nodes {
        if let Some(child) = &node.child {
            raw(body, child, &node.path, present, parts);
        }
    }
}

/// When a leaf calls for the struct that it stands in.
enum Presence {
    Always,
    Where(TokenStream),
}

/// What the members get that the schema does not name.
fn rest_of(body: &mut Body<'_, '_>, path: &Path) -> Value {
    let route = body.route;
    let none = quote!(::formwork_runtime::Members::new());
    let Some(fill) = route.fills.iter().find(|fill| fill.leaf.path == *path) else {
        return Value::new(none, State::Certain);
    };
    let value = match body.remembered(path) {
        Some(value) => Some(value),
        None => body.filled(fill),
    };
    let Some(value) = value else {
        return Value::new(fill.give.map_or(none, ToTokens::to_token_stream), State::Certain);
    };
    let tokens = &value.tokens;
    match value.state {
        State::Certain | State::Sure => value,
        State::Maybe => Value::new(quote!(#tokens.unwrap_or_default()), State::Certain),
        State::Unsure => Value::new(quote!(#tokens.map(::core::option::Option::unwrap_or_default)), State::Sure),
    }
}

/// What a leaf gets.
fn leaf(body: &mut Body<'_, '_>, node: &Node) -> Value {
    let route = body.route;
    let Some(fill) = route.fills.iter().find(|fill| fill.leaf.path == node.path) else {
        return Value::new(quote!(None), State::Certain);
    };
    let value = match body.remembered(&node.path) {
        Some(value) => Some(value),
        None => body.filled(fill),
    };
    finish(body, fill, value, node.field.required)
}

/// The value of a field, of what may be absent.
fn finish(body: &Body<'_, '_>, fill: &Fill<'_>, value: Option<Value>, required: bool) -> Value {
    let to = &fill.leaf.pointer;
    let give = fill.give.map(|give| {
        let why = "the source has none";
        let give = if fill.leaf.nullable { quote!(::formwork_runtime::Nullable::Value(#give)) } else { quote!(#give) };
        quote!({ ledger.defaulted(#to, true, #why); #give })
    });
    let Some(value) = value else {
        return match (give, required) {
            (Some(give), true) => Value::new(give, State::Certain),
            (Some(give), false) => Value::new(quote!(Some(#give)), State::Certain),
            (None, true) if fill.leaf.nullable => {
                Value::new(quote!(::formwork_runtime::Nullable::Null), State::Certain)
            }
            (None, true) => Value::new(quote!(ledger.require(None, #to, Ok(None))), State::Sure),
            (None, false) => Value::new(quote!(None), State::Certain),
        };
    };
    let tells_null =
        fill.asked || fill.slot.is_some_and(|(slot, _)| body.route.model.declaration.slots[slot].is_nullable());
    let wraps = fill.leaf.nullable && !tells_null;
    let value = if wraps { value.map(&quote!(::formwork_runtime::Nullable::Value)) } else { value };
    if !value.may_be_absent() {
        return if required { value } else { value.optional() };
    }
    let tokens = value.tokens.clone();
    match (give, required) {
        (Some(give), _) => {
            let filled = match value.state {
                State::Maybe => {
                    Value::new(quote!(match #tokens { Some(value) => value, None => #give }), State::Certain)
                }
                _ => Value::new(
                    quote!(match #tokens { Ok(Some(value)) => Ok(value), Ok(None) => Ok(#give), Err(faulted) => Err(faulted) }),
                    State::Sure,
                ),
            };
            if required { filled } else { filled.optional() }
        }
        // `null` is how such a member says that there is nothing.
        (None, true) if fill.leaf.nullable => match value.state {
            State::Maybe => Value::new(quote!(#tokens.unwrap_or(::formwork_runtime::Nullable::Null)), State::Certain),
            _ => Value::new(quote!(#tokens.map(::core::option::Option::unwrap_or_default)), State::Sure),
        },
        (None, true) => {
            let from = fill.slot.map_or_else(|| quote!(None), |(slot, _)| body.origin(slot));
            let unsure = value.unsure();
            let tokens = match body.option(fill) {
                Some(option) => quote!({ let value = #unsure; ledger.require_or(#from, #to, #option, value) }),
                None => quote!({ let value = #unsure; ledger.require(#from, #to, value) }),
            };
            Value::new(tokens, State::Sure)
        }
        (None, false) => value.optional(),
    }
}
