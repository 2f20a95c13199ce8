//! `#[derive(Hub)]` on an enum: the variants of each format, and every ordered pair.

mod pair;

use proc_macro2::TokenStream;
use syn::{
    Data, DeriveInput, Fields, Ident, LitStr, Token, Type, Visibility,
    ext::IdentExt,
    parenthesized,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

use crate::{
    fetch::Shapes,
    problems::{Problems, closest, listed, meant},
    shape::Shape,
};

use pair::Pair;

/// An enum and what its attributes say.
#[allow(clippy::struct_field_names, reason = "they are the variants of an enum")]
pub(crate) struct Variants {
    name: Ident,
    visibility: Visibility,
    pub(crate) formats: Vec<Format>,
    variants: Vec<Variant>,
}

/// `#[format(name = path::Type, drop(Variant: "why"))]`
pub(crate) struct Format {
    pub(crate) name: Ident,
    pub(crate) ty: syn::Path,
    drops: Vec<(Ident, String)>,
    /// Whether its type could be read, so that there is a shape to ask for.
    pub(crate) followed: bool,
    /// What is wrong with its clauses. Which variants they give up is not known then.
    wrong: Option<syn::Error>,
}

struct Variant {
    name: Ident,
    /// What it holds, where it holds something.
    payload: Option<Type>,
    /// Whether that could be read.
    shaped: bool,
    /// By the index of the format.
    at: Vec<At>,
}

#[derive(Clone)]
enum At {
    /// Not said.
    Silent,
    /// Said so that it cannot be read: it may be any.
    Unread,
    /// A variant of the format; where it is `lossy`, reading it gives another.
    Is { variant: Ident, lossy: bool },
    /// A value that the format cannot hold.
    Fail,
}

/// How a format is written.
const WRITTEN: &str = "`#[format(name = module::Type, drop(Variant: \"why\"))]`";

impl Variants {
    /// Reads the declaration as far as it can be read.
    pub(crate) fn parse(input: &DeriveInput) -> syn::Result<(Self, Problems)> {
        let Data::Enum(data) = &input.data else {
            return Err(syn::Error::new(input.ident.span(), "[H12] not an enum"));
        };
        let mut problems = Problems::default();
        let mut formats = Vec::new();
        for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("format")) {
            match attribute.parse_args::<Format>() {
                Ok(format) => {
                    if let Some(error) = &format.wrong {
                        problems.syntax(error.clone(), WRITTEN);
                    }
                    if formats.iter().any(|known: &Format| known.name == format.name) {
                        let what = format!("there are two formats `{}`", format.name);
                        problems.add(format.name.span(), "H09", what, "give one of them another name");
                    } else {
                        formats.push(format);
                    }
                }
                Err(error) => {
                    problems.syntax(error, WRITTEN);
                    // Its name is known to the variants all the same.
                    let named = attribute.parse_args_with(Format::name_alone).ok();
                    formats.extend(named.filter(|named| formats.iter().all(|known| known.name != named.name)));
                }
            }
        }
        if formats.is_empty() && problems.is_empty() {
            let help = format!("`#[format(name = module::Type)]` above `{}`, for each format", input.ident);
            problems.add(input.ident.span(), "H12", "this hub has no formats to convert between", help);
        }
        let mut variants = Vec::new();
        for variant in &data.variants {
            let mut shaped = true;
            let payload = match &variant.fields {
                Fields::Unit => None,
                Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                    fields.unnamed.first().map(|field| field.ty.clone())
                }
                _ => {
                    problems.add(
                        variant.ident.span(),
                        "H12",
                        "a variant holds one value or none",
                        "`Variant` or `Variant(Type)`",
                    );
                    shaped = false;
                    None
                }
            };
            let mut entries = Vec::new();
            let mut unread = false;
            for attribute in variant.attrs.iter().filter(|attribute| attribute.path().is_ident("at")) {
                match attribute.parse_args_with(Punctuated::<Entry, Token![,]>::parse_terminated) {
                    Ok(said) => entries.extend(said),
                    Err(error) => {
                        problems.syntax(error, "`#[at(format = Variant, other = fail)]`");
                        unread = true;
                    }
                }
            }
            // What is said of a format by its name comes before what is said of all others.
            entries.sort_by_key(|entry| entry.format == "_");
            let mut at = vec![At::Silent; formats.len()];
            for entry in entries {
                entry.put(&formats, &mut at, &mut problems);
            }
            if unread {
                at.iter_mut().filter(|at| matches!(at, At::Silent)).for_each(|at| *at = At::Unread);
            }
            variants.push(Variant { name: variant.ident.clone(), payload, shaped, at });
        }
        Ok((Self { name: input.ident.clone(), visibility: input.vis.clone(), formats, variants }, problems))
    }
}

