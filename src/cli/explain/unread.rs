//! Payloads that cannot be read: where that is, what to do about it, and as much of the line as is known to be no value.

use std::ops::Range;

use formwork_runtime::{Kind, Position, SyntaxError};

use super::Knowledge;
use super::document::REACH;
use super::mask::Mask;
use super::ruler::Ruler;
use crate::cli::payload::{Layout, Step, Unparsed, broken};
use crate::cli::report::{Excerpt, Finding, Related, Role, Spot};

/// The file of a payload that cannot be read.
pub(in crate::cli) struct Unread<'u> {
    pub(in crate::cli) file: &'u str,
    /// Where the text begins in it.
    pub(in crate::cli) start: Position,
    /// The schema, which tells what is secret. Without one nothing of the text is shown.
    pub(in crate::cli) knowledge: Option<&'u Knowledge>,
}

/// What is wrong, and at which bytes.
struct Fault {
    message: String,
    help: Option<&'static str>,
    span: Range<usize>,
    /// Where reading ended.
    at: usize,
    /// A name that comes twice: what it is, if it may be said, and where the first one is, if that is known.
    doubled: Option<(String, Option<Range<usize>>)>,
}

const BYTE_ORDER_MARK: &str = "\u{feff}";
const REMOVE_ONE: &str = "readers disagree on which of the two counts: remove one";
const SAVE: &str = "save the file as UTF-8";

/// What to do about what the reader of JSON says.
const HELPS: [(&str, &str); 12] = [
    (
        "the text begins with a byte order mark, which JSON does not have",
        "save the file as UTF-8 without byte order mark",
    ),
    ("this byte is not UTF-8", SAVE),
    ("the value has ended, but the text goes on", "for a document a line there is --ndjson"),
    ("the text ends in the middle of a value", "close what is open; the file may have been cut off"),
    ("the object has a member of this name already", REMOVE_ONE),
    (
        "this string has half of a surrogate pair in it, which Unicode strings cannot hold",
        r"write the character itself, or both halves, like \ud83d\ude00",
    ),
    (
        "this string does not end, or has a character or an escape in it that JSON does not allow",
        r"write a line break as \n, a backslash as \\ and a quote as \u0022",
    ),
    (
        "a value or a name is missing before this bracket (JSON has no trailing commas)",
        "remove the comma before it, or write what is missing",
    ),
    ("JSON has no single quotes", "write double quotes"),
    ("JSON has no comments", "remove it, or read the file as --instance-format jsonc"),
    (
        "this is not a number as JSON writes them",
        "write it like -1.5e3: no `+`, no zeros before it, digits around the point",
    ),
    ("this is not JSON", "names and texts stand in double quotes; the only words are true, false and null"),
];

fn help(message: &str) -> Option<&'static str> {
    HELPS.iter().find(|(known, _)| *known == message).map(|(_, help)| *help)
}

