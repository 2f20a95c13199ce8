//! What settings do to the Rust that comes out, and what is said of settings that make no sense.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;

use formwork::{Emit, Options, Settings, Shapes, Source, compile};

const SCHEMA: &str = r##"{ "title": "Login", "type": "object", "required": ["user", "at"],
  "properties": {
    "user": { "$ref": "#/$defs/Name" },
    "at": { "type": "string", "minLength": 1, "description": "When." },
    "mode": { "type": ["object", "null"], "properties": { "id": { "enum": ["a", "b"] } } },
    "key": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string" } }, "x-secret": true } },
  "$defs": { "Name": { "type": "string", "maxLength": 9 }, "Alias": { "$ref": "#/$defs/Name" } } }"##;

fn rust(settings: &Settings) -> String {
    let compiled = compile(&Source::from_text("login.schema.json", SCHEMA), "", &settings.options()).unwrap();
    compiled.rust_with(settings).unwrap_or_else(|errors| panic!("{errors}"))
}

fn told(settings: &Settings) -> String {
    let compiled = compile(&Source::from_text("login.schema.json", SCHEMA), "", &settings.options()).unwrap();
    compiled.rust_with(settings).unwrap_err().to_string()
}

#[test]
fn types_are_called_as_it_is_said() {
    let settings = Settings::new()
        .root("Session")
        .rename("/$defs/Name", "UserName")
        .rename("#/$defs/Alias", "Nick")
        .rename("/properties/mode", "Mode");
    let rust = rust(&settings);
    for line in [
        "pub struct Session {",
        "pub user: UserName,",
        "pub type Nick = UserName;",
        "pub mode: Option<Nullable<Mode>>,",
        "pub struct SessionAt(String);",
        "pub enum ModeId {",
    ] {
        assert!(rust.contains(line), "no `{line}` in\n{rust}");
    }
    assert_eq!(rust.matches("Login").count(), 1, "the title is but a word of the documentation");
}

#[test]
fn names_that_make_no_sense_are_told_all_at_once() {
    let settings = Settings::new()
        .root("Json")
        .rename("/$defs/Nmae", "A")
        .rename("/properties/at", "not a name")
        .rename("/properties/key", "snake_case")
        .rename("/properties/mode", "Twice")
        .rename("/$defs/Name", "Twice")
        .derive(["JsonSchema", "serde::Deserialize", "?"]);
    let told = told(&settings);
    for line in [
        "error[options]: no type can be called \"Json\": generated code means something else by it",
        "error[options]: no type is made from the schema at \"#/$defs/Nmae\"\n  = help: did you mean \"#/$defs/Name\"?",
        "error[options]: no type can be called \"not a name\": it is no identifier",
        "error[options]: no type can be called \"snake_case\": types are written in CamelCase",
        "error[options]: two types would be called \"Twice\": that at \"/$defs/Name\" as well",
        "error[options]: the module does not import \"JsonSchema\"",
        "error[options]: every type has serde::Deserialize anyway",
        "error[options]: \"?\" is no path of a trait",
    ] {
        assert!(told.contains(line), "no `{line}` in\n{told}");
    }
}

#[test]
fn derives_come_once_and_keep_promises() {
    let asked = ["PartialEq", "Debug", "Default", "std::hash::Hash", "Hash", "my::Trait", "Ord"];
    let rust = rust(&Settings::new().derive(asked));
    // All types hash anyway; a required text is not empty; and any JSON, which this one may hold, has no order.
    assert!(rust.contains("#[derive(Clone, Debug, PartialEq, Eq, Hash, my::Trait)]\npub struct Login {"), "{rust}");
    // It has an order already, and a default that is empty is no time.
    assert!(
        rust.contains("#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, my::Trait)]\npub struct LoginAt(")
    );
    // What is secret shows nothing.
    assert!(rust.contains("#[derive(Clone, Default, PartialEq, Eq, Hash, my::Trait)]\npub struct LoginKey {"));
}

#[test]
fn without_documentation_nothing_else_changes() {
    let (with, without) = (rust(&Settings::new()), rust(&Settings::new().docs(false)));
    assert!(!without.contains("///") && without.contains("#[doc(hidden)]"));
    let code = |text: &str| {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("///") && !line.trim().is_empty());
        lines.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(code(&with), code(&without));
}

