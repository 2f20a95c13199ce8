//! Sessions converted from one vendor's format into another's.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::{Place, Run, run, schemas};

const VENDORS: [&str; 5] = ["supabase", "ballware", "dotdo", "supertokens", "auth0"];

/// What a secret is called here, so that it is found wherever it turns up.
const MARKER: &str = "MARKER-4711";

const SUPABASE: &str = r#"{"access_token":"MARKER-4711-a","refresh_token":"MARKER-4711-r","expires_in":3600,
  "token_type":"bearer","expires_at":1767875607,"provider_token":"MARKER-4711-p",
  "user":{"id":"u1","aud":"authenticated","email":"ada@example.org","app_metadata":{},"user_metadata":{},
  "created_at":"2024-01-01T00:00:00Z"}}"#;

const AUTH0: &str = r#"{"user":{"sub":"u1"},"tokenSet":{"accessToken":"MARKER-4711-a","expiresAt":1767875607.5},
  "internal":{"sid":"s1","createdAt":1767872007}}"#;

const SUPERTOKENS: &str = r#"{"handle":"s1","userId":"u1","timeCreated":1700000000000,"expiry":1700003600000}"#;

/// One that was revoked, and bound to a user agent.
const DOTDO: &str = r#"{"id":"s1","userId":"u1","token":"MARKER-4711-t","tokenHash":"h",
  "createdAt":"2026-01-08T11:33:27.500Z","expiresAt":"2026-01-09T11:33:27.500Z",
  "revokedAt":"2026-01-08T12:00:00.000Z","boundUserAgent":"curl/8"}"#;

fn place() -> Place {
    let place = Place::empty().file("supabase.json", SUPABASE).file("auth0.json", AUTH0).file("dotdo.json", DOTDO);
    place.file("supertokens.json", SUPERTOKENS).file("token.txt", "MARKER-4711-f\n")
}

/// One line, as a line of NDJSON has to be.
fn line(text: &str) -> String {
    serde_json::from_str::<Value>(text).unwrap().to_string() + "\n"
}

impl Run {
    /// What is told, which is nothing secret.
    #[track_caller]
    fn tells(&self, err: &str) -> &Self {
        assert!(!self.err.contains("MARKER"), "{}", self.err);
        assert_eq!(self.err, err, "out: {}", self.out);
        self
    }

    /// The reports on standard error.
    #[track_caller]
    fn reports(&self) -> Vec<Value> {
        assert!(!self.err.contains("MARKER"), "{}", self.err);
        self.err.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))).collect()
    }

    /// A command line that makes no sense.
    #[track_caller]
    fn makes_no_sense(&self, why: &str) {
        self.ends_with(2);
        let message = self.err.lines().next().unwrap_or_default();
        assert_eq!((self.out.as_str(), message), ("", format!("error: {why}").as_str()));
        assert!(!self.err.contains("MARKER"), "{}", self.err);
    }
}

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

