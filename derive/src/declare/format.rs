//! `#[format(name = path::Type, clauses…)]`

use proc_macro2::{Span, TokenStream};
use syn::{
    Expr, Ident, LitStr, Token, parenthesized,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
    token,
};

use super::Path;
use crate::problems::{closest, meant, text};

/// A format: its name, its type, and what is to be done with the leaves that no slot speaks of.
pub(crate) struct Format {
    pub(crate) name: Ident,
    pub(crate) ty: syn::Path,
    pub(crate) sides: Vec<Side>,
    pub(crate) asks: Vec<Ask>,
    pub(crate) gives: Vec<Give>,
    pub(crate) drops: Vec<Dropped>,
    pub(crate) keep: Keep,
    pub(crate) agrees: Vec<Agree>,
    /// Whether its type and its sides could be read, so that its paths can be followed.
    pub(crate) followed: bool,
    /// What is wrong with its clauses. Which leaves they speak of is not known then.
    pub(crate) wrong: Option<syn::Error>,
}

/// A further input that is only read: `with(user: User)`.
pub(crate) struct Side {
    pub(crate) name: Ident,
    /// A type of the format's own module.
    pub(crate) ty: Ident,
}

/// A leaf, or a slot from a given format, that the caller supplies.
pub(crate) struct Ask {
    pub(crate) path: Path,
    /// Only coming from this format.
    pub(crate) from: Option<Ident>,
}

/// A leaf that gets this value where the source has none.
pub(crate) struct Give {
    pub(crate) path: Path,
    pub(crate) value: Expr,
}

/// A leaf that is given up.
pub(crate) struct Dropped {
    pub(crate) path: Path,
    pub(crate) reason: String,
}

/// Two leaves that say the same where both are there: `agree(user.id = user_id: "why")`.
pub(crate) struct Agree {
    pub(crate) one: Path,
    pub(crate) other: Path,
    pub(crate) reason: String,
}

const CLAUSES: [&str; 6] = ["with", "ask", "give", "drop", "keep", "agree"];

/// Which leaves ride along in the hub.
pub(crate) enum Keep {
    Nothing,
    /// `keep(..)`
    Rest,
    /// `keep(a, b.c)`
    Some(Vec<Path>),
}

impl Keep {
    /// Whether there is anything to keep.
    pub(crate) fn is_some(&self) -> bool {
        !matches!(self, Self::Nothing)
    }
}

impl Format {
    /// The path to the module of the format's type.
    pub(crate) fn module(&self) -> syn::Path {
        let mut module = self.ty.clone();
        module.segments.pop();
        module.segments.pop_punct();
        module
    }

    /// Where the format's type is named.
    pub(crate) fn span(&self) -> Span {
        self.ty.segments.last().map_or_else(|| self.name.span(), |segment| segment.ident.span())
    }
}

impl Parse for Format {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name: Ident = input.parse()?;
        input.parse::<Token![=]>()?;
        let ty: syn::Path = input.parse()?;
        if ty.segments.len() < 2 {
            let what = format!("the type of `{name}` is named without its module");
            let named = crate::declare::spell(&ty);
            let help = format!("write `module::{named}`: the types of its fields are looked for beside it");
            let message = text("H11", what, help);
            return Err(syn::Error::new_spanned(ty, message));
        }
        let mut format = Self { followed: true, ..Self::blank(name, ty) };
        while input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            format.clause(input)?;
        }
        if !input.is_empty() {
            format.note(input.error(
                "[H12] a comma is missing before this clause\nhelp: `name = module::Type, clause(..), clause(..)`",
            ));
            format.followed = false;
            input.parse::<TokenStream>()?;
        }
        Ok(format)
    }
}

impl Format {
    /// A format of which no more than the name is sure.
    pub(super) fn name_alone(input: ParseStream<'_>) -> syn::Result<Self> {
        let name: Ident = input.parse()?;
        input.parse::<TokenStream>()?;
        Ok(Self::blank(name.clone(), name.into()))
    }

    fn blank(name: Ident, ty: syn::Path) -> Self {
        Self {
            name,
            ty,
            sides: Vec::new(),
            asks: Vec::new(),
            gives: Vec::new(),
            drops: Vec::new(),
            keep: Keep::Nothing,
            agrees: Vec::new(),
            followed: false,
            wrong: None,
        }
    }

    /// Notes what is wrong with a clause: those beside it are read all the same.
    fn note(&mut self, error: syn::Error) {
        match &mut self.wrong {
            Some(all) => all.combine(error),
            None => self.wrong = Some(error),
        }
    }

