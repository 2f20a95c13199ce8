//! Objects: what is known of a member, and whether a group of rules for members follows.

use std::collections::BTreeSet;

use formwork_runtime::{Json, Kinds};

use super::facts::Facts;
use super::{Outcome, Told, Walk};
use crate::compat::change::{Known, Step, Which};
use crate::ir::{Keyword, Members, Rule, SchemaId, Site};

impl<'s> Walk<'s> {
    /// What is known of the member of that name.
    pub(super) fn known_member(&mut self, facts: &Facts<'s>, name: &str) -> Known {
        let mut schemas = Vec::new();
        for (_, group) in facts.members() {
            let before = schemas.len();
            schemas.extend(group.named.iter().filter(|(known, _)| known == name).map(|(_, id)| *id));
            let mut is_spoken_of = schemas.len() > before;
            for (pattern, id) in &group.patterns {
                match self.matches(pattern, name) {
                    Some(true) => schemas.push(*id),
                    Some(false) => continue,
                    None => {}
                }
                is_spoken_of = true;
            }
            schemas.extend(group.rest.filter(|_| !is_spoken_of));
        }
        for (owner, keyword) in &facts.keywords {
            if let Rule::UnevaluatedProperties(id) = keyword.rule
                && !self.may_evaluate(facts.side, *owner, Some(name), 0)
            {
                schemas.push(id);
            }
        }
        Known::new(facts.side, schemas)
    }

    /// What is known of a member that no group names and no pattern matches.
    fn known_rest(&mut self, facts: &Facts<'s>) -> Known {
        let mut schemas: Vec<SchemaId> = facts.members().filter_map(|(_, group)| group.rest).collect();
        for (owner, keyword) in &facts.keywords {
            if let Rule::UnevaluatedProperties(id) = keyword.rule
                && !self.may_evaluate(facts.side, *owner, None, 0)
            {
                schemas.push(id);
            }
        }
        Known::new(facts.side, schemas)
    }

    /// Whether a schema accepts nothing, as it is written.
    pub(super) fn is_never(&self, side: Which, id: SchemaId) -> bool {
        let id = self.meant(side, id);
        self.ir(side).schema(id).keywords.iter().any(|keyword| keyword.rule == Rule::Never)
    }

    pub(super) fn is_anything(&self, side: Which, id: SchemaId) -> bool {
        self.ir(side).schema(self.meant(side, id)).keywords.is_empty()
    }

    /// Whether something is known of a value at all.
    fn says_nothing(&self, known: &Known) -> bool {
        self.plain(known).schemas.is_empty()
    }

    pub(super) fn members(
        &mut self,
        known: &Known,
        facts: &Facts<'s>,
        goal: SchemaId,
        index: usize,
        group: &'s Members,
    ) -> Outcome {
        if let Some(values) = &facts.values {
            return self.listed_members(known, facts, goal, index, group, values);
        }
        let goal_side = known.side.other();
        let mut holds = true;
        for (name, schema) in &group.named {
            if !self.is_anything(goal_side, *schema) {
                holds &= self.named(known, facts, goal, index, name, *schema);
            }
            if !holds && self.trials > 0 {
                return Outcome::Open;
            }
        }
        for (pattern, schema) in &group.patterns {
            if !self.is_anything(goal_side, *schema) {
                holds &= self.pattern(known, facts, goal, index, pattern, *schema);
            }
            if !holds && self.trials > 0 {
                return Outcome::Open;
            }
        }
        if let Some(rest) = group.rest.filter(|rest| !self.is_anything(goal_side, *rest)) {
            holds &= self.rest(known, facts, goal, index, group, rest);
        }
        Outcome::told_unless(holds)
    }

