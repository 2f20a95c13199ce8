//! Many sessions, by the line.

use std::io::{BufRead, BufReader, Write};

use serde_json::Value;

use super::super::run;
use super::{DOTDO, SUPABASE, SUPERTOKENS, line, place};

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
