//! Slots of another type than their fields, and no codec: of what converts the derive knows nothing.

#[path = "../formats/pass.rs"]
mod pass;

use formwork_runtime::Hub;

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(pass = pass::Pass, keep(..))]
pub struct Badge {
    #[at(pass = serial)]
    pub serial: Serial,
    #[at(pass = holder)]
    pub holder: String,
    #[kept]
    pub kept: BadgeKept,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Serial(u64);

fn main() {}
