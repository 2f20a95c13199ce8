//! The function of an ordered pair, and the traits that call it.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;

use super::{
    bind::{self, Bound, Leaves, Wanted},
    build, docs, kept,
    names::Names,
    needs, there,
    value::{State, Value},
};
use crate::{
    declare::{Path, Slot},
    route::{End, Fill, Follows, Loss, NeedKind, Route, Source, value_type},
    shape::Leaf,
};

/// The variables of a function while it is written.
pub(super) struct Body<'r, 'm> {
    pub(super) route: &'r Route<'m>,
    pub(super) leaves: Leaves,
    pub(super) slots: Vec<Option<Value>>,
    /// What the source itself says of a slot that the caller may give.
    pub(super) found: BTreeMap<usize, Value>,
    /// Slots that nothing of the target needs where these variables are true.
    pub(super) unneeded: BTreeMap<usize, Ident>,
    /// How often each slot is still to be used as a value.
    pub(super) slot_uses: Vec<usize>,
    /// What leaves of the target have got already, by their path.
    filled: BTreeMap<String, Value>,
    sources: Names,
    pub(super) targets: Names,
}

/// `fn a_to_b(source, needs, ledger) -> Result<B, Problems>`
pub(super) fn function(route: &Route<'_>) -> TokenStream {
    let model = route.model;
    let (from, to) = (model.ty(route.from), model.ty(route.to));
    let (name, _) = route.names();
    let docs = docs::function(route);
    let visibility = &model.declaration.visibility;
    let ty = needs::ty(route);
    let needs = needs::take_apart(route);
    let mut body = Body::new(route);
    let kept = kept::before(route);
    let taken = body.take_apart();
    let losses = body.losses();
    let slots = body.work_out();
    let built = build::build(&mut body);
    quote! {
        #docs
        #[inline]
        #visibility fn #name(
            source: #from,
            needs: #ty,
            ledger: &mut ::formwork_runtime::convert::Ledger,
        ) -> ::core::result::Result<#to, ::formwork_runtime::convert::Problems> {
            #kept
            #needs
            #taken
            #losses
            #slots
            #built
        }
    }
}

/// The variable of a need.
pub(super) fn given(name: &Ident) -> Ident {
    format_ident!("given_{}", name.unraw())
}

/// The variable of a slot.
pub(super) fn slot_variable(slot: &Slot) -> Ident {
    format_ident!("slot_{}", slot.name.unraw())
}

/// The variables of an end.
fn names(route: &Route<'_>, end: End, prefix: &str) -> Names {
    let End::Format(format) = end else { return Names::new(prefix, []) };
    let trees = &route.model.trees[format];
    let sides = route.model.declaration.formats[format].sides.iter().zip(&trees.sides);
    let sides = sides.map(|(side, tree)| (tree, Path::new(vec![side.name.clone()])));
    Names::new(prefix, std::iter::once((&trees.main, Path::new(Vec::new()))).chain(sides))
}

impl<'r, 'm> Body<'r, 'm> {
    pub(super) fn new(route: &'r Route<'m>) -> Self {
        let slots = route.model.declaration.slots.len();
        let mut slot_uses = vec![0; slots];
        for fill in &route.fills {
            if let Some((slot, _)) = fill.slot {
                slot_uses[slot] += 1;
            }
        }
        Self {
            route,
            leaves: Leaves::new(),
            slots: vec![None; slots],
            found: BTreeMap::new(),
            unneeded: BTreeMap::new(),
            slot_uses,
            filled: BTreeMap::new(),
            sources: names(route, route.from, "from"),
            targets: names(route, route.to, "to"),
        }
    }

