//! One comparison: the walk, the search for witnesses, the algebra, and what they say together.

use std::cell::Cell;

use formwork_runtime::{Json, Kinds};

use super::algebra::{Algebra, Answer};
use super::change::{Obstacle, Which};
use super::finding::{At, Direction, Finding, Verdict};
use super::walk::Walk;
use super::witness::{MOST_BYTES, Search, text};
use super::{Judges, Side, emit, notes, renamed, rust, samples};
use crate::ir::{DocumentId, Site};

/// The walk recurses as deep as schemas nest, through several functions.
const STACK: usize = 256 << 20;
/// So many instances of a schema are tried, whatever was proved.
const SAMPLES: usize = 80;

/// What came out.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// The findings, direction by direction, in the order in which the walk met them; notes last.
    pub findings: Vec<Finding>,
    /// The directions in which it is proved that nothing breaks.
    pub proved: Vec<Direction>,
}

/// Compares two schemas in some directions.
///
/// Time is bounded: by the number of pairs of locations that are compared, of questions to the algebra and of instances
/// that are tried, none of which depends on a clock, so that the same schemas have the same findings.
pub fn compare(old: Side<'_>, new: Side<'_>, directions: &[Direction], algebra: &(dyn Algebra + Sync)) -> Comparison {
    let work = || compare_here(old, new, directions, algebra);
    std::thread::scope(|scope| {
        let started = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        match started.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(comparison)) => comparison,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => compare_here(old, new, directions, algebra),
        }
    })
}

fn compare_here(old: Side<'_>, new: Side<'_>, directions: &[Direction], algebra: &dyn Algebra) -> Comparison {
    let mut comparison = Comparison::default();
    let judges = (Judges::new(old), Judges::new(new));
    for direction in directions {
        match direction {
            Direction::Backward | Direction::Forward => {
                let direction = *direction;
                one_way(old, new, (&judges.0, &judges.1), direction, algebra, &mut comparison);
            }
            Direction::Source => {
                let found = rust::compare(old, new);
                if found.is_empty() {
                    comparison.proved.push(Direction::Source);
                }
                comparison.findings.extend(found);
            }
            Direction::Behaviour => {}
        }
    }
    comparison.findings.extend(notes::compare(old, new));
    comparison
}

fn one_way<'s>(
    old: Side<'s>,
    new: Side<'s>,
    (of_old, of_new): (&'s Judges<'s>, &'s Judges<'s>),
    direction: Direction,
    algebra: &'s dyn Algebra,
    comparison: &mut Comparison,
) {
    let left = Cell::new(MOST_BYTES);
    let (accepting, search) = if direction == Direction::Backward {
        (Which::Old, Search { accepting: old, rejecting: new, accepts: of_old, rejects: of_new, left })
    } else {
        (Which::New, Search { accepting: new, rejecting: old, accepts: of_new, rejects: of_old, left })
    };
    let (proved, obstacles) = Walk::new(old, new, algebra).obstacles(accepting);
    let tried = samples(search.accepting, SAMPLES);
    let any = search.any(tried.clone());
    if any.is_none() && (proved || algebra_proves(&search, algebra) == Answer::Yes) {
        comparison.proved.push(direction);
        return;
    }
    let whole = Whole { old, new, direction, accepting };
    let mut findings = whole.extremes(&search, algebra, &tried);
    for obstacle in &obstacles {
        let is_left = search.left.get() > 1_000;
        let witness = if is_left { search.of(obstacle, &obstacles) } else { None };
        findings.push(whole.finding(obstacle, witness.as_ref()));
    }
    let has_witness = findings.iter().any(|finding| finding.witness.is_some());
    if let Some(witness) = any.filter(|_| !has_witness) {
        match findings.first_mut() {
            // All of them are places where the proof failed: the witness shows that it failed for a reason.
            Some(first) => {
                first.witness = Some(text(&witness));
                first.verdict = Verdict::Breaking;
            }
            None => findings.push(whole.unexplained("breaking::unexplained", Some(&witness))),
        }
    }
    if findings.is_empty() {
        findings.push(whole.unexplained("breaking::too-large", None));
    }
    comparison.findings.extend(findings);
}

/// Whether set algebra proves that the one side includes the other.
fn algebra_proves(search: &Search<'_>, algebra: &dyn Algebra) -> Answer {
    match (whole(search.accepting), whole(search.rejecting)) {
        (Ok(narrow), Ok(wide)) => algebra.covers(&wide, &narrow),
        _ => Answer::Unknown,
    }
}

fn whole(side: Side<'_>) -> Result<serde_json::Value, emit::Unsayable> {
    let ir = &side.compiled.ir;
    emit::conjunction(ir, &[ir.root], Kinds::ALL)
}

