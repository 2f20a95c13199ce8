//! Work that several threads do, with its results in the order of the input.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// So many jobs for each thread are under way or wait to be handed on, so that memory stays bounded.
const AHEAD: usize = 4;

/// So often somebody looks whether the run was stopped.
const TICK: Duration = Duration::from_millis(100);

/// Why a run ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum End {
    /// All is done.
    Done,
    /// It was stopped from outside.
    Stopped,
    /// A thread has ended before its work was done.
    Lost,
}

struct Shared<J, W> {
    /// The next job and its number.
    jobs: Mutex<(J, usize)>,
    work: W,
    /// How many results were handed on, and whether anybody wants more.
    handed: Mutex<(usize, bool)>,
    changed: Condvar,
    ahead: usize,
}

/// Does all `jobs` on so many threads, and hands the results on in order, and now and then nothing, while it waits.
///
/// # Errors
/// What handing on ends with; nothing is done after it.
pub(super) fn run<J, R, W, E>(
    threads: usize,
    jobs: J,
    work: W,
    stop: &AtomicBool,
    mut hand_on: impl FnMut(Option<R>) -> Result<(), E>,
) -> Result<End, E>
where
    J: Iterator + Send + 'static,
    R: Send + 'static,
    W: Fn(J::Item) -> R + Send + Sync + 'static,
{
    let ahead = threads.saturating_mul(AHEAD);
    let shared = Arc::new(Shared {
        jobs: Mutex::new((jobs, 0)),
        work,
        handed: Mutex::new((0, true)),
        changed: Condvar::new(),
        ahead,
    });
    let (send, receive) = sync_channel(ahead);
    for _ in 0..threads {
        let (shared, send) = (Arc::clone(&shared), send.clone());
        thread::spawn(move || shared.serve(&send));
    }
    drop(send);
    let (mut waiting, mut next) = (BTreeMap::new(), 0);
    let end = loop {
        // Threads that wait for input are left behind: the program ends without them.
        if stop.load(Ordering::Relaxed) {
            break Ok(End::Stopped);
        }
        match receive.recv_timeout(TICK) {
            Ok((number, result)) => {
                waiting.insert(number, result);
            }
            Err(RecvTimeoutError::Timeout) => {
                if let Err(error) = hand_on(None) {
                    break Err(error);
                }
            }
            Err(RecvTimeoutError::Disconnected) => {
                let given = shared.jobs.lock().unwrap_or_else(PoisonError::into_inner).1;
                break Ok(if given == next { End::Done } else { End::Lost });
            }
        }
        let mut handed = Ok(());
        while let Some(result) = waiting.remove(&next).filter(|_| handed.is_ok()) {
            handed = hand_on(Some(result));
            next += 1;
        }
        if let Err(error) = handed {
            break Err(error);
        }
        shared.advance(next, true);
    };
    shared.advance(next, false);
    end
}

impl<J: Iterator, W> Shared<J, W> {
    fn serve<R>(&self, send: &SyncSender<(usize, R)>)
    where
        W: Fn(J::Item) -> R,
    {
        loop {
            let (job, number) = {
                let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
                if !self.is_wanted(jobs.1) {
                    return;
                }
                let Some(job) = jobs.0.next() else { return };
                let number = jobs.1;
                jobs.1 += 1;
                (job, number)
            };
            if send.send((number, (self.work)(job))).is_err() {
                return;
            }
        }
    }

    /// Waits until a job is not too far ahead of what was handed on; whether it is wanted at all.
    fn is_wanted(&self, number: usize) -> bool {
        let mut handed = self.handed.lock().unwrap_or_else(PoisonError::into_inner);
        while handed.1 && number >= handed.0 + self.ahead {
            handed = self.changed.wait(handed).unwrap_or_else(PoisonError::into_inner);
        }
        handed.1
    }

    fn advance(&self, next: usize, is_going_on: bool) {
        *self.handed.lock().unwrap_or_else(PoisonError::into_inner) = (next, is_going_on);
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order() {
        for threads in [1, 2, 7] {
            let mut seen = Vec::new();
            let work = |number: u64| {
                thread::sleep(Duration::from_micros(number * 37 % 11 * 50));
                number * 2
            };
            let hand_on = |result| {
                seen.extend(result);
                Ok::<(), ()>(())
            };
            let end = run(threads, 0..200, work, &AtomicBool::new(false), hand_on);
            assert_eq!(end, Ok(End::Done));
            assert_eq!(seen, (0..200).map(|number| number * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_thread_that_is_lost_is_seen() {
        let work = |number: u64| assert_ne!(number, 5);
        let end = run(2, 0..9, work, &AtomicBool::new(false), |_| Ok::<(), ()>(()));
        assert_eq!(end, Ok(End::Lost));
    }

    #[test]
    fn an_error_and_a_stop_end_the_work() {
        let mut seen = 0;
        let hand_on = |result: Option<u64>| {
            seen += usize::from(result.is_some());
            if seen == 3 { Err("full") } else { Ok(()) }
        };
        assert_eq!(run(2, 0.., |number: u64| number, &AtomicBool::new(false), hand_on), Err("full"));
        assert_eq!(seen, 3);
        let stop = AtomicBool::new(true);
        assert_eq!(run(2, 0.., |number: u64| number, &stop, |_| Ok::<(), ()>(())), Ok(End::Stopped));
    }
}
