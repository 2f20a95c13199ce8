//! What is wrong with slots, whatever the formats.

use syn::Ident;

use crate::{
    declare::Declaration,
    problems::{Problems, meant},
};

pub(super) fn check(declaration: &Declaration, problems: &mut Problems) {
    let names: Vec<String> = declaration.slots.iter().map(|slot| slot.name.to_string()).collect();
    let mut in_equations: Vec<&Ident> = Vec::new();
    for slot in &declaration.slots {
        if let Some(guard) = &slot.guard
            && !slot.optional
        {
            let what = format!("`{}` is always there, so that its guard would refuse every value", slot.name);
            problems.add(guard.option.span(), "H12", what, "make the slot an `Option`, or take the guard away");
        }
        let mut places = slot.reads.iter().flatten().chain(slot.writes.iter().flatten());
        if let Some(codec) = places.find_map(|place| place.codec.as_ref())
            && slot.nested
        {
            let what = format!("`{}` is nested, so that its own hub converts it, and no codec", slot.name);
            problems.at(codec, "H12", what, "take the codec away, or `#[nested]`");
        }
        let Some(equation) = &slot.equation else { continue };
        for name in [&equation.end, &equation.start, &equation.length] {
            if !names.contains(&name.to_string()) {
                let help = meant(&name.to_string(), "slots", &names);
                problems.add(name.span(), "H10", format_args!("there is no slot `{name}`"), help);
            } else if in_equations.contains(&name) {
                let help = "take it out of one: a slot stands in one equation, so that what follows from what is plain";
                problems.add(name.span(), "H10", format_args!("`{name}` stands in two equations"), help);
            }
            in_equations.push(name);
        }
    }
}
