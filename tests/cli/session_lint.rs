//! Warnings about sessions.

use super::{Place, schemas};

fn schema(vendor: &str) -> String {
    schemas().join(vendor).join("session.schema.json").to_string_lossy().into_owned()
}

#[test]
fn what_is_odd_is_a_warning_with_its_place_and_no_value() {
    let text = "{\n  \"id\": \"s\", \"userId\": \"u\", \"token\": \"MARKER\", \"tokenHash\": \"MARKER\",\n  \
                \"createdAt\": \"2026-01-08T11:33:27.000Z\",\n  \"expiresAt\": \"2026-01-07T11:33:27.000Z\"\n}\n";
    let place = Place::empty().file("in.json", text);
    let judge = |how: &str| place.run(&format!("validate -s {} in.json {how}", schema("dotdo")));
    judge("").ends_with(0).says("1 file: 1 valid, 0 invalid, 0 unreadable\n");
    let run = judge("--session-lint dotdo");
    run.ends_with(0)
        .says(
            "warning[session::hash-mismatch]: is not the lower-case hexadecimal SHA-256 of the token\n  --> in.json:2:",
        )
        .says("warning[session::expiry]: is before the creation\n  --> in.json:4:16\n")
        .says("1 file: 1 valid, 0 invalid, 0 unreadable, 2 warnings\n");
    for how in ["", "--show-values", "--format json", "--format sarif", "--format concise"] {
        let run = judge(&format!("--session-lint dotdo {how}"));
        assert!(!run.ends_with(0).out.contains("MARKER"), "{}", run.out);
    }
    let json = judge("--session-lint dotdo --format json").json();
    assert_eq!((&json["valid"], &json["counts"]["warnings"]), (&true.into(), &2.into()));
    let warning = &json["files"][0]["warnings"][1];
    assert_eq!((&warning["severity"], &warning["line"]), (&"warning".into(), &4.into()));
    judge("--session-lint dotdo --format github").says("::warning title=session%3A%3Aexpiry,file=in.json,line=4,");
    judge("--session-lint none").ends_with(2);
}

#[test]
fn faults_and_warnings_stand_in_the_order_of_the_text() {
    let text = "{\"handle\": 1, \"userId\": \"u\", \"timeCreated\": 1637262633, \"expiry\": \"x\"}\n";
    let place = Place::empty()
        .file("in.ndjson", text.repeat(2))
        .file("in.yaml", "handle: h\nuserId: u\ntimeCreated: 1637262633\n");
    let run = place
        .run(&format!("validate -s {} in.ndjson --session-lint supertokens --format concise", schema("supertokens")));
    let rules: Vec<&str> = run.ends_with(1).out.lines().filter_map(|line| line.split(['[', ']']).nth(1)).collect();
    assert_eq!(rules, ["type", "session::seconds", "type", "type", "session::seconds", "type"]);
    run.says("1 file, 2 documents: 0 valid, 2 invalid, 0 unreadable, 2 warnings");
    let run = place.run(&format!("validate -s {} in.yaml --session-lint supertokens", schema("supertokens")));
    run.ends_with(0).says("warning[session::seconds]").says("--> in.yaml:3:14");
}
