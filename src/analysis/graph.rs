//! Ways through what leads to what: types that hold types, checks that run checks.

use std::collections::{BTreeMap, BTreeSet};

/// The strongly connected component of each node (Tarjan), without recursion: schemas nest as deep as they like.
/// A node alone in its component has a number that no other node has, unless it holds itself.
pub(crate) fn components<K: Copy + Ord>(edges: &BTreeMap<K, Vec<K>>) -> BTreeMap<K, usize> {
    let mut state = State::new();
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
                Some(target) if state.on_stack.contains(&target) => {
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

struct State<K> {
    index: BTreeMap<K, usize>,
    low: BTreeMap<K, usize>,
    stack: Vec<K>,
    on_stack: BTreeSet<K>,
    component: BTreeMap<K, usize>,
    count: usize,
}

impl<K: Copy + Ord> State<K> {
    fn new() -> Self {
        Self {
            index: BTreeMap::new(),
            low: BTreeMap::new(),
            stack: Vec::new(),
            on_stack: BTreeSet::new(),
            component: BTreeMap::new(),
            count: 0,
        }
    }

    fn enter(&mut self, node: K) {
        let index = self.index.len();
        self.index.insert(node, index);
        self.low.insert(node, index);
        self.stack.push(node);
        self.on_stack.insert(node);
    }

    fn lower(&mut self, node: K, low: usize) {
        if let Some(known) = self.low.get_mut(&node) {
            *known = low.min(*known);
        }
    }

    fn leave(&mut self, node: K, edges: &BTreeMap<K, Vec<K>>) {
        if self.low[&node] != self.index[&node] {
            return;
        }
        let start = self.stack.iter().rposition(|known| *known == node).unwrap_or(0);
        let members = self.stack.split_off(start);
        for member in &members {
            self.on_stack.remove(member);
        }
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

/// All nodes, each before those that it leads to, as far as they do not lead back; from the `first` ones on.
pub(crate) fn order<K: Copy + Ord>(edges: &BTreeMap<K, Vec<K>>, first: &[K]) -> Vec<K> {
    let (mut seen, mut done) = (BTreeSet::new(), Vec::new());
    for root in first.iter().chain(edges.keys()) {
        let mut way: Vec<(K, usize)> = Vec::new();
        if seen.insert(*root) {
            way.push((*root, 0));
        }
        while let Some((node, next)) = way.last_mut() {
            let target = edges.get(node).and_then(|targets| targets.get(*next)).copied();
            *next += 1;
            match target {
                Some(target) => way.extend(seen.insert(target).then_some((target, 0))),
                None => done.extend(way.pop().map(|(node, _)| node)),
            }
        }
    }
    done.reverse();
    done
}

/// At most so many nodes follow each other, whatever the way: those that lead back to each other count all.
pub(crate) fn longest_way<K: Copy + Ord>(edges: &BTreeMap<K, Vec<K>>) -> usize {
    let components = components(edges);
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for component in components.values() {
        *sizes.entry(*component).or_default() += 1;
    }
    let mut before: BTreeMap<usize, usize> = BTreeMap::new();
    let mut longest = 0;
    for node in order(edges, &[]) {
        let Some(component) = components.get(&node) else { continue };
        let length =
            before.get(component).copied().unwrap_or_default() + sizes.get(component).copied().unwrap_or_default();
        longest = longest.max(length);
        for target in edges.get(&node).into_iter().flatten() {
            if let Some(other) = components.get(target).filter(|other| *other != component) {
                let known = before.entry(*other).or_default();
                *known = length.max(*known);
            }
        }
    }
    longest
}
