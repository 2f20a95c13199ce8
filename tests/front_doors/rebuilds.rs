//! A changed schema is compiled anew, an unchanged one is not.

use super::project::{MAIN, PLACE, Project, SESSION};

#[test]
fn what_was_read_is_watched_and_nothing_else() {
    let project = Project::with_build_script("door-rebuilds");
    assert!(project.builds(), "the first time");
    assert!(!project.builds(), "nothing has changed");

    project.write(
        "schemas/session.json",
        &SESSION.replace("\"user\": {", "\"name\": { \"type\": \"string\" }, \"user\": {"),
    );
    assert!(project.builds(), "the schema has changed");
    assert!(project.module("session").contains("pub name: Option<String>,"));
    assert!(!project.builds(), "nothing has changed since");

    project.write("schemas/common/place.json", &PLACE.replace("40", "60"));
    assert!(project.builds(), "what the schema refers to has changed");
    assert!(!project.builds(), "nothing has changed since");

    project.write("schemas/other.json", "{}");
    project.write("notes.txt", "nobody reads this");
    assert!(!project.builds(), "a file that nobody has read is new");

    project.write("schemas/session.options.json", r#"{ "docs": false }"#);
    project.write("schemas/session.json", SESSION);
    assert!(project.builds(), "the schema has changed, and an options file is beside it");
    assert!(!project.module("session").contains("///"));
    project.write("schemas/session.options.json", r#"{ "docs": true }"#);
    assert!(project.builds(), "the options file has changed");
    assert!(project.module("session").contains("/// Who signed in."));
    assert!(!project.builds(), "nothing has changed since");
}

#[test]
fn a_pattern_watches_its_folder() {
    let project = Project::with_build_script("door-pattern");
    let script = r#"fn main() -> formwork::build::Result {
    formwork::build::new().docs(false).schemas("schemas/*.json").emit(formwork::Emit::Checks).build()
}
"#;
    project.write("build.rs", script);
    project.write(
        "src/main.rs",
        "formwork_runtime::include!(pub(crate) session);\nfn main() {\n    \
        assert!(formwork_runtime::check_slice::<session::Session>(br#\"{ \"user\": \"\" }\"#).is_err());\n}\n",
    );
    assert!(project.builds(), "the first time");
    assert!(project.cargo(&["run"]).is_ok);
    assert!(!project.builds(), "nothing has changed");
    project.write("schemas/more.json", r#"{ "enum": ["a"] }"#);
    project.write(
        "src/main.rs",
        &format!(
            "{}\nformwork_runtime::include!(\n    /// More.\n    #[allow(dead_code)]\n    more\n);\n",
            project.read("src/main.rs")
        ),
    );
    assert!(project.builds(), "a schema is new");
    assert!(project.module("more").contains("pub enum More {}"));
    assert!(!project.module("more").contains("///"), "options before the first schema hold for all");
    assert!(!project.builds(), "nothing has changed since");
}

#[test]
fn one_schema_of_a_pattern_can_have_options_of_its_own_and_an_options_file_that_is_new_is_noticed() {
    let project = Project::with_build_script("door-both");
    let script = r#"fn main() -> formwork::build::Result {
    formwork::build::new().schemas("schemas/**/*.json").schema("schemas/session.json").root("Entry").build()
}
"#;
    project.write("build.rs", script);
    project.write("src/main.rs", "fn main() {}\n");
    assert!(project.builds(), "the first time");
    assert!(project.module("session").contains("pub struct Entry {") && project.module("place").contains("pub struct"));
    assert!(!project.builds(), "nothing has changed");
    project.write("schemas/session.options.json", r#"{ "docs": false }"#);
    assert!(project.builds(), "an options file is new in a folder that is watched");
    assert!(!project.module("session").contains("///"));
    assert!(!project.builds(), "nothing has changed since");
}

#[test]
fn the_program_runs() {
    let project = Project::with_build_script("door-runs");
    project.write("src/main.rs", MAIN);
    let ran = project.cargo(&["run"]);
    assert_eq!((ran.is_ok, ran.out.as_str()), (true, "ada\n"), "{}", ran.err);
}
