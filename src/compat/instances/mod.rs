//! Instances made from a schema: small ones, at its bounds, of each alternative.
//!
//! They are guesses, each to be judged by a validator: what a schema demands is met one keyword at a time, and keywords
//! that contradict each other are not reconciled.

mod demand;
mod numbers;
mod objects;
mod texts;

use formwork_runtime::{Json, Kind, Kinds, Number};

use super::Side;
use super::change::{Known, Which};
use super::spelling::spellings;
use crate::ir::{Contains, Ir, Items, SchemaId};
use demand::Demand;

pub(super) use demand::variants;
pub(super) use numbers::around;
pub(super) use texts::of_pattern;

/// So often values are asked for, inside each other too.
const MOST: usize = 6_000;
/// Deeper values are as small as can be.
const SHALLOW: usize = 3;
/// Nothing nests deeper.
const DEEPEST: usize = 24;

/// Free values are short texts rather than anything else.
const ORDER: [Kind; 6] = [Kind::String, Kind::Number, Kind::Object, Kind::Array, Kind::Boolean, Kind::Null];

/// Instances that the schema accepts, as far as they were found: the same ones each time.
pub fn samples(side: Side<'_>, most: usize) -> Vec<Json> {
    let known = Known::new(Which::Old, [side.compiled.ir.root]);
    let values = Generator::new(side).values(&known, most.saturating_mul(3));
    let mut found: Vec<Json> = Vec::new();
    for value in values {
        if found.len() < most && side.compiled.accepts(super::witness::text(&value).as_bytes()) {
            found.push(value);
        }
    }
    found
}

/// Values that look as if some schemas accepted them, and maybe they do: the same ones each time.
pub(crate) fn samples_of(side: Side<'_>, schemas: &[SchemaId], most: usize) -> Vec<Json> {
    Generator::brief(side, false).values(&known(schemas.iter().copied()), most)
}

/// A value of each kind.
pub(super) fn of_each_kind() -> Vec<Json> {
    vec![
        Json::Null,
        Json::Boolean(true),
        Json::Boolean(false),
        Json::from(0),
        Json::from(1),
        Json::from(-1),
        Number::from_text("0.5").map_or(Json::Null, Json::Number),
        Json::from(""),
        Json::from("x"),
        Json::Array(Vec::new()),
        Json::Array(vec![Json::Null]),
        Json::Object(formwork_runtime::Object::new()),
    ]
}

/// Each value once, as it is written: `1` and `1.0` are the same number, but not to every schema.
pub(super) fn distinct(values: Vec<Json>) -> Vec<Json> {
    let mut texts = std::collections::HashSet::new();
    values.into_iter().filter(|value| texts.insert(super::witness::text(value))).collect()
}

/// What schemas demand together.
pub(super) fn demand_of<'s>(ir: &'s Ir, schemas: &[SchemaId], kinds: Kinds) -> Demand<'s> {
    Demand::of(ir, schemas, kinds)
}

/// What the generator knows of a value. Which side it is does not matter here: there is one.
fn known(schemas: impl IntoIterator<Item = SchemaId>) -> Known {
    Known::new(Which::Old, schemas)
}

/// Makes instances of one side's schemas.
pub(super) struct Generator<'s> {
    side: Side<'s>,
    left: usize,
    depth: usize,
    /// Whether objects get all members that they may have.
    is_full: bool,
}

impl<'s> Generator<'s> {
    pub(super) fn new(side: Side<'s>) -> Self {
        Self { side, left: MOST, depth: 0, is_full: false }
    }

