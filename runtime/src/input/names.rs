//! Finds the second member of one name in an object, without a hash table for ordinary objects.

use std::{borrow::Cow, collections::HashSet};

/// Objects of up to so many members need no memory on the heap.
const FEW: usize = 16;
/// Objects with more members than this have their names kept in a hash table.
const SOME: usize = 64;

/// The names of an object that were met so far, as far as they are few enough each by a print and by how the text
/// spells it between its quotes.
#[allow(clippy::large_enum_variant, reason = "the large variant is the ordinary one, and stays on the stack")]
pub(super) enum Names<'a> {
    Few { prints: [u32; FEW], spelt: [&'a str; FEW], len: usize },
    Some { prints: Vec<u32>, spelt: Vec<&'a str> },
    Many(HashSet<Cow<'a, str>>),
}

impl<'a> Names<'a> {
    pub(super) const fn new() -> Self {
        Self::Few { prints: [0; FEW], spelt: [""; FEW], len: 0 }
    }

    /// Notes a name; `raw` is how the text spells it between its quotes. False if it was there before.
    #[inline]
    pub(super) fn insert(&mut self, name: &str, raw: &'a str) -> bool {
        let print = fingerprint(name.as_bytes());
        match self {
            Self::Few { prints, spelt, len } => {
                let known = prints.get(..*len).unwrap_or_default();
                if contains(known, print) && is_known(known, spelt, print, name) {
                    return false;
                }
                if let (Some(print_slot), Some(spelt_slot)) = (prints.get_mut(*len), spelt.get_mut(*len)) {
                    *print_slot = print;
                    *spelt_slot = raw;
                    *len += 1;
                    return true;
                }
                let (mut more_prints, mut more_spelt) = (Vec::with_capacity(SOME), Vec::with_capacity(SOME));
                more_prints.extend_from_slice(prints);
                more_spelt.extend_from_slice(spelt);
                more_prints.push(print);
                more_spelt.push(raw);
                *self = Self::Some { prints: more_prints, spelt: more_spelt };
                true
            }
            Self::Some { prints, spelt } => {
                if contains(prints, print) && is_known(prints, spelt, print, name) {
                    return false;
                }
                if prints.len() < SOME {
                    prints.push(print);
                    spelt.push(raw);
                    return true;
                }
                // Names could be chosen to have one print; the table's hash is keyed.
                let mut many: HashSet<_> = spelt.iter().map(|spelling| unescaped(spelling)).collect();
                let is_new = many.insert(unescaped(raw));
                *self = Self::Many(many);
                is_new
            }
            Self::Many(many) => many.insert(unescaped(raw)),
        }
    }
}

/// Whether a print is among those known; without a branch, so that several are compared at once.
#[inline]
#[allow(clippy::needless_bitwise_bool, reason = "a lazy operator is a branch")]
fn contains(prints: &[u32], print: u32) -> bool {
    prints.iter().fold(false, |found, known| found | (*known == print))
}

/// Whether a name with that print is really there.
#[cold]
fn is_known(prints: &[u32], spelt: &[&str], print: u32, name: &str) -> bool {
    prints.iter().zip(spelt).any(|(known, spelling)| *known == print && unescaped(spelling) == name)
}

/// The name that a spelling stands for; the reader has checked its escapes before.
fn unescaped(raw: &str) -> Cow<'_, str> {
    super::bytes::unescape(raw).unwrap_or(Cow::Borrowed(raw))
}

/// A cheap hash: equal names give equal prints, and most others do not.
#[inline]
fn fingerprint(name: &[u8]) -> u32 {
    const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;
    let mix = |print: u64, word: u64| (print.rotate_left(5) ^ word).wrapping_mul(MULTIPLIER);
    let mut print = name.len() as u64;
    let mut rest = name;
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        print = mix(print, u64::from_le_bytes(*word));
        rest = after;
    }
    // The last word may overlap the one before it; a short name has none and is taken byte by byte.
    print = match name.last_chunk::<8>() {
        Some(word) => mix(print, u64::from_le_bytes(*word)),
        None => mix(print, rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte))),
    };
    (print >> 32) as u32
}
