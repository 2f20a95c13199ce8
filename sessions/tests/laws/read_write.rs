//! Laws of reading and writing: a hub that was read from a format writes it again as it was, a hub that was made by hand
//! comes back as far as the format can hold it, and a patch changes what has changed and nothing else. Covers the row
//! "X>X" of the round trips, by the hub.

use formwork_runtime::{convert::Ledger, from_json, to_json};
use formwork_sessions::{Session, SessionKept, dynamic::Vendor};

use crate::{
    ensure, of_vendor,
    support::{
        Draw, Law, Schema,
        format::Format,
        hold,
        hub::{self, copy, held, place, quantize, slot, slots},
        json::{is_under, spelled},
    },
};

/// A source and the hub that it reads to; nothing where a time of it cannot be read.
fn read<F: Format>(draw: &mut Draw) -> Option<(F, Session)> {
    let source = Schema::of(F::VENDOR).make(draw);
    let source: F = from_json(&source).expect("it is valid");
    let hub = source.clone().read().ok()?;
    Some((source, hub))
}

fn patched<F: Format>(target: &F, hub: &Session) -> Result<F, String> {
    let mut target = target.clone();
    let mut ledger = Ledger::new();
    // What a guard refuses is another law.
    let done = target.patch(hub, true, &mut ledger);
    ensure!(done.is_ok(), "{}: {done:?}", F::VENDOR);
    Ok(target)
}

fn same<F: Format>(was: &F, is: &F) -> Law {
    let (was, is) = (spelled(&to_json(was)), spelled(&to_json(is)));
    ensure!(was == is, "{}\n was {was}\n  is {is}", F::VENDOR);
    Ok(())
}

fn reads_and_writes<F: Format>(draw: &mut Draw) -> Law {
    let Some((source, hub)) = read::<F>(draw) else { return draw.skip() };
    let (back, lost) = F::write(hub).map_err(|problems| format!("{source:?}\n{problems}"))?;
    ensure!(lost.is_empty(), "{}: {lost:?}", F::VENDOR);
    same(&source, &back)
}

/// Vendor, hub, vendor: equal with unknown members, and numbers and times as they were spelled.
#[test]
fn write_after_read_changes_nothing() {
    hold(400, |draw| {
        let vendor = *draw.pick(&Vendor::ALL);
        of_vendor!(vendor, reads_and_writes(draw))
    });
}

fn writes_and_reads<F: Format>(draw: &mut Draw) -> Law {
    let made = hub::make(draw);
    let vendor = F::VENDOR;
    let Ok((written, _)) = F::write(made.clone()) else { return draw.skip() };
    let read = match written.clone().read() {
        Ok(read) => read,
        Err(problems) => {
            // What follows from the lifetime may lie out of the years, though the lifetime itself is held.
            let follows = |to: Option<&str>| matches!(to, Some("/expires_at" | "/issued_at"));
            ensure!(problems.problems.iter().all(|one| follows(one.to.as_deref())), "{made:?}\n{problems}");
            return Ok(());
        }
    };
    for name in held(vendor) {
        let (was, is) = (slot(&made, name), slot(&read, name));
        let follows = matches!(name, "expires_at" | "issued_at" | "lifetime" | "token_type");
        // An empty token is none.
        let empty = matches!(name, "access_token" | "refresh_token") && was == Some("".into());
        let Some(was) = was.filter(|_| !empty) else {
            ensure!(is.is_none() || follows, "{vendor}: {name} is {is:?} of nothing\n{made:?}");
            continue;
        };
        let expected = Some(quantize(vendor, name, &was));
        ensure!(is == expected, "{vendor}: {name} was {was:?}, is {is:?}\n{made:?}\n{written:?}");
        ensure!(Some(quantize(vendor, name, &expected.clone().unwrap())) == expected, "{name} is rounded further");
    }
    // What was quantized stays as it is.
    let again = F::write(Session { kept: SessionKept::Nothing, ..read.clone() });
    if let Ok((again, _)) = again {
        let again = again.read().map_err(|problems| problems.to_string())?;
        for name in held(vendor) {
            ensure!(slot(&again, name) == slot(&read, name), "{vendor}: {name} changes once more\n{read:?}\n{again:?}");
        }
    }
    Ok(())
}

/// Hub, vendor, hub: what the vendor holds comes back, as exactly as it holds it.
#[test]
fn read_after_write_restores_what_the_vendor_holds() {
    hold(400, |draw| {
        let vendor = *draw.pick(&Vendor::ALL);
        of_vendor!(vendor, writes_and_reads(draw))
    });
}

fn patches_nothing<F: Format>(draw: &mut Draw) -> Law {
    let Some((source, hub)) = read::<F>(draw) else { return draw.skip() };
    same(&source, &patched(&source, &hub)?)
}

/// Writing into a value what was read from it changes nothing.
#[test]
fn a_patch_of_nothing_changes_nothing() {
    hold(400, |draw| {
        let vendor = *draw.pick(&Vendor::ALL);
        of_vendor!(vendor, patches_nothing(draw))
    });
}

/// Which slots another slot follows from, or that are read from the same member.
fn coupled(vendor: Vendor, name: &str) -> Vec<&'static str> {
    Session::explain()
        .slots
        .iter()
        .map(|row| row.name)
        .filter(|other| {
            let (own, other) = (place(vendor, name).reads, place(vendor, other).reads);
            !own.is_empty() && own == other
        })
        .collect()
}

