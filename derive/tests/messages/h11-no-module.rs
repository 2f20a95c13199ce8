//! Types without the module that they stand in.

#[path = "formats/pass.rs"]
mod pass;
#[path = "formats/shop.rs"]
mod shop;

use formwork_runtime::Hub;
use pass::Pass;
use shop::Visit;

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(pass = Pass, keep(..))]
#[format(shop = Visit, keep(..))]
pub struct Badge {
    #[at(pass = serial, shop = visit)]
    pub serial: String,
    #[at(pass = holder, shop = customer)]
    pub holder: String,
    #[kept]
    pub kept: BadgeKept,
}

fn main() {}
