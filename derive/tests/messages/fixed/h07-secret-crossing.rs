//! `h07-secret-crossing.rs` with what its help says.
// help: formwork_runtime::convert::Exposed(id)
// help: formwork_runtime::convert::Exposed(visit)
// help: Secret<String>

#[path = "../formats/cloud.rs"]
mod cloud;
#[path = "../formats/shop.rs"]
mod shop;

use formwork_runtime::{
    Hub, Secret,
    convert::{Rfc3339, Timestamp, UnixSeconds},
};

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud = cloud::Session, give(state = cloud::SessionState::Active), keep(..))]
#[format(shop = shop::Visit, ask(currency), keep(..))]
pub struct Login {
    #[at(cloud = formwork_runtime::convert::Exposed(id), shop = formwork_runtime::convert::Exposed(visit))]
    pub id: Secret<String>,
    #[at(cloud = user.id, shop = customer)]
    pub user: String,
    #[at(cloud = access_token, shop = token)]
    pub token: Secret<String>,
    #[at(cloud = UnixSeconds(expires_at), shop = Rfc3339(ends))]
    pub expires_at: Timestamp,
    #[kept]
    pub kept: LoginKept,
}

fn main() {}
