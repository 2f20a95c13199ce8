//! What lies beside a session: it is read, and what of it is not is told.

use super::{Place, Run};

const ACCESS: &str = r#"{"token":"MARKER-4711-a","createdTime":1700000000000,"expiry":1700003600000}"#;
const REFRESH: &str = r#"{"token":"MARKER-4711-r","expiry":1700003600000}"#;
const USER: &str = r#"{"id":"u1","timeJoined":1600000000000,"emails":["ada@example.org"]}"#;

fn convert(more: &str) -> Run {
    let session = r#"{"handle":"s1","userId":"u1"}"#;
    let place = Place::empty().file("session.json", session).file("access.json", ACCESS).file("user.json", USER);
    let place = place.file("refresh.json", REFRESH).file("other.json", USER.replace("u1", "attacker"));
    let sides = if more.contains("user=") { "" } else { "--with user=user.json" };
    let run = place.run(&format!(
        "convert --from supertokens --to ballware --with access=access.json --with refresh=refresh.json {sides} \
         session.json {more}"
    ));
    assert!(!run.err.contains("MARKER"), "{}", run.err);
    run
}

#[test]
fn what_is_not_read_of_it_is_told() {
    let told = "converted from supertokens to ballware, with losses\n  \
                dropped, as ballware has no place for it: /handle, user:/timeJoined\n  \
                dropped, as no slot takes it to ballware: refresh:/expiry\n";
    let run = convert("");
    assert_eq!(run.ends_with(0).err, format!("warning[lossy]: session.json: {told}"));
    assert_eq!(convert("--exact").ends_with(1).out, "");
}

#[test]
fn what_the_caller_puts_in_its_place_is_told() {
    for (more, lost) in [
        ("--set /expires_in=99999999", "access:/expiry"),
        ("--set /issued=2030-01-01T00:00:00Z", "access:/createdTime"),
    ] {
        let run = convert(more);
        let told = format!("dropped, as the caller gave another: {lost}\n");
        assert!(run.ends_with(0).err.contains(&told), "{}", run.err);
        convert(&format!("{more} --exact")).ends_with(1);
    }
}

#[test]
fn the_record_of_another_user_is_refused() {
    let run = convert("--with user=other.json");
    assert_eq!(
        run.ends_with(1).err,
        "error[problem]: session.json: this session cannot be converted from supertokens to ballware\n  \
         user:/id: is not what /userId says: it is the record of another user\n"
    );
    assert_eq!(run.out, "");
}

#[test]
fn what_is_missing_ends_the_run_alike_whatever_else_is_wrong() {
    let session = r#"{"id":"s1","userId":"u1","token":"","tokenHash":"h","revokedAt":"2026-01-08T12:00:00.000Z",
      "createdAt":"2026-01-08T11:33:27.500Z","expiresAt":"2026-01-09T11:33:27.500Z"}"#;
    let place = Place::empty().file("session.json", session);
    for to in ["auth0", "ballware"] {
        let run = place.run(&format!("convert --from dotdo --to {to} session.json"));
        assert!(run.ends_with(2).err.contains("--allow revoked"), "{}", run.err);
    }
}
