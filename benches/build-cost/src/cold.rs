//! What somebody's first build takes: a crate with one schema, each way to compile it, and an empty target folder.

use std::{
    collections::BTreeSet,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use formwork_bench_report::{Conditions, Table};

use crate::measure::used_by_children;

/// One way to get a schema into a crate.
struct Way {
    name: &'static str,
    words: &'static str,
    /// `[dependencies]` and `[build-dependencies]`; `ROOT` is the folder of this project.
    dependencies: &'static str,
    /// `build.rs`, if there is one; `SCHEMA` is the path of the schema.
    script: Option<&'static str>,
    library: &'static str,
}

const WAYS: [Way; 6] = [
    Way { name: "nothing", words: "nothing", dependencies: "[dependencies]\n", script: None, library: "" },
    Way {
        name: "formwork-script",
        words: "**Formwork**, build script",
        dependencies: "[dependencies]\nformwork-runtime = { path = \"ROOT/runtime\" }\n\
                       [build-dependencies]\nformwork = { path = \"ROOT\", default-features = false }\n",
        script: Some(
            "fn main() -> formwork::build::Result { formwork::build::new().schema(\"SCHEMA\").module(\"session\").build() }",
        ),
        library: "formwork_runtime::include!(session);",
    },
    Way {
        name: "formwork-macro",
        words: "**Formwork**, `schema!`",
        dependencies: "[dependencies]\nformwork-runtime = { path = \"ROOT/runtime\" }\n\
                       formwork-macros = { path = \"ROOT/macros\" }\n",
        script: None,
        library: "formwork_macros::schema! { pub mod session = \"SCHEMA\" }",
    },
    Way {
        name: "formwork-committed",
        words: "**Formwork**, module committed",
        dependencies: "[dependencies]\nformwork-runtime = { path = \"ROOT/runtime\" }\n",
        script: None,
        library: "#[path = \"ROOT/sessions/src/supabase.rs\"] pub mod session;",
    },
    Way {
        name: "typify-script",
        words: "typify, build script",
        dependencies: "[dependencies]\nserde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n\
                       [build-dependencies]\nprettyplease = \"0.2\"\nschemars = \"0.8\"\nserde_json = \"1\"\nsyn = \"2\"\n\
                       typify = { version = \"0.8\", default-features = false }\n",
        script: Some(
            "fn main() {\n    let text = std::fs::read_to_string(\"SCHEMA\").unwrap();\n    \
             let schema = serde_json::from_str::<schemars::schema::RootSchema>(&text).unwrap();\n    \
             let mut types = typify::TypeSpace::new(&typify::TypeSpaceSettings::default());\n    \
             types.add_root_schema(schema).unwrap();\n    \
             let module = prettyplease::unparse(&syn::parse2::<syn::File>(types.to_stream()).unwrap());\n    \
             let folder = std::env::var(\"OUT_DIR\").unwrap();\n    \
             std::fs::write(std::path::Path::new(&folder).join(\"session.rs\"), module).unwrap();\n}",
        ),
        library: "include!(concat!(env!(\"OUT_DIR\"), \"/session.rs\"));",
    },
    Way {
        name: "jsonschema-macro",
        words: "`jsonschema` with `macros`",
        dependencies: "[dependencies]\nserde_json = \"1\"\n\
                       jsonschema = { version = \"0.60\", default-features = false, features = [\"macros\"] }\n",
        script: None,
        library: "#[jsonschema::validator(path = \"SCHEMA\")] pub struct Session;",
    },
];

/// What a first build took.
struct Cost {
    packages: usize,
    processor: f64,
    wall: f64,
}

/// Measures all ways and gives the page.
pub(crate) fn page(scratch: &Path) -> Result<String, Box<dyn Error>> {
    let conditions = Conditions::now();
    let mut table = Table::new(&["what", "packages", "processor, s", "wall, s"]);
    for way in &WAYS {
        eprintln!("{}", way.name);
        let cost = way.cost(&scratch.join("cold").join(way.name))?;
        table.row(&[
            way.words.to_owned(),
            cost.packages.to_string(),
            format!("{:.1}", cost.processor),
            format!("{:.1}", cost.wall),
        ]);
    }
    let mut page = "# The first build of a crate with a schema\n\n".to_owned();
    write!(
        page,
        "Written by `cargo run --release -p formwork-bench-build-cost -- --cold`.\n\n{conditions}- The crate holds the Supabase \
         session, as its schema has it; `cargo build --offline`, a debug build, with an empty target folder, the registry's sources at hand; the \
         versions are those of this project's lock file\n- Packages that are compiled, the crate among them, as `cargo tree` \
         counts them without those of tests\n- Processor seconds are those of cargo, rustc, build scripts and linker together; \
         wall seconds are what the machine's other work makes of them\n- typify makes types alone; the macros of `jsonschema` make \
         checks alone; Formwork both\n\n{}",
        table.markdown()
    )?;
    Ok(page)
}

impl Way {
    fn cost(&self, folder: &Path) -> Result<Cost, Box<dyn Error>> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder.join("src"))?;
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
        let schema = root.join("schemas/supabase/session.schema.json");
        let fill =
            |text: &str| text.replace("SCHEMA", &schema.to_string_lossy()).replace("ROOT", &root.to_string_lossy());
        let package = "[package]\nname = \"first-build\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n";
        fs::write(folder.join("Cargo.toml"), format!("{package}{}", fill(self.dependencies)))?;
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        fs::write(folder.join("src/lib.rs"), fill(self.library))?;
        if let Some(script) = self.script {
            fs::write(folder.join("build.rs"), fill(script))?;
        }
        let target: PathBuf = folder.join("target");
        let cargo = |words: &[&str]| {
            let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
            command.args(words).args(["--quiet", "--offline"]).current_dir(folder).env("CARGO_TARGET_DIR", &target);
            command
        };
        let tree = cargo(&["tree", "--edges", "normal,build", "--prefix", "none", "--format", "{p}"]).output()?;
        if !tree.status.success() {
            return Err(String::from_utf8_lossy(&tree.stderr).into());
        }
        let tree = String::from_utf8(tree.stdout)?;
        let packages: BTreeSet<&str> = tree.lines().map(|line| line.trim_end_matches(" (*)")).collect();
        let (start, before) = (Instant::now(), used_by_children()?);
        if !cargo(&["build"]).status()?.success() {
            return Err(format!("{} does not compile", self.name).into());
        }
        let cost = Cost {
            packages: packages.len(),
            processor: used_by_children()? - before,
            wall: start.elapsed().as_secs_f64(),
        };
        fs::remove_dir_all(&target)?;
        Ok(cost)
    }
}
