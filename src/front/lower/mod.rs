//! From schemas as they are written to the IR.
//!
//! A schema is lowered once for every dynamic scope that can make a difference to it ([`scope`]); without dynamic anchors
//! that is once. Nothing here recurses: a schema that is mentioned gets an id at once and its turn later.

mod annotations;
mod arrays;
mod objects;
mod order;
mod progress;
mod references;
mod scope;
mod values;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::OnceLock;

use self::scope::{ScopeId, Scopes};
use super::Options;
use super::dialect::Dialect;
use super::documents::{NodeRef, Text};
use super::library::{HomeId, Library, Target};
use super::tree::{Data, NodeId, Tree};
use crate::diagnostic::Diagnostic;
use crate::ir::{Annotations, Document, Ir, Keyword, Resource, Rule, Schema, SchemaId, Site};

/// Lowers the schema that `fragment` names in the library's first document, and everything that it refers to.
pub(super) fn lower(library: &mut Library<'_>, fragment: &str, options: &Options) -> Option<Ir> {
    let document = library.first_root()?;
    let mut lowering = Lowering::new(library);
    lowering.mark_secrets(document, options);
    let root = lowering.root(document, fragment)?;
    let definitions = lowering.definitions(document);
    while lowering.schemas.len() < lowering.asked.len() {
        lowering.next();
    }
    // Of a document that is a schema only in part, only that part must be in order.
    if fragment.is_empty() {
        lowering.unreached(document);
    }
    let documents = lowering.library.documents.ids().filter_map(|id| lowering.library.documents.text(id));
    let label = |text: &Arc<Text>| Document { label: text.name.clone(), resources: Vec::new() };
    let mut documents: Vec<Document> = documents.map(label).collect();
    for (root, uri) in lowering.library.addresses() {
        let pointer = lowering.library.documents.tree(root.document).pointer(root.node);
        if let Some(document) = documents.get_mut(root.document.0 as usize) {
            document.resources.push(Resource { uri, pointer });
        }
    }
    let mut ir =
        Ir { documents, schemas: std::mem::take(&mut lowering.schemas), root, definitions, possible: OnceLock::new() };
    let nodes = std::mem::take(&mut lowering.asked);
    order::by_place(&mut ir, &nodes);
    order::set_idle_aside(&mut ir);
    progress::check(&ir, library);
    Some(ir)
}

/// A schema is lowered once for each set of dynamic anchors that is in force where it is reached. There may be as many
/// schemas so made as four for each written one, or this many.
const MOST_COPIES: usize = 5000;

struct Lowering<'l, 'o> {
    library: &'l mut Library<'o>,
    scopes: Scopes,
    ids: HashMap<(NodeRef, ScopeId), SchemaId>,
    /// Every schema that was mentioned, by its id.
    asked: Vec<(NodeRef, ScopeId)>,
    /// Those that had their turn.
    schemas: Vec<Schema>,
    secrets: HashSet<NodeRef>,
    /// Where those that were mentioned stand.
    places: HashSet<NodeRef>,
    /// Whether there were too many of them.
    is_full: bool,
}

/// The schema that is being lowered.
struct Here {
    at: NodeRef,
    site: Site,
    home: HomeId,
    scope: ScopeId,
    dialect: Arc<Dialect>,
    text: Arc<Text>,
}

impl Here {
    fn tree(&self) -> &Tree {
        &self.text.tree
    }

    /// The value of a keyword, if the dialect knows it and the schema has it.
    fn get(&self, name: &str) -> Option<NodeId> {
        self.dialect.keyword(name).and_then(|_| self.tree().get(self.at.node, name))
    }

    /// Whether the schema is a `$ref` that makes everything beside it ignored.
    fn is_reference_alone(&self) -> bool {
        self.dialect.draft.is_legacy() && self.get("$ref").is_some()
    }

    /// Whether `name` is the first of some keywords, so that it speaks for all of them.
    fn speaks_for(&self, name: &str, group: &[&str]) -> bool {
        let members = self.tree().members(self.at.node).iter().map(|member| member.name.as_str());
        let mut known = members.filter(|member| group.contains(member) && self.dialect.keyword(member).is_some());
        known.next() == Some(name)
    }
}

impl<'l, 'o> Lowering<'l, 'o> {
    fn new(library: &'l mut Library<'o>) -> Self {
        Self {
            library,
            scopes: Scopes::new(),
            ids: HashMap::new(),
            asked: Vec::new(),
            schemas: Vec::new(),
            secrets: HashSet::new(),
            places: HashSet::new(),
            is_full: false,
        }
    }

    /// The id of the root.
    fn root(&mut self, document: NodeRef, fragment: &str) -> Option<SchemaId> {
        let home = self.library.home_of(document)?;
        match self.library.inside(home, fragment) {
            Ok(Target { node, .. }) => self.schema(node, ScopeId::EMPTY),
            Err(mut diagnostic) => {
                diagnostic.code = "unresolved-root";
                // The fragment stands in no file, but what it was looked for in does.
                self.library.report(document, diagnostic);
                None
            }
        }
    }

    /// The ids of the first document's definitions.
    fn definitions(&mut self, document: NodeRef) -> Vec<(String, SchemaId)> {
        let Some(home) = self.library.home_of(document) else { return Vec::new() };
        let dialect = Arc::clone(&self.library.home(home).dialect);
        let text = self.library.documents.shared(document.document);
        let scope = self.scopes.enter(ScopeId::EMPTY, home, self.library);
        let mut found = Vec::new();
        for member in text.tree.members(document.node) {
            if matches!(member.name.as_str(), "$defs" | "definitions") && dialect.keyword(&member.name).is_some() {
                for definition in text.tree.members(member.value) {
                    let id = self.schema(NodeRef { node: definition.value, ..document }, scope);
                    found.extend(id.map(|id| (definition.name.clone(), id)));
                }
            }
        }
        found
    }

