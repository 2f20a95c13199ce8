//! What generated code costs a build, beside the `jsonschema` macros: `cargo run --release -p formwork-bench-build-cost`.
//!
//! Makes a crate for each schema and each way, compiles it with its dependencies there, and writes a table into
//! `docs/benchmarks`. `-- NAME…` takes these schemas only and writes nothing; `-- --all` takes all of them, which is long;
//! `-- --cold` builds a crate with everything that it depends on, each way from nothing.

mod cold;
mod crates;
mod measure;

use std::{error::Error, fmt::Write as _, fs, path::Path};

use crates::{Crate, Kind};
use formwork_bench_catalogue::{Schema, schemas};
use formwork_bench_report::{Conditions, Table, locked};
use measure::{Cost, Workspace};

/// Those that are measured if none is named: small and middling ones, with patterns and without.
const USUAL: [&str; 5] = ["pulumi", "jshintrc", "cql2", "supabase", "fabric-mod"];

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let program = std::env::current_exe()?;
    let target = program.ancestors().nth(2).ok_or("a program lies in a folder of the target folder")?;
    // It stays: dependencies are compiled once.
    let scratch = target.join("build-cost");
    fs::create_dir_all(&scratch)?;
    if words == ["--cold"] {
        let page = cold::page(&scratch)?;
        print!("{page}");
        return write("cold-build.md", &page);
    }
    run(&words, &scratch)
}

fn write(name: &str, page: &str) -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/benchmarks");
    fs::create_dir_all(&folder)?;
    Ok(fs::write(folder.join(name), page)?)
}

fn run(words: &[String], scratch: &Path) -> Result<(), Box<dyn Error>> {
    let takes = |name: &str| match words {
        [] => USUAL.contains(&name),
        [all] if all == "--all" => true,
        names => names.iter().any(|one| one == name),
    };
    let chosen: Vec<Schema> = schemas(scratch)?.into_iter().filter(|schema| takes(&schema.name)).collect();
    let conditions = Conditions::now();
    let folder = scratch.join("crates");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let crates = crates::write(&chosen, &folder)?;
    let workspace = Workspace::new(scratch)?;
    let mut costs = Vec::new();
    for one in &crates {
        eprintln!("{}", one.name);
        costs.push(workspace.cost(one)?);
    }
    let page = page(&conditions, &crates, &costs);
    print!("{page}");
    if words.is_empty() || words == ["--all"] {
        write("build-cost.md", &page)?;
    }
    Ok(())
}

fn page(conditions: &Conditions, crates: &[Crate], costs: &[Cost]) -> String {
    let mut page = "# What generated code costs a build\n\n".to_owned();
    let _ = write!(
        page,
        "Written by `cargo run --release -p formwork-bench-build-cost`.\n\n{conditions}- jsonschema-macros {}\n\
         - Processor seconds of cargo and rustc for the crate alone, its dependencies compiled before; no incremental \
         compilation; the crate of `no schema` says what cargo and an empty crate take\n- `.text`: machine code of a program \
         that uses it over one that uses nothing, with the libraries that it links for the first time\n\n",
        locked("jsonschema-macros")
    );
    let empty = crates.iter().zip(costs).find(|(one, _)| one.kind == Kind::Nothing).map_or(0, |(_, cost)| cost.text);
    let mut table =
        Table::new(&["schema", "what", "lines of Rust", "`cargo check`, s", "`--release`, s", "`.text`, KiB"]);
    for (one, cost) in crates.iter().zip(costs) {
        table.row(&[
            one.schema.clone(),
            one.kind.words().to_owned(),
            one.lines.map_or_else(|| "–".to_owned(), |lines| lines.to_string()),
            format!("{:.2}", cost.check),
            format!("{:.2}", cost.release),
            (cost.text.saturating_sub(empty) / 1024).to_string(),
        ]);
    }
    page + table.markdown()
}
