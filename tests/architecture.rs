//! The arrows and the house rules that no compiler holds: which folder may name which, which crate may depend on which,
//! how long a file may be, and what is never written.
//!
//! `cli -> lib -> {front, pass, analysis, plan, back, compat} -> ir`, `sessions -> runtime -> derive`. Never back -> front,
//! ir -> anything, runtime -> compiler, compiler -> sessions (what tests link is their own affair). `macros -> lib`.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use support::{Failures, root};

/// What the code of each folder or file of `src/` may name of the crate. A path lets in what is below it.
const ALLOWED: &[(&str, &[&str])] = &[
    ("ir", &[]),
    ("diagnostic", &[]),
    ("near", &[]),
    ("settings", &["diagnostic", "front", "near", LIB]),
    ("front", &["diagnostic", "ir", "near"]),
    ("pass", &["ir"]),
    ("analysis", &["ir"]),
    // Which branch a value can belong to is a fact about schemas, which the plan makes use of.
    // A pattern of the schema becomes one of the runtime's dialect where a check is made for it; the translation is
    // front's, because it knows what the drafts mean by a pattern.
    ("plan", &["ir", "analysis", "front::pattern"]),
    ("lint", &["analysis", "compat", "diagnostic", "front", "ir", "plan", "rules", LIB]),
    ("chosen", &["analysis", "back", "diagnostic", "ir", "near", "settings"]),
    ("adapt", &["analysis", "diagnostic", "ir", "near", "settings"]),
    ("bundle", &["ir", "front"]),
    ("back", &["ir", "analysis", "bundle", "plan"]),
    ("output", &["ir", "front::pattern"]),
    // Two compiled schemas side by side: what they accept, what they are in Rust, and instances that tell them apart.
    ("compat", &["ir", "analysis", "diagnostic", "plan", "rules", "settings", "front::pattern", LIB]),
    ("rules", &["diagnostic", "near"]),
    // From a schema's file to a module's text and file: what every front door calls.
    ("generate", &["diagnostic", LIB]),
    ("build", &["diagnostic", "generate", "settings::setters", LIB]),
    ("config", &["diagnostic", "generate", "rules", "settings", LIB]),
    // The whole of what the library shows to any other program, and nothing behind it.
    (
        "cli",
        &[
            "analysis",
            "compat",
            "config",
            "diagnostic",
            "front",
            "generate",
            "ir",
            "lint",
            "near",
            "plan",
            "rules",
            LIB,
        ],
    ),
    (
        "lib",
        &[
            "adapt",
            "analysis",
            "back",
            "build",
            "bundle",
            "chosen",
            "cli",
            "compat",
            "config",
            "diagnostic",
            "front",
            "generate",
            "ir",
            "lint",
            "output",
            "pass",
            "plan",
            "rules",
            "settings",
        ],
    ),
];

/// The names that `lib.rs` itself declares or exports.
const LIB: &str = "(lib)";

/// What each crate may depend on, of the others.
const CRATES: [(&str, &[&str]); 6] = [
    ("runtime", &["formwork-derive"]),
    ("derive", &[]),
    // The macro that compiles schemas is apart from the derive, which is in everybody's build and needs no compiler.
    ("macros", &["formwork"]),
    ("sessions", &["formwork-runtime", "formwork-derive"]),
    ("axum", &["formwork-runtime"]),
    // The sessions are the command line's, which is optional.
    (".", &["formwork-runtime", "formwork-sessions"]),
];

/// No source file is longer, tests aside.
const LONGEST: usize = 500;

/// The one file with `unsafe` in it.
const UNSAFE: &str = "runtime/src/input/bytes/specials.rs";

/// Files below a folder, by path from the workspace. Build output and version control are no part of the tree.
fn files(folder: &str) -> Vec<String> {
    let mut open = vec![root().join(folder)];
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            if !["target", ".git"].contains(&name.as_str()) {
                open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            }
        } else {
            found.push(relative(&path));
        }
    }
    found.sort();
    found
}

