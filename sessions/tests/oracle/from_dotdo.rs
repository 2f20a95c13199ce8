//! From a dot-do session.

use formwork_runtime::{Members, Secret};
use formwork_sessions::{auth0, ballware, dotdo, supabase, supertokens};

use super::{
    Faults, Given, Nanos, Outcome, Read, Refusal, lost,
    read::{self, present},
    unless, write,
};

/// What no other vendor can say refuses the session, unless the caller allows that it goes unsaid.
fn guard(source: &dotdo::Session, given: &Given) -> Faults {
    let mut faults = Faults::default();
    if source.revoked_at.is_some() && !given.allow_revoked {
        faults.refuse("/revokedAt", Refusal::Revoked);
    }
    if source.bound_user_agent.is_some() && !given.allow_bound_user_agent {
        faults.refuse("/boundUserAgent", Refusal::BoundUserAgent);
    }
    faults
}

/// The caller's access token. An empty one is none, whoever says it.
fn given_token(given: &Given) -> Option<Secret<String>> {
    given.access_token.as_deref().filter(|token| !token.is_empty()).map(write::secret)
}

/// The session's token, which is empty where the session was read back from the store.
fn source_token(source: &dotdo::Session) -> Option<Secret<String>> {
    Some(source.token.clone()).filter(|token| !token.expose().is_empty())
}

/// The access token: the caller's, or the session's.
fn token(source: &dotdo::Session, given: &Given) -> Read<Secret<String>> {
    present(Some("/token"), given_token(given).or_else(|| source_token(source)))
}

/// The token's member, where the token is kept. An empty one is as good as absent: nothing is lost with it.
fn kept_token(source: &dotdo::Session, given: &Given) -> Option<&'static str> {
    if source_token(source).is_some() { unless(given_token(given).is_some(), "/token") } else { Some("/token") }
}

fn created_at(source: &dotdo::Session) -> Read<Nanos> {
    read::date_time("/createdAt", &source.created_at)
}

fn expires_at(source: &dotdo::Session) -> Read<Nanos> {
    read::date_time("/expiresAt", &source.expires_at)
}

/// From creation to expiry, not the time that is left.
fn span(source: &dotdo::Session) -> Read<(Nanos, Nanos)> {
    Ok((created_at(source)?, expires_at(source)?))
}

pub fn dotdo_to_supabase(source: dotdo::Session, given: &Given) -> Outcome<supabase::Session> {
    let kept = [Some("/userId"), kept_token(&source, given), Some("/createdAt"), Some("/expiresAt")];
    let lost = lost(&source, &[], &kept);
    let mut faults = guard(&source, given);
    let access_token = faults.fill("/access_token", token(&source, given));
    let refresh_token = faults.fill("/refresh_token", present(None, given.refresh_token.as_deref().map(write::secret)));
    let span = faults.fill("/expires_in", span(&source));
    let expires_at = faults.fill("/expires_at", expires_at(&source));
    let aud = faults.fill("/user/aud", present(None, given.audience.clone()));
    let app_metadata = faults.fill("/user/app_metadata", present(None, given.app_metadata.clone()));
    let user_metadata = faults.fill("/user/user_metadata", present(None, given.user_metadata.clone()));
    let created_at = faults.fill("/user/created_at", present(None, given.account_created_at.clone()));
    let target = || {
        let (start, end) = span?;
        Some(supabase::Session {
            access_token: access_token?,
            refresh_token: refresh_token?,
            expires_in: write::span(start, end),
            expires_at: Some(write::seconds(expires_at?)),
            token_type: supabase::SessionTokenType::Bearer,
            provider_token: None,
            provider_refresh_token: None,
            user: supabase::User {
                email: given.email.clone(),
                ..write::supabase_user(source.user_id, aud?, app_metadata?, user_metadata?, created_at?)
            },
            rest: Members::new(),
        })
    };
    faults.outcome(target(), lost)
}

pub fn dotdo_to_ballware(source: dotdo::Session, given: &Given) -> Outcome<ballware::SessionWithUserInfo> {
    let kept = [Some("/userId"), kept_token(&source, given), Some("/createdAt"), Some("/expiresAt")];
    let lost = lost(&source, &[], &kept);
    let mut faults = guard(&source, given);
    let access_token = faults.fill("/access_token", token(&source, given));
    let refresh_token = faults.fill("/refresh_token", present(None, given.refresh_token.as_deref().map(write::secret)));
    let span = faults.fill("/expires_in", span(&source));
    let issued = faults.fill("/issued", created_at(&source));
    let email = faults.fill("/email", present(None, given.email.clone()));
    let target = || {
        let (start, end) = span?;
        Some(ballware::SessionWithUserInfo {
            access_token: access_token?,
            refresh_token: refresh_token?,
            expires_in: write::span(start, end),
            issued: write::date_time(issued?),
            identifier: source.user_id,
            email: email?,
            rest: Members::new(),
        })
    };
    faults.outcome(target(), lost)
}

pub fn dotdo_to_supertokens(source: dotdo::Session, given: &Given) -> Outcome<supertokens::SuperTokensSession> {
    let kept = ["/id", "/userId", "/createdAt", "/expiresAt", "/metadata"];
    let lost = lost(&source, &[], &kept.map(Some));
    let mut faults = guard(&source, given);
    let expiry = faults.fill("/expiry", expires_at(&source));
    let time_created = faults.fill("/timeCreated", created_at(&source));
    let target = supertokens::SuperTokensSession {
        handle: source.id,
        user_id: source.user_id,
        user_data_in_jwt: None,
        user_data_in_database: source.metadata.map(Secret::new),
        tenant_id: None,
        recipe_user_id: None,
        expiry: expiry.map(write::millis),
        time_created: time_created.map(write::millis),
        rest: Members::new(),
    };
    faults.outcome(Some(target), lost)
}

pub fn dotdo_to_auth0(source: dotdo::Session, given: &Given) -> Outcome<auth0::SessionData> {
    let kept = [Some("/id"), Some("/userId"), kept_token(&source, given), Some("/createdAt"), Some("/expiresAt")];
    let lost = lost(&source, &[], &kept);
    let mut faults = guard(&source, given);
    let access_token = faults.fill("/tokenSet/accessToken", token(&source, given));
    let expires_at = faults.fill("/tokenSet/expiresAt", expires_at(&source));
    let created_at = faults.fill("/internal/createdAt", created_at(&source));
    let target = || {
        Some(write::auth0_session(
            (source.user_id, given.email.clone()),
            auth0::TokenSet {
                refresh_token: given.refresh_token.as_deref().map(write::secret),
                audience: given.audience.clone(),
                ..write::auth0_tokens(access_token?, expires_at?)
            },
            (source.id, created_at?),
        ))
    };
    faults.outcome(target(), lost)
}
