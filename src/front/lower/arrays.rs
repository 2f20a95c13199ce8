//! The keywords that apply schemas to items.

use super::{Here, Lowering};
use crate::front::decimal;
use crate::front::tree::{Data, NodeId};
use crate::ir::{Contains, Items, Rule};

impl Lowering<'_, '_> {
    pub(super) fn array(&mut self, here: &Here, name: &str, value: NodeId) -> Option<Rule> {
        match name {
            "contains" => self.contains(here, value),
            "unevaluatedItems" => self.child(here, value).map(Rule::UnevaluatedItems),
            _ if here.speaks_for(name, &["prefixItems", "items", "additionalItems"]) => self.items(here),
            _ => None,
        }
    }

    fn items(&mut self, here: &Here) -> Option<Rule> {
        let items = here.get("items");
        let (prefix, rest) = if here.dialect.draft.has_prefix_items() {
            (here.get("prefixItems"), items)
        } else {
            // `additionalItems` speaks of the items after an array of schemas only.
            match items {
                Some(node) if matches!(here.tree().data(node), Data::Array(_)) => (items, here.get("additionalItems")),
                _ => (None, items),
            }
        };
        let prefix = prefix.map(|node| self.children(here, here.tree().items(node))).unwrap_or_default();
        let rest = rest.and_then(|node| self.child(here, node));
        (!prefix.is_empty() || rest.is_some()).then_some(Rule::Items(Items { prefix, rest }))
    }

    fn contains(&mut self, here: &Here, value: NodeId) -> Option<Rule> {
        let bound = |name| here.get(name).and_then(|node| decimal::natural(here.tree().raw(node)));
        let (min, max) = (bound("minContains").unwrap_or(1), bound("maxContains"));
        let evaluates = here.dialect.draft.contains_evaluates();
        Some(Rule::Contains(Contains { schema: self.child(here, value)?, min, max, evaluates }))
    }
}
