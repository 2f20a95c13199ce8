//! Laws of secrecy: what a schema marks secret, and what it does not speak of, shows in no text that anyone logs; and data
//! that is private to a server goes to no place that a client reads. Covers the dangers 1 and 12 of section 6, and the
//! columns "lost" of the pairs to and from SuperTokens.
//!
//! Secret texts are replaced by a marker, which is looked for afterwards.

use std::fmt::Debug;

use formwork_runtime::{
    Json, Object,
    convert::{Convert, FromGiven, GivenValues, Ledger},
    from_json, parse, to_string, to_vec,
};
use formwork_sessions::{
    Session,
    dynamic::{NotConverted, Vendor, convert},
};
use serde_json::Value;

use crate::{
    ensure, of_pair, of_vendor,
    support::{
        Crossing, Draw, Giving, Law, PAIRS, Schema,
        format::Format,
        hold,
        hub::slots,
        json::{number, texts, with},
        make::anything,
    },
};

const MARKER: &str = "hush-7f3a91";

/// The value with a marker in place of each text that is secret, and of each in members that the schema does not name.
fn mark(schema: &Schema, node: Option<&Value>, json: &Json, hidden: bool) -> Json {
    let hidden = hidden || node.is_none_or(|node| schema.is_secret(node));
    match json {
        Json::String(_) if hidden => MARKER.into(),
        Json::Array(items) => {
            let node = node.and_then(|node| schema.follow(node).get("items"));
            Json::Array(items.iter().map(|item| mark(schema, node, item, hidden)).collect())
        }
        Json::Object(object) => {
            let named = node.map(|node| schema.named(node));
            let of = |name: &str| named.as_ref()?.members.iter().find(|(of, _)| *of == name).map(|(_, node)| *node);
            let marked = object.iter().map(|(name, value)| (name.to_owned(), mark(schema, of(name), value, hidden)));
            Json::Object(marked.collect())
        }
        other => other.clone(),
    }
}

