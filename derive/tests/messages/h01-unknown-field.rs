//! Fields that the formats do not have.

#[path = "formats/cloud.rs"]
mod cloud;
#[path = "formats/shop.rs"]
mod shop;

use formwork_runtime::{
    Hub, Secret,
    convert::{Rfc3339, Timestamp, UnixSeconds},
};

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud = cloud::Session, with(owner: SessionUser), give(state = cloud::SessionState::Active), drop(refesh_token: "it stays where it is"), keep(..))]
#[format(shop = shop::Visit, ask(curency), keep(..))]
pub struct Login {
    // At the top.
    #[at(cloud = ident, shop = visit)]
    pub id: String,
    // In an object.
    #[at(cloud = user.mail, shop = none)]
    pub email: Option<String>,
    // In what is no object.
    #[at(cloud = user.id, shop = customer.id)]
    pub user: String,
    #[at(cloud = acces_token, shop = token)]
    pub token: Secret<String>,
    #[at(cloud = UnixSeconds(expires), shop = Rfc3339(ends))]
    pub expires_at: Timestamp,
    // The object as a whole, though others look into it.
    #[at(cloud = user, shop = none)]
    pub account: Option<cloud::SessionUser>,
    // A side, and a field of it.
    #[read(cloud = owner)]
    #[at(shop = none)]
    pub owner: Option<String>,
    #[read(cloud = owner.mail)]
    #[at(shop = none)]
    pub owners_mail: Option<String>,
    // A field of an object, named without it.
    #[at(cloud = email, shop = none)]
    pub other_mail: Option<String>,
    // Nothing like it.
    #[at(cloud = user.xyz, shop = none)]
    pub unlike: Option<String>,
    #[kept]
    pub kept: LoginKept,
}

fn main() {}
