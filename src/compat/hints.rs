//! Values at the edge of what a keyword rejects: where a witness is most likely.

use formwork_runtime::Json;

use super::Side;
use super::automata::{Automata, Inclusion, texts_of};
use super::change::{Known, Which};
use super::instances::{Generator, around, demand_of, of_each_kind, of_pattern, variants};
use crate::front::pattern::expression;
use crate::ir::{Contains, Items, Members, Rule, SchemaId};

/// What values are made with.
pub(super) struct Hints<'h, 's> {
    pub(super) accepting: Side<'s>,
    pub(super) rejecting: Side<'s>,
    /// What the accepting side is known to say of the value.
    pub(super) known: &'h Known,
    pub(super) own: &'h mut Generator<'s>,
}

impl Hints<'_, '_> {
    /// Values that the keyword suggests, which are yet to be judged.
    pub(super) fn of(&mut self, rule: &Rule) -> Vec<Json> {
        match rule {
            Rule::Minimum(bound)
            | Rule::ExclusiveMinimum(bound)
            | Rule::Maximum(bound)
            | Rule::ExclusiveMaximum(bound)
            | Rule::MultipleOf(bound) => around(bound).into_iter().map(Json::Number).collect(),
            Rule::MinLength(count) => {
                self.lacking(rule).map(Json::from).into_iter().chain([repeated(count.saturating_sub(1))]).collect()
            }
            Rule::MaxLength(count) => {
                self.lacking(rule).map(Json::from).into_iter().chain([repeated(count.saturating_add(1))]).collect()
            }
            Rule::Pattern(source) => {
                let texts = of_pattern(source, 0).into_iter().take(12).flat_map(|text| changed(&text));
                self.lacking(rule).into_iter().chain(texts).map(Json::from).collect()
            }
            Rule::Values(values) => {
                let texts = values.iter().filter_map(Json::as_str).flat_map(changed);
                self.lacking(rule).into_iter().chain(texts).map(Json::from).collect()
            }
            Rule::UniqueItems => self.repeated_items(),
            Rule::MinItems(count) => self.own.arrays_of(self.known, count.saturating_sub(1)),
            Rule::MaxItems(count) => self.own.arrays_of(self.known, count.saturating_add(1)),
            Rule::Contains(contains) => self.contains(contains),
            Rule::MaxProperties(count) => {
                let names = (0..count.saturating_add(1).min(60)).map(|n| (format!("m{n}"), Json::Null));
                self.own.objects_with(self.known, &names.collect::<Vec<_>>())
            }
            Rule::DependentRequired(list) => self.with_each(list.iter().map(|(name, _)| name)),
            Rule::DependentSchemas(list) => self.with_each(list.iter().map(|(name, _)| name)),
            Rule::PropertyNames(id) => {
                let mut names: Vec<String> =
                    self.theirs(&[*id], 8).iter().filter_map(Json::as_str).flat_map(changed).collect();
                names.extend(["x", "X", "a b", "", "0"].map(str::to_owned));
                names.into_iter().flat_map(|name| self.own.objects_with(self.known, &[(name, Json::Null)])).collect()
            }
            Rule::Members(group) => self.members(group),
            Rule::Items(items) => self.items(items),
            Rule::If { condition, then, otherwise } => {
                let mut found = self.theirs(&[*condition], 20);
                for id in then.iter().chain(otherwise) {
                    found.extend(self.theirs(&[*id], 10));
                }
                self.merged(found)
            }
            Rule::Not(id) => {
                let found = self.theirs(&[*id], 20);
                self.merged(found)
            }
            Rule::OneOf(list) | Rule::AnyOf(list) => {
                // What two branches accept at once, and what each of them does.
                let mut found = Vec::new();
                for (at, one) in list.iter().enumerate().take(6) {
                    for other in list.iter().skip(at + 1).take(6) {
                        found.extend(self.theirs(&[*one, *other], 8));
                    }
                    found.extend(self.theirs(&[*one], 8));
                }
                self.merged(found)
            }
            _ => Vec::new(),
        }
    }

    /// A text that the accepting side lets through and the rule does not, by their automata.
    fn lacking(&self, rule: &Rule) -> Option<String> {
        let ir = &self.accepting.compiled.ir;
        let ours = variants(ir, &self.known.schemas).into_iter().next().unwrap_or_default();
        let narrow = demand_of(ir, &ours, self.known.kinds).of_texts();
        match Automata::default().includes(&narrow, &texts_of(rule)?) {
            Inclusion::Lacks(text) => Some(text),
            _ => None,
        }
    }

    /// Values that schemas of the rejecting side accept.
    fn theirs(&self, schemas: &[SchemaId], most: usize) -> Vec<Json> {
        Generator::new(self.rejecting).values(&Known::new(Which::Old, schemas.iter().copied()), most)
    }

