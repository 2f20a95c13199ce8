//! Generated types tell `schemars` their schema, and what other types tell it is compiled.

use std::fs;
use std::path::Path;

use formwork::{Options, Source, compile};
use formwork_runtime::{Check, check_value, from_value};
use jsonschema::Validator;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{account, handmade, order};

fn validator(schema: &Schema) -> Validator {
    let options = jsonschema::options().should_validate_formats(true);
    options.build(schema.as_value()).unwrap_or_else(|error| panic!("{error}\n{:#}", schema.as_value()))
}

/// The type and the schema that it tells are of one mind.
#[track_caller]
fn agree<T: Check + JsonSchema>(valid: &[Value], invalid: &[Value]) {
    let schema = schema_for!(T);
    let validator = validator(&schema);
    let told = compile(&Source::from_schemars("told", &schema), "", &Options::default()).unwrap();
    for (values, expected) in [(valid, true), (invalid, false)] {
        for value in values {
            assert_eq!(check_value::<T>(value).is_ok(), expected, "{value}");
            assert_eq!(validator.is_valid(value), expected, "{value}\n{:#}", schema.as_value());
            // The schema is compiled as well, by whoever gets it.
            assert_eq!(told.accepts(value.to_string().as_bytes()), expected, "{value}");
        }
    }
}

fn account(more: Value) -> Value {
    let mut account = json!({ "name": "ada", "token": "s3cret", "level": 1, "opened": "2020-01-01T00:00:00Z" });
    let Value::Object(more) = more else { panic!("no object") };
    account.as_object_mut().unwrap().extend(more);
    account
}

#[test]
fn every_type_tells_its_own_schema() {
    use account::*;
    agree::<Account>(
        &[account(json!({})), account(json!({ "plan": "team", "payment": { "kind": "invoice", "days": 5 } }))],
        &[
            json!({}),
            account(json!({ "plan": "Team" })),
            account(json!({ "payment": { "kind": "invoice", "days": 6 } })),
        ],
    );
    agree::<Name>(&[json!("ada")], &[json!(""), json!("Ada"), json!(1)]);
    agree::<Token>(&[json!("s3cret")], &[json!("abc")]);
    agree::<AccountId>(&[json!("2EB8AA08-aa98-11ea-B4AA-73B441D16380")], &[json!("2EB8")]);
    agree::<Limits>(&[json!({ "daily": 1 })], &[json!({}), json!({ "daily": 0 })]);
    agree::<LimitsDaily>(&[json!(1)], &[json!(0)]);
    agree::<Payment>(&[json!({ "kind": "card", "number": "4242" })], &[json!({ "kind": "card" })]);
    agree::<Card>(&[json!({ "kind": "card", "number": "4242" })], &[json!({ "kind": "invoice", "days": 5 })]);
}

#[test]
fn files_that_refer_to_each_other_stay_together() {
    let money = json!({ "cents": 1, "currency": "EUR" });
    let part = json!({ "price": money, "parts": [{ "price": money }] });
    agree::<order::Order>(
        &[
            json!({ "total": money, "parts": [part], "gift": null, "a b/c%": 1 }),
            json!({ "total": money, "gift": part }),
        ],
        &[
            json!({ "total": { "cents": -1, "currency": "EUR" } }),
            json!({ "total": money, "gift": 1 }),
            json!({ "total": money, "a b/c%": 2 }),
        ],
    );
    agree::<order::Part>(&[part], &[json!({ "price": { "cents": 1 } })]);
    agree::<order::MoneyCents>(&[json!(1)], &[json!(-1), json!("1")]);
    agree::<order::OrderABC>(&[json!("x y"), json!(1)], &[json!("x")]);
}

