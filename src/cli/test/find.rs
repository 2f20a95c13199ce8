//! The examples that lie beside a schema.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::payload::Notation;

/// The examples of a schema.
pub(super) struct Examples {
    /// The folder that `valid` and `invalid` are in.
    pub(super) folder: PathBuf,
    /// The valid ones, then the others, each by name.
    pub(super) files: Vec<Example>,
}

/// An example.
pub(super) struct Example {
    pub(super) path: String,
    /// The name of the file.
    pub(super) name: String,
    /// Whether it has to be accepted.
    pub(super) is_valid: bool,
}

impl Examples {
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// The examples beside a schema's file. A folder of the schema's name comes before one for all schemas.
pub(super) fn beside(schema: &str) -> Examples {
    let path = Path::new(schema);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(".json").unwrap_or(&name);
    let stem = stem.strip_suffix(".schema").unwrap_or(stem);
    let all = path.parent().unwrap_or(Path::new("")).join("examples");
    let own = all.join(stem);
    let has_own = ["valid", "invalid"].iter().any(|kind| own.join(kind).is_dir());
    let folder = if has_own { own } else { all };
    let files = [("valid", true), ("invalid", false)];
    let files = files.into_iter().flat_map(|(kind, is_valid)| in_folder(&folder.join(kind), is_valid)).collect();
    Examples { folder, files }
}

fn in_folder(folder: &Path, is_valid: bool) -> Vec<Example> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut files: Vec<Example> = entries
        .filter(|entry| entry.path().is_file())
        .map(|entry| {
            let path = entry.path().to_string_lossy().replace('\\', "/");
            Example { path, name: entry.file_name().to_string_lossy().into_owned(), is_valid }
        })
        .filter(|file| Notation::of_name(&file.name).is_some_and(|notation| notation != Notation::Ndjson))
        .collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}
