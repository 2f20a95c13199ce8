//! Exact integers in slots of Rust's own types, without a codec.

use formwork_runtime::Hub;
use serde_json::json;

use crate::invoices::ledgerly;
use crate::samples::{read, show};

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(ledgerly = ledgerly::Line, ask(quantity), keep(..))]
struct Price {
    #[at(ledgerly = text)]
    text: String,
    #[at(ledgerly = price_cents)]
    cents: i64,
    #[kept]
    kept: PriceKept,
}

#[test]
fn an_integer_becomes_one_of_rusts_own() {
    let line = json!({ "text": "Ink", "quantity": 2, "price_cents": -1250 });
    let price = Price::try_from(read::<ledgerly::Line>(&line)).unwrap();
    assert_eq!(price.cents, -1250);
    let line: ledgerly::Line = Price::via(Price { cents: i64::MIN, ..price }).to().unwrap();
    assert_eq!(show(&line)["price_cents"], i64::MIN);
    let line = json!({ "text": "Ink", "quantity": 2, "price_cents": 9_223_372_036_854_775_808_u64 });
    let problems = Price::try_from(read::<ledgerly::Line>(&line)).unwrap_err();
    assert_eq!(
        problems.to_string(),
        "ledgerly -> price: 1 problem\n  1. /price_cents -> /cents: is not a value that fits here"
    );
}
