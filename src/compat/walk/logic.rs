//! `anyOf`, `oneOf`, `not` and `if`: what follows by cases.

use formwork_runtime::{Json, Kinds};

use super::facts::Facts;
use super::{Outcome, Told, Walk};
use crate::compat::change::{Known, Which};
use crate::ir::{Rule, SchemaId};

/// A case that the value may be, and the alternative of a union that makes it one.
struct Case {
    known: Known,
    branch: Option<SchemaId>,
    /// The union, and whether exactly one of it holds.
    rivals: Vec<SchemaId>,
}

/// The cases that a value can be told apart by: the alternatives of a union, else its kinds.
fn cases(known: &Known, facts: &Facts<'_>) -> Vec<Case> {
    let union = facts.keywords.iter().find_map(|(_, keyword)| match &keyword.rule {
        Rule::OneOf(list) if !list.iter().any(|id| known.schemas.contains(id)) => Some((list, true)),
        Rule::AnyOf(list) if !list.iter().any(|id| known.schemas.contains(id)) => Some((list, false)),
        _ => None,
    });
    if let Some((list, is_exact)) = union {
        // Where the union is all that is known, its alternative says all of it: the shorter description is met again.
        let is_all = facts.keywords.len() == 1;
        let of_branch = |id| if is_all { Known::new(known.side, [id]).of_kinds(known.kinds) } else { known.and(id) };
        let case = |(at, id): (usize, &SchemaId)| Case {
            known: of_branch(*id),
            branch: Some(*id),
            rivals: list.iter().enumerate().filter(|(other, _)| is_exact && *other != at).map(|(_, id)| *id).collect(),
        };
        return list.iter().enumerate().map(case).collect();
    }
    let mut kinds: Vec<Kinds> = facts.kinds.names().filter_map(Kinds::from_name).collect();
    if facts.kinds.are_integers_as_written() {
        kinds = kinds.into_iter().map(Kinds::integers_as_written).collect();
    }
    if kinds.len() < 2 {
        return Vec::new();
    }
    let case = |kinds| Case { known: known.clone().of_kinds(kinds), branch: None, rivals: Vec::new() };
    kinds.into_iter().map(case).collect()
}

impl<'s> Walk<'s> {
    /// Whether the value fits one of the branches, in each of its cases.
    fn fits_some(&mut self, known: &Known, list: &[SchemaId], depth: usize) -> bool {
        if list.iter().any(|branch| self.would_include(known, *branch)) {
            return true;
        }
        let facts = self.facts(known);
        if facts.is_empty() {
            return true;
        }
        if depth == 0 {
            return false;
        }
        let cases = cases(known, &facts);
        !cases.is_empty() && cases.iter().all(|case| self.fits_some(&case.known, list, depth - 1))
    }

    pub(super) fn any_of(
        &mut self,
        known: &Known,
        facts: &Facts<'s>,
        goal: SchemaId,
        index: usize,
        list: &'s [SchemaId],
    ) -> Outcome {
        if self.fits_some(known, list, 2) {
            return Outcome::Follows;
        }
        if self.trials > 0 {
            return Outcome::Open;
        }
        let cases = cases(known, facts);
        if cases.iter().all(|case| case.branch.is_none()) {
            return Outcome::Open;
        }
        let (mut failing, mut taken) = (Vec::new(), Vec::new());
        for (at, case) in cases.iter().enumerate() {
            match list.iter().find(|branch| self.would_include(&case.known, **branch)) {
                Some(branch) => taken.push(*branch),
                None if self.fits_some(&case.known, list, 1) => {}
                None => failing.push(at),
            }
        }
        for at in failing {
            self.failing_case(known, &cases, at, goal, index, list, &mut taken);
        }
        Outcome::Told
    }

    /// Tells of a case that fits no branch: at what stands in the way inside the branch that is meant, if there is one.
    #[allow(clippy::too_many_arguments, reason = "the place is told by many")]
    fn failing_case(
        &mut self,
        known: &Known,
        cases: &[Case],
        at: usize,
        goal: SchemaId,
        index: usize,
        list: &'s [SchemaId],
        taken: &mut Vec<SchemaId>,
    ) {
        let Some(case) = cases.get(at) else { return };
        let Some(branch) = case.branch else { return };
        let partner = self.partner(known.side, branch, (at, cases.len()), list, taken);
        if let Some(partner) = partner {
            taken.push(partner);
            if !self.includes(&case.known, partner) {
                return;
            }
        }
        let site = self.ir(known.side).schema(branch).site.clone();
        let is_one = matches!(self.ir(known.side.other()).schema(goal).keywords[index].rule, Rule::OneOf(_));
        let (rule, message) = match (known.side, is_one) {
            (Which::Old, false) => ("breaking::any-of-branch-removed", "an alternative is gone"),
            (Which::New, false) => ("breaking::any-of-branch-added", "an alternative is new"),
            (Which::Old, true) => ("breaking::one-of-branch-removed", "an alternative is gone"),
            (Which::New, true) => ("breaking::one-of-branch-added", "an alternative is new"),
        };
        let told = Told {
            rule,
            is_telling: true,
            message: message.to_owned(),
            accepting_site: Some(site),
            at: None,
            member: None,
        };
        self.note(&case.known, goal, Some(index), told);
    }

