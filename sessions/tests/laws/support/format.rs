//! The five formats as types, for laws that speak of the hub.

use std::fmt::Debug;

use formwork_runtime::{
    Check, Decode, Encode,
    convert::{Ledger, Lost, Problems},
};
use formwork_sessions::{Session, auth0, ballware, dotdo, dynamic::Vendor, supabase, supertokens};

/// A format that is read into the hub, and that the hub is written to.
pub trait Format: Check + Decode + Encode + Clone + PartialEq + Debug {
    const VENDOR: Vendor;

    fn read(self) -> Result<Session, Problems>;
    fn write(hub: Session) -> Result<(Self, Vec<Lost>), Problems>;
    /// Writes a hub into it; `allow` is given for every guard.
    fn patch(&mut self, hub: &Session, allow: bool, ledger: &mut Ledger) -> Result<(), Problems>;
}

macro_rules! formats {
    ($($vendor:ident $ty:ty, $patch:ident, $needs:ident;)*) => {$(
        impl Format for $ty {
            const VENDOR: Vendor = Vendor::$vendor;

            fn read(self) -> Result<Session, Problems> {
                Session::via(self).to()
            }

            fn write(hub: Session) -> Result<(Self, Vec<Lost>), Problems> {
                Session::via(hub).to_with_losses()
            }

            fn patch(&mut self, hub: &Session, allow: bool, ledger: &mut Ledger) -> Result<(), Problems> {
                let needs = formwork_sessions::$needs { allow_revoked: allow, allow_unbound: allow, ..Default::default() };
                hub.$patch(self, needs, ledger)
            }
        }
    )*};
}

formats! {
    Supabase supabase::Session, write_into_supabase, SessionToSupabase;
    Ballware ballware::SessionWithUserInfo, write_into_ballware, SessionToBallware;
    Dotdo dotdo::Session, write_into_dotdo, SessionToDotdo;
    Supertokens supertokens::SuperTokensSession, write_into_supertokens, SessionToSupertokens;
    Auth0 auth0::SessionData, write_into_auth0, SessionToAuth0;
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

/// Calls a function that is generic over two formats for those of a pair.
#[macro_export]
macro_rules! of_pair {
    ($pair:expr, $function:ident($($argument:expr),*)) => {{
        use formwork_sessions::{
            auth0::SessionData as Auth0, ballware::SessionWithUserInfo as Ballware, dotdo::Session as Dotdo,
            dynamic::Vendor as V, supabase::Session as Supabase, supertokens::SuperTokensSession as Supertokens,
        };
        match $pair {
            (V::Supabase, V::Ballware) => $function::<Supabase, Ballware>($($argument),*),
            (V::Supabase, V::Dotdo) => $function::<Supabase, Dotdo>($($argument),*),
            (V::Supabase, V::Supertokens) => $function::<Supabase, Supertokens>($($argument),*),
            (V::Supabase, V::Auth0) => $function::<Supabase, Auth0>($($argument),*),
            (V::Ballware, V::Supabase) => $function::<Ballware, Supabase>($($argument),*),
            (V::Ballware, V::Dotdo) => $function::<Ballware, Dotdo>($($argument),*),
            (V::Ballware, V::Supertokens) => $function::<Ballware, Supertokens>($($argument),*),
            (V::Ballware, V::Auth0) => $function::<Ballware, Auth0>($($argument),*),
            (V::Dotdo, V::Supabase) => $function::<Dotdo, Supabase>($($argument),*),
            (V::Dotdo, V::Ballware) => $function::<Dotdo, Ballware>($($argument),*),
            (V::Dotdo, V::Supertokens) => $function::<Dotdo, Supertokens>($($argument),*),
            (V::Dotdo, V::Auth0) => $function::<Dotdo, Auth0>($($argument),*),
            (V::Supertokens, V::Supabase) => $function::<Supertokens, Supabase>($($argument),*),
            (V::Supertokens, V::Ballware) => $function::<Supertokens, Ballware>($($argument),*),
            (V::Supertokens, V::Dotdo) => $function::<Supertokens, Dotdo>($($argument),*),
            (V::Supertokens, V::Auth0) => $function::<Supertokens, Auth0>($($argument),*),
            (V::Auth0, V::Supabase) => $function::<Auth0, Supabase>($($argument),*),
            (V::Auth0, V::Ballware) => $function::<Auth0, Ballware>($($argument),*),
            (V::Auth0, V::Dotdo) => $function::<Auth0, Dotdo>($($argument),*),
            (V::Auth0, V::Supertokens) => $function::<Auth0, Supertokens>($($argument),*),
            (from, to) => panic!("{from} -> {to} is no pair"),
        }
    }};
}
