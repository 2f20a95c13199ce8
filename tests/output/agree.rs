//! On every test of the suite: the output's verdict is that of the plan, and every format is what the specification's own
//! schema of outputs allows.

use std::path::Path;

use formwork::OutputFormat;
use formwork::output::Unit;
use formwork_runtime::{Json, to_string};
use libtest_mimic::Failed;

use crate::exceptions::Findings;
use crate::formats::{Oracle, of_outputs};
use crate::suite::{self, DRAFTS, DraftFolder, list, text};

pub fn run(folder: &Path, draft: DraftFolder) -> Result<(), Failed> {
    let mut findings = Findings::default();
    let newest = DRAFTS[4];
    // The older drafts have no schema of outputs.
    let described = if draft.release >= 2019 { draft } else { newest };
    let of_outputs = of_outputs(folder, described);
    let oracles = OutputFormat::ALL.map(|format| Oracle::strict(described.draft, format, &of_outputs));
    for (file, content) in suite::files(&folder.join("tests").join(draft.folder)) {
        for group in content.as_array().unwrap() {
            let name = format!("agree / {} / {file} / {}", draft.folder, text(group, "description"));
            let asserts = file.contains("format/");
            let compiled = match suite::compile(folder, draft.draft, group.get("schema").unwrap(), asserts) {
                Ok(compiled) => compiled,
                Err(errors) => {
                    findings.note(&name, Some(errors));
                    continue;
                }
            };
            for test in list(group, "tests") {
                let name = format!("{name} / {}", text(test, "description"));
                let data = test.get("data").unwrap();
                let accepted = compiled.accepts(to_string(data).as_bytes());
                let unit = compiled.evaluate(data)?;
                // The format `flag` asks the plan, and is asked of the units too.
                let flags = [unit.to_output(OutputFormat::Flag), compiled.output(data, OutputFormat::Flag)?];
                let problem = flags.iter().any(|flag| flag.get("valid").and_then(Json::as_bool) != Some(accepted));
                let problem = problem
                    .then(|| format!("accepted: {accepted}, but {}", to_string(&unit.to_output(OutputFormat::Basic))));
                findings.note(&name, problem.or_else(|| inconsistency(&unit)));
                for (format, oracle) in OutputFormat::ALL.into_iter().zip(&oracles) {
                    let output = unit.to_output(format);
                    let wrong = output.get("valid").and_then(Json::as_bool) != Some(accepted);
                    let problem = wrong.then(|| "the verdict is another one".to_owned());
                    let problem =
                        problem.or_else(|| oracle.as_ref().map_or_else(|e| Some(e.clone()), |o| o.problem(&output)));
                    findings.note(&format!("{name} / {format}"), problem);
                }
            }
        }
    }
    findings.finish(1000)
}

/// What contradicts itself in a tree of units.
fn inconsistency(unit: &Unit) -> Option<String> {
    let here = &unit.keyword_location;
    if !unit.valid && unit.error.is_none() && unit.units.iter().all(|unit| unit.valid) {
        return Some(format!("{here}: invalid for no reason"));
    }
    if unit.valid && unit.error.is_some() {
        return Some(format!("{here}: valid with an error"));
    }
    if !unit.valid && unit.keyword.is_none() && unit.annotations().next().is_some() {
        return Some(format!("{here}: an annotation of a schema that rejects the value"));
    }
    let is_schema = unit.keyword.is_none();
    if unit.units.iter().any(|below| below.keyword.is_none() == is_schema) {
        return Some(format!("{here}: schemas hold keywords, and keywords schemas"));
    }
    unit.units.iter().find_map(inconsistency)
}
