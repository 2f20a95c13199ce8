//! Schemas, and parts of them, that accept nothing although nobody has written `false`.

use formwork_runtime::{Json, Kinds, Number};

use super::subject::{Found, Subject};
use crate::analysis;
use crate::ir::{Ir, Items, Keyword, Members, Rule, SchemaId, Site};

pub(super) fn found(subject: &Subject<'_>) -> Vec<Found> {
    let known = Known::of(subject.normal());
    let mut found = Vec::new();
    for id in (0..subject.normal().schemas.len()).filter_map(|at| u32::try_from(at).ok()).map(SchemaId) {
        let keywords = &subject.normal().schema(id).keywords;
        for clash in clashes(keywords) {
            found.extend(clash.told(subject));
        }
        found.extend(forbidden(subject, &known, keywords));
        found.extend(kinds(subject, id, keywords));
        found.extend(values(subject, id));
    }
    found.extend(dead_branches(subject, &known));
    found
}

/// Which kinds of values each schema can accept at all, bounds and members taken into account.
pub(super) struct Known {
    kinds: Vec<Kinds>,
}

/// So many rounds are made at most: each only takes away what is known not to be there.
const ROUNDS: usize = 16;

impl Known {
    pub(super) fn of(ir: &Ir) -> Self {
        let ids = (0..ir.schemas.len()).filter_map(|at| u32::try_from(at).ok()).map(SchemaId);
        let mut known = Self { kinds: ids.clone().map(|id| analysis::possible(ir, id)).collect() };
        for _ in 0..ROUNDS {
            let mut has_changed = false;
            for id in ids.clone() {
                let kinds = known.possible(id).intersection(known.of_keywords(&ir.schema(id).keywords));
                if let Some(slot) = known.kinds.get_mut(id.0 as usize)
                    && *slot != kinds
                {
                    *slot = kinds;
                    has_changed = true;
                }
            }
            if !has_changed {
                break;
            }
        }
        known
    }

    pub(super) fn possible(&self, id: SchemaId) -> Kinds {
        self.kinds.get(id.0 as usize).copied().unwrap_or(Kinds::ALL)
    }

    pub(super) fn is_empty(&self, id: SchemaId) -> bool {
        self.possible(id).is_empty()
    }

    fn of_keywords(&self, keywords: &[Keyword]) -> Kinds {
        let mut kinds = Kinds::ALL;
        for clash in clashes(keywords) {
            kinds = kinds.intersection(clash.kinds.complement_in(Kinds::ALL));
        }
        for keyword in keywords {
            let without = |gone: Kinds| gone.complement_in(Kinds::ALL);
            kinds = kinds.intersection(match &keyword.rule {
                Rule::Ref(id) => self.possible(*id),
                Rule::AllOf(list) => list.iter().fold(Kinds::ALL, |all, id| all.intersection(self.possible(*id))),
                Rule::AnyOf(list) | Rule::OneOf(list) => {
                    list.iter().fold(Kinds::NONE, |all, id| all.union(self.possible(*id)))
                }
                Rule::Required(names) if names.iter().any(|name| self.is_forbidden(name, keywords)) => {
                    without(Kinds::OBJECT)
                }
                Rule::MinItems(least) if self.most_items(keywords).is_some_and(|most| most < *least) => {
                    without(Kinds::ARRAY)
                }
                Rule::Contains(contains) if contains.min > 0 && self.is_empty(contains.schema) => without(Kinds::ARRAY),
                _ => Kinds::ALL,
            });
        }
        kinds
    }

    /// Whether no value may stand in a member.
    fn is_forbidden(&self, name: &str, keywords: &[Keyword]) -> bool {
        keywords.iter().any(|keyword| match &keyword.rule {
            Rule::Members(members) => schema_of(members, name).is_some_and(|id| self.is_empty(id)),
            Rule::PropertyNames(names) => !self.possible(*names).contains(Kinds::STRING),
            _ => false,
        })
    }

    /// The most items that an array may have, as those behind them can be nothing.
    fn most_items(&self, keywords: &[Keyword]) -> Option<u64> {
        let of = |items: &Items| {
            let closed = items.prefix.iter().position(|id| self.is_empty(*id));
            let rest = items.rest.filter(|rest| self.is_empty(*rest)).map(|_| items.prefix.len());
            closed.or(rest)
        };
        let most =
            keywords.iter().filter_map(|keyword| if let Rule::Items(items) = &keyword.rule { of(items) } else { None });
        most.min().and_then(|most| u64::try_from(most).ok())
    }
}

