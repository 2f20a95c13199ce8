//! Looking into JSON and changing it.

use formwork_runtime::{Json, Object, to_string};

use crate::oracle::vectors::sorted;

/// A number as it is spelled.
pub fn number(text: &str) -> Json {
    formwork_runtime::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The name of a member in a JSON Pointer.
pub fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Whether one JSON Pointer leads to the other's place or into it.
pub fn is_under(pointer: &str, place: &str) -> bool {
    pointer.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The value with another at a pointer, or without any there. What it stands in has to be there.
pub fn with(json: &Json, pointer: &str, value: Option<Json>) -> Json {
    match pointer.strip_prefix('/') {
        None => value.expect("the whole stays"),
        Some(rest) => {
            let (token, below) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
            let name = token.replace("~1", "/").replace("~0", "~");
            match json {
                Json::Object(object) => {
                    let mut object = object.clone();
                    let inner = if below.is_empty() {
                        value
                    } else {
                        Some(with(object.get(&name).unwrap_or(&Json::Object(Object::new())), below, value))
                    };
                    match inner {
                        Some(inner) => drop(object.insert(name, inner)),
                        None => drop(object.remove(&name)),
                    }
                    Json::Object(object)
                }
                Json::Array(items) => {
                    let mut items = items.clone();
                    let at: usize = name.parse().expect("an index");
                    items[at] = with(&items[at], below, value);
                    Json::Array(items)
                }
                other => panic!("{pointer} is not in {other:?}"),
            }
        }
    }
}

/// Text in which equal values, of numbers of equal class, are equal: members by name.
pub fn spelled(json: &Json) -> String {
    to_string(&sorted(json))
}

/// All texts in a value, names of members too where asked.
pub fn texts(json: &Json, names: bool) -> Vec<String> {
    match json {
        Json::String(text) => vec![text.clone()],
        Json::Array(items) => items.iter().flat_map(|item| texts(item, names)).collect(),
        Json::Object(object) => {
            let own = |name: &str| names.then(|| name.to_owned());
            object.iter().flat_map(|(name, value)| own(name).into_iter().chain(texts(value, names))).collect()
        }
        _ => Vec::new(),
    }
}