    /// A member that the goal names.
    fn named(
        &mut self,
        known: &Known,
        facts: &Facts<'s>,
        goal: SchemaId,
        index: usize,
        name: &str,
        schema: SchemaId,
    ) -> bool {
        let member = self.known_member(facts, name);
        let (narrowed, goal_side) = (known.side == Which::Old, known.side.other());
        if member.schemas.iter().any(|id| self.is_never(known.side, *id)) {
            return true;
        }
        let at = self.ir(goal_side).schema(schema).site.clone();
        if self.says_nothing(&member) {
            let rule = if narrowed { "breaking::property-added-open" } else { "breaking::property-removed-open" };
            let message = if narrowed {
                format!("member {name:?} has a schema now; before, it could be anything")
            } else {
                format!("member {name:?} has no schema any more: it can be anything")
            };
            let told = Told {
                rule,
                is_telling: true,
                message,
                accepting_site: None,
                at: Some(at),
                member: Some(name.to_owned()),
            };
            self.note(known, goal, Some(index), told);
            return false;
        }
        if self.is_never(goal_side, schema) {
            let (rule, message) = if narrowed {
                ("breaking::property-removed-closed", format!("member {name:?} is forbidden now"))
            } else {
                ("breaking::property-added-closed", format!("member {name:?} was forbidden before"))
            };
            let accepting_site = member.schemas.first().map(|id| self.ir(known.side).schema(*id).site.clone());
            let told =
                Told { rule, is_telling: true, message, accepting_site, at: Some(at), member: Some(name.to_owned()) };
            self.note(known, goal, Some(index), told);
            return false;
        }
        let is_named = facts.members().any(|(_, group)| group.named.iter().any(|(known, _)| known == name));
        if is_named {
            return self.includes_below(known, Step::Member(name.to_owned()), &member, schema);
        }
        // What all members, or those whose names match, had to be.
        if self.would_include(&member, schema) {
            return true;
        }
        let (rule, message) = if narrowed {
            ("breaking::property-added-covered", format!("member {name:?} has a narrower schema of its own now"))
        } else {
            (
                "breaking::property-removed-covered",
                format!("member {name:?} has no narrower schema of its own any more"),
            )
        };
        let accepting_site = member.schemas.first().map(|id| self.ir(known.side).schema(*id).site.clone());
        let told =
            Told { rule, is_telling: true, message, accepting_site, at: Some(at), member: Some(name.to_owned()) };
        self.note(known, goal, Some(index), told);
        false
    }

    /// The members of the objects that are listed.
    fn listed_members(
        &mut self,
        known: &Known,
        facts: &Facts<'s>,
        goal: SchemaId,
        index: usize,
        group: &'s Members,
        values: &[Json],
    ) -> Outcome {
        let objects = values.iter().filter_map(|value| Some((value, value.as_object()?)));
        for (value, (name, member)) in
            objects.flat_map(|(value, object)| object.iter().map(move |member| (value, member)))
        {
            let Some(schema) = self.rejecting(known.side.other(), group, name, member) else { continue };
            let value = crate::compat::witness::text(value);
            let (rule, message) = match known.side {
                Which::Old => (
                    "breaking::property-added-covered",
                    format!("member {name:?} of {value}, one of the values listed before, is rejected now"),
                ),
                Which::New => (
                    "breaking::property-removed-covered",
                    format!("member {name:?} of {value}, one of the values listed now, was rejected before"),
                ),
            };
            let is_list = |(_, keyword): &&(SchemaId, &Keyword)| matches!(keyword.rule, Rule::Values(_));
            let accepting_site = facts.keywords.iter().find(is_list).map(|(_, keyword)| keyword.site.clone());
            let at = Some(self.ir(known.side.other()).schema(schema).site.clone());
            let member = Some(name.to_owned());
            self.note(known, goal, Some(index), Told { rule, is_telling: true, message, accepting_site, at, member });
            return Outcome::told_unless(false);
        }
        Outcome::Follows
    }

    /// The schema of a group that is not known to accept a member, if there is one.
    fn rejecting(&mut self, side: Which, group: &Members, name: &str, member: &Json) -> Option<SchemaId> {
        let mut schemas: Vec<SchemaId> =
            group.named.iter().filter(|(known, _)| known == name).map(|(_, id)| *id).collect();
        let mut is_spoken_of = !schemas.is_empty();
        for (pattern, id) in &group.patterns {
            let matches = self.matches(pattern, name);
            schemas.extend(Some(*id).filter(|_| matches != Some(false)));
            is_spoken_of |= matches == Some(true);
        }
        schemas.extend(group.rest.filter(|_| !is_spoken_of));
        schemas.into_iter().find(|id| self.accepts(side, *id, member) != Some(true))
    }

