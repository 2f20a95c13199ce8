//! Whether all texts that match some patterns match another one: decided by walking their automata side by side.
//!
//! Patterns with look-around or back-references have none, and neither have those whose automaton is large: of them nothing is
//! said.

use std::collections::{HashMap, HashSet, VecDeque};

use formwork_runtime::Json;
use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_automata::{Anchored, dfa::dense::DFA};

use crate::front::pattern::expression;
use crate::ir::Rule;

/// So many bytes may an automaton take.
const LARGEST: usize = 1 << 20;
/// So many combinations of states are looked at for one answer.
const MOST_STATES: usize = 4_000;
/// So many answers are worked out in one comparison.
const MOST_ANSWERS: usize = 400;
/// A length beyond is not looked at, as its automaton counts up to it; nor is a list of more values.
const LONGEST: u64 = 64;

/// All texts: what is not UTF-8 is none.
const ANY_TEXT: &str = r"\A[\x{0}-\x{10FFFF}]*\z";
/// No text.
const NO_TEXT: &str = r"[^\x{0}-\x{10FFFF}]";

/// What is known of two sets of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inclusion {
    /// The one holds all of the other.
    Holds,
    /// It lacks this text, which is as short as can be.
    Lacks(String),
    Unknown,
}

/// Automata that were made, and answers that were given.
#[derive(Default)]
pub(super) struct Automata {
    made: HashMap<String, Option<DFA<Vec<u32>>>>,
    answers: HashMap<(Vec<String>, String), Inclusion>,
}

/// The texts that a rule about strings lets through, in the syntax of the crate `regex`.
pub(super) fn texts_of(rule: &Rule) -> Option<String> {
    match rule {
        Rule::Pattern(source) => expression(source),
        Rule::Values(values) if values.len() as u64 <= LONGEST => {
            let texts: Vec<String> = values.iter().filter_map(Json::as_str).map(regex_syntax::escape).collect();
            if texts.is_empty() { Some(NO_TEXT.to_owned()) } else { Some(format!(r"\A(?:{})\z", texts.join("|"))) }
        }
        Rule::MinLength(least) if *least <= LONGEST => Some(format!(r"\A[\x{{0}}-\x{{10FFFF}}]{{{least},}}\z")),
        Rule::MaxLength(most) if *most <= LONGEST => Some(format!(r"\A[\x{{0}}-\x{{10FFFF}}]{{0,{most}}}\z")),
        _ => None,
    }
}

impl Automata {
    /// Whether every text that all of `narrow` let through is let through by `wide`.
    pub(super) fn includes(&mut self, narrow: &[String], wide: &str) -> Inclusion {
        let mut narrow: Vec<String> = narrow.to_vec();
        narrow.sort_unstable();
        narrow.dedup();
        let question = (narrow, wide.to_owned());
        if let Some(answer) = self.answers.get(&question) {
            return answer.clone();
        }
        if self.answers.len() >= MOST_ANSWERS {
            return Inclusion::Unknown;
        }
        let answer = self.walk(&question.0, wide);
        self.answers.insert(question, answer.clone());
        answer
    }

    /// Whether it is certain that every text that the one pattern matches is matched by the other.
    pub(super) fn pattern_includes(&mut self, narrow: &str, wide: &str) -> bool {
        match (expression(narrow), expression(wide)) {
            (Some(narrow), Some(wide)) => self.includes(&[narrow], &wide) == Inclusion::Holds,
            _ => false,
        }
    }

    /// Whether it is certain that a pattern matches every text.
    pub(super) fn is_everything(&mut self, pattern: &str) -> bool {
        expression(pattern).is_some_and(|wide| self.includes(&[], &wide) == Inclusion::Holds)
    }

    /// Whether it is certain that no text is let through by all.
    pub(super) fn are_disjoint(&mut self, all: &[String]) -> bool {
        self.includes(all, NO_TEXT) == Inclusion::Holds
    }

    fn walk(&mut self, narrow: &[String], wide: &str) -> Inclusion {
        // An automaton that cannot be made narrows nothing, so that what is shown without it is shown; what is lacking may not
        // be lacking with it.
        let (narrow, unknown): (Vec<&String>, Vec<&String>) = narrow.iter().partition(|source| self.make(source));
        if !self.make(wide) || !self.make(ANY_TEXT) {
            return Inclusion::Unknown;
        }
        let sources = std::iter::once(ANY_TEXT).chain(narrow.iter().map(|source| source.as_str())).chain([wide]);
        let automata: Option<Vec<&DFA<Vec<u32>>>> =
            sources.map(|source| self.made.get(source).and_then(Option::as_ref)).collect();
        match automata.and_then(|automata| lacking(&automata)) {
            Some(Inclusion::Lacks(_)) if !unknown.is_empty() => Inclusion::Unknown,
            answer => answer.unwrap_or(Inclusion::Unknown),
        }
    }

    /// Makes an automaton, if that is possible.
    fn make(&mut self, source: &str) -> bool {
        self.made.entry(source.to_owned()).or_insert_with(|| automaton(source)).is_some()
    }
}

fn automaton(source: &str) -> Option<DFA<Vec<u32>>> {
    let limits = dense::Config::new().dfa_size_limit(Some(LARGEST)).determinize_size_limit(Some(LARGEST));
    dense::Builder::new()
        .configure(limits.accelerate(false).start_kind(StartKind::Unanchored))
        .thompson(thompson::Config::new().nfa_size_limit(Some(LARGEST)).which_captures(WhichCaptures::None))
        .build(source)
        .ok()
}

/// Where one automaton is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum At {
    State(StateID),
    /// It has matched, whatever comes.
    Matched,
    /// It cannot match any more.
    Lost,
}

