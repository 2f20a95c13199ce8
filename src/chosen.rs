//! What settings choose of the Rust: names of types and what these derive. Which types are meant, and whether it can be.

use std::collections::{BTreeMap, BTreeSet};

use formwork_runtime::Kinds;

use crate::{
    analysis::{
        Fixed, TypeId, Types,
        names::{IMPORTS, TAKEN, is_keyword},
        use_of,
    },
    back,
    diagnostic::{Diagnostic, Diagnostics},
    ir::{Ir, SchemaId},
    near::nearest,
    settings::{Emit, Enums, Settings, Shapes},
};

/// What has a name of its own.
#[derive(Clone, Copy)]
enum Named {
    Type(TypeId),
    Alias(SchemaId),
}

/// The names that the settings fix.
///
/// # Errors
/// Every pointer that leads to no type of its own, and every name that no type can have.
pub(crate) fn names(ir: &Ir, types: &Types, settings: &Settings) -> Result<Fixed, Diagnostics> {
    let mut fixed = Fixed::default();
    let mut wrong = Vec::new();
    let mut given: BTreeMap<&str, &str> = BTreeMap::new();
    let places = places(ir, types);
    let root = settings.root.as_deref().map(|name| ("root", "", name));
    let renames = settings.rename.iter().map(|(pointer, name)| ("rename", pointer.as_str(), name.as_str()));
    for (option, key, name) in root.into_iter().chain(renames) {
        let mut fault = |message: String, help: Option<String>| {
            let diagnostic = Diagnostic { help, ..Diagnostic::error("options", message) };
            wrong.push(match settings.place(option, key) {
                Some(place) => diagnostic.at(place.clone()),
                None => diagnostic,
            });
        };
        let shown = if key.starts_with('/') || key.is_empty() { format!("#{key}") } else { key.to_owned() };
        let named = match option {
            "root" => Some(Named::Type(use_of(ir, ir.root, Kinds::ALL).of)),
            _ => places.get(&shown).copied(),
        };
        let Some(named) = named else {
            let help = match nearest(&shown, places.keys().map(String::as_str)) {
                Some(near) => format!("did you mean {near:?}?"),
                None => "types are made at the places that their documentation names, such as \"#/$defs/…\"".to_owned(),
            };
            fault(format!("no type is made from the schema at {shown:?}"), Some(help));
            continue;
        };
        if let Err(why) = can_be_called(name) {
            fault(format!("no type can be called {name:?}: {why}"), None);
        } else if let Some(other) = given.insert(name, key) {
            fault(format!("two types would be called {name:?}: that at {other:?} as well"), None);
        }
        match named {
            Named::Type(id) => drop(fixed.types.insert(id, name.to_owned())),
            Named::Alias(id) => drop(fixed.aliases.insert(id, name.to_owned())),
        }
    }
    if wrong.is_empty() { Ok(fixed) } else { Err(Diagnostics(wrong)) }
}

/// What is named after which place, as [`Ir::show`] prints it.
fn places(ir: &Ir, types: &Types) -> BTreeMap<String, Named> {
    let mut places = BTreeMap::new();
    let aliases = types.aliases.iter().map(|(id, _)| (*id, Named::Alias(*id)));
    // Of what one schema becomes, the whole comes before what is left of it without `null`.
    let of_all_kinds = |all: bool| types.declared.iter().filter(move |id| (id.kinds == Kinds::ALL) == all);
    let declared = of_all_kinds(true).chain(of_all_kinds(false)).map(|id| (id.schema, Named::Type(*id)));
    for (schema, named) in declared.chain(aliases) {
        places.entry(ir.show(&ir.schema(schema).site)).or_insert(named);
    }
    places
}

/// Whether a type can have a name: an identifier in which no one else's name is hidden.
fn can_be_called(name: &str) -> Result<(), &'static str> {
    let taken: BTreeSet<&str> = TAKEN.iter().chain(&IMPORTS).copied().collect();
    if taken.contains(name) {
        return Err("generated code means something else by it");
    }
    match syn::parse_str::<syn::Ident>(name) {
        Ok(_) if name.starts_with(char::is_uppercase) && !name.contains('_') && !is_keyword(name) => Ok(()),
        Ok(_) => Err("types are written in CamelCase"),
        Err(_) => Err("it is no identifier"),
    }
}

