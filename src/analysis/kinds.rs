//! The kinds of values that a schema can accept at all.

use formwork_runtime::{Json, Kinds};

use crate::ir::{Ir, Rule, SchemaId};

/// How many references deep the question is followed; past that any kind is taken to be possible.
const DEEPEST: usize = 16;

/// A set that no value accepted by the schema is outside of.
pub(super) fn possible(ir: &Ir, id: SchemaId) -> Kinds {
    at_depth(ir, id, 0)
}

fn at_depth(ir: &Ir, id: SchemaId, depth: usize) -> Kinds {
    if depth > DEEPEST {
        return Kinds::ALL;
    }
    let any = |branches: &[SchemaId]| {
        branches.iter().fold(Kinds::NONE, |kinds, branch| kinds.union(at_depth(ir, *branch, depth + 1)))
    };
    ir.schema(id).keywords.iter().fold(Kinds::ALL, |kinds, keyword| {
        kinds.intersection(match &keyword.rule {
            Rule::Never => Kinds::NONE,
            Rule::Kinds(allowed) => *allowed,
            Rule::Values(values) => values.iter().map(of_value).fold(Kinds::NONE, Kinds::union),
            Rule::Ref(target) => at_depth(ir, *target, depth + 1),
            Rule::AllOf(branches) => {
                branches.iter().fold(Kinds::ALL, |kinds, branch| kinds.intersection(at_depth(ir, *branch, depth + 1)))
            }
            Rule::AnyOf(branches) | Rule::OneOf(branches) => any(branches),
            _ => Kinds::ALL,
        })
    })
}

fn of_value(value: &Json) -> Kinds {
    match value {
        Json::Number(number) if number.is_integer() => Kinds::INTEGER,
        other => Kinds::of(other.kind()),
    }
}
