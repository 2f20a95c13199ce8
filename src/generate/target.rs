//! Which file a schema's module is written to, and the writing.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::split;

/// The file for each schema in a folder, in the schemas' order: `session.rs` for `session.schema.json`, and
/// `<parent>_session.rs` where several schemas would have the same.
pub(crate) fn in_folder(folder: &Path, schemas: &[String]) -> Result<Vec<PathBuf>, String> {
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

/// What a schema's module is called: after the last word of its fragment, or after its file.
pub(crate) fn module(schema: &str) -> String {
    let (path, fragment) = split(Path::new(""), schema);
    if let Some(word) = fragment.rsplit(['/', '#']).next().filter(|word| !word.is_empty()) {
        return identifier(word);
    }
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = [".schema.json", ".json"].into_iter().find_map(|end| file.strip_suffix(end)).unwrap_or(file);
    identifier(stem)
}

/// The name of the folder that a schema is in.
fn parent(schema: &str) -> String {
    let absolute = std::path::absolute(split(Path::new(""), schema).0).unwrap_or_default();
    let name = absolute.parent().and_then(Path::file_name).unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// The name of a module, in the letters that Rust allows.
fn identifier(words: &str) -> String {
    let mut name = String::new();
    let mut after_lower = false;
    for c in words.chars() {
        if c.is_uppercase() && after_lower {
            name.push('_');
        }
        after_lower = c.is_lowercase() || c.is_ascii_digit();
        if c.is_alphanumeric() {
            name.extend(c.to_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_end_matches('_');
    match name.chars().next() {
        None => "schema".to_owned(),
        Some(first) if first.is_numeric() => format!("_{name}"),
        Some(_) if syn::parse_str::<syn::Ident>(name).is_err() => format!("{name}_"),
        Some(_) => name.to_owned(),
    }
}

/// Writes a file unless it holds these very bytes; whoever reads it meanwhile sees the old bytes or the new ones.
pub(crate) fn write(file: &Path, text: &str) -> io::Result<()> {
    if fs::read(file).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    // A link stays one: what it leads to is replaced.
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let draft = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let written = fs::write(&draft, text)
        .and_then(|()| match fs::metadata(&file) {
            Ok(old) => fs::set_permissions(&draft, old.permissions()),
            Err(_) => Ok(()),
        })
        .and_then(|()| fs::rename(&draft, &file));
    if written.is_err() {
        let _ = fs::remove_file(&draft);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_called_after_files_and_fragments() {
        for (schema, expected) in [
            ("a/session.schema.json", "session"),
            ("UserProfile.json", "user_profile"),
            ("a.schema.json#/$defs/TokenSet", "token_set"),
            ("a.schema.json#", "a"),
            ("type.schema.json", "type_"),
            ("2fa v1.json", "_2fa_v1"),
            ("--.json", "schema"),
            ("schema", "schema"),
        ] {
            assert_eq!(module(schema), expected, "{schema}");
        }
    }

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