#[test]
fn arguments_of_no_use_are_refused_before_anything_is_converted() {
    let place = place();
    let run = |arguments: &str| place.run(&format!("convert --from supabase --to dotdo supabase.json {arguments}"));
    let takes = "from supabase to dotdo, where --set takes /id, /token, /createdAt, /expiresAt";
    run("--set /idd=MARKER").makes_no_sense(&format!("--set /idd is of no use {takes}"));
    // What stands where a pointer belongs may be the secret.
    run("--set MARKER==").makes_no_sense(&format!("--set ••• is of no use {takes}"));
    run("--set MARKER").makes_no_sense("there is no `=` in it: the form is --set POINTER=VALUE");
    run("--set /id=").makes_no_sense("nothing is given for /id; if empty text is meant, give it as \"\", in quotes");
    run("--set /id=MARKER --set /id=b").makes_no_sense("id is given twice");
    run("--set /id=MARKER --set-file id=token.txt").makes_no_sense("id is given twice");
    run("--set /createdAt=MARKER --now 2001-02-03T04:05:06Z").makes_no_sense("issued_at is given twice");
    run("--with access=token.txt")
        .makes_no_sense("--with access is of no use from supabase to dotdo, where --with takes nothing");
    run("- -").makes_no_sense("standard input can be read only once, but `-` is there twice");
    run("- --set-file /id=-").makes_no_sense("standard input can be read only once, but `-` is there twice");
    let empty = place.file("empty.txt", "\n");
    empty
        .run("convert --from supabase --to dotdo supabase.json --set-file /id=empty.txt")
        .makes_no_sense("nothing is given for /id; if empty text is meant, give it as \"\", in quotes");
    empty
        .run("convert --from nobody --to dotdo supabase.json")
        .ends_with(2)
        .complains("the formats are supabase, ballware");
    empty.run("convert --to dotdo supabase.json").ends_with(2).complains("--from <FORMAT>");
    for help in ["--set-file", "--report", "outcome", "Exit codes", "Examples:"] {
        empty.run("convert --help").ends_with(0).says(help);
    }
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

#[test]
fn a_bad_line_does_not_stop_the_others() {
    let lossless = line(SUPERTOKENS);
    let input = format!("{lossless}\n{{oops\n{{\"handle\":1}}\n{}", lossless.replace("\"s1\"", "\"s2\""));
    let convert = "convert --from supertokens --to dotdo --set-file /token=token.txt";
    let run = place().run_with(&format!("{convert} --ndjson -"), &input);
    run.ends_with(3).complains("error[unreadable]: <stdin>:3: this cannot be read\n  <stdin>:3:2: ");
    run.complains(
        "error[invalid]: <stdin>:4: this is no supertokens session\n  <stdin>:4:1: the member \"userId\" is missing\n",
    );
    run.complains("\n  <stdin>:4:11: /handle: expected string, found number\n");
    let ids: Vec<Value> =
        run.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone()).collect();
    assert_eq!(ids, ["s1", "s2"]);
    // The gravest end wins, wherever it is met.
    let run = place().run_with(&format!("{convert} --ndjson"), format!("{{\"handle\":1}}\n{lossless}"));
    assert_eq!(run.ends_with(1).out.lines().count(), 1);
    let place = place().file("a.ndjson", &lossless).file("b.jsonl", input);
    let run = place.run(&format!("{convert} a.ndjson b.jsonl supertokens.json"));
    assert_eq!(run.ends_with(3).out.lines().count(), 4);
    run.complains("b.jsonl:3:2: ").complains("b.jsonl:4:11: ");
    place.run_with(&format!("{convert} --ndjson"), "\n").ends_with(3).complains("there is no record in it");
}

#[test]
fn a_value_that_some_lines_need_is_given_for_all() {
    // The second has an address of its own, before which the given one goes.
    let without = line(&SUPABASE.replace("\"email\":\"ada@example.org\",", ""));
    let lines = without.clone() + &without;
    let convert = "convert -q --from supabase --to ballware --ndjson";
    let run = place().run_with(convert, &lines);
    run.ends_with(2).complains("error[missing]: <stdin>:1: ").complains("<stdin>:2: ").complains("--set /email=…");
    let run = place().run_with(&format!("{convert} --set /email=bob@example.org"), lines + &line(SUPABASE));
    assert_eq!(run.ends_with(0).tells("").out.matches("bob@example.org").count(), 3);
    let bare = line(&SUPABASE.replace("\"expires_at\":1767875607,", ""));
    let run = place().run_with(&format!("{convert} --now 2001-02-03T04:05:06Z"), bare + &line(SUPABASE));
    run.ends_with(0).tells("").says("2001-02-03T04:05:06.000Z").says("2026-01-08T11:33:27.000Z");
}

