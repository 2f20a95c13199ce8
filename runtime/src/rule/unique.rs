//! `uniqueItems`: which item equals an earlier one

use alloc::{boxed::Box, vec::Vec};
use core::hash::{BuildHasher, BuildHasherDefault, Hasher};

use super::Limit;
use crate::{
    Flow, Input, Kind, Names, Sink,
    names::Glance,
    table::{Keys, Table},
};

/// So many items are compared one by one, which is faster than a table.
const FEW: usize = 16;

/// `uniqueItems`: the items of an array that were met so far.
pub struct Unique<'s, I> {
    schema: &'s str,
    /// The index of the first item that equals an earlier one.
    repeated: Option<usize>,
    /// The first one. Most arrays have no other, so that nothing is made of it until there is one.
    first: Option<I>,
    /// The items with a print of each, as long as they are few.
    few: Vec<(u64, I)>,
    many: Option<Box<Many<I>>>,
}

/// Items by their prints, which nobody can foresee where there is `std`.
struct Many<I> {
    keys: Keys,
    items: Table<u64, Vec<I>>,
}

impl<'s, I: Input> Unique<'s, I> {
    /// The schema at `schema` wants no item twice. None was met yet.
    pub const fn at(schema: &'s str) -> Self {
        Self { schema, repeated: None, first: None, few: Vec::new(), many: None }
    }

    /// Notes the item that comes next, which stays unread.
    ///
    /// # Errors
    /// The input is not JSON, or a limit was reached.
    pub fn note(&mut self, index: usize, item: &I) -> Flow {
        if self.repeated.is_none() && !self.insert(item)? {
            self.repeated = Some(index);
        }
        Ok(())
    }

    /// Checks that no item of the array at `position` came twice.
    ///
    /// # Errors
    /// The sink wants no more.
    pub fn check<S: Sink>(&self, position: Option<usize>, sink: &mut S) -> Flow {
        let Some(index) = self.repeated else { return Ok(()) };
        Limit::new((), self.schema).report(
            "uniqueItems",
            position,
            format_args!("the item {index} equals an earlier one"),
            sink,
        )
    }

    /// Notes an item. False if an earlier one equals it.
    fn insert(&mut self, item: &I) -> Flow<bool> {
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
                let (keys, mut items) = (Keys::default(), Table::<_, Vec<I>>::new());
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

    // What the standard library writes behind a text, and before a choice.
    fn write_u8(&mut self, byte: u8) {
        self.0 = self.0.rotate_left(7) ^ u64::from(byte);
    }
}

#[cfg(test)]
mod tests {
    use crate::{Budget, Bytes, Check, Flow, Input, Sink, Tree, check_json, check_slice, parse, rule};

    struct Set;

    impl Check for Set {
        fn check<I: Input, S: Sink>(input: &mut I, sink: &mut S) -> Flow {
            const SET: rule::Array = rule::Array::at("#");
            let mut array = SET.walk();
            if array.open(input, sink)? {
                let mut unique = rule::Unique::at("#");
                while let Some(index) = array.next(input, sink)? {
                    unique.note(index, input)?;
                    input.skip()?;
                }
                array.close(sink)?;
                unique.check(array.position(), sink)?;
            }
            Ok(())
        }
    }

    fn is_set(items: &[String]) -> bool {
        let text = format!("[{}]", items.join(","));
        let of_bytes = check_slice::<Set>(text.as_bytes()).is_ok();
        assert_eq!(of_bytes, check_json::<Set>(&parse(text.as_bytes()).unwrap()).is_ok(), "{text}");
        of_bytes
    }

    #[test]
    fn a_repeat_is_found_wherever_it_stands() {
        // Long strings that differ in the middle alone share what a hurried hash takes of them.
        let strings = |n: usize| format!("\"{}{n:03}{}\"", "a".repeat(20), "b".repeat(20));
        let objects = |n: usize| format!(r#"{{"a":{n},"b":[{n},null]}}"#);
        let same = |n: usize| format!(r#"{{"b":[{n}.0,null],"\u0061":{n}e0}}"#);
        for count in [1, 2, 15, 16, 17, 40] {
            for (item, again) in
                [(&strings as &dyn Fn(usize) -> String, &strings as &dyn Fn(usize) -> String), (&objects, &same)]
            {
                let items: Vec<String> = (0..count).map(item).collect();
                assert!(is_set(&items), "{count}");
                for repeat in [0, count / 2, count - 1] {
                    let with_repeat: Vec<String> = items.iter().cloned().chain([again(repeat)]).collect();
                    assert!(!is_set(&with_repeat), "{repeat} of {count}");
                }
            }
        }
    }

    #[test]
    fn equal_values_share_a_print() {
        let keys = std::hash::RandomState::new();
        let print = |text: &str| {
            let budget = Budget::for_text(text.len());
            let of_bytes = super::print(&keys, &mut Bytes::new(text.as_bytes(), &budget).unwrap()).unwrap();
            let json = parse(text.as_bytes()).unwrap();
            assert_eq!(super::print(&keys, &mut Tree::new(&json, &budget)), Ok(of_bytes), "{text}");
            of_bytes
        };
        for (one, other) in [("1", "1.0"), ("[1,{}]", "[ 1e0 , { } ]"), (r#"{"a":1,"b":2}"#, r#"{"b":2,"a":1}"#)] {
            assert_eq!(print(one), print(other), "{one}");
        }
        for (one, other) in [("[1,2]", "[2,1]"), ("[[1],2]", "[[1,2]]"), (r#"{"a":1,"b":2}"#, r#"{"a":2,"b":1}"#)] {
            assert_ne!(print(one), print(other), "{one}");
        }
    }
}
