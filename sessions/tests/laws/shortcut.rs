//! Laws of the hub in the middle: a conversion and the way by the hub come to the same, and what a target holds comes back
//! from it. Covers the lines of the table whose pairs ask for nothing that the way by the hub does not ask for.

use formwork_runtime::{
    Json,
    convert::{Convert, FromGiven, GivenValues, Ledger, Lost},
    from_json, to_json,
};
use formwork_sessions::{Session, SessionKept, dynamic::Vendor};

use crate::{
    ensure, of_pair, of_vendor,
    support::{
        Crossing, Giving, PAIRS, Schema,
        format::Format,
        hold,
        hub::{held, slot},
        json::spelled,
    },
};

/// The hub of a source, read with the sides that are given.
fn read<F: Format>(crossing: &Crossing) -> Option<Session>
where
    Session: Convert<F, Session, Needs: FromGiven>,
{
    let source: F = from_json(&crossing.source).expect("it is valid");
    let mut given = values(crossing);
    let needs = FromGiven::from_given(&mut given).ok()?;
    Session::via(source).given::<<Session as Convert<F, Session>>::Needs>(needs).to().ok()
}

/// The hub as a target's JSON, with what is given.
fn write<F: Format>(hub: Session, crossing: &Crossing) -> Result<Json, String>
where
    Session: Convert<Session, F, Needs: FromGiven>,
{
    let mut given = values(crossing);
    let needs: <Session as Convert<Session, F>>::Needs = FromGiven::from_given(&mut given).map_err(|_| "asked")?;
    let mut ledger = Ledger::new();
    let target: Result<F, _> = <Session as Convert<Session, F>>::convert(hub, needs, &mut ledger);
    target.map(|target| to_json(&target)).map_err(|problems| problems.to_string())
}

fn values(crossing: &Crossing) -> GivenValues {
    let mut given = GivenValues::new();
    crossing.given.iter().for_each(|(key, value)| given.give(key.as_str(), value.clone()));
    if crossing.allow {
        given.allow("allow_revoked");
        given.allow("allow_unbound");
    }
    given
}

/// Pairs for which the way by the hub asks for nothing more. The others take a time of the token for one of the session
/// where there is no other, which a hub does not.
const SHORT: [(Vendor, Vendor); 13] = {
    use Vendor::{Auth0, Ballware, Dotdo, Supabase, Supertokens};
    [
        (Supabase, Ballware),
        (Supabase, Supertokens),
        (Ballware, Supabase),
        (Ballware, Supertokens),
        (Dotdo, Supabase),
        (Dotdo, Ballware),
        (Dotdo, Supertokens),
        (Dotdo, Auth0),
        (Supertokens, Supabase),
        (Supertokens, Ballware),
        (Supertokens, Auth0),
        (Auth0, Supabase),
        (Auth0, Supertokens),
    ]
};

#[test]
fn the_way_by_the_hub_comes_to_the_same() {
    hold(400, |draw| {
        let pair = *draw.pick(&SHORT);
        let giving = *draw.pick(&[Giving::Required, Giving::Some]);
        let mut crossing = Crossing::make(pair, giving, draw);
        // A value that is given stands in for one of the source: the hub has that already.
        let sourced =
            crossing.route().fills.iter().filter(|fill| fill.from.iter().any(|from| crossing.source(from).is_some()));
        let sourced: Vec<&str> = sourced.map(|fill| fill.to).collect();
        crossing.given.retain(|(key, _)| !sourced.contains(&key.as_str()));
        let Ok(direct) = crossing.cross() else { return draw.skip() };
        // The hub reads all that it has a slot for, a pair only what its target wants.
        let Some(hub) = of_vendor!(pair.0, read(&crossing)) else {
            ensure!(draw.wild, "{crossing}\nis not read");
            return draw.skip();
        };
        let by_hub = Session { kept: SessionKept::Nothing, ..hub };
        let by_hub =
            of_vendor!(pair.1, write(by_hub.clone(), &crossing)).map_err(|error| format!("{crossing}\n{error}"))?;
        // What the hub holds besides, the target gets besides.
        for leaf in Schema::of(pair.1).leaves(&direct.target) {
            let (direct, by_hub) = (direct.target.pointer(&leaf.pointer), by_hub.pointer(&leaf.pointer));
            ensure!(
                direct.map(spelled) == by_hub.map(spelled),
                "{crossing}\n{}: {direct:?}, by the hub {by_hub:?}",
                leaf.pointer
            );
        }
        let more = Schema::of(pair.1).leaves(&by_hub).len() - Schema::of(pair.1).leaves(&direct.target).len();
        ensure!(more == 0, "{crossing}\nby the hub {more} more: {by_hub:?}");
        Ok(())
    });
}

