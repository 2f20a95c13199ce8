//! What a schema is compared with: the same file at a revision of git, another file, or a file of the same name in a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Source;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::front::Resource;

/// How the URIs of files in a revision begin, so that references between them stay in the revision.
pub(super) const INSIDE: &str = "git:///";

/// Where old schemas are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Against {
    /// At a revision of the repository that the schema is in.
    Git(String),
    /// In this file.
    File(PathBuf),
    /// In this folder, under the same name.
    Folder(PathBuf),
}

/// The old text of a schema, and those that it refers to where they are in no file.
pub(super) struct Old {
    pub(super) source: Source,
    pub(super) resources: Vec<Resource>,
}

impl Against {
    pub(super) fn read(argument: &str) -> Result<Self, String> {
        if let Some(revision) = argument.strip_prefix("git:") {
            return match revision {
                "" => Err("git: needs a revision, like git:origin/main".to_owned()),
                _ if revision.starts_with('-') => Err(format!("{revision:?} is no revision")),
                _ => Ok(Self::Git(revision.to_owned())),
            };
        }
        if argument.contains("://") {
            return Err(format!("nothing is fetched from the network: save {argument} and name the file"));
        }
        let path = PathBuf::from(argument);
        Ok(if path.is_dir() { Self::Folder(path) } else { Self::File(path) })
    }

    /// The old text of the schema in this file; nothing where there was no such schema.
    pub(super) fn old(&self, file: &str) -> Result<Option<Old>, Diagnostics> {
        let one = |diagnostic| Diagnostics(vec![diagnostic]);
        match self {
            Self::Git(revision) => Revision::find(revision, file).and_then(|found| found.old(file)).map_err(one),
            Self::File(path) if !path.exists() => {
                let name = path.display();
                let missing = Diagnostic::error("missing-file", format!("there is no file {name}"));
                Err(one(missing.help(format!("a revision is written git:{name}"))))
            }
            Self::File(path) => {
                Source::read(path).map(|source| Some(Old { source, resources: Vec::new() })).map_err(one)
            }
            Self::Folder(folder) => {
                let path = Path::new(file);
                let name = PathBuf::from(path.file_name().unwrap_or_default());
                let places = [folder.join(path.strip_prefix("/").unwrap_or(path)), folder.join(name)];
                match places.iter().find(|place| place.is_file()) {
                    Some(place) => {
                        Source::read(place).map(|source| Some(Old { source, resources: Vec::new() })).map_err(one)
                    }
                    None => Ok(None),
                }
            }
        }
    }
}

/// A commit, and the folder in it that a schema is in.
struct Revision {
    name: String,
    commit: String,
    folder: PathBuf,
    /// The folder's path in the repository, empty or with `/` at the end.
    prefix: String,
}

