//! `typify`: types for serde. What they deserialise is what they take for valid.

use std::{io::Read as _, path::Path, process::Command, time::Duration};

use schemars::schema::{RootSchema, Schema};
use serde_json::Value;
use typify::{TypeSpace, TypeSpaceSettings};

use crate::{
    crates::{Generated, Module, version_of, work_folder},
    process,
    suite::{Draft, Group},
    table::Judged,
};

/// The argument that makes this program generate the code of one schema: typify may panic, overflow the stack or hang.
pub(crate) const CHILD: &str = "typify-one";
/// The same, with the root as a definition: some schemas fail only because their title gets lost on the way.
pub(crate) const CHILD_NAMED: &str = "typify-one-named";

const SHARED: &str = "
pub fn judge<T: serde::de::DeserializeOwned>(text: &str) -> Vec<bool> {
    vec![serde_json::from_str::<T>(text).is_ok()]
}
";

pub(crate) fn run(_: &Path, draft: &Draft, groups: &[Group]) -> Vec<(String, Judged)> {
    let generated = Generated {
        name: format!("typify-{}", draft.folder),
        // What typify's documentation asks for.
        dependencies: "chrono = { version = \"0.4\", features = [\"serde\"] }\nregress = \"0.12\"\n\
                       serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n\
                       uuid = { version = \"1\", features = [\"serde\"] }\n"
            .to_owned(),
        shared: SHARED,
        modules: groups
            .iter()
            .map(|group| module(&group.schema, CHILD).or_else(|| module(&group.schema, CHILD_NAMED)))
            .collect(),
    };
    let judged = generated.run(groups, 1).pop().unwrap();
    vec![(format!("typify {}", version_of("typify")), judged)]
}

fn module(schema: &str, way: &str) -> Option<Module> {
    let input = work_folder().join("typify.json");
    std::fs::write(&input, schema).unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.arg(way);
    let (output, true) = process::run(child, &input, Duration::from_secs(10)) else { return None };
    let (root, source) = output.split_once('\n')?;
    // The type may be one of the module, or of the standard library.
    let source = format!("{source}\npub type RootOfTheGroup = {root};\n");
    Some(Module { source, judge: "shared::judge::<M::RootOfTheGroup>".to_owned() })
}

/// Prints the root's type and the code of a schema. Typify wants a name: the schema is called `Root` by its title, or by
/// the name of a definition that it is made into.
pub(crate) fn generate_from_stdin(is_named: bool) {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let mut schema: Value = serde_json::from_str(&text).unwrap();
    let mut types = TypeSpace::new(&TypeSpaceSettings::default());
    let root = if schema.is_boolean() || is_named {
        let definitions = ["definitions", "$defs"].into_iter().filter_map(|name| schema.get(name)?.as_object());
        let mut definitions: Vec<(String, Schema)> = definitions
            .flatten()
            .map(|(name, schema)| (name.clone(), serde_json::from_value(schema.clone()).unwrap()))
            .collect();
        definitions.push(("Root".to_owned(), serde_json::from_value(schema).unwrap()));
        types.add_ref_types(definitions).unwrap();
        types.add_type(&Schema::new_ref("#/definitions/Root".to_owned())).unwrap()
    } else {
        schema.as_object_mut().unwrap().entry("title").or_insert_with(|| "Root".into());
        let schema: RootSchema = serde_json::from_value(schema).unwrap();
        types.add_root_schema(schema).unwrap().unwrap()
    };
    println!("{}\n{}", types.get_type(&root).unwrap().ident(), types.to_stream());
}
