//! Nobody is timed who does not do the work: every verdict and every round trip is compared first.

use std::error::Error;

use formwork::{Options, Source, compile};
use formwork_runtime::{Rejection, check_all, check_slice, check_value, from_slice, from_slice_borrowed, to_vec};
use formwork_sessions::supabase::Session;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::{
    borrowed::session as borrowed,
    documents::{Document, SCHEMA},
    hand::{keeping, lossy},
    rivals::{ALL, Prepared, Schema, Typed, words},
};

/// Compiles the schema for those who interpret it.
///
/// # Errors
/// One of them does not take it.
pub(crate) fn schema() -> Result<Schema, Box<dyn Error>> {
    let compiled = compile(&Source::from_text("session.schema.json", SCHEMA), "", &Options::default())?;
    let validator = jsonschema::validator_for(&serde_json::from_str(SCHEMA)?)?;
    Ok(Schema { compiled, validator })
}

/// Reads a document in every way and compares what comes out.
///
/// # Errors
/// Two do not agree.
pub(crate) fn prepare(schema: &Schema, document: Document) -> Result<Prepared, Box<dyn Error>> {
    let text = document.text.as_slice();
    let value: Value = serde_json::from_slice(text)?;
    serde_json::from_slice::<IgnoredAny>(text)?;
    for (who, verdict) in [
        ("jsonschema", schema.validator.is_valid(&value)),
        ("check_slice", check_slice::<Session>(text).is_ok()),
        ("check_value", check_value::<Session>(&value).is_ok()),
        ("from_slice", from_slice::<Session>(text).is_ok()),
        ("from_slice_borrowed", from_slice_borrowed::<borrowed::Session<'_>>(text).is_ok()),
        ("the interpreter", schema.compiled.check(text).is_ok()),
        ("serde_json, lossy", serde_json::from_slice::<lossy::Session>(text).is_ok()),
        ("serde_json, keeping", serde_json::from_slice::<keeping::Session>(text).is_ok()),
        ("from_value, lossy", serde_json::from_value::<lossy::Session>(value.clone()).is_ok()),
        ("from_value, keeping", serde_json::from_value::<keeping::Session>(value.clone()).is_ok()),
    ] {
        same(&verdict, &document.is_valid, document.name, who)?;
    }
    let typed = if document.is_valid {
        Some(round_trip(&document, &value)?)
    } else {
        one_fault(schema, &document, &value)?;
        None
    };
    Ok(Prepared { document, value, typed })
}

/// What every rival reads, it writes equal to the document.
fn round_trip(document: &Document, value: &Value) -> Result<Typed, Box<dyn Error>> {
    let text = document.text.as_slice();
    let typed =
        Typed { ours: from_slice(text)?, lossy: serde_json::from_slice(text)?, keeping: serde_json::from_slice(text)? };
    let ours = to_vec(&typed.ours);
    for (who, bytes) in [
        ("to_vec", &ours),
        ("to_vec, borrowed", &to_vec(&from_slice_borrowed::<borrowed::Session<'_>>(text)?)),
        ("serde_json, lossy", &serde_json::to_vec(&typed.lossy)?),
        ("serde_json, keeping", &serde_json::to_vec(&typed.keeping)?),
    ] {
        same(&serde_json::from_slice(bytes)?, value, document.name, who)?;
        // The fields stand in one order, so that everybody writes the same bytes.
        same(bytes, &ours, document.name, who)?;
    }
    same(&from_slice(&ours)?, &typed.ours, document.name, "from_slice of to_vec")?;
    Ok(typed)
}

/// Everybody finds the one fault, in the same place.
fn one_fault(schema: &Schema, document: &Document, value: &Value) -> Result<(), Box<dyn Error>> {
    const PLACE: &str = "/user/is_sso_user";
    let text = document.text.as_slice();
    for (who, verdict) in [
        ("check_slice", check_slice::<Session>(text)),
        ("check_all", check_all::<Session>(text, ALL)),
        ("from_slice", from_slice::<Session>(text).map(|_| ())),
        ("from_slice_borrowed", from_slice_borrowed::<borrowed::Session<'_>>(text).map(|_| ())),
        ("the interpreter", schema.compiled.check(text)),
    ] {
        let Err(Rejection::Invalid(violations)) = verdict else { return Err(format!("{who}: no violation").into()) };
        let places: Vec<_> = violations.iter().map(|violation| violation.instance.as_str()).collect();
        same(places.as_slice(), &[PLACE], document.name, who)?;
    }
    let first = schema.validator.validate(value).err().map(|error| words(&error).0);
    same(&first.as_deref(), &Some(PLACE), document.name, "validate")?;
    let places: Vec<_> = schema.validator.iter_errors(value).map(|error| words(&error).0).collect();
    same(places.as_slice(), &[PLACE.to_owned()], document.name, "iter_errors")
}

fn same<T: PartialEq + ?Sized>(found: &T, expected: &T, document: &str, who: &str) -> Result<(), Box<dyn Error>> {
    if found == expected { Ok(()) } else { Err(format!("{document}: {who} does not agree with the others").into()) }
}
