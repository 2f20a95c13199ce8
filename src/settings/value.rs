//! What somebody has written as options, whatever the language: values that know their places.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Place};

/// A value, and where it stands in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Its bytes.
    pub at: Range<usize>,
    /// What it is.
    pub data: Data,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// `true` or `false`
    Boolean(bool),
    /// A string.
    Text(String),
    /// Values one after the other.
    List(Vec<Value>),
    /// Values by name.
    Table(Vec<(Key, Value)>),
    /// What no option takes.
    Other,
}

/// A name, and where it stands in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its bytes.
    pub at: Range<usize>,
    /// The name.
    pub name: String,
}

/// How options of two words are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// `assertFormat`, as in JSON.
    Camel,
    /// `assert-format`, as in TOML.
    Kebab,
    /// `assert_format`, as in Rust.
    Snake,
}

/// What is wrong with what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where in the text.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl Fault {
    /// A fault at a place.
    pub fn new(at: &Range<usize>, message: impl Into<String>) -> Self {
        Self { at: at.clone(), message: message.into(), help: None }
    }

    /// The same with a help.
    #[must_use]
    pub fn help(self, help: Option<String>) -> Self {
        Self { help, ..self }
    }

    /// The diagnostic that it is in a file.
    pub(crate) fn in_file(self, code: &'static str, file: &str, text: &str) -> Diagnostic {
        let place = Place::new(file, text, self.at, String::new());
        Diagnostic { help: self.help, ..Diagnostic::error(code, self.message).at(place) }
    }
}

impl Spelling {
    /// A name as it is written here; `name` has its words in small letters with `-` between them.
    pub(crate) fn of(self, name: &str) -> String {
        match self {
            Self::Kebab => name.to_owned(),
            Self::Snake => name.replace('-', "_"),
            Self::Camel => {
                let mut words = name.split('-');
                let first = words.next().unwrap_or_default().to_owned();
                words.fold(first, |camel, word| {
                    let (initial, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
                    camel + &initial.to_uppercase() + rest
                })
            }
        }
    }
}

impl Value {
    /// The text, if it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        if let Data::Text(text) = &self.data { Some(text) } else { None }
    }

    /// The last byte of what is in it.
    pub(crate) fn end(&self) -> usize {
        let inner = match &self.data {
            Data::List(items) => items.iter().map(Self::end).max(),
            Data::Table(members) => members.iter().map(|(key, value)| value.end().max(key.at.end)).max(),
            _ => None,
        };
        inner.unwrap_or_default().max(self.at.end)
    }

    /// The members, if it is a table.
    pub(crate) fn table(&self) -> Option<&[(Key, Value)]> {
        if let Data::Table(members) = &self.data { Some(members) } else { None }
    }
}
