//! The search for instances that one side accepts and the other rejects.

use formwork_runtime::{Json, Object, Violation};

use super::change::{Known, Obstacle, Step, Which};
use super::instances::{Generator, around, demand_of, distinct, of_each_kind, of_pattern, variants};
use super::{Judges, Side};
use crate::ir::{Rule, SchemaId};

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
}

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

impl<'s> Search<'s> {
    fn side(&self, is_accepting: bool) -> Side<'s> {
        if is_accepting { self.accepting } else { self.rejecting }
    }

    /// Whether the one side accepts an instance and the other rejects it, by our interpreter.
    pub(super) fn is_witness(&self, instance: &Json) -> bool {
        let text = text(instance);
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
        let mut left = MOST;
        for candidate in self.candidates(obstacle) {
            for instance in self.whole(obstacle, candidate) {
                left = left.saturating_sub(1);
                if self.is_witness(&instance)
                    && let Some(fit) = self.fit(&instance, obstacle, others)
                {
                    found.push((fit, instance));
                }
            }
            let good = found.iter().filter(|(fit, _)| *fit == Fit::Alone).count();
            if left == 0 || good >= 3 || found.len() > 40 {
                break;
            }
        }
        found.sort_by_key(|(fit, instance)| (std::cmp::Reverse(*fit), text(instance).len()));
        for (fit, instance) in found.into_iter().take(MOST_SHOWN) {
            if !self.is_certain(&instance) {
                continue;
            }
            let small = self.smaller(instance.clone(), |smaller| {
                self.fit(smaller, obstacle, others).is_some_and(|new| new >= fit)
            });
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
                violation.instance.ends_with(&format!("/{escaped}")) || violation.instance.contains(&format!("/{escaped}/"))
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
        let keyword = obstacle.keyword.and_then(|index| self.rejecting.compiled.ir.schema(obstacle.goal).keywords.get(index));
        if let Some(name) = &obstacle.member {
            let mut values = of_each_kind();
            values.extend(own.values_of_member(&known, name, 12));
            for value in values {
                found.extend(own.objects_with(&known, &[(name.clone(), value)]));
            }
        }
        if let Some(keyword) = keyword {
            found.extend(self.hints(&keyword.rule, &known, &mut own));
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

    /// Values at the edge of what a keyword rejects.
    fn hints(&self, rule: &Rule, known: &Known, own: &mut Generator<'s>) -> Vec<Json> {
        let texts = |lengths: &[u64]| {
            let text = |length: &u64| Json::from("a".repeat(usize::try_from(*length.min(&5_000)).unwrap_or(0)));
            lengths.iter().map(text).collect::<Vec<_>>()
        };
        match rule {
            Rule::Minimum(bound) | Rule::ExclusiveMinimum(bound) | Rule::Maximum(bound) | Rule::ExclusiveMaximum(bound) => {
                around(bound).into_iter().map(Json::Number).collect()
            }
            Rule::MultipleOf(divisor) => around(divisor).into_iter().map(Json::Number).collect(),
            Rule::MinLength(count) => {
                let mut found = texts(&[count.saturating_sub(1)]);
                found.extend(self.strings(known, own));
                found
            }
            Rule::MaxLength(count) => texts(&[count.saturating_add(1)]),
            Rule::Pattern(source) => {
                // What the old pattern matches with one character more, less or another one.
                let mut found = Vec::new();
                for text in of_pattern(source, 0).into_iter().take(12) {
                    found.extend(changed(&text));
                }
                found.into_iter().map(Json::from).collect()
            }
            Rule::Values(values) => values.iter().filter_map(Json::as_str).flat_map(changed).map(Json::from).collect(),
            Rule::UniqueItems => {
                let mut found = vec![Json::Array(vec![Json::Null, Json::Null])];
                for value in own.values(known, 40) {
                    if let Some([first, ..]) = value.as_array() {
                        found.push(Json::Array(vec![first.clone(), first.clone()]));
                    }
                }
                found.extend(own.values_of_item(known, 0, 6).into_iter().map(|item| Json::Array(vec![item.clone(), item])));
                found
            }
            Rule::MinItems(count) => lengths(known, own, &[count.saturating_sub(1)]),
            Rule::MaxItems(count) => lengths(known, own, &[count.saturating_add(1)]),
            Rule::Contains(contains) => {
                let most = contains.max.map_or(contains.min, |most| most + 1);
                let mut found = lengths(known, own, &[contains.min.saturating_sub(1), most, most + 1]);
                let mut theirs = Generator::new(self.rejecting);
                for item in theirs.values(&Known::new(Which::Old, [contains.schema]), 4) {
                    for count in [contains.min.saturating_sub(1), most] {
                        let count = usize::try_from(count.min(30)).unwrap_or(0);
                        found.push(Json::Array(vec![item.clone(); count]));
                    }
                }
                found
            }
            Rule::MaxProperties(count) => {
                let name = |n: u64| (format!("m{n}"), Json::Null);
                let members: Vec<_> = (0..count.saturating_add(1).min(60)).map(name).collect();
                own.objects_with(known, &members)
            }
            Rule::DependentRequired(list) => list
                .iter()
                .flat_map(|(name, _)| {
                    let mut values = own.values_of_member(known, name, 2);
                    values.push(Json::Null);
                    values.into_iter().flat_map(|value| own.objects_with(known, &[(name.clone(), value)])).collect::<Vec<_>>()
                })
                .collect(),
            Rule::DependentSchemas(list) => {
                let mut found = Vec::new();
                for (name, _) in list {
                    let mut values = own.values_of_member(known, name, 3);
                    values.push(Json::Null);
                    for value in values {
                        found.extend(own.objects_with(known, &[(name.clone(), value)]));
                    }
                }
                found
            }
            Rule::PropertyNames(id) => {
                let mut theirs = Generator::new(self.rejecting);
                let names = theirs.values(&Known::new(Which::Old, [*id]), 8);
                let mut names: Vec<String> = names.iter().filter_map(Json::as_str).flat_map(changed).collect();
                names.extend(["x", "X", "a b", "", "0"].map(str::to_owned));
                names.into_iter().flat_map(|name| own.objects_with(known, &[(name, Json::Null)])).collect()
            }
            Rule::Members(group) => {
                let mut found = Vec::new();
                let ours = variants(&self.accepting.compiled.ir, &known.schemas).into_iter().next().unwrap_or_default();
                let patterns = demand_of(&self.accepting.compiled.ir, &ours, known.kinds).patterns_of_members();
                let sources = group.patterns.iter().map(|(source, _)| source.clone()).chain(patterns);
                let names = sources.flat_map(|source| of_pattern(&source, 0).into_iter().take(3));
                for name in names.chain(["x", "X", "0"].map(str::to_owned)) {
                    let mut values = own.values_of_member(known, &name, 6);
                    values.extend(of_each_kind());
                    for value in values {
                        found.extend(own.objects_with(known, &[(name.clone(), value)]).into_iter().take(2));
                    }
                }
                found
            }
            Rule::Items(items) => {
                let place = items.prefix.len();
                let mut found = Vec::new();
                for place in 0..=place.min(6) {
                    let mut values = of_each_kind();
                    values.extend(own.values_of_item(known, place, 6));
                    for value in values {
                        found.extend(own.arrays_with(known, place, &value).into_iter().take(2));
                    }
                }
                found
            }
            Rule::If { condition, then, otherwise } => {
                let mut theirs = Generator::new(self.rejecting);
                let mut found = theirs.values(&Known::new(Which::Old, [*condition]), 20);
                for id in then.iter().chain(otherwise) {
                    found.extend(theirs.values(&Known::new(Which::Old, [*id]), 10));
                }
                found.extend(self.merged(known, own, &found));
                found
            }
            Rule::Not(id) => {
                let mut theirs = Generator::new(self.rejecting);
                let found = theirs.values(&Known::new(Which::Old, [*id]), 20);
                let mut merged = self.merged(known, own, &found);
                merged.extend(found);
                merged
            }
            Rule::OneOf(list) | Rule::AnyOf(list) => {
                // What two branches accept at once, and what each of them does.
                let mut theirs = Generator::new(self.rejecting);
                let mut found = Vec::new();
                for (at, one) in list.iter().enumerate().take(6) {
                    for other in list.iter().skip(at + 1).take(6) {
                        found.extend(theirs.values(&Known::new(Which::Old, [*one, *other]), 8));
                    }
                    found.extend(theirs.values(&Known::new(Which::Old, [*one]), 8));
                }
                let mut merged = self.merged(known, own, &found);
                merged.extend(found);
                merged
            }
            _ => Vec::new(),
        }
    }

    fn strings(&self, known: &Known, own: &mut Generator<'s>) -> Vec<Json> {
        let _ = self;
        own.values(known, 20).into_iter().filter(|value| value.as_str().is_some()).collect()
    }

    /// Values of the accepting side with the members that values of the other side have.
    fn merged(&self, known: &Known, own: &mut Generator<'s>, theirs: &[Json]) -> Vec<Json> {
        let _ = self;
        let mut found = Vec::new();
        for value in theirs.iter().filter_map(Json::as_object).take(12) {
            let given: Vec<(String, Json)> = value.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
            found.extend(own.objects_with(known, &given).into_iter().take(3));
        }
        found
    }

    /// The whole instances in which a value stands at the obstacle's place.
    fn whole(&self, obstacle: &Obstacle, value: Json) -> Vec<Json> {
        let mut values = vec![value];
        let mut own = Generator::new(self.side(true));
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

fn lengths(known: &Known, own: &mut Generator<'_>, lengths: &[u64]) -> Vec<Json> {
    let mut found = Vec::new();
    for length in lengths {
        found.extend(own.arrays_of(known, *length));
    }
    found
}

/// A text with small changes.
fn changed(text: &str) -> Vec<String> {
    let mut found = vec![format!("{text}x"), format!("{text}0"), format!("x{text}"), text.to_uppercase(), text.to_lowercase()];
    let mut shorter = text.to_owned();
    if shorter.pop().is_some() {
        found.push(shorter);
    }
    found.push(text.chars().skip(1).collect());
    found.push(String::new());
    found
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
