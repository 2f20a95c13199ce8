//! The service over HTTP: what it answers, what it refuses, and that no refusal holds a value that was sent.

#![allow(clippy::unwrap_used, clippy::panic)]

mod client;

use std::{fs, path::PathBuf, thread};

use client::{Answer, LIMITS, post, send};
use formwork_runtime::check_slice;
use formwork_sessions::auth0::SessionData;
use serde_json::{Value, json};

const JSON: (&str, &str) = ("Content-Type", "application/json");
const ID: (&str, &str) = ("Session-Id", "MARKER-session");

/// A session in which every text that may be any text is a marker.
fn session() -> Value {
    json!({
        "access_token": "MARKER-access", "refresh_token": "MARKER-refresh", "token_type": "bearer",
        "expires_in": 3600, "expires_at": 1_767_875_607, "provider_token": "MARKER-provider",
        "user": {
            "id": "MARKER-user", "aud": "MARKER-aud", "email": "MARKER@example.com", "created_at": "MARKER-time",
            "app_metadata": { "provider": "MARKER-provider" }, "user_metadata": { "name": "MARKER-name" }
        }
    })
}

/// The session with another value at a pointer.
fn with(pointer: &str, value: Value) -> Value {
    let mut session = session();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    session.pointer_mut(parent).unwrap()[name] = value;
    session
}

fn ask(headers: &[(&str, &str)], body: &Value) -> Answer {
    post(headers, body.to_string().as_bytes())
}

/// What holds of every refusal: its media type, its members, and that nothing of the request is in it.
fn refused(answer: &Answer, status: u16, kind: &str) -> Value {
    assert_eq!(answer.status, status, "{}", answer.body);
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{}", answer.head);
    assert!(!answer.head.contains("MARKER") && !answer.body.contains("MARKER"), "{}", answer.body);
    let problem = answer.json();
    assert_eq!(problem["status"], json!(status));
    assert_eq!(problem["type"], kind, "{problem}");
    assert!(problem["title"].is_string());
    problem
}

#[test]
fn a_session_comes_back_as_auth0_has_it() {
    let answer = ask(&[JSON, ID], &session());
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")), "{}", answer.body);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let body = answer.json();
    let expected = json!({
        "user": { "sub": "MARKER-user", "email": "MARKER@example.com" },
        "tokenSet": {
            "accessToken": "MARKER-access", "refreshToken": "MARKER-refresh", "expiresAt": 1_767_875_607,
            "token_type": "Bearer"
        },
        "internal": { "sid": "MARKER-session", "createdAt": 1_767_872_007 }
    });
    assert_eq!(body["session"], expected);
    check_slice::<SessionData>(body["session"].to_string().as_bytes()).unwrap();
    let lost: Vec<&str> =
        body["losses"].as_array().unwrap().iter().map(|loss| loss["from"].as_str().unwrap()).collect();
    assert_eq!(lost, ["/provider_token", "/user/aud", "/user/app_metadata", "/user/user_metadata", "/user/created_at"]);
    // What is lost is named, with a reason, and not shown.
    assert!(!body["losses"].to_string().contains("MARKER"));
    assert!(body["losses"][0]["kind"] == "dropped" && body["losses"][0]["why"].is_string());
}

#[test]
fn all_that_is_wrong_is_told_with_places() {
    let body = "{\n  \"access_token\": 7,\n  \"refresh_token\": \"MARKER\", \"expires_in\": \"MARKER\",\n  \
                \"user\": { \"id\": [\"MARKER\"], \"aud\": \"\", \"app_metadata\": {}, \"user_metadata\": {} }\n}";
    let problem = refused(&post(&[JSON, ID], body.as_bytes()), 422, "/problems/invalid");
    let errors = problem["errors"].as_array().unwrap();
    let mut told: Vec<String> = errors
        .iter()
        .map(|error| {
            let member = |name| error[name].as_str().unwrap();
            assert!(!member("detail").is_empty() && member("rule").ends_with(member("keyword")));
            format!("{}:{} {} {}", error["line"], error["column"], member("pointer"), member("keyword"))
        })
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            "1:1  required",
            "2:19 /access_token type",
            "3:44 /expires_in type",
            "4:11 /user required",
            "4:19 /user/id type"
        ]
    );
    assert_eq!(problem["detail"], "5 rules are broken");
}

/// Every payload that the vendor's schema refuses, with its faults, as the table beside them has it.
#[test]
fn the_vendors_invalid_payloads_are_refused() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../schemas/supabase/examples");
    let expected: Value = serde_json::from_slice(&fs::read(folder.join("expected.json")).unwrap()).unwrap();
    let mut seen = 0;
    for (name, row) in expected["invalid"].as_object().unwrap() {
        // The others are judged by the schema of a part.
        if row.get("at").is_some() {
            continue;
        }
        let problem = refused(
            &post(&[JSON, ID], &fs::read(folder.join("invalid").join(name)).unwrap()),
            422,
            "/problems/invalid",
        );
        let place = |error: &Value, pointer| (error[pointer].to_string(), error["keyword"].to_string());
        let told: Vec<_> = problem["errors"].as_array().unwrap().iter().map(|error| place(error, "pointer")).collect();
        for fault in row["faults"].as_array().unwrap() {
            assert!(told.contains(&place(fault, "instance")), "{name}: {fault} is not in {told:?}");
        }
        seen += 1;
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn what_supabase_does_not_say_is_asked_for() {
    let problem = refused(&ask(&[JSON], &session()), 422, "/problems/not-convertible");
    let sid = json!({ "detail": "absent, but required here", "to": "/internal/sid", "header": "Session-Id" });
    assert_eq!(problem["errors"], json!([sid]));

    // All at once, and a header that is no time beside them.
    let mut timeless = session();
    timeless.as_object_mut().unwrap().remove("expires_at");
    let problem = refused(&ask(&[JSON, ("Session-Issued-At", "MARKER")], &timeless), 422, "/problems/not-convertible");
    let headers: Vec<&str> =
        problem["errors"].as_array().unwrap().iter().filter_map(|error| error["header"].as_str()).collect();
    assert_eq!(headers, ["Session-Id", "Session-Issued-At", "Session-Expires-At"], "{problem}");

    let times = [("Session-Issued-At", "2026-01-08T11:33:27Z"), ("Session-Expires-At", "2026-01-08T12:33:27Z")];
    let answer = ask(&[JSON, ID, times[0], times[1]], &timeless);
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.json()["session"]["internal"]["createdAt"], json!(1_767_872_007));
}

