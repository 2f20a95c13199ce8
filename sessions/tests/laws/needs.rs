//! Law: needs are exact. What is asked for changes what comes out, and what is not asked for has no effect and is told of.
//! Covers the column "caller must supply" of all twenty pairs.

use formwork_runtime::{Json, convert::Need};
use formwork_sessions::dynamic::Vendor;

use crate::{
    ensure,
    support::{
        Crossing, Draw, Giving, PAIRS, Schema, calendar,
        calendar::SECOND,
        cross::key,
        hold,
        json::{is_under, number, with},
    },
};

/// Another value for a need, in which any reader sees a difference.
fn other(crossing: &Crossing, need: &Need, draw: &mut Draw) -> Json {
    let given = crossing.given(&key(need)).cloned().unwrap_or_else(|| crossing.value(need, draw));
    match given {
        Json::String(text) => match Schema::of(crossing.to).at(need.pointer).and_then(|node| node.get("format")) {
            Some(_) => calendar::text(calendar::nanos(&text) + 86_400 * SECOND, 0, 3).into(),
            None => format!("{text}, changed").into(),
        },
        Json::Number(_) => number(&format!("{}", draw.range(4_100_000_000, 4_200_000_000))),
        Json::Object(mut object) => {
            object.insert("changed".to_owned(), "changed".into());
            Json::Object(object)
        }
        other => panic!("{} is {other:?}", need.name),
    }
}

/// Each value that a pair takes wins over what the source says, and changes the member that it is for.
#[test]
fn what_is_asked_for_changes_the_target() {
    hold(400, |draw| {
        let mut crossing = Crossing::complete(*draw.pick(&PAIRS), draw);
        let needs: Vec<&Need> = crossing.route().needs.iter().filter(|need| !need.pointer.is_empty()).collect();
        if needs.is_empty() {
            return draw.skip();
        }
        let before = crossing.must()?;
        let need = *draw.pick(&needs);
        let value = other(&crossing, need, draw);
        crossing.give(&key(need), value.clone());
        let after = crossing.must()?;
        ensure!(after.unused.is_empty(), "{crossing}\nnot used: {:?}", after.unused);
        let (was, is) = (before.target.pointer(need.pointer), after.target.pointer(need.pointer));
        ensure!(was != is, "{crossing}\n{} changes nothing", need.name);
        // Text goes over as it is.
        let is_text = matches!(value, Json::String(_))
            && Schema::of(crossing.to).at(need.pointer).is_none_or(|node| node.get("format").is_none());
        ensure!(!is_text || is == Some(&value), "{crossing}\n{} is {is:?}", need.name);
        // The member of the source that it stands in for is told of.
        let mut fills = crossing.route().fills.iter().filter(|fill| fill.to == need.pointer);
        let replaced = fills.find(|fill| fill.from.len() == 1).filter(|fill| crossing.source(fill.from[0]).is_some());
        if let Some(fill) = replaced {
            let others = crossing
                .route()
                .fills
                .iter()
                .filter(|other| other.slot != fill.slot && other.from.contains(&fill.from[0]));
            let told = after.lost.iter().any(|lost| lost.from.as_deref() == Some(fill.from[0]));
            ensure!(told || others.count() > 0, "{crossing}\n{} replaces {} without a word", need.name, fill.from[0]);
        }
        Ok(())
    });
}