fn relative(path: &Path) -> String {
    let path = path.components().collect::<PathBuf>();
    let path =
        path.strip_prefix(root().components().collect::<PathBuf>()).unwrap().to_string_lossy().replace('\\', "/");
    path.trim_start_matches("./").to_owned()
}

fn rust_files(folder: &str) -> Vec<String> {
    files(folder).into_iter().filter(|path| Path::new(path).extension().is_some_and(|end| end == "rs")).collect()
}

fn read(path: &str) -> String {
    String::from_utf8_lossy(&fs::read(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))).into_owned()
}

/// Rust without what comments and literals say, line by line.
fn code(path: &str) -> String {
    let text: Vec<char> = read(path).chars().collect();
    let (mut out, mut at) = (String::new(), 0);
    let starts = |at: usize, word: &str| word.chars().enumerate().all(|(i, c)| text.get(at + i) == Some(&c));
    while let Some(&c) = text.get(at) {
        let is_word_before = at > 0 && (text[at - 1].is_alphanumeric() || text[at - 1] == '_');
        let end = if starts(at, "//") {
            (at..text.len()).find(|i| text[*i] == '\n').unwrap_or(text.len())
        } else if starts(at, "/*") {
            (at..text.len()).find(|i| starts(*i, "*/")).map_or(text.len(), |i| i + 2)
        } else if let Some(hashes) = raw_string(&text, at).filter(|_| !is_word_before) {
            let close = format!("\"{}", "#".repeat(hashes));
            let open = (at..text.len()).find(|i| text[*i] == '"').unwrap_or(text.len());
            (open + 1..text.len()).find(|i| starts(*i, &close)).map_or(text.len(), |i| i + close.len())
        } else if c == '"' {
            let mut i = at + 1;
            while text.get(i).is_some_and(|c| *c != '"') {
                i += if text[i] == '\\' { 2 } else { 1 };
            }
            i + 1
        } else if starts(at, "'\\") {
            (at + 3..text.len()).find(|i| text[*i] == '\'').map_or(text.len(), |i| i + 1)
        } else if c == '\'' && text.get(at + 2) == Some(&'\'') {
            at + 3
        } else {
            out.push(c);
            at += 1;
            continue;
        };
        out.extend(text[at..end.min(text.len())].iter().filter(|c| **c == '\n'));
        out.push(' ');
        at = end;
    }
    out
}

/// How many `#` open the raw string that begins here, if one does.
fn raw_string(text: &[char], at: usize) -> Option<usize> {
    let (['b' | 'c', 'r', rest @ ..] | ['r', rest @ ..]) = text.get(at..)? else { return None };
    let hashes = rest.iter().take_while(|c| **c == '#').count();
    (rest.get(hashes) == Some(&'"')).then_some(hashes)
}

/// The paths that follow `prefix` in some code, groups in braces taken apart: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn paths(code: &str, prefix: &str) -> Vec<String> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let compact: String = code.split_whitespace().collect::<Vec<_>>().join(" ");
    let compact = ["{ ", " }", ", "].iter().fold(compact, |text, gap| text.replace(gap, gap.trim()));
    let mut found = Vec::new();
    for (at, _) in compact.match_indices(prefix) {
        if !compact[..at].ends_with(is_word) {
            tree(&compact[at + prefix.len()..], "", &mut found);
        }
    }
    found
}

/// Reads one use tree off the text and returns what is left.
fn tree<'t>(text: &'t str, before: &str, found: &mut Vec<String>) -> &'t str {
    if let Some(mut rest) = text.strip_prefix('{') {
        while !rest.is_empty() && !rest.starts_with('}') {
            rest = tree(rest, before, found);
            // `as` and whatever else stands behind a path.
            rest = rest.trim_start_matches(|c: char| !matches!(c, ',' | '}')).trim_start_matches(',');
        }
        return rest.strip_prefix('}').unwrap_or(rest);
    }
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '*')).unwrap_or(text.len());
    let path = if before.is_empty() { text[..end].to_owned() } else { format!("{before}::{}", &text[..end]) };
    match text[end..].strip_prefix("::") {
        Some(rest) if rest.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '{' || c == '*') => {
            tree(rest, &path, found)
        }
        _ => {
            found.push(path);
            &text[end..]
        }
    }
}

