//! The interpreter: runs a plan with the leaf rules that generated code runs, over any input.

use formwork_runtime::{Flow, Input, Json, Kind, Kinds, Sink, Tree, Verdict, rule};

use super::{Array, Branches, Check, CheckId, Contains, Dependent, Numeric, Object, Others, Plan, Text, Whole};

/// Judges values by a plan.
#[derive(Clone, Copy)]
pub struct Evaluator<'p> {
    plan: &'p Plan,
}

impl<'p> Evaluator<'p> {
    /// An interpreter of `plan`.
    pub const fn new(plan: &'p Plan) -> Self {
        Self { plan }
    }

    /// Reads a value and judges it by the plan's root.
    ///
    /// # Errors
    /// The sink wants no more, or the input is not JSON.
    pub fn check_root<I: Input, S: Sink>(self, input: &mut I, sink: &mut S) -> Flow {
        self.check(self.plan.root, input, sink)
    }

    /// Reads a value and judges it by one check of the plan.
    ///
    /// # Errors
    /// The sink wants no more, or the input is not JSON.
    pub fn check<I: Input, S: Sink>(self, id: CheckId, input: &mut I, sink: &mut S) -> Flow {
        let check = self.plan.check(id);
        match check.whole.as_slice() {
            [] => return self.by_kind(check, input, sink),
            [only] if check.says_nothing_by_kind() && only.reads_its_value() => {
                return self.whole(id, only, input, sink);
            }
            _ => {}
        }
        let start = input.clone();
        self.by_kind(check, input, sink)?;
        check.whole.iter().try_for_each(|whole| self.whole(id, whole, &mut start.clone(), sink))
    }

    fn by_kind<I: Input, S: Sink>(self, check: &'p Check, input: &mut I, sink: &mut S) -> Flow {
        if let Some((schema, keyword)) = &check.never {
            return rule::Never::at(schema, keyword).check(input, sink);
        }
        let (kinds, schema) = (check.kinds.0, check.kinds.1.as_str());
        if check.is_only_kind {
            return rule::Typed::at(schema, kinds).check(input, sink);
        }
        match input.kind()? {
            Kind::String => match check.text.as_slice() {
                [] => rule::Typed::at(schema, kinds).check(input, sink),
                [first, more @ ..] => {
                    for text in more {
                        self.text(text, schema, Kinds::ALL).check(&mut input.clone(), sink)?;
                    }
                    self.text(first, schema, kinds).check(input, sink)
                }
            },
            Kind::Number => match check.numeric.as_slice() {
                [] => rule::Typed::at(schema, kinds).check(input, sink),
                [first, more @ ..] => {
                    for numeric in more {
                        numeric_rule(numeric, schema, Kinds::ALL).check(&mut input.clone(), sink)?;
                    }
                    numeric_rule(first, schema, kinds).check(input, sink)
                }
            },
            Kind::Array => match &check.array {
                None => rule::Typed::at(schema, kinds).check(input, sink),
                Some(array) => self.array(array, schema, kinds, input, sink),
            },
            Kind::Object => match &check.object {
                None => rule::Typed::at(schema, kinds).check(input, sink),
                Some(object) => self.object(object, schema, kinds, input, sink),
            },
            Kind::Null | Kind::Boolean => rule::Typed::at(schema, kinds).check(input, sink),
        }
    }