    /// The members whose names match a pattern of the goal.
    fn pattern(
        &mut self,
        known: &Known,
        facts: &Facts<'s>,
        goal: SchemaId,
        index: usize,
        pattern: &str,
        schema: SchemaId,
    ) -> bool {
        let mut holds = true;
        for name in names(facts) {
            if self.matches(pattern, &name) == Some(false) {
                continue;
            }
            let member = self.known_member(facts, &name);
            if member.schemas.iter().any(|id| self.is_never(known.side, *id)) {
                continue;
            }
            holds &= self.includes_below(known, Step::Member(name.clone()), &member, schema);
        }
        // What all names that match have to be.
        let same: Vec<SchemaId> = facts
            .members()
            .flat_map(|(_, group)| &group.patterns)
            .filter(|(source, _)| source == pattern || self.automata.pattern_includes(pattern, source))
            .map(|(_, id)| *id)
            .collect();
        if !same.is_empty() {
            let member = Known::new(known.side, same);
            return self.includes_below(known, Step::AnyMember(Some(pattern.to_owned())), &member, schema) && holds;
        }
        // A name that the pattern matches may match any other pattern as well, or none.
        let mut others: Vec<Known> = facts
            .members()
            .flat_map(|(_, group)| &group.patterns)
            .map(|(_, id)| Known::new(known.side, [*id]))
            .collect();
        others.push(self.known_rest(facts));
        if others.iter().all(|member| self.would_include(member, schema)) {
            return holds;
        }
        let narrowed = known.side == Which::Old;
        let (rule, message) = if narrowed {
            ("breaking::pattern-properties-narrowed", format!("members that match {pattern:?} are restricted now"))
        } else {
            (
                "breaking::pattern-properties-widened",
                format!("members that match {pattern:?} are not restricted any more"),
            )
        };
        let at = Some(self.ir(known.side.other()).schema(schema).site.clone());
        let accepting_site = facts.site_of(&Rule::Members(Members::default()));
        self.note(known, goal, Some(index), Told { rule, is_telling: true, message, accepting_site, at, member: None });
        false
    }

    /// The members that the goal's group neither names nor has a pattern for.
    fn rest(
        &mut self,
        known: &Known,
        facts: &Facts<'s>,
        goal: SchemaId,
        index: usize,
        group: &'s Members,
        rest: SchemaId,
    ) -> bool {
        let goal_side = known.side.other();
        let closes = self.is_never(goal_side, rest);
        let at = self.ir(goal_side).schema(rest).site.clone();
        let mut holds = true;
        for name in names(facts) {
            let is_named = group.named.iter().any(|(known, _)| *known == name);
            if is_named || group.patterns.iter().any(|(pattern, _)| self.matches(pattern, &name) == Some(true)) {
                continue;
            }
            holds &= self.left_to_rest(known, facts, goal, index, &name, rest, closes, &at);
        }
        let own: BTreeSet<&String> = group.patterns.iter().map(|(pattern, _)| pattern).collect();
        for (pattern, id) in facts.members().flat_map(|(_, group)| &group.patterns) {
            let is_own = own.iter().any(|own| *own == pattern || self.automata.pattern_includes(pattern, own));
            if !is_own && !self.is_never(known.side, *id) {
                let member = Known::new(known.side, [*id]);
                let step = Step::AnyMember(Some(pattern.clone()));
                holds &= if closes && !self.would_include(&member, rest) {
                    let accepting_site = Some(self.ir(known.side).schema(*id).site.clone());
                    self.closed(known, goal, index, accepting_site, &at)
                } else {
                    self.includes_below(known, step, &member, rest)
                };
            }
        }
        let others = self.known_rest(facts);
        let patterns = facts.members().flat_map(|(_, group)| &group.patterns).map(|(pattern, _)| pattern);
        let leaves_none = own.into_iter().chain(patterns).any(|pattern| self.automata.is_everything(pattern));
        if leaves_none || others.schemas.iter().any(|id| self.is_never(known.side, *id)) {
            return holds;
        }
        if self.would_include(&others, rest) {
            return holds;
        }
        if !closes && !self.says_nothing(&others) {
            return self.includes_below(known, Step::AnyMember(None), &others, rest) && holds;
        }
        let accepting_site = facts.members().map(|(site, _)| site.clone()).next();
        if closes {
            return self.closed(known, goal, index, accepting_site, &at);
        }
        let narrowed = known.side == Which::Old;
        let (rule, message) = if narrowed {
            ("breaking::additional-properties-narrowed", "members that no keyword names are restricted now")
        } else {
            ("breaking::additional-properties-widened", "members that no keyword names were restricted before")
        };
        let told =
            Told { rule, is_telling: true, message: message.to_owned(), accepting_site, at: Some(at), member: None };
        self.note(known, goal, Some(index), told);
        false
    }

