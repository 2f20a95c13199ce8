//! The schemas and documents that the benches measure: real ones, and the vendors' sessions.
//!
//! It depends on nothing and seldom changes: what it is used for takes minutes to compile again.

mod real;
mod vendors;

use std::{
    io,
    path::{Path, PathBuf},
};

/// The environment variable that says where the real schemas are, if not beside the project.
pub const DATA: &str = "JSON_SCHEMA_BENCH_DATA";

/// The environment variable that names the schemas to generate Formwork's code for, with commas; all if it is not set.
pub const CHOSEN: &str = "FORMWORK_BENCH_SCHEMAS";

/// What is compiled, by us and by the rivals.
#[derive(Clone, Debug)]
pub struct Schema {
    /// What datasets call it.
    pub name: String,
    /// Its file.
    pub path: PathBuf,
    /// Whether it wants `format` to be checked.
    pub asserts_format: bool,
    /// Whether somebody asks what is wrong with a document, and not only if something is.
    pub explains: bool,
}

/// Documents of one schema.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// What tables call it.
    pub name: String,
    /// Its schema's name.
    pub schema: String,
    /// A file with a document a line.
    pub documents: PathBuf,
    /// Whether the schema accepts the documents: all of them, or none.
    pub is_valid: bool,
    /// Which table it is a part of.
    pub group: Group,
}

/// Where documents come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// A public collection.
    Real,
    /// The five vendors' examples.
    Vendor,
}

/// All schemas. What is no file yet is written into `scratch`.
///
/// # Errors
/// A file cannot be read or written.
pub fn schemas(scratch: &Path) -> io::Result<Vec<Schema>> {
    let mut all = real::schemas()?;
    all.extend(vendors::schemas(scratch)?);
    Ok(all)
}

/// All datasets. What is no file yet is written into `scratch`.
///
/// # Errors
/// A file cannot be read or written.
pub fn datasets(scratch: &Path) -> io::Result<Vec<Dataset>> {
    let mut all = real::datasets()?;
    all.extend(vendors::datasets(scratch)?);
    Ok(all)
}
