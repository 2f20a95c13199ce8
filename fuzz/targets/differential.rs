//! Schemas and instances of the generator of `tests/differential`, with the bytes as its choices: the interpreter beside
//! the `jsonschema` crate.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/differential/compare.rs"]
mod compare;
#[path = "../../tests/differential/generator/mod.rs"]
mod generator;
#[path = "../../tests/differential/oracle.rs"]
#[allow(dead_code)]
mod oracle;
#[path = "../../tests/differential/shrink.rs"]
mod shrink;

use generator::{Dice, Instances, Value};

fuzz_target!(|bytes: &[u8]| {
    let mut dice = Dice::Bytes(bytes);
    let draft = generator::draft(&mut dice);
    let schema = generator::schema(&mut dice, draft);
    let instances = Instances::of(&schema);
    let told = |finding: compare::Finding, instance: &Value| {
        let (schema, instance) = shrink::shrink(draft, &schema, instance, finding.kind);
        panic!("draft {draft}: {}\n  schema   {schema}\n  instance {instance}\n  {}", finding.kind, finding.detail)
    };
    let subject = match compare::Subject::new(draft, &schema) {
        Ok(subject) => subject,
        Err(finding) => return told(finding, &Value::Null),
    };
    for _ in 0..6 {
        let instance = instances.next(&mut dice);
        if let Err(finding) = subject.judge(&instance) {
            told(finding, &instance);
        }
    }
});
