//! What rides along, and patches in place.

use formwork_runtime::convert::{Ledger, Span};
use formwork_runtime::{Members, Nullable, Secret};
use serde_json::{Value, json};

use crate::codec::Amount;
use crate::hub::{Invoice, InvoiceKept, InvoiceToLedgerly, InvoiceToPaperclip, State};
use crate::invoices::{ledgerly, oldbook, paperclip};
use crate::samples::{self, read, show, valid};

fn hub_of_ledgerly() -> Invoice {
    Invoice::try_from(read::<ledgerly::Invoice>(&samples::ledgerly())).unwrap()
}

#[test]
fn what_no_slot_holds_comes_back() {
    let hub = hub_of_ledgerly();
    assert!(matches!(hub.kept, InvoiceKept::Ledgerly(_)));
    let (back, losses) = Invoice::via(hub).to_with_losses::<ledgerly::Invoice>().unwrap();
    assert_eq!((show(&back), losses), (samples::ledgerly(), Vec::new()));

    let hub = Invoice::try_from(read::<paperclip::Invoice>(&samples::paperclip())).unwrap();
    let (back, losses) = Invoice::via(hub).to_with_losses::<paperclip::Invoice>().unwrap();
    assert_eq!((show(&back), losses), (samples::paperclip(), Vec::new()));

    let hub = Invoice::try_from(read::<oldbook::Invoice>(&samples::oldbook())).unwrap();
    let (back, losses) = Invoice::via(hub).to_with_losses::<oldbook::Invoice>().unwrap();
    assert_eq!((show(&back), losses), (samples::oldbook(), Vec::new()));
}

#[test]
fn what_followed_from_two_others_is_not_written() {
    for gone in ["term_seconds", "due_at"] {
        let mut source = samples::ledgerly();
        remove(&mut source, gone);
        let hub = Invoice::try_from(read::<ledgerly::Invoice>(&source)).unwrap();
        assert!(hub.term.is_some() && hub.due.is_some());
        let (back, losses) = Invoice::via(hub.clone()).to_with_losses::<ledgerly::Invoice>().unwrap();
        assert_eq!((show(&back), losses), (source, Vec::new()));
        let (shorter, longer) = (Invoice { term: Some(Span::from_seconds(1)), ..hub.clone() }, hub);
        let longer = Invoice { due: "2027-01-01T00:00:00Z".parse().ok(), ..longer };
        let back = |hub: Invoice| valid("ledgerly", &Invoice::via(hub).to::<ledgerly::Invoice>().unwrap());
        assert_eq!(back(shorter)["term_seconds"], json!(1));
        assert_eq!(back(longer)["due_at"], json!("2027-01-01T00:00:00.000Z"));
    }
}

/// The sample, with the hub changed, and with what has to follow from that in the sample's JSON.
#[track_caller]
fn changes(change: impl Fn(&mut Invoice), expect: impl Fn(&mut Value)) {
    let mut expected = samples::ledgerly();
    expect(&mut expected);
    let mut hub = hub_of_ledgerly();
    change(&mut hub);
    let mut target: ledgerly::Invoice = read(&samples::ledgerly());
    let mut ledger = Ledger::new();
    hub.write_into_ledgerly(&mut target, InvoiceToLedgerly::default(), &mut ledger)
        .unwrap_or_else(|problems| panic!("{problems}"));
    let patched = valid("ledgerly", &target);
    assert_eq!(patched, expected, "{patched:#}\n{expected:#}");
    // Twice is once, and the conversion of the hub is the same thing.
    hub.write_into_ledgerly(&mut target, InvoiceToLedgerly::default(), &mut ledger).unwrap();
    assert_eq!(show(&target), expected);
    assert_eq!(show(&Invoice::via(hub).to::<ledgerly::Invoice>().unwrap()), expected);
}

fn remove(value: &mut Value, name: &str) {
    value.as_object_mut().unwrap().remove(name);
}

