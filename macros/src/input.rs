//! What is written in the macro: a module, a schema, and options.

use formwork::settings::value::{Data, Key, Value};
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, LitBool, LitInt, LitStr, Path, Token, Visibility, token};

/// The whole of it.
pub(crate) struct Input {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
    /// A file or a schema.
    pub(crate) schema: LitStr,
    /// The options of the schema.
    pub(crate) options: Vec<(Key, Value)>,
    /// The recursion limit of the crate, if it is said.
    pub(crate) recursion_limit: usize,
    /// Whether warnings about the schema are left out.
    pub(crate) quiet: bool,
    /// Where the words of the options stand: their places are numbers in this list.
    pub(crate) spans: Vec<Span>,
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        input.parse::<Token![mod]>()?;
        let name = input.parse()?;
        input.parse::<Token![=]>()?;
        let schema = input.parse::<LitStr>().map_err(|error| {
            syn::Error::new(error.span(), "expected a string: the path of a schema, or its text, as in r#\"{ … }\"#")
        })?;
        let (options, spans) = (Vec::new(), Vec::new());
        let mut this = Self { attributes, visibility, name, schema, options, recursion_limit: 0, quiet: false, spans };
        while !input.is_empty() {
            input.parse::<Token![;]>()?;
            if !input.is_empty() {
                this.option(input)?;
            }
        }
        Ok(this)
    }
}

impl Input {
    /// Where a word stands that has this place.
    pub(crate) fn span(&self, at: &std::ops::Range<usize>) -> Span {
        self.spans.get(at.start).copied().unwrap_or_else(Span::call_site)
    }

    fn option(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        let name = input.call(Ident::parse_any)?;
        if name == "recursion_limit" {
            input.parse::<Token![=]>()?;
            self.recursion_limit = input.parse::<LitInt>()?.base10_parse()?;
            return Ok(());
        }
        if name == "quiet" {
            input.parse::<Token![=]>()?;
            self.quiet = input.parse::<LitBool>()?.value;
            return Ok(());
        }
        if name == "module" {
            return Err(syn::Error::new(name.span(), "the module is called as it is behind `mod`"));
        }
        let key = self.key(name.span(), name.to_string());
        let value = if input.peek(token::Paren) {
            let inside;
            let parentheses = syn::parenthesized!(inside in input);
            self.entries(&inside, parentheses.span.join())?
        } else {
            input.parse::<Token![=]>()?;
            self.value(input)?
        };
        self.options.push((key, value));
        Ok(())
    }

    /// What stands in parentheses: a list, or a table if its entries have `=`.
    fn entries(&mut self, input: ParseStream<'_>, span: Span) -> syn::Result<Value> {
        let (mut list, mut table) = (Vec::new(), Vec::new());
        while !input.is_empty() {
            let value = self.value(input)?;
            if let (true, Data::Text(name)) = (input.peek(Token![=]), &value.data) {
                input.parse::<Token![=]>()?;
                table.push((Key { at: value.at.clone(), name: name.clone() }, self.value(input)?));
            } else {
                list.push(value);
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        if !list.is_empty() && !table.is_empty() {
            return Err(syn::Error::new(span, "some of these have `=` and some have not"));
        }
        Ok(self.written(span, if table.is_empty() { Data::List(list) } else { Data::Table(table) }))
    }

    /// A string, `true` or `false`, or a path, which is the text that it is.
    fn value(&mut self, input: ParseStream<'_>) -> syn::Result<Value> {
        let ahead = input.lookahead1();
        if ahead.peek(LitStr) {
            let text: LitStr = input.parse()?;
            return Ok(self.written(text.span(), Data::Text(text.value())));
        }
        if ahead.peek(LitBool) {
            let boolean: LitBool = input.parse()?;
            return Ok(self.written(boolean.span(), Data::Boolean(boolean.value)));
        }
        if ahead.peek(Token![crate]) && !input.peek2(Token![::]) {
            let word: Token![crate] = input.parse()?;
            return Ok(self.written(word.span, Data::Text("crate".to_owned())));
        }
        if ahead.peek(Ident::peek_any) || ahead.peek(Token![::]) {
            let path = input.call(Path::parse_mod_style)?;
            let span = path.segments.first().map_or_else(Span::call_site, |segment| segment.ident.span());
            return Ok(self.written(span, Data::Text(joined(path.to_token_stream()))));
        }
        Err(ahead.error())
    }

    fn key(&mut self, span: Span, name: String) -> Key {
        let value = self.written(span, Data::Other);
        Key { at: value.at, name }
    }

    fn written(&mut self, span: Span, data: Data) -> Value {
        let at = self.spans.len();
        self.spans.push(span);
        Value { at: at..at + 1, data }
    }
}

/// A path without spaces.
fn joined(path: TokenStream) -> String {
    path.into_iter().map(|token: TokenTree| token.to_string()).collect()
}
