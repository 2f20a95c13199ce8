//! Which of the schemas of `oneOf` or `anyOf` was meant, where none accepts a value.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use formwork_runtime::{Budget, Collector, Json, Kind, Kinds, Tree, Violation};

use super::Knowledge;
use crate::ir::Rule;
use crate::plan::{Branches, CheckId, Evaluator, Whole};

/// So many violations of a branch are looked for that was not asked before.
const MOST: usize = 100;

/// What is known of the branches.
pub(super) struct Choice {
    pub(super) meant: Meant,
    /// What each branch finds; nothing for those that cannot be meant.
    pub(super) causes: Vec<Vec<Violation>>,
    /// What each branch is called.
    pub(super) names: Vec<String>,
    /// The kind of the value.
    pub(super) kind: Kind,
}

/// Which branch was meant.
pub(super) enum Meant {
    /// This one, and why.
    Branch { index: usize, reason: Reason },
    /// None, as all are for values of these kinds.
    NoneByKind(Kinds),
    /// None, as a member tells them apart that is none of `texts`, or is not there.
    NoneByTag { name: String, texts: Vec<String>, is_there: bool },
    /// Nobody knows.
    Unknown,
}

/// Why a branch was meant.
pub(super) enum Reason {
    /// No other is for values of this kind.
    Kind,
    /// A member says so, whose place this is.
    Tag(String),
    /// It alone can do without the member of this name.
    NoTag(String),
}

impl Choice {
    /// The branch that the fewest constants of the value's members speak against; of those the one with the fewest faults,
    /// and of those the one whose faults are deepest.
    pub(super) fn nearest(&self, pointer: &str) -> Option<usize> {
        let is_member = |cause: &&Violation| {
            cause.instance.strip_prefix(pointer).is_some_and(|rest| rest.matches('/').count() == 1)
        };
        let failed = self.causes.iter().enumerate().filter(|(_, causes)| !causes.is_empty());
        let nearest = failed.min_by_key(|(_, causes)| {
            let deepest = causes.iter().map(|cause| cause.instance.matches('/').count()).max();
            let against = causes.iter().filter(|cause| cause.keyword == "const").filter(is_member).count();
            (against, causes.len(), Reverse(deepest))
        });
        nearest.map(|(index, _)| index)
    }
}

/// The places that the explanation of some violations goes to, of values that nobody has looked at so far.
pub(super) fn look_ahead(
    knowledge: &Knowledge,
    violations: &[Violation],
    root: &Json,
    all_branches: bool,
    to: &mut BTreeSet<String>,
) {
    for violation in violations {
        to.insert(violation.instance.clone());
        let value = root.pointer(&violation.instance).filter(|_| !violation.alternatives.is_empty());
        let choice = value.and_then(|value| choose(knowledge, violation, value, all_branches));
        let Some(choice) = choice else { continue };
        match choice.meant {
            Meant::Branch { reason: Reason::Tag(tag), .. } => drop(to.insert(tag)),
            Meant::NoneByTag { name, .. } => {
                to.insert(format!("{}/{}", violation.instance, name.replace('~', "~0").replace('/', "~1")));
            }
            Meant::Branch { .. } | Meant::NoneByKind(_) | Meant::Unknown => {}
        }
        for causes in &choice.causes {
            look_ahead(knowledge, causes, root, all_branches, to);
        }
    }
}

/// Looks at the kind of the value, then at what tells the branches apart.
pub(super) fn choose(knowledge: &Knowledge, violation: &Violation, value: &Json, all_branches: bool) -> Option<Choice> {
    let branches = branches(knowledge, violation)?;
    let masks = &branches.masks;
    let by_kind: Vec<usize> = (0..branches.checks.len())
        .filter(|index| masks.kinds.get(*index).is_none_or(|kinds| kinds.admits(value.kind())))
        .collect();
    let (meant, candidates) = match by_kind.as_slice() {
        [] => (Meant::NoneByKind(masks.kinds.iter().fold(Kinds::NONE, |all, kinds| all.union(*kinds))), Vec::new()),
        [only] => (Meant::Branch { index: *only, reason: Reason::Kind }, by_kind.clone()),
        _ => by_tag(branches, &by_kind, violation, value),
    };
    let mut causes = violation.alternatives.clone();
    causes.resize(branches.checks.len(), Vec::new());
    for (index, check) in branches.checks.iter().enumerate() {
        let is_asked = all_branches || candidates.contains(&index);
        match causes.get_mut(index) {
            Some(causes) if !is_asked => causes.clear(),
            Some(causes) if causes.is_empty() => *causes = ask(knowledge, *check, violation, value),
            _ => {}
        }
    }
    let names = names(knowledge, violation, branches.checks.len());
    Some(Choice { meant, causes, names, kind: value.kind() })
}

