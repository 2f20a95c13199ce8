//! `unevaluatedProperties` and `unevaluatedItems`: what may be evaluated beside them, and when they follow.

use std::collections::BTreeSet;

use super::Walk;
use super::facts::Facts;
use crate::compat::change::{Known, Which};
use crate::ir::{Rule, SchemaId};

impl<'s> Walk<'s> {
    /// Whether some keyword of a schema, or of one that it applies to the same value, may evaluate a member: the one of
    /// that name, or one of no known name.
    pub(super) fn may_evaluate(&mut self, side: Which, id: SchemaId, name: Option<&str>, depth: usize) -> bool {
        if depth > 20 {
            return true;
        }
        for keyword in &self.ir(side).schema(id).keywords {
            let may = match (&keyword.rule, name) {
                (Rule::Members(group), Some(name)) => {
                    group.rest.is_some()
                        || group.named.iter().any(|(known, _)| known == name)
                        || group.patterns.iter().any(|(pattern, _)| self.matches(pattern, name) != Some(false))
                }
                (Rule::Members(group), None) => group.rest.is_some(),
                (Rule::UnevaluatedProperties(_), _) => depth > 0,
                (
                    rule @ (Rule::Ref(_)
                    | Rule::AllOf(_)
                    | Rule::AnyOf(_)
                    | Rule::OneOf(_)
                    | Rule::If { .. }
                    | Rule::DependentSchemas(_)),
                    _,
                ) => rule.children().into_iter().any(|child| self.may_evaluate(side, child, name, depth + 1)),
                _ => false,
            };
            if may {
                return true;
            }
        }
        false
    }

    /// `unevaluatedProperties` and `unevaluatedItems`: they follow where all that can evaluate is the same on both sides.
    pub(super) fn unevaluated(&mut self, known: &Known, facts: &Facts<'s>, goal: SchemaId, index: usize) -> bool {
        let goal_side = known.side.other();
        let schema = self.ir(goal_side).schema(goal);
        let rule = &schema.keywords[index].rule;
        let (Rule::UnevaluatedItems(wanted) | Rule::UnevaluatedProperties(wanted)) = rule else { return false };
        if self.is_anything(goal_side, *wanted) {
            return true;
        }
        for (owner, keyword) in &facts.keywords {
            let id = match (&keyword.rule, rule) {
                (Rule::UnevaluatedItems(id), Rule::UnevaluatedItems(_))
                | (Rule::UnevaluatedProperties(id), Rule::UnevaluatedProperties(_)) => *id,
                _ => continue,
            };
            if self.evaluates_alike(known.side, *owner, goal) {
                let below = Known::new(known.side, [id]);
                if self.would_include(&below, *wanted) {
                    return true;
                }
            }
        }
        false
    }

    /// Whether two schemas evaluate the same members and items of the same values: by themselves the same names, patterns
    /// and lengths, and by what they apply in place just the same.
    fn evaluates_alike(&mut self, side: Which, id: SchemaId, goal: SchemaId) -> bool {
        let own = self.ir(side).schema(id);
        let theirs = self.ir(side.other()).schema(goal);
        let in_place = |rule: &&Rule| {
            matches!(
                rule,
                Rule::Ref(_)
                    | Rule::AllOf(_)
                    | Rule::AnyOf(_)
                    | Rule::OneOf(_)
                    | Rule::If { .. }
                    | Rule::DependentSchemas(_)
                    | Rule::Contains(_)
            )
        };
        let mine: Vec<&Rule> = own.keywords.iter().map(|keyword| &keyword.rule).filter(in_place).collect();
        let mut others: Vec<&Rule> = theirs.keywords.iter().map(|keyword| &keyword.rule).filter(in_place).collect();
        for rule in mine {
            let Some(at) = others.iter().position(|other| self.rules_are_same(side, rule, other)) else { return false };
            others.swap_remove(at);
        }
        if !others.is_empty() {
            return false;
        }
        let shape = |schema: &crate::ir::Schema| {
            let mut shape = BTreeSet::new();
            for keyword in &schema.keywords {
                match &keyword.rule {
                    Rule::Members(group) => {
                        shape.extend(group.named.iter().map(|(name, _)| format!("name {name}")));
                        shape.extend(group.patterns.iter().map(|(source, _)| format!("pattern {source}")));
                        shape.extend(group.rest.map(|_| "rest".to_owned()));
                    }
                    Rule::Items(items) => {
                        shape.insert(format!("items {} {}", items.prefix.len(), items.rest.is_some()));
                    }
                    _ => {}
                }
            }
            shape
        };
        shape(own) == shape(theirs)
    }
}
