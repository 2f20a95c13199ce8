//! Which values of a document a schema marks as secret; where the schema leaves a doubt, the value counts as one.

use formwork_runtime::Kind;

use crate::ir::{Ir, Rule, SchemaId};

/// A schema seen as marks on values.
#[derive(Debug)]
pub(super) struct Secrets {
    pub(super) ir: Ir,
    /// Whether a schema is secret or leads to one.
    leads: Vec<bool>,
}

/// What holds for one value.
pub(super) struct Applied {
    /// Every schema that may apply to it, whatever the branch.
    pub(super) schemas: Vec<SchemaId>,
    /// No schema speaks of it, and what is around it holds secrets: it may be one under a wrong name.
    doubtful: bool,
}

impl Secrets {
    /// `ir` as it was written, before any pass has merged schemas.
    pub(super) fn new(ir: Ir) -> Self {
        let mut leads: Vec<bool> = ir.schemas.iter().map(|schema| schema.annotations.secret).collect();
        let mut changed = true;
        while changed {
            changed = false;
            for (index, schema) in ir.schemas.iter().enumerate() {
                let children = schema.keywords.iter().flat_map(|keyword| keyword.rule.children());
                if leads.get(index) == Some(&false) && children.into_iter().any(|id| is_set(&leads, id)) {
                    leads[index] = true;
                    changed = true;
                }
            }
        }
        Self { ir, leads }
    }

    /// What holds for a whole document.
    pub(super) fn root(&self) -> Applied {
        Applied { schemas: self.close(vec![self.ir.root]), doubtful: false }
    }

    /// Whether a value of this kind must not be shown.
    pub(super) fn hides(&self, applied: &Applied, kind: Kind) -> bool {
        let is_secret = |id: &SchemaId| self.ir.schema(*id).annotations.secret;
        // Where secrets are expected inside, a text may be all of it in another form.
        let is_other_form = matches!(kind, Kind::String | Kind::Number) && self.leads_any(applied);
        applied.doubtful || is_other_form || applied.schemas.iter().any(is_secret)
    }

    /// What holds for a member of a value.
    pub(super) fn member(&self, applied: &Applied, name: &str) -> Applied {
        let (mut found, mut known) = (Vec::new(), false);
        for rule in self.rules(applied) {
            match rule {
                Rule::Members(members) => {
                    if let Some((_, id)) = members.named.iter().find(|(known, _)| known == name) {
                        found.push(*id);
                        known = true;
                    } else {
                        // Which pattern matches is not looked at: all may apply, and none makes the name known.
                        found.extend(members.patterns.iter().map(|(_, id)| *id));
                        known |= self.describes(members.rest);
                        found.extend(members.rest);
                    }
                }
                Rule::UnevaluatedProperties(id) => {
                    known |= self.describes(Some(*id));
                    found.push(*id);
                }
                _ => {}
            }
        }
        self.inside(applied, found, known)
    }

    /// What holds for an item of a value.
    pub(super) fn item(&self, applied: &Applied, index: usize) -> Applied {
        let mut found = Vec::new();
        for rule in self.rules(applied) {
            match rule {
                Rule::Items(items) => found.extend(items.prefix.get(index).copied().or(items.rest)),
                Rule::Contains(contains) => found.push(contains.schema),
                Rule::UnevaluatedItems(id) => found.push(*id),
                _ => {}
            }
        }
        let known = found.iter().any(|id| self.describes(Some(*id)));
        self.inside(applied, found, known)
    }

    fn inside(&self, around: &Applied, found: Vec<SchemaId>, known: bool) -> Applied {
        Applied { schemas: self.close(found), doubtful: !known && self.leads_any(around) }
    }

    fn rules<'a>(&'a self, applied: &'a Applied) -> impl Iterator<Item = &'a Rule> {
        applied.schemas.iter().flat_map(|id| &self.ir.schema(*id).keywords).map(|keyword| &keyword.rule)
    }

    /// Whether any value is marked at all.
    pub(super) fn marks_any(&self) -> bool {
        self.leads_any(&self.root())
    }

    fn leads_any(&self, applied: &Applied) -> bool {
        applied.schemas.iter().any(|id| is_set(&self.leads, *id))
    }

    /// Whether a schema says anything about the values that it allows.
    fn describes(&self, id: Option<SchemaId>) -> bool {
        id.is_some_and(|id| {
            let schema = self.ir.schema(id);
            schema.annotations.secret || schema.keywords.iter().any(|keyword| keyword.rule != Rule::Never)
        })
    }

    /// The schemas and those that apply to the same value through them, or to its members' names.
    fn close(&self, mut schemas: Vec<SchemaId>) -> Vec<SchemaId> {
        let mut next = 0;
        while let Some(id) = schemas.get(next).copied() {
            next += 1;
            for keyword in &self.ir.schema(id).keywords {
                let is_inside = matches!(
                    keyword.rule,
                    Rule::Members(_)
                        | Rule::UnevaluatedProperties(_)
                        | Rule::Items(_)
                        | Rule::Contains(_)
                        | Rule::UnevaluatedItems(_)
                );
                for child in keyword.rule.children() {
                    if !is_inside && !schemas.contains(&child) {
                        schemas.push(child);
                    }
                }
            }
        }
        schemas
    }
}

fn is_set(flags: &[bool], id: SchemaId) -> bool {
    flags.get(id.0 as usize).copied().unwrap_or_default()
}
