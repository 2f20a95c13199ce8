//! Keywords without schemas in them.

use formwork::Draft;

use super::{super::choices, Maker, Place, Value, names};

pub(super) fn types(maker: &mut Maker<'_, '_>, schema: &mut Value, _: Place) {
    let mut kinds = vec![maker.dice.word(&names::TYPES)];
    while maker.dice.chance(25) {
        let kind = maker.dice.word(&names::TYPES);
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let kinds = if kinds.len() == 1 && maker.dice.chance(85) { Value::text(kinds[0]) } else { Value::texts(&kinds) };
    schema.set("type", kinds);
}

/// `enum` or `const`
pub(super) fn values(maker: &mut Maker<'_, '_>, schema: &mut Value, _: Place) {
    if maker.draft >= Draft::Draft6 && maker.dice.chance(40) {
        schema.set("const", choices::value(maker.dice, 2));
    } else {
        schema.set("enum", Value::Array(choices::distinct_values(maker.dice, 4)));
    }
}

/// `minimum` and its like
pub(super) fn bounds(maker: &mut Maker<'_, '_>, schema: &mut Value, _: Place) {
    for (plain, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
        if maker.dice.chance(50) {
            schema.set(plain, Value::number(maker.dice.word(&names::BOUNDS)));
            if maker.draft == Draft::Draft4 && maker.dice.chance(50) {
                schema.set(exclusive, Value::Boolean(maker.dice.chance(70)));
            }
        }
        if maker.draft > Draft::Draft4 && maker.dice.chance(30) {
            schema.set(exclusive, Value::number(maker.dice.word(&names::BOUNDS)));
        }
    }
}

/// `multipleOf`
pub(super) fn multiple(maker: &mut Maker<'_, '_>, schema: &mut Value, _: Place) {
    schema.set("multipleOf", Value::number(maker.dice.word(&names::DIVISORS)));
}

/// `minLength`, `maxLength`
pub(super) fn lengths(maker: &mut Maker<'_, '_>, schema: &mut Value, _: Place) {
    for name in ["minLength", "maxLength"] {
        if maker.dice.chance(60) {
            schema.set(name, maker.count());
        }
    }
}

/// `pattern`
pub(super) fn pattern(maker: &mut Maker<'_, '_>, schema: &mut Value, _: Place) {
    schema.set("pattern", Value::text(maker.dice.pick(&names::PATTERNS).0));
}

/// Keywords that assert nothing here.
pub(super) fn annotations(maker: &mut Maker<'_, '_>, schema: &mut Value, place: Place) {
    match maker.dice.below(7) {
        0 => schema.set("title", Value::text(choices::name(maker.dice))),
        1 => schema.set("description", Value::text("*/ \"text\" {}")),
        2 => schema.set("default", choices::value(maker.dice, 1)),
        3 => schema.set("format", Value::text(maker.dice.word(&["date-time", "uuid", "email", "none"]))),
        4 if maker.draft >= Draft::Draft7 => {
            schema.set("contentEncoding", Value::text("base64"));
            schema.set("contentMediaType", Value::text("application/json"));
            if maker.draft >= Draft::Draft201909 {
                schema.set("contentSchema", maker.schema(place.part()));
            }
        }
        5 if maker.draft >= Draft::Draft201909 => schema.set("deprecated", Value::Boolean(true)),
        _ => schema.set("x-unknown", choices::value(maker.dice, 2)),
    }
}
