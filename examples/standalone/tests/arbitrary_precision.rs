//! Any crate of a build can turn on `serde_json`'s feature `arbitrary_precision` for all: types read the same then, and
//! lose no digit.

use formwork_runtime::{Json, check_value, from_value, to_string};

formwork_macros::schema! {
    mod measure = r#"{ "title": "Measure", "type": "object", "properties": {
        "count": { "type": "integer", "minimum": 3 }, "size": { "type": "number", "multipleOf": 0.1 }, "any": {} } }"#
}
formwork_macros::schema! {
    mod lent = r#"{ "title": "Lent", "type": "object", "properties": { "size": { "type": "number", "multipleOf": 0.1 } } }"#;
    borrow = true
}
use lent::Lent;
use measure::Measure;

#[test]
fn numbers_are_read_from_texts_and_from_values() {
    for text in [
        r#"{"count":3.0,"size":0.3,"any":[1.5,0.10000000000000000000001,123456789012345678901234567890,-0.0]}"#,
        r#"{"count":123456789012345678901234567890}"#,
    ] {
        let measure: Measure = serde_json::from_str(text).unwrap();
        assert_eq!(to_string(&measure), text);
        assert_eq!(to_string(&serde_json::from_str::<Json>(text).unwrap()), text);
        assert_eq!(to_string(&serde_json::from_str::<Lent>(text).unwrap()).len(), text.len());
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        assert!(check_value::<Measure>(&value).is_ok());
        assert_eq!(from_value::<Measure>(&value).unwrap(), measure);
        assert_eq!(serde_json::from_value::<Measure>(value).unwrap(), measure);
    }
}

#[test]
fn what_the_schema_forbids_stays_out() {
    for text in [
        r#"{"size":0.10000000000000000000001}"#,
        r#"{"count":2.0}"#,
        // A number is no object, however it is handed over, and no object is a number.
        r#"{"size":{"$serde_json::private::Number":"0.1"}}"#,
        r#"{"size":{"$serde_json\u003a:private::Number":"0.1"}}"#,
        r#"{"size":{"$serde_json::private::Number":"0\u002e1"}}"#,
    ] {
        assert!(serde_json::from_str::<Measure>(text).is_err(), "{text}");
        assert!(serde_json::from_reader::<_, Measure>(text.as_bytes()).is_err(), "{text}");
    }
}
