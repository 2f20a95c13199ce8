//! The kinds of JSON values, and sets of them.

use core::fmt;

/// The kind of one JSON value (the "types" of JSON Schema, with numbers told apart by value).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number; whether it is an integer takes a look at its value.
    Number,
    /// A string
    String,
    /// An array
    Array,
    /// An object
    Object,
}

impl Kind {
    /// All of them, in order.
    pub(crate) const EVERY: [Self; 6] =
        [Self::Null, Self::Boolean, Self::Number, Self::String, Self::Array, Self::Object];

    /// The name that JSON Schema gives to the kind.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A set of kinds, in which integers may stand without the other numbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kinds(u8);

impl Kinds {
    /// No kind at all.
    pub const NONE: Self = Self(0);
    /// `null`
    pub const NULL: Self = Self(1);
    /// `true` and `false`
    pub const BOOLEAN: Self = Self(2);
    /// Integers: numbers without a fractional part, however written (`1.0` and `1e3` are integers).
    pub const INTEGER: Self = Self(4);
    /// All numbers.
    pub const NUMBER: Self = Self(4 | 8);
    /// Strings
    pub const STRING: Self = Self(16);
    /// Arrays
    pub const ARRAY: Self = Self(32);
    /// Objects
    pub const OBJECT: Self = Self(64);
    /// Every kind.
    pub const ALL: Self = Self(127);
    /// Integers are told by how they are written (draft 4): `1.0` is not one.
    const WRITTEN: u8 = 128;

    /// The kinds in either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The kinds in both sets.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0 & 127 | (self.0 | other.0) & Self::WRITTEN)
    }

    /// The kinds of `all` that are not in this set.
    #[must_use]
    pub const fn complement_in(self, all: Self) -> Self {
        Self(all.0 & !(self.0 & 127))
    }

    /// The same set, where an integer is a number that is written as one: without fraction and exponent (draft 4).
    #[must_use]
    pub const fn integers_as_written(self) -> Self {
        Self(self.0 | Self::WRITTEN)
    }

    /// Whether integers are told by how they are written.
    pub const fn are_integers_as_written(self) -> bool {
        self.0 & Self::WRITTEN != 0
    }

    /// Whether every kind of `other` is in this set.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 & 127 == other.0 & 127
    }

    /// Whether no kind is in both sets.
    pub const fn is_disjoint(self, other: Self) -> bool {
        self.intersection(other).is_empty()
    }

    /// Whether no kind is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 | Self::WRITTEN == Self::WRITTEN
    }

    /// Whether values of `kind` are in the set, all of them or (integers among numbers) some.
    pub const fn admits(self, kind: Kind) -> bool {
        !self.is_disjoint(Self::of(kind))
    }

    /// The set of all values of `kind`.
    pub const fn of(kind: Kind) -> Self {
        match kind {
            Kind::Null => Self::NULL,
            Kind::Boolean => Self::BOOLEAN,
            Kind::Number => Self::NUMBER,
            Kind::String => Self::STRING,
            Kind::Array => Self::ARRAY,
            Kind::Object => Self::OBJECT,
        }
    }

    /// The one kind whose values are in the set, if it is that and nothing more.
    pub const fn only(self) -> Option<Kind> {
        match self {
            Self::NULL => Some(Kind::Null),
            Self::BOOLEAN => Some(Kind::Boolean),
            Self::NUMBER => Some(Kind::Number),
            Self::STRING => Some(Kind::String),
            Self::ARRAY => Some(Kind::Array),
            Self::OBJECT => Some(Kind::Object),
            _ => None,
        }
    }

    /// The set that one name in `type` stands for.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "null" => Self::NULL,
            "boolean" => Self::BOOLEAN,
            "integer" => Self::INTEGER,
            "number" => Self::NUMBER,
            "string" => Self::STRING,
            "array" => Self::ARRAY,
            "object" => Self::OBJECT,
            _ => return None,
        })
    }

    /// The names of the set's kinds, as `type` would list them.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let number = if self.contains(Self::NUMBER) { (Self::NUMBER, "number") } else { (Self::INTEGER, "integer") };
        [
            (Self::NULL, "null"),
            (Self::BOOLEAN, "boolean"),
            number,
            (Self::STRING, "string"),
            (Self::ARRAY, "array"),
            (Self::OBJECT, "object"),
        ]
        .into_iter()
        .filter(move |(kinds, _)| self.contains(*kinds))
        .map(|(_, name)| name)
    }
}

impl fmt::Display for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, name) in self.names().enumerate() {
            if index > 0 {
                f.write_str(" or ")?;
            }
            f.write_str(name)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kinds({self})")
    }
}
