//! What the leaf rules of the runtime say about one value, so that a wrong verdict has one home.

use std::collections::{BTreeSet, HashMap};

use formwork_runtime::pattern::Pattern;
use formwork_runtime::rule::{self, Alternatives};
use formwork_runtime::{
    Budget, Collector, Fault, Flow, Format, Input, Json, Kinds, Limit, NameTable, Sink, Stop, Tree, Violation,
};

use crate::ir::{Contains, Rule};

/// So many faults of one keyword are told.
const MOST: usize = 100;

/// What the rules need, whatever they are about.
pub(super) struct Leaves<'w> {
    /// The regular expressions by source.
    pub(super) patterns: &'w HashMap<String, Pattern>,
    /// What the rules may read.
    pub(super) budget: Budget,
}

/// What is wrong, if anything is.
pub(super) type Told = Result<Option<String>, Limit>;

impl Leaves<'_> {
    /// What a rule that applies no schema has against a value.
    pub(super) fn fault(&self, rule: &Rule, keyword: &str, value: &Json) -> Told {
        let text = || rule::Text::at("").kinds(Kinds::ALL);
        let numeric = || rule::Numeric::at("", Kinds::ALL);
        let array = || rule::Array::at("").kinds(Kinds::ALL);
        let object = || rule::Object::at("").kinds(Kinds::ALL);
        self.told(value, |input, sink| {
            let text = match rule {
                Rule::Kinds(kinds) => return rule::Typed::at("", *kinds).check(input, sink),
                Rule::Values(values) if keyword == "const" => {
                    return rule::Values::at("", values).constant().check(input, sink);
                }
                Rule::Values(values) => return rule::Values::at("", values).check(input, sink),
                Rule::Minimum(limit) => return numeric().minimum(limit.as_number()).check(input, sink),
                Rule::ExclusiveMinimum(limit) => {
                    return numeric().exclusive_minimum(limit.as_number()).check(input, sink);
                }
                Rule::Maximum(limit) => return numeric().maximum(limit.as_number()).check(input, sink),
                Rule::ExclusiveMaximum(limit) => {
                    return numeric().exclusive_maximum(limit.as_number()).check(input, sink);
                }
                Rule::MultipleOf(divisor) => return numeric().multiple_of(divisor.as_number()).check(input, sink),
                Rule::MinItems(limit) => return items(array().min_items(*limit), input, sink),
                Rule::MaxItems(limit) => return items(array().max_items(*limit), input, sink),
                Rule::UniqueItems => return unique(array(), input, sink),
                Rule::MinProperties(limit) => return members(object().min_properties(*limit), input, sink),
                Rule::MaxProperties(limit) => return members(object().max_properties(*limit), input, sink),
                Rule::Required(names) => {
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    let table = NameTable::new(names.iter().map(|name| (*name).to_owned()).collect());
                    return members(object().members(table.names()).required(&names), input, sink);
                }
                Rule::DependentRequired(rules) => return dependent(rules, keyword, input, sink),
                Rule::MinLength(limit) => text().min_length(*limit),
                Rule::MaxLength(limit) => text().max_length(*limit),
                Rule::Pattern(source) => self.patterns.get(source).map_or_else(text, |pattern| text().pattern(pattern)),
                Rule::Format(name) => Format::from_name(name).map_or_else(text, |format| text().format(format)),
                // The others apply schemas.
                _ => return input.skip(),
            };
            text.check(input, sink)
        })
    }

    /// What the schema `false` under `keyword` says.
    pub(super) fn never(&self, keyword: &str, value: &Json) -> Told {
        self.told(value, |input, sink| rule::Never::at("", keyword).check(input, sink))
    }

    /// What `anyOf`, `oneOf` or `not` has against a value, given whether each of its schemas accepts the value.
    pub(super) fn choice(&self, rule: &Rule, accepted: &[bool], value: &Json) -> Told {
        let accepted = &Accepted(accepted);
        self.told(value, |input, sink| match rule {
            Rule::AnyOf(_) => rule::any_of("", accepted, input, sink),
            Rule::OneOf(_) => rule::one_of("", accepted, input, sink),
            _ => rule::not("", accepted.0.contains(&true), input, sink),
        })
    }

    /// What a check reports, in one text.
    fn told(&self, value: &Json, check: impl FnOnce(&mut Tree<'_>, &mut Collector) -> Flow) -> Told {
        let mut sink = Collector::new(MOST);
        let flow = check(&mut Tree::new(value, &self.budget), &mut sink);
        if let Err(Stop::Limit(limit)) = flow {
            return Err(limit);
        }
        let messages: Vec<String> = sink.into_violations().into_iter().map(|violation| violation.message).collect();
        Ok((flow.is_err() || !messages.is_empty()).then(|| messages.join("; ")))
    }

    /// Whether a text matches a pattern of the schema.
    pub(super) fn matches(&self, source: &str, text: &str) -> Result<bool, Limit> {
        match self.patterns.get(source).map_or(Ok(false), |pattern| pattern.matches(text)) {
            Ok(matches) => Ok(matches),
            Err(Stop::Rejected) => Ok(false),
            Err(Stop::Limit(limit)) => Err(limit),
        }
    }

    /// Walks over a value once, which it must not nest too deep for.
    pub(super) fn depth(&self, value: &Json) -> Result<(), Limit> {
        match Tree::new(value, &self.budget).walk() {
            Err(Stop::Limit(limit)) => Err(limit),
            _ => Ok(()),
        }
    }
}