    /// Members that no keyword of the goal speaks of, which it rejects.
    fn closed(&mut self, known: &Known, goal: SchemaId, index: usize, accepting_site: Option<Site>, at: &Site) -> bool {
        let (rule, message) = match known.side {
            Which::Old => {
                ("breaking::additional-properties-narrowed", "members that no keyword names are rejected now")
            }
            Which::New => {
                ("breaking::additional-properties-widened", "members that no keyword names were rejected before")
            }
        };
        let at = Some(at.clone());
        let told = Told { rule, is_telling: true, message: message.to_owned(), accepting_site, at, member: None };
        self.note(known, goal, Some(index), told);
        false
    }

    /// A member that is known by name, and for which the goal has no more than its rule for the rest.
    #[allow(clippy::too_many_arguments, reason = "the place is told by many")]
    fn left_to_rest(
        &mut self,
        known: &Known,
        facts: &Facts<'s>,
        goal: SchemaId,
        index: usize,
        name: &str,
        rest: SchemaId,
        closes: bool,
        at: &Site,
    ) -> bool {
        let member = self.known_member(facts, name);
        if member.schemas.iter().any(|id| self.is_never(known.side, *id)) || self.would_include(&member, rest) {
            return true;
        }
        let (rule, message) = match (known.side, closes) {
            (Which::Old, true) => (
                "breaking::property-removed-closed",
                format!("member {name:?} is gone, and unknown members are rejected"),
            ),
            (Which::New, true) => (
                "breaking::property-added-closed",
                format!("member {name:?} is new, and unknown members were rejected"),
            ),
            (Which::Old, false) => {
                ("breaking::property-removed-covered", format!("member {name:?} has to be like any other one now"))
            }
            (Which::New, false) => {
                ("breaking::property-added-covered", format!("member {name:?} had to be like any other one before"))
            }
        };
        let accepting_site = facts.members().find_map(|(_, group)| {
            let (_, id) = group.named.iter().find(|(known, _)| known == name)?;
            Some(self.ir(known.side).schema(*id).site.clone())
        });
        let told = Told {
            rule,
            is_telling: true,
            message,
            accepting_site,
            at: Some(at.clone()),
            member: Some(name.to_owned()),
        };
        self.note(known, goal, Some(index), told);
        false
    }

    pub(super) fn property_names(&mut self, known: &Known, facts: &Facts<'s>, schema: SchemaId) -> Outcome {
        let ids = facts.rules().filter_map(|rule| if let Rule::PropertyNames(id) = rule { Some(*id) } else { None });
        let name = Known::new(known.side, ids).of_kinds(Kinds::STRING);
        if name.schemas.is_empty() {
            return Outcome::open_unless(self.would_include(&name, schema));
        }
        Outcome::told_unless(self.includes_below(known, Step::Name, &name, schema))
    }

    pub(super) fn dependent_schemas(
        &mut self,
        known: &Known,
        facts: &Facts<'s>,
        list: &[(String, SchemaId)],
    ) -> Outcome {
        for (name, schema) in list {
            let member = self.known_member(facts, name);
            if member.schemas.iter().any(|id| self.is_never(known.side, *id)) {
                continue;
            }
            let mut with = known.clone().of_kinds(Kinds::OBJECT);
            for rule in facts.rules() {
                if let Rule::DependentSchemas(own) = rule {
                    for (_, id) in own.iter().filter(|(own, _)| own == name) {
                        with = with.and(*id);
                    }
                }
            }
            if !self.would_include(&with, *schema) {
                return Outcome::Open;
            }
        }
        Outcome::Follows
    }
}

/// The names that the facts speak of, each once.
fn names(facts: &Facts<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (_, group) in facts.members() {
        for (name, _) in &group.named {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
    }
    names
}
