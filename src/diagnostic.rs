//! What is wrong with a schema, where, and what to write instead.
//!
//! The plain text of a [`Diagnostic`] follows the compiler that its readers know best:
//!
//! ```text
//! error[unknown-type]: "strng" is not a type
//!   --> session.schema.json:4:17
//!    |
//!  4 |   "id": { "type": "strng" }
//!    |                   ^^^^^^^ help: did you mean "string"?
//! ```

use std::fmt;
use std::ops::Range;

/// How grave a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The schema cannot be compiled.
    Error,
    /// The schema can be compiled, but probably does not say what its author means.
    Warning,
}

/// One finding about a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable name for the kind of finding, e.g. `unknown-type`: one of [`CODES`].
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where it is, unless no text could be read at all; boxed, because results carry it everywhere.
    pub place: Option<Box<Place>>,
}

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name of the text, as it was given.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The bytes of the text that are meant.
    pub span: Range<usize>,
    /// The JSON Pointer to the value or member that is meant.
    pub pointer: String,
    /// The text of that line.
    pub line_text: String,
}

/// All findings of one run, in the order of documents and of the places in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(pub Vec<Diagnostic>);

/// Every [`code`](Diagnostic::code) that there is. `tests/diagnostics` shows each of them.
pub const CODES: [&str; 42] = [
    "byte-order-mark",
    "config",
    "duplicate-anchor",
    "duplicate-id",
    "duplicate-item",
    "duplicate-member",
    "empty-array",
    "empty-file",
    "endless-reference",
    "ignored-keyword",
    "internal",
    "invalid-anchor",
    "invalid-default",
    "invalid-escape",
    "invalid-example",
    "invalid-json",
    "invalid-pattern",
    "invalid-uri",
    "invalid-value",
    "keyword-of-other-draft",
    "lone-surrogate",
    "missing-file",
    "missing-keyword",
    "not-a-file",
    "not-a-schema",
    "not-utf-8",
    "options",
    "output",
    "stale",
    "too-deep",
    "too-many-scopes",
    "trailing-data",
    "unknown-draft",
    "unknown-format",
    "unknown-keyword",
    "unknown-resource",
    "unknown-type",
    "unknown-vocabulary",
    "unreadable-file",
    "unresolved-reference",
    "unresolved-root",
    "unresolved-secret",
];

/// So many characters of a line are shown.
const LINE_WIDTH: usize = 100;
/// So many characters of the line stay visible before the place.
const LEAD: usize = 40;
/// A longer help gets a line of its own.
const HELP_BESIDE: usize = 80;

impl Diagnostic {
    /// An error that has no place yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, message: message.into(), help: None, place: None }
    }

    /// A warning that has no place yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// The same with a help.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// The same at a place.
    #[must_use]
    pub fn at(self, place: Place) -> Self {
        Self { place: Some(Box::new(place)), ..self }
    }

    /// The message with its place and its help, for tools that say by themselves that it is an error.
    pub fn without_title(&self) -> String {
        let text = self.to_string();
        text.split_once("]: ").map_or(text.clone(), |(_, rest)| rest.to_owned())
    }

    /// Whether this forbids compilation.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl Place {
    /// The place of `span` in `text`; a span that is no span of the text is moved to the nearest one.
    pub fn new(file: &str, text: &str, span: Range<usize>, pointer: String) -> Self {
        let start = floor_char(text, span.start);
        let end = floor_char(text, span.end).max(start);
        let before = text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let rest = text.get(line_start..).unwrap_or_default();
        Self {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
            span: start..end,
            pointer,
            line_text: rest.lines().next().unwrap_or_default().to_owned(),
        }
    }

    /// How many characters of the line the place covers: at least one, so that there is something to point at.
    fn width(&self) -> usize {
        let indent = self.line_text.char_indices().nth(self.column - 1).map_or(self.line_text.len(), |(at, _)| at);
        let marked = self.line_text.get(indent..).unwrap_or_default();
        let marked = marked.get(..floor_char(marked, self.span.len())).unwrap_or_default();
        marked.chars().count().max(1)
    }
}

