//! What a pair does not take along, and what contradicts itself.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::{End, Loss, Need, NeedKind, Route, Source, codec};
use crate::{
    declare::{Path, Slot},
    shape::Leaf,
};

/// What a leaf follows from.
pub(crate) struct Follows<'m> {
    pub(crate) slot: &'m Slot,
    /// Where the slot is.
    pub(crate) source: Source<'m>,
    /// The codec that makes the leaf of it.
    pub(crate) writes: TokenStream,
    /// Whether that may come to nothing.
    pub(crate) maybe: bool,
}

impl<'m> Route<'m> {
    /// The leaves of the source, and of the sides that slots are read from.
    fn leaves_of_source(&self) -> Vec<(&'m Leaf, bool)> {
        let mut leaves: Vec<(&'m Leaf, bool)> = self.model.leaves(self.from).iter().map(|leaf| (leaf, false)).collect();
        if let End::Format(from) = self.from {
            let trees = &self.model.trees[from];
            for side in self.sides_used() {
                leaves.extend(trees.side_leaves[side].iter().map(|leaf| (leaf, true)));
            }
        }
        leaves
    }

    /// The sides that slots are read from.
    pub(super) fn sides_used(&self) -> BTreeSet<usize> {
        self.used.iter().filter_map(|slot| self.source(*slot)?.side).collect()
    }

    /// The leaves that have to agree where both are there: those in sides that nothing is read from are not asked for.
    pub(crate) fn agreements(&self) -> Vec<(&'m Leaf, &'m Leaf, &'m str)> {
        let End::Format(from) = self.from else { return Vec::new() };
        let sides = self.sides_used();
        let leaf = |path: &Path| {
            let (leaf, side) = self.model.leaf(from, path)?;
            side.is_none_or(|side| sides.contains(&side)).then_some(leaf)
        };
        let agrees = self.model.declaration.formats[from].agrees.iter();
        agrees.filter_map(|agree| Some((leaf(&agree.one)?, leaf(&agree.other)?, agree.reason.as_str()))).collect()
    }

    /// What a lost leaf follows from, if a codec writes it from a slot that the source has elsewhere: a hash of a token, say.
    pub(crate) fn follows(&self, loss: &Loss<'m>) -> Option<Follows<'m>> {
        let End::Format(from) = self.from else { return None };
        let leaf = loss.leaf;
        if loss.beside || loss.guard.is_some() || leaf.rest || leaf.nullable {
            return None;
        }
        self.model.declaration.slots.iter().enumerate().filter(|(_, slot)| !slot.nested).find_map(|(index, slot)| {
            let place = slot.writes[from].iter().find(|place| place.path == leaf.path && place.codec.is_some())?;
            let source = self.model.source(self.from, index)?;
            let elsewhere = source.side.is_none() && !source.leaf.nullable && source.leaf.path != leaf.path;
            let writes = codec(place, leaf, slot).filter(|_| elsewhere)?;
            Some(Follows { slot, source, writes, maybe: place.maybe })
        })
    }

    /// What is lost, which is nothing that the hub keeps.
    pub(crate) fn lost(&self) -> impl Iterator<Item = &Loss<'m>> + Clone {
        let keeps = self.keeps();
        self.losses.iter().filter(move |loss| loss.beside || !keeps)
    }

    /// Works out what nothing of the target gets, and what of it has a guard.
    pub(super) fn gather_losses(&mut self) {
        let model = self.model;
        let slots = &model.declaration.slots;
        let consumed: Vec<&Path> =
            self.used.iter().filter_map(|slot| self.source(*slot)).map(|source| &source.leaf.path).collect();
        let agreements = self.agreements();
        for (leaf, beside) in self.leaves_of_source() {
            // What is beside the source and agrees with what is in it says nothing of its own.
            let agrees =
                beside && agreements.iter().any(|(one, other, _)| [&one.path, &other.path].contains(&&leaf.path));
            if agrees || consumed.contains(&&leaf.path) {
                continue;
            }
            let is_reader = |slot: &usize| self.source(*slot).is_some_and(|source| source.leaf.path == leaf.path);
            let readers: Vec<usize> = (0..slots.len()).filter(is_reader).collect();
            // What follows from two slots that are used is not lost.
            if readers.iter().any(|slot| {
                model
                    .equation(*slot)
                    .is_some_and(|found| self.used.contains(&found.inputs.0) && self.used.contains(&found.inputs.1))
            }) {
                continue;
            }
            let guard = readers.iter().copied().find(|slot| slots[*slot].guard.is_some());
            let reason = match guard.and_then(|slot| slots[slot].guard.as_ref()) {
                Some(guard) => guard.reason.clone(),
                None => self.reason(leaf).unwrap_or_else(|| self.unplaced(&readers)),
            };
            self.losses.push(Loss { leaf, reason, guard, beside });
        }
        let lost = self.losses.iter().filter_map(|loss| loss.guard);
        let guards: BTreeSet<usize> = lost.chain(self.clears()).collect();
        for slot in guards {
            let Some(guard) = &slots[slot].guard else { continue };
            self.needs.push(Need {
                ty: quote!(bool),
                doc: format!("Converts although {}.", guard.reason),
                ..Need::optional(guard.option.clone(), NeedKind::Guard(slot))
            });
        }
    }

    /// Why nothing of the target gets what these slots read.
    fn unplaced(&self, readers: &[usize]) -> String {
        let to = self.model.name(self.to);
        let has_place = |slot: &usize| match self.to {
            End::Format(format) => !self.model.declaration.slots[*slot].writes[format].is_empty(),
            End::Hub => true,
        };
        if readers.is_empty() {
            // That the format has no such thing is more than the declaration says.
            format!("no slot takes it to `{to}`")
        } else if readers.iter().any(has_place) {
            format!("something else has its place in `{to}`")
        } else {
            format!("`{to}` has no place for it")
        }
    }

    fn reason(&self, leaf: &Leaf) -> Option<String> {
        let End::Format(format) = self.from else { return None };
        let drops = &self.model.declaration.formats[format].drops;
        drops.iter().find(|dropped| dropped.path == leaf.path).map(|dropped| dropped.reason.clone())
    }
}
