//! Times that a format says thrice, on the way to one that says them twice.

use formwork_runtime::convert::{Rfc3339, Seconds, Span, Timestamp, UnixSeconds};
use formwork_runtime::{DateTime, Hub, Integer};

/// Says all three.
mod full {
    use super::{DateTime, Integer};

    #[derive(Clone, Debug, PartialEq)]
    pub(super) struct Loan {
        pub(super) start: Integer,
        pub(super) length: Integer,
        pub(super) end: DateTime,
    }

    macro_rules! shape_loan {
        ([$($then:tt)*] $($state:tt)*) => { $($then)*! { $($state)* { struct Loan {
            start "start" required leaf (::formwork_runtime::Integer);
            length "length" required leaf (::formwork_runtime::Integer);
            end "end" required leaf (::formwork_runtime::DateTime);
        } } } };
    }
    pub(super) use shape_loan as Loan;
}

/// Says two of them.
mod short {
    use super::Integer;

    #[derive(Clone, Debug, PartialEq)]
    pub(super) struct Loan {
        pub(super) start: Integer,
        pub(super) length: Integer,
    }

    macro_rules! shape_loan_short {
        ([$($then:tt)*] $($state:tt)*) => { $($then)*! { $($state)* { struct Loan {
            start "start" required leaf (::formwork_runtime::Integer);
            length "length" required leaf (::formwork_runtime::Integer);
        } } } };
    }
    pub(super) use shape_loan_short as Loan;
}

/// A loan.
#[derive(Clone, Debug, PartialEq, Hub)]
#[format(full = full::Loan)]
#[format(short = short::Loan)]
struct Lent {
    /// When it starts.
    #[at(full = UnixSeconds(start), short = UnixSeconds(start))]
    start: Timestamp,
    /// How long it takes.
    #[at(full = Seconds(length), short = Seconds(length))]
    length: Span,
    /// When it ends.
    #[equation(end = after(start, length))]
    #[at(full = Rfc3339(end), short = none)]
    end: Timestamp,
}

#[test]
fn what_says_something_else_is_told_of() {
    let told = |end: &str| {
        let loan = full::Loan { start: 0.into(), length: 60.into(), end: end.parse().unwrap() };
        let (short, losses) = Lent::via(loan).to_with_losses::<short::Loan>().unwrap();
        assert_eq!(short, short::Loan { start: 0.into(), length: 60.into() });
        losses.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert!(told("1970-01-01T00:01:00Z").is_empty());
    let another = ["dropped /end: it is not what follows from the two that are taken along"];
    assert_eq!(told("1970-01-01T00:01:01Z"), another);
}
