//! What `formwork validate` finds in payloads, and what `formwork check` finds beside lint, tests and changes.

use super::{Rule, rule};

const E: &[&str] = &["error"];
const W: &[&str] = &["warning, by --session-lint"];
const NONE: &[&str] = &["no verdict"];

/// The rules: keywords under their own names, then what is told of sessions and of files. The examples are a schema or a line, and
/// what it finds.
#[rustfmt::skip]
pub(super) const RULES: &[Rule] = &[
    rule("type", E, "The value is of another type. An integer is a number without a fraction, `1.0` included, but not in draft 4.", (r#"{ "type": "string" }"#, "1")),
    rule("enum", E, "The value is none of those that are listed.", (r#"{ "enum": ["read", "write"] }"#, r#""wrte""#)),
    rule("const", E, "The value is not the one that it has to be.", (r#"{ "const": "v1" }"#, r#""v2""#)),
    rule("multipleOf", E, "The number is no multiple of the divisor. Decimals are exact: 0.3 is a multiple of 0.1.", (r#"{ "multipleOf": 0.1 }"#, "0.25")),
    rule("minimum", E, "The number is less than the least one that is allowed.", (r#"{ "minimum": 1 }"#, "0")),
    rule("exclusiveMinimum", E, "The number is not greater than the bound.", (r#"{ "exclusiveMinimum": 0 }"#, "0")),
    rule("maximum", E, "The number is more than the greatest one that is allowed.", (r#"{ "maximum": 10 }"#, "11")),
    rule("exclusiveMaximum", E, "The number is not less than the bound.", (r#"{ "exclusiveMaximum": 10 }"#, "10")),
    rule("minLength", E, "The string has too few characters, which are code points of Unicode.", (r#"{ "minLength": 1 }"#, r#""""#)),
    rule("maxLength", E, "The string has too many characters, which are code points of Unicode.", (r#"{ "maxLength": 2 }"#, r#""abc""#)),
    rule("pattern", E, "No part of the string matches the regular expression; `^` and `$` are needed to match all of it.", (r#"{ "pattern": "^[a-z]+$" }"#, r#""Abc""#)),
    rule("format", E, "The string is not of the format. Formats forbid something only where the schema or --assert-format says so.", (r#"{ "format": "date" }"#, r#""31.12.2026""#)),
    rule("items", E, "The schema allows no item at this place; what is wrong inside an item is told of the item.", (r#"{ "prefixItems": [{}], "items": false }"#, "[1, 2]")),
    rule("minItems", E, "The array has too few items.", (r#"{ "minItems": 1 }"#, "[]")),
    rule("maxItems", E, "The array has too many items.", (r#"{ "maxItems": 1 }"#, "[1, 2]")),
    rule("uniqueItems", E, "Two items are equal; `1` and `1.0` are.", (r#"{ "uniqueItems": true }"#, "[1, 1.0]")),
    rule("contains", E, "Too few items, or too many, are what `contains` says; `minContains` and `maxContains` say how many may be.", (r#"{ "contains": { "type": "string" } }"#, "[1, 2]")),
    rule("unevaluatedItems", E, "No other keyword speaks of the item, and those that are left may not be there.", (r#"{ "prefixItems": [{}], "unevaluatedItems": false }"#, "[1, 2]")),
    rule("required", E, "A member is missing.", (r#"{ "required": ["id"] }"#, "{}")),
    rule("minProperties", E, "The object has too few members.", (r#"{ "minProperties": 1 }"#, "{}")),
    rule("maxProperties", E, "The object has too many members.", (r#"{ "maxProperties": 1 }"#, r#"{ "a": 1, "b": 2 }"#)),
    rule("additionalProperties", E, "The schema allows no member of this name: neither `properties` names it nor does a pattern match it.", (r#"{ "properties": { "id": {} }, "additionalProperties": false }"#, r#"{ "Id": 1 }"#)),
    rule("unevaluatedProperties", E, "No other keyword that holds speaks of the member, and those that are left may not be there.", (r#"{ "anyOf": [{ "properties": { "a": {} } }], "unevaluatedProperties": false }"#, r#"{ "b": 1 }"#)),
    rule("propertyNames", E, "The name of a member is not allowed.", (r#"{ "propertyNames": { "maxLength": 2 } }"#, r#"{ "abc": 1 }"#)),
    rule("dependentRequired", E, "A member is there that needs another one, which is missing.", (r#"{ "dependentRequired": { "card": ["address"] } }"#, r#"{ "card": 1 }"#)),
    rule("anyOf", E, "None of the alternatives holds. The one that was meant, or that is nearest, is told of; --all-branches shows each.", (r#"{ "anyOf": [{ "type": "string" }, { "type": "null" }] }"#, "1")),
    rule("oneOf", E, "None of the alternatives holds, or more than one.", (r#"{ "oneOf": [{ "required": ["a"] }, { "required": ["b"] }] }"#, r#"{ "a": 1, "b": 2 }"#)),
    rule("not", E, "What must not hold does.", (r#"{ "not": { "type": "null" } }"#, "null")),
    rule("unreadable", NONE, "There is nothing that could be judged: the file cannot be read, its text is none of its notation, or no schema is known for it.", (r#"{ "type": "object" }"#, r#"{ "a": 1, "a": 2 }"#)),

    rule("session::milliseconds", W, "A time that is counted in seconds is later than the year 2286: rather milliseconds.", ("supabase", r#"{ "expires_at": 1700000000000 }"#)),
    rule("session::seconds", W, "A time that is counted in milliseconds is before March 1973: rather seconds.", ("supertokens", r#"{ "timeCreated": 1700000000 }"#)),
    rule("session::expiry", W, "The session expires before it was created, or its lifetime is negative.", ("supertokens", r#"{ "timeCreated": 1700000000000, "expiry": 1600000000000 }"#)),
    rule("session::epoch", W, "A date is at the very beginning of 1970: a number of seconds that was read as milliseconds, or no time at all.", ("dotdo", r#"{ "createdAt": "1970-01-20T16:13:20.000Z" }"#)),
    rule("session::not-a-jwt", W, "A token is no JSON Web Token of three parts with claims in the second. It may be right all the same, where a provider gives opaque tokens.", ("supabase", r#"{ "access_token": "abc" }"#)),
    rule("session::hash-mismatch", W, "The hash that stands beside a token is not that of the token.", ("dotdo", r#"{ "token": "a", "tokenHash": "b" }"#)),

    rule("fmt::layout", E, "The file is not laid out as `formwork fmt` does it; the first line that would change is shown.", (r#"{"type":"string"}"#, "a space after each colon")),
    rule("generate::stale", E, "A module is not what its schema makes today: the schema or the options have changed since, or somebody has edited it.", ("src/generated/login.rs", "another text than `formwork generate` writes")),
];
