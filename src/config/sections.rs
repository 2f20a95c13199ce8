//! The one table of the sections: how each is called, and what it takes.

use std::path::Path;

use super::{Config, Generate, Located};
use crate::Source;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::rules::lint_rule;
use crate::settings::table::{Written, unknown};
use crate::settings::value::{Data, Fault, Key, Spelling, Value};

/// A section: its name, and how what stands in it gets into the configuration.
struct Section {
    name: &'static str,
    take: fn(&mut Config, &[(Key, Value)], &mut Reader<'_>),
}

/// Every section that there is.
const SECTIONS: [Section; 6] = [
    Section { name: "schemas", take: schemas },
    Section { name: "options", take: options },
    Section { name: "generate", take: generate },
    Section { name: "lint", take: lint },
    Section { name: "check", take: check },
    Section { name: "breaking", take: breaking },
];

/// What is known while the file is read.
struct Reader<'f> {
    written: Written<'f>,
    faults: Vec<Fault>,
}

/// Reads the sections.
pub(super) fn read(table: &[(Key, Value)], source: &Source, folder: &Path) -> Result<Config, Diagnostics> {
    let (label, text) = (source.label.as_str(), source.text.as_str());
    let written = Written { spelling: Spelling::Kebab, folder, origin: (label, text) };
    let mut reader = Reader { written, faults: Vec::new() };
    let mut config = Config::default();
    for (key, value) in table {
        match (SECTIONS.iter().find(|section| section.name == key.name), value.table()) {
            (Some(section), Some(members)) => (section.take)(&mut config, members, &mut reader),
            (Some(_), None) => reader.fault(&value.at, format!("`{0}` is a section: write `[{0}]`", key.name)),
            (None, _) => {
                let names: Vec<&str> = SECTIONS.iter().map(|section| section.name).collect();
                reader.faults.push(unknown("section", key, &names));
            }
        }
    }
    reader.faults.sort_by_key(|fault| fault.at.start);
    let wrong: Vec<Diagnostic> = reader.faults.into_iter().map(|fault| fault.in_file("config", label, text)).collect();
    if wrong.is_empty() { Ok(config) } else { Err(Diagnostics(wrong)) }
}

fn schemas(config: &mut Config, members: &[(Key, Value)], reader: &mut Reader<'_>) {
    for (key, value) in members {
        match key.name.as_str() {
            "include" => config.schemas.include = reader.patterns(key, value),
            "exclude" => config.schemas.exclude = reader.patterns(key, value),
            "out" => config.schemas.out = reader.path(key, value),
            _ => reader.faults.push(unknown("key", key, &["include", "exclude", "out"])),
        }
    }
}

fn lint(config: &mut Config, members: &[(Key, Value)], reader: &mut Reader<'_>) {
    for (key, value) in members {
        match key.name.as_str() {
            "select" => config.lint.select = reader.rules(key, value),
            "ignore" => config.lint.ignore = reader.rules(key, value),
            _ => reader.faults.push(unknown("key", key, &["select", "ignore"])),
        }
    }
}

/// The steps that may be left out.
const STEPS: [&str; 5] = ["lint", "fmt", "generate", "test", "breaking"];

fn check(config: &mut Config, members: &[(Key, Value)], reader: &mut Reader<'_>) {
    for (key, value) in members {
        match (key.name.as_str(), &value.data) {
            ("skip", Data::List(items)) => {
                for item in items {
                    match item.text() {
                        Some(step) if STEPS.contains(&step) => config.check.skip.push(step.to_owned()),
                        _ => reader.fault(&item.at, format!("the steps are {}", STEPS.join(", "))),
                    }
                }
            }
            ("skip", _) => reader.fault(&value.at, "`skip` is a list of steps"),
            _ => reader.faults.push(unknown("key", key, &["skip"])),
        }
    }
}

