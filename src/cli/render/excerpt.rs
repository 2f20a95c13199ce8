//! A line of a text with a mark under a part of it.

use std::fmt::Write as _;
use std::ops::Range;

use super::mask::masked;
use crate::diagnostic::Place;

/// So many characters of a line are shown.
pub(super) const LINE_WIDTH: usize = 100;
/// So many characters of the line stay visible before the mark.
const LEAD: usize = 40;

/// Where something is, and the line that it is in.
pub(super) struct Excerpt {
    file: String,
    line: usize,
    column: usize,
    text: String,
    indent: usize,
    width: usize,
}

impl Excerpt {
    /// The value that begins at `offset` of `text`, which is at `line` and `column` of the file.
    pub(super) fn of_value(
        file: &str,
        (line, column): (usize, usize),
        text: &str,
        offset: usize,
        hidden: &[Range<usize>],
    ) -> Self {
        let (shown, indent, width) = cut(text, &(offset..value_end(text, offset)), hidden);
        Self { file: visible(file), line, column, text: shown, indent, width }
    }

    /// A place in a schema.
    pub(super) fn of_place(place: &Place) -> Self {
        let line = &place.line_text;
        let start = line.char_indices().nth(place.column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
        let (shown, indent, width) = cut(line, &(start..start.saturating_add(place.span.len())), &[]);
        Self { file: visible(&place.file), line: place.line, column: place.column, text: shown, indent, width }
    }

    /// How wide the number of the line is.
    pub(super) fn gutter(&self) -> usize {
        self.line.to_string().len()
    }

    /// Writes the place after `arrow`, the line and the mark.
    pub(super) fn write(&self, arrow: &str, gutter: usize, to: &mut String) {
        let Self { file, line, column, text, indent, width } = self;
        let mark = "^".repeat(*width);
        let _ = writeln!(to, " {:gutter$}{arrow} {file}:{line}:{column}", "");
        let _ = writeln!(to, " {:gutter$} |", "");
        let _ = writeln!(to, " {line:>gutter$} | {}", text.trim_end());
        let _ = writeln!(to, " {:gutter$} | {:indent$}{mark}", "", "");
    }
}

/// The part of the line around `span` that is shown, and where and how wide the mark under it is.
fn cut(text: &str, span: &Range<usize>, hidden: &[Range<usize>]) -> (String, usize, usize) {
    let start = floor_char(text, span.start);
    let line_start = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let before = text.get(line_start..start).unwrap_or_default();
    let after = text.get(start..).unwrap_or_default();
    // Never more than what is shown is looked at: the line may be the whole of a large document.
    let back: Vec<usize> = before.char_indices().rev().take(LINE_WIDTH + 1).map(|(at, _)| line_start + at).collect();
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

    let masked = masked(text, &(first..end), hidden);
    let (mut shown, mut indent, mut width) = (String::new(), 0, 0);
    if lead < back.len() {
        shown.push('…');
        indent += 1;
    }
    for (at, c) in text.get(first..end).unwrap_or_default().char_indices() {
        let at = first + at;
        let c = if masked.binary_search(&at).is_ok() { '•' } else { harmless(c) };
        if at < start {
            indent += cells(c);
        } else if at < span.end {
            width += cells(c);
        }
        shown.push(c);
    }
    if tail < ahead.len() {
        shown.push('…');
    }
    (shown, indent, width.max(1))
}

/// The end of what is marked of a value: all of a scalar, the bracket of an array or an object.
fn value_end(text: &str, start: usize) -> usize {
    let value = text.get(start..).unwrap_or_default();
    let mut bytes = value.bytes();
    let length = match bytes.next() {
        Some(b'"') => {
            let mut escaped = false;
            let end = bytes.position(|byte| {
                let ends = byte == b'"' && !escaped;
                escaped = byte == b'\\' && !escaped;
                ends
            });
            end.map_or(value.len(), |end| end + 2)
        }
        Some(b'{' | b'[') => 1,
        _ => value.find([',', '}', ']', ' ', '\t', '\r', '\n']).unwrap_or(value.len()),
    };
    start + length
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

    fn shown(text: &str, offset: usize, hidden: &[Range<usize>]) -> (String, String) {
        let (line, indent, width) = cut(text, &(offset..value_end(text, offset)), hidden);
        (line, format!("{}{}", " ".repeat(indent), "^".repeat(width)))
    }

    #[test]
    fn the_mark_is_under_the_value() {
        let (line, mark) = shown("{\n\t\"a\": \"x\\\"y\",\r\n}", 8, &[]);
        assert_eq!((line.trim_end(), mark.as_str()), (r#" "a": "x\"y","#, "      ^^^^^^"));
        let text = "{\"日本\": 12}";
        let (line, mark) = shown(text, 11, std::slice::from_ref(&(11..13)));
        assert_eq!((line.as_str(), mark.as_str()), ("{\"日本\": ••}", "         ^^"));
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let text = format!("[{}7{}]", "1,".repeat(3000), ",2".repeat(3000));
        let (line, mark) = shown(&text, 6001, &[]);
        let at = mark.find('^').unwrap();
        assert_eq!((line.chars().count(), line.chars().nth(at), mark.matches('^').count()), (102, Some('7'), 1));
        let (line, _) = shown(&text, 1, &[]);
        assert!(line.starts_with("[1,") && line.chars().count() == 101, "{line}");
    }

    #[test]
    fn no_offset_is_a_panic() {
        for offset in 0..9 {
            shown("é\"\\", offset, std::slice::from_ref(&(0..2)));
        }
    }
}
