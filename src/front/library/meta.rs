//! What `$schema` says about the keywords beside it.

use std::collections::HashSet;
use std::sync::Arc;

use referencing::{Uri, uri as uris};

use super::Library;
use crate::diagnostic::Diagnostic;
use crate::front::dialect::{Dialect, Draft};
use crate::front::documents::NodeRef;
use crate::front::tree::Tree;
use crate::front::uri;
use crate::near::did_you_mean;

impl Library<'_> {
    /// The dialect that a schema's `$schema` names, if it names one.
    pub(super) fn declared_dialect(&mut self, at: NodeRef, base: &Uri<String>) -> Option<Arc<Dialect>> {
        let text = self.documents.shared(at.document);
        let tree = &text.tree;
        let node = tree.get(at.node, "$schema")?;
        let site = NodeRef { node, ..at };
        let mut named = tree.string(node)?.to_owned();
        let mut vocabulary = None;
        let mut seen = HashSet::new();
        // A meta-schema is written in some draft too: what it does not say is said there.
        let draft = loop {
            if let Some(draft) = Draft::from_uri(&named) {
                break draft;
            }
            let resolved = uris::resolve_against(&base.borrow(), named.trim_end_matches('#'));
            let resolved = resolved.map_or(named.clone(), |uri| uri.as_str().to_owned());
            let meta = self.meta_schema(&resolved, &named, site)?;
            let text = self.documents.shared(meta.document);
            let tree = &text.tree;
            vocabulary = vocabulary.or_else(|| Some(NodeRef { node: tree.get(meta.node, "$vocabulary")?, ..meta }));
            let next = tree.get(meta.node, "$schema").and_then(|node| tree.string(node)).map(str::to_owned);
            match next.filter(|_| seen.insert(resolved)) {
                Some(next) => named = next,
                None => break self.options.draft.unwrap_or_default(),
            }
        };
        let Some(vocabulary) = vocabulary else { return Some(Arc::new(Dialect::of(draft))) };
        let text = self.documents.shared(vocabulary.document);
        let tree = &text.tree;
        let members = tree.members(vocabulary.node).iter();
        let declared = members.filter_map(|member| Some((member.name.as_str(), tree.boolean(member.value)?)));
        match Dialect::of_vocabularies(draft, declared) {
            Ok(dialect) => Some(Arc::new(dialect)),
            Err(unknown) => {
                for uri in unknown {
                    let message = format!("the meta-schema requires the vocabulary {uri:?}, which is not known here");
                    let help = "set it to false there if schemas can be read without it";
                    self.report(site, Diagnostic::error("unknown-vocabulary", message).help(help));
                }
                None
            }
        }
    }

    /// The root of the meta-schema at a URI.
    fn meta_schema(&mut self, resolved: &str, named: &str, site: NodeRef) -> Option<NodeRef> {
        if let Some(known) = self.by_uri.get(resolved) {
            return Some(self.home(*known).root);
        }
        let supplied = self.options.resources.iter().any(|resource| resolved.starts_with(&resource.uri));
        if supplied || uri::to_path(resolved).is_some() {
            return Some(NodeRef { document: self.open(resolved, site)?, node: Tree::ROOT });
        }
        // The URIs differ by little more than their numbers: of another one it is not known which is meant, unless its digits
        // are in the wrong order.
        let digits = |uri: &str| {
            let mut digits: Vec<char> = uri.chars().filter(char::is_ascii_digit).collect();
            digits.sort_unstable();
            digits
        };
        let is_slip = |draft: &Draft| digits(draft.uri()) == digits(named);
        let of_same_number = Draft::ALL.into_iter().filter(is_slip).map(Draft::uri);
        let near = did_you_mean(named, of_same_number);
        let help = near.unwrap_or_else(|| {
            let known = Draft::ALL.map(|draft| format!("{:?}", draft.uri())).join(", ");
            format!("those that are known: {known}; supply others with --resource {resolved}=FILE")
        });
        self.report(
            site,
            Diagnostic::error("unknown-draft", format!("the meta-schema {named:?} is not known here")).help(help),
        );
        None
    }
}
