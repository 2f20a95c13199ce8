//! Laws of writing into a value that is there: what a conversion of the hub refuses is refused, what is taken away is told
//! of, and a value that cannot be written into stays as it was.

use formwork_runtime::{
    convert::{Ledger, LostKind, Problem, ProblemKind},
    from_json, from_slice, to_json,
};
use formwork_sessions::{Session, SessionToAuth0, SessionToDotdo, auth0, dotdo, dynamic::Vendor, supertokens};

use crate::{
    ensure, of_pair, of_vendor,
    support::{Draw, Law, Schema, format::Format, hold, hub, json::spelled},
};

fn made<F: Format>(draw: &mut Draw) -> F {
    from_json(&Schema::of(F::VENDOR).make(draw)).expect("it is valid")
}

/// Writes a hub into a value, and tells what was wrong; whatever is leaves the value as it was.
fn patched<F: Format>(target: &F, hub: &Session, allow: bool) -> Result<(Vec<Problem>, Ledger), String> {
    let (mut patched, mut ledger) = (target.clone(), Ledger::new());
    let done = patched.patch(hub, allow, &mut ledger);
    ensure!(ledger.is_clean(), "{}: {:?}", F::VENDOR, ledger.problems());
    let same = spelled(&to_json(target)) == spelled(&to_json(&patched));
    ensure!(done.is_ok() || same, "{}: half written\n was {target:?}\n  is {patched:?}", F::VENDOR);
    let found = done.err().map(|problems| problems.problems);
    ensure!(found.as_ref().is_none_or(|found| !found.is_empty()), "{}: nothing is wrong", F::VENDOR);
    Ok((found.unwrap_or_default(), ledger))
}

fn refuses_alike<F: Format>(hub: &Session, target: &F) -> Law {
    let (found, _) = patched(target, hub, false)?;
    let Err(problems) = F::write(hub.clone()) else { return Ok(()) };
    for problem in problems.problems.iter().filter(|problem| matches!(problem.kind, ProblemKind::Refused { .. })) {
        ensure!(found.contains(problem), "{}: {problem} is not refused", F::VENDOR);
    }
    let (found, _) = patched(target, hub, true)?;
    let refused = found.iter().find(|problem| matches!(problem.kind, ProblemKind::Refused { .. }));
    ensure!(refused.is_none(), "{}: {refused:?} is allowed", F::VENDOR);
    Ok(())
}

fn refuses_what_was_read<A: Format, B: Format>(draw: &mut Draw) -> Law {
    let (source, target) = (made::<A>(draw), made::<B>(draw));
    let Ok(hub) = source.read() else { return draw.skip() };
    refuses_alike(&hub, &target)
}

fn refuses_what_was_made<F: Format>(draw: &mut Draw) -> Law {
    let target = made::<F>(draw);
    refuses_alike(&hub::make(draw), &target)
}

/// What `via(hub).to()` refuses, writing the hub into a value refuses, and what fails has written nothing.
#[test]
fn what_a_conversion_refuses_a_patch_refuses() {
    hold(400, |draw| {
        let from = *draw.pick(&Vendor::ALL);
        let to = *draw.pick(&Vendor::ALL);
        if from == to {
            return of_vendor!(to, refuses_what_was_made(draw));
        }
        of_pair!((from, to), refuses_what_was_read(draw))
    });
}

fn loses_alike<F: Format>(draw: &mut Draw) -> Law {
    draw.wild = false;
    let (hub, target) = (hub::make(draw), made::<F>(draw));
    let (found, ledger) = patched(&target, &hub, true)?;
    let Ok((_, lost)) = F::write(hub.clone()) else { return draw.skip() };
    let Ok(there) = target.read() else { return draw.skip() };
    for lost in lost.iter().filter(|lost| lost.kind == LostKind::Dropped) {
        let pointer = lost.from.as_deref().unwrap_or_default();
        let name = pointer.trim_start_matches('/');
        // What the target says as well is not lost.
        let same = hub::slot(&hub, name) == hub::slot(&there, name);
        let told = ledger.losses().iter().any(|told| told.kind == lost.kind && told.from == lost.from);
        ensure!(!found.is_empty() || same || told, "{}: {lost} is not told", F::VENDOR);
    }
    Ok(())
}

/// What a conversion tells that it drops, writing into a value tells as well.
#[test]
fn what_a_conversion_drops_a_patch_drops() {
    hold(400, |draw| {
        let vendor = *draw.pick(&Vendor::ALL);
        of_vendor!(vendor, loses_alike(draw))
    });
}

fn revoked() -> dotdo::Session {
    from_slice(
        br#"{"id":"s1","userId":"u1","token":"t","tokenHash":"h","createdAt":"2026-01-08T11:33:27.000Z",
        "expiresAt":"2026-01-09T11:33:27.000Z","revokedAt":"2026-01-08T12:00:00.000Z","boundUserAgent":"Mozilla",
        "metadata":{"plan":"free"}}"#,
    )
    .expect("it is valid")
}

/// The losses of a ledger that speak of any of these.
fn lines(ledger: &Ledger, of: &[&str]) -> Vec<String> {
    let all = ledger.losses().iter().map(ToString::to_string);
    all.filter(|line| of.iter().any(|of| line.contains(of))).collect()
}

