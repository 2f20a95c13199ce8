//! The `jsonschema` crate, its validator built by its macro.

use std::{fmt::Write as _, path::Path};

use crate::{
    crates::{Generated, Module, version_of},
    suite::{self, Draft, Group, REMOTES},
    table::Judged,
};

const SHARED: &str = "
pub fn judge(text: &str, is_valid: impl Fn(&serde_json::Value) -> bool) -> Vec<bool> {
    vec![is_valid(&serde_json::from_str(text).unwrap())]
}
";

pub(crate) fn run(suite: &Path, draft: &Draft, groups: &[Group]) -> Vec<(String, Judged)> {
    let mut resources = String::new();
    for (uri, path) in suite::remotes(suite, draft) {
        let document = std::fs::read_to_string(path).unwrap();
        writeln!(resources, "{uri:?} => {{ schema = r###\"{document}\"### }},").unwrap();
    }
    let module = |group: &Group| {
        // Only those who may refer to the remote documents have them, or the macros would take forever.
        let resources = if group.schema.contains(REMOTES) { resources.as_str() } else { "" };
        let source = format!(
            "#[jsonschema::validator(schema = r###\"{}\"###, draft = {:?}, validate_formats = false,\n\
             methods = {{ is_valid = true, validate = false, iter_errors = false }},\nresources = {{ {resources} }})]\n\
             pub struct Root;\n",
            group.schema, draft.jsonschema
        );
        Some(Module { source, judge: "|text| shared::judge(text, M::Root::is_valid)".to_owned() })
    };
    let version = version_of("jsonschema");
    let generated = Generated {
        name: format!("macros-{}", draft.folder),
        dependencies: format!(
            "jsonschema = {{ version = \"={version}\", default-features = false, features = [\"macros\"] }}\n\
             jsonschema-macros = \"={version}\"\nserde_json = \"1\"\n"
        ),
        shared: SHARED,
        modules: groups.iter().map(module).collect(),
    };
    let judged = generated.run(groups, 1).pop().unwrap();
    vec![(format!("jsonschema-macros {version}"), judged)]
}
