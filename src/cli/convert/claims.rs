//! What fills what a session does not say: claims that nobody verified, and the time of issue.

use formwork_runtime::Json;
use formwork_runtime::convert::{GivenValues, Missing, Timestamp};
use formwork_sessions::Claim;
use formwork_sessions::dynamic::{self, Vendor};

use super::{ISSUED, entry::Entry};

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
    text: &[u8],
    named: &[Claim],
    missing: &[Missing],
    given: &mut GivenValues,
) -> Claimed {
    let mut claimed = Claimed::default();
    for claim in Claim::ALL.into_iter().filter(|claim| named.contains(claim)) {
        let Some(Missing { name, pointer }) = missing.iter().find(|missing| missing.name == claim.slot()) else {
            continue;
        };
        if given.has(name, pointer) {
            continue;
        }
        let (at, why) = match dynamic::unverified_claims(from, text, given) {
            None => (None, "there is no access token".to_owned()),
            Some((at, Err(none))) => (Some(at), none.to_string()),
            Some((at, Ok(claims))) => match claims.text(claim) {
                Some(text) => {
                    give(name, text, given);
                    if name == &ISSUED {
                        claimed.issued = claims.issued_at();
                    }
                    let why = format!("the token claims it as `{}`, which nobody verified", claim.name());
                    claimed.filled.push(Entry::new("filled", Some(at), Some(pointer), &why));
                    continue;
                }
                None => (Some(at), "the token does not have it, or not as one value".to_owned()),
            },
        };
        let why = format!("--unverified-claims {} gives nothing: {why}", claim.name());
        claimed.silent.push(Entry::new("unfit", at, Some(pointer), &why));
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

fn give(name: &str, text: String, given: &mut GivenValues) {
    match text.parse::<Timestamp>() {
        Ok(time) if matches!(name, ISSUED | "expires_at") => given.give_any(name, either(time)),
        _ => given.give(name, Json::String(text)),
    }
}

/// A format says times as text or in seconds: whichever fits is taken.
fn either(time: Timestamp) -> Vec<Json> {
    vec![Json::String(time.to_string()), Json::from(time.unix_seconds())]
}
