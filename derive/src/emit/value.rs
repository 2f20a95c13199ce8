//! An expression of the generated code, and what is known of it.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

/// What the type of an expression around its value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// `T`
    Certain,
    /// `Option<T>`
    Maybe,
    /// `Result<T, Faulted>`
    Sure,
    /// `Result<Option<T>, Faulted>`
    Unsure,
}

/// An expression.
#[derive(Clone)]
pub(super) struct Value {
    pub(super) tokens: TokenStream,
    pub(super) state: State,
}

impl Value {
    pub(super) fn new(tokens: TokenStream, state: State) -> Self {
        Self { tokens, state }
    }

    /// Whether it is a variable or `None`, and nothing else.
    pub(super) fn is_a_name(&self) -> bool {
        let mut tokens = self.tokens.clone().into_iter();
        matches!((tokens.next(), tokens.next()), (Some(TokenTree::Ident(_)), None))
    }

    /// As `Result<Option<T>, Faulted>`.
    pub(super) fn unsure(&self) -> TokenStream {
        let tokens = &self.tokens;
        match self.state {
            State::Certain => quote!(Ok(Some(#tokens))),
            State::Maybe => quote!(Ok(#tokens)),
            State::Sure => quote!(#tokens.map(Some)),
            State::Unsure => tokens.clone(),
        }
    }

    /// As a `Result` of what it holds, be it an `Option` or not.
    pub(super) fn sure(&self) -> TokenStream {
        let tokens = &self.tokens;
        if self.may_fail() { tokens.clone() } else { quote!(Ok(#tokens)) }
    }

    /// As `Result<Option<&T>, Faulted>`, of a variable.
    pub(super) fn borrowed(&self) -> TokenStream {
        let tokens = &self.tokens;
        match self.state {
            State::Certain => quote!(Ok(Some(&#tokens))),
            State::Maybe => quote!(Ok(#tokens.as_ref())),
            State::Sure => quote!(::formwork_runtime::convert::look(&#tokens).map(Some)),
            State::Unsure => quote!(::formwork_runtime::convert::look_if_any(&#tokens)),
        }
    }

    /// As a field that may be absent holds it.
    pub(super) fn optional(self) -> Self {
        let tokens = &self.tokens;
        match self.state {
            State::Certain => Self::new(quote!(Some(#tokens)), State::Certain),
            State::Maybe => Self::new(tokens.clone(), State::Certain),
            State::Sure => Self::new(quote!(#tokens.map(Some)), State::Sure),
            State::Unsure => Self::new(tokens.clone(), State::Sure),
        }
    }

    /// With a function over the value itself.
    pub(super) fn map(self, function: &TokenStream) -> Self {
        let tokens = &self.tokens;
        let mapped = match self.state {
            State::Certain => quote!(#function(#tokens)),
            State::Maybe | State::Sure => quote!(#tokens.map(#function)),
            State::Unsure => quote!(::formwork_runtime::convert::map(#tokens, #function)),
        };
        Self::new(mapped, self.state)
    }

    /// Whether it is a `Result`.
    pub(super) fn may_fail(&self) -> bool {
        matches!(self.state, State::Sure | State::Unsure)
    }

    /// Whether there may be no value.
    pub(super) fn may_be_absent(&self) -> bool {
        matches!(self.state, State::Maybe | State::Unsure)
    }
}
