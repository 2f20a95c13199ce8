//! A crate outside the workspace.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The schema of most tests.
pub(super) const SESSION: &str = r#"{
  "title": "Session",
  "type": "object",
  "required": ["user"],
  "properties": {
    "user": { "type": "string", "minLength": 1, "description": "Who signed in." },
    "place": { "$ref": "common/place.json" }
  }
}
"#;

/// What [`SESSION`] refers to.
pub(super) const PLACE: &str = r#"{ "title": "Place", "type": "string", "maxLength": 40 }
"#;

/// The usual build script.
pub(super) const BUILD: &str = r#"fn main() -> formwork::build::Result {
    formwork::build::new().schema("schemas/session.json").build()
}
"#;

/// The usual program.
pub(super) const MAIN: &str = r##"formwork_runtime::include!(session);

fn main() {
    let session: session::Session = formwork_runtime::from_slice(br#"{ "user": "ada" }"#).unwrap();
    println!("{}", session.user);
}
"##;

/// A crate outside the workspace, with `schemas/session.json` and `schemas/common/place.json`.
pub(super) struct Project {
    folder: TempDir,
    name: String,
}

/// How Cargo ended.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) is_ok: bool,
    pub(super) out: String,
    pub(super) err: String,
}

impl Project {
    /// A crate of this name, which is to be unlike those of other tests, with a build script.
    pub(super) fn with_build_script(name: &str) -> Self {
        let project =
            Self::new(name, "[build-dependencies]\nformwork = { path = \"HERE\", default-features = false }\n");
        project.write("build.rs", BUILD);
        project.write("src/main.rs", MAIN);
        project
    }

    /// A crate of this name that depends on the runtime and on `more`, in which `HERE` is the workspace.
    pub(super) fn new(name: &str, more: &str) -> Self {
        let here = env!("CARGO_MANIFEST_DIR").replace('\\', "/");
        let project = Self { folder: tempfile::tempdir().unwrap(), name: name.to_owned() };
        let more = more.replace("HERE", &here);
        project.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
                 [dependencies]\nformwork-runtime = {{ path = \"{here}/runtime\" }}\n\n{more}\n[profile.dev]\ndebug = false\n"
            ),
        );
        // The versions that are there already, as nothing can be fetched.
        fs::copy(Path::new(&here).join("Cargo.lock"), project.path("Cargo.lock")).unwrap();
        project.write("schemas/session.json", SESSION);
        project.write("schemas/common/place.json", PLACE);
        project
    }

    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file.
    pub(super) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }

    pub(super) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Runs Cargo. A backtrace would be shown if there were one.
    pub(super) fn cargo(&self, arguments: &[&str]) -> Ran {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("front-doors");
        let mut command = Command::new(env!("CARGO"));
        command.args(arguments).args(["--offline", "--color=never"]).current_dir(self.folder.path());
        command.env("CARGO_TARGET_DIR", target).env("RUST_BACKTRACE", "1").env("CARGO_INCREMENTAL", "0");
        // What Cargo tells of this test is no affair of the crate's.
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("CARGO_PKG_")) {
            command.env_remove(name);
        }
        let output = command.env_remove("CARGO_MANIFEST_DIR").env_remove("RUSTFLAGS").output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ran { is_ok: output.status.success(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Builds the crate, which has to go well, and says whether anything of it was compiled.
    pub(super) fn builds(&self) -> bool {
        let ran = self.cargo(&["build"]);
        assert!(ran.is_ok, "{}", ran.err);
        assert!(!ran.err.contains("warning:"), "{}", ran.err);
        ran.err.contains(&format!("Compiling {} ", self.name))
    }

    /// The module that the build script has made last.
    pub(super) fn module(&self, name: &str) -> String {
        let builds = Path::new(env!("CARGO_TARGET_TMPDIR")).join("front-doors/debug/build");
        let folders = fs::read_dir(builds).unwrap().map(|entry| entry.unwrap());
        let own = folders.filter(|entry| entry.file_name().to_string_lossy().starts_with(&format!("{}-", self.name)));
        let files = own.map(|entry| entry.path().join("out").join(format!("{name}.rs"))).filter(|file| file.is_file());
        let newest = files.max_by_key(|file| fs::metadata(file).unwrap().modified().unwrap());
        fs::read_to_string(newest.unwrap()).unwrap()
    }
}