/// The schema that `properties` or, without any pattern, `additionalProperties` has for a member.
fn schema_of(members: &Members, name: &str) -> Option<SchemaId> {
    let named = members.named.iter().find(|(known, _)| known == name).map(|(_, id)| *id);
    named.or_else(|| members.rest.filter(|_| members.patterns.is_empty()))
}

/// Two keywords that no value of some kinds can meet both.
struct Clash<'s> {
    kinds: Kinds,
    first: &'s Site,
    second: &'s Site,
    message: String,
}

impl Clash<'_> {
    fn told(&self, subject: &Subject<'_>) -> Option<Found> {
        let (at, other) =
            if subject.place(self.second).is_some() { (self.second, self.first) } else { (self.first, self.second) };
        let place = subject.place(at)?;
        let mut found = Found::new("lint::contradiction", self.message.clone(), place);
        if parent(at) != parent(other) {
            found = found.note(format!("the other one stands at {}", subject.written().show(other)));
        }
        Some(found)
    }
}

fn parent(site: &Site) -> &str {
    site.pointer.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// The bounds that contradict each other.
fn clashes(keywords: &[Keyword]) -> Vec<Clash<'_>> {
    let mut clashes = Vec::new();
    for (low, low_site) in keywords.iter().filter_map(|keyword| Some((lower(&keyword.rule)?, &keyword.site))) {
        for (high, high_site) in keywords.iter().filter_map(|keyword| Some((upper(&keyword.rule)?, &keyword.site))) {
            let gone = match (&low, &high) {
                (Bound::Number(a, a_open), Bound::Number(b, b_open)) => match a.as_number().compare(b.as_number()) {
                    std::cmp::Ordering::Greater => true,
                    std::cmp::Ordering::Equal => *a_open || *b_open,
                    std::cmp::Ordering::Less => false,
                },
                (Bound::Count(a, of), Bound::Count(b, others)) => of == others && a > b,
                _ => false,
            };
            if gone {
                let (kinds, what) = low.about();
                let message = format!("no {what} meets both this and `{}`", name(low_site));
                clashes.push(Clash { kinds, first: low_site, second: high_site, message });
            }
        }
    }
    clashes
}

fn name(site: &Site) -> &str {
    site.pointer.rsplit('/').next().unwrap_or_default()
}

/// A bound: of numbers, perhaps without the bound itself, or of how many of something there are.
enum Bound<'r> {
    Number(&'r Number, bool),
    Count(u64, Kinds),
}

impl Bound<'_> {
    fn about(&self) -> (Kinds, &'static str) {
        match self {
            Self::Number(..) => (Kinds::NUMBER, "number"),
            Self::Count(_, Kinds::STRING) => (Kinds::STRING, "string"),
            Self::Count(_, Kinds::ARRAY) => (Kinds::ARRAY, "array"),
            Self::Count(..) => (Kinds::OBJECT, "object"),
        }
    }
}

fn lower(rule: &Rule) -> Option<Bound<'_>> {
    Some(match rule {
        Rule::Minimum(number) => Bound::Number(number, false),
        Rule::ExclusiveMinimum(number) => Bound::Number(number, true),
        Rule::MinLength(least) => Bound::Count(*least, Kinds::STRING),
        Rule::MinItems(least) => Bound::Count(*least, Kinds::ARRAY),
        Rule::MinProperties(least) => Bound::Count(*least, Kinds::OBJECT),
        Rule::Required(names) => Bound::Count(u64::try_from(names.len()).ok()?, Kinds::OBJECT),
        _ => return None,
    })
}

fn upper(rule: &Rule) -> Option<Bound<'_>> {
    Some(match rule {
        Rule::Maximum(number) => Bound::Number(number, false),
        Rule::ExclusiveMaximum(number) => Bound::Number(number, true),
        Rule::MaxLength(most) => Bound::Count(*most, Kinds::STRING),
        Rule::MaxItems(most) => Bound::Count(*most, Kinds::ARRAY),
        Rule::MaxProperties(most) => Bound::Count(*most, Kinds::OBJECT),
        _ => return None,
    })
}

/// Members that have to be there and may not.
fn forbidden(subject: &Subject<'_>, known: &Known, keywords: &[Keyword]) -> Vec<Found> {
    let mut found = Vec::new();
    for keyword in keywords {
        let Rule::Required(names) = &keyword.rule else { continue };
        for name in names.iter().filter(|name| known.is_forbidden(name, keywords)) {
            let Some(place) = subject.place(&keyword.site) else { continue };
            let message = format!("the member {name:?} has to be there, but no value is allowed in it");
            found.push(Found::new("lint::required-forbidden", message, place));
        }
    }
    found
}

