//! A field of the hub, and where each format keeps it.

use quote::ToTokens;
use syn::{
    Attribute, Expr, ExprLit, Field, GenericArgument, Ident, Lit, LitStr, PathArguments, Token, Type,
    ext::IdentExt,
    parenthesized,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

use super::{At, Format, Path, Place};
use crate::problems::{Problems, closest, listed, meant};

/// A field of the hub.
pub(crate) struct Slot {
    pub(crate) name: Ident,
    /// The field's type, without the `Option` around it.
    pub(crate) inner: Type,
    /// Whether the hub may be without it.
    pub(crate) optional: bool,
    /// The first line of its documentation.
    pub(crate) doc: String,
    /// Whether its type is a hub of its own, or a list of such.
    pub(crate) nested: bool,
    pub(crate) guard: Option<Guard>,
    pub(crate) equation: Option<Equation>,
    /// The slot itself, as a place of the hub.
    pub(crate) plain: Place,
    /// By the index of the format.
    pub(crate) reads: Vec<Option<Place>>,
    /// Where it is read from on the way to one format only: the indices of both, and the place.
    pub(crate) reads_for: Vec<(usize, usize, Place)>,
    /// By the index of the format.
    pub(crate) writes: Vec<Vec<Place>>,
    /// By the index of the format: whether a place there could not be read, so that it may be any.
    pub(crate) unread: Vec<bool>,
}

/// What a conversion says that would lose this slot.
pub(crate) struct Guard {
    /// The option that allows it.
    pub(crate) option: Ident,
    /// Why it is refused otherwise.
    pub(crate) reason: String,
}

/// `end = after(start, length)`
pub(crate) struct Equation {
    pub(crate) end: Ident,
    pub(crate) start: Ident,
    pub(crate) length: Ident,
}

impl Slot {
    /// Reads a slot as far as it can be read.
    pub(super) fn parse(field: &Field, formats: &[Format], problems: &mut Problems) -> Option<Self> {
        let name = field.ident.clone()?;
        let option = inside(&field.ty, "Option");
        let mut slot = Self {
            doc: first_line(&field.attrs),
            inner: option.cloned().unwrap_or_else(|| field.ty.clone()),
            optional: option.is_some(),
            nested: false,
            guard: None,
            equation: None,
            reads: vec![None; formats.len()],
            reads_for: Vec::new(),
            writes: vec![Vec::new(); formats.len()],
            unread: vec![false; formats.len()],
            plain: Place { codec: None, path: Path::new(vec![name.clone()]), maybe: false, fallback: false },
            name,
        };
        let mut said = vec![Said::default(); formats.len()];
        for attribute in &field.attrs {
            let Some(word) = attribute.path().get_ident().map(ToString::to_string) else { continue };
            let read = match word.as_str() {
                "at" | "read" | "write" => slot.places(attribute, &word, formats, &mut said, problems),
                "nested" => {
                    slot.nested = true;
                    Ok(())
                }
                "guard" => attribute.parse_args().map(|guard| slot.guard = Some(guard)),
                "equation" => attribute.parse_args().map(|equation| slot.equation = Some(equation)),
                _ => Ok(()),
            };
            if let Err(error) = read {
                // Which formats it speaks of is not known.
                if matches!(word.as_str(), "at" | "read" | "write") {
                    said.fill(Said { read: true, write: true });
                    slot.unread.fill(true);
                }
                problems.syntax(error, written(&word));
            }
        }
        let silent: Vec<&Ident> =
            formats.iter().zip(&said).filter(|(_, said)| !said.any()).map(|(format, _)| &format.name).collect();
        if !silent.is_empty() {
            let keep = if silent.len() == 1 { "keeps" } else { "keep" };
            let what = format!("nothing says where {} {keep} `{}`", listed(&silent), slot.name);
            let none: Vec<String> = silent.iter().map(|format| format!("{format} = none")).collect();
            let help =
                format!("`#[at({})]`, with the field's path instead of `none` where there is one", none.join(", "));
            problems.add(slot.name.span(), "H04", what, help);
        }
        Some(slot)
    }

    fn places(
        &mut self,
        attribute: &Attribute,
        word: &str,
        formats: &[Format],
        said: &mut [Said],
        problems: &mut Problems,
    ) -> syn::Result<()> {
        let entries = attribute.parse_args_with(Punctuated::<Entry, Token![,]>::parse_terminated)?;
        let named: Vec<String> = entries.iter().map(|entry| entry.format.to_string()).collect();
        for entry in &entries {
            if let Some(target) = &entry.target {
                self.place_for(entry, target, word, formats, problems);
                continue;
            }
            let everyone = entry.format == "_";
            if !everyone && !formats.iter().any(|format| format.name == entry.format) {
                let meant = no_format(&entry.format, formats, problems);
                match meant {
                    Some(index) => {
                        said[index] = Said { read: true, write: true };
                        self.unread[index] = true;
                    }
                    None => self.unread.fill(true),
                }
                continue;
            }
            for (index, format) in formats.iter().enumerate() {
                let one_of_all = everyone && !named.contains(&format.name.to_string());
                if format.name != entry.format && !one_of_all {
                    continue;
                }
                let (reads, writes) = (word != "write", word != "read");
                if reads && said[index].read || writes && said[index].write {
                    problems.add(
                        entry.format.span(),
                        "H09",
                        format_args!("it is said twice where `{}` keeps `{}`", format.name, self.name),
                        "`at` is both directions: use `read` and `write` instead where they differ",
                    );
                    continue;
                }
                said[index].read |= reads;
                said[index].write |= writes;
                let At::Places(places) = &entry.at else { continue };
                if reads {
                    let [place] = &places[..] else {
                        self.unread[index] = true;
                        problems.add(
                            entry.format.span(),
                            "H12",
                            "a slot is read from one place",
                            "`#[read(format = one)]` and `#[write(format = (one, two))]`",
                        );
                        continue;
                    };
                    self.reads[index] = Some(place.clone());
                }
                if writes {
                    self.writes[index].clone_from(places);
                }
            }
        }
        Ok(())
    }

    /// `read(format for other = place)`
    fn place_for(&mut self, entry: &Entry, target: &Ident, word: &str, formats: &[Format], problems: &mut Problems) {
        let position = |name: &Ident| formats.iter().position(|format| format.name == *name);
        match (&entry.at, position(&entry.format), position(target)) {
            (At::Places(places), Some(from), Some(to)) if word == "read" && places.len() == 1 => {
                self.reads_for.extend(places.iter().map(|place| (from, to, place.clone())));
            }
            (_, Some(_), Some(_)) => {
                let help = "`#[read(format for other = place)]` reads from elsewhere on the way to that other format";
                problems.add(target.span(), "H12", "`for` stands in `read`, with one place", help);
            }
            _ => {
                let wrong = if position(target).is_none() { target } else { &entry.format };
                no_format(wrong, formats, problems);
            }
        }
    }

    /// Whether the slot's values are marked secret.
    pub(crate) fn is_secret(&self) -> bool {
        inside(&self.inner, "Secret").is_some()
            || inside(&self.inner, "Nullable").is_some_and(|ty| inside(ty, "Secret").is_some())
    }

    /// Whether no format has such a thing, so that it is the caller's alone.
    pub(crate) fn is_kept_nowhere(&self) -> bool {
        self.reads.iter().all(Option::is_none) && self.reads_for.is_empty() && self.writes.iter().all(Vec::is_empty)
    }

    /// Whether the slot tells `null` from absent.
    pub(crate) fn is_nullable(&self) -> bool {
        inside(&self.inner, "Nullable").is_some()
    }

    /// What a list holds, for a nested slot that is one.
    pub(crate) fn element(&self) -> Option<&Type> {
        inside(&self.inner, "Vec")
    }
}

/// Which directions a slot has spoken of for a format.
#[derive(Clone, Copy, Default)]
struct Said {
    read: bool,
    write: bool,
}

impl Said {
    fn any(self) -> bool {
        self.read || self.write
    }
}

/// The `T` of `Wrapper<T>`.
pub(crate) fn inside<'t>(ty: &'t Type, wrapper: &str) -> Option<&'t Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|segment| segment.ident == wrapper)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// A name that no format has: gives back the one that it was meant to be.
fn no_format(name: &Ident, formats: &[Format], problems: &mut Problems) -> Option<usize> {
    let known: Vec<String> = formats.iter().map(|format| format.name.to_string()).collect();
    let help = meant(&name.to_string(), "formats", &known);
    problems.add(name.span(), "H09", format_args!("there is no format `{name}`"), help);
    let near = closest(&name.to_string(), known.iter().map(String::as_str));
    near.and_then(|near| known.iter().position(|known| known == near))
}

