//! How often conversions allocate: `cargo run --release -p formwork-benches --bin allocations`.
//!
//! Source and needs are there before it counts, and the target is still there after it: what a conversion allocates
//! besides is more than the target's own blocks, which ends the run. A binary of its own, as counting costs time.

#[path = "../by_hand.rs"]
mod by_hand;
#[path = "../examples.rs"]
mod examples;

use std::alloc::System;
use std::error::Error;
use std::hint::black_box;

use examples::Examples;
use formwork_runtime::Json;
use formwork_runtime::convert::{Convert, FromGiven, GivenValues, ProblemKind};
use formwork_sessions::{Session, auth0, ballware, dotdo, supabase, supertokens};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// How often `work` allocates, and what it comes to.
fn count<T>(work: impl FnOnce() -> T) -> (usize, T) {
    let region = Region::new(COUNTED);
    let made = black_box(work());
    let change = region.change();
    (change.allocations + change.reallocations, made)
}

/// Gives something for a need.
fn give(given: &mut GivenValues, name: &str) {
    let text = |text: &str| Json::String(text.to_owned());
    let values = match name {
        "user_app_metadata" | "user_user_metadata" => vec![Json::Object(formwork_runtime::Object::new())],
        "lifetime" => vec![Json::from(3600)],
        "issued_at" | "created_at" | "expires_at" | "session_expires_at" => {
            vec![text("2026-01-08T11:33:27.000Z"), Json::from(1_767_872_007)]
        }
        _ => vec![text("given")],
    };
    given.give_any(name, values);
}

/// What the pair asks for, and no more.
fn needs<S: Clone, T>(source: &S) -> Outcome<GivenValues>
where
    Session: Convert<S, T, Needs: FromGiven>,
{
    let mut given = GivenValues::new();
    given.allow("allow_revoked");
    given.allow("allow_unbound");
    loop {
        let mut tried = given.clone();
        let names: Vec<&str> = if let Ok(needs) = FromGiven::from_given(&mut tried) {
            let Err(problems) = Session::via(source.clone()).given(needs).to::<T>() else { return Ok(given) };
            let kinds = problems.problems.iter().map(|problem| problem.kind);
            kinds.filter_map(|kind| if let ProblemKind::Missing { need } = kind { need } else { None }).collect()
        } else {
            tried.missing().iter().map(|missing| missing.name).collect()
        };
        if names.is_empty() {
            return Err("the example does not convert".into());
        }
        for name in names {
            give(&mut given, name);
        }
    }
}

/// One pair, derived: how often it allocates, and how many blocks its target has.
fn pair<S: Clone, T: Clone>(source: &S) -> Outcome<(usize, usize)>
where
    Session: Convert<S, T, Needs: FromGiven>,
{
    let mut given = needs::<S, T>(source)?;
    let needs = FromGiven::from_given(&mut given).map_err(|_| "what is given does not fit")?;
    let source = source.clone();
    let (allocations, target) = count(|| Session::via(source).given(needs).to::<T>());
    let target = target?;
    Ok((allocations, count(|| target.clone()).0))
}

fn main() -> Outcome<()> {
    let Examples { supabase, ballware, dotdo, supertokens, auth0 } = Examples::read()?;
    println!("| | allocations | by hand | blocks of the target |\n| --- | ---: | ---: | ---: |");
    /// A row for each pair, and for those written by hand as well how often these allocate.
    macro_rules! rows {
        ($($source:ident to $name:literal $target:ty $(, $hand:expr)?;)*) => {$({
            let (derived, blocks) = pair::<_, $target>(&$source)?;
            #[allow(unused_mut, unused_assignments, reason = "some rows have no rival")]
            let mut hand = String::from("–");
            $({
                let $source = $source.clone();
                let (allocations, target) = $hand($source);
                target?;
                hand = allocations.to_string();
            })?
            println!("| {} to {} | {derived} | {hand} | {blocks} |", stringify!($source), $name);
            if derived > blocks {
                return Err("it allocates more than its target holds".into());
            }
        })*};
    }
    rows! {
        supabase to "ballware" ballware::SessionWithUserInfo, |source| count(|| by_hand::supabase_to_ballware(source));
        supabase to "dotdo" dotdo::Session;
        supabase to "supertokens" supertokens::SuperTokensSession;
        supabase to "auth0" auth0::SessionData;
        ballware to "supabase" supabase::Session;
        ballware to "dotdo" dotdo::Session;
        ballware to "supertokens" supertokens::SuperTokensSession;
        ballware to "auth0" auth0::SessionData;
        dotdo to "supabase" supabase::Session;
        dotdo to "ballware" ballware::SessionWithUserInfo;
        dotdo to "supertokens" supertokens::SuperTokensSession, |source| count(|| by_hand::dotdo_to_supertokens(source));
        dotdo to "auth0" auth0::SessionData;
        supertokens to "supabase" supabase::Session;
        supertokens to "ballware" ballware::SessionWithUserInfo;
        supertokens to "dotdo" dotdo::Session, |source| {
            let token = "given".to_owned().into();
            count(|| by_hand::supertokens_to_dotdo(source, token))
        };
        supertokens to "auth0" auth0::SessionData;
        auth0 to "supabase" supabase::Session;
        auth0 to "ballware" ballware::SessionWithUserInfo;
        auth0 to "dotdo" dotdo::Session;
        auth0 to "supertokens" supertokens::SuperTokensSession, |source| count(|| by_hand::auth0_to_supertokens(source));
    }
    Ok(())
}
