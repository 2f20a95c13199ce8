//! Several groups of rules for an object's members, or for an array's items, become one.

use crate::ir::{Ir, Items, Keyword, Members, Rule, SchemaId};

use super::Conjunctions;

/// Fuses the groups of `id` where one group can say the same.
pub(super) fn fuse(ir: &mut Ir, id: SchemaId, conjunctions: &mut Conjunctions) {
    if conjunctions.is_full() {
        return;
    }
    let keywords = &ir.schema(id).keywords;
    let items: Vec<Items> = keywords.iter().filter_map(as_items).cloned().collect();
    let members: Vec<Members> = keywords.iter().filter_map(as_members).cloned().collect();
    if items.len() > 1 {
        let fused = fuse_items(ir, &items, conjunctions);
        replace(ir, id, |rule| matches!(rule, Rule::Items(_)), Rule::Items(fused));
    }
    let no_patterns = members.iter().all(|group| group.patterns.is_empty());
    // Where the rest may be anything, it says no more than that it is looked at.
    let says_nothing = |rest: SchemaId| ir.schema(rest).keywords.is_empty();
    let no_rest = members.iter().all(|group| group.rest.is_none_or(says_nothing));
    if members.len() > 1 && (no_patterns || no_rest) {
        let fused = fuse_members(ir, &members, conjunctions);
        replace(ir, id, |rule| matches!(rule, Rule::Members(_)), Rule::Members(fused));
    }
}

fn as_items(keyword: &Keyword) -> Option<&Items> {
    if let Rule::Items(items) = &keyword.rule { Some(items) } else { None }
}

fn as_members(keyword: &Keyword) -> Option<&Members> {
    if let Rule::Members(members) = &keyword.rule { Some(members) } else { None }
}

/// Puts `rule` in the place of the first keyword that `is_replaced`, and takes the others out.
fn replace(ir: &mut Ir, id: SchemaId, is_replaced: impl Fn(&Rule) -> bool, rule: Rule) {
    let keywords = &mut ir.schemas[id.0 as usize].keywords;
    let mut rule = Some(rule);
    keywords.retain_mut(|keyword| {
        if is_replaced(&keyword.rule) { rule.take().map(|rule| keyword.rule = rule).is_some() } else { true }
    });
}

fn fuse_items(ir: &mut Ir, groups: &[Items], conjunctions: &mut Conjunctions) -> Items {
    let longest = groups.iter().map(|group| group.prefix.len()).max().unwrap_or(0);
    let mut prefix = Vec::new();
    for position in 0..longest {
        let parts: Vec<_> =
            groups.iter().filter_map(|group| group.prefix.get(position).copied().or(group.rest)).collect();
        prefix.push(conjunctions.of(ir, &parts));
    }
    let rests: Vec<_> = groups.iter().filter_map(|group| group.rest).collect();
    Items { prefix, rest: (!rests.is_empty()).then(|| conjunctions.of(ir, &rests)) }
}

fn fuse_members(ir: &mut Ir, groups: &[Members], conjunctions: &mut Conjunctions) -> Members {
    let mut fused = Members::default();
    for (name, _) in groups.iter().flat_map(|group| &group.named) {
        if fused.named.iter().any(|(known, _)| known == name) {
            continue;
        }
        let parts: Vec<_> = groups
            .iter()
            .filter_map(|group| group.named.iter().find(|(known, _)| known == name).map(|(_, id)| *id).or(group.rest))
            .collect();
        fused.named.push((name.clone(), conjunctions.of(ir, &parts)));
    }
    for (pattern, schema) in groups.iter().flat_map(|group| &group.patterns) {
        fused.patterns.push((pattern.clone(), *schema));
    }
    let rests: Vec<_> = groups.iter().filter_map(|group| group.rest).collect();
    fused.rest = (!rests.is_empty()).then(|| conjunctions.of(ir, &rests));
    fused
}
