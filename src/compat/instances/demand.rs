//! What a value has to be, all keywords taken together.

use formwork_runtime::{Json, Kind, Kinds, Number};

use crate::analysis;
use crate::compat::automata::texts_of;
use crate::ir::{Contains, Ir, Items, Members, Rule, SchemaId};

/// So many alternatives are tried.
const MOST_VARIANTS: usize = 12;

/// What all keywords of some schemas demand.
pub(in crate::compat) struct Demand<'s> {
    pub(super) kinds: Kinds,
    pub(super) values: Option<Vec<Json>>,
    pub(super) lower: Vec<&'s Number>,
    pub(super) upper: Vec<&'s Number>,
    pub(super) divisors: Vec<&'s Number>,
    pub(super) min_length: u64,
    pub(super) max_length: Option<u64>,
    pub(super) patterns: Vec<&'s str>,
    pub(super) formats: Vec<&'s str>,
    pub(super) items: Vec<&'s Items>,
    pub(super) min_items: u64,
    pub(super) max_items: Option<u64>,
    pub(super) unique: bool,
    pub(super) contains: Vec<&'s Contains>,
    pub(super) members: Vec<&'s Members>,
    pub(super) unevaluated: Vec<SchemaId>,
    pub(super) names: Vec<SchemaId>,
    pub(super) required: Vec<&'s str>,
    pub(super) dependent: Vec<&'s (String, Vec<String>)>,
    pub(super) min_members: u64,
    pub(super) max_members: Option<u64>,
    pub(super) is_secret: bool,
}

impl<'s> Demand<'s> {
    pub(in crate::compat) fn of(ir: &'s Ir, schemas: &[SchemaId], kinds: Kinds) -> Self {
        let mut demand = Self {
            kinds,
            values: None,
            lower: Vec::new(),
            upper: Vec::new(),
            divisors: Vec::new(),
            min_length: 0,
            max_length: None,
            patterns: Vec::new(),
            formats: Vec::new(),
            items: Vec::new(),
            min_items: 0,
            max_items: None,
            unique: false,
            contains: Vec::new(),
            members: Vec::new(),
            unevaluated: Vec::new(),
            names: Vec::new(),
            required: Vec::new(),
            dependent: Vec::new(),
            min_members: 0,
            max_members: None,
            is_secret: false,
        };
        for id in flat(ir, schemas) {
            demand.kinds = demand.kinds.intersection(analysis::possible(ir, id));
            demand.is_secret |= ir.schema(id).annotations.secret;
            for keyword in &ir.schema(id).keywords {
                demand.take(&keyword.rule);
            }
        }
        demand
    }

    fn take(&mut self, rule: &'s Rule) {
        let least = |known: &mut u64, new: u64| *known = (*known).max(new);
        let most = |known: &mut Option<u64>, new: u64| *known = Some(known.map_or(new, |known| known.min(new)));
        match rule {
            Rule::Never => self.kinds = Kinds::NONE,
            Rule::Values(values) => {
                let left = self.values.take().unwrap_or_else(|| values.clone());
                self.values = Some(left.into_iter().filter(|value| values.contains(value)).collect());
            }
            Rule::Minimum(bound) | Rule::ExclusiveMinimum(bound) => self.lower.push(bound),
            Rule::Maximum(bound) | Rule::ExclusiveMaximum(bound) => self.upper.push(bound),
            Rule::MultipleOf(divisor) => self.divisors.push(divisor),
            Rule::MinLength(count) => least(&mut self.min_length, *count),
            Rule::MaxLength(count) => most(&mut self.max_length, *count),
            Rule::Pattern(source) => self.patterns.push(source),
            Rule::Format(format) => self.formats.push(format),
            Rule::Items(items) => self.items.push(items),
            Rule::MinItems(count) => least(&mut self.min_items, *count),
            Rule::MaxItems(count) => most(&mut self.max_items, *count),
            Rule::UniqueItems => self.unique = true,
            Rule::Contains(contains) => self.contains.push(contains),
            Rule::Members(members) => self.members.push(members),
            Rule::PropertyNames(id) => self.names.push(*id),
            Rule::Required(names) => self.required.extend(names.iter().map(String::as_str)),
            Rule::MinProperties(count) => least(&mut self.min_members, *count),
            Rule::MaxProperties(count) => most(&mut self.max_members, *count),
            Rule::DependentRequired(list) => self.dependent.extend(list),
            Rule::UnevaluatedProperties(id) => self.unevaluated.push(*id),
            _ => {}
        }
    }

