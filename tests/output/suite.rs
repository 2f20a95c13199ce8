//! The official suite: where it is, and its files.

use std::path::{Path, PathBuf};

use formwork::{Compiled, Draft, Options, Source, front::Resource};
use formwork_runtime::{Json, parse, to_string};

/// One draft of the suite.
#[derive(Clone, Copy)]
pub struct DraftFolder {
    pub folder: &'static str,
    pub draft: Draft,
    /// How the annotation tests call it.
    pub release: u32,
}

const fn draft(folder: &'static str, draft: Draft, release: u32) -> DraftFolder {
    DraftFolder { folder, draft, release }
}

pub const DRAFTS: [DraftFolder; 5] = [
    draft("draft4", Draft::Draft4, 4),
    draft("draft6", Draft::Draft6, 6),
    draft("draft7", Draft::Draft7, 7),
    draft("draft2019-09", Draft::Draft201909, 2019),
    draft("draft2020-12", Draft::Draft202012, 2020),
];

/// The suite's folder.
pub fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/json-schema-test-suite");
    let given = std::env::var_os("JSON_SCHEMA_TEST_SUITE").map(PathBuf::from);
    given.or_else(|| beside.is_dir().then_some(beside))
}

/// All JSON files below a folder in order, with their names inside it.
pub fn files(folder: &Path) -> Vec<(String, Json)> {
    let mut paths = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
        let content = parse(&std::fs::read(&path).unwrap()).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, content)
    };
    paths.into_iter().map(read).collect()
}

/// Compiles a schema of the suite.
pub fn compile(folder: &Path, draft: Draft, schema: &Json, format_asserts: bool) -> Result<Compiled, String> {
    let options = Options {
        draft: Some(draft),
        assert_format: format_asserts.then_some(true),
        resources: vec![Resource::path("http://localhost:1234/", folder.join("remotes"))],
        ..Options::default()
    };
    let source = Source::from_text("schema.json", to_string(schema));
    formwork::compile(&source, "", &options).map_err(|errors| errors.to_string())
}

/// A member of an object of the suite that is a string, or nothing.
pub fn text<'j>(object: &'j Json, name: &str) -> &'j str {
    object.get(name).and_then(Json::as_str).unwrap_or_default()
}

/// The items of a member of an object of the suite.
pub fn list<'j>(object: &'j Json, name: &str) -> &'j [Json] {
    object.get(name).and_then(Json::as_array).unwrap_or_else(|| panic!("there is no array {name:?}"))
}
