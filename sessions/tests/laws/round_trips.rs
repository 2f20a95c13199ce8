//! Laws of round trips: the table at the end of section 5 of the vendor notes, a test for each row. The same values are
//! given both ways: those that the first format holds itself, wherever it holds them. Times are whole seconds.

use formwork_runtime::Json;
use formwork_sessions::dynamic::Vendor::{self, Auth0, Ballware, Dotdo, Supabase, Supertokens};

use crate::{
    ensure,
    support::{
        Crossing, Draw, Giving, Law, PAIRS, Schema,
        calendar::SECOND,
        cross::key,
        hold,
        instants::{instant, spell, times},
        json::{number, spelled, with},
        make::calm,
    },
};

/// There and back and there again.
struct Trip {
    there: Crossing,
    x: Json,
    y: Json,
    back: Json,
    again: Json,
}

/// A session whose times are whole seconds, and whose expiry is later than its start.
fn whole(vendor: Vendor, draw: &mut Draw) -> Json {
    draw.wild = false;
    let mut source = Schema::of(vendor).make(draw);
    let start = calm(draw).div_euclid(SECOND) * SECOND;
    let lifetime = draw.range(0, 1_000_000);
    for pointer in times(vendor) {
        if source.pointer(pointer).is_some() {
            let later = pointer.contains("expir");
            let nanos = start + if later { lifetime * SECOND } else { 0 };
            source = with(&source, pointer, Some(spell(vendor, nanos, 0)));
        }
    }
    if source.pointer("/expires_in").is_some() {
        source = with(&source, "/expires_in", Some(number(&lifetime.to_string())));
    }
    if source.pointer("/tokenSet/token_type").is_some() {
        source = with(&source, "/tokenSet/token_type", Some((*draw.pick(&["Bearer", "bearer"])).into()));
    }
    source
}

/// A crossing for which everything is given that the other side says at the same place, and what else there is no
/// conversion without.
fn crossing((from, to): (Vendor, Vendor), source: &Json, other: Option<&Json>, draw: &mut Draw) -> Crossing {
    let mut crossing = Crossing::of((from, to), source.clone(), Giving::Required, draw);
    for need in crossing.route().needs {
        match other.and_then(|other| other.pointer(need.pointer)).filter(|_| !need.pointer.is_empty()) {
            Some(value) => crossing.give(&key(need), value.clone()),
            // What the source has itself is not given.
            None => {
                let fills = crossing.route().fills.iter().filter(|fill| fill.slot == need.name);
                let open = fills.into_iter().any(|fill| fill.from.iter().any(|from| crossing.source(from).is_none()));
                if open && crossing.given(&key(need)).is_none() {
                    let value = crossing.value(need, draw);
                    crossing.give(&key(need), value);
                }
            }
        }
    }
    crossing
}

/// Goes from `x` to `y` and back, and to `y` again.
fn trip(x: Vendor, y: Vendor, draw: &mut Draw) -> Result<Trip, String> {
    let source = whole(x, draw);
    let mut there = crossing((x, y), &source, None, draw);
    // Values that are given are whole seconds as well; nobody says that they agree with the source otherwise.
    let given: Vec<_> = there.given.clone();
    for (pointer, value) in given {
        if times(y).contains(&pointer.as_str()) {
            let start = calm(draw).div_euclid(SECOND) * SECOND;
            there.give(&pointer, spell(y, start, 0));
        } else if pointer == "/expires_in" {
            there.give(&pointer, number(&draw.range(0, 1_000_000).to_string()));
        } else if pointer == "access" {
            let value = with(&value, "/expiry", Some(number("1700003600000")));
            there.give("access", with(&value, "/createdTime", Some(number("1700000000000"))));
        } else if pointer == "user" {
            let value = with(&value, "/emails", Some(Json::Array(vec!["a@example.com".into()])));
            there.give("user", with(&value, "/timeJoined", Some(number("1600000000000"))));
        }
    }
    let first = there.must()?.target;
    let back = crossing((y, x), &first, Some(&source), draw).must()?.target;
    let again = crossing((x, y), &back, Some(&first), draw);
    // A side says nothing but what the first journey was told.
    let sides = there.given.iter().filter(|(key, _)| !key.starts_with('/'));
    let again = sides.fold(again, |mut again, (key, value)| {
        again.give(key, value.clone());
        again
    });
    Ok(Trip { x: source, y: first, back, again: again.must()?.target, there })
}

impl Trip {
    /// These come back equal, and so do these times; these do not come back, unless they were never there.
    fn returns(&self, equal: &[&str], instants: &[&str], gone: &[&str]) -> Law {
        let Self { x, y, back, .. } = self;
        let from = self.there.from;
        for pointer in equal {
            let (was, is) = (x.pointer(pointer).map(spelled), back.pointer(pointer).map(spelled));
            ensure!(was == is, "{}\n{pointer} was {was:?} and is {is:?}\nby {y:?}\nto {back:?}", self.there);
        }
        for pointer in instants {
            let (was, is) = (instant(from, x, pointer), instant(from, back, pointer));
            ensure!(was == is, "{}\n{pointer} was {was:?} and is {is:?}\nby {y:?}\nto {back:?}", self.there);
        }
        for pointer in gone {
            ensure!(back.pointer(pointer).is_none(), "{}\n{pointer} came back: {back:?}", self.there);
        }
        Ok(())
    }
}

