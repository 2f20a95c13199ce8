//! Slots whose type is a hub of its own.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

use super::{
    pair::{Body, given, without_null},
    value::{State, Value},
};
use crate::{
    declare::Slot,
    route::{End, Fill, NeedKind},
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
        let leaf = self.leaf(&source.leaf.show())?;
        let leaf = without_null(leaf, &source, declared);
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

/// What a list holds.
pub(super) fn element(ty: &syn::Type) -> &syn::Type {
    crate::declare::inside(ty, "Vec").unwrap_or(ty)
}