/// Derives that the compiler knows without a path.
const BUILT_IN: [&str; 9] = ["Clone", "Copy", "Debug", "Default", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"];

/// Traits that every type has anyway, in a way that keeps the promises of the schema.
const WRITTEN: [&str; 5] = ["Serialize", "Deserialize", "Check", "Decode", "Encode"];

/// The traits that the settings ask for.
///
/// # Errors
/// Each that is no path, or that types cannot derive.
pub(crate) fn derives(settings: &Settings) -> Result<back::Derives, Diagnostics> {
    let mut paths = Vec::new();
    let mut wrong = Vec::new();
    for text in &settings.derive {
        let (message, help) = match syn::parse_str::<syn::Path>(text) {
            Err(_) => (format!("{text:?} is no path of a trait"), "write one like \"schemars::JsonSchema\""),
            Ok(path) if WRITTEN.contains(&back::last(&path).as_str()) => {
                (format!("every type has {text} anyway"), "leave it out: the generated one checks what it reads")
            }
            Ok(path) if path.get_ident().is_some_and(|name| !BUILT_IN.contains(&name.to_string().as_str())) => {
                (format!("the module does not import {text:?}"), "write its whole path, like \"schemars::JsonSchema\"")
            }
            Ok(path) => {
                paths.push(path);
                continue;
            }
        };
        let diagnostic = Diagnostic::error("options", message).help(help);
        wrong.push(match settings.place("derive", text) {
            Some(place) => diagnostic.at(place.clone()),
            None => diagnostic,
        });
    }
    if wrong.is_empty() { Ok(back::Derives(paths)) } else { Err(Diagnostics(wrong)) }
}

/// Whether enums can be as the settings want them.
///
/// # Errors
/// The setting that cannot be together with it.
pub(crate) fn enums(settings: &Settings) -> Result<(), Diagnostics> {
    if settings.enums != Some(Enums::Open) || settings.schemars != Some(true) {
        return Ok(());
    }
    let message = "types with open enums have no `schemars::JsonSchema`: they accept more than the schema does";
    let diagnostic = Diagnostic::error("options", message);
    let diagnostic = diagnostic.help("leave `schemars` out, or take it from a module with closed enums");
    Err(match settings.place("schemars", "").or_else(|| settings.place("enums", "")) {
        Some(place) => diagnostic.at(place.clone()),
        None => diagnostic,
    }
    .into())
}

/// Whether types borrow.
///
/// # Errors
/// Each setting that cannot be together with it, and types that nest too deep for it.
pub(crate) fn borrow(types: &Types, settings: &Settings) -> Result<bool, Diagnostics> {
    if !settings.borrow.unwrap_or_default() {
        return Ok(false);
    }
    let refused = [
        (
            matches!(settings.shapes, Some(Shapes::Public | Shapes::Crate)),
            "shapes",
            "conversions are not derived from types that borrow, so that these have no shapes",
            "leave `shapes` out or write `none`, and convert the types of a module without `borrow`",
        ),
        (
            settings.schemars == Some(true),
            "schemars",
            "types that borrow have no `schemars::JsonSchema`",
            "leave `schemars` out, or take it from a module without `borrow`",
        ),
        (
            settings.builders == Some(true),
            "builders",
            "types that borrow have no builders",
            "leave `builders` out, or take them from a module without `borrow`",
        ),
        (
            settings.arbitrary == Some(true),
            "arbitrary",
            "types that borrow make no values of themselves",
            "leave `arbitrary` out, or take it from a module without `borrow`",
        ),
        (
            settings.emit == Some(Emit::Checks),
            "emit",
            "where there are checks alone, there is no type that could borrow",
            "leave out `emit` or `borrow`",
        ),
    ];
    let refused = refused.into_iter().filter(|(is_said, ..)| *is_said).map(|(_, option, message, help)| {
        let diagnostic = Diagnostic::error("options", message).help(help);
        match settings.place(option, "").or_else(|| settings.place("borrow", "")) {
            Some(place) => diagnostic.at(place.clone()),
            None => diagnostic,
        }
    });
    let mut wrong: Vec<Diagnostic> = refused.collect();
    let borrowing = back::borrowing(types);
    if types.cuts.iter().any(|(_, of)| borrowing.contains(of)) {
        let message = "the types lead so deep into each other that some are kept behind a box which cannot borrow";
        let diagnostic = Diagnostic::error("options", message).help("leave out `borrow` for this schema");
        wrong.push(match settings.place("borrow", "") {
            Some(place) => diagnostic.at(place.clone()),
            None => diagnostic,
        });
    }
    if wrong.is_empty() { Ok(true) } else { Err(Diagnostics(wrong)) }
}
