//! The session that the five formats have in common, and the conversions between them.

use formwork_runtime::convert::{Exposed, First, NonEmpty, Rfc3339, Timestamp, UnixMillis, UnixSeconds};
use formwork_runtime::{Hub, Json, Members, Number, Secret};

use crate::codec::{Bearer, MillisText, Sha256Hex};
use crate::supabase::SessionTokenType;

/// A user's session, whoever issued it.
///
/// It is read from each of the five formats and written to each, and each of them is converted into each other without it.
/// Two expiries are kept apart: that of the access token, and that of the session. So are three creations: of the token, of
/// the session and of the account. Times are rounded down, so that nothing lives longer than it did; an expiry within a leap
/// second is the second after it, as it is for everyone who counts Unix time.
///
/// What was decided where the vendors leave room:
/// - A revoked session, or one bound to a user agent, is converted only if the caller says so by name.
/// - A token that is not a bearer token becomes no Supabase session. The others do not say what a token is: there the loss
///   of `token_type` is told.
/// - A dot-do `tokenHash` that is not that of the token is told of and not refused: dot-do's own tests have such.
/// - SuperTokens' `userDataInDatabase` and dot-do's `metadata` are each other's counterpart. Whoever publishes a dot-do
///   session as its `PublicSession` publishes `metadata`: that is a choice of its own, made after the conversion.
/// - What the caller gives wins where the source may lack a value, a longer life included: that is the caller's word.
///
/// ```
/// use formwork_runtime::from_slice;
/// use formwork_sessions::{Session, dotdo, supertokens};
///
/// let session: dotdo::Session = from_slice(br#"{"id":"s1","userId":"u1","token":"t","tokenHash":"h",
///     "createdAt":"2026-01-08T11:33:27.000Z","expiresAt":"2026-01-09T11:33:27.000Z"}"#)?;
/// let converted: supertokens::SuperTokensSession = Session::via(session).to()?;
/// assert_eq!(converted.handle, "s1");
/// assert_eq!(converted.expiry, Some(1_767_958_407_000_i64.into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Hub)]
#[hub(given)]
#[format(supabase = crate::supabase::Session,
    ask(user.app_metadata, user.user_metadata),
    give(token_type = SessionTokenType::Bearer),
    drop(provider_token, provider_refresh_token: "the provider's secrets are its own"),
    keep(..))]
#[format(ballware = crate::ballware::SessionWithUserInfo, keep(..))]
#[format(dotdo = crate::dotdo::Session,
    ask(access_token from supertokens),
    drop(token_hash: "nobody else keeps a hash of the token"),
    keep(..))]
#[format(supertokens = crate::supertokens::SuperTokensSession,
    with(access: Token, refresh: Token, user: User),
    agree(user.id = user_id: "it is the record of another user"),
    drop(user_data_in_jwt: "they are claims of the access token, which nobody else keeps apart"),
    keep(..))]
