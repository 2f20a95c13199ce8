//! Codecs: how a value goes from a place of a format into a slot of a hub and back.

mod each;
mod first;
mod newtype;
mod non_empty;
mod plain;
mod span;
mod time;

use super::Fault;

pub use each::Each;
pub use first::First;
pub use non_empty::NonEmpty;
pub use plain::{Exposed, Same, Through};
pub use span::{Millis, Seconds};
pub use time::{Rfc3339, UnixMillis, UnixSeconds};

/// How a codec makes a slot's value from what a format's place holds. It takes the value, so that text moves and is not
/// copied.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not read a `{Wire}` into a `{Value}`",
    label = "the place holds a `{Wire}`, the slot a `{Value}`",
    note = "`UnixSeconds` and `UnixMillis` read numbers and `Rfc3339` text, all into a `Timestamp`; `Seconds` and \
            `Millis` read numbers into a `Span`; `Same`, which is what a place without a codec has, reads what converts by \
            `TryFrom`, and `Through<T>` what does so by way of a `T`",
    note = "a codec of your own is a unit struct that implements `Read<{Wire}, {Value}>`"
)]
pub trait Read<Wire, Value> {
    /// What reading may take away, such as `to whole nanoseconds, down`; `None` if it never takes anything away.
    const ROUNDS: Option<&'static str> = None;

    /// The slot's value.
    ///
    /// # Errors
    /// The value is none that the slot can hold.
    fn read(wire: Wire) -> Result<Value, Fault>;

    /// Whether reading takes something away from this very value.
    fn rounds(wire: &Wire) -> bool {
        let _ = wire;
        false
    }
}

/// The other way: how a codec makes what a format's place holds from a slot's value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not write a `{Value}` as a `{Wire}`",
    label = "the slot holds a `{Value}`, the place a `{Wire}`",
    note = "`UnixSeconds` and `UnixMillis` write a `Timestamp` as a number and `Rfc3339` as text; `Seconds` and \
            `Millis` write a `Span` as a number; `Same`, which is what a place without a codec has, writes what converts \
            by `TryFrom`, and `Through<T>` what does so by way of a `T`",
    note = "a codec of your own is a unit struct that implements `Write<{Value}, {Wire}>`"
)]
pub trait Write<Value, Wire> {
    /// What writing may take away, such as `to whole seconds, down`; `None` if it never takes anything away.
    const ROUNDS: Option<&'static str> = None;

    /// What the place holds.
    ///
    /// # Errors
    /// The value is none that the place can hold.
    fn write(value: Value) -> Result<Wire, Fault>;

    /// Whether writing takes something away from this very value.
    fn rounds(value: &Value) -> bool {
        let _ = value;
        false
    }
}

const NANOSECONDS: Option<&str> = Some("to whole nanoseconds, down");
const MILLISECONDS: Option<&str> = Some("to whole milliseconds, down");
const SECONDS: Option<&str> = Some("to whole seconds, down");
