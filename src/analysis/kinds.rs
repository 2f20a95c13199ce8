//! The kinds of values that a schema can accept at all.

use formwork_runtime::{Json, Kinds};

use crate::ir::{Ir, Rule, SchemaId};

/// A set that no value accepted by the schema is outside of.
pub(crate) fn possible(ir: &Ir, id: SchemaId) -> Kinds {
    ir.possible.get_or_init(|| of_all(ir)).get(id.0 as usize).copied().unwrap_or(Kinds::ALL)
}

/// The sets of all schemas: the greatest for which each says no more than the sets of those that it applies, so that a
/// schema which leads back to itself takes nothing away by that.
fn of_all(ir: &Ir) -> Vec<Kinds> {
    let own: Vec<Kinds> = ir.schemas.iter().map(|schema| every(schema.keywords.iter().map(|k| own(&k.rule)))).collect();
    let mut users = vec![Vec::new(); ir.schemas.len()];
    for (user, schema) in ir.schemas.iter().enumerate() {
        for id in schema.keywords.iter().flat_map(|keyword| in_place(&keyword.rule)) {
            users[id.0 as usize].push(user);
        }
    }
    let mut found = own.clone();
    let mut pending: Vec<usize> = (0..ir.schemas.len()).collect();
    // A set can but shrink, kind by kind, so that this ends.
    while let Some(at) = pending.pop() {
        let of = |id: &SchemaId| found[id.0 as usize];
        let applied = ir.schemas[at].keywords.iter().map(|keyword| match &keyword.rule {
            rule @ (Rule::AnyOf(_) | Rule::OneOf(_)) => in_place(rule).iter().map(of).fold(Kinds::NONE, Kinds::union),
            rule => every(in_place(rule).iter().map(of)),
        });
        let kinds = own[at].intersection(every(applied));
        if kinds != found[at] {
            found[at] = kinds;
            pending.extend(&users[at]);
        }
    }
    found
}

fn every(sets: impl Iterator<Item = Kinds>) -> Kinds {
    sets.fold(Kinds::ALL, Kinds::intersection)
}

/// The schemas that the rule applies to the value itself, and whose kinds say something of the rule's.
fn in_place(rule: &Rule) -> &[SchemaId] {
    match rule {
        Rule::Ref(target) => std::slice::from_ref(target),
        Rule::AllOf(branches) | Rule::AnyOf(branches) | Rule::OneOf(branches) => branches,
        _ => &[],
    }
}

/// What the rule says of kinds without any other schema.
fn own(rule: &Rule) -> Kinds {
    match rule {
        Rule::Never => Kinds::NONE,
        Rule::Kinds(allowed) => *allowed,
        Rule::Values(values) => values.iter().map(of_value).fold(Kinds::NONE, Kinds::union),
        _ => Kinds::ALL,
    }
}

fn of_value(value: &Json) -> Kinds {
    match value {
        Json::Number(number) if number.is_integer() => Kinds::INTEGER,
        other => Kinds::of(other.kind()),
    }
}
