//! Every form of output, read by something that knows it.

use std::fs;
use std::path::Path;

use formwork::{Compiled, Options, Source, compile};
use roxmltree::Document;
use serde_json::{Value, json};

use super::{Place, Run};

const SCHEMA: &str = r#"{
  "type": "object", "additionalProperties": false, "required": ["user"],
  "properties": { "user": { "type": "string", "minLength": 1 }, "auth": { "oneOf": [
    { "title": "A", "type": "object", "properties": { "kind": { "const": "a" }, "n": { "type": "integer" } }, "required": ["kind"] },
    { "title": "B", "type": "object", "properties": { "kind": { "const": "b" }, "n": { "type": "string" } }, "required": ["kind"] } ] },
    "any": { "anyOf": [{ "type": "integer", "maximum": 1 }, { "type": "integer", "minimum": 9 }] } } }"#;

/// Documents with everything that a report can tell.
fn place() -> Place {
    let place = Place::empty().file("s.json", SCHEMA).file("good.json", r#"{"user": "a"}"#).file("broken.json", "{\n]");
    let place = place.file(
        "bad.json",
        "{ \"user\": \"\",\n  \"usr\": 1,\n  \"auth\": { \"kind\": \"a\", \"n\": \"x\" }, \"any\": 5 }\n",
    );
    let place = place.file("odd, name%.json", "{ \"<&\\u001b>\": 1 }");
    place.file("lines.ndjson", "{\"user\": \"a\"}\n{\"user\": 1}\n\n{oops\n{}\n")
}

fn run(format: &str) -> Run {
    let place = place();
    let files = ["good.json", "bad.json", "broken.json", "odd, name%.json", "lines.ndjson", "none.json"];
    let mut command = place.command();
    command.args(["validate", "-s", "s.json", "--format", format]).args(files);
    super::run(&mut command, "")
}

/// The published schema; `closed`, so that a member which it does not describe is a fault.
fn report_schema(fragment: &str, closed: bool) -> Compiled {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/report.schema.json");
    let text = fs::read_to_string(path).unwrap();
    let open = "\"additionalProperties\": true";
    assert_eq!(text.matches(open).count(), 11);
    let text = if closed { text.replace(open, "\"unevaluatedProperties\": false") } else { text };
    compile(&Source::from_text("report.schema.json", text), fragment, &Options::default()).unwrap()
}

#[test]
fn json_is_what_its_schema_says() {
    let closed = report_schema("", true);
    let check =
        |run: &Run| closed.check(run.out.as_bytes()).unwrap_or_else(|rejection| panic!("{rejection}: {}", run.out));
    let written = run("json");
    check(written.ends_with(3));
    let place = place();
    check(&place.run("validate -s s.json bad.json --format json --all-branches --max-errors 2"));
    check(&place.run("validate -s s.json good.json --format json"));
    let json = written.json();
    assert_eq!(json["files"].as_array().unwrap().len(), 8);
    let keywords: Vec<&str> =
        json["files"][1]["errors"].as_array().unwrap().iter().map(|error| error["keyword"].as_str().unwrap()).collect();
    assert_eq!(keywords, ["minLength", "additionalProperties", "type", "anyOf"]);
    let fault = &json["files"][1]["errors"][2];
    assert_eq!(fault["related"][0]["message"], "selects A of oneOf");
    assert_eq!((&fault["related"][0]["line"], &fault["related"][0]["pointer"]), (&json!(3), &json!("/auth/kind")));

    // Without a schema nothing is judged.
    let place = Place::empty().file("s.json", r#"{ "type": "strng" }"#).file("in.json", "1");
    check(place.run("validate -s s.json in.json --format json").ends_with(3));
    // The schema sees what is wrong.
    assert!(closed.check(br#"{"files": [], "valid": true, "extra": 1}"#).is_err());
    assert!(report_schema("", false).check(br#"{"files": [], "valid": true, "extra": 1}"#).is_ok());
    assert!(closed.check(written.out.replace("\"line\":", "\"lines\":").as_bytes()).is_err());
}

#[test]
fn ndjson_is_what_its_schema_says() {
    let line = report_schema("#/$defs/Line", false);
    let written = run("ndjson");
    written.ends_with(3);
    let lines: Vec<&str> = written.out.lines().collect();
    for text in &lines {
        line.check(text.as_bytes()).unwrap_or_else(|rejection| panic!("{rejection}: {text}"));
    }
    let json: Vec<Value> = lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(json.iter().filter(|line| line["type"] == "finding").count(), 11);
    assert_eq!(json.last().unwrap()["counts"]["invalid"], 4);
    let record = json.iter().find(|line| line["record"] == 2).unwrap();
    assert_eq!((&record["file"], &record["line"], &record["column"]), (&json!("lines.ndjson"), &json!(2), &json!(10)));
    assert!(line.check(b"{}").is_err());
}

#[test]
fn concise_is_a_line_a_finding() {
    let written = run("concise");
    let expected = "\
bad.json:1:11: error[minLength] /user: shorter than 1 character (s.json:3:60)
bad.json:2:3: error[additionalProperties] /usr: the schema allows no member of this name (s.json:2:45)
bad.json:3:31: error[type] /auth/n: expected integer, found string (s.json:4:96)
bad.json:3:45: error[anyOf] /any: fulfils none of the alternatives; nearest: /any more than 1 (s.json:6:23)
broken.json:2:1: error[unreadable]: a value or a name is missing before this bracket (JSON has no trailing commas) (remove the comma before it, or write what is missing)
odd, name%.json:1:1: error[required]: the member \"user\" is missing (s.json:2:64)
odd, name%.json:1:3: error[additionalProperties] /<&·>: the schema allows no member of this name (s.json:2:45)
lines.ndjson:2:10: error[type] /user: expected string, found number (s.json:3:37)
lines.ndjson:4:2: error[unreadable]: this is not JSON (names and texts stand in double quotes; the only words are true, false and null)
lines.ndjson:5:1: error[required]: the member \"user\" is missing (s.json:2:64)
none.json: error[unreadable]: there is no such file
6 files, 9 documents: 2 valid, 4 invalid, 3 unreadable
";
    assert_eq!(written.ends_with(3).out, expected);
}

#[test]
fn github_gets_commands() {
    let written = run("github");
    let lines: Vec<&str> = written.ends_with(3).out.lines().collect();
    assert_eq!(lines.len(), 11);
    let first = "::error title=minLength,file=bad.json,line=1,endLine=1,col=11,endColumn=12::/user: shorter than 1 character (s.json:3:60)";
    assert_eq!(lines[0], first);
    assert!(!written.out.contains('\u{1b}'));
    assert!(lines[5].starts_with("::error title=required,file=odd%2C name%25.json,line=1,"), "{}", lines[5]);
    for line in lines {
        let (head, message) = line.strip_prefix("::error ").unwrap().split_once("::").unwrap();
        assert!(!message.is_empty());
        for property in head.split(',') {
            let (name, value) = property.split_once('=').unwrap();
            assert!(["title", "file", "line", "endLine", "col", "endColumn"].contains(&name) && !value.is_empty());
        }
    }
}

#[test]
fn gitlab_gets_issues_with_fingerprints_of_their_own() {
    let json = run("gitlab").ends_with(3).json();
    let issues = json.as_array().unwrap();
    assert_eq!(issues.len(), 11);
    let mut fingerprints: Vec<&str> = issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), 11);
    for issue in issues {
        // What GitLab's documentation requires of an issue.
        assert!(
            ["description", "check_name", "fingerprint"].iter().all(|name| !issue[name].as_str().unwrap().is_empty())
        );
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&issue["severity"].as_str().unwrap()));
        assert!(issue["location"]["path"].is_string() && issue["location"]["lines"]["begin"].as_u64().unwrap() > 0);
    }
    assert_eq!(issues[3]["location"], json!({ "path": "bad.json", "lines": { "begin": 3 } }));
    assert_eq!(place().run("validate -s s.json good.json --format gitlab").ends_with(0).json(), json!([]));
}

#[test]
fn junit_is_xml_with_counts_that_hold() {
    let written = run("junit");
    let document = Document::parse(&written.ends_with(3).out).unwrap();
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    let suites: Vec<_> = root.children().filter(roxmltree::Node::is_element).collect();
    let names: Vec<_> = suites.iter().map(|suite| suite.attribute("name").unwrap()).collect();
    assert_eq!(names, ["good.json", "bad.json", "broken.json", "odd, name%.json", "lines.ndjson", "none.json"]);
    for suite in &suites {
        let cases: Vec<_> = suite.children().filter(roxmltree::Node::is_element).collect();
        let count =
            |tag: &str| cases.iter().filter(|case| case.children().any(|child| child.has_tag_name(tag))).count();
        let said = |name: &str| suite.attribute(name).unwrap().parse::<usize>().unwrap();
        assert_eq!((said("tests"), said("failures"), said("errors")), (cases.len(), count("failure"), count("error")));
        assert!(cases.iter().all(|case| case.has_tag_name("testcase") && case.has_attribute("name")));
    }
    let failure = suites[1].descendants().find(|node| node.has_tag_name("failure")).unwrap();
    assert_eq!(failure.attribute("message"), Some("4 errors, the first one: shorter than 1 character"));
    assert_eq!(failure.text().unwrap().lines().count(), 4);
    assert_eq!(suites[4].attribute("failures"), Some("2"));

    // However many records fail, memory does not grow with them.
    let place = place().file("many.ndjson", "{}\n".repeat(3000));
    let written = place.run("validate -s s.json many.ndjson --format junit");
    let document = Document::parse(&written.ends_with(1).out).unwrap();
    let suite = document.root_element().first_element_child().unwrap();
    assert_eq!((suite.attribute("tests"), suite.attribute("failures")), (Some("1001"), Some("1001")));
    assert!(written.out.contains("2000 more documents are not valid"));
}

#[test]
fn sarif_has_what_its_readers_need() {
    let json = run("sarif").ends_with(3).json();
    assert_eq!((&json["version"], json["runs"].as_array().unwrap().len()), (&json!("2.1.0"), 1));
    assert!(json["$schema"].as_str().unwrap().contains("sarif-2.1.0"));
    let run = &json["runs"][0];
    let driver = &run["tool"]["driver"];
    assert_eq!((&driver["name"], &run["columnKind"]), (&json!("formwork"), &json!("unicodeCodePoints")));
    let rules: Vec<&str> =
        driver["rules"].as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(rules, ["additionalProperties", "anyOf", "minLength", "required", "type"]);
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 8);
    for result in results {
        assert!(rules.contains(&result["ruleId"].as_str().unwrap()));
        assert!(["none", "note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        for location in
            result["locations"].as_array().unwrap().iter().chain(result["relatedLocations"].as_array().unwrap())
        {
            let region = &location["physicalLocation"]["region"];
            let at = |name: &str| region[name].as_u64().unwrap();
            assert!(at("startLine") > 0 && at("startColumn") > 0);
            assert!((at("endLine"), at("endColumn")) >= (at("startLine"), at("startColumn")));
            let uri = location["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
            assert!(!uri.contains([' ', '%']) || uri.contains("%20name%25"), "{uri}");
        }
        assert!(result["relatedLocations"].as_array().unwrap().last().unwrap()["message"]["text"].is_string());
    }
    // What could not be judged is no result, but what went wrong with the run.
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["toolExecutionNotifications"].as_array().unwrap().len(), 3);
    let clean = place().run("validate -s s.json good.json --format sarif").ends_with(0).json();
    assert_eq!(
        (&clean["runs"][0]["results"], &clean["runs"][0]["invocations"][0]["executionSuccessful"]),
        (&json!([]), &json!(true))
    );
}

#[test]
fn several_forms_go_to_files_at_once() {
    let place = place();
    let run = place.run(
        "validate -s s.json bad.json good.json --output sarif=out.sarif --output junit=out.xml --output concise=out.txt --output flag=out.flag",
    );
    run.ends_with(1).says("error[minLength]").says("2 files: 1 valid, 1 invalid");
    assert_eq!(
        serde_json::from_str::<Value>(&place.read("out.sarif")).unwrap()["runs"][0]["results"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
    assert!(Document::parse(&place.read("out.xml")).is_ok());
    assert_eq!(place.read("out.txt").lines().count(), 5);
    assert_eq!(place.read("out.flag"), "{\"valid\":false}\n{\"valid\":true}\n");
    place
        .run("validate -s s.json good.json --output json=none/out.json")
        .ends_with(3)
        .complains("none/out.json: it cannot be written");
}

/// A schema with a break that nobody accepts, one that is accepted, and a note; and one without a change.
fn changed() -> Place {
    let schema = |min: u8, rest: &str| {
        format!("{{ \"properties\": {{\n  \"user\": {{ \"type\": \"string\", \"minLength\": {min} }}\n}}{rest} }}\n")
    };
    let new = schema(3, ",\n \"required\": [\"user\"], \"readOnly\": true");
    let place = Place::empty().file("old/s.json", schema(1, "")).file("s.json", new);
    let place = place.file("old/same.json", "{}").file("same.json", "{}");
    let told = place.run("breaking s.json --against old --format concise");
    let accepted = told.out.lines().find(|line| line.contains("required-added")).unwrap();
    let fingerprint = accepted.rsplit(' ').next().unwrap();
    place
        .run(&format!("breaking s.json --against old --accept {fingerprint} --reason agreed"))
        .ends_with(1)
        .says("accepted: agreed");
    place
}

#[test]
fn breaking_writes_the_forms_of_every_command() {
    let place = changed();
    let files = "--output github=o.github --output gitlab=o.gitlab --output junit=o.xml --output sarif=o.sarif \
                 --output ndjson=o.ndjson --output concise=o.txt --output json=o.json";
    let run = place.run(&format!("breaking s.json same.json --against old {files}"));
    run.ends_with(1).says("1 breaking, 1 accepted, 1 note");
    let message = "minLength 1 became minLength 3 [backward, against old]; witness, accepted by old and rejected by new: {\"user\":\"a";

    let github = place.read("o.github");
    let first = "::error title=breaking%3A%3Abound-narrowed,file=s.json,line=2,endLine=2,col=44,endColumn=44::";
    assert!(github.starts_with(&format!("{first}#/properties/user/minLength: {message}")), "{github}");
    assert!(github.contains("::warning title=breaking%3A%3Aaccess-changed,") && github.lines().count() == 2);
    // What was accepted is settled.
    assert!(!github.contains("required-added") && place.read("o.txt").contains("accepted[breaking::required-added]"));

    let issues: Value = serde_json::from_str(&place.read("o.gitlab")).unwrap();
    assert_eq!((&issues[0]["severity"], &issues[1]["severity"]), (&json!("major"), &json!("minor")));
    let sarif: Value = serde_json::from_str(&place.read("o.sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!((results.len(), &results[0]["relatedLocations"][0]["message"]["text"]), (2, &json!("before")));
    assert_eq!(results[0]["partialFingerprints"]["formwork/v1"], issues[0]["fingerprint"]);

    let xml = place.read("o.xml");
    let root = Document::parse(&xml).unwrap();
    assert_eq!(root.root_element().attribute("name"), Some("formwork breaking"));
    let failures: Vec<_> = root.descendants().filter_map(|node| node.attribute("failures")).collect();
    assert_eq!(failures, ["1", "0"]);

    let line = report_schema("#/$defs/Line", false);
    let ndjson = place.read("o.ndjson");
    let lines: Vec<Value> = ndjson.lines().map(|text| serde_json::from_str(text).unwrap()).collect();
    for text in ndjson.lines() {
        line.check(text.as_bytes()).unwrap_or_else(|rejection| panic!("{rejection}: {text}"));
    }
    let document: Value = serde_json::from_str(&place.read("o.json")).unwrap();
    assert_eq!(lines[0]["fingerprint"], document["findings"][0]["fingerprint"]);
    assert_eq!((&lines[0]["related"][0]["file"], &lines[0]["related"][0]["line"]), (&json!("old/s.json"), &json!(2)));
    assert_eq!((&lines[2]["counts"]["documents"], &lines[2]["valid"]), (&json!(2), &json!(false)));

    // Notes are left out on demand.
    let quiet = place.run("breaking s.json --against old --format github -q");
    assert_eq!(quiet.ends_with(1).out.lines().count(), 1);
    place.run("breaking s.json --against old --format flag").ends_with(2).complains("is for `formwork validate`");
    place.run("breaking s.json --against old --output junit=none/o.xml").ends_with(3).complains("cannot be written");
}

#[test]
fn breaking_tells_what_cannot_be_compared() {
    let place = changed().file("old/same.json", "{\n]");
    let run = place.run("breaking s.json same.json --against old --format sarif --output junit=o.xml");
    let log = run.ends_with(3).json();
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["toolExecutionNotifications"].as_array().unwrap().len(), 1);
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 2);
    let xml = place.read("o.xml");
    let errors: Vec<String> = Document::parse(&xml)
        .unwrap()
        .descendants()
        .filter_map(|node| node.attribute("errors").map(str::to_owned))
        .collect();
    assert_eq!(errors, ["0", "1"]);
}

#[test]
fn colours_are_for_people_at_a_terminal() {
    let place = Place::with_login().file("in.json", r#"{"user":""}"#);
    let plain = place.run("validate -s login.schema.json in.json");
    let run = place.run("validate -s login.schema.json in.json --color always --output text=found.txt");
    run.ends_with(1).says("\u{1b}[1m\u{1b}[91merror[minLength]\u{1b}[0m");
    assert_eq!(anstream::adapter::strip_str(&run.out).to_string(), plain.out);
    assert_eq!(fs::read_to_string(place.path("found.txt")).unwrap(), plain.out);
    for form in ["concise", "json", "ndjson", "github", "gitlab", "junit", "sarif"] {
        let run = place.run(&format!("validate -s login.schema.json in.json --format {form} --color always"));
        assert!(!run.out.contains('\u{1b}'), "{form}");
    }
    // This is no terminal.
    assert_eq!(place.run("--color auto validate -s login.schema.json in.json").out, plain.out);
    let broken = place.file("s.json", r#"{"type":"strng"}"#).run("validate -s s.json in.json --color always");
    assert!(broken.ends_with(3).err.starts_with("\u{1b}["), "{}", broken.err);
}

#[test]
fn json_of_changes_is_what_its_schema_says() {
    let closed = report_schema("/$defs/Changes", true);
    let old =
        r#"{ "title": "T", "type": "object", "properties": { "a": { "type": "string" }, "c": { "default": 1 } } }"#;
    let place =
        Place::empty().file("old.json", old).file("new.json", old.replace(r#""a""#, r#""b""#).replace('1', "2"));
    let run = place.run("breaking new.json --against old.json --mode full,source --format json");
    closed.check(run.ends_with(1).out.as_bytes()).unwrap_or_else(|rejection| panic!("{rejection}: {}", run.out));
    let modes: Vec<Value> =
        run.json()["findings"].as_array().unwrap().iter().map(|finding| finding["mode"].clone()).collect();
    for mode in ["backward", "forward", "source", "behaviour"] {
        assert!(modes.contains(&json!(mode)), "{modes:?}");
    }
    let run = place.run("breaking new.json --against new.json --format json");
    closed.check(run.ends_with(0).out.as_bytes()).unwrap_or_else(|rejection| panic!("{rejection}: {}", run.out));
}
