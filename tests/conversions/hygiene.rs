//! Names of the user's that the generated code uses too.

use formwork_runtime::{Hub, Json, Members};

use crate::invoices::{ledgerly, oldbook};
use crate::samples::{read, show};

/// Not the one that generated code returns.
pub type Result<T> = std::result::Result<T, String>;
/// Nor the one that generated code holds.
pub struct Option2<T>(pub T);

/// Slots that are called like variables of the generated code, and formats like words of the language.
#[derive(Clone, Debug, PartialEq, Hub)]
#[hub(prefix = Words)]
#[format(r#loop = ledgerly::Line, drop(price_cents, sku: "not wanted"), give(price_cents = 0.into()))]
#[format(r#move = oldbook::InvoicePosItem, give(ep = "0.00".to_owned()), drop(ep: "not wanted"))]
pub struct Words {
    /// As the source.
    #[at(r#loop = text, r#move = txt)]
    pub source: String,
    /// As the target.
    #[at(r#loop = quantity, r#move = Again(n))]
    pub target: ledgerly::LineQuantity,
    /// As the ledger.
    #[at(r#loop = rest, r#move = none)]
    pub ledger: Option<Members<Json>>,
    /// As what is given.
    #[at(r#loop = none, r#move = none)]
    pub needs: Option<String>,
}

/// A quantity of the one as a quantity of the other.
pub struct Again;

impl formwork_runtime::convert::Read<oldbook::InvoicePosItemN, ledgerly::LineQuantity> for Again {
    fn read(
        wire: oldbook::InvoicePosItemN,
    ) -> std::result::Result<ledgerly::LineQuantity, formwork_runtime::convert::Fault> {
        formwork_runtime::Integer::from(wire)
            .try_into()
            .map_err(|_| formwork_runtime::convert::Fault::new("is no quantity"))
    }
}

impl formwork_runtime::convert::Write<ledgerly::LineQuantity, oldbook::InvoicePosItemN> for Again {
    fn write(
        value: ledgerly::LineQuantity,
    ) -> std::result::Result<oldbook::InvoicePosItemN, formwork_runtime::convert::Fault> {
        formwork_runtime::Integer::from(value)
            .try_into()
            .map_err(|_| formwork_runtime::convert::Fault::new("is no quantity"))
    }
}

#[test]
fn names_do_not_meet() {
    let json = serde_json::json!({ "text": "Bolts", "quantity": 2, "price_cents": 500, "sku": "S", "odd": 1 });
    let source: ledgerly::Line = read(&json);
    let (target, losses) = Words::via(source.clone()).to_with_losses::<oldbook::InvoicePosItem>().unwrap();
    assert_eq!(show(&target), serde_json::json!({ "txt": "Bolts", "n": 2, "ep": "0.00" }));
    let lost: Vec<_> = losses.iter().filter_map(|lost| lost.from.as_deref()).collect();
    assert_eq!(lost, ["/price_cents", "/sku", "/odd"]);
    let mut words = Words::try_from(source.clone()).unwrap();
    assert_eq!(words.ledger.as_ref().map(Members::len), Some(1));
    let written = ledgerly::Line::try_from(words.clone()).unwrap();
    assert_eq!(show(&written), serde_json::json!({ "text": "Bolts", "quantity": 2, "price_cents": 0, "odd": 1 }));
    // A format of which nothing is kept is patched all the same.
    let mut patched = source;
    words.source = "Nuts".to_owned();
    words.ledger = None;
    words.write_into_loop(&mut patched, (), &mut formwork_runtime::convert::Ledger::new()).unwrap();
    // As nothing is kept, a slot of nothing takes nothing away.
    let mut expected = json;
    expected["text"] = "Nuts".into();
    assert_eq!(show(&patched), expected);
    let text: Result<u8> = Ok(Option2(1).0);
    assert_eq!(text, Ok(1));
    assert_eq!(Words::explain().formats, ["loop", "move"]);
}
