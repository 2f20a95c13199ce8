//! What is known of a value, all schemas that accept it taken together.

use formwork_runtime::{Json, Kinds};

use super::{Walk, scalars};
use crate::analysis;
use crate::compat::change::{Known, Which};
use crate::ir::{Contains, Items, Keyword, Members, Rule, SchemaId, Site};

/// All keywords that hold for a value, and what they say together.
pub(super) struct Facts<'s> {
    /// Whose they are.
    pub(super) side: Which,
    /// The keywords, each with the schema that it stands in.
    pub(super) keywords: Vec<(SchemaId, &'s Keyword)>,
    /// The kinds that the value may have.
    pub(super) kinds: Kinds,
    /// All values that it may be, where they are listed.
    pub(super) values: Option<Vec<Json>>,
    never: bool,
}

impl<'s> Walk<'s> {
    pub(super) fn facts(&self, known: &Known) -> Facts<'s> {
        let ir = self.ir(known.side);
        let mut facts =
            Facts { side: known.side, keywords: Vec::new(), kinds: known.kinds, values: None, never: false };
        let mut pending: Vec<SchemaId> = known.schemas.iter().rev().copied().collect();
        let mut seen = Vec::new();
        while let Some(id) = pending.pop() {
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            facts.kinds = facts.kinds.intersection(analysis::possible(ir, id));
            for keyword in &ir.schema(id).keywords {
                match &keyword.rule {
                    Rule::Ref(target) => pending.push(*target),
                    Rule::AllOf(list) => pending.extend(list.iter().rev()),
                    Rule::Never => facts.never = true,
                    _ => facts.keywords.push((id, keyword)),
                }
            }
        }
        facts.values = self.listed(known, &facts);
        facts
    }

    /// The values that are listed, without those that some schema is known to reject.
    fn listed(&self, known: &Known, facts: &Facts<'s>) -> Option<Vec<Json>> {
        let lists =
            || facts.rules().filter_map(|rule| if let Rule::Values(values) = rule { Some(values) } else { None });
        let first = lists().next()?;
        let accepted = first.iter().filter(|value| {
            lists().all(|list| list.contains(value))
                && scalars::kinds_admit(facts.kinds, value)
                && known.schemas.iter().all(|id| self.accepts(known.side, *id, value) != Some(false))
        });
        Some(accepted.cloned().collect())
    }
}

impl<'s> Facts<'s> {
    /// Whether there is no such value, as far as is seen.
    pub(super) fn is_empty(&self) -> bool {
        self.never || self.kinds.is_empty() || self.values.as_ref().is_some_and(Vec::is_empty)
    }

    pub(super) fn rules(&self) -> impl Iterator<Item = &'s Rule> + use<'_, 's> {
        self.keywords.iter().map(|(_, keyword)| &keyword.rule)
    }

    /// The place of a keyword that is about the same as the rule.
    pub(super) fn site_of(&self, rule: &Rule) -> Option<Site> {
        let same = self.keywords.iter().find(|(_, keyword)| scalars::is_alike(&keyword.rule, rule));
        same.map(|(_, keyword)| keyword.site.clone())
    }

    pub(super) fn members(&self) -> impl Iterator<Item = (&'s Site, &'s Members)> + use<'_, 's> {
        self.keywords.iter().filter_map(|(_, keyword)| match &keyword.rule {
            Rule::Members(members) => Some((&keyword.site, members)),
            _ => None,
        })
    }

    pub(super) fn items(&self) -> impl Iterator<Item = &'s Items> + use<'_, 's> {
        self.rules().filter_map(|rule| if let Rule::Items(items) = rule { Some(items) } else { None })
    }

    pub(super) fn contains(&self) -> impl Iterator<Item = &'s Contains> + use<'_, 's> {
        self.rules().filter_map(|rule| if let Rule::Contains(contains) = rule { Some(contains) } else { None })
    }

    pub(super) fn requires(&self, name: &str) -> bool {
        self.rules().any(|rule| matches!(rule, Rule::Required(names) if names.iter().any(|known| known == name)))
    }

    /// The most items that there may be.
    pub(super) fn most_items(&self) -> Option<u64> {
        self.rules().filter_map(|rule| if let Rule::MaxItems(most) = rule { Some(*most) } else { None }).min()
    }

    pub(super) fn unions(&self) -> impl Iterator<Item = (&'s Keyword, &'s [SchemaId])> + use<'_, 's> {
        self.keywords.iter().filter_map(|(_, keyword)| match &keyword.rule {
            Rule::AnyOf(list) | Rule::OneOf(list) => Some((*keyword, list.as_slice())),
            _ => None,
        })
    }
}