    pub(super) fn slots(&self) -> &'m [Slot] {
        &self.route.model.declaration.slots
    }

    /// Binds the leaves that are used or whose presence is asked.
    pub(super) fn take_apart(&mut self) -> TokenStream {
        let route = self.route;
        let unsaid = route.unsaid().into_iter().map(|(slot, _)| slot).filter(|slot| !route.used.contains(slot));
        let sources: Vec<(usize, &Source<'_>)> =
            route.used.iter().copied().chain(unsaid).filter_map(|slot| Some((slot, route.source(slot)?))).collect();
        let taken: BTreeSet<String> = sources.iter().map(|(_, source)| source.leaf.show().to_owned()).collect();
        // Whether a leaf that is required is there needs no look at it, unless what it stands in may be absent.
        let seen = route.lost().filter(|loss| loss.beside || !loss.leaf.required).map(|loss| loss.leaf);
        let follows = route.lost().filter_map(|loss| Some([loss.leaf, route.follows(loss)?.source.leaf]));
        let seen = seen
            .chain(follows.flatten())
            .chain(route.agreements().into_iter().flat_map(|(one, other, _)| [one, other]));
        let seen: BTreeSet<String> = seen.map(|leaf| leaf.show().to_owned()).collect();
        let wanted = Wanted { taken: &taken, seen: &seen };
        let statements = match route.from {
            End::Format(format) => {
                let trees = &route.model.trees[format];
                let (mut statements, leaves) =
                    bind::bind(&trees.main, &quote!(source), wanted, &Path::new(Vec::new()), &self.sources);
                self.leaves = leaves;
                let sides = route.model.declaration.formats[format].sides.iter().zip(&trees.sides);
                for (side, tree) in sides {
                    if !self.has_side(&side.name) {
                        continue;
                    }
                    let (more, leaves) = bind::bind_side(tree, &side.name, wanted, &self.sources);
                    statements.extend(more);
                    self.leaves.extend(leaves);
                }
                statements
            }
            End::Hub => self.take_hub_apart(wanted),
        };
        for (slot, source) in sources {
            // What is nested goes from the leaf to each place, anything else by the slot's variable.
            let uses = if self.slots()[slot].nested { self.slot_uses[slot] } else { 1 };
            if let Some(bound) = self.leaves.get_mut(source.leaf.show()) {
                bound.uses += uses;
            }
        }
        statements
    }

    fn has_side(&self, name: &Ident) -> bool {
        self.route.needs.iter().any(|need| matches!(need.kind, NeedKind::Side(_)) && need.name == *name)
    }

    fn take_hub_apart(&mut self, wanted: Wanted<'_>) -> TokenStream {
        let declaration = self.route.model.declaration;
        let hub = &declaration.name;
        let fields: Vec<TokenStream> = self
            .slots()
            .iter()
            .map(|slot| {
                let name = &slot.name;
                let path = name.unraw().to_string();
                let looked_at = !wanted.taken.contains(&path);
                if looked_at && !wanted.seen.contains(&path) {
                    return quote!(#name: _);
                }
                let variable = format_ident!("from_{path}");
                let bound = if looked_at { quote!(ref #variable) } else { quote!(#variable) };
                self.leaves.insert(path, Bound { variable, optional: slot.optional, looked_at, uses: 0 });
                quote!(#name: #bound)
            })
            .collect();
        let kept = declaration.kept.iter().map(|kept| quote!(#kept: _));
        quote!(let #hub { #(#fields,)* #(#kept,)* } = source;)
    }

    /// Tells the ledger what is there and not taken along.
    fn losses(&self) -> TokenStream {
        let (guarded, plain): (Vec<_>, Vec<_>) = self.route.lost().partition(|loss| loss.guard.is_some());
        let guarded = guarded.into_iter().map(|loss| self.loss(loss));
        let plain: Vec<TokenStream> = plain.into_iter().map(|loss| self.loss(loss)).collect();
        let plain = (!plain.is_empty()).then(|| quote!(if ledger.watches() { #(#plain)* }));
        let agreements = self.agreements();
        quote!(#agreements #(#guarded)* #plain)
    }

    /// Tells the ledger of what contradicts itself.
    fn agreements(&self) -> TokenStream {
        let told = self.route.agreements().into_iter().filter_map(|(one, other, reason)| {
            let look = |leaf: &Leaf| Some(self.leaves.get(leaf.show())?.looked_at());
            let (a, b, pointer) = (look(one)?, look(other)?, &one.pointer);
            let why = format!("is not what {} says: {reason}", other.pointer);
            Some(quote!(ledger.agreed(#pointer, #a, #b, #why);))
        });
        told.collect()
    }

    fn loss(&self, loss: &Loss<'_>) -> TokenStream {
        let (pointer, reason) = (&loss.leaf.pointer, &loss.reason);
        let bound = self.leaves.get(loss.leaf.show());
        if loss.leaf.rest {
            let Some(bound) = bound else { return TokenStream::new() };
            let rest = bound.borrowed();
            if bound.optional {
                return quote!(if let Some(rest) = #rest { ledger.dropped_members(#pointer, rest, #reason); });
            }
            return quote!(ledger.dropped_members(#pointer, #rest, #reason););
        }
        let present = bound.map_or_else(|| quote!(true), Bound::present);
        self.contradicted(loss, &present).unwrap_or_else(|| told(self.slots(), loss, &present))
    }

    /// Tells the ledger of a loss that follows from a slot, unless it says otherwise: then of that.
    fn contradicted(&self, loss: &Loss<'_>, present: &TokenStream) -> Option<TokenStream> {
        let Follows { slot, source, writes, maybe } = self.route.follows(loss)?;
        let look = |leaf: &Leaf| Some(self.leaves.get(leaf.show())?.looked_at());
        let (from, said) = (look(source.leaf)?, look(loss.leaf)?);
        let value = there::quietly(&source, &slot.inner, quote!(#from.cloned()));
        let (pointer, reason, ty) = (&loss.leaf.pointer, &loss.reason, &slot.inner);
        let leaf = value_type(loss.leaf, slot);
        let differs = if maybe { quote!(differs_if_any) } else { quote!(differs) };
        let other = format!("it is not what follows from {}", source.leaf.pointer);
        Some(quote! {
            let differs = ::formwork_runtime::convert::#differs::<#writes, #ty, #leaf>(#value, #said);
            ledger.dropped(#pointer, #present, if differs { #other } else { #reason });
        })
    }

    /// The value of a leaf: moved where it is the last time.
    pub(super) fn leaf(&mut self, path: &str) -> Option<Value> {
        let bound = self.leaves.get_mut(path)?;
        bound.uses = bound.uses.saturating_sub(1);
        let variable = &bound.variable;
        let tokens = if bound.uses > 0 { quote!(#variable.clone()) } else { quote!(#variable) };
        Some(Value::new(tokens, if bound.optional { State::Maybe } else { State::Certain }))
    }

    /// The pointer that a slot's value comes from.
    pub(super) fn origin(&self, slot: usize) -> TokenStream {
        match self.route.source(slot) {
            Some(_) if self.has_option(slot) && !self.slots()[slot].nested => {
                let origin = format_ident!("origin_{}", self.slots()[slot].name.unraw());
                quote!(#origin)
            }
            Some(source) => {
                let pointer = &source.leaf.pointer;
                quote!(Some(#pointer))
            }
            None => quote!(None),
        }
    }

    /// What a leaf of the target gets, before it is asked whether the leaf can be absent.
    pub(super) fn filled(&mut self, fill: &Fill<'_>) -> Option<Value> {
        if fill.asked {
            let need = self
                .route
                .needs
                .iter()
                .find(|need| matches!(&need.kind, NeedKind::Leaf(path) if path == fill.leaf.show()))?;
            let given = given(&need.name);
            return Some(Value::new(quote!(#given), if need.required { State::Certain } else { State::Maybe }));
        }
        let (slot, place) = fill.slot?;
        self.slot_uses[slot] = self.slot_uses[slot].saturating_sub(1);
        if self.slots()[slot].nested {
            return self.nested(slot, fill);
        }
        let value = self.slots[slot].clone()?;
        let tokens = &value.tokens;
        let tokens = if self.slot_uses[slot] > 0 { quote!(#tokens.clone()) } else { quote!(#tokens) };
        let value = Value::new(tokens, value.state);
        Some(match self.route.codec(fill) {
            Some(codec) => self.written(slot, fill, &codec, place.maybe, &value),
            None => value,
        })
    }

    fn written(&self, slot: usize, fill: &Fill<'_>, codec: &TokenStream, maybe: bool, value: &Value) -> Value {
        let leaf = value_type(fill.leaf, &self.slots()[slot]);
        let leaf = if maybe { quote!(::core::option::Option<#leaf>) } else { quote!(#leaf) };
        let (from, to) = (self.origin(slot), &fill.leaf.pointer);
        let (tokens, ty) = (&value.tokens, &self.slots()[slot].inner);
        let (written, state) = match value.state {
            State::Certain => (quote!(ledger.write::<#codec, #ty, #leaf>(#from, #to, #tokens)), State::Sure),
            State::Sure => (quote!(ledger.write_sure::<#codec, #ty, #leaf>(#from, #to, #tokens)), State::Sure),
            State::Maybe | State::Unsure => {
                let tokens = value.unsure();
                (quote!(ledger.write_some::<#codec, #ty, #leaf>(#from, #to, #tokens)), State::Unsure)
            }
        };
        match (maybe, state) {
            (true, State::Unsure) => Value::new(quote!(#written.map(::core::option::Option::flatten)), State::Unsure),
            (true, _) => Value::new(written, State::Unsure),
            (false, state) => Value::new(written, state),
        }
    }

    /// Notes the variable that a leaf of the target has got.
    pub(super) fn remember(&mut self, path: &Path, value: Value) {
        self.filled.insert(path.show().to_owned(), value);
    }

    /// What is known of what a leaf of the target has got already.
    pub(super) fn known(&self, path: &Path) -> Option<State> {
        self.filled.get(path.show()).map(|value| value.state)
    }

    /// The variable that a leaf of the target has got already.
    pub(super) fn remembered(&mut self, path: &Path) -> Option<Value> {
        self.filled.remove(path.show())
    }

    /// The option that a problem names: what the caller can give.
    pub(super) fn option(&self, fill: &Fill<'_>) -> Option<String> {
        let need = self.route.needs.iter().find(|need| match &need.kind {
            NeedKind::Slot(slot) => fill.slot.is_some_and(|(of, _)| of == *slot),
            NeedKind::Leaf(path) => path == fill.leaf.show(),
            _ => false,
        });
        need.map(|need| need.name.unraw().to_string())
    }
}

/// Tells the ledger of a loss, where the leaf is `present`: it is refused where a slot has a guard.
pub(super) fn told(slots: &[Slot], loss: &Loss<'_>, present: &TokenStream) -> TokenStream {
    let (pointer, reason) = (&loss.leaf.pointer, &loss.reason);
    match loss.guard.and_then(|slot| slots[slot].guard.as_ref()) {
        Some(guard) => {
            let (option, variable) = (guard.option.to_string(), given(&guard.option));
            quote!(ledger.refuse(#pointer, #present, #variable, #reason, #option);)
        }
        None => quote!(ledger.dropped(#pointer, #present, #reason);),
    }
}

/// `null` is no value for a slot that does not tell it from absent.
pub(super) fn without_null(leaf: Value, source: &Source<'_>, slot: &Slot) -> Value {
    if !source.leaf.nullable || slot.is_nullable() {
        return leaf;
    }
    let tokens = leaf.tokens;
    match leaf.state {
        State::Certain => Value::new(quote!(#tokens.into_option()), State::Maybe),
        _ => Value::new(quote!(#tokens.and_then(::formwork_runtime::Nullable::into_option)), State::Maybe),
    }
}
