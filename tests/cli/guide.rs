//! The guide's transcripts: what it shows is what the program prints. `FORMWORK_ACCEPT=1` writes them anew.

use std::fs;
use std::path::Path;

use super::{command, run};

/// A command as a shell takes it apart, as far as the guide needs it.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(std::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    words.push(word);
    words
}

/// What a block shows after its command: everything that is printed, and the exit code unless it is 0.
fn printed(folder: &Path, line: &str) -> String {
    let done = run(command(folder).args(words(line)), "");
    let code = done.code.filter(|code| *code != 0).map(|code| format!("[exit code {code}]\n")).unwrap_or_default();
    let text = format!("{}{}{code}", done.out, done.err);
    // Lines that are empty but for a space would be cut by editors.
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    format!("{}\n", lines.join("\n"))
}

#[test]
fn the_guide_shows_what_is_printed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide");
    let path = folder.join("validate.md");
    let text = fs::read_to_string(&path).unwrap();
    let (mut made, mut rest, mut blocks) = (String::new(), text.as_str(), 0);
    while let Some(at) = rest.find("```console\n$ formwork ") {
        let (before, block) = rest.split_at(at);
        made.push_str(before);
        let end = block.find("\n```\n").unwrap() + "\n```\n".len();
        let line = block.lines().nth(1).unwrap().trim_start_matches("$ formwork ");
        let shown = printed(&folder.join("example"), line);
        made = format!("{made}```console\n$ formwork {line}\n{shown}```\n");
        rest = &block[end..];
        blocks += 1;
    }
    made.push_str(rest);
    if std::env::var_os("FORMWORK_ACCEPT").is_some() {
        fs::write(&path, &made).unwrap();
    }
    assert!(blocks >= 8, "{blocks} blocks");
    for (number, (shown, printed)) in text.lines().zip(made.lines()).enumerate() {
        assert_eq!(shown, printed, "docs/guide/validate.md:{}", number + 1);
    }
    assert_eq!(text.lines().count(), made.lines().count());
}

/// What was put into `invalid.json`: the pointer, the rule, and the line in the payload and in the schema.
const FAULTS: [(&str, &str, u64, u64); 10] = [
    ("", "required", 1, 6),
    ("/sessionId", "format", 2, 9),
    ("/user/id", "minimum", 3, 24),
    ("/user/email", "format", 3, 25),
    ("/user/roles/0", "pattern", 3, 26),
    ("/auth/provider", "enum", 4, 37),
    ("/sesionKind", "additionalProperties", 5, 7),
    ("/issuedAt", "type", 6, 13),
    ("/ttlSeconds", "maximum", 7, 15),
    ("/scopes/1", "enum", 8, 16),
];

#[test]
fn all_faults_of_the_example_are_found_with_both_places() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide/example");
    let arguments = ["validate", "-s", "session.schema.json", "invalid.json", "--format", "json"];
    let done = run(command(&folder).args(arguments), "");
    let json = done.ends_with(1).json();
    let found: Vec<(&str, &str, u64, u64)> = json["files"][0]["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| {
            let text = |name: &str| fault[name].as_str().unwrap();
            let (line, schema) = (fault["line"].as_u64().unwrap(), fault["schema"]["line"].as_u64().unwrap());
            (text("instanceLocation"), text("keyword"), line, schema)
        })
        .collect();
    // The token is too short besides: its value is a secret, and the eleventh fault.
    let expected: Vec<_> = FAULTS.into_iter().chain([("/token", "minLength", 9, 17)]).collect();
    assert_eq!(found, expected);
}
