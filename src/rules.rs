//! What the rules mean: of each finding that the commands print, an id that never changes, and its explanation.

mod lint;
mod payload;

use crate::diagnostic::CODES;
use crate::near;

/// A rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The id, e.g. `breaking::enum-value-removed`: the command, and what it found.
    pub id: &'static str,
    /// What a finding breaks, or how grave it is, in a word or two.
    pub modes: &'static [&'static str],
    /// What it means and what to do, a paragraph.
    pub text: &'static str,
    /// An example: before and after, or a schema and what it refuses.
    pub example: (&'static str, &'static str),
}

impl Rule {
    /// What the two parts of the example are.
    pub fn labels(&self) -> (&'static str, &'static str) {
        let is_of_payloads = payload::RULES.iter().any(|rule| rule.id == self.id);
        if is_of_payloads { ("where", "found") } else { ("before", "after") }
    }
}

const B: &[&str] = &["backward"];
const F: &[&str] = &["forward"];
const BOTH: &[&str] = &["backward", "forward"];
const S: &[&str] = &["source"];
const N: &[&str] = &["note"];

const fn rule(
    id: &'static str,
    modes: &'static [&'static str],
    text: &'static str,
    example: (&'static str, &'static str),
) -> Rule {
    Rule { id, modes, text, example }
}

/// The rule with that id; what stands before `::` may be left out.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id || rule.id.split_once("::").is_some_and(|(_, name)| name == id))
}

/// Whether `name` names rules of `formwork lint`: one of its own, one of the compiler's warnings, or `all`.
///
/// # Errors
/// What is wrong with the name.
pub fn lint_rule(name: &str) -> Result<(), String> {
    let known = || lint::RULES.iter().filter_map(|rule| rule.id.strip_prefix("lint::"));
    let bare = name.strip_prefix("lint::").unwrap_or(name);
    let is_known = known().any(|id| id == bare) || CODES.contains(&name) || name == "all";
    if is_known {
        return Ok(());
    }
    let help = near::did_you_mean(bare, known().chain(CODES));
    let help = help.unwrap_or_else(|| "`formwork rules` lists them".to_owned());
    Err(format!("there is no rule {name:?}: {help}"))
}

/// All rules, by command.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().chain(lint::RULES).chain(payload::RULES)
}

