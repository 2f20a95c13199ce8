//! The crates: a library with what is generated from a schema, and a program that uses it.

use std::{
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use formwork::{Options, Source, compile};
use formwork_bench_catalogue::Schema;

/// What a crate has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Nothing,
    /// Formwork's verdict over bytes.
    Check,
    /// All that Formwork generates.
    Everything,
    /// The macro's verdict over values.
    IsValid,
    /// All that the macro generates by default.
    Macro,
}

const OURS_AND_THEIRS: [Kind; 4] = [Kind::Check, Kind::Everything, Kind::IsValid, Kind::Macro];

impl Kind {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Check => "**Formwork**, `check_slice`",
            Self::Everything => {
                "**Formwork**, types, `check_slice`, `check_all`, `check_value`, `from_slice`, `to_vec`"
            }
            Self::IsValid => "macro, `is_valid`",
            Self::Macro => "macro, `is_valid`, `validate`, `iter_errors`",
        }
    }

    fn suffix(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Check => "check",
            Self::Everything => "everything",
            Self::IsValid => "is-valid",
            Self::Macro => "macro",
        }
    }
}

/// A crate that was written.
#[derive(Debug)]
pub(crate) struct Crate {
    pub(crate) name: String,
    pub(crate) schema: String,
    pub(crate) kind: Kind,
    pub(crate) folder: PathBuf,
    /// The lines of generated Rust, where it is there to be counted.
    pub(crate) lines: Option<usize>,
    /// Its library, which is written when its time has come.
    pub(crate) library: String,
    dependencies: String,
}

/// Writes all crates into a folder; the first has nothing in it.
pub(crate) fn write(schemas: &[Schema], folder: &Path) -> Result<Vec<Crate>, Box<dyn Error>> {
    let nothing = "pub fn judge(text: &[u8]) -> usize { text.len() }".to_owned();
    let trivial = folder.join("trivial.schema.json");
    fs::create_dir_all(folder)?;
    fs::write(&trivial, r#"{"type":"object"}"#)?;
    let trivial = Schema { name: "trivial".to_owned(), path: trivial, asserts_format: false, explains: false };
    let mut crates = vec![make("no schema", Kind::Nothing, folder, (String::new(), nothing, None))];
    for schema in std::iter::once(&trivial).chain(schemas) {
        for kind in OURS_AND_THEIRS {
            let content =
                if matches!(kind, Kind::Check | Kind::Everything) { ours(schema, kind)? } else { theirs(schema, kind) };
            crates.push(make(&schema.name, kind, folder, content));
        }
    }
    for one in &crates {
        one.write()?;
    }
    Ok(crates)
}

fn make(schema: &str, kind: Kind, folder: &Path, content: (String, String, Option<usize>)) -> Crate {
    let name = format!("{}-{}", schema.replace(' ', "-"), kind.suffix());
    let (dependencies, library, lines) = content;
    Crate { folder: folder.join(&name), name, schema: schema.to_owned(), kind, lines, dependencies, library }
}

/// Dependencies, library, and lines of Rust.
fn ours(schema: &Schema, kind: Kind) -> Result<(String, String, Option<usize>), Box<dyn Error>> {
    let source = Source::read(&schema.path).map_err(|error| error.to_string())?;
    let compiled = compile(&source, "", &Options::default())?;
    let module = compiled.rust()?;
    let root = format!("generated::{}", compiled.root_type());
    let limit = compiled.recursion_limit().map(|limit| format!("#![recursion_limit = \"{limit}\"]\n"));
    let mut body = format!("usize::from(formwork_runtime::check_slice::<{root}>(text).is_ok())");
    if kind == Kind::Everything {
        write!(
            body,
            " + usize::from(formwork_runtime::check_all::<{root}>(text, 9).is_ok()) + by_value(text) \
             + formwork_runtime::from_slice::<{root}>(text).map_or(0, |typed| formwork_runtime::to_vec(&typed).len())"
        )?;
    }
    let library = format!(
        "{}#[allow(warnings)] mod generated {{\n{module}\n}}\npub fn judge(text: &[u8]) -> usize {{ {body} }}\n\
         #[inline(always)] #[allow(dead_code)] fn by_value(text: &[u8]) -> usize {{\n    \
         let Ok(value) = serde_json::from_slice(text) else {{ return 0 }};\n    \
         usize::from(formwork_runtime::check_value::<{root}>(&value).is_ok())\n}}\n",
        limit.unwrap_or_default()
    );
    let features: Vec<&str> = [("pattern", "pattern::"), ("formats", "Format::")]
        .iter()
        .filter_map(|(feature, used)| module.contains(used).then_some(*feature))
        .collect();
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../runtime");
    let dependencies = format!(
        "formwork-runtime = {{ path = {:?}, features = {features:?} }}\nserde_json = \"1\"\n",
        runtime.canonicalize()?.to_string_lossy()
    );
    Ok((dependencies, library, Some(module.lines().count())))
}

fn theirs(schema: &Schema, kind: Kind) -> (String, String, Option<usize>) {
    let dependencies = "jsonschema = { version = \"0.60\", default-features = false, features = [\"macros\"] }\n\
                        jsonschema-macros = \"0.60\"\nserde_json = \"1\"\n";
    let (path, formats) = (schema.path.to_string_lossy(), schema.asserts_format);
    let (methods, more) = match kind {
        Kind::IsValid => (", methods = { is_valid = true, validate = false, iter_errors = false }", ""),
        _ => ("", " + usize::from(Root::validate(&value).is_ok()) + Root::iter_errors(&value).count()"),
    };
    let library = format!(
        "#[jsonschema::validator(path = {path:?}, validate_formats = {formats}{methods})]\npub struct Root;\n\
         pub fn judge(text: &[u8]) -> usize {{\n    let Ok(value) = serde_json::from_slice(text) else {{ return 0 }};\n    \
         usize::from(Root::is_valid(&value)){more}\n}}\n"
    );
    (dependencies.to_owned(), library, None)
}

impl Crate {
    fn write(&self) -> Result<(), Box<dyn Error>> {
        let Self { name, folder, dependencies, .. } = self;
        fs::create_dir_all(folder.join("src"))?;
        let manifest = format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::write(folder.join("src/lib.rs"), "")?;
        let library = name.replace('-', "_");
        let program = format!(
            "fn main() {{\n    let text: Vec<u8> = std::env::args().skip(1).flat_map(String::into_bytes).collect();\n    \
             println!(\"{{}}\", {library}::judge(&text));\n}}\n"
        );
        Ok(fs::write(folder.join("src/main.rs"), program)?)
    }
}
