//! Puts the schemas in the order in which they are written, however they were found.

use super::ScopeId;
use crate::front::documents::NodeRef;
use crate::ir::{Ir, Rule, Schema, SchemaId};

/// Renumbers all schemas by place, those at one place by dynamic scope.
pub(super) fn by_place(ir: &mut Ir, nodes: &[(NodeRef, ScopeId)]) {
    let mut order: Vec<usize> = (0..ir.schemas.len()).collect();
    order.sort_by_key(|index| nodes.get(*index));
    let mut renamed = vec![SchemaId(0); order.len()];
    for (new, old) in order.iter().enumerate() {
        if let Some(slot) = renamed.get_mut(*old) {
            *slot = SchemaId(u32::try_from(new).unwrap_or(u32::MAX));
        }
    }
    let rename = |id: &mut SchemaId| {
        if let Some(new) = renamed.get(id.0 as usize) {
            *id = *new;
        }
    };
    let mut schemas: Vec<Option<Schema>> = std::mem::take(&mut ir.schemas).into_iter().map(Some).collect();
    ir.schemas = order.iter().filter_map(|old| schemas.get_mut(*old)?.take()).collect();
    rename(&mut ir.root);
    ir.definitions.iter_mut().for_each(|(_, id)| rename(id));
    for keyword in ir.schemas.iter_mut().flat_map(|schema| &mut schema.keywords) {
        for_each_child(&mut keyword.rule, rename);
    }
}

/// Sets aside what can reject nothing: every `contains` that wants no item, and every `if` without `then` and `else`,
/// unless some schema asks what has been evaluated, which is all that it can change.
pub(super) fn set_idle_aside(ir: &mut Ir) {
    let mut rules = ir.schemas.iter().flat_map(|schema| &schema.keywords).map(|keyword| &keyword.rule);
    let asks = rules.any(|rule| matches!(rule, Rule::UnevaluatedItems(_) | Rule::UnevaluatedProperties(_)));
    for schema in &mut ir.schemas {
        let idle = schema.keywords.extract_if(.., |keyword| match &keyword.rule {
            Rule::If { then: None, otherwise: None, .. } => !asks,
            Rule::Contains(contains) => contains.min == 0 && contains.max.is_none() && !contains.evaluates,
            _ => false,
        });
        schema.annotations.idle = idle.collect();
    }
}

fn for_each_child(rule: &mut Rule, change: impl Fn(&mut SchemaId)) {
    match rule {
        Rule::Items(items) => items.prefix.iter_mut().chain(&mut items.rest).for_each(change),
        Rule::Contains(contains) => change(&mut contains.schema),
        Rule::Members(members) => {
            let named = members.named.iter_mut().chain(&mut members.patterns).map(|(_, id)| id);
            named.chain(&mut members.rest).for_each(change);
        }
        Rule::DependentSchemas(list) => list.iter_mut().for_each(|(_, id)| change(id)),
        Rule::AllOf(list) | Rule::AnyOf(list) | Rule::OneOf(list) => list.iter_mut().for_each(change),
        Rule::If { condition, then, otherwise } => {
            std::iter::once(condition).chain(then).chain(otherwise).for_each(change);
        }
        Rule::Ref(id)
        | Rule::Not(id)
        | Rule::PropertyNames(id)
        | Rule::UnevaluatedItems(id)
        | Rule::UnevaluatedProperties(id) => change(id),
        _ => {}
    }
}
