//! Conversions between vendors that are known at run time only, from JSON to JSON: what command lines and gateways need.

use std::fmt;
use std::str::FromStr;

use formwork_runtime::convert::{
    Convert, FromGiven, GivenValues, Ledger, Lost, Missing, Need, Problem, ProblemKind, Problems, Read, Route,
    Timestamp, Unfit, UnixSeconds, after, between,
};
use formwork_runtime::{Check, Decode, Encode, Json, Number, Rejection, from_slice, parse, to_json, to_vec};

use crate::{NoClaims, Session, UnverifiedClaims, auth0, ballware, dotdo, supabase, supertokens};

mod trial;

/// One of the five formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vendor {
    /// [`supabase::Session`]
    Supabase,
    /// [`ballware::SessionWithUserInfo`]
    Ballware,
    /// [`dotdo::Session`]
    Dotdo,
    /// [`supertokens::SuperTokensSession`]
    Supertokens,
    /// [`auth0::SessionData`]
    Auth0,
}

impl Vendor {
    /// All five.
    pub const ALL: [Self; 5] = [Self::Supabase, Self::Ballware, Self::Dotdo, Self::Supertokens, Self::Auth0];

    /// The name, as the hub's declaration has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Supabase => "supabase",
            Self::Ballware => "ballware",
            Self::Dotdo => "dotdo",
            Self::Supertokens => "supertokens",
            Self::Auth0 => "auth0",
        }
    }
}

impl fmt::Display for Vendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name is that of no vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoVendor;

impl fmt::Display for NoVendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the formats are supabase, ballware, dotdo, supertokens and auth0")
    }
}

impl std::error::Error for NoVendor {}

impl FromStr for Vendor {
    type Err = NoVendor;

    fn from_str(name: &str) -> Result<Self, NoVendor> {
        Self::ALL.into_iter().find(|vendor| vendor.name() == name).ok_or(NoVendor)
    }
}

/// A session in its new format.
#[derive(Clone, PartialEq, Eq)]
pub struct Converted {
    /// The JSON text, which holds secrets.
    pub json: Vec<u8>,
    /// What was in the source and is not in the target.
    pub losses: Vec<Lost>,
}

impl fmt::Debug for Converted {
    /// Without the text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Converted").field("losses", &self.losses).finish_non_exhaustive()
    }
}

/// Why a session was not converted. None of it holds a value of the session.
#[derive(Clone, Debug, PartialEq)]
pub enum NotConverted {
    /// The text is no session of the source's format.
    Rejected(Rejection),
    /// The caller has to supply more, or something else.
    Asked {
        /// What is missing.
        missing: Vec<Missing>,
        /// What was given and does not fit.
        unfit: Vec<Unfit>,
        /// What is wrong with the session besides, whatever the caller supplies.
        problems: Vec<Problem>,
    },
    /// This session cannot be converted so.
    Problems(Problems),
}

impl fmt::Display for NotConverted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rejected(rejection) => rejection.fmt(f),
            Self::Problems(problems) => problems.fmt(f),
            Self::Asked { missing, unfit, problems } => {
                for Missing { name, pointer } in missing {
                    writeln!(f, "{pointer} is missing: give `{name}`")?;
                }
                for Unfit { key, message } in unfit {
                    writeln!(f, "what was given for {key} {message}")?;
                }
                problems.iter().try_for_each(|problem| writeln!(f, "{problem}"))
            }
        }
    }
}

impl std::error::Error for NotConverted {}

/// What is known of a pair before any session is seen; nothing for a vendor and itself.
pub fn route(from: Vendor, to: Vendor) -> Option<&'static Route> {
    Session::explain().route(from.name(), to.name())
}

/// When the access token of a session expires that says how long it lives and not from when, if it was issued at `issued`:
/// what auth-js itself fills in.
pub fn expiry(text: &[u8], issued: Timestamp) -> Option<Timestamp> {
    let session = parse(text).ok()?;
    after(issued, session.pointer("/expires_in")?.as_number()?).ok()
}

