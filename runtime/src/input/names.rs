//! Finds the second member of one name in an object, without memory on the heap for ordinary objects.

use std::{borrow::Cow, collections::HashSet};

/// Objects with more members than this have their names kept in a hash table.
const FEW: usize = 16;

/// The names of an object that were met so far.
#[allow(clippy::large_enum_variant, reason = "the large variant is the ordinary one, and stays on the stack")]
pub(super) enum Names<'a> {
    Few { prints: [u64; FEW], raw: [&'a str; FEW], len: usize },
    Many(HashSet<Cow<'a, str>>),
}

impl<'a> Names<'a> {
    pub(super) const fn new() -> Self {
        Self::Few { prints: [0; FEW], raw: [""; FEW], len: 0 }
    }

    /// Notes a name; `raw` is how the text spells it between its quotes. False if it was there before.
    pub(super) fn insert(&mut self, name: &str, raw: &'a str) -> bool {
        match self {
            Self::Few { prints, raw: spelt, len } => {
                let print = fingerprint(name.as_bytes());
                for (known, &spelling) in prints.iter().zip(spelt.iter()).take(*len) {
                    if *known == print && unescaped(spelling) == name {
                        return false;
                    }
                }
                if let (Some(print_slot), Some(raw_slot)) = (prints.get_mut(*len), spelt.get_mut(*len)) {
                    *print_slot = print;
                    *raw_slot = raw;
                    *len += 1;
                    return true;
                }
                let mut many: HashSet<_> = spelt.iter().map(|spelling| unescaped(spelling)).collect();
                let is_new = many.insert(unescaped(raw));
                *self = Self::Many(many);
                is_new
            }
            Self::Many(many) => many.insert(unescaped(raw)),
        }
    }
}

/// The name that a spelling stands for; the reader has checked its escapes before.
fn unescaped(raw: &str) -> Cow<'_, str> {
    super::bytes::unescape(raw).unwrap_or(Cow::Borrowed(raw))
}

/// A cheap hash: equal names give equal prints, and most others do not.
fn fingerprint(name: &[u8]) -> u64 {
    const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut chunks = name.chunks_exact(8);
    let mut print = (name.len() as u64).wrapping_mul(MULTIPLIER);
    for chunk in &mut chunks {
        let word = chunk.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
        print = (print.rotate_left(5) ^ word).wrapping_mul(MULTIPLIER);
    }
    let tail = chunks.remainder().iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
    (print.rotate_left(5) ^ tail).wrapping_mul(MULTIPLIER)
}
