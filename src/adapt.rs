//! What settings change in what a schema accepts: which texts are read as types of other crates, whether objects may have
//! members that no schema names, and enums other strings. The plan and the types follow from it as from the schema itself.

mod enums;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use formwork_runtime::{Json, Kinds};

use crate::{
    analysis::{Rest, Shape, Types, use_of},
    diagnostic::{Diagnostic, Diagnostics},
    ir::{Annotations, Ir, Keyword, Members, Rule, Schema, SchemaId},
    near::nearest,
    settings::{Enums, Settings, UnknownMembers},
};

/// The schemas as the settings want them; nothing where they want them as they are.
///
/// # Errors
/// Every pointer that leads to no schema of strings, every path that is no Rust type, every `x-rust-type` that asks for
/// another version than there is.
pub(crate) fn adapted(ir: &Ir, types: &Types, settings: &Settings) -> Result<Option<Ir>, Diagnostics> {
    let replacements = replacements(ir, settings)?;
    let closed = if settings.unknown_members == Some(UnknownMembers::Deny) { open_structs(types) } else { Vec::new() };
    let opened = if settings.enums == Some(Enums::Open) { enums::to_open(ir) } else { Vec::new() };
    if replacements.is_empty() && closed.is_empty() && opened.is_empty() {
        return Ok(None);
    }
    let mut adapted = ir.clone();
    adapted.possible = OnceLock::new();
    for (id, path) in replacements {
        let schema = &mut adapted.schemas[id.0 as usize];
        let site = schema.site.child("x-rust-type");
        schema.keywords.push(Keyword { site, rule: Rule::ReadsAs(path) });
    }
    for id in closed {
        close(&mut adapted, id);
    }
    for id in opened {
        enums::open(&mut adapted, id);
    }
    Ok(Some(adapted))
}

/// What is read as which type: by pointer, by `x-rust-type`, by format, the first that says so.
fn replacements(ir: &Ir, settings: &Settings) -> Result<BTreeMap<SchemaId, String>, Diagnostics> {
    let mut found = BTreeMap::new();
    let mut wrong = Vec::new();
    for (key, path) in &settings.map {
        let mut fault = |message: String, help: Option<String>| {
            let diagnostic = Diagnostic { help, ..Diagnostic::error("options", message) };
            wrong.push(match settings.place("map", key) {
                Some(place) => diagnostic.at(place.clone()),
                None => diagnostic,
            });
        };
        if !is_type(path) {
            let help = "write its whole path, like \"jiff::Timestamp\"".to_owned();
            fault(format!("{path:?} is no type that the module can name"), Some(help));
        }
        if key.starts_with(['/', '#']) || key.is_empty() {
            let shown = if key.starts_with('#') { key.clone() } else { format!("#{key}") };
            match schemas_at(ir, &shown).as_slice() {
                [] => {
                    let sites: Vec<String> = ir.schemas.iter().map(|schema| ir.show(&schema.site)).collect();
                    let near = nearest(&shown, sites.iter().map(String::as_str));
                    fault(
                        format!("there is no schema at {shown:?}"),
                        near.map(|near| format!("did you mean {near:?}?")),
                    );
                }
                ids if !ids.iter().any(|id| holds_texts(ir, *id)) => {
                    fault(
                        format!("the schema at {shown:?} accepts no string, and only strings are read as other types"),
                        None,
                    );
                }
                ids => found.extend(ids.iter().map(|id| (*id, path.clone()))),
            }
        }
    }
    for (index, schema) in (0..).zip(&ir.schemas) {
        let id = SchemaId(index);
        match written(schema, settings) {
            Some(Ok(path)) if holds_texts(ir, id) => drop(found.entry(id).or_insert(path)),
            None | Some(Ok(_)) => {}
            Some(Err(message)) => {
                let message = format!("{}: {message}", ir.show(&schema.site));
                wrong.push(Diagnostic::error("options", message));
            }
        }
        let format = schema.keywords.iter().find_map(|keyword| match &keyword.rule {
            Rule::Format(name) => Some(name),
            _ => None,
        });
        if let Some(path) = format.or(schema.annotations.format.as_ref()).and_then(|name| settings.map.get(name))
            && holds_texts(ir, id)
        {
            found.entry(id).or_insert_with(|| path.clone());
        }
    }
    if wrong.is_empty() { Ok(found) } else { Err(Diagnostics(wrong)) }
}

/// Whether it is a path into a crate: the module imports nothing.
fn is_type(path: &str) -> bool {
    syn::parse_str::<syn::TypePath>(path).is_ok_and(|ty| ty.path.segments.len() > 1)
}

