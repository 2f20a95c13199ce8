//! The user's declaration: the hub, its slots and its formats.

mod format;
mod place;
mod slot;

pub(crate) use format::{Agree, Format, Keep};
pub(crate) use place::{At, Path, Place, show};
pub(crate) use slot::{Slot, codecs, inside, same, spell};

use quote::ToTokens;
use syn::{Data, DeriveInput, Field, Fields, Ident, Type, Visibility, spanned::Spanned};

use crate::problems::Problems;

/// How a format is written.
const WRITTEN: &str = "`#[format(name = module::Type, drop(field: \"why\"), keep(..))]`";

/// A hub struct and what its attributes say.
pub(crate) struct Declaration {
    /// The struct.
    pub(crate) name: Ident,
    pub(crate) visibility: Visibility,
    /// What stands before the names of the needs, so that two hubs in a module can have formats of the same names.
    pub(crate) prefix: String,
    /// Whether needs can be made from values by JSON Pointer.
    pub(crate) given: bool,
    pub(crate) slots: Vec<Slot>,
    /// The field that holds what no slot does.
    pub(crate) kept: Option<Ident>,
    pub(crate) formats: Vec<Format>,
}

/// What could be read of a declaration, and what is wrong with the rest.
pub(crate) struct Parsed {
    pub(crate) declaration: Declaration,
    pub(crate) problems: Problems,
}

impl Declaration {
    /// Reads the declaration as far as it can be read.
    pub(crate) fn parse(input: &DeriveInput) -> syn::Result<Parsed> {
        let Data::Struct(data) = &input.data else {
            return Err(syn::Error::new(
                input.ident.span(),
                "[H12] `Hub` is for structs and enums, and this is a union\nhelp: make it a `struct` with a field for each slot",
            ));
        };
        let Fields::Named(fields) = &data.fields else {
            return Err(syn::Error::new(
                input.ident.span(),
                "[H12] the slots of a hub have names\nhelp: `struct Name { slot: Type }`",
            ));
        };
        if let Some(parameter) = input.generics.params.first() {
            return Err(syn::Error::new(
                parameter.span(),
                "[H12] a hub has no parameters, as conversions are between concrete types\nhelp: write the concrete types in its fields",
            ));
        }
        let mut problems = Problems::default();
        let (prefix, given) = hub_attribute(input, &mut problems);
        let mut formats: Vec<Format> = Vec::new();
        for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("format")) {
            match attribute.parse_args::<Format>() {
                Ok(format) => {
                    if let Some(error) = &format.wrong {
                        problems.syntax(error.clone(), WRITTEN);
                    }
                    let unlike = twice(&format, &formats, &mut problems);
                    formats.extend(unlike.then_some(format));
                }
                Err(error) => {
                    problems.syntax(error, WRITTEN);
                    // Its name is known to the slots all the same.
                    let named = attribute.parse_args_with(Format::name_alone).ok();
                    formats.extend(named.filter(|named| formats.iter().all(|known| known.name != named.name)));
                }
            }
        }
        if formats.is_empty() && problems.is_empty() {
            let help = format!("`#[format(name = module::Type)]` above `{}`, for each format", input.ident);
            problems.add(input.ident.span(), "H12", "this hub has no formats to convert between", help);
        }
        let mut slots = Vec::new();
        let mut kept = None;
        for field in &fields.named {
            if field.attrs.iter().any(|attribute| attribute.path().is_ident("kept")) {
                kept_type(field, &input.ident, &mut problems);
                kept.clone_from(&field.ident);
                continue;
            }
            slots.extend(Slot::parse(field, &formats, &mut problems));
        }
        let hub = input.ident.clone();
        let declaration = Self { name: hub, visibility: input.vis.clone(), prefix, given, slots, kept, formats };
        Ok(Parsed { declaration, problems })
    }

    /// The slot that a path names.
    pub(crate) fn slot(&self, path: &Path) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.plain.path == *path)
    }
}

/// Whether a format has a name of its own; its type is to be its own too.
fn twice(format: &Format, formats: &[Format], problems: &mut Problems) -> bool {
    let ty = |format: &Format| format.ty.to_token_stream().to_string();
    if formats.iter().any(|known| known.name == format.name) {
        let what = format!("there are two formats `{}`", format.name);
        problems.add(format.name.span(), "H09", what, "give one of them another name");
        return false;
    }
    if let Some(known) = formats.iter().find(|known| ty(known) == ty(format)) {
        let what = format!("`{}` and `{}` are of one type, by which formats are told apart", known.name, format.name);
        problems.at(&format.ty, "H09", what, "take one of the two away");
    }
    true
}

/// The field of what is kept is of the type that the derive makes.
fn kept_type(field: &Field, hub: &Ident, problems: &mut Problems) {
    let name = format!("{hub}Kept");
    let right = matches!(&field.ty, Type::Path(ty) if ty.path.segments.last().is_some_and(|last| last.ident == name));
    if !right {
        let what = "the field of what is kept is of a type that the derive makes";
        problems.at(&field.ty, "H12", what, format_args!("write `{name}`"));
    }
}

/// `#[hub(prefix = Order, given)]`
fn hub_attribute(input: &DeriveInput, problems: &mut Problems) -> (String, bool) {
    let (mut prefix, mut given) = (String::new(), false);
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("hub")) {
        let read = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("prefix") {
                prefix = meta.value()?.parse::<Ident>()?.to_string();
            } else if meta.path.is_ident("given") {
                given = true;
            } else {
                return Err(meta
                    .error("[H12] there is no such setting\nhelp: `#[hub(prefix = Name)]`, `#[hub(given)]` or both"));
            }
            Ok(())
        });
        if let Err(error) = read {
            problems.syntax(error, "`#[hub(prefix = Name)]`, `#[hub(given)]` or both");
        }
    }
    (prefix, given)
}
