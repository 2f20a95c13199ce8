//! What a check looks at in a value, for `unevaluatedProperties` and `unevaluatedItems`.

use std::collections::HashSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::{Body, Checks, parameters, used};
use crate::{
    analysis::names,
    plan::{CheckId, Plan, Whole},
};

impl Checks<'_> {
    /// The function that notes what a check looks at, which is printed later; `by_others`: apart from what its own
    /// `unevaluated…` rules look at.
    fn evaluated_function(&mut self, id: CheckId, by_others: bool, hint: &str) -> Ident {
        if let Some(name) = self.evaluated.get(&(id, by_others)) {
            return format_ident!("{name}");
        }
        let name = self.free_function_name(&format!("evaluated_{}", names::snake_case(hint)));
        self.evaluated.insert((id, by_others), name.clone());
        self.pending_evaluated.push((id, by_others));
        format_ident!("{name}")
    }

    /// The functions that were asked for, and those that they call in turn.
    pub(super) fn evaluated_functions(&mut self) -> Vec<TokenStream> {
        let mut functions = Vec::new();
        while let Some((id, by_others)) = self.pending_evaluated.pop() {
            let Some(name) = self.evaluated.get(&(id, by_others)).cloned() else { continue };
            let mut body = Body::new(name.trim_start_matches("evaluated_"));
            let statements = self.evaluated_statements(id, by_others, &mut body);
            let constants = body.constants;
            let name = format_ident!("{name}");
            let (input, evaluated) = (used(&statements, "input"), used(&statements, "evaluated"));
            functions.push(quote! {
                fn #name<I: Input>(#input: &I, #evaluated: &mut rule::Evaluated<'static>) -> Flow {
                    #(#constants)*
                    #statements
                    Ok(())
                }
            });
        }
        functions
    }

    fn evaluated_statements(&mut self, id: CheckId, by_others: bool, body: &mut Body) -> TokenStream {
        let plan = self.source.plan;
        let check = plan.check(id);
        let mut statements = TokenStream::new();
        if let Some(object) = &check.object {
            let known: Vec<&str> = object.evaluated_names().collect();
            if object.others.iter().any(|group| group.rest.is_some()) {
                statements.extend(quote!(evaluated.all_members();));
            } else {
                if !known.is_empty() {
                    statements.extend(quote!(evaluated.names([#(#known),*]);));
                }
                for (pattern, _) in object.others.iter().flat_map(|group| &group.patterns) {
                    let pattern = self.pattern(*pattern);
                    statements.extend(quote!(evaluated.pattern(&#pattern);));
                }
            }
        }
        if let Some(array) = &check.array {
            if array.rest.is_some() {
                statements.extend(quote!(evaluated.all_items();));
            } else {
                if !array.prefix.is_empty() {
                    let count = Literal::usize_unsuffixed(array.prefix.len());
                    statements.extend(quote!(evaluated.first_items(#count);));
                }
                for contains in array.contains.iter().filter(|contains| contains.evaluates) {
                    let call =
                        self.call(contains.check, &quote!(input), &quote!(&mut Verdict), "contained", body).closed();
                    statements.extend(quote! {
                        rule::note_items(input, evaluated, |item| rule::accepts(item, |input| #call))?;
                    });
                }
            }
        }
        let is_own = |whole: &&Whole| matches!(whole, Whole::UnevaluatedMembers(_) | Whole::UnevaluatedItems(_));
        for whole in check.whole.iter().filter(|whole| !(by_others && is_own(whole))) {
            statements.extend(self.evaluated_by(whole, body));
        }
        statements
    }

    /// What one rule for the value as a whole looks at.
    fn evaluated_by(&mut self, whole: &Whole, body: &mut Body) -> TokenStream {
        let path = body.path.clone();
        match whole {
            Whole::Also(id) => self.evaluated_call(*id, &path),
            Whole::AnyOf(branches) | Whole::OneOf(branches) => {
                let mut statements = TokenStream::new();
                for (index, branch) in branches.checks.iter().enumerate() {
                    let cover = self.evaluated_call(*branch, &format!("{path}_{index}"));
                    if !cover.is_empty() {
                        let accepts = self.accepts(*branch, &quote!(input), &format!("branch{index}"), body);
                        statements.extend(quote!(if #accepts { #cover }));
                    }
                }
                statements
            }
            Whole::If(condition, then, otherwise) => {
                let mut by_then = self.evaluated_call(*condition, &format!("{path}_if"));
                by_then.extend(then.map(|id| self.evaluated_call(id, &format!("{path}_then"))));
                let by_else = otherwise.map(|id| self.evaluated_call(id, &format!("{path}_else"))).unwrap_or_default();
                if by_then.is_empty() && by_else.is_empty() {
                    return TokenStream::new();
                }
                let accepts = self.accepts(*condition, &quote!(input), "if", body);
                match (by_then.is_empty(), by_else.is_empty()) {
                    (true, _) => quote!(if !#accepts { #by_else }),
                    (_, true) => quote!(if #accepts { #by_then }),
                    _ => quote!(if #accepts { #by_then } else { #by_else }),
                }
            }
            Whole::IfMember(name, id) => {
                let cover = self.evaluated_call(*id, &format!("{path}_with_{name}"));
                if cover.is_empty() { cover } else { quote!(if rule::has_member(input, #name)? { #cover }) }
            }
            Whole::UnevaluatedMembers(_) => quote!(evaluated.all_members();),
            Whole::UnevaluatedItems(_) => quote!(evaluated.all_items();),
            Whole::Values { .. } | Whole::Not(..) => TokenStream::new(),
        }
    }

    /// Notes what another check looks at; nothing where it looks at nothing.
    fn evaluated_call(&mut self, id: CheckId, hint: &str) -> TokenStream {
        if !looks_at_any(self.source.plan, id, false) {
            return TokenStream::new();
        }
        let function = self.evaluated_function(id, false, hint);
        quote!(rule::note(input, evaluated, #function)?;)
    }

    /// The expression for `unevaluatedProperties` (of members) or `unevaluatedItems` of the check `owner`.
    pub(super) fn unevaluated(
        &mut self,
        owner: CheckId,
        asking: &Whole,
        input: &TokenStream,
        sink: &TokenStream,
        body: &mut Body,
    ) -> TokenStream {
        let (rest, method) = match asking {
            Whole::UnevaluatedMembers(rest) => (*rest, format_ident!("unevaluated_members")),
            Whole::UnevaluatedItems(rest) => (*rest, format_ident!("unevaluated_items")),
            _ => return quote!(Ok(())),
        };
        let call = self.call(rest, &quote!(input), &quote!(sink), "unevaluated", body).closed();
        let parameters = parameters(&["input", "sink"], &call);
        let note = if looks_at_any(self.source.plan, owner, true) {
            let function = self.evaluated_function(owner, true, &body.path);
            quote!(#function)
        } else {
            quote!(|_, _| Ok(()))
        };
        quote!(rule::#method(#input, #sink, #note, #parameters #call))
    }
}

/// Whether a check, or one that it applies to the same value, looks at any member or item; `by_others`: apart from what
/// its own `unevaluated…` rules look at.
fn looks_at_any(plan: &Plan, check: CheckId, by_others: bool) -> bool {
    let (mut seen, mut pending) = (HashSet::from([check]), vec![check]);
    while let Some(id) = pending.pop() {
        let is_asking = by_others && id == check;
        let check = plan.check(id);
        let at_members = check
            .object
            .as_ref()
            .is_some_and(|object| !object.others.is_empty() || object.evaluated_names().next().is_some());
        let at_items = check.array.as_ref().is_some_and(|array| {
            let contained = array.contains.iter().any(|contains| contains.evaluates);
            contained || array.rest.is_some() || !array.prefix.is_empty()
        });
        if at_members || at_items {
            return true;
        }
        for whole in &check.whole {
            let applied = match whole {
                Whole::Also(id) | Whole::IfMember(_, id) => vec![*id],
                Whole::AnyOf(branches) | Whole::OneOf(branches) => branches.checks.clone(),
                Whole::If(condition, then, otherwise) => {
                    std::iter::once(*condition).chain(*then).chain(*otherwise).collect()
                }
                Whole::UnevaluatedMembers(_) | Whole::UnevaluatedItems(_) if !is_asking => return true,
                Whole::UnevaluatedMembers(_) | Whole::UnevaluatedItems(_) | Whole::Values { .. } | Whole::Not(..) => {
                    Vec::new()
                }
            };
            pending.extend(applied.into_iter().filter(|id| seen.insert(*id)));
        }
    }
    false
}
