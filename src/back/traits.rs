//! Which of Rust's traits a declared type derives: those that are lawful, and no more.
//!
//! `Clone`, `PartialEq`, `Eq` and `Hash` are lawful for every type: numbers compare and hash by value, members in any
//! order. `Copy` is so where nothing inside is on the heap, `Default` where the schema accepts what the type is by
//! default: absent, `null`, or without items, and on request empty or `false`. `Ord` is for what stands in a row by
//! itself: texts, numbers and choices; others have it on request, where all that is inside has an order.

use std::collections::BTreeMap;

use formwork_runtime::{Budget, Json, Object, Tree, Verdict};
use proc_macro2::TokenStream;

use super::Source;
use crate::analysis::{Rest, Shape, TypeId, Use};
use crate::plan::Evaluator;

/// How deep types are looked into; nobody asks what is deeper.
const DEEPEST: usize = 64;

/// How many values a default is made of at most.
const LARGEST: usize = 1000;

/// How much work the check of a default may take.
const WORK: u64 = 10_000;

/// What was found out about types, each once: types are made of each other in many ways.
#[derive(Default)]
pub(super) struct Memo {
    copy: BTreeMap<TypeId, bool>,
    ordered: BTreeMap<TypeId, bool>,
    default: BTreeMap<TypeId, Option<Json>>,
}

impl Source<'_> {
    /// The derives of a declared type, or with `unchecked` of what it is made from.
    pub(super) fn derives(&self, id: TypeId, unchecked: bool) -> TokenStream {
        let shape = self.types.get(id).map(|found| &found.shape);
        let default = if unchecked { self.form_default(id, DEEPEST) } else { self.default_of(id, DEEPEST) };
        let stands_in_a_row = matches!(
            shape,
            Some(
                Shape::Text | Shape::Integer | Shape::Number | Shape::Boolean | Shape::DateTime | Shape::Strings { .. }
            )
        );
        let has = [
            ("Clone", true),
            ("Copy", self.is_copy(id, DEEPEST)),
            // What is secret as a whole has a `Debug` of its own.
            ("Debug", !self.ir.schema(id.schema).annotations.secret),
            ("Default", default.is_some()),
            ("PartialEq", true),
            ("Eq", true),
            ("PartialOrd", stands_in_a_row),
            ("Ord", stands_in_a_row),
            ("Hash", true),
        ];
        let own: Vec<&str> = has.iter().filter(|(_, has)| *has).map(|(name, _)| *name).collect();
        let order: &[&str] = if self.is_ordered(id, DEEPEST) { &[] } else { &["PartialOrd", "Ord"] };
        self.derives.attribute(&own, &[&["Debug", "Copy", "Default"], order].concat())
    }

    /// What was found out before, or is found out now. What leads back to itself meanwhile has nothing.
    fn remembered<T: Clone + Default>(
        &self,
        table: fn(&mut Memo) -> &mut BTreeMap<TypeId, T>,
        id: TypeId,
        find: impl FnOnce() -> T,
    ) -> T {
        let known = table(&mut self.memo.borrow_mut()).get(&id).cloned();
        known.unwrap_or_else(|| {
            table(&mut self.memo.borrow_mut()).insert(id, T::default());
            let found = find();
            table(&mut self.memo.borrow_mut()).insert(id, found.clone());
            found
        })
    }

    /// Whether all that is inside a type has an order: any JSON has none, nor have members.
    fn is_ordered(&self, id: TypeId, depth: usize) -> bool {
        self.remembered(|memo| &mut memo.ordered, id, || self.finds_order(id, depth))
    }

    fn finds_order(&self, id: TypeId, depth: usize) -> bool {
        let Some((found, depth)) = self.types.get(id).zip(depth.checked_sub(1)) else { return false };
        let is_ordered = |used: Use| !self.types.cuts.contains(&(id, used.of)) && self.is_ordered(used.of, depth);
        match &found.shape {
            Shape::Any | Shape::AsText(_) | Shape::Map(_) | Shape::List(None) => false,
            Shape::Nullable(used) | Shape::List(Some(used)) => is_ordered(*used),
            Shape::Struct { fields, rest } => {
                matches!(rest, Rest::Closed | Rest::Ignored)
                    && fields.iter().all(|field| field.of.is_some_and(is_ordered))
            }
            Shape::Union { variants, .. } => variants.iter().all(|variant| is_ordered(variant.of)),
            _ => true,
        }
    }

    /// Whether nothing inside a type is on the heap.
    fn is_copy(&self, id: TypeId, depth: usize) -> bool {
        self.remembered(|memo| &mut memo.copy, id, || self.finds_copy(id, depth))
    }

    fn finds_copy(&self, id: TypeId, depth: usize) -> bool {
        let Some((found, depth)) = self.types.get(id).zip(depth.checked_sub(1)) else { return false };
        let is_copy = |used: Use| !self.is_boxed(id, used) && self.is_copy(used.of, depth);
        match &found.shape {
            Shape::Null | Shape::Boolean | Shape::Strings { is_open: false, .. } => true,
            Shape::Nullable(used) => is_copy(*used),
            Shape::Struct { fields, rest: Rest::Closed | Rest::Ignored } => {
                fields.iter().all(|field| field.of.is_some_and(is_copy))
            }
            Shape::Union { variants, .. } => variants.iter().all(|variant| is_copy(variant.of)),
            _ => false,
        }
    }

    /// What a type is by default, if the schema accepts that.
    fn default_of(&self, id: TypeId, depth: usize) -> Option<Json> {
        self.remembered(|memo| &mut memo.default, id, || self.finds_default(id, depth))
    }

    fn finds_default(&self, id: TypeId, depth: usize) -> Option<Json> {
        let json = self.form_default(id, depth).filter(|json| size(json) <= LARGEST)?;
        if self.types.get(id)?.exact {
            return Some(json);
        }
        // A schema that takes long to judge so little has no default.
        let budget = Budget::new(WORK);
        let check = self.check_of(id)?;
        Evaluator::new(self.plan).check(check, &mut Tree::new(&json, &budget), &mut Verdict).ok().map(|()| json)
    }

    /// What the form of a type is by default: no number or choice is made up.
    fn form_default(&self, id: TypeId, depth: usize) -> Option<Json> {
        let depth = depth.checked_sub(1)?;
        match &self.types.get(id)?.shape {
            Shape::Null | Shape::Nullable(_) => Some(Json::Null),
            Shape::List(_) => Some(Json::Array(Vec::new())),
            // Where there is one value only, it is not made up.
            Shape::Strings { values, is_open: false } if values.len() == 1 => {
                values.first().map(|value| Json::from(value.as_str()))
            }
            Shape::Map(_) => Some(Json::Object(Object::new())),
            Shape::Struct { fields, .. } => {
                let required = fields.iter().filter(|field| field.required);
                let members = required.map(|field| {
                    let used = field.of.filter(|used| !self.types.cuts.contains(&(id, used.of)))?;
                    Some((field.name.clone(), self.default_of(used.of, depth)?))
                });
                members.collect::<Option<Object>>().map(Json::Object)
            }
            // Only who asks for defaults gets those that say something.
            Shape::Text if self.derives.has("Default") => Some(Json::from("")),
            Shape::Boolean if self.derives.has("Default") => Some(Json::Boolean(false)),
            _ => None,
        }
    }
}

/// How many values a value is made of.
fn size(json: &Json) -> usize {
    match json {
        Json::Array(items) => items.iter().map(size).sum::<usize>() + 1,
        Json::Object(object) => object.iter().map(|(_, value)| size(value)).sum::<usize>() + 1,
        _ => 1,
    }
}
