//! What cannot be read of a declaration hides nothing of what is wrong with the rest.

#[path = "formats/cloud.rs"]
mod cloud;
#[path = "formats/pass.rs"]
mod pass;
#[path = "formats/shop.rs"]
mod shop;

use formwork_runtime::{
    Hub, Secret,
    convert::{Timestamp, UnixSeconds},
};

/// A slot is silent: what no slot reads is told of, and so is what cannot be filled.
#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud = cloud::Session, give(state = cloud::SessionState::Active), keep(..))]
#[format(shop = shop::Visit)]
pub struct Silent {
    #[at(cloud = ident, shop = visit)]
    pub id: String,
    #[at(cloud = user.id)]
    pub user: String,
    #[at(cloud = access_token, shop = token)]
    pub token: String,
    #[at(cloud = UnixSeconds(expires_at), shop = ends)]
    pub expires_at: Timestamp,
    #[kept]
    pub kept: SilentKept,
}

/// A slot may speak of any leaf, and a clause of any of its format: only leaves that nobody speaks of are not told of.
#[derive(Clone, Debug, PartialEq, Hub)]
#[hub(prefix = Unread)]
#[format(shop = shop::Visit, kep(..))]
#[format(pass = pass::Pass)]
pub struct Unread {
    #[at(shop = visit, pass = serial)]
    pub id: u64,
    #[at(shop = customer; pass = holder)]
    pub user: String,
    #[at(shop = token, pass = none)]
    pub token: Secret<String>,
    #[at(shop = notes, pass = code)]
    pub note: Option<String>,
}

/// Nothing is known of a format that cannot be read, and all of the other.
#[derive(Clone, Debug, PartialEq, Hub)]
#[hub(prefix = NoShape)]
#[format(cloud = cloud::Session, wiht(owner: SessionUser), keep(..))]
#[format(shop = shop::VisitStatus)]
#[format(pass = pass::Pass)]
pub struct NoShape {
    #[at(cloud = owner.id, shop = visit, pass = seriel)]
    pub id: String,
}

fn main() {}
