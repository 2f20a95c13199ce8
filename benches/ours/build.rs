//! Generates Formwork's module for each schema, and a table of them.

use std::{error::Error, fmt::Write as _, fs, path::PathBuf};

use formwork::{Settings, Source, compile};
use formwork_bench_catalogue::{CHOSEN, DATA, schemas};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={DATA}");
    println!("cargo::rerun-if-env-changed={CHOSEN}");
    let chosen = std::env::var(CHOSEN).ok();
    let is_chosen = |name: &str| chosen.as_deref().is_none_or(|names| names.split(',').any(|one| one == name));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let (mut modules, mut table) = (String::new(), String::new());
    for (number, schema) in schemas(&out)?.iter().filter(|schema| is_chosen(&schema.name)).enumerate() {
        if !schema.path.starts_with(&out) {
            println!("cargo::rerun-if-changed={}", schema.path.display());
        }
        let settings = Settings::beside(&schema.path.to_string_lossy())?;
        let source = Source::read(&schema.path).map_err(|error| error.to_string())?;
        let compiled = compile(&source, "", &settings.options())?;
        let module = out.join(format!("schema{number}.rs"));
        fs::write(&module, compiled.rust()?)?;
        writeln!(
            modules,
            "#[allow(warnings, clippy::all, clippy::pedantic)] #[path = {:?}] mod schema{number};",
            module.to_string_lossy()
        )?;
        let root = format!("schema{number}::{}", compiled.root_type());
        writeln!(table, "({:?}, measures::of::<{root}>),", schema.name)?;
    }
    fs::write(out.join("schemas.rs"), format!("{modules}\nconst SCHEMAS: &[(&str, Measures)] = &[{table}];\n"))?;
    Ok(())
}
