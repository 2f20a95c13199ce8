//! Which of several schemas a value can belong to, from a look at its kind and at one of its members.

use formwork_runtime::Kinds;

use super::{TypeId, kinds, use_of};
use crate::ir::{Ir, Members, Rule, SchemaId};

/// What a value must be like to belong to each of several schemas. It says no more than what is certain, so that a
/// schema which it rules out need not be asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispatch {
    /// The kinds that each schema can accept.
    pub kinds: Vec<Kinds>,
    /// A member, and for each schema the strings one of which the member must hold, if the schema wants that.
    pub tag: Option<Tag>,
}

/// A member, and for each schema the strings one of which the member must hold, if the schema wants that.
pub type Tag = (String, Vec<Option<Vec<String>>>);

impl Dispatch {
    /// Whether no value can belong to two of the schemas.
    pub fn is_disjoint(&self) -> bool {
        let disjoint = |a: usize, b: usize| {
            let by_kind = self.kinds.get(a).zip(self.kinds.get(b)).is_some_and(|(a, b)| a.is_disjoint(*b));
            by_kind || self.tag.as_ref().is_some_and(|(_, values)| are_apart(values.get(a), values.get(b)))
        };
        (0..self.kinds.len()).all(|a| (a + 1..self.kinds.len()).all(|b| disjoint(a, b)))
    }

    /// Whether no value can belong to two of the schemas by its kind alone.
    pub fn is_disjoint_by_kind(&self) -> bool {
        self.kinds.iter().enumerate().all(|(at, a)| self.kinds.iter().skip(at + 1).all(|b| a.is_disjoint(*b)))
    }
}

fn are_apart(a: Option<&Option<Vec<String>>>, b: Option<&Option<Vec<String>>>) -> bool {
    match (a, b) {
        (Some(Some(a)), Some(Some(b))) => !a.iter().any(|value| b.contains(value)),
        _ => false,
    }
}

/// Looks at several schemas, of each of which only some kinds are left.
pub fn dispatch(ir: &Ir, schemas: &[TypeId]) -> Dispatch {
    let left = |id: &TypeId| kinds::possible(ir, id.schema).intersection(id.kinds);
    let tags: Vec<Tags> = schemas.iter().map(|id| tags(ir, id.schema, left(id), DEEPEST)).collect();
    let mut best: Option<(usize, Tag)> = None;
    for (name, _) in tags.iter().flatten() {
        let values: Vec<Option<Vec<String>>> = tags
            .iter()
            .map(|tags| tags.iter().find(|(known, _)| known == name).map(|(_, values)| values.clone()))
            .collect();
        let count = values.iter().flatten().count();
        // The member that tells most schemas apart, and of several the first.
        if count > 1 && best.as_ref().is_none_or(|(known, _)| count > *known) {
            best = Some((count, (name.clone(), values)));
        }
    }
    Dispatch { kinds: schemas.iter().map(left).collect(), tag: best.map(|(_, tag)| tag) }
}

/// Members that must be there, and hold one of some strings.
type Tags = Vec<(String, Vec<String>)>;

/// Choices are looked into so many levels deep: each may lead to several others.
const DEEPEST: usize = 4;

/// The members of an object that must be there and hold one of some strings: by what the schema itself says, or by what
/// all alternatives of a choice in it say.
fn tags(ir: &Ir, id: SchemaId, left: Kinds, depth: usize) -> Tags {
    if left != Kinds::OBJECT {
        return Vec::new();
    }
    let id = use_of(ir, id, Kinds::ALL).of.schema;
    let mut found = own_tags(ir, id);
    let choices = ir.schema(id).keywords.iter().filter_map(|keyword| match &keyword.rule {
        Rule::AnyOf(branches) | Rule::OneOf(branches) if depth > 0 => Some(branches),
        _ => None,
    });
    for branches in choices {
        let left = |id: SchemaId| kinds::possible(ir, id).intersection(Kinds::OBJECT);
        let objects = branches.iter().filter(|branch| !left(**branch).is_empty());
        let mut of_branches = objects.map(|branch| tags(ir, *branch, left(*branch), depth - 1));
        let first = of_branches.next().unwrap_or_default();
        let common = of_branches.fold(first, |common, more| {
            let both = common.into_iter().filter_map(|(name, mut values)| {
                let (_, others) = more.iter().find(|(known, _)| *known == name)?;
                values.extend(others.iter().filter(|value| !values.contains(value)).cloned().collect::<Vec<_>>());
                Some((name, values))
            });
            both.collect()
        });
        found.extend(
            common.into_iter().filter(|(name, _)| !found.iter().any(|(known, _)| known == name)).collect::<Vec<_>>(),
        );
    }
    found
}

fn own_tags(ir: &Ir, id: SchemaId) -> Tags {
    let keywords = &ir.schema(id).keywords;
    let is_required = |name: &String| {
        keywords.iter().any(|keyword| matches!(&keyword.rule, Rule::Required(names) if names.contains(name)))
    };
    let named = keywords.iter().filter_map(|keyword| match &keyword.rule {
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
        Rule::Values(values) => values.iter().map(|value| value.as_str().map(str::to_owned)).collect(),
        _ => None,
    })
}
