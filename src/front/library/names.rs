//! The names that schemas give themselves: ids and anchors.

use std::sync::Arc;

use referencing::{Uri, uri as uris};

use super::{HomeId, Library};
use crate::diagnostic::Diagnostic;
use crate::front::dialect::{Dialect, Shape};
use crate::front::documents::NodeRef;
use crate::front::tree::{Data, Tree};

impl Library<'_> {
    /// Reads the names that a schema gives itself, and says which resource it belongs to.
    pub(super) fn identify(&mut self, at: NodeRef, outer: HomeId) -> HomeId {
        let is_root = self.home(outer).root == at;
        let base = self.home(outer).base.clone();
        let inherited = Arc::clone(&self.home(outer).dialect);
        let text = self.documents.shared(at.document);
        let tree = &text.tree;
        if tree.members(at.node).is_empty() {
            return outer;
        }
        let dialect = if is_root { None } else { self.declared_dialect(at, &base) };
        let dialect = dialect.unwrap_or(inherited);
        let named = tree.get(at.node, dialect.draft.id_keyword());
        let named = named.filter(|_| !(dialect.draft.is_legacy() && tree.get(at.node, "$ref").is_some()));
        let mut home = outer;
        if let Some((node, id)) = named.and_then(|node| Some((node, tree.string(node)?))) {
            let (id, fragment) = id.split_once('#').unwrap_or((id, ""));
            let site = NodeRef { node, ..at };
            if !id.is_empty() {
                home = self.name(at, outer, (site, id), (&base, &dialect)).unwrap_or(outer);
            }
            if !fragment.is_empty() && dialect.draft.is_legacy() {
                self.anchor(home, fragment, at, site);
            }
        }
        self.anchors(home, at, tree);
        home
    }

    /// Gives the schema `at` the URI that `id` is, which makes it a resource.
    fn name(
        &mut self,
        at: NodeRef,
        outer: HomeId,
        (site, id): (NodeRef, &str),
        (base, dialect): (&Uri<String>, &Arc<Dialect>),
    ) -> Option<HomeId> {
        let resolved = match uris::resolve_against(&base.borrow(), id) {
            Ok(resolved) => resolved,
            Err(error) => {
                self.report(site, Diagnostic::error("invalid-uri", error.to_string()));
                return None;
            }
        };
        let known = self.by_uri.get(resolved.as_str()).map(|known| self.home(*known).root);
        if known.is_some_and(|known| known != at) {
            let message = format!("another schema is already called {:?}", resolved.as_str());
            let help = "references to it lead to the first of them";
            self.report(site, Diagnostic::warning("duplicate-id", message).help(help));
        }
        if self.home(outer).root != at {
            let asserts = self.home(outer).format_assertion;
            return Some(self.found(at, resolved, Arc::clone(dialect), asserts));
        }
        self.by_uri.entry(resolved.as_str().to_owned()).or_insert(outer);
        if let Some(home) = self.homes.get_mut(outer.0 as usize) {
            home.base = resolved;
        }
        Some(outer)
    }

    /// Reads the anchors of a schema.
    fn anchors(&mut self, home: HomeId, at: NodeRef, tree: &Tree) {
        let dialect = Arc::clone(&self.home(home).dialect);
        for member in tree.members(at.node) {
            let site = NodeRef { node: member.value, ..at };
            let shape = dialect.keyword(&member.name).map(|row| row.shape);
            match (shape, tree.data(member.value)) {
                (Some(Shape::Anchor), Data::String(name)) => {
                    self.anchor(home, name, at, site);
                    if member.name == "$dynamicAnchor" {
                        self.dynamic_anchor(home, name, at);
                    }
                }
                (Some(_), Data::Boolean(true)) if member.name == "$recursiveAnchor" && self.home(home).root == at => {
                    self.dynamic_anchor(home, "", at);
                }
                _ => {}
            }
        }
    }

    fn anchor(&mut self, home: HomeId, name: &str, at: NodeRef, site: NodeRef) {
        let known = self.homes.get_mut(home.0 as usize).and_then(|home| home.anchors.insert(name.to_owned(), at));
        if known.is_some_and(|known| known != at) {
            let message = format!("another schema of this resource is already called {name:?}");
            self.report(site, Diagnostic::error("duplicate-anchor", message).help("choose another name"));
        }
    }

    fn dynamic_anchor(&mut self, home: HomeId, name: &str, at: NodeRef) {
        if let Some(home) = self.homes.get_mut(home.0 as usize) {
            home.dynamic.insert(name.to_owned(), at);
        }
    }
}
