//! Keywords for arrays.

use formwork::Draft;

use super::{Maker, Place, Value};

/// `items` with one schema
pub(super) fn items(maker: &mut Maker<'_, '_>, schema: &mut Value, place: Place) {
    schema.set("items", maker.schema(place.part()));
}

/// `prefixItems`, or `items` with several schemas; and what follows them
pub(super) fn tuple(maker: &mut Maker<'_, '_>, schema: &mut Value, place: Place) {
    let (first, rest) =
        if maker.draft == Draft::Draft202012 { ("prefixItems", "items") } else { ("items", "additionalItems") };
    if maker.dice.chance(90) {
        schema.set(first, maker.schemas(place.part(), 3));
    }
    if maker.dice.chance(50) {
        let is_boolean = maker.draft == Draft::Draft4 && rest == "additionalItems" && maker.dice.chance(50);
        let value = if is_boolean { Value::Boolean(maker.dice.chance(30)) } else { maker.schema(place.part()) };
        schema.set(rest, value);
    }
}

/// `contains` and its bounds
pub(super) fn contains(maker: &mut Maker<'_, '_>, schema: &mut Value, place: Place) {
    if maker.draft == Draft::Draft4 {
        return counts(maker, schema, place);
    }
    if maker.dice.chance(95) {
        schema.set("contains", maker.schema(place.part()));
    }
    for name in ["minContains", "maxContains"] {
        if maker.draft >= Draft::Draft201909 && maker.dice.chance(40) {
            schema.set(name, maker.count());
        }
    }
}

/// `minItems`, `maxItems`, `uniqueItems`
pub(super) fn counts(maker: &mut Maker<'_, '_>, schema: &mut Value, _: Place) {
    for name in ["minItems", "maxItems"] {
        if maker.dice.chance(35) {
            schema.set(name, maker.count());
        }
    }
    if maker.dice.chance(50) {
        schema.set("uniqueItems", Value::Boolean(maker.dice.chance(85)));
    }
}

/// `unevaluatedItems`
pub(super) fn unevaluated(maker: &mut Maker<'_, '_>, schema: &mut Value, place: Place) {
    if maker.draft < Draft::Draft201909 {
        return tuple(maker, schema, place);
    }
    let value = if maker.dice.chance(60) { Value::Boolean(false) } else { maker.schema(place.part()) };
    schema.set("unevaluatedItems", value);
}
