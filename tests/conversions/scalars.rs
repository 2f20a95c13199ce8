//! Enums whose variants hold plain values: those move as they are.

use formwork_runtime::convert::Ledger;
use formwork_runtime::{Hub, Integer};

use crate::invoices::scalars;

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(note = scalars::Note)]
#[format(mark = scalars::Mark)]
enum Scalar {
    #[at(_ = String)]
    Text(String),
    #[at(_ = Integer)]
    Number(Integer),
}

#[test]
fn plain_values_move() {
    let ledger = &mut Ledger::new();
    let text = scalars::Note::String("due".to_owned());
    assert_eq!(Scalar::note_to_mark(text.clone(), ledger), Ok(scalars::Mark::String("due".to_owned())));
    assert_eq!(Scalar::note_to_scalar(text, ledger), Ok(Scalar::Text("due".to_owned())));
    assert_eq!(Scalar::scalar_to_note(Scalar::Number(7.into()), ledger), Ok(scalars::Note::Integer(7.into())));
}
