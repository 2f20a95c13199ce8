//! `h02-neither-read-nor-given-up.rs` with what its help says.
// help: drop(refresh_token, created_at, state, user.email, device: "why")
// help: drop(status, note: "why")
// help: drop(Expired: "why", Revoked: "why")
// help: drop(Closed: "why")

#[path = "../formats/cloud.rs"]
mod cloud;
#[path = "../formats/shop.rs"]
mod shop;

use formwork_runtime::{
    Hub, Secret,
    convert::{Rfc3339, Timestamp, UnixSeconds},
};

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud = cloud::Session, give(state = cloud::SessionState::Active), drop(refresh_token, created_at, state, user.email, device: "why"))]
#[format(shop = shop::Visit, give(currency = "EUR".to_owned()), drop(currency: "prices have their own"), drop(status, note: "why"))]
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
#[format(cloud = cloud::SessionState, drop(Expired: "why", Revoked: "why"))]
#[format(shop = shop::VisitStatus, drop(Closed: "why"))]
pub enum State {
    #[at(cloud = Active, shop = Open)]
    Active,
}

fn main() {}
