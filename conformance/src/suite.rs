//! The suite: its drafts, its groups, its remote documents.

use std::path::{Path, PathBuf};

use formwork_runtime::{Json, parse, to_string};

/// Where the suite supposes its remote documents to be served.
pub(crate) const REMOTES: &str = "http://localhost:1234/";

/// A draft, as everybody calls it.
pub(crate) struct Draft {
    pub(crate) folder: &'static str,
    pub(crate) formwork: formwork::Draft,
    pub(crate) jsonschema: jsonschema::Draft,
}

pub(crate) const DRAFTS: [Draft; 5] = [
    Draft { folder: "draft4", formwork: formwork::Draft::Draft4, jsonschema: jsonschema::Draft::Draft4 },
    Draft { folder: "draft6", formwork: formwork::Draft::Draft6, jsonschema: jsonschema::Draft::Draft6 },
    Draft { folder: "draft7", formwork: formwork::Draft::Draft7, jsonschema: jsonschema::Draft::Draft7 },
    Draft {
        folder: "draft2019-09",
        formwork: formwork::Draft::Draft201909,
        jsonschema: jsonschema::Draft::Draft201909,
    },
    Draft {
        folder: "draft2020-12",
        formwork: formwork::Draft::Draft202012,
        jsonschema: jsonschema::Draft::Draft202012,
    },
];

/// A schema and the tests of it. All contestants get the same text.
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) schema: String,
    pub(crate) tests: Vec<Test>,
}

pub(crate) struct Test {
    pub(crate) description: String,
    pub(crate) text: String,
    pub(crate) valid: bool,
}

/// The suite's folder.
pub(crate) fn folder() -> PathBuf {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/json-schema-test-suite");
    let folder = std::env::var_os("JSON_SCHEMA_TEST_SUITE").map_or(beside, PathBuf::from);
    assert!(folder.is_dir(), "the suite is not at {}: set JSON_SCHEMA_TEST_SUITE", folder.display());
    folder
}

/// The required groups of a draft: the files in its folder, without those in `optional/`.
pub(crate) fn read(suite: &Path, draft: &Draft) -> Vec<Group> {
    let folder = suite.join("tests").join(draft.folder);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    files.sort();
    let mut groups = Vec::new();
    for file in files {
        let content =
            parse(&std::fs::read(&file).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let name = file.file_name().unwrap().display().to_string();
        groups.extend(content.as_array().unwrap().iter().map(|group| self::group(&name, group)));
    }
    groups
}

fn group(file: &str, group: &Json) -> Group {
    let text_of = |value: &Json, name: &str| value.get(name).and_then(Json::as_str).unwrap().to_owned();
    let tests = group.get("tests").and_then(Json::as_array).unwrap().iter().map(|test| Test {
        description: text_of(test, "description"),
        text: to_string(test.get("data").unwrap()),
        valid: test.get("valid").and_then(Json::as_bool).unwrap(),
    });
    Group {
        name: format!("{file} / {}", text_of(group, "description")),
        schema: to_string(group.get("schema").unwrap()),
        tests: tests.collect(),
    }
}

/// The address and file of the remote documents that a draft may refer to: its own, and those of no draft.
pub(crate) fn remotes(suite: &Path, draft: &Draft) -> Vec<(String, PathBuf)> {
    let root = suite.join("remotes");
    let mut remotes = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let relative = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            let of_another = relative.starts_with("draft") || relative.starts_with("v1");
            if of_another && !relative.starts_with(draft.folder) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                remotes.push((format!("{REMOTES}{relative}"), path));
            }
        }
    }
    remotes.sort();
    remotes
}
