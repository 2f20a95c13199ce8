//! Codecs and types that only invoices have.

use formwork_runtime::convert::{Fault, Read, Span, Write};
use formwork_runtime::{Integer, Json, Members, Nullable};

use crate::invoices::{ledgerly, remit};

/// The number of an invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceId(pub String);

impl From<String> for InvoiceId {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<InvoiceId> for String {
    fn from(id: InvoiceId) -> Self {
        id.0
    }
}

impl From<ledgerly::InvoiceInvoiceId> for InvoiceId {
    fn from(id: ledgerly::InvoiceInvoiceId) -> Self {
        Self(id.into())
    }
}

impl TryFrom<InvoiceId> for ledgerly::InvoiceInvoiceId {
    type Error = formwork_runtime::Rejection;

    fn try_from(id: InvoiceId) -> Result<Self, Self::Error> {
        id.0.try_into()
    }
}

/// An amount of money in cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount(pub i64);

/// Cents as an integer.
pub struct Cents;

impl Read<Integer, Amount> for Cents {
    fn read(wire: Integer) -> Result<Amount, Fault> {
        wire.as_i64().map(Amount).ok_or_else(|| Fault::new("is more money than there is"))
    }
}

impl Write<Amount, Integer> for Cents {
    fn write(value: Amount) -> Result<Integer, Fault> {
        Ok(value.0.into())
    }
}

/// Text with a point before the cents; more than two digits after it are rounded down.
pub struct Decimal;

impl Decimal {
    fn parts(text: &str) -> Option<(bool, &str, &str)> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        let (whole, cents) = digits.split_once('.')?;
        let all_digits = whole.bytes().chain(cents.bytes()).all(|byte| byte.is_ascii_digit());
        (all_digits && !whole.is_empty() && cents.len() >= 2).then_some((negative, whole, cents))
    }
}

impl<W> Read<W, Amount> for Decimal
where
    W: Clone,
    String: From<W>,
{
    const ROUNDS: Option<&'static str> = Some("to whole cents, towards zero");

    fn read(wire: W) -> Result<Amount, Fault> {
        let text = String::from(wire);
        let cents = Self::parts(&text).and_then(|(negative, whole, cents)| {
            let cents: i64 = format!("{whole}{}", &cents[..2]).parse().ok()?;
            Some(Amount(if negative { -cents } else { cents }))
        });
        cents.ok_or_else(|| Fault::new("is no decimal amount"))
    }

    fn rounds(wire: &W) -> bool {
        Self::parts(&String::from(wire.clone()))
            .is_some_and(|(_, _, cents)| cents[2..].bytes().any(|digit| digit != b'0'))
    }
}

impl<W: TryFrom<String>> Write<Amount, W> for Decimal {
    fn write(value: Amount) -> Result<W, Fault> {
        let (sign, cents) = (if value.0 < 0 { "-" } else { "" }, value.0.unsigned_abs());
        let text = format!("{sign}{}.{:02}", cents / 100, cents % 100);
        W::try_from(text).map_err(|_| Fault::new("is no amount that this format holds"))
    }
}

/// A count of things that the format bounds.
pub struct Count;

impl<W> Read<W, u32> for Count
where
    Integer: From<W>,
{
    fn read(wire: W) -> Result<u32, Fault> {
        let count = Integer::from(wire).as_u64().and_then(|count| u32::try_from(count).ok());
        count.ok_or_else(|| Fault::new("is no count"))
    }
}

impl<W: TryFrom<Integer>> Write<u32, W> for Count {
    fn write(value: u32) -> Result<W, Fault> {
        W::try_from(Integer::from(value)).map_err(|_| Fault::new("is no count that this format holds"))
    }
}

const DAY: i128 = 86_400_000_000_000;

/// Whole days.
pub struct Days;

impl Read<remit::InvoiceTermDays, Span> for Days {
    fn read(wire: remit::InvoiceTermDays) -> Result<Span, Fault> {
        let days = Integer::from(wire).as_i64().filter(|days| *days < 1_000_000);
        days.map(|days| Span::from_seconds(days * 86_400)).ok_or_else(|| Fault::new("is too long a term"))
    }
}

impl Write<Span, remit::InvoiceTermDays> for Days {
    const ROUNDS: Option<&'static str> = Some("to whole days, down");

    fn write(value: Span) -> Result<remit::InvoiceTermDays, Fault> {
        let days = Integer::from(value.as_nanos().div_euclid(DAY));
        days.try_into().map_err(|_| Fault::new("is a term that ends before it starts"))
    }

    fn rounds(value: &Span) -> bool {
        value.as_nanos() % DAY != 0
    }
}

/// A note in a format that has no `null`.
pub struct Remark;

impl Read<String, Nullable<String>> for Remark {
    fn read(wire: String) -> Result<Nullable<String>, Fault> {
        Ok(Nullable::Value(wire))
    }
}

impl Read<String, Option<Nullable<String>>> for Remark {
    fn read(wire: String) -> Result<Option<Nullable<String>>, Fault> {
        Ok((!wire.is_empty()).then_some(Nullable::Value(wire)))
    }
}

impl Write<Nullable<String>, Option<String>> for Remark {
    fn write(value: Nullable<String>) -> Result<Option<String>, Fault> {
        Ok(value.into_option())
    }
}

/// Oldbook's checksum of a number: how long it is.
pub struct Checksum;

impl Write<InvoiceId, String> for Checksum {
    fn write(value: InvoiceId) -> Result<String, Fault> {
        Ok(value.0.len().to_string())
    }
}

/// Members that the schema does not name; none of them is nothing.
pub struct Extras;

impl Read<Members<Json>, Option<Members<Json>>> for Extras {
    fn read(wire: Members<Json>) -> Result<Option<Members<Json>>, Fault> {
        Ok((!wire.is_empty()).then_some(wire))
    }
}

impl Write<Members<Json>, Option<Members<Json>>> for Extras {
    fn write(value: Members<Json>) -> Result<Option<Members<Json>>, Fault> {
        Ok(Some(value))
    }
}
