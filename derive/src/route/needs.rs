//! What a pair asks of the caller.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Ident;

use super::{
    End, Fill, Need, NeedKind, Route,
    words::{converts, ident, sentence},
};

impl Need {
    /// One of a name that nothing else is known of.
    pub(super) fn optional(name: Ident, kind: NeedKind) -> Self {
        Self {
            name,
            ty: TokenStream::new(),
            required: false,
            maybe: false,
            secret: false,
            about: String::new(),
            doc: String::new(),
            kind,
            pointer: String::new(),
        }
    }
}

impl Route<'_> {
    /// Works the needs out, once it is known what fills each leaf and which slots are `asked` for.
    pub(super) fn gather_needs(&mut self, asked: &BTreeSet<usize>) {
        // A hub that keeps a value of the target has what the caller would be asked for.
        let kept = matches!((self.from, self.to), (End::Hub, End::Format(to)) if self.model.keeps(to));
        let slots = self.used.iter().filter_map(|slot| self.slot_need(*slot, asked.contains(slot), kept));
        let leaves = self.fills.iter().filter(|fill| fill.asked).map(|fill| Need {
            required: !kept,
            secret: fill.leaf.secret,
            ty: {
                let ty = &fill.leaf.ty;
                if fill.leaf.nullable { quote!(::formwork_runtime::Nullable<#ty>) } else { quote!(#ty) }
            },
            doc: format!("For `{}`.", fill.leaf.pointer),
            pointer: fill.leaf.pointer.clone(),
            ..Need::optional(ident(&fill.leaf.show().replace('.', "_")), NeedKind::Leaf(fill.leaf.show().to_owned()))
        });
        self.needs = slots.chain(leaves).chain(self.side_needs()).collect();
    }

    /// A slot that the target cannot do without, where the source may.
    fn slot_need(&self, slot: usize, asked: bool, kept: bool) -> Option<Need> {
        let fills: Vec<&Fill<'_>> =
            self.fills.iter().filter(|fill| fill.slot.is_some_and(|(of, _)| of == slot)).collect();
        let wanted = fills.iter().any(|fill| {
            let comes_to_nothing = fill.slot.is_some_and(|(_, place)| place.maybe);
            fill.leaf.required && fill.give.is_none() && (self.may_be_absent(slot) || comes_to_nothing)
        });
        if !asked && !wanted {
            return None;
        }
        let pointers: Vec<&str> = fills.iter().map(|fill| fill.leaf.pointer.as_str()).collect();
        let declared = &self.model.declaration.slots[slot];
        // What has no place in the target is there for what follows from it.
        let place = if pointers.is_empty() { self.following(slot) } else { pointers.clone() }.join("`, `");
        let lacks = if asked { "" } else { ", where the source has none" };
        Some(Need {
            ty: declared.inner.to_token_stream(),
            required: asked && !kept,
            maybe: self.counted(slot) || fills.iter().any(|fill| fill.slot.is_some_and(|(_, place)| place.maybe)),
            secret: declared.is_secret(),
            about: declared.doc.clone(),
            doc: format!("{} For `{place}`{lacks}.", sentence(&declared.doc)),
            pointer: pointers.first().copied().unwrap_or_default().to_owned(),
            ..Need::optional(declared.name.clone(), NeedKind::Slot(slot))
        })
    }

    /// The leaves of the target that follow from a slot.
    fn following(&self, slot: usize) -> Vec<&str> {
        let follows =
            |of: usize| self.model.equation(of).is_some_and(|found| [found.inputs.0, found.inputs.1].contains(&slot));
        let fills =
            self.fills.iter().filter(|fill| fill.slot.is_some_and(|(of, _)| self.solved.contains(&of) && follows(of)));
        fills.map(|fill| fill.leaf.pointer.as_str()).collect()
    }

    /// Whether the codec that reads a slot counts the caller's value as none where it would count the source's.
    pub(crate) fn counted(&self, slot: usize) -> bool {
        let declared = &self.model.declaration.slots[slot];
        self.source(slot)
            .is_some_and(|source| source.maybe && source.codec.is_some() && !converts(source.leaf, declared))
    }

    /// The sides that slots are read from.
    fn side_needs(&self) -> Vec<Need> {
        let End::Format(from) = self.from else { return Vec::new() };
        let (format, trees) = (&self.model.declaration.formats[from], &self.model.trees[from]);
        let need = |side: usize| Need {
            ty: trees.sides[side].ty.to_token_stream(),
            secret: trees.of(Some(side)).iter().any(|leaf| leaf.secret),
            doc: format!("A `{}` of `{}`, to look values up in.", format.sides[side].ty, format.name),
            ..Need::optional(format.sides[side].name.clone(), NeedKind::Side(side))
        };
        self.sides_used().into_iter().map(need).collect()
    }
}
