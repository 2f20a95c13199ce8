//! The suite's tests of annotations: which values a keyword has for a place in the instance, by the place of the schema.

use std::collections::BTreeMap;
use std::path::Path;

use formwork::output::Unit;
use formwork_runtime::{Json, to_string};
use libtest_mimic::Failed;

use crate::exceptions::Findings;
use crate::suite::{self, DraftFolder, list, text};

pub fn run(folder: &Path, draft: DraftFolder) -> Result<(), Failed> {
    let mut findings = Findings::default();
    for (file, content) in suite::files(&folder.join("annotations/tests")) {
        for group in list(&content, "suite") {
            if !is_for(text(group, "compatibility"), draft.release) {
                continue;
            }
            let group_name = format!("annotations / {} / {file} / {}", draft.folder, text(group, "description"));
            let compiled = match suite::compile(folder, draft.draft, group.get("schema").unwrap(), false) {
                Ok(compiled) => compiled,
                Err(errors) => {
                    findings.note(&group_name, Some(errors));
                    continue;
                }
            };
            for test in list(group, "tests") {
                let instance = test.get("instance").unwrap();
                let unit = compiled.evaluate(instance).unwrap();
                for assertion in list(test, "assertions") {
                    let found = annotations(&unit, text(assertion, "location"), text(assertion, "keyword"));
                    let wanted = assertion.get("expected").unwrap();
                    let name = format!("{group_name} / {} / {}", to_string(instance), text(assertion, "location"));
                    let problem = (found != *wanted)
                        .then(|| format!("wanted {}, found {}", to_string(wanted), to_string(&found)));
                    findings.note(&name, problem);
                }
            }
        }
    }
    findings.finish(10)
}

/// The annotations of a keyword for a place, by the place of the schema that has the keyword.
fn annotations(unit: &Unit, location: &str, keyword: &str) -> Json {
    let here = unit.annotations().filter(|unit| unit.instance_location == location);
    let named = here.filter(|unit| unit.keyword.as_deref() == Some(keyword));
    let found: BTreeMap<String, Json> = named
        .map(|unit| {
            let schema = unit.site.pointer.strip_suffix(&format!("/{keyword}")).unwrap();
            (format!("#{}", schema.replace('^', "%5E")), unit.annotation.clone().unwrap())
        })
        .collect();
    Json::Object(found.into_iter().collect())
}

/// Whether a draft is among those that a group is for: `6` stands for it and all later ones, `=6` for it alone, `<=6`
/// for it and all earlier ones; of several, divided by commas, all must hold.
fn is_for(compatibility: &str, release: u32) -> bool {
    compatibility.split(',').filter(|part| !part.is_empty()).all(|part| {
        let number = |text: &str| text.parse::<u32>().unwrap_or_else(|_| panic!("unknown compatibility {part:?}"));
        match (part.strip_prefix("<="), part.strip_prefix('=')) {
            (Some(last), _) => release <= number(last),
            (_, Some(only)) => release == number(only),
            _ => release >= number(part),
        }
    })
}
