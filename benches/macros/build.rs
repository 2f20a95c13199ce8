//! Writes the invocation of the macro for each schema, and a table of them.

use std::{error::Error, fmt::Write as _, fs, path::PathBuf};

use formwork_bench_catalogue::{DATA, schemas};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={DATA}");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let (mut modules, mut table) = (String::new(), String::new());
    for (number, schema) in schemas(&out)?.iter().enumerate() {
        if !schema.path.starts_with(&out) {
            println!("cargo::rerun-if-changed={}", schema.path.display());
        }
        let explains = schema.explains;
        let (path, formats) = (schema.path.to_string_lossy(), schema.asserts_format);
        let methods = format!("methods = {{ is_valid = true, validate = {explains}, iter_errors = {explains} }}");
        writeln!(modules, "#[allow(warnings, clippy::all, clippy::pedantic)] mod schema{number} {{")?;
        writeln!(modules, "#[jsonschema::validator(path = {path:?}, validate_formats = {formats}, {methods})]")?;
        writeln!(modules, "pub struct Root; }}")?;
        let (mut first, mut all) = ("None".to_owned(), "None".to_owned());
        if explains {
            first = format!("Some(|value| schema{number}::Root::validate(value).map_err(keep).is_ok())");
            all = format!("Some(|value| count(schema{number}::Root::iter_errors(value)))");
        }
        let is_valid = format!("schema{number}::Root::is_valid");
        let name = &schema.name;
        writeln!(table, "Validator {{ name: {name:?}, is_valid: {is_valid}, first: {first}, all: {all} }},")?;
    }
    fs::write(out.join("schemas.rs"), format!("{modules}\nconst VALIDATORS: &[Validator] = &[{table}];\n"))?;
    Ok(())
}