/// How an attribute is written.
fn written(word: &str) -> &'static str {
    match word {
        "guard" => "`#[guard(allow_it: \"what would go wrong\")]`",
        "equation" => "`#[equation(end = after(start, length))]`, with the names of three slots",
        "read" => "`#[read(format = path.to.field, other = Codec(field), third = none)]`",
        "write" => "`#[write(format = path.to.field, other = (Codec(one), two), third = none)]`",
        _ => "`#[at(format = path.to.field, other = Codec(field), third = none)]`",
    }
}

/// The codecs that a field's attributes name, as far as they can be read.
pub(crate) fn codecs(field: &Field) -> Vec<Type> {
    let mut codecs = Vec::new();
    for attribute in &field.attrs {
        let Ok(entries) = attribute.parse_args_with(Punctuated::<Entry, Token![,]>::parse_terminated) else { continue };
        for entry in entries {
            let At::Places(places) = entry.at else { continue };
            codecs.extend(places.into_iter().filter_map(|place| place.codec));
        }
    }
    codecs
}

/// A type as a person writes it: without what leads its paths.
pub(crate) fn spell(ty: &impl ToTokens) -> String {
    let mut text = String::new();
    for name in names(&ty.to_token_stream()) {
        text.push_str(&name);
        if name == "," || name == ";" {
            text.push(' ');
        }
    }
    text
}

