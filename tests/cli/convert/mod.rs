//! Sessions converted from one vendor's format into another's.

mod arguments;
mod claims;
mod every_pair;
mod lines;
mod losses;
mod missing;
mod reports;

use std::fs;

use serde_json::Value;

use super::{Place, Run, schemas};

const VENDORS: [&str; 5] = ["supabase", "ballware", "dotdo", "supertokens", "auth0"];

/// What a secret is called here, so that it is found wherever it turns up.
const MARKER: &str = "MARKER-4711";

const SUPABASE: &str = r#"{"access_token":"MARKER-4711-a","refresh_token":"MARKER-4711-r","expires_in":3600,
  "token_type":"bearer","expires_at":1767875607,"provider_token":"MARKER-4711-p",
  "user":{"id":"u1","aud":"authenticated","email":"ada@example.org","app_metadata":{},"user_metadata":{},
  "created_at":"2024-01-01T00:00:00Z"}}"#;

const AUTH0: &str = r#"{"user":{"sub":"u1"},"tokenSet":{"accessToken":"MARKER-4711-a","expiresAt":1767875607.5},
  "internal":{"sid":"s1","createdAt":1767872007}}"#;

const SUPERTOKENS: &str = r#"{"handle":"s1","userId":"u1","timeCreated":1700000000000,"expiry":1700003600000}"#;

/// One that was revoked, and bound to a user agent.
const DOTDO: &str = r#"{"id":"s1","userId":"u1","token":"MARKER-4711-t","tokenHash":"h",
  "createdAt":"2026-01-08T11:33:27.500Z","expiresAt":"2026-01-09T11:33:27.500Z",
  "revokedAt":"2026-01-08T12:00:00.000Z","boundUserAgent":"curl/8"}"#;

fn place() -> Place {
    let place = Place::empty().file("supabase.json", SUPABASE).file("auth0.json", AUTH0).file("dotdo.json", DOTDO);
    place.file("supertokens.json", SUPERTOKENS).file("token.txt", "MARKER-4711-f\n")
}

/// One line, as a line of NDJSON has to be.
fn line(text: &str) -> String {
    serde_json::from_str::<Value>(text).unwrap().to_string() + "\n"
}

impl Run {
    /// What is told, which is nothing secret.
    #[track_caller]
    fn tells(&self, err: &str) -> &Self {
        assert!(!self.err.contains("MARKER"), "{}", self.err);
        assert_eq!(self.err, err, "out: {}", self.out);
        self
    }

    /// The reports on standard error.
    #[track_caller]
    fn reports(&self) -> Vec<Value> {
        assert!(!self.err.contains("MARKER"), "{}", self.err);
        self.err.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))).collect()
    }

    /// A command line that makes no sense.
    #[track_caller]
    fn makes_no_sense(&self, why: &str) {
        self.ends_with(2);
        let message = self.err.lines().next().unwrap_or_default();
        assert_eq!((self.out.as_str(), message), ("", format!("error: {why}").as_str()));
        assert!(!self.err.contains("MARKER"), "{}", self.err);
    }
}

fn example(vendor: &str, name: &str) -> String {
    fs::read_to_string(schemas().join(vendor).join("examples/valid").join(name)).unwrap()
}
