//! Whether two schemas say the same, word by word, wherever they stand and whatever they are called.

use std::collections::HashSet;

use super::Walk;
use crate::compat::change::Which;
use crate::ir::{Rule, SchemaId};

/// So many pairs are looked at for one answer.
const MOST: usize = 2_000;

impl Walk<'_> {
    /// Whether a schema of the side and one of the other side are written alike, references followed.
    pub(super) fn are_same(&mut self, side: Which, id: SchemaId, other: SchemaId) -> bool {
        let (old, new) = match side {
            Which::Old => (id, other),
            Which::New => (other, id),
        };
        if let Some(known) = self.same.get(&(old, new)) {
            return *known;
        }
        // Those that lead back to themselves are the same as long as nothing tells them apart.
        let (mut seen, mut pending) = (HashSet::from([(old, new)]), vec![(old, new)]);
        let mut is_same = true;
        while let Some((one, two)) = pending.pop() {
            if seen.len() > MOST || !self.is_alike_by_itself(one, two, &mut pending, &mut seen) {
                is_same = false;
                break;
            }
        }
        if is_same {
            self.same.extend(seen.into_iter().map(|pair| (pair, true)));
        } else {
            self.same.insert((old, new), false);
        }
        is_same
    }

    /// Whether two rules say the same.
    pub(super) fn rules_are_same(&mut self, side: Which, rule: &Rule, other: &Rule) -> bool {
        is_written_alike(rule, other)
            && rule.children().into_iter().zip(other.children()).all(|(one, two)| self.are_same(side, one, two))
    }

    fn is_alike_by_itself(
        &self,
        old: SchemaId,
        new: SchemaId,
        pending: &mut Vec<(SchemaId, SchemaId)>,
        seen: &mut HashSet<(SchemaId, SchemaId)>,
    ) -> bool {
        let left = self.ir(Which::Old).schema(self.meant(Which::Old, old));
        let right = self.ir(Which::New).schema(self.meant(Which::New, new));
        let mut rights: Vec<&Rule> = right.keywords.iter().map(|keyword| &keyword.rule).collect();
        for keyword in &left.keywords {
            let Some(at) = rights.iter().position(|rule| is_written_alike(&keyword.rule, rule)) else { return false };
            let (mine, theirs) = (keyword.rule.children(), rights.swap_remove(at).children());
            let pairs = mine.into_iter().zip(theirs).filter(|pair| seen.insert(*pair));
            pending.extend(pairs);
        }
        rights.is_empty()
    }
}

/// Whether two rules differ in the schemas that they apply only, of which they have equally many, for the same purposes.
fn is_written_alike(one: &Rule, other: &Rule) -> bool {
    let names = |list: &[(String, SchemaId)]| list.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    match (one, other) {
        (Rule::Items(a), Rule::Items(b)) => a.prefix.len() == b.prefix.len() && a.rest.is_some() == b.rest.is_some(),
        (Rule::Contains(a), Rule::Contains(b)) => (a.min, a.max, a.evaluates) == (b.min, b.max, b.evaluates),
        (Rule::Members(a), Rule::Members(b)) => {
            names(&a.named) == names(&b.named)
                && names(&a.patterns) == names(&b.patterns)
                && a.rest.is_some() == b.rest.is_some()
        }
        (Rule::DependentSchemas(a), Rule::DependentSchemas(b)) => names(a) == names(b),
        (Rule::AllOf(a), Rule::AllOf(b)) | (Rule::AnyOf(a), Rule::AnyOf(b)) | (Rule::OneOf(a), Rule::OneOf(b)) => {
            a.len() == b.len()
        }
        (Rule::If { then: a, otherwise: c, .. }, Rule::If { then: b, otherwise: d, .. }) => {
            a.is_some() == b.is_some() && c.is_some() == d.is_some()
        }
        (Rule::Ref(_), Rule::Ref(_))
        | (Rule::Not(_), Rule::Not(_))
        | (Rule::PropertyNames(_), Rule::PropertyNames(_))
        | (Rule::UnevaluatedItems(_), Rule::UnevaluatedItems(_))
        | (Rule::UnevaluatedProperties(_), Rule::UnevaluatedProperties(_)) => true,
        (one, other) => one.children().is_empty() && one == other,
    }
}
