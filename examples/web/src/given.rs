//! What an Auth0 session needs and a Supabase session does not say, or need not say: it comes in headers. Addresses end
//! up in logs, so that an id of a session does not belong there.
//!
//! | header | what for | when |
//! |---|---|---|
//! | `Session-Id` | `/internal/sid` | always |
//! | `Session-Issued-At`, RFC 3339 | `/internal/createdAt` | the session has no `expires_at` |
//! | `Session-Expires-At`, RFC 3339 | `/tokenSet/expiresAt` | the session has no `expires_at` |

use axum::http::HeaderMap;
use formwork_runtime::{Json, convert::Timestamp};
use formwork_sessions::{SupabaseToAuth0, SupabaseToAuth0Options};

use crate::problems::{ABSENT, error_at};

const ID: &str = "Session-Id";
const ISSUED_AT: &str = "Session-Issued-At";
const EXPIRES_AT: &str = "Session-Expires-At";

/// The header that fills a need of the conversion.
pub(crate) fn header_for(need: &str) -> Option<&'static str> {
    match need {
        "id" => Some(ID),
        "issued_at" => Some(ISSUED_AT),
        "expires_at" => Some(EXPIRES_AT),
        _ => None,
    }
}

/// What the headers give, and what is wrong with them. Where there is no id the needs have an empty one, so that the
/// conversion finds what is wrong besides.
pub(crate) fn read(headers: &HeaderMap) -> (SupabaseToAuth0, Vec<Json>) {
    let mut errors = Vec::new();
    let id = text(headers, ID).filter(|id| !id.is_empty());
    if id.is_none() {
        errors.push(error_at(ABSENT, None, Some("/internal/sid"), Some(ID)));
    }
    let mut time = |name, to| {
        let time: Result<Timestamp, _> = match headers.contains_key(name) {
            true => text(headers, name).unwrap_or_default().parse(),
            false => return None,
        };
        time.map_err(|fault| errors.push(error_at(&fault.to_string(), None, Some(to), Some(name)))).ok()
    };
    let issued_at = time(ISSUED_AT, "/internal/createdAt");
    let expires_at = time(EXPIRES_AT, "/tokenSet/expiresAt");
    let options = SupabaseToAuth0Options { issued_at, expires_at, ..Default::default() };
    (SupabaseToAuth0 { id: id.unwrap_or_default().to_owned(), options }, errors)
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}
