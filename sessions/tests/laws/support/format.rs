//! The five formats as types, for laws that speak of the hub.

use std::fmt::Debug;

use formwork_runtime::{
    Check, Decode, Encode,
    convert::{Faulted, Ledger, Lost, Problems},
};
use formwork_sessions::{Session, auth0, ballware, dotdo, dynamic::Vendor, supabase, supertokens};

/// A format that is read into the hub, and that the hub is written to.
pub trait Format: Check + Decode + Encode + Clone + PartialEq + Debug {
    const VENDOR: Vendor;

    fn read(self) -> Result<Session, Problems>;
    fn write(hub: Session) -> Result<(Self, Vec<Lost>), Problems>;
    fn patch(&mut self, hub: &Session, ledger: &mut Ledger) -> Result<(), Faulted>;
}

macro_rules! formats {
    ($($vendor:ident $ty:ty, $patch:ident;)*) => {$(
        impl Format for $ty {
            const VENDOR: Vendor = Vendor::$vendor;

            fn read(self) -> Result<Session, Problems> {
                Session::via(self).to()
            }

            fn write(hub: Session) -> Result<(Self, Vec<Lost>), Problems> {
                Session::via(hub).to_with_losses()
            }

            fn patch(&mut self, hub: &Session, ledger: &mut Ledger) -> Result<(), Faulted> {
                hub.$patch(self, ledger)
            }
        }
    )*};
}

formats! {
    Supabase supabase::Session, write_into_supabase;
    Ballware ballware::SessionWithUserInfo, write_into_ballware;
    Dotdo dotdo::Session, write_into_dotdo;
    Supertokens supertokens::SuperTokensSession, write_into_supertokens;
    Auth0 auth0::SessionData, write_into_auth0;
}

/// Calls a function that is generic over formats for the one of a vendor.
#[macro_export]
macro_rules! of_vendor {
    ($vendor:expr, $function:ident($($argument:expr),*)) => {
        match $vendor {
            formwork_sessions::dynamic::Vendor::Supabase => $function::<formwork_sessions::supabase::Session>($($argument),*),
            formwork_sessions::dynamic::Vendor::Ballware => $function::<formwork_sessions::ballware::SessionWithUserInfo>($($argument),*),
            formwork_sessions::dynamic::Vendor::Dotdo => $function::<formwork_sessions::dotdo::Session>($($argument),*),
            formwork_sessions::dynamic::Vendor::Supertokens => $function::<formwork_sessions::supertokens::SuperTokensSession>($($argument),*),
            formwork_sessions::dynamic::Vendor::Auth0 => $function::<formwork_sessions::auth0::SessionData>($($argument),*),
        }
    };
}
