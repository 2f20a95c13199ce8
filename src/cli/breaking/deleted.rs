//! Schemas that there were in an older version, and that are in no file any more.

use std::path::{Component, Path, PathBuf};

use glob::{MatchOptions, Pattern};
use walkdir::{DirEntry, WalkDir};

use super::against::{Against, listed_in};
use crate::compat::{At, Direction, Finding, Verdict};
use crate::diagnostic::Diagnostic;

/// Which schemas a run is about: folders, which stand for the `*.schema.json` below them, and patterns. Whoever names files
/// alone knows which.
#[derive(Clone, Debug, Default)]
pub(in crate::cli) struct Scope {
    pub(in crate::cli) include: Vec<String>,
    pub(in crate::cli) exclude: Vec<String>,
}

/// As the search for files reads patterns.
const MATCHING: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: false };

impl Scope {
    /// The schemas that are gone since then, by the paths that they had; `found` are those that are there.
    ///
    /// # Errors
    /// Why the older version cannot be listed.
    pub(super) fn deleted(&self, against: &Against, found: &[String]) -> Result<Vec<String>, Diagnostic> {
        let mut deleted: Vec<String> = Vec::new();
        let excluded: Vec<Pattern> = self.exclude.iter().filter_map(|text| Pattern::new(text).ok()).collect();
        for argument in &self.include {
            let is_folder = Path::new(argument).is_dir();
            let pattern = Pattern::new(argument).ok().filter(|_| argument.contains(['*', '?']));
            if !is_folder && pattern.is_none() {
                continue;
            }
            let base = if is_folder { PathBuf::from(argument) } else { literal(argument) };
            let is_meant = |name: &str| match &pattern {
                Some(pattern) if !is_folder => pattern.matches_with(name, MATCHING) && !name.ends_with(".options.json"),
                _ => name.ends_with(".schema.json"),
            };
            for name in old_names(against, &base, found)? {
                let is_excluded = excluded.iter().any(|pattern| pattern.matches(&name));
                if is_meant(&name) && !is_excluded && !Path::new(&name).exists() && !deleted.contains(&name) {
                    deleted.push(name);
                }
            }
        }
        deleted.sort_unstable();
        Ok(deleted)
    }
}

/// The folders that a pattern begins with.
fn literal(pattern: &str) -> PathBuf {
    let parent = Path::new(pattern).parent().unwrap_or(Path::new(""));
    let is_plain = |part: &Component<'_>| !part.as_os_str().to_string_lossy().contains(['*', '?', '[']);
    parent.components().take_while(is_plain).collect()
}

/// The files that there were below a folder, by the paths that they would have today.
fn old_names(against: &Against, base: &Path, found: &[String]) -> Result<Vec<String>, Diagnostic> {
    let inside: Vec<String> = match against {
        Against::File(_) => Vec::new(),
        Against::Git(revision) => listed_in(revision, base)?,
        Against::Folder(folder) => {
            let below = folder.join(base);
            if below.is_dir() {
                files(&below, usize::MAX)
            } else {
                // Old files may lie in one folder, whatever folder the new ones are in.
                let has_name =
                    |name: &String| found.iter().any(|found| Path::new(found).file_name() == Some(name.as_ref()));
                files(folder, 1).into_iter().filter(|name| !has_name(name)).collect()
            }
        }
    };
    let is_shown = |name: &String| !name.split('/').any(|part| part.starts_with('.'));
    Ok(inside.into_iter().filter(is_shown).map(|name| shown(&base.join(name))).collect())
}

fn files(folder: &Path, depth: usize) -> Vec<String> {
    let entries = WalkDir::new(folder).max_depth(depth).sort_by_file_name().into_iter().filter_map(Result::ok);
    let name = |entry: DirEntry| Some(shown(entry.path().strip_prefix(folder).ok()?));
    entries.filter(|entry| entry.file_type().is_file()).filter_map(name).collect()
}

fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// What is said of a schema that is gone.
pub(super) fn finding(schema: &str, against: &str, direction: Direction) -> Finding {
    let message = match direction {
        Direction::Source => format!("{schema} is gone, and with it its Rust; it is in {against}"),
        _ => format!("{schema} is gone, so that nothing accepts what it did; it is in {against}"),
    };
    Finding {
        rule: "breaking::schema-deleted",
        direction,
        verdict: Verdict::Breaking,
        old: Some(At { pointer: "#".to_owned(), place: None, written: schema.to_owned() }),
        new: None,
        message,
        witness: None,
        hint: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_begin_with_folders() {
        assert_eq!(literal("a/b/**/*.json"), Path::new("a/b"));
        assert_eq!(literal("*.json"), Path::new(""));
        assert_eq!(literal("a*/b.json"), Path::new(""));
    }
}
