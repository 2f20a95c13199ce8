//! Schemas that accept one of several types, and how the right one is found.

use formwork_runtime::{Kind, Kinds};

use super::{Relevant, Shape, Type, is_never};
use crate::{
    analysis::{Dispatch, TypeId, Use, dispatch::dispatch, kinds, use_of},
    ir::{Ir, Rule, SchemaId},
};

/// One alternative of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Its type.
    pub of: Use,
    /// What it is called by where its schema has no name: its kind, or its place.
    pub hint: String,
}

/// The type of a schema with `anyOf` or `oneOf`, if that is what it is.
pub(super) fn of_alternatives(ir: &Ir, id: TypeId, left: Kinds, rules: &Relevant<'_>) -> Option<Type> {
    if !rules.by_kind.is_empty() {
        return None;
    }
    let is_union = |rule: &&&Rule| matches!(rule, Rule::AnyOf(_) | Rule::OneOf(_));
    let (branches, is_one_of) = match rules.whole.iter().find(is_union)? {
        Rule::AnyOf(branches) => (branches, false),
        Rule::OneOf(branches) => (branches, true),
        _ => return None,
    };
    let live: Vec<SchemaId> = branches
        .iter()
        .copied()
        .filter(|branch| !kinds::possible(ir, *branch).is_disjoint(left) && !is_never(ir, *branch))
        .collect();
    if live.is_empty() {
        return Some(super::checked(Shape::Any));
    }
    let uses: Vec<Use> = live.iter().map(|branch| use_of(ir, *branch, left)).collect();
    let dispatch = dispatch(ir, &uses.iter().map(|used| used.of).collect::<Vec<_>>());
    // Where no value belongs to two alternatives, `oneOf` says no more than the union does.
    let exact = rules.whole.len() == 1 && live.len() == branches.len() && (!is_one_of || dispatch.is_disjoint());
    if let [one, other] = uses.as_slice()
        && dispatch.is_disjoint_by_kind()
        && let Some(value) = match dispatch.kinds.as_slice() {
            [Kinds::NULL, _] => Some(other),
            [_, Kinds::NULL] => Some(one),
            _ => None,
        }
    {
        return Some(Type { shape: Shape::Nullable(*value), exact });
    }
    if let [only] = uses.as_slice()
        && only.of != id
    {
        let inner = super::shape(ir, only.of);
        return Some(Type { exact: inner.exact && exact, ..inner });
    }
    let variants = uses
        .iter()
        .map(|used| Variant { of: *used, hint: kind_name(kinds::possible(ir, used.of.schema).intersection(left)) })
        .collect();
    Some(Type { shape: Shape::Union { variants, dispatch }, exact })
}

/// The type of a schema that allows several kinds.
pub(super) fn of_kinds(ir: &Ir, id: TypeId, left: Kinds, rules: &Relevant<'_>) -> Type {
    let null_beside = Kinds::NULL.complement_in(left);
    if left.contains(Kinds::NULL) && (rules.is_typed || left != Kinds::ALL) && !null_beside.is_empty() {
        // What the schema says of other kinds is the business of the type inside.
        let inner = Use { secret: false, ..use_of(ir, id.schema, null_beside) };
        return Type { shape: Shape::Nullable(inner), exact: true };
    }
    let mut variants = Vec::new();
    let mut by = Vec::new();
    let mut others = left;
    for kind in [Kind::Object, Kind::Array, Kind::String, Kind::Number, Kind::Boolean, Kind::Null] {
        let of_kind = Kinds::of(kind).intersection(left);
        // Where `type` names no kinds, those that no rule is about stay together.
        let stands_alone = rules.is_typed || left != Kinds::ALL || rules.by_kind.contains_key(&kind);
        if !of_kind.is_empty() && stands_alone {
            others = of_kind.complement_in(others);
            variants.push(variant(ir, id, of_kind));
            by.push(of_kind);
        }
    }
    if !others.is_empty() {
        variants.push(variant(ir, id, others));
        by.push(others);
    }
    Type { shape: Shape::Union { variants, dispatch: Dispatch::by_kind(by) }, exact: true }
}

fn variant(ir: &Ir, id: TypeId, kinds: Kinds) -> Variant {
    Variant { of: Use { secret: false, ..use_of(ir, id.schema, kinds) }, hint: kind_name(kinds) }
}

/// What an alternative of these kinds is called.
fn kind_name(kinds: Kinds) -> String {
    let mut names = kinds.names();
    match (names.next(), names.next()) {
        (Some(name), None) => name.to_owned(),
        _ => "other".to_owned(),
    }
}
