//! Regular expressions that a small table decides: their automaton, worked out when the schema is compiled.

use std::collections::{HashMap, VecDeque};

use formwork_runtime::pattern::{Engine, NO, Row, YES};
use regex_automata::{
    Anchored,
    dfa::{Automaton, StartKind, dense},
    nfa::thompson::{self, WhichCaptures},
    util::{primitives::StateID, start},
};

/// A table has at most so many states, each of which takes 257 bytes of the program.
const MOST_STATES: usize = 64;

/// So many bytes may be spent on finding out that an automaton is too large.
const EFFORT: usize = 1 << 16;

/// The table that decides an expression in the syntax of the crate `regex`, if it is small.
pub(super) fn engine(expression: &str) -> Option<Engine> {
    let limits = dense::Config::new().dfa_size_limit(Some(EFFORT)).determinize_size_limit(Some(EFFORT));
    let dfa = dense::Builder::new()
        .configure(limits.minimize(true).accelerate(false).start_kind(StartKind::Unanchored))
        .thompson(thompson::Config::new().nfa_size_limit(Some(EFFORT)).which_captures(WhichCaptures::None))
        .build(expression)
        .ok()?;
    let start = dfa.start_state(&start::Config::new().anchored(Anchored::No)).ok()?;
    // Where each state leads that was met: to a row of the table, or to a verdict.
    let mut targets = HashMap::from([(start, 0)]);
    let mut open = VecDeque::from([start]);
    let mut rows = Vec::new();
    while let Some(state) = open.pop_front() {
        let mut moves = Vec::new();
        for byte in 0..=u8::MAX {
            let next = dfa.next_state(state, byte);
            let to = match targets.get(&next) {
                Some(to) => *to,
                None if is_met(&dfa, next) => YES,
                None if dfa.is_dead_state(next) => NO,
                None => {
                    open.push_back(next);
                    // This row is not among them yet.
                    let number = rows.len() + open.len();
                    u8::try_from(number).ok().filter(|number| usize::from(*number) < MOST_STATES)?
                }
            };
            targets.insert(next, to);
            moves.push((byte, byte, to));
        }
        rows.push(if ends(&dfa, state) { Row::end(&moves) } else { Row::inner(&moves) });
    }
    Some(Engine::Table(rows.into()))
}

/// Whether the text has matched before the state, which an automaton of that crate tells one byte later; or has matched
/// now, whatever comes.
fn is_met(dfa: &dense::DFA<Vec<u32>>, state: StateID) -> bool {
    dfa.is_match_state(state)
        || (ends(dfa, state) && (0..=u8::MAX).all(|byte| dfa.is_match_state(dfa.next_state(state, byte))))
}

fn ends(dfa: &dense::DFA<Vec<u32>>, state: StateID) -> bool {
    dfa.is_match_state(dfa.next_eoi_state(state))
}
