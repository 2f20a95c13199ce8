//! Colours, in text for people alone, and only where a terminal shows it.
//!
//! Text is written without them and painted by its lines, so that nothing that makes text knows of colours, and without them it
//! is the same, byte for byte.

use std::fmt::Write as _;
use std::io;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use clap::ValueEnum;

/// When text is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    Always,
    Never,
}

impl Color {
    /// Decides for the whole run.
    pub(super) fn choose(self) {
        let choice = match self {
            Self::Auto => ColorChoice::Auto,
            Self::Always => ColorChoice::Always,
            Self::Never => ColorChoice::Never,
        };
        choice.write_global();
    }
}

/// Whether standard output shows colours.
pub(super) fn on_stdout() -> bool {
    AutoStream::choice(&io::stdout()) != ColorChoice::Never
}

/// Whether standard error does.
pub(super) fn on_stderr() -> bool {
    AutoStream::choice(&io::stderr()) != ColorChoice::Never
}

const BOLD: Style = Style::new().bold();
const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const NOTE: Style = AnsiColor::BrightGreen.on_default().bold();
const FRAME: Style = AnsiColor::BrightBlue.on_default().bold();

/// What a line begins with that says how grave it is.
const HEADS: [(&str, Style); 3] = [("error", ERROR), ("warning", WARNING), ("note", NOTE)];

/// The text with colours: how grave each finding is, the frame around its lines, its marks.
pub(super) fn paint(text: &str) -> String {
    let mut painted = String::with_capacity(text.len() * 2);
    let mut mark = ERROR;
    for line in text.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        let (indent, rest) = line.split_at(line.len() - line.trim_start().len());
        painted.push_str(indent);
        if let Some((head, style, message)) = head(rest) {
            mark = style;
            styled(style, head, &mut painted);
            styled(BOLD, message, &mut painted);
        } else {
            inside(rest, mark, &mut painted);
        }
        painted.push_str(end);
    }
    painted
}

/// `error[rule]` and what comes after it.
fn head(line: &str) -> Option<(&str, Style, &str)> {
    HEADS.into_iter().find_map(|(word, style)| {
        let rest = line.strip_prefix(word)?;
        let length = match rest.as_bytes().first()? {
            b':' => 0,
            b'[' => rest.find("]: ")? + 1,
            _ => return None,
        };
        let (head, message) = line.split_at(word.len() + length);
        Some((head, style, message))
    })
}

/// A line below the head, from its first sign on.
fn inside(line: &str, mark: Style, painted: &mut String) {
    for arrow in ["--> ", "::: ", "= "] {
        if let Some(rest) = line.strip_prefix(arrow) {
            styled(FRAME, arrow, painted);
            let word = ["note:", "help:"].into_iter().find(|word| rest.starts_with(word)).unwrap_or_default();
            styled(BOLD, word, painted);
            painted.push_str(&rest[word.len()..]);
            return;
        }
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = line[digits..].trim_start_matches(' ');
    let Some(text) = after.strip_prefix('|') else {
        painted.push_str(line);
        return;
    };
    styled(FRAME, &line[..line.len() - text.len()], painted);
    if digits > 0 {
        painted.push_str(text);
        return;
    }
    // The marks, and what is said beside or below them.
    let carets = text.find('^');
    let dashes = text.find('-').filter(|at| carets.is_none_or(|caret| *at < caret));
    let (before, marked) = text.split_at(carets.unwrap_or(text.len()));
    styled(if dashes.is_some() || carets.is_none() { FRAME } else { mark }, before, painted);
    styled(mark, marked, painted);
}

fn styled(style: Style, text: &str, painted: &mut String) {
    if text.trim().is_empty() {
        painted.push_str(text);
    } else {
        let _ = write!(painted, "{style}{text}{style:#}");
    }
}

#[cfg(test)]
mod tests {
    use super::paint;

    const TEXT: &str = "\
error[enum]: is not one of \"a\"
  --> in.json:1:2
   |
 1 | {\"a\": 1} | error: x
   |  ---   ^ help: did you mean \"b\"?
   |  this selects A
   = note: see below
   = A finds 1 error:
     warning[type]: no [x]: y
       --> in.json:1:2
in.json: error is no head here
";

    #[test]
    fn paint_adds_nothing_but_colours() {
        assert_eq!(anstream::adapter::strip_str(&paint(TEXT)).to_string(), TEXT);
    }

    #[test]
    fn heads_and_marks_are_painted_and_quoted_lines_are_not() {
        let painted = paint(TEXT).replace('\u{1b}', "~");
        let lines: Vec<&str> = painted.lines().collect();
        assert_eq!(lines[0], "~[1m~[91merror[enum]~[0m~[1m: is not one of \"a\"~[0m");
        assert_eq!(lines[3], " ~[1m~[94m1 |~[0m {\"a\": 1} | error: x");
        assert!(lines[4].contains("~[1m~[91m^ help: did you mean"), "{painted}");
        assert!(lines[8].contains("~[1m~[33mwarning[type]~[0m"), "{painted}");
        assert_eq!(lines[10], TEXT.lines().last().unwrap_or_default());
    }
}
