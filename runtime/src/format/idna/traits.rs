//! The traits of code points that decide about labels.

use super::table::VALID;

/// Only every second code point of the range is meant, as where capital and small letters alternate.
const ALTERNATING: u16 = 1 << 15;

/// The traits of a code point that may stand in a U-label (RFC 5892: `PVALID`, `CONTEXTJ`, `CONTEXTO`).
#[derive(Clone, Copy, Debug)]
pub(super) struct Traits(u16);

/// Directions, as far as RFC 5893 tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// Bidirectional class L.
    Left,
    /// R and AL.
    Right,
    /// AN.
    ArabicNumber,
    /// EN.
    EuropeanNumber,
    /// NSM.
    Mark,
    /// ES, CS, ET, ON and BN.
    Neutral,
}

/// How a letter joins its neighbours in cursive scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joining {
    No,
    Transparent,
    Left,
    Right,
    Both,
}

impl Traits {
    /// The traits of `char`, unless no U-label may hold it.
    pub(super) fn of(char: char) -> Option<Self> {
        let code = u32::from(char);
        let index = VALID.partition_point(|&(_, last, _)| last < code);
        let &(first, _, flags) = VALID.get(index)?;
        let within = first <= code && (flags & ALTERNATING == 0 || (code - first).is_multiple_of(2));
        within.then_some(Self(flags))
    }

    /// A combining mark (general category M).
    pub(super) fn is_mark(self) -> bool {
        self.0 & 1 != 0
    }

    /// Canonical combining class 9.
    pub(super) fn is_virama(self) -> bool {
        self.0 & 2 != 0
    }

    pub(super) fn direction(self) -> Direction {
        match self.0 >> 2 & 7 {
            1 => Direction::Right,
            2 => Direction::ArabicNumber,
            3 => Direction::EuropeanNumber,
            4 => Direction::Mark,
            5 => Direction::Neutral,
            _ => Direction::Left,
        }
    }

    pub(super) fn joining(self) -> Joining {
        match self.0 >> 5 & 7 {
            1 => Joining::Transparent,
            2 => Joining::Left,
            3 => Joining::Right,
            4 => Joining::Both,
            _ => Joining::No,
        }
    }

    /// Script Greek.
    pub(super) fn is_greek(self) -> bool {
        self.0 & 1 << 8 != 0
    }

    /// Script Hebrew.
    pub(super) fn is_hebrew(self) -> bool {
        self.0 & 1 << 9 != 0
    }

    /// Scripts Hiragana, Katakana and Han.
    pub(super) fn is_japanese(self) -> bool {
        self.0 & 1 << 10 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traits_are_those_of_the_character_database() {
        assert!(Traits::of('A').is_none() && Traits::of('_').is_none() && Traits::of('☃').is_none());
        // A pair of the alternating letters: the capital is left out.
        assert!(Traits::of('ā').is_some() && Traits::of('Ă').is_none());
        assert!(Traits::of('\u{94d}').is_some_and(|traits| traits.is_virama() && traits.is_mark()));
        assert!(Traits::of('α').is_some_and(Traits::is_greek));
        assert!(Traits::of('ب').is_some_and(|traits| traits.joining() == Joining::Both));
        assert!(Traits::of('א').is_some_and(|traits| traits.is_hebrew() && traits.direction() == Direction::Right));
        assert!(VALID.is_sorted_by(|left, right| left.1 < right.0));
    }
}
