//! Where choices come from.

use arbitrary::Unstructured;

/// Choices made from bytes, and when those are used up, from numbers that follow from them.
pub(super) struct Draw<'u, 'b> {
    bytes: &'u mut Unstructured<'b>,
    state: u64,
}

impl<'u, 'b> Draw<'u, 'b> {
    pub(super) fn new(bytes: &'u mut Unstructured<'b>) -> Self {
        let state = bytes.peek_bytes(bytes.len().min(64)).unwrap_or_default();
        let state = state
            .iter()
            .fold(0x9e37_79b9_7f4a_7c15, |hash: u64, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
        Self { bytes, state }
    }

    /// A number below `limit`, or zero.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        if limit < 2 {
            return 0;
        }
        if !self.bytes.is_empty() {
            return self.bytes.int_in_range(0..=limit - 1).unwrap_or_default();
        }
        // xorshift64
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state % (limit as u64)).unwrap_or_default()
    }

    /// A number from `least` to `most`.
    pub(super) fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most.saturating_sub(least).saturating_add(1))
    }

    /// One of some.
    pub(super) fn one<'o, T>(&mut self, of: &'o [T]) -> Option<&'o T> {
        let index = self.below(of.len());
        of.get(index)
    }

    /// True once in so many times.
    pub(super) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) + 1 == times
    }
}
