//! What a pair asks of the caller, and what it loses.

use proc_macro2::TokenStream;
use syn::Ident;

use crate::shape::Leaf;

/// A value that the caller supplies.
#[derive(Clone)]
pub(crate) struct Need {
    pub(crate) name: Ident,
    pub(crate) ty: TokenStream,
    /// Whether the conversion does not compile without it.
    pub(crate) required: bool,
    /// Whether a value of it may count as none.
    pub(crate) maybe: bool,
    pub(crate) secret: bool,
    /// What it means, where it is a slot.
    pub(crate) about: String,
    /// What it is for.
    pub(crate) doc: String,
    pub(crate) kind: NeedKind,
    /// The first leaf of the target that it fills.
    pub(crate) pointer: String,
}

/// What a need stands for.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum NeedKind {
    /// A slot by its index.
    Slot(usize),
    /// A leaf by its path.
    Leaf(String),
    /// A side by its index.
    Side(usize),
    /// The guard of a slot.
    Guard(usize),
}

/// A leaf of the source that nothing of the target gets.
#[derive(Clone)]
pub(crate) struct Loss<'m> {
    pub(crate) leaf: &'m Leaf,
    pub(crate) reason: String,
    /// The slot whose guard refuses it.
    pub(crate) guard: Option<usize>,
    /// Whether it lies in a side, which no hub keeps.
    pub(crate) beside: bool,
}
