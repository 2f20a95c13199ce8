//! Where a type holds itself by value, so that something has to be put in a box.

use std::collections::{BTreeMap, BTreeSet};

use super::{Shape, Type, TypeId, graph};

/// The pairs of a holder and what it holds by value, where the held one holds the holder in turn.
pub(super) fn boxed(types: &BTreeMap<TypeId, Type>) -> BTreeSet<(TypeId, TypeId)> {
    let edges: BTreeMap<TypeId, Vec<TypeId>> = types.iter().map(|(id, found)| (*id, held(&found.shape))).collect();
    let components = graph::components(&edges);
    let mut boxed = BTreeSet::new();
    for (holder, targets) in &edges {
        for target in targets {
            if components.get(holder) == components.get(target) {
                boxed.insert((*holder, *target));
            }
        }
    }
    boxed
}

/// Types without a declaration that lead back to themselves through others without one: spelling such a type out would
/// not end, so that it gets a name.
pub(super) fn endless(
    types: &BTreeMap<TypeId, Type>,
    is_declared: impl Fn(&TypeId, &Type) -> bool,
) -> BTreeSet<TypeId> {
    let mut named = BTreeSet::new();
    let mut done = BTreeSet::new();
    for root in types.keys() {
        // The types on the way from the root, each with those it is made of that were not looked at yet.
        let mut way: Vec<(TypeId, Vec<TypeId>)> = Vec::new();
        let mut on_way = BTreeSet::new();
        let mut next = Some(*root);
        loop {
            if let Some(id) = next.take() {
                let found = types.get(&id).filter(|found| !is_declared(&id, found));
                if on_way.contains(&id) {
                    named.insert(id);
                } else if let Some(found) = found.filter(|_| !named.contains(&id) && !done.contains(&id)) {
                    on_way.insert(id);
                    way.push((id, found.shape.uses().iter().map(|used| used.of).collect()));
                }
            }
            match way.last_mut() {
                Some((id, parts)) => match parts.pop() {
                    Some(part) => next = Some(part),
                    None => {
                        done.insert(*id);
                        on_way.remove(id);
                        way.pop();
                    }
                },
                None => break,
            }
        }
    }
    named
}

/// What a shape holds by value. Lists and maps keep theirs on the heap.
fn held(shape: &Shape) -> Vec<TypeId> {
    match shape {
        Shape::Nullable(used) => vec![used.of],
        Shape::Struct { fields, .. } => fields.iter().filter_map(|field| field.of).map(|used| used.of).collect(),
        Shape::Union { variants, .. } => variants.iter().map(|variant| variant.of.of).collect(),
        _ => Vec::new(),
    }
}
