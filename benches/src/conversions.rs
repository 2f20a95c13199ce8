//! Derived conversions beside ones written by hand, which use the same codecs and report no losses.

use std::error::Error;

use formwork_runtime::{Members, Secret, from_slice};
use formwork_sessions::supabase::{UserAppMetadata, UserMetadata};
use formwork_sessions::{
    BallwareToSupabase, Session, SupertokensToDotdo, SupertokensToDotdoOptions, auth0, ballware, dotdo, supabase,
    supertokens,
};

use crate::by_hand::{
    auth0_to_supertokens, ballware_to_supabase, dotdo_to_ballware, dotdo_to_supertokens, supabase_to_ballware,
    supertokens_to_dotdo,
};
use crate::clock::{Measure, time};

/// Times the pairs and prints a table. The cost of a copy of the source, which each pass needs, is taken off both sides.
///
/// # Errors
/// An example is not what its schema says, or the two ways differ.
pub(crate) fn compare() -> Result<(), Box<dyn Error>> {
    let supabase: supabase::Session = from_slice(include_bytes!("../../schemas/supabase/examples/valid/typical.json"))?;
    let ballware: ballware::SessionWithUserInfo =
        from_slice(include_bytes!("../../schemas/ballware/examples/valid/typical.json"))?;
    let dotdo: dotdo::Session = from_slice(include_bytes!("../../schemas/dotdo/examples/valid/minimal.json"))?;
    let supertokens: supertokens::SuperTokensSession =
        from_slice(include_bytes!("../../schemas/supertokens/examples/valid/typical.json"))?;
    let auth0: auth0::SessionData = from_slice(include_bytes!("../../schemas/auth0/examples/valid/typical.json"))?;
    let to_supabase = BallwareToSupabase {
        audience: "authenticated".to_owned(),
        account_created_at: "2024-01-01T00:00:00Z".to_owned(),
        user_app_metadata: UserAppMetadata { provider: None, providers: None, rest: Members::new() },
        user_user_metadata: UserMetadata(Members::new()),
        options: formwork_sessions::BallwareToSupabaseOptions::default(),
    };
    let to_ballware = formwork_sessions::DotdoToBallware {
        refresh_token: Secret::from("refresh"),
        email: "ada@example.org".to_owned(),
        options: formwork_sessions::DotdoToBallwareOptions::default(),
    };
    let to_dotdo =
        SupertokensToDotdo { access_token: Secret::from("opaque"), options: SupertokensToDotdoOptions::default() };

    /// A row: the name, the source, the derived way and the handwritten one.
    macro_rules! rows {
        ($($name:literal $target:ty, $source:ident, $derived:expr, $hand:expr;)*) => {{
            let mut measures = Vec::new();
            $(
                let derived: $target = { let $source = $source.clone(); $derived?.to()? };
                let hand: $target = { let $source = $source.clone(); $hand? };
                if derived != hand {
                    return Err(format!("{}: the two ways differ", $name).into());
                }
                measures.push(Measure::new(concat!($name, " copy"), || $source.clone()));
                measures.push(Measure::new(concat!($name, " derived"), || {
                    let $source = $source.clone();
                    $derived.map(|via| via.to::<$target>())
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
            Ok::<_, Box<dyn Error>>(Session::via(supabase)), supabase_to_ballware(supabase);
        "ballware to supabase" supabase::Session, ballware,
            Ok::<_, Box<dyn Error>>(Session::via(ballware).given(to_supabase.clone())),
            ballware_to_supabase(ballware, to_supabase.clone());
        "dotdo to supertokens" supertokens::SuperTokensSession, dotdo,
            Ok::<_, Box<dyn Error>>(Session::via(dotdo)), dotdo_to_supertokens(dotdo);
        "dotdo to ballware" ballware::SessionWithUserInfo, dotdo,
            Ok::<_, Box<dyn Error>>(Session::via(dotdo).given(to_ballware.clone())),
            dotdo_to_ballware(dotdo, to_ballware.refresh_token.clone(), to_ballware.email.clone());
        "supertokens to dotdo" dotdo::Session, supertokens,
            Ok::<_, Box<dyn Error>>(Session::via(supertokens).given(to_dotdo.clone())),
            supertokens_to_dotdo(supertokens, to_dotdo.access_token.clone());
        "auth0 to supertokens" supertokens::SuperTokensSession, auth0,
            Ok::<_, Box<dyn Error>>(Session::via(auth0)), auth0_to_supertokens(auth0);
    };
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
