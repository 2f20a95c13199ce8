//! Keywords that apply no schema: when one follows from another, and which rule it falls under when it does not.

use formwork_runtime::{Json, Kind, Kinds, Number};

use super::facts::Facts;
use crate::compat::change::{Known, RuleId, Which};
use crate::compat::{formats, spelling};
use crate::ir::Rule;

/// Whether two rules are about the same matter.
pub(super) fn is_alike(a: &Rule, b: &Rule) -> bool {
    let group = |rule: &Rule| match rule {
        Rule::ExclusiveMinimum(_) => std::mem::discriminant(&Rule::Minimum(Number::from(0))),
        Rule::ExclusiveMaximum(_) => std::mem::discriminant(&Rule::Maximum(Number::from(0))),
        Rule::OneOf(_) => std::mem::discriminant(&Rule::AnyOf(Vec::new())),
        rule => std::mem::discriminant(rule),
    };
    group(a) == group(b)
}

/// Whether a value of these kinds can be this one.
pub(super) fn kinds_admit(kinds: Kinds, value: &Json) -> bool {
    match value {
        Json::Number(_) if kinds.contains(Kinds::NUMBER) || !kinds.contains(Kinds::INTEGER) => {
            kinds.contains(Kinds::NUMBER)
        }
        // However it is written: a list of values holds all spellings of its numbers.
        Json::Number(number) => number.is_integer(),
        other => kinds.admits(other.kind()),
    }
}

/// Whether a set of kinds holds every value of which the facts are known.
fn covers(wide: Kinds, facts: &Facts<'_>) -> bool {
    let is_spelled = || facts.rules().any(|rule| matches!(rule, Rule::Kinds(kinds) if spelling::counts(*kinds)));
    wide.contains(facts.kinds) && (!spelling::counts(wide) || !facts.kinds.contains(Kinds::INTEGER) || is_spelled())
}

/// Whether a rule that applies no schema follows from the facts.
pub(super) fn follows(facts: &Facts<'_>, goal: &Rule) -> bool {
    let any = |follows: &dyn Fn(&Rule) -> bool| facts.rules().any(follows);
    match goal {
        Rule::Kinds(kinds) => covers(*kinds, facts),
        Rule::Values(values) => match &facts.values {
            Some(listed) => listed.iter().all(|value| values.contains(value)),
            None => facts.kinds == Kinds::NULL && values.contains(&Json::Null) || is_both_booleans(facts, values),
        },
        Rule::Minimum(bound) => {
            any(&|rule| matches!(rule, Rule::Minimum(known) | Rule::ExclusiveMinimum(known) if known >= bound))
        }
        Rule::ExclusiveMinimum(bound) => any(&|rule| match rule {
            Rule::Minimum(known) => known > bound,
            Rule::ExclusiveMinimum(known) => known >= bound,
            _ => false,
        }),
        Rule::Maximum(bound) => {
            any(&|rule| matches!(rule, Rule::Maximum(known) | Rule::ExclusiveMaximum(known) if known <= bound))
        }
        Rule::ExclusiveMaximum(bound) => any(&|rule| match rule {
            Rule::Maximum(known) => known < bound,
            Rule::ExclusiveMaximum(known) => known <= bound,
            _ => false,
        }),
        Rule::MultipleOf(divisor) => {
            let is_one = Number::from(1).as_number().is_multiple_of(divisor.as_number());
            (is_one && !facts.kinds.contains(Kinds::NUMBER))
                || any(&|rule| {
                    matches!(rule, Rule::MultipleOf(known)
                        if known.as_number().is_multiple_of(divisor.as_number()))
                })
        }
        Rule::MinLength(least) => any(&|rule| matches!(rule, Rule::MinLength(known) if known >= least)),
        Rule::MaxLength(most) => any(&|rule| matches!(rule, Rule::MaxLength(known) if known <= most)),
        Rule::MinItems(least) => any(&|rule| match rule {
            Rule::MinItems(known) => known >= least,
            Rule::Contains(contains) => contains.min >= *least,
            _ => false,
        }),
        Rule::MaxItems(most) => any(&|rule| matches!(rule, Rule::MaxItems(known) if known <= most)),
        Rule::MinProperties(least) => any(&|rule| match rule {
            Rule::MinProperties(known) => known >= least,
            Rule::Required(names) => {
                let names: std::collections::BTreeSet<_> = names.iter().collect();
                names.len() as u64 >= *least
            }
            _ => false,
        }),
        Rule::MaxProperties(most) => any(&|rule| matches!(rule, Rule::MaxProperties(known) if known <= most)),
        Rule::UniqueItems => {
            any(&|rule| matches!(rule, Rule::UniqueItems)) || facts.most_items().is_some_and(|most| most <= 1)
        }
        Rule::Required(names) => names.iter().all(|name| facts.requires(name)),
        Rule::DependentRequired(list) => list.iter().all(|(name, names)| {
            names.iter().all(|needed| {
                needed == name
                    || facts.requires(needed)
                    || any(&|rule| {
                        matches!(rule, Rule::DependentRequired(known) if known.iter().any(|(known, needs)| {
                            known == name && needs.contains(needed)
                        }))
                    })
            })
        }),
        Rule::Format(wide) => {
            any(&|rule| matches!(rule, Rule::Format(narrow) if narrow == wide || formats::includes(wide, narrow)))
        }
        goal => any(&|rule| rule == goal),
    }
}

