//! Every ordered pair: what comes out, and what is told to be lost.

use formwork_runtime::convert::{Convert, Failure, Lost, ProblemKind, Route, Span};
use serde_json::{Value, json};

use crate::hub::{
    Card, CardKept, Invoice, LedgerlyToOldbook, LedgerlyToRemit, OldbookToLedgerly, OldbookToLedgerlyOptions,
    OldbookToPaperclip, OldbookToPaperclipOptions, OldbookToRemit, OldbookToRemitOptions, PaperclipToLedgerly,
    PaperclipToOldbook, PaperclipToRemit, PaperclipToRemitOptions, Payment, RemitToInvoice, RemitToInvoiceOptions,
    RemitToLedgerly, RemitToOldbook, RemitToPaperclip,
};
use crate::hub::{LedgerlyToOldbookOptions, PaperclipToOldbookOptions};
use crate::invoices::{ledgerly, oldbook, paperclip, remit};
use crate::samples::{
    account, ledgerly as of_ledgerly, oldbook as of_oldbook, paperclip as of_paperclip, read, remit as of_remit, valid,
};

fn card() -> Payment {
    Payment::Card(Card { digits: "1111".to_owned(), kept: CardKept::Nothing })
}

fn lines(losses: &[Lost]) -> Vec<String> {
    losses.iter().map(ToString::to_string).collect()
}