/// The folder or file of `src/` that a path of the workspace belongs to.
fn part(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap();
    inside.split('/').next().unwrap().trim_end_matches(".rs")
}

#[test]
fn no_folder_names_what_it_must_not_know() {
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.iter().copied().collect();
    let parts: BTreeSet<&str> = ALLOWED.iter().map(|(part, _)| *part).chain(["main"]).collect();
    let mut failures = Failures::default();
    for path in rust_files("src") {
        let part = part(&path);
        failures
            .check(parts.contains(part), || format!("{path}: `{part}` is not in the table of tests/architecture.rs"));
        let code = code(&path);
        if part == "main" {
            let named = paths(&code, "formwork::");
            failures.equal(&path, "what of the library is named", &named, &vec!["cli::main".to_owned()]);
            continue;
        }
        for named in paths(&code, "crate::") {
            let target = named.split("::").next().unwrap_or_default();
            let is_inside = target == part || (part == "lib" && !parts.contains(target));
            let target = if parts.contains(target) { named.as_str() } else { LIB };
            let below = |allowed: &&str| target == *allowed || target.starts_with(&format!("{allowed}::"));
            let is_allowed = is_inside || allowed.get(part).is_some_and(|allowed| allowed.iter().any(below));
            failures.check(is_allowed, || format!("{path}: {part} must not know crate::{named}"));
        }
    }
    failures.finish(100);
}

#[test]
fn no_folder_is_left_by_super() {
    let mut failures = Failures::default();
    for path in rust_files("src").into_iter().filter(|path| !["src/lib.rs", "src/main.rs"].contains(&path.as_str())) {
        let code: String = code(&path).split_whitespace().collect();
        // `src/a.rs` and `src/a/mod.rs` are one module deep, `src/a/b.rs` two.
        let depth = path.trim_end_matches("/mod.rs").matches('/').count();
        let too_far = "super::".repeat(depth);
        // One module more where tests stand in the file.
        let inner = if code.contains("modtests{") { "super::" } else { "" };
        failures.check(!code.contains(&format!("{too_far}{inner}")), || {
            format!("{path}: leaves its folder by `super`; write `crate::`, which the other test reads")
        });
    }
    failures.finish(50);
}

#[test]
fn no_crate_depends_on_what_it_must_not_know() {
    let mut failures = Failures::default();
    let mut all = BTreeMap::new();
    for (folder, allowed) in CRATES {
        let path = format!("{folder}/Cargo.toml");
        let ours = |always| dependencies(&read(&path), always).into_iter().filter(|name| name.starts_with("formwork"));
        for name in ours(false) {
            failures.check(allowed.contains(&name.as_str()), || format!("{path}: must not depend on {name}"));
        }
        let ours: BTreeSet<String> = ours(folder == ".").collect();
        let name = if folder == "." { "formwork".to_owned() } else { format!("formwork-{folder}") };
        all.insert(name, ours);
    }
    for (from, never) in [
        ("formwork-runtime", "formwork"),
        ("formwork-macros", "formwork-sessions"),
        ("formwork", "formwork-sessions"),
        ("formwork", "formwork-macros"),
        ("formwork-sessions", "formwork"),
    ] {
        let (mut open, mut reached) = (vec![from.to_owned()], BTreeSet::new());
        while let Some(name) = open.pop() {
            open.extend(all.get(&name).into_iter().flatten().filter(|next| reached.insert((*next).clone())).cloned());
        }
        failures.check(!reached.contains(never), || format!("{from} depends on {never} by way of {reached:?}"));
    }
    for path in rust_files("src").into_iter().filter(|path| !path.starts_with("src/cli/")) {
        failures.check(!read(&path).contains("formwork_sessions"), || format!("{path}: the compiler knows no vendor"));
    }
    let runtime = dependencies(&read("runtime/Cargo.toml"), true);
    let few: BTreeSet<String> = ["serde"].map(str::to_owned).into();
    failures.equal("runtime/Cargo.toml", "what is linked without any feature", &runtime, &few);
    failures.finish(5);
}

