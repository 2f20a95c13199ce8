//! Law: closed under schemas. Every target is valid, by the `jsonschema` crate and by the library; what is not converted is
//! told by a pointer. Covers the columns "required target fields derived" and "caller must supply" of all twenty pairs.

use formwork_runtime::{Check, check_json};
use formwork_sessions::dynamic::{NotConverted, Vendor};

use crate::{
    ensure, of_vendor,
    support::{Crossing, Draw, Giving, Law, PAIRS, Schema, format::Format, hold},
};

fn accepts<F: Format + Check>(json: &formwork_runtime::Json) -> Result<(), String> {
    check_json::<F>(json).map_err(|rejection| rejection.to_string())
}

/// Both verdicts on an instance.
fn valid(vendor: Vendor, json: &formwork_runtime::Json) -> Law {
    let theirs = Schema::of(vendor).fault("", json);
    ensure!(theirs.is_none(), "{vendor}: by jsonschema {theirs:?}\n{json:?}");
    of_vendor!(vendor, accepts(json)).map_err(|fault| format!("{vendor}: {fault}\n{json:?}"))
}

/// Whether a pointer of a problem leads to a place that the schema of the format has, or into what lies beside it.
fn is_place(vendor: Vendor, pointer: &str) -> bool {
    match pointer.split_once(':') {
        Some((side, pointer)) if !side.contains('/') => {
            let part = if side == "user" { "/$defs/User" } else { "/$defs/Token" };
            let schema = Schema::of(vendor);
            vendor == Vendor::Supertokens && schema.below(schema.part(part), pointer).is_some()
        }
        _ => Schema::of(vendor).at(pointer).is_some(),
    }
}

#[test]
fn every_target_is_valid_and_every_refusal_names_a_place() {
    let case = |draw: &mut Draw| {
        let pair = *draw.pick(&PAIRS);
        let crossing = Crossing::make(pair, *draw.pick(&[Giving::All, Giving::Some, Giving::Required]), draw);
        valid(crossing.from, &crossing.source)?;
        match crossing.cross() {
            Ok(crossed) => {
                valid(crossing.to, &crossed.target).map_err(|fault| format!("{crossing}\n{fault}"))?;
                for lost in &crossed.lost {
                    let named = lost.from.is_some() || lost.to.is_some();
                    ensure!(named, "{crossing}\n{lost} is nowhere");
                    let to = lost.to.as_deref();
                    ensure!(
                        to.is_none_or(|to| is_place(crossing.to, to)),
                        "{crossing}\n{lost}: there is no such target"
                    );
                    let from = lost.from.as_deref();
                    ensure!(
                        from.is_none_or(|from| crossing.source(from).is_some()),
                        "{crossing}\n{lost}: not in the source"
                    );
                }
            }
            Err(NotConverted::Problems(problems)) => {
                ensure!(!problems.problems.is_empty(), "{crossing}\nrefused without a problem");
                for problem in &problems.problems {
                    let (from, to) = (problem.from.as_deref(), problem.to.as_deref());
                    ensure!(from.is_some() || to.is_some(), "{crossing}\n{problem}: nowhere");
                    ensure!(
                        from.is_none_or(|from| is_place(crossing.from, from)),
                        "{crossing}\n{problem}: from where?"
                    );
                    ensure!(to.is_none_or(|to| is_place(crossing.to, to)), "{crossing}\n{problem}: to where?");
                }
            }
            Err(NotConverted::Asked { missing, unfit, .. }) => {
                ensure!(!missing.is_empty() || !unfit.is_empty(), "{crossing}\nasked for nothing");
                for missing in &missing {
                    ensure!(is_place(crossing.to, missing.pointer), "{crossing}\n{} is no place", missing.pointer);
                    // An empty text that is given counts as none, as one of a source does.
                    let given = crossing.given(missing.pointer).filter(|given| given.as_str() != Some(""));
                    ensure!(given.is_none(), "{crossing}\n{} is given", missing.pointer);
                }
                for unfit in &unfit {
                    ensure!(crossing.given(&unfit.key).is_some(), "{crossing}\n{} is not given", unfit.key);
                }
            }
            Err(NotConverted::Rejected(rejection)) => return Err(format!("{crossing}\na valid source is {rejection}")),
        }
        Ok(())
    };
    hold(500, case);
}

/// A target is a source again: what was written goes on to each of the others, or is refused with a place.
#[test]
fn what_was_written_is_read() {
    hold(200, |draw| {
        let pair = *draw.pick(&PAIRS);
        let crossing = Crossing::make(pair, Giving::All, draw);
        let Ok(crossed) = crossing.cross() else { return draw.skip() };
        for next in Vendor::ALL.into_iter().filter(|next| *next != pair.1) {
            let second = Crossing::of((pair.1, next), crossed.target.clone(), Giving::All, draw);
            if let Err(NotConverted::Rejected(rejection)) = second.cross() {
                return Err(format!("{crossing}\n{second}\n{rejection}"));
            }
        }
        Ok(())
    });
}

/// Both checks agree on the generator's own instances, one member removed or out of its type.
#[test]
fn both_checks_agree_on_sources() {
    hold(200, |draw| {
        let vendor = *draw.pick(&Vendor::ALL);
        let source = Schema::of(vendor).make(draw);
        let leaves = Schema::of(vendor).leaves(&source);
        let leaf = draw.pick(&leaves);
        let value = [None, Some(crate::support::make::anything(draw, 1))][draw.below(2)].clone();
        let broken = crate::support::json::with(&source, &leaf.pointer, value);
        let (theirs, ours) = (Schema::of(vendor).fault("", &broken), of_vendor!(vendor, accepts(&broken)));
        ensure!(theirs.is_none() == ours.is_ok(), "{vendor}: {theirs:?}, {ours:?}\n{broken:?}");
        Ok(())
    });
}
