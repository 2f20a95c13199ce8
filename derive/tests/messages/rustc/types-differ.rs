//! A slot of another type than its field, and no codec that the derive knows of.

#[path = "../formats/pass.rs"]
mod pass;

use formwork_runtime::Hub;

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(pass = pass::Pass, keep(..))]
pub struct Badge {
    #[at(pass = serial)]
    pub serial: u64,
    #[at(pass = holder)]
    pub holder: String,
    #[at(pass = code)]
    pub code: Option<char>,
    #[kept]
    pub kept: BadgeKept,
}

fn main() {}
