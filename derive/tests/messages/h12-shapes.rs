//! Declarations that do not go with the shapes of their formats.

#[path = "formats/cloud.rs"]
mod cloud;
#[path = "formats/pass.rs"]
mod pass;
#[path = "formats/shop.rs"]
mod shop;

use formwork_runtime::{
    Hub, Secret,
    convert::{Rfc3339, Same, Timestamp, UnixSeconds},
};

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(pass = pass::Pass, keep(..))]
#[format(shop = shop::Visit, ask(currency, ends, token), drop(currency, ends, token, status: "why"), keep(note))]
pub struct NoFieldToKeepIn {
    #[at(pass = serial, shop = visit)]
    pub serial: String,
    #[at(pass = holder, shop = customer)]
    #[guard(allow_other: "the badge would be another's")]
    pub holder: String,
}

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud = cloud::Session, give(state = cloud::SessionState::Active), keep(..))]
#[format(shop = shop::Visit, ask(currency), keep(..))]
pub struct Login {
    #[at(cloud = id, shop = visit)]
    pub id: String,
    #[nested]
    #[at(cloud = Same(user), shop = none)]
    pub user: User,
    #[at(cloud = none, shop = customer)]
    pub customer: String,
    #[at(cloud = access_token, shop = token)]
    pub token: Secret<String>,
    #[at(cloud = UnixSeconds(expires_at), shop = Rfc3339(ends))]
    pub expires_at: Timestamp,
    #[kept]
    pub kept: LoginKept,
}

#[derive(Clone, Debug, PartialEq)]
pub struct User;

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud = cloud::SessionState, keep(..))]
pub struct NamesAnEnum {
    #[at(cloud = id)]
    pub id: String,
}

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(pass = pass::Pass)]
#[format(shop = shop::Visit)]
pub enum NamesStructs {
    #[at(pass = Serial, shop = Open)]
    Open,
}

fn main() {}
