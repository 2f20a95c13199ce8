//! Keywords for objects.

use formwork::Draft;

use super::{super::choices, Maker, Place, Value, names as alphabet};

/// `properties`
pub(super) fn properties(maker: &mut Maker<'_, '_>, schema: &mut Value, place: Place) {
    let names = choices::some_names(maker.dice, 1, 3);
    let members = names.into_iter().map(|name| (name.to_owned(), maker.schema(place.part())));
    schema.set("properties", Value::Object(members.collect()));
}

/// `patternProperties`
pub(super) fn patterns(maker: &mut Maker<'_, '_>, schema: &mut Value, place: Place) {
    let mut members = Value::Object(Vec::new());
    for _ in 0..maker.dice.between(1, 2) {
        let pattern = maker.dice.pick(&alphabet::PATTERNS).0;
        members.set(pattern, maker.schema(place.part()));
    }
    schema.set("patternProperties", members);
}

/// `additionalProperties`
pub(super) fn additional(maker: &mut Maker<'_, '_>, schema: &mut Value, place: Place) {
    let value = if maker.dice.chance(50) { Value::Boolean(false) } else { maker.schema(place.part()) };
    schema.set("additionalProperties", value);
}

/// `propertyNames`
pub(super) fn names(maker: &mut Maker<'_, '_>, schema: &mut Value, place: Place) {
    if maker.draft == Draft::Draft4 {
        return additional(maker, schema, place);
    }
    schema.set("propertyNames", maker.schema(place.part()));
}

/// `required`, `minProperties`, `maxProperties`
pub(super) fn required(maker: &mut Maker<'_, '_>, schema: &mut Value, _: Place) {
    if maker.dice.chance(70) {
        schema.set("required", Value::texts(&choices::some_names(maker.dice, 1, 2)));
    }
    for name in ["minProperties", "maxProperties"] {
        if maker.dice.chance(25) {
            schema.set(name, maker.count());
        }
    }
}

/// `dependentRequired` and `dependentSchemas`, or `dependencies`
pub(super) fn dependencies(maker: &mut Maker<'_, '_>, schema: &mut Value, place: Place) {
    let mut lists = Value::Object(Vec::new());
    let mut schemas = Value::Object(Vec::new());
    for name in choices::some_names(maker.dice, 1, 3) {
        if maker.dice.chance(50) {
            lists.set(name, Value::texts(&choices::some_names(maker.dice, 1, 2)));
        } else {
            schemas.set(name, maker.schema(place.same()));
        }
    }
    if maker.draft >= Draft::Draft201909 {
        schema.set("dependentRequired", lists);
        schema.set("dependentSchemas", schemas);
    } else {
        for (name, value) in lists.members() {
            schemas.set(name, value.clone());
        }
        schema.set("dependencies", schemas);
    }
}

/// `unevaluatedProperties`
pub(super) fn unevaluated(maker: &mut Maker<'_, '_>, schema: &mut Value, place: Place) {
    if maker.draft < Draft::Draft201909 {
        return properties(maker, schema, place);
    }
    let value = if maker.dice.chance(60) { Value::Boolean(false) } else { maker.schema(place.part()) };
    schema.set("unevaluatedProperties", value);
}
