//! Builders: members in any order, nothing required forgotten, and only what the schema accepts comes out.

use formwork_runtime::{Json, Members, Nullable, to_string};

use super::account::*;

#[test]
fn required_members_come_in_any_order_and_others_as_one_likes() {
    let name: Name = "ada".parse().unwrap();
    let token = Token::try_from("s3cret").unwrap();
    let opened: Opened = "2020-01-01T00:00:00Z".parse().unwrap();
    let least = Account::builder()
        .opened(opened.clone())
        .name(name.clone())
        .level(Level::try_from(3).unwrap())
        .token(token.clone());
    let account = least.clone().build();
    assert_eq!(to_string(&account), r#"{"name":"ada","token":"s3cret","level":3,"opened":"2020-01-01T00:00:00Z"}"#);
    let rest: Members<Json> = [("more".to_owned(), Json::from(1))].into_iter().collect();
    let account = least.note(Nullable::Null).nick("Ada").plan(Plan::Team).active(false).rest(rest).build();
    let text = r#"{"name":"ada","token":"s3cret","level":3,"opened":"2020-01-01T00:00:00Z","nick":"Ada","active":false,"plan":"team","note":null,"more":1}"#;
    assert_eq!(account, text.parse().unwrap());
}

#[test]
fn what_is_built_is_checked_where_types_do_not_say_it_all() {
    assert!(Window::builder().from(1).to(2).build().is_ok());
    let told = Window::builder().to(2).build().unwrap_err().to_string();
    assert!(told.contains("dependentRequired"), "{told}");
    assert!(Limits::builder().build().is_err());
    assert_eq!(Settings::builder().build(), Settings::default());
}

#[test]
fn parts_are_built_too() {
    let days = InvoiceDays::try_from(30).unwrap();
    let invoice = Invoice::builder().days(days).kind(InvoiceKind::default()).build();
    assert_eq!(to_string(&Payment::Invoice(invoice)), r#"{"kind":"invoice","days":30}"#);
}

/// The method of a trait is called where the type has none of that name.
trait Incomplete: Sized {
    fn build(self) -> &'static str {
        "incomplete"
    }
}

impl<T> Incomplete for T {}

#[test]
fn nothing_required_can_be_forgotten() {
    let number = CardNumber::try_from("4242").unwrap();
    assert_eq!(Card::builder().build(), "incomplete");
    assert_eq!(Card::builder().number(number.clone()).build(), "incomplete");
    let card: Card = Card::builder().number(number).kind(CardKind::Card).build();
    assert_eq!(card.kind, CardKind::Card);
}