    fn ir(&self) -> &'s Ir {
        &self.side.compiled.ir
    }

    /// With less to spend: to put a value into its place takes little.
    pub(super) fn brief(side: Side<'s>, is_full: bool) -> Self {
        Self { is_full, left: 300, ..Self::new(side) }
    }

    /// Values of which so much is known, simple ones first.
    pub(super) fn values(&mut self, known: &Known, most: usize) -> Vec<Json> {
        if self.depth > DEEPEST || self.left == 0 {
            return Vec::new();
        }
        self.left -= 1;
        self.depth += 1;
        let most = if self.depth > SHALLOW { most.min(2) } else { most };
        let variants = variants(self.ir(), &known.schemas);
        let mut lists: Vec<Vec<Json>> = Vec::new();
        let each = (most / variants.len().max(1)).max(1);
        for schemas in variants.iter().take(most.max(1)) {
            let demand = Demand::of(self.ir(), schemas, known.kinds);
            lists.push(self.of_demand(&demand, each));
        }
        self.depth -= 1;
        // One of each alternative before a second one of any.
        let mut found = Vec::new();
        let longest = lists.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..longest {
            for list in &lists {
                found.extend(list.get(at).cloned());
            }
        }
        let mut found = distinct(found);
        found.truncate(most);
        found
    }

    /// One value, as small as can be.
    fn smallest(&mut self, known: &Known) -> Option<Json> {
        self.values(known, 1).into_iter().next()
    }

    fn of_demand(&mut self, demand: &Demand<'s>, most: usize) -> Vec<Json> {
        if let Some(values) = &demand.values {
            let admitted: Vec<&Json> = values.iter().filter(|value| demand.kinds.admits(value.kind())).collect();
            let respelled = admitted.iter().filter_map(|value| spellings(value)).flatten();
            let mut found = distinct(admitted.iter().copied().cloned().chain(respelled.take(most)).collect());
            found.truncate(most.max(1));
            return found;
        }
        let mut lists = Vec::new();
        let is_about_objects = !demand.members.is_empty() || !demand.required.is_empty();
        let first = if is_about_objects { Kind::Object } else { demand.prefers() };
        let order = std::iter::once(first).chain(ORDER.into_iter().filter(|kind| *kind != first));
        for kind in order.filter(|kind| demand.kinds.admits(*kind)) {
            if lists.len() >= most {
                break;
            }
            lists.push(match kind {
                Kind::Null => vec![Json::Null],
                Kind::Boolean => vec![Json::Boolean(true), Json::Boolean(false)],
                Kind::Number => numbers::values(demand),
                Kind::String => texts::values(demand),
                Kind::Array => self.arrays(demand, most),
                Kind::Object => self.objects(demand, most),
            });
        }
        let mut found: Vec<Json> = lists.iter().filter_map(|list| list.first().cloned()).collect();
        found.extend(lists.into_iter().flat_map(|list| list.into_iter().skip(1)));
        found.truncate(most.max(1));
        found
    }

    fn known_item(demand: &Demand<'s>, position: usize) -> Known {
        let at = |items: &&Items| items.prefix.get(position).copied().or(items.rest);
        known(demand.items.iter().filter_map(at).collect::<Vec<_>>())
    }

    fn arrays(&mut self, demand: &Demand<'s>, most: usize) -> Vec<Json> {
        let (least, upper) = (demand.min_items, demand.max_items);
        let wanted: u64 = demand.contains.iter().map(|contains| contains.min).max().unwrap_or(0);
        let least = least.max(wanted);
        let prefix = demand.items.iter().map(|items| items.prefix.len() as u64).max().unwrap_or(0);
        let mut lengths = vec![least, least + 1, prefix, prefix + 1, least + 2];
        lengths.extend(upper.filter(|most| *most <= 24));
        lengths.retain(|length| *length >= least && upper.is_none_or(|most| *length <= most) && *length <= 64);
        lengths.dedup();
        let mut found = Vec::new();
        // Deep inside, one array is enough: each more would be made of several in its turn.
        lengths.truncate(if self.depth > SHALLOW { 1 } else { lengths.len() });
        for length in lengths {
            if let Some(array) = self.array(demand, length, &[]) {
                found.push(array);
            }
        }
        // One place after the other, with each of the values that it may have.
        if most > found.len() && self.depth <= SHALLOW {
            for position in 0..prefix.max(least).clamp(1, 6) {
                let place = usize::try_from(position).unwrap_or(0);
                let mut known = Self::known_item(demand, place);
                for contains in demand.contains.iter().filter(|contains| position < contains.min) {
                    known = known.and(contains.schema);
                }
                for value in self.values(&known, 6) {
                    let length = least.max(position + 1);
                    if upper.is_none_or(|most| length <= most)
                        && let Some(array) = self.array(demand, length, &[(place, value)])
                    {
                        found.push(array);
                    }
                }
            }
        }
        found
    }

    /// An array of that length, with some items given.
    pub(super) fn array(&mut self, demand: &Demand<'s>, length: u64, given: &[(usize, Json)]) -> Option<Json> {
        let length = usize::try_from(length).ok().filter(|length| *length <= 64)?;
        let wanted: Vec<&Contains> = demand.contains.iter().filter(|contains| contains.min > 0).copied().collect();
        let mut items: Vec<Json> = Vec::new();
        for place in 0..length {
            if let Some((_, value)) = given.iter().find(|(at, _)| *at == place) {
                items.push(value.clone());
                continue;
            }
            let mut known = Self::known_item(demand, place);
            for contains in &wanted {
                if (place as u64) < contains.min {
                    known = known.and(contains.schema);
                }
            }
            let choices = if demand.unique { self.values(&known, length + 1) } else { self.values(&known, 1) };
            let fresh = choices.iter().find(|choice| !demand.unique || !items.contains(choice));
            items.push(fresh.or(choices.first())?.clone());
        }
        Some(Json::Array(items))
    }

    /// Arrays of which so much is known, with one item given.
    pub(super) fn arrays_with(&mut self, known: &Known, place: usize, value: &Json) -> Vec<Json> {
        let mut found = Vec::new();
        for schemas in variants(self.ir(), &known.schemas) {
            let demand = Demand::of(self.ir(), &schemas, known.kinds);
            let wanted: u64 = demand.contains.iter().map(|contains| contains.min).max().unwrap_or(0);
            let least = demand.min_items.max(place as u64 + 1);
            for length in [least, least.max(wanted), least + wanted] {
                found.extend(self.array(&demand, length, &[(place, value.clone())]));
            }
        }
        found.dedup();
        found
    }

    /// Arrays of that length, of which so much is known.
    pub(super) fn arrays_of(&mut self, known: &Known, length: u64) -> Vec<Json> {
        let variants = variants(self.ir(), &known.schemas);
        let demands: Vec<Demand<'s>> =
            variants.iter().map(|schemas| Demand::of(self.ir(), schemas, known.kinds)).collect();
        demands.iter().filter_map(|demand| self.array(demand, length, &[])).collect()
    }

    /// Values for an item of arrays of which so much is known.
    pub(super) fn values_of_item(&mut self, known: &Known, place: usize, most: usize) -> Vec<Json> {
        let mut found = Vec::new();
        for schemas in variants(self.ir(), &known.schemas) {
            let demand = Demand::of(self.ir(), &schemas, known.kinds);
            let item = Self::known_item(&demand, place);
            found.extend(self.values(&item, most));
        }
        found
    }
}
