//! Values that types make of themselves: valid ones, and not always the same.

use std::collections::HashSet;
use std::fmt::Debug;
use std::hash::Hash;

use arbitrary::{Arbitrary, Unstructured};
use formwork_runtime::{Check, Decode, Encode, check_slice, from_slice, to_string, to_vec};
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

use super::{account, order, ticket};

macro_rules! modules {
    ($($name:ident = $path:literal;)*) => {$(
        formwork_macros::schema! {
            #[allow(dead_code, unreachable_pub, clippy::doc_markdown, clippy::too_many_lines)]
            mod $name = $path;
            arbitrary = true;
            shapes = none;
        }
    )*};
}

modules! {
    auth0 = "schemas/auth0/session.schema.json";
    ballware = "schemas/ballware/session.schema.json";
    dotdo = "schemas/dotdo/session.schema.json";
    supabase = "schemas/supabase/session.schema.json";
    supertokens = "schemas/supertokens/session.schema.json";
    kinds = "tests/shapes/kinds.schema.json";
}

/// So many values from bytes without an order, valid all of them; how many differ.
#[track_caller]
fn made<T>(count: u64) -> usize
where
    T: for<'b> Arbitrary<'b> + Check + Decode + Encode + Debug + Eq + Hash,
{
    let mut all = HashSet::new();
    for seed in 0..count {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let bytes = std::iter::repeat_with(|| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state.to_be_bytes()[0]
        });
        let bytes = bytes.take(usize::try_from(seed % 97 * 3).unwrap()).collect::<Vec<u8>>();
        let value = T::arbitrary(&mut Unstructured::new(&bytes)).unwrap_or_else(|_| panic!("no value from {bytes:?}"));
        let text = to_vec(&value);
        assert_eq!(check_slice::<T>(&text), Ok(()), "{value:?}");
        assert_eq!(from_slice::<T>(&text).as_ref(), Ok(&value));
        all.insert(value);
    }
    all.len()
}

macro_rules! varied {
    ($($module:ident: $($name:ident)*;)*) => {
        $($({
            let found = made::<$module::$name>(200);
            assert!(found > 10, "{}::{}: {found} different values", stringify!($module), stringify!($name));
        })*)*
    };
}

#[test]
fn every_value_is_valid_and_many_are_different() {
    varied! {
        account: Account Name Token Level Ratio Opened Tags Window Limits Payment Card Parent AccountId AccountSite;
        order: Order Money Part;
        ticket: Ticket Status TicketUrgency TicketArea TicketOrigin Token;
        auth0: SessionData User TokenSet AccessTokenSet ConnectionTokenSet;
        ballware: SessionWithUserInfo Session MappedSessionWithUserRights Rights;
        dotdo: Session SerializedSession PublicSession;
        supabase: Session User UserAppMetadata UserMetadata UserIdentity Factor;
        supertokens: SuperTokensSession Token User;
        kinds: Everything Node Contact Checked CheckedUnion Key;
    }
}

#[test]
fn where_there_is_little_to_choose_all_of_it_comes() {
    assert_eq!(made::<account::Plan>(50), 3);
    assert_eq!(made::<account::Color>(50), 1);
    assert_eq!(made::<account::Accepted>(50), 1);
    assert_eq!(made::<account::InvoiceDays>(400), 18);
    assert_eq!(made::<kinds::CheckedMode>(50), 1);
    assert_eq!(made::<kinds::Mode>(50), 4);
    // Optional members are there and are not.
    assert_eq!(made::<account::Settings>(200), 3 * 4);
}

#[test]
fn the_same_bytes_make_the_same_value() {
    let bytes: Vec<u8> = (0..200).collect();
    let make = || to_string(&account::Account::arbitrary(&mut Unstructured::new(&bytes)).unwrap());
    assert_eq!(make(), make());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn they_go_into_property_tests(account in any::<account::Account>(), parts in proptest::collection::vec(any::<order::Part>(), 0..3)) {
        prop_assert_eq!(from_slice::<account::Account>(&to_vec(&account)), Ok(account));
        for part in parts {
            prop_assert_eq!(from_slice::<order::Part>(&to_vec(&part)), Ok(part));
        }
    }
}