/// The schemas that were written at a place, or what they refer to.
fn schemas_at(ir: &Ir, shown: &str) -> Vec<SchemaId> {
    let ids = (0..).map(SchemaId).zip(&ir.schemas).filter(|(_, schema)| ir.show(&schema.site) == shown);
    let resolved: BTreeSet<SchemaId> = ids.map(|(id, _)| use_of(ir, id, Kinds::ALL).of.schema).collect();
    resolved.into_iter().collect()
}

/// Whether strings are among what a schema accepts, and not from a list.
fn holds_texts(ir: &Ir, id: SchemaId) -> bool {
    let schema = ir.schema(id);
    let is_listed = schema.keywords.iter().any(|keyword| matches!(keyword.rule, Rule::Values(_)));
    let texts = Kinds::STRING.intersection(crate::analysis::possible(ir, id));
    !texts.is_empty() && !is_listed && schema.alias().is_none()
}

/// What `x-rust-type` says, if the settings know the crate: `{ "crate": "jiff", "version": "0.2", "path": "jiff::Timestamp" }`.
fn written(schema: &Schema, settings: &Settings) -> Option<Result<String, String>> {
    let said = schema.annotations.written.iter().find(|written| written.name == "x-rust-type")?.annotation.as_ref()?;
    let text = |name: &str| said.get(name).and_then(Json::as_str);
    let krate = text("crate")?;
    let has = settings.crates.get(krate)?;
    let Some(path) = text("path").filter(|path| is_type(path)) else {
        return Some(Err("`x-rust-type` has no `path` that is a Rust type".to_owned()));
    };
    if said.get("parameters").and_then(Json::as_array).is_some_and(|list| !list.is_empty()) {
        return Some(Err(
            "`x-rust-type` with `parameters` cannot be read: only strings are read as other types".to_owned()
        ));
    }
    let asks = text("version").unwrap_or("*");
    match (semver::VersionReq::parse(asks), semver::Version::parse(has)) {
        _ if has == "*" => Some(Ok(path.to_owned())),
        (Ok(asks), Ok(has)) if asks.matches(&has) => Some(Ok(path.to_owned())),
        (Err(error), _) => Some(Err(format!("`x-rust-type` has a version that is none: {error}"))),
        (_, Err(error)) => Some(Err(format!("the version of {krate:?} among the crates is none: {error}"))),
        _ => Some(Err(format!("`x-rust-type` asks for {krate} {asks}, but there is {has}"))),
    }
}

/// The schemas of structs that take members which they do not name.
fn open_structs(types: &Types) -> Vec<SchemaId> {
    let is_open = |shape: &Shape| matches!(shape, Shape::Struct { rest: Rest::Open, .. });
    let open = types.types.iter().filter(|(_, found)| is_open(&found.shape)).map(|(id, _)| id.schema);
    open.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Closes an object for members that its schema does not name.
fn close(ir: &mut Ir, id: SchemaId) {
    let schema = ir.schema(id);
    let mut keywords = schema.keywords.clone();
    let site = schema.site.clone();
    let mut make = |rule: Option<Rule>, name: &str| {
        let site = site.child(name);
        let keywords = rule.into_iter().map(|rule| Keyword { site: site.clone(), rule }).collect();
        ir.schemas.push(Schema { site: site.clone(), annotations: Annotations::default(), keywords });
        SchemaId(u32::try_from(ir.schemas.len() - 1).unwrap_or(u32::MAX))
    };
    let groups = keywords.iter().filter(|keyword| matches!(keyword.rule, Rule::Members(_))).count();
    if groups == 0 {
        keywords.push(Keyword { site: site.clone(), rule: Rule::Members(Members::default()) });
    }
    let required: Vec<String> = keywords
        .iter()
        .filter_map(|keyword| if let Rule::Required(names) = &keyword.rule { Some(names.clone()) } else { None })
        .flatten()
        .collect();
    let group = keywords
        .iter_mut()
        .find_map(|keyword| if let Rule::Members(group) = &mut keyword.rule { Some(group) } else { None });
    // Where patterns say which names there may be, the schema has spoken.
    if let Some(group) = group.filter(|group| groups <= 1 && group.patterns.is_empty() && group.rest.is_none()) {
        for name in required {
            if !group.named.iter().any(|(known, _)| *known == name) {
                group.named.push((name, make(None, "required")));
            }
        }
        group.rest = Some(make(Some(Rule::Never), "additionalProperties"));
        ir.schemas[id.0 as usize].keywords = keywords;
    }
}