struct Entry {
    format: Ident,
    variant: Ident,
    lossy: bool,
}

impl Entry {
    fn put(self, formats: &[Format], at: &mut [At], problems: &mut Problems) {
        let here = if self.variant == "fail" { At::Fail } else { At::Is { variant: self.variant, lossy: self.lossy } };
        if self.format == "_" {
            at.iter_mut().filter(|at| matches!(at, At::Silent)).for_each(|at| at.clone_from(&here));
            return;
        }
        match formats.iter().position(|format| format.name == self.format) {
            Some(index) => at[index] = here,
            None => {
                let known: Vec<String> = formats.iter().map(|format| format.name.to_string()).collect();
                let (name, names) = (self.format.to_string(), known.iter().map(String::as_str));
                let help = meant(&name, "formats", &known);
                problems.add(self.format.span(), "H09", format_args!("there is no format `{name}`"), help);
                // What was meant is told of once.
                let near = closest(&name, names);
                let is_meant = |format: &Format| near.is_none_or(|near| format.name == near);
                let silent = formats.iter().zip(at).filter(|(format, at)| is_meant(format) && matches!(at, At::Silent));
                silent.for_each(|(_, at)| *at = At::Unread);
            }
        }
    }
}

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let format = input.call(Ident::parse_any)?;
        input.parse::<Token![=]>()?;
        // `else Variant`: written so, but read as the variant that says nothing of `else`.
        let lossy = input.parse::<Option<Token![else]>>()?.is_some();
        Ok(Self { format, variant: input.parse()?, lossy })
    }
}

impl Format {
    /// A format of which no more than the name is sure.
    fn name_alone(input: ParseStream<'_>) -> syn::Result<Self> {
        let name: Ident = input.parse()?;
        input.parse::<TokenStream>()?;
        Ok(Self { ty: name.clone().into(), name, drops: Vec::new(), followed: false, wrong: None })
    }
}

impl Parse for Format {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        input.parse::<Token![=]>()?;
        let mut format = Self { name, ty: input.parse()?, drops: Vec::new(), followed: true, wrong: None };
        if let Err(error) = format.clauses(input) {
            format.wrong = Some(error);
            input.parse::<TokenStream>()?;
        }
        Ok(format)
    }
}

impl Format {
    fn clauses(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        while input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            let word: Ident = input.parse()?;
            if word != "drop" {
                let message = "[H12] a format of an enum has the clause `drop` alone\nhelp: `drop(Variant: \"why\")`";
                return Err(syn::Error::new(word.span(), message));
            }
            let inside;
            parenthesized!(inside in input);
            while !inside.is_empty() {
                let variant = inside.parse()?;
                inside.parse::<Token![:]>()?;
                self.drops.push((variant, inside.parse::<LitStr>()?.value()));
                if inside.parse::<Option<Token![,]>>()?.is_none() {
                    break;
                }
            }
        }
        if input.is_empty() { Ok(()) } else { Err(input.error("a comma is missing before this clause")) }
    }
}

/// The conversions.
pub(crate) fn emit(declared: &Variants, shapes: &Shapes, mut problems: Problems) -> syn::Result<TokenStream> {
    let mut known = Vec::new();
    for (index, format) in declared.formats.iter().enumerate() {
        let variants: Vec<(Ident, Option<Type>)> = match shapes.get(std::slice::from_ref(&format.name)) {
            Some(Shape::Enum(variants)) => variants.iter().map(|variant| (variant.clone(), None)).collect(),
            Some(Shape::Union { variants }) => {
                variants.iter().map(|(variant, ty)| (variant.clone(), Some(ty.clone()))).collect()
            }
            _ if !format.followed => {
                known.push(Vec::new());
                continue;
            }
            _ => {
                let what = format!("the type of `{}` is a struct, and this hub an enum", format.name);
                problems.at(&format.ty, "H12", what, "name an enum here, or derive `Hub` for a struct");
                known.push(Vec::new());
                continue;
            }
        };
        check(declared, index, format, &variants, &mut problems);
        known.push(variants);
    }
    counterparts(declared, &known, &mut problems);
    problems.finish()?;
    let ends: Vec<Option<usize>> = (0..declared.formats.len()).map(Some).chain([None]).collect();
    let pairs = ends.iter().flat_map(|from| ends.iter().filter(move |to| *to != from).map(move |to| (*from, *to)));
    let pairs = pairs.map(|(from, to)| Pair { declared, known: &known, from, to }.emit());
    Ok(pairs.collect())
}

