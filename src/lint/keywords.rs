//! Keywords that have no effect, and what is written twice.

use std::collections::BTreeMap;

use formwork_runtime::{Json, Kinds, to_string};

use super::edit::removal;
use super::subject::{Found, Subject};
use crate::front::tree::{Data, NodeId, Tree};
use crate::ir::{Rule, Schema};

pub(super) fn found(subject: &Subject<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (_, schema) in &subject.schemas {
        found.extend(twice(subject, schema));
        found.extend(without_effect(subject, schema));
        found.extend(redundant(subject, schema));
        found.extend(alone(subject, schema));
    }
    found.extend(formats(subject));
    found.extend(same(subject));
    found
}

/// Values that `enum` has twice.
fn twice(subject: &Subject<'_>, schema: &Schema) -> Vec<Found> {
    let tree = &subject.tree;
    let site = schema.site.child("enum");
    let is_keyword = schema.annotations.written.iter().any(|keyword| keyword.name == "enum");
    let Some(list) = tree.follow(Tree::ROOT, &site.pointer).filter(|_| is_keyword) else { return Vec::new() };
    let mut known: Vec<Json> = Vec::new();
    let mut found = Vec::new();
    for (at, item) in tree.items(list).iter().enumerate() {
        let Some(value) = tree.json(*item) else { continue };
        if !known.contains(&value) {
            known.push(value);
            continue;
        }
        let Some(place) = subject.place(&site.child(&at.to_string())) else { continue };
        let mut duplicate = Found::new("lint::duplicate-value", "this value stands in the list before", place);
        duplicate.edits.extend(removal(tree, *item));
        found.push(duplicate);
    }
    found
}

/// Keywords that say something beside another one only, which is not there.
const PARTNERS: [(&str, &[&str]); 5] = [
    ("if", &["then", "else"]),
    ("then", &["if"]),
    ("else", &["if"]),
    ("minContains", &["contains"]),
    ("maxContains", &["contains"]),
];

fn alone(subject: &Subject<'_>, schema: &Schema) -> Vec<Found> {
    let written = |name: &str| {
        schema.annotations.written.iter().any(|keyword| keyword.name == name && keyword.annotation.is_none())
    };
    // What `if` evaluates counts without `then`, too.
    let is_seen = |name: &str| name == "if" && subject.tree.text().contains("\"unevaluated");
    let alone = PARTNERS
        .iter()
        .filter(|(name, partners)| written(name) && !is_seen(name) && !partners.iter().any(|partner| written(partner)));
    let tell = |(name, partners): &(&str, &[&str])| {
        let partners: Vec<String> = partners.iter().map(|partner| format!("`{partner}`")).collect();
        let message = format!("`{name}` says nothing without {}", partners.join(" or "));
        Some(Found::new("lint::no-effect", message, subject.key_place(&schema.site.child(name))?))
    };
    alone.filter_map(tell).collect()
}

/// The kind of values that a keyword is about, if it is about one and asserts something by itself.
fn about(rule: &Rule) -> Option<Kinds> {
    let applies = matches!(
        rule,
        Rule::Format(_)
            | Rule::Listed(_)
            | Rule::ReadsAs(_)
            | Rule::Items(_)
            | Rule::Members(_)
            | Rule::UnevaluatedItems(_)
            | Rule::UnevaluatedProperties(_)
    );
    rule.about().filter(|_| !applies).map(Kinds::of)
}

/// Keywords about values of another type than the one that stands beside them.
fn without_effect(subject: &Subject<'_>, schema: &Schema) -> Vec<Found> {
    let kinds = schema.keywords.iter().filter(|keyword| keyword.site == schema.site.child("type"));
    let kinds = kinds.filter_map(|keyword| if let Rule::Kinds(kinds) = &keyword.rule { Some(*kinds) } else { None });
    let Some(kinds) = kinds.reduce(Kinds::intersection) else { return Vec::new() };
    let mut found = Vec::new();
    for keyword in &schema.keywords {
        let Some(about) = about(&keyword.rule) else { continue };
        if !about.is_disjoint(kinds) {
            continue;
        }
        let Some(place) = subject.key_place(&keyword.site) else { continue };
        let name = keyword.site.pointer.rsplit('/').next().unwrap_or_default();
        let of = about.names().last().unwrap_or_default();
        let is = kinds.names().collect::<Vec<_>>().join(" or ");
        let message =
            format!("`{name}` says nothing here: it is about values of type {of}, and this schema is for {is}");
        found.push(Found::new("lint::no-effect", message, place));
    }
    found
}

