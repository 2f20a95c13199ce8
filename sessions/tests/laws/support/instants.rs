//! Where the formats keep times, and how they spell them.

use formwork_runtime::{Json, to_string};
use formwork_sessions::dynamic::Vendor::{self, Auth0, Ballware, Dotdo, Supabase, Supertokens};

use super::{
    calendar::{self, SECOND},
    json::number,
};
use crate::oracle::read::scaled;

/// The instant at a place, in nanoseconds.
pub fn instant(vendor: Vendor, json: &Json, pointer: &str) -> Option<i128> {
    let value = json.pointer(pointer)?;
    Some(match value {
        Json::String(text) => calendar::nanos(text),
        number => scaled(&to_string(number), if vendor == Supertokens { 6 } else { 9 }).expect("it is not too large"),
    })
}

/// The places of times in a format.
pub fn times(vendor: Vendor) -> &'static [&'static str] {
    match vendor {
        Supabase => &["/expires_at"],
        Ballware => &["/issued"],
        Dotdo => &["/createdAt", "/expiresAt", "/revokedAt"],
        Supertokens => &["/timeCreated", "/expiry"],
        Auth0 => &["/internal/createdAt", "/tokenSet/expiresAt"],
    }
}

/// An instant as a place of a format spells it, in UTC or so many minutes east of it.
pub fn spell(vendor: Vendor, nanos: i128, east: i128) -> Json {
    match vendor {
        Ballware | Dotdo => calendar::text(nanos, east, 9).into(),
        Supertokens => number(&nanos.div_euclid(1_000_000).to_string()),
        Supabase | Auth0 if nanos % SECOND == 0 => number(&(nanos / SECOND).to_string()),
        Supabase | Auth0 => number(&decimal(nanos, 9)),
    }
}

/// So many nanoseconds as a decimal of units of ten to the power of `places` nanoseconds.
pub fn decimal(nanos: i128, places: usize) -> String {
    let digits = format!("{:0width$}", nanos.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    format!("{}{whole}.{fraction}", if nanos < 0 { "-" } else { "" })
}
