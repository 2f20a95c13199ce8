//! What a token says of itself, without any proof of it.

use std::fmt;
use std::str::FromStr;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as URL_SAFE_NO_PAD};
use formwork_runtime::convert::Timestamp;
use formwork_runtime::{Json, Members, Number, parse};

/// No token of a session is longer, in bytes; more is refused before it is decoded.
pub const LONGEST_TOKEN: usize = 64 * 1024;

/// The claims of a JSON Web Token (RFC 7519), **not verified**: anyone can have written them.
///
/// They may fill what a conversion asks for, such as the id of a session, where whoever hands in the token could as well
/// hand in that value. They are no ground for trust: no role, no right, no verified address comes from here.
///
/// ```
/// use formwork_sessions::UnverifiedClaims;
///
/// let claims = UnverifiedClaims::read("eyJhbGciOiJub25lIn0.eyJzZXNzaW9uX2lkIjoiczEiLCJpYXQiOjE3MDAwMDAwMDB9.")?;
/// assert_eq!(claims.session_id(), Some("s1"));
/// assert_eq!(claims.issued_at().map(|time| time.to_string()).as_deref(), Some("2023-11-14T22:13:20.000Z"));
/// # Ok::<(), formwork_sessions::NoClaims>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct UnverifiedClaims(Members<Json>);

/// A claim that may fill what a conversion asks for, if the caller names it. There is none of whom somebody is, what they
/// may do, or which tenant they belong to: nobody should take that from a token that nobody has verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Claim {
    /// `session_id`, as Supabase names the session.
    SessionId,
    /// `sid` (OpenID Connect Front-Channel Logout 1.0, section 3).
    Sid,
    /// `iat` (RFC 7519, section 4.1.6).
    IssuedAt,
    /// `exp` (RFC 7519, section 4.1.4).
    ExpiresAt,
    /// `aud` (RFC 7519, section 4.1.3), where it is one only.
    Audience,
}

impl Claim {
    /// All of them; where two fill the same, the first that a token has.
    pub const ALL: [Self; 5] = [Self::SessionId, Self::Sid, Self::IssuedAt, Self::ExpiresAt, Self::Audience];

    /// Its name in a token.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SessionId => "session_id",
            Self::Sid => "sid",
            Self::IssuedAt => "iat",
            Self::ExpiresAt => "exp",
            Self::Audience => "aud",
        }
    }

    /// The slot of [`Session`](crate::Session) that it fills.
    pub const fn slot(self) -> &'static str {
        match self {
            Self::SessionId | Self::Sid => "id",
            Self::IssuedAt => "issued_at",
            Self::ExpiresAt => "expires_at",
            Self::Audience => "audience",
        }
    }
}

/// A name is that of no [`Claim`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoClaim;

impl fmt::Display for NoClaim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the claims are session_id, sid, iat, exp and aud")
    }
}

impl std::error::Error for NoClaim {}

impl FromStr for Claim {
    type Err = NoClaim;

    fn from_str(name: &str) -> Result<Self, NoClaim> {
        Self::ALL.into_iter().find(|claim| claim.name() == name).ok_or(NoClaim)
    }
}

/// Why a token has no claims to read. It tells nothing of the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoClaims {
    /// It is longer than [`LONGEST_TOKEN`].
    TooLong,
    /// It has not three parts with full stops between them.
    NotThreeParts,
    /// Its second part is not base64url without padding (RFC 4648, section 5).
    NotBase64,
    /// What that part holds is no JSON object.
    NotAnObject,
}

impl fmt::Display for NoClaims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLong => "the token is longer than 64 KiB",
            Self::NotThreeParts => "the token has not three parts, so that it is no JSON Web Token",
            Self::NotBase64 => "the token's second part is not base64url",
            Self::NotAnObject => "the token's second part holds no JSON object",
        })
    }
}

impl std::error::Error for NoClaims {}

impl UnverifiedClaims {
    /// Reads the claims of a token.
    ///
    /// # Errors
    /// It has none.
    pub fn read(token: &str) -> Result<Self, NoClaims> {
        if token.len() > LONGEST_TOKEN {
            return Err(NoClaims::TooLong);
        }
        let mut parts = token.split('.');
        let (Some(_), Some(claims), Some(_), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(NoClaims::NotThreeParts);
        };
        let text = URL_SAFE_NO_PAD.decode(claims).map_err(|_| NoClaims::NotBase64)?;
        match parse(&text) {
            Ok(Json::Object(claims)) => Ok(Self(claims.into_iter().collect())),
            _ => Err(NoClaims::NotAnObject),
        }
    }

