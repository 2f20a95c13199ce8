//! Derived conversions beside ones written by hand, which use the same codecs and report no losses.

use std::error::Error;

use formwork_runtime::{Members, Secret};
use formwork_sessions::supabase::{UserAppMetadata, UserMetadata};
use formwork_sessions::{
    BallwareToSupabase, BallwareToSupabaseOptions, DotdoToBallware, DotdoToBallwareOptions, Session,
    SupertokensToDotdo, SupertokensToDotdoOptions, ballware, dotdo, supabase, supertokens,
};

use crate::by_hand::{
    auth0_to_supertokens, ballware_to_supabase, dotdo_to_ballware, dotdo_to_supertokens, supabase_to_ballware,
    supertokens_to_dotdo,
};
use crate::clock::{Measure, time};
use crate::examples::Examples;

/// What is converted, and what the conversions ask for.
struct Given {
    examples: Examples,
    to_supabase: BallwareToSupabase,
    to_ballware: DotdoToBallware,
    to_dotdo: SupertokensToDotdo,
}

impl Given {
    fn read() -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            examples: Examples::read()?,
            to_supabase: BallwareToSupabase {
                audience: "authenticated".to_owned(),
                account_created_at: "2024-01-01T00:00:00Z".to_owned(),
                user_app_metadata: UserAppMetadata { provider: None, providers: None, rest: Members::new() },
                user_user_metadata: UserMetadata(Members::new()),
                options: BallwareToSupabaseOptions::default(),
            },
            to_ballware: DotdoToBallware {
                refresh_token: Secret::from("refresh"),
                email: "ada@example.org".to_owned(),
                options: DotdoToBallwareOptions::default(),
            },
            to_dotdo: SupertokensToDotdo {
                access_token: Secret::from("opaque"),
                options: SupertokensToDotdoOptions::default(),
            },
        })
    }
}

/// Times the pairs and prints a table. The cost of a copy of the source, which each pass needs, is taken off both sides.
///
/// # Errors
/// An example is not what its schema says, or the two ways differ.
pub(crate) fn compare() -> Result<(), Box<dyn Error>> {
    let given = Given::read()?;
    let measures = measures(&given)?;
    let figures = time(&measures);
    println!("### Conversions\n\n| | derived ns | by hand ns | more ns | copy of the source ns | derived to by hand |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    for (measures, figures) in measures.chunks(3).zip(figures.chunks(3)) {
        let ([copy, derived, hand], [first, ..]) = (figures, measures) else { continue };
        let name = first.name.trim_end_matches(" copy");
        let (copy, derived, hand) = (copy.nanos, derived.nanos, hand.nanos);
        let (more, own) = (derived - hand, hand - copy);
        // Where the copy is all there is to it, a ratio of what remains says nothing.
        let ratio = if own < 20.0 { "–".to_owned() } else { format!("{:.2}", (derived - copy) / own) };
        println!("| {name} | {derived:.0} | {hand:.0} | {more:.0} | {copy:.0} | {ratio} |");
    }
    Ok(())
}

/// Runs one measure over and over, for a profiler: `supabase to ballware derived`, say.
///
/// # Errors
/// As [`compare`], or there is no such measure.
pub(crate) fn repeat(name: &str, passes: u64) -> Result<(), Box<dyn Error>> {
    let given = Given::read()?;
    let measures = measures(&given)?;
    let measure = measures.iter().find(|one| one.name == name).ok_or("there is no such measure")?;
    println!("{name}: {} ns a pass", measure.run(passes).as_nanos() / u128::from(passes.max(1)));
    Ok(())
}

/// Three for each pair: the copy, the derived way and the handwritten one.
fn measures(given: &Given) -> Result<Vec<Measure<'_>>, Box<dyn Error>> {
    let Given { examples, to_supabase, to_ballware, to_dotdo } = given;
    let Examples { supabase, ballware, dotdo, supertokens, auth0 } = examples;
    /// A row: the name, the source, the derived way and the handwritten one.
    macro_rules! rows {
        ($($name:literal $target:ty, $source:ident, $derived:expr, $hand:expr;)*) => {{
            let mut measures = Vec::new();
            $(
                let derived: $target = { let $source = $source.clone(); $derived.to()? };
                let hand: $target = { let $source = $source.clone(); $hand? };
                if derived != hand {
                    return Err(format!("{}: the two ways differ", $name).into());
                }
                measures.push(Measure::new(concat!($name, " copy"), || $source.clone()));
                measures.push(Measure::new(concat!($name, " derived"), || {
                    let $source = $source.clone();
                    $derived.to::<$target>()
                }));
                measures.push(Measure::new(concat!($name, " by hand"), || {
                    let $source = $source.clone();
                    $hand
                }));
            )*
            measures
        }};
    }
    let measures = rows! {
        "supabase to ballware" ballware::SessionWithUserInfo, supabase,
            Session::via(supabase), supabase_to_ballware(supabase);
        "ballware to supabase" supabase::Session, ballware,
            Session::via(ballware).given(to_supabase.clone()),
            ballware_to_supabase(ballware, to_supabase.clone());
        "dotdo to supertokens" supertokens::SuperTokensSession, dotdo,
            Session::via(dotdo), dotdo_to_supertokens(dotdo);
        "dotdo to ballware" ballware::SessionWithUserInfo, dotdo,
            Session::via(dotdo).given(to_ballware.clone()),
            dotdo_to_ballware(dotdo, to_ballware.refresh_token.clone(), to_ballware.email.clone());
        "supertokens to dotdo" dotdo::Session, supertokens,
            Session::via(supertokens).given(to_dotdo.clone()),
            supertokens_to_dotdo(supertokens, to_dotdo.access_token.clone());
        "auth0 to supertokens" supertokens::SuperTokensSession, auth0,
            Session::via(auth0), auth0_to_supertokens(auth0);
    };
    Ok(measures)
}
