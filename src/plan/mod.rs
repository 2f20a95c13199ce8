//! What to check, in which order: the one program that the interpreter and every back end follow.
//!
//! A [`Check`] judges one value. It first looks at the value by its kind, in one pass over it, then at what holds for
//! the value as a whole: `enum`, references, `anyOf` and so on. Places are kept as they print in errors.

mod eval;
mod lower;
mod masks;
mod print;

pub use eval::Evaluator;
pub use lower::lower;
pub use masks::{Masks, TagMasks};

use std::collections::BTreeMap;

use formwork_runtime::{Format, Json, Kinds, NameTable, Number, Wanted, pattern::Pattern};

use crate::{analysis::graph, ir::SchemaId};

/// The index of a [`Check`] in its [`Plan`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CheckId(pub u32);

/// The index of a regular expression in its [`Plan`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PatternId(pub u32);

/// All checks of one compilation.
#[derive(Debug)]
pub struct Plan {
    /// The arena.
    pub checks: Vec<Check>,
    /// The regular expressions, each source once.
    pub patterns: Vec<Pattern>,
    /// The check of the schema that was asked for.
    pub root: CheckId,
    /// The checks of the schemas that types are made of, by schema and by the kinds that are left of it.
    pub by_schema: BTreeMap<(SchemaId, Kinds), CheckId>,
}

/// How one value is judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// The place of the schema.
    pub schema: String,
    /// The kinds that are allowed, and the place of the schema whose `type` says so.
    pub kinds: (Kinds, String),
    /// The schema `false`: the place and the keyword that it stands under.
    pub never: Option<(String, String)>,
    /// The rules for strings; more than one only where a keyword comes twice.
    pub text: Vec<Text>,
    /// The rules for numbers; more than one only where a keyword comes twice.
    pub numeric: Vec<Numeric>,
    /// The rules for arrays.
    pub array: Option<Array>,
    /// The rules for objects.
    pub object: Option<Object>,
    /// What holds for the value as a whole, in order; `unevaluated…` last, since it asks what the others looked at.
    pub whole: Vec<Whole>,
    /// Whether only the kind of the value is judged, so that its parts need no look, whatever the rules say of them.
    pub is_only_kind: bool,
}

/// A limit and the place of the schema that sets it.
pub type Limit<T> = (T, String);

/// The rules for strings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    /// `minLength`, in code points
    pub min: Option<Limit<u64>>,
    /// `maxLength`, in code points
    pub max: Option<Limit<u64>>,
    /// `pattern`
    pub pattern: Option<Limit<PatternId>>,
    /// `format`, asserted
    pub format: Option<Limit<Format>>,
    /// The path of the Rust type that strings are read as, which the interpreter knows nothing of.
    pub reads_as: Option<Limit<String>>,
}

/// The rules for numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numeric {
    /// `minimum`
    pub minimum: Option<Limit<Number>>,
    /// `exclusiveMinimum`
    pub exclusive_minimum: Option<Limit<Number>>,
    /// `maximum`
    pub maximum: Option<Limit<Number>>,
    /// `exclusiveMaximum`
    pub exclusive_maximum: Option<Limit<Number>>,
    /// `multipleOf`
    pub multiple_of: Option<Limit<Number>>,
}

/// The rules for arrays.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Array {
    /// `minItems`
    pub min: Option<Limit<u64>>,
    /// `maxItems`
    pub max: Option<Limit<u64>>,
    /// `uniqueItems`
    pub unique: Option<String>,
    /// What the first items are checked against, one entry an item.
    pub prefix: Vec<CheckId>,
    /// What every item after those is checked against.
    pub rest: Option<CheckId>,
    /// `contains`
    pub contains: Vec<Contains>,
}

/// `contains`, and how many items it wants.
#[derive(Clone, Debug, PartialEq)]
pub struct Contains {
    /// What such items hold.
    pub check: CheckId,
    /// At least so many items.
    pub min: u64,
    /// At most so many items.
    pub max: Option<u64>,
    /// The place of the schema.
    pub schema: String,
    /// Whether such items count as looked at for `unevaluatedItems`.
    pub evaluates: bool,
}

