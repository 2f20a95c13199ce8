//! What is missing, refused or does not fit.

use serde_json::json;

use super::{AUTH0, place};

#[test]
fn what_is_missing_is_listed_at_once_with_its_flags() {
    place().run("convert --from auth0 --to supabase auth0.json").ends_with(2).tells(
        "error[missing]: auth0.json: supabase needs what this auth0 session does not say\n  \
         --set /expires_in=…              lifetime: Seconds from the issue of the access token to its expiry.\n  \
         --set /user/created_at=…         account_created_at: When the account was created, not the session: ISO 8601 text, \
         kept as Supabase sends it.\n  \
         --set /user/app_metadata=…       user_app_metadata: supabase alone has it.\n  \
         --set /user/user_metadata=…      user_user_metadata: supabase alone has it.\n  \
         --set-file /refresh_token=FILE   refresh_token: Gets the next access token.\n  \
         --set /user/aud=…                audience: Who the access token is for.\n",
    );
    let given = "--set /expires_in=3600 --set /user/created_at=2024 --set /user/app_metadata={} --set /user/user_metadata={} \
                 --set-file /refresh_token=token.txt --set audience=all";
    let run = place().run(&format!("convert -q --from auth0 --to supabase auth0.json {given}"));
    run.ends_with(0).tells("");
    let session = run.json();
    let shown = place().run("convert --from auth0 --to supabase auth0.json --set /refresh_token=MARKER-4711-f");
    shown.ends_with(2).complains(
        "warning[secret]: --set /refresh_token shows a secret to all who list processes; --set-file \
         /refresh_token=FILE does not\n",
    );
    assert_eq!(session["refresh_token"], "MARKER-4711-f");
    assert_eq!((&session["user"]["aud"], &session["user"]["created_at"]), (&json!("all"), &json!("2024")));
}

#[test]
fn a_document_beside_the_session_gives_what_it_holds() {
    let place =
        place().file("access.json", r#"{"token":"MARKER-4711-a","expiry":1700000600000,"createdTime":1700000000000}"#);
    let place = place.file("user.json", r#"{"id":"u1","emails":["ada@example.org"],"timeJoined":1,"tenantIds":["t"]}"#);
    place.run("convert --from supertokens --to ballware supertokens.json").ends_with(2).tells(
        "error[missing]: supertokens.json: ballware needs what this supertokens session does not say\n  \
         --set-file /access_token=FILE    access_token: The access token, or dot-do's opaque token in its place. \
         Or: --with access=FILE\n  \
         --set-file /refresh_token=FILE   refresh_token: Gets the next access token. Or: --with refresh=FILE\n  \
         --set /expires_in=…              lifetime: Seconds from the issue of the access token to its expiry. \
         Or: --with access=FILE\n  \
         --set /issued=…                  issued_at: When the access token was issued. Or: --with access=FILE, --now TIME\n  \
         --set /email=…                   email: Mail address of the user. Or: --with user=FILE\n",
    );
    let given = "--with access=access.json --with user=user.json --set-file /refresh_token=token.txt";
    let run = place.run(&format!("convert -q --from supertokens --to ballware supertokens.json {given}"));
    let session = run.ends_with(0).tells("").json();
    assert_eq!(
        session,
        json!({ "access_token": "MARKER-4711-a", "refresh_token": "MARKER-4711-f", "expires_in": 600, "identifier": "u1",
                "email": "ada@example.org", "issued": "2023-11-14T22:13:20.000Z" })
    );
    let run = place.run("convert --from supertokens --to ballware supertokens.json --with access=user.json");
    run.ends_with(2).complains("\n  access: what is given is not a value that fits here\n");
}

#[test]
fn what_a_format_cannot_say_is_told_with_all_that_is_missing() {
    let place = place()
        .file("dpop.json", AUTH0.replace("\"expiresAt\"", "\"token_type\":\"DPoP\",\"expiresAt\""))
        .file("mac.json", AUTH0.replace("\"expiresAt\"", "\"token_type\":\"MARKER\",\"expiresAt\""));
    let refused = "  /tokenSet/token_type -> /token_type: DPoP is not bearer: the token is bound to a key (RFC 9449), and \
                   Supabase has bearer tokens alone\n";
    let run = place.run("convert --from auth0 --to supabase dpop.json");
    run.ends_with(2).complains("--set /expires_in=…").complains("--set /user/aud=…").complains(refused);
    // What does not fit is asked for anew, and hides nothing.
    let run = place.run("convert --from auth0 --to supabase dpop.json --set /expires_in=soon");
    run.ends_with(2).complains("/expires_in: what is given is not a value that fits here").complains(refused);
    let given = "--set /expires_in=3600 --set /user/created_at=2024 --set /user/app_metadata={} --set /user/user_metadata={} \
                 --set-file /refresh_token=token.txt --set audience=all";
    place.run(&format!("convert --from auth0 --to supabase dpop.json {given}")).ends_with(1).complains(refused);
    let run = place.run(&format!("convert --from auth0 --to supabase mac.json {given}"));
    run.ends_with(1).tells(
        "error[problem]: mac.json: this session cannot be converted from auth0 to supabase\n  \
         /tokenSet/token_type -> /token_type: is not bearer (RFC 6750), and Supabase has bearer tokens alone\n",
    );
}

#[test]
fn what_does_not_fit_is_told_without_its_value() {
    let place = place();
    let run = place.run("convert --from supabase --to dotdo supabase.json --set /id=s1 --set /createdAt=MARKER-4711");
    run.ends_with(2).tells(
        "error[missing]: supabase.json: dotdo needs what this supabase session does not say\n  \
         /createdAt: what is given is not a value that fits here\n",
    );
    let run = place.run("convert --from auth0 --to dotdo auth0.json --set /id=s1");
    run.ends_with(2);
    // Text that looks like a number, where text is wanted.
    let run = place.run("convert -q --from supabase --to dotdo supabase.json --set /id=17");
    assert_eq!(run.ends_with(0).json()["id"], "17");
}

#[test]
fn what_cannot_be_read_or_is_no_session_is_told_with_its_place() {
    let place =
        place().file("text.json", "{\"access_token\": oops}").file("other.json", "{\n \"user\": {\"sub\": 1} }");
    let convert = "convert --from auth0 --to dotdo";
    place
        .run(&format!("{convert} none.json"))
        .ends_with(3)
        .tells("error[unreadable]: none.json: this cannot be read\n  none.json: there is no such file\n");
    let run = place.run(&format!("{convert} text.json"));
    run.ends_with(3).complains("error[unreadable]: text.json: this cannot be read\n  text.json:1:18: ");
    let run = place.run(&format!("{convert} other.json"));
    run.ends_with(1).complains("error[invalid]: other.json: this is no auth0 session\n");
    run.complains("\n  other.json:2:18: /user/sub: expected string, found number\n");
    let run = place.run("convert --from supertokens --to auth0 supertokens.json --with access=none.json");
    run.ends_with(3).tells("error[unreadable]: what --with access names: there is no such file\n");
    // A secret where the name of its file belongs.
    let run = place.run("convert --from supertokens --to dotdo supertokens.json --set-file /token=MARKER-4711");
    run.ends_with(3).tells("error[unreadable]: what --set-file /token names: there is no such file\n");
    let run = place.run("convert --from supertokens --to auth0 supertokens.json --with access=token.txt");
    run.ends_with(3).tells("error[unreadable]: what --with access names: 1:1: this is not JSON\n");
}