fn hash(json: &Json) -> Option<Json> {
    let token = json.pointer("/token")?.as_str()?;
    Some(crate::oracle::write::hash(token).into_exposed().into())
}

/// Row "DD>ST>DD (token given again)".
#[test]
fn dotdo_by_supertokens() {
    hold(200, |draw| {
        let trip = trip(Dotdo, Supertokens, draw)?;
        let equal = ["/id", "/userId", "/metadata", "/token"];
        trip.returns(&equal, &["/createdAt", "/expiresAt"], &["/revokedAt", "/slidingExpiration", "/boundUserAgent"])?;
        ensure!(trip.back.pointer("/tokenHash") == hash(&trip.x).as_ref(), "{}: the hash", trip.there);
        Ok(())
    });
}

/// Row "DD>A0>DD".
#[test]
fn dotdo_by_auth0() {
    hold(200, |draw| {
        let trip = trip(Dotdo, Auth0, draw)?;
        let gone = ["/metadata", "/revokedAt", "/slidingExpiration", "/boundUserAgent"];
        trip.returns(&["/id", "/userId", "/token"], &["/createdAt", "/expiresAt"], &gone)?;
        ensure!(trip.back.pointer("/tokenHash") == hash(&trip.x).as_ref(), "{}: the hash", trip.there);
        Ok(())
    });
}

/// Row "A0>DD>A0".
#[test]
fn auth0_by_dotdo() {
    hold(200, |draw| {
        let trip = trip(Auth0, Dotdo, draw)?;
        let times = ["/tokenSet/expiresAt", "/internal/createdAt"];
        let gone =
            ["/tokenSet/idToken", "/tokenSet/refreshToken", "/accessTokens", "/connectionTokenSets", "/user/email"];
        trip.returns(&["/user/sub", "/tokenSet/accessToken", "/internal/sid"], &times, &gone)
    });
}

/// Row "A0>ST>A0 (tokens given)".
#[test]
fn auth0_by_supertokens() {
    hold(200, |draw| {
        let trip = trip(Auth0, Supertokens, draw)?;
        trip.returns(
            &["/user/sub", "/internal/sid"],
            &["/internal/createdAt"],
            &["/tokenSet/idToken", "/tokenSet/scope"],
        )
    });
}

/// Row "ST>DD>ST".
#[test]
fn supertokens_by_dotdo() {
    hold(200, |draw| {
        let trip = trip(Supertokens, Dotdo, draw)?;
        let gone = ["/userDataInJWT", "/tenantId", "/recipeUserId"];
        let times: &[&str] = if trip.x.pointer("/timeCreated").is_some() { &["/timeCreated"] } else { &[] };
        trip.returns(&["/handle", "/userId", "/userDataInDatabase"], times, &gone)?;
        if trip.x.pointer("/expiry").is_some() { trip.returns(&[], &["/expiry"], &[]) } else { Ok(()) }
    });
}

/// Row "ST>A0>ST".
#[test]
fn supertokens_by_auth0() {
    hold(200, |draw| {
        let trip = trip(Supertokens, Auth0, draw)?;
        let gone = ["/expiry", "/userDataInJWT", "/userDataInDatabase", "/tenantId", "/recipeUserId"];
        let times: &[&str] = if trip.x.pointer("/timeCreated").is_some() { &["/timeCreated"] } else { &[] };
        trip.returns(&["/handle", "/userId"], times, &gone)
    });
}

/// Row "SB>BW>SB": an expiry that was absent comes back filled.
#[test]
fn supabase_by_ballware() {
    hold(200, |draw| {
        let trip = trip(Supabase, Ballware, draw)?;
        let email: &[&str] = if trip.x.pointer("/user/email").is_some() { &["/user/email"] } else { &[] };
        trip.returns(email, &[], &[])?;
        ensure!(trip.back.pointer("/expires_at").is_some(), "{}: there is no expiry", trip.there);
        let times: &[&str] = if trip.x.pointer("/expires_at").is_some() { &["/expires_at"] } else { &[] };
        let gone = ["/provider_token", "/provider_refresh_token", "/user/phone", "/user/role", "/user/identities"];
        trip.returns(&["/access_token", "/refresh_token", "/expires_in", "/user/id"], times, &gone)
    });
}

