//! What is odd in a session that its schema accepts: warnings, never a verdict.

use std::cmp::Ordering;

use formwork_runtime::{DateTime, Json, Number};

use crate::UnverifiedClaims;
use crate::codec::sha256_hex;
use crate::dynamic::Vendor;

/// Something odd. It tells nothing of the values but where they are.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Warning {
    /// The stable name of the rule: one of [`RULES`].
    pub rule: &'static str,
    /// The JSON Pointer to the value.
    pub pointer: String,
    /// What is odd about it, as half a sentence.
    pub message: &'static str,
}

/// Every [`rule`](Warning::rule) that there is.
pub const RULES: [&str; 6] = ["milliseconds", "seconds", "expiry", "not-a-jwt", "hash-mismatch", "epoch"];

/// Seconds since 1970 from here on are later than the year 2286: rather milliseconds. Auth0 itself refuses them.
const LAST_SECONDS: i64 = 10_000_000_000;
/// Milliseconds since 1970 before this are earlier than March 1973: rather seconds.
const FIRST_MILLISECONDS: i64 = 100_000_000_000;
/// A token does not last so many seconds, three years: rather milliseconds.
const LONGEST_LIFETIME: i64 = 100_000_000;

/// What is odd in a session of a vendor. The schema need not accept it: what is not there or is of another kind is passed
/// over.
///
/// ```
/// use formwork_runtime::parse;
/// use formwork_sessions::{dynamic::Vendor, lint};
///
/// let session = parse(br#"{"handle": "h", "userId": "u", "timeCreated": 1637262633, "expiry": 1637262633000}"#)?;
/// let warnings = lint(Vendor::Supertokens, &session);
/// assert_eq!((warnings[0].rule, warnings[0].pointer.as_str()), ("seconds", "/timeCreated"));
/// # Ok::<(), formwork_runtime::SyntaxError>(())
/// ```
pub fn lint(vendor: Vendor, session: &Json) -> Vec<Warning> {
    let mut lint = Lint { session, warnings: Vec::new() };
    match vendor {
        Vendor::Supabase => {
            lint.seconds("/expires_at");
            lint.lifetime("/expires_in");
            lint.jwt("/access_token");
        }
        Vendor::Ballware => {
            lint.lifetime("/expires_in");
            lint.date("/issued");
            lint.jwt("/access_token");
        }
        Vendor::Dotdo => {
            for pointer in ["/createdAt", "/expiresAt", "/revokedAt"] {
                lint.date(pointer);
            }
            lint.order("/createdAt", "/expiresAt");
            lint.hash("/token", "/tokenHash");
        }
        // The core's tokens and users come by the same schema.
        Vendor::Supertokens => {
            for pointer in ["/timeCreated", "/createdTime", "/expiry", "/timeJoined"] {
                lint.milliseconds(pointer);
            }
            lint.order("/timeCreated", "/expiry");
            lint.order("/createdTime", "/expiry");
        }
        Vendor::Auth0 => {
            lint.seconds("/internal/createdAt");
            lint.seconds("/tokenSet/expiresAt");
            lint.order("/internal/createdAt", "/tokenSet/expiresAt");
            lint.jwt("/tokenSet/idToken");
            for list in ["accessTokens", "connectionTokenSets"] {
                let count = session.get(list).and_then(Json::as_array).map_or(0, <[Json]>::len);
                (0..count).for_each(|index| lint.seconds(&format!("/{list}/{index}/expiresAt")));
            }
        }
    }
    lint.warnings
}

struct Lint<'s> {
    session: &'s Json,
    warnings: Vec<Warning>,
}

/// A point in time in a unit that two values of a session share.
#[derive(PartialEq, PartialOrd)]
enum Time {
    Number(Number),
    Millis(i64),
}

