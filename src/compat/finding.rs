//! What a comparison tells: one finding for each rule and place.

use std::fmt;

use crate::diagnostic::Place;

/// Which way data goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// The new schema reads what the old one accepts.
    Backward,
    /// The old schema reads what the new one accepts.
    Forward,
    /// The Rust that was generated from the new schema stands where that of the old one stood.
    Source,
    /// What programs do with data that stays accepted.
    Behaviour,
}

impl Direction {
    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Backward => "backward",
            Self::Forward => "forward",
            Self::Source => "source",
            Self::Behaviour => "behaviour",
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Worth telling, but nothing that was accepted is rejected.
    Note,
    /// Neither proved nor refuted.
    Undecided,
    /// The rule says that it breaks, but no witness was found.
    Likely,
    /// A witness was found, or the generated Rust differs.
    Breaking,
}

impl Verdict {
    /// Its name in messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Undecided => "undecided",
            Self::Likely => "likely breaking",
            Self::Breaking => "breaking",
        }
    }
}

/// A place in one of the two schemas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// The place as rules are shown, e.g. `#/properties/id/minLength`.
    pub pointer: String,
    /// The file, the line and the column.
    pub place: Option<Place>,
    /// What is written there, without the spaces between.
    pub written: String,
}

/// One way in which the schemas differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The id of the rule: one of [`crate::rules::RULES`].
    pub rule: &'static str,
    /// What breaks.
    pub direction: Direction,
    /// How sure that is.
    pub verdict: Verdict,
    /// Where, in the old schema; nothing where it says nothing of the matter.
    pub old: Option<At>,
    /// Where, in the new schema.
    pub new: Option<At>,
    /// What has changed, as half a sentence.
    pub message: String,
    /// An instance, as JSON, that one side accepts and the other rejects, by two validators.
    pub witness: Option<String>,
    /// What it may have been meant to be, or what else helps.
    pub hint: Option<String>,
}

impl Finding {
    /// Twelve hexadecimal digits that stay the same from commit to commit, as long as the rule, the places and what is
    /// written there do: formatting and what stands elsewhere do not count.
    pub fn fingerprint(&self) -> String {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        let mut eat = |text: &str| {
            for byte in text.bytes().chain([0]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        };
        eat(self.rule);
        eat(self.direction.name());
        // Rust changes by its names; where they come from does not count.
        let sides = if self.direction == Direction::Source { [&None, &None] } else { [&self.old, &self.new] };
        for side in sides {
            // The file's name does not count: it differs from where the old one is read.
            let pointer = side.as_ref().map_or("", |at| &at.pointer);
            eat(pointer.split_once('#').map_or(pointer, |(_, pointer)| pointer));
            eat(side.as_ref().map_or("", |at| &at.written));
        }
        if self.direction == Direction::Source {
            eat(&self.message);
        }
        format!("{:012x}", (hash ^ (hash >> 48)) & 0xffff_ffff_ffff)
    }
}
