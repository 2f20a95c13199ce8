//! The search for instances that one side accepts and the other rejects.

use std::cell::Cell;

use formwork_runtime::{Json, Object, Violation};

use super::change::{Known, Obstacle, Step, Which};
use super::hints::Hints;
use super::instances::{Generator, distinct, of_each_kind, of_pattern};
use super::{Judges, Side};
use crate::ir::SchemaId;

/// So many instances are judged for one obstacle.
const MOST: usize = 800;
/// So many changes are tried to make a witness smaller.
const MOST_CUTS: usize = 400;
/// So many witnesses are shown to the second validator before the search is given up.
const MOST_SHOWN: usize = 8;

/// The JSON text of a value, without spaces.
pub(crate) fn text(value: &Json) -> String {
    String::from_utf8(formwork_runtime::to_vec(value)).unwrap_or_default()
}

/// Both sides with their validators, in one direction.
pub(super) struct Search<'s> {
    pub(super) accepting: Side<'s>,
    pub(super) rejecting: Side<'s>,
    pub(super) accepts: &'s Judges<'s>,
    pub(super) rejects: &'s Judges<'s>,
    /// How many bytes are judged yet, so that large schemas have an answer in time.
    pub(super) left: Cell<usize>,
}

/// So many bytes are judged in one direction.
pub(super) const MOST_BYTES: usize = 4_000_000;

/// How well a rejection fits an obstacle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Nothing that is rejected is at the place of any obstacle.
    Elsewhere,
    /// A keyword is broken that the place stands in, as an `anyOf`.
    Around,
    /// The keyword at the place is broken, among others.
    Exact,
    /// It alone is broken.
    Alone,
}

