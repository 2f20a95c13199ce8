//! The output formats of the specification (2019-09 core, section 10; 2020-12 core, section 12), which are the same in
//! both drafts.

use std::fmt;
use std::str::FromStr;

use formwork_runtime::{Json, Object};

use super::Unit;

/// A form in which the specification writes what came of a validation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutputFormat {
    /// Whether the value is valid, and nothing else.
    Flag,
    /// One list: every error, or every annotation where the value is valid.
    Basic,
    /// A tree of what matters for the verdict: units that say nothing and have at most one below them are left out.
    Detailed,
    /// The tree of everything that was applied.
    Verbose,
}

impl OutputFormat {
    /// All formats, the shortest first.
    pub const ALL: [Self; 4] = [Self::Flag, Self::Basic, Self::Detailed, Self::Verbose];

    /// The name that the specification gives to the format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Flag => "flag",
            Self::Basic => "basic",
            Self::Detailed => "detailed",
            Self::Verbose => "verbose",
        }
    }
}

impl fmt::Display for OutputFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for OutputFormat {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|format| format.name() == name);
        known.ok_or_else(|| format!("{name:?} is not an output format: use flag, basic, detailed or verbose"))
    }
}

/// The verdict alone.
pub(crate) fn flag(valid: bool) -> Json {
    Json::Object([("valid".to_owned(), valid.into())].into_iter().collect())
}

// Trees of units are as deep as the way through the schema is long: loops that call themselves take less of the stack
// here than iterators do.
impl Unit {
    /// The unit and what is below it as the specification writes it.
    pub fn to_output(&self, format: OutputFormat) -> Json {
        match format {
            OutputFormat::Flag => flag(self.valid),
            OutputFormat::Basic => self.basic(),
            OutputFormat::Detailed => self.detailed().unwrap_or_else(|| self.alone()),
            OutputFormat::Verbose => self.verbose(),
        }
    }

    fn basic(&self) -> Json {
        let list: Vec<Json> = if self.valid {
            self.annotations().map(Self::alone).collect()
        } else {
            let mut errors = Vec::new();
            self.errors(&mut errors);
            errors
        };
        self.written(None, None, Some(list))
    }

    /// Every error that makes the value invalid: nothing of what a keyword may try in vain.
    fn errors(&self, errors: &mut Vec<Json>) {
        if self.error.is_some() {
            errors.push(self.alone());
        }
        for unit in &self.units {
            if !unit.valid {
                unit.errors(errors);
            }
        }
    }

    /// The unit without those that say nothing; `None` if it says nothing itself.
    fn detailed(&self) -> Option<Json> {
        let mut below = Vec::new();
        for unit in &self.units {
            if unit.valid == self.valid {
                below.extend(unit.detailed());
            }
        }
        if self.error.is_some() || self.annotation.is_some() {
            return Some(self.with(below));
        }
        match below.len() {
            0 => None,
            1 => below.pop(),
            _ => Some(self.with(below)),
        }
    }

    fn verbose(&self) -> Json {
        let mut below = Vec::with_capacity(self.units.len());
        for unit in &self.units {
            below.push(unit.verbose());
        }
        self.with(below)
    }

    fn alone(&self) -> Json {
        self.with(Vec::new())
    }

    /// The unit with what is below it.
    fn with(&self, below: Vec<Json>) -> Json {
        let below = Some(below).filter(|below| !below.is_empty());
        self.written(self.error.as_deref(), self.annotation.clone(), below)
    }

    fn written(&self, error: Option<&str>, annotation: Option<Json>, below: Option<Vec<Json>>) -> Json {
        let list = if self.valid { "annotations" } else { "errors" };
        let members = [
            ("valid", Some(self.valid.into())),
            ("keywordLocation", Some(self.keyword_location.as_str().into())),
            ("absoluteKeywordLocation", Some(self.absolute_keyword_location.as_str().into())),
            ("instanceLocation", Some(self.instance_location.as_str().into())),
            ("error", error.map(Json::from)),
            ("annotation", annotation),
            (list, below.map(Json::from)),
        ];
        let present = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        Json::Object(present.collect::<Object>())
    }
}
