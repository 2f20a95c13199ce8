//! A piece of the code that checks a value, before it is known where it stands.

use proc_macro2::TokenStream;
use quote::quote;

/// Reads and checks one value.
pub(super) enum Step {
    /// An expression of the type `Flow`.
    Flow(TokenStream),
    /// Statements, which leave the function where the walk stops.
    Block(TokenStream),
}

impl Step {
    /// `last` with statements before it.
    pub(super) fn after(statements: &TokenStream, last: Self) -> Self {
        if statements.is_empty() {
            return last;
        }
        let last = last.statement();
        Self::Block(quote!(#statements #last))
    }

    /// Statements.
    pub(super) fn statement(&self) -> TokenStream {
        match self {
            Self::Flow(flow) => quote!(#flow?;),
            Self::Block(statements) => statements.clone(),
        }
    }

    /// What follows `=>`, of the type `()`.
    pub(super) fn arm(&self) -> TokenStream {
        match self {
            Self::Flow(flow) => quote!(#flow?),
            Self::Block(statements) => quote!({ #statements }),
        }
    }

    /// The end of a function that gives a `Flow`.
    pub(super) fn tail(&self) -> TokenStream {
        match self {
            Self::Flow(flow) => flow.clone(),
            Self::Block(statements) => quote!(#statements Ok(())),
        }
    }

    /// One expression of the type `Flow`, for a function or a closure.
    pub(super) fn closed(&self) -> TokenStream {
        match self {
            Self::Flow(flow) => flow.clone(),
            Self::Block(_) => {
                let tail = self.tail();
                quote!({ #tail })
            }
        }
    }

    /// Whether nothing is done but reading the value.
    pub(super) fn is_skip(&self) -> bool {
        matches!(self, Self::Flow(flow) if matches!(flow.to_string().as_str(), "input . skip ()" | "input . clone () . skip ()"))
    }
}
