//! All that is wrong is found at once, with both places; and what is guarded stays.

use formwork_runtime::convert::{Inexact, LostKind};
use serde_json::json;

use crate::hub::{
    Invoice, LedgerlyToOldbook, LedgerlyToOldbookOptions, PaperclipToLedgerly, PaperclipToRemit,
    PaperclipToRemitOptions, Payment, Transfer,
};
use crate::invoices::{ledgerly, oldbook, paperclip, remit};
use crate::samples::{self, read, valid};

fn book() -> PaperclipToLedgerly {
    PaperclipToLedgerly { book: read(&json!("B9")) }
}

#[test]
fn each_fault_has_both_places() {
    let mut source = samples::paperclip();
    source["id"] = json!("no such number");
    source["createdAt"] = json!(i64::MAX);
    source["paid"] = json!("lots");
    source["customer"]["address"]["city"] = json!(null);
    source["shipping"]["city"] = json!(null);
    source["items"][1]["unitPrice"] = json!("99999999999999999999.00");
    source["items"][0]["unitPrice"] = json!("-99999999999999999999.00");
    let problems =
        Invoice::via(read::<paperclip::Invoice>(&source)).given(book()).to::<ledgerly::Invoice>().unwrap_err();
    let mut told: Vec<String> = problems.problems.iter().map(ToString::to_string).collect();
    told.sort();
    let expected = [
        "/createdAt -> /issued_at: is out of the years 0000 to 9999 in milliseconds",
        "/customer/address/city -> /buyer/address/city: absent, but required here",
        "/id -> /invoice_id: is not a value that fits here",
        "/items/0/unitPrice -> /lines/0/price_cents: is no decimal amount",
        "/items/1/unitPrice -> /lines/1/price_cents: is no decimal amount",
        "/paid -> /paid_cents: is no decimal amount",
        "/shipping/city -> /return_to/city: absent, but required here; give `city`",
        "/shipping/city -> /ship_to/city: absent, but required here; give `city`",
    ];
    assert_eq!(told, expected, "{told:#?}");
    assert_eq!((problems.source, problems.target), ("paperclip", "ledgerly"));
}

#[test]
fn an_optional_object_is_made_where_something_of_it_is_there() {
    let mut source = samples::paperclip();
    source["customer"] = json!(null);
    source["shipping"] = json!(null);
    let target: ledgerly::Invoice = Invoice::via(read::<paperclip::Invoice>(&source)).given(book()).to().unwrap();
    assert!(target.buyer.is_none() && target.buyer_name.is_none() && target.ship_to.is_none());
    valid("ledgerly", &target);

    source["customer"] = json!({ "name": "Ann", "apiKey": null, "address": null });
    let target: ledgerly::Invoice = Invoice::via(read::<paperclip::Invoice>(&source)).given(book()).to().unwrap();
    let buyer = target.buyer.as_ref().unwrap();
    assert_eq!((buyer.name.as_deref(), &buyer.access_key, &buyer.address), (Some("Ann"), &None, &None));
    valid("ledgerly", &target);

    let mut source = samples::oldbook();
    for gone in ["name", "street", "city", "country"] {
        source.as_object_mut().unwrap().remove(gone);
    }
    let hub = Invoice::try_from(read::<oldbook::Invoice>(&source)).unwrap();
    let target = paperclip::Invoice::try_from(hub.clone()).unwrap();
    assert_eq!(valid("paperclip", &target)["customer"], json!(null));
    // A region that is known not to be there calls for the whole address.
    let problems =
        paperclip::Invoice::try_from(Invoice { region: Some(formwork_runtime::Nullable::Null), ..hub.clone() });
    assert_eq!(
        problems.unwrap_err().to_string(),
        "invoice -> paperclip: 2 problems\n  1. /buyer -> /customer/name: absent, but required here\n  \
         2. /street -> /customer/address/line1: absent, but required here"
    );
    let payment = Some(Payment::Transfer(Transfer { iban: "DE00".to_owned(), bank: None }));
    let remit = remit::Invoice::try_from(Invoice { payment: payment.clone(), ..hub.clone() }).unwrap();
    assert!(valid("remit", &remit).get("debtor").is_none());
    // A street calls for a city, which is a rule of the object alone.
    let problems =
        remit::Invoice::try_from(Invoice { payment, street: Some("High Street 1".to_owned()), ..hub }).unwrap_err();
    assert_eq!(problems.problems.len(), 1);
    assert_eq!(problems.problems[0].to.as_deref(), Some("/debtor"));
}

