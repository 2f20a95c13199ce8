//! The comparison of two schemas, location by location, as sets of values.
//!
//! [`Walk::includes`] tries to show that every value that some schemas of one side accept is accepted by one schema of the
//! other side: each keyword of that schema has to follow from what is known of the value. What follows is proved; what does
//! not is an [`Obstacle`], with a rule. A pair that is met again below itself is taken as shown: values are finite, so that
//! the proof goes by their depth. Under `not` the sides change their parts.

mod arrays;
mod disjoint;
mod facts;
mod logic;
mod members;
mod same;
mod scalars;
mod unevaluated;

use std::collections::HashMap;

use formwork_runtime::pattern::Pattern;
use formwork_runtime::{Budget, Json, Kinds, Tree, Verdict};

use super::Side;
use super::algebra::{Algebra, Answer};
use super::automata::{Automata, Inclusion, texts_of};
use super::change::{Known, Obstacle, RuleId, Step, Which};
use super::emit;
use super::spelling;
use crate::ir::{Ir, Rule, SchemaId, Site};
use crate::plan::Evaluator;
use facts::Facts;

/// So many pairs of locations are compared at most.
const MOST_PAIRS: usize = 30_000;
/// So often set algebra is asked about one place.
const MOST_QUESTIONS: usize = 60;
/// So deep do comparisons stand in each other.
const DEEPEST: usize = 400;

/// What became of one keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// It follows.
    Follows,
    /// It does not follow, and nothing was told yet.
    Open,
    /// It does not follow, and what is inside it has been told.
    Told,
}

impl Outcome {
    const fn told_unless(follows: bool) -> Self {
        if follows { Self::Follows } else { Self::Told }
    }

    const fn open_unless(follows: bool) -> Self {
        if follows { Self::Follows } else { Self::Open }
    }
}

/// What is known of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pair {
    /// Shown, or assumed while it is being shown.
    Holds,
    /// Not shown; whether that was told.
    Fails(bool),
}

/// One walk, in one direction.
pub(super) struct Walk<'s> {
    old: Side<'s>,
    new: Side<'s>,
    algebra: &'s dyn Algebra,
    questions: usize,
    pairs: HashMap<(Known, SchemaId), Pair>,
    /// The pairs that hold, in the order in which they were found to.
    trail: Vec<(Known, SchemaId)>,
    left: usize,
    depth: usize,
    /// How many trials the walk is in, in which nothing is told.
    trials: usize,
    way: Vec<(Known, Step)>,
    found: Vec<Obstacle>,
    patterns: HashMap<String, Option<Pattern>>,
    automata: Automata,
    /// Pairs of an old and a new schema, and whether they are written alike.
    same: HashMap<(SchemaId, SchemaId), bool>,
    /// Whether the old schema tells `1` from `1.0` anywhere.
    old_counts_spelling: bool,
    new_counts_spelling: bool,
    /// Whether the walk was given up somewhere, so that it has not seen everything.
    pub(super) is_cut: bool,
}

impl<'s> Walk<'s> {
    pub(super) fn new(old: Side<'s>, new: Side<'s>, algebra: &'s dyn Algebra) -> Self {
        Self {
            old,
            new,
            algebra,
            questions: MOST_QUESTIONS,
            pairs: HashMap::new(),
            trail: Vec::new(),
            left: MOST_PAIRS,
            depth: 0,
            trials: 0,
            way: Vec::new(),
            found: Vec::new(),
            patterns: HashMap::new(),
            automata: Automata::default(),
            same: HashMap::new(),
            old_counts_spelling: spelling::counts_in(&old.compiled.ir),
            new_counts_spelling: spelling::counts_in(&new.compiled.ir),
            is_cut: false,
        }
    }

    /// What stands in the way of a proof that the other side accepts all that `accepting` accepts; nothing if it is proved.
    pub(super) fn obstacles(mut self, accepting: Which) -> (bool, Vec<Obstacle>) {
        let known = Known::new(accepting, [self.ir(accepting).root]);
        let goal = self.ir(accepting.other()).root;
        let holds = self.includes(&known, goal);
        (holds && !self.is_cut, self.found)
    }

