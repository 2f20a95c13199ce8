//! Schemas that are applied to a value before they have said anything about it: evaluating them would never end, or go
//! too deep.

use crate::diagnostic::Diagnostic;
use crate::front::library::Library;
use crate::ir::{Ir, Keyword, Rule, SchemaId, Site};

/// How many schemas may apply each other to one value; as many as a schema's values nest.
const LONGEST: usize = 256;

/// Reports every way that leads from a schema back to itself without a step into the value, and the first one that takes
/// too long until that step.
pub(super) fn check(ir: &Ir, library: &mut Library<'_>) {
    let mut seen = vec![Seen::No; ir.schemas.len()];
    for start in 0..ir.schemas.len() {
        walk(ir, library, &mut seen, start);
    }
    let too_long = |seen: &Seen| matches!(seen, Seen::Done(length) if *length > LONGEST);
    let first = seen.iter().position(too_long).and_then(|schema| edges(ir, schema).pop());
    if let Some((_, keyword)) = first {
        let message = format!("more than {LONGEST} schemas apply each other to one value, beginning here");
        let diagnostic = Diagnostic::error("too-deep", message);
        let diagnostic = diagnostic.help("refer from inside `properties` or `items`, or to fewer schemas in a row");
        add(library, &keyword.site, diagnostic);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    No,
    /// It is on the way to the schema that is looked at.
    Open,
    /// So many schemas follow each other from it.
    Done(usize),
}

/// A step of the way: a schema, and which of its edges come next.
struct Step<'i> {
    schema: usize,
    edges: Vec<(SchemaId, &'i Keyword)>,
    taken: Option<&'i Keyword>,
    /// How many schemas follow each other on the longest way from here that was taken.
    length: usize,
}

fn walk<'i>(ir: &'i Ir, library: &mut Library<'_>, seen: &mut [Seen], start: usize) {
    let mut way: Vec<Step<'i>> = Vec::new();
    let mut next = Some(start);
    loop {
        if let Some(schema) = next.take() {
            match seen.get(schema) {
                Some(Seen::No) => {
                    set(seen, schema, Seen::Open);
                    way.push(Step { schema, edges: edges(ir, schema), taken: None, length: 0 });
                }
                Some(Seen::Open) => report(ir, library, &way, schema),
                Some(Seen::Done(length)) => lengthen(&mut way, *length),
                None => {}
            }
        }
        let Some(step) = way.last_mut() else { return };
        if let Some((id, keyword)) = step.edges.pop() {
            step.taken = Some(keyword);
            next = Some(id.0 as usize);
        } else {
            let length = step.length + 1;
            set(seen, step.schema, Seen::Done(length));
            way.pop();
            lengthen(&mut way, length);
        }
    }
}

fn lengthen(way: &mut [Step<'_>], length: usize) {
    if let Some(step) = way.last_mut() {
        step.length = step.length.max(length);
    }
}

fn set(seen: &mut [Seen], schema: usize, to: Seen) {
    if let Some(slot) = seen.get_mut(schema) {
        *slot = to;
    }
}

/// The schemas that a schema applies to its own value, the last first.
fn edges(ir: &Ir, schema: usize) -> Vec<(SchemaId, &Keyword)> {
    let keywords = ir.schemas.get(schema).map(|schema| schema.keywords.as_slice()).unwrap_or_default();
    let in_place = keywords.iter().filter(|keyword| {
        let rule = &keyword.rule;
        matches!(rule, Rule::Ref(_) | Rule::AllOf(_) | Rule::AnyOf(_) | Rule::OneOf(_) | Rule::Not(_))
            || matches!(rule, Rule::If { .. } | Rule::DependentSchemas(_))
    });
    let mut edges: Vec<_> =
        in_place.flat_map(|keyword| keyword.rule.children().into_iter().map(move |id| (id, keyword))).collect();
    edges.reverse();
    edges
}

/// Reports the part of the way that begins and ends at `schema`, at its first reference.
fn report(ir: &Ir, library: &mut Library<'_>, way: &[Step<'_>], schema: usize) {
    let circle = way.iter().skip_while(|step| step.schema != schema);
    let references: Vec<&Keyword> =
        circle.filter_map(|step| step.taken.filter(|keyword| matches!(keyword.rule, Rule::Ref(_)))).collect();
    let Some(first) = references.iter().min_by_key(|keyword| &keyword.site) else { return };
    let mut names: Vec<String> = references.iter().take(6).map(|keyword| ir.show(&keyword.site)).collect();
    if references.len() > names.len() {
        names.push("…".to_owned());
    }
    let message = if references.len() == 1 {
        "this reference leads back to itself without looking into the value".to_owned()
    } else {
        format!("these references lead in a circle without looking into the value: {}", names.join(", "))
    };
    let diagnostic = Diagnostic::error("endless-reference", message);
    let diagnostic = diagnostic.help("refer from inside `properties` or `items`, or drop the reference");
    add(library, &first.site, diagnostic);
}

fn add(library: &mut Library<'_>, site: &Site, diagnostic: Diagnostic) {
    match library.documents.place(site) {
        Some(place) => library.findings.add(site.document, diagnostic.at(place)),
        None => library.findings.add(site.document, diagnostic),
    }
}
