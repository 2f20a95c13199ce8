//! What was found, and where.

use std::ops::Range;

use formwork_runtime::Position;

use super::Excerpt;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};

/// One thing that was found. It holds no value of an instance, unless its excerpts were asked to show them.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Finding {
    /// The stable name of the rule: a keyword, `unreadable`, or one with a group before it like `session::expiry`.
    pub(in crate::cli) rule: String,
    pub(in crate::cli) severity: Severity,
    /// What is wrong, as half a sentence.
    pub(in crate::cli) message: String,
    /// What to write instead.
    pub(in crate::cli) help: Option<String>,
    /// Where it is.
    pub(in crate::cli) place: Spot,
    /// What else has to do with it.
    pub(in crate::cli) related: Vec<Related>,
    /// More to know, a sentence each.
    pub(in crate::cli) notes: Vec<String>,
    /// Where several schemas could have applied and none is known to be meant: what each one that is shown finds.
    pub(in crate::cli) alternatives: Vec<Vec<Finding>>,
    /// Of those, the one that is nearest.
    pub(in crate::cli) nearest: Option<usize>,
    /// What the alternatives are called.
    pub(in crate::cli) names: Vec<String>,
    /// Whether people want to see all of them, not only the nearest.
    pub(in crate::cli) all_shown: bool,
    /// What stays the same of it from commit to commit, if that is more than the rule, the places and the message.
    pub(in crate::cli) fingerprint: Option<String>,
}

/// A place in a file.
#[derive(Clone, Debug, Default)]
pub(in crate::cli) struct Spot {
    /// The file as it was named, `-` for standard input.
    pub(in crate::cli) file: String,
    /// The JSON Pointer within the document; for schemas with `#`, and the document before it where it is another one.
    pub(in crate::cli) pointer: String,
    /// The part of the file, if it is known.
    pub(in crate::cli) region: Option<Region>,
    /// The line, if it may be shown.
    pub(in crate::cli) excerpt: Option<Excerpt>,
    /// The bytes that are meant, from the start of the document's text.
    pub(in crate::cli) span: Range<usize>,
}

/// A part of a file; the end is behind its last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::cli) struct Region {
    pub(in crate::cli) start: Position,
    pub(in crate::cli) end: Position,
}

/// Why a place is named beside a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Role {
    /// It is the rule that is broken.
    Rule,
    /// It is the value that tells which of several schemas is meant.
    Tag,
    /// It is what came first, where something comes twice.
    First,
    /// It is what stood there before a change.
    Before,
}

/// Another place, and what it has to do with the finding.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Related {
    pub(in crate::cli) role: Role,
    pub(in crate::cli) label: String,
    pub(in crate::cli) place: Spot,
}

impl Finding {
    /// A finding without anything beside it.
    pub(in crate::cli) fn new(rule: &str, message: impl Into<String>, place: Spot) -> Self {
        Self {
            rule: rule.to_owned(),
            severity: Severity::Error,
            message: message.into(),
            help: None,
            place,
            related: Vec::new(),
            notes: Vec::new(),
            alternatives: Vec::new(),
            nearest: None,
            names: Vec::new(),
            all_shown: false,
            fingerprint: None,
        }
    }

    /// What the compiler has said of a file.
    pub(in crate::cli) fn of_diagnostics(diagnostics: &Diagnostics, file: &str) -> Vec<Self> {
        let one = |diagnostic: &Diagnostic| {
            let place = diagnostic.place.as_deref().map_or_else(|| Spot::file(file), Spot::from);
            let (severity, help) = (diagnostic.severity, diagnostic.help.clone());
            Self { severity, help, ..Self::new(diagnostic.code, diagnostic.message.as_str(), place) }
        };
        diagnostics.iter().map(one).collect()
    }

    pub(in crate::cli) fn is_warning(&self) -> bool {
        self.severity == Severity::Warning
    }

    /// The rule that is broken, where it is written.
    pub(in crate::cli) fn rule_place(&self) -> Option<&Spot> {
        self.related.iter().find(|related| related.role == Role::Rule).map(|related| &related.place)
    }

    /// The message, and in the same line what the nearest alternative finds and what would help.
    pub(in crate::cli) fn line(&self) -> String {
        let mut line = self.message.clone();
        let nearest = self.nearest.and_then(|index| self.alternatives.get(index));
        if let Some(causes) = nearest.filter(|causes| !causes.is_empty()) {
            let causes: Vec<String> = causes.iter().map(|cause| format!("{} {}", at(cause), cause.line())).collect();
            line = format!("{line}; nearest: {}", causes.join("; "));
        }
        match &self.help {
            Some(help) => format!("{line} ({help})"),
            None => line,
        }
    }
}

/// The pointer of a finding's place, as text shows it.
fn at(finding: &Finding) -> &str {
    if finding.place.pointer.is_empty() { "the root:" } else { &finding.place.pointer }
}

impl Spot {
    /// The file as a whole, or a document in it.
    pub(in crate::cli) fn file(file: &str) -> Self {
        Self { file: file.to_owned(), ..Self::default() }
    }

    pub(in crate::cli) fn start(&self) -> Option<Position> {
        self.region.map(|region| region.start)
    }
}

impl From<&Place> for Spot {
    fn from(place: &Place) -> Self {
        let start = Position { offset: place.span.start, line: place.line, column: place.column };
        // The text behind the line is not at hand: an end on a later line is moved to the end of this one.
        let rest = place.line_text.chars().skip(place.column.saturating_sub(1));
        let (mut bytes, mut columns) = (0, 0);
        for c in rest {
            if bytes >= place.span.len() {
                break;
            }
            bytes += c.len_utf8();
            columns += 1;
        }
        let end = Position { offset: place.span.start + bytes, line: place.line, column: place.column + columns };
        Self {
            file: place.file.clone(),
            pointer: format!("#{}", place.pointer),
            region: Some(Region { start, end }),
            excerpt: Some(Excerpt::of_place(place)),
            span: place.span.clone(),
        }
    }
}
