//! Points in time as other crates have them.

use super::date_time::{DateTime, NotADateTime};

/// Conversions for a type that reads and writes RFC 3339.
#[allow(unused_macros, reason = "each feature uses it")]
macro_rules! points_in_time {
    ($feature:literal, $ty:ty, $(#[$meta:meta])* $to:ident, |$text:ident| $read:expr, |$point:ident| $write:expr) => {
        #[cfg(feature = $feature)]
        impl DateTime {
            $(#[$meta])*
            ///
            /// # Errors
            /// The type has no such point in time.
            pub fn $to(&self) -> Result<$ty, NotADateTime> {
                let $text = self.as_str();
                $read.map_err(|_| NotADateTime)
            }
        }

        #[cfg(feature = $feature)]
        impl TryFrom<&DateTime> for $ty {
            type Error = NotADateTime;

            fn try_from(date_time: &DateTime) -> Result<Self, NotADateTime> {
                date_time.$to()
            }
        }

        #[cfg(feature = $feature)]
        impl TryFrom<$ty> for DateTime {
            type Error = NotADateTime;

            /// RFC 3339 has the years 0000 to 9999 only.
            fn try_from($point: $ty) -> Result<Self, NotADateTime> {
                Self::try_from($write)
            }
        }
    };
}

points_in_time!(
    "jiff",
    jiff::Timestamp,
    /// The point in time for `jiff`, in nanoseconds, without its offset.
    to_jiff,
    |text| text.parse::<jiff::Timestamp>(),
    |point| alloc::format!("{point}")
);
points_in_time!(
    "chrono",
    chrono::DateTime<chrono::FixedOffset>,
    /// The point in time for `chrono`, in nanoseconds, with its offset.
    to_chrono,
    |text| chrono::DateTime::parse_from_rfc3339(text),
    |point| point.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
);
points_in_time!(
    "time",
    time::OffsetDateTime,
    /// The point in time for `time`, in nanoseconds, with its offset.
    to_time,
    |text| time::OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339),
    |point| point.format(&time::format_description::well_known::Rfc3339).map_err(|_| NotADateTime)?
);
