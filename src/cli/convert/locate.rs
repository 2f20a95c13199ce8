//! Where in a file a value stands.

use formwork_runtime::{Budget, Bytes, Input, Kind, Names, Position, Stop, Violation};

use super::documents::Document;

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

/// The byte at which the value that a JSON Pointer leads to begins.
fn find(text: &[u8], pointer: &str) -> Option<usize> {
    let segments: Vec<String> =
        pointer.split('/').skip(1).map(|segment| segment.replace("~1", "/").replace("~0", "~")).collect();
    let mut found = None;
    let budget = Budget::for_text(text.len());
    descend(&mut Bytes::new(text, &budget).ok()?, &segments, &mut found).ok()?;
    found
}

fn descend(input: &mut Bytes<'_>, segments: &[String], found: &mut Option<usize>) -> Result<(), Stop> {
    let Some((first, rest)) = segments.split_first() else {
        *found = input.position();
        return input.skip();
    };
    match input.kind()? {
        Kind::Object => {
            let mut object = Names::NONE.walk();
            object.open(input)?;
            while object.next(input)?.is_some() {
                if object.name() == first { descend(input, rest, found)? } else { input.skip()? }
            }
            Ok(())
        }
        Kind::Array => {
            let mut array = <Bytes<'_> as Input>::Items::default();
            input.open_array(&mut array)?;
            let mut index = 0;
            while input.next_item(&mut array)? {
                if index.to_string() == *first {
                    descend(input, rest, found)?;
                } else {
                    input.skip()?;
                }
                index += 1;
            }
            Ok(())
        }
        _ => input.skip(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_lead_to_bytes() {
        let text = br#" {"a/b~": [10, {"": 7}]}"#;
        assert_eq!(find(text, ""), Some(1));
        assert_eq!(find(text, "/a~1b~0"), Some(10));
        assert_eq!(find(text, "/a~1b~0/1/"), Some(20));
        assert_eq!(find(text, "/none"), None);
    }
}
