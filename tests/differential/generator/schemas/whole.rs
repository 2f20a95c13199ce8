//! Keywords that apply schemas to the whole value, and keywords of other drafts, which say nothing.

use formwork::Draft;

use super::{super::choices, Maker, Place, Value};

pub(super) fn all_of(maker: &mut Maker<'_, '_>, schema: &mut Value, place: Place) {
    schema.set("allOf", maker.schemas(place.same(), 3));
}

pub(super) fn any_of(maker: &mut Maker<'_, '_>, schema: &mut Value, place: Place) {
    schema.set("anyOf", maker.schemas(place.same(), 3));
}

pub(super) fn one_of(maker: &mut Maker<'_, '_>, schema: &mut Value, place: Place) {
    schema.set("oneOf", maker.schemas(place.same(), 3));
}

pub(super) fn not(maker: &mut Maker<'_, '_>, schema: &mut Value, place: Place) {
    schema.set("not", maker.schema(place.same()));
}

/// `if`, `then` and `else`, or some of them
pub(super) fn condition(maker: &mut Maker<'_, '_>, schema: &mut Value, place: Place) {
    if maker.draft < Draft::Draft7 {
        return one_of(maker, schema, place);
    }
    for (name, percent) in [("if", 92), ("then", 75), ("else", 65)] {
        if maker.dice.chance(percent) {
            schema.set(name, maker.schema(place.same()));
        }
    }
}

/// A keyword that this draft does not know.
pub(super) fn foreign(maker: &mut Maker<'_, '_>, schema: &mut Value, _: Place) {
    use Draft::{Draft4 as D4, Draft6 as D6, Draft7 as D7, Draft201909 as D19, Draft202012 as D20};
    const FOREIGN: [(&str, &[Draft]); 18] = [
        ("const", &[D4]),
        ("contains", &[D4]),
        ("propertyNames", &[D4]),
        ("if", &[D4, D6]),
        ("then", &[D4, D6]),
        ("else", &[D4, D6]),
        ("dependentRequired", &[D4, D6, D7]),
        ("dependentSchemas", &[D4, D6, D7]),
        ("unevaluatedItems", &[D4, D6, D7]),
        ("unevaluatedProperties", &[D4, D6, D7]),
        ("minContains", &[D4, D6, D7]),
        ("maxContains", &[D4, D6, D7]),
        ("prefixItems", &[D4, D6, D7, D19]),
        ("additionalItems", &[D20]),
        ("$recursiveRef", &[D4, D6, D7, D20]),
        ("divisibleBy", &[D4, D6, D7, D19, D20]),
        ("extends", &[D4, D6, D7, D19, D20]),
        ("disallow", &[D4, D6, D7, D19, D20]),
    ];
    let (name, drafts) = maker.dice.pick(&FOREIGN);
    if drafts.contains(&maker.draft) && schema.get(name).is_none() {
        let value = match maker.dice.below(5) {
            // The meta-schema of 2020-12 still wants a string here.
            _ if *name == "$recursiveRef" => Value::text("#"),
            0 => Value::Boolean(false),
            1 => Value::object([("type", Value::text("string"))]),
            2 => Value::Array(vec![Value::object([("type", Value::text("null"))])]),
            3 => Value::object([("a", Value::texts(&["b"]))]),
            _ => choices::value(maker.dice, 2),
        };
        schema.set(name, value);
    }
}
