//! Enums that hold strings which the schema does not list: what gets in, as what, and what stays as the schema says.

use std::collections::BTreeSet;

use formwork::{Enums, Options, Settings, Source, UnknownMembers, compile};
use formwork_runtime::{OpenEnum, check_slice, from_slice, from_slice_borrowed, parse, to_json, to_string, to_vec};
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};

use super::ticket::*;

formwork_macros::schema! {
    #[allow(dead_code, unreachable_pub, clippy::doc_markdown, clippy::too_many_lines)]
    mod closed = "tests/ecosystem/ticket.schema.json";
    enums = closed;
    shapes = none;
}

formwork_macros::schema! {
    #[allow(dead_code, unreachable_pub, clippy::doc_markdown, clippy::too_many_lines)]
    mod borrowed = "tests/ecosystem/ticket.schema.json";
    borrow = true;
    arbitrary = false;
    builders = false;
}

const TEXT: &str = r#"{"status":"lost","before":["open","in work","\u0061"],"version":"1","urgency":"later","area":"far","origin":"fax","answer":{"type":"text","tone":"kind"},"token":"x","more":"c"}"#;

#[test]
fn other_strings_get_in_and_out_as_they_are() {
    let ticket: Ticket = from_slice(TEXT.as_bytes()).unwrap();
    assert_eq!(parse(to_string(&ticket).as_bytes()), parse(TEXT.as_bytes()));
    assert_eq!(ticket.before.as_deref().unwrap()[..2], [Status::Open, Status::InWork]);
    assert_eq!((ticket.status.as_str(), ticket.area.as_ref().unwrap().as_str()), ("lost", "far"));
    assert!(matches!(&ticket.status, Status::Other(text) if text.as_str() == "lost"));
    assert!(check_slice::<closed::Ticket>(TEXT.as_bytes()).is_err());
    let lent: borrowed::Ticket<'_> = from_slice_borrowed(TEXT.as_bytes()).unwrap();
    assert_eq!(to_json(&lent), to_json(&ticket));
    assert_eq!(serde_json::from_str::<Ticket>(TEXT).unwrap(), ticket);
    assert_eq!(Ticket::try_from(serde_json::to_value(&ticket).unwrap()).unwrap(), ticket);
    let built = Ticket::builder().status("lost").version(TicketVersion::V1).build().unwrap();
    assert_eq!(built.status, ticket.status);
    assert_eq!(format!("{:?} {}", Token::from("x"), Token::from("x")), "Token([redacted]) [redacted]");
}

