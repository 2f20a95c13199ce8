//! `formwork check`, `--watch`, completions and manual pages.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::{LOGIN, Place};

fn project() -> Place {
    Place::with_login()
        .file("formwork.toml", "[schemas]\ninclude = [\"*.schema.json\"]\nout = \"src\"\n")
        .file("examples/valid/ada.json", r#"{ "user": "ada" }"#)
}

#[test]
fn one_run_tells_of_every_step() {
    let place = project();
    let run = place.run("check");
    run.ends_with(1).says("findings: formwork generate --check").says("lint      clean");
    place.run("generate").ends_with(0);
    place.run("fmt").ends_with(0);
    assert_eq!(place.run("check -q").ends_with(0).out, "");
    let run = place.run("check");
    let expected = "lint      clean\nfmt       clean\ngenerate  clean\ntest      clean\nbreaking  not run: formwork.toml names nothing to compare with\n";
    assert!(run.ends_with(0).out.ends_with(expected), "{}", run.out);
    let place = place.file("examples/valid/old.json", "{}");
    place.run("check").ends_with(1).says("error[required]").says("findings: formwork test");
    place.run("check --skip test").ends_with(0).says("test      not run: left out");
    place.run("check --format github").ends_with(1).says("::error title=required,file=examples/valid/old.json");
    let place = place.file("login.schema.json", "{ \"type\": \"strng\" }\n");
    place.run("check").ends_with(3).says("no verdict: formwork lint");
}

#[test]
fn all_steps_go_into_one_report() {
    let place = project().file("released/login.schema.json", LOGIN.replace("[\"user\"]", "[]"));
    let config = "[schemas]\ninclude = [\"login.schema.json\"]\nout = \"src\"\n[breaking]\nagainst = \"released\"\n";
    let place = place.file("formwork.toml", config).file("examples/valid/old.json", "{}");
    place.run("generate").ends_with(0);
    let place = place.file("login.schema.json", LOGIN.replace("{ \"type\"", "{\"type\""));
    let run = place.run("check --format ndjson --output sarif=found.sarif");
    let rules = ["fmt::layout", "required", "breaking::required-added"];
    for rule in rules {
        assert_eq!(run.ends_with(1).out.matches(&format!(r#""keyword":"{rule}""#)).count(), 1, "{rule}: {}", run.out);
    }
    let lines: Vec<serde_json::Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.last().unwrap()["counts"]["invalid"], 3);
    let sarif = place.read("found.sarif");
    assert!(rules.iter().all(|rule| sarif.contains(rule)), "{sarif}");
    let run = place.file("src/login.rs", "").run("check --format concise");
    run.ends_with(1).says("src/login.rs: error[generate::stale]").says("lint      clean").says("fmt       findings");
}

#[test]
fn what_changed_is_compared_with_what_the_configuration_names() {
    let place = project().file("released/login.schema.json", LOGIN);
    let place = place.file("formwork.toml", "[schemas]\ninclude = [\"*.schema.json\"]\n[breaking]\nagainst = \"released\"\n[check]\nskip = [\"fmt\", \"test\"]\n");
    let run = place.run("check");
    run.ends_with(0).says("breaking  clean").says("fmt       not run: left out").says("asks for no module");
    let place = place.file("login.schema.json", LOGIN.replace("[\"user\"]", "[\"user\", \"age\"]"));
    place
        .run("check")
        .ends_with(1)
        .says("breaking::required-added")
        .says("findings: formwork breaking --against released");
}

#[test]
fn mistakes_of_the_configuration_are_told_with_places() {
    for (config, told) in [
        ("[check]\nskip = [\"fmtt\"]\n", "the steps are lint, fmt"),
        ("[check]\nskip = 1\n", "`skip` is a list"),
        ("[breaking]\nmode = \"sideways\"\n", "the modes are"),
        ("[breaking]\nagainst = 1\n", "`against` is a string"),
        ("[breaking]\nagainst = \"git:x\"\nmod = \"full\"\n", "`mod`"),
        ("[lint]\nselect = \"all\"\n", "list of rules"),
        ("[schemas]\n", "names no schema"),
        ("[schemas]\ninclude = [\"none/*.json\"]\n", "no file matches"),
    ] {
        let place = Place::with_login().file("formwork.toml", config);
        place.run("check").ends_with(2).complains(told);
    }
    Place::with_login().run("check").ends_with(2).complains("write a formwork.toml");
    Place::with_login().run("check --skip all").ends_with(2);
}

#[test]
fn a_watch_runs_again_after_a_change() {
    for (arguments, file) in [(["generate", "--watch"], "src/login.rs"), (["check", "--watch"], "")] {
        let place = project();
        let mut child = place.command().args(arguments).stdout(Stdio::null()).spawn().unwrap();
        let (send, lines) = std::sync::mpsc::channel();
        let told = child.stderr.take().unwrap();
        std::thread::spawn(move || {
            for line in BufReader::new(told).lines().map_while(Result::ok).filter(|line| line.starts_with("watching")) {
                let _ = send.send(line);
            }
        });
        let wait = |what: &str| {
            lines.recv_timeout(Duration::from_secs(60)).unwrap_or_else(|_| panic!("{arguments:?}: {what}"))
        };
        wait("the first run");
        let place = place.file("login.schema.json", LOGIN.replace("Login", "Renamed"));
        let began = Instant::now();
        wait("the run after the change");
        while !file.is_empty() && !place.read(file).contains("pub struct Renamed") {
            assert!(began.elapsed() < Duration::from_secs(60), "{arguments:?}");
            std::thread::sleep(Duration::from_millis(50));
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }
}

#[test]
fn shells_and_man_know_every_command() {
    let place = Place::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        place.run(&format!("completions {shell}")).ends_with(0).says("validate").says("breaking").says("lint");
    }
    place.run("completions dos").ends_with(2);
    place.run("man").ends_with(0).says(".TH formwork 1").says("bundle");
    place.run("man -o pages").ends_with(0).is_silent();
    let names = place.names("pages");
    assert!(names.contains(&"formwork.1".to_owned()) && names.contains(&"formwork-lint.1".to_owned()), "{names:?}");
    assert!(place.read("pages/formwork-lint.1").contains("\\-\\-fix"));
}

#[test]
fn what_the_compiler_warns_of_is_told_once() {
    let place = project().file("login.schema.json", LOGIN.replace("\"minLength\"", "\"minLenght\": 1, \"minLength\""));
    let run = place.run("check --skip fmt");
    assert_eq!((run.out + &run.err).matches("unknown-keyword").count(), 1);
    let run = place.run("check --skip fmt --skip lint");
    assert_eq!((run.out + &run.err).matches("unknown-keyword").count(), 2);
}
