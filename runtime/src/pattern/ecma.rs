//! The syntax of ECMA-262 regular expressions (section 22.2.1), over code points as with the flag `u`.

mod parse;

use alloc::{boxed::Box, string::String, vec::Vec};
use core::fmt;

pub use parse::parse;

/// What counts as a regular expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// The grammar of the standard's body, with or without the flag `u`.
    Standard,
    /// The legacy syntax of Annex B as well, as browsers take it: `\a`, `a{`, `[\w-.]`, `\07`.
    Browser,
}

/// A parsed expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// What it matches.
    pub root: Node,
    /// Every Unicode property it names: the byte offset of its escape, and what stands in the braces.
    pub properties: Vec<(usize, String)>,
}

/// A part of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// The empty text.
    Empty,
    /// One code point, which may be a surrogate.
    Char(u32),
    /// `.`
    Any,
    /// One of a set of code points.
    Class(Class),
    /// `^`
    Start,
    /// `$`
    End,
    /// `\b`, or `\B` where negated.
    Boundary {
        /// `\B`
        negated: bool,
    },
    /// A group that captures, counted from 1.
    Capture(u32, Box<Node>),
    /// Look-ahead or look-behind.
    Look {
        /// Whether it looks backwards.
        behind: bool,
        /// Whether the body must not match.
        negated: bool,
        /// What it looks for.
        body: Box<Node>,
    },
    /// What the group of that number captured; of several groups with one name, whichever took part.
    BackReference(Vec<u32>),
    /// A group in which flags are on or off, written `(?ims-ims:…)`.
    Flags {
        /// Flags switched on.
        on: Flags,
        /// Flags switched off.
        off: Flags,
        /// Where they hold.
        body: Box<Node>,
    },
    /// A quantified part, which may match a text that is not empty.
    Repeat {
        /// How often at least.
        min: u32,
        /// How often at most, if there is a limit; once or more.
        max: Option<u32>,
        /// Whether fewer are tried first.
        lazy: bool,
        /// What is repeated.
        body: Box<Node>,
    },
    /// One part after the other.
    Concat(Vec<Node>),
    /// One of several.
    Alternate(Vec<Node>),
}

impl Node {
    /// Whether it matches no text but the empty one, whatever it looks at.
    fn is_assertion(&self) -> bool {
        match self {
            Self::Empty | Self::Start | Self::End | Self::Boundary { .. } | Self::Look { .. } => true,
            Self::Char(_) | Self::Any | Self::Class(_) | Self::BackReference(_) => false,
            Self::Capture(_, body) | Self::Flags { body, .. } | Self::Repeat { body, .. } => body.is_assertion(),
            Self::Concat(nodes) | Self::Alternate(nodes) => nodes.iter().all(Self::is_assertion),
        }
    }
}

/// The flags that a group may set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `i`
    pub ignore_case: bool,
    /// `m`
    pub multiline: bool,
    /// `s`
    pub dot_all: bool,
}

/// A character class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// Whether it holds everything but its items.
    pub negated: bool,
    /// What it holds.
    pub items: Vec<Item>,
}

/// An item of a character class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// Code points from the first to the last, surrogates among them.
    Range(u32, u32),
    /// A set that an escape names.
    Set {
        /// Which one.
        set: Set,
        /// Whether everything else is meant.
        negated: bool,
    },
}

/// A named set of code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Set {
    /// `\d`
    Digit,
    /// `\w`
    Word,
    /// `\s`
    Space,
    /// `\p{…}`, with what stands in the braces.
    Property(String),
}

/// Why a text is no regular expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where, in bytes from the start of the pattern.
    pub offset: usize,
    /// What is wrong there.
    pub message: &'static str,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at offset {}", self.message, self.offset)
    }
}

impl core::error::Error for SyntaxError {}
