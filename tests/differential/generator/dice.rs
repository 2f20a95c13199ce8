//! Where choices come from. The same seed or the same bytes make the same choices.

/// A source of choices.
pub enum Dice<'b> {
    /// A generator of pseudo-random numbers (`SplitMix64`) and its state.
    Seeded(u64),
    /// What a fuzzer gives; after its end every choice is the first one.
    Bytes(&'b [u8]),
}

impl Dice<'_> {
    /// The dice of the case `index` of a run.
    pub fn seeded(seed: u64, index: u64) -> Self {
        let mut dice = Self::Seeded(seed ^ index.wrapping_mul(0xd134_2543_de82_ef95));
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        match self {
            Self::Seeded(state) => {
                *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                mixed ^ (mixed >> 31)
            }
            Self::Bytes(bytes) => match bytes.split_first() {
                Some((first, rest)) => {
                    *bytes = rest;
                    u64::from(*first)
                }
                None => 0,
            },
        }
    }

    /// A number below `count`, which is at most 256.
    pub fn below(&mut self, count: usize) -> usize {
        let choice = self.next() % u64::try_from(count.max(1)).unwrap_or(1);
        usize::try_from(choice).unwrap_or(0)
    }

    /// A number of a range.
    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    /// True in so many of a hundred cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) + percent >= 100
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// One of several words.
    pub fn word(&mut self, of: &[&'static str]) -> &'static str {
        of[self.below(of.len())]
    }

    /// One of several, by weight.
    pub fn weighted<'a, T>(&mut self, of: &'a [(usize, T)]) -> &'a T {
        let mut left = self.below(of.iter().map(|(weight, _)| weight).sum());
        for (weight, choice) in of {
            match left.checked_sub(*weight) {
                None => return choice,
                Some(rest) => left = rest,
            }
        }
        &of[0].1
    }
}
