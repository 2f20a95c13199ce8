//! Where a format keeps a slot.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::{
    Ident, Token, Type,
    ext::IdentExt,
    parenthesized,
    parse::{Parse, ParseStream, discouraged::Speculative},
    punctuated::Punctuated,
    token,
};

use super::spell;

/// A path of Rust field names: `user.id`.
#[derive(Clone)]
pub(crate) struct Path {
    pub(crate) names: Vec<Ident>,
    /// Paths are compared by it, since each look into an `Ident` is a call to the compiler.
    shown: String,
}

impl Path {
    /// The path of these names.
    pub(crate) fn new(names: Vec<Ident>) -> Self {
        let shown = show(&names);
        Self { names, shown }
    }

    /// One name further.
    pub(crate) fn with(&self, name: &Ident) -> Self {
        let mut names = self.names.clone();
        names.push(name.clone());
        let name = name.unraw();
        let shown = if self.shown.is_empty() { name.to_string() } else { format!("{}.{name}", self.shown) };
        Self { names, shown }
    }

    /// The names, joined by `.`.
    pub(crate) fn show(&self) -> &str {
        &self.shown
    }

    /// Whether it leads to something in what `outer` leads to.
    pub(crate) fn is_inside(&self, outer: &Self) -> bool {
        self.shown.strip_prefix(&outer.shown).is_some_and(|rest| rest.starts_with('.'))
    }

    /// Where it stands.
    pub(crate) fn span(&self) -> Span {
        self.names.last().map_or_else(Span::call_site, Ident::span)
    }
}

impl PartialEq for Path {
    fn eq(&self, other: &Self) -> bool {
        self.shown == other.shown
    }
}

impl ToTokens for Path {
    /// The names alone, for errors to underline.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.names.iter().map(ToTokens::to_token_stream));
    }
}

/// Names joined by `.`.
pub(crate) fn show(names: &[Ident]) -> String {
    names.iter().map(|name| name.unraw().to_string()).collect::<Vec<_>>().join(".")
}

impl Parse for Path {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let names = Punctuated::<Ident, Token![.]>::parse_separated_nonempty_with(input, field)?;
        Ok(Self::new(names.into_iter().collect()))
    }
}

/// The name of a field, with or without the `r#` before what is a keyword elsewhere: paths are shown without.
fn field(input: ParseStream<'_>) -> syn::Result<Ident> {
    let any = input.fork().call(Ident::parse_any);
    match any {
        Ok(word) if !input.peek(Ident) && !["_", "self", "Self", "super", "crate"].contains(&&*word.to_string()) => {
            input.call(Ident::parse_any)?;
            Ok(Ident::new_raw(&word.to_string(), word.span()))
        }
        _ => input.parse(),
    }
}

/// A path and the codec that stands between it and the slot.
#[derive(Clone)]
pub(crate) struct Place {
    /// The codec's type; none where the value moves as it is.
    pub(crate) codec: Option<Type>,
    /// The leaf.
    pub(crate) path: Path,
    /// Whether the codec may come to nothing.
    pub(crate) maybe: bool,
    /// Whether it is written only where the source does not know the slot that the leaf belongs to.
    pub(crate) fallback: bool,
}

impl Place {
    /// As it is written: `Codec(path)`.
    pub(crate) fn show(&self) -> String {
        let path = self.path.show();
        match &self.codec {
            Some(codec) => format!("{}({path}){}", spell(codec), if self.maybe { "?" } else { "" }),
            None => path.to_owned(),
        }
    }
}

impl ToTokens for Place {
    /// The codec and the path, for errors to underline.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.codec.to_tokens(tokens);
        self.path.to_tokens(tokens);
    }
}

impl Parse for Place {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let fallback = input.parse::<Option<Token![else]>>()?.is_some();
        let fork = input.fork();
        if let Ok(codec) = fork.parse::<Type>()
            && fork.peek(token::Paren)
        {
            input.advance_to(&fork);
            let inside;
            parenthesized!(inside in input);
            let path = inside.parse()?;
            if !inside.is_empty() {
                return Err(inside.error("[H12] a codec stands around one field\nhelp: `Codec(path.to.field)`"));
            }
            let maybe = input.parse::<Option<Token![?]>>()?.is_some();
            return Ok(Self { codec: Some(codec), path, maybe, fallback });
        }
        Ok(Self { codec: None, path: input.parse()?, maybe: false, fallback })
    }
}

/// What stands behind `format =` on a slot.
#[derive(Clone)]
pub(crate) enum At {
    /// The format has no such thing.
    None,
    /// The format keeps it here; more than one place only for writing.
    Places(Vec<Place>),
}

impl Parse for At {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let fork = input.fork();
        if fork.parse::<Ident>().is_ok_and(|word| word == "none") && (fork.is_empty() || fork.peek(Token![,])) {
            input.advance_to(&fork);
            return Ok(Self::None);
        }
        if input.peek(token::Paren) {
            let inside;
            parenthesized!(inside in input);
            let places = Punctuated::<Place, Token![,]>::parse_terminated(&inside)?;
            return Ok(Self::Places(places.into_iter().collect()));
        }
        Ok(Self::Places(vec![input.parse()?]))
    }
}
