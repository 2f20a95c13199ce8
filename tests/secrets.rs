//! Law 7: no message and no `Debug` shows a value, least of all that of a member marked secret; only encoding writes it.
//!
//! A marker goes into every member that the schema (`x-secret`) or the options file beside it marks, there or not, and
//! into an unknown member of every object of each valid example. Then everything that is printed is searched for it.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::{collections::BTreeSet, fs};

use formwork_runtime::Rejection;
use serde_json::Value;
use support::{Body, Example, Failures, Node, Style, Subject, Vendor, root, spelling};

/// Stands in for a value that nobody may see.
const MARKER: &str = "s3cr3t-v4lu3";

/// A string that holds the marker.
fn marked() -> Node {
    Node::leaf(format!("\"{MARKER}\""))
}

/// JSON Pointers to the subschemas that are marked secret.
fn secrets(vendor: &Vendor) -> BTreeSet<String> {
    fn walk(schema: &Value, at: &str, found: &mut BTreeSet<String>) {
        match schema {
            Value::Object(members) => {
                if members.get("x-secret") == Some(&Value::Bool(true)) {
                    found.insert(at.to_owned());
                }
                for (name, value) in members {
                    walk(value, &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), found);
                }
            }
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(index, item)| walk(item, &format!("{at}/{index}"), found));
            }
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    walk(&vendor.schema, "", &mut found);
    let options = root().join(vendor.path.replace(".schema.json", ".options.json"));
    if let Ok(text) = fs::read_to_string(options) {
        let options: Value = serde_json::from_str(&text).unwrap();
        found.extend(options["secret"].as_array().into_iter().flatten().map(|one| one.as_str().unwrap().to_owned()));
    }
    found
}

struct Planter<'v> {
    vendor: &'v Vendor,
    secrets: &'v BTreeSet<String>,
    planted: BTreeSet<String>,
}

impl Planter<'_> {
    /// Goes through a value beside its schema and puts the marker where it belongs.
    fn plant(&mut self, at: &str, node: &mut Node) {
        let vendor = self.vendor;
        let schema = vendor.schema.pointer(at).unwrap_or_else(|| panic!("{}: no {at}", vendor.path));
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            self.plant(reference.strip_prefix('#').unwrap(), node);
        }
        for index in 0..schema.get("allOf").and_then(Value::as_array).map_or(0, Vec::len) {
            self.plant(&format!("{at}/allOf/{index}"), node);
        }
        match &mut node.body {
            Body::Leaf(_) => {}
            Body::Array(items) => {
                if schema.get("items").is_some() {
                    for item in items {
                        self.plant(&format!("{at}/items"), item);
                    }
                }
            }
            Body::Object(members) => {
                for name in schema.get("properties").and_then(Value::as_object).into_iter().flat_map(|all| all.keys()) {
                    let place = format!("{at}/properties/{name}");
                    let index = members.iter().position(|(key, _)| spelling(key).as_deref() == Some(name));
                    match (index, self.secrets.contains(&place)) {
                        (None, false) => {}
                        (Some(index), false) => self.plant(&place, &mut members[index].1),
                        (index, true) => {
                            let is_object = vendor.schema.pointer(&place).unwrap()["type"] == "object";
                            let inside = format!("\"{MARKER}\"");
                            let value =
                                if is_object { Node::new(Body::Object(vec![(inside, marked())])) } else { marked() };
                            match index {
                                Some(index) => members[index].1 = value,
                                None => members.push((format!("\"{name}\""), value)),
                            }
                            self.planted.insert(place);
                        }
                    }
                }
                let unknown = "\"x-unknown\"";
                if members.iter().all(|(name, _)| name != unknown) {
                    let nested =
                        Node::new(Body::Object(vec![("\"deep\"".into(), Node::new(Body::Array(vec![marked()])))]));
                    members.push((unknown.to_owned(), nested));
                }
            }
        }
    }
}

/// Every valid example with the marker in it, and a check that the marker was everywhere it can be.
fn for_each(failures: &mut Failures, mut test: impl FnMut(&Example, &Subject, &Node, &mut Failures)) {
    for vendor in Vendor::all() {
        let secrets = secrets(&vendor);
        failures.check(!secrets.is_empty(), || format!("{}: nothing is secret", vendor.path));
        let mut planter = Planter { vendor: &vendor, secrets: &secrets, planted: BTreeSet::new() };
        for example in vendor.examples.iter().filter(|example| example.is_valid) {
            let mut node = Node::parse(&example.text);
            planter.plant(example.at.strip_prefix('#').unwrap(), &mut node);
            test(example, vendor.subject(&example.at), &node, failures);
        }
        let planted = planter.planted;
        failures.equal(&vendor.path, "secrets that some example reaches", &planted, &secrets);
    }
}