/// Types of several schemas inside a type of no schema, in each dialect that `schemars` has.
#[test]
fn they_are_embedded_in_other_types() {
    #[derive(JsonSchema)]
    #[allow(dead_code)]
    struct Envelope {
        name: account::Name,
        payments: Vec<account::Payment>,
        order: Option<order::Order>,
        part: Option<order::Part>,
    }

    let money = json!({ "cents": 1, "currency": "EUR" });
    let card = json!({ "kind": "card", "number": "4242" });
    let valid = json!({ "name": "ada", "payments": [card], "order": { "total": money, "parts": [{ "price": money }] }, "part": null });
    let wrong = [
        ("/name", json!("Ada")),
        ("/payments/0/kind", json!("invoice")),
        ("/order/total/cents", json!(-1)),
        ("/order/parts/0/price", json!({})),
        ("/part", json!({})),
    ];
    for settings in [SchemaSettings::draft2020_12(), SchemaSettings::draft2019_09(), SchemaSettings::draft07()] {
        let schema = settings.into_generator().into_root_schema_for::<Envelope>();
        let validator = validator(&schema);
        assert!(validator.is_valid(&valid), "{:#}", schema.as_value());
        for (at, value) in &wrong {
            let mut invalid = valid.clone();
            *invalid.pointer_mut(at).unwrap() = value.clone();
            assert!(!validator.is_valid(&invalid), "{at} {:#}", schema.as_value());
        }
        // Each source stands there once, as it was written.
        let text = schema.as_value().to_string();
        assert_eq!(
            text.matches(r#""minimum":0,"maximum":100"#).count() + text.matches(r#""maximum":100,"minimum":0"#).count(),
            1
        );
    }
}

/// A type that was written by hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ticket {
    /// How it is called.
    pub(crate) title: String,
    pub(crate) priority: Priority,
    pub(crate) votes: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) parent: Option<Box<Ticket>>,
    #[serde(default)]
    pub(crate) state: Option<State>,
    pub(crate) labels: std::collections::BTreeMap<String, Vec<f64>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Priority {
    Low,
    High,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum State {
    Open,
    Closed { by: String },
}

pub(crate) fn source() -> Source {
    Source::from_schemars("ticket.schema.json", &schema_for!(Ticket))
}

#[test]
fn types_by_hand_become_types_that_check() {
    let made = compile(&source(), "", &Options::default()).unwrap_or_else(|errors| panic!("{errors}"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ecosystem/handmade.rs");
    let made = made.rust().unwrap();
    if std::env::var_os("FORMWORK_WRITE").is_some() {
        fs::write(&path, &made).unwrap();
    }
    assert!(fs::read_to_string(path).unwrap() == made, "stale; run with FORMWORK_WRITE=1");
}

#[test]
fn values_go_from_hand_to_schema_and_back() {
    let inner =
        Ticket { title: "a".into(), priority: Priority::Low, votes: 255, parent: None, state: None, labels: [].into() };
    let state = Some(State::Closed { by: "ada".into() });
    let labels = [("x".to_owned(), vec![0.5, -1.0])].into();
    let outer =
        Ticket { parent: Some(Box::new(inner.clone())), state, labels, priority: Priority::High, ..inner.clone() };
    for ticket in [inner, outer] {
        let value = serde_json::to_value(&ticket).unwrap();
        let made: handmade::Ticket = from_value(&value).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(serde_json::from_value::<Ticket>(serde_json::to_value(&made).unwrap()).unwrap(), ticket);
    }
    let valid = json!({ "title": "a", "priority": "low", "votes": 0, "labels": {} });
    assert!(check_value::<handmade::Ticket>(&valid).is_ok());
    for (at, wrong) in [
        ("votes", json!(256)),
        ("votes", json!(-1)),
        ("priority", json!("Low")),
        ("labels", json!({ "x": 1 })),
        ("state", json!({ "kind": "closed" })),
        ("more", json!(1)),
    ] {
        let mut invalid = valid.clone();
        invalid[at] = wrong;
        assert!(check_value::<handmade::Ticket>(&invalid).is_err(), "{invalid}");
        assert!(serde_json::from_value::<Ticket>(invalid).is_err());
    }
}
