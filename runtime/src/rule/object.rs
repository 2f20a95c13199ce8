//! `required`, `minProperties`, `maxProperties`, `dependentRequired`, and the walk over an object's members

use super::{Count, Limit, Typed, in_place::verdict_or};
use crate::{Fault, Flow, Input, Kind, Kinds, Segment, Sink};

/// The rules for objects that are not about a single member, with the kinds that are allowed beside them.
#[derive(Clone, Copy, Debug)]
pub struct Object<'s> {
    schema: &'s str,
    typed: Typed<'s>,
    required: Limit<'s, &'s [&'s str]>,
    also_required: &'s [(&'s str, &'s str)],
    dependent: &'s [Dependent<'s>],
    min: Option<Limit<'s, u64>>,
    max: Option<Limit<'s, u64>>,
}

/// A rule of `dependentRequired`: a tracked member, what it requires (tracked index and name), the schema, and the
/// keyword, which is `dependencies` in older drafts.
pub type Dependent<'s> = (usize, &'s [(usize, &'s str)], &'s str, &'s str);

/// Which of an object's tracked members were met: the required ones by their place in `required`, then those that
/// others depend on.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    first: u128,
    more: Vec<bool>,
}

impl Seen {
    /// Notes that the tracked member `index` was met.
    #[inline]
    pub fn mark(&mut self, index: usize) {
        if index < 128 {
            self.first |= 1 << index;
        } else {
            self.mark_more(index - 128);
        }
    }

    #[cold]
    fn mark_more(&mut self, index: usize) {
        if self.more.len() <= index {
            self.more.resize(index + 1, false);
        }
        if let Some(slot) = self.more.get_mut(index) {
            *slot = true;
        }
    }

    /// Whether the tracked member `index` was met.
    #[inline]
    pub fn has(&self, index: usize) -> bool {
        if index < 128 { self.first >> index & 1 == 1 } else { self.more.get(index - 128).is_some_and(|seen| *seen) }
    }
}

impl<'s> Object<'s> {
    /// The schema at `schema` allows objects only.
    pub const fn at(schema: &'s str) -> Self {
        Self {
            schema,
            typed: Typed::at(schema, Kinds::OBJECT),
            required: Limit::new(&[], schema),
            also_required: &[],
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

    /// `required`; the member `names[i]` is tracked as `i`.
    #[must_use]
    pub const fn required(mut self, names: &'s [&'s str]) -> Self {
        self.required = Limit::new(names, self.schema);
        self
    }

    /// `required` of further schemas, each name with its schema; they are tracked after those of `required`.
    #[must_use]
    pub const fn also_required(mut self, names: &'s [(&'s str, &'s str)]) -> Self {
        self.also_required = names;
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

    /// Reads a value; if it is an object, `member` reads each member's value and notes tracked members.
    ///
    /// # Errors
    /// The sink wants no more, or the input is not JSON.
    #[inline]
    pub fn check<I: Input, S: Sink>(
        &self,
        input: &mut I,
        sink: &mut S,
        member: impl FnMut(&str, &mut I, &mut S, &mut Seen) -> Flow,
    ) -> Flow {
        self.check_with(input, sink, member, |_, _, _| Ok(()))
    }

    /// Like [`check`](Self::check); `also` is told which tracked members were met, and where the object is.
    ///
    /// # Errors
    /// The sink wants no more, or the input is not JSON.
    #[inline]
    pub fn check_with<I: Input, S: Sink>(
        &self,
        input: &mut I,
        sink: &mut S,
        mut member: impl FnMut(&str, &mut I, &mut S, &mut Seen) -> Flow,
        also: impl FnOnce(&Seen, Option<usize>, &mut S) -> Flow,
    ) -> Flow {
        if input.kind()? != Kind::Object {
            return self.typed.check(input, sink);
        }
        let position = input.position();
        self.typed.expect(Kind::Object, position, sink)?;
        let mut seen = Seen::default();
        let count = input.object(|name, value| {
            sink.enter(Segment::Name(name));
            let flow = member(name, value, sink, &mut seen);
            sink.leave();
            flow
        })?;
        for (index, name) in self.required.value.iter().enumerate() {
            if !seen.has(index) {
                missing(self.required.schema, name, position, sink)?;
            }
        }
        for (index, (name, schema)) in self.also_required.iter().enumerate() {
            if !seen.has(self.required.value.len() + index) {
                missing(schema, name, position, sink)?;
            }
        }
        for (member, required, schema, keyword) in self.dependent {
            for (_, name) in required.iter().filter(|(index, _)| seen.has(*member) && !seen.has(*index)) {
                missing_dependent(schema, keyword, name, position, sink)?;
            }
        }
        also(&seen, position, sink)?;
        self.check_count(count as u64, position, sink)
    }

    #[inline]
    fn check_count<S: Sink>(&self, count: u64, position: Option<usize>, sink: &mut S) -> Flow {
        if let Some(min) = self.min.filter(|min| count < min.value) {
            let message = format_args!("fewer than {}", Count(min.value, "member"));
            min.report("minProperties", position, message, sink)?;
        }
        if let Some(max) = self.max.filter(|max| count > max.value) {
            let message = format_args!("more than {}", Count(max.value, "member"));
            max.report("maxProperties", position, message, sink)?;
        }
        Ok(())
    }
}

/// Reports that the object at `position` does not have the member `name`, which `dependentRequired` wants.
///
/// # Errors
/// The sink wants no more.
#[cold]
pub fn missing_dependent<S: Sink>(
    schema: &str,
    keyword: &str,
    name: &str,
    position: Option<usize>,
    sink: &mut S,
) -> Flow {
    let message = format_args!("the member {name:?} is missing, which another one requires");
    sink.report(position, Fault { schema, keyword, message })
}

/// Reports that the object at `position` does not have the member `name`, which `required` wants.
///
/// # Errors
/// The sink wants no more.
#[cold]
pub fn missing<S: Sink>(schema: &str, name: &str, position: Option<usize>, sink: &mut S) -> Flow {
    let message = format_args!("the member {name:?} is missing");
    sink.report(position, Fault { schema, keyword: "required", message })
}

/// Whether the value that comes next is an object that has a member of that name. Nothing is read.
///
/// # Errors
/// Reading came to a limit, so that nobody knows.
pub fn has_member<I: Input>(input: &I, member: &str) -> Flow<bool> {
    verdict_or(input.has_member(member), false)
}

/// The string that a member of the object that comes next holds; `None` where there is none. Nothing is read.
///
/// # Errors
/// Reading came to a limit, so that nobody knows.
pub fn tag<I: Input>(input: &I, member: &str) -> Flow<Option<String>> {
    verdict_or(input.member_text(member, |text| text.map(str::to_owned)), None)
}
