//! What is secret is never printed, whatever is asked for.

use super::{Place, schemas};

const MARKER: &str = "MARKER-4711";

/// Runs over `text` in every way there is, with one fault at least, and sees to it that the marker never comes out.
#[track_caller]
fn is_kept(schema: &str, options: &str, text: &str) {
    assert!(text.contains(MARKER));
    let place = Place::empty().file("s.json", schema).file("in.json", text);
    let place = place.file("in.ndjson", text.replace('\n', " "));
    let forms = ["concise", "json", "ndjson", "github", "gitlab", "junit", "sarif", "basic", "detailed"];
    let forms = forms.map(|form| format!("--show-values --all-branches --format {form}"));
    let few = ["", "--show-values", "--all-branches --show-values", "-q --max-errors 1 --show-values"];
    for how in few.iter().copied().chain(forms.iter().map(String::as_str)) {
        for file in ["in.json", "in.ndjson"] {
            let run = place.run(&format!("validate -s s.json {file} {options} {how}"));
            run.ends_with(1);
            let written = run.out + &run.err;
            assert!(!written.contains("MARKER") && !written.contains("4711"), "{how}: {written}");
        }
    }
}

#[test]
fn the_checks_of_this_file_would_see_a_value_that_is_no_secret() {
    let place = Place::empty().file("s.json", r#"{ "properties": { "a": { "type": "integer" } } }"#);
    let place = place.file("in.json", format!(r#"{{ "a": "{MARKER}" }}"#));
    place.run("validate -s s.json in.json --show-values").ends_with(1).says(MARKER);
    assert!(!place.run("validate -s s.json in.json").ends_with(1).out.contains(MARKER));
}

#[test]
fn a_value_that_the_schema_marks() {
    let schema = r#"{ "properties": { "a": { "x-secret": true, "maxLength": 3 }, "b": { "type": "integer" } } }"#;
    is_kept(schema, "", &format!(r#"{{ "a": "{MARKER}" }}"#));
    // Beside the fault, and of any kind.
    is_kept(schema, "", &format!(r#"{{ "b": "no", "a": ["{MARKER}", {{ "{MARKER}": 4711 }}] }}"#));
    is_kept(schema, "", "{ \"b\": \"no\", \"a\": { \"n\": 4711, \"s\": \"x\\\"MARKER-4711\" } }");
}

#[test]
fn a_value_that_the_options_mark() {
    let schema = r#"{ "properties": { "a": { "maxLength": 3 } } }"#;
    is_kept(schema, "--secret /properties/a", &format!(r#"{{ "a": "{MARKER}" }}"#));
    let place = Place::empty().file("s.schema.json", schema).file("in.json", format!(r#"{{ "a": "{MARKER}" }}"#));
    place.run("validate -s s.schema.json in.json --show-values").ends_with(1).says(MARKER);
    let place = place.file("s.options.json", r#"{ "secret": ["/properties/a"] }"#);
    let run = place.run("validate -s s.schema.json in.json --show-values");
    assert!(!run.ends_with(1).out.contains(MARKER));
}

#[test]
fn a_mark_that_is_reached_through_other_schemas() {
    let secret = r#""$defs": { "S": { "x-secret": true, "type": "string", "maxLength": 3 } }"#;
    for member in [
        r##"{ "$ref": "#/$defs/S" }"##,
        r##"{ "$ref": "#/$defs/S", "minLength": 1 }"##,
        r##"{ "allOf": [{ "$ref": "#/$defs/S" }] }"##,
        r##"{ "anyOf": [{ "type": "integer" }, { "$ref": "#/$defs/S" }] }"##,
        r##"{ "if": { "type": "string" }, "then": { "$ref": "#/$defs/S" } }"##,
    ] {
        let text = format!(r#"{{ "a": "{MARKER}" }}"#);
        is_kept(&format!(r#"{{ "properties": {{ "a": {member} }}, {secret} }}"#), "", &text);
        is_kept(&format!(r#"{{ "patternProperties": {{ "^a": {member} }}, {secret} }}"#), "", &text);
        is_kept(&format!(r#"{{ "additionalProperties": {member}, {secret} }}"#), "", &text);
        let list = format!(r#"["{MARKER}"]"#);
        is_kept(&format!(r#"{{ "items": {member}, {secret} }}"#), "", &list);
        is_kept(&format!(r#"{{ "prefixItems": [{member}], {secret} }}"#), "", &list);
    }
}

#[test]
fn a_value_in_a_place_where_it_could_be_a_secret() {
    let schema = r#"{ "type": "object", "additionalProperties": false,
                      "properties": { "tokens": { "type": "object", "properties": { "t": { "x-secret": true } } } } }"#;
    // The name is wrong, the object is a list, an object is missing, the whole is a text of JSON.
    is_kept(schema, "", &format!(r#"{{ "tokenz": "{MARKER}" }}"#));
    is_kept(schema, "", &format!(r#"{{ "tokens": [{{ "t": "{MARKER}" }}] }}"#));
    is_kept(schema, "", &format!(r#"{{ "tokens": "{MARKER}" }}"#));
    is_kept(schema, "", &format!(r#"{{ "t": "{MARKER}" }}"#));
    is_kept(schema, "", &format!("\"{{\\\"tokens\\\":{{\\\"t\\\":\\\"{MARKER}\\\"}}}}\""));
    is_kept(schema, "", &format!("[\n\"{MARKER}\"\n]"));
}

#[test]
fn what_is_no_secret_is_shown_beside_one() {
    let schema = r#"{ "properties": { "a": { "x-secret": true }, "b": { "type": "integer" } } }"#;
    let place = Place::empty().file("s.json", schema);
    let place = place.file("in.json", format!(r#"{{ "b": "shown", "a": "{MARKER}", "c": "doubtful" }}"#));
    let run = place.run("validate -s s.json in.json --show-values");
    run.ends_with(1).says(r#" 1 | { "b": "shown", "a": "•••••••••••", "c": "••••••••" }"#);
}

#[test]
fn the_secrets_of_a_vendor_whose_schema_does_not_mark_them() {
    let place = Place::empty();
    let schema = schemas().join("supertokens/session.schema.json").to_string_lossy().into_owned();
    let text =
        format!(r#"{{"token": "{MARKER}", "expiry": "{MARKER}", "userDataInDatabase": "{MARKER}", "handle": 1}}"#);
    let place = place.file("in.json", text);
    for how in ["", "--show-values", "--format json"] {
        for fragment in ["", "#/$defs/Token"] {
            let run = place.run(&format!("validate -s {schema}{fragment} in.json {how}"));
            run.ends_with(1);
            // `expiry` is a plain number in both, so that it is shown to who asks.
            let shown = run.out.matches(MARKER).count() + run.err.matches(MARKER).count();
            let lines = run.out.matches(&format!("\"expiry\": \"{MARKER}\"")).count();
            assert_eq!(shown, lines, "{}", run.out);
            assert_eq!(lines > 0, how == "--show-values", "{}", run.out);
        }
    }
}
