//! What a schema accepts if its reader first puts the `default` of a member in where the member is missing.
//!
//! Such a reader accepts what another schema does: the one that does not require those members. Where that is not plain, nothing
//! is changed, so that what is compatible with defaults is so for sure: a `default` counts only if its own schema accepts it, where
//! no union, condition, count or reference could see that the member was put in.

use crate::front::text;
use crate::front::tree::{Data, NodeId, Tree};
use crate::{Options, Source, compile};

/// Keywords beside which a member that is put in changes nothing but what is required.
const PLAIN: [&str; 39] = [
    "$schema",
    "$id",
    "id",
    "$comment",
    "$defs",
    "definitions",
    "title",
    "description",
    "default",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "prefixItems",
    "additionalItems",
    "minItems",
    "maxItems",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "nullable",
    "discriminator",
    "externalDocs",
    "xml",
    "example",
];

/// The schema without what defaults save its reader from requiring; each place in it is where it was. Nothing if there is none.
pub(super) fn applied(source: &Source, options: &Options) -> Option<Source> {
    let (tree, errors) = text::read(&source.text);
    if !errors.is_empty() || !refers_to_definitions_alone(&tree, Tree::ROOT) {
        return None;
    }
    let mut made = Source { text: source.text.clone(), ..source.clone() };
    let mut pending = vec![Tree::ROOT];
    while let Some(schema) = pending.pop() {
        let is_plain = |name: &str| PLAIN.contains(&name) || name.starts_with("x-");
        if !tree.members(schema).iter().all(|member| is_plain(&member.name)) {
            continue;
        }
        let is_saved = |name: &str| has_default(&tree, schema, name, source, options);
        if let Some(required) = tree.get(schema, "required") {
            let kept: Vec<NodeId> =
                tree.items(required).iter().copied().filter(|item| !tree.string(*item).is_some_and(is_saved)).collect();
            if kept.len() < tree.items(required).len() {
                let span = tree.span(required);
                let list = blanked(&tree, required, &kept);
                made.text.replace_range(span, &list);
            }
        }
        for keyword in ["properties", "items", "prefixItems", "additionalItems", "additionalProperties"] {
            let Some(value) = tree.get(schema, keyword) else { continue };
            match tree.data(value) {
                Data::Object(members) if keyword == "properties" => {
                    pending.extend(members.iter().map(|member| member.value));
                }
                Data::Array(items) => pending.extend(items),
                _ => pending.push(value),
            }
        }
    }
    (made.text != source.text).then_some(made)
}

/// Whether a member has a default that its own schema accepts.
fn has_default(tree: &Tree, schema: NodeId, name: &str, source: &Source, options: &Options) -> bool {
    let Some(member) = tree.get(schema, "properties").and_then(|members| tree.get(members, name)) else { return false };
    let Some(default) = tree.get(member, "default") else { return false };
    let compiled = compile(source, &tree.pointer(member), options);
    compiled.is_ok_and(|compiled| compiled.accepts(tree.raw(default).as_bytes()))
}

/// The list with these items alone; all else is spaces, so that no place moves.
fn blanked(tree: &Tree, list: NodeId, kept: &[NodeId]) -> String {
    let start = tree.span(list).start;
    let raw = tree.raw(list);
    let mut made: Vec<u8> = raw.bytes().map(|byte| if byte == b'\n' || byte == b'\r' { byte } else { b' ' }).collect();
    for (index, item) in kept.iter().enumerate() {
        let span = tree.span(*item);
        let (from, to) = (span.start - start, span.end - start);
        if let (Some(place), Some(text)) = (made.get_mut(from..to), raw.as_bytes().get(from..to)) {
            place.copy_from_slice(text);
        }
        // There was a comma, so that there is room for one.
        let behind = made.iter_mut().skip(to).find(|byte| **byte == b' ').filter(|_| index + 1 < kept.len());
        if let Some(byte) = behind {
            *byte = b',';
        }
    }
    if let [first, .., last] = made.as_mut_slice() {
        (*first, *last) = (b'[', b']');
    }
    String::from_utf8(made).unwrap_or_else(|_| raw.to_owned())
}

/// Whether nothing refers to a part of the schema that is looked at: the same part could be used where defaults are seen.
fn refers_to_definitions_alone(tree: &Tree, node: NodeId) -> bool {
    let is_fine = |name: &str, value: NodeId| match name {
        "$ref" => {
            let target = tree.string(value).unwrap_or("#/$defs/");
            target.starts_with("#/$defs/") || target.starts_with("#/definitions/")
        }
        "$dynamicRef" | "$recursiveRef" => false,
        _ => true,
    };
    match tree.data(node) {
        Data::Object(members) => members
            .iter()
            .all(|member| is_fine(&member.name, member.value) && refers_to_definitions_alone(tree, member.value)),
        Data::Array(items) => items.iter().all(|item| refers_to_definitions_alone(tree, *item)),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(text: &str) -> Option<String> {
        applied(&Source::from_text("a.schema.json", text), &Options::default()).map(|source| source.text)
    }

    #[test]
    fn what_has_a_default_is_not_required() {
        let schema =
            r#"{ "required": ["a", "b"  ,"c"], "properties": { "a": { "default": 1 }, "c": { "default": 2 } } }"#;
        let same = schema.replace(r#"["a", "b"  ,"c"]"#, r#"[     "b"      ]"#);
        assert_eq!(made(schema).unwrap(), same);
        let nested =
            r#"{ "items": { "properties": { "a": { "required": ["b"], "properties": { "b": { "default": 0 } } } } } }"#;
        assert_eq!(made(nested).unwrap(), nested.replace(r#"["b"]"#, "[   ]"));
        let lines = "{ \"required\": [\n \"a\"\n, \"b\"\n, \"c\" ], \"properties\": { \"b\": { \"default\": 1 } } }";
        let made = made(lines).unwrap();
        assert_eq!(made.matches('\n').count(), 3);
        assert!(compile(&Source::from_text("a", made), "", &Options::default()).is_ok());
    }

    #[test]
    fn what_could_see_a_default_keeps_what_is_required() {
        for schema in [
            r#"{ "required": ["a"], "properties": { "a": { "type": "string", "default": 1 } } }"#,
            r#"{ "required": ["a"], "properties": { "a": {} } }"#,
            r#"{ "required": ["a"], "maxProperties": 1, "properties": { "a": { "default": 1 } } }"#,
            r#"{ "oneOf": [{ "required": ["a"], "properties": { "a": { "default": 1 } } }] }"#,
            r#"{ "uniqueItems": true, "items": { "required": ["a"], "properties": { "a": { "default": 1 } } } }"#,
            r##"{ "required": ["a"], "properties": { "a": { "default": 1 }, "b": { "not": { "$ref": "#" } } } }"##,
        ] {
            assert_eq!(made(schema), None, "{schema}");
        }
    }
}
