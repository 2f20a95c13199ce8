//! Where a type holds itself by value, so that something has to be put in a box.

use std::collections::{BTreeMap, BTreeSet};

use super::{Shape, Type, TypeId};

/// The pairs of a holder and what it holds by value, where the held one holds the holder in turn.
pub(super) fn boxed(types: &BTreeMap<TypeId, Type>) -> BTreeSet<(TypeId, TypeId)> {
    let edges: BTreeMap<TypeId, Vec<TypeId>> = types.iter().map(|(id, found)| (*id, held(&found.shape))).collect();
    let components = components(&edges);
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
        let mut next = Some(*root);
        loop {
            if let Some(id) = next.take() {
                let found = types.get(&id).filter(|found| !is_declared(&id, found));
                if way.iter().any(|(on_way, _)| *on_way == id) {
                    named.insert(id);
                } else if let Some(found) = found.filter(|_| !named.contains(&id) && !done.contains(&id)) {
                    way.push((id, found.shape.uses().iter().map(|used| used.of).collect()));
                }
            }
            match way.last_mut() {
                Some((id, parts)) => match parts.pop() {
                    Some(part) => next = Some(part),
                    None => {
                        done.insert(*id);
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

/// The strongly connected component of each node (Tarjan), without recursion: schemas nest as deep as they like.
/// A node alone in its component has a number that no other node has, unless it holds itself.
fn components(edges: &BTreeMap<TypeId, Vec<TypeId>>) -> BTreeMap<TypeId, usize> {
    let mut state = State::default();
    for root in edges.keys() {
        if state.index.contains_key(root) {
            continue;
        }
        let mut calls = vec![(*root, 0)];
        state.enter(*root);
        while let Some((node, next)) = calls.last_mut() {
            let node = *node;
            let target = edges.get(&node).and_then(|targets| targets.get(*next)).copied();
            *next += 1;
            match target {
                Some(target) if !state.index.contains_key(&target) => {
                    state.enter(target);
                    calls.push((target, 0));
                }
                Some(target) if state.stack.contains(&target) => {
                    let low = state.index[&target];
                    state.lower(node, low);
                }
                Some(_) => {}
                None => {
                    calls.pop();
                    state.leave(node, edges);
                    if let Some((parent, _)) = calls.last() {
                        let low = state.low[&node];
                        state.lower(*parent, low);
                    }
                }
            }
        }
    }
    state.component
}

#[derive(Default)]
struct State {
    index: BTreeMap<TypeId, usize>,
    low: BTreeMap<TypeId, usize>,
    stack: Vec<TypeId>,
    component: BTreeMap<TypeId, usize>,
    count: usize,
}

impl State {
    fn enter(&mut self, node: TypeId) {
        let index = self.index.len();
        self.index.insert(node, index);
        self.low.insert(node, index);
        self.stack.push(node);
    }

    fn lower(&mut self, node: TypeId, low: usize) {
        if let Some(known) = self.low.get_mut(&node) {
            *known = low.min(*known);
        }
    }

    fn leave(&mut self, node: TypeId, edges: &BTreeMap<TypeId, Vec<TypeId>>) {
        if self.low[&node] != self.index[&node] {
            return;
        }
        let start = self.stack.iter().position(|known| *known == node).unwrap_or(0);
        let members = self.stack.split_off(start);
        self.count += 1;
        let holds_itself = members.len() > 1 || edges.get(&node).is_some_and(|targets| targets.contains(&node));
        if holds_itself {
            for member in members {
                self.component.insert(member, self.count);
            }
        } else {
            // A component of one that does not hold itself is no reason for a box: it equals no other.
            self.component.insert(node, usize::MAX - self.count);
        }
    }
}