    fn side(&self, which: Which) -> Side<'s> {
        match which {
            Which::Old => self.old,
            Which::New => self.new,
        }
    }

    fn ir(&self, which: Which) -> &'s Ir {
        &self.side(which).compiled.ir
    }

    /// The schema that a name stands for in the end.
    fn meant(&self, which: Which, id: SchemaId) -> SchemaId {
        let ir = self.ir(which);
        let mut at = id;
        // The front end refuses aliases that lead back to themselves; the bound makes sure of it.
        for _ in 0..ir.schemas.len() {
            match ir.schema(at).alias() {
                Some(target) => at = target,
                None => break,
            }
        }
        at
    }

    fn plain(&self, known: &Known) -> Known {
        let schemas = known.schemas.iter().map(|id| self.meant(known.side, *id));
        // The schema `true` says nothing.
        let schemas = schemas.filter(|id| !self.ir(known.side).schema(*id).keywords.is_empty());
        Known { kinds: known.kinds, ..Known::new(known.side, schemas) }
    }

    /// Whether a schema accepts a value, however its numbers are written; nothing if that cannot be asked, or depends on it.
    fn accepts(&self, which: Which, id: SchemaId, value: &Json) -> Option<bool> {
        let (side, id) = (self.side(which), self.meant(which, id));
        let counts_spelling = if which == Which::Old { self.old_counts_spelling } else { self.new_counts_spelling };
        if !counts_spelling {
            return accepts(side, id, value);
        }
        let mut verdicts = spelling::spellings(value)?.into_iter().map(|value| accepts(side, id, &value));
        let first = verdicts.next()??;
        verdicts.all(|verdict| verdict == Some(first)).then_some(first)
    }

    /// Whether the goal, a schema of the other side, accepts every value of which so much is known.
    fn includes(&mut self, known: &Known, goal: SchemaId) -> bool {
        let known = self.plain(known);
        let goal = self.meant(known.side.other(), goal);
        if self.ir(known.side.other()).schema(goal).keywords.is_empty() {
            return true;
        }
        let pair = (known, goal);
        match self.pairs.get(&pair) {
            Some(Pair::Holds) => return true,
            Some(Pair::Fails(told)) if *told || self.trials > 0 => return false,
            _ => {}
        }
        if self.left == 0 || self.depth >= DEEPEST {
            self.is_cut = true;
            return false;
        }
        self.left -= 1;
        self.depth += 1;
        let mark = self.trail.len();
        self.pairs.insert(pair.clone(), Pair::Holds);
        self.trail.push(pair.clone());
        let holds = self.compare(&pair.0, goal);
        self.depth -= 1;
        if !holds {
            // What was shown with this pair's help was not shown.
            for other in self.trail.drain(mark..) {
                self.pairs.remove(&other);
            }
            self.pairs.insert(pair, Pair::Fails(self.trials == 0));
        }
        holds
    }

    /// Like [`includes`](Self::includes), but nothing is told.
    fn would_include(&mut self, known: &Known, goal: SchemaId) -> bool {
        self.trials += 1;
        let holds = self.includes(known, goal);
        self.trials -= 1;
        holds
    }

    /// Like [`includes`](Self::includes), for a value that is one step away from the one that the walk is at.
    fn includes_below(&mut self, from: &Known, step: Step, known: &Known, goal: SchemaId) -> bool {
        self.way.push((from.clone(), step));
        let holds = self.includes(known, goal);
        self.way.pop();
        holds
    }

    fn compare(&mut self, known: &Known, goal: SchemaId) -> bool {
        if known.schemas.iter().any(|id| self.are_same(known.side, *id, goal)) {
            return true;
        }
        let facts = self.facts(known);
        if facts.is_empty() {
            return true;
        }
        let goal_side = known.side.other();
        if let Some(values) = &facts.values {
            let verdicts: Option<Vec<bool>> = values.iter().map(|value| self.accepts(goal_side, goal, value)).collect();
            if verdicts.is_some_and(|verdicts| verdicts.into_iter().all(|accepted| accepted)) {
                return true;
            }
        }
        let mut holds = true;
        for index in 0..self.ir(goal_side).schema(goal).keywords.len() {
            let outcome = self.keyword(known, &facts, goal, index);
            let follows = outcome == Outcome::Follows
                || (outcome == Outcome::Open && self.trials == 0 && self.algebra_proves(known, goal, index));
            if !follows {
                holds = false;
                if self.trials > 0 {
                    return false;
                }
                if outcome == Outcome::Open {
                    self.tell(known, &facts, goal, index);
                }
            }
        }
        holds
    }

    /// Whether one keyword of the goal follows from what is known.
    fn keyword(&mut self, known: &Known, facts: &Facts<'s>, goal: SchemaId, index: usize) -> Outcome {
        let rule = &self.ir(known.side.other()).schema(goal).keywords[index].rule;
        if let Some(kinds) = rule.about().map(Kinds::of)
            && facts.kinds.is_disjoint(kinds)
        {
            return Outcome::Follows;
        }
        match rule {
            Rule::Never => Outcome::Open,
            Rule::Items(items) => self.items(known, facts, goal, index, items),
            Rule::Contains(contains) => Outcome::open_unless(self.contains(known.side, facts, contains)),
            Rule::Members(members) => self.members(known, facts, goal, index, members),
            Rule::PropertyNames(id) => self.property_names(known, facts, *id),
            Rule::DependentSchemas(list) => self.dependent_schemas(known, facts, list),
            Rule::UnevaluatedItems(_) | Rule::UnevaluatedProperties(_) => {
                Outcome::open_unless(self.unevaluated(known, facts, goal, index))
            }
            Rule::Ref(id) => Outcome::told_unless(self.includes(known, *id)),
            Rule::AllOf(list) => {
                let mut holds = true;
                for id in list {
                    holds &= self.includes(known, *id);
                }
                Outcome::told_unless(holds)
            }
            Rule::AnyOf(list) => self.any_of(known, facts, goal, index, list),
            Rule::OneOf(list) => self.one_of(known, facts, goal, index, list),
            Rule::Not(id) => Outcome::open_unless(self.not(known, facts, *id)),
            Rule::If { condition, then, otherwise } => self.conditional(known, facts, *condition, *then, *otherwise),
            rule @ (Rule::Pattern(_) | Rule::MinLength(_) | Rule::MaxLength(_)) => {
                Outcome::open_unless(scalars::follows(facts, rule) || self.texts_follow(facts, rule))
            }
            rule => Outcome::open_unless(scalars::follows(facts, rule)),
        }
    }

    /// Whether a rule about texts follows from those that are known, by their automata.
    fn texts_follow(&mut self, facts: &Facts<'_>, goal: &Rule) -> bool {
        let narrow: Vec<String> = facts.rules().filter_map(texts_of).collect();
        let Some(wide) = texts_of(goal).filter(|_| !narrow.is_empty()) else { return false };
        self.automata.includes(&narrow, &wide) == Inclusion::Holds
    }

    /// Asks set algebra about one keyword.
    fn algebra_proves(&mut self, known: &Known, goal: SchemaId, index: usize) -> bool {
        if self.questions == 0 {
            return false;
        }
        self.questions -= 1;
        let narrow = emit::conjunction(self.ir(known.side), &known.schemas, known.kinds);
        let wide = emit::keyword(self.ir(known.side.other()), goal, index);
        match (narrow, wide) {
            (Ok(narrow), Ok(wide)) => self.algebra.covers(&wide, &narrow) == Answer::Yes,
            _ => false,
        }
    }

    /// Notes an obstacle at a keyword of the goal.
    fn tell(&mut self, known: &Known, facts: &Facts<'s>, goal: SchemaId, index: usize) {
        let keyword = &self.ir(known.side.other()).schema(goal).keywords[index];
        let (rule, is_telling, message) = scalars::name(known, facts, &keyword.rule);
        let accepting_site = facts.site_of(&keyword.rule);
        self.note(known, goal, Some(index), Told { rule, is_telling, message, accepting_site, at: None, member: None });
    }

    fn note(&mut self, known: &Known, goal: SchemaId, keyword: Option<usize>, told: Told) {
        if self.trials > 0 {
            return;
        }
        let schema = self.ir(known.side.other()).schema(goal);
        let rejecting_site = told.at.unwrap_or_else(|| {
            keyword.and_then(|index| schema.keywords.get(index)).map_or(&schema.site, |keyword| &keyword.site).clone()
        });
        let is_known = |other: &Obstacle| {
            other.rule == told.rule
                && other.accepting_site == told.accepting_site
                && other.rejecting_site == rejecting_site
                && other.member == told.member
        };
        if self.found.iter().any(is_known) {
            return;
        }
        self.found.push(Obstacle {
            rule: told.rule,
            is_telling: told.is_telling,
            message: told.message,
            accepting_site: told.accepting_site,
            rejecting_site,
            way: self.way.clone(),
            known: known.clone(),
            goal,
            keyword,
            member: told.member,
        });
    }

    /// Whether a pattern matches a name; `None` where that is not known.
    fn matches(&mut self, source: &str, name: &str) -> Option<bool> {
        let pattern = self.patterns.entry(source.to_owned()).or_insert_with(|| {
            let engine = crate::front::pattern::compile(source).ok()?;
            Some(Pattern::owned(source.to_owned(), engine))
        });
        pattern.as_ref()?.matches(name).ok()
    }
}

/// What is told of an obstacle.
struct Told {
    rule: RuleId,
    is_telling: bool,
    message: String,
    accepting_site: Option<Site>,
    at: Option<Site>,
    member: Option<String>,
}

/// Whether a schema accepts a value, if the plan has a check for it and the value is small enough.
pub(super) fn accepts(side: Side<'_>, id: SchemaId, value: &Json) -> Option<bool> {
    let check = side.compiled.plan.by_schema.get(&(id, Kinds::ALL))?;
    let budget = Budget::new(100_000);
    let verdict = Evaluator::new(&side.compiled.plan).check(*check, &mut Tree::new(value, &budget), &mut Verdict);
    match verdict {
        Ok(()) => Some(true),
        Err(formwork_runtime::Stop::Limit(_)) => None,
        Err(_) => Some(false),
    }
}
