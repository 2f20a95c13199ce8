//! Every schema resource that is known so far: where it is, what it is called, and what is called what inside it.
//!
//! `referencing` does the URIs and knows the meta-schemas. Its registry is not used here: it stops at the first error
//! and does not say where that is, and it follows a dynamic scope at run time, which has to be known when compiling.

mod meta;
mod names;
mod resolve;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use referencing::{Uri, uri as uris};

use super::dialect::{Dialect, Shape};
use super::documents::{Documents, NodeRef};
use super::fetch::{self, Fetched};
use super::findings::Findings;
use super::source::Source;
use super::tree::{Data, NodeId, Tree};
use super::{Options, check, uri};
use crate::diagnostic::Diagnostic;
use crate::ir::DocumentId;

/// The index of a [`Home`] in its [`Library`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct HomeId(u32);

/// A schema resource: a document's root or a schema with an id, and every schema below it that has none.
#[derive(Clone, Debug)]
pub(super) struct Home {
    /// What references inside it are relative to.
    base: Uri<String>,
    /// The schema that the resource is.
    pub(super) root: NodeRef,
    /// What its keywords mean.
    pub(super) dialect: Arc<Dialect>,
    /// Whether `x-format-assertion` says that `format` asserts.
    format_assertion: Option<bool>,
    /// Its named schemas.
    anchors: BTreeMap<String, NodeRef>,
    /// Those of them that a dynamic scope looks for, and `""` for `$recursiveAnchor`.
    pub(super) dynamic: BTreeMap<String, NodeRef>,
}

/// What a reference leads to.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// The schema.
    pub(super) node: NodeRef,
    /// The name in the reference, if it is that of a `$dynamicAnchor`.
    pub(super) dynamic: Option<String>,
}

/// Everything that was read.
#[derive(Debug)]
pub(super) struct Library<'o> {
    options: &'o Options,
    first: &'o Source,
    pub(super) documents: Documents,
    pub(super) findings: Findings,
    /// The files that were looked for, in this order.
    pub(super) files: Vec<PathBuf>,
    homes: Vec<Home>,
    by_uri: HashMap<String, HomeId>,
    by_node: HashMap<NodeRef, HomeId>,
    opened: HashMap<String, Option<DocumentId>>,
}

impl<'o> Library<'o> {
    /// The library with the document that was asked for.
    pub(super) fn new(first: &'o Source, options: &'o Options) -> Self {
        let mut library = Self {
            options,
            first,
            documents: Documents::default(),
            findings: Findings::default(),
            files: first.path.iter().cloned().collect(),
            homes: Vec::new(),
            by_uri: HashMap::new(),
            by_node: HashMap::new(),
            opened: HashMap::new(),
        };
        let own = first.uri.clone().unwrap_or_else(|| format!("{}{}", uri::NOWHERE, first.label));
        let base = uris::from_str(own.trim_end_matches('#')).or_else(|_| uris::from_str(uri::NOWHERE));
        if let (Ok(base), Some(document)) = (base, library.read(first, String::new())) {
            library.opened.insert(base.as_str().to_owned(), Some(document));
            library.settle(document, base);
        }
        library
    }

    /// The root of the document that was asked for, if it could be read.
    pub(super) fn first_root(&self) -> Option<NodeRef> {
        let root = NodeRef { document: DocumentId(0), node: Tree::ROOT };
        self.by_node.contains_key(&root).then_some(root)
    }

    /// The resource that a schema belongs to, if the value is known to be one.
    pub(super) fn home_of(&self, at: NodeRef) -> Option<HomeId> {
        self.by_node.get(&at).copied()
    }

    /// All schemas of a document that are known so far, in its order.
    pub(super) fn schemas_of(&self, document: DocumentId) -> Vec<(NodeRef, HomeId)> {
        let known = self.by_node.iter().filter(|(at, _)| at.document == document);
        let mut known: Vec<_> = known.map(|(at, home)| (*at, *home)).collect();
        known.sort_unstable();
        known
    }

    /// Every resource that is known so far and its URI, in which a file has the name that messages give it.
    pub(super) fn addresses(&self) -> Vec<(NodeRef, String)> {
        let own = self.first.uri.as_deref().filter(|own| uri::to_path(own).is_some());
        let address = |base: &str| match own.filter(|_| uri::to_path(base).is_some()) {
            Some(own) => uri::of_label(&uri::label_beside(&self.first.label, own, base)),
            None => base.to_owned(),
        };
        self.homes.iter().map(|home| (home.root, address(home.base.as_str()))).collect()
    }

    /// The resource of that id; ids come from here only, so that there always is one.
    pub(super) fn home(&self, id: HomeId) -> &Home {
        &self.homes[id.0 as usize]
    }

    /// Whether `format` asserts in a resource.
    pub(super) fn asserts_format(&self, id: HomeId) -> bool {
        let home = self.home(id);
        self.options.assert_format.or(home.format_assertion).unwrap_or(home.dialect.asserts_format)
    }

