//! An example of each vendor's session: what conversions are timed and counted with.

use std::error::Error;

use formwork_runtime::{Check, Decode, from_slice};
use formwork_sessions::{auth0, ballware, dotdo, supabase, supertokens};

/// One of each.
pub(crate) struct Examples {
    pub(crate) supabase: supabase::Session,
    pub(crate) ballware: ballware::SessionWithUserInfo,
    pub(crate) dotdo: dotdo::Session,
    pub(crate) supertokens: supertokens::SuperTokensSession,
    pub(crate) auth0: auth0::SessionData,
}

impl Examples {
    /// Reads all of them.
    ///
    /// # Errors
    /// An example is not what its schema says.
    pub(crate) fn read() -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            supabase: read(include_bytes!("../../schemas/supabase/examples/valid/typical.json"))?,
            ballware: read(include_bytes!("../../schemas/ballware/examples/valid/typical.json"))?,
            // The typical one is revoked, which is refused.
            dotdo: read(include_bytes!("../../schemas/dotdo/examples/valid/minimal.json"))?,
            supertokens: read(include_bytes!("../../schemas/supertokens/examples/valid/typical.json"))?,
            auth0: read(include_bytes!("../../schemas/auth0/examples/valid/typical.json"))?,
        })
    }
}

fn read<S: Check + Decode>(text: &[u8]) -> Result<S, Box<dyn Error>> {
    Ok(from_slice(text)?)
}
