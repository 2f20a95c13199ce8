//! From an Auth0 session.

use formwork_runtime::{Members, Secret};
use formwork_sessions::{auth0, ballware, dotdo, supabase, supertokens};

use super::{
    Faults, Given, Nanos, Outcome, Read, What, kept_token, lost,
    read::{self, present},
    token, unless, write,
};

const INNER: &[&str] = &["/user", "/tokenSet", "/internal"];

/// When the access token expires.
fn expires_at(source: &auth0::SessionData) -> Read<Nanos> {
    read::seconds("/tokenSet/expiresAt", &source.token_set.expires_at)
}

/// When the session was created. It is the token's issue only as long as no token was refreshed.
fn created_at(source: &auth0::SessionData) -> Read<Nanos> {
    read::seconds("/internal/createdAt", &source.internal.created_at)
}

fn refresh_token(source: &auth0::SessionData, given: &Given) -> Read<Secret<String>> {
    token(Some("/tokenSet/refreshToken"), given.refresh_token.as_ref(), source.token_set.refresh_token.as_ref())
}

fn access(source: &auth0::SessionData, given: &Given) -> Read<Secret<String>> {
    token(Some("/tokenSet/accessToken"), given.access_token.as_ref(), Some(&source.token_set.access_token))
}

fn kept_access(source: &auth0::SessionData, given: &Given) -> Option<&'static str> {
    kept_token("/tokenSet/accessToken", given.access_token.as_ref(), Some(&source.token_set.access_token))
}

fn email(source: &auth0::SessionData, given: &Given) -> Option<String> {
    given.email.clone().or_else(|| source.user.email.clone())
}

/// Whether the access token is a bearer token, or nothing says what it is.
fn bearer(source: &auth0::SessionData) -> Read<supabase::SessionTokenType> {
    match &source.token_set.token_type {
        Some(other) if !other.eq_ignore_ascii_case("bearer") => Err((Some("/tokenSet/token_type"), What::NotBearer)),
        _ => Ok(supabase::SessionTokenType::Bearer),
    }
}

pub fn auth0_to_supabase(source: auth0::SessionData, given: &Given) -> Outcome<supabase::Session> {
    let lost = lost(
        &source,
        INNER,
        &[
            Some("/user/sub"),
            unless(given.email.is_some(), "/user/email"),
            kept_access(&source, given),
            kept_token("/tokenSet/refreshToken", given.refresh_token.as_ref(), source.token_set.refresh_token.as_ref()),
            unless(given.audience.is_some(), "/tokenSet/audience"),
            Some("/tokenSet/expiresAt"),
            Some("/tokenSet/token_type"),
        ],
    );
    let audience = given.audience.clone().or_else(|| source.token_set.audience.clone());
    let mut faults = Faults::default();
    let access_token = faults.fill("/access_token", access(&source, given));
    let refresh_token = faults.fill("/refresh_token", refresh_token(&source, given));
    let expires_in = faults.fill("/expires_in", present(None, given.lifetime.clone()));
    let expires_at = faults.fill("/expires_at", expires_at(&source));
    let token_type = faults.fill("/token_type", bearer(&source));
    let aud = faults.fill("/user/aud", present(Some("/tokenSet/audience"), audience));
    let app_metadata = faults.fill("/user/app_metadata", present(None, given.app_metadata.clone()));
    let user_metadata = faults.fill("/user/user_metadata", present(None, given.user_metadata.clone()));
    let created_at = faults.fill("/user/created_at", present(None, given.account_created_at.clone()));
    let email = email(&source, given);
    let target = || {
        Some(supabase::Session {
            access_token: access_token?,
            refresh_token: refresh_token?,
            expires_in: expires_in?,
            expires_at: Some(write::seconds(expires_at?)),
            token_type: token_type?,
            provider_token: None,
            provider_refresh_token: None,
            user: supabase::User {
                email,
                ..write::supabase_user(source.user.sub, aud?, app_metadata?, user_metadata?, created_at?)
            },
            rest: Members::new(),
        })
    };
    faults.outcome(target(), lost)
}

pub fn auth0_to_ballware(source: auth0::SessionData, given: &Given) -> Outcome<ballware::SessionWithUserInfo> {
    let lost = lost(
        &source,
        INNER,
        &[
            Some("/user/sub"),
            unless(given.email.is_some(), "/user/email"),
            kept_access(&source, given),
            kept_token("/tokenSet/refreshToken", given.refresh_token.as_ref(), source.token_set.refresh_token.as_ref()),
            unless(given.lifetime.is_some(), "/tokenSet/expiresAt"),
        ],
    );
    let issued = || read::given(given.issued_at).unwrap_or(Err((None, What::Missing)));
    let lifetime = || Ok(write::span(issued()?, expires_at(&source)?));
    let mut faults = Faults::default();
    let access_token = faults.fill("/access_token", access(&source, given));
    let refresh_token = faults.fill("/refresh_token", refresh_token(&source, given));
    let expires_in = faults.fill("/expires_in", given.lifetime.clone().map_or_else(lifetime, Ok));
    let issued = faults.fill("/issued", issued());
    let email = faults.fill("/email", present(Some("/user/email"), email(&source, given)));
    let target = || {
        Some(ballware::SessionWithUserInfo {
            access_token: access_token?,
            refresh_token: refresh_token?,
            expires_in: expires_in?,
            issued: write::date_time(issued?),
            identifier: source.user.sub,
            email: email?,
            rest: Members::new(),
        })
    };
    faults.outcome(target(), lost)
}

pub fn auth0_to_dotdo(source: auth0::SessionData, given: &Given) -> Outcome<dotdo::Session> {
    let kept = ["/user/sub", "/tokenSet/expiresAt", "/internal/sid", "/internal/createdAt"].map(Some);
    let lost = lost(&source, INNER, &[&kept[..], &[kept_access(&source, given)]].concat());
    let mut faults = Faults::default();
    let access_token = faults.fill("/token", access(&source, given));
    let created_at = faults.fill("/createdAt", created_at(&source));
    let expires_at = faults.fill("/expiresAt", expires_at(&source));
    let target = || {
        Some(dotdo::Session {
            id: source.internal.sid,
            user_id: source.user.sub,
            token_hash: write::hash(access_token.as_ref()?.expose()),
            token: access_token.clone()?,
            created_at: write::date_time(created_at?),
            expires_at: write::date_time(expires_at?),
            metadata: None,
            revoked_at: None,
            sliding_expiration: None,
            bound_user_agent: None,
            rest: Members::new(),
        })
    };
    faults.outcome(target(), lost)
}

pub fn auth0_to_supertokens(source: auth0::SessionData, given: &Given) -> Outcome<supertokens::SuperTokensSession> {
    let kept = ["/user/sub", "/internal/sid", "/internal/createdAt"];
    let lost = lost(&source, INNER, &kept.map(Some));
    let mut faults = Faults::default();
    // The token's expiry is not the session's, which these versions of the SDK do not say.
    let expiry = faults.fill_optional("/expiry", read::given(given.session_expires_at));
    let time_created = faults.fill("/timeCreated", created_at(&source));
    let target = supertokens::SuperTokensSession {
        handle: source.internal.sid,
        user_id: source.user.sub,
        user_data_in_jwt: None,
        user_data_in_database: None,
        tenant_id: None,
        recipe_user_id: None,
        expiry: expiry.map(write::millis),
        time_created: time_created.map(write::millis),
        rest: Members::new(),
    };
    faults.outcome(Some(target), lost)
}