/// The rule that a change falls under, whether it speaks for itself, and what has changed.
pub(super) fn name(known: &Known, facts: &Facts<'_>, goal: &Rule) -> (RuleId, bool, String) {
    let narrowed = known.side == Which::Old;
    let pick = |if_narrowed, if_widened| if narrowed { if_narrowed } else { if_widened };
    let (here, there) = (pick("now", "before"), pick("before", "now"));
    let has = facts.rules().any(|rule| is_alike(rule, goal));
    match goal {
        Rule::Never => (
            pick("breaking::unsatisfiable", "breaking::accepts-anything"),
            true,
            format!("{here} nothing is accepted here"),
        ),
        Rule::Kinds(kinds) => kind_change(facts.kinds, *kinds, narrowed),
        Rule::Values(values) => value_change(facts, values, narrowed),
        Rule::Pattern(source) if has => {
            ("breaking::pattern-changed", true, format!("the pattern {here} is {source:?}"))
        }
        Rule::Pattern(source) => (
            pick("breaking::pattern-added", "breaking::pattern-removed"),
            true,
            format!("{there} there is no pattern, {here} {source:?}"),
        ),
        Rule::Format(format) if has => {
            ("breaking::format-changed", true, format!("the format {here} is {format:?}, {there} another one"))
        }
        Rule::Format(format) => (
            pick("breaking::format-added", "breaking::format-removed"),
            true,
            format!("{there} no format is asserted, {here} {format:?}"),
        ),
        Rule::MultipleOf(divisor) => (
            pick("breaking::multiple-of-narrowed", "breaking::multiple-of-widened"),
            true,
            format!("{here} only multiples of {divisor} are accepted"),
        ),
        Rule::UniqueItems => (
            pick("breaking::unique-items-added", "breaking::unique-items-removed"),
            true,
            format!("{here} items have to differ"),
        ),
        Rule::Required(names) => {
            let missing: Vec<String> =
                names.iter().filter(|name| !facts.requires(name)).map(|name| format!("{name:?}")).collect();
            let rule = pick("breaking::required-added", "breaking::required-removed");
            let is_are = if missing.len() == 1 { "is" } else { "are" };
            (rule, true, format!("{} {is_are} required {here}, not {there}", missing.join(", ")))
        }
        Rule::DependentRequired(_) => (
            pick("breaking::dependent-required-narrowed", "breaking::dependent-required-widened"),
            true,
            format!("{here} some members require others that they did not require {there}"),
        ),
        Rule::Contains(_) => (
            pick("breaking::contains-narrowed", "breaking::contains-widened"),
            true,
            format!("`contains` says more {here}"),
        ),
        Rule::PropertyNames(_) => (
            pick("breaking::property-names-narrowed", "breaking::property-names-widened"),
            true,
            format!("{here} fewer names of members are accepted"),
        ),
        Rule::DependentSchemas(_) => (
            pick("breaking::dependent-schemas-narrowed", "breaking::dependent-schemas-widened"),
            true,
            format!("{here} some members have a say on the whole object that they did not have {there}"),
        ),
        Rule::UnevaluatedItems(_) | Rule::UnevaluatedProperties(_) => (
            pick("breaking::unevaluated-narrowed", "breaking::unevaluated-widened"),
            false,
            format!("{here} less is left for members or items that no other keyword speaks of"),
        ),
        Rule::AnyOf(_) => (
            pick("breaking::any-of-added", "breaking::any-of-removed"),
            false,
            format!("{here} one of several alternatives has to hold"),
        ),
        Rule::OneOf(_) => (
            pick("breaking::one-of-added", "breaking::one-of-removed"),
            false,
            format!("{here} exactly one of several alternatives has to hold"),
        ),
        Rule::Not(_) => {
            (pick("breaking::not-widened", "breaking::not-narrowed"), true, format!("`not` rules out more {here}"))
        }
        Rule::If { .. } => {
            ("breaking::conditional-changed", false, "`if`, `then` and `else` say something else".to_owned())
        }
        bound => bound_change(facts, bound, narrowed),
    }
}
fn is_both_booleans(facts: &Facts<'_>, values: &[Json]) -> bool {
    let allowed = Kinds::BOOLEAN.union(Kinds::NULL);
    allowed.contains(facts.kinds)
        && (!facts.kinds.admits(Kind::Boolean)
            || values.contains(&Json::Boolean(true)) && values.contains(&Json::Boolean(false)))
        && (!facts.kinds.admits(Kind::Null) || values.contains(&Json::Null))
}