/// The nearest boundary of a character at or before `at`.
fn floor_char(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl Diagnostics {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The findings.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Whether any finding forbids compilation.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(Diagnostic::is_error)
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.severity, self.code, self.message)?;
        match &self.place {
            Some(place) => excerpt(f, place, self.help.as_deref()),
            None => self.help.iter().try_for_each(|help| write!(f, "\n  = help: {help}")),
        }
    }
}

/// The lines below the message: where it is, the line itself, and a mark under what is meant.
fn excerpt(f: &mut fmt::Formatter<'_>, place: &Place, help: Option<&str>) -> fmt::Result {
    let Place { file, line, column, .. } = place;
    let gutter = line.to_string().len();
    let (text, indent, width) = visible(place);
    let beside = help.filter(|help| help.chars().count() <= HELP_BESIDE && !help.contains('\n'));
    write!(f, "\n {:gutter$}--> {file}:{line}:{column}\n {:gutter$} |\n {line} | {text}", "", "")?;
    write!(f, "\n {:gutter$} | {:indent$}{}", "", "", "^".repeat(width))?;
    match (help, beside) {
        (_, Some(help)) => write!(f, " help: {help}"),
        (Some(help), None) => write!(f, "\n {:gutter$} = help: {help}", ""),
        (None, None) => Ok(()),
    }
}

/// The part of the line that is shown, and where and how long the mark under it is.
fn visible(place: &Place) -> (String, usize, usize) {
    let marked = place.column - 1;
    let (length, covered) = (place.line_text.chars().count(), place.width());
    let skip = if length <= LINE_WIDTH { 0 } else { marked.saturating_sub(LEAD).min(length - LINE_WIDTH) };
    let (mut text, mut indent, mut width) = (String::new(), 0, 0);
    if skip > 0 {
        text.push('…');
        indent += 1;
    }
    for (at, c) in place.line_text.chars().enumerate().skip(skip).take(LINE_WIDTH) {
        // A tab has no width of its own, and other control characters could do anything to a terminal.
        let shown = if c == '\t' { "    ".to_owned() } else { String::from(if is_invisible(c) { '·' } else { c }) };
        let cells = shown.chars().count();
        if at < marked {
            indent += cells;
        } else if at < marked + covered {
            width += cells;
        }
        text.push_str(&shown);
    }
    if skip + LINE_WIDTH < length {
        text.push('…');
    }
    (text.trim_end().to_owned(), indent, width.max(1))
}

/// Whether a character has no width or changes how others are shown.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n\n")?;
            }
            diagnostic.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostic {}
impl std::error::Error for Diagnostics {}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, span: Range<usize>) -> String {
        let place = Place::new("a.json", text, span, String::new());
        Diagnostic::error("unknown-type", "\"strng\" is not a type")
            .help("did you mean \"string\"?")
            .at(place)
            .to_string()
    }

    #[test]
    fn points_at_the_place() {
        let text = "{\n\"x\": 1,\n\n  \"id\": { \"type\": \"strng\" }\n}";
        let at = text.find("\"strng\"").unwrap_or_default();
        let expected = "error[unknown-type]: \"strng\" is not a type\n  --> a.json:4:19\n   |\n 4 |   \"id\": { \"type\": \"strng\" }\n   \
                        |                   ^^^^^^^ help: did you mean \"string\"?";
        assert_eq!(shown(text, at..at + 7), expected);
    }

    #[test]
    fn cuts_long_lines_around_the_place() {
        let text = format!("{}é{}", "a".repeat(300), "b".repeat(300));
        let shown = shown(&text, 300..302);
        let lines: Vec<&str> = shown.lines().collect();
        let mark = lines[4].find('^').unwrap_or_default();
        assert_eq!(lines[1], "  --> a.json:1:301");
        assert_eq!(lines[3].chars().nth(mark), Some('é'));
        assert!(lines[3].chars().count() < 110);
    }

    #[test]
    fn a_span_outside_the_text_is_no_panic() {
        assert!(shown("é", 1..900).contains("a.json:1:1"));
        assert!(shown("", 7..9).contains("a.json:1:1"));
        assert!(shown("a\tb", 2..3).contains("a    b\n   |      ^"));
    }
}
