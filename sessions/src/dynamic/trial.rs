//! What is wrong with a source whatever its caller supplies: a conversion is tried with something in place of that.

use formwork_runtime::Json;
use formwork_runtime::convert::{Convert, FromGiven, GivenValues, Problem, ProblemKind};

use crate::Session;

/// What stands in for a value: the first that fits is taken. Times are at either end of the years that there are, so that
/// what fails at both does not fail for want of the right one.
fn stand_ins(early: bool) -> Vec<Json> {
    let (text, seconds) = if early {
        ("0000-01-01T00:00:00.000Z", -62_167_219_200_i64)
    } else {
        ("9999-12-31T23:59:59.999Z", 253_402_300_799)
    };
    let empty = [Json::Object(formwork_runtime::Object::new()), Json::Array(Vec::new())];
    [text.into(), seconds.into()].into_iter().chain(empty).collect()
}

/// The problems of the source itself; none where nothing stands in for what is missing.
pub(super) fn refused<S: Clone, T>(source: &S, given: &GivenValues) -> Vec<Problem>
where
    Session: Convert<S, T, Needs: FromGiven>,
{
    let mut found = tried::<S, T>(source, given, true);
    let late = tried::<S, T>(source, given, false);
    found.retain(|problem| late.contains(problem));
    found
}

fn tried<S: Clone, T>(source: &S, given: &GivenValues, early: bool) -> Vec<Problem>
where
    Session: Convert<S, T, Needs: FromGiven>,
{
    let mut given = given.fitting();
    let mut asked = given.clone();
    if FromGiven::from_given(&mut asked).map(drop::<<Session as Convert<S, T>>::Needs>).is_err() {
        asked.missing().iter().for_each(|missing| given.give_any(missing.name, stand_ins(early)));
    }
    let Ok(needs) = FromGiven::from_given(&mut given) else { return Vec::new() };
    let Err(problems) = Session::via(source.clone()).given(needs).to::<T>() else { return Vec::new() };
    // What has no place in the source is of a stand-in, and what is missing is asked for already.
    let of_source = |problem: &Problem| problem.from.is_some() && !matches!(problem.kind, ProblemKind::Missing { .. });
    problems.problems.into_iter().filter(of_source).collect()
}
