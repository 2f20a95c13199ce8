//! Variants that hold something on one side only, and a type that cannot be kept.

#[path = "formats/contact.rs"]
mod contact;
#[path = "formats/pair.rs"]
mod pair;

use formwork_runtime::Hub;

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(contact = contact::Contact)]
pub enum Reach {
    #[at(contact = ContactString)]
    Call,
    #[at(contact = Addres)]
    Visit(Place),
}

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(address = contact::Address, keep(..))]
pub struct Place {
    #[at(address = street)]
    pub street: String,
    #[kept]
    pub kept: PlaceKept,
}

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(pair = pair::Pair, keep(..))]
pub struct Both {
    #[at(pair = left)]
    pub left: Option<String>,
    #[kept]
    pub kept: BothKept,
}

fn main() {}
