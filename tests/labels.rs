//! Law 6 across documents: whatever folder the compiler runs in and however its files are given, the text that it
//! writes is the same; and what people are told still names each file as they gave it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const FIRST: &str = r#"{
  "title": "First", "type": "object",
  "properties": { "t": { "$ref": "https://e.com/t.json" }, "u": { "$ref": "sub/u.json" }, "v": { "$ref": "../v.json" } }
}"#;

/// A folder `a` with a schema, and those that it refers to: one by its URI, two by where they are.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("a/sub")).unwrap();
    let word = r#"{ "type": "string", "minLength": 2 }"#;
    for (path, text) in [
        ("a/s.json", FIRST),
        ("a/t.json", word),
        ("a/sub/u.json", r#"{ "type": "array", "items": { "$ref": "w.json" } }"#),
        ("a/sub/w.json", word),
        ("v.json", word),
        ("bad.json", "{\"t\": \"\",\n \"u\": [\"\"],\n \"v\": \"\"}"),
    ] {
        fs::write(folder.path().join(path), text).unwrap();
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_formwork")).current_dir(folder).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn text_is_the_same_from_every_folder() {
    let folder = folder();
    let (outer, inner) = (folder.path(), folder.path().join("a"));
    let absolute = |path: &str| inner.join(path).to_string_lossy().into_owned();
    let generate = |at: &Path, schema: &str, resource: &str| {
        let output = run(at, &["generate", schema, "--resource", &format!("https://e.com/{resource}")]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    let expected = generate(&inner, "s.json", "=./");
    for place in ["\"https://e.com/t.json#\"", "\"sub/u.json#\"", "\"sub/w.json#\"", "\"../v.json#\""] {
        assert!(expected.contains(place), "{place} is not in\n{expected}");
    }
    for (at, schema, resource) in [
        (inner.as_path(), "./s.json", "t.json=t.json"),
        (&inner, "../a/s.json", "t.json=../a/./t.json"),
        (outer, "a/s.json", "=a/"),
        (outer, &absolute("s.json"), &format!("={}", absolute(""))),
        (Path::new("/"), &absolute("s.json"), &format!("t.json={}", absolute("t.json"))),
    ] {
        assert_eq!(generate(at, schema, resource), expected, "{schema} {resource}");
    }

    let module = outer.join("s.rs").to_string_lossy().into_owned();
    fs::write(&module, expected).unwrap();
    let output = run(outer, &["generate", "a/s.json", "--resource", "https://e.com/=a/", "-o", &module, "--check"]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(0), String::new()));
}

#[test]
fn people_are_told_files_as_they_were_given() {
    let folder = folder();
    let resource = "https://e.com/=./a";
    let output = run(folder.path(), &["validate", "--schema", "a/s.json", "--resource", resource, "bad.json"]);
    let shown = text(&output.stdout) + &text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{shown}");
    for (place, rule) in [
        ("::: ./a/t.json:1:34", "rule https://e.com/t.json#/minLength"),
        ("::: a/sub/w.json:1:34", "rule sub/w.json#/minLength"),
        ("::: v.json:1:34", "rule ../v.json#/minLength"),
    ] {
        assert!(shown.contains(place) && shown.contains(rule), "{place}, {rule} are not in\n{shown}");
    }

    fs::write(folder.path().join("a/sub/w.json"), r#"{ "type": "strng" }"#).unwrap();
    let output = run(folder.path(), &["generate", "a/s.json", "--resource", resource]);
    assert!(text(&output.stderr).contains("--> a/sub/w.json:1:11"), "{}", text(&output.stderr));
}

/// A reference that says where in the file system a file is names that file, however the first one lies to it.
#[test]
fn an_absolute_reference_is_a_name() {
    let folder = folder();
    let path = |path: &str| folder.path().join(path).to_string_lossy().replace('\\', "/");
    let uri = format!("file:///{}", path("a/sub/u.json").trim_start_matches('/'));
    let schema = format!(r#"{{ "title": "First", "properties": {{ "u": {{ "$ref": "{uri}" }} }} }}"#);
    let generated = ["s.json", "a/s.json"].map(|at| {
        fs::write(folder.path().join(at), &schema).unwrap();
        text(&run(folder.path(), &["generate", at]).stdout)
    });
    assert!(generated[0].contains(&format!("\"{uri}#\"")), "{}", generated[0]);
    assert!(generated[0].contains(&format!("\"{}#\"", uri.replace("u.json", "w.json"))), "{}", generated[0]);
    assert_eq!(generated[0], generated[1]);
}

/// Where the first document calls itself by a URI of a file, other files are named beside that.
#[test]
fn a_schema_may_say_where_it_is() {
    let folder = folder();
    let resource = format!("file:///schemas/={}", folder.path().join("a").display());
    let schema = r#"{ "$id": "file:///schemas/s.json", "title": "First", "items": { "$ref": "sub/u.json" } }"#;
    let generated = ["s.json", "a/s.json"].map(|at| {
        fs::write(folder.path().join(at), schema).unwrap();
        text(&run(folder.path(), &["generate", at, "--resource", &resource]).stdout)
    });
    assert!(generated[0].contains("\"file:///schemas/sub/u.json#\""), "{}", generated[0]);
    assert_eq!(generated[0], generated[1]);
}