fn breaking(config: &mut Config, members: &[(Key, Value)], reader: &mut Reader<'_>) {
    const MODES: [&str; 4] = ["backward", "forward", "full", "source"];
    for (key, value) in members {
        match (key.name.as_str(), value.text()) {
            ("against", Some(revision)) if revision.starts_with("git:") => {
                config.breaking.against = Some(revision.to_owned());
            }
            ("against", Some(path)) => config.breaking.against = Some(reader.beside(path)),
            ("mode", Some(modes)) if modes.split(',').all(|mode| MODES.contains(&mode)) => {
                config.breaking.mode = Some(modes.to_owned());
            }
            ("mode", Some(_)) => reader.fault(&value.at, format!("the modes are {}", MODES.join(", "))),
            ("against" | "mode", None) => reader.fault(&value.at, format!("`{}` is a string", key.name)),
            _ => reader.faults.push(unknown("key", key, &["against", "mode"])),
        }
    }
}

fn options(config: &mut Config, members: &[(Key, Value)], reader: &mut Reader<'_>) {
    for (key, value) in members {
        let faults = match key.name.as_str() {
            "module" | "root" => Some(vec![Fault::new(&key.at, format!("`{}` is for one schema", key.name))]),
            _ => config.options.take(key, value, reader.written, &[]),
        };
        reader.faults.extend(faults.into_iter().flatten());
    }
}

fn generate(config: &mut Config, members: &[(Key, Value)], reader: &mut Reader<'_>) {
    for (name, value) in members {
        let Some(members) = value.table() else {
            let help =
                format!("write [generate.{}], and options below it; those of all schemas go to [options]", name.name);
            reader.faults.push(Fault::new(&value.at, format!("`{}` is a module", name.name)).help(Some(help)));
            continue;
        };
        let mut module = Generate { at: name.at.clone(), ..Generate::default() };
        if syn::parse_str::<syn::Ident>(&name.name).is_err() {
            reader.fault(&name.at, format!("no module can be called {:?}: it is no identifier", name.name));
        }
        for (key, value) in members {
            match key.name.as_str() {
                "schema" => module.schema = reader.path(key, value),
                "out" => module.out = reader.path(key, value),
                "module" => reader.fault(&key.at, "the module is called as its section is"),
                _ => {
                    let faults = module.settings.take(key, value, reader.written, &["schema", "out"]);
                    reader.faults.extend(faults.into_iter().flatten());
                }
            }
        }
        config.generate.push((name.name.clone(), module));
    }
}

impl Reader<'_> {
    fn fault(&mut self, at: &std::ops::Range<usize>, message: impl Into<String>) {
        self.faults.push(Fault::new(at, message));
    }

    /// A path, which is relative to the file.
    fn path(&mut self, key: &Key, value: &Value) -> Option<String> {
        match value.text() {
            Some(text) => Some(self.beside(text)),
            None => {
                self.fault(&value.at, format!("`{}` is a string", key.name));
                None
            }
        }
    }

    fn patterns(&mut self, key: &Key, value: &Value) -> Vec<Located> {
        let mut patterns = Vec::new();
        let items = if let Data::List(items) = &value.data { items.as_slice() } else { &[] };
        if !matches!(value.data, Data::List(_)) {
            self.fault(&value.at, format!("`{}` is a list of patterns", key.name));
        }
        for item in items {
            match item.text().map(|text| (text, glob::Pattern::new(text))) {
                Some((text, Ok(_))) => patterns.push(Located { text: self.beside(text), at: item.at.clone() }),
                Some((text, Err(error))) => self.fault(&item.at, format!("{text:?} is no pattern of files: {error}")),
                None => self.fault(&item.at, format!("`{}` is a list of patterns", key.name)),
            }
        }
        patterns
    }

    /// The ids of rules.
    fn rules(&mut self, key: &Key, value: &Value) -> Vec<String> {
        let Data::List(items) = &value.data else {
            self.fault(&value.at, format!("`{}` is a list of rules", key.name));
            return Vec::new();
        };
        let mut rules = Vec::new();
        for item in items {
            match item.text().map(|text| (text, lint_rule(text))) {
                Some((text, Ok(()))) => rules.push(text.to_owned()),
                Some((_, Err(why))) => self.fault(&item.at, why),
                None => self.fault(&item.at, format!("`{}` is a list of rules", key.name)),
            }
        }
        rules
    }

    fn beside(&self, path: &str) -> String {
        self.written.folder.join(path).to_string_lossy().replace('\\', "/")
    }
}
