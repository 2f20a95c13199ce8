//! `required`, `minProperties`, `maxProperties`, `dependentRequired`, and the walk over an object's members

use super::{Count, Limit, Typed, in_place::verdict_or};
use crate::{Fault, Flow, Input, Kind, Kinds, Names, ObjectWalk, Segment, Sink, Stop, Wanted, names::Met};

/// The rules for objects that are not about a single member, with the kinds that are allowed beside them.
#[derive(Clone, Copy, Debug)]
pub struct Object<'s> {
    schema: &'s str,
    typed: Typed<'s>,
    members: Names<'s>,
    required: Limit<'s, &'s [&'s str]>,
    also_required: &'s [(&'s str, &'s str)],
    wanted: Wanted,
    dependent: &'s [Dependent<'s>],
    min: Option<Limit<'s, u64>>,
    max: Option<Limit<'s, u64>>,
}

/// A rule of `dependentRequired`: a member, what it requires, the schema, and the keyword, which is `dependencies` in
/// older drafts.
pub type Dependent<'s> = (&'s str, &'s [&'s str], &'s str, &'s str);

impl<'s> Object<'s> {
    /// The schema at `schema` allows objects only.
    pub const fn at(schema: &'s str) -> Self {
        Self {
            schema,
            typed: Typed::at(schema, Kinds::OBJECT),
            members: Names::NONE,
            required: Limit::new(&[], schema),
            also_required: &[],
            wanted: Wanted::new(),
            dependent: &[],
            min: None,
            max: None,
        }
    }

    /// Values of these kinds are allowed; of those only objects are looked at further.
    #[must_use]
    pub const fn kinds(mut self, kinds: Kinds) -> Self {
        self.typed = Typed::at(self.schema, kinds);
        self
    }

    /// What is set from here on stands in the schema at `schema`.
    #[must_use]
    pub const fn from(mut self, schema: &'s str) -> Self {
        self.schema = schema;
        self
    }

    /// The members that the schema knows: each is told by its number in this list. What else names members names some of
    /// these, and is said after them.
    #[must_use]
    pub const fn members(mut self, names: Names<'s>) -> Self {
        self.members = names;
        self
    }

    /// `required`
    #[must_use]
    pub const fn required(mut self, names: &'s [&'s str]) -> Self {
        self.required = Limit::new(names, self.schema);
        let mut rest = names;
        while let [name, after @ ..] = rest {
            self.wanted = self.wanted.and(self.members.find(name));
            rest = after;
        }
        self
    }

    /// `required` of further schemas, each name with its schema.
    #[must_use]
    pub const fn also_required(mut self, names: &'s [(&'s str, &'s str)]) -> Self {
        self.also_required = names;
        let mut rest = names;
        while let [(name, _), after @ ..] = rest {
            self.wanted = self.wanted.and(self.members.find(name));
            rest = after;
        }
        self
    }

    /// `dependentRequired`
    #[must_use]
    pub const fn dependent_required(mut self, rules: &'s [Dependent<'s>]) -> Self {
        self.dependent = rules;
        self
    }

    /// `minProperties`
    #[must_use]
    pub const fn min_properties(mut self, limit: u64) -> Self {
        self.min = Some(Limit::new(limit, self.schema));
        self
    }

    /// `maxProperties`
    #[must_use]
    pub const fn max_properties(mut self, limit: u64) -> Self {
        self.max = Some(Limit::new(limit, self.schema));
        self
    }

    /// A walk through an object that is checked.
    #[inline]
    pub fn walk<I: Input>(&self) -> Members<'_, I> {
        Members { rule: self, object: self.members.walk(), position: None, count: 0 }
    }

    #[cold]
    fn report_missing<S: Sink>(&self, met: &Met, position: Option<usize>, sink: &mut S) -> Flow {
        let required = self.required.value.iter().map(|name| (*name, self.required.schema));
        self.check_required(required.chain(self.also_required.iter().copied()), met, position, sink)
    }

    fn check_required<'n, S: Sink>(
        &self,
        required: impl Iterator<Item = (&'n str, &'n str)>,
        met: &Met,
        position: Option<usize>,
        sink: &mut S,
    ) -> Flow {
        for (name, schema) in required.filter(|(name, _)| !met.has(self.members.find(name))) {
            sink.report(
                position,
                Fault { schema, keyword: "required", message: format_args!("the member {name:?} is missing") },
            )?;
        }
        Ok(())
    }

    fn check_dependent<'n, S: Sink>(
        &self,
        (member, required, schema, keyword): (&str, impl Iterator<Item = &'n str>, &str, &str),
        met: &Met,
        position: Option<usize>,
        sink: &mut S,
    ) -> Flow {
        let has = |name| met.has(self.members.find(name));
        if !has(member) {
            return Ok(());
        }
        for name in required.filter(|name| !has(name)) {
            sink.report(
                position,
                Fault {
                    schema,
                    keyword,
                    message: format_args!("the member {name:?} is missing, which another one requires"),
                },
            )?;
        }
        Ok(())
    }

    #[inline]
    fn check_count<S: Sink>(&self, count: u64, position: Option<usize>, sink: &mut S) -> Flow {
        if let Some(min) = self.min.filter(|min| count < min.value) {
            min.report("minProperties", position, format_args!("fewer than {}", Count(min.value, "member")), sink)?;
        }
        if let Some(max) = self.max.filter(|max| count > max.value) {
            max.report("maxProperties", position, format_args!("more than {}", Count(max.value, "member")), sink)?;
        }
        Ok(())
    }
}

