//! One mistake in a hub that is used elsewhere: what else is complained about?

#[path = "../formats/cloud.rs"]
mod cloud;
#[path = "../formats/shop.rs"]
mod shop;

mod login {
    use formwork_runtime::{
        Hub, Secret,
        convert::{Rfc3339, Timestamp, UnixSeconds},
    };

    use super::{cloud, shop};

    #[derive(Clone, Debug, PartialEq, Hub)]
    #[format(cloud = cloud::Session, give(state = cloud::SessionState::Active), keep(..))]
    #[format(shop = shop::Visit, ask(currency), keep(..))]
    pub struct Login {
        #[at(cloud = ident, shop = visit)]
        pub id: String,
        #[at(cloud = user.id, shop = customer)]
        pub user: String,
        #[at(cloud = access_token, shop = token)]
        pub token: Secret<String>,
        #[at(cloud = UnixSeconds(expires_at), shop = Rfc3339(ends))]
        pub expires_at: Timestamp,
        #[kept]
        pub kept: LoginKept,
    }
}

use formwork_runtime::convert::{Ledger, Problems};
use login::{CloudToShop, Login, LoginKept};

fn visit(session: cloud::Session) -> Result<shop::Visit, Problems> {
    Login::via(session).given(CloudToShop { currency: "EUR".to_owned() }).to()
}

fn login(session: cloud::Session) -> Result<Login, Problems> {
    Login::try_from(session)
}

fn by_name(session: cloud::Session) -> Option<Login> {
    Login::cloud_to_login(session, (), &mut Ledger::new()).ok()
}

fn blank(login: &Login) -> bool {
    println!("{}", Login::explain());
    login.kept == LoginKept::Nothing
}

fn write(login: &Login, session: &mut cloud::Session) -> bool {
    login.write_into_cloud(session, (), &mut Ledger::new()).is_ok()
}

fn main() {}
