//! Laws of leaves: nothing of a source is lost without a word, nothing of a target is invented, and the crosswalk says
//! exactly what fills what. Covers the columns "required target fields derived" and "lost" of all twenty pairs.
//!
//! Each takes a conversion that succeeds, changes or removes one member, and compares.

use std::collections::BTreeSet;

use formwork_runtime::{
    Json,
    convert::{LostKind, Route},
};
use formwork_sessions::dynamic::{NotConverted, Vendor};
use serde_json::Value;

use crate::{
    ensure,
    support::{
        Crossing, Draw, Giving, PAIRS, Schema,
        calendar::{self, SECOND},
        cross::Crossed,
        hold,
        json::{is_under, number, spelled},
        schema::Leaf,
    },
};

/// Another value for a leaf, valid there and different for any reader; nothing where there is none.
fn changed(leaf: &Leaf<'_>, value: &Json) -> Option<Json> {
    let Some(node) = leaf.node else { return Some("changed".into()) };
    if let Some(options) = node.get("enum").and_then(Value::as_array) {
        let other = options.iter().filter_map(Value::as_str).find(|option| Some(*option) != value.as_str());
        return other.map(Into::into);
    }
    if node.get("const").is_some() {
        return None;
    }
    Some(match value {
        Json::String(text) if leaf.is_date_time() => {
            calendar::text(calendar::nanos(text) + 86_400 * SECOND, 0, 9).into()
        }
        Json::String(text) => format!("{text}, changed").into(),
        // A day more for milliseconds and for seconds, and not only a fraction.
        Json::Number(_) => {
            let whole = crate::oracle::read::scaled(&spelled(value), 0).expect("it is calm");
            number(&(whole + 86_400_000).to_string())
        }
        Json::Boolean(boolean) => (!boolean).into(),
        Json::Null => "changed".into(),
        Json::Array(items) if items.is_empty() => match node.get("items").and_then(|items| items.get("type")) {
            Some(kind) if kind == "string" => Json::Array(vec!["changed".into()]),
            _ => return None,
        },
        Json::Array(_) => Json::Array(Vec::new()),
        Json::Object(object) => {
            let mut object = object.clone();
            object.insert("changed".to_owned(), "changed".into());
            Json::Object(object)
        }
    })
}

/// A calm source for which only what is needed is given, as long as that suffices, or else all.
fn crossing(pair: (Vendor, Vendor), draw: &mut Draw) -> Option<(Crossing, Crossed)> {
    draw.wild = false;
    let mut crossing = Crossing::make(pair, Giving::Required, draw);
    if crossing.source.pointer("/tokenSet/token_type").is_some() {
        crossing = crossing.with("/tokenSet/token_type", Some("Bearer".into()));
    }
    // The tokens and the user beside a SuperTokens session are given mostly.
    for need in crossing.route().needs.iter().filter(|need| need.pointer.is_empty()) {
        if draw.below(4) < 3 {
            let value = crossing.value(need, draw);
            crossing.give(need.name, value);
        }
    }
    let crossed = crossing.cross();
    if let Ok(crossed) = crossed {
        return Some((crossing, crossed));
    }
    let all = Crossing::of(pair, crossing.source.clone(), Giving::All, draw);
    let crossed = all.cross().ok()?;
    Some((all, crossed))
}

/// The members of the target that differ.
fn differences(to: Vendor, was: &Json, is: &Json) -> BTreeSet<String> {
    let schema = Schema::of(to);
    let all = schema.leaves(was).into_iter().chain(schema.leaves(is)).map(|leaf| leaf.pointer);
    all.filter(|pointer| was.pointer(pointer).map(spelled) != is.pointer(pointer).map(spelled)).collect()
}

/// What the account says is lost.
fn account(crossed: &Crossed) -> BTreeSet<String> {
    crossed.lost.iter().map(ToString::to_string).collect()
}

/// Whether the account of a conversion names a place of the source.
fn names(crossed: &Crossed, pointer: &str) -> bool {
    crossed.lost.iter().filter_map(|lost| lost.from.as_deref()).any(|from| is_under(pointer, from))
}