#[test]
fn a_line_is_converted_before_the_next_one_comes() {
    let place = place();
    let arguments = ["convert", "--from", "dotdo", "--to", "dotdo", "--ndjson"];
    let mut child = place.command().args(arguments).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
    input.write_all(line(DOTDO).as_bytes()).unwrap();
    // Were the whole input read first, nothing would come and this test would not end.
    assert!(output.next().unwrap().unwrap().contains("\"s1\""));
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn reports_are_json_of_one_shape() {
    let entry = |kind: &str, from: Value, to: Value, why: &str, flag: Value, line: Value, column: Value| json!({ "kind": kind, "from": from, "to": to, "why": why, "flag": flag, "line": line, "column": column });
    let none = Value::Null;
    let lines = line(DOTDO) + "{oops\n";
    let run = place().run_with("convert --from dotdo --to supertokens --report json --ndjson -", &lines);
    let reports = run.ends_with(3).reports();
    let refused = |from: &str, why: &str, flag: &str| {
        entry("refused", json!(from), none.clone(), why, json!(flag), none.clone(), none.clone())
    };
    assert_eq!(
        reports[0],
        json!({ "session": "<stdin>:1", "from": "dotdo", "to": "supertokens", "outcome": "problem", "entries": [
            refused("/revokedAt", "a session that was revoked would come back to life", "--allow revoked"),
            refused("/boundUserAgent", "the session would no longer be bound to its user agent", "--allow unbound"),
        ] })
    );
    assert_eq!((&reports[1]["session"], &reports[1]["outcome"]), (&json!("<stdin>:2"), &json!("unreadable")));
    let wrong = &reports[1]["entries"][0];
    assert_eq!((&wrong["kind"], &wrong["line"], &wrong["column"]), (&json!("unreadable"), &json!(2), &json!(2)));

    let one = |arguments: &str| {
        let reports = place().run(&format!("convert --report json {arguments}")).reports();
        assert_eq!(reports.len(), 1);
        reports[0].clone()
    };
    let report = one("--from supabase --to ballware supabase.json");
    assert_eq!((&report["session"], &report["outcome"]), (&json!("supabase.json"), &json!("converted")));
    let lost = entry(
        "dropped",
        json!("/token_type"),
        none.clone(),
        "`ballware` has no place for it",
        none.clone(),
        none.clone(),
        none.clone(),
    );
    assert_eq!((report["entries"].as_array().unwrap().len(), &report["entries"][0]), (6, &lost));
    assert_eq!(one("--from supabase --to ballware --exact supabase.json")["outcome"], "lossy");
    // What loses nothing has its line too.
    let report = one("--from dotdo --to dotdo dotdo.json");
    assert_eq!((&report["outcome"], &report["entries"]), (&json!("converted"), &json!([])));
    let report = one("--from supabase --to dotdo supabase.json --set /createdAt=MARKER");
    assert_eq!(report["outcome"], "missing");
    let missing = entry(
        "missing",
        none.clone(),
        json!("/id"),
        "id: Id of the session.",
        json!("--set /id=…"),
        none.clone(),
        none.clone(),
    );
    let why = "what is given is not a value that fits here";
    let unfit = entry("unfit", none.clone(), json!("/createdAt"), why, none.clone(), none.clone(), none.clone());
    assert_eq!(report["entries"], json!([missing, unfit]));
    let report = one("--from auth0 --to dotdo supabase.json");
    assert_eq!((&report["outcome"], &report["entries"][0]["kind"]), (&json!("invalid"), &json!("invalid")));
    place().run("convert --report json -q --from dotdo --to dotdo dotdo.json").ends_with(0).tells("");
}

#[test]
fn the_names_of_a_session_cannot_steer_a_terminal() {
    let hostile = AUTH0.replace("\"sub\":\"u1\"", "\"sub\":\"u1\",\"a\\u001b[31m\u{202e}\\nb\":1");
    let run = place().file("hostile.json", hostile).run("convert --from auth0 --to dotdo hostile.json");
    run.ends_with(0).complains("/user/a·[31m··b");
}

#[test]
fn the_transcript_in_the_readme_is_what_is_told() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let place = place().file("session.json", example("supertokens", "typical.json"));
    let transcript = readme.split("```\n$ formwork convert ").nth(1).unwrap().split("```").next().unwrap();
    let mut count = 0;
    for part in transcript.split("$ formwork convert ") {
        let (arguments, told) = part.split_once('\n').unwrap();
        let run = place.run(&format!("convert {}", arguments.trim_end_matches(" > converted.json")));
        run.tells(&format!("{}\n", told.trim_end()));
        count += 1;
    }
    assert_eq!(count, 2);
}

/// The flags that a report asks for, with values.
fn answers(report: &Value) -> Vec<String> {
    let value = |pointer: &str| match pointer {
        "/user/app_metadata" | "/user/user_metadata" => "{}",
        "/user/created_at" | "/issued" | "/createdAt" => "2026-01-08T11:33:27Z",
        "/expiresAt" => "2026-01-09T11:33:27.000Z",
        "/expires_in" => "3600",
        "/tokenSet/expiresAt" | "/internal/createdAt" => "1767875607",
        "/email" => "ada@example.org",
        _ => "something",
    };
    let entries = report["entries"].as_array().unwrap().iter();
    let flags = entries.filter_map(|entry| entry["flag"].as_str()).flat_map(|flag| {
        let (flag, argument) = flag.split_once(' ').unwrap();
        let argument = match flag {
            "--set" => argument.replace('…', value(argument.trim_end_matches("=…"))),
            "--set-file" => argument.replace("=FILE", "=token.txt"),
            _ => argument.to_owned(),
        };
        [flag.to_owned(), argument]
    });
    flags.collect()
}

