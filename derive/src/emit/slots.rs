//! What each slot comes to: read from the source, given by the caller, or worked out of two others.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;

use super::{
    pair::{Body, given, slot_variable, without_null},
    value::{State, Value},
};
use crate::route::{NeedKind, Source};

impl Body<'_, '_> {
    /// Works out all slots.
    pub(super) fn work_out(&mut self) -> TokenStream {
        let route = self.route;
        let mut statements = self.unneeded();
        let slots = self.slots();
        for slot in route.used.iter().copied().filter(|slot| !slots[*slot].nested) {
            if route.solved.contains(&slot) && route.source(slot).is_none() && !self.has_option(slot) {
                let ty = &slots[slot].inner;
                let nothing = quote!(Ok::<::core::option::Option<#ty>, ::formwork_runtime::convert::Faulted>(None));
                self.slots[slot] = Some(Value::new(nothing, State::Unsure));
                continue;
            }
            let (before, value) = self.base(slot);
            statements.extend(before);
            statements.extend(self.bind_slot(slot, value));
        }
        statements.extend(self.contradictions());
        for slot in route.solved.iter().copied() {
            let Some(found) = route.model.equation(slot) else { continue };
            let found_word = found.word;
            // A length counts between the times that are written. A time counts from what the source says: it does not
            // move because the caller gave another for the other.
            let input = |slot: usize| match self.found.get(&slot) {
                Some(found) if found_word != "between" => Some(found.clone()),
                _ => self.slots[slot].clone(),
            };
            // What the source says has its place there, whatever the caller gave for it.
            let origins = [found.inputs.0, found.inputs.1].map(|slot| match route.source(slot) {
                Some(source) if found_word != "between" && self.found.contains_key(&slot) => {
                    let pointer = &source.leaf.pointer;
                    quote!(Some(#pointer))
                }
                _ => self.origin(slot),
            });
            let (Some(a), Some(b)) = (input(found.inputs.0), input(found.inputs.1)) else { continue };
            let Some(own) = self.slots[slot].clone() else { continue };
            let word = format_ident!("{}", found.word);
            let (a, b) = (a.borrowed(), b.borrowed());
            let to = self.target(slot);
            let solved = quote!(ledger.#word([#(#origins),*], #to, #a, #b));
            let tokens = if route.source(slot).is_none() && !self.has_option(slot) {
                solved
            } else {
                let own = own.unsure();
                let idle = [found.inputs.0, found.inputs.1].map(|input| self.idle(slot, input));
                quote!(match #own { Ok(None) => #solved, found => { #(#idle)* found } })
            };
            statements.extend(self.bind_slot(slot, Value::new(tokens, State::Unsure)));
        }
        statements
    }

    /// Binds, for each slot that is read by a codec and that others follow from, whether the caller gives those and itself.
    fn unneeded(&mut self) -> TokenStream {
        let route = self.route;
        let mut statements = TokenStream::new();
        for slot in route.used.iter().copied() {
            let is_read = route.source(slot).is_some_and(|source| source.codec.is_some());
            if !is_read || !self.is_input(slot) {
                continue;
            }
            let follows = route.solved.iter().filter_map(|solved| {
                let found = route.model.equation(*solved)?;
                let is_input = found.inputs.0 == slot || found.inputs.1 == slot;
                // A length counts from what is given for the slot itself.
                let stands_in = if found.word == "between" && self.has_option(slot) { slot } else { *solved };
                is_input.then_some(stands_in)
            });
            let own = route.target_of.contains_key(&slot).then_some(slot);
            let all: BTreeSet<usize> = follows.chain(own).collect();
            if !all.iter().all(|slot| self.has_option(*slot)) {
                continue;
            }
            let given = all.iter().map(|slot| given(&self.slots()[*slot].name));
            let variable = format_ident!("unneeded_{}", self.slots()[slot].name.unraw());
            statements.extend(quote!(let #variable = #(#given.is_some())&&*;));
            self.unneeded.insert(slot, variable);
        }
        statements
    }

    /// Tells of what is not taken along, where it is another than follows from what is.
    fn contradictions(&mut self) -> TokenStream {
        let route = self.route;
        let told = route.unsaid().into_iter().filter_map(|(slot, equation)| {
            let source = route.source(slot)?;
            let pointer = &source.leaf.pointer;
            let read = if route.used.contains(&slot) {
                None
            } else {
                let leaf = self.leaf(source.leaf.show())?;
                let leaf = without_null(leaf, source, &self.slots()[slot]);
                let variable = slot_variable(&self.slots()[slot]);
                let value = self.read(slot, source, leaf).unsure();
                self.slots[slot] = Some(Value::new(quote!(#variable), State::Unsure));
                // What is wrong with it is no problem of the target.
                Some(
                    quote!(let #variable = { let ledger = &mut ::formwork_runtime::convert::Ledger::quiet(); #value };),
                )
            };
            let values: Option<Vec<TokenStream>> =
                equation.iter().map(|slot| Some(self.slots[*slot].as_ref()?.borrowed())).collect();
            let values = values?;
            Some(quote! {
                #read
                ledger.contradicted(#pointer, #(#values),*);
            })
        });
        let told: TokenStream = told.collect();
        if told.is_empty() { told } else { quote!(if ledger.watches() { #told }) }
    }

    fn bind_slot(&mut self, slot: usize, value: Value) -> TokenStream {
        if value.is_a_name() && value.state != State::Unsure {
            // What only moves needs no name of its own.
            self.slots[slot] = Some(value);
            return TokenStream::new();
        }
        let variable = slot_variable(&self.slots()[slot]);
        let tokens = value.tokens;
        self.slots[slot] = Some(Value::new(quote!(#variable), value.state));
        let ty = &self.slots()[slot].inner;
        match value.state {
            State::Unsure => {
                quote!(let #variable: ::core::result::Result<::core::option::Option<#ty>, ::formwork_runtime::convert::Faulted> = #tokens;)
            }
            _ => quote!(let #variable = #tokens;),
        }
    }

    pub(super) fn has_option(&self, slot: usize) -> bool {
        self.route.needs.iter().any(|need| need.kind == NeedKind::Slot(slot))
    }

    /// The pointer that a problem with a slot is told of.
    pub(super) fn target(&self, slot: usize) -> TokenStream {
        match self.route.target_of.get(&slot) {
            Some(pointer) => quote!(Some(#pointer)),
            None => quote!(None),
        }
    }

    /// What the source, or the caller, says of a slot.
    fn base(&mut self, slot: usize) -> (TokenStream, Value) {
        let route = self.route;
        let declared = &self.slots()[slot];
        let need = route.needs.iter().find(|need| need.kind == NeedKind::Slot(slot));
        let given = need.map(|need| given(&need.name));
        let Some(source) = route.source(slot) else {
            let value = match (need, given) {
                (Some(need), Some(given)) if need.required => Value::new(quote!(#given), State::Certain),
                (_, Some(given)) => Value::new(quote!(#given), State::Maybe),
                _ => Value::new(quote!(Ok(None)), State::Unsure),
            };
            return (TokenStream::new(), value);
        };
        let Some(leaf) = self.leaf(source.leaf.show()) else {
            return (TokenStream::new(), Value::new(quote!(Ok(None)), State::Unsure));
        };
        let present = self.leaves.get(source.leaf.show()).map(|bound| {
            let variable = &bound.variable;
            match (bound.optional, source.leaf.nullable) {
                (true, _) => quote!(#variable.is_some()),
                (false, true) => quote!(!#variable.is_null()),
                (false, false) => quote!(true),
            }
        });
        let leaf = without_null(leaf, source, declared);
        let mut found = self.read(slot, source, leaf);
        if let Some(unneeded) = self.unneeded.get(&slot) {
            let tokens = &found.tokens;
            // What is wrong with it is no problem of the target then.
            found.tokens = quote!({
                let mut aside = ::formwork_runtime::convert::Ledger::quiet();
                let ledger = if #unneeded { &mut aside } else { &mut *ledger };
                #tokens
            });
        }
        match given {
            Some(given) => self.given_or_found(slot, source, &given, &found, present.as_ref()),
            None => (TokenStream::new(), found),
        }
    }

    /// What the caller gives of a slot, or else what the source says.
    fn given_or_found(
        &mut self,
        slot: usize,
        source: &Source<'_>,
        given: &Ident,
        found: &Value,
        present: Option<&TokenStream>,
    ) -> (TokenStream, Value) {
        let declared = &self.slots()[slot];
        let (ty, name, pointer) = (&declared.inner, declared.name.unraw(), &source.leaf.pointer);
        // Where the source's value may count as none, so may the caller's.
        let counted = source.codec.as_ref().filter(|_| self.route.counted(slot));
        let counted = counted
            .map(|codec| quote!(let #given = ::formwork_runtime::convert::unless_nothing::<#codec, #ty>(#given);));
        // What the caller gave is not told of the place that it stands in for.
        let origin = format_ident!("origin_{name}");
        let mut statements = quote!(#counted let #origin = if #given.is_some() { None } else { Some(#pointer) };);
        let tokens = found.unsure();
        let is_input = self.is_input(slot);
        let Some(present) = present.filter(|_| !is_input && !source.maybe) else {
            let variable = format_ident!("found_{name}");
            statements.extend(quote! {
                let #variable: ::core::result::Result<::core::option::Option<#ty>, ::formwork_runtime::convert::Faulted> = #tokens;
            });
            let again = if is_input { quote!(#variable.clone()) } else { quote!(#variable) };
            self.found.insert(slot, Value::new(quote!(#variable), State::Unsure));
            return (statements, Value::new(quote!(ledger.prefer(#pointer, #given, #again)), State::Unsure));
        };
        let value = quote! {
            match #given {
                Some(given) => {
                    ledger.dropped(#pointer, #present, "the caller gave another");
                    Ok(Some(given))
                }
                None => #tokens,
            }
        };
        (statements, Value::new(value, State::Unsure))
    }

    /// Whether a slot that is solved follows from this one.
    fn is_input(&self, slot: usize) -> bool {
        let solved = self.route.solved.iter().filter_map(|solved| self.route.model.equation(*solved));
        solved.map(|found| [found.inputs.0, found.inputs.1]).any(|inputs| inputs.contains(&slot))
    }

    /// Tells of an input that was read for this equation only, where the equation is not needed.
    fn idle(&self, solved: usize, input: usize) -> TokenStream {
        let route = self.route;
        let mut others =
            route.solved.iter().filter(|other| **other != solved).filter_map(|other| route.model.equation(*other));
        let elsewhere = others.any(|found| found.inputs.0 == input || found.inputs.1 == input);
        let Some(source) = route.source(input) else { return TokenStream::new() };
        let pointer = &source.leaf.pointer;
        // What the target has itself is told of where the caller gave another for it.
        if elsewhere || route.target_of.contains_key(&input) {
            return TokenStream::new();
        }
        let Some(value) = &self.slots[input] else { return TokenStream::new() };
        let tokens = &value.tokens;
        let present = match value.state {
            State::Certain | State::Sure => quote!(true),
            State::Maybe => quote!(#tokens.is_some()),
            State::Unsure => quote!(!matches!(#tokens, Ok(None))),
        };
        let (given, found) = ("the caller gave another", "what follows from it is there already");
        let why = match self.route.source(solved) {
            None => quote!(#given),
            Some(_) if self.has_option(solved) => {
                let origin = self.origin(solved);
                quote!(if #origin.is_none() { #given } else { #found })
            }
            Some(_) => quote!(#found),
        };
        quote!(ledger.dropped(#pointer, #present, #why);)
    }

    fn read(&self, slot: usize, source: &Source<'_>, leaf: Value) -> Value {
        let Some(codec) = &source.codec else { return leaf };
        let value = &self.slots()[slot].inner;
        let from = &source.leaf.pointer;
        let to = self.target(slot);
        let tokens = leaf.tokens;
        match (leaf.state, source.maybe) {
            (State::Certain, false) => {
                Value::new(quote!(ledger.read::<#codec, _, #value>(#from, #to, #tokens)), State::Sure)
            }
            (State::Certain, true) => Value::new(
                quote!(ledger.read::<#codec, _, ::core::option::Option<#value>>(#from, #to, #tokens)),
                State::Unsure,
            ),
            (_, false) => Value::new(quote!(ledger.read_some::<#codec, _, #value>(#from, #to, #tokens)), State::Unsure),
            (_, true) => Value::new(
                quote!(ledger.read_some::<#codec, _, ::core::option::Option<#value>>(#from, #to, #tokens).map(::core::option::Option::flatten)),
                State::Unsure,
            ),
        }
    }
}