/// What a target is, and what was lost, without `: why` but for those that a reason is given for here.
#[track_caller]
fn check(target: &Value, expected: &Value, losses: &[Lost], expected_losses: &[&str]) {
    assert_eq!(target, expected, "{target:#}\n{expected:#}");
    let told = lines(losses);
    assert_eq!(told.len(), expected_losses.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(expected_losses) {
        assert!(told == expected || told.split(": ").next() == Some(expected), "{told} is not {expected}");
    }
}

#[test]
fn ledgerly_to_paperclip() {
    let source: ledgerly::Invoice = read(&of_ledgerly());
    let (target, losses) = Invoice::via(source).to_with_losses::<paperclip::Invoice>().unwrap();
    let expected = json!({
        "id": "L-1", "type": "goods", "createdAt": 1_767_261_600_000_i64, "dueAt": 1_769_853_600_000_i64,
        "status": "SENT", "currency": "EUR", "amount": "123.45", "paid": "0.45", "locale": "en",
        "customer": {
            "name": "Ann", "apiKey": "the key",
            "address": { "line1": "High Street 1", "city": "Ulm", "region": null, "country": "DE" }
        },
        "shipping": { "line1": "Dock 4", "city": "Kiel", "country": "DE" },
        "items": [
            { "description": "Bolts", "qty": 2, "unitPrice": "5.00", "discount": null },
            { "description": "Nuts", "qty": 3, "unitPrice": "-0.07", "discount": null }
        ],
        "memo": null
    });
    let lost = [
        "dropped /book: no slot takes it to `paperclip`",
        "dropped /revision",
        "dropped /buyer_name: it says the name a second time",
        "dropped /buyer/address/pin",
        "dropped /buyer/segment",
        "dropped /buyer/vip",
        "dropped /payment",
        "dropped /odd~0name",
        "dropped /term_seconds",
        "filled in /locale: the source has none",
        "dropped /ship_to/floor",
        "dropped /ship_to/gate",
        "dropped /lines/1/sku",
        "dropped /lines/1/box~1tray",
    ];
    check(&valid("paperclip", &target), &expected, &losses, &lost);
}

#[test]
fn ledgerly_to_oldbook() {
    let source: ledgerly::Invoice = read(&of_ledgerly());
    let needs = LedgerlyToOldbook { clerk: "Di".to_owned(), options: LedgerlyToOldbookOptions { allow_void: false } };
    let (target, losses) = Invoice::via(source).given(needs).to_with_losses::<oldbook::Invoice>().unwrap();
    let expected = json!({
        "no": "L-1", "checksum": "3", "typ": "goods", "dat": 1_767_261_600, "due": 1_769_853_600, "st": "O", "cur": "EUR",
        "sum": "123.45", "open": "123.45", "clerk": "Di", "name": "Ann", "street": "High Street 1", "city": "Ulm",
        "country": "DE", "pos": [{ "txt": "Bolts", "n": 2, "ep": "5.00" }, { "txt": "Nuts", "n": 3, "ep": "-0.07" }]
    });
    let lost = [
        "dropped /book",
        "dropped /revision",
        "dropped /paid_cents",
        "dropped /buyer_name",
        "dropped /buyer/access_key",
        "dropped /buyer/address/region",
        "dropped /buyer/address/pin",
        "dropped /buyer/segment",
        "dropped /buyer/vip",
        "dropped /ship_to",
        "dropped /payment",
        "dropped /odd~0name",
        "dropped /term_seconds",
        "dropped /lines/1/sku",
        "dropped /lines/1/box~1tray",
    ];
    check(&valid("oldbook", &target), &expected, &losses, &lost);
}

#[test]
fn ledgerly_to_remit() {
    let mut source: ledgerly::Invoice = read(&of_ledgerly());
    source.term_seconds = Some(86_401.into());
    let (target, losses) = Invoice::via(source.clone()).to_with_losses::<remit::Invoice>().unwrap();
    let expected = json!({
        "reference": "L-1", "type": "goods", "phase": "waiting", "issued": "2026-01-01T10:00:00.000Z", "termDays": 1,
        "amount": "123.45", "currency": "EUR", "payment": { "method": "card", "digits": "4242" },
        "debtor": { "name": "Ann", "street": "High Street 1", "city": "Ulm" }
    });
    let lost = [
        "dropped /book",
        "dropped /revision",
        "dropped /paid_cents",
        "dropped /buyer_name",
        "dropped /buyer/access_key",
        "dropped /buyer/address/region",
        "dropped /buyer/address/country",
        "dropped /buyer/address/pin",
        "dropped /buyer/segment",
        "dropped /buyer/vip",
        "dropped /ship_to",
        "dropped /note",
        "dropped /lines",
        "dropped /odd~0name",
        "dropped /due_at",
        "rounded /term_seconds -> /termDays: to whole days, down",
        "dropped /payment/kind: a card is a card",
        "dropped /payment/brand",
        "filled in /payment/method",
    ];
    check(&valid("remit", &target), &expected, &losses, &lost);

    // The caller's values win; what they took the place of is told.
    let term = Some(Span::from_seconds(3 * 86_400));
    let needs = LedgerlyToRemit { term, payment: Some(card()), allow_void: false };
    let (target, losses) = Invoice::via(source).given(needs).to_with_losses::<remit::Invoice>().unwrap();
    let shown = valid("remit", &target);
    assert_eq!((&shown["termDays"], &shown["payment"]["digits"]), (&json!(3), &json!("1111")));
    let told = lines(&losses);
    for place in ["/term_seconds", "/payment"] {
        assert!(told.contains(&format!("dropped {place}: the caller gave another")), "{place}: {told:#?}");
    }
}

#[test]
fn paperclip_to_ledgerly() {
    let source: paperclip::Invoice = read(&of_paperclip());
    let needs = PaperclipToLedgerly { book: read(&json!("B9")) };
    let (target, losses) = Invoice::via(source).given(needs).to_with_losses::<ledgerly::Invoice>().unwrap();
    let goes_to = json!({ "street": "Dock 4", "city": "Kiel", "country": "DE" });
    let expected = json!({
        "invoice_id": "L-2", "book": "B9", "revision": 1, "type": "goods", "state": "open",
        "issued_at": "2026-01-01T10:00:00.000Z", "due_at": "2026-01-31T10:00:00.500Z", "term_seconds": 2_592_000.5,
        "currency": "EUR", "total_cents": 12345, "paid_cents": 45, "buyer_name": "Ann",
        "buyer": {
            "name": "Ann", "access_key": "the key",
            "address": { "street": "High Street 1", "city": "Ulm", "region": "BW", "country": "DE" }
        },
        "ship_to": goes_to, "return_to": goes_to, "note": "thanks",
        "lines": [
            { "text": "Bolts", "quantity": 2, "price_cents": 500 },
            { "text": "Nuts", "quantity": 3, "price_cents": -7 }
        ]
    });
    let lost = [
        "dropped /locale",
        "dropped /customer/address/pin",
        "dropped /customer/vip",
        "dropped /internalMemo",
        "dropped /theme: colours are no business of others",
        "dropped /odd",
        "filled in /revision",
        "dropped /shipping/gate",
        "dropped /shipping/gate",
        "dropped /items/0/discount",
        "dropped /items/1/discount",
        "dropped /items/1/tray",
    ];
    check(&valid("ledgerly", &target), &expected, &losses, &lost);
}

#[test]
fn paperclip_to_oldbook() {
    let source: paperclip::Invoice = read(&of_paperclip());
    let needs = PaperclipToOldbook { clerk: "Di".to_owned(), options: PaperclipToOldbookOptions { allow_void: false } };
    let (target, losses) = Invoice::via(source).given(needs).to_with_losses::<oldbook::Invoice>().unwrap();
    let expected = json!({
        "no": "L-2", "checksum": "3", "typ": "goods", "dat": 1_767_261_600, "due": 1_769_853_600, "st": "O", "cur": "EUR",
        "sum": "123.45", "open": "123.45", "clerk": "Di", "name": "Ann", "street": "High Street 1", "city": "Ulm",
        "country": "DE", "remark": "thanks",
        "pos": [{ "txt": "Bolts", "n": 2, "ep": "5.00" }, { "txt": "Nuts", "n": 3, "ep": "-0.07" }]
    });
    let lost = [
        "dropped /paid",
        "dropped /locale",
        "dropped /customer/apiKey",
        "dropped /customer/address/region",
        "dropped /customer/address/pin",
        "dropped /customer/vip",
        "dropped /shipping",
        "dropped /internalMemo",
        "dropped /theme",
        "dropped /odd",
        "rounded /dueAt -> /due: to whole seconds, down",
        "dropped /items/0/discount",
        "dropped /items/1/discount",
        "dropped /items/1/tray",
    ];
    check(&valid("oldbook", &target), &expected, &losses, &lost);
}

#[test]
fn paperclip_to_remit() {
    let source: paperclip::Invoice = read(&of_paperclip());
    let needs =
        PaperclipToRemit { payment: card(), options: PaperclipToRemitOptions { term: None, allow_void: false } };
    let (target, losses) = Invoice::via(source).given(needs).to_with_losses::<remit::Invoice>().unwrap();
    let expected = json!({
        "reference": "L-2", "type": "goods", "phase": "waiting", "issued": "2026-01-01T10:00:00.000Z", "termDays": 30,
        "amount": "123.45", "currency": "EUR", "payment": { "method": "card", "digits": "1111" },
        "debtor": { "name": "Ann", "street": "High Street 1", "city": "Ulm" }
    });
    let told = lines(&losses);
    assert!(told.iter().any(|line| line.starts_with("rounded") && line.ends_with("to whole days, down")), "{told:#?}");
    check(&valid("remit", &target), &expected, &[], &[]);
}

#[test]
fn oldbook_to_ledgerly() {
    let source: oldbook::Invoice = read(&of_oldbook());
    let needs = OldbookToLedgerly { book: read(&json!("B9")), options: OldbookToLedgerlyOptions { lines: None } };
    let (target, losses) = Invoice::via(source).given(needs).to_with_losses::<ledgerly::Invoice>().unwrap();
    let expected = json!({
        "invoice_id": "L-3", "book": "B9", "revision": 1, "type": "goods", "state": "open",
        "issued_at": "2026-01-01T10:00:00.000Z", "due_at": "2026-01-31T10:00:00.250Z", "term_seconds": 2_592_000.25,
        "currency": "EUR", "total_cents": 12345, "buyer_name": "Ann",
        "buyer": {
            "name": "Ann",
            "address": { "street": "High Street 1", "city": "Ulm", "region": null, "country": "DE" }
        },
        "note": "thanks",
        "lines": [
            { "text": "Bolts", "quantity": 2, "price_cents": 500 },
            { "text": "Nuts", "quantity": 3, "price_cents": 7 }
        ]
    });
    let lost = [
        "dropped /open",
        "dropped /checksum: it follows from the number",
        "dropped /clerk",
        "dropped /remark2",
        "dropped /odd",
        "filled in /revision",
    ];
    check(&valid("ledgerly", &target), &expected, &losses, &lost);
}

#[test]
fn oldbook_to_paperclip_asks_for_the_currency() {
    let source: oldbook::Invoice = read(&of_oldbook());
    let needs = OldbookToPaperclip {
        currency: "USD".to_owned(),
        options: OldbookToPaperclipOptions { due: None, lines: None },
    };
    let (target, losses) = Invoice::via(source).given(needs).to_with_losses::<paperclip::Invoice>().unwrap();
    let expected = json!({
        "id": "L-3", "type": "goods", "createdAt": 1_767_261_600_000_i64, "dueAt": 1_769_853_600_250_i64,
        "status": "SENT", "currency": "USD", "amount": "123.45", "locale": "en",
        "customer": {
            "name": "Ann", "apiKey": null, "address": { "line1": "High Street 1", "city": "Ulm", "country": "DE" }
        },
        "items": [
            { "description": "Bolts", "qty": 2, "unitPrice": "5.00", "discount": null },
            { "description": "Nuts", "qty": 3, "unitPrice": "0.07", "discount": null }
        ],
        "memo": "thanks"
    });
    let lost = [
        "dropped /cur",
        "dropped /open",
        "dropped /checksum",
        "dropped /clerk",
        "dropped /remark2",
        "dropped /odd",
        "filled in /locale",
    ];
    check(&valid("paperclip", &target), &expected, &losses, &lost);
}

#[test]
fn oldbook_to_remit() {
    let source: oldbook::Invoice = read(&of_oldbook());
    let needs = OldbookToRemit { payment: card(), options: OldbookToRemitOptions { term: None } };
    let (target, _) = Invoice::via(source).given(needs).to_with_losses::<remit::Invoice>().unwrap();
    let expected = json!({
        "reference": "L-3", "type": "goods", "phase": "waiting", "issued": "2026-01-01T10:00:00.000Z", "termDays": 30,
        "amount": "123.45", "currency": "EUR", "payment": { "method": "card", "digits": "1111" },
        "debtor": { "name": "Ann", "street": "High Street 1", "city": "Ulm" }
    });
    assert_eq!(valid("remit", &target), expected);
}

#[test]
fn remit_to_ledgerly() {
    let source: remit::Invoice = read(&of_remit());
    let needs = RemitToLedgerly { lines: Vec::new(), book: read(&json!("B9")) };
    let (target, losses) = Invoice::via(source).given(needs).to_with_losses::<ledgerly::Invoice>().unwrap();
    let expected = json!({
        "invoice_id": "L-4", "book": "B9", "revision": 1, "type": "goods", "state": "open",
        "issued_at": "2026-01-01T10:00:00.000Z", "due_at": "2026-01-31T10:00:00.000Z", "term_seconds": 2_592_000,
        "currency": "EUR", "total_cents": 12345, "buyer_name": "Ann",
        "buyer": { "name": "Ann", "address": { "street": "High Street 1", "city": "Ulm", "region": null } },
        "payment": { "kind": "transfer", "iban": "DE00" }, "lines": []
    });
    let lost = [
        "dropped /debtor/vip: remit does not say what else it sends",
        "dropped /fee",
        "dropped /feeReason: reasons stay with who has them",
        "dropped /odd",
        "filled in /revision",
        "dropped /payment/method: a transfer is a transfer",
        "dropped /payment/bank: `ledgerly` has no place for it",
        "filled in /payment/kind",
    ];
    check(&valid("ledgerly", &target), &expected, &losses, &lost);
}

#[test]
fn remit_to_paperclip() {
    let source: remit::Invoice = read(&of_remit());
    let needs = RemitToPaperclip { lines: Vec::new() };
    let target: paperclip::Invoice = Invoice::via(source).given(needs).to().unwrap();
    let expected = json!({
        "id": "L-4", "type": "goods", "createdAt": 1_767_261_600_000_i64, "dueAt": 1_769_853_600_000_i64,
        "status": "SENT", "currency": "EUR", "amount": "123.45", "locale": "en",
        "customer": { "name": "Ann", "apiKey": null, "address": { "line1": "High Street 1", "city": "Ulm" } },
        "items": []
    });
    assert_eq!(valid("paperclip", &target), expected);
}

#[test]
fn remit_to_oldbook_looks_the_clerk_up_at_its_side() {
    let source: remit::Invoice = read(&of_remit());
    let needs = RemitToOldbook { clerk: None, account: Some(read(&account())) };
    let target: oldbook::Invoice = Invoice::via(source.clone()).given(needs).to().unwrap();
    let expected = json!({
        "no": "L-4", "checksum": "3", "typ": "goods", "dat": 1_767_261_600, "due": 1_769_853_600, "st": "O", "cur": "EUR",
        "sum": "123.45", "open": "123.45", "clerk": "Cy", "name": "Ann", "street": "High Street 1", "city": "Ulm"
    });
    assert_eq!(valid("oldbook", &target), expected);

    let needs = RemitToOldbook { clerk: Some("Di".to_owned()), account: Some(read(&account())) };
    let target: oldbook::Invoice = Invoice::via(source.clone()).given(needs).to().unwrap();
    assert_eq!(target.clerk, "Di");
    let problems = Invoice::via(source).to::<oldbook::Invoice>().unwrap_err();
    assert_eq!(problems.problems.len(), 1);
    assert_eq!(problems.problems[0].to.as_deref(), Some("/clerk"));
    assert_eq!(problems.problems[0].message, "absent, but required here; give `clerk`");
    assert_eq!(problems.problems[0].kind, ProblemKind::Missing { need: Some("clerk") });
}

#[test]
fn remit_to_the_hub_and_back() {
    let source: remit::Invoice = read(&of_remit());
    let needs =
        RemitToInvoice { lines: Vec::new(), options: RemitToInvoiceOptions { account: Some(read(&account())) } };
    let (hub, losses) = Invoice::via(source).given(needs).to_with_losses::<Invoice>().unwrap();
    assert_eq!((hub.clerk.as_deref(), hub.term), (Some("Cy"), Some(Span::from_seconds(30 * 86_400))));
    assert_eq!(hub.due.unwrap().to_string(), "2026-01-31T10:00:00.000Z");
    let lost = [
        "dropped /debtor/vip",
        "dropped /feeReason",
        "dropped /odd",
        "dropped account:/key",
        "dropped /payment/method",
    ];
    check(&Value::Null, &Value::Null, &losses, &lost);
    // The fee came without its reason, which remit does not take: a rule that spans members.
    let problems = remit::Invoice::try_from(hub.clone()).unwrap_err();
    assert_eq!(
        problems.to_string(),
        "invoice -> remit: 1 problem\n  1. (root): what was converted breaks a rule of the schema that no member breaks alone"
    );
    let target = remit::Invoice::try_from(Invoice { fee: None, ..hub }).unwrap();
    let mut expected = of_remit();
    for gone in ["fee", "feeReason", "odd"] {
        expected.as_object_mut().unwrap().remove(gone);
    }
    expected["issued"] = json!("2026-01-01T10:00:00.000Z");
    expected["debtor"].as_object_mut().unwrap().remove("vip");
    assert_eq!(valid("remit", &target), expected);
}

#[test]
fn closed_pairs_go_the_same_way_with_or_without_the_hub() {
    let source: ledgerly::Invoice = read(&of_ledgerly());
    let direct: paperclip::Invoice = Invoice::via(source.clone()).to().unwrap();
    let hub = Invoice::try_from(source).unwrap();
    assert_eq!(paperclip::Invoice::try_from(hub).unwrap(), direct);
    let source: oldbook::Invoice = read(&of_oldbook());
    let hub = Invoice::try_from(source).unwrap();
    assert_eq!(hub.lines.len(), 2);
}

#[test]
fn what_a_variant_cannot_say_is_rounded_or_refused() {
    type States = [(&'static str, Result<&'static str, &'static str>); 5];
    let states: States = [
        ("DRAFT", Ok("draft")),
        ("SENT", Ok("open")),
        ("SETTLED", Ok("paid")),
        ("CANCELLED", Ok("void")),
        ("DISPUTED", Ok("open")),
    ];
    for (status, state) in states {
        let mut source = of_paperclip();
        source["status"] = json!(status);
        let needs = PaperclipToLedgerly { book: read(&json!("B9")) };
        let converted =
            Invoice::via(read::<paperclip::Invoice>(&source)).given(needs).to_with_losses::<ledgerly::Invoice>();
        let (target, losses) = converted.unwrap();
        assert_eq!(target.state.as_str(), state.unwrap());
        let rounded = lines(&losses).contains(&"rounded /status -> /state: `Disputed` becomes `Open`".to_owned());
        assert_eq!(rounded, status == "DISPUTED", "{losses:#?}");
    }
    let mut source = of_paperclip();
    source["status"] = json!("DRAFT");
    let needs = PaperclipToOldbook { clerk: "Di".to_owned(), options: PaperclipToOldbookOptions { allow_void: false } };
    let problems = Invoice::via(read::<paperclip::Invoice>(&source)).given(needs).to::<oldbook::Invoice>().unwrap_err();
    assert_eq!(
        problems.to_string(),
        "paperclip -> oldbook: 1 problem\n  1. /status -> /st: `Draft` has no counterpart in `oldbook`"
    );
    let state: Route = <crate::hub::State as Convert<paperclip::InvoiceStatus, ledgerly::InvoiceState>>::ROUTE;
    assert_eq!(state.rounds.len(), 1);
    assert!(!state.is_exact());
    let back: Route = <crate::hub::State as Convert<ledgerly::InvoiceState, paperclip::InvoiceStatus>>::ROUTE;
    assert!(back.is_exact());
    let strict: Route = <crate::hub::State as Convert<paperclip::InvoiceStatus, oldbook::InvoiceSt>>::ROUTE;
    assert_eq!(strict.fails, [Failure { pointer: "", why: "`Draft` has no counterpart in `oldbook`" }]);
    assert!(!strict.is_exact());
}