/// How long the access token of a session lives that says when it expires and not how long it lives, if it was issued at
/// `issued`: nothing if that is after it expires. Auth0's alone says that of the token itself and of it alone.
pub fn lifetime(from: Vendor, text: &[u8], issued: Timestamp) -> Option<Number> {
    let pointer = if from == Vendor::Auth0 { "/tokenSet/expiresAt" } else { return None };
    let session = parse(text).ok()?;
    let expires: Timestamp = UnixSeconds::read(session.pointer(pointer)?.as_number()?.clone()).ok()?;
    (issued <= expires).then(|| between(issued, expires))
}

/// The claims of the access token that a session holds, or that is `given` beside it, and where that is: **not verified**.
/// They fill nothing by themselves. Nothing where there is no access token.
pub fn unverified_claims(
    from: Vendor,
    text: &[u8],
    given: &GivenValues,
) -> Option<(&'static str, Result<UnverifiedClaims, NoClaims>)> {
    let pointer = match from {
        Vendor::Supabase | Vendor::Ballware => "/access_token",
        Vendor::Dotdo => "/token",
        Vendor::Supertokens => "access:/token",
        Vendor::Auth0 => "/tokenSet/accessToken",
    };
    let session = parse(text).ok()?;
    let token = match pointer.split_once(':') {
        Some((side, pointer)) => given.get(side)?.pointer(pointer)?,
        None => session.pointer(pointer)?,
    };
    Some((pointer, UnverifiedClaims::read(token.as_str()?)))
}

/// Converts the JSON text of a session. What `given` holds beyond what is asked for, it knows afterwards.
///
/// From a vendor to itself the text is checked and written anew: nothing is lost.
///
/// ```
/// use formwork_runtime::convert::GivenValues;
/// use formwork_sessions::dynamic::{Vendor, convert};
///
/// let text = br#"{"handle":"s1","userId":"u1","timeCreated":1700000000000,"expiry":1700003600000}"#;
/// let mut given = GivenValues::new();
/// given.give("/token", "opaque".into());
/// let converted = convert(Vendor::Supertokens, Vendor::Dotdo, text, &mut given)?;
/// assert!(String::from_utf8(converted.json)?.contains(r#""createdAt":"2023-11-14T22:13:20.000Z""#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`NotConverted`]
pub fn convert(from: Vendor, to: Vendor, text: &[u8], given: &mut GivenValues) -> Result<Converted, NotConverted> {
    match from {
        Vendor::Supabase => convert_from::<supabase::Session>(to, text, given),
        Vendor::Ballware => convert_from::<ballware::SessionWithUserInfo>(to, text, given),
        Vendor::Dotdo => convert_from::<dotdo::Session>(to, text, given),
        Vendor::Supertokens => convert_from::<supertokens::SuperTokensSession>(to, text, given),
        Vendor::Auth0 => convert_from::<auth0::SessionData>(to, text, given),
    }
}

/// A format that converts into all five.
trait Source: Sized {
    fn into_vendor(self, to: Vendor, given: &mut GivenValues) -> Result<Converted, NotConverted>;
}

fn convert_from<S: Source + Check + Decode>(
    to: Vendor,
    text: &[u8],
    given: &mut GivenValues,
) -> Result<Converted, NotConverted> {
    from_slice::<S>(text).map_err(NotConverted::Rejected)?.into_vendor(to, given)
}

fn pair<S: Clone + Encode, T: Encode>(source: S, given: &mut GivenValues) -> Result<Converted, NotConverted>
where
    Session: Convert<S, T, Needs: FromGiven>,
{
    let needs = FromGiven::from_given(given);
    let needs = match needs {
        Ok(needs) if given.unfit().is_empty() => needs,
        _ => {
            let absent = absent(&<Session as Convert<S, T>>::ROUTE, &to_json(&source), given);
            let missing = given.missing().iter().copied().chain(absent).collect();
            let problems = trial::refused::<S, T>(&source, given);
            return Err(NotConverted::Asked { missing, unfit: given.unfit().to_vec(), problems });
        }
    };
    let mut ledger = Ledger::new();
    match <Session as Convert<S, T>>::convert(source, needs, &mut ledger) {
        Ok(target) => Ok(Converted { json: to_vec(&target), losses: ledger.losses().to_vec() }),
        Err(problems) => {
            let route = <Session as Convert<S, T>>::ROUTE;
            let asked: Option<Vec<Missing>> =
                problems.problems.iter().map(|problem| asks(problem, route.needs, given)).collect();
            Err(asked.map_or(NotConverted::Problems(problems), |mut missing| {
                // What fills two places is asked for once.
                missing.dedup();
                NotConverted::Asked { missing, unfit: Vec::new(), problems: Vec::new() }
            }))
        }
    }
}

