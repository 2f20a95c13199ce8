//! Every example of every vendor: what is read borrowing is what is read owning, and so is what is refused.

use std::fmt::Debug;
use std::fs;

use formwork_runtime::{
    Check, Decode, DecodeBorrowed, Encode, IntoOwned, check_slice, from_slice, from_slice_borrowed, parse, to_json,
    to_vec,
};
use serde_json::Value;

use crate::modules::{auth0, ballware, dotdo, kinds, more, owned, supabase, supertokens};

/// Reads a text both ways, and compares all that can be seen of the two values.
pub(crate) fn compare<'a, B, O>(text: &'a [u8], place: &str) -> bool
where
    B: Check + DecodeBorrowed<'a> + Encode + IntoOwned + serde::Serialize + serde::Deserialize<'a> + PartialEq + Debug,
    B::Owned: Encode + Debug,
    O: Check + Decode + Encode + serde::Serialize + serde::Deserialize<'a> + Debug,
{
    let (borrowed, owned) = (from_slice_borrowed::<B>(text), from_slice::<O>(text));
    assert_eq!(borrowed.as_ref().err(), owned.as_ref().err(), "{place}: another refusal");
    assert_eq!(check_slice::<B>(text).is_ok(), owned.is_ok(), "{place}: another verdict");
    let (Ok(borrowed), Ok(owned)) = (borrowed, owned) else {
        assert!(serde_json::from_slice::<B>(text).is_err(), "{place}: serde takes it");
        return false;
    };
    assert_eq!(to_json(&borrowed), to_json(&owned), "{place}: another value");
    assert_eq!(to_json(&borrowed), parse(text).unwrap(), "{place}: something is lost");
    let [one, other] = [to_vec(&borrowed), to_vec(&owned)].map(|text| parse(&text).unwrap());
    assert_eq!(one, other, "{place}: another text");
    // Of numbers serde's types do not hold all, so that both may fail, but alike.
    let [one, other] = [serde_json::to_value(&borrowed), serde_json::to_value(&owned)];
    assert_eq!(one.map_err(|error| error.to_string()), other.map_err(|error| error.to_string()), "{place}: for serde");
    let by_serde = serde_json::from_slice::<B>(text).map(|value| to_json(&value)).map_err(|error| error.to_string());
    let expected = serde_json::from_slice::<O>(text).map(|value| to_json(&value)).map_err(|error| error.to_string());
    assert_eq!(by_serde, expected, "{place}: another value from serde");
    let (json, shown) = (to_json(&borrowed), format!("{borrowed:?}"));
    let free = borrowed.into_owned();
    assert_eq!((to_json(&free), format!("{free:?}")), (json, shown), "{place}: another value once it is owned");
    true
}

