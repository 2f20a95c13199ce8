//! Generates, for each dataset, Formwork's module and the invocation of the `jsonschema` macros.

use std::{
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use formwork::{Options, Source, compile};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=JSON_SCHEMA_BENCH_DATA");
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/bench-data");
    let folder = std::env::var_os("JSON_SCHEMA_BENCH_DATA").map_or(beside, PathBuf::from);
    println!("cargo::rerun-if-changed={}", folder.display());
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let mut folders: Vec<PathBuf> = match fs::read_dir(&folder) {
        Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect(),
        Err(_) => Vec::new(),
    };
    folders.sort();
    let (mut modules, mut table) = (String::new(), String::new());
    for (number, folder) in folders.iter().enumerate() {
        let name = folder.file_name().ok_or("a dataset has a name")?.to_string_lossy().into_owned();
        let schema = folder.join("schema.json");
        println!("cargo::rerun-if-changed={}", schema.display());
        let compiled = compile(&Source::read(&schema).map_err(|error| error.to_string())?, "", &Options::default())?;
        let module = out.join(format!("dataset{number}.rs"));
        fs::write(&module, compiled.rust()?)?;
        let [folder, schema, module] = [folder, &schema, &module].map(|path| path.to_string_lossy().into_owned());
        writeln!(
            modules,
            "#[allow(warnings, clippy::all, clippy::pedantic)] #[path = {module:?}] mod dataset{number};"
        )?;
        let macros = if std::env::var_os("CARGO_FEATURE_MACROS").is_some() {
            let methods = "methods = { is_valid = true, validate = false, iter_errors = false }";
            writeln!(modules, "#[allow(warnings, clippy::all, clippy::pedantic)] mod macros{number} {{")?;
            writeln!(modules, "#[jsonschema::validator(path = {schema:?}, validate_formats = false, {methods})]")?;
            writeln!(modules, "pub struct Root; }}")?;
            format!("macros{number}::Root::is_valid")
        } else {
            "|_| true".to_owned()
        };
        let root = format!("dataset{number}::{}", compiled.root_type());
        writeln!(table, "Dataset {{ name: {name:?}, folder: {folder:?}, macros: {macros},")?;
        writeln!(table, "check: check::<{root}>, check_value: check_value::<{root}>,")?;
        writeln!(table, "decode: decode::<{root}>, encode: encode::<{root}> }},")?;
    }
    fs::write(out.join("datasets.rs"), format!("{modules}\nconst DATASETS: &[Dataset] = &[{table}];\n"))?;
    Ok(())
}
