//! Which schema becomes which file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{Config, Generate, Located};
use crate::Settings;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::generate::{module_name, split};

/// A module that is to be written.
#[derive(Debug)]
pub(crate) struct Module {
    /// The schema, with the place inside it.
    pub(crate) schema: String,
    /// The file.
    pub(crate) file: PathBuf,
    /// What is said of it alone.
    pub(crate) settings: Settings,
}

impl Config {
    /// The modules that the file asks for: those with sections in their order, then the others.
    ///
    /// # Errors
    /// Every section without a schema or without a file to write, every pattern that matches nothing, and every two
    /// modules that would be one file.
    pub(crate) fn modules(&self) -> Result<Vec<Module>, Diagnostics> {
        let mut wrong = Vec::new();
        let mut free: Vec<(String, String)> = Vec::new();
        for schema in self.included(&mut wrong) {
            match module_name(Path::new(""), &schema, &Settings::new()) {
                Ok(name) => free.push((name, schema)),
                Err(errors) => wrong.extend(errors.0),
            }
        }
        let named: BTreeSet<&str> = self.generate.iter().map(|(name, _)| name.as_str()).collect();
        let elsewhere: BTreeSet<&str> = self.generate.iter().filter_map(|(_, said)| said.schema.as_deref()).collect();
        let mut modules = Vec::new();
        for (name, said) in &self.generate {
            let included: Vec<&str> =
                free.iter().filter(|(free, _)| free == name).map(|(_, schema)| schema.as_str()).collect();
            let schema = match (&said.schema, included.as_slice()) {
                (Some(schema), _) => schema.as_str(),
                (None, [one]) => one,
                (None, []) => {
                    let help = "write `schema = \"…\"`, or have it among `include` of `[schemas]`";
                    wrong.push(self.wrong(&said.at, format!("no schema would become the module `{name}`")).help(help));
                    continue;
                }
                (None, [one, other, ..]) => {
                    let message = format!("both {one} and {other} would become the module `{name}`");
                    wrong.push(self.wrong(&said.at, message).help("say which one: `schema = \"…\"`"));
                    continue;
                }
            };
            match self.file(name, said) {
                Ok(file) => modules.push(Module { schema: schema.to_owned(), file, settings: said.settings.clone() }),
                Err(error) => wrong.push(error),
            }
        }
        if let Some(out) = &self.schemas.out {
            let others = free
                .iter()
                .filter(|(name, schema)| !named.contains(name.as_str()) && !elsewhere.contains(schema.as_str()));
            modules.extend(others.map(|(name, schema)| Module {
                schema: schema.clone(),
                file: Path::new(out).join(format!("{name}.rs")),
                settings: Settings::new(),
            }));
        }
        wrong.extend(clashes(&modules));
        if wrong.is_empty() { Ok(modules) } else { Err(Diagnostics(wrong)) }
    }

    /// The schemas of the project, and those of modules that are none of them.
    ///
    /// # Errors
    /// Every pattern that matches nothing.
    pub(crate) fn schemas(&self) -> Result<Vec<String>, Diagnostics> {
        let mut wrong = Vec::new();
        let mut schemas = self.included(&mut wrong);
        for schema in self.generate.iter().filter_map(|(_, said)| said.schema.as_deref()) {
            let file = split(Path::new(""), schema).0;
            if !schemas.iter().any(|known| known == file) {
                schemas.push(file.to_owned());
            }
        }
        if wrong.is_empty() { Ok(schemas) } else { Err(Diagnostics(wrong)) }
    }

    /// The schemas of the project, in the order of the patterns and of their names.
    fn included(&self, wrong: &mut Vec<Diagnostic>) -> Vec<String> {
        let excluded: Vec<glob::Pattern> =
            self.schemas.exclude.iter().filter_map(|Located { text, .. }| glob::Pattern::new(text).ok()).collect();
        let mut schemas: Vec<String> = Vec::new();
        for Located { text, at } in &self.schemas.include {
            let found = glob::glob(text).into_iter().flatten().filter_map(Result::ok).filter(|path| path.is_file());
            let found = found.map(|path| path.to_string_lossy().replace('\\', "/"));
            let before = schemas.len();
            let mut matches = 0;
            for schema in found.filter(|schema| !schema.ends_with(".options.json")) {
                matches += 1;
                if !excluded.iter().any(|pattern| pattern.matches(&schema)) && !schemas.contains(&schema) {
                    schemas.push(schema);
                }
            }
            if matches == 0 && before == schemas.len() {
                wrong.push(self.wrong(at, "no file matches this pattern"));
            }
        }
        schemas
    }

    /// The file of a module with a section.
    fn file(&self, name: &str, said: &Generate) -> Result<PathBuf, Diagnostic> {
        match (&said.out, &self.schemas.out) {
            (Some(out), _) if out.ends_with('/') || Path::new(out).is_dir() => {
                Ok(Path::new(out).join(format!("{name}.rs")))
            }
            (Some(out), _) => Ok(PathBuf::from(out)),
            (None, Some(out)) => Ok(Path::new(out).join(format!("{name}.rs"))),
            (None, None) => {
                let wrong = self.wrong(&said.at, format!("nothing says where the module `{name}` is to be written"));
                Err(wrong.help("write `out = \"src/…\"` here, or in `[schemas]` for all"))
            }
        }
    }
}

/// Modules that would be written to one file.
fn clashes(modules: &[Module]) -> Vec<Diagnostic> {
    let mut taken: BTreeMap<&Path, &str> = BTreeMap::new();
    let mut wrong = Vec::new();
    for module in modules {
        if let Some(other) = taken.insert(&module.file, &module.schema) {
            let file = module.file.display();
            let message = format!("{other} and {} would both be written to {file}", module.schema);
            let help = "give one of them a section: `[generate.NAME]`, with `schema` and `out`";
            wrong.push(Diagnostic::error("config", message).help(help));
        }
    }
    wrong
}
