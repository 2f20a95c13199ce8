//! `Check`: the plan, spelt in Rust.
//!
//! Each rule is a constant beside the code that runs it. A check that belongs to a type is that type's; one that is
//! neither simple nor a type's becomes a function of its own.

mod body;
mod evaluated;
mod rules;
mod step;

pub(super) use rules::{dispatch_tokens, kinds_pattern};
use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use step::Step;

use super::{
    Source,
    tokens::{ident, used},
};
use crate::{
    analysis::{TypeId, names},
    plan::{Check, CheckId},
};

/// Prints checks, and remembers which functions and patterns that takes.
pub(super) struct Checks<'s> {
    source: &'s Source<'s>,
    /// Checks that are functions, by name, and which of them are not printed yet.
    functions: BTreeMap<CheckId, String>,
    function_names: BTreeSet<String>,
    pending: Vec<CheckId>,
    /// The checks that are being spelt out in place, from the outside in.
    inlining: Vec<CheckId>,
    /// The functions that note what a check looks at, by name, and which of them are not printed yet.
    evaluated: BTreeMap<(CheckId, bool), String>,
    pending_evaluated: Vec<(CheckId, bool)>,
    patterns: BTreeSet<crate::plan::PatternId>,
    /// The features of the runtime that it takes.
    features: BTreeSet<&'static str>,
}

/// One function body while it is printed: its constants so far.
struct Body {
    constants: Vec<TokenStream>,
    names: BTreeSet<String>,
    /// What the function checks, for names.
    path: String,
}

impl Body {
    fn new(path: &str) -> Self {
        Self { constants: Vec::new(), names: BTreeSet::new(), path: path.to_owned() }
    }

    /// A constant's name after what it is about.
    fn name(&mut self, hint: &str) -> Ident {
        let base = names::snake_case(hint).to_uppercase();
        let base = if base == "_" || base.is_empty() { "VALUE".to_owned() } else { base };
        let mut name = base.clone();
        let mut number = 2;
        while !self.names.insert(name.clone()) {
            name = format!("{base}{number}");
            number += 1;
        }
        ident(&name)
    }
}

impl<'s> Checks<'s> {
    pub(super) fn new(source: &'s Source<'s>) -> Self {
        Self {
            source,
            functions: BTreeMap::new(),
            function_names: BTreeSet::new(),
            pending: Vec::new(),
            inlining: Vec::new(),
            evaluated: BTreeMap::new(),
            pending_evaluated: Vec::new(),
            patterns: BTreeSet::new(),
            features: BTreeSet::new(),
        }
    }

    /// The `Check` of a declared type.
    pub(super) fn implementation(&mut self, id: TypeId) -> Option<TokenStream> {
        let check = self.source.check_of(id)?;
        let name = self.source.name(id)?;
        let body = self.function_body(check, name);
        let (input, sink) = (used(&body, "input"), used(&body, "sink"));
        let name = ident(name);
        let name = self.source.with_lifetime(id, &quote!(#name), &quote!('_));
        Some(quote! {
            impl Check for #name {
                fn check<I: Input, S: Sink>(#input: &mut I, #sink: &mut S) -> Flow {
                    #body
                }
            }
        })
    }

    /// The functions that the implementations call, and those that these call in turn.
    pub(super) fn helpers(&mut self) -> Vec<TokenStream> {
        let mut helpers = Vec::new();
        loop {
            let evaluated = self.evaluated_functions();
            let checks = self.check_functions();
            if evaluated.is_empty() && checks.is_empty() {
                return helpers;
            }
            helpers.extend(evaluated);
            helpers.extend(checks);
        }
    }

    fn check_functions(&mut self) -> Vec<TokenStream> {
        let mut functions = Vec::new();
        while let Some(id) = self.pending.pop() {
            let Some(name) = self.functions.get(&id).cloned() else { continue };
            let body = self.function_body(id, name.trim_start_matches("check_"));
            let (input, sink) = (used(&body, "input"), used(&body, "sink"));
            let name = ident(&name);
            functions.push(quote! {
                fn #name<I: Input, S: Sink>(#input: &mut I, #sink: &mut S) -> Flow {
                    #body
                }
            });
        }
        functions
    }

