//! Slots of another type than their leaves, and no codec.

#[path = "formats/cloud.rs"]
mod cloud;
#[path = "formats/shop.rs"]
mod shop;

use formwork_runtime::{
    Hub, Secret,
    convert::{Span, Timestamp},
};

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud = cloud::Session, give(state = cloud::SessionState::Active), keep(..))]
#[format(shop = shop::Visit, ask(currency), keep(..))]
pub struct Login {
    #[at(cloud = id, shop = visit)]
    pub id: String,
    #[at(cloud = user.id, shop = customer)]
    pub user: String,
    #[at(cloud = access_token, shop = token)]
    pub token: Secret<String>,
    #[at(cloud = expires_at, shop = ends)]
    pub expires_at: Timestamp,
    #[at(cloud = created_at, shop = none)]
    pub created_at: Option<Span>,
    #[kept]
    pub kept: LoginKept,
}

#[derive(Clone, Debug, PartialEq, Hub)]
#[hub(prefix = Plain)]
#[format(cloud = cloud::Session, give(state = cloud::SessionState::Active), keep(..))]
#[format(shop = shop::Visit, ask(currency, token), keep(..))]
pub struct Plain {
    #[at(cloud = id, shop = visit)]
    pub id: u64,
    #[at(cloud = user.id, shop = customer)]
    pub user: char,
    #[at(cloud = access_token, shop = none)]
    pub token: Secret<String>,
    #[at(cloud = expires_at, shop = none)]
    pub expires_at: bool,
    #[at(cloud = created_at, shop = none)]
    pub created_at: Option<u64>,
    #[at(cloud = none, shop = ends)]
    pub ends: String,
    #[kept]
    pub kept: PlainKept,
}

fn main() {}
