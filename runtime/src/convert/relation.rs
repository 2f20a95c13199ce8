//! What follows from two of: a start, an end, and the length of time between them.

use super::{Fault, Length, Timestamp};

/// The end of what starts at `start` and takes `length`, which counts in whole nanoseconds, rounded down.
///
/// # Errors
/// The end is outside the years 0000 to 9999.
///
/// ```
/// use formwork_runtime::Number;
/// use formwork_runtime::convert::{Timestamp, after, before, between};
///
/// let (issued, lifetime): (Timestamp, _) = ("2024-02-29T12:00:00.729Z".parse()?, Number::try_from(3599.271)?);
/// let expires = after(issued, &lifetime)?;
/// assert_eq!(expires.to_string(), "2024-02-29T13:00:00.000Z");
/// assert_eq!(before(expires, &lifetime)?, issued);
/// assert_eq!(between::<Number>(issued, expires).to_string(), "3599.271");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn after<L: Length>(start: Timestamp, length: &L) -> Result<Timestamp, Fault> {
    start.checked_add(length.to_span()?).ok_or_else(outside)
}

/// The start of what ends at `end` and takes `length`, which counts in whole nanoseconds, rounded up: the start comes to the
/// nanosecond before rather than the one after, so that what starts there and takes `length` never outlives `end`.
///
/// # Errors
/// The start is outside the years 0000 to 9999.
///
/// ```
/// use formwork_runtime::Number;
/// use formwork_runtime::convert::{Timestamp, after, before};
///
/// let end: Timestamp = "2024-02-29T12:00:00.000Z".parse()?;
/// let lifetime = Number::try_from(0.000_000_000_5)?;
/// let start = before(end, &lifetime)?;
/// assert_eq!(start.to_string(), "2024-02-29T11:59:59.999999999Z");
/// assert!(after(start, &lifetime)? <= end);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn before<L: Length>(end: Timestamp, length: &L) -> Result<Timestamp, Fault> {
    end.checked_sub(length.to_span_up()?).ok_or_else(outside)
}

/// The length of time from `start` to `end`, negative if `end` is the earlier one.
pub fn between<L: Length>(start: Timestamp, end: Timestamp) -> L {
    L::from_span(end.since(start))
}

fn outside() -> Fault {
    Fault::new("comes to an instant out of the years 0000 to 9999")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Number;
    use crate::convert::Span;

    #[test]
    fn each_follows_from_the_other_two() {
        let instants = [Timestamp::MIN, Timestamp::from_unix_millis(-1).unwrap(), Timestamp::MAX];
        for start in instants {
            for end in instants {
                let span: Span = between(start, end);
                assert_eq!(after(start, &span), Ok(end));
                assert_eq!(before(end, &span), Ok(start));
                let seconds: Number = between(start, end);
                assert_eq!(after(start, &seconds), Ok(end));
                assert_eq!(before(end, &seconds), Ok(start));
            }
        }
    }

    #[test]
    fn a_start_is_never_too_late() {
        let end = Timestamp::from_unix_millis(1_000).unwrap();
        for (length, nanos) in [
            ("0", 0),
            ("1e-9", 1),
            ("1.5e-9", 2),
            ("0.5e-9", 1),
            ("1e-40", 1),
            ("-0.5e-9", 0),
            ("-1.5e-9", -1),
            ("3599.271", 3_599_271_000_000),
            ("3599.2710000001", 3_599_271_000_001),
        ] {
            let length = Number::from_text(length).unwrap();
            let start = before(end, &length).unwrap();
            assert_eq!(end.since(start), Span::from_nanos(nanos), "{length}");
            assert!(after(start, &length).unwrap() <= end, "{length}");
        }
        let too_long = Number::from_text("1e400").unwrap();
        assert_eq!(before(end, &too_long), Err(too_long.to_span().unwrap_err()));
    }

    #[test]
    fn what_leaves_the_years_is_a_fault() {
        let nanosecond = Span::from_nanos(1);
        assert_eq!(after(Timestamp::MAX, &nanosecond), Err(outside()));
        assert_eq!(before(Timestamp::MIN, &nanosecond), Err(outside()));
        for edge in [i128::MIN, i128::MAX] {
            assert_eq!(after(Timestamp::MAX, &Span::from_nanos(edge)), Err(outside()));
            assert_eq!(before(Timestamp::MAX, &Span::from_nanos(edge)), Err(outside()));
        }
        assert!(after(Timestamp::MIN, &Number::from_text("1e400").unwrap()).is_err());
    }
}