    fn text(self, text: &'p Text, schema: &'p str, kinds: Kinds) -> rule::Text<'p> {
        let mut rule = rule::Text::at(schema).kinds(kinds);
        if let Some((limit, schema)) = &text.min {
            rule = rule.from(schema).min_length(*limit);
        }
        if let Some((limit, schema)) = &text.max {
            rule = rule.from(schema).max_length(*limit);
        }
        if let Some((pattern, schema)) = &text.pattern {
            rule = rule.from(schema).pattern(self.plan.pattern(*pattern));
        }
        if let Some((format, schema)) = &text.format {
            rule = rule.from(schema).format(*format);
        }
        rule
    }

    fn array<I: Input, S: Sink>(
        self,
        array: &'p Array,
        schema: &'p str,
        kinds: Kinds,
        input: &mut I,
        sink: &mut S,
    ) -> Flow {
        let mut rule = rule::Array::at(schema).kinds(kinds);
        if let Some((limit, schema)) = &array.min {
            rule = rule.from(schema).min_items(*limit);
        }
        if let Some((limit, schema)) = &array.max {
            rule = rule.from(schema).max_items(*limit);
        }
        let mut found = vec![0; array.contains.len()];
        let mut items = rule.walk();
        if !items.open(input, sink)? {
            return Ok(());
        }
        let position = items.position();
        let mut unique = array.unique.as_deref().map(rule::Unique::at);
        while let Some(index) = items.next(input, sink)? {
            if let Some(unique) = &mut unique {
                unique.note(index, input)?;
            }
            for (Contains { check, .. }, found) in array.contains.iter().zip(&mut found) {
                *found += u64::from(self.accepts(*check, input)?);
            }
            match array.prefix.get(index).copied().or(array.rest) {
                Some(check) => self.check(check, input, sink)?,
                None => input.skip()?,
            }
        }
        items.close(sink)?;
        if let Some(unique) = unique {
            unique.check(position, sink)?;
        }
        for (contains, found) in array.contains.iter().zip(found) {
            rule::Contains::at(&contains.schema, contains.min, contains.max).check(found, position, sink)?;
        }
        Ok(())
    }

    fn object<I: Input, S: Sink>(
        self,
        object: &'p Object,
        schema: &'p str,
        kinds: Kinds,
        input: &mut I,
        sink: &mut S,
    ) -> Flow {
        let mut rule = rule::Object::at(schema).kinds(kinds).members(object.table.names());
        if let Some((limit, schema)) = &object.min {
            rule = rule.from(schema).min_properties(*limit);
        }
        if let Some((limit, schema)) = &object.max {
            rule = rule.from(schema).max_properties(*limit);
        }
        let mut members = rule.walk();
        if !members.open(input, sink)? {
            return Ok(());
        }
        while let Some(number) = members.next(input, sink)? {
            if !object.names.is_empty() {
                let text = Json::from(members.name());
                for names in &object.names {
                    self.check(*names, &mut Tree::at(&text, input.position(), input.budget()), sink)?;
                }
            }
            match object.named.get(number as usize) {
                Some((_, checks)) => self.all(checks, input, sink)?,
                None => self.others(object, members.name(), input, sink)?,
            }
        }
        if members.has_all(object.wanted) != Some(true) {
            let required = object.required.iter().map(|(name, schema)| (name.as_str(), schema.as_str()));
            members.check_required(required, sink)?;
        }
        for Dependent { name, required, schema, keyword } in &object.dependent {
            let required = required.iter().map(String::as_str);
            members.check_dependent((name.as_str(), required, schema.as_str(), *keyword), sink)?;
        }
        members.close(sink)
    }

    /// What holds for a member that no rule names.
    fn others<I: Input, S: Sink>(self, object: &'p Object, name: &str, value: &mut I, sink: &mut S) -> Flow {
        if let [Others { patterns, rest: Some(rest) }] = object.others.as_slice()
            && patterns.is_empty()
        {
            return self.check(*rest, value, sink);
        }
        for group in &object.others {
            let mut is_matched = false;
            for (pattern, check) in &group.patterns {
                if self.plan.pattern(*pattern).matches(name)? {
                    is_matched = true;
                    self.check(*check, &mut value.clone(), sink)?;
                }
            }
            if let Some(rest) = group.rest.filter(|_| !is_matched) {
                self.check(rest, &mut value.clone(), sink)?;
            }
        }
        value.skip()
    }

    fn all<I: Input, S: Sink>(self, checks: &[CheckId], input: &mut I, sink: &mut S) -> Flow {
        match checks {
            [] => input.skip(),
            [only] => self.check(*only, input, sink),
            [first, rest @ ..] => {
                self.check(*first, &mut input.clone(), sink)?;
                self.all(rest, input, sink)
            }
        }
    }

    fn whole<I: Input, S: Sink>(self, owner: CheckId, whole: &'p Whole, input: &mut I, sink: &mut S) -> Flow {
        match whole {
            Whole::Values { values, is_const, schema } => {
                let rule = rule::Values::at(schema, values);
                if *is_const { rule.constant().check(input, sink) } else { rule.check(input, sink) }
            }
            Whole::Also(id) => rule::also(input, |input| self.check(*id, input, sink)),
            Whole::AnyOf(branches) => rule::any_of(&branches.schema, &self.branches(branches), input, sink),
            Whole::OneOf(branches) => rule::one_of(&branches.schema, &self.branches(branches), input, sink),
            Whole::Not(id, schema) => rule::not(schema, self.accepts(*id, input)?, input, sink),
            Whole::If(condition, then, otherwise) => {
                let holds = self.accepts(*condition, input)?;
                match if holds { then } else { otherwise } {
                    Some(id) => rule::also(input, |input| self.check(*id, input, sink)),
                    None => Ok(()),
                }
            }
            Whole::UnevaluatedMembers(id) => {
                let note = |input: &I, evaluated: &mut _| self.cover(owner, Some(whole), input, evaluated);
                rule::unevaluated_members(input, sink, note, |value, sink| self.check(*id, value, sink))
            }
            Whole::UnevaluatedItems(id) => {
                let note = |input: &I, evaluated: &mut _| self.cover(owner, Some(whole), input, evaluated);
                rule::unevaluated_items(input, sink, note, |item, sink| self.check(*id, item, sink))
            }
            Whole::IfMember(name, id) => {
                if rule::has_member(input, name)? {
                    rule::also(input, |input| self.check(*id, input, sink))
                } else {
                    Ok(())
                }
            }
        }
    }

    /// Notes what a check that accepts the value looks at in it, but for what the rule `asking` would look at.
    fn cover<I: Input>(
        self,
        id: CheckId,
        asking: Option<&Whole>,
        input: &I,
        evaluated: &mut rule::Evaluated<'p>,
    ) -> Flow {
        let check = self.plan.check(id);
        if let Some(object) = &check.object {
            if object.others.iter().any(|group| group.rest.is_some()) {
                evaluated.all_members();
            }
            evaluated.names(object.evaluated_names());
            let patterns = object.others.iter().flat_map(|group| &group.patterns);
            patterns.for_each(|(pattern, _)| evaluated.pattern(self.plan.pattern(*pattern)));
        }
        if let Some(array) = &check.array {
            evaluated.first_items(array.prefix.len());
            if array.rest.is_some() {
                evaluated.all_items();
            }
            for contains in array.contains.iter().filter(|contains| contains.evaluates) {
                rule::note_items(input, evaluated, |item| self.accepts(contains.check, item))?;
            }
        }
        for whole in check.whole.iter().filter(|whole| Some(*whole) != asking) {
            match whole {
                Whole::Also(id) => self.also_cover(*id, input, evaluated)?,
                Whole::AnyOf(branches) | Whole::OneOf(branches) => {
                    for branch in &branches.checks {
                        if self.accepts(*branch, input)? {
                            self.also_cover(*branch, input, evaluated)?;
                        }
                    }
                }
                Whole::If(condition, then, otherwise) => {
                    let holds = self.accepts(*condition, input)?;
                    if holds {
                        self.also_cover(*condition, input, evaluated)?;
                    }
                    if let Some(branch) = if holds { then } else { otherwise } {
                        self.also_cover(*branch, input, evaluated)?;
                    }
                }
                Whole::IfMember(name, id) => {
                    if rule::has_member(input, name)? {
                        self.also_cover(*id, input, evaluated)?;
                    }
                }
                Whole::UnevaluatedMembers(_) => evaluated.all_members(),
                Whole::UnevaluatedItems(_) => evaluated.all_items(),
                Whole::Values { .. } | Whole::Not(..) => {}
            }
        }
        Ok(())
    }

    fn also_cover<I: Input>(self, id: CheckId, input: &I, evaluated: &mut rule::Evaluated<'p>) -> Flow {
        rule::note(input, evaluated, |input, evaluated| self.cover(id, None, input, evaluated))
    }

    /// Whether a check accepts the value that comes next, which stays unread.
    fn accepts<I: Input>(self, id: CheckId, input: &I) -> Flow<bool> {
        rule::accepts(input, |input| self.check(id, input, &mut Verdict))
    }

    const fn branches(self, branches: &'p Branches) -> Alternatives<'p> {
        Alternatives { evaluator: self, branches }
    }
}

