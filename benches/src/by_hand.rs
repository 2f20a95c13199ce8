//! Conversions as one would write them by hand, with the codecs of the derived ones; they report no losses.

#![allow(dead_code, reason = "each binary runs another part of them")]

use std::error::Error;

use formwork_runtime::convert::{Read, Rfc3339, Timestamp, UnixMillis, UnixSeconds, Write, after, before, between};
use formwork_runtime::{Members, Number, Secret};
use formwork_sessions::codec::Sha256Hex;
use formwork_sessions::supabase::{SessionTokenType, User};
use formwork_sessions::{BallwareToSupabase, auth0, ballware, dotdo, supabase, supertokens};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// An empty token is none.
fn token(token: Secret<String>) -> Outcome<Secret<String>> {
    if token.expose().is_empty() { Err("no token".into()) } else { Ok(token) }
}

pub(crate) fn supabase_to_ballware(source: supabase::Session) -> Outcome<ballware::SessionWithUserInfo> {
    let expires: Timestamp = UnixSeconds::read(source.expires_at.ok_or("no expires_at")?)?;
    Ok(ballware::SessionWithUserInfo {
        issued: Rfc3339::write(before(expires, &source.expires_in)?)?,
        access_token: token(source.access_token)?,
        refresh_token: token(source.refresh_token)?,
        expires_in: source.expires_in,
        identifier: source.user.id,
        email: source.user.email.filter(|email| !email.is_empty()).ok_or("no email")?,
        rest: Members::new(),
    })
}

pub(crate) fn ballware_to_supabase(
    source: ballware::SessionWithUserInfo,
    needs: BallwareToSupabase,
) -> Outcome<supabase::Session> {
    let issued: Timestamp = Rfc3339::read(source.issued)?;
    Ok(supabase::Session {
        expires_at: Some(UnixSeconds::write(after(issued, &source.expires_in)?)?),
        access_token: token(source.access_token)?,
        refresh_token: token(source.refresh_token)?,
        expires_in: source.expires_in,
        token_type: SessionTokenType::Bearer,
        provider_token: None,
        provider_refresh_token: None,
        user: User {
            id: source.identifier,
            aud: needs.audience,
            email: Some(source.email),
            app_metadata: needs.user_app_metadata,
            user_metadata: needs.user_user_metadata,
            created_at: needs.account_created_at,
            role: None,
            phone: None,
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
        },
        rest: Members::new(),
    })
}

fn refuse_revoked(source: &dotdo::Session) -> Outcome<()> {
    if source.revoked_at.is_some() || source.bound_user_agent.is_some() {
        return Err("revoked or bound".into());
    }
    Ok(())
}

pub(crate) fn dotdo_to_supertokens(source: dotdo::Session) -> Outcome<supertokens::SuperTokensSession> {
    refuse_revoked(&source)?;
    let (created, expires): (Timestamp, Timestamp) =
        (Rfc3339::read(source.created_at)?, Rfc3339::read(source.expires_at)?);
    Ok(supertokens::SuperTokensSession {
        handle: source.id,
        user_id: source.user_id,
        user_data_in_jwt: None,
        user_data_in_database: source.metadata.map(Secret::new),
        tenant_id: None,
        recipe_user_id: None,
        expiry: Some(UnixMillis::write(expires)?),
        time_created: Some(UnixMillis::write(created)?),
        rest: Members::new(),
    })
}

pub(crate) fn dotdo_to_ballware(
    source: dotdo::Session,
    refresh_token: Secret<String>,
    email: String,
) -> Outcome<ballware::SessionWithUserInfo> {
    refuse_revoked(&source)?;
    let (created, expires): (Timestamp, Timestamp) =
        (Rfc3339::read(source.created_at)?, Rfc3339::read(source.expires_at)?);
    Ok(ballware::SessionWithUserInfo {
        access_token: token(source.token)?,
        refresh_token,
        expires_in: between::<Number>(created, expires),
        issued: Rfc3339::write(created)?,
        identifier: source.user_id,
        email,
        rest: Members::new(),
    })
}

pub(crate) fn supertokens_to_dotdo(
    source: supertokens::SuperTokensSession,
    token: Secret<String>,
) -> Outcome<dotdo::Session> {
    let created: Timestamp = UnixMillis::read(source.time_created.ok_or("no timeCreated")?)?;
    let expires: Timestamp = UnixMillis::read(source.expiry.ok_or("no expiry")?)?;
    Ok(dotdo::Session {
        id: source.handle,
        user_id: source.user_id,
        token_hash: Sha256Hex::write(token.clone())?,
        token,
        created_at: Rfc3339::write(created)?,
        expires_at: Rfc3339::write(expires)?,
        metadata: source.user_data_in_database.map(Secret::into_exposed),
        revoked_at: None,
        sliding_expiration: None,
        bound_user_agent: None,
        rest: Members::new(),
    })
}

pub(crate) fn auth0_to_supertokens(source: auth0::SessionData) -> Outcome<supertokens::SuperTokensSession> {
    let created: Timestamp = UnixSeconds::read(source.internal.created_at)?;
    Ok(supertokens::SuperTokensSession {
        handle: source.internal.sid,
        user_id: source.user.sub,
        user_data_in_jwt: None,
        user_data_in_database: None,
        tenant_id: None,
        recipe_user_id: None,
        expiry: None,
        time_created: Some(UnixMillis::write(created)?),
        rest: Members::new(),
    })
}
