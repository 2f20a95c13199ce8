//! Slots whose type is a hub of its own.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;

use super::{
    pair::{Body, given, without_null},
    value::{State, Value},
};
use crate::{
    declare::Slot,
    route::{End, Fill, NeedKind, Route},
    shape::Leaf,
};

impl Body<'_, '_> {
    /// A value of a nested hub: from the leaf of the one format to that of the other, with nothing in the middle. What
    /// the caller gives is a value of the nested hub itself.
    pub(super) fn nested(&mut self, slot: usize, fill: &Fill<'_>) -> Option<Value> {
        let declared = &self.slots()[slot];
        let need = self.route.needs.iter().find(|need| need.kind == NeedKind::Slot(slot));
        let supplied = |tokens: TokenStream| match self.route.to {
            End::Hub => Value::new(tokens, State::Certain),
            End::Format(_) => {
                let pointer = format!("/{}", declared.name.unraw());
                let value = Value::new(tokens, State::Certain);
                through(declared, &pointer, &declared.inner, fill, &value)
            }
        };
        let given = need.map(|need| (given(&need.name), need.required));
        let copy = (self.slot_uses[slot] > 0).then(|| quote!(.clone()));
        let Some(source) = self.route.source(slot) else {
            let (given, required) = given?;
            if required {
                return Some(supplied(quote!(#given #copy)));
            }
            let value = supplied(quote!(given)).unsure();
            return Some(Value::new(
                quote!(match #given #copy { Some(given) => #value, None => Ok(None) }),
                State::Unsure,
            ));
        };
        let leaf = self.leaf(source.leaf.show())?;
        let leaf = without_null(leaf, source, declared);
        let found = through(declared, &source.leaf.pointer, &source.leaf.ty, fill, &leaf);
        Some(match given {
            Some((given, _)) => {
                let (given_value, found) = (supplied(quote!(given)).unsure(), found.unsure());
                let (from, tokens) = (&source.leaf.pointer, &leaf.tokens);
                let present = if leaf.state == State::Certain { quote!(true) } else { quote!(#tokens.is_some()) };
                let tokens = quote! {
                    match #given #copy {
                        Some(given) => {
                            ledger.dropped(#from, #present, "the caller gave another");
                            #given_value
                        }
                        None => #found,
                    }
                };
                Value::new(tokens, State::Unsure)
            }
            None => found,
        })
    }
}

/// A value of type `wire` through the hub that a slot nests.
fn through(slot: &Slot, from: &str, wire: &syn::Type, fill: &Fill<'_>, value: &Value) -> Value {
    let (to, target, tokens) = (&fill.leaf.pointer, &fill.leaf.ty, &value.tokens);
    let some = value.state != State::Certain;
    let call = match slot.element() {
        Some(hub) => {
            let (wire, target) = (element(wire), element(target));
            let method = if some { quote!(nested_list_some) } else { quote!(nested_list) };
            quote!(ledger.#method::<#hub, #wire, #target>(#from, #to, #tokens))
        }
        None => {
            let hub = &slot.inner;
            let method = if some { quote!(nested_some) } else { quote!(nested) };
            quote!(ledger.#method::<#hub, #wire, #target>(#from, #to, #tokens))
        }
    };
    Value::new(call, if some { State::Unsure } else { State::Sure })
}

/// The slots of nested hubs that a pair moves, each with the leaf of the source and the one of the target.
pub(super) fn leaves<'r>(route: &'r Route<'_>) -> impl Iterator<Item = (&'r Slot, &'r Leaf, &'r Leaf)> {
    route.fills.iter().filter_map(|fill| {
        let (slot, _) = fill.slot?;
        let declared = &route.model.declaration.slots[slot];
        let source = route.source(slot).filter(|_| declared.nested)?;
        Some((declared, source.leaf, fill.leaf))
    })
}

/// The hub that a slot nests.
pub(super) fn hub(slot: &Slot) -> String {
    slot.element().unwrap_or(&slot.inner).to_token_stream().to_string().replace(' ', "")
}

/// The routes of the hubs that take part in a pair.
pub(super) fn routes(route: &Route<'_>) -> Vec<TokenStream> {
    let routes = leaves(route).map(|(slot, from, to)| {
        let (hub, wire, target) = match slot.element() {
            Some(hub) => (hub, element(&from.ty), element(&to.ty)),
            None => (&slot.inner, &from.ty, &to.ty),
        };
        let list = slot.element().is_some();
        data([&from.pointer, &to.pointer], ["", ""], list, &quote!(#hub), &quote!(#wire), &quote!(#target))
    });
    routes.collect()
}

/// A nested route as data. It is a function, since a hub may nest itself.
pub(crate) fn data(
    [from, to]: [&str; 2],
    [variant, becomes]: [&str; 2],
    list: bool,
    hub: &TokenStream,
    wire: &TokenStream,
    target: &TokenStream,
) -> TokenStream {
    quote! {
        ::formwork_runtime::convert::NestedRoute {
            from: #from,
            to: #to,
            variant: #variant,
            becomes: #becomes,
            list: #list,
            route: || &<#hub as ::formwork_runtime::convert::Convert<#wire, #target>>::ROUTE,
        }
    }
}

/// What a list holds.
pub(super) fn element(ty: &syn::Type) -> &syn::Type {
    crate::declare::inside(ty, "Vec").unwrap_or(ty)
}