    /// Adds a finding about a value.
    pub(super) fn report(&mut self, at: NodeRef, diagnostic: Diagnostic) {
        let place = self.documents.place_at(at);
        self.findings.add(at.document, diagnostic.at(place));
    }

    /// Reads a text, if it is one JSON value.
    fn read(&mut self, source: &Source, name: String) -> Option<DocumentId> {
        let (document, errors) = self.documents.add(source, name);
        let whole = errors.iter().all(|error| error.code == "duplicate-member");
        for error in errors {
            self.findings.add(document, error);
        }
        whole.then_some(document)
    }

    /// The document at a URI, which a value asks for.
    fn open(&mut self, uri: &str, at: NodeRef) -> Option<DocumentId> {
        if let Some(known) = self.opened.get(uri) {
            return *known;
        }
        let home = self.names_files_from(at).map(str::to_owned);
        let document = match fetch::fetch(uri, self.first, home.as_deref(), &self.options.resources, &mut self.files) {
            Ok(Fetched { source, name }) => self.read(&source, name),
            Err(diagnostic) => {
                if diagnostic.place.is_some() {
                    self.findings.add(at.document, diagnostic);
                } else {
                    self.report(at, diagnostic);
                }
                None
            }
        };
        self.opened.insert(uri.to_owned(), document);
        document
    }

    /// The file whose folder a file that `at` refers to is named from: the first document. None where the reference is
    /// absolute, or the document that it stands in was reached by such a one.
    fn names_files_from(&self, at: NodeRef) -> Option<&str> {
        let text = self.documents.text(at.document)?;
        let written = text.tree.string(at.node).unwrap_or_default();
        let own = self.homes.first().map_or(self.first.uri.as_deref(), |home| Some(home.base.as_str()));
        let is_file = |name: &str| name.starts_with("file:");
        own.filter(|own| is_file(own) && !is_file(written) && !written.starts_with('/') && !is_file(&text.name))
    }

    /// Makes a document's root a resource and looks at all schemas in it.
    fn settle(&mut self, document: DocumentId, base: Uri<String>) -> HomeId {
        let root = NodeRef { document, node: Tree::ROOT };
        let neighbour = self.homes.first().map(|home| home.dialect.draft);
        let draft = self.options.draft.or(neighbour).unwrap_or_default();
        let dialect = self.declared_dialect(root, &base).unwrap_or_else(|| Arc::new(Dialect::of(draft)));
        let id = self.found(root, base, dialect, None);
        self.walk(root, id);
        id
    }

    fn found(&mut self, root: NodeRef, base: Uri<String>, dialect: Arc<Dialect>, asserts: Option<bool>) -> HomeId {
        let id = HomeId(u32::try_from(self.homes.len()).unwrap_or(u32::MAX));
        let tree = self.documents.tree(root.document);
        let own = tree.get(root.node, "x-format-assertion").and_then(|node| tree.boolean(node));
        self.by_uri.entry(base.as_str().to_owned()).or_insert(id);
        let (anchors, dynamic) = (BTreeMap::new(), BTreeMap::new());
        self.homes.push(Home { base, root, dialect, format_assertion: own.or(asserts), anchors, dynamic });
        id
    }

    /// Finds the resource of every schema in `start`, and checks each of them.
    fn walk(&mut self, start: NodeRef, home: HomeId) {
        let mut open = vec![(start, home)];
        while let Some((at, outer)) = open.pop() {
            if self.by_node.contains_key(&at) {
                continue;
            }
            let home = self.identify(at, outer);
            self.by_node.insert(at, home);
            let dialect = Arc::clone(&self.home(home).dialect);
            check::schema(&self.documents, &mut self.findings, at, &dialect);
            let tree = self.documents.tree(at.document);
            let children = subschemas(tree, at.node, &dialect);
            open.extend(children.into_iter().rev().map(|node| (NodeRef { node, ..at }, home)));
        }
    }
}

/// The schemas that stand directly in a schema, in the order in which they are written.
fn subschemas(tree: &Tree, schema: NodeId, dialect: &Dialect) -> Vec<NodeId> {
    let mut found = Vec::new();
    for member in tree.members(schema) {
        let Some(row) = dialect.keyword(&member.name) else { continue };
        let value = member.value;
        let is_schema = |node: &NodeId| matches!(tree.data(*node), Data::Object(_) | Data::Boolean(_));
        match (row.shape, tree.data(value)) {
            (Shape::Schema | Shape::SchemaOrBoolean | Shape::SchemaOrSchemas, Data::Object(_) | Data::Boolean(_)) => {
                found.push(value);
            }
            (Shape::Schemas | Shape::SchemaOrSchemas, Data::Array(items)) => {
                found.extend(items.iter().copied().filter(is_schema));
            }
            (Shape::SchemaMap | Shape::PatternMap | Shape::Dependencies, Data::Object(members)) => {
                found.extend(members.iter().map(|member| member.value).filter(is_schema));
            }
            _ => {}
        }
    }
    found
}
