//! Real schemas: a folder for each, with `schema.json` and `instances.jsonl`, whose documents are all valid.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{DATA, Dataset, Group, Schema};

/// The folders in order of their names; none where the data is not there.
fn folders() -> io::Result<Vec<(String, PathBuf)>> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/bench-data");
    let root = std::env::var_os(DATA).map_or(beside, PathBuf::from);
    if !root.is_dir() {
        return Ok(Vec::new());
    }
    let mut folders = Vec::new();
    for entry in fs::read_dir(root)? {
        let path = entry?.path();
        if path.join("schema.json").is_file() {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            folders.push((name, path));
        }
    }
    folders.sort();
    Ok(folders)
}

pub(crate) fn schemas() -> io::Result<Vec<Schema>> {
    let schema = |(name, folder): (String, PathBuf)| Schema {
        name,
        path: folder.join("schema.json"),
        asserts_format: false,
        explains: false,
    };
    Ok(folders()?.into_iter().map(schema).collect())
}

pub(crate) fn datasets() -> io::Result<Vec<Dataset>> {
    let dataset = |(name, folder): (String, PathBuf)| Dataset {
        schema: name.clone(),
        name,
        documents: folder.join("instances.jsonl"),
        is_valid: true,
        group: Group::Real,
    };
    Ok(folders()?.into_iter().map(dataset).collect())
}