#[format(auth0 = crate::auth0::SessionData, keep(..))]
pub struct Session {
    /// Id of the session.
    #[at(supabase = none, ballware = none, dotdo = id, supertokens = handle, auth0 = internal.sid)]
    pub id: Option<String>,
    /// Id of the user at who issued the session. Another format's user of the same id is not the same person.
    #[at(supabase = user.id, ballware = identifier, dotdo = user_id, supertokens = user_id, auth0 = user.sub)]
    pub user_id: String,
    /// Mail address of the user. Supabase has an empty one for users who have none; ballware has a user name at times.
    #[at(supabase = user.email, dotdo = none, auth0 = user.email)]
    #[at(ballware = email)]
    #[read(supabase for ballware = NonEmpty(user.email)?, supertokens = First(user.emails)?)]
    pub email: Option<String>,
    /// Phone number of the user.
    #[at(supabase = user.phone, ballware = none, dotdo = none, auth0 = none)]
    #[read(supertokens = First(user.phone_numbers)?)]
    pub phone: Option<String>,
    /// The access token, or dot-do's opaque token in its place. An empty one is none: a dot-do session that was read from
    /// its store has none.
    #[read(supabase = NonEmpty(access_token)?, ballware = NonEmpty(access_token)?, dotdo = NonEmpty(token)?)]
    #[read(supertokens = NonEmpty(access.token)?, auth0 = NonEmpty(token_set.access_token)?)]
    #[write(supabase = access_token, ballware = access_token, auth0 = token_set.access_token)]
    #[write(dotdo = (token, Sha256Hex(token_hash)))]
    pub access_token: Option<Secret<String>>,
    /// Gets the next access token. An empty one is none.
    #[read(supabase = NonEmpty(refresh_token)?, ballware = NonEmpty(refresh_token)?, dotdo = none)]
    #[read(supertokens = NonEmpty(refresh.token)?, auth0 = NonEmpty(token_set.refresh_token)?)]
    #[write(supabase = refresh_token, ballware = refresh_token, dotdo = none, auth0 = token_set.refresh_token)]
    pub refresh_token: Option<Secret<String>>,
    /// Kind of the access token, such as `Bearer` or `DPoP`. A token that is bound to a key is no bearer token.
    #[at(supabase = Bearer(token_type), ballware = none, dotdo = none, supertokens = none, auth0 = token_set.token_type)]
    pub token_type: Option<String>,
    /// Who the access token is for.
    #[read(auth0 = token_set.audience)]
    #[write(supabase = user.aud)]
    #[at(ballware = none, dotdo = none, supertokens = none)]
    pub audience: Option<String>,
    /// When the access token was issued.
    #[at(supabase = none, ballware = Rfc3339(issued))]
    #[read(dotdo = Rfc3339(created_at), supertokens = UnixMillis(access.created_time))]
    #[write(dotdo = else Rfc3339(created_at), auth0 = else UnixSeconds(internal.created_at))]
    pub issued_at: Option<Timestamp>,
    /// Seconds from the issue of the access token to its expiry.
    #[at(supabase = expires_in, ballware = expires_in, dotdo = none, supertokens = none, auth0 = none)]
    pub lifetime: Option<Number>,
    /// When the access token expires.
    #[equation(expires_at = after(issued_at, lifetime))]
    #[at(supabase = UnixSeconds(expires_at), ballware = none, auth0 = UnixSeconds(token_set.expires_at))]
    #[read(dotdo = Rfc3339(expires_at), supertokens = UnixMillis(access.expiry))]
    #[write(dotdo = else Rfc3339(expires_at))]
    pub expires_at: Option<Timestamp>,
    /// When the session was created.
    #[at(supabase = none, ballware = none, dotdo = Rfc3339(created_at), supertokens = UnixMillis(time_created), auth0 = UnixSeconds(internal.created_at))]
    pub created_at: Option<Timestamp>,
    /// When the session expires, whatever becomes of its tokens.
    #[at(supabase = none, ballware = none, dotdo = Rfc3339(expires_at), supertokens = UnixMillis(expiry), auth0 = none)]
    pub session_expires_at: Option<Timestamp>,
    /// When the account was created, not the session: ISO 8601 text, kept as Supabase sends it.
    #[at(supabase = user.created_at, ballware = none, dotdo = none, auth0 = none)]
    #[read(supertokens = MillisText(user.time_joined))]
    pub account_created_at: Option<String>,
    /// Data of the application's own, which the client must not see.
    #[at(supabase = none, ballware = none, dotdo = Exposed(metadata), supertokens = user_data_in_database, auth0 = none)]
    pub metadata: Option<Secret<Members<Json>>>,
    /// When the session was revoked.
    #[at(dotdo = Rfc3339(revoked_at), _ = none)]
    #[guard(allow_revoked: "a session that was revoked would come back to life")]
    pub revoked_at: Option<Timestamp>,
    /// The one user agent that may use the session.
    #[at(dotdo = bound_user_agent, _ = none)]
    #[guard(allow_unbound: "the session would no longer be bound to its user agent")]
    pub bound_user_agent: Option<String>,
    /// Whether each use of the session extends it.
    #[at(dotdo = sliding_expiration, _ = none)]
    pub sliding_expiration: Option<bool>,
    /// What the format that the session was read from holds besides.
    #[kept]
    pub kept: SessionKept,
}
