//! Rust's traits on generated types: there where they are lawful, and lawful where they are there.

use std::borrow::Borrow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::{Debug, Display};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Deref;
use std::str::FromStr;

use formwork_runtime::{
    Check, DateTime, Encode, Integer, Number, Rejection, check_json, from_slice, to_json, to_string,
};
use serde_json::{Value, json};

use super::account::*;

fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A newtype is borrowed as what is inside: both must compare, order and hash alike.
#[track_caller]
fn borrows_lawfully<T, B>(values: &[T])
where
    T: Borrow<B> + Eq + Ord + Hash,
    B: Eq + Ord + Hash + ?Sized,
{
    for one in values {
        assert_eq!(hash(one), hash(one.borrow()));
        for other in values {
            assert_eq!(one == other, one.borrow() == other.borrow());
            assert_eq!(one.cmp(other), one.borrow().cmp(other.borrow()));
            assert!(one != other || hash(one) == hash(other));
        }
    }
}

fn all<T: FromStr<Err: Debug>>(texts: &[&str]) -> Vec<T> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

#[test]
fn borrowed_and_owned_agree() {
    borrows_lawfully::<Name, str>(&all(&["ada", "bob", "ada"]));
    borrows_lawfully::<Nick, str>(&all(&["", "Ada", "bob"]));
    borrows_lawfully::<Token, str>(&all(&["secret", "s3cret"]));
    borrows_lawfully::<AccountId, str>(&all(&["2EB8AA08-aa98-11ea-B4AA-73B441D16380"]));
    borrows_lawfully::<Opened, str>(&all(&["2020-01-01T00:00:00Z", "2020-01-01T01:00:00+01:00"]));
    // Numbers are equal by value, however they are written.
    borrows_lawfully::<Level, Integer>(&all(&["1", "1.0", "10e-1", "2", "100"]));
    borrows_lawfully::<Ratio, Number>(&all(&["0.5", "5e-1", "0.50", "1", "0.1"]));
    borrows_lawfully::<Balance, Number>(&all(&["-0", "0.0", "1e400", "10e399", "123456789012345678901234567890"]));
    let by_name = HashMap::from([(Name::from_str("ada").unwrap(), 1)]);
    assert_eq!(by_name.get("ada"), Some(&1));
    let by_level = BTreeMap::from([(Level::try_from(7).unwrap(), 1)]);
    assert_eq!(by_level.get(&Integer::from_text("7.0").unwrap()), Some(&1));
}

/// What goes in by every way, and what does not.
#[track_caller]
fn refuses<T>(bad: &str)
where
    T: FromStr<Err = Rejection>
        + for<'t> TryFrom<&'t str, Error = Rejection>
        + TryFrom<String, Error = Rejection>
        + Debug,
{
    assert!(!bad.parse::<T>().unwrap_err().violations().is_empty());
    assert!(!T::try_from(bad).unwrap_err().violations().is_empty());
    assert!(!T::try_from(bad.to_owned()).unwrap_err().violations().is_empty());
}

#[test]
fn only_valid_texts_get_in() {
    let name = Name::try_from("ada_1").unwrap();
    assert_eq!((&*name, name.as_ref(), name.len()), ("ada_1", "ada_1", 5));
    assert_eq!((name.to_string(), String::from(name)), ("ada_1".to_owned(), "ada_1".to_owned()));
    refuses::<Name>("");
    refuses::<Name>("Ada");
    refuses::<Name>("a_name_that_is_too_long");
    refuses::<Token>("abc");
    refuses::<AccountId>("2eb8aa08");
    assert!("yesterday".parse::<Opened>().is_err() && Opened::try_from("1970-01-01").is_err());
    let opened: Opened = DateTime::try_from("1970-01-01T00:00:00Z").unwrap().into();
    assert_eq!((opened.unix_millis(), opened.as_ref()), (0, "1970-01-01T00:00:00Z"));
    assert_eq!((Nick::from(""), Nick::from(String::new())), ("".parse().unwrap(), Nick(String::new())));
}

#[test]
fn only_valid_numbers_get_in() {
    let level = Level::try_from(42).unwrap();
    assert_eq!((level.as_i64(), level.to_string()), (Some(42), "42".to_owned()));
    assert_eq!(level, "42.0".parse().unwrap());
    assert!(Level::try_from(101).is_err() && Level::try_from(Integer::from(-1)).is_err());
    for bad in ["", "x", "1.5", "101", "\"1\"", "1 2"] {
        assert!(bad.parse::<Level>().is_err(), "{bad:?}");
    }
    assert!(Ratio::try_from(Number::try_from(0.5).unwrap()).is_ok() && Ratio::try_from(2).is_err());
    assert_eq!((Balance::from(3), Balance::from(Number::from(3))), (Balance(Number::from(3)), "3e0".parse().unwrap()));
    assert!(Accepted::try_from(false).is_err() && *Accepted::try_from(true).unwrap());
    assert_eq!(("true".parse::<Active>().unwrap(), Active(true).to_string()), (Active(true), "true".to_owned()));
}