/// The rules of `formwork breaking`, by subject.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    rule("breaking::type-narrowed", B, "Values of a type that was accepted are rejected now. `number` to `integer` is a narrowing; in draft 4 `1.0` is no integer, later it is.", (r#"{ "type": ["string", "integer"] }"#, r#"{ "type": "string" }"#)),
    rule("breaking::type-widened", F, "Values of a further type are accepted now, which readers of the old schema reject.", (r#"{ "type": "integer" }"#, r#"{ "type": "number" }"#)),
    rule("breaking::type-changed", BOTH, "No type is accepted before and after: every value that the one schema accepts here is rejected by the other.", (r#"{ "type": "string" }"#, r#"{ "type": "integer" }"#)),
    rule("breaking::nullable-removed", B, "`null` was accepted, and is rejected now.", (r#"{ "type": ["string", "null"] }"#, r#"{ "type": "string" }"#)),
    rule("breaking::nullable-added", F, "`null` is accepted now; readers of the old schema reject it.", (r#"{ "type": "string" }"#, r#"{ "type": ["string", "null"] }"#)),

    rule("breaking::enum-value-removed", B, "A value is not in the list any more: data that holds it is rejected now. Keep the value, and mark it as deprecated in the description.", (r#"{ "enum": ["read", "write", "admin"] }"#, r#"{ "enum": ["read", "write"] }"#)),
    rule("breaking::enum-value-added", F, "A value is new in the list; readers of the old schema reject it.", (r#"{ "enum": ["read"] }"#, r#"{ "enum": ["read", "write"] }"#)),
    rule("breaking::enum-added", B, "Only listed values are accepted now, where many were before.", (r#"{ "type": "string" }"#, r#"{ "enum": ["a", "b"] }"#)),
    rule("breaking::enum-removed", F, "The list of values is gone, and more is accepted.", (r#"{ "enum": ["a", "b"] }"#, r#"{ "type": "string" }"#)),
    rule("breaking::const-changed", BOTH, "The one value that is accepted is another one.", (r#"{ "const": "v1" }"#, r#"{ "const": "v2" }"#)),

    rule("breaking::bound-narrowed", B, "A bound of a number, a length or a count is new or tighter: `minimum`, `exclusiveMinimum`, `minLength`, `minItems` and `minProperties` went up, or their counterparts down.", (r#"{ "type": "string", "maxLength": 20 }"#, r#"{ "type": "string", "maxLength": 10 }"#)),
    rule("breaking::bound-widened", F, "A bound of a number, a length or a count is gone or looser.", (r#"{ "minimum": 1 }"#, r#"{ "minimum": 0 }"#)),
    rule("breaking::multiple-of-narrowed", B, "`multipleOf` is new, or the old divisor is no multiple of the new one.", (r#"{ "multipleOf": 2 }"#, r#"{ "multipleOf": 4 }"#)),
    rule("breaking::multiple-of-widened", F, "`multipleOf` is gone, or the new divisor is no multiple of the old one.", (r#"{ "multipleOf": 4 }"#, r#"{ "multipleOf": 2 }"#)),
    rule("breaking::pattern-added", B, "Strings have to match a pattern that they did not have to match before.", (r#"{ "type": "string" }"#, r#"{ "type": "string", "pattern": "^[a-z]+$" }"#)),
    rule("breaking::pattern-removed", F, "Strings need not match the pattern any more.", (r#"{ "pattern": "^[a-z]+$" }"#, "{ }")),
    rule("breaking::pattern-changed", BOTH, "The pattern is another one, and does not match all that the other one did. Whether it does is decided by automata, but for patterns with look-around or back-references.", (r#"{ "pattern": "^[a-z]+$" }"#, r#"{ "pattern": "^[a-f]+$" }"#)),
    rule("breaking::format-added", B, "A format asserts that did not before.", (r#"{ "type": "string" }"#, r#"{ "type": "string", "format": "uuid" }"#)),
    rule("breaking::format-removed", F, "A format asserts no more.", (r#"{ "format": "uuid" }"#, "{ }")),
    rule("breaking::format-changed", BOTH, "Another format asserts now.", (r#"{ "format": "date" }"#, r#"{ "format": "date-time" }"#)),

    rule("breaking::items-narrowed", B, "Items at some place have a schema now, where they could be anything.", (r#"{ "type": "array" }"#, r#"{ "items": { "type": "string" } }"#)),
    rule("breaking::items-widened", F, "Items at some place have no schema any more.", (r#"{ "items": { "type": "string" } }"#, r#"{ "type": "array" }"#)),
    rule("breaking::items-closed", B, "Items at some place, and all after it, are rejected now.", (r#"{ "prefixItems": [{}, {}] }"#, r#"{ "prefixItems": [{}, {}], "items": false }"#)),
    rule("breaking::items-opened", F, "Items are accepted at a place where there could be none.", (r#"{ "prefixItems": [{}], "items": false }"#, r#"{ "prefixItems": [{}, {}], "items": false }"#)),
    rule("breaking::unique-items-added", B, "Items have to differ now.", (r#"{ "type": "array" }"#, r#"{ "uniqueItems": true }"#)),
    rule("breaking::unique-items-removed", F, "Items may repeat now.", (r#"{ "uniqueItems": true }"#, r#"{ "type": "array" }"#)),
    rule("breaking::contains-narrowed", B, "`contains` is new, or asks for more items, for fewer, or for narrower ones.", (r#"{ "type": "array" }"#, r#"{ "contains": { "const": 1 } }"#)),
    rule("breaking::contains-widened", F, "`contains` is gone or asks for less.", (r#"{ "contains": { "const": 1 } }"#, r#"{ "type": "array" }"#)),

    rule("breaking::schema-deleted", &["backward", "source"], "A schema of the older version is in no file any more: nothing accepts its data, and its Rust is gone. Keep the file, or accept the finding once everybody has left it. A file that got another name is gone under the old one.", ("session.schema.json, login.schema.json", "session.schema.json")),
    rule("breaking::property-added-open", B, "A member has a schema now, in an object that was open: old data may hold a member of that name with anything in it. That is the classic surprise: an optional member is no safe addition, unless its schema is `true` or the object was closed.", (r#"{ "properties": {} }"#, r#"{ "properties": { "age": { "type": "integer" } } }"#)),
    rule("breaking::property-added-closed", F, "A member is new in an object that was closed: readers of the old schema reject data that holds it.", (r#"{ "properties": { "a": {} }, "additionalProperties": false }"#, r#"{ "properties": { "a": {}, "b": {} }, "additionalProperties": false }"#)),
    rule("breaking::property-added-covered", BOTH, "A member is named that was one of many: what `additionalProperties` or `patternProperties` says of those is not the same as its own schema.", (r#"{ "additionalProperties": { "type": "string" } }"#, r#"{ "properties": { "a": { "minLength": 1 } }, "additionalProperties": { "type": "string" } }"#)),
    rule("breaking::property-removed-open", F, "A member has no schema any more, and the object is open: new data may hold anything there. A rename is a removal and an addition.", (r#"{ "properties": { "age": { "type": "integer" } } }"#, r#"{ "properties": {} }"#)),
    rule("breaking::property-removed-closed", B, "A member is gone, or forbidden, and data that holds it is rejected now.", (r#"{ "properties": { "a": {}, "b": {} }, "additionalProperties": false }"#, r#"{ "properties": { "a": {} }, "additionalProperties": false }"#)),
    rule("breaking::property-removed-covered", BOTH, "A member is not named any more: it has to be what `additionalProperties` or `patternProperties` says of all others.", (r#"{ "properties": { "a": { "type": "integer" } }, "additionalProperties": { "type": "string" } }"#, r#"{ "additionalProperties": { "type": "string" } }"#)),
    rule("breaking::required-added", B, "A member has to be there that could be missing. A `default` does not save that: validators do not fill it in.", (r#"{ "properties": { "a": {} } }"#, r#"{ "properties": { "a": {} }, "required": ["a"] }"#)),
    rule("breaking::required-removed", F, "A member may be missing that readers of the old schema rely on.", (r#"{ "required": ["a"] }"#, "{ }")),
    rule("breaking::additional-properties-narrowed", B, "Members that no keyword names are rejected now, or restricted.", (r#"{ "type": "object" }"#, r#"{ "additionalProperties": false }"#)),
    rule("breaking::additional-properties-widened", F, "Members that no keyword names are accepted now, which the old schema rejects.", (r#"{ "additionalProperties": false }"#, r#"{ "type": "object" }"#)),
    rule("breaking::pattern-properties-narrowed", B, "Members whose names match a pattern are restricted now.", (r#"{ "type": "object" }"#, r#"{ "patternProperties": { "^x-": { "type": "string" } } }"#)),
    rule("breaking::pattern-properties-widened", F, "Members whose names match a pattern are not restricted any more.", (r#"{ "patternProperties": { "^x-": { "type": "string" } } }"#, r#"{ "type": "object" }"#)),
    rule("breaking::property-names-narrowed", B, "Fewer names of members are accepted.", (r#"{ "type": "object" }"#, r#"{ "propertyNames": { "maxLength": 8 } }"#)),
    rule("breaking::property-names-widened", F, "More names of members are accepted.", (r#"{ "propertyNames": { "maxLength": 8 } }"#, r#"{ "type": "object" }"#)),
    rule("breaking::dependent-required-narrowed", B, "A member requires another one now (`dependentRequired`, `dependencies`).", (r#"{ "type": "object" }"#, r#"{ "dependentRequired": { "card": ["address"] } }"#)),
    rule("breaking::dependent-required-widened", F, "A member does not require another one any more.", (r#"{ "dependentRequired": { "card": ["address"] } }"#, r#"{ "type": "object" }"#)),
    rule("breaking::dependent-schemas-narrowed", B, "Where a member is there, the object has to be more than before (`dependentSchemas`, `dependencies`).", (r#"{ "type": "object" }"#, r#"{ "dependentSchemas": { "card": { "required": ["address"] } } }"#)),
    rule("breaking::dependent-schemas-widened", F, "Where a member is there, the object need not be as much as before.", (r#"{ "dependentSchemas": { "card": { "required": ["address"] } } }"#, r#"{ "type": "object" }"#)),
    rule("breaking::unevaluated-narrowed", B, "`unevaluatedProperties` or `unevaluatedItems` may reject more: it is new or narrower, or fewer members and items are evaluated by what stands beside it.", (r#"{ "type": "object" }"#, r#"{ "unevaluatedProperties": false }"#)),
    rule("breaking::unevaluated-widened", F, "`unevaluatedProperties` or `unevaluatedItems` may reject less.", (r#"{ "unevaluatedProperties": false }"#, r#"{ "type": "object" }"#)),

    rule("breaking::any-of-added", B, "One of several alternatives has to hold now.", ("{ }", r#"{ "anyOf": [{ "type": "string" }, { "minimum": 1 }] }"#)),
    rule("breaking::any-of-removed", F, "None of several alternatives has to hold any more.", (r#"{ "anyOf": [{ "type": "string" }, { "minimum": 1 }] }"#, "{ }")),
    rule("breaking::any-of-branch-removed", B, "An alternative is gone, and values that fitted it fit no other one.", (r#"{ "anyOf": [{ "type": "string" }, { "type": "null" }] }"#, r#"{ "anyOf": [{ "type": "string" }] }"#)),
    rule("breaking::any-of-branch-added", F, "An alternative is new, and fits values that the old schema rejects.", (r#"{ "anyOf": [{ "type": "string" }, { "type": "null" }] }"#, r#"{ "anyOf": [{ "type": "string" }, { "type": "null" }, { "type": "integer" }] }"#)),
    rule("breaking::one-of-added", B, "Exactly one of several alternatives has to hold now.", ("{ }", r#"{ "oneOf": [{ "minimum": 1 }, { "maximum": 5 }] }"#)),
    rule("breaking::one-of-removed", F, "It does not matter any more how many of several alternatives hold.", (r#"{ "oneOf": [{ "minimum": 1 }, { "maximum": 5 }] }"#, "{ }")),
    rule("breaking::one-of-branch-removed", BOTH, "An alternative of `oneOf` is gone: what fitted it alone is rejected now, and what fitted it beside another one is accepted now.", (r#"{ "oneOf": [{ "type": "string" }, { "type": "integer" }] }"#, r#"{ "oneOf": [{ "type": "string" }] }"#)),
    rule("breaking::one-of-branch-added", BOTH, "An alternative of `oneOf` is new: what fits it alone is new to readers of the old schema, and what fits it beside another one is rejected now.", (r#"{ "oneOf": [{ "type": "string" }, { "type": "null" }] }"#, r#"{ "oneOf": [{ "type": "string" }, { "type": "null" }, { "maxLength": 3 }] }"#)),
    rule("breaking::all-of-branch-added", B, "A further schema has to hold.", (r#"{ "allOf": [{ "type": "string" }] }"#, r#"{ "allOf": [{ "type": "string" }, { "minLength": 1 }] }"#)),
    rule("breaking::all-of-branch-removed", F, "A schema does not have to hold any more.", (r#"{ "allOf": [{ "type": "string" }, { "minLength": 1 }] }"#, r#"{ "allOf": [{ "type": "string" }] }"#)),
    rule("breaking::not-widened", B, "`not` is new or its schema accepts more, so that more is rejected: under `not` all directions flip.", (r#"{ "not": { "const": 1 } }"#, r#"{ "not": { "enum": [1, 2] } }"#)),
    rule("breaking::not-narrowed", F, "`not` is gone or its schema accepts less, so that more is accepted.", (r#"{ "not": { "enum": [1, 2] } }"#, r#"{ "not": { "const": 1 } }"#)),
    rule("breaking::conditional-changed", BOTH, "`if`, `then` or `else` say something else. No rule tells which way that goes: only a witness or a proof does.", (r#"{ "if": { "required": ["a"] }, "then": { "required": ["b"] } }"#, r#"{ "if": { "required": ["a"] }, "then": { "required": ["c"] } }"#)),

    rule("breaking::unsatisfiable", B, "No value at all is accepted any more, as keywords contradict each other or the schema is `false`. It is hardly meant.", (r#"{ "minimum": 1 }"#, r#"{ "type": "integer", "minimum": 10, "maximum": 5 }"#)),
    rule("breaking::accepts-anything", F, "Every value is accepted now.", (r#"{ "type": "object" }"#, "{ }")),
    rule("breaking::unexplained", BOTH, "An instance shows that the change breaks, and no rule has named the keyword.", ("{ }", "{ }")),
    rule("breaking::too-large", BOTH, "The schemas have more pairs of locations than are compared, so that there is no answer.", ("{ }", "{ }")),

    rule("breaking::rust-type-gone", S, "A type of the generated module has gone or has another name, as where an entry of `$defs` or a `title` was renamed.", (r#"{ "$defs": { "User": {} } }"#, r#"{ "$defs": { "Account": {} } }"#)),
    rule("breaking::rust-type-changed", S, "A generated type is of another kind: a struct where there was an enum, or the like.", (r#"{ "enum": ["a"] }"#, r#"{ "type": "object" }"#)),
    rule("breaking::rust-field-gone", S, "A public field of a generated struct is gone.", (r#"{ "properties": { "a": {}, "b": {} } }"#, r#"{ "properties": { "a": {} } }"#)),
    rule("breaking::rust-field-added", S, "A struct that users can write out has a field more.", (r#"{ "properties": { "a": {} } }"#, r#"{ "properties": { "a": {}, "b": {} } }"#)),
    rule("breaking::rust-field-type-changed", S, "A public field, or the content of a variant, has another type; `Option` comes and goes with `required`.", (r#"{ "required": ["a"] }"#, r#"{ "required": [] }"#)),
    rule("breaking::rust-variant-gone", S, "A variant of a generated enum is gone.", (r#"{ "enum": ["a", "b"] }"#, r#"{ "enum": ["a"] }"#)),
    rule("breaking::rust-variant-added", S, "A generated enum has a variant more, which a `match` has to have an arm for.", (r#"{ "enum": ["a"] }"#, r#"{ "enum": ["a", "b"] }"#)),
    rule("breaking::rust-trait-gone", S, "A generated type does not implement a trait any more.", (r#"{ "type": "string" }"#, r#"{ "type": "string", "minLength": 1 }"#)),
    rule("breaking::rust-unknown", S, "The generated modules could not be compared.", ("{ }", "{ }")),

    rule("breaking::dialect-changed", N, "`$schema` or `$vocabulary` is another one: keywords may mean something else. The comparison reads each side as its own draft means it.", (r#"{ "$schema": "http://json-schema.org/draft-07/schema#" }"#, r#"{ "$schema": "https://json-schema.org/draft/2020-12/schema" }"#)),
    rule("breaking::identifier-changed", N, "`$id` or an anchor is another one or gone: what is accepted stays, but documents that refer to the name find nothing.", (r#"{ "$anchor": "user" }"#, "{ }")),
    rule("breaking::default-changed", N, "Programs that fill in the default do something else. Validators do not care.", (r#"{ "default": 10 }"#, r#"{ "default": 20 }"#)),
    rule("breaking::access-changed", N, "`readOnly` or `writeOnly` came or went: whoever sends or reads the member is told something else.", ("{ }", r#"{ "readOnly": true }"#)),
    rule("breaking::deprecated-changed", N, "A mark of deprecation came or went.", ("{ }", r#"{ "deprecated": true }"#)),
    rule("breaking::content-changed", N, "What a string holds is described differently (`contentEncoding`, `contentMediaType`, `contentSchema`). None of them asserts.", (r#"{ "contentEncoding": "base64" }"#, "{ }")),
    rule("breaking::format-note-changed", N, "A `format` that does not assert here has changed; readers that let it assert may accept less or more.", (r#"{ "format": "uuid" }"#, r#"{ "format": "uri" }"#)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_one_id_and_is_explained() {
        let mut ids: Vec<&str> = all().map(|rule| rule.id).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
        for rule in all() {
            let has_group = rule.id.contains("::") || payload::RULES.contains(rule);
            assert!(has_group && rule.text.ends_with('.') && !rule.modes.is_empty(), "{}", rule.id);
            assert_eq!(find(rule.id), Some(rule));
        }
        assert_eq!(find("enum-value-removed").map(|rule| rule.id), Some("breaking::enum-value-removed"));
        assert_eq!(find("none"), None);
    }
}
