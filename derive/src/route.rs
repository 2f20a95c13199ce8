//! What fills each leaf of the target, for a pair of formats.

mod clears;
mod losses;
mod needs;
mod parts;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::{Expr, Ident, ext::IdentExt};

pub(crate) use losses::Follows;
pub(crate) use parts::{Loss, Need, NeedKind};
pub(crate) use words::{camel, codec, is_generated, snake, value_type};

use crate::{
    declare::{Declaration, Path, Place, Slot},
    fetch::Trees,
    shape::Leaf,
};

/// A format by its index, or the hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Format(usize),
    Hub,
}

/// The declaration with the shapes of its formats.
#[derive(Clone, Copy)]
pub(crate) struct Model<'m> {
    pub(crate) declaration: &'m Declaration,
    pub(crate) trees: &'m [Trees],
    /// The slots as leaves of the hub.
    pub(crate) slots: &'m [Leaf],
}

/// Where a slot is read from.
#[derive(Clone)]
pub(crate) struct Source<'m> {
    pub(crate) leaf: &'m Leaf,
    /// Nothing where the value moves as it is.
    pub(crate) codec: Option<TokenStream>,
    pub(crate) maybe: bool,
    /// The index of the side that it is read from.
    pub(crate) side: Option<usize>,
    /// Whether there may be no value.
    pub(crate) optional: bool,
}

/// What a leaf of the target gets.
#[derive(Clone)]
pub(crate) struct Fill<'m> {
    pub(crate) leaf: &'m Leaf,
    /// The slot, and the place that it is written by.
    pub(crate) slot: Option<(usize, &'m Place)>,
    pub(crate) give: Option<&'m Expr>,
    /// Whether the caller supplies the leaf itself.
    pub(crate) asked: bool,
}

/// An ordered pair, worked out.
#[derive(Clone)]
pub(crate) struct Route<'m> {
    pub(crate) model: Model<'m>,
    pub(crate) from: End,
    pub(crate) to: End,
    /// Where each slot is read from, unless the target wants it from the caller.
    sources: Vec<Option<Source<'m>>>,
    pub(crate) fills: Vec<Fill<'m>>,
    /// Which slots are worked out, in the hub's order.
    pub(crate) used: BTreeSet<usize>,
    /// Of the slots that are used: whose equation is solved for them.
    pub(crate) solved: BTreeSet<usize>,
    pub(crate) needs: Vec<Need>,
    pub(crate) losses: Vec<Loss<'m>>,
    /// The first leaf of the target that a slot fills, by slot.
    pub(crate) target_of: BTreeMap<usize, String>,
}

impl<'m> Model<'m> {
    /// The name of an end.
    pub(crate) fn name(&self, end: End) -> String {
        match end {
            End::Format(index) => self.declaration.formats[index].name.unraw().to_string(),
            End::Hub => snake(&self.declaration.name.unraw().to_string()),
        }
    }

    /// The Rust type of an end.
    pub(crate) fn ty(&self, end: End) -> TokenStream {
        match end {
            End::Format(index) => self.declaration.formats[index].ty.to_token_stream(),
            End::Hub => self.declaration.name.to_token_stream(),
        }
    }

    /// The slots as leaves of the hub.
    pub(crate) fn slots(declaration: &Declaration) -> Vec<Leaf> {
        let leaf = |slot: &Slot| Leaf {
            path: slot.plain.path.clone(),
            pointer: format!("/{}", slot.plain.path.show()),
            required: !slot.optional,
            nullable: false,
            secret: slot.is_secret(),
            kind: None,
            ty: slot.inner.clone(),
            rest: false,
        };
        declaration.slots.iter().map(leaf).collect()
    }

