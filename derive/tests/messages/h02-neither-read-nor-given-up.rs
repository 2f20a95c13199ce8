//! Leaves that nobody speaks of.

#[path = "formats/cloud.rs"]
mod cloud;
#[path = "formats/shop.rs"]
mod shop;

use formwork_runtime::{
    Hub, Secret,
    convert::{Rfc3339, Timestamp, UnixSeconds},
};

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud = cloud::Session, give(state = cloud::SessionState::Active))]
#[format(shop = shop::Visit, give(currency = "EUR".to_owned()), drop(currency: "prices have their own"))]
pub struct Login {
    #[at(cloud = id, shop = visit)]
    pub id: String,
    #[at(cloud = user.id, shop = customer)]
    pub user: String,
    #[at(cloud = access_token, shop = token)]
    pub token: Secret<String>,
    #[at(cloud = UnixSeconds(expires_at), shop = Rfc3339(ends))]
    pub expires_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud = cloud::SessionState)]
#[format(shop = shop::VisitStatus)]
pub enum State {
    #[at(cloud = Active, shop = Open)]
    Active,
}

fn main() {}
