//! Arrays: what is known of an item, and whether the rules for items follow.

use super::facts::Facts;
use super::{Outcome, Told, Walk};
use crate::compat::change::{Known, Step, Which};
use crate::ir::{Contains, Items, SchemaId};

impl<'s> Walk<'s> {
    fn known_item(facts: &Facts<'_>, position: Option<usize>) -> Known {
        let at = |items: &Items| match position {
            Some(position) => items.prefix.get(position).copied().or(items.rest),
            None => items.rest,
        };
        Known::new(facts.side, facts.items().filter_map(at))
    }

    /// Whether no array has an item there.
    fn ends_before(&self, facts: &Facts<'s>, position: usize) -> bool {
        if facts.most_items().is_some_and(|most| most <= position as u64) {
            return true;
        }
        (0..=position)
            .any(|place| Self::known_item(facts, Some(place)).schemas.iter().any(|id| self.is_never(facts.side, *id)))
    }

    pub(super) fn items(
        &mut self,
        known: &Known,
        facts: &Facts<'s>,
        goal: SchemaId,
        index: usize,
        items: &'s Items,
    ) -> Outcome {
        let known_prefix = facts.items().map(|items| items.prefix.len()).max().unwrap_or(0);
        let mut holds = true;
        let last = known_prefix.max(items.prefix.len());
        // The last place stands for all after it.
        for position in 0..=last {
            let Some(schema) = items.prefix.get(position).copied().or(items.rest) else { continue };
            if self.ends_before(facts, position) {
                break;
            }
            let item = Self::known_item(facts, Some(position));
            holds &= self.item(known, goal, index, position, &item, schema);
            if !holds && self.trials > 0 {
                return Outcome::Open;
            }
        }
        Outcome::told_unless(holds)
    }

    fn item(
        &mut self,
        known: &Known,
        goal: SchemaId,
        index: usize,
        position: usize,
        item: &Known,
        schema: SchemaId,
    ) -> bool {
        let goal_side = known.side.other();
        let closes = self.is_never(goal_side, schema);
        let is_free = self.plain(item).schemas.is_empty();
        if !closes && !is_free {
            return self.includes_below(known, Step::Item(position), item, schema);
        }
        if self.would_include(item, schema) {
            return true;
        }
        let (rule, message) = match (known.side, closes) {
            (Which::Old, true) => {
                ("breaking::items-closed", format!("item {position} and all after it are rejected now"))
            }
            (Which::New, true) => ("breaking::items-opened", format!("item {position} was rejected before")),
            (Which::Old, false) => ("breaking::items-narrowed", format!("item {position} has a schema now")),
            (Which::New, false) => ("breaking::items-widened", format!("item {position} has no schema any more")),
        };
        let told = Told {
            rule,
            is_telling: true,
            message,
            accepting_site: item.schemas.first().map(|id| self.ir(known.side).schema(*id).site.clone()),
            at: Some(self.ir(goal_side).schema(schema).site.clone()),
            member: None,
        };
        self.note(known, goal, Some(index), told);
        false
    }

    pub(super) fn contains(&mut self, side: Which, facts: &Facts<'s>, goal: &Contains) -> bool {
        let known: Vec<Contains> = facts.contains().cloned().collect();
        let least = goal.min == 0
            || known
                .iter()
                .any(|own| own.min >= goal.min && self.would_include(&Known::new(side, [own.schema]), goal.schema));
        let most = goal.max.is_none_or(|most| {
            facts.most_items().is_some_and(|items| items <= most)
                || known.iter().any(|own| {
                    own.max.is_some_and(|own| own <= most)
                        && self.would_include(&Known::new(side.other(), [goal.schema]), own.schema)
                })
        });
        least && most
    }
}