#[test]
fn a_revoked_session_is_not_written_into_one_that_cannot_say_so() {
    let hub = Session::try_from(revoked()).unwrap();
    let was: auth0::SessionData = from_slice(
        br#"{"user":{"sub":"u0"},"tokenSet":{"accessToken":"a","expiresAt":1},"internal":{"sid":"s0","createdAt":1}}"#,
    )
    .unwrap();
    let (mut target, mut ledger) = (was.clone(), Ledger::new());
    let found = hub.write_into_auth0(&mut target, SessionToAuth0::default(), &mut ledger).unwrap_err();
    assert_eq!(target, was);
    let problems = Session::via(hub.clone()).to::<auth0::SessionData>().unwrap_err();
    assert_eq!(found, problems);
    assert_eq!(problems.problems.len(), 2);

    let (needs, mut ledger) =
        (SessionToAuth0 { allow_revoked: true, allow_unbound: true, ..Default::default() }, Ledger::new());
    hub.write_into_auth0(&mut target, needs, &mut ledger).unwrap();
    assert_eq!(target.user.sub, "u1");
    assert_eq!(
        lines(&ledger, &["revoked", "user agent", "/metadata", "/session_expires_at", "/kept"]),
        [
            "dropped /kept: what rides along was never a `auth0`",
            "dropped /revoked_at: a session that was revoked would come back to life",
            "dropped /bound_user_agent: the session would no longer be bound to its user agent",
            "dropped /session_expires_at: `auth0` has no place for it",
            "dropped /metadata: `auth0` has no place for it",
        ]
    );
}

#[test]
fn what_another_format_has_no_place_for_is_not_taken_away() {
    let source: dotdo::Session =
        dotdo::Session { revoked_at: None, bound_user_agent: None, metadata: None, ..revoked() };
    let source: supertokens::SuperTokensSession = Session::via(source).to().unwrap();
    let hub = Session { user_id: "u2".to_owned(), ..Session::try_from(source).unwrap() };
    let (mut target, mut ledger) = (revoked(), Ledger::new());
    hub.write_into_dotdo(&mut target, SessionToDotdo::default(), &mut ledger).unwrap();
    let expected = revoked();
    assert_eq!(target.user_id, "u2");
    assert_eq!(target.revoked_at, expected.revoked_at);
    assert_eq!(target.bound_user_agent, expected.bound_user_agent);
    assert_eq!(lines(&ledger, &["dropped"]), ["dropped /kept: what rides along was never a `dotdo`"]);
    assert_eq!(
        lines(&ledger, &["/revokedAt", "/boundUserAgent"]),
        [
            "filled in /revokedAt: the hub has none, so that it stays as it was",
            "filled in /boundUserAgent: the hub has none, so that it stays as it was",
        ]
    );
}

#[test]
fn what_is_taken_away_is_told_of_and_what_has_a_guard_is_refused() {
    let mut hub = Session::try_from(revoked()).unwrap();
    (hub.revoked_at, hub.bound_user_agent, hub.metadata) = (None, None, None);
    hub.user_id = "u2".to_owned();
    let mut target = revoked();
    let problems = hub.write_into_dotdo(&mut target, SessionToDotdo::default(), &mut Ledger::new()).unwrap_err();
    assert_eq!(target, revoked());
    assert_eq!(
        problems.to_string(),
        "session -> dotdo: 2 problems\n  \
         1. /revokedAt: a session that was revoked would come back to life; allow it by `allow_revoked`\n  \
         2. /boundUserAgent: the session would no longer be bound to its user agent; allow it by `allow_unbound`"
    );
    // The conversion with what rides along is the same.
    assert_eq!(Session::via(hub.clone()).to::<dotdo::Session>(), Err(problems));

    let needs = SessionToDotdo { allow_revoked: true, allow_unbound: true, ..Default::default() };
    let mut ledger = Ledger::new();
    hub.write_into_dotdo(&mut target, needs.clone(), &mut ledger).unwrap();
    let expected = dotdo::Session {
        user_id: "u2".to_owned(),
        revoked_at: None,
        bound_user_agent: None,
        metadata: None,
        ..revoked()
    };
    assert_eq!(target, expected);
    assert_eq!(
        lines(&ledger, &["dropped"]),
        [
            "dropped /metadata: the hub has none any more",
            "dropped /revokedAt: a session that was revoked would come back to life",
            "dropped /boundUserAgent: the session would no longer be bound to its user agent",
        ]
    );
    let (converted, losses) = Session::via(hub).given(needs).to_with_losses::<dotdo::Session>().unwrap();
    assert_eq!((&converted, losses.as_slice()), (&expected, ledger.losses()));
}

#[test]
fn what_cannot_be_written_leaves_all_as_it_was() {
    let mut hub = Session::try_from(revoked()).unwrap();
    (hub.id, hub.revoked_at) = (Some("s2".to_owned()), None);
    let mut target = revoked();
    let needs = SessionToDotdo { allow_unbound: true, ..Default::default() };
    assert!(hub.write_into_dotdo(&mut target, needs, &mut Ledger::new()).is_err());
    assert_eq!(target, revoked());
    // What the caller gives is written as well.
    let needs = SessionToDotdo { id: Some("s3".to_owned()), allow_revoked: true, ..Default::default() };
    hub.write_into_dotdo(&mut target, needs, &mut Ledger::new()).unwrap();
    assert_eq!(target, dotdo::Session { id: "s3".to_owned(), revoked_at: None, ..revoked() });
}
