//! Types of other crates in place of strings: what they read like, that no text is lost, and that nothing gets in by them.

use formwork::{Options, Settings, Source, UnknownMembers, compile};
use formwork_runtime::{AsText, DateTime, check_all, check_json, from_slice, parse, to_string};
use jiff::Timestamp;
use uuid::Uuid;

use super::visit::*;

const ID: &str = "2EB8AA08-AA98-11EA-B4AA-73B441D16380";

fn visit(more: &str) -> String {
    format!(r#"{{"at":"2020-01-01T01:00:00.50+01:00","id":"{ID}"{more}}}"#)
}

#[test]
fn values_read_like_their_types_and_texts_stay() {
    let more = r#","left":null,"local":"2020-01-01t00:00:00-00:30","pages":["https://EXAMPLE.org","urn:a:b"],"host":"::0:1","port":"007","any":1,"byId":{"x":"00000000-0000-0000-0000-00000000000A"}"#;
    let text = visit(more);
    let visit: Visit = from_slice(text.as_bytes()).unwrap();
    assert_eq!(parse(to_string(&visit).as_bytes()), parse(text.as_bytes()));
    assert_eq!(visit.at.as_millisecond(), 1_577_836_800_500);
    assert_eq!(visit.id.get_version_num(), 1);
    assert_eq!(visit.local.unwrap().offset().local_minus_utc(), -1800);
    assert_eq!(visit.pages.unwrap()[0].host_str(), Some("example.org"));
    assert!(visit.host.unwrap().into_option().unwrap().is_loopback());
    assert_eq!(visit.port.unwrap().get(), 7);
    assert_eq!(visit.by_id.unwrap().get("x").unwrap().as_u128(), 10);
}

#[test]
fn values_get_in_where_the_schema_accepts_what_they_write() {
    let id = Uuid::from_u128(7);
    assert_eq!(VisitId::try_from(id).unwrap().to_string(), "00000000-0000-0000-0000-000000000007");
    assert_eq!(*Time::try_from(Timestamp::UNIX_EPOCH).unwrap(), AsText::from(Timestamp::UNIX_EPOCH));
    // A year that RFC 3339 has no digits for.
    assert!(Time::try_from(Timestamp::MIN).is_err());
    // The schema wants another millennium.
    let local: chrono::DateTime<chrono::FixedOffset> = "1999-12-31T23:59:59Z".parse().unwrap();
    assert!(VisitLocal::try_from(local).is_err());
    assert!("no time".parse::<Time>().is_err() && Time::try_from("2020-01-01T00:00:00Z").is_ok());
    let secret = VisitSecretId::try_from(id).unwrap();
    assert_eq!((format!("{secret:?}"), secret.to_string()), ("VisitSecretId([redacted])".into(), "[redacted]".into()));
}

/// What the schema takes and the type does not is refused by check and decoder alike, and said.
#[test]
fn what_a_type_cannot_read_is_told() {
    for (more, line) in [
        (r#","host":"localhost""#, "1:89: /host: cannot be read as a std::net::IpAddr (#/properties/host/x-rust-type)"),
        (r#","port":"0""#, "cannot be read as a std::num::NonZeroU16 (#/properties/port/x-rust-type)"),
        (r#","any":"x""#, "cannot be read as a uuid::Uuid"),
        (r#","byId":{"x":"y"}"#, "/byId/x: not a valid uuid"),
        (r#","left":"2020""#, "/left: fulfils none of the alternatives"),
        (r#","more":1"#, "the schema allows no member of this name (#/additionalProperties)"),
    ] {
        let text = visit(more);
        let told = check_all::<Visit>(text.as_bytes(), 100).unwrap_err();
        assert!(told.to_string().contains(line), "{told}");
        assert_eq!(from_slice::<Visit>(text.as_bytes()).unwrap_err(), told);
        assert!(check_json::<Visit>(&parse(text.as_bytes()).unwrap()).is_err());
    }
}

fn rust(schema: &str, settings: &Settings) -> Result<String, String> {
    let compiled = compile(&Source::from_text("a.json", schema), "", &Options::default()).unwrap();
    compiled.rust_with(settings).map_err(|errors| errors.to_string())
}

#[test]
fn what_cannot_be_replaced_is_told_all_at_once() {
    let schema = r#"{ "type": "object", "properties": { "n": { "type": "integer" }, "m": { "enum": ["a"] },
        "x": { "type": "string", "x-rust-type": { "crate": "x", "version": "2", "path": "x::X" } } } }"#;
    let settings = Settings::new().map("/properties/n", "a::B").map("#/properties/m", "a::B").map("/properties/o", "B");
    let told = rust(schema, &settings.krate("x", "1.2.3")).unwrap_err();
    for line in [
        "error[options]: the schema at \"#/properties/n\" accepts no string, and only strings are read as other types",
        "error[options]: the schema at \"#/properties/m\" accepts no string",
        "error[options]: \"B\" is no type that the module can name",
        "error[options]: there is no schema at \"#/properties/o\"",
        "error[options]: #/properties/x: `x-rust-type` asks for x 2, but there is 1.2.3",
    ] {
        assert!(told.contains(line), "no `{line}` in\n{told}");
    }
    // Without the crate the keyword is one like any other.
    assert!(rust(schema, &Settings::new()).unwrap().contains("pub x: Option<String>"));
    assert!(rust(schema, &Settings::new().krate("x", "2.3.0")).unwrap().contains("pub struct AX(AsText<x::X>);"));
    // A format that the schema does not have is none that it has to have.
    assert!(rust(schema, &Settings::new().map("date-time", "a::B")).is_ok());
}

#[test]
fn unknown_members_are_kept_ignored_or_denied() {
    let schema = r#"{ "title": "T", "type": "object", "required": ["b"], "properties": { "a": { "type": "object", "properties": { "x": {} }, "minProperties": 1 } } }"#;
    let with = |members| rust(schema, &Settings::new().unknown_members(members)).unwrap();
    let keep = rust(schema, &Settings::new()).unwrap();
    assert_eq!(keep, with(UnknownMembers::Keep));
    assert_eq!(keep.matches("pub rest: Members<Json>").count(), 2);
    // Where the number of members counts, they cannot be forgotten.
    let ignore = with(UnknownMembers::Ignore);
    assert_eq!(ignore.matches("pub rest: Members<Json>").count(), 1);
    assert!(ignore.contains("_ => input.skip()?,"));
    let deny = with(UnknownMembers::Deny);
    assert!(!deny.contains("Members<Json>"), "{deny}");
}

#[test]
fn date_times_go_to_every_crate_and_back() {
    for (text, nanos) in [
        ("1970-01-01T00:00:01.000000002Z", 1_000_000_002),
        ("1969-12-31t23:59:59z", -1_000_000_000),
        ("2020-02-29T23:59:59.999999999-23:59", 1_583_107_139_999_999_999),
    ] {
        let written = DateTime::try_from(text).unwrap();
        let (jiff, chrono, time) =
            (written.to_jiff().unwrap(), written.to_chrono().unwrap(), written.to_time().unwrap());
        assert_eq!((jiff.as_nanosecond(), time.unix_timestamp_nanos()), (nanos, nanos), "{text}");
        assert_eq!(chrono.timestamp_nanos_opt(), i64::try_from(nanos).ok(), "{text}");
        for back in [DateTime::try_from(jiff), DateTime::try_from(chrono), DateTime::try_from(time)] {
            let back = back.unwrap();
            assert_eq!(back.to_jiff().unwrap(), jiff, "{text}: {back}");
        }
        // The offset stays where the type has one.
        assert_eq!(chrono.offset().local_minus_utc(), time.offset().whole_seconds(), "{text}");
    }
    assert!(
        DateTime::try_from(Timestamp::MIN).is_err()
            && DateTime::try_from(chrono::DateTime::<chrono::Utc>::MAX_UTC.fixed_offset()).is_err()
    );
}