impl Unread<'_> {
    /// A text that is not JSON.
    pub(in crate::cli) fn json(&self, bytes: &[u8], error: &SyntaxError) -> Finding {
        let at = error.position().offset;
        let Ok(text) = str::from_utf8(bytes) else { return self.not_utf8(bytes, at) };
        // What comes behind a byte order mark can be read nevertheless.
        let without = text.strip_prefix(BYTE_ORDER_MARK).map(|rest| format!("   {rest}"));
        let (read, known) = match &without {
            Some(rest) => (broken(rest, BYTE_ORDER_MARK.len(), REACH), rest.len()),
            None => (broken(text, at, REACH), at),
        };
        let is_open = |steps: &[Step]| !self.is_secret(steps);
        let is_told = without.is_none() && read.doubled.as_ref().is_some_and(|doubled| is_open(&doubled.way));
        let doubled = read.doubled.filter(|_| is_told).map(|doubled| (doubled.name, Some(doubled.first)));
        let span = if without.is_some() { 0..BYTE_ORDER_MARK.len() } else { read.fault };
        let known = if without.is_some() && read.layout.is_none() { 0 } else { known };
        let fault =
            Fault { message: error.message().to_owned(), help: help(error.message()), span, at: known, doubled };
        self.finding(text, read.layout.as_ref(), fault)
    }

    /// A text with a byte in it that is no UTF-8.
    pub(in crate::cli) fn not_utf8(&self, bytes: &[u8], at: usize) -> Finding {
        let text = String::from_utf8_lossy(bytes.get(..bytes.len().min(at + REACH)).unwrap_or_default());
        let span = at..at + char::REPLACEMENT_CHARACTER.len_utf8();
        let message = "this byte is not UTF-8".to_owned();
        let read = broken(text.get(..at).unwrap_or_default(), at, REACH);
        let fault = Fault { message, help: Some(SAVE), span, at, doubled: None };
        self.finding(&text, read.layout.as_ref(), fault)
    }

    /// A text of another notation.
    pub(in crate::cli) fn other(&self, text: &str, unparsed: Unparsed) -> Finding {
        let Unparsed { message, span, doubled } = unparsed;
        let Some(span) = span else { return Finding::new("unreadable", message, Spot::file(self.file)) };
        let help = doubled.as_ref().map(|_| REMOVE_ONE);
        // Where the key stands is not known: it could be inside of a secret.
        let has_secrets = self.knowledge.is_none_or(|knowledge| knowledge.secrets().marks_any());
        let doubled = doubled.filter(|_| !has_secrets);
        self.finding(text, None, Fault { message, help, at: span.start, span, doubled })
    }

    /// Whether an object that these steps lead to is secret, or is in something that is.
    fn is_secret(&self, way: &[Step]) -> bool {
        let Some(knowledge) = self.knowledge else { return true };
        let secrets = knowledge.secrets();
        let mut applied = secrets.root();
        way.iter().any(|step| {
            applied = match step {
                Step::Root => secrets.root(),
                Step::Name(name) => secrets.member(&applied, name),
                Step::Index(index) => secrets.item(&applied, *index),
            };
            secrets.hides(&applied, Kind::Object)
        })
    }

    fn finding(&self, text: &str, layout: Option<&Layout>, fault: Fault) -> Finding {
        let Fault { mut message, help, span, at, doubled } = fault;
        let ruler = Ruler::new(text, self.start);
        let sign = text.get(span.clone()).and_then(|fault| fault.chars().next());
        let mut shown = Vec::new();
        if let Some(sign) =
            sign.filter(|c| c.is_ascii_punctuation() || ['\u{feff}', char::REPLACEMENT_CHARACTER].contains(c))
        {
            shown.push(span.start..span.start + sign.len_utf8());
        }
        let first = doubled.and_then(|(name, first)| {
            message = format!("{message}: {name:?}");
            shown.push(span.clone());
            shown.extend(first.clone());
            first
        });
        let mask = self.knowledge.map(|knowledge| Mask::broken(layout, knowledge.secrets(), at, shown));
        let spot = |span: &Range<usize>, second: Option<&Range<usize>>| {
            let mask = mask.as_ref();
            let excerpt = mask.map(|mask| Excerpt::of_value(text, span, second, |part| mask.masked(text, part)));
            let region = Some(ruler.region(span));
            let excerpt = excerpt.filter(|excerpt| !excerpt.is_blank());
            Spot { region, excerpt, span: span.clone(), ..Spot::file(self.file) }
        };
        let is_beside = |first: &&Range<usize>| ruler.position(first.start).line == ruler.position(span.start).line;
        let beside = first.as_ref().filter(is_beside);
        let place = spot(&span, beside);
        let mut finding = Finding { help: help.map(str::to_owned), ..Finding::new("unreadable", message, place) };
        if let Some(first) = &first {
            let has_mark = finding.place.excerpt.as_ref().is_some_and(Excerpt::has_second);
            let place = spot(first, None);
            let place = if has_mark { Spot { excerpt: None, ..place } } else { place };
            finding.related.push(Related { role: Role::First, label: "it stands here first".to_owned(), place });
        }
        finding
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_help_is_for_something_that_the_reader_says() {
        let texts: [&[u8]; 13] = [
            b"\xef\xbb\xbf1",
            b"\xff",
            b"1 2",
            b"[1",
            br#"{"a":1,"a":2}"#,
            br#""\ud800""#,
            br#""\x""#,
            b"'a'",
            b"/**/1",
            b"+1",
            b"01",
            b"nul",
            b"[1,]",
        ];
        let said: Vec<_> = texts.iter().map(|text| formwork_runtime::parse(text).unwrap_err().message()).collect();
        for (message, _) in HELPS {
            assert!(said.contains(&message), "{message}: {said:?}");
        }
    }
}
