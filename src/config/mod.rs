//! `formwork.toml`: what commands do that are called without schemas.
//!
//! ```toml
//! [schemas]                                  # the project's schemas
//! include = ["schemas/**/*.schema.json"]
//! out = "src/generated"                      # where each becomes a module
//!
//! [options]                                  # for all of them
//! derive = ["PartialOrd", "Ord"]
//!
//! [generate.session]                         # for one
//! rename = { "/$defs/User" = "Account" }
//! ```
//!
//! To add a section: a field here, a row in `sections`.

mod modules;
mod sections;
mod toml;

use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::{Settings, Source};

/// The name of the file.
pub(crate) const FILE: &str = "formwork.toml";

/// What `formwork.toml` says. Paths in it are relative to the file.
#[derive(Debug, Default, schemars::JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields, default, title = "formwork.toml")]
pub(crate) struct Config {
    /// The schemas of the project.
    pub(crate) schemas: Schemas,
    /// Options for every schema.
    pub(crate) options: Settings,
    /// Modules that have options or a place of their own, by name.
    #[schemars(with = "std::collections::BTreeMap<String, Generate>")]
    pub(crate) generate: Vec<(String, Generate)>,
    /// What `formwork lint` says of the schemas.
    pub(crate) lint: Lint,
    /// What `formwork check` leaves out.
    pub(crate) check: Check,
    /// What `formwork check` compares the schemas with.
    pub(crate) breaking: Breaking,
    /// The file itself, for messages.
    #[schemars(skip)]
    source: Option<Source>,
}

/// The schemas of the project.
#[derive(Debug, Default, schemars::JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(crate) struct Schemas {
    /// Patterns of the schemas' files, such as `schemas/**/*.schema.json`. Options files are left out.
    pub(crate) include: Vec<Located>,
    /// Patterns of files that are left out.
    pub(crate) exclude: Vec<Located>,
    /// The folder in which each schema becomes a module. Without it, only those do that have a section in `generate`.
    pub(crate) out: Option<String>,
}

/// One module.
#[derive(Debug, Default, schemars::JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(crate) struct Generate {
    /// The schema: a file, perhaps with the place of a schema inside it, `schemas/session.json#/$defs/User`. Otherwise
    /// the schema of the project whose module would be called so.
    pub(crate) schema: Option<String>,
    /// The file to write, or with `/` at its end a folder. Otherwise a file in the folder of the schemas.
    pub(crate) out: Option<String>,
    /// Options for this module.
    #[schemars(flatten)]
    pub(crate) settings: Settings,
    /// Where its name stands.
    #[schemars(skip)]
    pub(crate) at: std::ops::Range<usize>,
}

/// The rules of `formwork lint`; `formwork rules` lists them.
#[derive(Debug, Default, schemars::JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(crate) struct Lint {
    /// Rules that are applied besides the usual ones, or `all`.
    pub(crate) select: Vec<String>,
    /// Rules that are not applied.
    pub(crate) ignore: Vec<String>,
}

/// The steps of `formwork check`.
#[derive(Debug, Default, schemars::JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(crate) struct Check {
    /// Steps that are not run: `lint`, `fmt`, `generate`, `test` or `breaking`.
    pub(crate) skip: Vec<String>,
}

/// What changes must not break.
#[derive(Debug, Default, schemars::JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(crate) struct Breaking {
    /// What the schemas are compared with, as `formwork breaking --against` takes it: `git:origin/main`, a file or a folder.
    pub(crate) against: Option<String>,
    /// `backward`, `forward`, `full` or `source`; several with commas between.
    pub(crate) mode: Option<String>,
}

/// A text, and where it stands.
#[derive(Clone, Debug, schemars::JsonSchema)]
#[schemars(transparent)]
pub(crate) struct Located {
    pub(crate) text: String,
    #[schemars(skip)]
    pub(crate) at: std::ops::Range<usize>,
}

impl Config {
    /// Reads the file.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub(crate) fn read(path: &Path) -> Result<Self, Diagnostics> {
        let source = Source::read(path)?;
        let table = toml::read(&source)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut config = sections::read(&table, &source, folder)?;
        config.source = Some(source);
        Ok(config)
    }

    /// The file of the folder, or of the nearest one that it is in.
    pub(crate) fn find() -> Option<PathBuf> {
        let here = std::env::current_dir().ok()?;
        let ups = (0..here.components().count()).map(|up| std::iter::repeat_n("..", up).collect::<PathBuf>());
        ups.map(|folder| folder.join(FILE)).find(|path| path.is_file())
    }

    /// The JSON Schema of the file, as text.
    pub(crate) fn schema() -> String {
        let schema = schemars::schema_for!(Self);
        serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
    }

    /// Something wrong with what stands at a place of the file.
    fn wrong(&self, at: &std::ops::Range<usize>, message: impl Into<String>) -> Diagnostic {
        let diagnostic = Diagnostic::error("config", message);
        match &self.source {
            Some(source) => diagnostic.at(Place::new(&source.label, &source.text, at.clone(), String::new())),
            None => diagnostic,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks of the guide that begin with these words, with the page that they stand in.
    fn blocks(opening: &str) -> Vec<(PathBuf, String)> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide");
        let pages = glob::glob(&root.join("**/*.md").to_string_lossy()).unwrap().map(Result::unwrap);
        let texts = pages.map(|page| (page.clone(), std::fs::read_to_string(page).unwrap()));
        let blocks = texts.flat_map(|(page, text)| {
            let found = text.split(opening).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned());
            found.map(move |block| (page.clone(), block)).collect::<Vec<_>>()
        });
        blocks.collect()
    }

    #[test]
    fn what_the_guide_shows_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let configurations = blocks("```toml\n# formwork.toml\n");
        assert!(configurations.len() > 5);
        for (page, text) in configurations {
            std::fs::write(folder.path().join(FILE), text).unwrap();
            let read = Config::read(&folder.path().join(FILE));
            assert!(read.is_ok(), "{}\n{}", page.display(), read.unwrap_err());
        }
        let options = blocks("```json options\n");
        assert!(options.len() > 2);
        for (page, text) in options {
            std::fs::write(folder.path().join("a.options.json"), text).unwrap();
            let read = Settings::beside(&folder.path().join("a.json").to_string_lossy());
            assert!(read.is_ok(), "{}\n{}", page.display(), read.unwrap_err());
        }
    }
}
