//! Choices: made by proptest, so that a failing case shrinks to the plainest one that fails.

use std::{cell::Cell, env};

use proptest::{
    collection::vec,
    prelude::any,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner},
};

/// What a law says of one case.
pub type Law = Result<(), String>;

/// Choices in order. Where there are no more, each is the first, which is the plainest.
pub struct Draw {
    choices: Vec<u16>,
    at: usize,
    /// Whether values may be such that conversions refuse them, or lose something of them.
    pub wild: bool,
    /// Whether the law has nothing to say of the case.
    skipped: bool,
}

impl Draw {
    /// The plainest choices.
    pub const fn plain() -> Self {
        Self { choices: Vec::new(), at: 0, wild: false, skipped: false }
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        let choice = self.choices.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(choice) % limit
    }

    /// Whether the rarer of two things is so; not when there are no more choices.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    /// One of several.
    pub fn pick<'i, T>(&mut self, items: &'i [T]) -> &'i T {
        &items[self.below(items.len())]
    }

    /// A number from `first` up to `last`, mostly `first` where there are no more choices.
    pub fn range(&mut self, first: i128, last: i128) -> i128 {
        let wide = (0..5).fold(0_i128, |wide, _| wide << 16 | self.below(1 << 16) as i128);
        first + wide.rem_euclid(last - first + 1)
    }

    /// The law has nothing to say of the case.
    #[allow(clippy::unnecessary_wraps, reason = "it is what a law says")]
    pub fn skip(&mut self) -> Law {
        self.skipped = true;
        Ok(())
    }

    /// A number that no other call of this case gets.
    pub const fn unique(&self) -> usize {
        self.at
    }
}

/// Whether property tests run at full length.
pub fn is_full() -> bool {
    env::var_os("FORMWORK_FULL").is_some_and(|value| value != "0")
}

/// Runs a law on so many cases, ten times as many at full length. It has to have something to say of a third of them.
pub fn hold(cases: u32, law: impl Fn(&mut Draw) -> Law) {
    let cases = if is_full() { cases * 10 } else { cases };
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 2000, ..Config::default() };
    let mut seed = *b"formwork formwor";
    if let Ok(other) = env::var("FORMWORK_SEED") {
        let other: u64 = other.parse().expect("FORMWORK_SEED is a number");
        seed[..8].copy_from_slice(&other.to_le_bytes());
    }
    // Any generator does, and this one is fast where nothing is optimized.
    let rng = TestRng::from_seed(RngAlgorithm::XorShift, &seed);
    let strategy = (any::<bool>(), vec(any::<u16>(), 0..500));
    let said = Cell::new(0);
    let outcome = TestRunner::new_with_rng(config, rng).run(&strategy, |(wild, choices)| {
        let mut draw = Draw { choices, at: 0, wild, skipped: false };
        law(&mut draw).map_err(TestCaseError::fail)?;
        said.set(said.get() + u32::from(!draw.skipped));
        Ok(())
    });
    if let Err(error) = outcome {
        let text = error.to_string();
        // The choices themselves say nothing to a reader.
        panic!("{}", text.split("\nminimal failing input").next().unwrap_or(&text));
    }
    assert!(said.get() >= cases / 3, "the law says something of {} of {cases} cases only", said.get());
}