/// Each variant says what it is in each format.
fn counterparts(declared: &Variants, known: &[Vec<(Ident, Option<Type>)>], problems: &mut Problems) {
    for variant in &declared.variants {
        let silent = (0..declared.formats.len()).filter(|index| matches!(variant.at[*index], At::Silent));
        let silent: Vec<usize> = silent.filter(|index| !known[*index].is_empty()).collect();
        let name = |index: &usize| declared.formats[*index].name.to_string();
        let of: Vec<String> = silent.iter().map(name).collect();
        if of.is_empty() {
            continue;
        }
        let fails: Vec<String> = of.iter().map(|name| format!("{name} = fail")).collect();
        let named = |index: &usize| {
            let variants: Vec<String> = known[*index].iter().map(|(name, _)| format!("`{name}`")).collect();
            format!("`{}` has {}", declared.formats[*index].name, variants.join(", "))
        };
        let variants: Vec<String> = silent.iter().map(named).collect();
        let what = format!("nothing says what `{}` is in {}", variant.name, listed(&of));
        let help = format!(
            "`#[at({})]` lets a conversion fail, and a variant in its place does not: {}",
            fails.join(", "),
            variants.join("; ")
        );
        problems.add(variant.name.span(), "H06", what, help);
    }
}

/// Each variant of the format is read as one of the hub's, and the other way round.
fn check(declared: &Variants, index: usize, format: &Format, known: &[(Ident, Option<Type>)], problems: &mut Problems) {
    let (mut read, mut unsure): (Vec<&Ident>, Vec<&Ident>) = (Vec::new(), Vec::new());
    for variant in &declared.variants {
        let At::Is { variant: name, lossy } = &variant.at[index] else { continue };
        if !known.iter().any(|(known, _)| known == name) {
            let names: Vec<String> = known.iter().map(|(known, _)| known.to_string()).collect();
            let near = closest(&name.to_string(), names.iter().map(String::as_str));
            let help = meant(&name.to_string(), "variants", &names);
            problems.add(name.span(), "H01", format_args!("`{}` has no variant `{name}`", format.name), help);
            // What was meant is told of once.
            unsure.extend(near.and_then(|near| known.iter().find(|(known, _)| known == near)).map(|(known, _)| known));
        } else if !lossy && read.contains(&name) {
            let what = format!("two variants are read from `{name}` of `{}`", format.name);
            problems.add(
                name.span(),
                "H05",
                what,
                format_args!("`{} = else {name}` on the one that is only written so", format.name),
            );
        } else if !lossy {
            read.push(name);
        }
        let Some((_, there)) = known.iter().find(|(known, _)| known == name) else { continue };
        if !variant.shaped {
            continue;
        }
        let what = match (&variant.payload, there) {
            (Some(_), None) => {
                format!("`{}` holds a value, and `{name}` of `{}` holds none", variant.name, format.name)
            }
            (None, Some(_)) => {
                format!("`{}` holds nothing, and `{name}` of `{}` holds a value", variant.name, format.name)
            }
            _ => continue,
        };
        problems.add(name.span(), "H12", what, "both hold a value or neither does; a value may be a hub of its own");
    }
    let open: Vec<String> = known
        .iter()
        .filter(|(name, _)| !read.contains(&name) && !unsure.contains(&name))
        .filter(|(name, _)| !format.drops.iter().any(|(dropped, _)| dropped == name))
        .map(|(name, _)| name.to_string())
        .collect();
    // A variant that does not say what it is may be meant to be one of them.
    let silent = declared.variants.iter().any(|variant| matches!(variant.at[index], At::Silent | At::Unread));
    if !open.is_empty() && !silent && format.wrong.is_none() {
        let verb = if open.len() == 1 { "is" } else { "are" };
        let what = format!("{} of `{}` {verb} neither read nor given up", listed(&open), format.name);
        let (names, first) = (open.join(": \"why\", "), &open[0]);
        let help =
            format!("`drop({names}: \"why\")` in the format, or `#[at({} = {first})]` on a variant", format.name);
        problems.at(&format.ty, "H02", what, help);
    }
}
