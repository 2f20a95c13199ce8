//! Leaves that two slots write, and leaves that nobody speaks of.

use super::Check;
use crate::{
    declare::{Keep, Place, Slot, spell},
    shape::Leaf,
};

impl Check<'_> {
    /// No two slots write a leaf, but for those that say `else`.
    pub(super) fn written_once(&mut self) {
        let mut owners: Vec<(&Place, &Slot)> = Vec::new();
        for slot in &self.model.declaration.slots {
            for place in slot.writes[self.index].iter().filter(|place| !place.fallback) {
                match owners.iter().find(|(owned, _)| owned.path == place.path) {
                    Some((_, first)) => {
                        let path = place.path.show();
                        let what = format!(
                            "`{}` and `{}` both write `{path}` of `{}`",
                            first.name, slot.name, self.format.name
                        );
                        let help = format!(
                            "`else {}` in one of them: it is used where the source knows only that slot",
                            place.show()
                        );
                        self.problems.at(place, "H05", what, help);
                    }
                    None => owners.push((place, slot)),
                }
            }
        }
    }

    /// Each leaf is read by a slot, kept or given up.
    pub(super) fn read_or_given_up(&mut self) {
        let format = self.format;
        if matches!(format.keep, Keep::Rest) {
            return;
        }
        let spoken = |leaf: &Leaf| {
            let dropped = format.drops.iter().any(|dropped| dropped.path == leaf.path);
            dropped || self.kept().contains(&leaf.path)
        };
        let mut open: Vec<&Leaf> = self.trees.leaves.iter().collect();
        open.retain(|leaf| self.reader(leaf).is_none() && !spoken(leaf) && !self.is_meant(leaf));
        if open.is_empty() {
            return;
        }
        let verb = if open.len() == 1 { "is" } else { "are" };
        let what = format!("{} of `{}` {verb} neither read nor given up:{}", fields(&open), format.name, table(&open));
        let names = names(&open);
        let keep = match (&format.keep, &self.model.declaration.kept) {
            (Keep::Some(_), _) => "`keep`, if it names them too,".to_owned(),
            (_, Some(_)) => "`keep(..)`".to_owned(),
            (_, None) => format!("`keep(..)`, with a field `#[kept] kept: {}Kept`,", self.model.declaration.name),
        };
        let (them, one) = if open.len() == 1 { ("it", "it") } else { ("them", "one") };
        let (name, first) = (&format.name, open[0].show());
        let help = format!(
            "in the format, `drop({names}: \"why\")` gives {them} up and {keep} lets {them} ride along; a slot reads {one} by `#[at({name} = {first})]`"
        );
        self.problems.at(&format.ty, "H02", what, help);
    }

    /// Each leaf that must be there is filled by something.
    pub(super) fn fillable(&mut self) {
        let format = self.format;
        let mut open: Vec<&Leaf> = self.trees.leaves.iter().collect();
        open.retain(|leaf| {
            let given = format.gives.iter().any(|give| give.path == leaf.path);
            let asked = format.asks.iter().any(|ask| ask.from.is_none() && ask.path == leaf.path);
            leaf.required && self.writer(leaf).is_none() && !given && !asked && !self.is_meant(leaf)
        });
        let Some(first) = open.first().map(|leaf| leaf.show()) else { return };
        let verb = if open.len() == 1 { "is" } else { "are" };
        let name = &format.name;
        let what = format!("{} of `{name}` {verb} required, and nothing can fill it:{}", fields(&open), table(&open));
        let what = if open.len() == 1 { what } else { what.replacen("fill it:", "fill them:", 1) };
        let names = names(&open);
        let one = if open.len() == 1 { "it" } else { "one" };
        let help = format!(
            "in the format, `ask({names})` asks the caller and `give({first} = value)` gives a value; a slot writes {one} by `#[at({name} = {first})]`"
        );
        self.problems.at(&format.ty, "H03", what, help);
    }
}

/// `a field`, `2 fields`
fn fields(leaves: &[&Leaf]) -> String {
    if leaves.len() == 1 { "a field".to_owned() } else { format!("{} fields", leaves.len()) }
}

fn names(leaves: &[&Leaf]) -> String {
    leaves.iter().map(|leaf| leaf.show()).collect::<Vec<_>>().join(", ")
}

/// A line on each leaf: its path, its JSON Pointer, its type.
fn table(leaves: &[&Leaf]) -> String {
    let width = |texts: Vec<&str>| texts.iter().map(|text| text.len()).max().unwrap_or_default();
    let (paths, pointers) = (
        width(leaves.iter().map(|leaf| leaf.show()).collect()),
        width(leaves.iter().map(|leaf| leaf.pointer.as_str()).collect()),
    );
    let line = |leaf: &&Leaf| {
        let path = leaf.show();
        if leaf.rest {
            let of = if leaf.pointer.is_empty() { "the root".to_owned() } else { format!("`{}`", leaf.pointer) };
            return format!("\n  {path:paths$}  members of {of} that the schema does not name");
        }
        let (pointer, ty) = (&leaf.pointer, spell(&leaf.ty));
        let presence = if leaf.required { "" } else { ", optional" };
        let null = if leaf.nullable { " or null" } else { "" };
        format!("\n  {path:paths$}  {pointer:pointers$}  {ty}{null}{presence}")
    };
    leaves.iter().map(line).collect()
}