#[test]
fn a_session_that_does_not_convert_is_told_so() {
    let problem = refused(&ask(&[JSON, ID], &with("/expires_at", json!(1e300))), 422, "/problems/not-convertible");
    assert!(problem["errors"].as_array().unwrap().iter().any(|error| error["from"] == "/expires_at"), "{problem}");
}

#[test]
fn only_json_is_taken() {
    for wrong in ["text/plain", "application/x-www-form-urlencoded", "application/xml", "MARKER"] {
        let answer = ask(&[("Content-Type", wrong), ID], &session());
        refused(&answer, 415, "about:blank");
    }
    refused(&ask(&[ID], &session()), 415, "about:blank");
    assert_eq!(ask(&[("Content-Type", "application/vnd.session+json; charset=utf-8"), ID], &session()).status, 200);
}

#[test]
fn what_is_no_json_is_told_with_its_place() {
    let whole = session().to_string();
    let deep = format!("{{\"user\":{}", "[".repeat(1000));
    let cases: [(&[u8], u64, u64); 8] = [
        (b"", 1, 1),
        (b"\n{ \"a\": 1, }", 2, 11),
        (b"{\"access_token\": \"MARKER\xff\"}", 1, 25),
        (b"{\"access_token\": 'MARKER'}", 1, 18),
        (b"{\"access_token\": \"MARKER\", \"access_token\": \"MARKER\"}", 1, 28),
        (b"{\"access_token\": \"\\ud800MARKER\"}", 1, 18),
        (&whole.as_bytes()[..20], 1, 17),
        (deep.as_bytes(), 1, 137),
    ];
    for (body, line, column) in cases {
        let problem = refused(&post(&[JSON, ID], body), 400, "/problems/malformed");
        let shown = String::from_utf8_lossy(body);
        assert_eq!(problem["line"], json!(line), "{shown}: {problem}");
        assert_eq!(problem["column"], json!(column), "{shown}: {problem}");
        assert!(problem["detail"].is_string());
    }
}

#[test]
fn a_long_body_is_not_read() {
    let long = with("/user/user_metadata/name", json!("MARKER".repeat(LIMITS.body)));
    refused(&ask(&[JSON, ID], &long), 413, "about:blank");
    // Neither if its length is not said before.
    let chunk = format!("{:x}\r\n{}\r\n", LIMITS.body + 1, " ".repeat(LIMITS.body + 1));
    let head = "POST /sessions/auth0 HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n";
    refused(&send(head, chunk.as_bytes(), false), 413, "about:blank");
    let fits = with("/user/user_metadata/name", json!("x".repeat(LIMITS.body / 2)));
    assert_eq!(ask(&[JSON, ID], &fits).status, 200);
}

#[test]
fn a_body_that_is_cut_short_or_slow_is_given_up() {
    let head = "POST /sessions/auth0 HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n";
    refused(&send(head, b"{\"access_token\": \"MARKER", true), 400, "about:blank");
    // This one says no end, and sends no more.
    refused(&send(head, b"{\"access_token\": \"MARKER", false), 408, "about:blank");
}

#[test]
fn other_places_and_methods_are_problems_too() {
    refused(&send("GET /MARKER HTTP/1.1\r\n", b"", false), 404, "about:blank");
    let answer = send("GET /sessions/auth0 HTTP/1.1\r\n", b"", false);
    refused(&answer, 405, "about:blank");
    assert_eq!(answer.header("allow"), Some("POST"));
}

#[test]
fn each_type_of_problem_has_a_page() {
    for name in ["invalid", "malformed", "limit", "not-convertible"] {
        let answer = send(&format!("GET /problems/{name} HTTP/1.1\r\n"), b"", false);
        assert!(answer.status == 200 && answer.body.len() > 50, "{name}: {answer:?}");
    }
    refused(&send("GET /problems/other HTTP/1.1\r\n", b"", false), 404, "about:blank");
}

#[test]
fn many_clients_get_their_own_answers() {
    thread::scope(|scope| {
        for client in 0..16 {
            scope.spawn(move || {
                for turn in 0..8 {
                    let id = format!("session-{client}-{turn}");
                    let answer = ask(&[JSON, ("Session-Id", &id)], &with("/user/id", json!(id)));
                    assert_eq!(answer.status, 200, "{}", answer.body);
                    let session = &answer.json()["session"];
                    assert_eq!((&session["internal"]["sid"], &session["user"]["sub"]), (&json!(id), &json!(id)));
                    refused(&ask(&[JSON, ID], &with("/user/id", json!(turn))), 422, "/problems/invalid");
                }
            });
        }
    });
}
