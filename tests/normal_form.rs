//! What the passes and the plan make of schemas that say one thing in several ways: the same types as one would write
//! by hand, and no check that can come to nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use formwork::{Compiled, Options, Source, compile};

#[track_caller]
fn compiled(schema: &str) -> Compiled {
    compile(&Source::from_text("a.json", schema), "", &Options::default()).unwrap_or_else(|errors| panic!("{errors}"))
}

/// The module without line breaks, so that it does not matter where lines are broken.
#[track_caller]
fn rust(schema: &str) -> String {
    compiled(schema).rust().unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How often a module declares a type.
fn types(module: &str) -> usize {
    ["pub struct ", "pub enum "].iter().map(|word| module.matches(word).count()).sum()
}

/// The faults in an instance, each by its place and its rule.
#[track_caller]
fn faults(compiled: &Compiled, instance: &str) -> Vec<String> {
    match compiled.check(instance.as_bytes()) {
        Ok(()) => Vec::new(),
        Err(rejection) => rejection.to_string().lines().map(str::to_owned).collect(),
    }
}

#[test]
fn a_combination_of_one_reference_is_a_reference() {
    for combination in ["allOf", "anyOf", "oneOf"] {
        let schema = format!(
            r##"{{ "title": "T", "type": "object",
                   "properties": {{ "a": {{ "description": "Word of a.", "{combination}": [{{ "$ref": "#/definitions/L" }}] }},
                                    "b": {{ "deprecated": true, "allOf": [{{ "anyOf": [{{ "$ref": "#/definitions/L" }}] }}] }},
                                    "c": {{ "x-secret": true, "{combination}": [{{ "$ref": "#/definitions/L" }}] }},
                                    "d": {{ "$ref": "#/definitions/L" }} }},
                   "definitions": {{ "L": {{ "type": "string", "enum": ["x", "y"] }} }} }}"##
        );
        let module = rust(&schema);
        assert_eq!(types(&module), 2, "{module}");
        for field in [
            "/// Word of a. pub a: Option<L>",
            "/// Deprecated. pub b: Option<L>",
            "pub c: Option<Secret<L>>",
            "pub d: Option<L>",
        ] {
            assert!(module.contains(field), "{field} is not in\n{module}");
        }
        assert_eq!(
            faults(&compiled(&schema), r#"{"a":"z"}"#),
            ["1:6: /a: is not one of \"x\", \"y\" (#/definitions/L/enum)"]
        );
    }
}