    /// The patterns of members.
    pub(in crate::compat) fn patterns_of_members(&self) -> Vec<String> {
        self.members.iter().flat_map(|group| &group.patterns).map(|(source, _)| source.clone()).collect()
    }

    /// What of strings is demanded, as far as an automaton can be made of it.
    pub(in crate::compat) fn of_texts(&self) -> Vec<String> {
        let patterns = self.patterns.iter().map(|source| Rule::Pattern((*source).to_owned()));
        let lengths = self.max_length.map(Rule::MaxLength).into_iter().chain([Rule::MinLength(self.min_length)]);
        patterns.chain(lengths).filter_map(|rule| texts_of(&rule)).collect()
    }

    /// The kind that the keywords are about.
    pub(super) fn prefers(&self) -> Kind {
        if !self.items.is_empty() || self.min_items > 0 || !self.contains.is_empty() || self.unique {
            Kind::Array
        } else if !self.lower.is_empty() || !self.upper.is_empty() || !self.divisors.is_empty() {
            Kind::Number
        } else if !self.names.is_empty() || self.min_members > 0 || !self.dependent.is_empty() {
            Kind::Object
        } else {
            Kind::String
        }
    }
}

/// The schemas, and those that hold with them without a condition.
fn flat(ir: &Ir, schemas: &[SchemaId]) -> Vec<SchemaId> {
    let mut found = Vec::new();
    let mut pending: Vec<SchemaId> = schemas.iter().rev().copied().collect();
    while let Some(id) = pending.pop() {
        if found.contains(&id) {
            continue;
        }
        found.push(id);
        for keyword in &ir.schema(id).keywords {
            match &keyword.rule {
                Rule::Ref(target) => pending.push(*target),
                Rule::AllOf(list) => pending.extend(list.iter().rev()),
                _ => {}
            }
        }
    }
    found
}

/// The schemas with one alternative of each union, in several ways.
pub(in crate::compat) fn variants(ir: &Ir, schemas: &[SchemaId]) -> Vec<Vec<SchemaId>> {
    let mut done: Vec<Vec<SchemaId>> = Vec::new();
    let mut pending: Vec<(Vec<SchemaId>, Vec<*const Rule>)> = vec![(schemas.to_vec(), Vec::new())];
    while let Some((schemas, chosen)) = pending.pop() {
        if done.len() + pending.len() >= MOST_VARIANTS {
            done.push(schemas);
            continue;
        }
        let next = flat(ir, &schemas).into_iter().find_map(|id| {
            ir.schema(id).keywords.iter().map(|keyword| &keyword.rule).find(|rule| {
                let is_union =
                    matches!(rule, Rule::AnyOf(_) | Rule::OneOf(_) | Rule::If { .. } | Rule::DependentSchemas(_));
                is_union && !chosen.contains(&std::ptr::from_ref(*rule))
            })
        });
        let Some(rule) = next else {
            done.push(schemas);
            continue;
        };
        let mut chosen = chosen;
        chosen.push(std::ptr::from_ref(rule));
        let mut choose = |more: &[SchemaId]| {
            let all = schemas.iter().chain(more).copied().collect();
            pending.push((all, chosen.clone()));
        };
        // The last one that is put in is the first that is taken out.
        match rule {
            Rule::AnyOf(list) | Rule::OneOf(list) => list.iter().rev().for_each(|id| choose(&[*id])),
            Rule::If { condition, then, otherwise } => {
                choose(&otherwise.iter().copied().collect::<Vec<_>>());
                choose(&std::iter::once(*condition).chain(*then).collect::<Vec<_>>());
            }
            Rule::DependentSchemas(list) => {
                choose(&list.iter().map(|(_, id)| *id).collect::<Vec<_>>());
                choose(&[]);
            }
            _ => {}
        }
    }
    done
}
