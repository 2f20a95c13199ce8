//! Which enums can be opened, and how.
//!
//! To widen a part must widen the whole, and nothing that tells alternatives apart may be widened. So an `enum` is opened
//! where it is reached by keywords alone that accept more when their schemas do, and stays closed if it is reached by any
//! other: by `not`, `if`, `contains`, `propertyNames`, or by `anyOf` and `oneOf` with two alternatives for one kind of value.

use std::collections::BTreeSet;

use formwork_runtime::{Json, Kind, Kinds};

use crate::{
    analysis::possible,
    ir::{Ir, Keyword, Rule, Schema, SchemaId},
};

/// The schemas whose `enum` can be opened.
pub(super) fn to_open(ir: &Ir) -> Vec<SchemaId> {
    let is_widening = |rule: &Rule| match rule {
        Rule::AnyOf(branches) | Rule::OneOf(branches) => differ_in_kind(ir, branches),
        Rule::Not(_) | Rule::Contains(_) | Rule::PropertyNames(_) | Rule::If { .. } => false,
        _ => true,
    };
    let rules = || ir.schemas.iter().flat_map(|schema| &schema.keywords).map(|keyword| &keyword.rule);
    let narrow = rules().filter(|rule| !is_widening(rule)).flat_map(Rule::children).collect();
    let narrow = reached(ir, narrow);
    let ids = (0..).map(SchemaId).zip(&ir.schemas);
    ids.filter(|(id, schema)| !narrow.contains(id) && listing(schema).is_some()).map(|(id, _)| id).collect()
}

/// Whether no two alternatives accept values of one kind, which they keep to when they are widened.
fn differ_in_kind(ir: &Ir, branches: &[SchemaId]) -> bool {
    let mut before = Kinds::NONE;
    branches.iter().all(|branch| {
        let kinds = possible(ir, *branch);
        let is_new = before.is_disjoint(kinds);
        before = before.union(kinds);
        is_new
    })
}

/// These schemas and all that they apply.
fn reached(ir: &Ir, mut pending: Vec<SchemaId>) -> BTreeSet<SchemaId> {
    let mut reached = BTreeSet::new();
    while let Some(id) = pending.pop() {
        if reached.insert(id) {
            pending.extend(ir.schema(id).keywords.iter().flat_map(|keyword| keyword.rule.children()));
        }
    }
    reached
}

/// Where among the keywords there is an `enum` of strings, perhaps with `null`, and no other list of values beside it.
fn listing(schema: &Schema) -> Option<usize> {
    let mut lists = schema.keywords.iter().enumerate().filter(|(_, keyword)| matches!(keyword.rule, Rule::Values(_)));
    let (at, keyword) = lists.next().filter(|_| lists.next().is_none())?;
    let Rule::Values(values) = &keyword.rule else { return None };
    let are_texts = values.iter().all(|value| matches!(value.kind(), Kind::String | Kind::Null));
    let is_enum = keyword.site.pointer.ends_with("/enum");
    (is_enum && are_texts && values.iter().any(|value| value.kind() == Kind::String)).then_some(at)
}

/// Opens the `enum` of a schema: any string, of which those that were listed keep their names.
pub(super) fn open(ir: &mut Ir, id: SchemaId) {
    let Some(schema) = ir.schemas.get_mut(id.0 as usize) else { return };
    let Some(at) = listing(schema) else { return };
    let Keyword { site, rule: Rule::Values(values) } = schema.keywords.remove(at) else { return };
    let has_null = values.iter().any(|value| value.kind() == Kind::Null);
    let kinds = if has_null { Kinds::STRING.union(Kinds::NULL) } else { Kinds::STRING };
    let mut texts: Vec<String> = Vec::new();
    for text in values.iter().filter_map(Json::as_str) {
        if !texts.iter().any(|known| known == text) {
            texts.push(text.to_owned());
        }
    }
    // Whoever makes up values shall make up those more often than others.
    schema.annotations.examples.extend(texts.iter().map(|text| Json::from(text.as_str())));
    schema.keywords.insert(at, Keyword { site: site.clone(), rule: Rule::Kinds(kinds) });
    schema.keywords.insert(at + 1, Keyword { site, rule: Rule::Listed(texts) });
}