/// Compares the examples of a vendor that are judged by the schema at `at`.
macro_rules! vendor {
    ($($name:ident: $($at:literal $of:ident)*;)*) => {$(
        #[test]
        fn $name() {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/", stringify!($name), "/examples");
            let table: Value = serde_json::from_slice(&fs::read(format!("{folder}/expected.json")).unwrap()).unwrap();
            let mut count = 0;
            for kind in ["valid", "invalid"] {
                for (file, entry) in table[kind].as_object().unwrap() {
                    let path = format!("{folder}/{kind}/{file}");
                    let text = fs::read(&path).unwrap();
                    let at = entry.get("at").and_then(Value::as_str).unwrap_or("#");
                    let is_valid = match at {
                        $($at => compare::<$name::$of<'_>, formwork_sessions::$name::$of>(&text, &path),)*
                        other => panic!("{path}: there is no type of {other} here"),
                    };
                    assert_eq!(is_valid, kind == "valid", "{path}");
                    count += 1;
                }
            }
            assert!(count > 10, "{count} examples");
        }
    )*};
}

vendor! {
    supabase: "#" Session "#/$defs/User" User "#/$defs/UserAppMetadata" UserAppMetadata "#/$defs/UserMetadata" UserMetadata
        "#/$defs/UserIdentity" UserIdentity "#/$defs/Factor" Factor;
    ballware: "#" SessionWithUserInfo "#/$defs/Session" Session "#/$defs/MappedSessionWithUserRights" MappedSessionWithUserRights
        "#/$defs/Rights" Rights;
    dotdo: "#" Session "#/$defs/SerializedSession" SerializedSession "#/$defs/PublicSession" PublicSession;
    supertokens: "#" SuperTokensSession "#/$defs/Token" Token "#/$defs/User" User;
    auth0: "#" SessionData "#/$defs/User" User "#/$defs/TokenSet" TokenSet "#/$defs/AccessTokenSet" AccessTokenSet
        "#/$defs/ConnectionTokenSet" ConnectionTokenSet;
}

#[test]
fn kinds_of_every_shape() {
    const START: &str = r#""text":"t","type":true,"nullable":null,"mode":"on","anything":[1.50,{"a":" b "}]"#;
    for (more, is_valid) in [
        ("", true),
        (r#","null":null,"count":12345678901234567890123,"amount":1.0,"when":"2026-01-02T03:04:05Z""#, true),
        (r#","hidden":"h","hiddenNullable":"n","nullableMode":null,"contact":"c","checkedMode":"aa""#, true),
        (r#","node":{"next":{"hiddenNext":{"nullableNext":{"nextContact":true}}},"other":1}"#, true),
        (r#","contact":{"next":{}},"list":[{},{}],"lists":[["on"],[]],"map":{"\u0061":{},"b":{"c":1}}"#, true),
        (r#","listOfAny":[1,"\n",null],"listOfHidden":["x"],"listOfNullable":[null,{}]"#, true),
        (r#","unknown":{"deep":[1e400,-0,"\ud83d\ude00"]},"\u0041\"":2"#, true),
        (r#","text":"twice""#, false),
        (r#","count":1.5"#, false),
        (r#","when":"today""#, false),
        (r#","node":{"next":[]}"#, false),
        (r#","unknown":{"a":1,"a":2}"#, false),
        (r#","unknown":"\ud800""#, false),
    ] {
        let text = format!("{{{START}{more}}}");
        let reads = compare::<kinds::Everything<'_>, owned::kinds::Everything>(text.as_bytes(), &text);
        assert_eq!(reads, is_valid, "{text}");
    }
}

#[test]
fn more_of_everything() {
    for (text, is_valid) in [
        (r#"{"name":"n"}"#, true),
        (r#" { "name" : "\u006e" , "free" : "" , "token" : "t" , "key" : "key" } "#, true),
        (r#"{"name":"n","any":{"a":[1, 2.0]},"odd":"yes","list":[ 1, "a" ],"names":["a","\\"]}"#, true),
        (r#"{"name":"n","map":{"a":null,"b":"c"},"numbers":{"x":1.10,"\t":1e-7},"point":{"x":1,"y":2}}"#, true),
        ("{\"name\":\"n\",\"numbers\":{\"\t\":1}}", false),
        (r#"{"name":"n","time":"2026-01-02T03:04:05Z","amount":0.1,"level":7,"mode":null}"#, true),
        (r#"{"name":"n","either":{"tag":"t","kind":"dog"},"loose":"abc","extra":"e","\u0065xtra2":"\/"}"#, true),
        (r#"{"name":"n","either":{"kind":"cat","more":[]},"loose":"xyzzy"}"#, true),
        (r#"{"name":"n","loose":["a","b"],"next":{"name":"m","next":{"name":"o"}}}"#, true),
        (r#"{"name":""}"#, false),
        (r#"{"name":"n","odd":"no"}"#, false),
        (r#"{"name":"n","names":[]}"#, false),
        (r#"{"name":"n","key":"k"}"#, false),
        (r#"{"name":"n","loose":"abcd"}"#, false),
        (r#"{"name":"n","either":{"kind":"cow"}}"#, false),
        (r#"{"name":"n","extra":1}"#, false),
        (r#"{"name":"n","next":{"name":"m","level":-1}}"#, false),
        (r#"{"name":"n"} {}"#, false),
        (r#"{"name":"n""#, false),
        (r#"{"name":"n","any":tru}"#, false),
        (r#"{"name":"n","any":[1,]}"#, false),
    ] {
        let reads = compare::<more::More<'_>, owned::more::More>(text.as_bytes(), text);
        assert_eq!(reads, is_valid, "{text}");
    }
}
