//! What is found on the way, until it is put in order.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::DocumentId;

/// Findings in the order in which they came up.
#[derive(Debug, Default)]
pub(super) struct Findings {
    list: Vec<(DocumentId, Diagnostic)>,
}

impl Findings {
    /// Adds one about a document.
    pub(super) fn add(&mut self, document: DocumentId, diagnostic: Diagnostic) {
        self.list.push((document, diagnostic));
    }

    /// Whether any of them forbids compilation.
    pub(super) fn has_errors(&self) -> bool {
        self.list.iter().any(|(_, diagnostic)| diagnostic.is_error())
    }

    /// All of them, each once, by document and place; those without a place come first.
    pub(super) fn finish(mut self) -> Diagnostics {
        let start = |diagnostic: &Diagnostic| diagnostic.place.as_ref().map(|place| place.span.start);
        self.list.sort_by_key(|(document, diagnostic)| (*document, start(diagnostic)));
        let mut ordered: Vec<Diagnostic> = Vec::with_capacity(self.list.len());
        for (_, diagnostic) in self.list {
            let here = ordered.iter().rev().take_while(|before| start(before) == start(&diagnostic));
            // A schema that stands under two dynamic scopes is read twice and says everything twice.
            if !here.into_iter().any(|before| *before == diagnostic) {
                ordered.push(diagnostic);
            }
        }
        Diagnostics(ordered)
    }
}