/// The names under `[dependencies]` and its like in a manifest, those of tests aside; only what is not optional, if so
/// asked.
fn dependencies(manifest: &str, always: bool) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut section = "";
    for line in manifest.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
        if let Some(header) = line.strip_prefix('[') {
            section = header.trim_end_matches(']');
            let table = section.rsplit_once("dependencies.").filter(|(kind, _)| !kind.ends_with("dev-"));
            names.extend(table.map(|(_, name)| name.to_owned()));
        } else if section.ends_with("dependencies")
            && !section.ends_with("dev-dependencies")
            && !section.starts_with("workspace")
            && let Some((name, value)) = line.split_once('=')
            && !(always && value.contains("optional = true"))
        {
            names.insert(name.trim().split('.').next().unwrap_or_default().to_owned());
        }
    }
    names
}

/// Everything that is written by hand and shipped.
fn shipped() -> Vec<String> {
    ["src", "runtime/src", "derive/src", "macros/src", "axum/src"]
        .iter()
        .flat_map(|folder| rust_files(folder))
        .collect()
}

#[test]
fn no_file_is_too_long_to_be_read() {
    let mut failures = Failures::default();
    for path in shipped().into_iter().filter(|path| !path.ends_with("tests.rs")) {
        let text = read(&path);
        let shipped = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let lines = shipped.lines().count();
        failures.check(lines <= LONGEST, || format!("{path}: {lines} lines, more than {LONGEST}"));
    }
    failures.finish(80);
}

#[test]
fn nothing_is_unsafe_and_nothing_is_left_to_do() {
    let mut failures = Failures::default();
    for path in shipped().into_iter().chain(rust_files("sessions/src")) {
        let code = code(&path);
        let forbidden = ["unsafe", "todo!", "unimplemented!", "dbg!"];
        // One file may: it says why where it does.
        let forbidden = if path.ends_with(UNSAFE) { &forbidden[1..] } else { &forbidden[..] };
        for (number, line) in code.lines().enumerate() {
            let words: Vec<&str> = line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '!')).collect();
            for word in forbidden {
                failures.check(!words.contains(word), || format!("{path}:{}: {word}", number + 1));
            }
        }
    }
    failures.finish(5000);
}

#[test]
fn no_file_has_a_path_of_a_machine_in_it() {
    let mut failures = Failures::default();
    let here = root().to_string_lossy().into_owned();
    // Put together, so that this file has none either.
    let paths = [here, ["", "work", ""].join("/"), ["", "root", ""].join("/")];
    for file in files("") {
        let text = read(&file);
        for path in &paths {
            let line = text.lines().position(|line| line.contains(path.as_str()));
            failures.check(line.is_none(), || format!("{file}:{}: {path}", line.map_or(0, |line| line + 1)));
        }
    }
    failures.finish(500);
}

/// The readers above read what they are meant to.
#[test]
fn the_scan_sees_paths_and_not_words() {
    let found = paths(
        "use crate::{\n    a::{b, c as d},\n    e,\n};\nfn f() { crate::g::h(); mycrate::i(); pub(in crate::j) }",
        "crate::",
    );
    assert_eq!(found, ["a::b", "a::c", "e", "g::h", "j"]);
    let manifest = "[package]\nname = \"x\"\n[dependencies]\nformwork-runtime = { workspace = true }\nserde.workspace = true\n\
                    clap = { version = \"1\", optional = true }\n[dependencies.syn]\nversion = \"2\"\n[dev-dependencies]\ninsta = \"1\"\n";
    let names = |always| dependencies(manifest, always).into_iter().collect::<Vec<_>>();
    assert_eq!(names(false), ["clap", "formwork-runtime", "serde", "syn"]);
    assert_eq!(names(true), ["formwork-runtime", "serde", "syn"]);
    let here = code("tests/architecture.rs");
    assert!(here.contains("fn the_scan_sees_paths_and_not_words") && !here.contains("Put together"));
    assert_eq!(here.lines().count(), read("tests/architecture.rs").lines().count());
}