/// However a value is made, a listed string is its own variant.
#[test]
fn no_listed_string_is_another_one() {
    fn hold<T: OpenEnum + PartialEq + std::fmt::Debug>(read: impl Fn(&str) -> T, text: impl Fn(&T) -> String) {
        for number in 0..u32::try_from(T::TEXTS.len()).unwrap() {
            let listed = T::TEXTS.get(number).unwrap();
            let value = T::listed(number).unwrap();
            assert_eq!((read(listed), text(&value)), (value, listed.to_owned()));
        }
        assert_eq!(T::listed(u32::try_from(T::TEXTS.len()).unwrap()), None);
    }
    hold(|text| Status::from(text), ToString::to_string);
    hold(|text| text.parse::<Status>().unwrap(), |status| status.as_str().to_owned());
    hold(|text| from_slice::<Status>(format!("{text:?}").as_bytes()).unwrap(), ToString::to_string);
    hold(|text| serde_json::from_value::<TicketUrgency>(text.into()).unwrap(), ToString::to_string);
    hold(|text| TicketArea::try_from(text).unwrap().into(), |area: &TicketAreaUnchecked| area.as_str().to_owned());
    // However it is spelt.
    assert_eq!(from_slice(br#""\u006fpen""#), Ok(Status::Open));
    let order: BTreeSet<Status> = ["b", "closed", "a", "open"].map(Status::from).into();
    assert_eq!(order.iter().map(Status::as_str).collect::<Vec<_>>(), ["open", "closed", "a", "b"]);
}

#[test]
fn what_the_schema_says_besides_still_holds() {
    assert!(TicketArea::try_from("too long a word").is_err());
    let with = |member: &str| format!(r#"{{"status":"x","version":"1",{member}}}"#);
    for member in [
        r#""area":"too long a word""#,
        r#""urgency":1"#,
        // Alternatives are told apart by their `enum`, and so is `not`.
        r#""answer":{"type":"image"}"#,
        r#""answer":{"type":"text","tone":"loud"}"#,
        r#""hidden":"yes""#,
        r#""origin":null"#,
    ] {
        let text = with(member);
        let told = check_slice::<Ticket>(text.as_bytes()).unwrap_err();
        assert_eq!(from_slice::<Ticket>(text.as_bytes()), Err(told), "{member}");
    }
    for member in [r#""hidden":"no""#, r#""urgency":null"#, r#""origin":1"#, r#""answer":{"type":"link"}"#] {
        assert!(from_slice::<Ticket>(with(member).as_bytes()).is_ok(), "{member}");
    }
    assert!(from_slice::<Ticket>(br#"{"status":"open","version":"2"}"#).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// To open enums refuses nothing, and changes nothing of what was accepted before.
    #[test]
    fn what_the_schema_accepts_is_accepted_and_written_alike(value in any::<closed::Ticket>()) {
        let read: Ticket = from_slice(&to_vec(&value)).unwrap();
        prop_assert_eq!(to_json(&read), to_json(&value));
        prop_assert!(!matches!(read.status, Status::Other(_)));
    }
}

/// What stays closed, where a schema says the same in other places.
#[test]
fn only_what_widens_the_whole_is_opened() {
    let is_opened = |schema: &str| {
        let compiled = compile(&Source::from_text("t.json", schema), "", &Options::default()).unwrap();
        compiled.rust_with(&Settings::new().enums(Enums::Open)).unwrap() != compiled.rust().unwrap()
    };
    let list = r#"{ "enum": ["a", "b"] }"#;
    for (schema, opened) in [
        ("LIST", true),
        (r#"{ "items": LIST, "prefixItems": [LIST] }"#, true),
        (r#"{ "allOf": [LIST, { "maxLength": 3 }] }"#, true),
        (r#"{ "allOf": [LIST, { "enum": ["b", "c"] }] }"#, false),
        (r#"{ "anyOf": [LIST, { "type": "null" }] }"#, true),
        (r#"{ "anyOf": [LIST, { "type": "string", "minLength": 3 }] }"#, false),
        (r#"{ "oneOf": [LIST, { "type": "array", "items": LIST }] }"#, true),
        (r#"{ "oneOf": [LIST, { "enum": ["c"] }] }"#, false),
        (r##"{ "properties": { "a": { "$ref": "#/$defs/L" } }, "$defs": { "L": LIST } }"##, true),
        (
            r##"{ "properties": { "a": { "$ref": "#/$defs/L" } }, "not": { "items": { "$ref": "#/$defs/L" } }, "$defs": { "L": LIST } }"##,
            false,
        ),
        (r#"{ "if": { "properties": { "a": LIST } }, "then": { "required": ["b"] } }"#, false),
        (r#"{ "contains": LIST }"#, false),
        (r#"{ "propertyNames": LIST }"#, false),
        (r#"{ "const": "a" }"#, false),
        (r#"{ "enum": ["a", 1] }"#, false),
    ] {
        assert_eq!(is_opened(&schema.replace("LIST", list)), opened, "{schema}");
    }
}

/// The two options that change what is accepted, at once.
#[test]
fn enums_open_where_objects_close() {
    let schema = r#"{ "type": "object", "properties": { "a": { "enum": ["x"] } } }"#;
    let compiled = compile(&Source::from_text("t.json", schema), "", &Options::default()).unwrap();
    let settings = Settings::new().enums(Enums::Open).unknown_members(UnknownMembers::Deny);
    let text = compiled.rust_with(&settings).unwrap();
    assert!(text.contains("Other(Unlisted<TA>),") && !text.contains("Members<Json>"), "{text}");
}

#[test]
fn types_that_accept_more_than_the_schema_do_not_tell_it() {
    let settings = Settings::new().enums(Enums::Open).schemars(true);
    let compiled = compile(&Source::from_text("t.json", r#"{ "enum": ["a"] }"#), "", &Options::default()).unwrap();
    let told = compiled.rust_with(&settings).unwrap_err().to_string();
    assert!(told.contains("types with open enums have no `schemars::JsonSchema`"), "{told}");
    assert!(told.contains("leave `schemars` out"), "{told}");
}
