//! A line of a text with a mark under a part of it.

use std::ops::Range;

use crate::diagnostic::Place;

/// So many characters of a line are shown.
pub(in crate::cli) const LINE_WIDTH: usize = 100;
/// So many characters of the line stay visible before the mark.
const LEAD: usize = 40;

/// A line, or the part of a long one, with a mark under what is meant and maybe another one under what it depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Excerpt {
    pub(super) text: String,
    pub(super) mark: Mark,
    pub(super) second: Option<Mark>,
}

/// Some cells of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) indent: usize,
    pub(super) width: usize,
}

impl Excerpt {
    /// The line of `text` in which `span` begins. `masked` tells which characters of a part of the text stay hidden, by
    /// their bytes and in order.
    pub(in crate::cli) fn of_value(
        text: &str,
        span: &Range<usize>,
        second: Option<&Range<usize>>,
        masked: impl FnOnce(&Range<usize>) -> Vec<usize>,
    ) -> Self {
        let window = Window::around(text, span);
        let masked = masked(&window.bytes);
        window.excerpt(text, span, second, &masked)
    }

    /// Whether there is nothing to see in the line.
    pub(in crate::cli) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether what it depends on is marked as well.
    pub(in crate::cli) const fn has_second(&self) -> bool {
        self.second.is_some()
    }

    /// The line of a place in a schema.
    pub(in crate::cli) fn of_place(place: &Place) -> Self {
        let line = &place.line_text;
        let start = line.char_indices().nth(place.column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
        let span = start..start.saturating_add(place.span.len());
        Window::around(line, &span).excerpt(line, &span, None, &[])
    }
}

/// The part of a line that is shown.
struct Window {
    bytes: Range<usize>,
    is_cut_before: bool,
    is_cut_behind: bool,
}

impl Window {
    fn around(text: &str, span: &Range<usize>) -> Self {
        let start = floor_char(text, span.start);
        let line_start = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
        let before = text.get(line_start..start).unwrap_or_default();
        let after = text.get(start..).unwrap_or_default();
        // Never more than what is shown is looked at: the line may be the whole of a large document.
        let back: Vec<usize> =
            before.char_indices().rev().take(LINE_WIDTH + 1).map(|(at, _)| line_start + at).collect();
        let ahead: Vec<usize> = after
            .char_indices()
            .take_while(|(_, c)| *c != '\n')
            .take(LINE_WIDTH + 1)
            .map(|(at, c)| start + at + c.len_utf8())
            .collect();
        let lead = if back.len() + ahead.len() <= LINE_WIDTH {
            back.len()
        } else {
            back.len().min(LEAD.max(LINE_WIDTH.saturating_sub(ahead.len())))
        };
        let tail = ahead.len().min(LINE_WIDTH - lead);
        let first = lead.checked_sub(1).and_then(|last| back.get(last)).copied().unwrap_or(start);
        let end = tail.checked_sub(1).and_then(|last| ahead.get(last)).copied().unwrap_or(start);
        Self { bytes: first..end, is_cut_before: lead < back.len(), is_cut_behind: tail < ahead.len() }
    }

    fn excerpt(&self, text: &str, span: &Range<usize>, second: Option<&Range<usize>>, masked: &[usize]) -> Excerpt {
        let mut shown = if self.is_cut_before { "…".to_owned() } else { String::new() };
        let indent = usize::from(self.is_cut_before);
        let (mut mark, mut other) = (Mark { indent, width: 0 }, Mark { indent, width: 0 });
        let second = second.filter(|span| self.bytes.start <= span.start && span.end <= self.bytes.end);
        for (at, c) in text.get(self.bytes.clone()).unwrap_or_default().char_indices() {
            let at = self.bytes.start + at;
            let c = if masked.binary_search(&at).is_ok() { '•' } else { harmless(c) };
            mark.pass(at, span, cells(c));
            if let Some(second) = second {
                other.pass(at, second, cells(c));
            }
            shown.push(c);
        }
        if self.is_cut_behind {
            shown.push('…');
        }
        mark.width = mark.width.max(1);
        Excerpt { text: shown.trim_end().to_owned(), mark, second: second.map(|_| other).filter(|mark| mark.width > 0) }
    }
}

impl Mark {
    /// Takes one character of the line into account.
    fn pass(&mut self, at: usize, span: &Range<usize>, cells: usize) {
        if at < span.start {
            self.indent += cells;
        } else if at < span.end {
            self.width += cells;
        }
    }
}

fn floor_char(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// A text in which nothing can change how a terminal shows the rest.
pub(super) fn visible(text: &str) -> String {
    text.chars().map(harmless).collect()
}

fn harmless(c: char) -> char {
    match c {
        '\t' | '\r' => ' ',
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => '·',
        _ if c.is_control() => '·',
        _ => c,
    }
}

/// How many cells of a terminal a character takes, near enough.
fn cells(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, span: Range<usize>, masked: &[usize]) -> (String, String) {
        let Excerpt { text, mark, .. } = Excerpt::of_value(text, &span, None, |_| masked.to_vec());
        (text, format!("{}{}", " ".repeat(mark.indent), "^".repeat(mark.width)))
    }

    #[test]
    fn the_mark_is_under_the_value() {
        let (line, mark) = shown("{\n\t\"a\": \"x\\\"y\",\r\n}", 8..14, &[]);
        assert_eq!((line.as_str(), mark.as_str()), (r#" "a": "x\"y","#, "      ^^^^^^"));
        let (line, mark) = shown("{\"日本\": 12}", 11..13, &[11, 12]);
        assert_eq!((line.as_str(), mark.as_str()), ("{\"日本\": ••}", "         ^^"));
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let text = format!("[{}7{}]", "1,".repeat(3000), ",2".repeat(3000));
        let (line, mark) = shown(&text, 6001..6002, &[]);
        let at = mark.find('^').unwrap();
        assert_eq!((line.chars().count(), line.chars().nth(at), mark.matches('^').count()), (102, Some('7'), 1));
        let (line, _) = shown(&text, 1..2, &[]);
        assert!(line.starts_with("[1,") && line.chars().count() == 101, "{line}");
    }

    #[test]
    fn a_second_mark_stands_beside_the_first() {
        let text = r#"{"kind": "a", "size": 1}"#;
        let excerpt = Excerpt::of_value(text, &(22..23), Some(&(9..12)), |_| Vec::new());
        assert_eq!((excerpt.mark, excerpt.second), (Mark { indent: 22, width: 1 }, Some(Mark { indent: 9, width: 3 })));
        let far = format!("{text}{}7", " ".repeat(200));
        assert_eq!(Excerpt::of_value(&far, &(224..225), Some(&(9..12)), |_| Vec::new()).second, None);
    }

    #[test]
    fn no_offset_is_a_panic() {
        for offset in 0..9 {
            shown("é\"\\", offset..offset + 2, &[0]);
        }
    }
}
