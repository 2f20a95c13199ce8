//! The rules of `formwork lint`.

use super::{Rule, rule};

const ERROR: &[&str] = &["error"];
const WARNING: &[&str] = &["warning"];
const FIXED: &[&str] = &["warning", "--fix"];
const ASKED: &[&str] = &["warning", "if selected"];
const ASKED_FIXED: &[&str] = &["warning", "if selected", "--fix"];

/// The rules, what is certainly wrong first.
#[rustfmt::skip]
pub(super) const RULES: &[Rule] = &[
    rule("lint::contradiction", ERROR, "Two bounds contradict each other, so that no value of their type meets both, as where `minLength` is above `maxLength`.", (r#"{ "minLength": 5, "maxLength": 3 }"#, r#"{ "minLength": 3, "maxLength": 5 }"#)),
    rule("lint::unsatisfiable", ERROR, "No value at all is accepted, although nobody has written `false`: keywords speak of different types, or every value of `enum` is refused by what stands beside it.", (r#"{ "type": "string", "enum": [1, 2] }"#, r#"{ "type": "integer", "enum": [1, 2] }"#)),
    rule("lint::required-forbidden", ERROR, "A member has to be there in which no value is allowed, so that no object is accepted.", (r#"{ "required": ["a"], "properties": { "a": false } }"#, r#"{ "properties": { "a": false } }"#)),
    rule("lint::dead-value", ERROR, "A value of `enum` is refused by another keyword of the same schema: it can go, or the other keyword is wrong.", (r#"{ "type": "string", "enum": ["a", 1] }"#, r#"{ "type": "string", "enum": ["a"] }"#)),
    rule("lint::dead-branch", ERROR, "An alternative of `oneOf` or `anyOf` is for values of another type than the schema that it stands in, so that none is ever of it.", (r#"{ "type": "object", "anyOf": [{ "type": "string" }, { "required": ["a"] }] }"#, r#"{ "type": "object", "anyOf": [{ "required": ["b"] }, { "required": ["a"] }] }"#)),
    rule("lint::duplicate-branch", FIXED, "An alternative stands twice. In `oneOf` neither can ever be the only one that fits. `--fix` takes the second one out of `anyOf`.", (r##"{ "anyOf": [{ "$ref": "#/$defs/A" }, { "$ref": "#/$defs/A" }] }"##, r##"{ "anyOf": [{ "$ref": "#/$defs/A" }] }"##)),
    rule("lint::vacuous-branch", WARNING, "An alternative accepts every value: in `anyOf` the others say nothing then, and in `oneOf` whatever fits another one is refused.", (r#"{ "anyOf": [{ "type": "string" }, {}] }"#, "{}")),
    rule("lint::overlapping-branches", WARNING, "A value fits two alternatives of `oneOf`, and is refused for that. The value is shown; the schema's own validator has judged it by each of the two.", (r#"{ "oneOf": [{ "required": ["a"] }, { "required": ["b"] }] }"#, r#"{ "anyOf": [{ "required": ["a"] }, { "required": ["b"] }] }"#)),
    rule("lint::unreachable-definition", WARNING, "No reference leads from the root of the schema, or of another one of the run, to an entry of `$defs`. A file without any other keyword is a library, of which nothing is said; so is a definition that `formwork.toml` makes a module of, or that an example is judged by.", (r#"{ "type": "string", "$defs": { "Old": {} } }"#, r#"{ "type": "string" }"#)),
    rule("lint::slow-pattern", WARNING, "A pattern with look-around or back-references is searched by going back, which can take very long for some texts; the search gives up after a million steps, and there is no verdict. Other patterns take time linear in the text.", (r#"{ "pattern": "^(?!test)[a-z]+$" }"#, r#"{ "pattern": "^[a-z]+$", "not": { "pattern": "^test" } }"#)),
    rule("lint::half-anchored-pattern", WARNING, "In `^a|b$` the `^` belongs to the first alternative alone and the `$` to the last one, so that \"ax\" and \"xb\" match.", (r#"{ "pattern": "^a|b$" }"#, r#"{ "pattern": "^(?:a|b)$" }"#)),
    rule("lint::unanchored-pattern", ASKED, "Patterns search: without `^` and `$` a string may hold anything around what matches. That is often meant, so that this rule has to be selected.", (r#"{ "pattern": "[a-z]+" }"#, r#"{ "pattern": "^[a-z]+$" }"#)),
    rule("lint::unmarked-secret", WARNING, "A member whose name ends with token, password, secret, apiKey or the like holds text, and neither it nor what it refers to has `x-secret`. Values of secrets are never printed, and their Rust types do not show them either. `\"x-secret\": false` says that it is none.", (r#"{ "properties": { "password": { "type": "string" } } }"#, r#"{ "properties": { "password": { "type": "string", "x-secret": true } } }"#)),
    rule("lint::time-without-unit", WARNING, "A number is a time by its name (`expires_in`, `createdAt`, `ttl`, `exp`), and neither the name nor a description says whether it is in seconds or milliseconds. The two are mixed up more often than anything else in sessions.", (r#"{ "expires_in": { "type": "integer" } }"#, r#"{ "expires_in": { "type": "integer", "description": "Seconds until it expires." } }"#)),
    rule("lint::format-not-asserted", WARNING, "`format` is an annotation unless the schema or the settings say otherwise, so that it forbids nothing. Told once a file.", (r#"{ "format": "uuid" }"#, r#"{ "x-format-assertion": true, "format": "uuid" }"#)),
    rule("lint::no-effect", WARNING, "A keyword is about values of another type than `type` allows, so that it says nothing; or it says something beside another one only, as `then` beside `if`.", (r#"{ "type": "integer", "maxLength": 3 }"#, r#"{ "type": "integer", "maximum": 999 }"#)),
    rule("lint::duplicate-value", FIXED, "`enum` has a value twice; `1` and `1.0` are the same. `--fix` takes the second one out.", (r#"{ "enum": ["a", "a"] }"#, r#"{ "enum": ["a"] }"#)),
    rule("lint::duplicate-schema", ASKED, "A schema with three members or more stands in the file twice, so that two types are made of it.", (r#"{ "properties": { "from": { "properties": {} }, "to": { "properties": {} } } }"#, r##"{ "properties": { "from": { "$ref": "#/$defs/Place" }, "to": { "$ref": "#/$defs/Place" } } }"##)),
    rule("lint::redundant-keyword", ASKED_FIXED, "A keyword says what holds without it: `minLength: 0`, `minItems: 0`, `minProperties: 0`, `uniqueItems: false`, `required: []`. `--fix` takes it out.", (r#"{ "type": "string", "minLength": 0 }"#, r#"{ "type": "string" }"#)),
    rule("test::accepted", ERROR, "An example that lies in `examples/invalid` is accepted: the schema forbids less than it should, or the example is not what it seems.", ("examples/invalid/no-id.json: { \"id\": 1 }", "examples/invalid/no-id.json: {}")),
    rule("test::missing-fault", ERROR, "An example is refused, but not for a fault that `examples/expected.json` lists.", (r#"{ "faults": [{ "instance": "/id", "keyword": "type" }] }"#, r#"{ "faults": [{ "instance": "", "keyword": "required" }] }"#)),
    rule("test::unexpected-fault", ERROR, "An example is refused for more than `examples/expected.json` lists.", (r#"{ "faults": [] }"#, r#"{ "faults": [{ "instance": "", "keyword": "required" }] }"#)),
    rule("test::missing", ERROR, "`examples/expected.json` speaks of an example that is not there.", (r#"{ "valid": { "gone.json": {} } }"#, r#"{ "valid": {} }"#)),
];
