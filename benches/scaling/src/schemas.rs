//! Schemas of a size.

use crate::documents::object;

/// A tree of objects with ten members each, of about so many schemas.
pub(crate) fn tree(nodes: usize) -> String {
    if nodes < 11 {
        return r#"{"type":"string","minLength":1}"#.to_owned();
    }
    format!(r#"{{"type":"object","required":["m0"],"properties":{}}}"#, object(10, |_| tree((nodes - 1) / 10)))
}

/// Definitions that refer to each other in a row, of about so many schemas.
pub(crate) fn definitions(nodes: usize) -> String {
    let count = (nodes / 4).max(1);
    let definition = |number: usize| {
        let next = format!(r##""next":{{"$ref":"#/$defs/m{}"}}"##, (number + 1) % count);
        format!(r#"{{"type":"object","properties":{{"a":{{"type":"integer"}},"b":{{"type":"string"}},{next}}}}}"#)
    };
    format!(r##"{{"$defs":{},"$ref":"#/$defs/m0"}}"##, object(count, definition))
}

/// A closed object with so many members, all required.
pub(crate) fn closed(count: usize) -> String {
    let names: Vec<String> = (0..count).map(|number| format!(r#""m{number}""#)).collect();
    let properties = object(count, |_| r#"{"type":"integer"}"#.to_owned());
    let required = names.join(",");
    format!(r#"{{"type":"object","additionalProperties":false,"required":[{required}],"properties":{properties}}}"#)
}

/// So many alternatives under a keyword.
pub(crate) fn branches(keyword: &str, count: usize, branch: impl Fn(usize) -> String) -> String {
    format!(r#"{{"{keyword}":{}}}"#, crate::documents::list(count, branch))
}

/// Objects inside each other.
pub(crate) fn nested(depth: usize) -> String {
    let open = r#"{"type":"object","properties":{"a":"#;
    format!("{}{}{}", open.repeat(depth), "true", "}}".repeat(depth))
}
