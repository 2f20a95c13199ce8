//! `anyOf`, `oneOf`, `not`: several schemas for one value

use super::in_place::{also, verdict};
use crate::{Decode, Fault, Flow, Input, Kind, Kinds, Sink, Stop, Verdict};

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

/// Reads a value as `T`, if it is one; if not, the input stays before it.
///
/// # Errors
/// Reading came to a limit, so that nobody knows.
#[inline]
pub fn attempt<T: Decode, I: Input>(input: &mut I) -> Flow<Option<T>> {
    let mut attempt = input.clone();
    match also(&mut attempt, T::decode) {
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
    tag: Option<String>,
}

impl Look {
    fn at<A: Alternatives, I: Input>(alternatives: &A, input: &mut I) -> Flow<Self> {
        let kind = input.kind()?;
        let tag = match alternatives.tag().filter(|_| kind == Kind::Object) {
            Some(name) => super::tag(&mut input.clone(), name)?,
            None => None,
        };
        Ok(Self { kind, tag })
    }

    fn candidates<A: Alternatives>(&self, alternatives: &A) -> impl Iterator<Item = usize> {
        (0..alternatives.count()).filter(|index| {
            alternatives.kinds(*index).admits(self.kind)
                && (self.kind != Kind::Object || alternatives.has_tag(*index, self.tag.as_deref()))
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
        forks = (0..alternatives.count()).map(|_| sink.fork()).collect();
        for index in look.candidates(alternatives) {
            if let Some(fork) = forks.get_mut(index) {
                // That the fork wants no more does not stop the others.
                let _ = also(&mut input.clone(), |input| alternatives.check(index, input, fork));
            }
        }
    }
    let message = format_args!("fulfils none of the alternatives");
    sink.report_alternatives(position, Fault { schema, keyword, message }, forks)?;
    input.skip()
}
