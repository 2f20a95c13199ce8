//! Equations about what is no slot.

#[path = "formats/cloud.rs"]
mod cloud;
#[path = "formats/shop.rs"]
mod shop;

use formwork_runtime::{
    Hub, Number, Secret,
    convert::{Rfc3339, Timestamp, UnixSeconds},
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
    #[equation(expires_at = after(issued, lifetime))]
    #[at(cloud = UnixSeconds(expires_at), shop = Rfc3339(ends))]
    pub expires_at: Timestamp,
    #[equation(expires_at = after(created_at, length))]
    #[at(cloud = UnixSeconds(created_at), shop = none)]
    pub created_at: Option<Timestamp>,
    #[at(_ = none)]
    pub lifetime: Option<Number>,
    #[kept]
    pub kept: LoginKept,
}

fn main() {}
