//! Modules that are committed, and what is said besides.

use std::fs;

use super::project::{Project, SESSION};

fn script(more: &str) -> String {
    format!(
        "fn main() -> formwork::build::Result {{\n    \
         formwork::build::new().schema(\"schemas/session.json\").out(\"src/generated\"){more}.build()\n}}\n"
    )
}

#[test]
fn a_committed_module_is_written_only_where_it_changes_and_can_be_checked() {
    let project = Project::with_build_script("door-committed");
    project.write("build.rs", &script(""));
    project.write(
        "src/main.rs",
        "mod generated {\n    pub mod session;\n}\nfn main() {\n    \
        let _ = formwork_runtime::from_slice::<generated::session::Session>(b\"{}\");\n}\n",
    );
    let built = project.cargo(&["build"]);
    assert!(built.is_ok, "{}", built.err);
    let file = project.path("src/generated/session.rs");
    let first = fs::metadata(&file).unwrap().modified().unwrap();
    // White space in a schema changes nothing.
    project.write("schemas/session.json", &format!("{SESSION}\n"));
    assert!(project.cargo(&["build"]).is_ok);
    assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), first, "the same bytes are not written again");

    project.write("build.rs", &script(".check(true)"));
    let checked = project.cargo(&["build"]);
    assert!(checked.is_ok, "{}", checked.err);
    project.write(
        "schemas/session.json",
        &SESSION.replace("\"user\": {", "\"name\": { \"type\": \"string\" }, \"user\": {"),
    );
    let stale = project.cargo(&["build"]);
    assert!(!stale.is_ok);
    let told =
        "error: door-committed@0.0.0: src/generated/session.rs is not what its schema becomes, schemas/session.json";
    assert!(stale.err.contains(told), "{}", stale.err);
    assert!(!project.read("src/generated/session.rs").contains("pub name"), "a check writes nothing");
    fs::remove_file(&file).unwrap();
    assert!(project.cargo(&["build"]).err.contains("src/generated/session.rs is not there"));
}

#[test]
fn warnings_and_the_recursion_limit_are_told() {
    let project = Project::with_build_script("door-warnings");
    let mut schema = r#"{ "type": "object", "properties": { "a": { "type": "integer", "default": "x" } } }"#.to_owned();
    for _ in 0..110 {
        schema = format!(r#"{{ "type": "object", "required": ["a"], "properties": {{ "a": {schema} }} }}"#);
    }
    project.write("schemas/session.json", &schema);
    project.write("src/main.rs", "fn main() {}\n");
    let ran = project.cargo(&["build"]);
    assert!(ran.is_ok, "{}", ran.err);
    let warning = "warning: door-warnings@0.0.0: schemas/session.json:1:";
    assert!(ran.err.contains(warning) && ran.err.contains("does not accept its own default"), "{}", ran.err);
    let limit = "warning: door-warnings@0.0.0: the types of `session` lead deep into each other: `#![recursion_limit = \"256\"]`";
    assert!(ran.err.contains(limit), "{}", ran.err);
    project.write(
        "build.rs",
        "fn main() -> formwork::build::Result {\n    \
        formwork::build::new().recursion_limit(256).quiet().schema(\"schemas/session.json\").build()\n}\n",
    );
    let ran = project.cargo(&["build"]);
    assert!(ran.is_ok && !ran.err.contains("warning:"), "{}", ran.err);
}
