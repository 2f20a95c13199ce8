//! Attributes that do not read as such.

#[path = "formats/pass.rs"]
mod pass;
#[path = "formats/shop.rs"]
mod shop;

use formwork_runtime::{
    Hub,
    convert::{Same, UnixSeconds},
};

#[derive(Hub)]
#[hub(prefx = Badge)]
#[format(pass = pass::Pass, kep(..))]
#[format(shop = shop::Visit, drop(note, status))]
#[format(more = pass::Pass, drop(code: "why" serial))]
#[format(most = pass::Pass keep(..))]
#[format(pass::Pass)]
#[format]
#[format(last = pass::Pass, keep, drop)]
#[format(least = pass::Pass, keep(code), keep(serial))]
pub struct Badge {
    #[at(pass = serial; shop = visit)]
    pub serial: String,
    #[at(pass = (serial, holder), shop = UnixSeconds(visit, customer))]
    pub holder: String,
    #[guard(allow_it)]
    #[equation(code = before(serial, holder))]
    pub code: Option<String>,
}

#[derive(Hub)]
#[format(pass = pass::Pass)]
pub struct Tuple(String, Same);

#[derive(Hub)]
#[format(pass = pass::Pass)]
pub struct Unit;

#[derive(Hub)]
#[format(pass = pass::Pass)]
pub struct Generic<T, U> {
    pub serial: T,
    pub holder: U,
}

#[derive(Hub)]
#[format(pass = pass::Pass)]
pub struct Borrowed<'a> {
    pub serial: &'a str,
}

#[derive(Hub)]
pub union Either {
    one: u8,
    two: i8,
}

#[derive(Hub)]
pub struct NoFormats {
    pub serial: String,
}

#[derive(Hub)]
#[format(shop = shop::VisitStatus, keep(..))]
#[format(shop = shop::VisitStatus, drop(Open))]
pub enum State {
    #[at(shop = Open, pass = Closed)]
    Open { since: u8 },
    #[at(shop)]
    Closed(u8, u8),
}

fn main() {}
