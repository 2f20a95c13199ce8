//! The `jsonschema` crate, and in what it is known to be wrong.

use formwork::Draft;
use jsonschema::Validator;

use crate::generator::Value;

/// The reasons, a line each; see [`FAULTS`].
pub const LIST: &str = include_str!("../known_oracle_faults.txt");

/// Another implementation's reading of a schema.
pub struct Oracle(Validator);

impl Oracle {
    /// Nothing where the schema has numbers that `serde_json::Value` does not hold.
    pub fn new(draft: Draft, schema: &Value) -> Result<Option<Self>, String> {
        if !schema.fits_serde_json() {
            return Ok(None);
        }
        let value: serde_json::Value = serde_json::from_str(&schema.to_string()).map_err(|error| error.to_string())?;
        let options = jsonschema::options()
            .with_draft(match draft {
                Draft::Draft4 => jsonschema::Draft::Draft4,
                Draft::Draft6 => jsonschema::Draft::Draft6,
                Draft::Draft7 => jsonschema::Draft::Draft7,
                Draft::Draft201909 => jsonschema::Draft::Draft201909,
                Draft::Draft202012 => jsonschema::Draft::Draft202012,
            })
            .should_validate_formats(false)
            // In draft 7 these may assert (section 8); they do not here.
            .without_content_encoding_support("base64")
            .without_content_media_type_support("application/json");
        options.build(&value).map(|validator| Some(Self(validator))).map_err(|error| error.to_string())
    }

    pub fn is_valid(&self, instance: &Value) -> bool {
        serde_json::from_str(&instance.to_string()).is_ok_and(|instance: serde_json::Value| self.0.is_valid(&instance))
    }
}

/// A case that the oracle has judged otherwise than we have.
pub struct Case<'c> {
    pub draft: Draft,
    pub schema: &'c Value,
    pub instance: &'c Value,
    /// Our verdict.
    pub accepted: bool,
}