fn by_tag(branches: &Branches, by_kind: &[usize], violation: &Violation, value: &Json) -> (Meant, Vec<usize>) {
    let unknown = (Meant::Unknown, by_kind.to_vec());
    let (Some(tag), Some(name), Some(object)) = (&branches.masks.tag, branches.masks.tag_name(), value.as_object())
    else {
        return unknown;
    };
    let text = object.get(name).and_then(Json::as_str);
    let mask = match text {
        Some(text) => {
            let number = tag.texts.iter().position(|known| known == text);
            number.and_then(|number| tag.by_text.get(number)).copied().unwrap_or(tag.otherwise)
        }
        None => tag.without,
    };
    // Those after the last bit are never told apart.
    let candidates: Vec<usize> =
        by_kind.iter().copied().filter(|index| *index >= 64 || mask >> index & 1 == 1).collect();
    match candidates.as_slice() {
        [] => {
            let is_there = object.get(name).is_some();
            (Meant::NoneByTag { name: name.to_owned(), texts: tag.texts.clone(), is_there }, Vec::new())
        }
        [only] => {
            let segment = name.replace('~', "~0").replace('/', "~1");
            let reason = match text {
                Some(_) => Reason::Tag(format!("{}/{segment}", violation.instance)),
                None => Reason::NoTag(name.to_owned()),
            };
            (Meant::Branch { index: *only, reason }, candidates)
        }
        _ => (Meant::Unknown, candidates),
    }
}

/// The branches of the rule that is broken.
fn branches<'k>(knowledge: &'k Knowledge, violation: &Violation) -> Option<&'k Branches> {
    let wholes = knowledge.compiled.plan.checks.iter().flat_map(|check| &check.whole);
    let mut of_keyword = wholes.filter_map(|whole| match whole {
        Whole::AnyOf(branches) if violation.keyword == "anyOf" => Some(branches),
        Whole::OneOf(branches) if violation.keyword == "oneOf" => Some(branches),
        _ => None,
    });
    of_keyword
        .find(|branches| branches.schema == violation.schema && branches.checks.len() == violation.alternatives.len())
}

/// What a branch finds that was not asked before.
fn ask(knowledge: &Knowledge, check: CheckId, violation: &Violation, value: &Json) -> Vec<Violation> {
    let (budget, mut collector) = (Budget::for_value(), Collector::new(MOST));
    let evaluator = Evaluator::new(&knowledge.compiled.plan);
    // At a limit there is only what was found before.
    let _ = evaluator.check(check, &mut Tree::new(value, &budget), &mut collector);
    let mut causes = collector.into_violations();
    put_below(&mut causes, &violation.instance);
    causes
}

fn put_below(violations: &mut [Violation], pointer: &str) {
    for violation in violations {
        violation.instance.insert_str(0, pointer);
        violation.alternatives.iter_mut().for_each(|causes| put_below(causes, pointer));
    }
}

/// What the branches are called: by their names in the schema, else by their number.
fn names(knowledge: &Knowledge, violation: &Violation, count: usize) -> Vec<String> {
    let ids = knowledge.rules_at(&violation.schema).find_map(|rule| match rule {
        Rule::AnyOf(ids) if violation.keyword == "anyOf" => Some(ids),
        Rule::OneOf(ids) if violation.keyword == "oneOf" => Some(ids),
        _ => None,
    });
    let name = |index: usize| {
        let id = ids.and_then(|ids| ids.get(index));
        id.and_then(|id| knowledge.name_of(*id)).map_or_else(|| format!("alternative {index}"), str::to_owned)
    };
    (0..count).map(name).collect()
}
