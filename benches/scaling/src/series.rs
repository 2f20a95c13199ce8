//! One cost, measured at growing sizes.

use std::hint::black_box;

use formwork_bench_report::Line;
use formwork_bench_worker::processor_nanos;

/// Makes what is timed, for a size; an error where there is no such size.
pub(crate) type Make = fn(usize) -> Result<Work, String>;
/// What is timed: gives whether it went as it has to.
pub(crate) type Work = Box<dyn FnMut() -> bool>;

/// A cost by size.
pub(crate) struct Series {
    /// The plot that it is a line of.
    pub(crate) plot: &'static str,
    /// What the size is.
    pub(crate) across: &'static str,
    pub(crate) name: &'static str,
    pub(crate) sizes: &'static [usize],
    pub(crate) make: Make,
}

/// A series with its figures.
pub(crate) struct Measured {
    pub(crate) plot: &'static str,
    pub(crate) across: &'static str,
    pub(crate) line: Line,
    /// Why it ends early, if it does.
    pub(crate) remark: Option<String>,
}

/// How long it is measured.
#[derive(Clone, Copy)]
pub(crate) struct Effort {
    /// A series ends where one run would take longer, if it went on as it did, in nanoseconds.
    longest: f64,
    /// A sample takes at least about so long, in nanoseconds.
    sample: u128,
}

impl Effort {
    pub(crate) const FULL: Self = Self { longest: 2e9, sample: 20_000_000 };
    pub(crate) const QUICK: Self = Self { longest: 1e8, sample: 2_000_000 };
}

const SAMPLES: usize = 5;

impl Series {
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    pub(crate) fn measure(&self, effort: Effort) -> Measured {
        let mut points: Vec<(f64, f64)> = Vec::new();
        let mut remark = None;
        for size in self.sizes.iter().map(|size| *size as f64) {
            if let [.., (before, took)] = points.as_slice()
                && took * (size / before).powf(1.2) > effort.longest
            {
                remark = Some(format!("(not measured from {size} on: too long)"));
                break;
            }
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was a size")]
            match (self.make)(size as usize).and_then(|work| time(work, effort)) {
                Ok(nanos) => points.push((size, nanos)),
                Err(reason) => {
                    remark = Some(format!("(at {size}: {reason})"));
                    break;
                }
            }
        }
        let line = Line { name: self.name.to_owned(), points };
        Measured { plot: self.plot, across: self.across, line, remark }
    }
}

/// The median time of a run.
#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn time(mut work: Work, effort: Effort) -> Result<f64, String> {
    let start = processor_nanos();
    if !black_box(work()) {
        return Err("an unexpected verdict".to_owned());
    }
    let first = (processor_nanos() - start).max(1);
    if first as f64 > effort.longest / 10.0 {
        // It takes so long that once has to do.
        return Ok(first as f64);
    }
    let runs = (effort.sample / first).clamp(1, 1_000_000);
    let mut samples: Vec<u128> = (0..SAMPLES)
        .map(|_| {
            let start = processor_nanos();
            for _ in 0..runs {
                black_box(work());
            }
            processor_nanos() - start
        })
        .collect();
    samples.sort_unstable();
    Ok(samples[SAMPLES / 2] as f64 / runs as f64)
}
