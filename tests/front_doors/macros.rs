//! The macro in a crate of its own.

use super::project::{PLACE, Project, SESSION};

fn project(name: &str, main: &str) -> Project {
    let project = Project::new(name, "[dependencies.formwork-macros]\npath = \"HERE/macros\"\n");
    project.write("src/main.rs", main);
    project
}

const MAIN: &str = r##"formwork_macros::schema! {
    pub mod session = "schemas/session.json";
    derive(PartialEq)
}

fn main() {
    let session: session::Session = formwork_runtime::from_slice(br#"{ "user": "ada" }"#).unwrap();
    println!("{}", session.user);
}
"##;

#[test]
fn what_was_read_is_watched_and_nothing_else() {
    let project = project("door-macro", MAIN);
    assert!(project.builds(), "the first time");
    assert!(!project.builds(), "nothing has changed");
    let ran = project.cargo(&["run"]);
    assert_eq!((ran.is_ok, ran.out.as_str()), (true, "ada\n"), "{}", ran.err);
    project.write("schemas/common/place.json", &PLACE.replace("40", "60"));
    assert!(project.builds(), "what the schema refers to has changed");
    assert!(!project.builds(), "nothing has changed since");
    project.write("schemas/other.json", "{}");
    assert!(!project.builds(), "a file that nobody has read is new");
}

#[test]
fn each_fault_is_an_error_with_its_place() {
    let project = project("door-macro-broken", MAIN);
    let broken = SESSION.replace("\"type\": \"string\"", "\"type\": \"strng\"").replace("place.json", "plaice.json");
    project.write("schemas/session.json", &broken);
    let ran = project.cargo(&["build"]);
    assert!(!ran.is_ok);
    for line in [
        "error: \"strng\" is not a type\n",
        "--> schemas/session.json:6:23\n",
        "help: did you mean \"string\"?",
        "error: there is no file schemas/common/plaice.json\n",
        "--> src/main.rs:2:23\n",
    ] {
        assert!(ran.err.contains(line), "no\n{line}\nin\n{}", ran.err);
    }
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    project.write("schemas/session.json", SESSION);
    assert!(project.builds(), "once it is repaired");
}

#[test]
fn the_recursion_limit_is_a_warning_until_it_is_said() {
    let main = "#![recursion_limit = \"256\"]\nformwork_macros::schema!(\n    #[allow(dead_code)]\n    \
                mod deep = \"schemas/deep.json\"\n);\nfn main() {}\n";
    let project = project("door-macro-deep", main);
    let mut schema = r#"{ "type": "object" }"#.to_owned();
    for _ in 0..110 {
        schema = format!(r#"{{ "type": "object", "required": ["a"], "properties": {{ "a": {schema} }} }}"#);
    }
    project.write("schemas/deep.json", &schema);
    let ran = project.cargo(&["build"]);
    assert!(ran.is_ok, "{}", ran.err);
    assert!(ran.err.contains("the types of `deep` lead deep into each other"), "{}", ran.err);
    project.write("src/main.rs", &main.replace("deep.json\"", "deep.json\"; recursion_limit = 256"));
    assert!(project.builds());
}

#[test]
fn warnings_about_the_schema_are_warnings_of_the_compiler() {
    let main = "formwork_macros::schema! { pub mod session = \"schemas/session.json\" }\nfn main() {}\n";
    let project = project("door-macro-warning", main);
    project.write("schemas/session.json", &SESSION.replace("minLength", "minLenght"));
    let ran = project.cargo(&["build"]);
    assert!(ran.is_ok, "{}", ran.err);
    for line in ["`minLenght` is no keyword", "--> schemas/session.json:6:33\n", " --> src/main.rs:1:46\n"] {
        assert!(ran.err.contains(line), "no\n{line}\nin\n{}", ran.err);
    }
    project.write("src/main.rs", &main.replace(".json\"", ".json\"; quiet = true"));
    assert!(project.builds());
}
