//! Random schemas: legal in their draft, and without a reference that leads back to itself on the same value.
//!
//! The latter is by construction: what applies to the same value refers to later definitions only, and what applies to
//! a part of it (an item, a member, a name) refers to anything.

mod arrays;
mod leaves;
mod objects;
mod references;
mod whole;

use formwork::Draft;

use super::{dice::Dice, names, value::Value};
use references::Layout;

/// A schema of a draft.
pub fn schema(dice: &mut Dice<'_>, draft: Draft) -> Value {
    let layout = Layout::new(dice, draft);
    let mut maker = Maker { dice, draft, layout, current: None, left: 24 };
    let mut root = maker.object(Place { depth: 0, is_part: false });
    let definitions = maker.definitions();
    maker.layout.clone().finish(&mut root, definitions, maker.dice, draft);
    root
}

/// Where a schema stands.
#[derive(Clone, Copy)]
struct Place {
    depth: usize,
    /// Whether it applies to a part of the value that the definition around it applies to.
    is_part: bool,
}

impl Place {
    /// The place of a schema for the same value.
    fn same(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }

    /// The place of a schema for a part of the value.
    fn part(self) -> Self {
        Self { depth: self.depth + 1, is_part: true }
    }
}

/// Adds a few keywords to a schema.
type Group = fn(&mut Maker<'_, '_>, &mut Value, Place);

const OBJECT: [Group; 8] = [
    objects::properties,
    objects::properties,
    objects::patterns,
    objects::additional,
    objects::names,
    objects::required,
    objects::dependencies,
    objects::unevaluated,
];
const ARRAY: [Group; 7] = [
    arrays::items,
    arrays::items,
    arrays::tuple,
    arrays::contains,
    arrays::counts,
    arrays::unevaluated,
    arrays::unevaluated,
];
const NUMBER: [Group; 3] = [leaves::bounds, leaves::multiple, leaves::values];
const STRING: [Group; 3] = [leaves::lengths, leaves::pattern, leaves::values];
const WHOLE: [Group; 10] = [
    whole::all_of,
    whole::any_of,
    whole::any_of,
    whole::one_of,
    whole::not,
    whole::condition,
    references::reference,
    references::reference,
    leaves::values,
    leaves::types,
];
const ODD: [Group; 3] = [leaves::annotations, whole::foreign, references::dynamic];

/// Makes schemas.
struct Maker<'d, 'b> {
    dice: &'d mut Dice<'b>,
    draft: Draft,
    layout: Layout,
    /// The definition that is being made.
    current: Option<usize>,
    /// How many more schemas there may be.
    left: usize,
}

impl Maker<'_, '_> {
    /// Any schema.
    fn schema(&mut self, place: Place) -> Value {
        self.left = self.left.saturating_sub(1);
        if self.draft >= Draft::Draft6 && self.dice.chance(8) {
            return Value::Boolean(self.dice.chance(50));
        }
        if self.left == 0 || place.depth > 4 {
            let mut schema = Value::Object(Vec::new());
            leaves::types(self, &mut schema, place);
            return schema;
        }
        self.object(place)
    }

    /// A schema with keywords.
    fn object(&mut self, place: Place) -> Value {
        let mut schema = Value::Object(Vec::new());
        let themes: [(usize, (&str, &[Group])); 5] = [
            (35, ("object", &OBJECT)),
            (25, ("array", &ARRAY)),
            (8, ("number", &NUMBER)),
            (8, ("string", &STRING)),
            (24, ("", &WHOLE)),
        ];
        let (kind, groups) = *self.dice.weighted(&themes);
        if !kind.is_empty() && self.dice.chance(40) {
            schema.set("type", Value::text(kind));
        }
        let most = if place.depth > 2 { 2 } else { 4 };
        for _ in 0..self.dice.between(1, most) {
            let groups: &[Group] = match self.dice.below(20) {
                0..=11 => groups,
                12..=16 => &WHOLE,
                17 => &ODD,
                _ => [&OBJECT[..], &ARRAY, &NUMBER, &STRING][self.dice.below(4)],
            };
            let group = self.dice.pick(groups);
            group(self, &mut schema, place);
        }
        schema
    }

    fn definitions(&mut self) -> Vec<Value> {
        (0..self.layout.definitions.len())
            .map(|index| {
                self.current = Some(index);
                self.left = self.left.max(8);
                self.object(Place { depth: 1, is_part: false })
            })
            .collect()
    }

    fn schemas(&mut self, place: Place, most: usize) -> Value {
        let count = self.dice.between(1, most);
        Value::Array((0..count).map(|_| self.schema(place)).collect())
    }

    fn count(&mut self) -> Value {
        let all = &names::COUNTS;
        Value::number(if self.draft == Draft::Draft4 { self.dice.word(&all[..4]) } else { self.dice.word(all) })
    }
}
