//! `properties`, `patternProperties`, `additionalProperties`, `propertyNames`, `dependentSchemas`, `unevaluatedProperties`

use formwork_runtime::Json;

use crate::ir::{Members, SchemaId};
use crate::output::evaluate::{Applied, Evaluation, Here, Step};

impl<'w> Evaluation<'w> {
    pub(in crate::output) fn members(&mut self, rule: &Members, here: &mut Here<'w, '_>) -> Step {
        let Json::Object(members) = here.value else { return Ok(()) };
        let keywords = ["properties", "patternProperties", "additionalProperties"];
        let mut names: [Vec<Json>; 3] = Default::default();
        for (index, (name, value)) in members.iter().enumerate() {
            let named = rule.named.iter().filter(|(known, _)| known == name);
            let mut applied: Vec<(usize, SchemaId)> = named.map(|(_, child)| (0, *child)).collect();
            for (source, child) in &rule.patterns {
                if self.leaves.matches(source, name)? {
                    applied.push((1, *child));
                }
            }
            if applied.is_empty() {
                applied.extend(rule.rest.map(|rest| (2, rest)));
            }
            for (by, child) in applied {
                let Applied { unit, .. } = self.inside(here, child, name, value)?;
                here.must_hold(keywords[by], unit);
                here.seen.mark(index);
                if names[by].last().and_then(Json::as_str) != Some(name) {
                    names[by].push(name.into());
                }
            }
        }
        for (keyword, names) in keywords.into_iter().zip(names) {
            if here.has(keyword) {
                here.at(keyword).annotation = Some(names.into());
            }
        }
        Ok(())
    }

    pub(in crate::output) fn property_names(&mut self, schema: SchemaId, here: &mut Here<'w, '_>) -> Step {
        let Json::Object(members) = here.value else { return Ok(()) };
        for (name, _) in members.iter() {
            let Applied { mut unit, .. } = self.inside(here, schema, name, &name.into())?;
            // They are about the name, and the place is that of the member's value.
            unit.drop_annotations();
            here.must_hold("propertyNames", unit);
        }
        Ok(())
    }

    pub(in crate::output) fn dependent_schemas(
        &mut self,
        keyword: &str,
        list: &[(String, SchemaId)],
        here: &mut Here<'w, '_>,
    ) -> Step {
        let Json::Object(members) = here.value else { return Ok(()) };
        for (_, schema) in list.iter().filter(|(name, _)| members.get(name).is_some()) {
            let Applied { unit, seen } = self.in_place(here, *schema)?;
            here.must_hold(keyword, unit);
            here.seen.add(&seen);
        }
        Ok(())
    }

    pub(in crate::output) fn unevaluated_properties(&mut self, rest: SchemaId, here: &mut Here<'w, '_>) -> Step {
        let Json::Object(members) = here.value else { return Ok(()) };
        let mut names: Vec<Json> = Vec::new();
        for (index, (name, value)) in members.iter().enumerate() {
            if here.seen.has(index) {
                continue;
            }
            let Applied { unit, .. } = self.inside(here, rest, name, value)?;
            here.must_hold("unevaluatedProperties", unit);
            here.seen.mark(index);
            names.push(name.into());
        }
        here.at("unevaluatedProperties").annotation = Some(names.into());
        Ok(())
    }
}