#[test]
fn a_type_that_the_reference_says_too_changes_nothing() {
    let schema = r##"{ "title": "T", "type": "object",
        "properties": { "a": { "type": "object", "allOf": [{ "$ref": "#/$defs/X" }] },
                        "b": { "$ref": "#/$defs/Y", "type": ["object", "null"] },
                        "c": { "type": "object", "allOf": [{ "$ref": "#/$defs/N" }] } },
        "$defs": { "X": { "type": "object", "required": ["x"] },
                   "Y": { "allOf": [{ "type": "object" }, { "required": ["y"] }] },
                   "N": { "type": ["object", "null"], "required": ["n"] } } }"##;
    let module = rust(schema);
    for field in ["pub a: Option<X>", "pub b: Option<Y>", "pub c: Option<TC>"] {
        assert!(module.contains(field), "{field} is not in\n{module}");
    }
    let compiled = compiled(schema);
    assert_eq!(faults(&compiled, r#"{"a":1}"#), ["1:6: /a: expected object, found number (#/$defs/X/type)"]);
    assert_eq!(faults(&compiled, r#"{"b":null}"#), ["1:6: /b: expected object, found null (#/$defs/Y/allOf/0/type)"]);
    assert_eq!(faults(&compiled, r#"{"c":null}"#).len(), 1);

    // To draft 4, `1.0` is no integer: what a later draft says is less.
    let schema = r#"{ "$schema": "http://json-schema.org/draft-04/schema#", "type": "integer",
                      "allOf": [{ "$ref": "later.json" }] }"#;
    let later = r#"{ "$schema": "http://json-schema.org/draft-07/schema#", "type": "integer" }"#;
    let options = Options {
        resources: vec![formwork::front::Resource::text("json-schema:///later.json", later)],
        ..Options::default()
    };
    let compiled = compile(&Source::from_text("a.json", schema), "", &options).unwrap();
    assert!(compiled.accepts(b"1") && !compiled.accepts(b"1.0"));
}

/// A member says itself that it is secret. A root or a definition has nothing around it that could.
#[test]
fn a_secret_with_a_name_hides_itself() {
    let definition = r##""Hidden": { "x-secret": true, "allOf": [{ "$ref": "#/definitions/T" }] }"##;
    let plain = r##""Hidden": { "x-secret": true, "$ref": "#/definitions/T" }"##;
    for secret in [definition, plain] {
        let visible = r#""T": { "type": "object", "required": ["t"], "unevaluatedProperties": true }"#;
        let module = rust(&format!(r#"{{ "title": "R", "definitions": {{ {secret}, {visible} }} }}"#));
        assert!(module.contains("Hidden([redacted])") && !module.contains("T([redacted])"), "{module}");
    }
}

/// What looks at no member need not be asked whether it accepts the value a second time.
#[test]
fn what_looks_at_nothing_is_not_asked_what_it_looks_at() {
    let evaluated = |rules: &str| {
        let module = rust(&format!(r#"{{ "title": "T", "type": "object", {rules}, "unevaluatedProperties": false }}"#));
        assert!(!module.contains("rule::Evaluated<'static>) -> Flow { Ok(()) }"), "{module}");
        module.matches("fn evaluated_").count()
    };
    let looks = r#"{ "properties": { "a": true }, "required": ["a"] }"#;
    let blind = r#"{ "not": { "required": ["z"] } }"#;
    for (rules, expected) in [
        (format!(r#""anyOf": [{looks}, {blind}]"#), 2),
        (format!(r#""anyOf": [{blind}, {{ "anyOf": [{blind}, {{ "required": ["b"] }}] }}]"#), 0),
        (format!(r#""if": {blind}, "then": {{ "required": ["b"] }}, "else": {looks}"#), 2),
        (format!(r#""if": {blind}, "then": {looks}, "else": {{ "required": ["b"] }}"#), 2),
        (format!(r#""if": {blind}, "then": {{ "required": ["b"] }}"#), 0),
        (format!(r#""dependentSchemas": {{ "b": {blind} }}"#), 0),
    ] {
        assert_eq!(evaluated(&rules), expected, "{rules}");
    }
}

/// A rest that may be anything is in nobody's way, and is looked at all the same.
#[test]
fn members_of_several_schemas_are_fields_of_one_type() {
    let schema = r#"{ "title": "T", "allOf": [
        { "type": "object", "properties": { "a": { "type": "string" } }, "patternProperties": { "^_": { "type": "string" } } },
        { "type": "object", "properties": { "b": { "type": "integer" }, "_c": { "minLength": 2 } }, "additionalProperties": true }
      ], "unevaluatedProperties": false }"#;
    let module = rust(schema);
    for field in ["pub a: Option<String>", "pub b: Option<Integer>", "pub c: Option<"] {
        assert!(module.contains(field), "{field} is not in\n{module}");
    }
    let compiled = compiled(schema);
    for (instance, expected) in [
        (r#"{"a":"","b":1,"_c":"ab","_d":"","e":1}"#, 0),
        (r#"{"_c":1}"#, 1),
        (r#"{"_c":"a"}"#, 1),
        (r#"{"_d":1}"#, 1),
        (r#"{"a":1,"b":""}"#, 2),
    ] {
        assert_eq!(faults(&compiled, instance).len(), expected, "{instance}");
    }
}

#[test]
fn a_member_that_one_of_several_schemas_hides_is_secret() {
    let module = rust(
        r#"{ "title": "T", "type": "object",
             "allOf": [{ "properties": { "a": { "x-secret": true } } }, { "properties": { "a": { "type": "string" } } }] }"#,
    );
    assert!(module.contains("pub a: Option<Secret<String>>"), "{module}");
}

/// The types that a type of several kinds is made of check what is said of their own kind.
#[test]
fn a_part_of_a_type_checks_its_own_kind() {
    let schema = r#"{ "title": "K", "type": ["boolean", "object", "array"], "minLength": 2, "minimum": 1,
        "minItems": 1, "items": { "type": "string" }, "unevaluatedItems": false,
        "minProperties": 1, "dependentSchemas": { "a": { "required": ["b"] } }, "unevaluatedProperties": false }"#;
    let module = rust(schema);
    let check_of = |ty: &str| {
        let rest = module.split_once(&format!("impl Check for {ty} {{")).unwrap().1;
        // What comes next is the decoder, which a newtype has from a macro.
        rest.split("impl Decode").flat_map(|part| part.split("newtype!")).next().unwrap().to_owned()
    };
    let of_arrays = ["min_items(", "unevaluated_items("];
    let of_objects = ["min_properties(", "has_member(", "unevaluated_members("];
    for (ty, said, unsaid) in [
        ("KObject", of_objects.as_slice(), of_arrays.as_slice()),
        ("KArray", of_arrays.as_slice(), of_objects.as_slice()),
    ] {
        let check = check_of(ty);
        assert!(said.iter().all(|word| check.contains(word)), "{ty}: {check}");
        assert!(unsaid.iter().all(|word| !check.contains(word)), "{ty}: {check}");
        assert!(!check.contains("rule::Text") && !check.contains("rule::Numeric"), "{ty}: {check}");
    }
    // The type itself tells of every fault.
    let compiled = compiled(schema);
    for (instance, expected) in
        [("[]", 1), ("[1]", 1), ("{}", 1), (r#"{"a":1}"#, 2), ("\"\"", 2), ("0", 1), ("true", 0)]
    {
        assert_eq!(faults(&compiled, instance).len(), expected, "{instance}");
    }
}