#[test]
fn checks_alone_have_no_types() {
    let rust = rust(&Settings::new().emit(Emit::Checks).shapes(Shapes::Public));
    for line in ["pub enum Login {}", "impl Check for Login {", "pub enum Name {}", "pub type Alias = Name;"] {
        assert!(rust.contains(line), "no `{line}` in\n{rust}");
    }
    for word in ["pub struct", "Decode", "Encode", "impl_serde", "document!", "macro_rules"] {
        assert!(!rust.contains(word), "`{word}` in\n{rust}");
    }
}

#[test]
fn the_file_beside_says_the_same_and_knows_its_places() {
    let folder = tempfile::tempdir().unwrap();
    let schema = folder.path().join("login.schema.json").to_string_lossy().into_owned();
    fs::write(&schema, SCHEMA).unwrap();
    let write = |text: &str| fs::write(folder.path().join("login.options.json"), text).unwrap();
    write(
        r#"{ "root": "Session", "derive": ["a::B"], "rename": { "/$defs/Name": "UserName" }, "docs": false,
               "emit": "types", "shapes": "none", "secret": ["/properties/at"], "assertFormat": true, "draft": "7",
               "module": "m", "resources": { "https://a.test/b": "b.json" } }"#,
    );
    let expected = Settings::new().root("Session").derive(["a::B"]).rename("/$defs/Name", "UserName").docs(false);
    let expected = expected.emit(Emit::Types).shapes(Shapes::None).secret("/properties/at").assert_format(true);
    let expected = expected.draft(formwork::Draft::Draft7).module("m");
    let expected = expected.resource("https://a.test/b", folder.path().join("b.json"));
    let read = Settings::beside(&schema).unwrap();
    let told_from_here = Options { secret_places: BTreeMap::default(), ..read.options() };
    assert_eq!(told_from_here, expected.options());
    assert_eq!(rust(&read), rust(&expected));

    write("{ \"rename\": {\n    \"/nowhere\": \"A\" } }");
    let compiled = compile(&Source::read(&schema).unwrap(), "", &Settings::new().options()).unwrap();
    let told = compiled.rust_with(&Settings::beside(&schema).unwrap()).unwrap_err().to_string();
    assert!(told.contains("login.options.json:2:5\n"), "{told}");

    write("{ \"secret\": [\n    \"/properties/a\"] }");
    let options = Settings::beside(&schema).unwrap().options();
    let told = compile(&Source::read(&schema).unwrap(), "", &options).unwrap_err().to_string();
    assert!(told.contains("\"/properties/a\" is no schema") && told.contains("login.options.json:2:5\n"), "{told}");

    write("{ \"derives\": [],\n \"docs\": 1,");
    let told = Settings::beside(&schema).unwrap_err().to_string();
    assert!(told.contains("error[invalid-json]") && told.contains("login.options.json:2:"), "{told}");
    write("{ \"derives\": [],\n \"docs\": 1 }");
    let told = Settings::beside(&schema).unwrap_err().to_string();
    assert!(told.contains("login.options.json:1:3") && told.contains("did you mean `derive`?"), "{told}");
    assert!(told.contains("login.options.json:2:10") && told.contains("`docs` is true or false"), "{told}");
}

/// Types that are made of each other many times over: each is looked at once.
#[test]
fn lawful_traits_are_found_in_linear_time() {
    let of_others = |n: usize| {
        let field = format!(r##"{{ "$ref": "#/$defs/T{}" }}"##, n - 1);
        let fields = format!(r#"{{ "a": {field}, "b": {field}, "c": {field} }}"#);
        let rest = r#""type": "object", "required": ["a", "b", "c"], "additionalProperties": false"#;
        format!(r#""T{n}": {{ "properties": {fields}, {rest} }}"#)
    };
    let first =
        r#""T0": { "type": "object", "additionalProperties": false, "properties": { "a": { "type": "boolean" } } }"#;
    let definitions = std::iter::once(first.to_owned()).chain((1..60).map(of_others)).collect::<Vec<_>>().join(",");
    let schema = format!(r#"{{ "$defs": {{ {definitions} }} }}"#);
    let compiled = compile(&Source::from_text("deep.json", schema), "", &Settings::new().options()).unwrap();
    let rust = compiled.rust_with(&Settings::new().derive(["Default", "PartialOrd", "Ord"])).unwrap();
    assert!(
        rust.contains("#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]\npub struct T3 {"),
        "{rust}"
    );
    // A default of thousands of values is nobody's.
    assert!(
        rust.contains("#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]\npub struct T10 {"),
        "{rust}"
    );
}
