//! The crosswalk as data.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;

use super::{docs, nested};
use crate::{
    declare::{Place, spell},
    route::{Model, NeedKind, Route},
};

/// `fn explain() -> &'static Crosswalk`
pub(super) fn crosswalk(model: Model<'_>, routes: &[Route<'_>]) -> TokenStream {
    let declaration = model.declaration;
    let hub = declaration.name.to_string();
    let visibility = &declaration.visibility;
    let formats = declaration.formats.iter().map(|format| format.name.unraw().to_string());
    let slots = declaration.slots.iter().map(|slot| {
        let (name, about) = (slot.name.unraw().to_string(), &slot.doc);
        let places = (0..declaration.formats.len()).map(|format| {
            let reads = slot.reads[format].iter().map(|place| show(model, format, place));
            let elsewhere = slot.reads_for.iter().filter(|(from, ..)| *from == format).map(|(_, to, place)| {
                format!("for {} {}", declaration.formats[*to].name.unraw(), show(model, format, place))
            });
            let reads = reads.chain(elsewhere).collect::<Vec<_>>().join(", ");
            let writes =
                slot.writes[format].iter().map(|place| show(model, format, place)).collect::<Vec<_>>().join(", ");
            quote!(::formwork_runtime::convert::SlotPlace { reads: #reads, writes: #writes })
        });
        quote!(::formwork_runtime::convert::SlotRow { name: #name, about: #about, places: &[#(#places),*] })
    });
    let hub_name = &declaration.name;
    let routes = routes.iter().map(|route| {
        let (from, to) = (model.ty(route.from), model.ty(route.to));
        quote!(&<#hub_name as ::formwork_runtime::convert::Convert<#from, #to>>::ROUTE)
    });
    quote! {
        /// The whole declaration as data: where each format keeps each slot, and what each conversion asks and loses.
        #visibility const fn explain() -> &'static ::formwork_runtime::convert::Crosswalk {
            const CROSSWALK: &::formwork_runtime::convert::Crosswalk = &::formwork_runtime::convert::Crosswalk {
                hub: #hub,
                formats: &[#(#formats),*],
                slots: &[#(#slots),*],
                routes: &[#(#routes),*],
            };
            CROSSWALK
        }
    }
}

/// A place as the matrix shows it: the pointer, and the codec around it.
fn show(model: Model<'_>, format: usize, place: &Place) -> String {
    let pointer =
        model.leaf(format, &place.path).map_or_else(|| place.path.show().to_owned(), |(leaf, _)| leaf.place());
    let shown = match &place.codec {
        Some(codec) => format!("{}({pointer})", spell(codec)),
        None => pointer,
    };
    if place.fallback { format!("else {shown}") } else { shown }
}

/// A pair as data.
pub(super) fn route(route: &Route<'_>) -> TokenStream {
    let model = route.model;
    let (source, target) = (model.name(route.from), model.name(route.to));
    let losses = route.lost();
    let drops = losses.clone().filter(|loss| loss.guard.is_none()).map(|loss| {
        let pointer = loss.leaf.place();
        let why = &loss.reason;
        quote!(::formwork_runtime::convert::Drop { pointer: #pointer, why: #why })
    });
    let refuses = losses.filter_map(|loss| {
        let guard = model.declaration.slots[loss.guard?].guard.as_ref()?;
        let (pointer, why, option) = (&loss.leaf.pointer, &guard.reason, guard.option.to_string());
        Some(quote!(::formwork_runtime::convert::Refusal { pointer: #pointer, why: #why, option: #option }))
    });
    let rounds = docs::roundings(route).into_iter().map(|passage| {
        let docs::Passage { pointer, codec, rounds, .. } = passage;
        quote!(::formwork_runtime::convert::Rounding { pointer: #pointer, codec: #codec, how: #rounds })
    });
    let gives =
        route.fills.iter().filter(|fill| fill.give.is_some() && fill.slot.is_none()).map(|fill| give(fill, true));
    let gives = gives.chain(
        route.fills.iter().filter(|fill| fill.give.is_some() && fill.slot.is_some()).map(|fill| give(fill, false)),
    );
    let needs = route.needs.iter().filter(|need| !matches!(need.kind, NeedKind::Guard(_))).map(|need| {
        let name = need.name.unraw().to_string();
        let crate::route::Need { pointer, required, maybe, secret, about, .. } = need;
        quote!(::formwork_runtime::convert::Need {
            name: #name, pointer: #pointer, required: #required, maybe: #maybe, secret: #secret, about: #about,
        })
    });
    let nested = nested::routes(route);
    let fills = route.fills.iter().filter_map(|fill| {
        let (slot, written) = fill.slot?;
        let maybe = written.maybe || route.source(slot).is_some_and(|source| source.maybe);
        let name = model.declaration.slots[slot].name.unraw().to_string();
        let to = fill.leaf.place();
        let origin = |slot: usize| route.source(slot).map(|source| source.leaf.place());
        let from: Vec<String> = match (origin(slot), model.equation(slot)) {
            (Some(pointer), _) => vec![pointer],
            (None, Some(found)) if route.solved.contains(&slot) => {
                [found.inputs.0, found.inputs.1].into_iter().filter_map(origin).collect()
            }
            _ => Vec::new(),
        };
        Some(quote!(::formwork_runtime::convert::Fill { slot: #name, from: &[#(#from),*], to: #to, maybe: #maybe }))
    });
    quote! {
        ::formwork_runtime::convert::Route {
            source: #source,
            target: #target,
            drops: &[#(#drops),*],
            refuses: &[#(#refuses),*],
            rounds: &[#(#rounds),*],
            gives: &[#(#gives),*],
            needs: &[#(#needs),*],
            fills: &[#(#fills),*],
            fails: &[],
            nested: &[#(#nested),*],
        }
    }
}

fn give(fill: &crate::route::Fill<'_>, always: bool) -> TokenStream {
    let pointer = &fill.leaf.pointer;
    let value = fill.give.map(|give| give.to_token_stream().to_string().replace(" :: ", "::")).unwrap_or_default();
    quote!(::formwork_runtime::convert::Give { pointer: #pointer, value: #value, always: #always })
}
