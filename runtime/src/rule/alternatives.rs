//! `anyOf`, `oneOf`, `not`: several schemas for one value

use super::in_place::{also, verdict, verdict_or};
use crate::{Check, Decode, Fault, Flow, Input, Kind, Kinds, Sink, Stop, Verdict};

/// The subschemas of one keyword, in the schema's order.
pub trait Alternatives {
    /// How many there are.
    fn count(&self) -> usize;

    /// The kinds that the subschema `index` can accept at all; a value of another kind is not shown to it.
    fn kinds(&self, _index: usize) -> Kinds {
        Kinds::ALL
    }

    /// The member that tells subschemas apart, if there is one.
    fn tag(&self) -> Option<&str> {
        None
    }

    /// Whether the subschema `index` can accept an object in which the tag holds this string, or none.
    fn has_tag(&self, _index: usize, _value: Option<&str>) -> bool {
        true
    }

    /// Reads a value and checks it against the subschema `index`.
    ///
    /// # Errors
    /// The sink wants no more, or the input is not JSON.
    fn check<I: Input, S: Sink>(&self, index: usize, input: &mut I, sink: &mut S) -> Flow;
}

/// Reads a value as the parts of a `T`, whose schema accepts it: it is checked first, unless it is a part of a value that
/// was.
///
/// # Errors
/// The schema does not accept the value, or a limit was reached.
#[inline]
pub fn checked<T: Check, I: Input, P>(input: &mut I, decode: impl FnOnce(&mut I) -> Flow<P>) -> Flow<P> {
    if input.budget().is_checked() {
        return decode(input);
    }
    T::check(&mut input.clone(), &mut Verdict)?;
    input.budget().set_checked(true);
    let decoded = decode(input);
    input.budget().set_checked(false);
    decoded
}

/// Reads a value as `T`, if it is one; if not, the input stays before it.
///
/// # Errors
/// Reading came to a limit, so that nobody knows.
#[inline]
pub fn attempt<T: Decode, I: Input>(input: &mut I) -> Flow<Option<T>> {
    let mut attempt = input.clone();
    // That the choice as a whole was checked does not say which alternative it is.
    let is_checked = attempt.budget().is_checked();
    attempt.budget().set_checked(false);
    let decoded = also(&mut attempt, T::decode);
    attempt.budget().set_checked(is_checked);
    match decoded {
        Ok(value) => {
            *input = attempt;
            Ok(Some(value))
        }
        Err(Stop::Rejected) => Ok(None),
        Err(limit) => Err(limit),
    }
}

/// Like [`attempt`], where a look at the value does not rule `T` out already.
///
/// # Errors
/// Reading came to a limit, so that nobody knows.
#[inline]
pub fn attempt_if<T: Decode, I: Input>(is_possible: bool, input: &mut I) -> Flow<Option<T>> {
    if is_possible { attempt(input) } else { Ok(None) }
}

/// `anyOf` of the schema at `schema`: reads a value that at least one subschema accepts.
///
/// # Errors
/// The sink wants no more, the input is not JSON, or a limit was reached.
pub fn any_of<A: Alternatives, I: Input, S: Sink>(schema: &str, alternatives: &A, input: &mut I, sink: &mut S) -> Flow {
    let look = Look::at(alternatives, input)?;
    for index in look.candidates(alternatives) {
        let mut attempt = input.clone();
        if verdict(also(&mut attempt, |input| alternatives.check(index, input, &mut Verdict)))? {
            *input = attempt;
            return Ok(());
        }
    }
    report_none(schema, "anyOf", alternatives, &look, input, sink)
}

/// `oneOf` of the schema at `schema`: reads a value that exactly one subschema accepts.
///
/// # Errors
/// The sink wants no more, the input is not JSON, or a limit was reached.
pub fn one_of<A: Alternatives, I: Input, S: Sink>(schema: &str, alternatives: &A, input: &mut I, sink: &mut S) -> Flow {
    let look = Look::at(alternatives, input)?;
    let mut accepting = None;
    for index in look.candidates(alternatives) {
        let mut attempt = input.clone();
        if !verdict(also(&mut attempt, |input| alternatives.check(index, input, &mut Verdict)))? {
            continue;
        }
        if let Some((first, _)) = accepting {
            let message = format_args!("fulfils more than one alternative: {first} and {index} (counted from 0)");
            sink.report(input.position(), Fault { schema, keyword: "oneOf", message })?;
            return input.skip();
        }
        accepting = Some((index, attempt));
    }
    match accepting {
        Some((_, read)) => {
            *input = read;
            Ok(())
        }
        None => report_none(schema, "oneOf", alternatives, &look, input, sink),
    }
}

/// `not` of the schema at `schema`: reads a value, of which is known whether the subschema accepts it.
///
/// # Errors
/// The sink wants no more, or the input is not JSON.
pub fn not<I: Input, S: Sink>(schema: &str, is_accepted: bool, input: &mut I, sink: &mut S) -> Flow {
    if is_accepted {
        let message = format_args!("is what the schema under `not` describes");
        sink.report(input.position(), Fault { schema, keyword: "not", message })?;
    }
    input.skip()
}

/// What a first look at a value tells of the subschemas that can accept it.
struct Look {
    kind: Kind,
    /// Of the first so many subschemas, those that the tag does not rule out.
    tagged: u128,
}

impl Look {
    #[inline]
    fn at<A: Alternatives, I: Input>(alternatives: &A, input: &mut I) -> Flow<Self> {
        let kind = input.kind()?;
        let tagged = match alternatives.tag().filter(|_| kind == Kind::Object) {
            Some(name) => {
                let count = alternatives.count().min(128);
                let with = |text: Option<&str>| {
                    (0..count).fold(0, |mask, index| mask | u128::from(alternatives.has_tag(index, text)) << index)
                };
                verdict_or(input.member_text(name, with), u128::MAX)?
            }
            None => u128::MAX,
        };
        Ok(Self { kind, tagged })
    }

    #[inline]
    fn candidates<A: Alternatives>(&self, alternatives: &A) -> impl Iterator<Item = usize> {
        (0..alternatives.count()).filter(|index| {
            alternatives.kinds(*index).admits(self.kind) && (*index >= 128 || self.tagged >> index & 1 == 1)
        })
    }
}

/// Reports a value that no alternative accepts, with what those that could have something against it.
#[cold]
fn report_none<A: Alternatives, I: Input, S: Sink>(
    schema: &str,
    keyword: &str,
    alternatives: &A,
    look: &Look,
    input: &mut I,
    sink: &mut S,
) -> Flow {
    let position = input.position();
    let mut forks = Vec::new();
    if S::COLLECTS {
        let is_candidate: Vec<usize> = look.candidates(alternatives).collect();
        let mut is_over = false;
        for index in 0..alternatives.count() {
            let mut fork = sink.fork(&forks);
            if !is_over && fork.has_room() && is_candidate.contains(&index) {
                // That a fork wants no more does not stop the others. At a limit the causes are not all known, but that
                // no alternative accepts the value is.
                let flow = also(&mut input.clone(), |input| alternatives.check(index, input, &mut fork));
                is_over = matches!(flow, Err(Stop::Limit(_)));
            }
            forks.push(fork);
        }
    }
    let message = format_args!("fulfils none of the alternatives");
    sink.report_alternatives(position, Fault { schema, keyword, message }, forks)?;
    input.skip()
}
