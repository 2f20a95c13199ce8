//! Times all measures of a dataset side by side: in batches, in another order each round.

use std::{collections::BTreeMap, error::Error, time::Duration};

use crate::{random::Random, verdicts::Verdicts, worker::Worker};

/// How long it is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Effort {
    /// So many batches of each measure are timed.
    pub(crate) rounds: usize,
    /// A batch takes about this long.
    pub(crate) batch: Duration,
    /// Each measure runs at least this long before the first round.
    pub(crate) warm_up: Duration,
}

impl Effort {
    pub(crate) const FULL: Self =
        Self { rounds: 31, batch: Duration::from_millis(10), warm_up: Duration::from_millis(150) };
    pub(crate) const QUICK: Self =
        Self { rounds: 9, batch: Duration::from_millis(4), warm_up: Duration::from_millis(30) };
}

/// What was measured.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figure {
    /// The median, in nanoseconds a pass.
    pub(crate) nanos: f64,
    /// The distance between the quartiles, as a part of the median.
    pub(crate) spread: f64,
}

/// Times all measures that have documents; the workers have these loaded.
pub(crate) fn time(
    workers: &mut [Worker],
    verdicts: &Verdicts,
    effort: Effort,
) -> Result<BTreeMap<String, Figure>, Box<dyn Error>> {
    let mut runs = Vec::new();
    for (worker, measure) in verdicts.to_time() {
        let passes = calibrate(&mut workers[worker], measure, effort)?;
        runs.push((worker, measure, passes, Vec::new()));
    }
    let mut order: Vec<usize> = (0..runs.len()).collect();
    let mut random = Random::new();
    for _ in 0..effort.rounds {
        random.shuffle(&mut order);
        for &index in &order {
            let (worker, measure, passes, samples) = &mut runs[index];
            let nanos = workers[*worker].time(measure, *passes)?;
            #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
            samples.push(nanos as f64 / *passes as f64);
        }
    }
    Ok(runs.into_iter().map(|(_, measure, _, samples)| (measure.to_owned(), figure(samples))).collect())
}

/// Warms up and gives how many passes a batch needs.
fn calibrate(worker: &mut Worker, measure: &str, effort: Effort) -> Result<u64, Box<dyn Error>> {
    let (batch, mut passes, mut all) = (effort.batch.as_nanos(), 1, 0);
    let nanos = loop {
        let nanos = worker.time(measure, passes)?.max(1);
        all += nanos;
        if all >= effort.warm_up.as_nanos() {
            break nanos;
        }
        if nanos < batch {
            passes *= 2;
        }
    };
    Ok(u64::try_from(u128::from(passes) * batch / nanos)?.max(1))
}

fn figure(mut samples: Vec<f64>) -> Figure {
    samples.sort_unstable_by(f64::total_cmp);
    let at = |quarters: usize| samples[samples.len() * quarters / 4];
    Figure { nanos: at(2), spread: (at(3) - at(1)) / at(2) }
}
