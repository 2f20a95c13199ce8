//! Codecs of what only sessions have.

use formwork_runtime::convert::{Fault, Read, Timestamp, UnixMillis, Write};
use formwork_runtime::{Integer, Secret};
use sha2::{Digest, Sha256};

use crate::supabase::SessionTokenType;

/// The type of a bearer token, in any case of letters (RFC 6749, section 5.1). What is bound to a key is refused.
pub struct Bearer;

impl Read<SessionTokenType, String> for Bearer {
    fn read(wire: SessionTokenType) -> Result<String, Fault> {
        match wire {
            SessionTokenType::Bearer => Ok("Bearer".to_owned()),
        }
    }
}

impl Write<String, SessionTokenType> for Bearer {
    fn write(value: String) -> Result<SessionTokenType, Fault> {
        match value {
            _ if value.eq_ignore_ascii_case("bearer") => Ok(SessionTokenType::Bearer),
            _ if value.eq_ignore_ascii_case("dpop") => Err(Fault::new(
                "DPoP is not bearer: the token is bound to a key (RFC 9449), and Supabase has bearer tokens alone",
            )),
            _ => Err(Fault::new("is not bearer (RFC 6750), and Supabase has bearer tokens alone")),
        }
    }
}

/// dot-do's hash of a token: lower-case hexadecimal of the SHA-256 of its UTF-8 text.
pub struct Sha256Hex;

impl Write<Secret<String>, Secret<String>> for Sha256Hex {
    fn write(value: Secret<String>) -> Result<Secret<String>, Fault> {
        Ok(Secret::new(sha256_hex(value.expose())))
    }
}

/// Lower-case hexadecimal of the SHA-256 of a text.
pub(crate) fn sha256_hex(text: &str) -> String {
    use std::fmt::Write as _;
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing into a `String` cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Milliseconds since the Unix epoch as RFC 3339 text, for a format that keeps the texts that it was sent.
pub struct MillisText;

impl Read<Integer, String> for MillisText {
    fn read(wire: Integer) -> Result<String, Fault> {
        UnixMillis::read(wire).map(|time: Timestamp| time.to_string())
    }
}
