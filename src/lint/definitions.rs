//! Definitions that nobody refers to.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::subject::{Found, Subject};
use crate::Compiled;
use crate::front::tree::Tree;
use crate::ir::{Ir, SchemaId};

/// The definitions that some schema of a run leads to: the file, and the pointer.
#[derive(Debug, Default)]
pub(crate) struct Reached(BTreeSet<(PathBuf, String)>);

/// Where definitions stand.
const SHELVES: [&str; 2] = ["$defs", "definitions"];

impl Reached {
    /// Adds what a schema's root leads to.
    pub(crate) fn add(&mut self, compiled: &Compiled) {
        let ir = compiled.written.ir();
        for id in from_root(ir) {
            let site = &ir.schema(id).site;
            if let (Some(place), Some(entry)) = (compiled.documents.place(site), entry(&site.pointer)) {
                self.0.insert((plain(&place.file), entry));
            }
        }
    }

    /// Adds a definition that somebody names outside of schemas: a module, or an example.
    pub(crate) fn add_named(&mut self, file: &str, pointer: &str) {
        self.0.extend(entry(pointer).map(|entry| (plain(file), entry)));
    }
}

/// The same path for the same file, however it was reached.
fn plain(file: &str) -> PathBuf {
    std::fs::canonicalize(file).unwrap_or_else(|_| PathBuf::from(file))
}

/// The definition that a pointer leads to or into.
fn entry(pointer: &str) -> Option<String> {
    let mut parts = pointer.strip_prefix('/')?.splitn(3, '/');
    let (shelf, name) = (parts.next()?, parts.next()?);
    SHELVES.contains(&shelf).then(|| format!("/{shelf}/{name}"))
}

fn from_root(ir: &Ir) -> BTreeSet<SchemaId> {
    let (mut open, mut reached) = (vec![ir.root], BTreeSet::new());
    while let Some(id) = open.pop() {
        if !reached.insert(id) {
            continue;
        }
        let schema = ir.schema(id);
        open.extend(schema.keywords.iter().chain(&schema.annotations.idle).flat_map(|keyword| keyword.rule.children()));
    }
    reached
}

pub(super) fn found(subject: &Subject<'_>, reached: &Reached) -> Vec<Found> {
    let ir = subject.written();
    let root = ir.schema(ir.root);
    // A file of definitions alone is there for others.
    if root.keywords.is_empty() || !root.site.pointer.is_empty() {
        return Vec::new();
    }
    let tree = &subject.tree;
    let mut found = Vec::new();
    for shelf in SHELVES {
        let Some(definitions) = tree.get(Tree::ROOT, shelf) else { continue };
        for member in tree.members(definitions) {
            let site = root.site.child(shelf).child(&member.name);
            let Some(place) = subject.key_place(&site) else { continue };
            if !reached.0.contains(&(plain(&place.file), site.pointer.clone())) {
                let message = format!("nothing leads from the schema to its definition {:?}", member.name);
                let help = "remove it, or name it where it is used: `schema = \"…#/$defs/…\"` in formwork.toml";
                found.push(Found::new("lint::unreachable-definition", message, place).help(help));
            }
        }
    }
    found
}