/// A crossing with markers in all that is secret, given values included; and something secret in each.
fn marked(pair: (Vendor, Vendor), draw: &mut Draw) -> Crossing {
    let mut crossing = if draw.one_in(2) {
        Crossing::complete(pair, draw)
    } else {
        Crossing::make(pair, *draw.pick(&[Giving::All, Giving::Some]), draw)
    };
    let schema = Schema::of(pair.0);
    crossing.source = with(&crossing.source, "/unknown", Some(number(r#"{"a":["x",{"b":"x"}]}"#)));
    crossing.source = mark(schema, Some(&schema.root), &crossing.source, false);
    let tokens = Schema::of(Vendor::Supertokens);
    for (key, value) in &mut crossing.given {
        *value = match key.as_str() {
            "access" | "refresh" => mark(tokens, Some(tokens.part("/$defs/Token")), value, false),
            "user" => mark(tokens, Some(tokens.part("/$defs/User")), value, false),
            pointer => {
                let schema = Schema::of(pair.1);
                mark(schema, schema.at(pointer), value, false)
            }
        };
    }
    crossing
}

fn hushed(what: &str, text: &str) -> Law {
    ensure!(!text.contains(MARKER), "{what} tells it: {text}");
    Ok(())
}

/// Each way in which a value writes itself.
fn shown<T: Debug>(what: &str, value: &T) -> Law {
    hushed(what, &format!("{value:?} {value:#?}"))
}

fn accounts(crossing: &Crossing) -> Law {
    let mut values = crossing.values();
    match convert(crossing.from, crossing.to, &to_vec(&crossing.source), &mut values) {
        Ok(converted) => {
            shown("Converted", &converted)?;
            for lost in &converted.losses {
                shown("Lost", lost)?;
                hushed("Lost", &lost.to_string())?;
            }
        }
        Err(error) => {
            shown("NotConverted", &error)?;
            hushed("NotConverted", &error.to_string())?;
            if let NotConverted::Problems(problems) = &error {
                shown("Problems", problems)?;
                hushed("Problems", &problems.to_string())?;
            }
        }
    }
    let missing = format!("{:?}{:?}{:?}", values.missing(), values.unfit(), values.unused().collect::<Vec<_>>());
    hushed("what was found out of the given", &missing)
}

#[test]
fn no_account_of_a_conversion_tells_a_secret() {
    hold(400, |draw| {
        let crossing = marked(*draw.pick(&PAIRS), draw);
        accounts(&crossing).map_err(|fault| format!("{crossing}\n{fault}"))
    });
}

/// The same where the payload is broken, or what was given does not fit.
#[test]
fn no_refusal_tells_a_secret() {
    hold(400, |draw| {
        let mut crossing = marked(*draw.pick(&PAIRS), draw);
        let leaves = Schema::of(crossing.from).leaves(&crossing.source);
        let leaf = draw.pick(&leaves).pointer.clone();
        let other =
            *draw.pick(&["1", "null", "true", "\"hush-7f3a91\"", "[\"hush-7f3a91\"]", "{\"a\":\"hush-7f3a91\"}"]);
        crossing.source = with(&crossing.source, &leaf, Some(number(other)));
        for (_, value) in &mut crossing.given {
            if draw.one_in(3) {
                *value = Json::Array(vec![MARKER.into()]);
            }
        }
        accounts(&crossing).map_err(|fault| format!("{crossing}\n{fault}"))?;
        // Text that is cut short, in the middle of whatever it says.
        let text = to_string(&crossing.source);
        let cut = (0..=draw.below(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let mut values = crossing.values();
        let Err(error) = convert(crossing.from, crossing.to, &text.as_bytes()[..cut], &mut values) else {
            return Err(format!("{} converts", &text[..cut]));
        };
        shown("NotConverted", &error)?;
        hushed("NotConverted", &error.to_string())
    });
}

fn types<F: Format>(source: &Json) -> Law {
    let source: F = from_json(source).map_err(|rejection| rejection.to_string())?;
    shown("the source", &source)?;
    let hub = match source.read() {
        Ok(hub) => hub,
        Err(problems) => return hushed("Problems", &problems.to_string()),
    };
    shown("the hub", &hub)?;
    shown("Via", &Session::via(hub.clone()))?;
    let mut ledger = Ledger::new();
    let mut copy = F::write(hub.clone()).map_err(|problems| problems.to_string())?.0;
    let _ = (copy.patch(&hub, false, &mut ledger), copy.patch(&hub, true, &mut ledger));
    shown("Ledger", &ledger)?;
    shown("what was written", &copy)
}

/// Sources and hubs write themselves without their secrets, and so does what rides along.
#[test]
fn no_type_shows_a_secret() {
    hold(400, |draw| {
        let crossing = marked(*draw.pick(&PAIRS), draw);
        of_vendor!(crossing.from, types(&crossing.source)).map_err(|fault| format!("{crossing}\n{fault}"))
    });
}

fn needs<S, T>(crossing: &Crossing) -> Law
where
    Session: Convert<S, T, Needs: FromGiven + Debug>,
{
    let mut values = crossing.values();
    match <<Session as Convert<S, T>>::Needs as FromGiven>::from_given(&mut values) {
        Ok(needs) => shown("needs", &needs),
        Err(faulted) => shown("Faulted", &faulted),
    }
}

/// What a caller supplies writes itself without its secrets.
#[test]
fn no_needs_show_a_secret() {
    hold(400, |draw| {
        let crossing = marked(*draw.pick(&PAIRS), draw);
        let found = of_pair!((crossing.from, crossing.to), needs(&crossing));
        found.map_err(|fault| format!("{crossing}\n{fault}"))
    });
}

/// What was given on its way to a conversion hides as well.
#[test]
fn what_was_given_is_not_shown() {
    let mut given = GivenValues::new();
    given.give("/token", MARKER.into());
    shown("GivenValues", &given).unwrap();
}

/// Places of private data, by vendor: of the server's own, which no client is to see.
fn private(vendor: Vendor) -> Option<&'static str> {
    match vendor {
        Vendor::Supabase => Some("/user/app_metadata"),
        Vendor::Dotdo => Some("/metadata"),
        Vendor::Supertokens => Some("/userDataInDatabase"),
        Vendor::Ballware | Vendor::Auth0 => None,
    }
}

/// Marked all over, names of members included.
fn secret_object(draw: &mut Draw) -> Json {
    let mut object = Object::new();
    object.insert(format!("{MARKER} name"), MARKER.into());
    object.insert("more".to_owned(), Json::Array(vec![MARKER.into(), anything(draw, 1)]));
    Json::Object(object)
}

#[test]
fn private_data_goes_to_private_places_only() {
    hold(400, |draw| {
        let pairs: Vec<_> = PAIRS.into_iter().filter(|(from, _)| private(*from).is_some()).collect();
        let pair = *draw.pick(&pairs);
        let mut crossing = Crossing::complete(pair, draw);
        crossing.source = with(&crossing.source, private(pair.0).expect("it has one"), Some(secret_object(draw)));
        let mut values = crossing.values();
        let converted = convert(pair.0, pair.1, &to_vec(&crossing.source), &mut values);
        let converted = converted.map_err(|error| format!("{crossing}\n{error}"))?;
        let mut target = parse(&converted.json).expect("it is JSON");
        let place = private(pair.1).filter(|_| pair.0 != Vendor::Supabase && pair.1 != Vendor::Supabase);
        let moved = place.and_then(|place| target.pointer(place)).is_some();
        if let Some(place) = place {
            ensure!(moved, "{crossing}\nis not at {place}: {target:?}");
            target = with(&target, place, None);
        }
        ensure!(!texts(&target, true).iter().any(|text| text.contains(MARKER)), "{crossing}\nis seen: {target:?}");
        let lost = converted.losses.iter().any(|lost| lost.from.as_deref() == private(pair.0));
        ensure!(lost != moved, "{crossing}\nlost: {:?}", converted.losses);
        Ok(())
    });
}

fn private_slots<F: Format>(source: &Json) -> Law {
    let source: F = from_json(source).map_err(|rejection| rejection.to_string())?;
    let hub = source.read().map_err(|problems| problems.to_string())?;
    for (name, value) in slots(&hub).into_iter().filter(|(name, _)| *name != "metadata") {
        let found = value.is_some_and(|value| texts(&value, true).iter().any(|text| text.contains(MARKER)));
        ensure!(!found, "{name} has it");
    }
    Ok(())
}

/// In the hub it is in the slot for it only, and what the caller gives for the one place stays there.
#[test]
fn private_data_is_in_its_own_slot() {
    hold(300, |draw| {
        draw.wild = false;
        let vendor = *draw.pick(&[Vendor::Supabase, Vendor::Dotdo, Vendor::Supertokens]);
        let source = Schema::of(vendor).make(draw);
        let source = with(&source, private(vendor).expect("it has one"), Some(secret_object(draw)));
        of_vendor!(vendor, private_slots(&source))?;
        let from = *draw.pick(&[Vendor::Ballware, Vendor::Dotdo, Vendor::Supertokens, Vendor::Auth0]);
        let mut crossing = Crossing::complete((from, Vendor::Supabase), draw);
        crossing.give("/user/app_metadata", secret_object(draw));
        let target = with(&crossing.must()?.target, "/user/app_metadata", None);
        ensure!(!texts(&target, true).iter().any(|text| text.contains(MARKER)), "{crossing}\nis seen: {target:?}");
        Ok(())
    });
}
