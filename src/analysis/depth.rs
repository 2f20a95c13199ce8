//! Where types nest deeper than the Rust compiler follows them, so that it has to be stopped.
//!
//! To find out how a value is dropped and whether it may be sent to another thread, `rustc` goes through all that a type
//! is made of, and gives up at its recursion limit of 128 steps.

use std::collections::{BTreeMap, BTreeSet};

use super::{Shape, Type, TypeId, graph};

/// How many steps of the compiler may follow each other.
const MOST_STEPS: usize = 110;

/// Types that hold each other are followed in any order, so that together they may take so many steps.
const MOST_TOGETHER: usize = 90;

/// The pairs of a holder and what it holds between which the compiler is stopped.
pub(super) fn cuts(
    types: &BTreeMap<TypeId, Type>,
    declared: &[TypeId],
    is_named: impl Fn(TypeId) -> bool,
) -> BTreeSet<(TypeId, TypeId)> {
    // `null` or a value is one field: the value is what can be put in a box, and the holder is what holds it.
    let is_nullable =
        |id: TypeId| !is_named(id) && matches!(types.get(&id), Some(Type { shape: Shape::Nullable(_), .. }));
    let boxable = |holder: TypeId, held: TypeId| match types.get(&held).map(|found| &found.shape) {
        Some(Shape::Nullable(value)) if is_nullable(held) => (held, value.of),
        _ => (holder, held),
    };
    let uses = |id: &TypeId, found: &Type| -> Vec<(TypeId, TypeId)> {
        found.shape.uses().iter().map(|used| boxable(*id, used.of)).collect()
    };
    let boxes: BTreeMap<TypeId, Vec<(TypeId, TypeId)>> =
        types.iter().filter(|(id, _)| !is_nullable(**id)).map(|(id, found)| (*id, uses(id, found))).collect();
    let edges: BTreeMap<TypeId, Vec<TypeId>> =
        boxes.iter().map(|(id, boxes)| (*id, boxes.iter().map(|(_, held)| *held).collect())).collect();
    let order = graph::order(&edges, declared);
    let place: BTreeMap<TypeId, usize> = order.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    let components = graph::components(&edges);
    let mut together: BTreeMap<usize, usize> = BTreeMap::new();
    for (id, component) in &components {
        *together.entry(*component).or_default() += types.get(id).map_or(0, steps);
    }
    let mut cuts = BTreeSet::new();
    let mut before: BTreeMap<(usize, Option<TypeId>), usize> = BTreeMap::new();
    // From the holders to what they hold: in a small circle all at once, in a large one without the ways back.
    for holder in order {
        let Some(component) = components.get(&holder) else { continue };
        let group = |id: TypeId| {
            let component = components.get(&id).copied().unwrap_or_default();
            let size = together.get(&component).copied().unwrap_or_default();
            if size <= MOST_TOGETHER {
                (component, None, size)
            } else {
                (component, Some(id), types.get(&id).map_or(0, steps))
            }
        };
        let (_, alone, size) = group(holder);
        let steps = before.get(&(*component, alone)).copied().unwrap_or_default() + size;
        for (boxer, held) in boxes.get(&holder).into_iter().flatten().copied() {
            let (held_component, held_alone, held_size) = group(held);
            if held_component == *component && alone.is_none() {
                continue;
            }
            let is_way_back = place.get(&held) <= place.get(&holder);
            if is_way_back || steps + held_size > MOST_STEPS {
                cuts.insert((boxer, held));
            } else {
                let known = before.entry((held_component, held_alone)).or_default();
                *known = steps.max(*known);
            }
        }
    }
    cuts
}

/// How many steps it takes the compiler at most to get from the type to what it is made of.
fn steps(found: &Type) -> usize {
    let steps = match found.shape {
        Shape::Map(_) => 7,
        // Itself, and for a list what it stands on; around a part an `Option`, a `Secret`, or the two steps of a `Box`.
        _ => 5,
    };
    steps + usize::from(!found.exact)
}
