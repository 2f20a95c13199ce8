//! Times measures side by side: in one process, in batches, in another order each round.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// So many batches of each measure are timed.
pub(crate) const ROUNDS: usize = 61;
/// A batch takes at least about this long.
pub(crate) const BATCH: Duration = Duration::from_millis(10);
/// Each measure runs at least this long before the first round.
pub(crate) const WARM_UP: Duration = Duration::from_millis(150);

/// What is timed: runs so many passes over its document.
pub(crate) struct Measure<'d> {
    /// What a table calls it.
    pub(crate) name: &'static str,
    passes: Box<dyn Fn(u64) + 'd>,
}

impl<'d> Measure<'d> {
    /// One call of `pass` is one pass; what it gives is dropped inside the time that counts.
    pub(crate) fn new<T>(name: &'static str, pass: impl Fn() -> T + 'd) -> Self {
        let passes = move |count| {
            for _ in 0..count {
                black_box(pass());
            }
        };
        Self { name, passes: Box::new(passes) }
    }

    /// Runs `count` passes.
    pub(crate) fn run(&self, count: u64) -> Duration {
        let start = Instant::now();
        (self.passes)(count);
        start.elapsed()
    }

    /// Warms up and gives how many passes a batch needs.
    fn calibrate(&self) -> u64 {
        let start = Instant::now();
        let mut count = 1;
        while self.run(count) < BATCH {
            count *= 2;
        }
        while start.elapsed() < WARM_UP {
            self.run(count);
        }
        let nanos = self.run(count).as_nanos().max(1);
        u64::try_from(u128::from(count) * BATCH.as_nanos() / nanos).unwrap_or(count) + 1
    }
}

/// What was measured.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figure {
    /// The median, in nanoseconds a pass.
    pub(crate) nanos: f64,
    /// The distance between the quartiles, as a part of the median.
    pub(crate) spread: f64,
}

/// Times all measures; the figures come in their order.
pub(crate) fn time(measures: &[Measure<'_>]) -> Vec<Figure> {
    let counts: Vec<u64> = measures.iter().map(Measure::calibrate).collect();
    let mut samples = vec![Vec::with_capacity(ROUNDS); measures.len()];
    let mut order: Vec<usize> = (0..measures.len()).collect();
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    for _ in 0..ROUNDS {
        random.shuffle(&mut order);
        for &index in &order {
            #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
            let nanos = measures[index].run(counts[index]).as_nanos() as f64 / counts[index] as f64;
            samples[index].push(nanos);
        }
    }
    samples.into_iter().map(figure).collect()
}

fn figure(mut samples: Vec<f64>) -> Figure {
    samples.sort_unstable_by(f64::total_cmp);
    let at = |quarters: usize| samples[samples.len() * quarters / 4];
    Figure { nanos: at(2), spread: (at(3) - at(1)) / at(2) }
}

/// Xorshift: good enough to mix an order.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap_or(0)
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for last in (1..order.len()).rev() {
            order.swap(last, self.below(last + 1));
        }
    }
}