    /// The leaves of an end.
    pub(crate) fn leaves(&self, end: End) -> &'m [Leaf] {
        match end {
            End::Format(index) => &self.trees[index].leaves,
            End::Hub => self.slots,
        }
    }

    /// The leaf at a path of a format, and the side that it is part of.
    pub(crate) fn leaf(&self, format: usize, path: &Path) -> Option<(&'m Leaf, Option<usize>)> {
        let trees = &self.trees[format];
        let main = trees.leaves.iter().map(|leaf| (leaf, None));
        let sides = trees.side_leaves.iter().enumerate();
        let sides = sides.flat_map(|(side, leaves)| leaves.iter().map(move |leaf| (leaf, Some(side))));
        main.chain(sides).find(|(leaf, _)| leaf.path == *path)
    }

    /// Where a slot is read from at an end.
    pub(crate) fn source(&self, end: End, index: usize) -> Option<Source<'m>> {
        let slot = &self.declaration.slots[index];
        match end {
            End::Hub => Some(Source {
                leaf: &self.slots[index],
                codec: None,
                maybe: false,
                side: None,
                optional: slot.optional,
            }),
            End::Format(format) => self.source_at(format, slot, slot.reads[format].as_ref()?),
        }
    }

    /// What a slot is when it is read from a place of a format.
    fn source_at(&self, format: usize, slot: &Slot, place: &Place) -> Option<Source<'m>> {
        let (leaf, side) = self.leaf(format, &place.path)?;
        let nothing_is_null = leaf.nullable && !slot.is_nullable();
        let optional = !leaf.required || nothing_is_null || place.maybe || side.is_some();
        Some(Source { leaf, codec: codec(place, leaf, slot), maybe: place.maybe, side, optional })
    }

    /// Where a slot is read from on the way from one end to another, unless the target wants it from the caller.
    fn source_between(&self, from: End, to: End, index: usize) -> Option<Source<'m>> {
        let slot = &self.declaration.slots[index];
        if let (End::Format(from), End::Format(to)) = (from, to) {
            let name = &self.declaration.formats[from].name;
            let asks = &self.declaration.formats[to].asks;
            if asks.iter().any(|ask| ask.path == slot.plain.path && ask.from.as_ref() == Some(name)) {
                return None;
            }
            let elsewhere = slot.reads_for.iter().find(|(source, target, _)| (*source, *target) == (from, to));
            if let Some((_, _, place)) = elsewhere {
                return self.source_at(from, slot, place);
            }
        }
        self.source(from, index)
    }

    /// Whether a hub that was read from a format keeps what it was read from.
    pub(crate) fn keeps(&self, format: usize) -> bool {
        self.declaration.formats[format].keep.is_some()
    }

    /// The place that everything of the hub stands at.
    fn plain(&self, slot: usize) -> &'m Place {
        &self.declaration.slots[slot].plain
    }

    /// The slots that can fill a leaf of an end: first those that it belongs to.
    fn fillers(&self, end: End, leaf: &Leaf) -> Vec<(usize, &'m Place)> {
        let slots = self.declaration.slots.iter().enumerate();
        match end {
            End::Hub => {
                let own = slots.filter(|(_, slot)| leaf.path == slot.plain.path);
                own.map(|(index, _)| (index, self.plain(index))).collect()
            }
            End::Format(format) => {
                let mut found: Vec<(usize, &'m Place)> = slots
                    .flat_map(|(index, slot)| slot.writes[format].iter().map(move |place| (index, place)))
                    .filter(|(_, place)| place.path == leaf.path)
                    .collect();
                found.sort_by_key(|(_, place)| place.fallback);
                found
            }
        }
    }

    /// The slots of each equation: its end, its start and its length.
    fn equations(&self) -> impl Iterator<Item = [usize; 3]> + use<'m> {
        let slots = &self.declaration.slots;
        let position = |name: &Ident| slots.iter().position(|slot| slot.name == *name);
        let equations = slots.iter().filter_map(|slot| slot.equation.as_ref());
        equations.filter_map(move |equation| {
            Some([position(&equation.end)?, position(&equation.start)?, position(&equation.length)?])
        })
    }

    /// The two slots that an equation gets a third from, if it is about it: with what it is in the equation.
    pub(crate) fn equation(&self, slot: usize) -> Option<Solution> {
        self.equations().find_map(|[end, start, length]| {
            let (word, inputs) = match slot {
                slot if slot == end => ("after", (start, length)),
                slot if slot == start => ("before", (end, length)),
                slot if slot == length => ("between", (start, end)),
                _ => return None,
            };
            Some(Solution { word, inputs })
        })
    }

    /// Works out a pair.
    pub(crate) fn route(self, from: End, to: End) -> Route<'m> {
        let slots = 0..self.declaration.slots.len();
        let mut route = Route {
            model: self,
            from,
            to,
            sources: slots.map(|slot| self.source_between(from, to, slot)).collect(),
            fills: Vec::new(),
            used: BTreeSet::new(),
            solved: BTreeSet::new(),
            needs: Vec::new(),
            losses: Vec::new(),
            target_of: BTreeMap::new(),
        };
        route.choose();
        route.gather_losses();
        route
    }
}

