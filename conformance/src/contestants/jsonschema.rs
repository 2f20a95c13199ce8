//! The `jsonschema` crate, its validator built at run time.

use std::{
    collections::BTreeMap,
    error::Error,
    path::{Path, PathBuf},
};

use jsonschema::{Retrieve, Uri, Validator};
use serde_json::Value;

use crate::{
    crates::version_of,
    suite::{self, Draft, Group},
    table::Judged,
};

pub(crate) fn run(suite: &Path, draft: &Draft, groups: &[Group]) -> Vec<(String, Judged)> {
    let remotes: BTreeMap<String, PathBuf> = suite::remotes(suite, draft).into_iter().collect();
    let mut judged = Judged::default();
    for (index, group) in groups.iter().enumerate() {
        let schema = serde_json::from_str(&group.schema).unwrap();
        let built = || {
            let options = jsonschema::options().with_draft(draft.jsonschema).should_validate_formats(false);
            options.with_retriever(Remotes(remotes.clone())).build(&schema).ok()
        };
        let validator: Option<Validator> = std::panic::catch_unwind(built).ok().flatten();
        let verdict = |text: &str| {
            let instance: Value = serde_json::from_str(text).unwrap();
            validator.as_ref().map(|validator| validator.is_valid(&instance))
        };
        judged.verdicts.push(group.tests.iter().map(|test| verdict(&test.text)).collect());
        if validator.is_none() {
            judged.missing.push((index, "fail to build"));
        }
    }
    vec![(format!("jsonschema {}", version_of("jsonschema")), judged)]
}

/// The suite's remote documents.
struct Remotes(BTreeMap<String, PathBuf>);

impl Retrieve for Remotes {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn Error + Send + Sync>> {
        let path = self.0.get(uri.as_str()).ok_or_else(|| format!("{uri} is not in the suite"))?;
        Ok(serde_json::from_str(&std::fs::read_to_string(path)?)?)
    }
}
