//! `h03-nothing-can-fill.rs` with what its help says.
// help: ask(expires_at, state, user.id)
// help: ask(customer, ends, currency)

#[path = "../formats/cloud.rs"]
mod cloud;
#[path = "../formats/shop.rs"]
mod shop;

use formwork_runtime::{Hub, Secret};

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud = cloud::Session, ask(expires_at, state, user.id), keep(..))]
#[format(shop = shop::Visit, ask(customer, ends, currency), keep(..))]
pub struct Login {
    #[at(cloud = id, shop = visit)]
    pub id: String,
    #[at(cloud = user.email, shop = none)]
    pub email: Option<String>,
    #[at(cloud = access_token, shop = token)]
    pub token: Secret<String>,
    #[kept]
    pub kept: LoginKept,
}

fn main() {}
