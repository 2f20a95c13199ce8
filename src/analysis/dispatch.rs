//! Which of several schemas a value can belong to, from a look at its kind and at the names of its members.

use std::collections::{BTreeMap, BTreeSet};

use formwork_runtime::Kinds;

use super::{TypeId, kinds, use_of};
use crate::ir::{Ir, Members, Rule, SchemaId};

/// What a value must be like to belong to each of several schemas. It says no more than what is certain, so that a
/// schema which it rules out need not be asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispatch {
    /// The kinds that each schema can accept.
    pub kinds: Vec<Kinds>,
    /// A member of objects by which schemas are told apart.
    pub tag: Option<Tag>,
    /// For each schema the sets of members of which an object needs at least one; none where it needs nothing.
    pub needs: Vec<Vec<BTreeSet<String>>>,
}

/// A member of objects, and what each of several schemas wants of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// What the schemas want of it.
    pub wants: Vec<Want>,
}

/// What a schema wants of a member.
#[derive(Clone, Debug, PartialEq)]
pub struct Want {
    /// The texts that it can hold, if it is a string.
    pub texts: Texts,
    /// Whether an object can do without it, or with another value than a string in it.
    pub or_none: bool,
}

/// A set of texts.
#[derive(Clone, Debug, PartialEq)]
pub enum Texts {
    /// These.
    Only(BTreeSet<String>),
    /// All but these.
    Except(BTreeSet<String>),
}

impl Texts {
    fn any() -> Self {
        Self::Except(BTreeSet::new())
    }

    fn is_any(&self) -> bool {
        *self == Self::any()
    }

    fn union(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Only(a), Self::Only(b)) => Self::Only(a | b),
            (Self::Except(a), Self::Except(b)) => Self::Except(a & b),
            (Self::Only(only), Self::Except(but)) | (Self::Except(but), Self::Only(only)) => Self::Except(but - only),
        }
    }

    fn intersection(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Only(a), Self::Only(b)) => Self::Only(a & b),
            (Self::Except(a), Self::Except(b)) => Self::Except(a | b),
            (Self::Only(only), Self::Except(but)) | (Self::Except(but), Self::Only(only)) => Self::Only(only - but),
        }
    }

    fn is_disjoint(&self, other: &Self) -> bool {
        matches!(self.intersection(other), Self::Only(both) if both.is_empty())
    }

    /// Whether a text is in the set.
    pub fn contains(&self, text: &str) -> bool {
        match self {
            Self::Only(texts) => texts.contains(text),
            Self::Except(texts) => !texts.contains(text),
        }
    }

    /// Whether the texts that are not named are in the set.
    pub const fn contains_others(&self) -> bool {
        matches!(self, Self::Except(_))
    }

    /// The texts that are named, as those or as all but those.
    pub fn named(&self) -> &BTreeSet<String> {
        let (Self::Only(texts) | Self::Except(texts)) = self;
        texts
    }
}

impl Want {
    fn nothing() -> Self {
        Self { texts: Texts::any(), or_none: true }
    }

    fn union(&self, other: &Self) -> Self {
        Self { texts: self.texts.union(&other.texts), or_none: self.or_none || other.or_none }
    }

    fn intersection(&self, other: &Self) -> Self {
        Self { texts: self.texts.intersection(&other.texts), or_none: self.or_none && other.or_none }
    }

    fn is_disjoint(&self, other: &Self) -> bool {
        self.texts.is_disjoint(&other.texts) && !(self.or_none && other.or_none)
    }
}

impl Dispatch {
    /// Of schemas of these kinds.
    pub const fn by_kind(kinds: Vec<Kinds>) -> Self {
        Self { kinds, tag: None, needs: Vec::new() }
    }

