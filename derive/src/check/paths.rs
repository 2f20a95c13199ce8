//! Paths that lead to no leaf.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::Ident;

use super::Check;
use crate::{
    declare::{Path, show},
    problems::{closest, listed},
    shape::Tree,
};

/// What is wrong with a path: at which of its words, and what it was meant to lead to.
struct Unknown<'p> {
    words: &'p [Ident],
    what: String,
    help: String,
    meant: Option<Vec<Ident>>,
}

impl Check<'_> {
    /// Each path that is spoken of leads to a leaf.
    pub(super) fn paths(&mut self) {
        let format = self.format;
        let mut paths: Vec<&Path> = self.places();
        paths.extend(format.asks.iter().filter(|ask| ask.from.is_none()).map(|ask| &ask.path));
        paths.extend(format.gives.iter().map(|give| &give.path));
        paths.extend(format.drops.iter().map(|dropped| &dropped.path));
        paths.extend(self.kept());
        paths.extend(format.agrees.iter().flat_map(|agree| [&agree.one, &agree.other]));
        let mut seen = BTreeSet::new();
        for path in paths {
            // A place that is both read and written is one word of the user's.
            let place = (path.show().to_owned(), format!("{:?}", path.span()));
            if self.model.leaf(self.index, path).is_some() || !seen.insert(place) {
                continue;
            }
            let Unknown { words, what, help, meant } = self.unknown(path);
            self.problems.at(Words(words), "H01", what, help);
            self.meant.extend(meant);
        }
    }

    fn unknown<'p>(&self, path: &'p Path) -> Unknown<'p> {
        let name = &self.format.name;
        let all = &path.names[..];
        let side = self.format.sides.iter().position(|side| Some(&side.name) == all.first());
        let (tree, inside) = match side {
            Some(side) => (&self.trees.sides[side], &all[1..]),
            None => (&self.trees.main, all),
        };
        if inside.is_empty() {
            let fields: Vec<&str> = tree.nodes.iter().map(|node| node.path.show()).collect();
            let what = format!("`{}` is a side of `{name}`, not a field", path.show());
            return Unknown {
                words: all,
                what,
                help: format!("name one of its fields: {}", listed(&fields)),
                meant: None,
            };
        }
        if let Some(node) = tree.node(inside)
            && let Some(child) = &node.child
        {
            let fields: Vec<&str> = child.nodes.iter().map(|node| node.path.show()).collect();
            let what = format!("`{}` of `{name}` cannot be named as a whole, as other paths lead into it", path.show());
            let help = format!("name the fields in it: {}", listed(&fields));
            return Unknown { words: all, what, help, meant: Some(node.path.names.clone()) };
        }
        // The longest part that is known says where to look for the closest name.
        let mut known: &Tree = tree;
        let mut depth = 0;
        while let Some(node) = tree.node(&inside[..=depth]) {
            match &node.child {
                Some(child) if depth + 1 < inside.len() => known = child,
                _ => {
                    let field = node.path.show();
                    let what =
                        format!("`{field}` of `{name}`, JSON `{}`, is no object with named fields", node.pointer);
                    let help = format!("name it as a whole: `{field}`, or `Codec({field})` with a codec of yours");
                    return Unknown { words: all, what, help, meant: Some(node.path.names.clone()) };
                }
            }
            depth += 1;
        }
        let wrong = inside[depth].to_string();
        let what = match depth {
            0 if side.is_some() => format!("`{}` of `{name}` has no field `{wrong}`", all[0]),
            0 => format!("`{name}` has no field `{wrong}`"),
            _ => format!("`{}` of `{name}` has no field `{wrong}`", show(&all[..all.len() - inside.len() + depth])),
        };
        let words = &all[all.len() - inside.len() + depth..][..1];
        let names: Vec<String> = known.nodes.iter().map(|node| node.field.name.to_string()).collect();
        let near = closest(&wrong, names.iter().map(String::as_str));
        if let Some(node) = near.and_then(|near| known.nodes.iter().find(|node| node.field.name == near)) {
            let help = format!("did you mean `{}` (JSON `{}`)?", node.field.name, node.pointer);
            return Unknown { words, what, help, meant: Some(node.path.names.clone()) };
        }
        let namesake =
            self.trees.of(side).iter().find(|leaf| leaf.path.names.last().is_some_and(|last| *last == wrong));
        match namesake {
            Some(leaf) => {
                let help = format!("did you mean `{}` (JSON `{}`)?", leaf.show(), leaf.pointer);
                Unknown { words: all, what, help, meant: Some(leaf.path.names.clone()) }
            }
            None => Unknown { words, what, help: format!("its fields are {}", listed(&names)), meant: None },
        }
    }
}

/// Words to underline.
struct Words<'w>(&'w [Ident]);

impl ToTokens for Words<'_> {
    fn to_tokens(&self, tokens: &mut proc_macro2::TokenStream) {
        tokens.extend(self.0.iter().map(ToTokens::to_token_stream));
    }
}