impl Search<'_> {
    /// Whether the one side accepts an instance and the other rejects it, by our interpreter.
    pub(super) fn is_witness(&self, instance: &Json) -> bool {
        let text = text(instance);
        // What surrounds a short text takes its time, too.
        let Some(left) = self.left.get().checked_sub(text.len() + 100) else { return false };
        self.left.set(left);
        self.accepts.accepts(&text) && !self.rejects.accepts(&text)
    }

    /// Whether both validators say so.
    pub(super) fn is_certain(&self, instance: &Json) -> bool {
        self.accepts.agree(instance) == Some(true) && self.rejects.agree(instance) == Some(false)
    }

    /// A witness among some instances, made small.
    pub(super) fn any(&self, instances: Vec<Json>) -> Option<Json> {
        let found = instances.into_iter().filter(|instance| self.is_witness(instance)).take(MOST_SHOWN);
        let certain = found.filter(|instance| self.is_certain(instance)).min_by_key(|instance| text(instance).len())?;
        let small = self.smaller(certain.clone(), |_| true);
        Some(if self.is_certain(&small) { small } else { certain })
    }

    /// A witness for one obstacle: one that is rejected for its sake.
    pub(super) fn of(&self, obstacle: &Obstacle, others: &[Obstacle]) -> Option<Json> {
        let mut found: Vec<(Fit, Json)> = Vec::new();
        let candidates = self.candidates(obstacle);
        // With all members that may be there, an instance misses none that the other side requires for another reason.
        for is_full in [false, true] {
            let (mut left, before) = (MOST, found.len());
            for candidate in &candidates {
                for instance in self.whole(obstacle, candidate.clone(), is_full) {
                    left = left.saturating_sub(1);
                    if self.is_witness(&instance)
                        && let Some(fit) = self.fit(&instance, obstacle, others)
                    {
                        found.push((fit, instance));
                    }
                }
                let good = found.iter().filter(|(fit, _)| *fit == Fit::Alone).count();
                if left == 0 || self.left.get() < 1_000 || good >= 3 || found.len() > before + 40 {
                    break;
                }
            }
            if found.iter().any(|(fit, _)| *fit == Fit::Alone) {
                break;
            }
        }
        found.sort_by_key(|(fit, instance)| (std::cmp::Reverse(*fit), text(instance).len()));
        for (fit, instance) in found.into_iter().take(MOST_SHOWN) {
            if !self.is_certain(&instance) {
                continue;
            }
            let small = self
                .smaller(instance.clone(), |smaller| self.fit(smaller, obstacle, others).is_some_and(|new| new >= fit));
            return Some(if self.is_certain(&small) { small } else { instance });
        }
        None
    }

    /// How an instance's rejection fits the obstacle; nothing where another obstacle explains it.
    fn fit(&self, instance: &Json, obstacle: &Obstacle, others: &[Obstacle]) -> Option<Fit> {
        let ir = &self.rejecting.compiled.ir;
        let text = text(instance);
        let Err(formwork_runtime::Rejection::Invalid(violations)) =
            self.rejecting.compiled.check_all(text.as_bytes(), 50)
        else {
            return None;
        };
        let mut sites = Vec::new();
        collect(&violations, &mut sites);
        let own = ir.show(&obstacle.rejecting_site);
        let is_at = |site: &str, place: &str| site == place || site.starts_with(&format!("{place}/"));
        let outer: Vec<String> = violations.iter().map(Violation::keyword_site).collect();
        let names_member = |violation: &Violation| {
            obstacle.member.as_ref().is_none_or(|name| {
                let escaped = name.replace('~', "~0").replace('/', "~1");
                violation.instance.ends_with(&format!("/{escaped}"))
                    || violation.instance.contains(&format!("/{escaped}/"))
            })
        };
        if violations.iter().any(|violation| is_at(&violation.keyword_site(), &own) && names_member(violation)) {
            return Some(if outer.len() == 1 { Fit::Alone } else { Fit::Exact });
        }
        if sites.iter().any(|site| is_at(site, &own)) && obstacle.member.is_none() {
            return Some(if outer.len() == 1 { Fit::Alone } else { Fit::Exact });
        }
        if sites.iter().any(|site| is_at(&own, site)) {
            return Some(Fit::Around);
        }
        let is_explained = others.iter().any(|other| {
            let place = ir.show(&other.rejecting_site);
            (place != own || other.member != obstacle.member) && sites.iter().any(|site| is_at(site, &place))
        });
        (!is_explained).then_some(Fit::Elsewhere)
    }

    /// Values for the place of the obstacle: those that its keyword suggests, and those that the accepting side accepts.
    fn candidates(&self, obstacle: &Obstacle) -> Vec<Json> {
        let mut found = Vec::new();
        let mut own = Generator::new(self.accepting);
        let known = Known { side: Which::Old, ..obstacle.known.clone() };
        let keyword =
            obstacle.keyword.and_then(|index| self.rejecting.compiled.ir.schema(obstacle.goal).keywords.get(index));
        if let Some(name) = &obstacle.member {
            let mut values = of_each_kind();
            values.extend(own.values_of_member(&known, name, 12));
            for value in values {
                found.extend(own.objects_with(&known, &[(name.clone(), value)]));
            }
        }
        if let Some(keyword) = keyword {
            let (accepting, rejecting) = (self.accepting, self.rejecting);
            found.extend(Hints { accepting, rejecting, known: &known, own: &mut own }.of(&keyword.rule));
        }
        found.extend(own.values(&known, 120));
        let mut theirs = Generator::new(self.rejecting);
        let inner: Vec<SchemaId> = keyword.map(|keyword| keyword.rule.children()).unwrap_or_default();
        for id in inner.into_iter().take(6) {
            found.extend(theirs.values(&Known::new(Which::Old, [id]), 12));
        }
        found.extend(of_each_kind());
        let mut found = distinct(found);
        found.truncate(400);
        found
    }

    /// The whole instances in which a value stands at the obstacle's place.
    fn whole(&self, obstacle: &Obstacle, value: Json, is_full: bool) -> Vec<Json> {
        let mut own = Generator::brief(self.accepting, is_full);
        let mut values = match value.as_object() {
            // The object itself may lack members, too.
            Some(object) if is_full && obstacle.way.is_empty() => {
                let given: Vec<_> = object.iter().map(|(name, member)| (name.to_owned(), member.clone())).collect();
                own.objects_with(&Known { side: Which::Old, ..obstacle.known.clone() }, &given)
            }
            _ => vec![value],
        };
        for (known, step) in obstacle.way.iter().rev() {
            let known = Known { side: Which::Old, ..known.clone() };
            let mut above = Vec::new();
            for value in values {
                above.extend(match step {
                    Step::Member(name) => own.objects_with(&known, &[(name.clone(), value)]),
                    Step::AnyMember(pattern) => {
                        let names = pattern.as_ref().map_or_else(Vec::new, |pattern| of_pattern(pattern, 0));
                        let names = names.into_iter().take(2).chain(["x", "other"].map(str::to_owned));
                        names.flat_map(|name| own.objects_with(&known, &[(name, value.clone())])).collect()
                    }
                    Step::Item(place) => own.arrays_with(&known, *place, &value),
                    Step::Name => match value.as_str() {
                        Some(name) => own.objects_with(&known, &[(name.to_owned(), Json::Null)]),
                        None => Vec::new(),
                    },
                });
            }
            above.truncate(6);
            values = above;
        }
        values
    }

    /// Takes members and items out for as long as a witness is left that `still` is content with.
    fn smaller(&self, mut witness: Json, still: impl Fn(&Json) -> bool) -> Json {
        let mut left = MOST_CUTS;
        'again: loop {
            for smaller in cuts(&witness) {
                if left == 0 {
                    return witness;
                }
                left -= 1;
                if self.is_witness(&smaller) && still(&smaller) {
                    witness = smaller;
                    continue 'again;
                }
            }
            return witness;
        }
    }
}

/// The sites of all keywords that are broken, inside alternatives too.
fn collect(violations: &[Violation], sites: &mut Vec<String>) {
    for violation in violations {
        sites.push(violation.keyword_site());
        violation.alternatives.iter().for_each(|branch| collect(branch, sites));
    }
}

/// The value with one member or item less, anywhere.
fn cuts(value: &Json) -> Vec<Json> {
    let mut found = Vec::new();
    match value {
        Json::Array(items) => {
            for at in 0..items.len() {
                let mut fewer = items.clone();
                fewer.remove(at);
                found.push(Json::Array(fewer));
            }
            for (at, item) in items.iter().enumerate() {
                found.extend(cuts(item).into_iter().map(|smaller| {
                    let mut changed = items.clone();
                    if let Some(place) = changed.get_mut(at) {
                        *place = smaller;
                    }
                    Json::Array(changed)
                }));
            }
        }
        Json::Object(object) => {
            let names: Vec<&str> = object.iter().map(|(name, _)| name).collect();
            for name in &names {
                let mut fewer = object.clone();
                fewer.remove(name);
                found.push(Json::Object(fewer));
            }
            for (name, member) in object.iter() {
                found.extend(cuts(member).into_iter().map(|smaller| {
                    let mut changed: Object = object.clone();
                    changed.insert(name.to_owned(), smaller);
                    Json::Object(changed)
                }));
            }
        }
        _ => {}
    }
    found
}
