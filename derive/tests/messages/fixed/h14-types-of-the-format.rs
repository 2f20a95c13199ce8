//! `h14-types-of-the-format.rs` with what its help says.
// help: #[nested]
// help: formwork_runtime::convert::Same(device)

#[path = "../formats/cloud.rs"]
mod cloud;
#[path = "../formats/shop.rs"]
mod shop;

use formwork_runtime::{
    Hub, Secret,
    convert::{Rfc3339, Timestamp, UnixSeconds},
};

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud = cloud::Session, keep(..))]
#[format(shop = shop::Visit, ask(currency), keep(..))]
pub struct Login {
    #[at(cloud = id, shop = visit)]
    pub id: String,
    #[nested]
    #[at(cloud = state, shop = status)]
    pub state: State,
    #[at(cloud = user.id, shop = customer)]
    pub user: String,
    #[at(cloud = formwork_runtime::convert::Same(device), shop = none)]
    pub device: Option<Device>,
    #[at(cloud = access_token, shop = token)]
    pub token: Secret<String>,
    #[at(cloud = UnixSeconds(expires_at), shop = Rfc3339(ends))]
    pub expires_at: Timestamp,
    #[kept]
    pub kept: LoginKept,
}

#[derive(Clone, Copy, Debug, PartialEq, Hub)]
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

#[derive(Clone, Debug, PartialEq)]
pub struct Device(String);

fn main() {}

impl From<cloud::SessionDevice> for Device {
    fn from(device: cloud::SessionDevice) -> Self {
        Self(device.name)
    }
}

impl From<Device> for cloud::SessionDevice {
    fn from(device: Device) -> Self {
        Self { name: device.0, os: None }
    }
}