/// Source, target, source: each slot that both hold comes back, as exactly as the coarser of the two holds it.
#[test]
fn what_the_target_holds_comes_back() {
    hold(400, |draw| {
        let (from, to) = *draw.pick(&PAIRS);
        let there = Crossing::complete((from, to), draw);
        let target = there.must()?.target;
        let mut back = Crossing::complete((to, from), draw);
        back.source = target;
        // The caller's values are those of the source.
        for need in back.route().needs.iter().filter(|need| !need.pointer.is_empty()) {
            if let Some(value) = there.source.pointer(need.pointer) {
                back.give(need.pointer, value.clone());
            }
        }
        let Ok(back) = back.cross() else { return draw.skip() };
        let read_source = |source: Json| {
            let crossing = Crossing { from, to, source, given: Vec::new(), allow: true };
            of_vendor!(from, read(&crossing))
        };
        let (Some(was), Some(is)) = (read_source(there.source.clone()), read_source(back.target)) else {
            return draw.skip();
        };
        for name in held(from).into_iter().filter(|name| held(to).contains(name)) {
            let (was, is) = (slot(&was, name), slot(&is, name));
            let near = match (&was, &is) {
                (Some(Json::Number(was)), Some(Json::Number(is))) if name.ends_with("_at") => {
                    let apart = was.as_i128().zip(is.as_i128()).map(|(was, is)| was - is);
                    apart.is_some_and(|apart| (0..1_000_000_000).contains(&apart))
                }
                _ => was == is,
            };
            ensure!(near, "{there}\n{name} was {was:?}, is {is:?}");
        }
        Ok(())
    });
}

/// What the types convert to, with what is lost; or how many problems there are.
fn typed<S: Format, T: Format>(crossing: &Crossing) -> Option<Result<(Json, Vec<Lost>), usize>>
where
    Session: Convert<S, T, Needs: FromGiven>,
{
    let source: S = from_json(&crossing.source).expect("it is valid");
    let mut given = crossing.values();
    let needs: <Session as Convert<S, T>>::Needs = FromGiven::from_given(&mut given).ok()?;
    if !given.unfit().is_empty() {
        return None;
    }
    let mut ledger = Ledger::new();
    let direct = <Session as Convert<S, T>>::convert(source, needs, &mut ledger);
    Some(match direct {
        Ok(target) if ledger.is_clean() => Ok((to_json(&target), ledger.into_losses())),
        // A target beside a problem is none.
        Ok(_) => Err(0),
        Err(problems) => Err(problems.problems.len()),
    })
}

/// Whoever knows the vendors at run time only gets what who knows them in advance gets, and no target comes with problems.
#[test]
fn types_and_names_convert_alike() {
    hold(600, |draw| {
        let crossing = Crossing::make(*draw.pick(&PAIRS), *draw.pick(&[Giving::All, Giving::Some]), draw);
        let Some(typed) = of_pair!((crossing.from, crossing.to), typed(&crossing)) else { return draw.skip() };
        match (crossing.cross(), typed) {
            (Ok(crossed), Ok((target, lost))) => {
                ensure!(spelled(&crossed.target) == spelled(&target), "{crossing}\n{:?}\n{target:?}", crossed.target);
                ensure!(crossed.lost == lost, "{crossing}\n{:?}\n{lost:?}", crossed.lost);
            }
            (Err(error), Err(count)) => {
                let told = crossing.faults(&error)?.len();
                ensure!(told == count, "{crossing}\n{error}\n{count} problems");
            }
            (Ok(_), Err(count)) => {
                return Err(format!("{crossing}\nconverts by names, and not by types: {count} problems"));
            }
            (Err(error), Ok(_)) => return Err(format!("{crossing}\n{error}")),
        }
        Ok(())
    });
}
