//! A format that is called like the hub, and a side that is called like a field.

#[path = "formats/cloud.rs"]
mod cloud;
#[path = "formats/pass.rs"]
mod pass;

use formwork_runtime::Hub;

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(badge = pass::Pass, keep(..))]
#[format(cloud = cloud::Session,
    with(user: SessionUser),
    give(state = cloud::SessionState::Active),
    ask(access_token, expires_at, user.id),
    keep(..))]
pub struct Badge {
    #[at(badge = serial, cloud = id)]
    pub serial: String,
    #[at(badge = holder, cloud = none)]
    pub holder: String,
    #[kept]
    pub kept: BadgeKept,
}

fn main() {}