    fn mark_secrets(&mut self, document: NodeRef, options: &Options) {
        for written in &options.secrets {
            let pointer = written.strip_prefix('#').unwrap_or(written);
            let target = self.library.documents.tree(document.document).follow(document.node, pointer);
            let target =
                target.map(|node| NodeRef { node, ..document }).filter(|at| self.library.home_of(*at).is_some());
            if let Some(at) = target {
                self.secrets.insert(at);
                continue;
            }
            let message = format!("the secret {pointer:?} is no schema of this document");
            let diagnostic = Diagnostic::error("unresolved-secret", message);
            let diagnostic = diagnostic.help("write a JSON Pointer like /properties/token");
            match options.secret_places.get(written) {
                Some(place) => self.library.findings.add(document.document, diagnostic.at(place.clone())),
                None => self.library.report(document, diagnostic),
            }
        }
    }

    /// The id of a schema that is reached under a dynamic scope; none if it is no schema, which was reported.
    fn schema(&mut self, at: NodeRef, scope: ScopeId) -> Option<SchemaId> {
        let home = self.library.home_of(at)?;
        let scope = self.scopes.enter(scope, home, self.library);
        if let Some(known) = self.ids.get(&(at, scope)) {
            return Some(*known);
        }
        self.places.insert(at);
        if self.asked.len() >= MOST_COPIES.max(4 * self.places.len()) {
            self.too_many(at);
            return None;
        }
        let id = SchemaId(u32::try_from(self.asked.len()).unwrap_or(u32::MAX));
        self.asked.push((at, scope));
        self.ids.insert((at, scope), id);
        Some(id)
    }

    /// Reports, once, that dynamic anchors multiply schemas without end in sight.
    fn too_many(&mut self, at: NodeRef) {
        if !std::mem::replace(&mut self.is_full, true) {
            let message = format!(
                "{} schemas have {} meanings by now: ways to them that differ in their dynamic anchors are too many",
                self.places.len(),
                self.asked.len(),
            );
            let diagnostic = Diagnostic::error("too-many-scopes", message);
            let help = "use fewer `$dynamicAnchor`s of different names, or refer to some of them by `$ref`";
            self.library.report(at, diagnostic.help(help));
        }
    }

    /// The id of a schema that stands in the current one.
    fn child(&mut self, here: &Here, node: NodeId) -> Option<SchemaId> {
        self.schema(NodeRef { node, ..here.at }, here.scope)
    }

    fn children(&mut self, here: &Here, nodes: &[NodeId]) -> Vec<SchemaId> {
        nodes.iter().filter_map(|node| self.child(here, *node)).collect()
    }

    /// Lowers the next schema whose turn it is.
    fn next(&mut self) {
        let Some(&(at, scope)) = self.asked.get(self.schemas.len()) else { return };
        let text = self.library.documents.shared(at.document);
        let site = Site { document: at.document, pointer: text.tree.pointer(at.node) };
        let mut schema = Schema { site: site.clone(), annotations: Annotations::default(), keywords: Vec::new() };
        if let Some(home) = self.library.home_of(at) {
            let dialect = Arc::clone(&self.library.home(home).dialect);
            let here = Here { at, site, home, scope, dialect, text };
            schema.annotations = annotations::of(&here, self.secrets.contains(&at));
            schema.keywords = self.keywords(&here);
        }
        self.schemas.push(schema);
    }

    fn keywords(&mut self, here: &Here) -> Vec<Keyword> {
        if let Data::Boolean(false) = here.tree().data(here.at.node) {
            return vec![Keyword { site: here.site.clone(), rule: Rule::Never }];
        }
        let alone = here.is_reference_alone();
        let mut keywords = Vec::new();
        for member in here.tree().members(here.at.node) {
            let name = member.name.as_str();
            if here.dialect.keyword(name).is_none() {
                continue;
            }
            if alone && name != "$ref" {
                self.ignored_beside_ref(here, name, member.value);
                continue;
            }
            let site = here.site.child(name);
            for rule in self.rules(here, name, member.value) {
                let whole = matches!(rule, Rule::Items(_) | Rule::Members(_));
                let site = if whole { here.site.clone() } else { site.clone() };
                keywords.push(Keyword { site, rule });
            }
        }
        keywords
    }

    /// What one keyword says: mostly one rule, none where it only annotates, two for a mixed `dependencies`.
    fn rules(&mut self, here: &Here, name: &str, value: NodeId) -> Vec<Rule> {
        match name {
            "dependencies" => self.dependencies(here, value),
            "$ref" | "$dynamicRef" | "$recursiveRef" => self.reference(here, name, value).into_iter().collect(),
            "allOf" | "anyOf" | "oneOf" | "not" | "if" => self.logic(here, name, value).into_iter().collect(),
            "items" | "prefixItems" | "additionalItems" | "contains" | "unevaluatedItems" => {
                self.array(here, name, value).into_iter().collect()
            }
            "properties"
            | "patternProperties"
            | "additionalProperties"
            | "propertyNames"
            | "dependentSchemas"
            | "unevaluatedProperties" => self.object(here, name, value).into_iter().collect(),
            "format" => self.format(here, value).into_iter().collect(),
            _ => values::rule(here, name, value).into_iter().collect(),
        }
    }
}
