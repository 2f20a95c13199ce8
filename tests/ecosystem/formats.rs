//! Generated types in serde's formats: what goes out comes back equal, and only what the schema accepts comes in.

use std::fmt::{Debug, Display};

use formwork_runtime::{Check, Decode, Encode, Json, Rejection, check_json, from_slice, parse, to_json};
use serde::{Serialize, de::DeserializeOwned};

use super::account::*;

/// What becomes of an integer that takes more than 64 bits.
#[derive(Debug, PartialEq)]
enum Wide {
    Kept,
    /// The format's own reader hands it on as the nearest float.
    Rounded,
    /// What is written is not a number any more, and refused.
    Refused,
}

/// Writes a value, or reads one.
trait Format {
    const NAME: &'static str;
    const WIDE: Wide = Wide::Kept;

    fn write<T: Serialize>(value: &T) -> Vec<u8>;
    fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String>;
}

fn told(error: impl Display) -> String {
    error.to_string()
}

struct SerdeJson;

impl Format for SerdeJson {
    const NAME: &'static str = "serde_json";
    const WIDE: Wide = Wide::Rounded;

    fn write<T: Serialize>(value: &T) -> Vec<u8> {
        serde_json::to_vec(value).unwrap()
    }

    fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
        serde_json::from_slice(bytes).map_err(told)
    }
}

struct Yaml;

impl Format for Yaml {
    const NAME: &'static str = "YAML";
    const WIDE: Wide = Wide::Rounded;

    fn write<T: Serialize>(value: &T) -> Vec<u8> {
        serde_saphyr::to_string(value).unwrap().into_bytes()
    }

    fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
        serde_saphyr::from_slice(bytes).map_err(told)
    }
}

struct Cbor;

impl Format for Cbor {
    const NAME: &'static str = "CBOR";

    fn write<T: Serialize>(value: &T) -> Vec<u8> {
        let mut bytes = Vec::new();
        ciborium::into_writer(value, &mut bytes).unwrap();
        bytes
    }

    fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
        ciborium::from_reader(bytes).map_err(told)
    }
}

struct MessagePack;

impl Format for MessagePack {
    const NAME: &'static str = "MessagePack";
    const WIDE: Wide = Wide::Refused;

    fn write<T: Serialize>(value: &T) -> Vec<u8> {
        rmp_serde::to_vec_named(value).unwrap()
    }

    fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
        rmp_serde::from_slice(bytes).map_err(told)
    }
}

/// Runs a test for each format.
macro_rules! each_format {
    ($($test:ident)*) => {$(
        #[test]
        fn $test() {
            generic::$test::<SerdeJson>();
            generic::$test::<Yaml>();
            generic::$test::<Cbor>();
            generic::$test::<MessagePack>();
        }
    )*};
}

each_format! { valid_values_come_back invalid_values_stay_out what_becomes_of_wide_integers_is_known parts_are_formats_too }

