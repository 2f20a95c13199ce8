//! Definitions, and what refers to them: by pointer, by anchor, by URI, dynamically.

use formwork::Draft;

use super::{
    super::{dice::Dice, keywords::subschemas},
    Maker, Place, Value,
};

/// The anchor that dynamic references go to.
const DYNAMIC: &str = "n";
/// Stands for a pointer to any schema, until the schemas are there.
const ANYWHERE: &str = "?";

/// Which definitions there are, and how they can be referred to.
#[derive(Clone)]
pub(super) struct Layout {
    pub(super) definitions: Vec<Definition>,
    /// Whether the schema and some definitions have URIs of their own.
    has_uris: bool,
    /// Who has the dynamic anchor in the root's resource, if anyone.
    dynamic: Option<Holder>,
    /// Whether the root has `$recursiveAnchor`.
    is_recursive: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Holder {
    Root,
    Definition(usize),
}

#[derive(Clone, Copy)]
pub(super) struct Definition {
    is_resource: bool,
    has_anchor: bool,
    /// For resources: whether they have the dynamic anchor, a plain one of that name, or neither.
    dynamic: Option<bool>,
}

impl Layout {
    pub(super) fn new(dice: &mut Dice<'_>, draft: Draft) -> Self {
        let has_uris = dice.chance(20);
        let definitions: Vec<_> = (0..dice.below(4))
            .map(|_| Definition {
                is_resource: has_uris && dice.chance(60),
                has_anchor: dice.chance(20),
                dynamic: [None, Some(true), Some(true), Some(false)][dice.below(4)]
                    .filter(|_| draft >= Draft::Draft201909),
            })
            .collect();
        let holder = dice.below(definitions.len() + 1);
        let holder = match definitions.get(holder) {
            Some(definition) if definition.is_resource => None,
            Some(_) => Some(Holder::Definition(holder)),
            None => Some(Holder::Root),
        };
        let dynamic = holder.filter(|_| dice.chance(40));
        Self { definitions, has_uris, dynamic, is_recursive: dice.chance(50) }
    }

    /// How a definition, or the root, is referred to from within another.
    fn reference(&self, from: Option<usize>, to: Option<usize>, draft: Draft, dice: &mut Dice<'_>) -> String {
        let from_resource = from.filter(|from| self.definitions[*from].is_resource);
        let keyword = definitions_keyword(draft);
        let target = to.map(|to| (to, self.definitions[to]));
        match target {
            Some((index, definition)) if definition.is_resource => {
                if from == to && dice.chance(50) {
                    "#".to_owned()
                } else {
                    format!("d{index}")
                }
            }
            _ => {
                let fragment = match target {
                    None => String::new(),
                    Some((index, definition)) if definition.has_anchor && dice.chance(60) => format!("a{index}"),
                    Some((index, _)) => format!("/{keyword}/d{index}"),
                };
                let base = if from_resource.is_some() || (self.has_uris && dice.chance(20)) { "root" } else { "" };
                format!("{base}#{fragment}")
            }
        }
    }

    /// Adds identifiers and definitions to the root, and settles references to anywhere.
    pub(super) fn finish(self, root: &mut Value, mut definitions: Vec<Value>, dice: &mut Dice<'_>, draft: Draft) {
        let id = if draft == Draft::Draft4 { "id" } else { "$id" };
        let has_dynamic = draft == Draft::Draft202012;
        if self.has_uris {
            identify(root, draft, id, "http://formwork.test/root");
        }
        if has_dynamic && self.dynamic == Some(Holder::Root) {
            root.set("$dynamicAnchor", Value::text(DYNAMIC));
        }
        if draft == Draft::Draft201909 && self.is_recursive {
            root.set("$recursiveAnchor", Value::Boolean(true));
        }
        for (index, (definition, schema)) in self.definitions.iter().zip(&mut definitions).enumerate() {
            if definition.has_anchor && !definition.is_resource {
                match draft {
                    Draft::Draft4 | Draft::Draft6 | Draft::Draft7 => identify(schema, draft, id, &format!("#a{index}")),
                    _ => schema.set("$anchor", Value::text(format!("a{index}"))),
                }
            }
            if definition.is_resource {
                identify(schema, draft, id, &format!("d{index}"));
                match definition.dynamic {
                    Some(true) if has_dynamic => schema.set("$dynamicAnchor", Value::text(DYNAMIC)),
                    Some(false) if has_dynamic => schema.set("$anchor", Value::text(DYNAMIC)),
                    Some(is) if draft == Draft::Draft201909 => schema.set("$recursiveAnchor", Value::Boolean(is)),
                    _ => {}
                }
            } else if has_dynamic && self.dynamic == Some(Holder::Definition(index)) {
                schema.set("$dynamicAnchor", Value::text(DYNAMIC));
            }
        }
        if !definitions.is_empty() {
            let members = definitions.into_iter().enumerate().map(|(index, schema)| (format!("d{index}"), schema));
            root.set(definitions_keyword(draft), Value::Object(members.collect()));
        }
        settle(root, draft, self.has_uris, dice);
    }
}

fn definitions_keyword(draft: Draft) -> &'static str {
    if draft >= Draft::Draft201909 { "$defs" } else { "definitions" }
}

