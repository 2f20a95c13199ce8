// A hub that is right.

#[path = "../../formats/cloud.rs"]
pub mod cloud;
#[path = "../../formats/pass.rs"]
pub mod pass;
#[path = "../../formats/shop.rs"]
pub mod shop;

use formwork_runtime::{
    Hub, Secret,
    convert::{Rfc3339, Timestamp, UnixSeconds},
};

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud = cloud::Session, give(state = cloud::SessionState::Active), keep(..))]
#[format(shop = shop::Visit, ask(currency), keep(..))]
pub struct Login {
    #[at(cloud = id, shop = visit)]
    pub id: String,
    #[at(cloud = user.id, shop = customer)]
    pub user: String,
    #[at(cloud = access_token, shop = token)]
    pub token: Secret<String>,
    #[at(cloud = UnixSeconds(expires_at), shop = Rfc3339(ends))]
    pub expires_at: Timestamp,
    #[at(cloud = refresh_token, shop = none)]
    pub refresh_token: Option<Secret<String>>,
    #[kept]
    pub kept: LoginKept,
}
