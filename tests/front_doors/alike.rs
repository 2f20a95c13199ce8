//! The same text through every door.

use std::fs;
use std::path::Path;
use std::process::Command;

use formwork::generate::from_file;
use formwork::{Settings, Shapes};

use super::project::Project;

/// A configuration that says what the others say.
const CONFIG: &str = r#"[generate.session]
schema = "schemas/session.json"
out = "by-config.rs"
root = "Entry"
rename = { "/properties/user" = "UserName" }
derive = ["PartialEq", "core::panic::RefUnwindSafe"]
docs = true
shapes = "public"
secret = ["/properties/user"]
"#;

/// A build script that says it.
const SCRIPT: &str = r#"fn main() -> formwork::build::Result {
    formwork::build::new()
        .schema("schemas/session.json")
        .root("Entry")
        .rename("/properties/user", "UserName")
        .derive(["PartialEq", "core::panic::RefUnwindSafe"])
        .docs(true)
        .shapes(formwork::Shapes::Public)
        .secret("/properties/user")
        .build()
}
"#;

/// The options file that says it.
const BESIDE: &str = r#"{ "root": "Entry", "rename": { "/properties/user": "UserName" }, "docs": true,
    "derive": ["PartialEq", "core::panic::RefUnwindSafe"], "shapes": "public", "secret": ["/properties/user"] }"#;

fn formwork(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_formwork")).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn command_line_configuration_build_script_and_library_write_the_same_bytes() {
    let project = Project::with_build_script("door-alike");
    let folder = project.path("");
    project.write("build.rs", SCRIPT);
    project.write("src/main.rs", "fn main() {}\n");
    project.builds();
    let by_script = project.module("session");
    assert!(by_script.contains("pub struct Entry {") && by_script.contains("#[macro_export]"), "{by_script}");

    project.write("formwork.toml", CONFIG);
    formwork(&folder, &["generate"]);
    assert_eq!(project.read("by-config.rs"), by_script, "by formwork.toml");

    let settings = Settings::new().root("Entry").rename("/properties/user", "UserName").docs(true);
    let settings = settings.derive(["PartialEq", "core::panic::RefUnwindSafe"]).shapes(Shapes::Public);
    let made = from_file(&folder, "schemas/session.json", &settings.secret("/properties/user"), &Settings::new());
    assert_eq!(made.module.unwrap().text, by_script, "by the library");

    project.write("schemas/session.options.json", BESIDE);
    assert_eq!(formwork(&folder, &["generate", "schemas/session.json"]), by_script, "by the options file");
    fs::remove_file(project.path("schemas/session.options.json")).unwrap();
}
