//! Many payloads: which files are judged, by which schema, and what is in the way.

use std::fs;
use std::io::Write;

use flate2::{Compression, write::GzEncoder};

use super::Place;

const GOOD: &str = r#"{"user":"ada"}"#;

fn gzip(text: &str) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap()
}

fn zstandard(text: &str) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest)
}

#[test]
fn directories_are_walked_by_name() {
    let place = Place::with_login().file("d/b.json", "{}").file("d/a/c.yaml", "user: ''\n").file("d/a.txt", "no");
    let place = place.file("d/.hidden.json", "no").file("d/.git/x.json", "no").file("d/z.json", GOOD);
    let run = place.run("validate -s login.schema.json d --format concise");
    let expected = "\
d/a/c.yaml:1:7: error[minLength] /user: shorter than 1 character (login.schema.json:7:46)
d/b.json:1:1: error[required]: the member \"user\" is missing (login.schema.json:5:15)
3 files: 1 valid, 2 invalid, 0 unreadable
";
    assert_eq!(run.ends_with(1).out, expected);
}

#[test]
fn patterns_are_matched() {
    let place = Place::with_login().file("d/a.json", GOOD).file("d/x/b.json", "{}").file("d/x/c.yaml", "user: a\n");
    let judge = |pattern: &str| place.run(&format!("validate -s login.schema.json {pattern}"));
    judge("d/*.json").ends_with(0).says("1 file: 1 valid");
    judge("d/**/*.json").ends_with(1).says("2 files: 1 valid, 1 invalid");
    judge("d/**/*.{json,yaml}").ends_with(1).says("3 files: 2 valid, 1 invalid");
    judge("./d/x/?.yaml").ends_with(0).says("1 file: 1 valid");
    judge("d/*.toml").ends_with(3).says("no file matches this pattern\n  --> d/*.toml");
    judge("none/*.json").ends_with(3).says("no file matches this pattern");
}