/// Looks for the shortest text that all automata but the last one accept, and the last one does not; no answer if there are too
/// many states.
fn lacking(automata: &[&DFA<Vec<u32>>]) -> Option<Inclusion> {
    let started = automata.iter().map(|automaton| {
        let start = automaton.start_state(&start::Config::new().anchored(Anchored::No)).ok()?;
        Some(state(automaton, start))
    });
    let start: Vec<At> = started.collect::<Option<_>>()?;
    let mut seen = HashSet::from([start.clone()]);
    // Each with the one that it comes from, and the byte between.
    let mut met: Vec<(Vec<At>, usize, u8)> = vec![(start, 0, 0)];
    let mut open = VecDeque::from([0]);
    while let Some(index) = open.pop_front() {
        let here = met.get(index)?.0.clone();
        let accepted: Vec<bool> = automata.iter().zip(&here).map(|(automaton, at)| accepts(automaton, *at)).collect();
        if let Some((last, others)) = accepted.split_last()
            && !last
            && others.iter().all(|accepted| *accepted)
        {
            return text_to(&met, index).map(Inclusion::Lacks);
        }
        for byte in bytes() {
            let next: Vec<At> = automata.iter().zip(&here).map(|(automaton, at)| step(automaton, *at, byte)).collect();
            let Some((last, others)) = next.split_last() else { continue };
            if *last == At::Matched || others.contains(&At::Lost) || !seen.insert(next.clone()) {
                continue;
            }
            if met.len() >= MOST_STATES {
                return None;
            }
            open.push_back(met.len());
            met.push((next, index, byte));
        }
    }
    Some(Inclusion::Holds)
}

/// All bytes, those first that read well.
fn bytes() -> impl Iterator<Item = u8> {
    let letters = || (b'a'..=b'z').chain(b'0'..=b'9').chain(b'A'..=b'Z');
    letters().chain((0..=u8::MAX).filter(|byte| !byte.is_ascii_alphanumeric()))
}

fn text_to(met: &[(Vec<At>, usize, u8)], mut index: usize) -> Option<String> {
    let mut text = Vec::new();
    while index > 0 {
        let (_, before, byte) = met.get(index)?;
        text.push(*byte);
        index = *before;
    }
    text.reverse();
    String::from_utf8(text).ok()
}

fn state(automaton: &DFA<Vec<u32>>, id: StateID) -> At {
    if automaton.is_match_state(id) {
        At::Matched
    } else if automaton.is_dead_state(id) || automaton.is_quit_state(id) {
        At::Lost
    } else {
        At::State(id)
    }
}

fn step(automaton: &DFA<Vec<u32>>, at: At, byte: u8) -> At {
    match at {
        At::State(id) => state(automaton, automaton.next_state(id, byte)),
        other => other,
    }
}

fn accepts(automaton: &DFA<Vec<u32>>, at: At) -> bool {
    match at {
        At::State(id) => automaton.is_match_state(automaton.next_eoi_state(id)),
        At::Matched => true,
        At::Lost => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(narrow: &str, wide: &str) -> Inclusion {
        let narrow = expression(narrow).into_iter().collect::<Vec<_>>();
        Automata::default().includes(&narrow, &expression(wide).unwrap())
    }

    #[test]
    fn texts_that_are_lacking_are_found() {
        let lacks = |text: &str| Inclusion::Lacks(text.to_owned());
        for (narrow, wide, expected) in [
            ("^[a-c]+$", "^[a-z]+$", Inclusion::Holds),
            ("^[a-z]+$", "^[a-c]+$", lacks("d")),
            ("abc", "b", Inclusion::Holds),
            ("b", "abc", lacks("b")),
            ("^a", "a", Inclusion::Holds),
            ("^.*$", "^.?$", lacks("aa")),
            // The point is a character, not a byte, and no text ends inside of one.
            ("^.$", "^[^]{1,3}$", Inclusion::Holds),
            ("a", "^[^]*a", Inclusion::Holds),
            ("^[^]*$", "^.*$", lacks("\n")),
            ("^\\d+$", "^\\w+$", Inclusion::Holds),
            ("^(ab)*$", "^(abab)*$", lacks("ab")),
            ("", "^[^]*$", Inclusion::Holds),
            ("\\bab\\b", "ab", Inclusion::Holds),
            ("[^a]", "é", lacks("b")),
            ("^é$", "^[à-ü]$", Inclusion::Holds),
        ] {
            assert_eq!(answer(narrow, wide), expected, "{narrow} in {wide}");
        }
        assert_eq!(expression("^(?!a)"), None);
    }

    #[test]
    fn lengths_are_texts() {
        let mut automata = Automata::default();
        let texts = |rule: Rule| texts_of(&rule).unwrap();
        let (least, most) = (texts(Rule::MinLength(3)), texts(Rule::MaxLength(1)));
        let three = texts(Rule::Pattern("^[äb]{3,}$".to_owned()));
        assert_eq!(automata.includes(std::slice::from_ref(&three), &least), Inclusion::Holds);
        assert_eq!(automata.includes(std::slice::from_ref(&most), &texts(Rule::Pattern("^.?$".to_owned()))), {
            Inclusion::Lacks("\n".to_owned())
        });
        assert!(automata.are_disjoint(&[most, three]));
        assert!(!automata.are_disjoint(&[least]));
        assert!(automata.is_everything("") && automata.is_everything("a*") && !automata.is_everything("."));
    }

    #[test]
    fn of_what_is_too_large_nothing_is_said() {
        assert_eq!(answer("^(a|b)*a(a|b){18}$", "^[ab]+$"), Inclusion::Unknown);
    }
}
