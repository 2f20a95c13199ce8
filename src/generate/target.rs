//! Which file a schema's module is written to, and the writing.

use std::fs;
use std::io;
use std::path::Path;

use super::split;

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

/// The name of a module, in the letters that Rust allows.
pub(crate) fn identifier(words: &str) -> String {
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
}