    /// The branch on the other side that stands where `branch` stood, if one is like it.
    fn partner(
        &mut self,
        side: Which,
        branch: SchemaId,
        (at, of): (usize, usize),
        list: &[SchemaId],
        taken: &[SchemaId],
    ) -> Option<SchemaId> {
        let mut best: Option<(i32, SchemaId)> = None;
        for (index, other) in list.iter().enumerate() {
            if taken.contains(other) {
                continue;
            }
            let Some(likeness) = self.likeness(side, branch, *other) else { continue };
            let score = likeness + i32::from(index == at && of == list.len());
            if score >= 2 && best.is_none_or(|(known, _)| score > known) {
                best = Some((score, *other));
            }
        }
        best.map(|(_, id)| id)
    }

    /// How much two branches of the two sides look like one that was changed; `None` if a tag or their kinds tell them apart.
    fn likeness(&mut self, side: Which, one: SchemaId, other: SchemaId) -> Option<i32> {
        let (own, theirs) = (self.facts(&Known::new(side, [one])), self.facts(&Known::new(side.other(), [other])));
        if own.kinds.is_disjoint(theirs.kinds) {
            return None;
        }
        let mut score = i32::from(own.kinds == theirs.kinds && own.kinds != Kinds::ALL);
        let (tags, other_tags) = (self.tags(&own), self.tags(&theirs));
        for (name, value) in &tags {
            match other_tags.iter().find(|(other, _)| other == name) {
                Some((_, other)) if other == value => score += 4,
                Some(_) => return None,
                None => {}
            }
        }
        let last = |which: Which, id: SchemaId| {
            let schema = self.ir(which).schema(id);
            let meant = self.ir(which).schema(self.meant(which, id));
            let name = schema.alias().and_then(|_| meant.site.pointer.rsplit('/').next().map(str::to_owned));
            (name, meant.annotations.title.clone())
        };
        let ((name, title), (other_name, other_title)) = (last(side, one), last(side.other(), other));
        score += i32::from(name.is_some() && name == other_name) * 3;
        score += i32::from(title.is_some() && title == other_title) * 2;
        if own.kinds == theirs.kinds && own.kinds != Kinds::OBJECT && own.kinds != Kinds::ALL {
            score += 1;
        }
        Some(score)
    }

    /// The members that have but one value.
    fn tags(&mut self, facts: &Facts<'s>) -> Vec<(String, Json)> {
        let named = facts.members().flat_map(|(_, group)| &group.named);
        let tag = |(name, id): &(String, SchemaId)| {
            let known = self.facts(&Known::new(facts.side, [*id]));
            match known.values.as_deref() {
                Some([value]) => Some((name.clone(), value.clone())),
                _ => None,
            }
        };
        named.filter_map(tag).collect()
    }

