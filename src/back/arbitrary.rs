//! Recipes for valid values, by the runtime's `arbitrary!`: one for each check of the plan, in its order. As text: no
//! formatter breaks the lines of a macro's arguments.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use formwork_runtime::{Json, Number, to_string};

use super::Source;
use crate::{
    ir::SchemaId,
    plan::{Array, Check, CheckId, Limit, Numeric, Object, Whole},
};

/// The recipes of a module and its types.
pub(super) fn implementations(source: &Source<'_>) -> String {
    let schemas: BTreeMap<CheckId, SchemaId> =
        source.plan.by_schema.iter().map(|((id, _), check)| (*check, *id)).collect();
    let mut text = "formwork_runtime::arbitrary! {\n    [\n".to_owned();
    // Writing to a string cannot fail.
    for (number, check) in (0..).zip(&source.plan.checks) {
        let examples = schemas.get(&CheckId(number)).map_or(&[][..], |id| &source.ir.schema(*id).annotations.examples);
        let _ = writeln!(text, "        {}, // {number}", recipe(source, check, examples));
    }
    text.push_str("    ]\n");
    for id in &source.types.declared {
        if let (Some(name), Some(check)) = (source.name(*id), source.check_of(*id)) {
            let _ = writeln!(text, "    {name}, {};", check.0);
        }
    }
    text.push_str("}\n");
    text
}

fn recipe(source: &Source<'_>, check: &Check, examples: &[Json]) -> String {
    let kinds: Vec<&str> = check.kinds.0.names().collect();
    let all = check.kinds.0.contains(formwork_runtime::Kinds::ALL);
    let mut text = if all { "Recipe::ANY".to_owned() } else { format!("Recipe::of(&{kinds:?})") };
    if !examples.is_empty() {
        let _ = write!(text, ".examples(&{:?})", texts(examples));
    }
    for rule in &check.text {
        if rule.min.is_some() || rule.max.is_some() {
            let _ = write!(text, ".length{:?}", count(rule.min.as_ref(), rule.max.as_ref()));
        }
        if let Some((pattern, _)) = &rule.pattern {
            let _ = write!(text, ".pattern({:?})", source.plan.pattern(*pattern).source());
        }
        if let Some((format, _)) = &rule.format {
            let _ = write!(text, ".format({:?})", format.name());
        }
    }
    for rule in &check.numeric {
        numeric(rule, &mut text);
    }
    if let Some(rule) = &check.array {
        array(rule, &mut text);
    }
    if let Some(rule) = &check.object {
        object(source, rule, &mut text);
    }
    whole(&check.whole, &mut text);
    text
}

fn texts(values: &[Json]) -> Vec<String> {
    values.iter().map(to_string).collect()
}

fn count(least: Option<&Limit<u64>>, most: Option<&Limit<u64>>) -> (u64, Option<u64>) {
    (least.map_or(0, |(least, _)| *least), most.map(|(most, _)| *most))
}

fn numeric(rule: &Numeric, text: &mut String) {
    let shown = |limit: Option<&Limit<Number>>| limit.map(|(number, _)| number.to_string());
    let least = shown(rule.minimum.as_ref().or(rule.exclusive_minimum.as_ref()));
    let most = shown(rule.maximum.as_ref().or(rule.exclusive_maximum.as_ref()));
    if least.is_some() || most.is_some() {
        let _ = write!(text, ".range({least:?}, {most:?})");
    }
    if let Some(of) = shown(rule.multiple_of.as_ref()) {
        let _ = write!(text, ".multiple({of:?})");
    }
}

fn array(rule: &Array, text: &mut String) {
    let count = count(rule.min.as_ref(), rule.max.as_ref());
    let rest = rule.rest.map(|rest| rest.0);
    let _ = write!(text, ".items(&{:?}, {rest:?}, {count:?}, {})", numbers(&rule.prefix), rule.unique.is_some());
    if !rule.contains.is_empty() {
        let parts: Vec<_> =
            rule.contains.iter().map(|part| format!("Contains({}, {})", part.check.0, part.min)).collect();
        let _ = write!(text, ".contains(&[{}])", parts.join(", "));
    }
}

fn numbers(checks: &[CheckId]) -> Vec<u32> {
    checks.iter().map(|check| check.0).collect()
}

fn object(source: &Source<'_>, rule: &Object, text: &mut String) {
    let is_required = |name: &String| rule.required.iter().any(|(required, _)| required == name);
    let members =
        rule.named.iter().map(|(name, checks)| format!("({name:?}, {}, &{:?})", is_required(name), numbers(checks)));
    let members = members.collect::<Vec<_>>().join(", ");
    let _ = write!(text, ".members(&[{members}], {:?})", count(rule.min.as_ref(), rule.max.as_ref()));
    match rule.others.iter().find_map(|others| others.rest) {
        Some(rest) if source.plan.check(rest).never.is_some() => text.push_str(".closed()"),
        Some(rest) => drop(write!(text, ".others({})", rest.0)),
        None => {}
    }
    let patterns = rule.others.iter().flat_map(|others| &others.patterns);
    let patterns: Vec<_> = patterns.map(|(pattern, check)| (source.plan.pattern(*pattern).source(), check.0)).collect();
    if !patterns.is_empty() {
        let _ = write!(text, ".patterns(&{patterns:?})");
    }
    if let Some(names) = rule.names.first() {
        let _ = write!(text, ".names({})", names.0);
    }
    if !rule.dependent.is_empty() {
        let needs = rule.dependent.iter().map(|needs| format!("({:?}, &{:?})", needs.name, needs.required));
        let _ = write!(text, ".needs(&[{}])", needs.collect::<Vec<_>>().join(", "));
    }
}

fn whole(rules: &[Whole], text: &mut String) {
    let mut also = Vec::new();
    let mut alternatives = Vec::new();
    for rule in rules {
        match rule {
            Whole::Values { values, .. } => drop(write!(text, ".values(&{:?})", texts(values))),
            Whole::Also(check) | Whole::If(_, Some(check), _) => also.push(check.0),
            Whole::AnyOf(branches) | Whole::OneOf(branches) => {
                alternatives.push(format!("&{:?}", numbers(&branches.checks)));
            }
            _ => {}
        }
    }
    if !also.is_empty() {
        let _ = write!(text, ".also(&{also:?})");
    }
    if !alternatives.is_empty() {
        let _ = write!(text, ".alternatives(&[{}])", alternatives.join(", "));
    }
}
