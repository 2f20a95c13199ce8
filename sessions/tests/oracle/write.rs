//! Writing values into a target. The times have been read, and so are in range.

use formwork_runtime::{DateTime, Integer, Members, Number, Secret};
use formwork_sessions::{auth0, supabase};
use sha2::{Digest, Sha256};

use super::{
    Nanos,
    read::{floor_millis, floor_seconds},
};

/// RFC 3339 with three digits and `Z`.
pub fn date_time(time: Nanos) -> DateTime {
    i64::try_from(floor_millis(time)).ok().and_then(DateTime::from_unix_millis).expect("the time is in range")
}

/// The same as text.
pub fn date_time_text(time: Nanos) -> String {
    date_time(time).into()
}

/// Whole seconds.
pub fn seconds(time: Nanos) -> Number {
    floor_seconds(time).into()
}

/// Whole milliseconds.
pub fn millis(time: Nanos) -> Integer {
    floor_millis(time).into()
}

/// Seconds from `start` to `end`, exactly.
pub fn span(start: Nanos, end: Nanos) -> Number {
    let span = end - start;
    let sign = if span < 0 { "-" } else { "" };
    let digits = format!("{:010}", span.unsigned_abs());
    let (whole, fraction) = digits.split_at(digits.len() - 9);
    let text = format!("{sign}{whole}.{fraction}");
    Number::from_text(text.trim_end_matches('0').trim_end_matches('.')).expect("these are digits")
}

/// Lower-case hexadecimal of the SHA-256 of the text.
pub fn hash(token: &str) -> Secret<String> {
    let digits = Sha256::digest(token.as_bytes());
    let digits =
        digits.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|half| char::from_digit(half.into(), 16));
    Secret::new(digits.collect())
}

/// The text, hidden.
pub fn secret(text: &str) -> Secret<String> {
    text.into()
}

/// A Supabase user of whom only what is required is known.
pub fn supabase_user(
    id: String,
    aud: String,
    app_metadata: supabase::UserAppMetadata,
    user_metadata: supabase::UserMetadata,
    created_at: String,
) -> supabase::User {
    supabase::User {
        id,
        aud,
        role: None,
        email: None,
        phone: None,
        app_metadata,
        user_metadata,
        created_at,
        updated_at: None,
        last_sign_in_at: None,
        confirmed_at: None,
        email_confirmed_at: None,
        phone_confirmed_at: None,
        confirmation_sent_at: None,
        recovery_sent_at: None,
        email_change_sent_at: None,
        invited_at: None,
        deleted_at: None,
        new_email: None,
        new_phone: None,
        action_link: None,
        is_anonymous: None,
        is_sso_user: None,
        identities: None,
        factors: None,
        rest: Members::new(),
    }
}

/// Auth0 tokens of which only what is required is known.
pub fn auth0_tokens(access_token: Secret<String>, expires_at: Nanos) -> auth0::TokenSet {
    auth0::TokenSet {
        access_token,
        id_token: None,
        refresh_token: None,
        scope: None,
        requested_scope: None,
        audience: None,
        expires_at: seconds(expires_at),
        token_type: None,
        rest: Members::new(),
    }
}

/// An Auth0 session of a user (`sub`, `email`) and tokens, with the session's own `sid` and `createdAt`.
pub fn auth0_session(
    (sub, email): (String, Option<String>),
    token_set: auth0::TokenSet,
    (sid, created_at): (String, Nanos),
) -> auth0::SessionData {
    auth0::SessionData {
        user: auth0::User {
            sub,
            name: None,
            nickname: None,
            given_name: None,
            family_name: None,
            picture: None,
            email,
            email_verified: None,
            org_id: None,
            rest: Members::new(),
        },
        token_set,
        access_tokens: None,
        internal: auth0::SessionDataInternal { sid, created_at: seconds(created_at), rest: Members::new() },
        connection_token_sets: None,
        rest: Members::new(),
    }
}