    pub(super) fn one_of(
        &mut self,
        known: &Known,
        facts: &Facts<'s>,
        goal: SchemaId,
        index: usize,
        list: &'s [SchemaId],
    ) -> Outcome {
        let mut cases = cases(known, facts);
        if cases.is_empty() {
            cases.push(Case { known: known.clone(), branch: None, rivals: Vec::new() });
        }
        let (mut failing, mut overlaps, mut taken) = (Vec::new(), Vec::new(), Vec::new());
        for (at, case) in cases.iter().enumerate() {
            if self.facts(&case.known).is_empty() {
                continue;
            }
            let Some(home) = list.iter().position(|branch| self.would_include(&case.known, *branch)) else {
                if !self.fits_one_by_kind(case, list) {
                    failing.push(at);
                }
                continue;
            };
            taken.push(list[home]);
            for (other, branch) in list.iter().enumerate() {
                if other != home && !self.keeps_out(case, list[home], *branch) {
                    overlaps.push(*branch);
                }
            }
        }
        if failing.is_empty() && overlaps.is_empty() {
            return Outcome::Follows;
        }
        let is_union = facts.rules().any(|rule| matches!(rule, Rule::OneOf(_)));
        if self.trials > 0 || !is_union {
            return Outcome::Open;
        }
        for at in failing {
            self.failing_case(known, &cases, at, goal, index, list, &mut taken);
        }
        overlaps.sort_unstable();
        overlaps.dedup();
        for branch in overlaps {
            let at = Some(self.ir(known.side.other()).schema(branch).site.clone());
            let (rule, message) = match known.side {
                Which::Old => ("breaking::one-of-branch-added", "this alternative may hold beside another one"),
                Which::New => ("breaking::one-of-branch-removed", "this alternative may have held beside another one"),
            };
            let accepting_site = facts.unions().next().map(|(keyword, _)| keyword.site.clone());
            let told = Told { rule, is_telling: false, message: message.to_owned(), accepting_site, at, member: None };
            self.note(known, goal, Some(index), told);
        }
        Outcome::Told
    }

    /// Whether each kind of a case fits exactly one branch.
    fn fits_one_by_kind(&mut self, case: &Case, list: &[SchemaId]) -> bool {
        let facts = self.facts(&case.known);
        let inner: Vec<Case> = cases(&case.known, &facts);
        !inner.is_empty()
            && inner.iter().all(|case| {
                self.facts(&case.known).is_empty()
                    || list.iter().position(|branch| self.would_include(&case.known, *branch)).is_some_and(|home| {
                        list.iter()
                            .enumerate()
                            .all(|(other, branch)| other == home || self.keeps_out(case, list[home], *branch))
                    })
            })
    }

    /// Whether no value of a case fits a branch beside the one that it is at home in.
    fn keeps_out(&mut self, case: &Case, home: SchemaId, branch: SchemaId) -> bool {
        let goal_side = case.known.side.other();
        let other = Known::new(goal_side, [branch]);
        self.are_disjoint(&case.known, &other, 0)
            || self.are_disjoint(&Known::new(goal_side, [home]), &other, 0)
            // The value fits exactly one of its own union, and whatever fits the branch fits another one of that.
            || case.rivals.iter().any(|rival| self.would_include(&other, *rival))
    }

    pub(super) fn not(&mut self, known: &Known, facts: &Facts<'s>, goal: SchemaId) -> bool {
        let outside = Known::new(known.side.other(), [goal]);
        let own: Vec<SchemaId> =
            facts.rules().filter_map(|rule| if let Rule::Not(id) = rule { Some(*id) } else { None }).collect();
        own.into_iter().any(|id| self.would_include(&outside, id)) || self.are_disjoint(known, &outside, 0)
    }

    pub(super) fn conditional(
        &mut self,
        known: &Known,
        facts: &Facts<'s>,
        condition: SchemaId,
        then: Option<SchemaId>,
        otherwise: Option<SchemaId>,
    ) -> Outcome {
        let goal_side = known.side.other();
        let branches: Vec<SchemaId> = then.into_iter().chain(otherwise).collect();
        if branches.iter().all(|branch| self.would_include(known, *branch)) {
            return Outcome::Follows;
        }
        let is_out = self.are_disjoint(known, &Known::new(goal_side, [condition]), 0);
        if is_out && otherwise.is_none_or(|branch| self.would_include(known, branch)) {
            return Outcome::Follows;
        }
        let is_in = self.would_include(known, condition);
        if is_in && then.is_none_or(|branch| self.would_include(known, branch)) {
            return Outcome::Follows;
        }
        for rule in facts.rules() {
            let Rule::If { condition: own, then: own_then, otherwise: own_otherwise } = rule else { continue };
            let wider = self.would_include(&Known::new(known.side, [*own]), condition);
            let narrower = self.would_include(&Known::new(goal_side, [condition]), *own);
            if !wider || !narrower {
                continue;
            }
            let mut with = |own: Option<SchemaId>, also: Option<SchemaId>, goal: Option<SchemaId>| {
                let known = own.into_iter().chain(also).fold(known.clone(), |known, id| known.and(id));
                goal.is_none_or(|goal| self.includes(&known, goal))
            };
            let first = with(*own_then, Some(*own), then);
            let second = with(*own_otherwise, None, otherwise);
            if first && second {
                return Outcome::Follows;
            }
            // What one of the branches says has changed, and has been told there.
            return if self.trials > 0 { Outcome::Open } else { Outcome::Told };
        }
        Outcome::Open
    }
}
