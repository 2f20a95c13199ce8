//! Values that would go where they must not, or do not fit.

use std::collections::BTreeSet;

use syn::Type;

use super::Check;
use crate::{
    declare::{Place, Slot, inside, same, spell},
    shape::Leaf,
};

impl Check<'_> {
    /// What moves without a codec is secret on both sides or on neither, and of a type that fits.
    pub(super) fn values(&mut self) {
        let mut seen = BTreeSet::new();
        for slot in self.model.declaration.slots.iter().filter(|slot| !slot.nested) {
            let places: Vec<&Place> = self.reads_of(slot).chain(&slot.writes[self.index]).collect();
            for place in places.into_iter().filter(|place| place.codec.is_none()) {
                let Some((leaf, _)) = self.model.leaf(self.index, &place.path.0) else { continue };
                // A place that is both read and written is one word of the user's.
                if !seen.insert((place.path.show(), format!("{:?}", place.path.span()))) {
                    continue;
                }
                if leaf.secret == slot.is_secret() {
                    self.fits(slot, place, &leaf);
                } else {
                    self.crosses(slot, place, &leaf);
                }
            }
        }
    }

    fn crosses(&mut self, slot: &Slot, place: &Place, leaf: &Leaf) {
        let (path, name, format) = (leaf.show(), &slot.name, &self.format.name);
        let exposed = format!("`formwork_runtime::convert::Exposed({path})`");
        let (what, help) = if leaf.secret {
            let what = format!("`{path}` of `{format}` is secret, and the slot `{name}` would show it");
            (what, format!("make the slot a `{}`, or write {exposed} if it may be shown", spell(&leaf.ty)))
        } else {
            let what = format!("the slot `{name}` is secret, and `{path}` of `{format}` would show it");
            (
                what,
                format!(
                    "write {exposed} if it may be shown there, or mark `{}` as `x-secret` in the schema",
                    leaf.pointer
                ),
            )
        };
        self.problems.at(&place.path, "H07", what, help);
    }

    /// Types that have a codec of their own do not convert otherwise.
    fn fits(&mut self, slot: &Slot, place: &Place, leaf: &Leaf) {
        let (held, wanted) = (spell(&leaf.ty), spell(&slot.inner));
        let codecs: &[&str] = match (held.as_str(), wanted.as_str()) {
            ("DateTime" | "String", "Timestamp") => &["Rfc3339"],
            ("Number" | "Integer", "Timestamp") => &["UnixSeconds", "UnixMillis"],
            ("Number" | "Integer", "Span") => &["Seconds", "Millis"],
            _ if holds(&leaf.ty, &slot.inner) => &["First"],
            _ => return,
        };
        let format = &self.format.name;
        let spelt: Vec<String> = match codecs {
            ["First"] => vec![format!("`#[read({format} = First({})?)]` takes its first", leaf.show())],
            codecs => {
                codecs.iter().map(|codec| format!("`formwork_runtime::convert::{codec}({})`", leaf.show())).collect()
            }
        };
        let path = leaf.show();
        let what = format!("`{path}` of `{format}` is a `{held}`, and the slot `{}` a `{wanted}`", slot.name);
        self.problems.at(&place.path, "H13", what, format_args!("put a codec between them: {}", spelt.join(" or ")));
    }
}

/// Whether one type is a list of the other.
fn holds(list: &Type, element: &Type) -> bool {
    inside(list, "Vec").is_some_and(|held| same(held, element))
}