/// A leaf of the source, changed or removed; which of both, and the crossing with it.
fn mutated(crossing: &Crossing, draw: &mut Draw) -> Option<(String, bool, Crossing)> {
    let leaves = Schema::of(crossing.from).leaves(&crossing.source);
    let leaf = draw.pick(&leaves);
    let value = crossing.source.pointer(&leaf.pointer).expect("it is there");
    let remove = !leaf.required && draw.one_in(2);
    let other = if remove { None } else { Some(changed(leaf, value)?) };
    Some((leaf.pointer.clone(), remove, crossing.with(&leaf.pointer, other)))
}

/// A leaf is changed or removed: the target changes, or the account does, or a problem names the leaf.
#[test]
fn no_leaf_of_the_source_is_lost_without_a_word() {
    hold(500, |draw| {
        let Some((crossing, before)) = crossing(*draw.pick(&PAIRS), draw) else { return draw.skip() };
        let Some((leaf, removed, other)) = mutated(&crossing, draw) else { return draw.skip() };
        match other.cross() {
            Ok(after) => {
                let told = names(&before, &leaf) || names(&after, &leaf) || account(&before) != account(&after);
                let same = before.target == after.target;
                ensure!(!same || told, "{crossing}\n{leaf} changes nothing, and nobody says so: {:?}", after.lost);
                // What is in the account is gone for good, and what is not is there.
                let drops = |crossed: &Crossed| {
                    let mut dropped = crossed.lost.iter().filter(|lost| lost.kind == LostKind::Dropped);
                    dropped.any(|lost| lost.from.as_deref() == Some(&leaf))
                };
                let dropped = drops(&before);
                ensure!(!dropped || same, "{crossing}\n{leaf} is dropped and still changes the target");
                ensure!(!dropped || !removed || !drops(&after), "{crossing}\n{leaf} is dropped and not there");
            }
            Err(NotConverted::Problems(problems)) => {
                let all = &problems.problems;
                let fills =
                    other.route().fills.iter().filter(|fill| fill.from.iter().any(|from| is_under(&leaf, from)));
                let reached: Vec<&str> = fills.map(|fill| fill.to).collect();
                let named = all.iter().any(|one| {
                    let disagrees = one.message.contains(&format!("is not what {leaf} says"));
                    let reaches = one.to.as_deref().is_some_and(|to| reached.contains(&to));
                    one.from.as_deref() == Some(&leaf) || reaches || disagrees
                });
                ensure!(named, "{crossing}\n{leaf} fails it, and is not named: {problems}");
            }
            Err(NotConverted::Asked { missing, .. }) => {
                ensure!(removed && !missing.is_empty(), "{crossing}\n{leaf} is asked for");
            }
            Err(NotConverted::Rejected(rejection)) => return Err(format!("{other}\n{rejection}")),
        }
        Ok(())
    });
}

/// The members of the target that the crosswalk fills from a place, as long as nothing is given for them.
fn filled(crossing: &Crossing, route: &Route, place: &str) -> BTreeSet<String> {
    let given = |slot: &str| {
        let needs = route.needs.iter().filter(|need| need.name == slot && !need.pointer.is_empty());
        needs.into_iter().any(|need| crossing.given(need.pointer).is_some())
    };
    let fills = route.fills.iter().filter(|fill| fill.from.iter().any(|from| is_under(place, from)));
    fills.filter(|fill| !given(fill.slot)).map(|fill| fill.to.to_owned()).collect()
}

fn drops(route: &Route, leaf: &Leaf<'_>) -> bool {
    let parent = leaf.pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
    route.drops.iter().any(|drop| match drop.pointer.strip_suffix("/*") {
        Some(open) => leaf.node.is_none() && parent == open,
        None => is_under(&leaf.pointer, drop.pointer),
    })
}

