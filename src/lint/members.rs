//! Members that are something their schema does not say, to tell by their names: secrets, and times in an unknown unit.

use formwork_runtime::Kinds;

use super::subject::{Found, Subject};
use crate::analysis;
use crate::ir::{Annotations, Rule, Schema, SchemaId};

pub(super) fn found(subject: &Subject<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (_, schema) in &subject.schemas {
        for keyword in &schema.keywords {
            let Rule::Members(members) = &keyword.rule else { continue };
            for (name, id) in &members.named {
                let site = schema.site.child("properties").child(name);
                let Some(place) = subject.key_place(&site) else { continue };
                let words = words(name);
                if is_secret(&words) && holds_text(subject, *id) && !is_marked(subject, schema, *id) {
                    let message = format!("{name:?} looks like a secret, and is not marked as one");
                    let help = "write `\"x-secret\": true` in its schema, or `\"x-secret\": false` if it is none";
                    found.push(Found::new("lint::unmarked-secret", message, place).help(help));
                } else if is_time(name, &words) && is_number(subject, *id) && !names_a_unit(subject, *id, &words) {
                    let message = format!("{name:?} is a time, and its description does not say in which unit");
                    let help = "say in its \"description\" whether it is in seconds or milliseconds";
                    found.push(Found::new("lint::time-without-unit", message, place).help(help));
                }
            }
        }
    }
    found
}

/// The words of a name, in small letters: `accessToken` and `access_token` are the same two.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && before.is_lowercase()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// What is a secret by its last word, whatever it is of.
const SECRETS: [&str; 9] =
    ["token", "password", "passwd", "passphrase", "secret", "apikey", "jwt", "credential", "credentials"];

/// Keys that are secret by the word before.
const KEYS: [&str; 5] = ["api", "private", "secret", "signing", "encryption"];

fn is_secret(words: &[String]) -> bool {
    match words {
        [.., before, last] if last == "key" => KEYS.contains(&before.as_str()),
        [.., last] => SECRETS.contains(&last.as_str()),
        [] => false,
    }
}

/// Whether a schema is for strings of any content, which alone can hold a secret.
fn holds_text(subject: &Subject<'_>, id: SchemaId) -> bool {
    let ir = subject.normal();
    let schema = ir.schema(subject.target(id));
    let is_listed = schema.keywords.iter().any(|keyword| matches!(keyword.rule, Rule::Values(_)));
    // Of what may be anything, the name alone says too little.
    let kinds = analysis::possible(ir, id);
    !is_listed && kinds.contains(Kinds::STRING) && !kinds.contains(Kinds::BOOLEAN)
}

/// Whether the member, what it refers to, an alternative of it or the whole object says something about secrecy.
fn is_marked(subject: &Subject<'_>, around: &Schema, id: SchemaId) -> bool {
    let says = |notes: &Annotations| notes.secret || notes.written.iter().any(|keyword| keyword.name == "x-secret");
    let ir = subject.written();
    let (mut open, mut seen) = (vec![id], Vec::new());
    while let Some(id) = open.pop() {
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        let schema = ir.schema(id);
        if says(&schema.annotations) {
            return true;
        }
        for keyword in &schema.keywords {
            match &keyword.rule {
                Rule::Ref(_) | Rule::AllOf(_) | Rule::AnyOf(_) | Rule::OneOf(_) => open.extend(keyword.rule.children()),
                _ => {}
            }
        }
    }
    says(&around.annotations)
}

fn is_number(subject: &Subject<'_>, id: SchemaId) -> bool {
    let kinds = analysis::possible(subject.normal(), id);
    !kinds.is_disjoint(Kinds::NUMBER) && kinds.is_disjoint(Kinds::STRING.union(Kinds::BOOLEAN))
}

/// Whether a name is that of a moment or of a span.
fn is_time(name: &str, words: &[String]) -> bool {
    let ends =
        |with: &[&str]| words.len() >= with.len() && words.iter().rev().zip(with.iter().rev()).all(|(a, b)| a == b);
    let stamps = ["at", "ttl", "timeout", "expiry", "timestamp", "duration"];
    let is_stamp =
        words.last().is_some_and(|last| stamps.contains(&last.as_str()) && (last != "at" || words.len() > 1));
    is_stamp || ends(&["expires", "in"]) || ends(&["max", "age"]) || ["exp", "iat", "nbf", "ttl"].contains(&name)
}

/// Words that say which unit a time is in.
const UNITS: [&str; 27] = [
    "s",
    "sec",
    "secs",
    "second",
    "seconds",
    "ms",
    "msec",
    "msecs",
    "millis",
    "millisecond",
    "milliseconds",
    "us",
    "micros",
    "microsecond",
    "microseconds",
    "ns",
    "nanos",
    "nanosecond",
    "nanoseconds",
    "minute",
    "minutes",
    "min",
    "mins",
    "hour",
    "hours",
    "day",
    "days",
];

fn names_a_unit(subject: &Subject<'_>, id: SchemaId, name: &[String]) -> bool {
    let is_unit = |word: &str| {
        UNITS.contains(&word) || ["month", "months", "week", "weeks", "year", "years", "numericdate"].contains(&word)
    };
    let ir = subject.written();
    let texts = [id, subject.target(id)].into_iter().flat_map(|id| {
        let notes = &ir.schema(id).annotations;
        [&notes.title, &notes.description, &notes.format].into_iter().flatten()
    });
    let mut texts = texts.flat_map(|text| words(text)).peekable();
    name.iter().any(|word| is_unit(word)) || texts.any(|word| is_unit(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_secrets_and_times() {
        for (name, secret) in [
            ("access_token", true),
            ("accessToken", true),
            ("apiKey", true),
            ("client-secret", true),
            ("PASSWORD", true),
            ("token_type", false),
            ("tokenSet", false),
            ("tokens", false),
            ("passwordResetAt", false),
            ("key", false),
            ("public_key", false),
        ] {
            assert_eq!(is_secret(&words(name)), secret, "{name}");
        }
        for (name, time) in [
            ("expires_in", true),
            ("createdAt", true),
            ("ttl", true),
            ("exp", true),
            ("at", false),
            ("format", false),
            ("lookAhead", false),
        ] {
            assert_eq!(is_time(name, &words(name)), time, "{name}");
        }
    }
}
