//! What is wrong with a declaration: all of it, in one compile.

mod clauses;
mod leaves;
mod paths;
mod slots;
mod values;

use syn::Ident;

use crate::{
    declare::{Declaration, Format, Keep, Path, Slot},
    fetch::Trees,
    problems::Problems,
    route::{Model, snake},
    shape::Leaf,
};

/// Compares the declaration with the shapes of its formats.
pub(crate) fn check(declaration: &Declaration, trees: &[Trees], problems: &mut Problems) {
    let slots = Model::slots(declaration);
    let model = Model { declaration, trees, slots: &slots };
    for (index, format) in declaration.formats.iter().enumerate() {
        let mut check = Check { model, index, format, trees: &trees[index], problems, meant: Vec::new() };
        check.names();
        if !trees[index].known {
            continue;
        }
        check.paths();
        check.written_once();
        // What could not be read may speak of any leaf.
        if format.wrong.is_none() && !declaration.slots.iter().any(|slot| slot.unread[index]) {
            check.read_or_given_up();
            check.fillable();
        }
        check.clauses();
        check.values();
    }
    slots::check(declaration, problems);
}

/// The check of a format.
struct Check<'c> {
    model: Model<'c>,
    index: usize,
    format: &'c Format,
    trees: &'c Trees,
    problems: &'c mut Problems,
    /// What paths that lead nowhere were meant to lead to: told of once is enough.
    meant: Vec<Vec<Ident>>,
}

impl<'c> Check<'c> {
    fn names(&mut self) {
        let format = self.format;
        let hub = &self.model.declaration.name;
        if format.name == snake(&hub.to_string()) {
            let what = format!("the format `{}` has the name of the hub, `{hub}`", format.name);
            self.problems.add(format.name.span(), "H09", what, "give the format another name");
        }
        for side in &format.sides {
            if self.trees.main.nodes.iter().any(|node| node.field.name == side.name) {
                let what = format!("`{}` is a field of `{}` already", side.name, format.name);
                self.problems.add(side.name.span(), "H09", what, "give the side another name");
            }
        }
        if format.keep.is_some() && self.trees.known && self.model.declaration.kept.is_none() {
            let what = format!("`{}` keeps what no slot holds, and the hub has no field for it", format.name);
            let help = format!("add the field `#[kept] pub kept: {hub}Kept`; the derive makes that type");
            self.problems.add(format.name.span(), "H12", what, help);
        }
        if format.keep.is_some() && self.trees.main.checks_anywhere() {
            let what =
                format!("`{}` checks its parts together, so that a kept value cannot be changed in place", format.name);
            self.problems.add(format.name.span(), "H12", what, "`drop` its fields with a reason instead of `keep`");
        }
    }

    /// The places that a slot is read from here, whatever the target.
    fn reads_of(&self, slot: &'c Slot) -> impl Iterator<Item = &'c crate::declare::Place> + use<'c> {
        let index = self.index;
        let elsewhere = slot.reads_for.iter().filter(move |(from, ..)| *from == index).map(|(_, _, place)| place);
        slot.reads[index].iter().chain(elsewhere)
    }

    /// The paths of the places that slots have here.
    fn places(&self) -> Vec<&'c Path> {
        let slots = self.model.declaration.slots.iter();
        let places = slots.flat_map(|slot| self.reads_of(slot).chain(&slot.writes[self.index]));
        places.map(|place| &place.path).collect()
    }

    /// The slot that reads the leaf.
    fn reader(&self, leaf: &Leaf) -> Option<&'c Slot> {
        let mut slots = self.model.declaration.slots.iter();
        slots.find(|slot| slot.reads[self.index].as_ref().is_some_and(|place| place.path == leaf.path))
    }

    /// The slot that writes the leaf.
    fn writer(&self, leaf: &Leaf) -> Option<&'c Slot> {
        let mut slots = self.model.declaration.slots.iter();
        slots.find(|slot| slot.writes[self.index].iter().any(|place| place.path == leaf.path))
    }

    /// Whether a path that leads nowhere was meant to lead to the leaf.
    fn is_meant(&self, leaf: &Leaf) -> bool {
        self.meant.iter().any(|meant| leaf.path.names.starts_with(meant))
    }

    /// The leaves that are kept by name.
    fn kept(&self) -> &'c [Path] {
        match &self.format.keep {
            Keep::Some(paths) => paths,
            _ => &[],
        }
    }
}
