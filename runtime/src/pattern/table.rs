//! Patterns as tables: finite automata over the bytes of a text, which take one look-up a byte and no engine.

use alloc::vec::Vec;
use core::fmt;

/// Where a byte leads if the text matches, whatever comes after it.
pub const YES: u8 = 255;

/// Where a byte leads if the text does not match, whatever comes after it.
pub const NO: u8 = 254;

/// A state of an automaton: where each byte leads, and whether the text may end here.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Row {
    next: [u8; 256],
    may_end: bool,
}

impl Row {
    /// A state in which the text must not end. Bytes from the first to the second of each move lead to the state of that
    /// number, or to [`YES`]; all others lead to [`NO`].
    pub const fn inner(moves: &[(u8, u8, u8)]) -> Self {
        Self::new(moves, false)
    }

    /// Like [`inner`](Self::inner), where the text may end.
    pub const fn end(moves: &[(u8, u8, u8)]) -> Self {
        Self::new(moves, true)
    }

    const fn new(moves: &[(u8, u8, u8)], may_end: bool) -> Self {
        let mut next = [NO; 256];
        let mut rest = moves;
        while let [(first, last, to), after @ ..] = rest {
            let mut byte = *first as usize;
            while byte <= *last as usize {
                next[byte] = *to;
                byte += 1;
            }
            rest = after;
        }
        Self { next, may_end }
    }

    /// The moves that make this row: from a byte to a byte, leading to a state.
    pub fn moves(&self) -> Vec<(u8, u8, u8)> {
        let mut moves: Vec<(u8, u8, u8)> = Vec::new();
        for (byte, to) in (0..=u8::MAX).zip(self.next) {
            match moves.last_mut() {
                Some((_, last, state)) if *state == to && byte > 0 && *last == byte - 1 => *last = byte,
                _ if to != NO => moves.push((byte, byte, to)),
                _ => {}
            }
        }
        moves
    }

    /// Whether the text may end in this state.
    pub const fn may_end(&self) -> bool {
        self.may_end
    }
}

/// Whether the automaton accepts a text. It begins in the first state.
pub(super) fn accepts(rows: &[Row], text: &str) -> bool {
    let Some(mut row) = rows.first() else { return false };
    for byte in text.bytes() {
        match row.next[usize::from(byte)] {
            YES => return true,
            next => match rows.get(usize::from(next)) {
                Some(next) => row = next,
                None => return false,
            },
        }
    }
    row.may_end
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Row::{}({:?})", if self.may_end { "end" } else { "inner" }, self.moves())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_goes_from_row_to_row() {
        // ^[a-z]-*$ and ^[a-z]
        let whole = [Row::inner(&[(b'a', b'z', 1)]), Row::end(&[(b'-', b'-', 1)])];
        for (text, verdict) in [("a", true), ("z--", true), ("", false), ("-", false), ("a-b", false), ("é", false)] {
            assert_eq!(accepts(&whole, text), verdict, "{text}");
        }
        let start = [Row::inner(&[(b'a', b'z', YES)])];
        for (text, verdict) in [("a", true), ("aé", true), ("", false), ("é", false)] {
            assert_eq!(accepts(&start, text), verdict, "{text}");
        }
        assert!(!accepts(&[], ""));
    }

    #[test]
    fn a_row_tells_its_moves() {
        for moves in [vec![], vec![(0, 255, YES)], vec![(0, 0, 1), (1, 1, 2), (3, 9, 2), (255, 255, 0)]] {
            assert_eq!(Row::end(&moves).moves(), moves);
        }
        assert_eq!(format!("{:?}", Row::inner(&[(1, 2, 3)])), "Row::inner([(1, 2, 3)])");
    }
}
