//! Which payloads are judged, and by which schema.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use walkdir::{DirEntry, WalkDir};

use crate::cli::payload::Notation;

/// A pattern of files, and the schema that is for them.
#[derive(Clone, Debug)]
pub(super) struct Map {
    pub(super) pattern: String,
    pub(super) schema: String,
    matcher: GlobMatcher,
}

impl std::str::FromStr for Map {
    type Err = String;

    fn from_str(argument: &str) -> Result<Self, String> {
        let (pattern, schema) = argument
            .rsplit_once('=')
            .filter(|(pattern, schema)| !pattern.is_empty() && !schema.is_empty())
            .ok_or("write PATTERN=SCHEMA, as in 'config/**/*.yaml=config.schema.json'")?;
        Ok(Self { pattern: pattern.to_owned(), schema: schema.to_owned(), matcher: glob(pattern)? })
    }
}

impl Map {
    /// Whether the schema is for a file.
    pub(super) fn is_for(&self, file: &str) -> bool {
        let plain = plain(Path::new(file));
        let below = std::env::current_dir().ok().and_then(|here| plain.strip_prefix(here).ok().map(Path::to_owned));
        self.matcher.is_match(&plain) || below.is_some_and(|below| self.matcher.is_match(below))
    }
}

/// A payload, or what is in the way of one.
#[derive(Debug)]
pub(super) enum Found {
    /// A file, and whether it was found in a folder rather than named.
    File(String, bool),
    /// A name without a payload, and why.
    Problem(String, String),
}

/// The files that some arguments name: files, folders, patterns, and `-` for standard input.
pub(super) fn find(arguments: &[String], maps: &[Map]) -> Vec<Found> {
    let mut found = Vec::new();
    for argument in arguments {
        let path = Path::new(argument);
        if argument == "-" {
            found.push(Found::File(argument.clone(), false));
        } else if path.is_dir() {
            let before = found.len();
            walk(path, &mut found, &|file| Notation::of_name(&file.to_string_lossy()).is_some());
            if found.len() == before {
                found.push(Found::Problem(argument.clone(), "there is no payload in this directory".to_owned()));
            }
        } else if path.exists() || path.is_symlink() || !argument.contains(['*', '?', '[', '{']) {
            found.push(Found::File(argument.clone(), false));
        } else {
            pattern(argument, &mut found);
        }
    }
    if arguments.is_empty() {
        for map in maps {
            pattern(&map.pattern, &mut found);
        }
    }
    found
}

/// The files that a pattern matches.
fn pattern(pattern: &str, found: &mut Vec<Found>) {
    let matcher = match glob(pattern) {
        Ok(matcher) => matcher,
        Err(why) => return found.push(Found::Problem(pattern.to_owned(), why)),
    };
    // Nothing outside the folders that are written out can match.
    let mut base: PathBuf = Path::new(pattern)
        .components()
        .take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']))
        .collect();
    if base == Path::new(pattern) {
        base.pop();
    }
    if base.as_os_str().is_empty() {
        base.push(".");
    }
    let before = found.len();
    if base.is_dir() {
        walk(&base, found, &|file| matcher.is_match(plain(file)));
    }
    if found.len() == before {
        found.push(Found::Problem(pattern.to_owned(), "no file matches this pattern".to_owned()));
    }
}

/// The files below a folder by name, but for hidden ones; links are followed.
fn walk(folder: &Path, found: &mut Vec<Found>, is_meant: &dyn Fn(&Path) -> bool) {
    let is_hidden = |entry: &DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|entry| !is_hidden(entry)) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) if !is_meant(entry.path()) => {}
            Ok(entry) => found.push(Found::File(shown(entry.path()), true)),
            Err(error) => {
                let path = error.path().unwrap_or(folder);
                let why = match (error.loop_ancestor(), error.io_error()) {
                    (Some(_), _) => "this link leads back to a directory that it is in".to_owned(),
                    (None, Some(error)) => crate::cli::payload::reason(error),
                    (None, None) => "it cannot be read".to_owned(),
                };
                found.push(Found::Problem(shown(path), why));
            }
        }
    }
}

fn glob(pattern: &str) -> Result<GlobMatcher, String> {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let glob = GlobBuilder::new(pattern).literal_separator(true).build();
    glob.map(|glob| glob.compile_matcher()).map_err(|error| format!("the pattern is wrong: {}", error.kind()))
}

/// The path without the `./` that it may begin with.
fn plain(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_owned()
}

fn shown(path: &Path) -> String {
    plain(path).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_is_a_pattern_and_a_schema() {
        let map: Map = "cfg/**/*.yaml=a=b/s.json".parse::<Map>().unwrap();
        assert_eq!((map.pattern.as_str(), map.schema.as_str()), ("cfg/**/*.yaml=a", "b/s.json"));
        let map: Map = "cfg/**/*.yaml=s.json".parse().unwrap();
        assert!(map.is_for("cfg/a.yaml") && map.is_for("./cfg/x/y/a.yaml") && !map.is_for("a.yaml"));
        let here = std::env::current_dir().unwrap().join("cfg/a.yaml");
        assert!(map.is_for(&here.to_string_lossy()));
        let flat: Map = "*.yaml=s.json".parse().unwrap();
        assert!(flat.is_for("a.yaml") && !flat.is_for("x/a.yaml"));
        assert!("a".parse::<Map>().is_err() && "=b".parse::<Map>().is_err() && "[=b".parse::<Map>().is_err());
    }
}
