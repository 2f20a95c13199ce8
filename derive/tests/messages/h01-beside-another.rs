//! A mistake in one hub is none of the hub beside it, nor of its own name.

#[path = "formats/cloud.rs"]
mod cloud;
#[path = "formats/pass.rs"]
mod pass;
#[path = "formats/shop.rs"]
mod shop;

use formwork_runtime::{
    Hub, Secret,
    convert::{Rfc3339, Timestamp, UnixSeconds},
};

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud = cloud::Session, give(state = cloud::SessionState::Active), keep(..))]
#[format(shop = shop::Visit, ask(currency), keep(..))]
#[format(pass = pass::Pass, keep(..))]
pub struct Login {
    #[at(cloud = id, shop = visit, pass = serial)]
    pub id: String,
    #[at(cloud = user.id, shop = customer, pass = holder)]
    pub user: String,
    #[at(cloud = access_token, shop = token)]
    #[at(pass = none)]
    pub token: Secret<String>,
    #[at(cloud = UnixSeconds(expires_at))]
    #[write(shop = Rfc3339(ends))]
    #[at(pass = none)]
    pub expires_at: Timestamp,
    #[at(cloud = none, shop = none, pass = none)]
    pub note: Option<String>,
    #[kept]
    pub kept: LoginKept,
}

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud = cloud::Session, give(state = cloud::SessionState::Active), keep(..))]
#[format(shop = shop::Visit, ask(currency), keep(..))]
#[format(pass = pass::Pass, keep(..))]
pub struct T {
    #[at(cloud = idd, shop = visit, pass = serial)]
    pub id: String,
    #[at(cloud = user.id, shop = customer, pass = holder)]
    pub user: String,
    #[at(cloud = access_token, shop = token)]
    #[at(pass = none)]
    pub token: Secret<String>,
    #[at(cloud = UnixSeconds(expires_at))]
    #[write(shop = Rfc3339(ends))]
    #[at(pass = none)]
    pub expires_at: Timestamp,
    #[at(cloud = none, shop = none, pass = none)]
    pub note: Option<String>,
    #[kept]
    pub kept: TKept,
}

fn main() {}