impl Lint<'_> {
    fn warn(&mut self, rule: &'static str, pointer: &str, message: &'static str) {
        self.warnings.push(Warning { rule, pointer: pointer.to_owned(), message });
    }

    fn number(&self, pointer: &str) -> Option<&Number> {
        self.session.pointer(pointer)?.as_number()
    }

    fn text(&self, pointer: &str) -> Option<&str> {
        self.session.pointer(pointer)?.as_str()
    }

    /// Whether a number is there and not less than a limit.
    fn is_from(&self, pointer: &str, limit: i64) -> Option<bool> {
        Some(*self.number(pointer)? >= Number::from(limit))
    }

    fn seconds(&mut self, pointer: &str) {
        if self.is_from(pointer, LAST_SECONDS) == Some(true) {
            self.warn("milliseconds", pointer, "looks like milliseconds, where seconds since 1970 are meant");
        }
    }

    fn milliseconds(&mut self, pointer: &str) {
        // Negative ones are before 1970, however they are meant.
        if self.is_from(pointer, 0) == Some(true) && self.is_from(pointer, FIRST_MILLISECONDS) == Some(false) {
            self.warn("seconds", pointer, "looks like seconds, where milliseconds since 1970 are meant");
        }
    }

    fn lifetime(&mut self, pointer: &str) {
        if self.is_from(pointer, LONGEST_LIFETIME) == Some(true) {
            self.warn("milliseconds", pointer, "looks like milliseconds, where a lifetime in seconds is meant");
        }
        if self.is_from(pointer, 0) == Some(false) {
            self.warn("expiry", pointer, "is a negative lifetime, so that the token expires before it is issued");
        }
    }

    fn date(&mut self, pointer: &str) {
        let time = self.text(pointer).and_then(|text| text.parse::<DateTime>().ok());
        if time.is_some_and(|time| (0..LAST_SECONDS).contains(&time.unix_millis())) {
            self.warn("epoch", pointer, "is early in 1970: seconds were probably taken for milliseconds");
        }
    }

    fn time(&self, pointer: &str) -> Option<Time> {
        match self.session.pointer(pointer)? {
            Json::Number(number) => Some(Time::Number(number.clone())),
            Json::String(text) => text.parse::<DateTime>().ok().map(|time| Time::Millis(time.unix_millis())),
            _ => None,
        }
    }

    fn order(&mut self, created: &str, expires: &str) {
        let times = self.time(created).zip(self.time(expires));
        if times.is_some_and(|(created, expires)| expires.partial_cmp(&created) == Some(Ordering::Less)) {
            self.warn("expiry", expires, "is before the creation");
        }
    }

    fn jwt(&mut self, pointer: &str) {
        if self.text(pointer).is_some_and(|token| UnverifiedClaims::read(token).is_err()) {
            self.warn("not-a-jwt", pointer, "is no JSON Web Token of three parts with claims in the second");
        }
    }

    fn hash(&mut self, token_at: &str, hash_at: &str) {
        // The store gives records back with an empty token.
        let pair = self.text(token_at).filter(|token| !token.is_empty()).zip(self.text(hash_at));
        if pair.is_some_and(|(token, hash)| sha256_hex(token) != hash) {
            self.warn("hash-mismatch", hash_at, "is not the lower-case hexadecimal SHA-256 of the token");
        }
    }
}

#[cfg(test)]
mod tests {
    use formwork_runtime::parse;

    use super::*;

    const JWT: &str = "eyJhbGciOiJub25lIn0.eyJpYXQiOjE3MDAwMDAwMDB9.";

    fn found(vendor: Vendor, text: &str) -> Vec<String> {
        let session = parse(text.as_bytes()).unwrap();
        lint(vendor, &session)
            .iter()
            .map(|warning| {
                assert!(RULES.contains(&warning.rule));
                format!("{} {}", warning.rule, warning.pointer)
            })
            .collect()
    }