#[test]
fn debug_hides_what_encode_writes() {
    let mut failures = Failures::default();
    for_each(&mut failures, |example, subject, node, failures| {
        let text = node.write(Style::Lines);
        let planted = text.matches(MARKER).count();
        failures.check(planted > 0, || format!("{}: the marker is nowhere", example.path));
        match (subject.judge.from_slice)(text.as_bytes()) {
            Err(rejection) => failures.check(false, || format!("{}: no longer valid: {rejection}", example.path)),
            Ok(decoded) => {
                let leak = decoded.debug.lines().find(|line| line.contains(MARKER)).map(str::to_owned);
                failures.equal(&example.path, "a line of Debug", &leak, &None);
                let written = String::from_utf8(decoded.text).unwrap();
                failures.equal(&example.path, "markers written", &written.matches(MARKER).count(), &planted);
                // A `serde_json::Value` holds no integer past 64 bits, and says so; of those it can hold it loses none.
                match decoded.value {
                    Ok(value) => {
                        let count = value.to_string().matches(MARKER).count();
                        failures.equal(&example.path, "markers in a Value", &count, &planted);
                    }
                    Err(error) => {
                        failures.equal(&example.path, "why there is no Value", &error.as_str(), &"number out of range");
                    }
                }
            }
        }
    });
    failures.finish(300);
}

#[test]
fn no_rejection_shows_a_value() {
    let mut failures = Failures::default();
    let mut rejected = 0;
    for_each(&mut failures, |example, subject, node, failures| {
        for text in spoilt(node) {
            rejected += usize::from(search(&example.path, subject, &text, failures));
        }
    });
    assert!(rejected > 2000, "only {rejected} payloads were rejected");
    failures.finish(10_000);
}

#[test]
fn no_rejection_of_an_example_shows_a_string_of_it() {
    let mut failures = Failures::default();
    for vendor in Vendor::all() {
        for example in vendor.examples.iter().filter(|example| !example.is_valid) {
            let mut node = Node::parse(&example.text);
            for place in node.places() {
                if let Body::Leaf(raw) = &mut node.follow(&place).body
                    && raw.starts_with('"')
                {
                    *raw = format!("\"{MARKER}\"");
                }
            }
            let is_rejected =
                search(&example.path, vendor.subject(&example.at), &node.write(Style::Odd), &mut failures);
            failures.check(is_rejected, || format!("{}: is valid with other strings", example.path));
        }
    }
    failures.finish(500);
}

/// Texts that are mostly invalid, with the marker in or beside what is wrong.
fn spoilt(node: &Node) -> Vec<String> {
    let mut texts = Vec::new();
    let mut with = |place: &[usize], new: &dyn Fn(Node) -> Node| {
        let mut copy = node.clone();
        let slot = copy.follow(place);
        let old = std::mem::replace(slot, Node::leaf("null"));
        *slot = new(old);
        texts.push(copy.write(Style::Compact));
    };
    for place in node.places() {
        for raw in ["null", "true", "-1.5", "[]", "{}", "\"\""] {
            with(&place, &|_| Node::leaf(raw));
        }
        with(&place, &|_| marked());
        with(&place, &|old| Node::new(Body::Array(vec![old, marked()])));
        with(&place, &|old| Node::new(Body::Object(vec![("\"x\"".into(), old), ("\"y\"".into(), marked())])));
        // Without its first member, and with its last one twice.
        with(&place, &|old| match old.body {
            Body::Object(members) => Node::new(Body::Object(members.into_iter().skip(1).collect())),
            body => Node::new(body),
        });
        with(&place, &|old| match old.body {
            Body::Object(mut members) => {
                members.extend(members.last().cloned());
                Node::new(Body::Object(members))
            }
            body => Node::new(body),
        });
    }
    // No JSON any more: cut in the middle of each marker and after it, or with a bad escape in it.
    let text = node.write(Style::Compact);
    for (at, _) in text.match_indices(MARKER) {
        texts.extend([4, MARKER.len(), MARKER.len() + 1].map(|more| text[..at + more].to_owned()));
        texts.push(format!("{}\\q{}", &text[..at + 4], &text[at + 4..]));
        texts.push(format!("{}\u{1}{}", &text[..at + 4], &text[at + 4..]));
    }
    texts.push(format!("{text} {MARKER}"));
    texts.push(format!("\u{feff}{text}"));
    texts
}

/// Whether the text is rejected; everything that is said about it is searched for the marker.
fn search(path: &str, subject: &Subject, text: &str, failures: &mut Failures) -> bool {
    let (judge, bytes) = (subject.judge, text.as_bytes());
    let Err(rejection) = (judge.check_all)(bytes, 1000) else { return false };
    let mut say = |reader: &str, said: Option<String>| {
        let leak = said.as_deref().and_then(|said| said.lines().find(|line| line.contains(MARKER)).map(str::to_owned));
        failures
            .check(leak.is_none(), || format!("{path}: {reader} shows {:?}\n  on {text}", leak.unwrap_or_default()));
        failures.check(said.is_some(), || format!("{path}: {reader} accepts what check rejects\n  {text}"));
    };
    let shown = |rejection: &Rejection| format!("{rejection}\n{rejection:?}\n{rejection:#?}");
    say("check", Some(shown(&rejection)));
    say("eval", subject.compiled.check_all(bytes, 1000).err().as_ref().map(shown));
    say("decode", (judge.from_slice)(bytes).err().as_ref().map(shown));
    say("Deserialize", (judge.deserialize)(bytes).err());
    let json = formwork_runtime::parse(bytes).ok();
    if let Some(json) = json {
        say("decode from Json", (judge.from_json)(&json).err().as_ref().map(shown));
    }
    // Of two members of one name a Value keeps the last, so that it may be valid.
    if matches!(rejection, Rejection::Invalid(_)) {
        let value = serde_json::from_slice(bytes).unwrap();
        say("decode from Value", (judge.from_value)(&value).err().as_ref().map(shown));
    }
    true
}
