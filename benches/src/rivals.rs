//! Who is measured: the measures of a document that the schema accepts, and of one that it does not.

use formwork::Compiled;
use formwork_runtime::{check_all, check_slice, check_value, from_slice, from_slice_borrowed, to_vec};
use formwork_sessions::supabase::Session;
use jsonschema::{ValidationError, Validator};
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::{
    borrowed::session as borrowed,
    clock::Measure,
    documents::Document,
    hand::{keeping, lossy},
};

/// So many violations are collected at most.
pub(crate) const ALL: usize = 1000;
/// The measure that ratios are to: what hand-written serde does, which checks nothing and forgets unknown members.
pub(crate) const BASE: &str = "serde_json, hand-written structs, unknown members lost";
/// The other measure that ratios are to: reading the text and keeping nothing.
pub(crate) const FLOOR: &str = "serde_json `IgnoredAny`";

/// The schema, compiled for those who interpret it.
pub(crate) struct Schema {
    /// For Formwork's interpreter.
    pub(crate) compiled: Compiled,
    /// For `jsonschema`.
    pub(crate) validator: Validator,
}

/// A document in all the forms that measures start from.
pub(crate) struct Prepared {
    /// What it is.
    pub(crate) document: Document,
    /// Its tree.
    pub(crate) value: Value,
    /// Its typed forms, if it is valid.
    pub(crate) typed: Option<Typed>,
}

/// A session in the types of each rival.
pub(crate) struct Typed {
    /// Formwork's.
    pub(crate) ours: Session,
    /// serde's, without unknown members.
    pub(crate) lossy: lossy::Session,
    /// serde's, with unknown members.
    pub(crate) keeping: keeping::Session,
}

/// The measures of a document.
pub(crate) fn measures<'d>(schema: &'d Schema, prepared: &'d Prepared) -> Vec<Measure<'d>> {
    let text = prepared.document.text.as_slice();
    match &prepared.typed {
        Some(typed) => {
            let mut all = reading(schema, text);
            all.extend(judging(schema, text, &prepared.value));
            all.extend(writing(typed));
            all
        }
        None => refusing(schema, text),
    }
}

/// From bytes to a typed value.
fn reading<'d>(schema: &'d Schema, text: &'d [u8]) -> Vec<Measure<'d>> {
    vec![
        Measure::new(BASE, || serde_json::from_slice::<lossy::Session>(text)),
        Measure::new("serde_json, hand-written structs, unknown members kept (`flatten`)", || {
            serde_json::from_slice::<keeping::Session>(text)
        }),
        Measure::new("**Formwork `from_slice`**, checked, unknown members kept", || from_slice::<Session>(text)),
        Measure::new("**Formwork `from_slice_borrowed`**, checked, unknown members kept, strings borrowed", || {
            from_slice_borrowed::<borrowed::Session<'_>>(text)
        }),
        Measure::new("serde_json with **Formwork's `Deserialize`**, the same", || {
            serde_json::from_slice::<Session>(text)
        }),
        Measure::new("`Value` + jsonschema `is_valid` + `from_value` (lost)", || {
            let value = serde_json::from_slice::<Value>(text).ok()?;
            let is_valid = schema.validator.is_valid(&value);
            is_valid.then(|| serde_json::from_value::<lossy::Session>(value))
        }),
        Measure::new("`Value` + jsonschema `is_valid` + `from_value` (kept)", || {
            let value = serde_json::from_slice::<Value>(text).ok()?;
            let is_valid = schema.validator.is_valid(&value);
            is_valid.then(|| serde_json::from_value::<keeping::Session>(value))
        }),
    ]
}

/// From bytes or a tree to a verdict.
fn judging<'d>(schema: &'d Schema, text: &'d [u8], value: &'d Value) -> Vec<Measure<'d>> {
    vec![
        Measure::new(FLOOR, || serde_json::from_slice::<IgnoredAny>(text)),
        Measure::new("**Formwork `check_slice`**", || check_slice::<Session>(text)),
        Measure::new("**Formwork interpreter**, bytes", || schema.compiled.check(text)),
        Measure::new("`Value` alone", || serde_json::from_slice::<Value>(text)),
        Measure::new("`Value` + jsonschema `is_valid`", || {
            serde_json::from_slice::<Value>(text).is_ok_and(|value| schema.validator.is_valid(&value))
        }),
        Measure::new("(parsed before) **Formwork `check_value`**", || check_value::<Session>(value)),
        Measure::new("(parsed before) jsonschema `is_valid`", || schema.validator.is_valid(value)),
    ]
}

/// From a typed value to bytes.
fn writing(typed: &Typed) -> Vec<Measure<'_>> {
    vec![
        Measure::new("(write) serde_json `to_vec`, unknown members lost", || serde_json::to_vec(&typed.lossy)),
        Measure::new("(write) serde_json `to_vec`, unknown members kept", || serde_json::to_vec(&typed.keeping)),
        Measure::new("(write) **Formwork `to_vec`**", || to_vec(&typed.ours)),
    ]
}

/// From bytes to what is wrong with them.
fn refusing<'d>(schema: &'d Schema, text: &'d [u8]) -> Vec<Measure<'d>> {
    vec![
        Measure::new(BASE, || serde_json::from_slice::<lossy::Session>(text).is_err()),
        Measure::new(FLOOR, || serde_json::from_slice::<IgnoredAny>(text)),
        Measure::new("**Formwork `check_slice`**, the first", || check_slice::<Session>(text)),
        Measure::new("**Formwork `check_all`**, all", || check_all::<Session>(text, ALL)),
        Measure::new("**Formwork `from_slice`**, all", || from_slice::<Session>(text)),
        Measure::new("**Formwork interpreter**, all", || schema.compiled.check(text)),
        Measure::new("`Value` + jsonschema `is_valid`, the verdict alone", || {
            serde_json::from_slice::<Value>(text).is_ok_and(|value| schema.validator.is_valid(&value))
        }),
        Measure::new("`Value` + jsonschema `validate`, the first", || {
            let value = serde_json::from_slice::<Value>(text).ok()?;
            schema.validator.validate(&value).err().map(ValidationError::to_owned)
        }),
        Measure::new("`Value` + jsonschema `iter_errors`, all", || {
            let value = serde_json::from_slice::<Value>(text).ok()?;
            Some(schema.validator.iter_errors(&value).map(ValidationError::to_owned).collect::<Vec<_>>())
        }),
        Measure::new("`Value` + jsonschema `iter_errors`, all, written out as text", || {
            let value = serde_json::from_slice::<Value>(text).ok()?;
            Some(schema.validator.iter_errors(&value).map(|error| words(&error)).collect::<Vec<_>>())
        }),
    ]
}

/// What Formwork's violations hold: where in the value, where in the schema, and what.
pub(crate) fn words(error: &ValidationError<'_>) -> (String, String, String) {
    (error.instance_path().to_string(), error.schema_path().to_string(), error.to_string())
}
