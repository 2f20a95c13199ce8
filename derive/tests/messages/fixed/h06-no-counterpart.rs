//! `h06-no-counterpart.rs` with what its help says.
// help: #[at(shop = fail)]
// help: #[at(cloud = fail, shop = fail)]

#[path = "../formats/cloud.rs"]
mod cloud;
#[path = "../formats/shop.rs"]
mod shop;

use formwork_runtime::Hub;

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud = cloud::SessionState, drop(Revoked: "it is over"))]
#[format(shop = shop::VisitStatus, drop(Closed: "it is over"))]
pub enum State {
    #[at(cloud = Active, shop = Open)]
    Active,
    #[at(cloud = Expired)]
    #[at(shop = fail)]
    Expired,
    #[at(cloud = fail, shop = fail)]
    Revoked,
}

fn main() {}
