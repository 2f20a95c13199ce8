//! The suite's tests of the output formats: schemas that our output must hold, as this compiler and another one see it.

use std::path::Path;

use formwork::{Draft, Options, OutputFormat, Source, front::Resource};
use formwork_runtime::{Json, to_string};
use libtest_mimic::Failed;
use serde_json::Value;

use crate::exceptions::Findings;
use crate::suite::{self, DraftFolder, list, text};

/// A schema that outputs must hold, compiled twice.
pub struct Oracle {
    ours: formwork::Compiled,
    theirs: jsonschema::Validator,
}

impl Oracle {
    /// The schema, which may refer to the draft's own schema of outputs.
    pub fn new(draft: Draft, schema: &Json, of_outputs: &Json) -> Result<Self, String> {
        let uri = text(of_outputs, "$id");
        let options = Options {
            draft: Some(draft),
            resources: vec![Resource::text(uri, to_string(of_outputs))],
            ..Options::default()
        };
        let source = Source::from_text("wanted.json", to_string(schema));
        let ours = formwork::compile(&source, "", &options).map_err(|errors| errors.to_string())?;
        let registry = jsonschema::Registry::new().add(uri, value(of_outputs)).map_err(|error| error.to_string())?;
        let registry = registry.prepare().map_err(|error| error.to_string())?;
        let theirs = jsonschema::options().with_registry(&registry).build(&value(schema));
        Ok(Self { ours, theirs: theirs.map_err(|error| error.to_string())? })
    }

    /// The oracle of the strict schema of a format, which the suite's schema as a whole does not enforce: that one lets
    /// everything through as `flag`.
    pub fn strict(draft: Draft, format: OutputFormat, of_outputs: &Json) -> Result<Self, String> {
        let reference = format!("{}#/$defs/{format}", text(of_outputs, "$id"));
        let schema = [("$schema", draft.uri().into()), ("$ref", Json::from(reference))];
        let schema = schema.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self::new(draft, &Json::Object(schema), of_outputs)
    }

    /// What is wrong with an output.
    pub fn problem(&self, output: &Json) -> Option<String> {
        let text = to_string(output);
        if let Err(rejection) = self.ours.check(text.as_bytes()) {
            return Some(format!("ours: {rejection}\n  {text:.2000}"));
        }
        let theirs = self.theirs.validate(&value(output)).err()?.to_string();
        Some(format!("theirs: {theirs:.1000}\n  {text:.2000}"))
    }
}

/// The draft's own schema of outputs.
pub fn of_outputs(folder: &Path, draft: DraftFolder) -> Json {
    let files = suite::files(&folder.join("output-tests").join(draft.folder));
    files.into_iter().find(|(name, _)| name == "output-schema.json").unwrap().1
}

pub fn run(folder: &Path, draft: DraftFolder) -> Result<(), Failed> {
    let mut findings = Findings::default();
    let of_outputs = of_outputs(folder, draft);
    for (file, content) in suite::files(&folder.join("output-tests").join(draft.folder).join("content")) {
        for group in content.as_array().unwrap() {
            let compiled = suite::compile(folder, draft.draft, group.get("schema").unwrap(), false)?;
            for test in list(group, "tests") {
                for (format, wanted) in test.get("output").and_then(Json::as_object).unwrap().iter() {
                    let output = compiled.output(test.get("data").unwrap(), format.parse()?)?;
                    let oracle = Oracle::new(draft.draft, wanted, &of_outputs)?;
                    let (group, test) = (text(group, "description"), text(test, "description"));
                    let name = format!("formats / {} / {file} / {group} / {test} / {format}", draft.folder);
                    findings.note(&name, oracle.problem(&output));
                }
            }
        }
    }
    findings.finish(4)
}

fn value(json: &Json) -> Value {
    serde_json::from_str(&to_string(json)).unwrap()
}