/// Gives a schema a URI. In older drafts it has none beside `$ref`, which goes.
fn identify(schema: &mut Value, draft: Draft, keyword: &str, uri: &str) {
    if let Value::Object(members) = schema {
        members.retain(|(name, _)| draft >= Draft::Draft201909 || name != "$ref");
        members.insert(0, (keyword.to_owned(), Value::text(uri)));
    }
}

/// Chooses where references to anywhere lead: to what applies to a whole value, or further down, so that none leads back.
fn settle(root: &mut Value, draft: Draft, has_uris: bool, dice: &mut Dice<'_>) {
    let all = subschemas(root, draft);
    // Beside `$ref` older drafts read nothing, so that nothing there is a schema.
    let is_read = |pointer: &str| {
        draft >= Draft::Draft201909
            || pointer.starts_with("/definitions")
            || !all.iter().any(|above| {
                above.schema.get("$ref").is_some()
                    && pointer.strip_prefix(above.pointer.as_str()).is_some_and(|below| below.starts_with('/'))
            })
    };
    let mut settled = Vec::new();
    for (index, from) in all.iter().enumerate() {
        if from.schema.get("$ref").and_then(Value::as_text) != Some(ANYWHERE) {
            continue;
        }
        let to = all
            .iter()
            .enumerate()
            .filter(|(other, to)| *other == 0 || !has_uris && is_read(&to.pointer) && (!to.is_part || *other > index));
        let to: Vec<&str> = to.map(|(_, to)| to.pointer.as_str()).collect();
        let base = if has_uris { "root" } else { "" };
        settled.push((from.pointer.clone(), format!("{base}#{}", encoded(to[dice.below(to.len())]))));
    }
    for (pointer, reference) in settled {
        if let Some(schema) = root.pointer_mut(&pointer) {
            schema.set("$ref", Value::Text(reference));
        }
    }
}

/// A JSON Pointer as a fragment of a URI.
fn encoded(pointer: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/~$-_.".contains(&byte);
    pointer
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// `$ref`
pub(super) fn reference(maker: &mut Maker<'_, '_>, schema: &mut Value, place: Place) {
    let later = maker.current.map_or(0, |current| current + 1);
    let count = maker.layout.definitions.len();
    let to = if place.is_part {
        if maker.dice.chance(25) {
            return alone(maker, schema, ANYWHERE.to_owned());
        }
        maker.dice.below(count + 1).checked_sub(1)
    } else if later < count {
        Some(maker.dice.between(later, count - 1))
    } else {
        return super::leaves::types(maker, schema, place);
    };
    let (from, draft) = (maker.current, maker.draft);
    let reference = maker.layout.reference(from, to, draft, maker.dice);
    alone(maker, schema, reference);
}

/// Sets `$ref`, which stands alone most often where it hides everything else.
fn alone(maker: &mut Maker<'_, '_>, schema: &mut Value, reference: String) {
    if maker.draft < Draft::Draft201909 && maker.dice.chance(60) {
        *schema = Value::Object(Vec::new());
    }
    schema.set("$ref", Value::text(reference));
}

/// `$dynamicRef` or `$recursiveRef`
pub(super) fn dynamic(maker: &mut Maker<'_, '_>, schema: &mut Value, place: Place) {
    if !place.is_part {
        return reference(maker, schema, place);
    }
    let resource = maker.current.map(|current| maker.layout.definitions[current]).filter(|current| current.is_resource);
    match maker.draft {
        Draft::Draft201909 => schema.set("$recursiveRef", Value::text("#")),
        Draft::Draft202012 => {
            let has_anchor = resource.map_or(maker.layout.dynamic.is_some(), |resource| resource.dynamic.is_some());
            let reference = if has_anchor { format!("#{DYNAMIC}") } else { "#".to_owned() };
            schema.set("$dynamicRef", Value::text(reference));
        }
        _ => reference(maker, schema, place),
    }
}