#[test]
fn null_absent_and_present_stay_three_things() {
    for note in [json!(null), json!("thanks")] {
        let mut source = samples::ledgerly();
        source["note"] = note.clone();
        let target: paperclip::Invoice = Invoice::via(read::<ledgerly::Invoice>(&source)).to().unwrap();
        assert_eq!(valid("paperclip", &target)["memo"], note);
    }
    let mut source = samples::ledgerly();
    source.as_object_mut().unwrap().remove("note");
    source.as_object_mut().unwrap().remove("due_at");
    source.as_object_mut().unwrap().remove("term_seconds");
    source["buyer"]["address"]["region"] = json!("BW");
    let target: paperclip::Invoice = Invoice::via(read::<ledgerly::Invoice>(&source)).to().unwrap();
    let shown = valid("paperclip", &target);
    assert_eq!(shown.get("memo"), None);
    assert_eq!(shown["dueAt"], json!(null));
    assert_eq!(shown["customer"]["address"]["region"], json!("BW"));
    // No need is asked for what may be null, but one is taken.
    let due = "2026-02-01T00:00:00Z".parse().ok();
    let needs = crate::hub::LedgerlyToPaperclip { due };
    let target: paperclip::Invoice = Invoice::via(read::<ledgerly::Invoice>(&source)).given(needs).to().unwrap();
    assert_eq!(valid("paperclip", &target)["dueAt"], json!(1_769_904_000_000_i64));
}

#[test]
fn a_guard_refuses_until_it_is_allowed() {
    let mut source = samples::ledgerly();
    source["void_reason"] = json!("twice");
    let needs =
        |allow_void| LedgerlyToOldbook { clerk: "Di".to_owned(), options: LedgerlyToOldbookOptions { allow_void } };
    let via = || Invoice::via(read::<ledgerly::Invoice>(&source));
    let problems = via().given(needs(false)).to::<oldbook::Invoice>().unwrap_err();
    assert_eq!(
        problems.to_string(),
        "ledgerly -> oldbook: 1 problem\n  1. /void_reason: a void invoice would be owed again; allow it by `allow_void`"
    );
    let (_, losses) = via().given(needs(true)).to_with_losses::<oldbook::Invoice>().unwrap();
    assert!(losses.iter().any(|lost| lost.kind == LostKind::Dropped && lost.from.as_deref() == Some("/void_reason")));
    // Where there is a place for it, there is nothing to refuse.
    let target: paperclip::Invoice = via().to().unwrap();
    assert_eq!(target.cancel_reason.as_deref(), Some("twice"));
}

#[test]
fn exactly_says_what_would_be_lost() {
    let mut source = samples::paperclip();
    source["status"] = json!("DISPUTED");
    let Err(Inexact::Losses(losses)) =
        Invoice::via(read::<paperclip::Invoice>(&source)).given(book()).exactly::<ledgerly::Invoice>()
    else {
        panic!("nothing is lost")
    };
    assert!(losses.to_string().contains("rounded /status -> /state: `Disputed` becomes `Open`"), "{losses}");
    let plain = json!({
        "invoice_id": "L-9", "book": "B", "revision": 1, "state": "paid", "issued_at": "2026-01-01T10:00:00Z", "currency": "EUR",
        "total_cents": 5, "lines": []
    });
    let hub: Invoice = Invoice::via(read::<ledgerly::Invoice>(&plain)).exactly().unwrap();
    assert_eq!((hub.term, hub.due), (None, None));
}

#[test]
fn a_secret_is_in_no_account() {
    let mut source = samples::paperclip();
    source["customer"]["apiKey"] = json!("marker");
    source["id"] = json!("marker");
    source["items"][0]["unitPrice"] = json!("99999999999999999999.00");
    let problems =
        Invoice::via(read::<paperclip::Invoice>(&source)).given(book()).to::<ledgerly::Invoice>().unwrap_err();
    assert!(!format!("{problems} {problems:?}").contains("marker"));
    let payment = Payment::Transfer(Transfer { iban: "DE00".to_owned(), bank: None });
    let needs = PaperclipToRemit { payment, options: PaperclipToRemitOptions::default() };
    source["items"] = json!([]);
    let (_, losses) =
        Invoice::via(read::<paperclip::Invoice>(&source)).given(needs).to_with_losses::<remit::Invoice>().unwrap();
    assert!(losses.iter().any(|lost| lost.from.as_deref() == Some("/customer/apiKey")));
    assert!(!format!("{losses:?}").contains("marker"));
}