    #[test]
    fn nothing_is_odd_in_an_ordinary_session() {
        let none: [String; 0] = [];
        let seconds = format!(r#"{{"access_token":"{JWT}","expires_in":3600,"expires_at":1700003600.5}}"#);
        assert_eq!(found(Vendor::Supabase, &seconds), none);
        let issued = format!(r#"{{"access_token":"{JWT}","expires_in":3600,"issued":"2021-03-08T20:53:27.000Z"}}"#);
        assert_eq!(found(Vendor::Ballware, &issued), none);
        let dotdo = format!(
            r#"{{"token":"t","tokenHash":"{}","createdAt":"2026-01-08T11:33:27Z","expiresAt":"2026-01-08T13:33:27+01:00"}}"#,
            sha256_hex("t")
        );
        assert_eq!(found(Vendor::Dotdo, &dotdo), none);
        assert_eq!(found(Vendor::Supertokens, r#"{"timeCreated":1637262633029,"expiry":1645902633029}"#), none);
        let auth0 = format!(
            r#"{{"tokenSet":{{"accessToken":"opaque","idToken":"{JWT}","expiresAt":1700003600}},"internal":{{"createdAt":1700000000}}}}"#
        );
        assert_eq!(found(Vendor::Auth0, &auth0), none);
    }

    #[test]
    fn units_are_told() {
        assert_eq!(
            found(Vendor::Supabase, r#"{"expires_at":1700003600000,"expires_in":3600000000}"#),
            ["milliseconds /expires_at", "milliseconds /expires_in"]
        );
        assert_eq!(
            found(Vendor::Supertokens, r#"{"timeCreated":1637262633,"expiry":1637262634,"timeJoined":0}"#),
            ["seconds /timeCreated", "seconds /expiry", "seconds /timeJoined"]
        );
        assert_eq!(
            found(Vendor::Auth0, r#"{"internal":{"createdAt":1e10},"accessTokens":[{},{"expiresAt":1700000000000}]}"#),
            ["milliseconds /internal/createdAt", "milliseconds /accessTokens/1/expiresAt"]
        );
        assert_eq!(found(Vendor::Ballware, r#"{"issued":"1970-01-20T16:13:20.000Z"}"#), ["epoch /issued"]);
        assert_eq!(found(Vendor::Dotdo, r#"{"createdAt":"1970-01-20T16:13:20.000Z"}"#), ["epoch /createdAt"]);
    }

    #[test]
    fn an_expiry_before_the_creation_is_told() {
        assert_eq!(found(Vendor::Supabase, r#"{"expires_in":-1}"#), ["expiry /expires_in"]);
        let dates = r#"{"createdAt":"2026-01-08T12:00:00+02:00","expiresAt":"2026-01-08T09:59:59Z"}"#;
        assert_eq!(found(Vendor::Dotdo, dates), ["expiry /expiresAt"]);
        let numbers = r#"{"timeCreated":1637262633029,"expiry":1637262633028.0}"#;
        assert_eq!(found(Vendor::Supertokens, numbers), ["expiry /expiry"]);
        let auth0 = r#"{"tokenSet":{"expiresAt":1},"internal":{"createdAt":2}}"#;
        assert_eq!(found(Vendor::Auth0, auth0), ["expiry /tokenSet/expiresAt"]);
    }

    #[test]
    fn tokens_and_hashes_are_looked_at() {
        for token in ["opaque", "a.b", "a.b.c.d", "a.!.c", "a.MQ.c"] {
            let session = format!(r#"{{"access_token":"{token}"}}"#);
            assert_eq!(found(Vendor::Supabase, &session), ["not-a-jwt /access_token"], "{token}");
            assert_eq!(found(Vendor::Ballware, &session), ["not-a-jwt /access_token"], "{token}");
        }
        assert_eq!(found(Vendor::Auth0, r#"{"tokenSet":{"idToken":"x"}}"#), ["not-a-jwt /tokenSet/idToken"]);
        assert_eq!(found(Vendor::Dotdo, r#"{"token":"t","tokenHash":"hash1"}"#), ["hash-mismatch /tokenHash"]);
        let upper = format!(r#"{{"token":"t","tokenHash":"{}"}}"#, sha256_hex("t").to_uppercase());
        assert_eq!(found(Vendor::Dotdo, &upper), ["hash-mismatch /tokenHash"]);
        assert!(found(Vendor::Dotdo, r#"{"token":"","tokenHash":"hash1"}"#).is_empty());
    }

    #[test]
    fn what_is_of_another_kind_is_passed_over() {
        for vendor in Vendor::ALL {
            for text in [
                "null",
                "[]",
                "{}",
                r#"{"expires_at":"x","expires_in":null,"createdAt":"x","expiresAt":[],"token":1,"tokenHash":2,"accessTokens":{}}"#,
            ] {
                assert!(found(vendor, text).is_empty(), "{vendor} {text}");
            }
        }
    }
}