/// The crosswalk says of each leaf of a source what becomes of it: a change of it changes exactly the members that it
/// fills, or it is among the drops.
#[test]
fn explain_says_what_each_leaf_of_the_source_fills() {
    hold(500, |draw| {
        let Some((crossing, before)) = crossing(*draw.pick(&PAIRS), draw) else { return draw.skip() };
        let route = crossing.route();
        let leaves = Schema::of(crossing.from).leaves(&crossing.source);
        let leaf = draw.pick(&leaves);
        let value = crossing.source.pointer(&leaf.pointer).expect("it is there");
        let fills = route.fills.iter().any(|fill| fill.from.iter().any(|from| is_under(&leaf.pointer, from)));
        let refused = route.refuses.iter().any(|refusal| refusal.pointer == leaf.pointer);
        let known = usize::from(drops(route, leaf)) + usize::from(fills) + usize::from(refused);
        ensure!(known == 1, "{crossing}\n{} is said to become {known} things", leaf.pointer);
        let Some(other) = changed(leaf, value) else { return draw.skip() };
        let Ok(after) = crossing.with(&leaf.pointer, Some(other)).cross() else { return draw.skip() };
        let found = differences(crossing.to, &before.target, &after.target);
        let expected = filled(&crossing, route, &leaf.pointer);
        ensure!(found == expected, "{crossing}\n{} changes {found:?}, is said to fill {expected:?}", leaf.pointer);
        if drops(route, leaf) {
            ensure!(names(&before, &leaf.pointer), "{crossing}\n{} is dropped without a word", leaf.pointer);
        }
        Ok(())
    });
}

/// The same of what lies beside a SuperTokens session.
#[test]
fn explain_says_what_each_leaf_beside_the_source_fills() {
    hold(400, |draw| {
        let to = *draw.pick(&[Vendor::Supabase, Vendor::Ballware, Vendor::Auth0]);
        let Some((crossing, before)) = crossing((Vendor::Supertokens, to), draw) else { return draw.skip() };
        let side = *draw.pick(&["access", "refresh", "user"]);
        let Some(value) = crossing.given(side) else { return draw.skip() };
        let schema = Schema::of(Vendor::Supertokens);
        let part = schema.part(if side == "user" { "/$defs/User" } else { "/$defs/Token" });
        let leaves = schema.leaves_of(part, value);
        let leaf = draw.pick(&leaves);
        let Some(new) = changed(leaf, value.pointer(&leaf.pointer).expect("it is there")) else { return draw.skip() };
        let mut other = crossing.clone();
        other.give(side, crate::support::json::with(value, &leaf.pointer, Some(new)));
        let Ok(after) = other.cross() else { return draw.skip() };
        let found = differences(to, &before.target, &after.target);
        let place = format!("{side}:{}", leaf.pointer);
        let expected = filled(&crossing, crossing.route(), &place);
        let list = place.starts_with("user:/emails") || place.starts_with("user:/phoneNumbers");
        ensure!(
            found == expected || list && found.is_subset(&expected),
            "{crossing}\n{place} changes {found:?}, is said to fill {expected:?}"
        );
        Ok(())
    });
}

/// Each member of a target comes from one of the source that is there, from what was given, or is a value that the
/// crosswalk lists.
#[test]
fn no_leaf_of_the_target_is_invented() {
    hold(500, |draw| {
        let crossing = Crossing::make(*draw.pick(&PAIRS), *draw.pick(&[Giving::All, Giving::Required]), draw);
        let Ok(crossed) = crossing.cross() else { return draw.skip() };
        let route = crossing.route();
        for leaf in Schema::of(crossing.to).leaves(&crossed.target) {
            let of = |pointer: &str| !pointer.is_empty() && is_under(&leaf.pointer, pointer);
            let is_given = |name: &str| {
                let needs = route.needs.iter().filter(|need| need.name == name);
                needs
                    .into_iter()
                    .any(|need| crossing.given(need.pointer).is_some() || crossing.given(need.name).is_some())
            };
            let given = route.needs.iter().any(|need| of(need.pointer) && crossing.given(need.pointer).is_some());
            let filled = route.fills.iter().filter(|fill| of(fill.to)).any(|fill| {
                is_given(fill.slot)
                    || !fill.from.is_empty()
                        && fill.from.iter().all(|from| {
                            crossing.source(from).is_some()
                                || route.fills.iter().any(|other| other.from == [*from] && is_given(other.slot))
                        })
                    || is_given_for(&crossing, route, fill.from)
            });
            let listed = route.gives.iter().any(|give| of(give.pointer));
            ensure!(given || filled || listed, "{crossing}\n{} comes from nowhere: {:?}", leaf.pointer, crossed.target);
        }
        for give in route.gives.iter().filter(|give| give.always) {
            let told = crossed.lost.iter().any(|lost| lost.to.as_deref() == Some(give.pointer));
            ensure!(told, "{crossing}\n{} is filled in without a word", give.pointer);
        }
        Ok(())
    });
}

