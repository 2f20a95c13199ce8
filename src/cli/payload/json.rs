//! The layout of JSON texts.

use std::ops::Range;

use formwork_runtime::{Budget, Bytes, Input, Kind, Limit, Names, Stop, parse as parse_json};

use super::layout::{Layout, Node, Step, segments};
use super::{Parsed, Unparsed};

/// Reads a text as a whole.
pub(super) fn parse(text: &str) -> Result<Parsed, Unparsed> {
    let value = parse_json(text.as_bytes()).map_err(|error| {
        let at = error.position().offset;
        Unparsed::at(at..at, error.message())
    })?;
    let layout = layout(text, &[0], text.len());
    let layout = layout.ok_or_else(|| Unparsed { message: Limit::Work.to_string(), span: None, doubled: None })?;
    Ok(Parsed { value, layout })
}

/// Where the values stand that are at most `reach` bytes away from one of `offsets`, with all that is around them.
pub(in crate::cli) fn layout(text: &str, offsets: &[usize], reach: usize) -> Option<Layout> {
    let mut offsets = offsets.to_vec();
    offsets.sort_unstable();
    let budget = Budget::for_text(text.len());
    let mut input = Bytes::new(text.as_bytes(), &budget).ok()?;
    let walk = Walk { text: text.as_bytes(), offsets, reach };
    let root = walk.value(&mut input, Step::Root).ok()??;
    Some(Layout { root })
}

/// The byte at which the value that a JSON Pointer leads to begins.
pub(in crate::cli) fn find(text: &[u8], pointer: &str) -> Option<usize> {
    let budget = Budget::for_text(text.len());
    let mut input = Bytes::new(text, &budget).ok()?;
    for segment in segments(pointer) {
        let is_found = match input.kind().ok()? {
            Kind::Object => {
                let mut object = Names::NONE.walk();
                object.open(&mut input).ok()?;
                loop {
                    object.next(&mut input).ok()??;
                    if object.name() == segment {
                        break true;
                    }
                    input.skip().ok()?;
                }
            }
            Kind::Array => {
                let mut array = <Bytes<'_> as Input>::Items::default();
                input.open_array(&mut array).ok()?;
                let index: usize = segment.parse().ok()?;
                let mut at = 0;
                loop {
                    if !input.next_item(&mut array).ok()? {
                        break false;
                    }
                    if at == index {
                        break true;
                    }
                    input.skip().ok()?;
                    at += 1;
                }
            }
            _ => false,
        };
        if !is_found {
            return None;
        }
    }
    input.position()
}

struct Walk<'t> {
    text: &'t [u8],
    offsets: Vec<usize>,
    reach: usize,
}

impl Walk<'_> {
    /// Reads a value; none where it is too far away for anybody to ask.
    fn value(&self, input: &mut Bytes<'_>, step: Step) -> Result<Option<Node>, Stop> {
        let (kind, start) = (input.kind()?, input.position().unwrap_or_default());
        let mut inside = input.clone();
        input.skip()?;
        let span = start..input.offset();
        if !self.is_near(&span) {
            return Ok(None);
        }
        let mut children = Vec::new();
        match kind {
            Kind::Object => {
                let mut object = Names::NONE.walk();
                object.open(&mut inside)?;
                while object.next(&mut inside)?.is_some() {
                    let key = key_before(self.text, inside.position().unwrap_or_default());
                    let step = Step::Name(object.name().to_owned());
                    children.extend(self.value(&mut inside, step)?.map(|child| Node { key: Some(key), ..child }));
                }
            }
            Kind::Array => {
                let mut array = <Bytes<'_> as Input>::Items::default();
                inside.open_array(&mut array)?;
                let mut index = 0;
                while inside.next_item(&mut array)? {
                    children.extend(self.value(&mut inside, Step::Index(index))?);
                    index += 1;
                }
            }
            _ => {}
        }
        Ok(Some(Node { step, key: None, span, kind, children }))
    }

    fn is_near(&self, span: &Range<usize>) -> bool {
        let first = self.offsets.partition_point(|offset| offset.saturating_add(self.reach) < span.start);
        self.offsets.get(first).is_some_and(|offset| offset.saturating_sub(self.reach) <= span.end)
    }
}

/// The bytes of the name before the value at `at`, with its quotes.
pub(super) fn key_before(text: &[u8], at: usize) -> Range<usize> {
    let back = |from: usize, is: &dyn Fn(u8) -> bool| text.get(..from)?.iter().rposition(|byte| is(*byte));
    let key = || {
        let close = back(at, &|byte| byte == b'"')?;
        let mut open = back(close, &|byte| byte == b'"')?;
        // A quote behind an odd number of backslashes is a part of the name.
        while text.get(..open)?.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1 {
            open = back(open, &|byte| byte == b'"')?;
        }
        Some(open..close + 1)
    };
    key().unwrap_or(at..at)
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
        assert_eq!(find(text, "/a~1b~0/7"), None);
    }

    #[test]
    fn values_and_names_have_places() {
        let text = r#"{"a\"\\" : [1, "x"], "b": {"c": null}}"#;
        let layout = parse(text).unwrap().layout;
        let shown = |pointer: &str| {
            let node = layout.nearest(pointer);
            (node.key.clone().map_or("", |key| &text[key]), &text[node.span.clone()])
        };
        assert_eq!(shown("/a\"\\"), (r#""a\"\\""#, r#"[1, "x"]"#));
        assert_eq!(shown("/a\"\\/1"), ("", r#""x""#));
        assert_eq!(shown("/b/c"), (r#""c""#, "null"));
        assert_eq!(shown("/b/none/c"), (r#""b""#, r#"{"c": null}"#));
    }

    #[test]
    fn what_is_far_away_is_left_out() {
        let text = format!("[{}7]", "1,".repeat(5000));
        let layout = layout(&text, &[10_001], 20).unwrap();
        assert!(layout.root.children.len() < 20);
        assert_eq!(layout.nearest("/5000").span, 10_001..10_002);
    }
}