    /// The regular expressions that are used.
    pub(super) fn statics(&self) -> Vec<TokenStream> {
        self.patterns.iter().map(|id| rules::pattern_static(*id, self.source.plan.pattern(*id))).collect()
    }

    /// The features of the runtime that the checks need which were printed.
    pub(super) fn features(&self) -> impl Iterator<Item = &'static str> {
        self.features.iter().copied()
    }

    /// The body of the function that runs a check.
    fn function_body(&mut self, id: CheckId, path: &str) -> TokenStream {
        let check = self.source.plan.check(id);
        let mut body = Body::new(path);
        self.inlining = vec![id];
        let statements = self.statements(id, check, &mut body);
        let constants = body.constants;
        quote!(#(#constants)* #statements)
    }

    /// Reads a value off `input` (a `&mut I`) and runs a check on it.
    fn call(&mut self, id: CheckId, input: &TokenStream, sink: &TokenStream, hint: &str, body: &mut Body) -> Step {
        if let Some(name) = self.source.check_types.get(&id).and_then(|id| self.source.name(*id)) {
            let name = ident(name);
            return Step::Flow(quote!(#name::check(#input, #sink)));
        }
        let check = self.source.plan.check(id);
        if check.is_any() {
            let input = receiver(input);
            return Step::Flow(quote!(#input.skip()));
        }
        if let Some(alias) = check.alias() {
            return self.call(alias, input, sink, hint, body);
        }
        if let Some(rule) = self.leaf(check) {
            let name = body.name(hint);
            let (ty, init) = rule;
            body.constants.push(quote!(const #name: #ty = #init;));
            return Step::Flow(quote!(#name.check(#input, #sink)));
        }
        // A list of itself cannot be spelt out in place, and what reads a copy of the input needs one of its own.
        if is_inline(check)
            && input.to_string() == "input"
            && sink.to_string() == "sink"
            && !self.inlining.contains(&id)
        {
            self.inlining.push(id);
            let spelt = self.by_kind(check, sink, hint, body);
            self.inlining.pop();
            return spelt;
        }
        let name = self.function(id, &format!("{}_{hint}", body.path));
        Step::Flow(quote!(#name(#input, #sink)))
    }

    /// A function name that nothing else has.
    fn free_function_name(&mut self, base: &str) -> String {
        let mut name = base.to_owned();
        let mut number = 2;
        while !self.function_names.insert(name.clone()) {
            name = format!("{base}{number}");
            number += 1;
        }
        name
    }

    /// The function that runs a check, which is printed later.
    fn function(&mut self, id: CheckId, hint: &str) -> Ident {
        if !self.functions.contains_key(&id) {
            let name = self.free_function_name(&format!("check_{}", names::snake_case(hint)));
            self.functions.insert(id, name);
            self.pending.push(id);
        }
        format_ident!("{}", self.functions[&id])
    }
}

/// Whether a check is a list or a map and nothing more, so that a closure reads better than a function.
fn is_inline(check: &Check) -> bool {
    let families = usize::from(check.array.is_some()) + usize::from(check.object.is_some());
    check.whole.is_empty()
        && check.never.is_none()
        && families == 1
        && check.text.is_empty()
        && check.numeric.is_empty()
        && check.object.as_ref().is_none_or(|object| object.named.is_empty() && object.names.is_empty())
        && check.array.as_ref().is_none_or(|array| array.prefix.is_empty() && array.contains.is_empty())
}

/// A closure's parameter list, in which what the body does not use is `_`.
fn parameters(names: &[&str], body: &TokenStream) -> TokenStream {
    let names = names.iter().map(|name| used(body, name));
    quote!(|#(#names),*|)
}

/// The input as the receiver of a method call, for which `&mut` is taken by itself.
fn receiver(input: &TokenStream) -> TokenStream {
    let mut tokens = input.clone().into_iter();
    match tokens.next() {
        Some(proc_macro2::TokenTree::Punct(punct)) if punct.as_char() == '&' => tokens.skip(1).collect(),
        _ => input.clone(),
    }
}