/// The least that an account has, and more.
fn account(more: &str) -> String {
    format!(r#"{{"name":"ada","token":"s3cret","level":1,"opened":"2020-01-01T00:00:00Z"{more}}}"#)
}

const VALID: &[&str] = &[
    "",
    r#","level_":null,"Name":"x","":[{},[]]"#,
    r#","nick":"","ratio":0.25,"balance":-1234.5,"active":false,"accepted":true,"nothing":null"#,
    r#","balance":0.0,"scores":[0,-1,1.5,1e-300,1e300,9007199254740993,18446744073709551615,-9223372036854775808]"#,
    r#","plan":"team","color":"red","pin":"1234","tags":["a","b"],"note":null,"extra":null"#,
    r#","note":"null","extra":{"yes":"true","1":"1.0","~":"~","deep":[[[[{"a":[]}]]]]},"labels":{"no":"no","3":"0x1F"}"#,
    r#","settings":{"dense":true,"plan":"free"},"window":{"from":-5,"to":5},"limits":{"daily":1,"other":[]}"#,
    r#","payment":{"kind":"card","number":"4242"}"#,
    r#","payment":{"kind":"invoice","days":30}"#,
    r#","parent":{"settings":{},"window":{},"tags":[],"labels":{},"note":null,"parent":{"settings":{},"window":{},"tags":["x"],"labels":{"a":1},"note":"a\nb\t\u0000 \ud83d\ude00"}}"#,
    r#","id":"2EB8AA08-aa98-11ea-B4AA-73B441D16380","site":"https://example.org/?q=1#x""#,
];

const INVALID: &[&str] = &[
    r#","name":"Ada""#,
    r#","nick":null"#,
    r#","ratio":0"#,
    r#","ratio":"0.5""#,
    r#","accepted":false"#,
    r#","nothing":0"#,
    r#","plan":"Team""#,
    r#","color":"b""#,
    r#","pin":"s3cret-pin""#,
    r#","tags":["a","a"]"#,
    r#","note":1"#,
    r#","settings":{"dense":true,"unknown":1}"#,
    r#","window":{"to":5}"#,
    r#","limits":{}"#,
    r#","payment":{"kind":"card","number":"s3cret"}"#,
    r#","payment":{"kind":"invoice","days":31}"#,
    r#","payment":{"kind":"cash"}"#,
    r#","parent":{}"#,
    r#","id":"2EB8AA08""#,
    r#","site":"no uri""#,
];

mod generic {
    use super::*;

    pub(super) fn valid_values_come_back<F: Format>() {
        for more in VALID {
            let account: Account = from_slice(account(more).as_bytes()).unwrap();
            let bytes = F::write(&account);
            assert_eq!(F::read(&bytes), Ok(account.clone()), "{}: {more}", F::NAME);
            // Any JSON goes the same way, and a type writes what its JSON writes.
            assert_eq!(F::read(&bytes), Ok(to_json(&account)), "{}: {more}", F::NAME);
        }
    }

    pub(super) fn invalid_values_stay_out<F: Format>() {
        for more in INVALID {
            let text = if more.starts_with(",\"name\"") { format!("{{{}}}", &more[1..]) } else { account(more) };
            let json = parse(text.as_bytes()).unwrap();
            let Err(Rejection::Invalid(violations)) = check_json::<Account>(&json) else { panic!("{more} is valid") };
            let error = F::read::<Account>(&F::write(&json)).unwrap_err();
            for violation in violations {
                let (plain, escaped) = (violation.to_string(), violation.to_string().escape_debug().to_string());
                assert!(error.contains(&plain) || error.contains(&escaped), "{}: {more}\n{error}", F::NAME);
            }
            assert!(!error.contains("s3cret"), "{}: {more}\n{error}", F::NAME);
        }
    }

    pub(super) fn what_becomes_of_wide_integers_is_known<F: Format>() {
        for number in ["18446744073709551616", "-9223372036854775809", "-170141183460469231731687303715884105728"] {
            let list: Vec<Json> = vec![parse(number.as_bytes()).unwrap()];
            let list = Json::from(list);
            let found = match F::read::<Json>(&F::write(&list)) {
                Ok(back) if back == list => Wide::Kept,
                Ok(_) => Wide::Rounded,
                Err(_) => Wide::Refused,
            };
            assert_eq!(found, F::WIDE, "{}: {number}", F::NAME);
        }
    }

    fn comes_back<F: Format, T>(text: &str)
    where
        T: Check + Decode + Encode + Serialize + DeserializeOwned + PartialEq + Debug,
    {
        let value: T = from_slice(text.as_bytes()).unwrap();
        assert_eq!(F::read(&F::write(&value)), Ok(value), "{}: {text}", F::NAME);
        let wrong = parse(br#"[{"no":1}]"#).unwrap();
        assert!(F::read::<T>(&F::write(&wrong)).is_err(), "{}: {text}", F::NAME);
    }

    pub(super) fn parts_are_formats_too<F: Format>() {
        comes_back::<F, Name>("\"ada\"");
        comes_back::<F, Token>("\"null\"");
        comes_back::<F, Nick>("\"12\"");
        comes_back::<F, Level>("100");
        comes_back::<F, Ratio>("0.1");
        comes_back::<F, Opened>("\"2020-01-01T00:00:00Z\"");
        comes_back::<F, Active>("true");
        comes_back::<F, Nothing>("null");
        comes_back::<F, Plan>("\"team\"");
        comes_back::<F, Color>("\"red\"");
        comes_back::<F, Tags>("[]");
        comes_back::<F, Settings>("{}");
        comes_back::<F, Payment>(r#"{"days":5,"kind":"invoice"}"#);
    }
}

/// Types that derive serde's traits hold generated ones as any others.
#[test]
fn they_stand_inside_other_types() {
    #[derive(serde::Serialize, serde::Deserialize, PartialEq, Debug)]
    struct Envelope {
        name: Name,
        plans: Vec<Plan>,
        #[serde(default)]
        settings: Option<Settings>,
    }

    let text = r#"{"name":"ada","plans":["free","team"],"settings":{"dense":true}}"#;
    let envelope: Envelope = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&envelope).unwrap(), text);
    assert_eq!(Cbor::read(&Cbor::write(&envelope)), Ok(envelope));
    let wrong = text.replace("true", "1");
    assert!(serde_json::from_str::<Envelope>(&wrong).unwrap_err().to_string().contains("/dense"));
}

/// What no format can hold is an error, not another number.
#[test]
fn a_number_past_the_largest_float_is_not_written() {
    let balance: Balance = "1e400".parse().unwrap();
    assert!(serde_json::to_vec(&balance).is_err());
    assert!(ciborium::into_writer(&balance, &mut Vec::new()).is_err());
}

/// A member that comes twice is refused, whatever the format.
#[test]
fn a_name_comes_once() {
    assert!(serde_json::from_str::<Json>(r#"{"a":1,"a":2}"#).is_err());
    // {"a": 1, "a": 2}
    assert!(Cbor::read::<Json>(&[0xa2, 0x61, b'a', 1, 0x61, b'a', 2]).is_err());
    assert!(MessagePack::read::<Json>(&[0x82, 0xa1, b'a', 1, 0xa1, b'a', 2]).is_err());
    assert!(Yaml::read::<Json>(b"a: 1\na: 2\n").is_err());
}

/// What JSON has no value for.
#[test]
fn what_json_does_not_have_stays_out() {
    for not_json in [&[0x41, 0][..], &[0xf9, 0x7e, 0], &[0xf9, 0x7c, 0], &[0xa1, 1, 2]] {
        assert!(Cbor::read::<Json>(not_json).is_err(), "{not_json:x?}");
    }
    assert!(
        Yaml::read::<Json>(b".nan").is_err() && Yaml::read::<Json>(b"1: 2").is_ok_and(|json| json.get("1").is_some())
    );
}
