//! What somebody sees whose schema is broken.

use super::project::{Project, SESSION};

/// A schema with two faults.
fn broken() -> String {
    SESSION.replace("\"type\": \"string\"", "\"type\": \"strng\"").replace("common/place.json", "common/plaice.json")
}

#[test]
fn the_place_and_the_help_are_shown_and_nothing_else() {
    let project = Project::with_build_script("door-broken");
    project.write("schemas/session.json", &broken());
    let ran = project.cargo(&["build"]);
    assert!(!ran.is_ok);
    for line in [
        // A line for those who read no more.
        "error: door-broken@0.0.0: schemas/session.json:6:23: \"strng\" is not a type (help: did you mean \"string\"?)",
        "error: door-broken@0.0.0: schemas/session.json:7:24: there is no file schemas/common/plaice.json",
        // And the place itself.
        "  error[unknown-type]: \"strng\" is not a type\n    --> schemas/session.json:6:23\n     |\n   6 |     \"user\": { \"type\": \"strng\"",
        "^^^^^^^ help: did you mean \"string\"?",
        "  error[missing-file]: there is no file schemas/common/plaice.json\n    --> schemas/session.json:7:24\n",
    ] {
        assert!(ran.err.contains(line), "no\n{line}\nin\n{}", ran.err);
    }
    for noise in ["panicked", "stack backtrace", "Error:", "Diagnostic", "Err(", "main.rs", "build.rs:"] {
        assert!(!ran.err.contains(noise), "{noise} in\n{}", ran.err);
    }
    project.write("schemas/session.json", SESSION);
    assert!(project.builds(), "once it is repaired");
}

#[test]
fn a_deferred_error_is_shown_where_the_module_is_included() {
    let project = Project::with_build_script("door-deferred");
    let script = r#"use formwork::build::OnError;

fn main() -> formwork::build::Result {
    formwork::build::new().schema("schemas/session.json").on_error(OnError::Defer).build()
}
"#;
    project.write("build.rs", script);
    project.write("schemas/session.json", &broken());
    let ran = project.cargo(&["build"]);
    assert!(!ran.is_ok);
    for line in [
        "error: \"strng\" is not a type\n",
        "--> schemas/session.json:6:23\n",
        "help: did you mean \"string\"?",
        "error: there is no file schemas/common/plaice.json\n",
    ] {
        assert!(ran.err.contains(line), "no\n{line}\nin\n{}", ran.err);
    }
    assert!(!ran.err.contains("failed to run custom build command"), "{}", ran.err);
    project.write("schemas/common/plaice.json", "true");
    project.write("schemas/session.json", &SESSION.replace("place.json", "plaice.json"));
    assert!(project.builds(), "once it is repaired");
    assert!(!project.builds(), "nothing has changed since");
}

#[test]
fn what_is_wrong_with_the_script_is_told_in_the_same_way() {
    let project = Project::with_build_script("door-script");
    let script = r#"fn main() -> formwork::build::Result {
    formwork::build::new()
        .schema("schemas/session.json").rename("/nowhere", "A").derive(["JsonSchema"])
        .schema("schemas/session.json").module("not a name")
        .schemas("nothing/*.json")
        .schema("schemas/none.json")
        .build()
}
"#;
    project.write("build.rs", script);
    let ran = project.cargo(&["build"]);
    assert!(!ran.is_ok);
    for line in [
        "error: door-script@0.0.0: no file matches \"nothing/*.json\"",
        "error: door-script@0.0.0: no module can be called \"not a name\": it is no identifier",
    ] {
        assert!(ran.err.contains(line), "no\n{line}\nin\n{}", ran.err);
    }
    let script = script.replace("        .schemas(\"nothing/*.json\")\n", "").replace("not a name", "other");
    project.write("build.rs", &script);
    let ran = project.cargo(&["build"]);
    for line in [
        "error: door-script@0.0.0: no type is made from the schema at \"#/nowhere\" (help: ",
        "error: door-script@0.0.0: the module does not import \"JsonSchema\" (help: ",
        "error: door-script@0.0.0: there is no file schemas/none.json",
    ] {
        assert!(ran.err.contains(line), "no\n{line}\nin\n{}", ran.err);
    }
    project.write("build.rs", "fn main() -> formwork::build::Result { formwork::build::new().build() }\n");
    assert!(project.cargo(&["build"]).err.contains("there is no schema to make a module from"));
}
