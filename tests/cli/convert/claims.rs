//! What fills what is missing: claims that nobody verified, and the time of issue.

use serde_json::json;

use super::{AUTH0, SUPABASE, place};

#[test]
fn claims_fill_what_is_missing_only_where_they_are_named() {
    // {"session_id":"s1","iat":1700000000,"exp":1700003600,"role":"MARKER-4711","aud":["a","b"]}
    const TOKEN: &str = "h.eyJzZXNzaW9uX2lkIjoiczEiLCJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMzYwMCwicm9sZSI6Ik1BUktFUi00NzExIiwi\
                         YXVkIjpbImEiLCJiIl19.s";
    let full = SUPABASE.replace("MARKER-4711-a", TOKEN);
    let place = place().file("bare.json", full.replace("\"expires_at\":1767875607,", "")).file("full.json", full);
    let convert = "convert --from supabase --to dotdo";
    place.run(&format!("{convert} full.json --unverified-claims iat,exp")).ends_with(2).complains("--set /id=…");
    let run =
        place.run(&format!("{convert} bare.json --unverified-claims session_id,iat,exp --now 2001-02-03T04:05:06Z"));
    run.ends_with(0).complains(
        "\n  filled in, as the token claims it as `session_id`, which nobody verified: /access_token -> /id\n",
    );
    let session = run.json();
    assert_eq!(
        (&session["id"], &session["createdAt"], &session["expiresAt"]),
        (&json!("s1"), &json!("2023-11-14T22:13:20.000Z"), &json!("2023-11-14T23:13:20.000Z"))
    );
    // What the session itself says comes first, and what follows from a claim needs no other.
    let created =
        |arguments: &str| place.run(&format!("{convert} -q {arguments}")).ends_with(0).json()["createdAt"].clone();
    assert_eq!(created("full.json --unverified-claims session_id,iat"), "2026-01-08T11:33:27.000Z");
    assert_eq!(created("bare.json --unverified-claims session_id,iat"), "2023-11-14T22:13:20.000Z");
    assert_eq!(
        created("bare.json --unverified-claims session_id --now 2001-02-03T04:05:06Z"),
        "2001-02-03T04:05:06.000Z"
    );
    // A token without such a claim, and one that is none.
    place.run(&format!("{convert} full.json --unverified-claims sid")).ends_with(2).complains(
        "/access_token -> /id: --unverified-claims sid gives nothing: the token does not have it, or not as one value\n",
    );
    place.run(&format!("{convert} supabase.json --unverified-claims sid")).ends_with(2).complains(
        "--unverified-claims sid gives nothing: the token has not three parts, so that it is no JSON Web Token\n",
    );
    let run = |arguments: &str| place.run(&format!("{convert} full.json {arguments}"));
    run("--unverified-claims aud").makes_no_sense(
        "--unverified-claims aud is of no use from supabase to dotdo, where --unverified-claims takes session_id, sid, iat, exp",
    );
    run("--unverified-claims sid --set /id=s2").makes_no_sense("id is given twice");
    run("--unverified-claims role").ends_with(2).complains("the claims are session_id, sid, iat, exp and aud");
}

#[test]
fn the_claimed_time_of_issue_says_how_long_a_token_lives_that_says_when_it_expires() {
    // {"iat":1767872007,"exp":1}
    const TOKEN: &str = "h.eyJpYXQiOjE3Njc4NzIwMDcsImV4cCI6MX0.s";
    let auth0 = AUTH0.replace("MARKER-4711-a", TOKEN);
    let place = place().file("iat.json", &auth0).file("late.json", auth0.replace("1767875607.5", "1767872006"));
    let given = "--set /user/created_at=2024 --set /user/app_metadata={} --set /user/user_metadata={} \
                 --set-file /refresh_token=token.txt --set audience=all";
    let convert = |arguments: &str| place.run(&format!("convert --from auth0 --to supabase {given} {arguments}"));
    let run = convert("iat.json --unverified-claims iat");
    run.ends_with(0).complains(
        "\n  filled in, as the token claims what it follows from as `iat`, which nobody verified: \
         /tokenSet/accessToken -> /expires_in\n",
    );
    assert_eq!((&run.json()["expires_in"], &run.json()["expires_at"]), (&json!(3600.5), &json!(1_767_875_607)));
    // Only where it is named, and never what would be less than nothing.
    convert("iat.json").ends_with(2).complains("--set /expires_in=…");
    convert("late.json --unverified-claims iat").ends_with(2).complains("--set /expires_in=…").complains(
        "--unverified-claims iat gives nothing: the session does not say that the token expires after that\n",
    );
    convert("auth0.json --unverified-claims iat").ends_with(2).complains("so that it is no JSON Web Token\n");
    convert("iat.json --unverified-claims iat --set /expires_in=1").makes_no_sense("lifetime is given twice");
    let other = "convert --from supertokens --to supabase supertokens.json --unverified-claims iat";
    place.run(other).ends_with(2).complains("--unverified-claims iat is of no use from supertokens to supabase");
}

#[test]
fn now_is_asked_only_where_the_session_does_not_say() {
    let bare = SUPABASE.replace("\"expires_at\":1767875607,", "");
    let place = place().file("bare.json", bare);
    let issued = |arguments: &str| {
        let run = place.run(&format!("convert -q --from supabase --to ballware {arguments}"));
        run.ends_with(0).tells("").json()["issued"].clone()
    };
    assert_eq!(issued("supabase.json --now 2001-02-03T04:05:06Z"), "2026-01-08T11:33:27.000Z");
    assert_eq!(issued("bare.json --now 2001-02-03T04:05:06Z"), "2001-02-03T04:05:06.000Z");
    assert_eq!(issued("supabase.json --set /issued=2001-02-03T04:05:06Z"), "2001-02-03T04:05:06.000Z");
    place.run("convert --from supabase --to ballware bare.json").ends_with(2).tells(
        "error[missing]: bare.json: ballware needs what this supabase session does not say\n  \
         --set /issued=…   issued_at: When the access token was issued. Or: --now TIME\n",
    );
    // Where the format counts seconds.
    let run = place.run("convert -q --from supabase --to auth0 bare.json --set /internal/sid=s1 --now 2001-02-03T04:05:06Z --set /tokenSet/expiresAt=7");
    assert_eq!(run.ends_with(0).json()["internal"]["createdAt"], 981_173_106);
    place
        .run("convert --from supabase --to ballware bare.json --now yesterday")
        .ends_with(2)
        .complains("'--now <TIME>'");
    place
        .run("convert --from auth0 --to dotdo auth0.json --now 2001-02-03T04:05:06Z")
        .makes_no_sense("--now is of no use from auth0 to dotdo, where --now takes nothing");
}