    /// Whether no value can belong to two of the schemas.
    pub fn is_disjoint(&self) -> bool {
        let by_kind = |a: usize, b: usize| match (self.kinds.get(a), self.kinds.get(b)) {
            (Some(a), Some(b)) => a.intersection(*b),
            _ => Kinds::ALL,
        };
        let by_tag = |a: usize, b: usize| {
            let wants = self.tag.as_ref().and_then(|tag| Some((tag.wants.get(a)?, tag.wants.get(b)?)));
            wants.is_some_and(|(a, b)| a.is_disjoint(b))
        };
        // The tag says nothing of values that are no objects.
        let disjoint = |a, b| match by_kind(a, b) {
            Kinds::OBJECT => by_tag(a, b),
            both => both.is_empty(),
        };
        (0..self.kinds.len()).all(|a| (a + 1..self.kinds.len()).all(|b| disjoint(a, b)))
    }

    /// Whether no value can belong to two of the schemas by its kind alone.
    pub fn is_disjoint_by_kind(&self) -> bool {
        self.kinds.iter().enumerate().all(|(at, a)| self.kinds.iter().skip(at + 1).all(|b| a.is_disjoint(*b)))
    }
}

/// Looks at several schemas, of each of which only some kinds are left.
pub fn dispatch(ir: &Ir, schemas: &[TypeId]) -> Dispatch {
    let kinds: Vec<Kinds> = schemas.iter().map(|id| kinds::possible(ir, id.schema).intersection(id.kinds)).collect();
    let is_object = |kinds: &Kinds| !kinds.is_disjoint(Kinds::OBJECT);
    if kinds.iter().filter(|kinds| is_object(kinds)).count() < 2 {
        return Dispatch::by_kind(kinds);
    }
    let objects: Vec<Objects> = schemas
        .iter()
        .zip(&kinds)
        .map(|(id, kinds)| if is_object(kinds) { objects(ir, id.schema, DEEPEST) } else { Objects::default() })
        .collect();
    let wants = |name: &str| -> Vec<Want> {
        objects.iter().map(|of| of.wants.get(name).cloned().unwrap_or_else(Want::nothing)).collect()
    };
    // The member that tells most schemas apart; rather one that has to be there, and of several the first by name.
    let names: BTreeSet<&String> = objects.iter().flat_map(|of| of.wants.keys()).collect();
    let score = |name: &str| {
        let telling = wants(name).into_iter().filter(|want| !want.texts.is_any());
        telling.map(|want| 2 + usize::from(!want.or_none)).sum::<usize>()
    };
    let scored = names.into_iter().map(|name| (score(name), name)).filter(|(score, _)| *score > 0);
    let best = scored.reduce(|best, other| if other.0 > best.0 { other } else { best });
    let tag = best.map(|(_, name)| Tag { name: name.clone(), wants: wants(name) });
    let mut needs: Vec<Vec<BTreeSet<String>>> = objects.into_iter().map(|of| of.needs).collect();
    let names: BTreeSet<&String> = needs.iter().flatten().flatten().collect();
    // What all of them need, or more than can be looked at, tells nobody apart.
    if names.len() >= MOST_NAMES || needs.windows(2).all(|pair| pair[0] == pair[1]) {
        needs.clear();
    }
    Dispatch { kinds, tag, needs }
}

/// So many names can be looked at, with the tag.
const MOST_NAMES: usize = 63;

/// Choices are looked into so many levels deep: each may lead to several others.
const DEEPEST: usize = 4;

/// So many sets of members are kept in mind.
const MOST_SETS: usize = 8;

/// What is certain of the objects that a schema accepts.
#[derive(Default)]
struct Objects {
    /// What they hold in some members.
    wants: BTreeMap<String, Want>,
    /// Sets of members of which they have at least one; none where they need nothing.
    needs: Vec<BTreeSet<String>>,
}