/// Both sides, and the way in which they are compared.
struct Whole<'s> {
    old: Side<'s>,
    new: Side<'s>,
    direction: Direction,
    accepting: Which,
}

impl Whole<'_> {
    /// Findings about all that is accepted: nothing any more, or anything.
    fn extremes(&self, search: &Search<'_>, algebra: &dyn Algebra, tried: &[Json]) -> Vec<Finding> {
        let is_empty = |side| whole(side).is_ok_and(|schema| algebra.is_satisfiable(&schema) == Answer::No);
        let is_free = |side: Side<'_>| {
            let ir = &side.compiled.ir;
            ir.schema(ir.root).keywords.is_empty()
        };
        let (rule, message) = match self.direction {
            Direction::Backward if is_empty(self.new) && !is_empty(self.old) => {
                ("breaking::unsatisfiable", "nothing is accepted any more")
            }
            Direction::Forward if is_free(self.new) && !is_free(self.old) => {
                ("breaking::accepts-anything", "anything is accepted now")
            }
            _ => return Vec::new(),
        };
        let witness = search.any(tried.iter().cloned().chain(super::instances::of_each_kind()).collect());
        let finding = self.unexplained(rule, witness.as_ref());
        let verdict = if witness.is_some() { Verdict::Breaking } else { Verdict::Likely };
        vec![Finding { verdict, message: message.to_owned(), ..finding }]
    }

    /// A finding about the schemas as a whole.
    fn unexplained(&self, rule: &'static str, witness: Option<&Json>) -> Finding {
        let root = |side: Side<'_>| Some(at(side, &side.compiled.ir.schema(side.compiled.ir.root).site));
        let message = match witness {
            Some(_) => "an instance that one side accepts is rejected by the other",
            None => "the schemas are too large to be compared to the end",
        };
        Finding {
            rule,
            direction: self.direction,
            verdict: if witness.is_some() { Verdict::Breaking } else { Verdict::Undecided },
            old: root(self.old),
            new: root(self.new),
            message: message.to_owned(),
            witness: witness.map(text),
            hint: None,
        }
    }

    fn finding(&self, obstacle: &Obstacle, witness: Option<&Json>) -> Finding {
        let (accepting, rejecting) = match self.accepting {
            Which::Old => (self.old, self.new),
            Which::New => (self.new, self.old),
        };
        let theirs = Some(at(rejecting, &obstacle.rejecting_site));
        // Where no keyword is about the matter, the schema that an accepted value stands under.
        let nearest = || obstacle.known.schemas.first().map(|id| accepting.compiled.ir.schema(*id).site.clone());
        let ours = obstacle.accepting_site.clone().or_else(nearest).map(|site| at(accepting, &site));
        let (old, new) = if self.accepting == Which::Old { (ours, theirs) } else { (theirs, ours) };
        let verdict = match (witness, obstacle.is_telling) {
            (Some(_), _) => Verdict::Breaking,
            (None, true) => Verdict::Likely,
            (None, false) => Verdict::Undecided,
        };
        Finding {
            rule: all_of(obstacle, accepting, self.accepting).unwrap_or(obstacle.rule),
            direction: self.direction,
            verdict,
            old,
            new,
            message: obstacle.message.clone(),
            witness: witness.map(text),
            hint: renamed::hint(obstacle, accepting, rejecting),
        }
    }
}

/// The rule of a keyword that came, or went, with a whole branch of an `allOf`.
fn all_of(obstacle: &Obstacle, accepting: Side<'_>, which: Which) -> Option<&'static str> {
    let pointer = &obstacle.rejecting_site.pointer;
    let at = pointer.rfind("/allOf/")?;
    let rest = &pointer[at + "/allOf/".len()..];
    let index = rest.split('/').next()?;
    index.parse::<usize>().ok()?;
    let branch = format!("{}/allOf/{index}", &pointer[..at]);
    let site = Site { document: DocumentId(0), pointer: branch };
    if obstacle.rejecting_site.document != DocumentId(0) || accepting.compiled.documents.place(&site).is_some() {
        return None;
    }
    Some(match which {
        Which::Old => "breaking::all-of-branch-added",
        Which::New => "breaking::all-of-branch-removed",
    })
}

/// A place as findings show it.
pub(super) fn at(side: Side<'_>, site: &Site) -> At {
    let compiled = side.compiled;
    let written = compiled.documents.written(site).unwrap_or_default();
    let compact = serde_json::from_str::<serde_json::Value>(written).map(|value| value.to_string());
    At {
        pointer: compiled.ir.show(site),
        place: compiled.documents.place(site),
        written: compact.unwrap_or_else(|_| written.to_owned()),
    }
}