fn kind_change(known: Kinds, goal: Kinds, narrowed: bool) -> (RuleId, bool, String) {
    let (wide, narrow) = (known, known.intersection(goal));
    let is_null = wide.admits(Kind::Null)
        && !goal.admits(Kind::Null)
        && goal.contains(Kinds::NULL.complement_in(wide))
        && wide != Kinds::ALL;
    let rule = match (narrowed, is_null, narrow.is_empty()) {
        (true, true, _) => "breaking::nullable-removed",
        (false, true, _) => "breaking::nullable-added",
        (_, _, true) => "breaking::type-changed",
        (true, ..) => "breaking::type-narrowed",
        (false, ..) => "breaking::type-widened",
    };
    let (old, new) = if narrowed { (known, goal) } else { (goal, known) };
    let shown = |kinds: Kinds| if kinds == Kinds::ALL { "any type".to_owned() } else { kinds.to_string() };
    (rule, true, format!("the type was {}, and is {}", shown(old), shown(new)))
}

fn value_change(facts: &Facts<'_>, goal: &[Json], narrowed: bool) -> (RuleId, bool, String) {
    let shown = |values: &mut dyn Iterator<Item = &Json>| {
        let mut all: Vec<String> = values.map(crate::compat::witness::text).collect();
        let more = all.len().saturating_sub(5);
        all.truncate(5);
        if more > 0 {
            all.push(format!("{more} more"));
        }
        all.join(", ")
    };
    let Some(listed) = &facts.values else {
        let (rule, what) = if narrowed {
            ("breaking::enum-added", "now only some values are accepted: ")
        } else {
            ("breaking::enum-removed", "the list of values is gone: ")
        };
        return (rule, true, format!("{what}{}", shown(&mut goal.iter())));
    };
    if let ([one], [other]) = (listed.as_slice(), goal) {
        let (old, new) = if narrowed { (one, other) } else { (other, one) };
        let message = format!("{} was replaced by {}", shown(&mut [old].into_iter()), shown(&mut [new].into_iter()));
        return ("breaking::const-changed", true, message);
    }
    let missing = shown(&mut listed.iter().filter(|value| !goal.contains(value)));
    if narrowed {
        ("breaking::enum-value-removed", true, format!("{missing} was removed"))
    } else {
        ("breaking::enum-value-added", true, format!("{missing} was added"))
    }
}

fn bound_change(facts: &Facts<'_>, goal: &Rule, narrowed: bool) -> (RuleId, bool, String) {
    let bound = |rule: &Rule| -> Option<(&'static str, String)> {
        Some(match rule {
            Rule::Minimum(number) => ("minimum", number.to_string()),
            Rule::ExclusiveMinimum(number) => ("exclusiveMinimum", number.to_string()),
            Rule::Maximum(number) => ("maximum", number.to_string()),
            Rule::ExclusiveMaximum(number) => ("exclusiveMaximum", number.to_string()),
            Rule::MinLength(count) => ("minLength", count.to_string()),
            Rule::MaxLength(count) => ("maxLength", count.to_string()),
            Rule::MinItems(count) => ("minItems", count.to_string()),
            Rule::MaxItems(count) => ("maxItems", count.to_string()),
            Rule::MinProperties(count) => ("minProperties", count.to_string()),
            Rule::MaxProperties(count) => ("maxProperties", count.to_string()),
            _ => return None,
        })
    };
    let rule = if narrowed { "breaking::bound-narrowed" } else { "breaking::bound-widened" };
    let Some((name, value)) = bound(goal) else { return (rule, false, "a keyword says something else".to_owned()) };
    let before = facts.rules().filter(|rule| is_alike(rule, goal)).find_map(bound);
    let message = match (before, narrowed) {
        (Some((other, old)), true) => format!("{other} {old} became {name} {value}"),
        (Some((other, new)), false) => format!("{name} {value} became {other} {new}"),
        (None, true) => format!("{name} {value} was added"),
        (None, false) => format!("{name} {value} was removed"),
    };
    (rule, true, message)
}
