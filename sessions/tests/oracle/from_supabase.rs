//! From a Supabase session.

use formwork_runtime::{Members, Secret};
use formwork_sessions::{auth0, ballware, dotdo, supabase, supertokens};

use super::{
    Faults, Given, Nanos, Outcome, Read, kept_token, lost,
    read::{self, present},
    token, unless, write,
};

const INNER: &[&str] = &["/user"];

/// `expires_at`, if there is one.
fn expires_at(source: &supabase::Session) -> Read<Nanos> {
    present(Some("/expires_at"), source.expires_at.as_ref()).and_then(|time| read::seconds("/expires_at", time))
}

/// When the token was issued: `expires_at` - `expires_in`.
fn issued(source: &supabase::Session) -> Read<Nanos> {
    expires_at(source).and_then(|time| read::before(time, "/expires_in", &source.expires_in))
}

fn access(source: &supabase::Session, given: &Given) -> Read<Secret<String>> {
    token(Some("/access_token"), given.access_token.as_ref(), Some(&source.access_token))
}

fn refresh(source: &supabase::Session, given: &Given) -> Read<Secret<String>> {
    token(Some("/refresh_token"), given.refresh_token.as_ref(), Some(&source.refresh_token))
}

pub fn supabase_to_ballware(source: supabase::Session, given: &Given) -> Outcome<ballware::SessionWithUserInfo> {
    // An empty mail address is none here, whoever says it.
    let given_email = given.email.clone().filter(|email| !email.is_empty());
    let source_email = source.user.email.clone().filter(|email| !email.is_empty());
    let has_email = source_email.is_some();

    let lost = lost(
        &source,
        INNER,
        &[
            kept_token("/access_token", given.access_token.as_ref(), Some(&source.access_token)),
            kept_token("/refresh_token", given.refresh_token.as_ref(), Some(&source.refresh_token)),
            Some("/expires_in"),
            unless(given.issued_at.is_some(), "/expires_at"),
            Some("/user/id"),
            // An empty one is as good as absent: nothing is lost with it.
            if has_email { unless(given_email.is_some(), "/user/email") } else { Some("/user/email") },
        ],
    );
    let mut faults = Faults::default();
    let access_token = faults.fill("/access_token", access(&source, given));
    let refresh_token = faults.fill("/refresh_token", refresh(&source, given));
    let issued = faults.fill("/issued", read::given(given.issued_at).unwrap_or_else(|| issued(&source)));
    let email = faults.fill("/email", present(Some("/user/email"), given_email.or(source_email)));
    let target = || {
        Some(ballware::SessionWithUserInfo {
            access_token: access_token?,
            refresh_token: refresh_token?,
            expires_in: source.expires_in,
            issued: write::date_time(issued?),
            identifier: source.user.id,
            email: email?,
            rest: Members::new(),
        })
    };
    faults.outcome(target(), lost)
}

pub fn supabase_to_dotdo(source: supabase::Session, given: &Given) -> Outcome<dotdo::Session> {
    let lost = lost(
        &source,
        INNER,
        &[
            kept_token("/access_token", given.access_token.as_ref(), Some(&source.access_token)),
            unless(given.created_at.is_some(), "/expires_in"),
            unless(given.session_expires_at.is_some(), "/expires_at"),
            Some("/user/id"),
        ],
    );
    let mut faults = Faults::default();
    let access_token = faults.fill("/token", access(&source, given));
    let id = faults.fill("/id", present(None, given.id.clone()));
    let created_at = faults.fill("/createdAt", read::given(given.created_at).unwrap_or_else(|| issued(&source)));
    let expires_at =
        faults.fill("/expiresAt", read::given(given.session_expires_at).unwrap_or_else(|| expires_at(&source)));
    let target = || {
        Some(dotdo::Session {
            id: id?,
            user_id: source.user.id,
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

pub fn supabase_to_supertokens(source: supabase::Session, given: &Given) -> Outcome<supertokens::SuperTokensSession> {
    let lost = lost(&source, INNER, &[Some("/user/id")]);
    let mut faults = Faults::default();
    let handle = faults.fill("/handle", present(None, given.id.clone()));
    // The token's times say nothing of the session's: only the caller can.
    let expiry = faults.fill_optional("/expiry", read::given(given.session_expires_at));
    let time_created = faults.fill_optional("/timeCreated", read::given(given.created_at));
    let target = || {
        Some(supertokens::SuperTokensSession {
            handle: handle?,
            user_id: source.user.id,
            user_data_in_jwt: None,
            user_data_in_database: None,
            tenant_id: None,
            recipe_user_id: None,
            expiry: expiry.map(write::millis),
            time_created: time_created.map(write::millis),
            rest: Members::new(),
        })
    };
    faults.outcome(target(), lost)
}

pub fn supabase_to_auth0(source: supabase::Session, given: &Given) -> Outcome<auth0::SessionData> {
    let lost = lost(
        &source,
        INNER,
        &[
            kept_token("/access_token", given.access_token.as_ref(), Some(&source.access_token)),
            Some("/refresh_token"),
            unless(given.created_at.is_some(), "/expires_in"),
            unless(given.expires_at.is_some(), "/expires_at"),
            Some("/token_type"),
            Some("/user/id"),
            unless(given.email.is_some(), "/user/email"),
        ],
    );
    let mut faults = Faults::default();
    let refresh_token = token(None, None, Some(&source.refresh_token)).ok();
    let access_token = faults.fill("/tokenSet/accessToken", access(&source, given));
    let expires_at =
        faults.fill("/tokenSet/expiresAt", read::given(given.expires_at).unwrap_or_else(|| expires_at(&source)));
    let sid = faults.fill("/internal/sid", present(None, given.id.clone()));
    let created_at =
        faults.fill("/internal/createdAt", read::given(given.created_at).unwrap_or_else(|| issued(&source)));
    let supabase::SessionTokenType::Bearer = source.token_type;
    let target = || {
        Some(write::auth0_session(
            (source.user.id, given.email.clone().or(source.user.email)),
            auth0::TokenSet {
                refresh_token,
                audience: given.audience.clone(),
                token_type: Some("Bearer".to_owned()),
                ..write::auth0_tokens(access_token?, expires_at?)
            },
            (sid?, created_at?),
        ))
    };
    faults.outcome(target(), lost)
}
