//! Makes a failing case smaller: whatever can go goes, as long as the same kind of thing stays wrong.

use formwork::Draft;

use crate::{compare::examine, generator::Value};

/// The smallest schema and instance that are still wrong in the same way.
pub fn shrink(draft: Draft, schema: &Value, instance: &Value, kind: &str) -> (Value, Value) {
    let (mut schema, mut instance) = (schema.clone(), instance.clone());
    let is_wrong =
        |schema: &Value, instance: &Value| examine(draft, schema, instance).is_some_and(|finding| finding.kind == kind);
    for _ in 0..20 {
        let before = (schema.clone(), instance.clone());
        reduce(&mut instance, |smaller| is_wrong(&schema, smaller));
        reduce(&mut schema, |smaller| is_wrong(smaller, &instance));
        if before == (schema.clone(), instance.clone()) {
            break;
        }
    }
    (schema, instance)
}

/// Takes every step to something smaller that `is_wrong` allows, from the outside in.
fn reduce(value: &mut Value, is_wrong: impl Fn(&Value) -> bool) {
    let mut at = 0;
    while let Some(way) = value.ways().into_iter().nth(at) {
        let Some(old) = value.follow(&way).cloned() else { return };
        let smaller = smaller(&old).into_iter().find(|new| {
            let mut changed = value.clone();
            if let Some(place) = changed.follow(&way) {
                *place = new.clone();
            }
            is_wrong(&changed)
        });
        match (smaller, value.follow(&way)) {
            (Some(smaller), Some(place)) => *place = smaller,
            _ => at += 1,
        }
    }
}

/// What a value may be replaced by; each is smaller, so that this comes to an end.
fn smaller(value: &Value) -> Vec<Value> {
    let mut list = vec![];
    match value {
        Value::Boolean(_) => list.push(Value::Null),
        Value::Number(text) => {
            let simple = ["0", "1", "2"].iter().filter(|simple| simple.len() < text.len() || **simple < text.as_str());
            list.extend(simple.map(|simple| Value::number(simple)));
        }
        Value::Text(text) if !text.is_empty() => {
            list.push(Value::text(""));
            list.extend((text.as_str() > "a" || text.len() > 1).then(|| Value::text("a")));
        }
        Value::Null | Value::Text(_) => {}
        Value::Array(items) => {
            list.extend(items.iter().cloned());
            list.extend((0..items.len()).map(|at| {
                let mut items = items.clone();
                items.remove(at);
                Value::Array(items)
            }));
        }
        Value::Object(members) => {
            list.extend((!members.is_empty()).then(|| Value::Object(Vec::new())));
            list.extend(members.iter().map(|(_, value)| value.clone()));
            list.extend((0..members.len()).map(|at| {
                let mut members = members.clone();
                members.remove(at);
                Value::Object(members)
            }));
            list.push(Value::Boolean(true));
            list.push(Value::Boolean(false));
        }
    }
    list
}
