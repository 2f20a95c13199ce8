//! A hub that is right, and conversions that are not.

#[path = "hubs/login.rs"]
mod login;

use formwork_runtime::convert::Problems;
use login::{CloudToShop, Login, cloud, pass, shop};

/// The pair asks for something.
fn not_given(session: cloud::Session) -> Result<shop::Visit, Problems> {
    Login::via(session).to()
}

fn not_given_either(session: cloud::Session) -> Result<shop::Visit, Problems> {
    Ok(Login::via(session).to_with_losses::<shop::Visit>()?.0)
}

/// A need is forgotten.
fn forgotten(session: cloud::Session) -> Result<shop::Visit, Problems> {
    Login::via(session).given(CloudToShop {}).to()
}

/// The needs of another pair.
fn of_another_pair(session: cloud::Session) -> Result<Login, Problems> {
    Login::via(session).given(CloudToShop { currency: "EUR".to_owned() }).to()
}

/// There is no such pair.
fn no_such_pair(session: cloud::Session) -> Result<pass::Pass, Problems> {
    Login::via(session).to()
}

fn nor_the_other_way(pass: pass::Pass) -> Result<Login, Problems> {
    Login::try_from(pass)
}

/// An open pair is no `TryFrom`.
fn open(login: Login) -> Result<shop::Visit, Problems> {
    login.try_into()
}

fn main() {}
