//! Rust from the plan and the types: declarations, and for each of them `Check`, `Decode` and `Encode`; then the shapes.
//!
//! The printers choose nothing: what is checked in which order is the plan's, what is what and how it is called the
//! analysis'.

mod arbitrary;
mod borrow;
mod builder;
mod check;
mod decode;
mod derives;
mod docs;
mod encode;
mod file;
mod json_schema;
mod shape;
mod tokens;
mod traits;
mod types;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use formwork_runtime::Kinds;

use crate::{
    analysis::{TypeId, Types, use_of},
    bundle::Bundle,
    ir::{Ir, SchemaId},
    plan::{CheckId, Plan},
};
pub(crate) use borrow::borrowing;
pub(crate) use derives::{Derives, last};
pub(crate) use shape::{Reach, module_number};

/// All that the printers read.
pub(crate) struct Source<'s> {
    pub(crate) ir: &'s Ir,
    pub(crate) types: &'s Types,
    pub(crate) plan: &'s Plan,
    /// What is derived besides.
    derives: &'s Derives,
    /// The types that have a lifetime, where types are to borrow.
    borrowing: Option<BTreeSet<TypeId>>,
    /// The type that a check belongs to, so that whoever needs the check calls the type's.
    check_types: BTreeMap<CheckId, TypeId>,
    /// What was found out about types.
    memo: RefCell<traits::Memo>,
}

/// The recursion limit for functions that run each other, if the usual one of 128 may be too low: some of the runtime's
/// are instantiated for each check, up to twice. Of checks that run each other in circles all are counted, though rustc
/// may meet them in an order in which fewer follow each other.
pub(crate) fn recursion_limit(plan: &Plan) -> Option<usize> {
    let nesting = plan.nesting();
    (nesting > 100).then(|| (2 * nesting).next_power_of_two())
}

/// What the module is to be like.
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct Form<'f> {
    /// The schema's file name, which the header names.
    pub(crate) origin: &'f str,
    /// Who is to have the shapes of the types, if anyone.
    pub(crate) shapes: Option<Reach>,
    /// What every type derives besides.
    pub(crate) derives: Derives,
    /// Whether types borrow their texts.
    pub(crate) borrow: bool,
    /// Whether there is documentation.
    pub(crate) docs: bool,
    /// Whether types make valid values of themselves.
    pub(crate) arbitrary: bool,
    /// Whether structs have builders.
    pub(crate) builders: bool,
    /// The texts of the schema, if types are to tell `schemars` of it.
    pub(crate) schemars: Option<Bundle>,
    /// Whether texts are only judged.
    pub(crate) only_checks: bool,
}

/// Prints the module: formatted Rust under a header.
///
/// # Errors
/// What was printed is not Rust; that is a fault of this crate.
pub(crate) fn emit(ir: &Ir, types: &Types, plan: &Plan, form: &Form<'_>) -> Result<String, syn::Error> {
    // Where there is nothing but checks, those that nobody asks for by name are functions.
    let entries = ir.definitions.iter().map(|(_, id)| *id).chain([ir.root]);
    let entries: BTreeSet<TypeId> = entries.map(|id| use_of(ir, id, Kinds::ALL).of).collect();
    let declared = types.declared.iter().filter(|id| !form.only_checks || entries.contains(id));
    let declared: Vec<TypeId> = declared.copied().collect();
    let check_types =
        declared.iter().filter_map(|id| Some((*plan.by_schema.get(&(id.schema, id.kinds))?, *id))).collect();
    let borrowing = (form.borrow && !form.only_checks).then(|| borrowing(types));
    let memo = RefCell::default();
    let source = Source { ir, types, plan, derives: &form.derives, borrowing, check_types, memo };
    let mut items = Vec::new();
    let mut checks = check::Checks::new(&source);
    for id in declared {
        if form.only_checks {
            items.extend(types::empty(&source, id));
            items.extend(checks.implementation(id));
            continue;
        }
        items.extend(types::declaration(&source, id));
        items.extend(checks.implementation(id));
        items.extend(decode::implementation(&source, id));
        items.extend(encode::implementation(&source, id));
        items.extend(types::conversions(&source, id));
    }
    items.extend(types::aliases(&source));
    items.extend(checks.helpers());
    items.extend(checks.statics());
    let mut ready = Vec::new();
    if !form.only_checks {
        items.extend(types::document(&source));
        items.push(types::serde(&source));
        items.extend(borrow::unborrowed(&source));
        ready.extend(types.declared.iter().filter(|_| form.builders).filter_map(|id| builder::of(&source, *id)));
        ready.extend(form.arbitrary.then(|| arbitrary::implementations(&source)));
        ready.extend(form.schemars.as_ref().map(|bundle| json_schema::implementations(&source, bundle)));
        ready.extend(form.shapes.into_iter().flat_map(|reach| shape::macros(&source, reach)));
    }
    if !form.docs {
        items = items.into_iter().map(docs::without).collect();
    }
    let features: Vec<&str> = checks.features().chain(form.schemars.is_some().then_some("schemars")).collect();
    file::print(
        &items,
        &ready,
        &file::Header { origin: form.origin, features: &features, limit: recursion_limit(plan) },
    )
}

impl Source<'_> {
    /// The check of a type, which the plan has made for every declared one.
    fn check_of(&self, id: TypeId) -> Option<CheckId> {
        self.plan.by_schema.get(&(id.schema, id.kinds)).copied()
    }

    /// The name of a declared type.
    fn name(&self, id: TypeId) -> Option<&str> {
        self.types.names.get(&id).map(String::as_str)
    }

    /// The description that a schema, or what it refers to, carries.
    fn description(&self, schema: SchemaId) -> Option<&str> {
        self.ir.schema(schema).annotations.description.as_deref()
    }
}