    /// The next clause, or a note of what is wrong with it.
    fn clause(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        let word: Ident = input.parse()?;
        let read = if input.peek(token::Paren) {
            let inside;
            parenthesized!(inside in input);
            let read = self.inside(&word, &inside);
            inside.parse::<TokenStream>()?;
            read
        } else {
            let what = format!("the clause `{word}` has its fields in parentheses");
            let help = "such as `keep(..)` or `drop(field: \"why\")`";
            Err(syn::Error::new(word.span(), text("H12", what, help)))
        };
        if let Err(error) = read {
            // Fields of a side that is not known are not wrong.
            self.followed &= closest(&word.to_string(), CLAUSES) != Some("with");
            self.note(error);
        }
        Ok(())
    }

    fn inside(&mut self, word: &Ident, inside: ParseStream<'_>) -> syn::Result<()> {
        match word.to_string().as_str() {
            "keep" if self.keep.is_some() => {
                return Err(syn::Error::new(
                    word.span(),
                    "[H12] `keep` is said twice\nhelp: `keep(one, two.three)` names several fields",
                ));
            }
            "with" => {
                self.sides.extend(Punctuated::<Side, Token![,]>::parse_terminated(inside)?);
            }
            "ask" => self.asks.extend(Punctuated::<Ask, Token![,]>::parse_terminated(inside)?),
            "give" => self.gives.extend(Punctuated::<Give, Token![,]>::parse_terminated(inside)?),
            "drop" => self.drops(inside)?,
            "agree" => self.agrees.extend(Punctuated::<Agree, Token![,]>::parse_terminated(inside)?),
            "keep" if inside.peek(Token![..]) => {
                inside.parse::<Token![..]>()?;
                self.keep = Keep::Rest;
            }
            "keep" => {
                let paths = Punctuated::<Path, Token![,]>::parse_terminated(inside)?;
                self.keep = Keep::Some(paths.into_iter().collect());
            }
            other => {
                let known = CLAUSES.map(str::to_owned);
                let message =
                    text("H12", format_args!("there is no clause `{other}`"), meant(other, "clauses", &known));
                return Err(syn::Error::new(word.span(), message));
            }
        }
        if inside.is_empty() {
            Ok(())
        } else {
            Err(inside.error("[H12] a comma or `)` is expected here\nhelp: `drop(one, two: \"why\", three: \"why\")`, `give(field = value)`, `ask(field)`, `keep(field)`, `with(name: Type)`"))
        }
    }

    /// `a, b: "reason", c: "another"`
    fn drops(&mut self, inside: ParseStream<'_>) -> syn::Result<()> {
        while !inside.is_empty() {
            let mut paths: Vec<Path> = vec![inside.parse()?];
            while inside.parse::<Option<Token![,]>>()?.is_some() {
                paths.push(inside.parse()?);
            }
            if inside.is_empty() {
                let last = paths.last().map_or_else(Span::call_site, Path::span);
                let names: Vec<&str> = paths.iter().map(Path::show).collect();
                let help = format!("`drop({}: \"why\")`", names.join(", "));
                return Err(syn::Error::new(last, text("H12", "nothing says why this is given up", help)));
            }
            inside.parse::<Token![:]>()?;
            let reason = inside.parse::<LitStr>()?.value();
            self.drops.extend(paths.into_iter().map(|path| Dropped { path, reason: reason.clone() }));
            if inside.parse::<Option<Token![,]>>()?.is_none() {
                break;
            }
        }
        Ok(())
    }
}

impl Parse for Side {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        input.parse::<Token![:]>()?;
        Ok(Self { name, ty: input.parse()? })
    }
}

impl Parse for Ask {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let path = input.parse()?;
        let fork = input.fork();
        let from = if fork.parse::<Ident>().is_ok_and(|word| word == "from") {
            input.parse::<Ident>()?;
            Some(input.parse()?)
        } else {
            None
        };
        Ok(Self { path, from })
    }
}

impl Parse for Agree {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let one = input.parse()?;
        input.parse::<Token![=]>()?;
        let other = input.parse()?;
        input.parse::<Token![:]>()?;
        Ok(Self { one, other, reason: input.parse::<LitStr>()?.value() })
    }
}

impl Parse for Give {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let path = input.parse()?;
        input.parse::<Token![=]>()?;
        Ok(Self { path, value: input.parse()? })
    }
}
