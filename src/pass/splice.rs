//! `allOf`, a `$ref` beside other keywords, and `anyOf` or `oneOf` of one: their keywords move up into the schema.

use std::collections::HashSet;

use formwork_runtime::Kinds;

use crate::ir::{Ir, Keyword, Rule, SchemaId};

/// Splices into `id` what holds for the same value without a condition.
pub(super) fn splice(ir: &mut Ir, id: SchemaId) {
    let mut meant = id;
    while let Some((target, keyword)) = reference(ir, meant) {
        if !must_hide(ir, id, target) {
            let keyword = Keyword { site: keyword.site.clone(), rule: Rule::Ref(target) };
            ir.schemas[id.0 as usize].keywords = vec![keyword];
            return;
        }
        meant = target;
    }
    let mut keywords = Vec::new();
    // A schema that is reached on two ways is a conjunction with itself: once is enough.
    let mut spliced = HashSet::from([id]);
    gather(ir, meant, &mut spliced, &mut keywords);
    // What is secret under one of the schemas is secret under all of them together.
    let secret = spliced.iter().any(|id| ir.schema(*id).annotations.secret);
    let schema = &mut ir.schemas[id.0 as usize];
    schema.keywords = keywords;
    schema.annotations.secret = secret;
}

/// The schemas that hold without a condition for every value that the rule holds for, if that is all that it says.
fn conjuncts(rule: &Rule) -> Option<&[SchemaId]> {
    match rule {
        Rule::Ref(target) => Some(std::slice::from_ref(target)),
        Rule::AllOf(branches) => Some(branches),
        Rule::AnyOf(branches) | Rule::OneOf(branches) if branches.len() == 1 => Some(branches),
        _ => None,
    }
}

/// What a schema is but another name for, and the keyword that says so: a `$ref`, or an `allOf` of nothing but one, which
/// is how drafts that ignore what stands beside a `$ref` have it described. A `type` may stand there too, if what the
/// schema refers to says no less.
fn reference(ir: &Ir, id: SchemaId) -> Option<(SchemaId, &Keyword)> {
    let (mut found, mut kinds) = (None, None);
    for keyword in &ir.schema(id).keywords {
        match (&keyword.rule, conjuncts(&keyword.rule)) {
            (Rule::Kinds(allowed), _) => kinds = Some(kinds.unwrap_or(Kinds::ALL).intersection(*allowed)),
            (Rule::Ref(target), _) if found.is_none() => found = Some((*target, keyword)),
            (_, Some([branch])) if found.is_none() && reference(ir, *branch).is_some() => {
                found = Some((*branch, keyword));
            }
            _ => return None,
        }
    }
    found.filter(|(target, _)| kinds.is_none_or(|kinds| says(ir, *target, kinds)))
}

/// Whether a schema is secret where what it refers to is not, and a type is called by its name: there the type itself has
/// to hide its values, elsewhere the place that holds one does.
fn must_hide(ir: &Ir, id: SchemaId, target: SchemaId) -> bool {
    let is_secret = |id| ir.schema(id).annotations.secret;
    let is_named = || ir.root == id || ir.definitions.iter().any(|(_, definition)| *definition == id);
    is_secret(id) && !is_secret(target) && is_named()
}

/// Whether the `type` of a schema, or of one that holds with it, allows these kinds at most.
fn says(ir: &Ir, id: SchemaId, kinds: Kinds) -> bool {
    let mut said = Kinds::ALL;
    let (mut seen, mut pending) = (HashSet::from([id]), vec![id]);
    while let Some(id) = pending.pop() {
        for keyword in &ir.schema(id).keywords {
            if let Rule::Kinds(allowed) = keyword.rule {
                said = said.intersection(allowed);
            }
            let conjuncts = conjuncts(&keyword.rule).unwrap_or_default().iter();
            pending.extend(conjuncts.filter(|id| seen.insert(**id)));
        }
    }
    kinds.intersection(said) == said
}

fn gather(ir: &Ir, id: SchemaId, spliced: &mut HashSet<SchemaId>, keywords: &mut Vec<Keyword>) {
    for keyword in &ir.schema(id).keywords {
        match conjuncts(&keyword.rule) {
            Some(schemas) => schemas.iter().for_each(|schema| descend(ir, *schema, keyword, spliced, keywords)),
            None => keywords.push(keyword.clone()),
        }
    }
}

fn descend(ir: &Ir, branch: SchemaId, from: &Keyword, spliced: &mut HashSet<SchemaId>, keywords: &mut Vec<Keyword>) {
    if sees_only_its_own(ir, branch) {
        spliced.insert(branch);
        keywords.push(Keyword { site: from.site.clone(), rule: Rule::Ref(branch) });
    } else if spliced.insert(branch) {
        gather(ir, branch, spliced, keywords);
    }
}

/// Whether the schema has an `unevaluated…` keyword, which must not see what stands beside the schema.
fn sees_only_its_own(ir: &Ir, id: SchemaId) -> bool {
    let is_unevaluated = |rule: &Rule| matches!(rule, Rule::UnevaluatedItems(_) | Rule::UnevaluatedProperties(_));
    ir.schema(id).keywords.iter().any(|keyword| is_unevaluated(&keyword.rule))
}
