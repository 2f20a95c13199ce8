//! Days of the Gregorian calendar, counted.

/// Days from 0000-01-01 to 1970-01-01.
const EPOCH: i64 = 719_528;

/// Days of the years 0000 to 9999.
const DAYS: i64 = 3_652_425;

/// A day of the years 0000 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: u32,
    /// 1 to 12
    pub(super) month: u32,
    /// 1 to 31
    pub(super) day: u32,
}

impl Date {
    /// Days since 1970-01-01.
    pub(super) fn unix_days(self) -> i64 {
        let months: u32 = (1..self.month).filter_map(|month| days_in_month(self.year, month)).sum();
        days_before(self.year.into()) + i64::from(months + self.day) - 1 - EPOCH
    }

    /// The day that is so many days after 1970-01-01.
    pub(super) fn from_unix_days(days: i64) -> Option<Self> {
        let days = days.checked_add(EPOCH).filter(|days| (0..DAYS).contains(days))?;
        // A mean year is 146097 / 400 days long, so the guess is off by one at most.
        let guess = days * 400 / 146_097;
        let year = [guess + 1, guess].into_iter().find(|&year| days_before(year) <= days).unwrap_or(guess - 1);
        let mut day = u32::try_from(days - days_before(year)).ok()?;
        let year = u32::try_from(year).ok()?;
        for month in 1..=12 {
            let length = days_in_month(year, month)?;
            if day < length {
                return Some(Self { year, month, day: day + 1 });
            }
            day -= length;
        }
        None
    }
}

/// Days from 0000-01-01 to the first day of `year`.
fn days_before(year: i64) -> i64 {
    // Years 0, 4, 8 and so on are leap years before `year`, except those of the centuries that 400 does not divide.
    year * 365 + (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400
}

/// The length of a month counted from 1; `None` for what is no month.
pub(super) fn days_in_month(year: u32, month: u32) -> Option<u32> {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => Some(29),
        2 => Some(28),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_follows_the_one_before() {
        let mut expected = Date { year: 0, month: 1, day: 1 };
        for days in -EPOCH..DAYS - EPOCH {
            assert_eq!(Date::from_unix_days(days), Some(expected));
            assert_eq!(expected.unix_days(), days);
            expected.day += 1;
            if Some(expected.day) > days_in_month(expected.year, expected.month) {
                expected = Date { month: expected.month + 1, day: 1, ..expected };
            }
            if expected.month > 12 {
                expected = Date { year: expected.year + 1, month: 1, day: 1 };
            }
        }
        assert_eq!(expected, Date { year: 10_000, month: 1, day: 1 });
        assert_eq!(Date::from_unix_days(0), Some(Date { year: 1970, month: 1, day: 1 }));
        assert_eq!(Date::from_unix_days(DAYS - EPOCH), None);
        assert_eq!(Date::from_unix_days(-EPOCH - 1), None);
        assert_eq!(Date::from_unix_days(i64::MAX), None);
    }
}
