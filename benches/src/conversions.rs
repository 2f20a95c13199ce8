//! Derived conversions beside ones written by hand, which use the same codecs and report no losses.

use std::error::Error;

use formwork_runtime::convert::{Read, Rfc3339, Timestamp, UnixMillis, UnixSeconds, Write, after, before, between};
use formwork_runtime::{Members, Number, Secret, from_slice};
use formwork_sessions::codec::Sha256Hex;
use formwork_sessions::supabase::{SessionTokenType, User, UserAppMetadata, UserMetadata};
use formwork_sessions::{
    BallwareToSupabase, Session, SupertokensToDotdo, SupertokensToDotdoOptions, auth0, ballware, dotdo, supabase,
    supertokens,
};

use crate::clock::{Measure, time};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn supabase_to_ballware(source: supabase::Session) -> Outcome<ballware::SessionWithUserInfo> {
    let expires: Timestamp = UnixSeconds::read(source.expires_at.ok_or("no expires_at")?)?;
    Ok(ballware::SessionWithUserInfo {
        issued: Rfc3339::write(before(expires, &source.expires_in)?)?,
        access_token: source.access_token,
        refresh_token: source.refresh_token,
        expires_in: source.expires_in,
        identifier: source.user.id,
        email: source.user.email.filter(|email| !email.is_empty()).ok_or("no email")?,
        rest: Members::new(),
    })
}

fn ballware_to_supabase(
    source: ballware::SessionWithUserInfo,
    needs: BallwareToSupabase,
) -> Outcome<supabase::Session> {
    let issued: Timestamp = Rfc3339::read(source.issued)?;
    Ok(supabase::Session {
        expires_at: Some(UnixSeconds::write(after(issued, &source.expires_in)?)?),
        access_token: source.access_token,
        refresh_token: source.refresh_token,
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

fn dotdo_to_supertokens(source: dotdo::Session) -> Outcome<supertokens::SuperTokensSession> {
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

fn dotdo_to_ballware(
    source: dotdo::Session,
    refresh_token: Secret<String>,
    email: String,
) -> Outcome<ballware::SessionWithUserInfo> {
    refuse_revoked(&source)?;
    if source.token.expose().is_empty() {
        return Err("no token".into());
    }
    let (created, expires): (Timestamp, Timestamp) =
        (Rfc3339::read(source.created_at)?, Rfc3339::read(source.expires_at)?);
    Ok(ballware::SessionWithUserInfo {
        access_token: source.token,
        refresh_token,
        expires_in: between::<Number>(created, expires),
        issued: Rfc3339::write(created)?,
        identifier: source.user_id,
        email,
        rest: Members::new(),
    })
}

fn supertokens_to_dotdo(source: supertokens::SuperTokensSession, token: Secret<String>) -> Outcome<dotdo::Session> {
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

fn auth0_to_supertokens(source: auth0::SessionData) -> Outcome<supertokens::SuperTokensSession> {
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

/// Times the pairs and prints a table. The cost of a copy of the source, which each pass needs, is taken off both sides.
///
/// # Errors
/// An example is not what its schema says, or the two ways differ.
pub(crate) fn compare() -> Result<(), Box<dyn Error>> {
    let supabase: supabase::Session = from_slice(include_bytes!("../../schemas/supabase/examples/valid/typical.json"))?;
    let ballware: ballware::SessionWithUserInfo =
        from_slice(include_bytes!("../../schemas/ballware/examples/valid/typical.json"))?;
    let dotdo: dotdo::Session = from_slice(include_bytes!("../../schemas/dotdo/examples/valid/minimal.json"))?;
    let supertokens: supertokens::SuperTokensSession =
        from_slice(include_bytes!("../../schemas/supertokens/examples/valid/typical.json"))?;
    let auth0: auth0::SessionData = from_slice(include_bytes!("../../schemas/auth0/examples/valid/typical.json"))?;
    let to_supabase = BallwareToSupabase {
        audience: "authenticated".to_owned(),
        account_created_at: "2024-01-01T00:00:00Z".to_owned(),
        user_app_metadata: UserAppMetadata { provider: None, providers: None, rest: Members::new() },
        user_user_metadata: UserMetadata(Members::new()),
    };
    let to_ballware = formwork_sessions::DotdoToBallware {
        refresh_token: Secret::from("refresh"),
        email: "ada@example.org".to_owned(),
        options: formwork_sessions::DotdoToBallwareOptions::default(),
    };
    let to_dotdo =
        SupertokensToDotdo { access_token: Secret::from("opaque"), options: SupertokensToDotdoOptions::default() };

    /// A row: the name, the source, the derived way and the handwritten one.
    macro_rules! rows {
        ($($name:literal $target:ty, $source:ident, $derived:expr, $hand:expr;)*) => {{
            let mut measures = Vec::new();
            $(
                let derived: $target = { let $source = $source.clone(); $derived?.to()? };
                let hand: $target = { let $source = $source.clone(); $hand? };
                if derived != hand {
                    return Err(format!("{}: the two ways differ", $name).into());
                }
                measures.push(Measure::new(concat!($name, " copy"), || $source.clone()));
                measures.push(Measure::new(concat!($name, " derived"), || {
                    let $source = $source.clone();
                    $derived.map(|via| via.to::<$target>())
                }));
                measures.push(Measure::new(concat!($name, " by hand"), || {
                    let $source = $source.clone();
                    $hand
                }));
            )*
            measures
        }};
    }
    let measures = rows! {
        "supabase to ballware" ballware::SessionWithUserInfo, supabase,
            Ok::<_, Box<dyn Error>>(Session::via(supabase)), supabase_to_ballware(supabase);
        "ballware to supabase" supabase::Session, ballware,
            Ok::<_, Box<dyn Error>>(Session::via(ballware).given(to_supabase.clone())),
            ballware_to_supabase(ballware, to_supabase.clone());
        "dotdo to supertokens" supertokens::SuperTokensSession, dotdo,
            Ok::<_, Box<dyn Error>>(Session::via(dotdo)), dotdo_to_supertokens(dotdo);
        "dotdo to ballware" ballware::SessionWithUserInfo, dotdo,
            Ok::<_, Box<dyn Error>>(Session::via(dotdo).given(to_ballware.clone())),
            dotdo_to_ballware(dotdo, to_ballware.refresh_token.clone(), to_ballware.email.clone());
        "supertokens to dotdo" dotdo::Session, supertokens,
            Ok::<_, Box<dyn Error>>(Session::via(supertokens).given(to_dotdo.clone())),
            supertokens_to_dotdo(supertokens, to_dotdo.access_token.clone());
        "auth0 to supertokens" supertokens::SuperTokensSession, auth0,
            Ok::<_, Box<dyn Error>>(Session::via(auth0)), auth0_to_supertokens(auth0);
    };
    let figures = time(&measures);
    println!("### Conversions\n\n| | derived ns | by hand ns | copy of the source ns | derived to by hand |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    for (measures, figures) in measures.chunks(3).zip(figures.chunks(3)) {
        let ([copy, derived, hand], [first, ..]) = (figures, measures) else { continue };
        let name = first.name.trim_end_matches(" copy");
        let (copy, derived, hand) = (copy.nanos, derived.nanos, hand.nanos);
        println!("| {name} | {derived:.0} | {hand:.0} | {copy:.0} | {:.2} |", (derived - copy) / (hand - copy));
    }
    Ok(())
}
