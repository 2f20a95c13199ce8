//! Which schema becomes which file, and the making of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::{Build, OnError, Result, Wanted, cargo::Line};
use crate::Settings;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::generate::{self, Generated, target};

/// What a run has done, and what Cargo is to be told.
pub(super) struct Done {
    pub(super) lines: Vec<Line>,
    pub(super) result: Result,
}

/// One schema and its module.
struct Job {
    schema: String,
    module: String,
    settings: Settings,
}

impl Build {
    /// Makes the modules in a folder.
    pub(super) fn run(&self, out: Option<PathBuf>) -> Done {
        let mut done = Done { lines: Vec::new(), result: Result::default() };
        let Some(out) = out.map(|out| self.folder.join(out)) else {
            let help = "run this as a build script, or name a folder by `out`";
            done.fail(Diagnostic::error("output", "there is no OUT_DIR to write to").help(help));
            return done;
        };
        let jobs = self.jobs(&mut done);
        let mut taken: BTreeMap<&str, &str> = BTreeMap::new();
        for job in &jobs {
            if let Some(other) = taken.insert(&job.module, &job.schema) {
                let (schema, module) = (&job.schema, &job.module);
                done.fail(if other == schema {
                    let message = format!("{schema} would become the module `{module}` twice");
                    Diagnostic::error("output", message).help("leave one out, or give it another name by `module`")
                } else {
                    let message = format!("{other} and {schema} would both become the module `{module}`");
                    Diagnostic::error("output", message).help("name one of them by `module`")
                });
            }
        }
        if !done.result.is_ok() {
            return done;
        }
        for job in &jobs {
            self.make(job, &out, &mut done);
        }
        done
    }

    /// Every schema that is wanted, with the name of its module.
    fn jobs(&self, done: &mut Done) -> Vec<Job> {
        if self.wanted.is_empty() {
            let help = "name one by `schema`, or several by `schemas`";
            done.fail(Diagnostic::error("output", "there is no schema to make a module from").help(help));
        }
        let mut jobs = Vec::new();
        for wanted in &self.wanted {
            let settings = &wanted.settings;
            let schemas = if wanted.is_pattern { self.matching(wanted, done) } else { vec![wanted.schema.clone()] };
            // What is named by itself has options of its own, and no others.
            let named = |schema: &String| self.wanted.iter().any(|other| !other.is_pattern && other.schema == *schema);
            let schemas = schemas.into_iter().filter(|schema| !wanted.is_pattern || !named(schema));
            for schema in schemas {
                match generate::module_name(&self.folder, &schema, settings) {
                    Ok(module) => jobs.push(Job { schema, module, settings: settings.clone() }),
                    Err(wrong) => done.result.extend(wrong),
                }
            }
        }
        jobs
    }

    /// The files that a pattern matches, in the order of their names.
    fn matching(&self, wanted: &Wanted, done: &mut Done) -> Vec<String> {
        let pattern = &wanted.schema;
        // What stands before the first sign with a meaning of its own is a folder, in which files may be new.
        let plain = pattern.find(['*', '?', '[']).map_or(pattern.as_str(), |at| &pattern[..at]);
        let folder = plain.rsplit_once('/').map_or(".", |(folder, _)| folder);
        done.lines.push(Line::Watch(self.folder.join(folder)));
        let found = self.folder.join(pattern);
        let paths = match glob::glob(&found.to_string_lossy()) {
            Ok(paths) => paths.filter_map(std::result::Result::ok),
            Err(error) => {
                done.fail(Diagnostic::error("output", format!("{pattern:?} is no pattern of files: {error}")));
                return Vec::new();
            }
        };
        let label = |path: PathBuf| path.strip_prefix(&self.folder).map_or(path.clone(), Path::to_path_buf);
        let schemas = paths.filter(|path| path.is_file()).map(|path| label(path).to_string_lossy().replace('\\', "/"));
        let schemas: Vec<String> = schemas.filter(|path| !path.ends_with(".options.json")).collect();
        if schemas.is_empty() {
            done.fail(Diagnostic::error("output", format!("no file matches {pattern:?}")));
        }
        schemas
    }

    fn make(&self, job: &Job, out: &Path, done: &mut Done) {
        let Generated { files, module } = generate::from_file(&self.folder, &job.schema, &job.settings, &self.common);
        // Cargo reads paths from the package on, which can then be moved without a new build.
        let package = std::env::current_dir().unwrap_or_default();
        let inside = |file: PathBuf| file.strip_prefix(&package).map_or(file.clone(), Path::to_path_buf);
        done.lines.extend(files.into_iter().map(inside).map(Line::Watch));
        let file = out.join(format!("{}.rs", job.module));
        let text = match module {
            Ok(module) => {
                if !self.quiet {
                    done.lines.extend(module.warnings.iter().map(|warning| Line::Warning(one_line(warning))));
                }
                if let Some(limit) = module.recursion_limit.filter(|limit| *limit > self.recursion_limit) {
                    done.lines.push(Line::Warning(deep(&job.module, limit)));
                }
                module.text
            }
            Err(errors) if self.on_error == OnError::Defer && !self.check => compile_errors(&errors),
            Err(errors) => {
                done.result.extend(errors);
                return;
            }
        };
        if self.check {
            done.lines.push(Line::Watch(file.clone()));
            match fs::read(&file) {
                Ok(old) if old == text.as_bytes() => {}
                Ok(_) => done.fail(stale(&file, &job.schema, "is not what its schema becomes")),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    done.fail(stale(&file, &job.schema, "is not there"));
                }
                Err(error) => done.fail(cannot("be read", &file, &error)),
            }
        } else if let Err(error) = target::write(&file, &text) {
            done.fail(cannot("be written", &file, &error));
        }
    }
}

impl Done {
    fn fail(&mut self, diagnostic: Diagnostic) {
        self.result.extend(diagnostic.into());
    }
}

fn stale(file: &Path, schema: &str, what: &str) -> Diagnostic {
    let message = format!("{} {what}, {schema}", file.display());
    Diagnostic::error("stale", message).help("build without `check`, and commit what is written")
}

fn cannot(what: &str, file: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("output", format!("{} cannot {what}: {error}", file.display()))
}

fn deep(module: &str, limit: usize) -> String {
    format!(
        "the types of `{module}` lead deep into each other: `#![recursion_limit = \"{limit}\"]` has to stand at the root of \
         this crate, and of those that read or check them; `.recursion_limit({limit})` in the build script says that it does"
    )
}

/// A finding as one line: the place first, so that editors and CI find it.
pub(super) fn one_line(diagnostic: &Diagnostic) -> String {
    let place = diagnostic.place.as_ref().map(|at| format!("{}:{}:{}: ", at.file, at.line, at.column));
    let help = diagnostic.help.as_ref().map(|help| format!(" (help: {help})"));
    let text = format!("{}{}{}", place.unwrap_or_default(), diagnostic.message, help.unwrap_or_default());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A module that says what is wrong where it is compiled.
fn compile_errors(errors: &Diagnostics) -> String {
    let errors = errors.iter().map(|error| format!("compile_error!({:?});\n", error.without_title()));
    errors.collect::<Vec<_>>().concat()
}
