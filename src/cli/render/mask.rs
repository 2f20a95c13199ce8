//! Which bytes of a document are not shown.

use std::ops::Range;

use formwork_runtime::{Budget, Bytes, Input, Kind, Names, Stop};

use super::excerpt::LINE_WIDTH;
use super::secrets::{Applied, Secrets};

/// An excerpt reaches so many bytes to either side of its place at most.
const REACH: usize = 4 * LINE_WIDTH;

/// The values near `offsets` that are not shown, in the order of the text.
///
/// Texts and numbers all are, unless values are asked for; what is secret always is, with the names inside it.
/// Without `secrets` everything may be one.
pub(super) fn hidden(text: &str, mut offsets: Vec<usize>, show: bool, secrets: Option<&Secrets>) -> Vec<Range<usize>> {
    let everything = std::iter::once(0..text.len()).collect();
    offsets.sort_unstable();
    let budget = Budget::for_text(text.len());
    let (Some(secrets), Ok(mut input)) = (secrets, Bytes::new(text.as_bytes(), &budget)) else {
        return everything;
    };
    let mut walk = Walk { offsets, show, secrets, hidden: Vec::new() };
    match walk.value(&mut input, &secrets.root()) {
        Ok(()) => walk.hidden,
        Err(_) => everything,
    }
}

struct Walk<'s> {
    offsets: Vec<usize>,
    show: bool,
    secrets: &'s Secrets,
    hidden: Vec<Range<usize>>,
}

impl Walk<'_> {
    fn value(&mut self, input: &mut Bytes<'_>, applied: &Applied) -> Result<(), Stop> {
        let (kind, start) = (input.kind()?, input.position().unwrap_or_default());
        let mut inside = input.clone();
        input.skip()?;
        let span = start..input.offset();
        if !self.is_near(&span) {
            return Ok(());
        }
        if self.secrets.hides(applied, kind) {
            self.hidden.push(span);
            return Ok(());
        }
        match kind {
            Kind::Object => {
                let secrets = self.secrets;
                let mut object = Names::NONE.walk();
                object.open(&mut inside)?;
                while object.next(&mut inside)?.is_some() {
                    self.value(&mut inside, &secrets.member(applied, object.name()))?;
                }
                Ok(())
            }
            Kind::Array => {
                let secrets = self.secrets;
                let mut array = <Bytes<'_> as Input>::Items::default();
                inside.open_array(&mut array)?;
                let mut index = 0;
                while inside.next_item(&mut array)? {
                    self.value(&mut inside, &secrets.item(applied, index))?;
                    index += 1;
                }
                Ok(())
            }
            Kind::String | Kind::Number if !self.show => {
                self.hidden.push(span);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn is_near(&self, span: &Range<usize>) -> bool {
        let first = self.offsets.partition_point(|offset| offset.saturating_add(REACH) < span.start);
        self.offsets.get(first).is_some_and(|offset| offset.saturating_sub(REACH) <= span.end)
    }
}

/// The characters within `shown` that a mark stands for, by their bytes, in order: all of a hidden value but the signs
/// that make it a text, an array or an object.
pub(super) fn masked(text: &str, shown: &Range<usize>, hidden: &[Range<usize>]) -> Vec<usize> {
    let mut masked = Vec::new();
    for range in hidden.iter().filter(|range| range.start < shown.end && shown.start < range.end) {
        let (mut in_string, mut escaped) = (false, false);
        let value = text.get(range.start..range.end.min(shown.end)).unwrap_or_default();
        for (at, c) in value.char_indices() {
            let is_sign = if in_string {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                in_string = !ends;
                ends
            } else {
                in_string = c == '"';
                matches!(c, '"' | '{' | '}' | '[' | ']' | ',' | ':' | ' ' | '\t' | '\r' | '\n')
            };
            if !is_sign && range.start + at >= shown.start {
                masked.push(range.start + at);
            }
        }
    }
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_leaves_the_signs() {
        let text = r#"{"a\"b": [-1.5, "x\\", true]}"#;
        let masked = masked(text, &(0..text.len()), std::slice::from_ref(&(0..text.len())));
        let shown: String = text.char_indices().map(|(at, c)| if masked.contains(&at) { '*' } else { c }).collect();
        assert_eq!(shown, r#"{"****": [****, "***", ****]}"#);
    }
}
