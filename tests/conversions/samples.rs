//! A value of each format, and what judges a value.

use std::fs;
use std::path::Path;

use formwork_runtime::{Check, Decode};
use serde::Serialize;
use serde_json::{Value, json};

/// A value of a generated type.
pub fn read<T: Check + Decode>(json: &Value) -> T {
    formwork_runtime::from_slice(json.to_string().as_bytes()).unwrap_or_else(|why| panic!("{json}: {why}"))
}

/// The JSON of a generated type.
pub fn show<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap()
}

/// The JSON of a value that the schema of a format accepts, by another validator's word.
pub fn valid<T: Serialize>(format: &str, value: &T) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/conversions/invoices/{format}.schema.json"));
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let oracle = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let shown = show(value);
    if let Err(error) = oracle.validate(&shown) {
        panic!("{format}: {error}\n{shown:#}");
    }
    shown
}

/// All that ledgerly can say.
pub fn ledgerly() -> Value {
    json!({
        "invoice_id": "L-1", "book": "B1", "revision": 3, "type": "goods", "state": "open",
        "issued_at": "2026-01-01T10:00:00Z", "due_at": "2026-01-31T10:00:00Z", "term_seconds": 2_592_000,
        "currency": "EUR", "total_cents": 12345, "paid_cents": 45,
        "buyer_name": "Ann",
        "buyer": {
            "name": "Ann", "access_key": "the key",
            "address": { "street": "High Street 1", "city": "Ulm", "region": null, "country": "DE", "pin": [1] },
            "segment": "b2b", "vip": true
        },
        "ship_to": { "street": "Dock 4", "city": "Kiel", "country": "DE", "floor": 3, "gate": "7" },
        "payment": { "kind": "card", "last4": "4242", "brand": "visa" },
        "note": null,
        "lines": [
            { "text": "Bolts", "quantity": 2, "price_cents": 500 },
            { "text": "Nuts", "quantity": 3, "price_cents": -7, "sku": "N-3", "box/tray": 1 }
        ],
        "odd~name": { "deep": [] }
    })
}

/// All that paperclip can say.
pub fn paperclip() -> Value {
    json!({
        "id": "L-2", "type": "goods", "createdAt": 1_767_261_600_000_i64, "dueAt": 1_769_853_600_500_i64,
        "status": "SENT", "currency": "EUR", "amount": "123.45", "paid": "0.45", "locale": "de",
        "customer": {
            "name": "Ann", "apiKey": "the key",
            "address": { "line1": "High Street 1", "city": "Ulm", "region": "BW", "country": "DE", "pin": [1] },
            "vip": true
        },
        "shipping": { "line1": "Dock 4", "city": "Kiel", "country": "DE", "gate": "7" },
        "items": [
            { "description": "Bolts", "qty": 2, "unitPrice": "5.00", "discount": null },
            { "description": "Nuts", "qty": 3, "unitPrice": "-0.07", "discount": "0.01", "tray": 1 }
        ],
        "memo": "thanks", "internalMemo": "slow payer", "theme": "dark", "odd": 1
    })
}

/// All that oldbook can say.
pub fn oldbook() -> Value {
    json!({
        "no": "L-3", "typ": "goods", "dat": 1_767_261_600, "due": 1_769_853_600.25, "st": "O", "cur": "EUR",
        "sum": "123.45", "open": "0.05", "checksum": "3", "clerk": "Bo", "name": "Ann", "street": "High Street 1",
        "city": "Ulm", "country": "DE", "remark": "thanks", "remark2": "twice",
        "pos": [{ "txt": "Bolts", "n": 2, "ep": "5.00" }, { "txt": "Nuts", "n": 3, "ep": "0.07" }],
        "odd": 1
    })
}

/// All that remit can say.
pub fn remit() -> Value {
    json!({
        "reference": "L-4", "type": "goods", "phase": "waiting", "issued": "2026-01-01T10:00:00Z", "termDays": 30,
        "amount": "123.45", "currency": "EUR",
        "payment": { "method": "transfer", "account": "DE00", "bank": "Spark" },
        "debtor": { "name": "Ann", "city": "Ulm", "street": "High Street 1", "vip": true },
        "fee": "1.00", "feeReason": "late", "odd": 1
    })
}

/// Who writes remit's demands: a side.
pub fn account() -> Value {
    json!({ "owner": "Cy", "key": "another key" })
}
