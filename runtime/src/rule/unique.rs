//! `uniqueItems`: which item equals an earlier one

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState};

use crate::{Flow, Input, Kind, Names, names::Glance};

/// So many items are compared one by one, which is faster than a table.
const FEW: usize = 16;

/// The items of an array that were met so far.
pub(super) struct Unique<I> {
    /// The first one. Most arrays have no other, so that nothing is made of it until there is one.
    first: Option<I>,
    /// The items with a print of each, as long as they are few.
    few: Vec<(u64, I)>,
    many: Option<Box<Many<I>>>,
}

/// Items by their prints, which nobody can foresee.
struct Many<I> {
    keys: RandomState,
    items: HashMap<u64, Vec<I>>,
}

impl<I: Input> Unique<I> {
    pub(super) const fn new() -> Self {
        Self { first: None, few: Vec::new(), many: None }
    }

    /// Notes the item that comes next, which stays unread. False if an earlier one equals it.
    pub(super) fn insert(&mut self, item: &I) -> Flow<bool> {
        let keys = BuildHasherDefault::<Quick>::default();
        if self.few.is_empty() {
            let Some(first) = &self.first else {
                self.first = Some(item.clone());
                return Ok(true);
            };
            self.few.push((print(&keys, &mut first.clone())?, first.clone()));
        }
        if self.few.len() == FEW {
            return self.insert_among_many(item);
        }
        let print = print(&keys, &mut item.clone())?;
        for (_, known) in self.few.iter().filter(|(known, _)| *known == print) {
            if are_equal(known, item)? {
                return Ok(false);
            }
        }
        self.few.push((print, item.clone()));
        Ok(true)
    }

    fn insert_among_many(&mut self, item: &I) -> Flow<bool> {
        let many = match &mut self.many {
            Some(many) => many,
            none => {
                let (keys, mut items) = (RandomState::new(), HashMap::<_, Vec<I>>::new());
                for (_, item) in &self.few {
                    items.entry(print(&keys, &mut item.clone())?).or_default().push(item.clone());
                }
                none.insert(Box::new(Many { keys, items }))
            }
        };
        let alike = many.items.entry(print(&many.keys, &mut item.clone())?).or_default();
        for known in &*alike {
            if are_equal(known, item)? {
                return Ok(false);
            }
        }
        alike.push(item.clone());
        Ok(true)
    }
}

/// Reads a value and gives a number that equal values share.
fn print<I: Input>(keys: &impl BuildHasher, input: &mut I) -> Flow<u64> {
    Ok(match input.kind()? {
        Kind::Null => input.null().map(|()| 0)?,
        Kind::Boolean => keys.hash_one(input.boolean()?),
        Kind::Number => input.number(|number| keys.hash_one(number))?,
        Kind::String => keys.hash_one(&*input.string()?),
        Kind::Array => {
            let mut array = I::Items::default();
            input.open_array(&mut array)?;
            let mut all = 1;
            while input.next_item(&mut array)? {
                all = keys.hash_one((all, print(keys, input)?));
            }
            all
        }
        // The order of members does not count.
        Kind::Object => {
            let mut object = Names::NONE.walk();
            object.open(input)?;
            let mut all: u64 = 2;
            while object.next(input)?.is_some() {
                let value = print(keys, input)?;
                all = all.wrapping_add(keys.hash_one((object.name(), value)));
            }
            all
        }
    })
}

fn are_equal<I: Input>(one: &I, other: &I) -> Flow<bool> {
    let (mut one, mut other) = (one.clone(), other.clone());
    if one.is(Kind::String) && other.is(Kind::String) {
        return Ok(one.string()? == other.string()?);
    }
    Ok(one.json()? == other.json()?)
}

/// A hasher in a hurry: of a text it takes the ends and the length. What it takes for alike is compared.
#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = self.0.rotate_left(7) ^ Glance::of(bytes).print();
    }
}
