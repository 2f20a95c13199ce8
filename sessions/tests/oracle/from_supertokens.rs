//! From a SuperTokens session, with its tokens and its user where the caller has them.

use formwork_runtime::{Members, Secret};
use formwork_sessions::{auth0, ballware, dotdo, supabase, supertokens};

use super::{
    Faults, Given, Nanos, Outcome, Read, What, lost,
    read::{self, present},
    token, unless, write,
};

fn access_token(given: &Given) -> Read<Secret<String>> {
    token(None, given.access_token.as_ref(), given.access.as_ref().map(|access| &access.token))
}

fn refresh_token(given: &Given) -> Option<Secret<String>> {
    token(None, given.refresh_token.as_ref(), given.refresh.as_ref().map(|refresh| &refresh.token)).ok()
}

/// When the access token expires. Never the session's `expiry`.
fn token_expires_at(given: &Given) -> Option<Read<Nanos>> {
    given.access.as_ref().map(|access| read::millis("access:/expiry", &access.expiry))
}

/// When the access token was issued.
fn token_created(given: &Given) -> Read<Nanos> {
    let access = present(None, given.access.as_ref())?;
    let created = present(Some("access:/createdTime"), access.created_time.as_ref())?;
    read::millis("access:/createdTime", created)
}

/// The first of the user's mail addresses.
fn email(given: &Given) -> Option<String> {
    given.email.clone().or_else(|| given.user.as_ref()?.emails.as_ref()?.first().cloned())
}

/// Where the mail address would come from.
fn email_from(given: &Given) -> Option<&'static str> {
    given.user.is_some().then_some("user:/emails")
}

pub fn supertokens_to_supabase(source: supertokens::SuperTokensSession, given: &Given) -> Outcome<supabase::Session> {
    let lost = lost(&source, &[], &[Some("/userId")]);
    let lifetime = || {
        let end = token_expires_at(given).ok_or((None, What::Missing))??;
        Ok(write::span(token_created(given)?, end))
    };
    let time_joined = || {
        let user = present(None, given.user.as_ref())?;
        read::millis("user:/timeJoined", &user.time_joined).map(write::date_time_text)
    };
    let mut faults = Faults::default();
    let access_token = faults.fill("/access_token", access_token(given));
    let refresh_token = faults.fill("/refresh_token", present(None, refresh_token(given)));
    let expires_in = faults.fill("/expires_in", given.lifetime.clone().map_or_else(lifetime, Ok));
    let expires_at =
        faults.fill_optional("/expires_at", read::given(given.expires_at).or_else(|| token_expires_at(given)));
    let aud = faults.fill("/user/aud", present(None, given.audience.clone()));
    let app_metadata = faults.fill("/user/app_metadata", present(None, given.app_metadata.clone()));
    let user_metadata = faults.fill("/user/user_metadata", present(None, given.user_metadata.clone()));
    let created_at = faults.fill("/user/created_at", given.account_created_at.clone().map_or_else(time_joined, Ok));
    let phone = || given.user.as_ref()?.phone_numbers.as_ref()?.first().cloned();
    let target = || {
        Some(supabase::Session {
            access_token: access_token?,
            refresh_token: refresh_token?,
            expires_in: expires_in?,
            expires_at: expires_at.map(write::seconds),
            token_type: supabase::SessionTokenType::Bearer,
            provider_token: None,
            provider_refresh_token: None,
            user: supabase::User {
                email: email(given),
                phone: phone(),
                ..write::supabase_user(source.user_id, aud?, app_metadata?, user_metadata?, created_at?)
            },
            rest: Members::new(),
        })
    };
    faults.outcome(target(), lost)
}

