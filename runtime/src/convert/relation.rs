//! What follows from two of: a start, an end, and the length of time between them.

use super::{Fault, Faulted, Ledger, Length, Timestamp};

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

/// The same with the account of a conversion.
impl Ledger {
    /// The end of what starts at `start` and takes `length`: nothing where either is nothing. `from` is where the source
    /// has each of the two, and a problem is told of the one at fault.
    ///
    /// # Errors
    /// Either is faulted, or the end is outside the years 0000 to 9999, which is written down.
    pub fn after<L: Length>(
        &mut self,
        from: [Option<&'static str>; 2],
        to: Option<&'static str>,
        start: Result<Option<&Timestamp>, Faulted>,
        length: Result<Option<&L>, Faulted>,
    ) -> Result<Option<Timestamp>, Faulted> {
        let Some((start, length)) = start?.zip(length?) else { return Ok(None) };
        after(*start, length).map(Some).map_err(|fault| self.faulted(at_fault(from, length), to, fault))
    }

    /// The start of what ends at `end` and takes `length`: nothing where either is nothing. `from` is where the source has
    /// each of the two, and a problem is told of the one at fault.
    ///
    /// # Errors
    /// Either is faulted, or the start is outside the years 0000 to 9999, which is written down.
    pub fn before<L: Length>(
        &mut self,
        from: [Option<&'static str>; 2],
        to: Option<&'static str>,
        end: Result<Option<&Timestamp>, Faulted>,
        length: Result<Option<&L>, Faulted>,
    ) -> Result<Option<Timestamp>, Faulted> {
        let Some((end, length)) = end?.zip(length?) else { return Ok(None) };
        before(*end, length).map(Some).map_err(|fault| self.faulted(at_fault(from, length), to, fault))
    }

    /// The length of time from `start` to `end`: nothing where either is nothing. It takes places as the others do, and
    /// there is nothing to tell of them.
    ///
    /// # Errors
    /// Either is faulted.
    pub fn between<L: Length>(
        &mut self,
        _from: [Option<&'static str>; 2],
        _to: Option<&'static str>,
        start: Result<Option<&Timestamp>, Faulted>,
        end: Result<Option<&Timestamp>, Faulted>,
    ) -> Result<Option<L>, Faulted> {
        Ok(start?.zip(end?).map(|(start, end)| between(*start, *end)))
    }

    /// A time or a length at `from` that the target has no place for, though for the two that it follows from, is lost where
    /// it is another than follows, or cannot be read. A start may be the nanosecond before, as [`before`] rounds it.
    pub fn contradicted<L: Length>(
        &mut self,
        from: &'static str,
        end: Result<Option<&Timestamp>, Faulted>,
        start: Result<Option<&Timestamp>, Faulted>,
        length: Result<Option<&L>, Faulted>,
    ) {
        let agree = match (end, start, length) {
            (Ok(Some(end)), Ok(Some(start)), Ok(Some(length))) => {
                after(*start, length).as_ref() == Ok(end) || before(*end, length).as_ref() == Ok(start)
            }
            (Ok(None), ..) | (_, Ok(None), _) | (.., Ok(None)) => true,
            _ => false,
        };
        self.dropped(from, !agree, "it is not what follows from the two that are taken along");
    }

    /// A value at `from` and another that it has to agree with where both are there: if it does not, that is a problem, for
    /// what is put together is not of one thing.
    #[inline]
    pub fn agreed<T: PartialEq>(&mut self, from: &'static str, one: Option<&T>, other: Option<&T>, why: &'static str) {
        if let (Some(one), Some(other)) = (one, other)
            && one != other
        {
            self.problem(Some(from), None, why);
        }
    }
}

/// Where the source has what keeps a time from being worked out: the length where it is none by itself, else the time.
fn at_fault<L: Length>([time, long]: [Option<&'static str>; 2], length: &L) -> Option<&'static str> {
    if length.to_span_up().is_err() { long } else { time }
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

    #[test]
    fn relations_go_through_the_ledger() {
        const FROM: [Option<&str>; 2] = [Some("/time"), Some("/length")];
        let (min, max) = (Ok(Some(&Timestamp::MIN)), Ok(Some(&Timestamp::MAX)));
        let day = Span::from_seconds(86_400);
        let mut ledger = Ledger::new();
        for (none, no_length, no_end, no_span) in
            [(Ok(None), Ok(None), Ok(None), Ok(None::<Span>)), (Err(Faulted), Err(Faulted), Err(Faulted), Err(Faulted))]
        {
            assert_eq!(ledger.after(FROM, Some("/b"), none, Ok(Some(&day))), no_end);
            assert_eq!(ledger.before(FROM, Some("/b"), none, Ok(Some(&day))), no_end);
            assert_eq!(ledger.after::<Span>(FROM, Some("/b"), max, no_length), no_end);
            assert_eq!(ledger.before::<Span>(FROM, Some("/b"), min, no_length), no_end);
            assert_eq!(ledger.between(FROM, Some("/b"), none, max), no_span);
            assert_eq!(ledger.between(FROM, Some("/b"), min, none), no_span);
        }
        assert_eq!(ledger.after::<Span>(FROM, None, Ok(None), Err(Faulted)), Err(Faulted));
        assert_eq!(ledger.after(FROM, None, min, Ok(Some(&day))), Ok(Timestamp::MIN.checked_add(day)));
        assert_eq!(ledger.before(FROM, None, max, Ok(Some(&day))), Ok(Timestamp::MAX.checked_sub(day)));
        assert_eq!(ledger.between(FROM, None, max, max), Ok(Some(Number::from(0))));
        let (tiny, next) = (Number::from_text("1.5e-9").unwrap(), Timestamp::MIN.checked_add(Span::from_nanos(2)));
        ledger.contradicted("/c", Ok(next.as_ref()), min, Ok(Some(&tiny)));
        ledger.contradicted::<Span>("/c", max, min, Ok(None));
        ledger.contradicted("/c", Ok(None), min, Ok(Some(&day)));
        assert!(ledger.is_clean() && ledger.losses().is_empty());
        ledger.contradicted("/c", max, min, Ok(Some(&day)));
        ledger.contradicted("/d", Err(Faulted), min, Ok(Some(&day)));
        assert_eq!(
            ledger.losses().iter().map(|lost| lost.from.as_deref()).collect::<Vec<_>>(),
            [Some("/c"), Some("/d")]
        );
        ledger = Ledger::new();
        assert_eq!(ledger.after(FROM, Some("/b"), max, Ok(Some(&day))), Err(Faulted));
        assert_eq!(ledger.before(FROM, None, min, Ok(Some(&day))), Err(Faulted));
        let too_long = Number::from_text("1e400").unwrap();
        assert_eq!(ledger.after(FROM, Some("/b"), min, Ok(Some(&too_long))), Err(Faulted));
        assert_eq!(ledger.before(FROM, Some("/b"), max, Ok(Some(&too_long))), Err(Faulted));
        assert_eq!(ledger.before([None, None], Some("/b"), max, Ok(Some(&too_long))), Err(Faulted));
        let (fault, long) = ("comes to an instant out of the years 0000 to 9999", "is too long a time");
        let of_length = format!("/length -> /b: {long}");
        let expected = [format!("/time -> /b: {fault}"), format!("/time: {fault}"), of_length.clone(), of_length];
        let lines: Vec<String> = ledger.problems().iter().map(ToString::to_string).collect();
        assert_eq!(lines, [&expected[..], &[format!("/b: {long}")]].concat());
    }
}
