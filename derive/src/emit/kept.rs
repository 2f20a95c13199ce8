//! What rides along in a hub, and patches in place.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;

use super::{build, nested::element, pair::given};
use crate::{
    declare::{Declaration, Format, Place, Slot},
    route::{End, Model, NeedKind, Route, camel, converts, same_codec, value_type},
    shape::{Leaf, Node, Tree},
};

/// The name of the enum.
fn name(declaration: &Declaration) -> Ident {
    format_ident!("{}Kept", declaration.name)
}

/// The variant of a format.
fn variant(format: &Format) -> Ident {
    format_ident!("{}", camel(&format.name.to_string()))
}

/// The enum of what rides along.
pub(super) fn kept(model: Model<'_>) -> TokenStream {
    let declaration = model.declaration;
    if declaration.kept.is_none() {
        return TokenStream::new();
    }
    let (name, visibility) = (name(declaration), &declaration.visibility);
    let variants = declaration.formats.iter().filter(|format| format.keep.is_some()).map(|format| {
        let (variant, ty) = (variant(format), &format.ty);
        let doc = format!("The hub was read from this value of `{}`.", format.name);
        quote!(#[doc = #doc] #variant(::std::boxed::Box<#ty>))
    });
    let doc = format!(
        "What rides along in a [`{}`], so that nothing of the value that it was read from is lost.",
        declaration.name
    );
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug, Default, PartialEq)]
        #visibility enum #name {
            /// The hub was made by hand, or read from a format of which nothing is kept.
            #[default]
            Nothing,
            #(#variants,)*
        }
    }
}

