//! TOML as values that know their places.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::Source;
use crate::diagnostic::Diagnostics;
use crate::settings::value::{Data, Fault, Key, Value};

/// A table: values by name.
pub(super) type Table = Vec<(Key, Value)>;

/// Reads a text.
///
/// # Errors
/// All that is not TOML.
pub(super) fn read(source: &Source) -> Result<Table, Diagnostics> {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    if errors.is_empty() {
        return Ok(members(table.get_ref()));
    }
    let told = errors.iter().map(|error| {
        let end = source.text.len();
        let fault = Fault::new(&error.span().unwrap_or(end..end), error.message());
        fault.in_file("config", &source.label, &source.text)
    });
    Err(Diagnostics(told.collect()))
}

/// The members in the order in which they are written.
fn members(table: &DeTable<'_>) -> Table {
    let key = |name: &Spanned<std::borrow::Cow<'_, str>>| Key { at: name.span(), name: name.get_ref().to_string() };
    let mut members: Table = table.iter().map(|(name, inner)| (key(name), value(inner))).collect();
    members.sort_by_key(|(key, _)| key.at.start);
    members
}

fn value(written: &Spanned<DeValue<'_>>) -> Value {
    let data = match written.get_ref() {
        DeValue::Boolean(boolean) => Data::Boolean(*boolean),
        DeValue::String(text) => Data::Text(text.to_string()),
        DeValue::Array(items) => Data::List(items.iter().map(value).collect()),
        DeValue::Table(table) => Data::Table(members(table)),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => Data::Other,
    };
    Value { at: written.span(), data }
}
