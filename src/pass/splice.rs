//! `allOf`, a `$ref` beside other keywords, and `anyOf` or `oneOf` of one: their keywords move up into the schema.

use std::collections::HashSet;

use crate::ir::{Ir, Keyword, Rule, SchemaId};

/// Splices into `id` what holds for the same value without a condition.
pub(super) fn splice(ir: &mut Ir, id: SchemaId) {
    if ir.schema(id).alias().is_some() {
        return;
    }
    let mut keywords = Vec::new();
    // A schema that is reached on two ways is a conjunction with itself: once is enough.
    let mut spliced = HashSet::from([id]);
    gather(ir, id, &mut spliced, &mut keywords);
    // What is secret under one of the schemas is secret under all of them together.
    let secret = spliced.iter().any(|id| ir.schema(*id).annotations.secret);
    let schema = &mut ir.schemas[id.0 as usize];
    schema.keywords = keywords;
    schema.annotations.secret = secret;
}

fn gather(ir: &Ir, id: SchemaId, spliced: &mut HashSet<SchemaId>, keywords: &mut Vec<Keyword>) {
    for keyword in &ir.schema(id).keywords {
        match &keyword.rule {
            Rule::Ref(target) => descend(ir, *target, keyword, spliced, keywords),
            Rule::AllOf(branches) => {
                for branch in branches {
                    descend(ir, *branch, keyword, spliced, keywords);
                }
            }
            Rule::AnyOf(branches) | Rule::OneOf(branches) if branches.len() == 1 => {
                descend(ir, branches[0], keyword, spliced, keywords);
            }
            _ => keywords.push(keyword.clone()),
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
