//! Types and modules that do not exist.

#[path = "../formats/cloud.rs"]
mod cloud;
#[path = "../formats/pass.rs"]
mod pass;

use formwork_runtime::Hub;

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(pass = pas::Pass, keep(..))]
pub struct NoModule {
    #[at(pass = serial)]
    pub serial: String,
    #[kept]
    pub kept: NoModuleKept,
}

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(pass = pass::Pas, keep(..))]
pub struct NoType {
    #[at(pass = serial)]
    pub serial: String,
    #[kept]
    pub kept: NoTypeKept,
}

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(cloud = cloud::Session, with(owner: Usr), keep(..))]
pub struct NoSide {
    #[at(cloud = id)]
    pub id: String,
    #[kept]
    pub kept: NoSideKept,
}

fn main() {}
