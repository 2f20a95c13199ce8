//! Small random parts: names, numbers, values of any kind.

use super::{dice::Dice, names, value::Value};

/// Distinct names.
pub fn some_names(dice: &mut Dice<'_>, least: usize, most: usize) -> Vec<&'static str> {
    let mut chosen = Vec::new();
    for _ in 0..dice.between(least, most) {
        let name = name(dice);
        if !chosen.contains(&name) {
            chosen.push(name);
        }
    }
    chosen
}

/// A name; the first ones are the likeliest.
pub fn name(dice: &mut Dice<'_>) -> &'static str {
    if dice.chance(30) { dice.word(&names::NAMES) } else { dice.word(&names::NAMES[..4]) }
}

pub fn number(dice: &mut Dice<'_>) -> Value {
    let all = &names::NUMBERS;
    Value::number(if dice.chance(3) { dice.word(all) } else { dice.word(&all[..all.len() - 6]) })
}

pub fn string(dice: &mut Dice<'_>) -> Value {
    Value::text(dice.word(&names::STRINGS))
}

/// Any value, which nests no deeper than `depth`.
pub fn value(dice: &mut Dice<'_>, depth: usize) -> Value {
    match dice.below(if depth == 0 { 6 } else { 10 }) {
        0 => Value::Null,
        1 => Value::Boolean(dice.chance(50)),
        2 | 3 => number(dice),
        4 | 5 => string(dice),
        6 | 7 => Value::Array((0..dice.below(4)).map(|_| value(dice, depth - 1)).collect()),
        _ => {
            let names = some_names(dice, 0, 3);
            Value::Object(names.into_iter().map(|name| (name.to_owned(), value(dice, depth - 1))).collect())
        }
    }
}

/// A value of a type.
pub fn of_type(dice: &mut Dice<'_>, kind: &str, depth: usize) -> Value {
    match kind {
        "null" => Value::Null,
        "boolean" => Value::Boolean(dice.chance(50)),
        "string" => string(dice),
        "integer" => {
            Value::number(dice.word(&["0", "1", "2", "3", "-1", "10", "100", "1.0", "1e2", "9007199254740993"]))
        }
        "number" => number(dice),
        "array" => Value::Array((0..dice.below(4)).map(|_| value(dice, depth.saturating_sub(1))).collect()),
        _ => {
            let names = some_names(dice, 0, 3);
            let member = |name: &str, dice: &mut Dice<'_>| (name.to_owned(), value(dice, depth.saturating_sub(1)));
            Value::Object(names.into_iter().map(|name| member(name, dice)).collect())
        }
    }
}

/// Values that differ from one another.
pub fn distinct_values(dice: &mut Dice<'_>, most: usize) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    for _ in 0..dice.between(1, most) {
        let value = value(dice, 2);
        if !values.iter().any(|other| other.same(&value)) {
            values.push(value);
        }
    }
    values
}
