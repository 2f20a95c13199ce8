//! Clauses that speak of what slots have taken over, or of what nobody has to ask for.

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
#[format(cloud = cloud::Session,
    give(state = cloud::SessionState::Active, id = String::new()),
    drop(access_token, refresh_token, created_at, state: "they stay there"),
    keep(user.id, user.email, device))]
#[format(shop = shop::Visit, ask(currency, note, visit, user from clown, usr from cloud, token, token from pass), keep(..))]
#[format(pass = pass::Pass, keep(serial, code))]
pub struct Login {
    #[at(cloud = id, shop = visit, pass = serial)]
    pub id: String,
    #[at(cloud = user.id, shop = customer, pass = holder)]
    pub user: String,
    #[at(cloud = access_token, shop = token, pass = none)]
    pub token: Secret<String>,
    #[at(cloud = UnixSeconds(expires_at), shop = Rfc3339(ends), pass = none)]
    pub expires_at: Timestamp,
    #[kept]
    pub kept: LoginKept,
}

fn main() {}
