//! The texts that were read, kept so that every message can point into them.

use std::sync::Arc;

use super::source::Source;
use super::text;
use super::tree::{NodeId, Tree};
use crate::diagnostic::{Diagnostic, Place};
use crate::ir::{DocumentId, Site};

/// A value in one of the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeRef {
    /// The document.
    pub(super) document: DocumentId,
    /// The value.
    pub(super) node: NodeId,
}

/// One text with its tree.
#[derive(Debug)]
pub(super) struct Text {
    /// What messages call it.
    pub(super) label: String,
    /// How places in it begin, whatever folder the compiler runs in: empty for the first text.
    pub(super) name: String,
    /// The values.
    pub(super) tree: Tree,
}

/// Every text that was read; the first is the one that was asked for.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    texts: Vec<Arc<Text>>,
}

impl Documents {
    /// The text of a document.
    pub(crate) fn json_text(&self, id: DocumentId) -> Option<&str> {
        Some(self.text(id)?.tree.text())
    }

    /// The place of a schema or a keyword.
    pub fn place(&self, site: &Site) -> Option<Place> {
        self.find(site.document, &site.pointer)
    }

    /// The place that [`Ir::show`](crate::ir::Ir::show) printed as `shown`, e.g. `#/properties/a/minLength`.
    pub fn place_of(&self, shown: &str) -> Option<Place> {
        self.ids().find_map(|id| {
            let pointer = shown.strip_prefix(self.text(id)?.name.as_str())?.strip_prefix('#')?;
            self.find(id, pointer)
        })
    }

    /// The text of a schema or a keyword, as it was written.
    pub fn written(&self, site: &Site) -> Option<&str> {
        let tree = &self.text(site.document)?.tree;
        Some(tree.raw(tree.follow(Tree::ROOT, &site.pointer)?))
    }

    fn find(&self, document: DocumentId, pointer: &str) -> Option<Place> {
        let node = self.text(document)?.tree.follow(Tree::ROOT, pointer)?;
        Some(self.place_at(NodeRef { document, node }))
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = DocumentId> + use<> {
        (0..u32::try_from(self.texts.len()).unwrap_or(u32::MAX)).map(DocumentId)
    }

    pub(super) fn text(&self, id: DocumentId) -> Option<&Arc<Text>> {
        self.texts.get(id.0 as usize)
    }

    /// The tree of a document; ids come from here only, so that there always is one.
    pub(super) fn tree(&self, id: DocumentId) -> &Tree {
        &self.texts[id.0 as usize].tree
    }

    /// A document that stays while others are added.
    pub(super) fn shared(&self, id: DocumentId) -> Arc<Text> {
        Arc::clone(&self.texts[id.0 as usize])
    }

    /// Reads a text and keeps it, with or without errors.
    pub(super) fn add(&mut self, source: &Source, name: String) -> (DocumentId, Vec<Diagnostic>) {
        let id = DocumentId(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        let (tree, errors) = text::read(&source.text);
        let errors = errors.into_iter().map(|error| {
            let place = Place::new(&source.label, &source.text, error.span, String::new());
            let diagnostic = Diagnostic::error(error.code, error.message).at(place);
            Diagnostic { help: error.help.map(str::to_owned), ..diagnostic }
        });
        let errors = errors.collect();
        self.texts.push(Arc::new(Text { label: source.label.clone(), name, tree }));
        (id, errors)
    }

    /// The place of a value.
    pub(super) fn place_at(&self, at: NodeRef) -> Place {
        self.place_in(at, self.tree(at.document).span(at.node))
    }

    /// The place of the name under which a value stands, or of the value if it has none.
    pub(super) fn place_at_key(&self, at: NodeRef) -> Place {
        let tree = self.tree(at.document);
        self.place_in(at, tree.key_span(at.node).unwrap_or_else(|| tree.span(at.node)))
    }

    /// The place of some bytes that belong to a value.
    pub(super) fn place_in(&self, at: NodeRef, span: std::ops::Range<usize>) -> Place {
        let text = &self.texts[at.document.0 as usize];
        Place::new(&text.label, text.tree.text(), span, text.tree.pointer(at.node))
    }
}