/// The rules for objects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    /// Names that must be there, each with the place of the schema; they are in `named` too.
    pub required: Vec<(String, String)>,
    /// `dependentRequired`, of members that are all in `named`.
    pub dependent: Vec<Dependent>,
    /// `minProperties`
    pub min: Option<Limit<u64>>,
    /// `maxProperties`
    pub max: Option<Limit<u64>>,
    /// Every name that the schema speaks of, in its order, with all that holds for that member.
    pub named: Vec<(String, Vec<CheckId>)>,
    /// The names in `named`, each by its index.
    pub table: NameTable,
    /// Those that are required.
    pub wanted: Wanted,
    /// What holds for members of other names; a group each.
    pub others: Vec<Others>,
    /// `propertyNames`
    pub names: Vec<CheckId>,
}

/// A rule of `dependentRequired`.
#[derive(Clone, Debug, PartialEq)]
pub struct Dependent {
    /// The member that is there.
    pub name: String,
    /// The members that then have to be there.
    pub required: Vec<String>,
    /// The place of the schema.
    pub schema: String,
    /// The keyword: `dependencies` in older drafts.
    pub keyword: &'static str,
}

/// What one group of rules says of members that no rule names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Others {
    /// `patternProperties`
    pub patterns: Vec<(PatternId, CheckId)>,
    /// `additionalProperties`: members whose name no pattern matches.
    pub rest: Option<CheckId>,
}

/// A rule for a value as a whole.
#[derive(Clone, Debug, PartialEq)]
pub enum Whole {
    /// `enum` or `const`
    Values {
        /// The values that are allowed.
        values: Vec<Json>,
        /// Whether the keyword is `const`.
        is_const: bool,
        /// The place of the schema.
        schema: String,
    },
    /// The value holds this check as well.
    Also(CheckId),
    /// `anyOf`
    AnyOf(Branches),
    /// `oneOf`
    OneOf(Branches),
    /// `not`, with the place of the schema.
    Not(CheckId, String),
    /// `if`, `then` and `else`
    If(CheckId, Option<CheckId>, Option<CheckId>),
    /// `dependentSchemas`: an object that has this member holds the check as well.
    IfMember(String, CheckId),
    /// `unevaluatedProperties`: the members that nothing else in the same check looks at hold this one. Comes last.
    UnevaluatedMembers(CheckId),
    /// `unevaluatedItems`: the items that nothing else in the same check looks at hold this one. Comes last.
    UnevaluatedItems(CheckId),
}

impl Whole {
    /// Whether the rule leaves the input behind its value whatever the schema says of it.
    pub const fn reads_its_value(&self) -> bool {
        !matches!(self, Self::If(..) | Self::IfMember(..))
    }
}

/// The subschemas of `anyOf` or `oneOf`.
#[derive(Clone, Debug, PartialEq)]
pub struct Branches {
    /// Their checks, in the schema's order.
    pub checks: Vec<CheckId>,
    /// What a value must be like for each of them; the others are not asked.
    pub masks: Masks,
    /// The place of the schema that holds the keyword.
    pub schema: String,
}

/// The id of the check with this index.
fn id(index: usize) -> CheckId {
    CheckId(u32::try_from(index).unwrap_or(u32::MAX))
}

impl Plan {
    /// The check with this id.
    ///
    /// Ids come from this arena only, so that there is always one.
    pub fn check(&self, id: CheckId) -> &Check {
        &self.checks[id.0 as usize]
    }

    /// Finds the checks that judge only the kind of a value, from the innermost outwards.
    fn settle(&mut self) {
        let mut users: BTreeMap<CheckId, Vec<CheckId>> = BTreeMap::new();
        let mut pending: Vec<CheckId> = (0..self.checks.len()).map(id).collect();
        for user in &pending {
            for part in self.check(*user).parts() {
                users.entry(part).or_default().push(*user);
            }
        }
        while let Some(id) = pending.pop() {
            let check = self.check(id);
            if !check.is_only_kind && check.judges_only_kind(|part| self.check(part).is_any()) {
                self.checks[id.0 as usize].is_only_kind = true;
                pending.extend(users.get(&id).into_iter().flatten());
            }
        }
    }

