//! Rust for a declaration.

mod bind;
mod build;
mod docs;
mod explain;
mod given;
mod kept;
mod names;
mod needs;
mod nested;
mod pair;
mod patch;
mod slots;
mod there;
mod traits;
mod value;

use proc_macro2::TokenStream;
use quote::quote;

pub(crate) use self::nested::data as nested_route;
use crate::{
    declare::Declaration,
    fetch::Trees,
    route::{End, Model, Route},
};

/// All that the derive writes.
pub(crate) fn emit(declaration: &Declaration, trees: &[Trees]) -> TokenStream {
    let slots = Model::slots(declaration);
    let model = Model { declaration, trees, slots: &slots };
    let formats = declaration.formats.len();
    let ends: Vec<End> = (0..formats).map(End::Format).chain([End::Hub]).collect();
    let mut routes: Vec<Route<'_>> = Vec::new();
    for from in &ends {
        for to in ends.iter().filter(|to| *to != from) {
            routes.push(model.route(*from, *to));
        }
    }
    let functions = routes.iter().map(pair::function);
    let needs = routes.iter().map(needs::needs);
    let conversions = routes.iter().map(traits::conversion);
    let kept = kept::kept(model);
    let patches = (0..formats).filter_map(|format| patch::write_into(model, format, &routes));
    let explained = explain::crosswalk(model, &routes);
    let given = declaration.given.then(|| routes.iter().map(given::given).collect::<TokenStream>());
    let hub = &declaration.name;
    let visibility = &declaration.visibility;
    quote! {
        #kept
        #(#needs)*
        #[allow(
            dead_code, unused_mut, unused_variables, clippy::too_many_lines, clippy::needless_pass_by_value, clippy::unnecessary_wraps, clippy::large_types_passed_by_value,
            reason = "each function has the shape of all the others"
        )]
        impl #hub {
            /// A value of some format, to be converted into another or into the hub.
            #visibility fn via<S>(source: S) -> ::formwork_runtime::convert::Via<Self, S> {
                ::formwork_runtime::convert::Via::new(source)
            }
            #explained
            #(#functions)*
            #(#patches)*
        }
        #(#conversions)*
        #given
    }
}
