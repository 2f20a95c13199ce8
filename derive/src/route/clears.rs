//! What a patch in place may take away.

use super::{End, Model, Route};
use crate::{declare::Place, shape::Leaf};

impl<'m> Model<'m> {
    /// The places that a slot is written to whatever else there is.
    pub(crate) fn places(self, format: usize, slot: usize) -> Vec<(&'m Place, &'m Leaf)> {
        let places = self.declaration.slots[slot].writes[format].iter().filter(|place| !place.fallback);
        let places = places.filter_map(|place| match self.leaf(format, &place.path)? {
            (leaf, None) => Some((place, leaf)),
            (_, Some(_)) => None,
        });
        places.collect()
    }
}

impl Route<'_> {
    /// The slots with a guard that writing the hub into a value of the target may take out of it.
    pub(super) fn clears(&self) -> Vec<usize> {
        let (End::Hub, End::Format(format)) = (self.from, self.to) else { return Vec::new() };
        let declaration = self.model.declaration;
        let kept = self.model.keeps(format);
        let clears = |slot: &usize| {
            let declared = &declaration.slots[*slot];
            let places = self.model.places(format, *slot);
            let gone = kept && declared.optional && !places.is_empty();
            declared.guard.is_some() && (gone || places.iter().any(|(place, _)| place.maybe))
        };
        (0..declaration.slots.len()).filter(clears).collect()
    }
}
