//! Random instances: some of any shape, most after the schema, and changes of those.

use super::{Dice, Value, choices, names};

/// How deep references are followed.
const DEPTH: usize = 5;

/// Makes instances for a schema.
pub struct Instances<'s> {
    schema: &'s Value,
}

impl<'s> Instances<'s> {
    pub fn of(schema: &'s Value) -> Self {
        Self { schema }
    }

    /// The next instance.
    pub fn next(&self, dice: &mut Dice<'_>) -> Value {
        if dice.chance(10) {
            return choices::value(dice, 3);
        }
        let mut value = self.after(dice, self.schema, DEPTH).unwrap_or_else(|| choices::value(dice, 3));
        for _ in 0..*dice.pick(&[0, 0, 1, 1, 2]) {
            change(dice, &mut value);
        }
        value
    }

    /// A value that the schema probably accepts, if it says anything that leads to one.
    fn after(&self, dice: &mut Dice<'_>, schema: &Value, depth: usize) -> Option<Value> {
        if depth == 0 || schema.members().is_empty() {
            return None;
        }
        if let Some(value) = schema.get("const").filter(|_| dice.chance(90)) {
            return Some(value.clone());
        }
        if let Some(values) = schema.get("enum").filter(|values| !values.items().is_empty() && dice.chance(90)) {
            return Some(dice.pick(values.items()).clone());
        }
        let mut made = self.own(dice, schema, depth);
        for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] {
            if let Some(target) = schema.get(keyword).and_then(Value::as_text).and_then(|target| self.resolve(target)) {
                made = merged(made, self.after(dice, target, depth - 1));
            }
        }
        for part in schema.get("allOf").map_or(&[][..], Value::items) {
            made = merged(made, self.after(dice, part, depth));
        }
        for keyword in ["anyOf", "oneOf"] {
            if let Some(parts) = schema.get(keyword).map(Value::items).filter(|parts| !parts.is_empty()) {
                let part = dice.pick(parts);
                made = merged(made, self.after(dice, part, depth));
            }
        }
        if dice.chance(60) {
            let branch: &[&str] = if dice.chance(50) { &["if", "then"] } else { &["else"] };
            for part in branch.iter().filter_map(|keyword| schema.get(keyword)) {
                made = merged(made, self.after(dice, part, depth));
            }
        } else if let Some(part) = schema.get("not").filter(|_| dice.chance(15)) {
            made = merged(made, self.after(dice, part, depth));
        }
        for keyword in ["dependentSchemas", "dependencies"] {
            for (name, part) in schema.get(keyword).map_or(&[][..], Value::members) {
                if made.as_ref().is_some_and(|made| made.get(name).is_some()) {
                    made = merged(made, self.after(dice, part, depth));
                    for name in part.items().iter().filter_map(Value::as_text) {
                        made = merged(made, Some(Value::object([(name, choices::value(dice, 1))])));
                    }
                }
            }
        }
        made
    }

    /// What the schema's own keywords lead to.
    fn own(&self, dice: &mut Dice<'_>, schema: &Value, depth: usize) -> Option<Value> {
        let has = |keywords: &[&str]| keywords.iter().any(|keyword| schema.get(keyword).is_some());
        let types: Vec<&str> = match schema.get("type") {
            Some(Value::Text(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_text).collect(),
            _ => Vec::new(),
        };
        let mut kinds: Vec<&str> = Vec::new();
        let object = ["properties", "patternProperties", "additionalProperties", "propertyNames", "required"];
        let object_too = ["dependentRequired", "dependentSchemas", "dependencies", "unevaluatedProperties"];
        let counts = ["minProperties", "maxProperties"];
        if has(&object) || has(&object_too) || has(&counts) {
            kinds.push("object");
        }
        let array = ["items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems", "unevaluatedItems"];
        if has(&array) {
            kinds.push("array");
        }
        if has(&["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]) {
            kinds.push("number");
        }
        if has(&["pattern", "minLength", "maxLength"]) {
            kinds.push("string");
        }
        if !types.is_empty() {
            kinds.retain(|kind| types.contains(kind) || *kind == "number" && types.contains(&"integer"));
        }
        let kinds = if kinds.is_empty() { types } else { kinds };
        let kind = *kinds.get(dice.below(kinds.len()))?;
        Some(match kind {
            "object" => self.object(dice, schema, depth),
            "array" => self.array(dice, schema, depth),
            "number" => number(dice, schema),
            "string" => string(dice, schema),
            kind => choices::of_type(dice, kind, 2),
        })
    }

    fn object(&self, dice: &mut Dice<'_>, schema: &Value, depth: usize) -> Value {
        let mut object = Value::Object(Vec::new());
        let mut wanted: Vec<&str> = Vec::new();
        wanted.extend(schema.get("required").map_or(&[][..], Value::items).iter().filter_map(Value::as_text));
        for (name, _) in schema.get("properties").map_or(&[][..], Value::members) {
            if dice.chance(60) {
                wanted.push(name);
            }
        }
        for (pattern, _) in schema.get("patternProperties").map_or(&[][..], Value::members) {
            wanted.extend(matching(dice, pattern));
        }
        for keyword in ["dependentRequired", "dependentSchemas", "dependencies"] {
            for (name, _) in schema.get(keyword).map_or(&[][..], Value::members) {
                if dice.chance(40) {
                    wanted.push(name);
                }
            }
        }
        let least = schema.get("minProperties").and_then(Value::small).unwrap_or(0);
        while wanted.len() < least.min(3) || dice.chance(20) {
            wanted.push(choices::name(dice));
        }
        for name in wanted {
            let value = self.member(dice, schema, name, depth);
            object.set(name, value);
        }
        object
    }

    fn member(&self, dice: &mut Dice<'_>, schema: &Value, name: &str, depth: usize) -> Value {
        let patterns = schema.get("patternProperties").map_or(&[][..], Value::members).iter();
        let is_matched =
            |pattern: &str| names::PATTERNS.iter().any(|(other, strings)| *other == pattern && strings.contains(&name));
        let by_pattern = patterns.filter(|(pattern, _)| is_matched(pattern)).map(|(_, schema)| schema);
        let named = schema.get("properties").and_then(|named| named.get(name));
        let mut made = None;
        for part in named.into_iter().chain(by_pattern) {
            made = merged(made, self.after(dice, part, depth - 1));
        }
        for keyword in ["additionalProperties", "unevaluatedProperties"] {
            if named.is_none() && made.is_none() {
                made = schema.get(keyword).and_then(|rest| self.after(dice, rest, depth - 1));
            }
        }
        made.unwrap_or_else(|| choices::value(dice, 1))
    }

    fn array(&self, dice: &mut Dice<'_>, schema: &Value, depth: usize) -> Value {
        let is_tuple = matches!(schema.get("items"), Some(Value::Array(_)));
        let prefix = schema.get(if is_tuple { "items" } else { "prefixItems" }).map_or(&[][..], Value::items);
        let rest = schema.get(if is_tuple { "additionalItems" } else { "items" });
        let rest = rest.or_else(|| schema.get("unevaluatedItems"));
        let least = schema.get("minItems").and_then(Value::small).unwrap_or(0).min(4);
        let most = schema.get("maxItems").and_then(Value::small).unwrap_or(4).max(least);
        let count = dice.between(least, most.min(4).max(least));
        let mut items: Vec<Value> = Vec::new();
        for index in 0..count {
            let part = prefix.get(index).or(rest);
            let item = part.and_then(|part| self.after(dice, part, depth - 1));
            items.push(item.unwrap_or_else(|| choices::value(dice, 1)));
        }
        if let Some(part) = schema.get("contains") {
            let times = schema.get("minContains").and_then(Value::small).unwrap_or(1).min(3);
            for _ in 0..times {
                let Some(item) = self.after(dice, part, depth - 1) else { continue };
                let at = dice.below(items.len() + 1);
                if at < items.len() && dice.chance(50) { items[at] = item } else { items.insert(at, item) }
            }
        }
        Value::Array(items)
    }

    /// The schema that a reference leads to, nearly enough.
    fn resolve(&self, reference: &str) -> Option<&'s Value> {
        let definitions = self.schema.get("$defs").or_else(|| self.schema.get("definitions"));
        let fragment = reference.split_once('#').map_or(reference, |(_, fragment)| fragment);
        if fragment.is_empty() || fragment == "root" {
            return Some(self.schema);
        }
        let Some(pointer) = fragment.strip_prefix('/') else {
            return definitions?.get(&fragment.replace('a', "d"));
        };
        pointer.split('/').try_fold(self.schema, |schema, segment| {
            let name = decoded(segment).replace("~1", "/").replace("~0", "~");
            match schema {
                Value::Array(items) => items.get(name.parse::<usize>().ok()?),
                schema => schema.get(&name),
            }
        })
    }
}