/// Whether two types are written alike but for the paths before their names.
pub(crate) fn same(a: &impl ToTokens, b: &impl ToTokens) -> bool {
    names(&a.to_token_stream()) == names(&b.to_token_stream())
}

/// The tokens without what leads a path.
fn names(tokens: &proc_macro2::TokenStream) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut tokens = tokens.clone().into_iter().map(|token| token.to_string()).peekable();
    while let Some(token) = tokens.next() {
        if token == ":" && tokens.next_if_eq(":").is_some() {
            // What came before the colons led the path.
            names.pop_if(|last| last.starts_with(|c: char| c.is_alphabetic() || c == '_'));
        } else {
            names.push(token);
        }
    }
    names
}

fn first_line(attributes: &[Attribute]) -> String {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("doc"))
        .find_map(|attribute| match &attribute.meta {
            syn::Meta::NameValue(meta) => match &meta.value {
                Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        })
        .unwrap_or_default()
}

/// `format = place` or `format for other = place`
struct Entry {
    format: Ident,
    /// The one format that it is about the way to.
    target: Option<Ident>,
    at: At,
}

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let format = input.call(Ident::parse_any)?;
        let target = if input.parse::<Option<Token![for]>>()?.is_some() { Some(input.parse()?) } else { None };
        input.parse::<Token![=]>()?;
        Ok(Self { format, target, at: input.parse()? })
    }
}

impl Parse for Guard {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let option = input.parse()?;
        input.parse::<Token![:]>()?;
        Ok(Self { option, reason: input.parse::<LitStr>()?.value() })
    }
}

impl Parse for Equation {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let end = input.parse()?;
        input.parse::<Token![=]>()?;
        let word: Ident = input.parse()?;
        if word != "after" {
            let message = format!("[H10] there is no equation `{word}`\nhelp: {}", written("equation"));
            return Err(syn::Error::new(word.span(), message));
        }
        let inside;
        parenthesized!(inside in input);
        let start = inside.parse()?;
        inside.parse::<Token![,]>()?;
        Ok(Self { end, start, length: inside.parse()? })
    }
}
