//! From a ballware session.

use formwork_runtime::{Members, Secret};
use formwork_sessions::{auth0, ballware, dotdo, supabase, supertokens};

use super::{
    Faults, Given, Nanos, Outcome, Read, kept_token, lost,
    read::{self, present},
    token, write,
};

/// When the token expires: `issued` + `expires_in`.
fn expires_at(source: &ballware::SessionWithUserInfo) -> Read<Nanos> {
    issued(source).and_then(|time| read::after(time, "/expires_in", &source.expires_in))
}

fn issued(source: &ballware::SessionWithUserInfo) -> Read<Nanos> {
    read::date_time("/issued", &source.issued)
}

fn access(source: &ballware::SessionWithUserInfo, given: &Given) -> Read<Secret<String>> {
    token(Some("/access_token"), given.access_token.as_ref(), Some(&source.access_token))
}

fn refresh(source: &ballware::SessionWithUserInfo, given: &Given) -> Read<Secret<String>> {
    token(Some("/refresh_token"), given.refresh_token.as_ref(), Some(&source.refresh_token))
}

/// Members, of which a token is kept unless the caller gives another.
fn kept(source: &ballware::SessionWithUserInfo, given: &Given, members: &[&'static str]) -> Vec<Option<&'static str>> {
    let member = |member: &&'static str| match *member {
        "/access_token" => kept_token(member, given.access_token.as_ref(), Some(&source.access_token)),
        "/refresh_token" => kept_token(member, given.refresh_token.as_ref(), Some(&source.refresh_token)),
        _ => Some(*member),
    };
    members.iter().map(member).collect()
}

pub fn ballware_to_supabase(source: ballware::SessionWithUserInfo, given: &Given) -> Outcome<supabase::Session> {
    let kept = ["/access_token", "/refresh_token", "/expires_in", "/issued", "/identifier", "/email"];
    let lost = lost(&source, &[], &self::kept(&source, given, &kept));
    let mut faults = Faults::default();
    let access_token = faults.fill("/access_token", access(&source, given));
    let refresh_token = faults.fill("/refresh_token", refresh(&source, given));
    let expires_at = faults.fill("/expires_at", expires_at(&source));
    let aud = faults.fill("/user/aud", present(None, given.audience.clone()));
    let app_metadata = faults.fill("/user/app_metadata", present(None, given.app_metadata.clone()));
    let user_metadata = faults.fill("/user/user_metadata", present(None, given.user_metadata.clone()));
    let created_at = faults.fill("/user/created_at", present(None, given.account_created_at.clone()));
    let target = || {
        Some(supabase::Session {
            access_token: access_token?,
            refresh_token: refresh_token?,
            expires_in: source.expires_in,
            expires_at: Some(write::seconds(expires_at?)),
            token_type: supabase::SessionTokenType::Bearer,
            provider_token: None,
            provider_refresh_token: None,
            user: supabase::User {
                email: Some(source.email),
                ..write::supabase_user(source.identifier, aud?, app_metadata?, user_metadata?, created_at?)
            },
            rest: Members::new(),
        })
    };
    faults.outcome(target(), lost)
}

pub fn ballware_to_dotdo(source: ballware::SessionWithUserInfo, given: &Given) -> Outcome<dotdo::Session> {
    let kept = ["/access_token", "/expires_in", "/issued", "/identifier"];
    let lost = lost(&source, &[], &self::kept(&source, given, &kept));
    let mut faults = Faults::default();
    let access_token = faults.fill("/token", access(&source, given));
    let id = faults.fill("/id", present(None, given.id.clone()));
    let created_at = faults.fill("/createdAt", issued(&source));
    let expires_at = faults.fill("/expiresAt", expires_at(&source));
    let target = || {
        Some(dotdo::Session {
            id: id?,
            user_id: source.identifier,
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

pub fn ballware_to_supertokens(
    source: ballware::SessionWithUserInfo,
    given: &Given,
) -> Outcome<supertokens::SuperTokensSession> {
    let lost = lost(&source, &[], &[Some("/identifier")]);
    let mut faults = Faults::default();
    let handle = faults.fill("/handle", present(None, given.id.clone()));
    // `issued` is the token's time. That it stands for the session's is an option, which the caller takes by giving it.
    let expiry = faults.fill_optional("/expiry", read::given(given.session_expires_at));
    let time_created = faults.fill_optional("/timeCreated", read::given(given.created_at));
    let target = || {
        Some(supertokens::SuperTokensSession {
            handle: handle?,
            user_id: source.identifier,
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

pub fn ballware_to_auth0(source: ballware::SessionWithUserInfo, given: &Given) -> Outcome<auth0::SessionData> {
    let kept = kept(&source, given, &["/access_token", "/expires_in", "/issued", "/identifier", "/email"]);
    // The target can do without: the caller has no say in it.
    let lost = lost(&source, &[], &[&kept[..], &[Some("/refresh_token")]].concat());
    let mut faults = Faults::default();
    let refresh_token = token(None, None, Some(&source.refresh_token)).ok();
    let access_token = faults.fill("/tokenSet/accessToken", access(&source, given));
    let expires_at = faults.fill("/tokenSet/expiresAt", expires_at(&source));
    let sid = faults.fill("/internal/sid", present(None, given.id.clone()));
    let created_at = faults.fill("/internal/createdAt", issued(&source));
    let target = || {
        Some(write::auth0_session(
            (source.identifier, Some(source.email)),
            auth0::TokenSet {
                refresh_token,
                audience: given.audience.clone(),
                ..write::auth0_tokens(access_token?, expires_at?)
            },
            (sid?, created_at?),
        ))
    };
    faults.outcome(target(), lost)
}
