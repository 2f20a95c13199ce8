//! What cannot be read of an enum hides nothing of what is wrong with the rest.

#[path = "formats/cloud.rs"]
mod cloud;
#[path = "formats/shop.rs"]
mod shop;

use formwork_runtime::Hub;

/// A clause, an attribute and a format that cannot be read, beside a variant that is not there and one that is silent.
#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud = cloud::SessionState, dorp(Revoked: "it is over"))]
#[format(shop = shop::VisitStatus)]
pub enum State {
    #[at(cloud = Actve, shop = Open)]
    Active,
    #[at(cloud = Expired; shop = Closed)]
    Expired,
    #[at(cluod = Revoked, shop = fail)]
    Revoked,
    #[at(cloud = fail)]
    Silent,
}

/// Nothing is known of a format that cannot be read, and all of the other.
#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud: cloud::SessionState)]
#[format(shop = shop::VisitStatus)]
pub enum Unknown {
    #[at(cloud = Any, shop = Opne)]
    Active,
    #[at(cloud = Other, shop = Closed)]
    Named { by: String },
}

fn main() {}
