//! Where in a schema the Rust types, fields and variants come from.

use std::collections::BTreeMap;

use super::Side;
use super::compare::at;
use super::finding::At;
use crate::analysis::{Rest, Shape, TypeId, names};
use crate::ir::{Rule, SchemaId, Site};

/// The places of one side: of types by name, of fields as `Type.field`, of variants as `Type::Variant`.
pub(super) struct Places<'s> {
    side: Side<'s>,
    sites: BTreeMap<String, Site>,
}

impl<'s> Places<'s> {
    pub(super) fn of(side: Side<'s>) -> Self {
        let types = side.compiled.types_with(side.settings);
        let ir = &side.compiled.ir;
        // Types of a schema that settings adapt may have no counterpart in what was written.
        let site = |id: SchemaId| ir.schemas.get(id.0 as usize).map(|schema| schema.site.clone());
        let mut sites = BTreeMap::new();
        for (id, name) in &types.names {
            let Some(found) = types.get(*id) else { continue };
            let mut put = |part: String, of: Option<Site>| drop(of.map(|of| sites.insert(format!("{name}{part}"), of)));
            put(String::new(), site(id.schema));
            match &found.shape {
                Shape::Struct { fields, rest } => {
                    let (named, others) = names::field_names(fields.iter().map(|field| field.name.as_str()));
                    for (field, name) in fields.iter().zip(named) {
                        let of = field.of.map_or(id.schema, |used| used.written);
                        put(format!(".{name}"), site(of));
                    }
                    let of = if let Rest::Typed(used) = rest { used.written } else { id.schema };
                    put(format!(".{others}"), site(of));
                }
                Shape::Strings { values, .. } => {
                    put("::".to_owned(), choice(side, *id));
                    for variant in names::string_variants(values.iter().map(String::as_str)) {
                        put(format!("::{variant}"), choice(side, *id));
                    }
                }
                Shape::Union { variants, .. } => {
                    let known = variants
                        .iter()
                        .map(|variant| (types.names.get(&variant.of.of).map(String::as_str), variant.hint.as_str()));
                    for (variant, name) in variants.iter().zip(names::variant_names(known)) {
                        put(format!("::{name}"), site(variant.of.written));
                    }
                }
                _ => {}
            }
        }
        for (id, name) in &types.aliases {
            sites.extend(site(*id).map(|site| (name.clone(), site)));
        }
        Self { side, sites }
    }

    /// The place of a part, else of what lists the variants, else of the type.
    pub(super) fn at(&self, name: &str, part: &str) -> Option<At> {
        let part = part.strip_prefix(".r#").map_or_else(|| part.to_owned(), |field| format!(".{field}"));
        let site = self.sites.get(&format!("{name}{part}"));
        let site = site.or_else(|| self.sites.get(&format!("{name}::")).filter(|_| part.starts_with("::")));
        let site = site.or_else(|| self.sites.get(name));
        // The plain form of a type that checks is from the same schema.
        let site = site.or_else(|| self.sites.get(name.strip_suffix("Unchecked")?));
        site.map(|site| at(self.side, site))
    }
}

/// The keyword that lists the values.
fn choice(side: Side<'_>, id: TypeId) -> Option<Site> {
    let schema = side.compiled.ir.schemas.get(id.schema.0 as usize)?;
    let listing = schema.keywords.iter().find(|keyword| matches!(keyword.rule, Rule::Values(_)));
    Some(listing.map_or(&schema.site, |keyword| &keyword.site).clone())
}
