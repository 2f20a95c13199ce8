//! What fills what a session does not say: claims that nobody verified, and the time of issue.

use formwork_runtime::Json;
use formwork_runtime::convert::{GivenValues, Missing, Need, Route, Timestamp};
use formwork_sessions::dynamic::{self, Vendor};
use formwork_sessions::{Claim, UnverifiedClaims};

use super::{ISSUED, entry::Entry};

/// The slot that follows from the time of issue, where a session says when its token expires.
const LIFETIME: &str = "lifetime";

/// The need that a claim fills: a time of issue that nobody asks for may say how long the token lives.
pub(super) fn need(claim: Claim, from: Vendor, route: &Route) -> Option<&'static Need> {
    let named = |name: &str| route.needs.iter().find(|need| need.name == name);
    let follows = || named(LIFETIME).filter(|_| claim == Claim::IssuedAt && from == Vendor::Auth0);
    named(claim.slot()).or_else(follows)
}

/// What came of the claims that were named.
#[derive(Default)]
pub(super) struct Claimed {
    /// What they filled.
    pub(super) filled: Vec<Entry>,
    /// Why others filled nothing.
    pub(super) silent: Vec<Entry>,
    /// When the token says that it was issued, if that is missing.
    pub(super) issued: Option<Timestamp>,
}

/// Gives what the named claims of the session's token say of what is missing.
pub(super) fn fill(
    from: Vendor,
    route: &Route,
    text: &[u8],
    named: &[Claim],
    missing: &[Missing],
    given: &mut GivenValues,
) -> Claimed {
    let mut claimed = Claimed::default();
    for claim in Claim::ALL.into_iter().filter(|claim| named.contains(claim)) {
        let asked = need(claim, from, route).and_then(|need| missing.iter().find(|missing| missing.name == need.name));
        let Some(Missing { name, pointer }) = asked else { continue };
        if given.has(name, pointer) {
            continue;
        }
        let found = dynamic::unverified_claims(from, text, given);
        let at = found.as_ref().map(|(at, _)| *at);
        let claims = found.ok_or("there is no access token".to_owned());
        let claims = claims.and_then(|(_, claims)| claims.map_err(|none| none.to_string()));
        let said = claims.and_then(|claims| {
            if name == &ISSUED {
                claimed.issued = claims.issued_at();
            }
            said(claim, name, from, text, &claims)
        });
        match said {
            Ok(values) => {
                given.give_any(*name, values);
                let how = if *name == LIFETIME { "what it follows from" } else { "it" };
                let why = format!("the token claims {how} as `{}`, which nobody verified", claim.name());
                claimed.filled.push(Entry::new("filled", at, Some(pointer), &why));
            }
            Err(why) => {
                let why = format!("--unverified-claims {} gives nothing: {why}", claim.name());
                claimed.silent.push(Entry::new("unfit", at, Some(pointer), &why));
            }
        }
    }
    if let Some(issued) = claimed.issued {
        end(issued, text, missing, given);
    }
    claimed
}

/// Gives the time of issue, where that is missing, and the end that follows from it.
pub(super) fn issue(now: Timestamp, text: &[u8], missing: &[Missing], given: &mut GivenValues) {
    if missing.iter().any(|missing| missing.name == ISSUED) {
        given.give_any(ISSUED, either(now));
        end(now, text, missing, given);
    }
}

fn end(issued: Timestamp, text: &[u8], missing: &[Missing], given: &mut GivenValues) {
    let Some(Missing { name, pointer }) = missing.iter().find(|missing| missing.name == "expires_at") else { return };
    if let Some(end) = dynamic::expiry(text, issued).filter(|_| !given.has(name, pointer)) {
        given.give_any(*name, either(end));
    }
}

/// What a claim says of the slot `name`, in each form that a format may want it in.
fn said(claim: Claim, name: &str, from: Vendor, text: &[u8], claims: &UnverifiedClaims) -> Result<Vec<Json>, String> {
    const ABSENT: &str = "the token does not have it, or not as one value";
    if name == LIFETIME {
        let issued = claims.issued_at().ok_or(ABSENT)?;
        let lifetime = dynamic::lifetime(from, text, issued);
        return Ok(vec![Json::Number(lifetime.ok_or("the session does not say that the token expires after that")?)]);
    }
    let text = claims.text(claim).ok_or(ABSENT)?;
    Ok(match text.parse() {
        Ok(time) if matches!(name, ISSUED | "expires_at") => either(time),
        _ => vec![Json::String(text)],
    })
}

/// A format says times as text or in seconds: whichever fits is taken.
fn either(time: Timestamp) -> Vec<Json> {
    vec![Json::String(time.to_string()), Json::from(time.unix_seconds())]
}