#[test]
fn a_patch_changes_what_changed() {
    changes(|_| (), |_| ());
    changes(|hub| hub.total = Amount(7), |to| to["total_cents"] = json!(7));
    changes(|hub| hub.state = State::Paid, |to| to["state"] = json!("paid"));
    // What cannot be told from what is there already stays; what is nearest is written otherwise.
    changes(
        |hub| hub.due = "2026-02-01T00:00:00.5Z".parse().ok(),
        |to| to["due_at"] = json!("2026-02-01T00:00:00.500Z"),
    );
    changes(|hub| hub.paid = None, |to| remove(to, "paid_cents"));
    changes(|hub| hub.note = None, |to| remove(to, "note"));
    changes(|hub| hub.note = Some(Nullable::Value("n".to_owned())), |to| to["note"] = json!("n"));
    changes(
        |hub| hub.buyer = Some("Eve".to_owned()),
        |to| {
            to["buyer"]["name"] = json!("Eve");
            to["buyer_name"] = json!("Eve");
        },
    );
    changes(|hub| hub.city = Some("Bonn".to_owned()), |to| to["buyer"]["address"]["city"] = json!("Bonn"));
    changes(|hub| hub.country = None, |to| remove(&mut to["buyer"]["address"], "country"));
    changes(|hub| hub.region = None, |to| to["buyer"]["address"]["region"] = json!(null));
    changes(|hub| hub.key = Some(Secret::new("another".to_owned())), |to| to["buyer"]["access_key"] = json!("another"));
    // A line of the hub holds what rides along with it.
    changes(|hub| hub.lines[1].price = Amount(8), |to| to["lines"][1]["price_cents"] = json!(8));
    changes(|hub| drop(hub.lines.remove(0)), |to| drop(to["lines"].as_array_mut().unwrap().remove(0)));
    changes(|hub| hub.payment = None, |to| remove(to, "payment"));
    changes(
        |hub| hub.ship_to.as_mut().unwrap().country = None,
        |to| {
            remove(&mut to["ship_to"], "country");
            to["return_to"] = to["ship_to"].clone();
        },
    );
}

#[test]
fn an_object_comes_with_its_first_slot_and_goes_with_its_last() {
    let bare = |to: &mut Value| {
        remove(&mut to["buyer"], "address");
    };
    changes(
        |hub| {
            (hub.street, hub.city, hub.region, hub.country) = (None, None, None, None);
        },
        bare,
    );
    let mut source = samples::ledgerly();
    remove(&mut source, "buyer");
    let original: ledgerly::Invoice = read(&source);
    let hub = Invoice::try_from(original.clone()).unwrap();
    let mut target = original.clone();
    hub.write_into_ledgerly(&mut target, InvoiceToLedgerly::default(), &mut Ledger::new()).unwrap();
    assert_eq!(target, original);

    let city = Invoice { city: Some("Bonn".to_owned()), ..hub.clone() };
    let problems = ledgerly::Invoice::try_from(city.clone()).unwrap_err();
    assert_eq!(
        problems.to_string(),
        "invoice -> ledgerly: 1 problem\n  1. /street -> /buyer/address/street: absent, but required here"
    );
    let made = ledgerly::Invoice::try_from(Invoice { street: Some("Low Street".to_owned()), ..city }).unwrap();
    source["buyer"] = json!({ "address": { "street": "Low Street", "city": "Bonn", "region": null } });
    assert_eq!(valid("ledgerly", &made), source);

    // One that goes while the object has to have it stays, which is told.
    let mut hub = hub_of_ledgerly();
    hub.street = None;
    let (target, losses) = Invoice::via(hub).to_with_losses::<ledgerly::Invoice>().unwrap();
    assert_eq!(show(&target), samples::ledgerly());
    assert_eq!(losses.len(), 1);
    assert_eq!(losses[0].to_string(), "filled in /buyer/address/street: it must be there, so that it stays as it was");
}