/// A side is read where the pair asks for it: each of its members that the crosswalk speaks of changes the target.
#[test]
fn what_lies_beside_a_session_changes_the_target() {
    hold(300, |draw| {
        let to = *draw.pick(&[Vendor::Supabase, Vendor::Ballware, Vendor::Auth0]);
        let crossing = Crossing::complete((Vendor::Supertokens, to), draw);
        let before = crossing.must()?;
        let sides: Vec<&Need> = crossing.route().needs.iter().filter(|need| need.pointer.is_empty()).collect();
        let side = *draw.pick(&sides);
        let read = crossing.route().fills.iter().flat_map(|fill| fill.from);
        let read: Vec<&str> = read.filter_map(|from| from.strip_prefix(side.name)?.strip_prefix(':')).collect();
        ensure!(!read.is_empty(), "{} is asked for and not read", side.name);
        let pointer = *draw.pick(&read);
        let value = match crossing.given(side.name).and_then(|given| given.pointer(pointer)) {
            Some(Json::String(text)) => format!("{text}, changed").into(),
            Some(Json::Array(_)) => Json::Array(vec!["changed".into()]),
            _ => number("1700001800000"),
        };
        let given = with(crossing.given(side.name).expect("it is given"), pointer, Some(value));
        let mut other = crossing.clone();
        other.give(side.name, given);
        ensure!(other.must()?.target != before.target, "{crossing}\n{}:{pointer} changes nothing", side.name);
        Ok(())
    });
}

/// What is not asked for has no effect, and is told of.
#[test]
fn what_is_not_asked_for_has_no_effect() {
    hold(400, |draw| {
        let mut crossing = Crossing::make(*draw.pick(&PAIRS), Giving::All, draw);
        crossing.allow = true;
        let Ok(before) = crossing.cross() else { return draw.skip() };
        ensure!(before.unused.is_empty(), "{crossing}\nnot used: {:?}", before.unused);
        let route = crossing.route();
        let asked = |pointer: &str| route.needs.iter().any(|need| need.pointer == pointer);
        let places =
            Schema::of(crossing.to).places().into_iter().map(|leaf| leaf.pointer).filter(|pointer| !asked(pointer));
        let mut extra: Vec<(String, Json)> =
            places.filter(|_| draw.one_in(3)).map(|pointer| (pointer, "unasked".into())).collect();
        for side in ["access", "refresh", "user", "no such name", "/no/such/place", ""] {
            if !route.needs.iter().any(|need| need.name == side) && draw.one_in(2) {
                extra.push((side.to_owned(), "unasked".into()));
            }
        }
        let keys: Vec<String> = extra.iter().map(|(key, _)| key.clone()).collect();
        crossing.given.extend(extra);
        let after = crossing.must()?;
        ensure!(after.target == before.target && after.lost == before.lost, "{crossing}\nhas an effect");
        ensure!(after.unused == keys, "{crossing}\nunused: {:?}", after.unused);
        Ok(())
    });
}

/// The needs of a pair are told the same by the name of the need as by its pointer.
#[test]
fn names_and_pointers_of_needs_are_the_same() {
    hold(200, |draw| {
        let crossing = Crossing::make(*draw.pick(&PAIRS), Giving::Some, draw);
        let mut named = crossing.clone();
        for (key, _) in &mut named.given {
            if let Some(need) = crossing.route().needs.iter().find(|need| need.pointer == *key) {
                need.name.clone_into(key);
            }
        }
        let told = |crossing: &Crossing| match crossing.cross() {
            Ok(crossed) => format!("{:?}{:?}", crossed.target, crossed.lost),
            Err(formwork_sessions::dynamic::NotConverted::Asked { missing, unfit, .. }) => {
                format!("{missing:?}{}", unfit.len())
            }
            Err(error) => error.to_string(),
        };
        ensure!(told(&crossing) == told(&named), "{crossing}\n{}\n{}", told(&crossing), told(&named));
        Ok(())
    });
}

/// A guard's option is used where the pair refuses something, and nowhere else.
#[test]
fn guards_are_asked_for_where_something_is_refused() {
    for (from, to) in PAIRS {
        let route = formwork_sessions::dynamic::route(from, to).expect("each pair has one");
        let options: Vec<&str> = route.refuses.iter().map(|refusal| refusal.option).collect();
        let expected: &[&str] = if from == Vendor::Dotdo { &["allow_revoked", "allow_unbound"] } else { &[] };
        assert_eq!(options, expected, "{from} -> {to}");
        let source = Schema::of(from);
        assert!(route.refuses.iter().all(|refusal| source.at(refusal.pointer).is_some()));
        assert!(
            !route.drops.iter().any(|drop| route.refuses.iter().any(|refusal| is_under(refusal.pointer, drop.pointer)))
        );
    }
}