#[test]
fn choices_are_read_from_their_texts() {
    assert_eq!(("team".parse::<Plan>().unwrap(), Plan::Team.as_ref()), (Plan::Team, "team"));
    assert_eq!(Plan::try_from("free").unwrap(), Plan::Free);
    assert!("Team".parse::<Plan>().is_err() && Plan::try_from("").is_err());
    let red: Color = "red".parse().unwrap();
    assert_eq!((red.to_string(), red.as_str(), *red), ("red".to_owned(), "red", ColorUnchecked::Red));
    // One of the two strings is too short for the schema that names it.
    assert!("b".parse::<Color>().is_err() && Color::try_from(ColorUnchecked::B).is_err());
}

#[test]
fn secrets_stay_unsaid() {
    let (token, pin) = (Token::try_from("s3cret").unwrap(), Pin::try_from("1234").unwrap());
    assert_eq!((token.to_string(), pin.to_string()), ("[redacted]".to_owned(), "[redacted]".to_owned()));
    assert_eq!(format!("{token:?} {pin:?}"), "Token([redacted]) Pin([redacted])");
    assert_eq!((&*token, pin.as_str()), ("s3cret", "1234"));
    let told = [Token::try_from("xyz").unwrap_err().to_string(), Pin::try_from("4321").unwrap_err().to_string()];
    assert!(!told[0].contains("xyz") && !told[1].contains("4321"), "{told:?}");
}

/// What a type is by default is what its schema accepts.
#[track_caller]
fn is_valid_by_default<T: Default + Check + Encode>(text: &str) {
    let value = T::default();
    assert_eq!(to_string(&value), text);
    assert_eq!(check_json::<T>(&to_json(&value)), Ok(()));
}

#[test]
fn what_is_there_by_default_is_valid() {
    is_valid_by_default::<Nothing>("null");
    is_valid_by_default::<Tags>("[]");
    is_valid_by_default::<Settings>("{}");
    is_valid_by_default::<Window>("{}");
    is_valid_by_default::<CardKind>("\"card\"");
    is_valid_by_default::<Parent>(r#"{"settings":{},"window":{},"tags":[],"labels":{},"note":null}"#);
}

/// Whether a type has a trait is asked of the compiler: a method of the type comes before one of a trait.
macro_rules! has {
    ($bound:path: $($ty:ty),*) => {[$({
        struct Asked<T>(std::marker::PhantomData<T>);
        #[allow(dead_code)]
        impl<T: $bound> Asked<T> { fn answer(&self) -> bool { true } }
        #[allow(dead_code)]
        trait Otherwise { fn answer(&self) -> bool { false } }
        impl<T> Otherwise for Asked<T> {}
        Asked::<$ty>(std::marker::PhantomData).answer()
    }),*]};
}

#[test]
fn what_would_be_unlawful_is_not_there() {
    assert_eq!(
        has!(Default: Settings, Limits, Account, Name, Level, Plan, Accepted, Payment, Card),
        [true, false, false, false, false, false, false, false, false]
    );
    assert_eq!(
        has!(Copy: Settings, Plan, Color, Pin, Active, Nothing, Name, Level, Window, Payment),
        [true, true, true, true, true, true, false, false, false, false]
    );
    assert_eq!(has!(Borrow<str>: Name, Opened, Plan, Color), [true, true, false, false]);
    assert_eq!(has!(Hash: Account, Payment, Parent, Settings, Tags), [true; 5]);
    assert_eq!(has!(From<String>: Nick, Name), [true, false]);
    assert_eq!(has!(From<Integer>: Level, Balance), [false, false]);
    assert_eq!(has!(Deref<Target = str>: Name, Nick, Token), [true; 3]);
    assert_eq!(
        has!(Display: Name, Level, Ratio, Opened, Active, Plan, Color, Account),
        [true, true, true, true, true, true, true, false]
    );
}

#[test]
fn documents_are_parsed() {
    let text = r#"{"name":"ada","token":"s3cret","level":1.0,"opened":"2020-01-01T00:00:00Z","x":1,"y":2}"#;
    let account: Account = text.parse().unwrap();
    assert_eq!(account, from_slice(text.as_bytes()).unwrap());
    let value: Value = serde_json::from_str(text).unwrap();
    assert_eq!((Account::try_from(&value).unwrap(), Account::try_from(value)), (account.clone(), Ok(account.clone())));
    assert!("{".parse::<Account>().is_err() && "{}".parse::<Account>().is_err());
    assert_eq!(Account::try_from(json!({})).unwrap_err().violations().len(), 4);
    // Equal whatever the order of members and the spelling of numbers, so the hash is the same too.
    let same = r#"{"y":2.0,"x":1e0,"level":1,"opened":"2020-01-01T00:00:00Z","token":"s3cret","name":"ada"}"#;
    let same: Account = same.parse().unwrap();
    assert_eq!((&same, hash(&same)), (&account, hash(&account)));
    assert_eq!(HashSet::from([account, same]).len(), 1);
}
