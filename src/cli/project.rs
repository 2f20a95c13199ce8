//! Which schemas a command is about: those that it names, or those of `formwork.toml`.

use std::path::{Path, PathBuf};

use clap::Args;
use walkdir::{DirEntry, WalkDir};

use super::Failure;
use crate::config::Config;
use crate::diagnostic::Diagnostic;

/// What the command line says of it.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Selection {
    /// The schemas: files, folders, which stand for the `*.schema.json` below them, or patterns; without any, those of
    /// `formwork.toml`
    #[arg(value_name = "SCHEMA")]
    pub(super) schemas: Vec<String>,

    /// The configuration [default: `formwork.toml` in this folder, or in the nearest one that it is in]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

/// The schemas, and what the configuration says.
#[derive(Debug)]
pub(super) struct Project {
    pub(super) schemas: Vec<String>,
    pub(super) config: Config,
}

impl Selection {
    /// The configuration's file, if there is one.
    pub(super) fn file(&self) -> Option<PathBuf> {
        self.config.clone().or_else(Config::find)
    }

    /// Finds the schemas; reads the configuration if there is one.
    pub(super) fn project(&self) -> Result<Project, Failure> {
        let path = self.file();
        let config = path.as_deref().map(Config::read).transpose().map_err(Failure::Config)?;
        let schemas = match &config {
            Some(config) if self.schemas.is_empty() => config.schemas().map_err(Failure::Config)?,
            None if self.schemas.is_empty() => {
                let message = "name a schema, or write a formwork.toml that does: see `formwork config-schema`";
                return Err(Failure::Usage(message.to_owned()));
            }
            _ => named(&self.schemas)?,
        };
        if schemas.is_empty() {
            let file = path.unwrap_or_default();
            let message = format!("{} names no schema", file.display());
            let help = "write `include = [\"schemas/**/*.schema.json\"]` in [schemas]";
            return Err(Failure::Config(Diagnostic::error("config", message).help(help).into()));
        }
        Ok(Project { schemas, config: config.unwrap_or_default() })
    }
}

/// The files that are meant: folders stand for the schemas below them, patterns for all that match.
pub(super) fn named(names: &[String]) -> Result<Vec<String>, Failure> {
    let mut schemas: Vec<String> = Vec::new();
    for name in names {
        let path = Path::new(name);
        let found = if path.is_dir() {
            in_folder(path)
        } else if !path.exists() && name.contains(['*', '?']) {
            matches(name).map_err(|why| Failure::Usage(format!("{name:?} is no pattern of files: {why}")))?
        } else {
            vec![name.clone()]
        };
        if found.is_empty() {
            let message = format!("there is no schema in {name}: their names end with .schema.json");
            let message = if path.is_dir() { message } else { format!("no file matches {name}") };
            return Err(Failure::Usage(message));
        }
        schemas.extend(found.into_iter().filter(|schema| !schemas.contains(schema)).collect::<Vec<_>>());
    }
    Ok(schemas)
}

fn in_folder(folder: &Path) -> Vec<String> {
    let is_hidden = |entry: &DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|entry| !is_hidden(entry));
    let files = entries.filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    let names = files.map(|entry| shown(entry.path()));
    names.filter(|name| name.ends_with(".schema.json")).collect()
}

fn matches(pattern: &str) -> Result<Vec<String>, glob::PatternError> {
    let found = glob::glob(pattern)?.filter_map(Result::ok).filter(|path| path.is_file());
    Ok(found.map(|path| shown(&path)).filter(|name| !name.ends_with(".options.json")).collect())
}

fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).to_string_lossy().replace('\\', "/")
}
