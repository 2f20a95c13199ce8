//! How it is told.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::{AUTH0, DOTDO, example, line, place};

#[test]
fn reports_are_json_of_one_shape() {
    let entry = |kind: &str, from: Value, to: Value, why: &str, flag: Value, line: Value, column: Value| json!({ "kind": kind, "from": from, "to": to, "why": why, "flag": flag, "line": line, "column": column });
    let none = Value::Null;
    let lines = line(DOTDO) + "{oops\n";
    let run = place().run_with("convert --from dotdo --to supertokens --report json --ndjson -", &lines);
    let reports = run.ends_with(3).reports();
    let refused = |from: &str, why: &str, flag: &str| {
        entry("refused", json!(from), none.clone(), why, json!(flag), none.clone(), none.clone())
    };
    assert_eq!(
        reports[0],
        json!({ "session": "<stdin>:1", "from": "dotdo", "to": "supertokens", "outcome": "problem", "entries": [
            refused("/revokedAt", "a session that was revoked would come back to life", "--allow revoked"),
            refused("/boundUserAgent", "the session would no longer be bound to its user agent", "--allow unbound"),
        ] })
    );
    assert_eq!((&reports[1]["session"], &reports[1]["outcome"]), (&json!("<stdin>:2"), &json!("unreadable")));
    let wrong = &reports[1]["entries"][0];
    assert_eq!((&wrong["kind"], &wrong["line"], &wrong["column"]), (&json!("unreadable"), &json!(2), &json!(2)));

    let one = |arguments: &str| {
        let reports = place().run(&format!("convert --report json {arguments}")).reports();
        assert_eq!(reports.len(), 1);
        reports[0].clone()
    };
    let report = one("--from supabase --to ballware supabase.json");
    assert_eq!((&report["session"], &report["outcome"]), (&json!("supabase.json"), &json!("converted")));
    let lost = entry(
        "dropped",
        json!("/token_type"),
        none.clone(),
        "`ballware` has no place for it",
        none.clone(),
        none.clone(),
        none.clone(),
    );
    assert_eq!((report["entries"].as_array().unwrap().len(), &report["entries"][0]), (6, &lost));
    assert_eq!(one("--from supabase --to ballware --exact supabase.json")["outcome"], "lossy");
    // What loses nothing has its line too.
    let report = one("--from dotdo --to dotdo dotdo.json");
    assert_eq!((&report["outcome"], &report["entries"]), (&json!("converted"), &json!([])));
    let report = one("--from supabase --to dotdo supabase.json --set /createdAt=MARKER");
    assert_eq!(report["outcome"], "missing");
    let missing = entry(
        "missing",
        none.clone(),
        json!("/id"),
        "id: Id of the session.",
        json!("--set /id=…"),
        none.clone(),
        none.clone(),
    );
    let why = "what is given is not a value that fits here";
    let unfit = entry("unfit", none.clone(), json!("/createdAt"), why, none.clone(), none.clone(), none.clone());
    assert_eq!(report["entries"], json!([missing, unfit]));
    let report = one("--from auth0 --to dotdo supabase.json");
    assert_eq!((&report["outcome"], &report["entries"][0]["kind"]), (&json!("invalid"), &json!("invalid")));
    place().run("convert --report json -q --from dotdo --to dotdo dotdo.json").ends_with(0).tells("");
}

#[test]
fn the_names_of_a_session_cannot_steer_a_terminal() {
    let hostile = AUTH0.replace("\"sub\":\"u1\"", "\"sub\":\"u1\",\"a\\u001b[31m\u{202e}\\nb\":1");
    let run = place().file("hostile.json", hostile).run("convert --from auth0 --to dotdo hostile.json");
    run.ends_with(0).complains("/user/a·[31m··b");
}

#[test]
fn the_transcript_in_the_readme_is_what_is_told() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let place = place().file("session.json", example("supertokens", "typical.json"));
    let transcript = readme.split("```\n$ formwork convert ").nth(1).unwrap().split("```").next().unwrap();
    let mut count = 0;
    for part in transcript.split("$ formwork convert ") {
        let (arguments, told) = part.split_once('\n').unwrap();
        let run = place.run(&format!("convert {}", arguments.trim_end_matches(" > converted.json")));
        run.tells(&format!("{}\n", told.trim_end()));
        count += 1;
    }
    assert_eq!(count, 2);
}
