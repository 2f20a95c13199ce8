//! The generated types behind function pointers: one entry for each subschema that an example can name.

use std::fmt::Debug;

use formwork_runtime::{
    Check, Decode, Encode, Json, Rejection, check_all, check_json, check_slice, check_value, from_json, from_slice,
    from_value, to_json, to_vec,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Every way in which a generated type reads.
pub struct Judge {
    pub vendor: &'static str,
    pub at: &'static str,
    pub name: &'static str,
    pub check_slice: fn(&[u8]) -> Result<(), Rejection>,
    pub check_all: fn(&[u8], usize) -> Result<(), Rejection>,
    pub check_json: fn(&Json) -> Result<(), Rejection>,
    pub check_value: fn(&Value) -> Result<(), Rejection>,
    pub from_slice: fn(&[u8]) -> Result<Decoded, Rejection>,
    pub from_json: fn(&Json) -> Result<Decoded, Rejection>,
    pub from_value: fn(&Value) -> Result<Decoded, Rejection>,
    pub deserialize: fn(&[u8]) -> Result<Decoded, String>,
}

/// A decoded value of whatever type, and all that it can be written as.
pub struct Decoded {
    pub text: Vec<u8>,
    pub json: Json,
    pub value: Result<Value, String>,
    pub debug: String,
    /// Whether what was written reads back as an equal value.
    pub reads_back: bool,
}

impl Decoded {
    fn of<T: Check + Decode + Encode + Serialize + PartialEq + Debug>(value: &T) -> Self {
        let text = to_vec(value);
        let json = to_json(value);
        let reads_back = from_slice::<T>(&text).as_ref() == Ok(value) && from_json::<T>(&json).as_ref() == Ok(value);
        let debug = format!("{value:?}\n{value:#?}");
        Self { text, json, value: serde_json::to_value(value).map_err(|error| error.to_string()), debug, reads_back }
    }
}

impl Judge {
    const fn of<T>(vendor: &'static str, at: &'static str, name: &'static str) -> Self
    where
        T: Check + Decode + Encode + Serialize + DeserializeOwned + PartialEq + Debug,
    {
        Self {
            vendor,
            at,
            name,
            check_slice: check_slice::<T>,
            check_all: check_all::<T>,
            check_json: check_json::<T>,
            check_value: check_value::<T>,
            from_slice: |text| from_slice::<T>(text).map(|value| Decoded::of(&value)),
            from_json: |json| from_json::<T>(json).map(|value| Decoded::of(&value)),
            from_value: |value| from_value::<T>(value).map(|value| Decoded::of(&value)),
            deserialize: |text| {
                serde_json::from_slice::<T>(text).map(|value| Decoded::of(&value)).map_err(|error| error.to_string())
            },
        }
    }
}

macro_rules! judges {
    ($($vendor:ident { $($at:literal => $name:ident),* $(,)? })*) => {
        &[$($(Judge::of::<formwork_sessions::$vendor::$name>(stringify!($vendor), $at, stringify!($name)),)*)*]
    };
}

/// Which generated type is which subschema.
pub const JUDGES: &[Judge] = judges! {
    supabase {
        "#" => Session,
        "#/$defs/User" => User,
        "#/$defs/UserAppMetadata" => UserAppMetadata,
        "#/$defs/UserMetadata" => UserMetadata,
        "#/$defs/UserIdentity" => UserIdentity,
        "#/$defs/Factor" => Factor,
    }
    ballware {
        "#" => SessionWithUserInfo,
        "#/$defs/Session" => Session,
        "#/$defs/MappedSessionWithUserRights" => MappedSessionWithUserRights,
        "#/$defs/Rights" => Rights,
    }
    dotdo {
        "#" => Session,
        "#/$defs/SerializedSession" => SerializedSession,
        "#/$defs/PublicSession" => PublicSession,
    }
    supertokens {
        "#" => SuperTokensSession,
        "#/$defs/Token" => Token,
        "#/$defs/User" => User,
    }
    auth0 {
        "#" => SessionData,
        "#/$defs/User" => User,
        "#/$defs/TokenSet" => TokenSet,
        "#/$defs/AccessTokenSet" => AccessTokenSet,
        "#/$defs/ConnectionTokenSet" => ConnectionTokenSet,
    }
};
