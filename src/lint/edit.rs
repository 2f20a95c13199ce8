//! Changes of a text that leave the rest of it as it is, byte for byte.

use std::ops::Range;

use crate::front::tree::{Data, NodeId, Tree};

/// Some bytes that are taken away, and what stands there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) at: Range<usize>,
    pub(crate) text: String,
}

/// The text with the changes, and how many were made: those that overlap others wait for another time.
pub(crate) fn apply(text: &str, edits: &[Edit]) -> (String, usize) {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.at.start, edit.at.end));
    let (mut made, mut end, mut count) = (String::with_capacity(text.len()), 0, 0);
    for edit in sorted {
        if edit.at.start < end {
            continue;
        }
        made.push_str(text.get(end..edit.at.start).unwrap_or_default());
        made.push_str(&edit.text);
        end = edit.at.end;
        count += 1;
    }
    made.push_str(text.get(end..).unwrap_or_default());
    (made, count)
}

/// Takes a member or an item out, with the comma and the space that belong to it; nothing for one that stands alone.
pub(super) fn removal(tree: &Tree, node: NodeId) -> Option<Edit> {
    let parent = tree.parent(node)?;
    let spans: Vec<Range<usize>> = match tree.data(parent) {
        Data::Object(members) => members.iter().map(|member| member.key.start..tree.span(member.value).end).collect(),
        Data::Array(items) => items.iter().map(|item| tree.span(*item)).collect(),
        _ => return None,
    };
    let end = tree.span(node).end;
    let index = spans.iter().position(|span| span.end == end)?;
    // The first one takes what is behind it along, each other what is before it.
    let at = match (index.checked_sub(1), spans.get(index + 1)) {
        (Some(before), _) => spans.get(before)?.end..end,
        (None, Some(next)) => spans.first()?.start..next.start,
        (None, None) => return None,
    };
    Some(Edit { at, text: String::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front::text;

    #[test]
    fn what_is_taken_out_takes_its_comma_along() {
        let source = "{ \"a\": 1,\n  \"b\": [1, 2 , 1],\n  \"c\": [7] }";
        let (tree, _) = text::read(source);
        let without = |pointer: &str| {
            let edit = removal(&tree, tree.follow(Tree::ROOT, pointer).unwrap());
            edit.map(|edit| apply(source, &[edit]).0)
        };
        assert_eq!(without("/a").unwrap(), "{ \"b\": [1, 2 , 1],\n  \"c\": [7] }");
        assert_eq!(without("/b/2").unwrap(), "{ \"a\": 1,\n  \"b\": [1, 2],\n  \"c\": [7] }");
        assert_eq!(without("/c").unwrap(), "{ \"a\": 1,\n  \"b\": [1, 2 , 1] }");
        assert_eq!(without("/c/0"), None);
    }

    #[test]
    fn edits_that_overlap_wait() {
        let edit = |at: Range<usize>| Edit { at, text: "x".to_owned() };
        assert_eq!(apply("abcdef", &[edit(4..6), edit(0..2), edit(1..3)]), ("xcdx".to_owned(), 2));
    }
}
