//! What is known before there is a value; what is committed is what the generator makes.

use std::fs;
use std::path::Path;

use formwork::{Settings, Source, compile};
use formwork_runtime::Nullable;
use formwork_runtime::convert::{Convert, Drop, Fill, FromGiven, GivenValues, Need, Refusal};
use serde_json::json;

use crate::hub::{Invoice, Parcel, ParcelLedgerlyToPaperclip, ParcelPaperclipToLedgerly};
use crate::invoices::{ledgerly, paperclip, remit};
use crate::samples::{self, read, show};

#[test]
fn what_is_committed_is_what_is_generated() {
    for name in ["ledgerly", "oldbook", "paperclip", "remit"] {
        let schema = format!("tests/conversions/invoices/{name}.schema.json");
        let module = format!("tests/conversions/invoices/{name}.rs");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let settings = Settings::beside(&schema).unwrap();
        let source = Source::from_text(format!("{name}.schema.json"), fs::read_to_string(root.join(&schema)).unwrap());
        let made = compile(&source, "", &settings.options()).unwrap().rust_with(&settings).unwrap();
        let committed = fs::read_to_string(root.join(&module)).unwrap();
        assert!(committed == made, "{module} is stale; run\n  cargo run -q -- generate {schema} -o {module}");
    }
}

#[test]
fn the_crosswalk_names_every_pair_and_place() {
    let explained = Invoice::explain();
    assert_eq!((explained.hub, explained.formats), ("Invoice", &["ledgerly", "paperclip", "oldbook", "remit"][..]));
    assert_eq!(explained.routes.len(), 20);
    let slot = |name: &str| explained.slots.iter().find(|slot| slot.name == name).unwrap();
    let places = |name: &str| slot(name).places.iter().map(|place| (place.reads, place.writes)).collect::<Vec<_>>();
    assert_eq!(slot("id").about, "Number of the invoice");
    assert_eq!(
        places("id"),
        [
            ("/invoice_id", "/invoice_id"),
            ("/id", "/id"),
            ("/no", "/no, Checksum(/checksum)"),
            ("/reference", "/reference")
        ]
    );
    assert_eq!(places("type")[2], ("/typ", "/typ"));
    assert_eq!(places("total")[2], ("Decimal(/sum)", "Decimal(/sum), else Decimal(/open)"));
    assert_eq!(places("buyer")[0], ("/buyer/name", "/buyer/name, /buyer_name"));
    assert_eq!(places("ship_to")[3], ("", ""));
    assert_eq!(places("extra")[2].0, "Extras(/*)");

    let route = explained.route("ledgerly", "oldbook").unwrap();
    assert_eq!(
        route.needs,
        [Need {
            name: "clerk",
            pointer: "/clerk",
            required: true,
            maybe: false,
            secret: false,
            about: "Who wrote it."
        }]
    );
    let refusal = Refusal { pointer: "/void_reason", why: "a void invoice would be owed again", option: "allow_void" };
    assert_eq!(route.refuses, [refusal]);
    assert!(route.drops.contains(&Drop { pointer: "/buyer/*", why: "no slot takes it to `oldbook`" }));
    assert!(route.drops.contains(&Drop { pointer: "/buyer_name", why: "it says the name a second time" }));
    let rounds: Vec<&str> = route.rounds.iter().filter(|how| how.how.is_some()).map(|how| how.pointer).collect();
    assert!(rounds.contains(&"/dat") && rounds.contains(&"/due") && !rounds.contains(&"/sum"), "{rounds:?}");
    assert!(route.fills.iter().any(|fill| fill.slot == "id" && fill.to == "/checksum"));
    assert!(route.gives.is_empty());

    let route = explained.route("remit", "ledgerly").unwrap();
    assert_eq!(route.gives.iter().map(|give| (give.pointer, give.always)).collect::<Vec<_>>(), [("/revision", true)]);
    assert_eq!(route.needs.iter().map(|need| need.name).collect::<Vec<_>>(), ["lines", "book"]);
    let due: Vec<&Fill> = route.fills.iter().filter(|fill| fill.slot == "due").collect();
    assert_eq!(due.len(), 1);
    assert_eq!(due[0].to, "/due_at");
    let markdown = explained.to_markdown();
    assert!(markdown.contains("| `type` | `/type` | `/type` | `/typ` | `/type` |"), "{markdown}");
}

