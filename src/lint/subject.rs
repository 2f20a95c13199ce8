//! A schema that is looked at.

use std::collections::BTreeSet;

use formwork_runtime::{Budget, Collector, Json, Kinds, Tree as Walk, Verdict};

use super::Edit;
use crate::compat::Side;
use crate::diagnostic::Place;
use crate::front::{text, tree::Tree};
use crate::ir::{DocumentId, Ir, Schema, SchemaId, Site};
use crate::plan::Evaluator;

/// Something that a rule has found.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// The id of the rule, in [`crate::rules`].
    pub(crate) rule: &'static str,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) place: Place,
    /// What mends it without a change of what the schema means.
    pub(crate) edits: Vec<Edit>,
}

/// A schema's file, compiled.
pub(crate) struct Subject<'s> {
    pub(crate) side: Side<'s>,
    /// The values of its text.
    pub(super) tree: Tree,
    /// The schemas in it, each once, with the ids by which the normal form knows them too.
    pub(super) schemas: Vec<(SchemaId, &'s Schema)>,
}

impl Found {
    pub(super) fn new(rule: &'static str, message: impl Into<String>, place: Place) -> Self {
        Self { rule, message: message.into(), help: None, note: None, place, edits: Vec::new() }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    pub(super) fn note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }
}

/// So much may be spent on one value.
const EFFORT: u64 = 100_000;

impl<'s> Subject<'s> {
    pub(crate) fn new(side: Side<'s>) -> Self {
        let ir = side.compiled.written.ir();
        let mut seen = BTreeSet::new();
        let all = (0..).map(SchemaId).zip(&ir.schemas);
        let first = all.filter(|(_, schema)| schema.site.document == DocumentId(0));
        let schemas = first.filter(|(_, schema)| seen.insert(&schema.site.pointer)).collect();
        Self { side, tree: text::read(&side.source.text).0, schemas }
    }

    /// The schemas as they were written.
    pub(super) fn written(&self) -> &'s Ir {
        self.side.compiled.written.ir()
    }

    /// The schemas in normal form.
    pub(super) fn normal(&self) -> &'s Ir {
        &self.side.compiled.ir
    }

    /// A place in the schema's own file.
    pub(super) fn place(&self, site: &Site) -> Option<Place> {
        (site.document == DocumentId(0)).then(|| self.side.compiled.documents.place(site))?
    }

    /// The place of the name of the member that a site leads to, or of what it leads to.
    pub(super) fn key_place(&self, site: &Site) -> Option<Place> {
        let place = self.place(site)?;
        let node = self.tree.follow(Tree::ROOT, &site.pointer)?;
        let span = self.tree.key_span(node).unwrap_or_else(|| place.span.clone());
        Some(Place::new(&place.file, &self.side.source.text, span, site.pointer.clone()))
    }

    /// Whether a schema accepts a value; nothing where the plan has no check for it, or there is no verdict.
    pub(super) fn accepts(&self, schema: SchemaId, value: &Json) -> Option<bool> {
        let plan = &self.side.compiled.plan;
        let check = *plan.by_schema.get(&(schema, Kinds::ALL))?;
        let budget = Budget::new(EFFORT);
        match Evaluator::new(plan).check(check, &mut Walk::new(value, &budget), &mut Verdict) {
            Ok(()) => Some(true),
            Err(formwork_runtime::Stop::Limit(_)) => None,
            Err(_) => Some(false),
        }
    }

    /// Whether a schema refuses a value for one keyword of its own, and for nothing else.
    pub(super) fn is_refused_by(&self, schema: SchemaId, value: &Json, keyword: &Site) -> bool {
        let plan = &self.side.compiled.plan;
        let Some(check) = plan.by_schema.get(&(schema, Kinds::ALL)) else { return false };
        let (budget, mut collector) = (Budget::new(EFFORT), Collector::new(4));
        let end = Evaluator::new(plan).check(*check, &mut Walk::new(value, &budget), &mut collector);
        let violations = collector.into_violations();
        let site = self.written().show(keyword);
        let is_it =
            violations.iter().all(|violation| violation.instance.is_empty() && violation.keyword_site() == site);
        !matches!(end, Err(formwork_runtime::Stop::Limit(_))) && !violations.is_empty() && is_it
    }

    /// The schema that an alias leads to, among those that were written.
    pub(super) fn target(&self, id: SchemaId) -> SchemaId {
        let mut id = id;
        // Aliases that lead to each other were refused by the front end.
        for _ in 0..64 {
            match self.written().schema(id).alias() {
                Some(next) => id = next,
                None => break,
            }
        }
        id
    }
}
