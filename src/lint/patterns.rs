//! Patterns that are slow, or that say something else than they seem to.

use formwork_runtime::pattern::Engine;

use super::subject::{Found, Subject};
use crate::front::pattern;
use crate::ir::{Rule, Site};

pub(super) fn found(subject: &Subject<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (_, schema) in &subject.schemas {
        for keyword in &schema.keywords {
            match &keyword.rule {
                Rule::Pattern(source) => one(subject, source, &keyword.site, true, &mut found),
                Rule::Members(members) => {
                    for (source, _) in &members.patterns {
                        let site = schema.site.child("patternProperties").child(source);
                        one(subject, source, &site, false, &mut found);
                    }
                }
                _ => {}
            }
        }
    }
    found
}

fn one(subject: &Subject<'_>, source: &str, site: &Site, is_value: bool, found: &mut Vec<Found>) {
    let place = || if is_value { subject.place(site) } else { subject.key_place(site) };
    let Some(place) = place() else { return };
    if matches!(pattern::compile(source), Ok(Engine::Backtracking(_))) {
        let message = "this pattern takes a search that goes back, which can take a million steps before it gives up";
        let help = "do without look-around and back-references: two patterns in `allOf`, or `not`, often say the same";
        found.push(Found::new("lint::slow-pattern", message, place.clone()).help(help));
    }
    let alternatives = alternatives(source);
    if let ([first, .., last], true) = (alternatives.as_slice(), alternatives.len() > 1) {
        let begins = |text: &str| text.starts_with('^');
        let all = |is: fn(&str) -> bool| alternatives.iter().all(|text| is(text));
        if begins(first) && ends(last) && !all(begins_or_is_empty) && !all(ends) {
            let message = "`^` belongs to the first alternative alone and `$` to the last one";
            let help = format!("write {:?}", format!("^(?:{})$", source.trim_start_matches('^').trim_end_matches('$')));
            found.push(Found::new("lint::half-anchored-pattern", message, place).help(help));
            return;
        }
    }
    let is_open = alternatives.iter().any(|text| !text.starts_with('^') && !ends(text));
    if is_value && is_open && !source.is_empty() {
        let message = "this pattern has neither `^` nor `$`: a string may hold anything around what it matches";
        found.push(Found::new("lint::unanchored-pattern", message, place));
    }
}

fn begins_or_is_empty(text: &str) -> bool {
    text.is_empty() || text.starts_with('^')
}

/// Whether an alternative ends with a `$` that means the end.
fn ends(text: &str) -> bool {
    let before = text.strip_suffix('$');
    before.is_some_and(|before| (before.len() - before.trim_end_matches('\\').len()).is_multiple_of(2))
}

/// The alternatives that are not inside a group or a class.
fn alternatives(source: &str) -> Vec<&str> {
    let (mut found, mut start, mut depth, mut in_class, mut is_escaped) = (Vec::new(), 0, 0_usize, false, false);
    for (at, c) in source.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            ']' if in_class => in_class = false,
            _ if in_class => {}
            '[' => in_class = true,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                found.extend(source.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    found.extend(source.get(start..));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_are_told_from_what_looks_like_them() {
        assert_eq!(alternatives(r"^a|(b|c)|[|]\||d$"), ["^a", "(b|c)", r"[|]\|", "d$"]);
        assert!(ends("a$") && !ends(r"a\$") && ends(r"a\\$"));
    }
}
