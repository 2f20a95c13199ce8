//! Whether no value is what two descriptions say at once.

use formwork_runtime::Kinds;

use super::Walk;
use super::facts::Facts;
use crate::compat::automata::texts_of;
use crate::compat::change::Known;
use crate::ir::{Rule, SchemaId};

/// So deep is looked into members for what tells two schemas apart.
const DEEPEST: usize = 4;

impl<'s> Walk<'s> {
    /// Whether it is plain that no value fits both.
    pub(super) fn are_disjoint(&mut self, one: &Known, other: &Known, depth: usize) -> bool {
        let (left, right) = (self.facts(one), self.facts(other));
        if left.is_empty() || right.is_empty() || left.kinds.is_disjoint(right.kinds) {
            return true;
        }
        if depth > DEEPEST {
            return false;
        }
        self.rules_out(&left, other)
            || self.rules_out(&right, one)
            || self.share_no_text(&left, &right)
            || self.differ_in_a_member(&left, &right, depth)
            || self.split(&left, one, other, depth)
            || self.split(&right, other, one, depth)
    }

    /// Whether all that is listed on the one side is rejected by the other, or what it forbids is what the other is.
    fn rules_out(&mut self, facts: &Facts<'_>, other: &Known) -> bool {
        let is_rejected = |value| other.schemas.iter().any(|id| self.accepts(other.side, *id, value) == Some(false));
        if facts.values.as_ref().is_some_and(|values| values.iter().all(is_rejected)) {
            return true;
        }
        if facts.side == other.side {
            return facts.rules().any(|rule| matches!(rule, Rule::Not(id) if other.schemas.contains(id)));
        }
        let forbidden: Vec<SchemaId> =
            facts.rules().filter_map(|rule| if let Rule::Not(id) = rule { Some(*id) } else { None }).collect();
        forbidden.into_iter().any(|id| self.would_include(other, id))
    }

    /// Whether both are about texts alone, and no text is what both say.
    fn share_no_text(&mut self, left: &Facts<'_>, right: &Facts<'_>) -> bool {
        if !Kinds::STRING.contains(left.kinds.intersection(right.kinds)) {
            return false;
        }
        let texts: Vec<String> = left.rules().chain(right.rules()).filter_map(texts_of).collect();
        !texts.is_empty() && self.automata.are_disjoint(&texts)
    }

    /// Whether one side requires a member that cannot be what both say of it.
    fn differ_in_a_member(&mut self, left: &Facts<'s>, right: &Facts<'s>, depth: usize) -> bool {
        let common = left.kinds.intersection(right.kinds);
        if !Kinds::OBJECT.contains(common) {
            return false;
        }
        let required = |facts: &Facts<'_>| -> Vec<String> {
            let lists =
                facts.rules().filter_map(|rule| if let Rule::Required(names) = rule { Some(names) } else { None });
            lists.flatten().cloned().collect()
        };
        let names: Vec<String> = required(left).into_iter().chain(required(right)).collect();
        names.iter().any(|name| {
            let one = self.known_member(left, name);
            let other = self.known_member(right, name);
            self.are_disjoint(&one, &other, depth + 1)
        })
    }

    /// Whether every alternative of a union is disjoint with the other side.
    fn split(&mut self, facts: &Facts<'_>, one: &Known, other: &Known, depth: usize) -> bool {
        let unions: Vec<Vec<SchemaId>> = facts.unions().map(|(_, list)| list.to_vec()).collect();
        unions.into_iter().any(|list| {
            !list.iter().any(|id| one.schemas.contains(id))
                && list.iter().all(|id| self.are_disjoint(&one.and(*id), other, depth + 1))
        })
    }
}
