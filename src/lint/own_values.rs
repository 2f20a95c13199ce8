//! Warnings about what a schema says of itself: a `default` or an example that the schema does not accept.

use std::collections::BTreeSet;

use formwork_runtime::{Budget, Collector, Json, Kinds, Tree};

use crate::{
    diagnostic::Diagnostic,
    front::Documents,
    ir::{Ir, SchemaId},
    plan::{Evaluator, Plan},
};

/// Judges every `default` and every example by the schema that it stands in. They break nothing: the build goes on.
pub(crate) fn own_values(ir: &Ir, plan: &Plan, documents: &Documents) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    let mut told = BTreeSet::new();
    for (index, schema) in ir.schemas.iter().enumerate() {
        let id = SchemaId(u32::try_from(index).unwrap_or(u32::MAX));
        let Some(check) = plan.by_schema.get(&(id, Kinds::ALL)) else { continue };
        let notes = &schema.annotations;
        let default = notes.default.iter().map(|value| (value, schema.site.child("default"), "default"));
        let examples = notes.examples.iter().enumerate();
        let examples = examples
            .map(|(number, value)| (value, schema.site.child("examples").child(&number.to_string()), "example"));
        for (value, site, what) in default.chain(examples) {
            let Some(fault) = first_fault(plan, *check, value) else { continue };
            // A schema that stands for several has the words of the first: they are theirs to answer for.
            let Some(place) = documents.place(&site).filter(|place| told.insert(place.span.start)) else { continue };
            let message = format!("the schema does not accept its own {what}: {fault}");
            let warning = match what {
                "default" => Diagnostic::warning("invalid-default", message),
                _ => Diagnostic::warning("invalid-example", message),
            };
            warnings.push(warning.at(place));
        }
    }
    warnings
}

/// What the check has against a value; nothing where it accepts it, or comes to a limit.
fn first_fault(plan: &Plan, check: crate::plan::CheckId, value: &Json) -> Option<String> {
    let budget = Budget::new(100_000);
    let mut collector = Collector::new(1);
    // How the walk ended does not matter: a fault that was found stands.
    let _ = Evaluator::new(plan).check(check, &mut Tree::new(value, &budget), &mut collector);
    collector.into_violations().into_iter().next().map(|fault| match fault.instance.as_str() {
        "" => fault.message,
        instance => format!("{instance}: {}", fault.message),
    })
}

#[cfg(test)]
mod tests {
    use crate::{Options, Source, compile};

    #[test]
    fn a_default_or_example_that_its_schema_refuses_is_a_warning() {
        let schema = r#"{ "properties": { "port": { "type": "integer", "default": "80", "examples": [80, 8.5] },
                                          "host": { "type": "string", "default": "localhost" } } }"#;
        let compiled = compile(&Source::from_text("a.json", schema), "", &Options::default()).unwrap();
        let shown = compiled.warnings.to_string();
        assert!(
            shown.contains("warning[invalid-default]: the schema does not accept its own default: expected integer"),
            "{shown}"
        );
        assert!(shown.contains("--> a.json:1:59"), "{shown}");
        assert!(shown.contains("warning[invalid-example]"), "{shown}");
        assert_eq!(compiled.warnings.0.len(), 2);
        assert!(compiled.rust().is_ok());
    }
}
