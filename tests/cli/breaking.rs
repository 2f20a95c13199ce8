//! `formwork breaking`, `formwork explain` and `formwork rules`

use std::process::Command;

use super::{LOGIN, Place};

/// Runs git in a place; settings of the machine do not count.
fn git(place: &Place, arguments: &[&str]) {
    let status = Command::new("git")
        .current_dir(place.path("."))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .args(["-c", "user.name=Tests", "-c", "user.email=tests@example.org", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .output()
        .unwrap();
    assert!(status.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&status.stderr));
}

fn older() -> Place {
    Place::with_login().file("old.json", LOGIN)
}

#[test]
fn nothing_changed_is_compatible_in_every_mode() {
    let run = older().run("breaking login.schema.json --against old.json --mode full,source");
    run.ends_with(0)
        .says("login.schema.json: backward compatible with old.json")
        .says("login.schema.json: forward compatible with old.json")
        .says("login.schema.json: source compatible with old.json")
        .says("nothing breaks");
}

#[test]
fn a_break_is_shown_with_both_places_and_a_witness() {
    let place = older().file("login.schema.json", LOGIN.replace("\"minLength\": 1", "\"minLength\": 3"));
    let run = place.run("breaking login.schema.json --against old.json");
    run.ends_with(1)
        .says("error[breaking::bound-narrowed]: minLength 1 became minLength 3 [backward]")
        .says("--> login.schema.json:7:46")
        .says("before: old.json:7:46")
        .says("witness: accepted by old, rejected by new (by two validators)")
        .says("{\"user\":\"a")
        .says("1 breaking");
    place.run("breaking login.schema.json --against old.json --mode forward").ends_with(0).says("forward compatible");
}

#[test]
fn a_file_is_compared_with_its_revision_and_so_are_those_that_it_refers_to() {
    let root = r#"{ "properties": { "a": { "$ref": "../b/part.json#/$defs/A" } } }"#;
    let part = r#"{ "$defs": { "A": { "$ref": "deep.json" } } }"#;
    let place = Place::empty()
        .file("s/root.json", root)
        .file("b/part.json", part)
        .file("b/deep.json", r#"{ "type": ["string", "null"] }"#);
    git(&place, &["init", "-q"]);
    git(&place, &["add", "."]);
    git(&place, &["commit", "-q", "-m", "one"]);
    git(&place, &["tag", "v1"]);
    let place = place.file("b/deep.json", r#"{ "type": "string" }"#).file("s/new.json", "{}");
    place
        .run("breaking s/root.json --against git:v1")
        .ends_with(1)
        .says("breaking::nullable-removed")
        .says("b/deep.json:1:11")
        .says("before: git:v1:b/deep.json:1:11")
        .says("{\"a\":null}");
    // Without --against the last revision may be all that counts.
    place.run("breaking s/root.json --transitive git:HEAD,git:v1").ends_with(1).says("2 breaking");
    place.run("breaking s/new.json --against git:v1").ends_with(0).complains("s/new.json is new");
    place.run("breaking s/root.json --against git:v9").ends_with(3).complains("git knows no revision \"v9\"");
    place.run("breaking s/root.json --against git:--help").ends_with(2).complains("is no revision");
}

#[test]
fn without_a_repository_the_program_says_so() {
    let place = Place::with_login();
    let run = place.run("breaking login.schema.json --against git:HEAD");
    run.ends_with(3).complains("is in no git repository").complains("--against FILE");
}

#[test]
fn a_folder_has_the_old_files_under_the_same_names() {
    let place = older().file("released/login.schema.json", LOGIN).file("b.json", "{}");
    place.run("breaking login.schema.json b.json --against released").ends_with(0).complains("b.json is new");
    place.run("breaking login.schema.json b.json --against old.json").ends_with(2).complains("several schemas");
    place.run("breaking login.schema.json --against https://example.org/a").ends_with(2).complains("network");
    place.run("breaking login.schema.json --against none.json").ends_with(3).complains("missing-file");
    place.run("breaking login.schema.json").ends_with(2).complains("--against");
}

#[test]
fn what_is_accepted_does_not_fail_and_what_is_stale_is_told() {
    let place = older().file("login.schema.json", LOGIN.replace("[\"user\"]", "[\"user\", \"age\"]"));
    let concise = place.run("breaking login.schema.json --against old.json --format concise");
    concise.ends_with(1).says("breaking[breaking::required-added]");
    let fingerprint = concise.out.trim().rsplit(' ').next().unwrap().to_owned();
    assert!(fingerprint.len() == 12 && fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit()), "{fingerprint}");

    let accept = |place: &Place, more: &[&str]| {
        let mut arguments = vec!["breaking", "login.schema.json", "--against", "old.json", "--accept", &fingerprint];
        arguments.extend(more);
        super::run(place.command().args(arguments), "")
    };
    accept(&place, &[]).ends_with(2).complains("--reason");
    accept(&place, &["--reason", " "]).ends_with(2).complains("says nothing");
    accept(&place, &["--reason", "all have it", "--expires", "soon"]).ends_with(2).complains("2027-01-31");
    accept(&place, &["--reason", "all have it"]).ends_with(0).says("accepted: all have it").says("1 accepted");
    let list = place.read("breaking.accepted.toml");
    assert!(
        list.contains(&format!("fingerprint = \"{fingerprint}\"")) && list.contains("mode = \"backward\""),
        "{list}"
    );

    // Spaces and what stands elsewhere do not count.
    let spaced = LOGIN.replace("[\"user\"]", "[ \"user\",\n \"age\" ]").replace("Login", "SignIn");
    let place = place.file("login.schema.json", spaced);
    place.run("breaking login.schema.json --against old.json").ends_with(0).says("1 accepted");

    let place = place.file("login.schema.json", LOGIN);
    place.run("breaking login.schema.json --against old.json").ends_with(0).complains("is for nothing that was found");
    let place = place.file("breaking.accepted.toml", "[[accepted]]\nfingerprint = 1\n");
    place.run("breaking login.schema.json --against old.json").ends_with(3).complains("an entry needs");
}

#[test]
fn what_is_not_decided_is_never_called_compatible() {
    let union = |name: &str| {
        format!(
            r#"{{ "properties": {{ "k": {{}} }}, "anyOf": [{{ "properties": {{ "{name}": {{}} }} }}, {{ "minProperties": 2 }}],
                "unevaluatedProperties": {{ "not": {{ "type": "string", "pattern": "^(?=.*[0-9]{{9}})(?=.*x{{7}})" }} }} }}"#
        )
    };
    let place = Place::empty().file("old.json", union("a")).file("new.json", union("b"));
    let run = place.run("breaking new.json --against old.json");
    assert!(!run.out.contains("compatible"), "{}", run.out);
    let strict = place.run("breaking new.json --against old.json --strict");
    assert!(strict.code == Some(3) && run.out.contains("undecided") || run.code == Some(1), "{}", run.out);
}