fn items(rule: rule::Array<'_>, input: &mut Tree<'_>, sink: &mut Collector) -> Flow {
    let mut items = rule.walk();
    if !items.open(input, sink)? {
        return Ok(());
    }
    while items.next(input, sink)?.is_some() {
        input.skip()?;
    }
    items.close(sink)
}

fn unique(rule: rule::Array<'_>, input: &mut Tree<'_>, sink: &mut Collector) -> Flow {
    let mut items = rule.walk();
    if !items.open(input, sink)? {
        return Ok(());
    }
    let mut unique = rule::Unique::at("");
    while let Some(index) = items.next(input, sink)? {
        unique.note(index, input)?;
        input.skip()?;
    }
    unique.check(items.position(), sink)
}

fn members(rule: rule::Object<'_>, input: &mut Tree<'_>, sink: &mut Collector) -> Flow {
    let mut members = rule.walk();
    if !members.open(input, sink)? {
        return Ok(());
    }
    while members.next(input, sink)?.is_some() {
        input.skip()?;
    }
    members.close(sink)
}

fn dependent(rules: &[(String, Vec<String>)], keyword: &str, input: &mut Tree<'_>, sink: &mut Collector) -> Flow {
    let names: BTreeSet<&String> = rules.iter().flat_map(|(name, needs)| std::iter::once(name).chain(needs)).collect();
    let table = NameTable::new(names.into_iter().cloned().collect());
    let needs: Vec<Vec<&str>> = rules.iter().map(|(_, needs)| needs.iter().map(String::as_str).collect()).collect();
    let rules: Vec<rule::Dependent<'_>> =
        rules.iter().zip(&needs).map(|((name, _), needs)| (name.as_str(), needs.as_slice(), "", keyword)).collect();
    members(rule::Object::at("").kinds(Kinds::ALL).members(table.names()).dependent_required(&rules), input, sink)
}

/// What `contains` and its bounds have against an array of which so many items were found, with the keyword each.
pub(super) fn contains(contains: &Contains, found: usize) -> Vec<(String, String)> {
    let mut sink = Collector::new(MOST);
    // That the sink wants no more is no news: it has heard.
    let _ = rule::Contains::at("", contains.min, contains.max).check(found as u64, None, &mut sink);
    sink.into_violations().into_iter().map(|Violation { keyword, message, .. }| (keyword, message)).collect()
}

/// Schemas whose verdicts are known.
struct Accepted<'a>(&'a [bool]);

impl Alternatives for Accepted<'_> {
    fn look<I: Input>(&self, _: &I) -> Flow<rule::Look> {
        Ok(rule::Look::none(self.0.len()))
    }

    fn check<I: Input, S: Sink>(&self, index: usize, input: &mut I, sink: &mut S) -> Flow {
        if self.0.get(index) != Some(&true) {
            sink.report(None, Fault { schema: "", keyword: "", message: format_args!("") })?;
        }
        input.skip()
    }
}