#[test]
fn a_map_gives_each_file_its_schema() {
    let place = Place::with_login().file("int.json", r#"{ "type": "integer" }"#);
    let place =
        place.file("cfg/a.json", GOOD).file("cfg/deep/b.yaml", "user: b\n").file("num/n.json", "1").file("x.json", "2");
    let maps = "--map cfg/**/*=login.schema.json --map num/*.json=int.json";
    place.run(&format!("validate {maps}")).ends_with(0).says("3 files: 3 valid");
    place
        .run(&format!("validate {maps} cfg num x.json"))
        .ends_with(3)
        .says("there is no schema for it")
        .says("--> x.json");
    place.run(&format!("validate {maps} cfg num x.json -s int.json")).ends_with(0).says("4 files: 4 valid");
    // The first pattern counts.
    let both = "--map num/*=login.schema.json --map num/*.json=int.json num";
    place.run(&format!("validate {both}")).ends_with(1);
    // What is found in a directory, and no schema is for, is left out and counted.
    let run = place.run("validate --map num/*.json=int.json num cfg");
    run.ends_with(0).says("1 file: 1 valid, 0 invalid, 0 unreadable, 2 skipped");
    place.run("validate --map num/*.json=none.json num").ends_with(3).complains("error[missing-file]");
}

#[test]
fn a_file_may_name_its_schema_and_nobody_fetches_it() {
    let uri = "https://example.test/login.json";
    let named = |text: &str| format!("{{\"$schema\": \"{uri}\", {text}}}");
    let place =
        Place::with_login().file("good.json", named("\"user\": \"a\"")).file("bad.json", named("\"user\": \"\""));
    let place = place.file("lines.ndjson", format!("{}\n{}\n", named("\"user\": \"a\""), named("\"age\": 1")));
    let place = place.file("c.yaml", format!("$schema: {uri}\nuser: ''\n")).file("none.json", "{}");
    let map = format!("--schema-map {uri}=login.schema.json");
    place.run(&format!("validate good.json {map}")).ends_with(0);
    place
        .run(&format!("validate bad.json {map}"))
        .ends_with(1)
        .says("--> bad.json:1:")
        .says("::: login.schema.json:7:46");
    place.run(&format!("validate c.yaml {map}")).ends_with(1).says("--> c.yaml:2:7");
    place.run(&format!("validate lines.ndjson {map}")).ends_with(1).says("--> lines.ndjson:2:1");
    place
        .run("validate good.json")
        .ends_with(3)
        .says(&format!("is not known here: add --schema-map {uri}=FILE"))
        .says("--> good.json");
    place.run(&format!("validate none.json {map}")).ends_with(3).says("there is no schema for it");
    // A document does not choose files of this machine.
    let place = place.file("local.json", r#"{"$schema": "login.schema.json", "user": "a"}"#);
    place.run("validate local.json").ends_with(3).says("is not known here");
    let place = place.file("wrong.json", r#"{ "type": "strng" }"#);
    let run = place.run(&format!("validate good.json --schema-map {uri}=wrong.json"));
    run.ends_with(3).complains("error[unknown-type]").says("does not compile");
    // Schemas name their meta-schema, which is known to everybody.
    place.run("validate login.schema.json").ends_with(0);
    place.run("validate wrong.json").ends_with(3);
}

#[test]
fn what_is_packed_is_unpacked() {
    let lines = format!("{GOOD}\n{{}}\n");
    let place = Place::with_login().file("a.json.gz", gzip(GOOD)).file("b.ndjson.gz", gzip(&lines));
    let place = place.file("c.yaml.zst", zstandard("user: a\n")).file("d.ndjson.zst", zstandard(&lines));
    // Several members or frames are one text.
    let twice = [gzip(&lines), gzip(&lines)].concat();
    let frames = [zstandard(&lines), zstandard(&lines)].concat();
    let place = place.file("e.ndjson.gz", &twice).file("f.ndjson.zst", frames).file("packed.json", gzip(GOOD));
    place.run("validate -s login.schema.json a.json.gz c.yaml.zst packed.json").ends_with(0).says("3 files: 3 valid");
    for name in ["b.ndjson.gz", "d.ndjson.zst"] {
        let run = place.run(&format!("validate -s login.schema.json {name}"));
        run.ends_with(1).says(&format!("--> {name}:2:1")).says("1 file, 2 documents: 1 valid, 1 invalid");
    }
    for name in ["e.ndjson.gz", "f.ndjson.zst"] {
        let run = place.run(&format!("validate -s login.schema.json {name}"));
        run.ends_with(1).says(&format!("--> {name}:4:1")).says("1 file, 4 documents: 2 valid, 2 invalid");
    }
    place.run_with("validate -s login.schema.json --ndjson -", twice).ends_with(1).says("4 documents: 2 valid");
    place.run("validate -s login.schema.json .").ends_with(1).says("8 files, 16 documents");
}

#[test]
fn what_is_packed_badly_is_told() {
    let lines = format!("{GOOD}\n").repeat(1000);
    let cut = |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec();
    let place = Place::with_login().file("a.ndjson.gz", cut(gzip(&lines))).file("b.json.gz", cut(gzip(GOOD)));
    let place = place
        .file("c.ndjson.zst", cut(zstandard(&lines)))
        .file("d.json.zst", cut(zstandard(GOOD)))
        .file("z.json", "{}");
    let mut flipped = gzip(GOOD);
    let middle = flipped.len() - 6;
    flipped[middle] ^= 0xff;
    let place = place.file("e.json.gz", flipped);
    let run = place.run("validate -s login.schema.json a.ndjson.gz b.json.gz c.ndjson.zst d.json.zst e.json.gz z.json");
    run.ends_with(3).says("5 unreadable");
    for name in ["a.ndjson.gz", "b.json.gz", "c.ndjson.zst", "d.json.zst", "e.json.gz"] {
        run.says(&format!("--> {name}"));
    }
    // The rest is still done.
    run.says("--> z.json:1:1");
}

#[cfg(unix)]
#[test]
fn links_and_permissions() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let place = Place::with_login().file("d/a.json", GOOD).file("d/closed/b.json", GOOD).file("d/e/c.json", "{}");
    symlink("..", place.path("d/e/loop")).unwrap();
    symlink("a.json", place.path("d/link.json")).unwrap();
    symlink("none.json", place.path("d/dangling.json")).unwrap();
    let run = place.run("validate -s login.schema.json d");
    run.ends_with(3)
        .says("error[unreadable]: this link leads back to a directory that it is in\n  --> d/e/loop")
        .says("error[unreadable]: there is no such file\n  --> d/dangling.json")
        .says("--> d/e/c.json:1:1")
        .says("6 files: 3 valid, 1 invalid, 2 unreadable");
    fs::set_permissions(place.path("d/closed"), fs::Permissions::from_mode(0o000)).unwrap();
    // Whoever may read everything, as root may, sees no difference.
    let may_read = fs::read_dir(place.path("d/closed")).is_ok();
    let run = place.run("validate -s login.schema.json d/closed d/a.json");
    fs::set_permissions(place.path("d/closed"), fs::Permissions::from_mode(0o755)).unwrap();
    if may_read {
        run.ends_with(0);
    } else {
        run.ends_with(3).says("nobody has given the permission to read it\n  --> d/closed").says("1 valid");
    }
}

#[test]
fn what_is_written_does_not_depend_on_the_threads() {
    let mut place = Place::with_login();
    for number in 0..60 {
        let text = match number % 4 {
            0 => GOOD.to_owned(),
            1 => "{}".to_owned(),
            2 => "{oops".to_owned(),
            _ => format!("{{\"user\": \"{}\", \"age\": -{number}}}", "x".repeat(number * 500)),
        };
        place = place.file(&format!("d/{number:02}.json"), text);
    }
    // Several blocks, so that there is work for several threads.
    let fill = "x".repeat(3000);
    let line = |number: i32| format!("{{\"user\": \"{fill}\", \"age\": {}}}\n", 990 - number);
    let lines: String = (0..1000).map(line).collect();
    let place = place.file("d/lines.ndjson", lines.repeat(2));
    for format in ["text", "json", "ndjson", "sarif", "junit", "gitlab", "github", "concise", "basic"] {
        let run = |jobs: usize| place.run(&format!("validate -s login.schema.json d --format {format} -j {jobs}"));
        let (first, other) = (run(1), run(2));
        assert_eq!((&first.out, first.code), (&other.out, other.code), "{format}");
        first.ends_with(3);
    }
    place
        .run("validate -s login.schema.json d -j 2")
        .says("61 files, 2060 documents: 1997 valid, 48 invalid, 15 unreadable");
}
