//! Clauses that speak of what has changed since.

use quote::ToTokens;

use super::Check;
use crate::{
    declare::{Agree, Path, same, spell},
    problems::meant,
};

impl Check<'_> {
    /// No clause speaks of what a slot has taken over.
    pub(super) fn clauses(&mut self) {
        for dropped in &self.format.drops {
            self.not_read(&dropped.path, "drop");
        }
        for path in self.kept() {
            self.not_read(path, "keep");
        }
        for agree in &self.format.agrees {
            self.comparable(agree);
        }
        for ask in &self.format.asks {
            match &ask.from {
                Some(from) => self.slot_from(&ask.path, from),
                None => self.asked(&ask.path),
            }
        }
    }

    fn not_read(&mut self, path: &Path, word: &str) {
        let Some((leaf, _)) = self.model.leaf(self.index, path) else { return };
        if let Some(slot) = self.reader(leaf) {
            let what = format!(
                "`{word}` names `{}` of `{}`, which the slot `{}` reads",
                path.show(),
                self.format.name,
                slot.name
            );
            self.problems.at(path, "H08", what, format_args!("take it out of `{word}`"));
        }
    }

    /// `agree(leaf = leaf: "why")`
    fn comparable(&mut self, agree: &Agree) {
        let leaf = |path| Some(self.model.leaf(self.index, path)?.0);
        let (Some(one), Some(other)) = (leaf(&agree.one), leaf(&agree.other)) else { return };
        if !same(&one.ty, &other.ty) || one.nullable != other.nullable || one.rest != other.rest {
            let (one, other) = (spell(&one.ty), spell(&other.ty));
            let what = format!("`{}` is a `{one}`, and `{}` a `{other}`", agree.one.show(), agree.other.show());
            self.problems.at(&agree.one, "H13", what, "`agree` compares two fields of one type");
        }
    }

    /// `ask(leaf)`
    fn asked(&mut self, path: &Path) {
        let Some((leaf, _)) = self.model.leaf(self.index, path) else { return };
        let name = &self.format.name;
        let path_shown = path.show();
        if let Some(slot) = self.writer(leaf) {
            let what = format!("`ask` names `{path_shown}` of `{name}`, which the slot `{}` writes", slot.name);
            let help = "take it out of `ask`: the caller is asked for a slot wherever the source has none";
            self.problems.at(path, "H08", what, help);
        } else if !leaf.required {
            let what = format!("`ask` names `{path_shown}`, which `{name}` can do without");
            self.problems.at(path, "H08", what, "take it out of `ask`: a caller who wants it sets it on the result");
        }
    }

    /// `ask(slot from format)`
    fn slot_from(&mut self, path: &Path, from: &syn::Ident) {
        let declaration = self.model.declaration;
        if !declaration.formats.iter().any(|format| format.name == *from) {
            let formats: Vec<String> = declaration.formats.iter().map(|format| format.name.to_string()).collect();
            let help = meant(&from.to_string(), "formats", &formats);
            self.problems.add(from.span(), "H09", format_args!("there is no format `{from}`"), help);
        }
        if declaration.slot(path).is_none() {
            let slots: Vec<String> = declaration.slots.iter().map(|slot| slot.name.to_string()).collect();
            let what = format!("there is no slot `{}` to ask for from `{from}`", path.show());
            self.problems.at(path.to_token_stream(), "H09", what, meant(path.show(), "slots", &slots));
        }
        let index = declaration.formats.iter().position(|format| format.name == *from);
        if let (Some(index), Some(slot)) = (index, declaration.slot(path)) {
            let is_read = slot.unread[index]
                || slot.reads[index].is_some()
                || slot.reads_for.iter().any(|(source, target, _)| (*source, *target) == (index, self.index));
            if !is_read {
                let what = format!("`ask` names `{}` from `{from}`, which has no such thing", path.show());
                let help = "take it out of `ask`: the caller is asked for a slot wherever the source has none";
                self.problems.at(path, "H08", what, help);
            }
        }
    }
}