/// What a conversion does about kept values before anything else.
pub(super) fn before(route: &Route<'_>) -> TokenStream {
    let declaration = route.model.declaration;
    let Some(field) = &declaration.kept else { return TokenStream::new() };
    let name = name(declaration);
    match (route.from, route.to) {
        (End::Format(format), End::Hub) if declaration.formats[format].keep.is_some() => {
            let variant = variant(&declaration.formats[format]);
            quote!(let kept = #name::#variant(::std::boxed::Box::new(source.clone()));)
        }
        (_, End::Hub) => quote!(let kept = #name::Nothing;),
        (End::Hub, End::Format(format)) => {
            let to = &declaration.formats[format];
            let variant = variant(to);
            let reason = format!("what rides along was never a `{}`", to.name);
            let write = format_ident!("write_into_{}", to.name);
            let own = to.keep.is_some().then(|| {
                let given = supplied(route);
                let losses = losses(route, format);
                quote! {
                    #name::#variant(kept) => {
                        let mut target = *kept;
                        #given
                        #losses
                        source.#write(&mut target, ledger)?;
                        return Ok(target);
                    }
                }
            });
            quote! {
                let mut source = source;
                match ::core::mem::take(&mut source.#field) {
                    #own
                    #name::Nothing => {}
                    #[allow(unreachable_patterns, reason = "another format may keep something")]
                    _ => ledger.dropped("/kept", true, #reason),
                }
            }
        }
        _ => TokenStream::new(),
    }
}

/// What the caller gives wins over what the hub holds and over what rides along.
fn supplied(route: &Route<'_>) -> TokenStream {
    let slots = &route.model.declaration.slots;
    let each = route.needs.iter().map(|need| {
        let variable = given(&need.name);
        match &need.kind {
            NeedKind::Slot(slot) if slots[*slot].optional => {
                let name = &slots[*slot].name;
                quote!(if #variable.is_some() { source.#name = #variable; })
            }
            NeedKind::Slot(slot) => {
                let name = &slots[*slot].name;
                quote!(if let Some(given) = #variable { source.#name = given; })
            }
            NeedKind::Leaf(leaf) => {
                let fill = route.fills.iter().find(|fill| fill.leaf.show() == *leaf);
                let field = fill.map(|fill| path(&fill.leaf.path));
                quote!(if let Some(given) = #variable { target.#field = given; })
            }
            NeedKind::Side(_) | NeedKind::Guard(_) => TokenStream::new(),
        }
    });
    each.collect()
}

/// Tells the ledger of slots that the format has no place for. What it can be read from, and rides along, is not lost.
fn losses(route: &Route<'_>, format: usize) -> TokenStream {
    let slots = &route.model.declaration.slots;
    let each = route.losses.iter().filter_map(|loss| {
        let (index, slot) = slots.iter().enumerate().find(|(_, slot)| loss.leaf.path.first() == Some(&slot.name))?;
        let name = &slot.name;
        let own = if slot.optional { quote!(source.#name.as_ref()) } else { quote!(Some(&source.#name)) };
        let present = match was(route.model, format, index) {
            Some(before) => quote!({ let before = #before; #own.is_some_and(|own| before.as_ref() != Some(own)) }),
            None if slot.optional => quote!(source.#name.is_some()),
            None => quote!(true),
        };
        let (pointer, reason) = (&loss.leaf.pointer, &loss.reason);
        Some(match loss.guard.and_then(|slot| slots[slot].guard.as_ref()) {
            Some(guard) => {
                let (option, variable) = (guard.option.to_string(), given(&guard.option));
                quote!(ledger.refuse(#pointer, #present, #variable, #reason, #option);)
            }
            None => quote!(ledger.dropped(#pointer, #present, #reason);),
        })
    });
    // A slot that others follow from is lost as well, where they are there already.
    let inputs = route.used.iter().filter(|slot| !route.target_of.contains_key(slot) && !slots[**slot].nested);
    let inputs = inputs.map(|index| {
        let slot = &slots[*index];
        let (name, pointer) = (&slot.name, format!("/{}", slot.name.unraw()));
        let own = if slot.optional { quote!(source.#name.as_ref()) } else { quote!(Some(&source.#name)) };
        let before = was(route.model, format, *index).unwrap_or_else(|| quote!(None));
        let ty = &slot.inner;
        quote! {
            let before: ::core::option::Option<#ty> = #before;
            let changed = #own.is_some_and(|own| before.as_ref() != Some(own));
            ledger.dropped(#pointer, changed, "what follows from it is there already");
        }
    });
    each.chain(inputs).collect()
}

/// `fn write_into_a(&self, target, ledger)`
pub(super) fn write_into(model: Model<'_>, format: usize) -> Option<TokenStream> {
    let declaration = model.declaration;
    let described = &declaration.formats[format];
    let tree = &model.trees[format].main;
    if tree.checks_anywhere() {
        return None;
    }
    let (visibility, ty) = (&declaration.visibility, &described.ty);
    let function = format_ident!("write_into_{}", described.name);
    let written: Vec<usize> =
        (0..declaration.slots.len()).filter(|slot| !places(model, format, *slot).is_empty()).collect();
    let befores = written.iter().map(|index| {
        let slot = &declaration.slots[*index];
        let (variable, ty) = (before_variable(slot), &slot.inner);
        let before = was(model, format, *index).unwrap_or_else(|| quote!(None));
        quote!(let #variable: ::core::option::Option<#ty> = #before;)
    });
    let patches = written.iter().map(|index| patch(model, format, *index));
    let created = created(model, format, tree, &written);
    let doc = format!(
        "Writes what has changed since it was read into a value of `{}`; all else stays as it is.",
        described.name
    );
    Some(quote! {
        #[doc = #doc]
        #visibility fn #function(
            &self,
            target: &mut #ty,
            ledger: &mut ::formwork_runtime::convert::Ledger,
        ) -> ::core::result::Result<(), ::formwork_runtime::convert::Faulted> {
            #(#befores)*
            #(#patches)*
            #created
            if ledger.is_clean() { Ok(()) } else { Err(::formwork_runtime::convert::Faulted) }
        }
    })
}

/// The places that a slot is written to whatever else there is.
fn places(model: Model<'_>, format: usize, index: usize) -> Vec<(&Place, Leaf)> {
    let places = model.declaration.slots[index].writes[format].iter().filter(|place| !place.fallback);
    let places = places.filter_map(|place| match model.leaf(format, &place.path.0)? {
        (leaf, None) => Some((place, leaf)),
        (_, Some(_)) => None,
    });
    places.collect()
}

/// The variable that holds what a slot was when it was read.
fn before_variable(slot: &Slot) -> Ident {
    format_ident!("before_{}", slot.name.unraw())
}

/// The slot as it is, as `Option<&T>`.
fn own(slot: &Slot) -> TokenStream {
    let name = &slot.name;
    if slot.optional { quote!(self.#name.as_ref()) } else { quote!(Some(&self.#name)) }
}

/// Writes a slot where it differs from what it was.
fn patch(model: Model<'_>, format: usize, index: usize) -> TokenStream {
    let slot = &model.declaration.slots[index];
    let (before, own) = (before_variable(slot), own(slot));
    let places = places(model, format, index);
    let assigned = places.iter().map(|(place, leaf)| assign(model, format, slot, place, leaf));
    let cleared = places.iter().map(|(_, leaf)| clear(model, format, leaf));
    let cleared: TokenStream = if slot.optional { cleared.collect() } else { TokenStream::new() };
    let cleared = (!cleared.is_empty()).then(|| quote!(None if #before.is_some() => { #cleared }));
    quote! {
        match #own {
            Some(value) if #before.as_ref() != Some(value) => { #(#assigned)* }
            #cleared
            _ => {}
        }
    }
}

/// Writes a slot to a place, where what the place stands in is there.
fn assign(model: Model<'_>, format: usize, slot: &Slot, place: &Place, leaf: &Leaf) -> TokenStream {
    let tree = &model.trees[format].main;
    let written = write(slot, place, leaf);
    let null = leaf.nullable && !slot.is_nullable();
    let (parent, field) = split(&leaf.path);
    let node = tree.node(&leaf.path);
    within(tree, parent, true, None, &|holder| {
        let wrapped = if null { quote!(::formwork_runtime::Nullable::Value(value)) } else { quote!(value) };
        let assigned = match node.map(|node| node.field.required) {
            Some(false) => quote!(#holder.#field = Some(#wrapped);),
            Some(true) | None => quote!(#holder.#field = #wrapped;),
        };
        let cleared = if place.maybe { clear(model, format, leaf) } else { TokenStream::new() };
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

/// Takes a slot away that is no longer there.
fn clear(model: Model<'_>, format: usize, leaf: &Leaf) -> TokenStream {
    let tree = &model.trees[format].main;
    let (parent, field) = split(&leaf.path);
    let set = |value: TokenStream| within(tree, parent, true, None, &|holder| quote!(#holder.#field = #value;));
    let Some(node) = tree.node(&leaf.path) else { return set(quote!(::formwork_runtime::Members::new())) };
    if !node.field.required {
        return set(quote!(None));
    }
    if leaf.nullable {
        return set(quote!(::formwork_runtime::Nullable::Null));
    }
    let to = &leaf.pointer;
    let stays = quote!(ledger.defaulted(#to, true, "it must be there, so that it stays as it was"););
    let optional = (1..leaf.path.len())
        .rev()
        .map(|length| &leaf.path[..length])
        .find_map(|path| tree.node(path).filter(|node| !node.field.required || node.field.nullable));
    let Some(holder) = optional else { return stays };
    // The object goes with the last slot in it.
    let left = (0..model.declaration.slots.len()).filter(|slot| is_inside(model, format, *slot, &holder.path));
    let left = left.map(|index| own(&model.declaration.slots[index]));
    let (above, name) = split(&holder.path);
    let none = nothing(holder);
    let gone = within(tree, above, true, None, &|place| quote!(#place.#name = #none;));
    let there = within(tree, parent, false, None, &|_| stays.clone());
    quote!(if [#(#left.is_some()),*].contains(&true) { #there } else { #gone })
}

/// Whether a slot is written to something in the object at a path.
fn is_inside(model: Model<'_>, format: usize, index: usize, path: &[Ident]) -> bool {
    places(model, format, index).iter().any(|(_, leaf)| leaf.path.starts_with(path))
}

/// Makes the objects that a slot has come to stand in.
fn created(model: Model<'_>, format: usize, tree: &Tree, written: &[usize]) -> TokenStream {
    let mut statements = TokenStream::new();
    for node in &tree.nodes {
        let Some(child) = &node.child else { continue };
        if !node.field.required || node.field.nullable {
            statements.extend(creation(model, format, node, written));
        }
        statements.extend(created(model, format, child, written));
    }
    statements
}

fn creation(model: Model<'_>, format: usize, node: &Node, written: &[usize]) -> Option<TokenStream> {
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
    let built = build::part(model, format, node);
    let main = &model.trees[format].main;
    let (above, field) = split(&node.path);
    let made = within(main, above, true, None, &|holder| {
        let missing = match (node.field.required, node.field.nullable) {
            (true, _) => quote!(#holder.#field.is_null()),
            (false, true) => quote!(!matches!(&#holder.#field, Some(::formwork_runtime::Nullable::Value(_)))),
            (false, false) => quote!(#holder.#field.is_none()),
        };
        quote! {
            if #missing {
                let source = self.clone();
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

/// Code with the struct at a path, where it is there: `inside` is handed how to name it.
fn within(
    tree: &Tree,
    path: &[Ident],
    mutable: bool,
    otherwise: Option<&TokenStream>,
    inside: &dyn Fn(&TokenStream) -> TokenStream,
) -> TokenStream {
    fn descend(
        tree: &Tree,
        path: &[Ident],
        place: &TokenStream,
        borrow: &TokenStream,
        otherwise: Option<&TokenStream>,
        inside: &dyn Fn(&TokenStream) -> TokenStream,
    ) -> TokenStream {
        let Some((first, rest)) = path.split_first() else { return inside(place) };
        let Some(node) = tree.nodes.iter().find(|node| node.field.name == *first) else { return TokenStream::new() };
        let Some(child) = &node.child else { return TokenStream::new() };
        if node.field.required && !node.field.nullable {
            return descend(child, rest, &quote!(#place.#first), borrow, otherwise, inside);
        }
        let then = descend(child, rest, &quote!(parent), borrow, otherwise, inside);
        let there = match (node.field.required, node.field.nullable) {
            (true, _) => quote!(::formwork_runtime::Nullable::Value(parent)),
            (false, true) => quote!(Some(::formwork_runtime::Nullable::Value(parent))),
            (false, false) => quote!(Some(parent)),
        };
        let otherwise = otherwise.map(|otherwise| quote!(else { #otherwise }));
        quote!(if let #there = #borrow #place.#first { #then } #otherwise)
    }
    let borrow = if mutable { quote!(&mut) } else { quote!(&) };
    descend(tree, path, &quote!(target), &borrow, otherwise, inside)
}

/// What a slot was when it was read, be it that it followed from two others.
fn was(model: Model<'_>, format: usize, index: usize) -> Option<TokenStream> {
    let read_there = read(model, format, index);
    let is_solved = model.route(End::Format(format), End::Hub).solved.contains(&index);
    let followed = model.equation(index).filter(|_| is_solved).and_then(|found| {
        let (word, a, b) = (found.word, read(model, format, found.inputs.0)?, read(model, format, found.inputs.1)?);
        let word = format_ident!("{word}");
        Some(quote! {{
            let (a, b) = (#a, #b);
            ::formwork_runtime::convert::Ledger::quiet().#word([None; 2], None, Ok(a.as_ref()), Ok(b.as_ref())).ok().flatten()
        }})
    });
    Some(match (read_there, followed) {
        (Some(there), Some(followed)) => quote!(match #there { Some(there) => Some(there), None => #followed }),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => return None,
    })
}

/// What a slot was where it was read, as `Option<T>`, without a word about faults.
fn read(model: Model<'_>, format: usize, index: usize) -> Option<TokenStream> {
    let slot = &model.declaration.slots[index];
    let source = model.source(End::Format(format), index)?;
    if source.side.is_some() {
        return None;
    }
    let tree = &model.trees[format].main;
    let required = tree.node(&source.leaf.path).is_none_or(|node| node.field.required);
    let (parent, field) = split(&source.leaf.path);
    let value = &slot.inner;
    let found = within(tree, parent, false, Some(&quote!(None)), &|holder| {
        if required { quote!(Some(#holder.#field.clone())) } else { quote!(#holder.#field.clone()) }
    });
    let found = quote!({ #found });
    let found = if source.leaf.nullable && !slot.is_nullable() {
        quote!(#found.and_then(::formwork_runtime::Nullable::into_option))
    } else {
        found
    };
    let quiet = quote!(&mut ::formwork_runtime::convert::Ledger::quiet());
    let wire = &source.leaf.ty;
    if slot.nested {
        return Some(match slot.element() {
            Some(hub) => {
                let element = element(wire);
                quote!(::formwork_runtime::convert::Ledger::nested_list_some::<#hub, #element, #hub>(#quiet, "", "", #found).ok().flatten())
            }
            None => {
                quote!(::formwork_runtime::convert::Ledger::nested_some::<#value, #wire, #value>(#quiet, "", "", #found).ok().flatten())
            }
        });
    }
    Some(match (&source.codec, source.maybe) {
        (None, _) => found,
        (Some(codec), false) => {
            quote!(::formwork_runtime::convert::Ledger::read_some::<#codec, _, #value>(#quiet, "", None, #found).ok().flatten())
        }
        (Some(codec), true) => quote! {
            ::formwork_runtime::convert::Ledger::read_some::<#codec, _, ::core::option::Option<#value>>(#quiet, "", None, #found).ok().flatten().flatten()
        },
    })
}

/// What a place gets of `value`, a reference to the slot's: a `Result`, of an `Option` where the codec may come to nothing.
fn write(slot: &Slot, place: &Place, leaf: &Leaf) -> TokenStream {
    let ty = value_type(leaf, slot);
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
    let codec = place.codec.as_ref().map(ToTokens::to_token_stream).or_else(|| converts(leaf, slot).then(same_codec));
    match codec {
        Some(codec) if place.maybe => {
            quote!(ledger.write::<#codec, _, ::core::option::Option<#ty>>(Some(#from), #pointer, value.clone()))
        }
        Some(codec) => quote!(ledger.write::<#codec, _, #ty>(Some(#from), #pointer, value.clone())),
        None => quote!(Ok::<_, ::formwork_runtime::convert::Faulted>(value.clone())),
    }
}

/// The path of the struct that a field is in, and the field.
fn split(path: &[Ident]) -> (&[Ident], TokenStream) {
    match path.split_last() {
        Some((field, parent)) => (parent, quote!(#field)),
        None => (&[], TokenStream::new()),
    }
}

/// `a.b.c`
fn path(names: &[Ident]) -> TokenStream {
    quote!(#(#names).*)
}