#[test]
fn witnesses_go_to_files() {
    let place = older().file("login.schema.json", LOGIN.replace("\"minimum\": 0", "\"minimum\": 1"));
    place.run("breaking login.schema.json --against old.json --witness-dir out/w").ends_with(1);
    let names = place.names("out/w");
    assert_eq!(names.len(), 1);
    let witness = format!("out/w/{}", names[0]);
    place.run(&format!("validate -s old.json {witness}")).ends_with(0);
    place.run(&format!("validate -s login.schema.json {witness}")).ends_with(1);
}

#[test]
fn programs_read_json() {
    let place = older().file("login.schema.json", LOGIN.replace("\"integer\"", "\"number\""));
    let run = place.run("breaking login.schema.json --against old.json --mode full --format json");
    run.ends_with(1);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["compared"][0]["compatible"], serde_json::json!(["backward"]));
    let finding = &report["findings"][0];
    assert_eq!(finding["rule"], "breaking::type-widened");
    assert_eq!(finding["mode"], "forward");
    assert_eq!(finding["verdict"], "breaking");
    assert_eq!(finding["new"]["pointer"], "#/properties/age/type");
    assert_eq!((&finding["old"]["file"], &finding["old"]["line"]), (&"old.json".into(), &8.into()));
    assert!(finding["witness"]["age"].is_number());
}

