//! What the documentation of a conversion says.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

use super::nested;
use crate::{
    declare::spell,
    route::{Route, value_type},
    shape::Leaf,
};

/// The documentation of a pair's function.
pub(super) fn function(route: &Route<'_>) -> TokenStream {
    let (from, to) = (route.model.name(route.from), route.model.name(route.to));
    let mut lines = vec![format!("`{from}` to `{to}`."), String::new()];
    let list = |pointers: Vec<String>| if pointers.is_empty() { "nothing".to_owned() } else { pointers.join(", ") };
    let needed =
        route.needs.iter().filter(|need| need.required).map(|need| format!("`{}`", need.name.unraw())).collect();
    lines.push(format!("- Needs: {}.", list(needed)));
    let may: Vec<String> =
        route.needs.iter().filter(|need| !need.required).map(|need| format!("`{}`", need.name.unraw())).collect();
    if !may.is_empty() {
        lines.push(format!("- Takes: {}.", list(may)));
    }
    let drops: Vec<String> = route.lost().filter(|loss| loss.guard.is_none()).map(|loss| pointer(loss.leaf)).collect();
    lines.push(format!("- Drops: {}.", list(drops)));
    let refuses: Vec<String> =
        route.lost().filter(|loss| loss.guard.is_some()).map(|loss| pointer(loss.leaf)).collect();
    if !refuses.is_empty() {
        lines.push(format!("- Refuses: {}, unless allowed.", list(refuses)));
    }
    let codecs = roundings(route);
    let told = |passage: &Passage| Some(format!("`{}` {} (`{}`)", passage.pointer, passage.words?, passage.codec));
    let rounds: Vec<String> = codecs.iter().filter_map(told).collect();
    if !rounds.is_empty() {
        lines.push(format!("- May round: {}.", list(rounds)));
    }
    let others = codecs.iter().filter(|passage| passage.words.is_none());
    let others: Vec<String> = others.map(|passage| format!("`{}` by `{}`", passage.pointer, passage.codec)).collect();
    if !others.is_empty() {
        lines.push(format!("- Codecs: {}.", list(others)));
    }
    if !codecs.is_empty() {
        let rounds = "[`Route::rounds`](::formwork_runtime::convert::Route::rounds)";
        lines.push(format!("- What is rounded, and how: {rounds} in the `ROUTE` of this pair."));
    }
    let nested: Vec<String> = nested::leaves(route)
        .map(|(slot, from, to)| format!("`{}` to `{}` by `{}`", from.pointer, to.pointer, nested::hub(slot)))
        .collect();
    if !nested.is_empty() {
        lines.push(format!("- Nested: {}, each with a `ROUTE` of its own.", list(nested)));
    }
    let gives: Vec<String> =
        route.fills.iter().filter(|fill| fill.give.is_some()).map(|fill| format!("`{}`", fill.leaf.pointer)).collect();
    if !gives.is_empty() {
        lines.push(format!("- Fills in: {}, where the source has none.", list(gives)));
    }
    lines.into_iter().map(|line| if line.is_empty() { quote!(#[doc = ""]) } else { quote!(#[doc = #line]) }).collect()
}

/// A pointer as documentation shows it.
fn pointer(leaf: &Leaf) -> String {
    format!("`{}`", leaf.place())
}

/// A codec on the way of a pair.
pub(super) struct Passage {
    /// The leaf that it stands at.
    pub(super) pointer: String,
    /// How the user wrote it.
    pub(super) codec: String,
    /// What it may round, where its name tells.
    words: Option<&'static str>,
    /// `Read<..>` or `Write<..>` of it, to ask what it rounds.
    pub(super) rounds: TokenStream,
}

/// The codecs on the way of a pair.
pub(super) fn roundings(route: &Route<'_>) -> Vec<Passage> {
    let declaration = route.model.declaration;
    let mut found = Vec::new();
    for slot in route.used.iter().filter(|slot| !declaration.slots[**slot].nested) {
        let Some(source) = route.source(*slot) else { continue };
        let Some(codec) = &source.codec else { continue };
        let declared = &declaration.slots[*slot];
        let (wire, value) = (value_type(source.leaf, declared), &declared.inner);
        let wire = if source.leaf.nullable && !declared.is_nullable() { source.leaf.ty.clone() } else { wire };
        let value = if source.maybe { quote!(::core::option::Option<#value>) } else { quote!(#value) };
        found.push(Passage {
            words: reading(&spell(codec), &spell(&wire)),
            pointer: source.leaf.pointer.clone(),
            codec: spell(codec),
            rounds: quote!(<#codec as ::formwork_runtime::convert::Read<#wire, #value>>::ROUNDS),
        });
    }
    for fill in &route.fills {
        let Some((slot, place)) = fill.slot else { continue };
        let declared = &declaration.slots[slot];
        let Some(codec) = route.codec(fill) else { continue };
        let wire = value_type(fill.leaf, declared);
        let words = writing(&spell(&codec), &spell(&wire));
        let wire = if place.maybe { quote!(::core::option::Option<#wire>) } else { quote!(#wire) };
        let value = &declared.inner;
        found.push(Passage {
            words,
            pointer: fill.leaf.pointer.clone(),
            codec: spell(&codec),
            rounds: quote!(<#codec as ::formwork_runtime::convert::Write<#value, #wire>>::ROUNDS),
        });
    }
    found
}

/// What a codec of `formwork_runtime::convert` may round when it reads such a type; nothing for those of others, of which
/// the `ROUTE` tells.
fn reading(codec: &str, wire: &str) -> Option<&'static str> {
    match (codec, wire) {
        ("UnixSeconds" | "UnixMillis" | "Seconds" | "Millis", "Number") => Some("to whole nanoseconds, down"),
        ("Rfc3339", _) => Some("to whole nanoseconds, down; a leap second to the second after it"),
        ("First", _) => Some("to the first only"),
        _ => None,
    }
}

/// The same when it writes such a type.
fn writing(codec: &str, wire: &str) -> Option<&'static str> {
    match (codec, wire) {
        ("UnixSeconds", _) | ("Seconds", "Integer") => Some("to whole seconds, down"),
        ("UnixMillis" | "Rfc3339", _) | ("Millis", "Integer") => Some("to whole milliseconds, down"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use formwork_runtime::convert::{
        Exposed, First, Millis, NonEmpty, Read, Rfc3339, Same, Seconds, Span, Timestamp, UnixMillis, UnixSeconds, Write,
    };
    use formwork_runtime::{DateTime, Integer, Number, Secret};

    use super::*;

    /// Compares each codec's `ROUNDS` with the words here, which are looked up by how the user wrote it.
    macro_rules! says {
        ($($codec:ident: $($wire:ty => $value:ty),*;)*) => {$($(
            let wire: syn::Type = syn::parse_quote!($wire);
            let (codec, wire) = (stringify!($codec), spell(&wire));
            assert_eq!(reading(codec, &wire), <$codec as Read<$wire, $value>>::ROUNDS, "{codec} reads {wire}");
            assert_eq!(writing(codec, &wire), <$codec as Write<$value, $wire>>::ROUNDS, "{codec} writes {wire}");
        )*)*};
    }

    #[test]
    fn documentation_says_what_the_codecs_say() {
        says! {
            UnixSeconds: Integer => Timestamp, Number => Timestamp;
            UnixMillis: Integer => Timestamp, Number => Timestamp;
            Seconds: Integer => Span, Number => Span;
            Millis: Integer => Span, Number => Span;
            Rfc3339: DateTime => Timestamp, String => Timestamp;
            NonEmpty: String => String, Secret<String> => Secret<String>;
            Exposed: String => Secret<String>;
            Same: String => String;
        }
        assert_eq!(reading("First", "Vec<String>"), <First as Read<Vec<String>, Option<String>>>::ROUNDS);
        assert_eq!(writing("First", "Vec<String>"), <First as Write<String, Vec<String>>>::ROUNDS);
    }
}
