//! From a schema to the text of its module: the one way that the command line, build scripts and the macro go.

pub(crate) mod target;

use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::{Settings, Source, compile_noting};

/// What became of a schema.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Every file that decided what became of it, in the order of reading: also those that were looked for in vain.
    pub files: Vec<PathBuf>,
    /// The module, or all that is wrong with the schema or with what was said about it.
    pub module: Result<Module, Diagnostics>,
}

/// A module that was made from a schema.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its text: formatted Rust with a header.
    pub text: String,
    /// What is legal in the schema but probably not meant.
    pub warnings: Diagnostics,
    /// The recursion limit that crates need which use the module, if that is more than what the Rust compiler has by
    /// itself; see [`Compiled::recursion_limit`](crate::Compiled::recursion_limit).
    pub recursion_limit: Option<usize>,
}

/// Makes a module from the schema in a file, as the settings say; where they say nothing, as the options file beside it
/// does, and then as `common` does, which is for other schemas too. `schema` is the path from `folder`, perhaps with the place of a schema inside the file:
/// `schemas/session.json#/$defs/User`. Messages call the file by that path.
pub fn from_file(folder: &Path, schema: &str, settings: &Settings, common: &Settings) -> Generated {
    let (label, fragment) = split(folder, schema);
    let path = folder.join(label);
    let mut files = Vec::new();
    let source = Source::read_as(&path, label.replace('\\', "/")).map_err(|error| {
        files.push(path.clone());
        error.into()
    });
    let beside = Settings::beside_noting(&path, label, &mut files);
    let module = match (source, beside) {
        (Ok(source), Ok(beside)) => {
            module(&source, fragment, &settings.clone().or(beside).or(common.clone()), &mut files)
        }
        (source, beside) => {
            let wrong = [source.err(), beside.err()].into_iter().flatten();
            Err(Diagnostics(wrong.flat_map(|wrong: Diagnostics| wrong.0).collect()))
        }
    };
    Generated { files, module }
}

/// Makes a module from a schema as the settings say.
pub fn from_source(source: &Source, settings: &Settings) -> Generated {
    let mut files = Vec::new();
    let module = module(source, "", settings, &mut files);
    Generated { files, module }
}

fn module(
    source: &Source,
    fragment: &str,
    settings: &Settings,
    files: &mut Vec<PathBuf>,
) -> Result<Module, Diagnostics> {
    let compiled = compile_noting(source, fragment, &settings.options(), files)?;
    let text = compiled.rust_with(settings)?;
    Ok(Module { text, recursion_limit: compiled.recursion_limit(), warnings: compiled.warnings })
}

/// What the module of a schema is called: as the settings say, or the options file beside the schema, or after the file.
///
/// # Errors
/// That name is no identifier. What else is wrong with the options file is told when the module is made.
pub(crate) fn module_name(folder: &Path, schema: &str, settings: &Settings) -> Result<String, Diagnostics> {
    let (label, _) = split(folder, schema);
    let beside = Settings::beside_noting(&folder.join(label), label, &mut Vec::new()).unwrap_or_default();
    let settings = settings.clone().or(beside);
    let Some(name) = &settings.module else { return Ok(target::module(schema)) };
    if syn::parse_str::<syn::Ident>(name).is_ok() {
        return Ok(name.clone());
    }
    let wrong = Diagnostic::error("options", format!("no module can be called {name:?}: it is no identifier"));
    Err(match settings.place("module", "") {
        Some(place) => wrong.at(place.clone()),
        None => wrong,
    }
    .into())
}

/// The file and the fragment; a file whose name holds a `#` is meant as it is.
pub(crate) fn split<'s>(folder: &Path, schema: &'s str) -> (&'s str, &'s str) {
    if folder.join(schema).exists() { (schema, "") } else { schema.split_once('#').unwrap_or((schema, "")) }
}