#[test]
fn a_route_tells_what_nested_hubs_lose() {
    let route = Invoice::explain().route("paperclip", "oldbook").unwrap();
    let nested: Vec<_> = route.nested.iter().map(|nested| (nested.from, nested.to, nested.list)).collect();
    assert_eq!(nested, [("/status", "/st", false), ("/items", "/pos", true)]);
    let lines = (route.nested[1].route)();
    assert!(lines.drops.iter().any(|drop| drop.pointer == "/discount"), "{lines}");
    let text = route.to_string();
    let inside = text.split_once("- Inside `/items/*` to `/pos/*`:\n").map(|(_, inside)| inside);
    let inside = inside.unwrap_or_else(|| panic!("nothing tells of the items:\n{text}"));
    assert!(inside.contains("\n  - Drops: `/discount`"), "{inside}");
    assert!(
        text.contains("- Inside `/status` to `/st`:\n  - Fails: `Draft` has no counterpart in `oldbook`"),
        "{text}"
    );
    // What is inside a variant of an enum stands at the place of the enum.
    let route = Invoice::explain().route("remit", "ledgerly").unwrap();
    let payment = route.nested.iter().find(|nested| nested.from == "/payment").unwrap();
    let cards: Vec<&str> = (payment.route)().nested.iter().map(|nested| nested.from).collect();
    assert_eq!(cards, ["", ""]);
    assert!(route.to_string().contains("\n  - Inside `Card` to `Card`:\n    - Fills: `/digits`"), "{route}");
    // Of what goes over as it is there is nothing more to say.
    let route = Invoice::explain().route("oldbook", "paperclip").unwrap();
    assert!(route.to_string().contains("\n- Inside `/st` to `/status`, as it is.\n"), "{route}");
}

#[test]
fn a_second_hub_of_the_same_formats_has_needs_of_its_own() {
    let source: ledgerly::ShipTo = read(&samples::ledgerly()["ship_to"]);
    let needs = ParcelLedgerlyToPaperclip { city: Nullable::Null };
    let target: paperclip::InvoiceShipping = Parcel::via(source).given(needs).to().unwrap();
    assert_eq!(show(&target), json!({ "line1": "Dock 4", "city": null }));
    let needs = ParcelPaperclipToLedgerly { town: "Kiel".to_owned() };
    let back: ledgerly::ShipTo = Parcel::via(target).given(needs).to().unwrap();
    assert_eq!(show(&back), json!({ "street": "Dock 4", "city": "Kiel" }));
}

#[test]
fn needs_are_made_at_run_time() {
    type Needs = <Invoice as Convert<remit::Invoice, ledgerly::Invoice>>::Needs;
    let mut given = GivenValues::new();
    assert!(Needs::from_given(&mut given).is_err());
    let missing: Vec<_> = given.missing().iter().map(|missing| (missing.name, missing.pointer)).collect();
    assert_eq!(missing, [("lines", "/lines"), ("book", "/book")]);

    let mut given = GivenValues::new();
    given.give_text("/lines", r#"[{"text":"Bolts","quantity":2,"price_cents":500}]"#);
    given.give_text("book", "B9");
    let needs = Needs::from_given(&mut given).unwrap();
    assert_eq!(needs.lines[0].count, 2);
    let source: remit::Invoice = read(&samples::remit());
    let target: ledgerly::Invoice = Invoice::via(source).given(needs).to().unwrap();
    assert_eq!(show(&target)["lines"], json!([{ "text": "Bolts", "quantity": 2, "price_cents": 500 }]));
}