fn numeric_rule<'p>(numeric: &'p Numeric, schema: &'p str, kinds: Kinds) -> rule::Numeric<'p> {
    let mut rule = rule::Numeric::at(schema, kinds);
    if let Some((limit, schema)) = &numeric.minimum {
        rule = rule.from(schema).minimum(limit.as_number());
    }
    if let Some((limit, schema)) = &numeric.exclusive_minimum {
        rule = rule.from(schema).exclusive_minimum(limit.as_number());
    }
    if let Some((limit, schema)) = &numeric.maximum {
        rule = rule.from(schema).maximum(limit.as_number());
    }
    if let Some((limit, schema)) = &numeric.exclusive_maximum {
        rule = rule.from(schema).exclusive_maximum(limit.as_number());
    }
    if let Some((divisor, schema)) = &numeric.multiple_of {
        rule = rule.from(schema).multiple_of(divisor.as_number());
    }
    rule
}

struct Alternatives<'p> {
    evaluator: Evaluator<'p>,
    branches: &'p Branches,
}

impl rule::Alternatives for Alternatives<'_> {
    fn look<I: Input>(&self, input: &I) -> Flow<rule::Look> {
        rule::Look::at(&self.branches.masks.dispatch(), input)
    }

    fn check<I: Input, S: Sink>(&self, index: usize, input: &mut I, sink: &mut S) -> Flow {
        self.evaluator.check(self.branches.checks[index], input, sink)
    }
}
