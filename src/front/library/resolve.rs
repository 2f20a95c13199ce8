//! What references lead to.

use referencing::uri as uris;

use super::{HomeId, Library, Target};
use crate::diagnostic::Diagnostic;
use crate::front::documents::NodeRef;
use crate::front::tree::{Data, NodeId, Tree};
use crate::front::uri;
use crate::near::did_you_mean;

impl Library<'_> {
    /// What the reference at `site` in a schema of `from` leads to.
    pub(in crate::front) fn resolve(&mut self, reference: &str, from: HomeId, site: NodeRef) -> Option<Target> {
        let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let home = if uri.is_empty() { from } else { self.resource(uri, from, site)? };
        let Some(fragment) = uri::decode(fragment) else {
            let message = format!("the percent-encoding of {reference:?} is not valid");
            self.report(site, Diagnostic::error("invalid-uri", message));
            return None;
        };
        match self.inside(home, &fragment) {
            Ok(target) => Some(target),
            Err(problem) => {
                let label = if uri.is_empty() { String::new() } else { format!(" in {uri:?}") };
                let mut diagnostic = Diagnostic::error(problem.code, format!("{}{label}", problem.message));
                diagnostic.help = problem.help;
                self.report(site, diagnostic);
                None
            }
        }
    }

    /// The resource that a reference without fragment leads to.
    fn resource(&mut self, reference: &str, from: HomeId, site: NodeRef) -> Option<HomeId> {
        let base = self.home(from).base.clone();
        let resolved = match uris::resolve_against(&base.borrow(), reference) {
            Ok(resolved) => resolved,
            Err(error) => {
                self.report(site, Diagnostic::error("invalid-uri", error.to_string()));
                return None;
            }
        };
        if let Some(known) = self.by_uri.get(resolved.as_str()) {
            return Some(*known);
        }
        let document = self.open(resolved.as_str(), site)?;
        let root = NodeRef { document, node: Tree::ROOT };
        if let Some(known) = self.home_of(root) {
            return Some(known);
        }
        Some(self.settle(document, resolved))
    }

    /// What a fragment leads to inside a resource.
    pub(in crate::front) fn inside(&mut self, id: HomeId, fragment: &str) -> Result<Target, Diagnostic> {
        let home = self.home(id);
        let root = home.root;
        if !fragment.is_empty() && !fragment.starts_with('/') {
            let Some(node) = home.anchors.get(fragment).copied() else {
                let mut diagnostic =
                    Diagnostic::error("unresolved-reference", format!("there is no anchor {fragment:?}"));
                diagnostic.help = did_you_mean(fragment, home.anchors.keys().map(String::as_str));
                if diagnostic.help.is_none() {
                    diagnostic.help = Some(format!("a JSON Pointer begins with a slash: \"#/{fragment}\""));
                }
                return Err(diagnostic);
            };
            let dynamic = (home.dynamic.get(fragment) == Some(&node)).then(|| fragment.to_owned());
            return Ok(Target { node, dynamic });
        }
        let text = self.documents.shared(root.document);
        let tree = &text.tree;
        let Some(node) = tree.follow(root.node, fragment) else { return Err(leads_nowhere(tree, root.node, fragment)) };
        let node = NodeRef { node, ..root };
        if self.home_of(node).is_none() {
            if !matches!(tree.data(node.node), Data::Object(_) | Data::Boolean(_)) {
                let message = format!("{fragment:?} leads to something that is no schema");
                return Err(Diagnostic::error("not-a-schema", message));
            }
            // Nobody could know that this is a schema before it was referred to.
            let mut above = node;
            while let Some(parent) = tree.parent(above.node).filter(|_| self.home_of(above).is_none()) {
                above.node = parent;
            }
            let home = self.home_of(above).unwrap_or(id);
            self.walk(node, home);
        }
        Ok(Target { node, dynamic: None })
    }
}

/// Says how far a JSON Pointer leads.
fn leads_nowhere(tree: &Tree, from: NodeId, pointer: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error("unresolved-reference", format!("{pointer:?} leads nowhere"));
    let mut at = from;
    for segment in pointer.split('/').skip(1) {
        let Some(next) = tree.follow(at, &format!("/{segment}")) else {
            let names: Vec<String> = tree.members(at).iter().map(|member| member.name.clone()).collect();
            let help = did_you_mean(segment, names.iter().map(String::as_str));
            return match help {
                Some(help) => diagnostic.help(help),
                None => diagnostic.help(format!("there is no {segment:?} in {:?}", format!("#{}", tree.pointer(at)))),
            };
        };
        at = next;
    }
    diagnostic
}