/// A length counts from an issue that is given, where the source has its end only.
fn is_given_for(crossing: &Crossing, route: &Route, from: &[&str]) -> bool {
    let there = from.iter().any(|from| crossing.source(from).is_some());
    there && route.needs.iter().any(|need| need.name.ends_with("_at") && crossing.given(need.pointer).is_some())
}

/// No pair asks for what its source always has, nor for what no target needs; each need, fill and give is of a place that
/// the target's schema has, and each drop and refusal of one of the source's.
#[test]
fn explain_speaks_of_places_that_there_are() {
    let side = |pointer: &str| {
        let (side, below) = pointer.split_once(':')?;
        let schema = Schema::of(Vendor::Supertokens);
        schema.below(schema.part(if side == "user" { "/$defs/User" } else { "/$defs/Token" }), below)
    };
    for (from, to) in PAIRS {
        let route = formwork_sessions::dynamic::route(from, to).expect("each pair has one");
        let (source, target) = (Schema::of(from), Schema::of(to));
        for fill in route.fills {
            assert!(target.at(fill.to).is_some(), "{from} -> {to}: {}", fill.to);
            for from_place in fill.from {
                assert!(source.at(from_place).is_some() || side(from_place).is_some(), "{from} -> {to}: {from_place}");
            }
        }
        let required: Vec<String> =
            target.places().into_iter().filter(|leaf| leaf.required).map(|leaf| leaf.pointer).collect();
        for need in route.needs.iter().filter(|need| !need.pointer.is_empty()) {
            assert!(target.at(need.pointer).is_some(), "{from} -> {to}: {}", need.pointer);
            let wanted = required.iter().any(|pointer| is_under(pointer, need.pointer)) || to == Vendor::Supabase;
            assert!(wanted, "{from} -> {to}: {} is no need", need.pointer);
            let always = route
                .fills
                .iter()
                .filter(|fill| fill.to == need.pointer && fill.from.len() == 1)
                .any(|fill| source.places().iter().any(|leaf| leaf.required && leaf.pointer == fill.from[0]));
            // An empty token counts as absent.
            let is_token = matches!(need.name, "access_token" | "refresh_token");
            assert!(!always || is_token, "{from} -> {to}: {}", need.pointer);
        }
        for pointer in route.gives.iter().map(|give| give.pointer) {
            assert!(target.at(pointer).is_some(), "{from} -> {to}: {pointer}");
        }
        for pointer in
            route.drops.iter().map(|drop| drop.pointer).chain(route.refuses.iter().map(|refusal| refusal.pointer))
        {
            let place = pointer.strip_suffix("/*").unwrap_or(pointer);
            let is_whole = place.is_empty() || place.ends_with(':');
            assert!(is_whole || source.at(place).is_some() || side(place).is_some(), "{from} -> {to}: {pointer}");
        }
        // What the target requires is filled, given or asked for.
        for leaf in required {
            let known = route.fills.iter().any(|fill| is_under(&leaf, fill.to))
                || route.gives.iter().any(|give| is_under(&leaf, give.pointer))
                || route.needs.iter().any(|need| !need.pointer.is_empty() && is_under(&leaf, need.pointer));
            assert!(known, "{from} -> {to}: nothing fills {leaf}");
        }
    }
}
