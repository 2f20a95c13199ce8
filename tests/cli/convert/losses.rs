//! What is lost, rounded or kept.

use serde_json::{Value, json};

use super::{DOTDO, place};

#[test]
fn losses_are_told_by_their_reasons() {
    let run = place().run("convert --from supabase --to ballware supabase.json");
    run.ends_with(0).tells(
        "warning[lossy]: supabase.json: converted from supabase to ballware, with losses\n  \
         dropped, as ballware has no place for it: /token_type, /user/created_at\n  \
         dropped, as the provider's secrets are its own: /provider_token\n  \
         dropped, as no slot takes it to ballware: /user/aud, /user/app_metadata, /user/user_metadata\n",
    );
    assert_eq!(
        run.json(),
        json!({ "access_token": "MARKER-4711-a", "refresh_token": "MARKER-4711-r", "expires_in": 3600,
                "identifier": "u1", "email": "ada@example.org", "issued": "2026-01-08T11:33:27.000Z" })
    );
    let run = place().run("convert --from supabase --to ballware --quiet supabase.json");
    run.ends_with(0).tells("");
}

#[test]
fn what_is_rounded_is_told_with_how() {
    let arguments = "convert --from dotdo --to auth0 --allow revoked --allow unbound dotdo.json";
    let run = place().run(arguments);
    run.ends_with(0)
        .complains("\n  rounded to whole seconds, down: /expiresAt -> /tokenSet/expiresAt, /createdAt -> /int")
        .complains("\n  dropped, as it is not what follows from /token: /tokenHash\n");
    assert_eq!(run.json()["internal"]["createdAt"], 1_767_872_007);
}

#[test]
fn what_must_not_be_lost_has_to_be_allowed() {
    let place = place();
    place.run("convert --from dotdo --to supertokens dotdo.json").ends_with(1).tells(
        "error[problem]: dotdo.json: dotdo to supertokens loses what has to be allowed\n  \
         --allow revoked   /revokedAt: a session that was revoked would come back to life\n  \
         --allow unbound   /boundUserAgent: the session would no longer be bound to its user agent\n",
    );
    // With all else that is missing.
    let run = place.run("convert --from dotdo --to ballware dotdo.json --allow unbound");
    run.ends_with(2).complains("--set /email=…").complains("--allow revoked  ");
    assert!(!run.err.contains("unbound"));
    // By either name.
    let run = place.run("convert --from dotdo --to supertokens dotdo.json --allow allow_revoked --allow unbound");
    run.ends_with(0).complains("\n  dropped, as a session that was revoked would come back to life: /revokedAt\n");
    let only = "where --allow takes revoked, unbound";
    place
        .run("convert --from dotdo --to supertokens dotdo.json --allow revokd")
        .makes_no_sense(&format!("--allow revokd is of no use from dotdo to supertokens, {only}"));
    place
        .run("convert --from auth0 --to dotdo auth0.json --allow revoked")
        .makes_no_sense("--allow revoked is of no use from auth0 to dotdo, where --allow takes nothing");
}

#[test]
fn exact_converts_only_what_loses_nothing() {
    let place = place();
    place.run("convert --from supabase --to ballware --exact supabase.json").ends_with(1).tells(
        "error[lossy]: supabase.json: supabase to ballware loses something, which --exact forbids\n  \
         dropped, as ballware has no place for it: /token_type, /user/created_at\n  \
         dropped, as the provider's secrets are its own: /provider_token\n  \
         dropped, as no slot takes it to ballware: /user/aud, /user/app_metadata, /user/user_metadata\n",
    );
    assert_eq!(place.run("convert --from supabase --to ballware --exact supabase.json").out, "");
    let run = place.run("convert --from supertokens --to dotdo --exact supertokens.json --set-file /token=token.txt");
    run.ends_with(0).tells("");
    let session = run.json();
    assert_eq!(
        (&session["token"], &session["expiresAt"]),
        (&json!("MARKER-4711-f"), &json!("2023-11-14T23:13:20.000Z"))
    );
}

#[test]
fn a_format_becomes_itself_as_it_was() {
    let run = place().run("convert --from dotdo --to dotdo --exact dotdo.json");
    run.ends_with(0).tells("");
    assert_eq!(run.json(), serde_json::from_str::<Value>(DOTDO).unwrap());
    place()
        .run("convert --from dotdo --to dotdo dotdo.json --set /id=s2")
        .makes_no_sense("--set /id is of no use from dotdo to dotdo, where --set takes nothing");
}
