//! `prefixItems`, `items`, `additionalItems`, `contains`, `unevaluatedItems`

use formwork_runtime::{Json, Number};

use crate::ir::{Contains, Items, SchemaId};
use crate::output::evaluate::{Applied, Evaluation, Here, Step, keyword_of};
use crate::output::leaf;

impl<'w> Evaluation<'w> {
    pub(in crate::output) fn items(&mut self, rule: &Items, here: &mut Here<'w, '_>) -> Step {
        let Json::Array(items) = here.value else { return Ok(()) };
        for (index, item) in items.iter().enumerate() {
            let Some(child) = rule.prefix.get(index).copied().or(rule.rest) else { break };
            let Applied { unit, .. } = self.inside(here, child, &index.to_string(), item)?;
            here.must_hold(keyword_of(self.ir, here, child), unit);
            here.seen.mark(index);
        }
        if let (Some(first), true) = (rule.prefix.first(), !items.is_empty()) {
            let all = items.len() <= rule.prefix.len();
            let last = number(rule.prefix.len().saturating_sub(1));
            here.at(keyword_of(self.ir, here, *first)).annotation = Some(if all { true.into() } else { last });
        }
        if let (Some(rest), true) = (rule.rest, items.len() > rule.prefix.len()) {
            here.at(keyword_of(self.ir, here, rest)).annotation = Some(true.into());
        }
        Ok(())
    }

    pub(in crate::output) fn contains(&mut self, rule: &Contains, here: &mut Here<'w, '_>) -> Step {
        let Json::Array(items) = here.value else { return Ok(()) };
        let mut found = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let Applied { unit, .. } = self.inside(here, rule.schema, &index.to_string(), item)?;
            if unit.valid {
                found.push(index);
            }
            // That an item does not hold the schema is no fault.
            here.at("contains").units.push(*unit);
        }
        for (keyword, message) in leaf::contains(rule, found.len()) {
            let keyword = if here.has(&keyword) { keyword.as_str() } else { "contains" };
            here.fail(keyword, Some(message));
        }
        if rule.evaluates {
            for index in &found {
                here.seen.mark(*index);
            }
            let all = found.len() == items.len() && !items.is_empty();
            let found: Vec<Json> = found.into_iter().map(number).collect();
            here.at("contains").annotation = Some(if all { true.into() } else { found.into() });
        }
        Ok(())
    }

    pub(in crate::output) fn unevaluated_items(&mut self, rest: SchemaId, here: &mut Here<'w, '_>) -> Step {
        let Json::Array(items) = here.value else { return Ok(()) };
        for (index, item) in items.iter().enumerate() {
            if here.seen.has(index) {
                continue;
            }
            let Applied { unit, .. } = self.inside(here, rest, &index.to_string(), item)?;
            here.must_hold("unevaluatedItems", unit);
            here.seen.mark(index);
            here.at("unevaluatedItems").annotation = Some(true.into());
        }
        Ok(())
    }
}

fn number(index: usize) -> Json {
    Json::Number(Number::from(index as u64))
}
