//! What is known of a payload in which something was found.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use formwork_runtime::{Json, Position, Violation, parse};

use super::branch;
use super::mask::Mask;
use super::ruler::Ruler;
use super::{Knowledge, Wishes};
use crate::cli::payload::{Layout, Notation, Parsed, find, layout_of_json};
use crate::cli::report::{Excerpt, Finding, LINE_WIDTH, Spot};

/// An excerpt reaches so many bytes to either side of its place at most.
pub(super) const REACH: usize = 4 * LINE_WIDTH;

/// Where a file begins.
pub(in crate::cli) const START: Position = Position { offset: 0, line: 1, column: 1 };

/// A payload, with its text and where everything stands in it.
pub(in crate::cli) struct Document<'d> {
    pub(super) knowledge: &'d Knowledge,
    pub(super) file: &'d str,
    pub(super) text: &'d str,
    pub(super) notation: Notation,
    pub(super) layout: Layout,
    ruler: Ruler<'d>,
    mask: Mask,
    value: OnceCell<Option<Json>>,
}

impl<'d> Document<'d> {
    /// A JSON text that begins at `start` of its file; only the places of what is near a violation, or of a value that a
    /// pointer leads to, are made out.
    ///
    /// # Errors
    /// Why no place can be made out.
    pub(in crate::cli) fn of_json(
        knowledge: &'d Knowledge,
        file: &'d str,
        text: &'d str,
        start: Position,
        (violations, pointers): (&[Violation], &[&str]),
        wishes: Wishes,
    ) -> Result<Self, &'static str> {
        let mut offsets: Vec<usize> = pointers.iter().filter_map(|pointer| find(text.as_bytes(), pointer)).collect();
        places(violations, text, &mut offsets);
        let has_choice = violations.iter().any(|violation| !violation.alternatives.is_empty());
        let value = if has_choice { parse(text.as_bytes()).ok() } else { None };
        if let Some(value) = &value {
            let mut looked_at = BTreeSet::new();
            branch::look_ahead(knowledge, violations, value, wishes.all_branches, &mut looked_at);
            offsets.extend(looked_at.iter().filter_map(|pointer| find(text.as_bytes(), pointer)));
        }
        // Without a layout nobody could tell what is secret.
        let layout = layout_of_json(text, &offsets, REACH)
            .ok_or("it takes more work to find the places of its faults than is allowed")?;
        Ok(Self::new(knowledge, (file, text, Notation::Json), start, layout, value, wishes))
    }

    /// A document of any other notation.
    pub(in crate::cli) fn of_parsed(
        knowledge: &'d Knowledge,
        (file, text, notation): (&'d str, &'d str, Notation),
        parsed: Parsed,
        wishes: Wishes,
    ) -> Self {
        let start = START;
        Self::new(knowledge, (file, text, notation), start, parsed.layout, Some(parsed.value), wishes)
    }

    fn new(
        knowledge: &'d Knowledge,
        (file, text, notation): (&'d str, &'d str, Notation),
        start: Position,
        layout: Layout,
        value: Option<Json>,
        wishes: Wishes,
    ) -> Self {
        let mask = Mask::new(&layout, knowledge.secrets(), wishes.show_values);
        let value = value.map_or_else(OnceCell::new, |value| OnceCell::from(Some(value)));
        Self { knowledge, file, text, notation, layout, ruler: Ruler::new(text, start), mask, value }
    }

    /// The whole value; there always is one, as the text was read before.
    pub(super) fn value(&self) -> Option<&Json> {
        self.value.get_or_init(|| parse(self.text.as_bytes()).ok()).as_ref()
    }

    /// A place in the document.
    pub(super) fn spot(&self, pointer: &str, span: &Range<usize>, is_shown: bool) -> Spot {
        let excerpt = is_shown.then(|| self.excerpt(span, None));
        let region = Some(self.ruler.region(span));
        Spot { file: self.file.to_owned(), pointer: pointer.to_owned(), region, excerpt, span: span.clone() }
    }

    /// The place of the value that a JSON Pointer leads to.
    pub(in crate::cli) fn place(&self, pointer: &str) -> Spot {
        self.spot(pointer, &self.layout.nearest(pointer).mark(self.text), true)
    }

    /// The excerpt of a finding with a second mark, if that stands in the same line.
    pub(super) fn with_second(&self, finding: &Finding, second: &Range<usize>) -> Option<Excerpt> {
        let same_line = finding.place.start()?.line == self.ruler.position(second.start).line;
        same_line.then(|| self.excerpt(&finding.place.span, Some(second)))
    }

    fn excerpt(&self, span: &Range<usize>, second: Option<&Range<usize>>) -> Excerpt {
        Excerpt::of_value(self.text, span, second, |part| self.mask.masked(self.text, part))
    }

    /// Whether the value that a JSON Pointer leads to must not be shown, whatever is asked for.
    pub(super) fn is_secret(&self, pointer: &str) -> bool {
        let Some(root) = self.value() else { return true };
        let Some(value) = root.pointer(pointer) else { return true };
        self.knowledge.secrets().hides(&self.knowledge.applied(root, pointer), value.kind())
    }
}

/// Where violations and their causes are, in bytes. Those of a member's name, which is judged by itself, have no place of
/// their own.
fn places(violations: &[Violation], text: &str, offsets: &mut Vec<usize>) {
    for violation in violations {
        let place = violation.position.map(|position| position.offset);
        offsets.extend(place.or_else(|| find(text.as_bytes(), &violation.instance)));
        violation.alternatives.iter().for_each(|causes| places(causes, text, offsets));
    }
}
