//! A module that was generated with `--shapes none`.

#[path = "../formats/shapeless.rs"]
mod shapeless;

use formwork_runtime::Hub;

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(pass = shapeless::Pass, keep(..))]
pub struct Badge {
    #[at(pass = serial)]
    pub serial: String,
    #[at(pass = holder)]
    pub holder: String,
    #[kept]
    pub kept: BadgeKept,
}

fn badge(pass: shapeless::Pass) -> Badge {
    Badge::via(pass).to().unwrap()
}

fn main() {}
