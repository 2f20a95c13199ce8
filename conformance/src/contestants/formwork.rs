//! Formwork: the interpreter, and what it generates.

use std::path::Path;

use formwork::{Compiled, Options, Source, compile, front::Resource};

use crate::{
    crates::{Generated, Module, version_of},
    suite::{Draft, Group, REMOTES},
    table::Judged,
};

const SHARED: &str = "
use formwork_runtime::{Budget, Bytes, Check, Decode, Tree, Verdict, parse};

pub fn judge<T: Check + Decode>(text: &str) -> Vec<bool> {
    let budget = Budget::for_text(text.len());
    let start = Bytes::new(text.as_bytes(), &budget).unwrap();
    let mut input = start.clone();
    let bytes = T::check(&mut input, &mut Verdict).is_ok() && input.is_at_end();
    let json = parse(text.as_bytes()).unwrap();
    let value = T::check(&mut Tree::new(&json, &budget), &mut Verdict).is_ok();
    let mut input = start;
    let decoded = T::decode(&mut input).is_ok() && input.is_at_end();
    vec![bytes, value, decoded]
}
";

pub(crate) fn run(suite: &Path, draft: &Draft, groups: &[Group]) -> Vec<(String, Judged)> {
    let compiled: Vec<Option<Compiled>> = groups.iter().map(|group| compiled(suite, draft, group)).collect();
    let mut interpreted = Judged::default();
    for (index, (group, compiled)) in groups.iter().zip(&compiled).enumerate() {
        let verdict = |text: &str| compiled.as_ref().map(|compiled| compiled.accepts(text.as_bytes()));
        interpreted.verdicts.push(group.tests.iter().map(|test| verdict(&test.text)).collect());
        if compiled.is_none() {
            interpreted.missing.push((index, "fail to compile"));
        }
    }
    let module = |compiled: &Compiled| {
        let source = compiled.rust().ok()?;
        Some(Module { source, judge: format!("shared::judge::<M::{}>", compiled.root_type()) })
    };
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    let generated = Generated {
        name: format!("formwork-{}", draft.folder),
        dependencies: format!(
            "formwork-runtime = {{ path = '{}', features = [\"pattern\", \"formats\"] }}\n",
            runtime.display()
        ),
        shared: SHARED,
        modules: compiled.iter().map(|compiled| compiled.as_ref().and_then(module)).collect(),
    };
    let ways = ["interpreter", "check over bytes", "check over values", "decode"];
    let ways = ways.map(|way| format!("**Formwork {}**, {way}", version_of("formwork")));
    let judged = std::iter::once(interpreted).chain(generated.run(groups, ways.len() - 1));
    ways.into_iter().zip(judged).collect()
}

fn compiled(suite: &Path, draft: &Draft, group: &Group) -> Option<Compiled> {
    let options = Options {
        draft: Some(draft.formwork),
        assert_format: None,
        resources: vec![Resource::path(REMOTES, suite.join("remotes"))],
        ..Options::default()
    };
    let source = Source::from_text("schema.json", group.schema.clone());
    std::panic::catch_unwind(|| compile(&source, "", &options).ok()).ok().flatten()
}
