//! The suite's groups, each with its schema compiled.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use formwork::{Compiled, Draft, Options, Source, front::Resource};
use formwork_runtime::{Json, to_string};

use crate::crates::Way;

/// One draft of the suite.
#[derive(Clone, Copy)]
pub struct DraftFolder {
    pub folder: &'static str,
    pub draft: Draft,
}

pub const DRAFTS: [DraftFolder; 5] = [
    DraftFolder { folder: "draft4", draft: Draft::Draft4 },
    DraftFolder { folder: "draft6", draft: Draft::Draft6 },
    DraftFolder { folder: "draft7", draft: Draft::Draft7 },
    DraftFolder { folder: "draft2019-09", draft: Draft::Draft201909 },
    DraftFolder { folder: "draft2020-12", draft: Draft::Draft202012 },
];

/// The real schemas, as a folder of their own.
pub const REAL: DraftFolder = DraftFolder { folder: "real", draft: Draft::Draft202012 };

/// A schema and what instances of it are worth.
pub struct Group {
    /// Draft, file and description.
    pub name: String,
    pub compiled: Result<Compiled, String>,
    pub tests: Vec<Test>,
}

pub struct Test {
    pub description: String,
    pub text: String,
    pub valid: bool,
}

impl Group {
    pub fn interpret(&self, test: usize) -> BTreeMap<Way, bool> {
        match &self.compiled {
            Ok(compiled) => {
                let accepts = compiled.check(self.tests[test].text.as_bytes()).is_ok();
                BTreeMap::from([(Way::Interpreter, accepts)])
            }
            Err(_) => BTreeMap::new(),
        }
    }
}

/// The suite's folder.
pub fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/json-schema-test-suite");
    let given = std::env::var_os("JSON_SCHEMA_TEST_SUITE").map(PathBuf::from);
    given.or_else(|| beside.is_dir().then_some(beside))
}

/// The folder of real schemas with real instances.
pub fn real_folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench-data");
    let given = std::env::var_os("JSON_SCHEMA_BENCH_DATA").map(PathBuf::from);
    given.or_else(|| beside.is_dir().then_some(beside))
}

/// A group for each real schema, with its instances, all of which are valid.
pub fn real(folder: &Path) -> Vec<Group> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let group = |folder: PathBuf| {
        let schema = Source::read(folder.join("schema.json")).unwrap_or_else(|error| panic!("{error}"));
        let instances = std::fs::read_to_string(folder.join("instances.jsonl")).unwrap();
        let test = |(index, text): (usize, &str)| Test {
            description: format!("instance {}", index + 1),
            text: text.to_owned(),
            valid: true,
        };
        Group {
            name: format!("real/{}", folder.file_name().unwrap().display()),
            compiled: formwork::compile(&schema, "", &Options::default()).map_err(|errors| errors.to_string()),
            tests: instances.lines().enumerate().map(test).collect(),
        }
    };
    folders.into_iter().map(group).collect()
}

/// All groups of a draft, the optional ones too.
pub fn read(suite: &Path, draft: DraftFolder) -> Vec<Group> {
    let mut files = Vec::new();
    json_files(&suite.join("tests").join(draft.folder), &mut files);
    files.sort();
    let mut groups = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let content: Json =
            formwork_runtime::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let name = file.strip_prefix(suite.join("tests")).unwrap().display().to_string();
        for group in content.as_array().unwrap() {
            groups.push(self::group(suite, draft, &name, group));
        }
    }
    groups
}

fn group(suite: &Path, draft: DraftFolder, file: &str, group: &Json) -> Group {
    let text_of = |value: &Json, name: &str| value.get(name).and_then(Json::as_str).unwrap().to_owned();
    let options = Options {
        draft: Some(draft.draft),
        // The suite's tests of each format suppose that it asserts.
        assert_format: file.contains("/format/").then_some(true),
        resources: vec![Resource::path("http://localhost:1234/", suite.join("remotes"))],
        ..Options::default()
    };
    let schema = to_string(group.get("schema").unwrap());
    let compiled = std::panic::catch_unwind(|| {
        formwork::compile(&Source::from_text("schema.json", schema), "", &options).map_err(|errors| errors.to_string())
    });
    let tests = group.get("tests").and_then(Json::as_array).unwrap().iter().map(|test| Test {
        description: text_of(test, "description"),
        text: to_string(test.get("data").unwrap()),
        valid: test.get("valid").and_then(Json::as_bool).unwrap(),
    });
    Group {
        name: format!("{file} / {}", text_of(group, "description")),
        compiled: compiled.unwrap_or_else(|_| Err("the compiler panicked".to_owned())),
        tests: tests.collect(),
    }
}

fn json_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            json_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
}