/// How an equation gets one slot from two.
#[derive(Clone, Copy)]
pub(crate) struct Solution {
    /// The function of the ledger.
    pub(crate) word: &'static str,
    pub(crate) inputs: (usize, usize),
}

impl<'m> Route<'m> {
    /// Where a slot is read from, unless the target wants it from the caller.
    pub(crate) fn source(&self, slot: usize) -> Option<&Source<'m>> {
        self.sources[slot].as_ref()
    }

    /// What a leaf of the target is written by, which the hub's own are not.
    pub(crate) fn codec(&self, fill: &Fill<'_>) -> Option<TokenStream> {
        let (slot, place) = fill.slot.filter(|_| self.to != End::Hub)?;
        codec(place, fill.leaf, &self.model.declaration.slots[slot])
    }

    /// Whether the hub keeps the whole source, so that nothing of it is lost.
    pub(crate) fn keeps(&self) -> bool {
        matches!((self.from, self.to), (End::Format(from), End::Hub) if self.model.keeps(from))
    }

    fn choose(&mut self) {
        let model = self.model;
        let mut open: Vec<(&'m Leaf, Vec<(usize, &'m Place)>)> = Vec::new();
        for leaf in model.leaves(self.to) {
            let fillers = model.fillers(self.to, leaf);
            match fillers.iter().find(|(slot, _)| self.source(*slot).is_some()) {
                Some(found) => {
                    self.used.insert(found.0);
                    self.fill(leaf, Some(*found));
                }
                None => open.push((leaf, fillers)),
            }
        }
        // What the target cannot do without is asked for in the hub's order, so that what follows from it is not.
        open.sort_by_key(|(leaf, fillers)| (!leaf.required, fillers.first().map_or(usize::MAX, |(slot, _)| *slot)));
        let mut known: BTreeSet<usize> =
            (0..model.declaration.slots.len()).filter(|slot| self.source(*slot).is_some()).collect();
        let mut asked = BTreeSet::new();
        for (leaf, fillers) in open {
            let solvable = |slot: usize| {
                model
                    .equation(slot)
                    .is_some_and(|found| known.contains(&found.inputs.0) && known.contains(&found.inputs.1))
            };
            let ready = fillers.iter().find(|(slot, _)| asked.contains(slot) || solvable(*slot)).copied();
            if let Some((slot, place)) = ready {
                if !asked.contains(&slot) {
                    self.solve(slot);
                }
                self.used.insert(slot);
                self.fill(leaf, Some((slot, place)));
                continue;
            }
            let given = self.give(leaf).is_some();
            if leaf.required
                && !leaf.nullable
                && !given
                && let Some((slot, place, beside)) = self.all_but_one(&fillers, &known)
            {
                asked.insert(beside);
                known.insert(beside);
                self.solve(slot);
                self.used.insert(slot);
                self.fill(leaf, Some((slot, place)));
                continue;
            }
            match fillers.first() {
                // `null` says that there is nothing; the caller may say otherwise.
                Some((slot, place)) if leaf.required && leaf.nullable && !given => {
                    self.used.insert(*slot);
                    self.fill(leaf, Some((*slot, place)));
                }
                Some((slot, place)) if leaf.required && !given => {
                    asked.insert(*slot);
                    known.insert(*slot);
                    self.used.insert(*slot);
                    self.fill(leaf, Some((*slot, place)));
                }
                _ => self.fill(leaf, None),
            }
        }
        // The order of the schema again, whatever order the leaves were filled in.
        let order = model.leaves(self.to);
        self.fills.sort_by_cached_key(|fill| order.iter().position(|leaf| leaf.path == fill.leaf.path));
        self.fall_back(&known);
        self.gather_needs(&asked);
    }

    /// A slot that follows from what is known and from one that no format keeps, such as the time at which something
    /// relative counts: that one is asked for in its stead, as nothing else would be of use to it.
    fn all_but_one(
        &self,
        fillers: &[(usize, &'m Place)],
        known: &BTreeSet<usize>,
    ) -> Option<(usize, &'m Place, usize)> {
        fillers.iter().find_map(|(slot, place)| {
            let (a, b) = self.model.equation(*slot)?.inputs;
            let beside = [(a, b), (b, a)]
                .into_iter()
                .find(|(has, lacks)| known.contains(has) && self.model.declaration.slots[*lacks].is_kept_nowhere());
            Some((*slot, *place, beside?.1))
        })
    }

    /// A slot that may be absent follows from its equation where the other two are at hand.
    fn fall_back(&mut self, known: &BTreeSet<usize>) {
        for slot in self.target_of.keys().copied().collect::<Vec<_>>() {
            let absent = self.source(slot).is_some_and(|source| source.optional);
            let Some(found) = self.model.equation(slot).filter(|_| absent) else { continue };
            let (a, b) = found.inputs;
            if known.contains(&a) && known.contains(&b) {
                self.solve(slot);
            }
        }
    }

    fn solve(&mut self, slot: usize) {
        if let Some(found) = self.model.equation(slot) {
            self.solved.insert(slot);
            self.used.extend([found.inputs.0, found.inputs.1]);
        }
    }

    /// Slots that the source has and no leaf of the target gets, each with the equation that says it of two that are taken
    /// along: nothing else tells where it is another than that.
    pub(crate) fn unsaid(&self) -> Vec<(usize, [usize; 3])> {
        let is_unsaid = |slot: usize, equation: &[usize; 3]| {
            let is_read = self.source(slot).is_some_and(|source| source.side.is_none());
            let others = equation.iter().filter(|other| **other != slot).all(|other| self.used.contains(other));
            // Where one slot alone would follow from it, that tells of it.
            let solved = equation.iter().filter(|other| **other != slot && self.solved.contains(other)).count();
            let is_silent = !self.used.contains(&slot) || solved > 1;
            is_read && others && is_silent && !self.target_of.contains_key(&slot)
        };
        let slots = self.model.equations().flat_map(|equation| equation.map(|slot| (slot, equation)));
        slots.filter(|(slot, equation)| is_unsaid(*slot, equation)).collect()
    }

    fn give(&self, leaf: &Leaf) -> Option<&'m Expr> {
        let End::Format(format) = self.to else { return None };
        let gives = &self.model.declaration.formats[format].gives;
        gives.iter().find(|give| give.path == leaf.path).map(|give| &give.value)
    }

    fn fill(&mut self, leaf: &'m Leaf, slot: Option<(usize, &'m Place)>) {
        let asked = slot.is_none() && leaf.required && self.is_asked(leaf);
        if let Some((slot, _)) = slot {
            self.target_of.entry(slot).or_insert_with(|| leaf.pointer.clone());
        }
        self.fills.push(Fill { give: self.give(leaf), leaf, slot, asked });
    }

    fn is_asked(&self, leaf: &Leaf) -> bool {
        let End::Format(format) = self.to else { return false };
        let asks = &self.model.declaration.formats[format].asks;
        asks.iter().any(|ask| ask.from.is_none() && ask.path == leaf.path)
    }

    /// Whether a slot's value may be absent when everything is worked out.
    pub(crate) fn may_be_absent(&self, slot: usize) -> bool {
        match self.source(slot) {
            Some(source) => source.optional,
            None => match self.model.equation(slot).filter(|_| self.solved.contains(&slot)) {
                Some(found) => {
                    [found.inputs.0, found.inputs.1].into_iter().any(|input| self.may_be_absent_input(input))
                }
                None => !self.needs.iter().any(|need| need.required && need.kind == NeedKind::Slot(slot)),
            },
        }
    }

    fn may_be_absent_input(&self, slot: usize) -> bool {
        match self.source(slot) {
            Some(source) => source.optional,
            // Asked for: the caller gives it.
            None => self.solved.contains(&slot),
        }
    }

    /// The name of the function, and of the struct of needs.
    pub(crate) fn names(&self) -> (Ident, Ident) {
        let (from, to) = (self.model.name(self.from), self.model.name(self.to));
        let prefix = &self.model.declaration.prefix;
        let function = Ident::new(&format!("{from}_to_{to}"), Span::call_site());
        (function, Ident::new(&format!("{prefix}{}To{}", camel(&from), camel(&to)), Span::call_site()))
    }
}