/// By what the schema itself says, and by what all alternatives of a choice in it say.
fn objects(ir: &Ir, id: SchemaId, depth: usize) -> Objects {
    let id = use_of(ir, id, Kinds::ALL).of.schema;
    let mut found = own(ir, id);
    let choices = ir.schema(id).keywords.iter().filter_map(|keyword| match &keyword.rule {
        Rule::AnyOf(branches) | Rule::OneOf(branches) if depth > 0 => Some(branches),
        _ => None,
    });
    for branches in choices {
        let can_be_object = |id: &&SchemaId| !kinds::possible(ir, **id).is_disjoint(Kinds::OBJECT);
        let mut of_branches = branches.iter().filter(can_be_object).map(|branch| objects(ir, *branch, depth - 1));
        let Some(first) = of_branches.next() else { continue };
        found.and(of_branches.fold(first, Objects::or));
    }
    found
}

impl Objects {
    /// What is certain of objects that are of these or of those.
    fn or(self, other: Self) -> Self {
        let both = self.wants.into_iter().filter_map(|(name, want)| {
            let want = want.union(other.wants.get(&name)?);
            Some((name, want))
        });
        let needs = if self.needs.is_empty() || other.needs.is_empty() {
            Vec::new()
        } else {
            self.needs.into_iter().chain(other.needs).collect::<BTreeSet<_>>().into_iter().collect()
        };
        Self { wants: both.collect(), needs: if needs.len() > MOST_SETS { Vec::new() } else { needs } }
    }

    /// Takes in what is certain besides.
    fn and(&mut self, other: Self) {
        for (name, want) in other.wants {
            let known = self.wants.entry(name).or_insert_with(Want::nothing);
            *known = known.intersection(&want);
        }
        if self.needs.is_empty() {
            self.needs = other.needs;
        } else if !other.needs.is_empty() && self.needs.len() * other.needs.len() <= MOST_SETS {
            let with = |set: &BTreeSet<String>| other.needs.iter().map(|more| set | more).collect::<Vec<_>>();
            self.needs = self.needs.iter().flat_map(with).collect();
        }
    }
}

/// What the schema itself says of objects.
fn own(ir: &Ir, id: SchemaId) -> Objects {
    let keywords = &ir.schema(id).keywords;
    let required: BTreeSet<String> = keywords
        .iter()
        .filter_map(|keyword| if let Rule::Required(names) = &keyword.rule { Some(names) } else { None })
        .flatten()
        .cloned()
        .collect();
    let named = keywords.iter().filter_map(|keyword| match &keyword.rule {
        Rule::Members(Members { named, .. }) => Some(named),
        _ => None,
    });
    let mut found = Objects::default();
    for (name, schema) in named.flatten() {
        let is_required = required.contains(name);
        let want = Want { texts: texts(ir, *schema), or_none: !is_required || !is_string(ir, *schema) };
        if !want.texts.is_any() {
            let known = found.wants.entry(name.clone()).or_insert_with(Want::nothing);
            *known = known.intersection(&want);
        }
    }
    found.needs.extend((!required.is_empty()).then_some(required));
    found
}

/// Whether a schema accepts strings only.
fn is_string(ir: &Ir, id: SchemaId) -> bool {
    Kinds::STRING.contains(kinds::possible(ir, id))
}

/// The strings that a schema can accept.
fn texts(ir: &Ir, id: SchemaId) -> Texts {
    let schema = use_of(ir, id, Kinds::ALL).of.schema;
    let of_rules = ir.schema(schema).keywords.iter().map(|keyword| match &keyword.rule {
        Rule::Values(values) => {
            Texts::Only(values.iter().filter_map(|value| Some(value.as_str()?.to_owned())).collect())
        }
        Rule::Not(refused) => match ir.schema(*refused).keywords.as_slice() {
            // What else the refused schema says would be refused together with the values only.
            [only] => match &only.rule {
                Rule::Values(values) => {
                    Texts::Except(values.iter().filter_map(|value| Some(value.as_str()?.to_owned())).collect())
                }
                _ => Texts::any(),
            },
            _ => Texts::any(),
        },
        _ => Texts::any(),
    });
    of_rules.fold(Texts::any(), |all, texts| all.intersection(&texts))
}