fn decoded(segment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        let digits = if byte == b'%' { rest.next().zip(rest.next()) } else { None };
        let hex = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()).unwrap_or(0);
        bytes.push(digits.map_or(byte, |(high, low)| hex(high) * 16 + hex(low)));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn matching(dice: &mut Dice<'_>, pattern: &str) -> Option<&'static str> {
    let (_, strings) = names::PATTERNS.iter().find(|(other, _)| *other == pattern)?;
    Some(*dice.pick(strings))
}

/// Both values in one, as far as they are of one kind.
fn merged(left: Option<Value>, right: Option<Value>) -> Option<Value> {
    Some(match (left, right) {
        (Some(Value::Object(mut left)), Some(Value::Object(right))) => {
            for (name, value) in right {
                match left.iter_mut().find(|(other, _)| *other == name) {
                    Some((_, old)) => *old = merged(Some(old.clone()), Some(value))?,
                    None => left.push((name, value)),
                }
            }
            Value::Object(left)
        }
        (Some(Value::Array(left)), Some(Value::Array(right))) => {
            let count = left.len().max(right.len());
            Value::Array((0..count).filter_map(|at| merged(left.get(at).cloned(), right.get(at).cloned())).collect())
        }
        (left, right) => right.or(left)?,
    })
}

fn number(dice: &mut Dice<'_>, schema: &Value) -> Value {
    let keywords = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
    let near: Vec<&Value> = keywords.iter().filter_map(|keyword| schema.get(keyword)).collect();
    match near.get(dice.below(near.len() + 1)) {
        Some(Value::Number(text)) => Value::Number(text.clone()),
        _ => choices::number(dice),
    }
}

fn string(dice: &mut Dice<'_>, schema: &Value) -> Value {
    let pattern = schema.get("pattern").and_then(Value::as_text);
    match pattern.and_then(|pattern| matching(dice, pattern)) {
        Some(string) => Value::text(string),
        None => choices::string(dice),
    }
}

/// Changes something somewhere.
fn change(dice: &mut Dice<'_>, value: &mut Value) {
    let ways = value.ways();
    let (way, other) = (dice.pick(&ways).clone(), dice.pick(&ways).clone());
    let copy = value.follow(&other).cloned();
    let Some(place) = value.follow(&way) else { return };
    match (dice.below(6), place) {
        (0, place) => *place = choices::value(dice, 1),
        (1, Value::Array(items)) if !items.is_empty() => {
            let at = dice.below(items.len());
            if dice.chance(50) { drop(items.remove(at)) } else { items.push(items[at].clone()) }
        }
        (1, Value::Object(members)) if !members.is_empty() => drop(members.remove(dice.below(members.len()))),
        (2, Value::Array(items)) => items.insert(dice.below(items.len() + 1), choices::value(dice, 1)),
        (2, object @ Value::Object(_)) => object.set(choices::name(dice), choices::value(dice, 1)),
        (3, Value::Number(text)) => respell(dice, text),
        (3, Value::Array(items)) => items.reverse(),
        (3, Value::Object(members)) => members.reverse(),
        (4, place) => *place = copy.filter(|copy| copy.ways().len() < 12).unwrap_or(Value::Null),
        (_, place @ Value::Number(_)) => *place = choices::number(dice),
        (_, place @ Value::Text(_)) => *place = choices::string(dice),
        (_, place) => *place = choices::value(dice, 2),
    }
}

/// Spells a number otherwise.
fn respell(dice: &mut Dice<'_>, text: &mut String) {
    if !text.contains(['.', 'e', 'E']) {
        text.push_str([".0", "e0", ".00", "E+0"][dice.below(4)]);
    } else if !text.contains(['e', 'E']) {
        text.push_str("e0");
    }
}
