//! Objects: those members that have to be there, and one after the other of those that may.

use formwork_runtime::{Json, Kinds, Object};

use super::demand::{self, Demand};
use super::{Generator, SHALLOW, known, texts};
use crate::compat::change::Known;
use crate::ir::{Rule, SchemaId};

/// So many members that need not be there are put in.
const MOST_OPTIONAL: usize = 40;

impl<'s> Generator<'s> {
    /// What a member of that name has to be; nothing where there may be none.
    fn known_named(&self, demand: &Demand<'s>, name: &str) -> Option<Known> {
        let mut schemas: Vec<SchemaId> = Vec::new();
        let mut is_evaluated = false;
        for group in &demand.members {
            let before = schemas.len();
            schemas.extend(group.named.iter().filter(|(known, _)| known == name).map(|(_, id)| *id));
            for (pattern, id) in &group.patterns {
                if texts::matches(pattern, name) {
                    schemas.push(*id);
                }
            }
            if schemas.len() == before {
                schemas.extend(group.rest);
            }
            is_evaluated |= schemas.len() > before;
        }
        if !is_evaluated {
            schemas.extend(&demand.unevaluated);
        }
        let ir = self.ir();
        let is_never = |id: &SchemaId| ir.schema(*id).keywords.iter().any(|keyword| keyword.rule == Rule::Never);
        (!schemas.iter().any(is_never)).then(|| known(schemas))
    }

    /// The members that may be there beside those that have to be.
    fn optional(&mut self, demand: &Demand<'s>) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for group in &demand.members {
            names.extend(group.named.iter().map(|(name, _)| name.clone()));
            names.extend(
                group.patterns.iter().flat_map(|(pattern, _)| texts::of_pattern(pattern, 0).into_iter().take(2)),
            );
        }
        names.extend(demand.dependent.iter().map(|(name, _)| name.clone()));
        for id in &demand.names {
            let texts = self.values(&known([*id]).of_kinds(Kinds::STRING), 4);
            names.extend(texts.iter().filter_map(|text| text.as_str().map(str::to_owned)));
        }
        names.extend(["x", "y", "z"].map(str::to_owned));
        let mut found: Vec<String> = Vec::new();
        for name in names {
            if !demand.required.contains(&name.as_str()) && !found.contains(&name) {
                found.push(name);
            }
        }
        found
    }

    pub(super) fn objects(&mut self, demand: &Demand<'s>, most: usize) -> Vec<Json> {
        let Some(smallest) = self.object(demand, &[]) else { return Vec::new() };
        let mut found = vec![smallest];
        if most < 2 || self.depth > SHALLOW {
            return found;
        }
        let optional = self.optional(demand);
        let room = (most / (optional.len() + demand.required.len()).max(1)).clamp(1, 8);
        let mut all = Vec::new();
        for name in demand.required.iter().map(|name| (*name).to_owned()).chain(optional) {
            let Some(known) = self.known_named(demand, &name) else { continue };
            let values = self.values(&known, room);
            all.extend(values.first().map(|value| (name.clone(), value.clone())));
            for value in values {
                found.extend(self.object(demand, &[(name.clone(), value)]));
            }
        }
        found.extend(self.object(demand, &all));
        found.dedup();
        found
    }

    /// An object with some members given, those that have to be there, and as few others as can be.
    pub(in crate::compat) fn object(&mut self, demand: &Demand<'s>, given: &[(String, Json)]) -> Option<Json> {
        let mut object = Object::new();
        let mut wanted: Vec<String> = demand.required.iter().map(|name| (*name).to_owned()).collect();
        for (name, value) in given {
            object.insert(name.clone(), value.clone());
            wanted.push(name.clone());
        }
        let mut at = 0;
        while let Some(name) = wanted.get(at).cloned() {
            at += 1;
            for (_, needed) in demand.dependent.iter().filter(|(known, _)| *known == name) {
                wanted.extend(needed.iter().filter(|needed| !wanted.contains(needed)).cloned().collect::<Vec<_>>());
            }
            if object.get(&name).is_none() {
                let known = self.known_named(demand, &name)?;
                let value = self.smallest(&known)?;
                object.insert(name, value);
            }
        }
        if self.is_full && self.depth <= SHALLOW {
            let names = demand.members.iter().flat_map(|group| &group.named).map(|(name, _)| name.clone());
            for name in names.take(MOST_OPTIONAL).collect::<Vec<_>>() {
                if object.get(&name).is_none()
                    && let Some(known) = self.known_named(demand, &name)
                    && let Some(value) = self.smallest(&known)
                {
                    object.insert(name, value);
                }
            }
        }
        if (object.len() as u64) < demand.min_members {
            for name in self.optional(demand).into_iter().chain((0..64).map(|n| format!("m{n}"))) {
                if object.len() as u64 >= demand.min_members {
                    break;
                }
                let Some(known) = self.known_named(demand, &name).filter(|_| object.get(&name).is_none()) else {
                    continue;
                };
                if let Some(value) = self.smallest(&known) {
                    object.insert(name, value);
                }
            }
        }
        Some(Json::Object(object))
    }

    /// Objects of which so much is known, with some members given.
    pub(in crate::compat) fn objects_with(&mut self, known: &Known, given: &[(String, Json)]) -> Vec<Json> {
        let variants = demand::variants(self.ir(), &known.schemas);
        let demands: Vec<Demand<'s>> =
            variants.iter().map(|schemas| Demand::of(self.ir(), schemas, known.kinds)).collect();
        // One step down, so that what is inside ends somewhere.
        self.depth += 1;
        let found = demands.iter().filter_map(|demand| self.object(demand, given)).collect();
        self.depth -= 1;
        found
    }

    /// Values for a member of objects of which so much is known.
    pub(in crate::compat) fn values_of_member(&mut self, known: &Known, name: &str, most: usize) -> Vec<Json> {
        let mut found = Vec::new();
        for schemas in demand::variants(self.ir(), &known.schemas) {
            let demand = Demand::of(self.ir(), &schemas, known.kinds);
            if let Some(member) = self.known_named(&demand, name) {
                found.extend(self.values(&member, most));
            }
        }
        found
    }
}
