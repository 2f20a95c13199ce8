//! Schemas that accept one of several types, and how the right one is found.

use formwork_runtime::{Json, Kind, Kinds};

use super::{Relevant, Shape, Type, is_never, relevant};
use crate::{
    analysis::{TypeId, Use, kinds, use_of},
    ir::{Ir, Members, Rule, SchemaId},
};

/// One alternative of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Its type.
    pub of: Use,
    /// What it is called by where its schema has no name: its kind, or its place.
    pub hint: String,
}

/// How the alternative that a value belongs to is found.
#[derive(Clone, Debug, PartialEq)]
pub enum Dispatch {
    /// By the value's kind: the kinds of each alternative, none of which is in two.
    Kinds(Vec<Kinds>),
    /// By the string that a member holds: its name, and the strings of each alternative, none of which is in two.
    Tag(String, Vec<Vec<String>>),
    /// By trying one after the other.
    Trial,
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
    let uses: Vec<Use> = live.iter().map(|branch| use_of(ir, *branch, left)).collect();
    let dispatch = dispatch(ir, &uses);
    // Where no value belongs to two alternatives, `oneOf` says no more than the union does.
    let exact = rules.whole.len() == 1 && live.len() == branches.len() && (!is_one_of || dispatch != Dispatch::Trial);
    if let ([one, other], Dispatch::Kinds(by)) = (uses.as_slice(), &dispatch)
        && let Some(value) = match by.as_slice() {
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
    Type { shape: Shape::Union { variants, dispatch: Dispatch::Kinds(by) }, exact: true }
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

/// How one of several types is found.
fn dispatch(ir: &Ir, uses: &[Use]) -> Dispatch {
    let by: Vec<Kinds> =
        uses.iter().map(|used| kinds::possible(ir, used.of.schema).intersection(used.of.kinds)).collect();
    if are_disjoint(&by, |a, b| a.is_disjoint(*b)) {
        return Dispatch::Kinds(by);
    }
    let tags: Vec<Vec<(String, Vec<String>)>> = uses.iter().map(|used| tags(ir, used.of)).collect();
    let Some((first, others)) = tags.split_first() else { return Dispatch::Trial };
    for (name, _) in first {
        let values: Option<Vec<Vec<String>>> = std::iter::once(first)
            .chain(others)
            .map(|tags| tags.iter().find(|(known, _)| known == name).map(|(_, values)| values.clone()))
            .collect();
        if let Some(values) = values
            && are_disjoint(&values, |a, b| !a.iter().any(|value| b.contains(value)))
        {
            return Dispatch::Tag(name.clone(), values);
        }
    }
    Dispatch::Trial
}

fn are_disjoint<T>(sets: &[T], disjoint: impl Fn(&T, &T) -> bool) -> bool {
    sets.iter().enumerate().all(|(index, a)| sets.iter().skip(index + 1).all(|b| disjoint(a, b)))
}

/// The members of an object that must be there and hold one of some strings.
fn tags(ir: &Ir, id: TypeId) -> Vec<(String, Vec<String>)> {
    let left = kinds::possible(ir, id.schema).intersection(id.kinds);
    if left != Kinds::OBJECT {
        return Vec::new();
    }
    let rules = relevant(ir, id.schema, left);
    let of_objects = rules.by_kind.get(&Kind::Object).map_or(&[][..], Vec::as_slice);
    let is_required =
        |name: &String| of_objects.iter().any(|rule| matches!(rule, Rule::Required(names) if names.contains(name)));
    let named = of_objects.iter().filter_map(|rule| match rule {
        Rule::Members(Members { named, .. }) => Some(named),
        _ => None,
    });
    named
        .flatten()
        .filter(|(name, _)| is_required(name))
        .filter_map(|(name, schema)| strings(ir, *schema).map(|values| (name.clone(), values)))
        .collect()
}

/// The strings that a schema allows, if it allows nothing else.
fn strings(ir: &Ir, id: SchemaId) -> Option<Vec<String>> {
    let schema = use_of(ir, id, Kinds::ALL).of.schema;
    ir.schema(schema).keywords.iter().find_map(|keyword| match &keyword.rule {
        Rule::Values(values) => values.iter().map(Json::as_str).map(|text| text.map(str::to_owned)).collect(),
        _ => None,
    })
}
