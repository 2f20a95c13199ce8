//! Twenty conversions written by hand, one for each ordered pair of vendors, after the table of pair conversions in the
//! vendor notes. They share nothing with the derived ones, so that the two can contradict each other.
//!
//! Rules that hold for every pair:
//! - A value of the caller's wins, but only where the source may lack the value: an optional member, a member that the
//!   vendor does not have, or an empty text where empty counts as absent. It says what the target's member says.
//! - A derived value comes from members of the source only, never from one that the caller gave in their place. The one
//!   exception is ballware's `expires_in`, which counts from the `issued` that is written.
//! - Times are nanoseconds in an `i128`, floored when read and again when written. A time that is read or written lies in
//!   the years 0000 to 9999 of UTC.
//! - There is one fault for each member of the target that cannot be filled, and one for each refusal.
//! - Lost is each member of the source that is there and that no member of the target comes from.

#![allow(dead_code, unreachable_pub, reason = "each test that has this module uses another part of it")]
#![allow(clippy::doc_markdown, reason = "the vendors' names are no code")]

pub mod from_auth0;
pub mod from_ballware;
pub mod from_dotdo;
pub mod from_supabase;
pub mod from_supertokens;
pub mod read;
pub mod vectors;
pub mod write;

use formwork_runtime::{Encode, Json, Number, Secret, to_json};
use formwork_sessions::{supabase, supertokens};

/// Nanoseconds since 1970-01-01T00:00:00Z, or between two times.
pub type Nanos = i128;

/// All that a caller may supply, each optional; the values have the meaning of the target's members.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Id of the session: `id`, `handle`, `internal.sid`.
    pub id: Option<String>,
    /// The user's mail address.
    pub email: Option<String>,
    /// The access token; dot-do's `token`.
    pub access_token: Option<String>,
    /// The refresh token.
    pub refresh_token: Option<String>,
    /// When the access token was issued: ballware's `issued`.
    pub issued_at: Option<Nanos>,
    /// When the session was created: `createdAt`, `timeCreated`, `internal.createdAt`.
    pub created_at: Option<Nanos>,
    /// When the access token expires: `expires_at`, `tokenSet.expiresAt`.
    pub expires_at: Option<Nanos>,
    /// When the session expires: dot-do's `expiresAt`, SuperTokens' `expiry`.
    pub session_expires_at: Option<Nanos>,
    /// Lifetime of the access token in seconds: `expires_in`.
    pub lifetime: Option<Number>,
    /// Audience of the access token: `user.aud`, `tokenSet.audience`.
    pub audience: Option<String>,
    /// Supabase's `user.app_metadata`.
    pub app_metadata: Option<supabase::UserAppMetadata>,
    /// Supabase's `user.user_metadata`.
    pub user_metadata: Option<supabase::UserMetadata>,
    /// When the account was created: Supabase's `user.created_at`.
    pub account_created_at: Option<String>,
    /// SuperTokens' access token, which lies beside its session.
    pub access: Option<supertokens::Token>,
    /// SuperTokens' refresh token, which lies beside its session.
    pub refresh: Option<supertokens::Token>,
    /// SuperTokens' user, who lies beside the session.
    pub user: Option<supertokens::User>,
    /// Whether a revoked session may become one that no longer says so.
    pub allow_revoked: bool,
    /// Whether a session bound to a user agent may become one that is not.
    pub allow_bound_user_agent: bool,
}

/// What a conversion comes to.
#[derive(Clone, Debug)]
pub struct Outcome<T> {
    /// The target, or everything that stands against it.
    pub result: Result<T, Vec<Fault>>,
    /// JSON Pointers to the members of the source that no member of the target comes from. None where there is no target.
    pub lost: Vec<String>,
}

/// Why there is no target.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// JSON Pointer to the member of the source that is at fault, absent or not: none where the source cannot have one,
    /// or the value is the caller's. `access:`, `refresh:` or `user:` before it tells what lies beside the source.
    pub from: Option<String>,
    /// JSON Pointer to the member of the target that cannot be filled: none where the session as a whole is refused.
    pub to: Option<String>,
    /// What is wrong.
    pub what: What,
}

