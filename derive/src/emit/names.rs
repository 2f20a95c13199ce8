//! Variables for the fields of a format, no two of the same name.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;
use quote::format_ident;

use crate::{declare::Path, shape::Tree};

/// A variable for each path. `buyer.name` and `buyer_name` would both be `from_buyer_name`, so that the second has a
/// number as well.
pub(super) struct Names(BTreeMap<String, Ident>);

impl Names {
    /// The variables of trees, each with the path that leads to it.
    pub(super) fn new<'t>(prefix: &str, trees: impl IntoIterator<Item = (&'t Tree, Path)>) -> Self {
        let mut paths = Vec::new();
        trees.into_iter().for_each(|(tree, at)| gather(tree, &at, &mut paths));
        let mut taken = BTreeSet::new();
        let mut names = BTreeMap::new();
        for path in paths {
            let plain = format!("{prefix}_{}", path.replace('.', "_"));
            let numbered = (2..).map(|number| format!("{plain}_{number}"));
            let free = std::iter::once(plain.clone()).chain(numbered).find(|name| !taken.contains(name));
            let name = free.unwrap_or(plain);
            names.insert(path, format_ident!("{name}"));
            taken.insert(name);
        }
        Self(names)
    }

    /// The variable of a path.
    pub(super) fn of(&self, path: &Path) -> Ident {
        let path = path.show();
        self.0.get(path).cloned().unwrap_or_else(|| format_ident!("field_{}", path.replace('.', "_")))
    }
}

fn gather(tree: &Tree, at: &Path, paths: &mut Vec<String>) {
    for node in &tree.nodes {
        paths.push(node.path.show().to_owned());
        if let Some(child) = &node.child {
            gather(child, &node.path, paths);
        }
    }
    paths.extend(tree.rest.iter().map(|rest| at.with(rest).show().to_owned()));
}