    fn repeated_items(&mut self) -> Vec<Json> {
        let mut items = vec![Json::Null];
        items.extend(self.own.values(self.known, 40).iter().filter_map(|value| value.as_array()?.first().cloned()));
        items.extend(self.own.values_of_item(self.known, 0, 6));
        items.into_iter().map(|item| Json::Array(vec![item.clone(), item])).collect()
    }

    fn contains(&mut self, contains: &Contains) -> Vec<Json> {
        let most = contains.max.map_or(contains.min, |most| most.saturating_add(1));
        let counts = [contains.min.saturating_sub(1), most, most.saturating_add(1)];
        let mut found: Vec<Json> = counts.iter().flat_map(|count| self.own.arrays_of(self.known, *count)).collect();
        for item in self.theirs(&[contains.schema], 4) {
            for count in counts {
                let count = usize::try_from(count.min(30)).unwrap_or(0);
                found.push(Json::Array(vec![item.clone(); count]));
            }
        }
        found
    }

    /// Objects with one of these members after the other.
    fn with_each<'n>(&mut self, names: impl Iterator<Item = &'n String>) -> Vec<Json> {
        let mut found = Vec::new();
        for name in names {
            let mut values = self.own.values_of_member(self.known, name, 3);
            values.push(Json::Null);
            for value in values {
                found.extend(self.own.objects_with(self.known, &[(name.clone(), value)]));
            }
        }
        found
    }

    fn members(&mut self, group: &Members) -> Vec<Json> {
        let ir = &self.accepting.compiled.ir;
        let ours = variants(ir, &self.known.schemas).into_iter().next().unwrap_or_default();
        let patterns = demand_of(ir, &ours, self.known.kinds).patterns_of_members();
        let theirs: Vec<String> = group.patterns.iter().map(|(source, _)| source.clone()).collect();
        // Names that one side's patterns match and the other's do not.
        let mut apart = names_apart(&theirs, &patterns);
        apart.extend(names_apart(&patterns, &theirs));
        let sources = theirs.into_iter().chain(patterns);
        let names = sources.flat_map(|source| of_pattern(&source, 0).into_iter().take(3));
        let mut found = Vec::new();
        for name in apart.into_iter().chain(names).chain(["x", "X", "0"].map(str::to_owned)) {
            let mut values = self.own.values_of_member(self.known, &name, 6);
            values.extend(of_each_kind());
            for value in values {
                found.extend(self.own.objects_with(self.known, &[(name.clone(), value)]).into_iter().take(2));
            }
        }
        found
    }

    fn items(&mut self, items: &Items) -> Vec<Json> {
        let mut found = Vec::new();
        for place in 0..=items.prefix.len().min(6) {
            let mut values = of_each_kind();
            values.extend(self.own.values_of_item(self.known, place, 6));
            for value in values {
                found.extend(self.own.arrays_with(self.known, place, &value).into_iter().take(2));
            }
        }
        found
    }

    /// Values of the accepting side with the members that values of the other side have, and those values themselves.
    fn merged(&mut self, theirs: Vec<Json>) -> Vec<Json> {
        let mut found = Vec::new();
        for value in theirs.iter().filter_map(Json::as_object).take(12) {
            let given: Vec<(String, Json)> =
                value.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
            found.extend(self.own.objects_with(self.known, &given).into_iter().take(3));
        }
        found.extend(theirs);
        found
    }
}

/// For each pattern of the one list, and for any name, a name that a pattern of the other does not match.
fn names_apart(ours: &[String], theirs: &[String]) -> Vec<String> {
    let mut automata = Automata::default();
    let mut found = Vec::new();
    let expressions = |list: &[String]| list.iter().take(6).filter_map(|source| expression(source)).collect::<Vec<_>>();
    let narrow = expressions(ours).into_iter().map(|one| vec![one]).chain([Vec::new()]);
    for narrow in narrow {
        for wide in expressions(theirs) {
            if let Inclusion::Lacks(name) = automata.includes(&narrow, &wide) {
                found.push(name);
            }
        }
    }
    found
}

fn repeated(length: u64) -> Json {
    Json::from("a".repeat(usize::try_from(length.min(5_000)).unwrap_or(0)))
}

/// A text with small changes.
fn changed(text: &str) -> Vec<String> {
    let mut found =
        vec![format!("{text}x"), format!("{text}0"), format!("x{text}"), text.to_uppercase(), text.to_lowercase()];
    let mut shorter = text.to_owned();
    if shorter.pop().is_some() {
        found.push(shorter);
    }
    found.push(text.chars().skip(1).collect());
    found.push(String::new());
    found
}