/// Row "SB>A0>SB (expires_in given)".
#[test]
fn supabase_by_auth0() {
    hold(200, |draw| {
        let trip = trip(Supabase, Auth0, draw)?;
        let times: &[&str] = if trip.x.pointer("/expires_at").is_some() { &["/expires_at"] } else { &[] };
        let equal = ["/access_token", "/refresh_token", "/user/id", "/user/email", "/expires_in"];
        trip.returns(&equal, times, &["/provider_token", "/provider_refresh_token", "/user/factors"])
    });
}

/// Row "SB>DD>SB".
#[test]
fn supabase_by_dotdo() {
    hold(200, |draw| {
        let trip = trip(Supabase, Dotdo, draw)?;
        let all = trip.x.pointer("/expires_at").is_some();
        let times: &[&str] = if all { &["/expires_at", "/expires_in"] } else { &[] };
        trip.returns(&["/access_token", "/user/id"], times, &["/provider_token", "/user/email", "/user/phone"])
    });
}

/// Row "BW>SB>BW".
#[test]
fn ballware_by_supabase() {
    hold(200, |draw| {
        let trip = trip(Ballware, Supabase, draw)?;
        let equal = ["/access_token", "/refresh_token", "/expires_in", "/identifier", "/email"];
        trip.returns(&equal, &["/issued"], &["/extra", "/rights", "/__proto__"])
    });
}

/// Row "BW>A0>BW (issued from createdAt by option)": the caller takes it from there.
#[test]
fn ballware_by_auth0() {
    hold(200, |draw| {
        let trip = trip(Ballware, Auth0, draw)?;
        let equal = ["/access_token", "/refresh_token", "/identifier", "/email"];
        trip.returns(&equal, &["/issued", "/expires_in"], &["/extra", "/rights", "/__proto__"])?;
        let (issued, created) = (instant(Ballware, &trip.x, "/issued"), instant(Auth0, &trip.y, "/internal/createdAt"));
        ensure!(issued == created, "{}: createdAt is {created:?}", trip.there);
        Ok(())
    });
}

/// Row "BW>DD>BW (refresh_token, email given)".
#[test]
fn ballware_by_dotdo() {
    hold(200, |draw| {
        let trip = trip(Ballware, Dotdo, draw)?;
        let equal = ["/access_token", "/identifier", "/refresh_token", "/email"];
        trip.returns(&equal, &["/issued", "/expires_in"], &["/extra", "/rights", "/__proto__"])
    });
}

/// Row "SB>ST>SB": the subject only, and what the caller gives again.
#[test]
fn supabase_by_supertokens() {
    hold(200, |draw| {
        let trip = trip(Supabase, Supertokens, draw)?;
        ensure!(trip.y.as_object().is_some_and(|object| object.len() == 2), "{:?}", trip.y);
        let given = ["/access_token", "/refresh_token", "/expires_in", "/user/aud", "/user/created_at"];
        trip.returns(&["/user/id"], &[], &["/provider_token", "/user/role", "/user/factors"])?;
        trip.returns(&given, &[], &[])
    });
}

/// Row "BW>ST>BW": the subject only, and what the caller gives again.
#[test]
fn ballware_by_supertokens() {
    hold(200, |draw| {
        let trip = trip(Ballware, Supertokens, draw)?;
        ensure!(trip.y.as_object().is_some_and(|object| object.len() == 2), "{:?}", trip.y);
        let given = ["/access_token", "/refresh_token", "/expires_in", "/email"];
        trip.returns(&["/identifier"], &["/issued"], &["/extra", "/rights"])?;
        trip.returns(&given, &[], &[])
    });
}

/// Row "X>X": all members, numbers of equal value and class.
#[test]
fn a_vendor_to_itself() {
    hold(400, |draw| {
        let vendor = *draw.pick(&Vendor::ALL);
        let source = Schema::of(vendor).make(draw);
        let crossing = Crossing { from: vendor, to: vendor, source, given: Vec::new(), allow: false };
        let mut given = formwork_runtime::convert::GivenValues::new();
        let text = formwork_runtime::to_vec(&crossing.source);
        let converted = formwork_sessions::dynamic::convert(vendor, vendor, &text, &mut given);
        let converted = converted.map_err(|error| format!("{vendor}: {error}"))?;
        let back = formwork_runtime::parse(&converted.json).expect("it is JSON");
        ensure!(spelled(&back) == spelled(&crossing.source), "{vendor}: {:?}\n{back:?}", crossing.source);
        ensure!(converted.losses.is_empty(), "{vendor}: {:?}", converted.losses);
        Ok(())
    });
}

/// Row "X>Y>X>Y": what was lost once is all that is lost.
#[test]
fn there_and_back_and_there_again() {
    hold(400, |draw| {
        let (x, y) = *draw.pick(&PAIRS);
        let trip = trip(x, y, draw)?;
        let (first, second) = (spelled(&trip.y), spelled(&trip.again));
        ensure!(first == second, "{}\n first {first}\nby {:?}\nsecond {second}", trip.there, trip.back);
        Ok(())
    });
}