fn example(vendor: &str, name: &str) -> String {
    fs::read_to_string(schemas().join(vendor).join("examples/valid").join(name)).unwrap()
}

#[test]
fn every_format_becomes_every_other_one_with_the_flags_that_are_told() {
    for from in VENDORS {
        let place = place().file("in.json", example(from, "typical.json"));
        for to in VENDORS {
            let convert = |how: &[String]| {
                let arguments = ["convert", "--report", "json", "--from", from, "--to", to, "in.json"];
                run(place.command().args(arguments).args(how), "")
            };
            let first = convert(&[]);
            let given = answers(&first.reports()[0]);
            assert_eq!(first.code == Some(0), given.is_empty(), "{from} {to}: {}", first.err);
            let second = convert(&given);
            second.ends_with(0);
            assert_eq!(second.reports()[0]["outcome"], "converted", "{from} {to}: {}", second.err);
            assert_eq!(second.out.contains(MARKER), given.contains(&"--set-file".to_owned()), "{from} {to}");
            let schema = schemas().join(to).join("session.schema.json");
            let judged = run(place.command().args(["validate", "-q", "-s"]).arg(schema).arg("-"), &second.out);
            judged.ends_with(0).is_silent();
        }
    }
}

/// The values that nobody may see: tokens, and what the application keeps to itself.
fn secrets(value: &Value, is_secret: bool, found: &mut Vec<String>) {
    let names = ["token", "tokenHash", "accessToken", "refreshToken", "idToken", "metadata", "userDataInDatabase"];
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| {
            let is_named = name.ends_with("_token") || names.contains(&name.as_str());
            secrets(value, is_secret || is_named, found);
        }),
        Value::Array(items) => items.iter().for_each(|item| secrets(item, is_secret, found)),
        // Shorter ones may be words of a message.
        Value::String(text) if is_secret && text.len() >= 8 => found.push(text.clone()),
        _ => {}
    }
}

#[test]
fn no_secret_of_any_example_is_ever_told() {
    let mut count = 0;
    for from in VENDORS {
        let (mut lines, mut found) = (String::new(), Vec::new());
        for folder in ["valid", "invalid"] {
            let files = fs::read_dir(schemas().join(from).join("examples").join(folder)).unwrap();
            for file in files {
                let text = fs::read(file.unwrap().path()).unwrap();
                // What is no JSON goes along, as one line.
                lines += &String::from_utf8_lossy(&text).replace(['\n', '\r'], " ");
                lines.push('\n');
                if let Ok(json) = serde_json::from_slice(&text) {
                    secrets(&json, false, &mut found);
                }
            }
        }
        count += found.len();
        let place = place().file("in.ndjson", lines);
        let typical = line(&example(from, "typical.json"));
        for to in VENDORS {
            let pair = ["convert", "--from", from, "--to", to];
            let asked = run(place.command().args(pair).args(["--report", "json"]), &typical);
            let given = answers(&asked.reports()[0]);
            for report in ["text", "json"] {
                for (given, exact) in [(&[][..], None), (&given, None), (&given, Some("--exact"))] {
                    let mut command = place.command();
                    command.args(pair).args(["--report", report, "in.ndjson"]).args(given).args(exact);
                    let run = run(&mut command, "");
                    assert!(matches!(run.code, Some(1..=3)), "{from} {to}: {:?}", run.code);
                    assert!(!run.err.is_empty());
                    for secret in &found {
                        assert!(!run.err.contains(secret.as_str()), "{from} {to}: {secret} in {}", run.err);
                    }
                }
            }
        }
    }
    assert!(count > 100, "{count}");
}

#[cfg(unix)]
#[test]
fn a_closed_standard_output_ends_a_conversion_quietly() {
    let place = place().file("many.ndjson", line(DOTDO).repeat(1000));
    for file in ["dotdo.json", "many.ndjson"] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let arguments = ["convert", "--from", "dotdo", "--to", "dotdo", file];
        run(place.command().args(arguments).stdout(writer), "").ends_with(3).tells("");
    }
}