/// Keywords of one schema that speak of different kinds, so that no value is of any.
fn kinds(subject: &Subject<'_>, id: SchemaId, keywords: &[Keyword]) -> Option<Found> {
    let ir = subject.normal();
    let mut left = (Kinds::ALL, None::<&Keyword>);
    for keyword in keywords {
        let of = match &keyword.rule {
            Rule::Kinds(kinds) => *kinds,
            Rule::Values(values) => values.iter().map(kind).fold(Kinds::NONE, Kinds::union),
            Rule::Ref(id) => analysis::possible(ir, *id),
            Rule::AnyOf(list) | Rule::OneOf(list) => {
                list.iter().map(|id| analysis::possible(ir, *id)).fold(Kinds::NONE, Kinds::union)
            }
            _ => continue,
        };
        let both = left.0.intersection(of);
        if both.is_empty() && !of.is_empty() && !left.0.is_empty() {
            let other = left.1?;
            let place = subject.place(&keyword.site).or_else(|| subject.place(&other.site))?;
            let message = "no value at all is accepted: this and another keyword are about different types";
            let note = format!("the other one stands at {}", subject.written().show(&other.site));
            return Some(Found::new("lint::unsatisfiable", message, place).note(note)).filter(|_| id.0 < u32::MAX);
        }
        if both != left.0 {
            left = (both, Some(keyword));
        }
    }
    None
}

fn kind(value: &Json) -> Kinds {
    match value {
        Json::Number(number) if number.is_integer() => Kinds::INTEGER,
        other => Kinds::of(other.kind()),
    }
}

/// Values that are listed, and that another keyword of the same schema refuses.
fn values(subject: &Subject<'_>, id: SchemaId) -> Vec<Found> {
    let written = subject.written();
    let Some(schema) = written.schemas.get(id.0 as usize) else { return Vec::new() };
    let mut found = Vec::new();
    for keyword in schema.keywords.iter().filter(|keyword| parent(&keyword.site) == schema.site.pointer) {
        let Rule::Values(values) = &keyword.rule else { continue };
        let refused: Vec<usize> = (0..values.len())
            .filter(|at| values.get(*at).and_then(|value| subject.accepts(id, value)) == Some(false))
            .collect();
        if refused.is_empty() {
            continue;
        }
        if refused.len() == values.len() {
            let Some(place) = subject.place(&keyword.site) else { continue };
            let message = "no value at all is accepted: what is listed is refused by what stands beside it";
            found.push(Found::new("lint::unsatisfiable", message, place));
            continue;
        }
        // A value that stands twice moves those behind it: then the keyword is meant.
        let site = |at: usize| {
            let item = keyword.site.child(&at.to_string());
            let node = subject.tree.follow(crate::front::tree::Tree::ROOT, &item.pointer)?;
            (subject.tree.json(node).as_ref() == values.get(at)).then_some(item)
        };
        for at in refused {
            let Some(place) = subject.place(&site(at).unwrap_or_else(|| keyword.site.clone())) else { continue };
            let message = "this value is listed, but a keyword beside the list refuses it";
            found.push(Found::new("lint::dead-value", message, place));
        }
    }
    found
}

/// Alternatives that no value can be of.
fn dead_branches(subject: &Subject<'_>, known: &Known) -> Vec<Found> {
    let mut found = Vec::new();
    let ir = subject.normal();
    for schema in &ir.schemas {
        let around = known.own_kinds(&schema.keywords);
        for keyword in &schema.keywords {
            let (Rule::AnyOf(list) | Rule::OneOf(list)) = &keyword.rule else { continue };
            for (at, branch) in list.iter().enumerate() {
                let kinds = known.possible(*branch);
                if kinds.is_empty() || !kinds.is_disjoint(around) || around.is_empty() {
                    continue;
                }
                let Some(place) = subject.place(&keyword.site.child(&at.to_string())) else { continue };
                let names = |kinds: Kinds| kinds.names().collect::<Vec<_>>().join(" or ");
                let message = format!(
                    "no value can be of this alternative: it is for {}, and the schema that it stands in for {}",
                    names(kinds),
                    names(around)
                );
                found.push(Found::new("lint::dead-branch", message, place));
            }
        }
    }
    found
}

impl Known {
    /// The kinds that a schema is for, its alternatives aside.
    fn own_kinds(&self, keywords: &[Keyword]) -> Kinds {
        keywords.iter().fold(Kinds::ALL, |kinds, keyword| match &keyword.rule {
            Rule::Kinds(of) => kinds.intersection(*of),
            Rule::Values(values) => kinds.intersection(values.iter().map(kind).fold(Kinds::NONE, Kinds::union)),
            Rule::Ref(id) => kinds.intersection(self.possible(*id)),
            _ => kinds,
        })
    }
}