/// Tells whether a case shows a fault.
type Fault = fn(&Case<'_>) -> bool;

/// The faults in verdicts, by their names in the list.
pub const FAULTS: [(&str, Fault); 4] = [
    ("multiple-of-in-f64", multiple_of_in_f64),
    ("contains-evaluates-in-2019-09", contains_evaluates),
    ("large-exponents-are-integers-in-draft-4", large_exponents),
    ("recursive-references-in-2020-12", recursive_references),
];

/// Some number of the instance is, or is not, a multiple of one in the schema, and the oracle says otherwise.
fn multiple_of_in_f64(case: &Case<'_>) -> bool {
    let divisors = all(case.schema, &|value| value.get("multipleOf").cloned());
    let numbers = all(case.instance, &|value| matches!(value, Value::Number(_)).then(|| value.clone()));
    divisors.iter().any(|divisor| {
        let schema = Value::object([("multipleOf", divisor.clone())]);
        let Ok(Some(oracle)) = Oracle::new(case.draft, &schema) else { return false };
        numbers.iter().any(|number| {
            number.is_multiple_of(divisor).is_some_and(|is_multiple| oracle.is_valid(number) != is_multiple)
        })
    })
}

/// Some number of the instance has a fraction or an exponent, and the oracle takes it for an integer of draft 4.
fn large_exponents(case: &Case<'_>) -> bool {
    let integer = Value::object([("type", Value::text("integer"))]);
    let names_integers = |value: &Value| match value.get("type") {
        Some(Value::Text(name)) => name == "integer",
        Some(names) => names.items().contains(&Value::text("integer")),
        None => false,
    };
    case.draft == Draft::Draft4
        && case.schema.any(&names_integers)
        && Oracle::new(case.draft, &integer).ok().flatten().is_some_and(|oracle| {
            case.instance.any(&|value| match value {
                Value::Number(text) => text.contains(['.', 'e', 'E']) && oracle.is_valid(value),
                _ => false,
            })
        })
}

/// The oracle says what we say as soon as the draft's former keyword is gone.
fn recursive_references(case: &Case<'_>) -> bool {
    fn forget(value: &mut Value) {
        for index in 0..value.children().len() {
            value.child_mut(index).into_iter().for_each(forget);
        }
        if let Value::Object(members) = value {
            members.retain(|(name, _)| name != "$recursiveRef");
        }
    }
    let mut schema = case.schema.clone();
    forget(&mut schema);
    case.draft == Draft::Draft202012
        && schema != *case.schema
        && Oracle::new(case.draft, &schema)
            .is_ok_and(|oracle| oracle.is_some_and(|oracle| oracle.is_valid(case.instance) == case.accepted))
}

/// The oracle says what we say as soon as each `contains` stands where its annotations are dropped: inside two `not`.
fn contains_evaluates(case: &Case<'_>) -> bool {
    let mut schema = case.schema.clone();
    if case.draft != Draft::Draft201909 || all(&schema, &|value| value.get("unevaluatedItems").map(|_| ())).is_empty() {
        return false;
    }
    // A reference into what is moved would lead nowhere: what it leads to takes its place, as often as that may nest.
    for _ in 0..4 {
        let whole = schema.clone();
        inline_references(&mut schema, &whole);
    }
    hide_contains(&mut schema);
    schema != *case.schema
        && Oracle::new(case.draft, &schema)
            .is_ok_and(|oracle| oracle.is_some_and(|oracle| oracle.is_valid(case.instance) == case.accepted))
}

/// Puts what a reference through a `contains` leads to in its place.
fn inline_references(value: &mut Value, whole: &Value) {
    for index in 0..value.children().len() {
        value.child_mut(index).into_iter().for_each(|child| inline_references(child, whole));
    }
    let Some(Value::Text(reference)) = value.get("$ref") else { return };
    let Some(pointer) = reference.strip_prefix('#').filter(|pointer| pointer.contains("/contains")) else { return };
    let Some(target) = follow(whole, pointer).cloned() else { return };
    if let Value::Object(members) = value {
        members.retain(|(name, _)| name != "$ref");
    }
    let mut list = value.get("allOf").map_or(&[][..], Value::items).to_vec();
    list.push(target);
    value.set("allOf", Value::Array(list));
}

/// What a JSON Pointer in a URI's fragment leads to.
fn follow<'v>(value: &'v Value, pointer: &str) -> Option<&'v Value> {
    pointer.split('/').skip(1).try_fold(value, |value, token| {
        let token = percent_decoded(token)?.replace("~1", "/").replace("~0", "~");
        match token.parse::<usize>() {
            Ok(index) if !value.items().is_empty() => value.items().get(index),
            _ => value.get(&token),
        }
    })
}

fn percent_decoded(token: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = token.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let Some((code, behind)) = after.split_at_checked(2).filter(|_| *first == b'%') else {
            bytes.push(*first);
            rest = after;
            continue;
        };
        bytes.push(u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok()?);
        rest = behind;
    }
    String::from_utf8(bytes).ok()
}

fn hide_contains(value: &mut Value) {
    for index in 0..value.children().len() {
        value.child_mut(index).into_iter().for_each(hide_contains);
    }
    let Value::Object(members) = value else { return };
    if !members.iter().any(|(name, _)| name == "contains") {
        return;
    }
    let is_about = |(name, _): &(String, Value)| ["contains", "minContains", "maxContains"].contains(&name.as_str());
    let (hidden, rest) = std::mem::take(members).into_iter().partition(is_about);
    *members = rest;
    let twice = Value::object([("not", Value::object([("not", Value::Object(hidden))]))]);
    let mut list = value.get("allOf").map_or(&[][..], Value::items).to_vec();
    list.push(twice);
    value.set("allOf", Value::Array(list));
}

/// What is found in a value and in all inside it.
fn all<T>(value: &Value, find: &impl Fn(&Value) -> Option<T>) -> Vec<T> {
    let below = value.children().into_iter().flat_map(|child| all(child, find)).collect::<Vec<_>>();
    find(value).into_iter().chain(below).collect()
}

pub fn known_fault(draft: Draft, schema: &Value, instance: &Value, accepted: bool) -> Option<&'static str> {
    let case = Case { draft, schema, instance, accepted };
    FAULTS.iter().find(|(_, is_so)| is_so(&case)).map(|(name, _)| *name)
}
