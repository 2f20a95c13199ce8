//! Which file each of several schemas is written to.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::generate::split;
use crate::generate::target::{identifier, module};

/// The file for each schema in a folder, in the schemas' order: `session.rs` for `session.schema.json`, and
/// `<parent>_session.rs` where several schemas would have the same.
pub(super) fn in_folder(folder: &Path, schemas: &[String]) -> Result<Vec<PathBuf>, String> {
    let mut wanted: HashMap<String, usize> = HashMap::new();
    for schema in schemas {
        *wanted.entry(module(schema)).or_default() += 1;
    }
    let mut taken: HashMap<PathBuf, &String> = HashMap::new();
    let mut files = Vec::new();
    for schema in schemas {
        let module = match module(schema) {
            shared if wanted.get(&shared).is_some_and(|count| *count > 1) => {
                identifier(&format!("{}_{shared}", parent(schema)))
            }
            own => own,
        };
        let file = folder.join(module + ".rs");
        if let Some(other) = taken.insert(file.clone(), schema) {
            let file = file.display();
            return Err(format!("{other} and {schema} would both be written to {file}: generate them one by one"));
        }
        files.push(file);
    }
    Ok(files)
}

/// The name of the folder that a schema is in.
fn parent(schema: &str) -> String {
    let absolute = std::path::absolute(split(Path::new(""), schema).0).unwrap_or_default();
    let name = absolute.parent().and_then(Path::file_name).unwrap_or_default();
    name.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_name_gets_the_folder_before_it() {
        let names = |schemas: &[&str]| {
            let schemas: Vec<String> = schemas.iter().map(ToString::to_string).collect();
            in_folder(Path::new("out"), &schemas)
                .map(|files| files.iter().map(|file| file.to_string_lossy().into_owned()).collect::<Vec<_>>())
        };
        let files = names(&["x/auth0/a.schema.json", "x/dotdo/a.schema.json", "x/b.json"]);
        assert_eq!(files, Ok(["out/auth0_a.rs", "out/dotdo_a.rs", "out/b.rs"].map(String::from).to_vec()));
        let error = names(&["x/y/a.json", "z/y/a.json"]).unwrap_err();
        assert!(error.contains("x/y/a.json and z/y/a.json"), "{error}");
    }
}
