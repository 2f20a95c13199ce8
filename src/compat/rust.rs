//! Does the generated Rust change for its users? Both modules are generated, parsed, and their public face compared.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::{Fields, Item, Visibility};

use super::Side;
use super::finding::{Direction, Finding, Verdict};
use super::rust_places::Places;
use crate::Shapes;

/// What users of a type can see of it.
#[derive(Debug, PartialEq, Eq)]
struct Face {
    kind: &'static str,
    /// Public fields, or variants, with their types.
    parts: BTreeMap<String, String>,
    /// Whether the fields are all public, so that users can write the type out.
    is_open: bool,
    traits: BTreeSet<String>,
}

/// How the Rust of the new schema differs for those who use that of the old one.
pub(super) fn compare(old: Side<'_>, new: Side<'_>) -> Vec<Finding> {
    let (Some(before), Some(after)) = (faces(old), faces(new)) else {
        return vec![Finding {
            rule: "breaking::rust-unknown",
            direction: Direction::Source,
            verdict: Verdict::Undecided,
            old: None,
            new: None,
            message: "the generated Rust cannot be compared".to_owned(),
            witness: None,
            hint: None,
        }];
    };
    let (old_places, new_places) = (Places::of(old), Places::of(new));
    let mut found = Vec::new();
    // `part` is what stands behind the name of the type: a field or a variant.
    let mut tell = |rule, name: &str, part: &str, message: String| {
        found.push(Finding {
            rule,
            direction: Direction::Source,
            verdict: Verdict::Breaking,
            old: old_places.at(name, part),
            new: new_places.at(name, part),
            message,
            witness: None,
            hint: None,
        });
    };
    for (name, face) in &before {
        let Some(other) = after.get(name) else {
            tell("breaking::rust-type-gone", name, "", format!("type {name} is gone"));
            continue;
        };
        if face.kind != other.kind {
            let message = format!("{} {name} is now {} {name}", face.kind, other.kind);
            tell("breaking::rust-type-changed", name, "", message);
            continue;
        }
        let (part, gone, added) = match face.kind {
            "enum" => ("variant", "breaking::rust-variant-gone", "breaking::rust-variant-added"),
            _ => ("field", "breaking::rust-field-gone", "breaking::rust-field-added"),
        };
        for (field, of) in &face.parts {
            let behind = behind(face, field);
            match other.parts.get(field) {
                None => tell(gone, name, &behind, format!("{part} {name}{behind} is gone")),
                Some(new) if new != of => {
                    let message = format!("{part} {name}{behind} was {of}, and is {new}");
                    tell("breaking::rust-field-type-changed", name, &behind, message);
                }
                Some(_) => {}
            }
        }
        for field in other.parts.keys().filter(|field| !face.parts.contains_key(*field) && face.is_open) {
            let behind = behind(face, field);
            tell(added, name, &behind, format!("{part} {name}{behind} is new"));
        }
        for lost in face.traits.difference(&other.traits) {
            tell("breaking::rust-trait-gone", name, "", format!("{name} does not implement {lost} any more"));
        }
    }
    found
}

/// A part of a type as it stands behind its name.
fn behind(face: &Face, part: &str) -> String {
    if face.kind == "enum" { format!("::{part}") } else { format!(".{part}") }
}

/// The public types of a schema's module.
fn faces(side: Side<'_>) -> Option<BTreeMap<String, Face>> {
    let mut settings = side.settings.clone();
    settings.shapes = Some(Shapes::None);
    let module = side.compiled.rust_with(&settings).ok()?;
    let file = syn::parse_file(&module).ok()?;
    let mut faces = BTreeMap::new();
    for item in &file.items {
        let (name, kind, parts, is_open, attributes) = match item {
            Item::Struct(item) if is_public(&item.vis) => {
                let (parts, is_open) = fields(&item.fields);
                (&item.ident, "struct", parts, is_open, &item.attrs)
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let variants = item.variants.iter().map(|variant| {
                    let fields = variant.fields.iter().map(|field| tokens(&field.ty)).collect::<Vec<_>>();
                    (variant.ident.to_string(), fields.join(", "))
                });
                (&item.ident, "enum", variants.collect(), true, &item.attrs)
            }
            Item::Type(item) if is_public(&item.vis) => {
                let of = BTreeMap::from([("=".to_owned(), tokens(&item.ty))]);
                (&item.ident, "alias", of, false, &item.attrs)
            }
            _ => continue,
        };
        faces.insert(name.to_string(), Face { kind, parts, is_open, traits: derived(attributes) });
    }
    for item in &file.items {
        if let Item::Impl(implementation) = item
            && let Some((path, _)) = &implementation.trait_
            && let Some(face) = faces.get_mut(tokens(&implementation.self_ty).as_str())
        {
            face.traits.insert(tokens(path));
        }
    }
    Some(faces)
}

const fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn fields(fields: &Fields) -> (BTreeMap<String, String>, bool) {
    let mut public = BTreeMap::new();
    for (index, field) in fields.iter().enumerate() {
        if is_public(&field.vis) {
            let name = field.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
            public.insert(name, tokens(&field.ty));
        }
    }
    let is_open = public.len() == fields.len();
    (public, is_open)
}

fn derived(attributes: &[syn::Attribute]) -> BTreeSet<String> {
    let mut traits = BTreeSet::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let list =
            attribute.parse_args_with(syn::punctuated::Punctuated::<syn::Path, syn::Token![,]>::parse_terminated);
        traits.extend(list.into_iter().flatten().map(|path| tokens(&path)));
    }
    traits
}

/// Rust as text, with as few spaces as can be.
fn tokens(of: &impl ToTokens) -> String {
    let text = of.to_token_stream().to_string();
    let mut compact = String::new();
    for word in text.split(' ') {
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        if is_word(compact.chars().last()) && is_word(word.chars().next()) {
            compact.push(' ');
        }
        compact.push_str(word);
    }
    compact
}