/// What a caller can give so that there is no such problem, where it is only that something is absent.
fn asks(problem: &Problem, needs: &[Need], given: &GivenValues) -> Option<Missing> {
    let ProblemKind::Missing { need: Some(name) } = problem.kind else { return None };
    let need = needs.iter().find(|need| need.name == name && !given.has(need.name, need.pointer))?;
    Some(Missing { name: need.name, pointer: need.pointer })
}

/// What this very source leaves open besides, so that all of it is told at once: needs whose place in it is empty.
fn absent(route: &Route, source: &Json, given: &GivenValues) -> Vec<Missing> {
    let is_there = |from: &str, maybe: bool| {
        let found = match from.split_once(':') {
            // What does not fit is told of already.
            Some((side, _)) if given.unfit().iter().any(|unfit| unfit.key == side) => return true,
            Some((side, pointer)) => given.get(side).and_then(|side| side.pointer(pointer)),
            None => source.pointer(from),
        };
        found.is_some_and(|found| counts(found, maybe))
    };
    let open = route.needs.iter().filter(|need| !need.required && !need.pointer.is_empty());
    let open = open.filter(|need| {
        let fill = route.fills.iter().find(|fill| fill.to == need.pointer);
        let is_given = match given.get(need.name).or_else(|| given.get(need.pointer)) {
            Some(value) => counts(value, need.maybe),
            None => given.has(need.name, need.pointer),
        };
        fill.is_some_and(|fill| !is_given && fill.from.iter().any(|from| !is_there(from, fill.maybe)))
    });
    open.map(|need| Missing { name: need.name, pointer: need.pointer }).collect()
}

/// Whether there is a value: behind a codec that `may` come to nothing, empty text and an empty list are none.
fn counts(value: &Json, may: bool) -> bool {
    match value {
        Json::Null => false,
        Json::String(text) => !(may && text.is_empty()),
        Json::Array(items) => !(may && items.is_empty()),
        _ => true,
    }
}

/// One arm for each vendor; the one of the source itself only writes.
macro_rules! sources {
    ($($own:ident $ty:ty: $($other:ident $target:ty),*;)*) => {$(
        impl Source for $ty {
            fn into_vendor(self, to: Vendor, given: &mut GivenValues) -> Result<Converted, NotConverted> {
                match to {
                    Vendor::$own => Ok(Converted { json: to_vec(&self), losses: Vec::new() }),
                    $(Vendor::$other => pair::<Self, $target>(self, given),)*
                }
            }
        }
    )*};
}

sources! {
    Supabase supabase::Session:
        Ballware ballware::SessionWithUserInfo, Dotdo dotdo::Session,
        Supertokens supertokens::SuperTokensSession, Auth0 auth0::SessionData;
    Ballware ballware::SessionWithUserInfo:
        Supabase supabase::Session, Dotdo dotdo::Session,
        Supertokens supertokens::SuperTokensSession, Auth0 auth0::SessionData;
    Dotdo dotdo::Session:
        Supabase supabase::Session, Ballware ballware::SessionWithUserInfo,
        Supertokens supertokens::SuperTokensSession, Auth0 auth0::SessionData;
    Supertokens supertokens::SuperTokensSession:
        Supabase supabase::Session, Ballware ballware::SessionWithUserInfo,
        Dotdo dotdo::Session, Auth0 auth0::SessionData;
    Auth0 auth0::SessionData:
        Supabase supabase::Session, Ballware ballware::SessionWithUserInfo,
        Dotdo dotdo::Session, Supertokens supertokens::SuperTokensSession;
}