fn patches_one_slot<F: Format>(draw: &mut Draw) -> Law {
    draw.wild = false;
    let vendor = F::VENDOR;
    let Some((source, before)) = read::<F>(draw) else { return draw.skip() };
    let other = hub::make(draw);
    let name = slots(&before)[draw.below(18)].0;
    let mut changed = before.clone();
    copy(name, &other, &mut changed);
    if name == "token_type" {
        changed.token_type = Some("bearer".to_owned());
    }
    // An empty token is none to every reader.
    let is_token = matches!(name, "access_token" | "refresh_token");
    if is_token && slot(&changed, name).is_some_and(|token| token.as_str() == Some("")) {
        return draw.skip();
    }
    let patched = patched(&source, &changed)?;
    let writes = place(vendor, name).writes;
    let leaves: Vec<&str> = writes.split(['(', ')', ',', ' ']).filter(|part| part.starts_with('/')).collect();
    let (was, is) = (to_json(&source), to_json(&patched));
    let schema = Schema::of(vendor);
    for leaf in schema.leaves(&was).into_iter().chain(schema.leaves(&is)) {
        let same = was.pointer(&leaf.pointer).map(spelled) == is.pointer(&leaf.pointer).map(spelled);
        let own = leaves.iter().any(|own| is_under(&leaf.pointer, own)) && !writes.starts_with("else");
        ensure!(same || own, "{vendor}: {name} changes {}\n{was:?}\n{is:?}", leaf.pointer);
    }
    // It is written, where the vendor holds it.
    if held(vendor).contains(&name) && slot(&other, name).is_some() {
        let value = slot(&changed, name).expect("it is set");
        let read = patched.clone().read().map_err(|problems| problems.to_string())?;
        let expected = if slot(&before, name) == Some(value.clone()) { value } else { quantize(vendor, name, &value) };
        ensure!(slot(&read, name) == Some(expected), "{vendor}: {name} is not written\n{was:?}\n{is:?}");
        for (other, value) in slots(&read) {
            let follows = matches!(other, "issued_at" | "lifetime" | "expires_at");
            let may = other == name || follows || coupled(vendor, name).contains(&other);
            ensure!(may || value == slot(&before, other), "{vendor}: {name} changes {other}\n{was:?}\n{is:?}");
        }
    }
    Ok(())
}

/// A slot that has changed changes its own members only.
#[test]
fn a_patch_of_one_slot_changes_its_members_only() {
    hold(400, |draw| {
        let vendor = *draw.pick(&Vendor::ALL);
        of_vendor!(vendor, patches_one_slot(draw))
    });
}

fn writes_twice<F: Format>(draw: &mut Draw) -> Law {
    draw.wild = false;
    let Some((source, before)) = read::<F>(draw) else { return draw.skip() };
    let (first, second) = (hub::make(draw), hub::make(draw));
    let name = slots(&before)[draw.below(18)].0;
    // A slot of nothing leaves a required member as it is: what it was then depends on the way there.
    let (was, one, two) = (slot(&before, name), slot(&first, name), slot(&second, name));
    if name == "token_type" || one.is_none() || two.is_none() || was == two {
        return draw.skip();
    }
    let with = |from: &Session| {
        let mut changed = before.clone();
        copy(name, from, &mut changed);
        changed
    };
    let direct = patched(&source, &with(&second))?;
    same(&direct, &patched(&patched(&source, &with(&first))?, &with(&second))?)?;
    same(&direct, &patched(&direct, &with(&second))?)
}

/// Of two values that are written the last stays, and writing one twice is writing it once.
#[test]
fn the_last_patch_wins() {
    hold(400, |draw| {
        let vendor = *draw.pick(&Vendor::ALL);
        of_vendor!(vendor, writes_twice(draw))
    });
}

fn writes_with_kept<F: Format>(draw: &mut Draw) -> Law {
    draw.wild = false;
    let Some((_, mut hub)) = read::<F>(draw) else { return draw.skip() };
    let other = hub::make(draw);
    let name = slots(&hub)[draw.below(18)].0;
    if slot(&other, name).is_none() || name == "token_type" {
        return draw.skip();
    }
    copy(name, &other, &mut hub);
    let without = Session { kept: SessionKept::Nothing, ..hub.clone() };
    let pointer = format!("/{name}");
    // What a hub without anything that rides along loses or fails for, one with it does too.
    let refused = |of: Session| match F::write(of) {
        Ok((_, lost)) => lost.iter().any(|lost| lost.from.as_ref() == Some(&pointer)),
        Err(problems) => problems.problems.iter().any(|problem| problem.from.as_ref() == Some(&pointer)),
    };
    let (plain, kept) = (refused(without), refused(hub.clone()));
    ensure!(!plain || kept, "{}: a changed {name} is lost without a word\n{hub:?}", F::VENDOR);
    Ok(())
}

/// A slot that was changed and that the vendor has no place for is told of, whatever rides along.
#[test]
fn what_rides_along_hides_no_loss() {
    hold(400, |draw| {
        let vendor = *draw.pick(&Vendor::ALL);
        of_vendor!(vendor, writes_with_kept(draw))
    });
}
