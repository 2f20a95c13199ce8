//! `formwork.toml`: what `formwork generate` makes of it, what it says of mistakes, and its own JSON Schema.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::Command;

use formwork::{Options, Source, compile};
use tempfile::TempDir;

const SESSION: &str = r##"{ "title": "Session", "type": "object", "required": ["user"],
    "properties": { "user": { "$ref": "#/$defs/User" } }, "$defs": { "User": { "type": "string", "minLength": 1 } } }"##;
const KEY: &str = r#"{ "title": "Key", "enum": ["a", "b"] }"#;

/// A project with two schemas and this configuration.
fn project(config: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("schemas/session.schema.json", SESSION);
    write("schemas/more/key.schema.json", KEY);
    write("formwork.toml", config);
    folder
}

struct Ran {
    code: Option<i32>,
    out: String,
    told: String,
}

fn formwork(folder: &Path, arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_formwork")).args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), told: text(output.stderr) }
}

/// The files of a folder that hold a module, by name.
fn modules(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn every_schema_of_the_project_becomes_a_module() {
    let project = project(
        "[schemas]\ninclude = [\"schemas/**/*.schema.json\"]\nout = \"src/generated\"\n\n[options]\ndocs = false\n\n\
         [generate.session]\nrename = { \"/$defs/User\" = \"Account\" }\n",
    );
    let ran = formwork(project.path(), &["generate"]);
    assert_eq!((ran.code, ran.told.as_str(), ran.out.as_str()), (Some(0), "", ""));
    let generated = project.path().join("src/generated");
    assert_eq!(modules(&generated), ["key.rs", "session.rs"]);
    let session = fs::read_to_string(generated.join("session.rs")).unwrap();
    assert!(session.contains("pub user: Account,") && !session.contains("///"), "{session}");

    assert_eq!(formwork(project.path(), &["generate", "--check"]).code, Some(0));
    fs::write(generated.join("key.rs"), "// old\n").unwrap();
    let ran = formwork(project.path(), &["generate", "--check"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("--- src/generated/key.rs") && !ran.out.contains("session.rs"), "{}", ran.out);
}

#[test]
fn it_is_found_from_below_and_paths_are_its_own() {
    let project = project("[generate.token]\nschema = \"schemas/session.schema.json#/$defs/User\"\nout = \"gen/\"\n");
    let below = project.path().join("schemas/more");
    let ran = formwork(&below, &["generate"]);
    assert_eq!((ran.code, ran.told.as_str()), (Some(0), ""));
    assert!(fs::read_to_string(project.path().join("gen/token.rs")).unwrap().contains("pub struct User(String);"));
    let named = formwork(
        Path::new("."),
        &["generate", "--check", "--config", &project.path().join("formwork.toml").to_string_lossy()],
    );
    assert_eq!((named.code, named.told.as_str()), (Some(0), ""));
}

#[test]
fn exclude_and_sections_decide_what_is_made() {
    let project = project(
        "[schemas]\ninclude = [\"schemas/**/*.json\"]\nexclude = [\"schemas/more/**\"]\nout = \"out\"\n\
         [generate.entry]\nschema = \"schemas/session.schema.json\"\nout = \"elsewhere.rs\"\nroot = \"Entry\"\n",
    );
    fs::write(project.path().join("schemas/session.options.json"), r#"{ "docs": false }"#).unwrap();
    let ran = formwork(project.path(), &["generate"]);
    assert_eq!((ran.code, ran.told.as_str()), (Some(0), ""));
    assert_eq!(modules(&project.path().join("out")), Vec::<String>::new());
    let entry = fs::read_to_string(project.path().join("elsewhere.rs")).unwrap();
    assert!(entry.contains("pub struct Entry {") && !entry.contains("///"), "{entry}");
}

#[test]
fn what_is_about_one_schema_counts_before_what_is_about_all() {
    let config =
        "[schemas]\ninclude = [\"schemas/more/*\"]\nout = \"out/\"\n[options]\ndocs = true\nshapes = \"none\"\n";
    let project = project(config);
    fs::write(project.path().join("schemas/more/key.options.json"), r#"{ "docs": false, "shapes": "public" }"#)
        .unwrap();
    let key = |arguments: &[&str]| {
        let ran = formwork(project.path(), &[&["generate"], arguments].concat());
        assert_eq!((ran.code, ran.told.as_str()), (Some(0), ""));
        let text = fs::read_to_string(project.path().join("out/key.rs")).unwrap();
        (text.contains("///"), text.contains("macro_export"), text.contains("macro_rules"))
    };
    assert_eq!(key(&[]), (false, true, true), "the options file before [options]");
    fs::write(project.path().join("formwork.toml"), format!("{config}[generate.key]\ndocs = true\n")).unwrap();
    assert_eq!(key(&[]), (true, true, true), "the section before the options file");
    assert_eq!(key(&["--shapes", "crate"]), (true, false, true), "the arguments before all");
}

#[test]
fn every_mistake_is_told_with_its_place() {
    let project = project(
        "[schema]\n\n[schemas]\ninclud = []\ninclude = [\"[\", 1]\n\n[options]\nroot = \"A\"\nderives = []\n\n[generate]\ndocs = true\n\n\
         [generate.session]\nschema = 1\nshapes = \"all\"\nmodule = \"m\"\nrenam = {}\n\n[generate.a-b]\nrename = { x = 1 }\n",
    );
    let ran = formwork(project.path(), &["generate"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    for (message, place, help) in [
        ("there is no section `schema`", "1:2", "did you mean `schemas`?"),
        ("there is no key `includ`", "4:1", "did you mean `include`?"),
        ("\"[\" is no pattern of files", "5:12", ""),
        ("`include` is a list of patterns", "5:17", ""),
        ("`root` is for one schema", "8:1", ""),
        ("there is no option `derives`", "9:1", "did you mean `derive`?"),
        ("`docs` is a module", "12:8", "those of all schemas go to [options]"),
        ("`schema` is a string", "15:10", ""),
        ("`shapes` is not \"all\"", "16:10", "write `public`, `crate` or `none`"),
        ("the module is called as its section is", "17:1", ""),
        ("there is no option `renam`", "18:1", "did you mean `rename`?"),
        ("no module can be called \"a-b\"", "20:11", ""),
        ("`rename` has names of types by JSON Pointer", "21:16", ""),
    ] {
        let block = ran.told.split("\n\n").find(|block| block.contains(message));
        let block = block.unwrap_or_else(|| panic!("nothing about {message}:\n{}", ran.told));
        assert!(block.contains(&format!("--> formwork.toml:{place}\n")) && block.contains(help), "{block}");
    }
    assert_eq!(ran.told.matches("error[config]").count(), 13, "{}", ran.told);
}

#[test]
fn what_is_no_toml_is_told_with_its_place() {
    let project = project("[schemas]\ninclude = [\n[options\n");
    let ran = formwork(project.path(), &["generate"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.told.contains("error[config]: ") && ran.told.contains("--> formwork.toml:"), "{}", ran.told);
}

#[test]
fn what_leads_nowhere_is_told() {
    let project = project(
        "[schemas]\ninclude = [\"schemas/**/*.schema.json\", \"nothing/*.json\"]\n\n[generate.other]\nout = \"o.rs\"\n\n\
         [generate.key]\n\n[generate.here]\nschema = \"schemas/more/key.schema.json\"\nout = \"o.rs\"\n\
         [generate.there]\nschema = \"schemas/session.schema.json\"\nout = \"o.rs\"\n",
    );
    let ran = formwork(project.path(), &["generate"]);
    assert_eq!(ran.code, Some(2));
    for (message, place) in [
        ("no file matches this pattern", "--> formwork.toml:2:40\n"),
        ("no schema would become the module `other`", "--> formwork.toml:4:11\n"),
        ("nothing says where the module `key` is to be written", "--> formwork.toml:7:11\n"),
        ("would both be written to o.rs", ""),
    ] {
        let block = ran.told.split("\n\n").find(|block| block.contains(message));
        let block = block.unwrap_or_else(|| panic!("nothing about {message}:\n{}", ran.told));
        assert!(block.contains(place), "{block}");
    }
}

#[test]
fn names_of_types_that_are_not_there_point_into_it() {
    let project = project(
        "[generate.session]\nschema = \"schemas/session.schema.json\"\nout = \"s.rs\"\nrename = { \"/$defs/Usr\" = \"A\" }\n",
    );
    let ran = formwork(project.path(), &["generate"]);
    assert_eq!(ran.code, Some(3));
    assert!(
        ran.told.contains("--> formwork.toml:4:12\n") && ran.told.contains("did you mean \"#/$defs/User\"?"),
        "{}",
        ran.told
    );
}

#[test]
fn without_schemas_and_without_a_file_there_is_nothing_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let ran = formwork(folder.path(), &["generate"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.told.contains("name a schema, or write a formwork.toml"), "{}", ran.told);
    fs::write(folder.path().join("formwork.toml"), "").unwrap();
    let ran = formwork(folder.path(), &["generate"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.told.contains("asks for no module"), "{}", ran.told);
}

#[test]
fn its_own_schema_accepts_what_it_takes() {
    let schema = formwork(Path::new("."), &["config-schema"]).out;
    let compiled = compile(&Source::from_text("formwork.toml.json", schema), "", &Options::default()).unwrap();
    let good = r#"{ "schemas": { "include": ["a/*.json"], "exclude": [], "out": "src" },
        "options": { "docs": false, "assert-format": true, "derive": ["a::B"], "resources": { "https://a.test/": "a/" } },
        "generate": { "session": { "schema": "a.json", "out": "a.rs", "root": "A", "shapes": "public", "emit": "checks",
                                   "rename": { "/a": "A" }, "secret": ["/b"], "draft": "7" }, "other": {} } }"#;
    compiled.check(good.as_bytes()).unwrap();
    for bad in [
        r#"{ "schema": {} }"#,
        r#"{ "schemas": { "includes": [] } }"#,
        r#"{ "options": { "docs": "no" } }"#,
        r#"{ "generate": { "a": { "shape": "all" } } }"#,
        r#"{ "generate": { "a": { "shapes": "all" } } }"#,
        r#"{ "generate": { "a": { "rename": { "/a": 1 } } } }"#,
    ] {
        assert!(!compiled.accepts(bad.as_bytes()), "{bad}");
    }
}
