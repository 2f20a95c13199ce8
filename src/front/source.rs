//! The text of a schema, and what it is called.

use std::fs;
use std::path::{Path, PathBuf};

use super::uri;
use crate::diagnostic::{Diagnostic, Place};
use crate::near::did_you_mean;

/// The text of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What messages call it: the path as it was given.
    pub label: String,
    /// What references inside it are relative to; never printed, since it may hold a path of this machine.
    pub uri: Option<String>,
    /// The text.
    pub text: String,
    /// The file that it was read from.
    pub path: Option<PathBuf>,
}

impl Source {
    /// Reads a file.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Diagnostic> {
        let path = path.as_ref();
        Self::read_as(path, path.to_string_lossy().replace('\\', "/"))
    }

    /// Reads a file that messages call by another name, e.g. by the path from another folder.
    pub fn read_as(path: &Path, label: impl Into<String>) -> Result<Self, Diagnostic> {
        let label = label.into();
        if label.is_empty() {
            return Err(Diagnostic::error("missing-file", "no schema is named").help("write the path of a file"));
        }
        if path.is_dir() {
            let help = "name one file in it";
            return Err(Diagnostic::error("not-a-file", format!("{label} is a directory")).help(help));
        }
        let bytes = fs::read(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => missing(path, &label),
            _ => Diagnostic::error("unreadable-file", format!("{label} cannot be read: {error}")),
        })?;
        let text = String::from_utf8(bytes).map_err(|error| not_utf8(&label, error))?;
        Ok(Self { label, uri: uri::of_path(path), text, path: Some(path.to_owned()) })
    }

    /// The schema that a Rust type has by `schemars`, so that it gets a validator, and types that are checked.
    ///
    /// ```
    /// use formwork::{Options, Source, compile};
    ///
    /// #[derive(schemars::JsonSchema)]
    /// struct Login { user: String, tries: u8 }
    ///
    /// let source = Source::from_schemars("login", &schemars::schema_for!(Login));
    /// let compiled = compile(&source, "", &Options::default())?;
    /// assert!(compiled.accepts(br#"{"user":"ada","tries":1}"#) && !compiled.accepts(br#"{"user":"ada","tries":-1}"#));
    /// # Ok::<(), formwork::diagnostic::Diagnostics>(())
    /// ```
    #[cfg(feature = "schemars")]
    pub fn from_schemars(label: impl Into<String>, schema: &schemars::Schema) -> Self {
        Self::from_text(label, format!("{:#}", schema.as_value()))
    }

    /// A text that is in no file, so that its references lead to no file either.
    pub fn from_text(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self { label: label.into(), uri: None, text: text.into(), path: None }
    }
}

/// A file that is not there, with the nearest one that is.
fn missing(path: &Path, label: &str) -> Diagnostic {
    let (folder, name) = (path.parent(), path.file_name().unwrap_or_default().to_string_lossy());
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut there: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    // No order of the file system's shows.
    there.sort_unstable();
    let help = did_you_mean(&name, there.iter().map(String::as_str));
    Diagnostic { help, ..Diagnostic::error("missing-file", format!("there is no file {label}")) }
}

/// The place of the first byte that is no UTF-8.
fn not_utf8(label: &str, error: std::string::FromUtf8Error) -> Diagnostic {
    let at = error.utf8_error().valid_up_to();
    let text = String::from_utf8_lossy(&error.into_bytes()).into_owned();
    let place = Place::new(label, &text, at..at + 1, String::new());
    Diagnostic::error("not-utf-8", "the text is not UTF-8 from here on").help("save the file as UTF-8").at(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_says_why() {
        let code = |path: &str| Source::read(path).map(|_| ()).map_err(|diagnostic| diagnostic.code);
        assert_eq!(code("no/such/file.json"), Err("missing-file"));
        assert_eq!(code("/"), Err("not-a-file"));
        assert_eq!(code(""), Err("missing-file"));
        let help = |path: &str| Source::read(path).map(|_| ()).map_err(|diagnostic| diagnostic.help);
        assert_eq!(help("src/libs.rs"), Err(Some("did you mean \"lib.rs\"?".to_owned())));
        assert_eq!(help("libs.rs"), Err(None));
        let bytes = b"{\n \"a\": \"\xff\"}".to_vec();
        let place = String::from_utf8(bytes).map_err(|error| not_utf8("a.json", error).place);
        assert_eq!(place.err().flatten().map(|place| (place.line, place.column)), Some((2, 8)));
    }
}