/// What is wrong with one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Neither the source nor the caller has the value.
    Missing,
    /// A time is outside of the years 0000 to 9999.
    OutOfRange,
    /// The access token is no bearer token.
    NotBearer,
    /// The target cannot say what keeps the session from being used.
    Refused(Refusal),
}

/// What keeps a session from being used, and no other vendor can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// The session is revoked.
    Revoked,
    /// The session is bound to a user agent.
    BoundUserAgent,
}

/// A value, or the member that keeps it from being read and why.
pub type Read<T> = Result<T, (Option<&'static str>, What)>;

/// Gathers the faults of one conversion.
#[derive(Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// The value for the member `to` of the target.
    pub fn fill<T>(&mut self, to: &'static str, value: Read<T>) -> Option<T> {
        value.map_err(|(from, what)| self.add(from, Some(to), what)).ok()
    }

    /// The value for the member `to`, which the target can do without.
    pub fn fill_optional<T>(&mut self, to: &'static str, value: Option<Read<T>>) -> Option<T> {
        self.fill(to, value?)
    }

    /// Refuses the session for its member `from`.
    pub fn refuse(&mut self, from: &'static str, refusal: Refusal) {
        self.add(Some(from), None, What::Refused(refusal));
    }

    /// The target that was built, if nothing stands against it.
    pub fn outcome<T>(self, target: Option<T>, lost: Vec<String>) -> Outcome<T> {
        match target {
            Some(target) if self.0.is_empty() => Outcome { result: Ok(target), lost },
            _ => {
                assert!(!self.0.is_empty(), "a target that cannot be built has a fault");
                Outcome { result: Err(self.0), lost: Vec::new() }
            }
        }
    }

    fn add(&mut self, from: Option<&str>, to: Option<&str>, what: What) {
        self.0.push(Fault { from: from.map(Into::into), to: to.map(Into::into), what });
    }
}

/// JSON Pointers to the members that are there and not among `kept`: those of the root, and in place of an object at one
/// of the pointers `inner`, its own.
pub fn lost(source: &impl Encode, inner: &[&str], kept: &[Option<&str>]) -> Vec<String> {
    members(&to_json(source), inner).into_iter().filter(|pointer| !kept.contains(&Some(pointer.as_str()))).collect()
}

/// JSON Pointers to the members that [`lost`] chooses from.
pub fn members(source: &Json, inner: &[&str]) -> Vec<String> {
    let below = |value: &Json, at: &str| {
        let names = value.as_object().into_iter().flat_map(|object| object.iter().map(|(name, _)| name.to_owned()));
        names.map(|name| format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))).collect::<Vec<_>>()
    };
    let expand = |pointer: String| match source.pointer(&pointer) {
        Some(object) if inner.contains(&pointer.as_str()) => below(object, &pointer),
        _ => vec![pointer],
    };
    below(source, "").into_iter().flat_map(expand).collect()
}

/// The member, unless a value that is given has taken its place.
pub fn unless(is_given: bool, member: &'static str) -> Option<&'static str> {
    (!is_given).then_some(member)
}

fn held(token: Option<&Secret<String>>) -> Option<Secret<String>> {
    token.filter(|token| !token.expose().is_empty()).cloned()
}

fn handed(token: Option<&String>) -> Option<Secret<String>> {
    token.filter(|token| !token.is_empty()).map(|token| write::secret(token))
}

/// A token: the caller's, or the source's. An empty one is none, whoever says it.
pub fn token(
    from: Option<&'static str>,
    given: Option<&String>,
    source: Option<&Secret<String>>,
) -> Read<Secret<String>> {
    read::present(from, handed(given).or_else(|| held(source)))
}

/// The member of a token, where it is kept: nothing is lost with an empty one.
pub fn kept_token(
    member: &'static str,
    given: Option<&String>,
    source: Option<&Secret<String>>,
) -> Option<&'static str> {
    unless(handed(given).and(held(source)).is_some(), member)
}
