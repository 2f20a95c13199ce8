//! Where in a file a value stands.

use formwork_runtime::{Position, Violation};

use super::documents::Document;
use crate::cli::payload::find;

/// The place in the file of a place in one of its documents.
pub(super) fn shift(position: Position, document: &Document) -> Position {
    Position {
        offset: position.offset + document.start,
        line: position.line + document.lines_before(),
        column: position.column,
    }
}

/// Gives a position to the violations that have none: those of a member's name, which is judged by itself.
pub(super) fn locate(violations: &mut [Violation], text: &[u8]) {
    for violation in violations {
        if violation.position.is_none() {
            violation.position = find(text, &violation.instance).map(|offset| Position::of(text, offset));
        }
        for alternative in &mut violation.alternatives {
            locate(alternative, text);
        }
    }
}