#[test]
fn nullable_objects_are_patched_too() {
    let original: paperclip::Invoice = read(&samples::paperclip());
    let hub = Invoice::try_from(original.clone()).unwrap();
    let patched = |change: &dyn Fn(&mut Invoice)| {
        let (mut hub, mut target) = (hub.clone(), original.clone());
        change(&mut hub);
        hub.write_into_paperclip(&mut target, InvoiceToPaperclip::default(), &mut Ledger::new()).unwrap();
        valid("paperclip", &target)
    };
    let mut expected = samples::paperclip();
    expected["dueAt"] = json!(null);
    assert_eq!(patched(&|hub| hub.due = None), expected);
    let mut expected = samples::paperclip();
    expected["customer"]["address"]["city"] = json!(null);
    expected["customer"]["apiKey"] = json!(null);
    remove(&mut expected["customer"]["address"], "region");
    assert_eq!(patched(&|hub| (hub.city, hub.key, hub.region) = (None, None, None)), expected);
    let mut expected = samples::paperclip();
    remove(&mut expected, "shipping");
    assert_eq!(patched(&|hub| hub.ship_to = None), expected);

    let mut source = samples::paperclip();
    source["customer"] = json!(null);
    let original: paperclip::Invoice = read(&source);
    let mut hub = Invoice::try_from(original.clone()).unwrap();
    hub.buyer = Some("Eve".to_owned());
    let mut target = original;
    hub.write_into_paperclip(&mut target, InvoiceToPaperclip::default(), &mut Ledger::new()).unwrap();
    source["customer"] = json!({ "name": "Eve", "apiKey": null });
    assert_eq!(valid("paperclip", &target), source);
}

#[test]
fn what_changed_without_a_place_for_it_is_told() {
    let mut hub = Invoice::try_from(read::<oldbook::Invoice>(&samples::oldbook())).unwrap();
    hub.paid = Some(Amount(1));
    hub.void_reason = Some("twice".to_owned());
    let problems = Invoice::via(hub.clone()).to::<oldbook::Invoice>().unwrap_err();
    assert_eq!(
        problems.to_string(),
        "invoice -> oldbook: 1 problem\n  1. /void_reason: a void invoice would be owed again; allow it by `allow_void`"
    );
    hub.void_reason = None;
    let (target, losses) = Invoice::via(hub).to_with_losses::<oldbook::Invoice>().unwrap();
    assert_eq!(show(&target), samples::oldbook());
    assert_eq!(losses.len(), 1, "{losses:?}");
    assert_eq!(losses[0].to_string(), "dropped /paid: `oldbook` has no place for it");
}

#[test]
fn what_the_caller_gives_wins_over_what_rides_along() {
    let needs = InvoiceToLedgerly { book: Some(read(&json!("B7"))), ..Default::default() };
    let target: ledgerly::Invoice = Invoice::via(hub_of_ledgerly()).given(needs).to().unwrap();
    let mut expected = samples::ledgerly();
    expected["book"] = json!("B7");
    assert_eq!(show(&target), expected);
    let hub = Invoice::try_from(read::<paperclip::Invoice>(&samples::paperclip())).unwrap();
    let due = "2026-02-01T00:00:00Z".parse().ok();
    let target: paperclip::Invoice =
        Invoice::via(hub).given(InvoiceToPaperclip { due, ..Default::default() }).to().unwrap();
    let mut expected = samples::paperclip();
    expected["dueAt"] = json!(1_769_904_000_000_i64);
    assert_eq!(show(&target), expected);
}

