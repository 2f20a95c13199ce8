//! Payloads that mean harm, and ends that come too early.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use flate2::{Compression, write::GzEncoder};

use super::Place;

/// A file of lines, packed, without ever holding it.
fn packed_lines(place: &Place, name: &str, megabytes: usize, line: impl Fn(usize) -> String) {
    let mut file = GzEncoder::new(File::create(place.path(name)).unwrap(), Compression::fast());
    let (mut written, mut number) = (0, 0);
    while written < megabytes << 20 {
        let line = line(number);
        file.write_all(line.as_bytes()).unwrap();
        written += line.len();
        number += 1;
    }
    file.finish().unwrap();
}

/// The most memory that a program has in use until it ends, in bytes.
#[cfg(target_os = "linux")]
fn peak(child: &mut Child) -> usize {
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<usize>().ok());
        most = most.max(kilobytes.unwrap_or_default() << 10);
        thread::sleep(Duration::from_millis(5));
    }
    most
}

/// A gigabyte in a full run.
fn size() -> usize {
    if std::env::var_os("FORMWORK_FULL").is_some_and(|full| full != "0") { 1024 } else { 96 }
}

#[cfg(target_os = "linux")]
#[test]
fn lines_of_any_number_take_bounded_memory() {
    let place = Place::with_login();
    let fill = "x".repeat(2000);
    let line = |number: usize| match number % 1000 {
        999 => format!("{{\"user\":\"\",\"fill\":\"{fill}\"}}\n"),
        _ => format!("{{\"user\":\"u{number}\",\"fill\":\"{fill}\"}}\n"),
    };
    packed_lines(&place, "big.ndjson.gz", size(), line);
    for jobs in ["1", "2"] {
        let arguments = ["validate", "-s", "login.schema.json", "big.ndjson.gz", "-j", jobs, "--format", "json"];
        let mut child =
            place.command().args(arguments).stdout(File::create(place.path("out")).unwrap()).spawn().unwrap();
        let most = peak(&mut child);
        assert_eq!(child.wait().unwrap().code(), Some(1));
        assert!(most > 1 << 20 && most < 48 << 20, "{} MiB with -j {jobs}", most >> 20);
    }
    assert!(place.read("out").ends_with("\"valid\":false}\n"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_line_that_is_too_long_is_left_out_and_never_held() {
    let place = Place::with_login();
    let mut file = GzEncoder::new(File::create(place.path("long.ndjson.gz")).unwrap(), Compression::fast());
    file.write_all(b"{}\n{\"user\":\"").unwrap();
    let part = vec![b'x'; 1 << 20];
    for _ in 0..100 {
        file.write_all(&part).unwrap();
    }
    file.write_all(b"\"}\n{\"user\":\"\"}\n").unwrap();
    file.finish().unwrap();
    let arguments =
        ["validate", "-s", "login.schema.json", "long.ndjson.gz", "--max-document-mib", "8", "--format", "concise"];
    let mut child = place.command().args(arguments).spawn().unwrap();
    let most = peak(&mut child);
    let mut out = String::new();
    child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
    let expected = "\
long.ndjson.gz:1:1: error[required]: the member \"user\" is missing (login.schema.json:5:15)
long.ndjson.gz:2:1: error[unreadable]: it is longer than 8 MiB, see --max-document-mib
long.ndjson.gz:3:9: error[minLength] /user: shorter than 1 character (login.schema.json:7:46)
1 file, 3 documents: 0 valid, 2 invalid, 1 unreadable
";
    assert_eq!((out.as_str(), child.wait().unwrap().code()), (expected, Some(3)));
    assert!(most < 64 << 20, "{} MiB", most >> 20);
    // What is within the limit is judged, whole files as well.
    let place = place.file("x.json", format!("{{\"user\":\"{}\"}}", "x".repeat(2 << 20)));
    place.run("validate -s login.schema.json x.json --max-document-mib 3").ends_with(0);
    place.run("validate -s login.schema.json x.json --max-document-mib 1").ends_with(3).says("longer than 1 MiB");
    // A file that grows out of a small one is stopped as well.
    packed_lines(&place, "bomb.json.gz", 64, |_| "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]\n".repeat(1000));
    place.run("validate -s login.schema.json bomb.json.gz --max-document-mib 2").ends_with(3).says("longer than 2 MiB");
}

#[cfg(unix)]
#[test]
fn a_reader_who_goes_away_ends_the_run_quietly() {
    let mut place = Place::with_login();
    for number in 0..40 {
        place = place.file(&format!("d/{number}.json"), "{}");
    }
    let place = place.file("d/x.ndjson", "{}\n".repeat(20_000));
    for format in ["text", "concise", "json", "ndjson", "github", "gitlab", "junit", "sarif", "basic"] {
        let arguments = ["validate", "-s", "login.schema.json", "d", "--format", format];
        let mut child = place.command().args(arguments).stdin(Stdio::null()).spawn().unwrap();
        let mut first = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        // The reader is gone now.
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{format}");
        // What is short enough may have been written before.
        assert!(matches!(output.status.code(), Some(1 | 3)), "{format}: {:?}", output.status);
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_keeps_what_was_found() {
    for jobs in ["1", "2"] {
        let place = Place::with_login();
        let arguments =
            ["validate", "-s", "login.schema.json", "--ndjson", "-", "-j", jobs, "--output", "json=out.json"];
        let mut child = place.command().args(arguments).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
        input.write_all(b"{}\n{\"user\":\"a\"}\n").unwrap();
        assert_eq!(output.next().unwrap().unwrap(), "error[required]: the member \"user\" is missing");
        // It waits for more lines now, and the writer does not go away.
        let id = child.id().to_string();
        assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        let rest: Vec<String> = output.map(Result::unwrap).collect();
        assert_eq!(rest.last().unwrap(), "0 files, 2 documents: 1 valid, 1 invalid, 0 unreadable (interrupted)");
        assert_eq!(child.wait().unwrap().code(), Some(130));
        let json: serde_json::Value = serde_json::from_str(&place.read("out.json")).unwrap();
        assert_eq!((&json["counts"]["interrupted"], &json["valid"]), (&true.into(), &false.into()));
        assert_eq!(json["files"][0]["errors"][0]["keyword"], "required");
        drop(input);
    }
}

#[test]
fn no_text_makes_a_reader_panic() {
    let place = Place::with_login();
    let texts: [&[u8]; 12] = [
        b"\xff\xfe",
        b"a: \xc3",
        b"\0",
        b"---\n...\n---",
        b"? a\n: b\n",
        b"&a *a",
        b"!!map [",
        b"[a]\n[[a]]",
        b"\"\\ud800\"",
        b"{\"user\": \"\\ud800\"}",
        b"# only\n",
        b"\xef\xbb\xbfuser: a\n",
    ];
    for text in texts {
        for name in ["x.json", "x.jsonc", "x.yaml", "x.toml", "x.ndjson", "x.json.gz", "x.yaml.zst"] {
            fs::write(place.path(name), text).unwrap();
            let run = place.run(&format!("validate -s login.schema.json {name} --show-values"));
            assert!(matches!(run.code, Some(0 | 1 | 3)), "{name}: {:?} {}", run.code, run.err);
        }
    }
}