    /// A claim as it stands there.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.get(name)
    }

    /// What a claim says, as text; nothing where it is there in no form that is understood.
    pub fn text(&self, claim: Claim) -> Option<String> {
        match claim {
            Claim::IssuedAt => self.issued_at().map(|time| time.to_string()),
            Claim::ExpiresAt => self.expires_at().map(|time| time.to_string()),
            Claim::Audience => match self.get("aud")? {
                Json::Array(several) => match several.as_slice() {
                    [only] => only.as_str().map(ToOwned::to_owned),
                    _ => None,
                },
                one => one.as_str().map(ToOwned::to_owned),
            },
            Claim::SessionId | Claim::Sid => self.get(claim.name())?.as_str().map(ToOwned::to_owned),
        }
    }

    /// `session_id`, as Supabase names the session.
    pub fn session_id(&self) -> Option<&str> {
        self.get("session_id").and_then(Json::as_str)
    }

    /// `sub` (RFC 7519, section 4.1.2): whom the token is about.
    pub fn subject(&self) -> Option<&str> {
        self.get("sub").and_then(Json::as_str)
    }

    /// `iat` (RFC 7519, section 4.1.6): when the token was issued, in seconds since the Unix epoch. `SuperTokens` tokens of
    /// version 2 have `timeCreated` in milliseconds instead, which is not read.
    pub fn issued_at(&self) -> Option<Timestamp> {
        self.time("iat")
    }

    /// `exp` (RFC 7519, section 4.1.4): when the token expires, in seconds since the Unix epoch.
    pub fn expires_at(&self) -> Option<Timestamp> {
        self.time("exp")
    }

    fn time(&self, name: &str) -> Option<Timestamp> {
        use formwork_runtime::convert::{Read, UnixSeconds};
        let seconds: Number = self.get(name)?.as_number()?.clone();
        UnixSeconds::read(seconds).ok()
    }
}

impl fmt::Debug for UnverifiedClaims {
    /// The names of the claims.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("UnverifiedClaims").field(&self.0).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_without_claims_says_why_and_nothing_else() {
        let long = "a".repeat(LONGEST_TOKEN + 1);
        let cases = [
            ("opaque", NoClaims::NotThreeParts),
            ("a.b.c.d", NoClaims::NotThreeParts),
            ("a.e30=.c", NoClaims::NotBase64),
            ("a.e3+/.c", NoClaims::NotBase64),
            ("a.e31.c", NoClaims::NotBase64),
            ("a.W10.c", NoClaims::NotAnObject),
            ("a._w.c", NoClaims::NotAnObject),
            (&long, NoClaims::TooLong),
        ];
        for (token, why) in cases {
            assert_eq!(UnverifiedClaims::read(token).unwrap_err(), why);
        }
        let claims = UnverifiedClaims::read("x.e30.y").unwrap();
        assert_eq!((claims.session_id(), claims.issued_at(), claims.subject()), (None, None, None));
    }

    #[test]
    fn claims_are_read_in_the_forms_that_are_understood() {
        let claims = |json: &str| UnverifiedClaims::read(&format!("x.{}.y", URL_SAFE_NO_PAD.encode(json))).unwrap();
        let some = claims(r#"{"sid":"s1","iat":1700000000.5,"exp":"1700000000","aud":["one"],"session_id":7}"#);
        let said = Claim::ALL.map(|claim| some.text(claim));
        let expected = [None, Some("s1"), Some("2023-11-14T22:13:20.500Z"), None, Some("one")];
        assert_eq!(said.each_ref().map(Option::as_deref), expected);
        for aud in ["[]", r#"["one","two"]"#, "7", r#"{"a":1}"#] {
            assert_eq!(claims(&format!(r#"{{"aud":{aud}}}"#)).text(Claim::Audience), None, "{aud}");
        }
        assert_eq!(claims(r#"{"aud":"one"}"#).text(Claim::Audience).as_deref(), Some("one"));
        assert!(Claim::ALL.iter().all(|claim| claim.name().parse() == Ok(*claim)));
        assert_eq!("sub".parse::<Claim>(), Err(NoClaim));
        assert_eq!("role".parse::<Claim>(), Err(NoClaim));
    }

    #[test]
    fn a_duplicate_claim_is_no_claim() {
        // {"a":1,"a":2}
        assert_eq!(UnverifiedClaims::read("x.eyJhIjoxLCJhIjoyfQ.y").unwrap_err(), NoClaims::NotAnObject);
    }
}
