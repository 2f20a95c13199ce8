//! The crate as its users see it.

use std::collections::{BTreeSet, HashSet};

use formwork_example_standalone::{customer, find, order};
use formwork_runtime::{check_slice, from_slice, to_string};

const ORDER: &str = r#"{"id":"o-1","total":{"cents":1250,"currency":"EUR"},"state":"paid"}"#;

#[test]
fn orders_are_found() {
    let orders: Vec<order::Order> = vec![from_slice(ORDER.as_bytes()).unwrap()];
    let found = find(&orders, br#"{ "order": "o-1" }"#).unwrap().unwrap();
    assert_eq!(found.state, Some(order::OrderState::Paid));
    assert_eq!(to_string(found), ORDER);
    assert!(find(&orders, br#"{ "order": "o-2" }"#).unwrap().is_none());
    assert!(find(&orders, br#"{ "order": "" }"#).is_err());
}

#[test]
fn types_are_what_the_schemas_say() {
    let order: order::Order = from_slice(ORDER.as_bytes()).unwrap();
    assert!(HashSet::from([order.clone()]).contains(&order) && BTreeSet::from([order.clone()]).contains(&order));
    let wrong = ORDER.replace("EUR", "euros").replace("1250", "-1");
    let why = check_slice::<order::Order>(wrong.as_bytes()).unwrap_err().to_string();
    assert!(why.contains("/total/cents") && why.contains("https://schemas.example/money.json#"), "{why}");
    let customer: customer::Customer = from_slice(br#"{ "name": "Ada", "orders": [] }"#).unwrap();
    assert!(!format!("{customer:?}").contains("Ada"), "the options file marks it as secret");
}
