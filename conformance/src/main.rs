//! Runs the required tests of the official JSON Schema test suite through Formwork and its rivals, and prints two tables.
//!
//! The suite is looked for in `$JSON_SCHEMA_TEST_SUITE`, then beside the project. Arguments name drafts (`draft7`) and
//! contestants (`typify`); without any, all are run, and the tables are written where they are read: into the project's
//! README and into that of this crate.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a harness that cannot go on should say where"
)]

mod contestants;
mod crates;
mod process;
mod readme;
mod suite;
mod table;

use contestants::{formwork, jsonschema, macros, typify};
use suite::DRAFTS;
use table::Table;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments == [typify::CHILD] || arguments == [typify::CHILD_NAMED] {
        return typify::generate_from_stdin(arguments == [typify::CHILD_NAMED]);
    }
    let suite = suite::folder();
    let contestants: [(&str, contestants::Run); 4] = [
        ("formwork", formwork::run),
        ("jsonschema", jsonschema::run),
        ("macros", macros::run),
        ("typify", typify::run),
    ];
    // What is named, or all where none of its kind is.
    let is_asked = |name: &str, all: &[&str]| {
        arguments.iter().any(|argument| argument == name)
            || !arguments.iter().any(|asked| all.contains(&asked.as_str()))
    };
    let (drafts, names) = (DRAFTS.map(|draft| draft.folder), contestants.map(|(name, _)| name));
    let mut table = Table::default();
    for draft in DRAFTS.iter().filter(|draft| is_asked(draft.folder, &drafts)) {
        let groups = suite::read(&suite, draft);
        for (_, run) in contestants.iter().filter(|(name, _)| is_asked(name, &names)) {
            for (way, judged) in run(&suite, draft, &groups) {
                eprintln!("{}: {way}: {} right", draft.folder, judged.right(&groups));
                table.add(draft, &groups, way, &judged);
            }
        }
    }
    let wrong = crates::work_folder().join("wrong.txt");
    std::fs::write(&wrong, &table.wrong).unwrap();
    eprintln!("every wrong verdict: {}", wrong.display());
    println!("{}\n{}", table.passed(), table.faults());
    // What only a part of them was run for is no table of all.
    if arguments.is_empty() {
        readme::fill("../README.md", &table.passed());
        readme::fill("README.md", &table.faults());
    }
}
