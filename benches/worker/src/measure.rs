//! What is timed.

use std::{hint::black_box, rc::Rc};

use rustix::time::{ClockId, clock_gettime};

/// One way to treat each document of a dataset.
pub struct Measure {
    pub(crate) name: &'static str,
    pub(crate) verdicts: Box<dyn Fn() -> String>,
    pass: Box<dyn Fn() -> usize>,
}

impl Measure {
    /// Judges every item, whatever each rival starts from: bytes, or what it made of them.
    pub fn new<T: 'static>(name: &'static str, items: &Rc<[T]>, judge: impl Fn(&T) -> bool + 'static) -> Self {
        let judge = Rc::new(judge);
        let (timed, timed_items, items) = (Rc::clone(&judge), Rc::clone(items), Rc::clone(items));
        Self {
            name,
            verdicts: Box::new(move || items.iter().map(|item| if judge(item) { '1' } else { '0' }).collect()),
            pass: Box::new(move || timed_items.iter().filter(|item| timed(black_box(item))).count()),
        }
    }

    /// Runs so many passes and gives the processor time that this thread used: what others of the machine run meanwhile
    /// does not count, but for the caches that they share.
    pub(crate) fn time(&self, passes: u64) -> u128 {
        let start = processor_nanos();
        for _ in 0..passes {
            black_box((self.pass)());
        }
        processor_nanos() - start
    }
}

/// The processor time of this thread, in nanoseconds since some moment.
pub fn processor_nanos() -> u128 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    u128::from(now.tv_sec.unsigned_abs()) * 1_000_000_000 + u128::from(now.tv_nsec.unsigned_abs())
}
