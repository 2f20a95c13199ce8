//! `h13-types-differ.rs` with what its help says.
// help: formwork_runtime::convert::UnixSeconds(expires_at)
// help: formwork_runtime::convert::Millis(created_at)
// help: formwork_runtime::convert::Rfc3339(ends)

#[path = "../formats/cloud.rs"]
mod cloud;
#[path = "../formats/shop.rs"]
mod shop;

use formwork_runtime::{
    Hub, Secret,
    convert::{Span, Timestamp},
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
    #[at(cloud = formwork_runtime::convert::UnixSeconds(expires_at), shop = formwork_runtime::convert::Rfc3339(ends))]
    pub expires_at: Timestamp,
    #[at(cloud = formwork_runtime::convert::Millis(created_at), shop = none)]
    pub created_at: Option<Span>,
    #[kept]
    pub kept: LoginKept,
}

fn main() {}
