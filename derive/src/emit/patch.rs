//! Patches in place: what has changed is written into a value that is there already, on the account of the conversion of
//! the hub.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;

use super::{
    build, kept, needs,
    nested::element,
    pair::{self, given},
    there::{path, split, was, within},
};
use crate::{
    declare::{Path, Place, Slot},
    route::{End, Model, NeedKind, Route, codec, value_type},
    shape::{Leaf, Node, Tree},
};

/// `fn write_into_a(&self, target, needs, ledger)`, and what it shares with the conversion of a hub that keeps an `a`.
pub(super) fn write_into(model: Model<'_>, format: usize, routes: &[Route<'_>]) -> Option<TokenStream> {
    let declaration = model.declaration;
    let described = &declaration.formats[format];
    let tree = &model.trees[format].main;
    if tree.checks_anywhere() {
        return None;
    }
    let between = |from, to| routes.iter().find(|route| (route.from, route.to) == (from, to));
    let route = between(End::Hub, End::Format(format))?;
    let reading = between(End::Format(format), End::Hub)?;
    let (visibility, ty) = (&declaration.visibility, &described.ty);
    let (function, patched) =
        (format_ident!("write_into_{}", described.name), format_ident!("patched_{}", described.name));
    let (needs, needs_apart) = (needs::ty_of_patch(route), needs::take_patch_apart(route));
    let (is_own, without) = (kept::is_own(model, format), kept::without(declaration));
    let supplied = supplied(route);
    let losses = losses(route, reading);
    let written: Vec<usize> =
        (0..declaration.slots.len()).filter(|slot| !model.places(format, *slot).is_empty()).collect();
    let befores = written.iter().map(|index| {
        let slot = &declaration.slots[*index];
        let (variable, ty) = (before_variable(slot), &slot.inner);
        let before = was(reading, *index).unwrap_or_else(|| quote!(None));
        quote!(let #variable: ::core::option::Option<#ty> = #before;)
    });
    let patches = written.iter().map(|index| patch(model, format, *index));
    let created = created(route, format, tree, &written);
    let (hub_name, name) = (model.name(End::Hub), model.name(End::Format(format)));
    let docs = [
        format!("Writes what has changed since it was read into a value of `{name}`; all else stays as it is."),
        String::new(),
        "What the conversion of the hub drops and refuses is dropped and refused here. A slot of nothing takes its"
            .into(),
        format!(
            "leaf away only where the hub was read from `{name}`, which is told; what a guard is for is refused then."
        ),
        String::new(),
        "# Errors".into(),
        "All that is wrong. The target is as it was then.".into(),
    ];
    let hub = &declaration.name;
    let shared = format!("`target` with what has changed; `kept` where the hub was read from `{name}`.");
    Some(quote! {
        #(#[doc = #docs])*
        #visibility fn #function(
            &self,
            target: &mut #ty,
            needs: #needs,
            ledger: &mut ::formwork_runtime::convert::Ledger,
        ) -> ::core::result::Result<(), ::formwork_runtime::convert::Problems> {
            let kept = #is_own;
            let source = #without;
            *target = Self::#patched(source, target.clone(), kept, needs, ledger)?;
            Ok(())
        }

        #[doc = #shared]
        fn #patched(
            source: #hub,
            target: #ty,
            kept: bool,
            needs: #needs,
            ledger: &mut ::formwork_runtime::convert::Ledger,
        ) -> ::core::result::Result<#ty, ::formwork_runtime::convert::Problems> {
            #needs_apart
            let (mut source, mut target) = (source, target);
            #supplied
            #losses
            #(#befores)*
            #(#patches)*
            #created
            if ledger.is_clean() { Ok(target) } else { Err(ledger.fail(#hub_name, #name)) }
        }
    })
}

/// What the caller gives wins over what the hub holds and over what rides along.
fn supplied(route: &Route<'_>) -> TokenStream {
    let slots = &route.model.declaration.slots;
    let each = route.needs.iter().filter(|need| !need.required).map(|need| {
        let variable = given(&need.name);
        match &need.kind {
            NeedKind::Slot(slot) => {
                let (name, pointer) = (&slots[*slot].name, format!("/{}", slots[*slot].name.unraw()));
                let (present, value) = if slots[*slot].optional {
                    (quote!(source.#name.is_some()), quote!(Some(given)))
                } else {
                    (quote!(true), quote!(given))
                };
                quote! {
                    if let Some(given) = #variable {
                        ledger.dropped(#pointer, #present, "the caller gave another");
                        source.#name = #value;
                    }
                }
            }
            NeedKind::Leaf(leaf) => {
                let fill = route.fills.iter().find(|fill| fill.leaf.show() == leaf);
                let field = fill.map(|fill| path(&fill.leaf.path.names));
                quote!(if let Some(given) = #variable { target.#field = given; })
            }
            NeedKind::Side(_) | NeedKind::Guard(_) => TokenStream::new(),
        }
    });
    each.collect()
}

/// Tells the ledger of slots that the format has no place for. What it can be read from, and is there, is not lost.
fn losses(route: &Route<'_>, reading: &Route<'_>) -> TokenStream {
    let slots = &route.model.declaration.slots;
    let (mut guarded, mut plain) = (TokenStream::new(), TokenStream::new());
    for loss in &route.losses {
        let found = slots.iter().enumerate().find(|(_, slot)| loss.leaf.path == slot.plain.path);
        let Some((index, slot)) = found else { continue };
        let name = &slot.name;
        let own = own(slot);
        let present = match was(reading, index) {
            Some(before) => quote!({ let before = #before; #own.is_some_and(|own| before.as_ref() != Some(own)) }),
            None if slot.optional => quote!(source.#name.is_some()),
            None => quote!(true),
        };
        let those = if loss.guard.is_some() { &mut guarded } else { &mut plain };
        those.extend(pair::told(slots, loss, &present));
    }
    // A slot that others follow from is lost as well, where they are there already.
    let inputs = route.used.iter().filter(|slot| !route.target_of.contains_key(slot) && !slots[**slot].nested);
    let inputs = inputs.map(|index| {
        let slot = &slots[*index];
        let (own, pointer) = (own(slot), format!("/{}", slot.name.unraw()));
        let before = was(reading, *index).unwrap_or_else(|| quote!(None));
        let ty = &slot.inner;
        quote! {
            let before: ::core::option::Option<#ty> = #before;
            let changed = #own.is_some_and(|own| before.as_ref() != Some(own));
            ledger.dropped(#pointer, changed, "what follows from it is there already");
        }
    });
    plain.extend(inputs);
    let plain = (!plain.is_empty()).then(|| quote!(if ledger.watches() { #plain }));
    quote!(#guarded #plain)
}

/// The variable that holds what a slot was when it was read.
fn before_variable(slot: &Slot) -> Ident {
    format_ident!("before_{}", slot.name.unraw())
}

/// The slot as it is, as `Option<&T>`.
fn own(slot: &Slot) -> TokenStream {
    let name = &slot.name;
    if slot.optional { quote!(source.#name.as_ref()) } else { quote!(Some(&source.#name)) }
}

/// Writes a slot where it differs from what it was.
fn patch(model: Model<'_>, format: usize, index: usize) -> TokenStream {
    let slot = &model.declaration.slots[index];
    let (before, own) = (before_variable(slot), own(slot));
    let places = model.places(format, index);
    let assigned = places.iter().map(|(place, leaf)| assign(model, format, slot, place, leaf));
    // Only a hub that was read from the format says by a slot of nothing that it was taken away.
    let is_kept = model.keeps(format);
    let cleared = (slot.optional && is_kept).then(|| {
        let cleared = places.iter().map(|(_, leaf)| clear(model, format, slot, leaf));
        quote!(None if kept && #before.is_some() => { #(#cleared)* })
    });
    let stays = slot.optional.then(|| {
        let told = places.iter().filter(|(_, leaf)| !leaf.rest).map(|(_, leaf)| &leaf.pointer);
        let told = told.map(|to| quote!(ledger.defaulted(#to, true, "the hub has none, so that it stays as it was");));
        quote!(None if #before.is_some() => { #(#told)* })
    });
    quote! {
        match #own {
            Some(value) if #before.as_ref() != Some(value) => { #(#assigned)* }
            #cleared
            #stays
            _ => {}
        }
    }
}

/// Writes a slot to a place, where what the place stands in is there.
fn assign(model: Model<'_>, format: usize, slot: &Slot, place: &Place, leaf: &Leaf) -> TokenStream {
    let tree = &model.trees[format].main;
    let written = write(slot, place, leaf);
    let null = leaf.nullable && !slot.is_nullable();
    let (parent, field) = split(&leaf.path.names);
    let node = tree.node(&leaf.path.names);
    within(tree, parent, true, None, &|holder| {
        let wrapped = if null { quote!(::formwork_runtime::Nullable::Value(value)) } else { quote!(value) };
        let assigned = match node.map(|node| node.field.required) {
            Some(false) => quote!(#holder.#field = Some(#wrapped);),
            Some(true) | None => quote!(#holder.#field = #wrapped;),
        };
        let cleared = if place.maybe { clear(model, format, slot, leaf) } else { TokenStream::new() };
        if place.maybe {
            quote! {
                match #written {
                    Ok(Some(value)) => { #assigned }
                    Ok(None) => { #cleared }
                    Err(::formwork_runtime::convert::Faulted) => {}
                }
            }
        } else {
            quote!(if let Ok(value) = #written { #assigned })
        }
    })
}

/// Tells of a leaf that is taken away, and refuses that where the slot has a guard.
fn told(slot: &Slot, leaf: &Leaf) -> TokenStream {
    let (to, before) = (&leaf.pointer, before_variable(slot));
    match &slot.guard {
        Some(guard) => {
            let (reason, option, variable) = (&guard.reason, guard.option.to_string(), given(&guard.option));
            quote!(ledger.refuse_cleared(#to, #before.is_some(), #variable, #reason, #option);)
        }
        None => quote!(ledger.cleared(#to, #before.is_some(), "the hub has none any more");),
    }
}

/// Takes a slot away that is no longer there.
fn clear(model: Model<'_>, format: usize, slot: &Slot, leaf: &Leaf) -> TokenStream {
    let tree = &model.trees[format].main;
    let (parent, field) = split(&leaf.path.names);
    let told = told(slot, leaf);
    let set = |value: TokenStream| within(tree, parent, true, None, &|holder| quote!(#told #holder.#field = #value;));
    let Some(node) = tree.node(&leaf.path.names) else {
        if slot.guard.is_some() {
            return set(quote!(::formwork_runtime::Members::new()));
        }
        let to = &leaf.pointer;
        return within(tree, parent, true, None, &|holder| {
            quote! {
                ledger.cleared_members(#to, &#holder.#field, "the hub has none any more");
                #holder.#field = ::formwork_runtime::Members::new();
            }
        });
    };
    if !node.field.required {
        return set(quote!(None));
    }
    if leaf.nullable {
        return set(quote!(::formwork_runtime::Nullable::Null));
    }
    let to = &leaf.pointer;
    let stays = quote!(ledger.defaulted(#to, true, "it must be there, so that it stays as it was"););
    let optional = (1..leaf.path.names.len())
        .rev()
        .map(|length| &leaf.path.names[..length])
        .find_map(|path| tree.node(path).filter(|node| !node.field.required || node.field.nullable));
    let Some(holder) = optional else { return stays };
    // The object goes with the last slot in it.
    let left = (0..model.declaration.slots.len()).filter(|slot| is_inside(model, format, *slot, &holder.path));
    let left = left.map(|index| own(&model.declaration.slots[index]));
    let (above, name) = split(&holder.path.names);
    let none = nothing(holder);
    let at = &holder.pointer;
    // All that is left in it is told of as one.
    let guarded = slot.guard.as_ref().map(|_| &told);
    let gone = within(
        tree,
        parent,
        false,
        None,
        &|_| quote!(#guarded ledger.cleared(#at, true, "nothing of the hub is in it any more");),
    );
    let gone = {
        let set = within(tree, above, true, None, &|place| quote!(#place.#name = #none;));
        quote!(#gone #set)
    };
    let there = within(tree, parent, false, None, &|_| stays.clone());
    quote!(if [#(#left.is_some()),*].contains(&true) { #there } else { #gone })
}

/// Whether a slot is written to something in the object at a path.
fn is_inside(model: Model<'_>, format: usize, index: usize, path: &Path) -> bool {
    model.places(format, index).iter().any(|(_, leaf)| leaf.path.is_inside(path))
}

/// Makes the objects that a slot has come to stand in.
fn created(route: &Route<'_>, format: usize, tree: &Tree, written: &[usize]) -> TokenStream {
    let mut statements = TokenStream::new();
    for node in &tree.nodes {
        let Some(child) = &node.child else { continue };
        if !node.field.required || node.field.nullable {
            statements.extend(creation(route, format, node, written));
        }
        statements.extend(created(route, format, child, written));
    }
    statements
}

fn creation(route: &Route<'_>, format: usize, node: &Node, written: &[usize]) -> Option<TokenStream> {
    let model = route.model;
    let inside: Vec<usize> =
        written.iter().copied().filter(|slot| is_inside(model, format, *slot, &node.path)).collect();
    let changed = inside.iter().map(|index| {
        let slot = &model.declaration.slots[*index];
        let (before, own) = (before_variable(slot), own(slot));
        quote!(#own.is_some_and(|value| #before.as_ref() != Some(value)))
    });
    let changed: Vec<TokenStream> = changed.collect();
    if changed.is_empty() {
        return None;
    }
    let built = build::part(route, node);
    let main = &model.trees[format].main;
    let (above, field) = split(&node.path.names);
    let made = within(main, above, true, None, &|holder| {
        let missing = match (node.field.required, node.field.nullable) {
            (true, _) => quote!(#holder.#field.is_null()),
            (false, true) => quote!(!matches!(&#holder.#field, Some(::formwork_runtime::Nullable::Value(_)))),
            (false, false) => quote!(#holder.#field.is_none()),
        };
        quote! {
            if #missing {
                let source = source.clone();
                #built
                if let Ok(built) = built { #holder.#field = built; }
            }
        }
    });
    Some(quote!(if #(#changed)||* { #made }))
}

/// What an object looks like that is not there.
fn nothing(node: &Node) -> TokenStream {
    if node.field.required { quote!(::formwork_runtime::Nullable::Null) } else { quote!(None) }
}

/// What a place gets of `value`, a reference to the slot's: a `Result`, of an `Option` where the codec may come to nothing.
fn write(slot: &Slot, place: &Place, leaf: &Leaf) -> TokenStream {
    let (ty, own) = (value_type(leaf, slot), &slot.inner);
    let pointer = &leaf.pointer;
    let from = format!("/{}", slot.name.unraw());
    if slot.nested {
        return match slot.element() {
            Some(hub) => {
                let element = element(&leaf.ty);
                quote!(ledger.nested_list::<#hub, #hub, #element>(#from, #pointer, value.clone()))
            }
            None => {
                let (hub, wire) = (&slot.inner, &leaf.ty);
                quote!(ledger.nested::<#hub, #hub, #wire>(#from, #pointer, value.clone()))
            }
        };
    }
    match codec(place, leaf, slot) {
        Some(codec) if place.maybe => {
            quote!(ledger.write::<#codec, #own, ::core::option::Option<#ty>>(Some(#from), #pointer, value.clone()))
        }
        Some(codec) => quote!(ledger.write::<#codec, #own, #ty>(Some(#from), #pointer, value.clone())),
        None => quote!(Ok::<_, ::formwork_runtime::convert::Faulted>(value.clone())),
    }
}
