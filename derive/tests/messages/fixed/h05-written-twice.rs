//! `h05-written-twice.rs` with what its help says.
// help: else Same(holder)
// help: else customer
// help: shop = else Closed

#[path = "../formats/cloud.rs"]
mod cloud;
#[path = "../formats/pass.rs"]
mod pass;
#[path = "../formats/shop.rs"]
mod shop;

use formwork_runtime::{Hub, convert::Same};

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(pass = pass::Pass, keep(..))]
#[format(shop = shop::Visit, ask(currency, ends, token), keep(..))]
pub struct Badge {
    #[at(pass = serial, shop = visit)]
    pub serial: String,
    #[at(pass = holder, shop = customer)]
    pub holder: String,
    #[read(pass = code, shop = none)]
    #[write(pass = else Same(holder), shop = (note, else customer))]
    pub owner: Option<String>,
    #[kept]
    pub kept: BadgeKept,
}

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud = cloud::SessionState)]
#[format(shop = shop::VisitStatus)]
pub enum State {
    #[at(cloud = Active, shop = Open)]
    Active,
    #[at(cloud = Expired, shop = Closed)]
    Expired,
    #[at(cloud = Revoked, shop = else Closed)]
    Revoked,
}

fn main() {}