pub fn supertokens_to_ballware(
    source: supertokens::SuperTokensSession,
    given: &Given,
) -> Outcome<ballware::SessionWithUserInfo> {
    let lost = lost(&source, &[], &[Some("/userId")]);
    let issued = || read::given(given.issued_at).unwrap_or_else(|| token_created(given));
    // Counted from the `issued` that is written, so that the token does not live longer.
    let lifetime = || {
        let end = token_expires_at(given).ok_or((None, What::Missing))??;
        Ok(write::span(issued()?, end))
    };
    let mut faults = Faults::default();
    let access_token = faults.fill("/access_token", access_token(given));
    let refresh_token = faults.fill("/refresh_token", present(None, refresh_token(given)));
    let expires_in = faults.fill("/expires_in", given.lifetime.clone().map_or_else(lifetime, Ok));
    let issued = faults.fill("/issued", issued());
    let email = faults.fill("/email", present(email_from(given), email(given)));
    let target = || {
        Some(ballware::SessionWithUserInfo {
            access_token: access_token?,
            refresh_token: refresh_token?,
            expires_in: expires_in?,
            issued: write::date_time(issued?),
            identifier: source.user_id,
            email: email?,
            rest: Members::new(),
        })
    };
    faults.outcome(target(), lost)
}

pub fn supertokens_to_dotdo(source: supertokens::SuperTokensSession, given: &Given) -> Outcome<dotdo::Session> {
    let lost = lost(
        &source,
        &[],
        &[
            Some("/handle"),
            Some("/userId"),
            Some("/userDataInDatabase"),
            unless(given.session_expires_at.is_some(), "/expiry"),
            unless(given.created_at.is_some(), "/timeCreated"),
        ],
    );
    let time_created = || {
        present(Some("/timeCreated"), source.time_created.as_ref()).and_then(|time| read::millis("/timeCreated", time))
    };
    let expiry = || present(Some("/expiry"), source.expiry.as_ref()).and_then(|time| read::millis("/expiry", time));
    let mut faults = Faults::default();
    // Always the caller's: the access token beside the session is another secret.
    let token = faults.fill("/token", present(None, given.access_token.as_deref()));
    let created_at = faults.fill("/createdAt", read::given(given.created_at).unwrap_or_else(time_created));
    let expires_at = faults.fill("/expiresAt", read::given(given.session_expires_at).unwrap_or_else(expiry));
    let target = || {
        Some(dotdo::Session {
            id: source.handle,
            user_id: source.user_id,
            token: write::secret(token?),
            token_hash: write::hash(token?),
            created_at: write::date_time(created_at?),
            expires_at: write::date_time(expires_at?),
            metadata: source.user_data_in_database.map(Secret::into_exposed),
            revoked_at: None,
            sliding_expiration: None,
            bound_user_agent: None,
            rest: Members::new(),
        })
    };
    faults.outcome(target(), lost)
}

pub fn supertokens_to_auth0(source: supertokens::SuperTokensSession, given: &Given) -> Outcome<auth0::SessionData> {
    let lost =
        lost(&source, &[], &[Some("/handle"), Some("/userId"), unless(given.created_at.is_some(), "/timeCreated")]);
    let time_created = || {
        present(Some("/timeCreated"), source.time_created.as_ref()).and_then(|time| read::millis("/timeCreated", time))
    };
    let expires_at = read::given(given.expires_at).or_else(|| token_expires_at(given));
    let mut faults = Faults::default();
    let access_token = faults.fill("/tokenSet/accessToken", access_token(given));
    let expires_at = faults.fill("/tokenSet/expiresAt", expires_at.unwrap_or(Err((None, What::Missing))));
    let created_at = faults.fill("/internal/createdAt", read::given(given.created_at).unwrap_or_else(time_created));
    let target = || {
        Some(write::auth0_session(
            (source.user_id, email(given)),
            auth0::TokenSet {
                refresh_token: refresh_token(given),
                audience: given.audience.clone(),
                ..write::auth0_tokens(access_token?, expires_at?)
            },
            (source.handle, created_at?),
        ))
    };
    faults.outcome(target(), lost)
}