/// The walk through an object that is checked: see [`Object::walk`].
pub struct Members<'r, I: Input> {
    rule: &'r Object<'r>,
    object: ObjectWalk<'r, I>,
    position: Option<usize>,
    count: u64,
}

impl<I: Input> Members<'_, I> {
    /// Goes into the object that comes next. A value of another kind is read and checked, and the answer is no: there is
    /// nothing more to do about it.
    ///
    /// # Errors
    /// The sink wants no more, or the input is not JSON.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "so that the walk need not lie in memory")]
    pub fn open<S: Sink>(&mut self, input: &mut I, sink: &mut S) -> Flow<bool> {
        if !input.is(Kind::Object) {
            self.rule.typed.check(input, sink)?;
            return Ok(false);
        }
        self.position = input.position();
        self.rule.typed.expect(Kind::Object, self.position, sink)?;
        self.object.open(input)?;
        Ok(true)
    }

    /// Goes before the next member's value, which has to be read, and gives the member's number among those that the
    /// schema knows ([`OTHER`](crate::OTHER) where it has none); goes behind the object, if no member is left.
    ///
    /// # Errors
    /// The input is not JSON.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "one call a member is enough, that of the input's own step")]
    pub fn next<S: Sink>(&mut self, input: &mut I, sink: &mut S) -> Flow<Option<u32>> {
        if S::COLLECTS && self.count > 0 {
            sink.leave();
        }
        let Some(number) = self.object.next(input)? else { return Ok(None) };
        self.count += 1;
        if S::COLLECTS {
            sink.enter(Segment::Name(self.object.name()));
        }
        Ok(Some(number))
    }

    /// The name of the member at hand.
    #[inline]
    pub fn name(&self) -> &str {
        self.object.name()
    }

    /// Checks what is known when all members were read.
    ///
    /// # Errors
    /// The sink wants no more.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "so that the walk need not lie in memory")]
    pub fn close<S: Sink>(&self, sink: &mut S) -> Flow {
        let rule = self.rule;
        match self.object.has_all(rule.wanted) {
            Some(true) => {}
            Some(false) if !S::COLLECTS => return Err(Stop::Rejected),
            _ => rule.report_missing(&self.object.met(), self.position, sink)?,
        }
        if !rule.dependent.is_empty() {
            let met = self.object.met();
            for (member, required, schema, keyword) in rule.dependent {
                let dependent = (*member, required.iter().copied(), *schema, *keyword);
                rule.check_dependent(dependent, &met, self.position, sink)?;
            }
        }
        rule.check_count(self.count, self.position, sink)
    }

    /// Reports which members are missing of those in `required`, each with its schema.
    ///
    /// # Errors
    /// The sink wants no more.
    pub fn check_required<'n, S: Sink>(
        &self,
        required: impl Iterator<Item = (&'n str, &'n str)>,
        sink: &mut S,
    ) -> Flow {
        self.rule.check_required(required, &self.object.met(), self.position, sink)
    }

    /// Reports which members are missing of those that another one requires, if it is there.
    ///
    /// # Errors
    /// The sink wants no more.
    pub fn check_dependent<'n, S: Sink>(
        &self,
        dependent: (&str, impl Iterator<Item = &'n str>, &str, &str),
        sink: &mut S,
    ) -> Flow {
        self.rule.check_dependent(dependent, &self.object.met(), self.position, sink)
    }

    /// Whether all of these were met; `None` where that takes a closer look.
    pub fn has_all(&self, wanted: Wanted) -> Option<bool> {
        self.object.has_all(wanted)
    }
}

/// Whether the value that comes next is an object that has a member of that name. Nothing is read.
///
/// # Errors
/// Reading came to a limit, so that nobody knows.
pub fn has_member<I: Input>(input: &I, member: &str) -> Flow<bool> {
    verdict_or(input.has_member(member), false)
}
