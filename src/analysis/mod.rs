//! Facts beside the IR, keyed by id: what each schema is in Rust, how it is called, where a type holds itself.

mod depth;
mod dispatch;
pub(crate) mod graph;
mod kinds;
pub mod names;
mod recursion;
mod shape;

use std::collections::{BTreeMap, BTreeSet};

use formwork_runtime::Kinds;

use crate::ir::{Ir, SchemaId};
pub use dispatch::{Dispatch, Want, dispatch};
pub(crate) use kinds::possible;
pub use shape::{Field, Rest, Shape, Variant};

/// A type: a schema, and the kinds that are left of it where a union or `null` took the others away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId {
    /// The schema; never one that is but an alias.
    pub schema: SchemaId,
    /// The kinds that are left of it.
    pub kinds: Kinds,
}

/// A place where a type is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The type.
    pub of: TypeId,
    /// The schema that stands at the place, which may be an alias with a description of its own.
    pub written: SchemaId,
    /// Whether the value is secret.
    pub secret: bool,
}

/// What a type looks like in Rust.
#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    /// Its form.
    pub shape: Shape,
    /// Whether every value of that form is one that the schema accepts. Where not, the type checks before it takes.
    pub exact: bool,
}

/// All types of a compilation.
#[derive(Debug)]
pub struct Types {
    /// The types by id.
    pub types: BTreeMap<TypeId, Type>,
    /// The types that get a declaration of their own, in the order in which they are declared.
    pub declared: Vec<TypeId>,
    /// The Rust names of those.
    pub names: BTreeMap<TypeId, String>,
    /// Definitions that are but other names for a type, with these names.
    pub aliases: Vec<(SchemaId, String)>,
    /// Where a type holds another one by value that holds it in turn: the holder and what is put in a box.
    pub boxed: BTreeSet<(TypeId, TypeId)>,
    /// Where the Rust compiler would follow types too deep: the holder and what is put in a box that it does not open.
    pub cuts: BTreeSet<(TypeId, TypeId)>,
}

impl Types {
    /// Lets structs forget the members that they do not name, where that keeps them valid.
    pub(crate) fn ignore_unknown_members(&mut self) {
        for found in self.types.values_mut().filter(|found| found.exact) {
            if let Shape::Struct { rest: rest @ Rest::Open, .. } = &mut found.shape {
                *rest = Rest::Ignored;
            }
        }
    }

    /// The type with this id.
    pub fn get(&self, id: TypeId) -> Option<&Type> {
        self.types.get(&id)
    }
}

/// Names that are not to be invented, because somebody has chosen them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// Those of types.
    pub types: BTreeMap<TypeId, String>,
    /// Those of definitions that are but other names for a type.
    pub aliases: BTreeMap<SchemaId, String>,
}

impl Fixed {
    /// Whether no name is fixed.
    pub fn is_empty(&self) -> bool {
        self.types.is_empty() && self.aliases.is_empty()
    }
}

/// Finds the types of the root, of the definitions, and of all that they are made of.
pub fn analyse(ir: &Ir, root_name: &str, fixed: &Fixed) -> Types {
    let types = shape::shapes(ir);
    let declared = names::declared(ir, &types);
    let names::Names { names, aliases } = names::assign(ir, &types, &declared, root_name, fixed);
    let cuts = depth::cuts(&types, &declared, |id| names.contains_key(&id));
    let boxed = recursion::boxed(&types);
    Types { types, declared, names, aliases, boxed, cuts }
}

/// The use of the schema `id`, of which `kinds` are left.
pub(crate) fn use_of(ir: &Ir, id: SchemaId, kinds: Kinds) -> Use {
    let mut schema = id;
    let mut secret = ir.schema(id).annotations.secret;
    // The front end refuses aliases that lead back to themselves, so that this ends; the bound makes sure of it.
    for _ in 0..ir.schemas.len() {
        match ir.schema(schema).alias() {
            Some(target) => schema = target,
            None => break,
        }
        secret |= ir.schema(schema).annotations.secret;
    }
    // Where nothing is taken away the type is the schema's own.
    let kinds = if kinds.contains(possible(ir, schema)) { Kinds::ALL } else { kinds };
    Use { of: TypeId { schema, kinds }, written: id, secret }
}