/// Keywords that say what holds anyway.
fn redundant(subject: &Subject<'_>, schema: &Schema) -> Vec<Found> {
    let tree = &subject.tree;
    let mut found = Vec::new();
    for keyword in &schema.annotations.written {
        let site = schema.site.child(&keyword.name);
        let Some(node) = tree.follow(Tree::ROOT, &site.pointer) else { continue };
        let says_nothing = match (keyword.name.as_str(), tree.data(node)) {
            ("minLength" | "minItems" | "minProperties", Data::Number) => tree.raw(node) == "0",
            ("uniqueItems", Data::Boolean(is_unique)) => !is_unique,
            ("required", Data::Array(names)) => names.is_empty(),
            _ => false,
        };
        let Some(place) = subject.key_place(&site).filter(|_| says_nothing) else { continue };
        let message = format!("`{}` says what holds without it", keyword.name);
        let mut redundant = Found::new("lint::redundant-keyword", message, place);
        redundant.edits.extend(removal(tree, node));
        found.push(redundant);
    }
    found
}

/// The first format that is an annotation only.
fn formats(subject: &Subject<'_>) -> Option<Found> {
    let asserts = |schema: &Schema| schema.keywords.iter().any(|keyword| matches!(keyword.rule, Rule::Format(_)));
    let mut idle = subject.schemas.iter().map(|(_, schema)| *schema).filter(|schema| {
        let is_known = schema.annotations.format.as_deref().is_some_and(crate::front::is_format);
        is_known && !asserts(schema)
    });
    let first = idle.next()?;
    let more = match idle.count() {
        0 => String::new(),
        1 => ", nor does another one".to_owned(),
        more => format!(", nor do {more} others"),
    };
    let place = subject.place(&first.site.child("format"))?;
    let name = first.annotations.format.as_deref().unwrap_or_default();
    let message = format!("the format {name:?} forbids nothing{more}: it is an annotation");
    let help = "write \"x-format-assertion\": true in the root, or --assert-format, if it is meant to forbid";
    Some(Found::new("lint::format-not-asserted", message, place).help(help))
}

/// Subschemas of some size that stand in the file twice.
fn same(subject: &Subject<'_>) -> Vec<Found> {
    let mut by_text: BTreeMap<String, Vec<&Schema>> = BTreeMap::new();
    for (_, schema) in &subject.schemas {
        let node = subject.tree.follow(Tree::ROOT, &schema.site.pointer);
        let Some(node) = node.filter(|node| is_large(&subject.tree, *node)) else { continue };
        if let Some(value) = subject.tree.json(node) {
            by_text.entry(to_string(&value)).or_default().push(schema);
        }
    }
    let mut found = Vec::new();
    for schemas in by_text.into_values().filter(|schemas| schemas.len() > 1) {
        let Some((first, others)) = schemas.split_first() else { continue };
        for other in others {
            // What stands in something that is the same is told there.
            let Some(place) = subject.place(&other.site) else { continue };
            let first = subject.written().show(&first.site);
            let message = format!("this schema is the same as {first}");
            let help = "give it a name in `$defs`, and refer to it: one type is made of it then";
            found.push(Found::new("lint::duplicate-schema", message, place).help(help));
        }
    }
    found
}

/// Whether a schema is an object with several members, for which a type is made.
fn is_large(tree: &Tree, node: NodeId) -> bool {
    tree.get(node, "properties").is_some_and(|members| tree.members(members).len() > 2)
}
