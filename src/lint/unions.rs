//! Alternatives that stand twice, that make others idle, or that no value can tell apart.

use formwork_runtime::Json;

use super::edit::removal;
use super::subject::{Found, Subject};
use crate::compat::samples_of;
use crate::front::tree::Tree;
use crate::ir::{Keyword, Rule, SchemaId};

/// So many alternatives are looked at, each beside each.
const MOST: usize = 24;
/// So many values of each are tried.
const SAMPLES: usize = 8;

pub(super) fn found(subject: &Subject<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (id, schema) in &subject.schemas {
        for keyword in &schema.keywords {
            match &keyword.rule {
                Rule::OneOf(list) => alternatives(subject, *id, keyword, list, true, &mut found),
                Rule::AnyOf(list) => alternatives(subject, *id, keyword, list, false, &mut found),
                _ => {}
            }
        }
    }
    found
}

fn alternatives(
    subject: &Subject<'_>,
    around: SchemaId,
    keyword: &Keyword,
    list: &[SchemaId],
    is_one: bool,
    found: &mut Vec<Found>,
) {
    let texts: Vec<Option<Json>> = (0..list.len())
        .map(|at| {
            let site = keyword.site.child(&at.to_string());
            subject.tree.json(subject.tree.follow(Tree::ROOT, &site.pointer)?)
        })
        .collect();
    let mut twice = false;
    for (at, text) in texts.iter().enumerate() {
        let Some(first) = texts.iter().take(at).position(|other| other == text && text.is_some()) else { continue };
        twice = true;
        let site = keyword.site.child(&at.to_string());
        let Some(place) = subject.place(&site) else { continue };
        let message = if is_one {
            format!("this alternative is the same as that at {first}: a value that fits one fits both, and is refused")
        } else {
            format!("this alternative is the same as that at {first}")
        };
        let mut duplicate = Found::new("lint::duplicate-branch", message, place);
        // In `oneOf`, nobody knows whether one of them was meant or another schema.
        if !is_one {
            let node = subject.tree.follow(Tree::ROOT, &site.pointer);
            duplicate.edits.extend(node.and_then(|node| removal(&subject.tree, node)));
        }
        found.push(duplicate);
    }
    let accepts_all = |id: &SchemaId| {
        let schema = subject.written().schema(subject.target(*id));
        schema.keywords.is_empty()
    };
    if let Some(at) = list.iter().position(accepts_all).filter(|_| list.len() > 1) {
        if let Some(place) = subject.place(&keyword.site.child(&at.to_string())) {
            let message = if is_one {
                "this alternative accepts every value, so that whatever fits another one is refused"
            } else {
                "this alternative accepts every value, so that the others say nothing"
            };
            found.push(Found::new("lint::vacuous-branch", message, place));
        }
        return;
    }
    if is_one && !twice {
        overlap(subject, around, keyword, list, found);
    }
}

/// Two alternatives of `oneOf` that a value fits at once, and that nothing else refuses: three checks of it show that.
fn overlap(subject: &Subject<'_>, around: SchemaId, keyword: &Keyword, list: &[SchemaId], found: &mut Vec<Found>) {
    for (at, branch) in list.iter().enumerate().take(MOST) {
        for value in samples_of(subject.side, &[around, *branch], SAMPLES) {
            if subject.accepts(*branch, &value) != Some(true) || !subject.is_refused_by(around, &value, &keyword.site) {
                continue;
            }
            let other = list
                .iter()
                .take(MOST)
                .enumerate()
                .find(|(other, id)| *other != at && subject.accepts(**id, &value) == Some(true));
            let Some((other, _)) = other else { continue };
            let Some(place) = subject.key_place(&keyword.site) else { return };
            let text = formwork_runtime::to_string(&value);
            let text = if text.chars().count() > 80 { "a value that was tried".to_owned() } else { text };
            let message = format!(
                "the alternatives {} and {} overlap: {text} fits both, so that it is refused",
                at.min(other),
                at.max(other)
            );
            let help = "tell them apart by a member with a `const`, or use `anyOf`";
            found.push(Found::new("lint::overlapping-branches", message, place).help(help));
            return;
        }
    }
}