#[test]
fn a_schema_that_does_not_compile_has_no_verdict() {
    let place = older().file("old.json", r#"{ "type": "strng" }"#);
    place.run("breaking login.schema.json --against old.json").ends_with(3).complains("did you mean \"string\"?");
    let remote = r#"{ "$ref": "https://example.org/schema.json" }"#;
    let place = place.file("remote.json", remote).file("old.json", "{}");
    let run = place.run("breaking remote.json --against old.json");
    run.ends_with(3).complains("nothing is fetched from the network").complains("--resource");
    let supplied = "breaking remote.json --against old.json --resource https://example.org/schema.json=old.json";
    place.run(supplied).ends_with(0).says("backward compatible");
}

#[test]
fn a_secret_member_gets_a_placeholder() {
    let old = r#"{ "properties": { "token": { "type": "string", "x-secret": true, "minLength": 4 }, "n": { "type": "integer" } } }"#;
    let new = r#"{ "properties": { "token": { "type": "string", "x-secret": true, "minLength": 4 }, "n": { "type": "integer" } }, "required": ["n"], "minProperties": 2 }"#;
    let place = Place::empty().file("old.json", old).file("new.json", new);
    let run = place.run("breaking new.json --against old.json");
    run.ends_with(1);
    assert!(!run.out.contains("\"token\":") || run.out.contains("\"token\":\"secret\""), "{}", run.out);
}

#[test]
fn large_and_recursive_schemas_have_an_answer_in_time() {
    let members: Vec<String> = (0..600)
        .map(|n| format!(r##""m{n}": {{ "oneOf": [{{ "$ref": "#" }}, {{ "type": "string", "maxLength": {n} }}] }}"##))
        .collect();
    let schema = |more: &str| format!(r#"{{ "type": "object", "properties": {{ {} }}{more} }}"#, members.join(",\n"));
    let place = Place::empty().file("old.json", schema("")).file("new.json", schema(r#", "required": ["m1"]"#));
    let start = std::time::Instant::now();
    place.run("breaking new.json --against old.json").ends_with(1).says("breaking::required-added");
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn rules_are_listed_and_explained() {
    let place = Place::empty();
    place.run("rules").ends_with(0).says("breaking::enum-value-removed").says("backward, forward");
    place.run("explain breaking::enum-value-removed").ends_with(0).says("[backward]").says("Example:");
    place.run("explain enum-value-removed").ends_with(0).says("breaking::enum-value-removed");
    place
        .run("explain breaking::enum-value-removd")
        .ends_with(2)
        .complains("did you mean breaking::enum-value-removed?");
    place.run("explain zzzzzzzzzzzzzzzzzzzz").ends_with(2).complains("formwork rules");
}

#[test]
fn a_member_with_another_name_looks_renamed() {
    let schema =
        |name: &str| format!(r#"{{ "type": "object", "properties": {{ "{name}": {{ "type": "string" }} }} }}"#);
    let hint = r#"help: "fullName" has the schema that "name" had: if it was renamed, keep both names"#;
    let place = Place::empty().file("old.json", schema("name")).file("new.json", schema("fullName"));
    let run = place.run("breaking new.json --against old.json --mode full");
    assert_eq!(run.ends_with(1).out.matches(hint).count(), 2, "{}", run.out);
    let json = place.run("breaking new.json --against old.json --format json").json();
    assert!(json["findings"][0]["hint"].as_str().is_some_and(|hint| hint.contains("renamed")), "{json}");
    // Two that could be meant are none.
    let two = r#"{ "type": "object", "properties": { "a": { "type": "string" }, "b": { "type": "string" } } }"#;
    let place = place.file("new.json", two);
    assert!(!place.run("breaking new.json --against old.json --mode full").out.contains("renamed"));
}

#[test]
fn findings_about_rust_have_places() {
    let old = "{ \"title\": \"T\", \"type\": \"object\", \"properties\": {\n \"kind\": { \"enum\": [\"a\", \"b\"] },\n \"n\": { \"type\": \"integer\" } } }";
    let place = Place::empty().file("old.json", old);
    let place = place.file("new.json", old.replace(", \"b\"", "").replace("integer", "string"));
    let run = place.run("breaking new.json --against old.json --mode source");
    run.ends_with(1)
        .says("variant TKind::B is gone [source]\n  --> new.json:2:20")
        .says("before: old.json:2:20")
        .says("field T.n was Option<Integer>, and is Option<String> [source]\n  --> new.json:3:7")
        .says("before: old.json:3:7");
}

#[test]
fn folders_stand_for_the_schemas_in_them() {
    let place = Place::empty().file("old/a.schema.json", "true").file("new/a.schema.json", "false");
    place.run("breaking new --against old").ends_with(1).says("--> new/a.schema.json:1:1");
    let run = place.run("breaking new/a.schema.json --against main");
    assert!(run.ends_with(3).err.contains("a revision is written git:main"), "{}", run.err);
    let run = place.run("breaking . --against old/a.schema.json");
    assert!(run.ends_with(2).err.contains("Usage: formwork breaking"), "{}", run.err);
}

#[test]
fn every_name_that_findings_have_is_explained() {
    let place = Place::empty();
    let keywords = ["minimum", "enum", "required", "oneOf", "unevaluatedProperties", "unreadable"];
    let sessions = ["milliseconds", "seconds", "expiry", "not-a-jwt", "hash-mismatch", "epoch"]
        .map(|rule| format!("session::{rule}"));
    let others = ["fmt::layout", "generate::stale"].map(str::to_owned);
    for rule in keywords.map(str::to_owned).into_iter().chain(sessions).chain(others) {
        place.run(&format!("explain {rule}")).ends_with(0).says(&format!("{rule} [")).says("Example:");
    }
    place.run("explain minimun").ends_with(2).complains("did you mean minimum?");
}

#[test]
fn defaults_save_a_reader_that_applies_them() {
    let new = "{ \"type\": \"object\", \"required\": [\"a\", \"n\"],\n \"properties\": { \"a\": {}, \"n\": { \"default\": 3 } } }";
    let old = new.replace(", \"n\"]", "]");
    let place = Place::empty().file("old.json", &old).file("new.json", new);
    place.run("breaking new.json --against old.json").ends_with(1).says("breaking::required-added");
    let run = place.run("breaking new.json --against old.json --with-defaults --mode full");
    run.ends_with(0).says("backward compatible with old.json").says("forward compatible with old.json");
    // It is the old schema that reads forward, and it requires nothing more.
    let run = place.run("breaking old.json --against new.json --mode forward");
    run.ends_with(1).says("breaking::required-removed");
    place.run("breaking old.json --against new.json --mode forward --with-defaults").ends_with(0);
    // A default that its own schema refuses saves nobody.
    let place = place.file("new.json", new.replace("{ \"default\": 3", "{ \"type\": \"string\", \"default\": 3"));
    let run = place.run("breaking new.json --against old.json --with-defaults");
    run.ends_with(1).says("breaking::required-added");
}

#[test]
fn an_old_file_of_another_name_has_types_of_the_same_name() {
    let schema = r#"{ "type": "object", "properties": { "a": { "type": "object", "properties": { "b": {} } } } }"#;
    let place = Place::empty().file("order.schema.json", schema).file("v1.json", schema);
    let run = place.run("breaking order.schema.json --against v1.json --mode source");
    run.ends_with(0).says("source compatible").says("nothing breaks");
    let place = place.file("order.schema.json", schema.replace("\"b\": {}", "\"c\": {}"));
    let run = place.run("breaking order.schema.json --against v1.json --mode source");
    run.ends_with(1).says("field OrderA.b is gone");
    assert!(!run.out.contains("rust-type-gone"), "{}", run.out);
}

#[test]
fn numbers_of_a_witness_stand_in_json_as_in_the_text() {
    for (number, shown) in [("9007199254740993", "9007199254740993"), ("0.25", "0.25"), ("1.0", "1")] {
        let old = format!(r#"{{ "const": {{ "n": {number} }} }}"#);
        let place = Place::empty().file("old.json", old).file("new.json", r#"{ "type": "string" }"#);
        let text = place.run("breaking new.json --against old.json");
        text.ends_with(1).says(&format!("{{\"n\":{shown}}}\n"));
        let json = place.run("breaking new.json --against old.json --format json");
        json.ends_with(1).says(&format!("\"witness\": {{ \"n\": {shown} }}"));
    }
}

#[test]
fn a_listed_object_is_told_as_one() {
    let old = r#"{ "const": { "a": 1, "b": "x" } }"#;
    let new = r#"{ "properties": { "a": { "type": "string" }, "b": { "type": "string" } } }"#;
    let place = Place::empty().file("old.json", old).file("new.json", new);
    let run = place.run("breaking new.json --against old.json");
    run.ends_with(1)
        .says("member \"a\" of {\"a\":1,\"b\":\"x\"}, one of the values listed before, is rejected now")
        .says("before: old.json:1:12")
        .says("\n1 breaking\n");
    assert!(!run.out.contains("anything"), "{}", run.out);
    let run = place.run("breaking old.json --against new.json --mode forward");
    run.ends_with(1).says("one of the values listed now, was rejected before");
}

#[test]
fn a_schema_that_was_deleted_is_told() {
    let place = Place::empty()
        .file("s/a.schema.json", "{}")
        .file("s/x/b.schema.json", "{}")
        .file("s/c.json", "{}")
        .file("s/.d.schema.json", "{}");
    git(&place, &["init", "-q"]);
    git(&place, &["add", "."]);
    git(&place, &["commit", "-q", "-m", "one"]);
    place.run("breaking s --against git:HEAD").ends_with(0).says("nothing breaks");
    std::fs::remove_file(place.path("s/x/b.schema.json")).unwrap();
    std::fs::remove_file(place.path("s/c.json")).unwrap();
    std::fs::remove_file(place.path("s/.d.schema.json")).unwrap();
    let run = place.run("breaking s --against git:HEAD --mode full,source");
    run.ends_with(1)
        .says("error[breaking::schema-deleted]: s/x/b.schema.json is gone, so that nothing accepts what it did; it is in git:HEAD [backward]")
        .says("and with it its Rust; it is in git:HEAD [source]")
        .says("\n2 breaking\n");
    place.run("breaking s --against git:HEAD --mode forward").ends_with(0);
    let run = place.run("breaking s/**/*.json --against git:HEAD --format concise");
    run.ends_with(1).says("s/c.json: breaking[breaking::schema-deleted]").says("s/x/b.schema.json: breaking");
    place.run("breaking s/a.schema.json --against git:HEAD").ends_with(0);
    let run = place.run("breaking s --against git:HEAD --format github");
    run.ends_with(1).says("::error title=breaking%3A%3Aschema-deleted,file=s/x/b.schema.json");

    // In a folder, at the same path or without any.
    let place =
        place.file("old/s/a.schema.json", "{}").file("old/s/e.schema.json", "{}").file("flat/f.schema.json", "{}");
    place.run("breaking s --against old").ends_with(1).says("s/e.schema.json is gone");
    let place = place.file("flat/a.schema.json", "{}");
    place.run("breaking s --against flat").ends_with(1).says("s/f.schema.json is gone").says("\n1 breaking\n");

    // As `check` does, by the patterns of the configuration.
    let config = "[schemas]\ninclude = [\"s/**/*.json\"]\nexclude = [\"s/c.json\"]\n[breaking]\nagainst = \"git:HEAD\"\n[check]\nskip = [\"fmt\", \"lint\"]\n";
    let place = place.file("formwork.toml", config);
    let run = place.run("check");
    run.ends_with(1).says("s/x/b.schema.json is gone").says("\n1 breaking\n");
    let fingerprint = run.out.split("--accept ").nth(1).unwrap().split(' ').next().unwrap().to_owned();
    place.run(&format!("breaking s --against git:HEAD --accept {fingerprint} --reason unread")).ends_with(0);
    place.run("check").ends_with(0);
}
