//! Documents with one thing changed: what real data does not have is judged as well, before anything is timed.

use serde_json::{Map, Value};

use crate::random::Random;

/// So many documents of a dataset are changed, and so many bytes of them at most.
const COUNT: usize = 100;
const BYTES: usize = 2_000_000;

/// The changed documents, one a line.
pub(crate) fn of(documents: &str) -> Result<String, serde_json::Error> {
    let lines: Vec<&str> = documents.lines().collect();
    let mut random = Random::new();
    let mut text = String::new();
    for number in 0..COUNT {
        let line = lines[number * lines.len() / COUNT];
        if text.len() + line.len() > BYTES {
            break;
        }
        let mut value: Value = serde_json::from_str(line)?;
        let mut place = random.below(count(&value));
        change(&mut value, &mut place);
        text.push_str(&value.to_string());
        text.push('\n');
    }
    Ok(text)
}

/// The number of values within a value, with itself.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

/// Changes the value at a place in the order of reading; tells whether that has been reached.
fn change(value: &mut Value, place: &mut usize) -> bool {
    if *place == 0 {
        *value = changed(std::mem::take(value));
        return true;
    }
    *place -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| change(item, place)),
        Value::Object(members) => members.values_mut().any(|member| change(member, place)),
        _ => false,
    }
}

fn changed(value: Value) -> Value {
    match value {
        Value::Null => Value::from(0),
        Value::Bool(_) => Value::from("true"),
        Value::Number(_) => Value::from(-1.5),
        Value::String(text) if text.is_empty() => Value::Null,
        Value::String(text) => Value::from(text.to_uppercase() + "~"),
        Value::Array(mut items) if items.len() % 2 == 0 => {
            items.push(Value::Null);
            Value::Array(items)
        }
        Value::Array(items) => items.into_iter().skip(1).collect(),
        Value::Object(members) if members.len() % 2 == 0 => {
            let mut members = members;
            members.insert("member-that-nobody-knows".to_owned(), Value::Null);
            Value::Object(members)
        }
        Value::Object(members) => Value::Object(members.into_iter().skip(1).collect::<Map<_, _>>()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Value, of};

    #[test]
    fn each_document_is_changed_and_still_json() -> Result<(), serde_json::Error> {
        let documents = "{\"a\":[1,null,\"x\"],\"b\":{\"c\":true}}\n".repeat(100);
        let before: Value = serde_json::from_str(documents.lines().next().unwrap_or_default())?;
        let changed = of(&documents)?;
        assert_eq!(changed.lines().count(), 100);
        for line in changed.lines() {
            assert_ne!(serde_json::from_str::<Value>(line)?, before);
        }
        Ok(())
    }
}
