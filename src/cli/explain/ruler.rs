//! Lines and columns of bytes.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use formwork_runtime::Position;

use crate::cli::report::Region;

/// Measures a text that stands at some place of a file. What has been measured is not read again.
#[derive(Debug)]
pub(super) struct Ruler<'t> {
    text: &'t str,
    known: RefCell<BTreeMap<usize, Position>>,
}

impl<'t> Ruler<'t> {
    /// For a text that begins at `start`.
    pub(super) fn new(text: &'t str, start: Position) -> Self {
        Self { text, known: RefCell::new(BTreeMap::from([(0, start)])) }
    }

    pub(super) fn region(&self, span: &Range<usize>) -> Region {
        Region { start: self.position(span.start), end: self.position(span.end.max(span.start)) }
    }

    /// The place of a byte of the text.
    pub(super) fn position(&self, at: usize) -> Position {
        let at = at.min(self.text.len());
        let mut known = self.known.borrow_mut();
        let Some((from, before)) = known.range(..=at).next_back().map(|(from, position)| (*from, *position)) else {
            return Position { offset: at, line: 1, column: 1 };
        };
        let between = self.text.as_bytes().get(from..at).unwrap_or_default();
        let characters = |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        let offset = before.offset + between.len();
        let position = match memchr::memrchr(b'\n', between) {
            Some(newline) => {
                let line = before.line + memchr::memchr_iter(b'\n', between).count();
                Position { offset, line, column: characters(&between[newline + 1..]) + 1 }
            }
            None => Position { offset, line: before.line, column: before.column + characters(between) },
        };
        known.insert(at, position);
        position
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_counted_from_where_the_text_begins() {
        let ruler = Ruler::new("é\nab", Position { offset: 10, line: 3, column: 1 });
        let at = |offset| {
            let Position { offset, line, column } = ruler.position(offset);
            (offset, line, column)
        };
        assert_eq!([at(4), at(0), at(2), at(3), at(99)], [(14, 4, 2), (10, 3, 1), (12, 3, 2), (13, 4, 1), (15, 4, 3)]);
    }
}
