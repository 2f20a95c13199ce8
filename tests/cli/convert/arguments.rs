//! Arguments that are of no use.

use super::place;

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
    // What would count as none, for who reads it and for who asks for it.
    let none = "nothing is given for /token: from supabase to dotdo, empty text counts as none there";
    let empty = place.file("empty.txt", "\n").file("quotes.txt", "\"\"\n");
    empty.run("convert --from supabase --to dotdo supabase.json --set-file /token=quotes.txt").makes_no_sense(none);
    empty
        .run("convert --from supabase --to ballware supabase.json --set /email=\"\"")
        .makes_no_sense("nothing is given for /email: from supabase to ballware, empty text counts as none there");
    // What is no text but an empty one.
    let run = empty.run("convert -q --from auth0 --to dotdo auth0.json --set /token=\"x\"");
    assert_eq!(run.ends_with(0).json()["token"], "x");
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
