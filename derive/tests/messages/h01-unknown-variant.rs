//! Variants that the formats do not have.

#[path = "formats/cloud.rs"]
mod cloud;
#[path = "formats/shop.rs"]
mod shop;

use formwork_runtime::Hub;

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud = cloud::SessionState)]
#[format(shop = shop::VisitStatus)]
pub enum State {
    #[at(cloud = Activ, shop = Open)]
    Active,
    #[at(cloud = Expired, shop = Shut)]
    Expired,
    #[at(cloud = Revoked, shop = else Gone)]
    Revoked,
}

fn main() {}
