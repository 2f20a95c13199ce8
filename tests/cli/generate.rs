//! `formwork generate`

use std::fs;
use std::time::{Duration, SystemTime};

use super::{LOGIN, Place, schemas};

#[test]
fn one_schema_goes_to_standard_output() {
    let place = Place::with_login();
    let run = place.run("generate login.schema.json");
    run.ends_with(0).says("pub struct Login").says("login.schema.json");
    assert_eq!(run.err, "");
}

#[test]
fn several_schemas_need_a_folder() {
    let place = Place::with_login().file("b.json", "true").file("out.rs", "old");
    place.run("generate login.schema.json b.json").ends_with(2).complains("give -o DIR");
    place.run("generate login.schema.json b.json -o out.rs").ends_with(2).complains("give -o DIR");
    place.run("generate login.schema.json b.json -o new.rs").ends_with(2).complains("give -o DIR");
    assert_eq!(place.read("out.rs"), "old");
    assert!(!place.path("new.rs").exists());
}

#[test]
fn a_file_is_made_with_its_folders_and_nothing_beside_it() {
    let place = Place::with_login();
    place.run("generate login.schema.json -o a/b/login.rs").ends_with(0).is_silent();
    assert_eq!(place.names("a/b"), ["login.rs"]);
    assert_eq!(place.read("a/b/login.rs"), place.run("generate login.schema.json").out);
}

#[test]
fn a_file_is_written_only_if_it_would_change() {
    let place = Place::with_login();
    place.run("generate login.schema.json -o login.rs").ends_with(0);
    let past = SystemTime::now() - Duration::from_hours(1);
    let file = fs::File::options().write(true).open(place.path("login.rs")).unwrap();
    file.set_modified(past).unwrap();
    place.run("generate login.schema.json -o login.rs").ends_with(0).is_silent();
    assert_eq!(fs::metadata(place.path("login.rs")).unwrap().modified().unwrap(), past);

    let place = place.file("login.schema.json", LOGIN.replace("age", "years"));
    place.run("generate login.schema.json -o login.rs").ends_with(0).is_silent();
    assert!(place.read("login.rs").contains("years"));
}

#[cfg(unix)]
#[test]
fn a_link_stays_one() {
    let place = Place::with_login().file("real/login.rs", "old");
    std::os::unix::fs::symlink(place.path("real/login.rs"), place.path("login.rs")).unwrap();
    place.run("generate login.schema.json -o login.rs").ends_with(0);
    assert!(place.path("login.rs").is_symlink());
    assert!(place.read("real/login.rs").contains("pub struct Login"));
}

#[test]
fn a_folder_gets_a_file_for_each_schema() {
    let place = Place::with_login().file("UserProfile.json", "true").file("there/x", "");
    place.run("generate login.schema.json UserProfile.json -o out/").ends_with(0).is_silent();
    assert_eq!(place.names("out"), ["login.rs", "user_profile.rs"]);
    place.run("generate login.schema.json -o there").ends_with(0);
    assert_eq!(place.names("there"), ["login.rs", "x"]);
    place.run("generate login.schema.json UserProfile.json -o several").ends_with(0);
    assert_eq!(place.names("several"), ["login.rs", "user_profile.rs"]);
}

#[test]
fn files_of_the_same_name_get_that_of_their_folder_too() {
    let place = Place::empty();
    let mut arguments = vec!["generate".to_owned(), "-o".to_owned(), "out/".to_owned()];
    for vendor in ["auth0", "ballware", "dotdo", "supabase", "supertokens"] {
        arguments.push(schemas().join(vendor).join("session.schema.json").to_string_lossy().into_owned());
    }
    super::run(place.command().args(&arguments), "").ends_with(0).is_silent();
    let expected =
        ["auth0", "ballware", "dotdo", "supabase", "supertokens"].map(|vendor| format!("{vendor}_session.rs"));
    assert_eq!(place.names("out"), expected);
    super::run(place.command().args(&arguments).arg("--check"), "").ends_with(0).is_silent();
}

#[test]
fn two_schemas_for_one_file_are_an_error_that_names_both() {
    let place = Place::empty().file("a/x/s.json", "true").file("b/x/s.json", "true");
    let run = place.run("generate a/x/s.json b/x/s.json -o out/");
    run.ends_with(2).complains("a/x/s.json").complains("b/x/s.json").complains("x_s.rs");
    assert!(!place.path("out").exists());
}

#[test]
fn check_is_silent_about_a_fresh_file() {
    let place = Place::with_login();
    place.run("generate login.schema.json -o login.rs").ends_with(0);
    place.run("generate login.schema.json -o login.rs --check").ends_with(0).is_silent();
}

#[test]
fn check_shows_how_a_stale_file_differs_and_leaves_it() {
    let place = Place::with_login();
    place.run("generate login.schema.json -o login.rs").ends_with(0);
    let stale = place.read("login.rs").replace("pub struct Login", "pub struct Logout");
    let place = place.file("login.rs", &stale);
    let run = place.run("generate login.schema.json -o login.rs --check");
    run.ends_with(1).says("--- login.rs\n+++ login.rs\n@@ ").says("-pub struct Logout").says("+pub struct Login");
    assert_eq!(run.err, "");
    assert_eq!(place.read("login.rs"), stale);
}

#[test]
fn check_reports_a_missing_file_and_does_not_make_it() {
    let place = Place::with_login();
    place
        .run("generate login.schema.json -o out/login.rs --check")
        .ends_with(1)
        .says("--- /dev/null")
        .says("+pub struct");
    assert!(!place.path("out").exists());
}

#[test]
fn a_schema_that_does_not_compile_does_not_stop_the_others() {
    let place = Place::with_login().file("bad.json", r#"{ "type": "strng" }"#);
    place.run("generate bad.json login.schema.json -o out/").ends_with(3).complains("error[unknown-type]");
    assert_eq!(place.names("out"), ["login.rs"]);
    // Having no verdict is graver than a stale file.
    let place = place.file("out/login.rs", "");
    place.run("generate bad.json login.schema.json -o out/ --check").ends_with(3).says("+pub struct Login");
}

#[test]
fn a_file_that_cannot_be_written_is_no_verdict() {
    let place = Place::with_login().file("taken", "");
    place
        .run("generate login.schema.json -o taken/login.rs")
        .ends_with(3)
        .complains("taken/login.rs cannot be written");
}

#[test]
fn warnings_go_to_standard_error_and_change_no_exit_code() {
    let place = Place::empty().file("s.json", r#"{ "type": "string", "minLenth": 1 }"#).file("in.json", "\"a\"");
    let run = place.run("generate s.json");
    run.ends_with(0).complains("warning[unknown-keyword]").says("pub ");
    assert!(!run.out.contains("warning["));
    place.run("validate -s s.json in.json").ends_with(0).complains("warning[unknown-keyword]");
    assert_eq!(place.run("generate s.json -q").ends_with(0).err, "");
    assert_eq!(place.run("validate -q -s s.json in.json").ends_with(0).err, "");
}

#[test]
fn a_fragment_names_a_schema_inside() {
    let place =
        Place::empty().file("s.json", r#"{ "$defs": { "UserToken": { "type": "object", "required": ["t"] } } }"#);
    place.run("generate s.json#/$defs/UserToken").ends_with(0).says("UserToken");
    place.run("generate s.json#/$defs/UserToken -o out/").ends_with(0);
    assert_eq!(place.names("out"), ["user_token.rs"]);
}
