//! Which characters of a document are not shown.

use std::ops::Range;

use formwork_runtime::Kind;

use super::secrets::{Applied, Secrets};
use crate::cli::payload::{Layout, Node, Step};

/// What of a document may be shown: names, `true`, `false` and `null`; texts and numbers only if they are asked for.
/// What is secret never is, with the names inside it.
#[derive(Debug, Default)]
pub(super) struct Mask {
    shown: Vec<Range<usize>>,
    hidden: Vec<Range<usize>>,
    /// From here on nobody knows what is what: nothing is shown but what was put among what is.
    unknown_from: Option<usize>,
}

impl Mask {
    pub(super) fn new(layout: &Layout, secrets: &Secrets, show_values: bool) -> Self {
        let mut mask = Self::default();
        mask.value(&layout.root, secrets, &secrets.root(), show_values);
        mask.shown.sort_unstable_by_key(|range| range.start);
        mask.hidden.sort_unstable_by_key(|range| range.start);
        mask
    }

    /// For a text that can be read up to byte `at` only; nothing of it if there is no layout. `shown` is shown nevertheless.
    pub(super) fn broken(layout: Option<&Layout>, secrets: &Secrets, at: usize, shown: Vec<Range<usize>>) -> Self {
        let mut mask = layout.map_or_else(Self::default, |layout| Self::new(layout, secrets, false));
        mask.shown.extend(shown);
        mask.unknown_from = Some(if layout.is_some() { at } else { 0 });
        mask
    }

    fn value(&mut self, node: &Node, secrets: &Secrets, applied: &Applied, show_values: bool) {
        if secrets.hides(applied, node.kind) {
            self.hide(node);
            return;
        }
        match node.kind {
            Kind::Object | Kind::Array => {
                for child in &node.children {
                    let applied = match &child.step {
                        Step::Name(name) => secrets.member(applied, name),
                        Step::Index(index) => secrets.item(applied, *index),
                        Step::Root => secrets.root(),
                    };
                    self.shown.extend(child.key.clone());
                    self.value(child, secrets, &applied, show_values);
                }
            }
            Kind::String | Kind::Number if !show_values => self.hidden.push(node.span.clone()),
            _ => self.shown.push(node.span.clone()),
        }
    }

    /// Hides a value with all that is in it.
    fn hide(&mut self, node: &Node) {
        if node.children.is_empty() {
            self.hidden.push(node.span.clone());
        }
        for child in &node.children {
            self.hidden.extend(child.key.clone());
            self.hide(child);
        }
    }

    /// The characters within `part` that a mark stands for, by their bytes, in order. Between names and values, signs are
    /// shown and words are not, as comments may hold anything.
    pub(super) fn masked(&self, text: &str, part: &Range<usize>) -> Vec<usize> {
        let near = |ranges: &[Range<usize>]| -> Vec<Range<usize>> {
            ranges.iter().filter(|range| range.start < part.end && part.start < range.end).cloned().collect()
        };
        let (shown, hidden) = (near(&self.shown), near(&self.hidden));
        let mut masked = Vec::new();
        for (at, c) in text.get(part.clone()).unwrap_or_default().char_indices() {
            let at = part.start + at;
            let is_visible = match hidden.iter().find(|range| range.contains(&at)) {
                // The same text may stand for several values, one of them secret.
                Some(range) => is_frame(text, range, at) || c == '\n' || c == '\r',
                None => {
                    let is_known = self.unknown_from.is_none_or(|from| at < from);
                    let is_sign = c.is_whitespace() || c.is_ascii_punctuation() && is_known;
                    is_sign || shown.iter().any(|range| range.contains(&at))
                }
            };
            if !is_visible {
                masked.push(at);
            }
        }
        masked
    }
}

/// Whether a character opens or closes the hidden text: a quote, or the bracket of what holds nothing.
fn is_frame(text: &str, range: &Range<usize>, at: usize) -> bool {
    let value = text.get(range.clone()).unwrap_or_default();
    let pairs = [('"', '"'), ('\'', '\''), ('{', '}'), ('[', ']')];
    let is_framed =
        value.len() > 1 && pairs.iter().any(|(open, close)| value.starts_with(*open) && value.ends_with(*close));
    is_framed && (at == range.start || at + 1 == range.end)
}