impl Revision {
    fn find(name: &str, file: &str) -> Result<Self, Diagnostic> {
        let parent = Path::new(file).parent().filter(|parent| !parent.as_os_str().is_empty());
        let folder = parent.unwrap_or(Path::new(".")).to_owned();
        let prefix = git(&folder, &["rev-parse", "--show-prefix"])?.map_err(|message| {
            let said = format!("{file} is in no git repository: {message}");
            Diagnostic::error("unreadable-file", said).help("compare with a file or a folder: --against FILE")
        })?;
        let commit = format!("{name}^{{commit}}");
        let commit =
            git(&folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?.map_err(|_| {
                let said = format!("git knows no revision {name:?}");
                Diagnostic::error("missing-file", said)
                    .help("fetch it first; a shallow clone, as in CI, has the last commit only")
            })?;
        Ok(Self {
            name: name.to_owned(),
            commit: commit.trim().to_owned(),
            folder,
            prefix: prefix.trim_end_matches('\n').to_owned(),
        })
    }

    /// The text of a file at its path in the repository.
    fn text(&self, path: &str) -> Result<Option<String>, Diagnostic> {
        let object = format!("{}:{path}", self.commit);
        Ok(git(&self.folder, &["cat-file", "blob", &object])?.ok())
    }

    fn old(&self, file: &str) -> Result<Option<Old>, Diagnostic> {
        let name = Path::new(file).file_name().unwrap_or_default().to_string_lossy();
        let path = format!("{}{name}", self.prefix);
        let Some(text) = self.text(&path)? else { return Ok(None) };
        let uri = address(&path);
        let mut known = BTreeMap::new();
        let mut pending = referred(&uri, &text);
        while let Some(uri) = pending.pop() {
            let Some(path) = inside(&uri).filter(|_| !known.contains_key(&uri)) else { continue };
            let found = self.text(&path)?;
            pending.extend(found.iter().flat_map(|text| referred(&uri, text)));
            known.insert(uri, found);
        }
        let resources = known.into_iter().filter_map(|(uri, text)| Some(Resource::text(uri, text?))).collect();
        let label = format!("git:{}:{path}", self.name);
        Ok(Some(Old { source: Source { uri: Some(uri), ..Source::from_text(label, text) }, resources }))
    }
}

/// The files that a revision has below a folder, by their paths in it.
pub(super) fn listed_in(revision: &str, folder: &Path) -> Result<Vec<String>, Diagnostic> {
    let found = Revision::find(revision, &folder.join("*").to_string_lossy())?;
    let listed = git(&found.folder, &["ls-tree", "-r", "--name-only", "-z", &found.commit])?;
    let listed = listed.map_err(|message| Diagnostic::error("unreadable-file", format!("{revision}: {message}")))?;
    Ok(listed.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

/// The output of `git`, or what it complains of; an error if there is no such program.
fn git(folder: &Path, arguments: &[&str]) -> Result<Result<String, String>, Diagnostic> {
    let output = Command::new("git").arg("-C").arg(folder).args(arguments).output().map_err(|error| {
        let message = format!("the program `git` cannot be run: {error}");
        Diagnostic::error("unreadable-file", message).help("install it, or compare with a file: --against FILE")
    })?;
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ok(if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr).trim().to_owned()) })
}

/// The URI of a path in the repository.
fn address(path: &str) -> String {
    let mut uri = INSIDE.to_owned();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.extend(["%".to_owned(), format!("{byte:02X}")]),
        }
    }
    uri
}

/// The path in the repository that such a URI stands for.
fn inside(uri: &str) -> Option<String> {
    let path = uri.strip_prefix(INSIDE)?;
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        bytes.push(u8::from_str_radix(str::from_utf8(&digits).ok()?, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// The URIs, without fragments, of what a text may refer to.
fn referred(base: &str, text: &str) -> Vec<String> {
    let Ok(base) = referencing::uri::from_str(base) else { return Vec::new() };
    // What is no JSON is told when it is compiled.
    let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else { return Vec::new() };
    let (mut found, mut pending) = (Vec::new(), vec![&value]);
    while let Some(value) = pending.pop() {
        match value {
            serde_json::Value::Array(items) => pending.extend(items),
            serde_json::Value::Object(members) => {
                for name in ["$ref", "$dynamicRef", "$recursiveRef", "$schema"] {
                    let written = members.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
                    let bare = written.split('#').next().unwrap_or_default();
                    let resolved = referencing::uri::resolve_against(&base.borrow(), bare);
                    found.extend(resolved.ok().filter(|_| !bare.is_empty()).map(|uri| uri.as_str().to_owned()));
                }
                pending.extend(members.values());
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_addresses() {
        for path in ["a.json", "a b/ä.json", "100%.json", "x/y#z.json"] {
            assert_eq!(inside(&address(path)).as_deref(), Some(path));
        }
        assert_eq!(inside("https://a.test/b"), None);
        let text = r##"{ "$schema": "https://a.test/s", "properties": { "a": { "$ref": "../b.json#/x" }, "b": { "$ref": "#/c" } } }"##;
        assert_eq!(referred("git:///s/a.json", text), ["https://a.test/s", "git:///b.json"]);
    }

    #[test]
    fn what_it_is_compared_with() {
        assert_eq!(Against::read("git:main"), Ok(Against::Git("main".to_owned())));
        assert_eq!(Against::read("src"), Ok(Against::Folder("src".into())));
        assert_eq!(Against::read("old.json"), Ok(Against::File("old.json".into())));
        assert!(Against::read("git:").is_err() && Against::read("git:--help").is_err());
        assert!(Against::read("https://a.test/b").is_err_and(|error| error.contains("network")));
    }
}