#[test]
fn another_formats_kept_values_stay_behind_and_are_told_of() {
    let (target, losses) = Invoice::via(hub_of_ledgerly()).to_with_losses::<paperclip::Invoice>().unwrap();
    assert_eq!(valid("paperclip", &target)["locale"], json!("en"));
    let told: Vec<String> = losses.iter().map(ToString::to_string).collect();
    let kept: Vec<&String> = told.iter().filter(|line| line.starts_with("dropped") && line.contains("/kept")).collect();
    assert_eq!(kept.len(), 4, "{told:#?}");
    let direct: paperclip::Invoice = Invoice::via(read::<ledgerly::Invoice>(&samples::ledgerly())).to().unwrap();
    assert_eq!(target, direct);
}

#[test]
fn members_that_no_schema_names_can_be_a_slot() {
    let mut hub = Invoice::try_from(read::<oldbook::Invoice>(&samples::oldbook())).unwrap();
    assert_eq!(hub.extra.as_ref().map(Members::len), Some(1));
    hub.kept = InvoiceKept::Nothing;
    let target: oldbook::Invoice = Invoice::via(hub.clone()).to().unwrap();
    let mut expected = samples::oldbook();
    remove(&mut expected, "remark2");
    expected["due"] = json!(1_769_853_600);
    assert_eq!(valid("oldbook", &target), expected);
    hub.extra = None;
    let target: oldbook::Invoice = Invoice::via(hub).to().unwrap();
    remove(&mut expected, "odd");
    assert_eq!(show(&target), expected);
}

#[test]
fn what_is_taken_away_is_told_by_its_place_in_the_target() {
    let lines = |hub: Invoice| {
        let (mut target, mut ledger) = (read::<ledgerly::Invoice>(&samples::ledgerly()), Ledger::new());
        hub.write_into_ledgerly(&mut target, InvoiceToLedgerly::default(), &mut ledger).unwrap();
        (show(&target), ledger.losses().iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    let mut hub = hub_of_ledgerly();
    (hub.street, hub.city, hub.region, hub.country, hub.note) = (None, None, None, None, None);
    let (_, told) = lines(hub.clone());
    assert_eq!(
        told,
        ["dropped /buyer/address: nothing of the hub is in it any more", "dropped /note: the hub has none any more",]
    );
    // Where nothing rides along, nobody took anything away.
    hub.kept = InvoiceKept::Nothing;
    let (target, told) = lines(hub);
    assert_eq!(target, samples::ledgerly());
    assert!(told.contains(&"filled in /note: the hub has none, so that it stays as it was".to_owned()), "{told:#?}");

    // Members that no schema names are told of one by one.
    let mut hub = Invoice::try_from(read::<oldbook::Invoice>(&samples::oldbook())).unwrap();
    hub.extra = None;
    let (_, losses) = Invoice::via(hub).to_with_losses::<oldbook::Invoice>().unwrap();
    assert_eq!(losses.iter().map(ToString::to_string).collect::<Vec<_>>(), ["dropped /odd: the hub has none any more"]);
}

#[test]
fn what_has_a_guard_is_not_taken_away_unless_allowed() {
    let mut source = samples::ledgerly();
    source["void_reason"] = json!("twice");
    let original: ledgerly::Invoice = read(&source);
    let mut hub = Invoice::try_from(original.clone()).unwrap();
    (hub.void_reason, hub.total) = (None, Amount(7));
    let mut target = original.clone();
    let none = InvoiceToLedgerly::default();
    let problems = hub.write_into_ledgerly(&mut target, none, &mut Ledger::new()).unwrap_err();
    assert_eq!(target, original);
    assert_eq!(Invoice::via(hub.clone()).to::<ledgerly::Invoice>(), Err(problems.clone()));
    assert_eq!(
        problems.to_string(),
        "invoice -> ledgerly: 1 problem\n  1. /void_reason: a void invoice would be owed again; allow it by `allow_void`"
    );
    let needs = InvoiceToLedgerly { allow_void: true, ..Default::default() };
    hub.write_into_ledgerly(&mut target, needs, &mut Ledger::new()).unwrap();
    remove(&mut source, "void_reason");
    source["total_cents"] = json!(7);
    assert_eq!(valid("ledgerly", &target), source);
}