    /// At most so many checks are at work inside each other, apart from those that come again.
    pub fn nesting(&self) -> usize {
        graph::longest_way(&self.checks.iter().enumerate().map(|(index, check)| (id(index), check.parts())).collect())
    }

    /// The pattern with this id.
    ///
    /// Ids come from this arena only, so that there is always one.
    pub fn pattern(&self, id: PatternId) -> &Pattern {
        &self.patterns[id.0 as usize]
    }
}

impl Check {
    /// A check of the schema at `schema` that accepts everything.
    pub fn any(schema: String) -> Self {
        Self {
            kinds: (Kinds::ALL, schema.clone()),
            schema,
            never: None,
            text: Vec::new(),
            numeric: Vec::new(),
            array: None,
            object: None,
            whole: Vec::new(),
            is_only_kind: false,
        }
    }

    /// Whether the check accepts everything.
    pub fn is_any(&self) -> bool {
        self.is_only_kind && self.kinds.0 == Kinds::ALL
    }

    /// Whether it is nothing but the kind that is judged, if `is_any` tells which of the parts' checks accept everything.
    fn judges_only_kind(&self, is_any: impl Fn(CheckId) -> bool) -> bool {
        let of_items = self.array.as_ref().is_none_or(|array| {
            array.min.is_none() && array.max.is_none() && array.unique.is_none() && array.contains.is_empty()
        });
        let of_members = self.object.as_ref().is_none_or(|object| {
            object.required.is_empty() && object.dependent.is_empty() && object.min.is_none() && object.max.is_none()
        });
        self.never.is_none()
            && self.text.is_empty()
            && self.numeric.is_empty()
            && self.whole.is_empty()
            && of_items
            && of_members
            && self.parts().into_iter().all(is_any)
    }

    /// The checks that this one runs, on its value or on parts of it.
    fn parts(&self) -> Vec<CheckId> {
        let mut parts = Vec::new();
        if let Some(array) = &self.array {
            parts.extend(array.prefix.iter().chain(&array.rest));
            parts.extend(array.contains.iter().map(|contains| contains.check));
        }
        if let Some(object) = &self.object {
            parts.extend(object.named.iter().flat_map(|(_, checks)| checks).chain(&object.names));
            parts.extend(object.others.iter().filter_map(|group| group.rest));
            parts.extend(object.others.iter().flat_map(|group| &group.patterns).map(|(_, check)| *check));
        }
        for whole in &self.whole {
            match whole {
                Whole::Values { .. } => {}
                Whole::Also(id)
                | Whole::Not(id, _)
                | Whole::IfMember(_, id)
                | Whole::UnevaluatedMembers(id)
                | Whole::UnevaluatedItems(id) => parts.push(*id),
                Whole::AnyOf(branches) | Whole::OneOf(branches) => parts.extend(&branches.checks),
                Whole::If(condition, then, otherwise) => parts.extend([*condition].iter().chain(then).chain(otherwise)),
            }
        }
        parts
    }

    /// Whether all that the check says is about the value as a whole.
    pub fn says_nothing_by_kind(&self) -> bool {
        self.kinds.0 == Kinds::ALL
            && self.never.is_none()
            && self.text.is_empty()
            && self.numeric.is_empty()
            && self.array.is_none()
            && self.object.is_none()
    }

    /// The one check that this one is but another name for.
    pub fn alias(&self) -> Option<CheckId> {
        match self.whole.as_slice() {
            [Whole::Also(id)] if self.says_nothing_by_kind() => Some(*id),
            _ => None,
        }
    }
}

impl Object {
    /// Makes the table of names, when all of them are known.
    fn index(&mut self) {
        self.table = NameTable::new(self.named.iter().map(|(name, _)| name.clone()).collect());
        let names = self.table.names();
        self.wanted = self.required.iter().fold(Wanted::new(), |wanted, (name, _)| wanted.and(names.find(name)));
    }

    /// The names that a rule is about; those that only have to be there are not among them.
    pub fn evaluated_names(&self) -> impl Iterator<Item = &str> {
        self.named.iter().filter(|(_, checks)| !checks.is_empty()).map(|(name, _)| name.as_str())
    }
}
