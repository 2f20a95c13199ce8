//! Names that nobody has, and names that two have.

#[path = "formats/pass.rs"]
mod pass;
#[path = "formats/shop.rs"]
mod shop;

use formwork_runtime::Hub;

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(pass = pass::Pass, keep(..))]
#[format(shop = shop::Visit, keep(..))]
#[format(pass = pass::Pass)]
#[format(card = pass::Pass, keep(..))]
pub struct Badge {
    #[at(pas = serial, card = serial, shop = visit)]
    pub serial: String,
    #[at(pass = holder, card = holder, shop = customer)]
    #[read(shop = note)]
    pub holder: String,
    #[at(pass = code, bakery = none, card = none, shop = none)]
    pub code: Option<String>,
    #[kept]
    pub kept: Kept,
}

fn main() {}
