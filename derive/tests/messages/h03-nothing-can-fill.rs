//! Leaves that must be there, and nothing to put there.

#[path = "formats/cloud.rs"]
mod cloud;
#[path = "formats/shop.rs"]
mod shop;

use formwork_runtime::{Hub, Secret};

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud = cloud::Session, keep(..))]
#[format(shop = shop::Visit, keep(..))]
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
