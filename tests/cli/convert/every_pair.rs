//! Every format into every other one.

use std::fs;

use serde_json::Value;

use super::super::{run, schemas};
use super::{MARKER, VENDORS, example, line, place};

/// The flags that a report asks for, with values.
fn answers(report: &Value) -> Vec<String> {
    let value = |pointer: &str| match pointer {
        "/user/app_metadata" | "/user/user_metadata" => "{}",
        "/user/created_at" | "/issued" | "/createdAt" => "2026-01-08T11:33:27Z",
        "/expiresAt" => "2026-01-09T11:33:27.000Z",
        "/expires_in" => "3600",
        "/tokenSet/expiresAt" | "/internal/createdAt" => "1767875607",
        "/email" => "ada@example.org",
        _ => "something",
    };
    let entries = report["entries"].as_array().unwrap().iter();
    let flags = entries.filter_map(|entry| entry["flag"].as_str()).flat_map(|flag| {
        let (flag, argument) = flag.split_once(' ').unwrap();
        let argument = match flag {
            "--set" => argument.replace('…', value(argument.trim_end_matches("=…"))),
            "--set-file" => argument.replace("=FILE", "=token.txt"),
            _ => argument.to_owned(),
        };
        [flag.to_owned(), argument]
    });
    flags.collect()
}

#[test]
fn every_format_becomes_every_other_one_with_the_flags_that_are_told() {
    for from in VENDORS {
        let place = place().file("in.json", example(from, "typical.json"));
        for to in VENDORS {
            let convert = |how: &[String]| {
                let arguments = ["convert", "--report", "json", "--from", from, "--to", to, "in.json"];
                run(place.command().args(arguments).args(how), "")
            };
            let first = convert(&[]);
            let given = answers(&first.reports()[0]);
            assert_eq!(first.code == Some(0), given.is_empty(), "{from} {to}: {}", first.err);
            let second = convert(&given);
            second.ends_with(0);
            assert_eq!(second.reports()[0]["outcome"], "converted", "{from} {to}: {}", second.err);
            assert_eq!(second.out.contains(MARKER), given.contains(&"--set-file".to_owned()), "{from} {to}");
            let schema = schemas().join(to).join("session.schema.json");
            let judged = run(place.command().args(["validate", "-q", "-s"]).arg(schema).arg("-"), &second.out);
            judged.ends_with(0).is_silent();
        }
    }
}

/// The values that nobody may see: tokens, and what the application keeps to itself.
fn secrets(value: &Value, is_secret: bool, found: &mut Vec<String>) {
    let names = ["token", "tokenHash", "accessToken", "refreshToken", "idToken", "metadata", "userDataInDatabase"];
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| {
            let is_named = name.ends_with("_token") || names.contains(&name.as_str());
            secrets(value, is_secret || is_named, found);
        }),
        Value::Array(items) => items.iter().for_each(|item| secrets(item, is_secret, found)),
        // Shorter ones may be words of a message.
        Value::String(text) if is_secret && text.len() >= 8 => found.push(text.clone()),
        _ => {}
    }
}

#[test]
fn no_secret_of_any_example_is_ever_told() {
    let mut count = 0;
    for from in VENDORS {
        let (mut lines, mut found) = (String::new(), Vec::new());
        for folder in ["valid", "invalid"] {
            let files = fs::read_dir(schemas().join(from).join("examples").join(folder)).unwrap();
            for file in files {
                let text = fs::read(file.unwrap().path()).unwrap();
                // What is no JSON goes along, as one line.
                lines += &String::from_utf8_lossy(&text).replace(['\n', '\r'], " ");
                lines.push('\n');
                if let Ok(json) = serde_json::from_slice(&text) {
                    secrets(&json, false, &mut found);
                }
            }
        }
        count += found.len();
        let place = place().file("in.ndjson", lines);
        let typical = line(&example(from, "typical.json"));
        for to in VENDORS {
            let pair = ["convert", "--from", from, "--to", to];
            let asked = run(place.command().args(pair).args(["--report", "json"]), &typical);
            let given = answers(&asked.reports()[0]);
            for report in ["text", "json"] {
                for (given, exact) in [(&[][..], None), (&given, None), (&given, Some("--exact"))] {
                    let mut command = place.command();
                    command.args(pair).args(["--report", report, "in.ndjson"]).args(given).args(exact);
                    let run = run(&mut command, "");
                    assert!(matches!(run.code, Some(1..=3)), "{from} {to}: {:?}", run.code);
                    assert!(!run.err.is_empty());
                    for secret in &found {
                        assert!(!run.err.contains(secret.as_str()), "{from} {to}: {secret} in {}", run.err);
                    }
                }
            }
        }
    }
    assert!(count > 100, "{count}");
}
