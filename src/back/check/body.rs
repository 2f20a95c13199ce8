//! The statements of a check: first the value by its kind, then what holds for it as a whole.

use std::collections::HashMap;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Body, Checks, Step, receiver, rules};
use crate::plan::{Array, Branches, Check, CheckId, Contains, Object, Others, Whole};

impl Checks<'_> {
    /// The statements that run `check` on `input`.
    pub(super) fn statements(&mut self, id: CheckId, check: &Check, body: &mut Body) -> TokenStream {
        let (input, sink) = (quote!(input), quote!(sink));
        let path = body.path.clone();
        match check.whole.as_slice() {
            [] => self.by_kind(check, &sink, &path, body).tail(),
            [only] if check.says_nothing_by_kind() && only.reads_its_value() => {
                self.whole(id, only, &input, &sink, body)
            }
            whole => {
                let on_its_own = Check { whole: Vec::new(), ..check.clone() };
                let first = self.by_kind(&on_its_own, &sink, &path, body).statement();
                let mut statements = quote!(let start = input.clone(); #first);
                for (index, rule) in whole.iter().enumerate() {
                    let step = self.whole(id, rule, &quote!(&mut start.clone()), &sink, body);
                    statements.extend(if index + 1 == whole.len() { quote!(#step) } else { quote!(#step?;) });
                }
                statements
            }
        }
    }

    /// Checks the value in `input` by its kind.
    pub(super) fn by_kind(&mut self, check: &Check, sink: &TokenStream, hint: &str, body: &mut Body) -> Step {
        if check.is_any() || check.says_nothing_by_kind() {
            return Step::Flow(quote!(input.skip()));
        }
        if let Some((ty, init)) = self.leaf(check) {
            let name = body.name(hint);
            body.constants.push(quote!(const #name: #ty = #init;));
            return Step::Flow(quote!(#name.check(input, #sink)));
        }
        let (kinds, schema) = (check.kinds.0, check.kinds.1.as_str());
        let mut arms: Vec<(TokenStream, Step)> = Vec::new();
        if let Some((first, more)) = check.text.split_first() {
            let mut steps = TokenStream::new();
            for text in more {
                let rule = self.text(text, formwork_runtime::Kinds::ALL, schema);
                let name = body.name(&format!("{hint}_text"));
                body.constants.push(quote!(const #name: rule::Text = #rule;));
                steps.extend(quote!(#name.check(&mut input.clone(), #sink)?;));
            }
            let rule = self.text(first, kinds, schema);
            let name = body.name(&format!("{hint}_text"));
            body.constants.push(quote!(const #name: rule::Text = #rule;));
            arms.push((quote!(Kind::String), Step::after(&steps, Step::Flow(quote!(#name.check(input, #sink))))));
        }
        if let Some((first, more)) = check.numeric.split_first() {
            let mut steps = TokenStream::new();
            for numeric in more {
                let rule = rules::numeric_tokens(numeric, formwork_runtime::Kinds::ALL, schema);
                let name = body.name(&format!("{hint}_number"));
                body.constants.push(quote!(const #name: rule::Numeric = #rule;));
                steps.extend(quote!(#name.check(&mut input.clone(), #sink)?;));
            }
            let rule = rules::numeric_tokens(first, kinds, schema);
            let name = body.name(&format!("{hint}_number"));
            body.constants.push(quote!(const #name: rule::Numeric = #rule;));
            arms.push((quote!(Kind::Number), Step::after(&steps, Step::Flow(quote!(#name.check(input, #sink))))));
        }
        if let Some(array) = &check.array {
            let rule = rules::array_tokens(array, kinds, schema);
            let name = body.name(hint);
            body.constants.push(quote!(const #name: rule::Array = #rule;));
            arms.push((quote!(Kind::Array), self.array(array, &quote!(#name), sink, hint, body)));
        }
        if let Some(object) = &check.object {
            let rule = rules::object_tokens(object, kinds, schema);
            let name = body.name(hint);
            body.constants.push(quote!(const #name: rule::Object = #rule;));
            arms.push((quote!(Kind::Object), self.object(object, &quote!(#name), sink, hint, body)));
        }
        if arms.len() == 1 {
            // The rule of one kind knows what to do with the others.
            return arms.remove(0).1;
        }
        let kinds = rules::kinds_tokens(kinds);
        let name = body.name(&format!("{hint}_type"));
        body.constants.push(quote!(const #name: rule::Typed = rule::Typed::at(#schema, #kinds);));
        if arms.iter().all(|(_, arm)| matches!(arm, Step::Flow(_))) {
            let arms = arms.iter().map(|(kind, arm)| (kind, arm.tail())).map(|(kind, arm)| quote!(#kind => #arm,));
            return Step::Flow(quote!(match input.kind()? { #(#arms)* _ => #name.check(input, #sink), }));
        }
        let arms = arms.iter().map(|(kind, arm)| (kind, arm.arm())).map(|(kind, arm)| quote!(#kind => #arm,));
        Step::Block(quote!(match input.kind()? { #(#arms)* _ => #name.check(input, #sink)?, }))
    }

    fn array(&mut self, array: &Array, rule: &TokenStream, sink: &TokenStream, hint: &str, body: &mut Body) -> Step {
        let mut steps = TokenStream::new();
        let mut before = TokenStream::new();
        let mut after = TokenStream::new();
        if let Some(schema) = &array.unique {
            before.extend(quote!(let mut unique = rule::Unique::at(#schema);));
            steps.extend(quote!(unique.note(index, input)?;));
            after.extend(quote!(unique.check(array.position(), #sink)?;));
        }
        for (number, Contains { check, min, max, schema, .. }) in array.contains.iter().enumerate() {
            let found = quote::format_ident!("found{}", if number == 0 { String::new() } else { number.to_string() });
            let contained = self.accepts(*check, &quote!(input), "contained", body);
            let (min, max) = (Literal::u64_unsuffixed(*min), option_u64(*max));
            before.extend(quote!(let mut #found = 0;));
            steps.extend(quote!(#found += u64::from(#contained);));
            let name = body.name(&format!("{hint}_contains"));
            body.constants.push(quote!(const #name: rule::Contains = rule::Contains::at(#schema, #min, #max);));
            after.extend(quote!(#name.check(#found, position, #sink)?;));
        }
        if !array.contains.is_empty() {
            before.extend(quote!(let position = array.position();));
        }
        let rest = match array.rest {
            Some(rest) => self.call(rest, &quote!(input), sink, &format!("{hint}_item"), body),
            None => Step::Flow(quote!(input.skip())),
        };
        let walk = if array.prefix.is_empty() {
            let each = rest.statement();
            if array.unique.is_some() {
                quote!(while let Some(index) = array.next(input, #sink)? { #steps #each })
            } else {
                quote!(while array.next(input, #sink)?.is_some() { #steps #each })
            }
        } else {
            let mut arms = TokenStream::new();
            for (index, check) in array.prefix.iter().enumerate() {
                let arm = self.call(*check, &quote!(input), sink, &format!("{hint}_item{index}"), body).arm();
                let index = Literal::usize_unsuffixed(index);
                arms.extend(quote!(#index => #arm,));
            }
            let rest = rest.arm();
            quote!(while let Some(index) = array.next(input, #sink)? { #steps match index { #arms _ => #rest, } })
        };
        Step::Block(quote! {
            let mut array = #rule.walk();
            if array.open(input, #sink)? {
                #before
                #walk
                array.close(#sink)?;
                #after
            }
        })
    }

    fn object(&mut self, object: &Object, rule: &TokenStream, sink: &TokenStream, hint: &str, body: &mut Body) -> Step {
        let mut steps = TokenStream::new();
        for names in &object.names {
            let text = quote! {
                &mut formwork_runtime::Tree::at(&Json::from(object.name()), input.position(), input.budget())
            };
            steps.extend(self.call(*names, &text, sink, &format!("{hint}_name"), body).statement());
        }
        // Members that are checked alike share an arm.
        let mut arms: Vec<(Vec<Literal>, TokenStream)> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        for (number, (name, checks)) in object.named.iter().enumerate() {
            let arm = self.all(checks, sink, name, body);
            if !object.others.is_empty() || !arm.is_skip() {
                let (number, arm) = (Literal::usize_unsuffixed(number), arm.arm());
                let place = *known.entry(arm.to_string()).or_insert(arms.len());
                match arms.get_mut(place) {
                    Some((numbers, _)) => numbers.push(number),
                    None => arms.push((vec![number], arm)),
                }
            }
        }
        let others = self.others(&object.others, sink, hint, body);
        let walk = match arms.as_slice() {
            [] => {
                let others = others.statement();
                quote!(while object.next(input, #sink)?.is_some() { #steps #others })
            }
            [(numbers, arm)] if numbers.len() == 1 => {
                let (then, others) = (ended(unbraced(arm)), ended(unbraced(&others.arm())));
                quote! {
                    while let Some(member) = object.next(input, #sink)? {
                        #steps
                        if member == #(#numbers)* { #then } else { #others }
                    }
                }
            }
            arms => {
                let arms = arms.iter().map(|(numbers, arm)| quote!(#(#numbers)|* => #arm,));
                let others = others.arm();
                quote! {
                    while let Some(member) = object.next(input, #sink)? {
                        #steps
                        match member { #(#arms)* _ => #others, }
                    }
                }
            }
        };
        Step::Block(quote! {
            let mut object = #rule.walk();
            if object.open(input, #sink)? {
                #walk
                object.close(#sink)?;
            }
        })
    }

    /// All that holds for one member.
    fn all(&mut self, checks: &[CheckId], sink: &TokenStream, hint: &str, body: &mut Body) -> Step {
        let Some((last, first)) = checks.split_last() else { return Step::Flow(quote!(input.skip())) };
        let mut steps = TokenStream::new();
        for check in first {
            steps.extend(self.call(*check, &quote!(&mut input.clone()), sink, hint, body).statement());
        }
        Step::after(&steps, self.call(*last, &quote!(input), sink, hint, body))
    }

    /// What holds for members of other names.
    fn others(&mut self, groups: &[Others], sink: &TokenStream, hint: &str, body: &mut Body) -> Step {
        let hint = format!("{hint}_other");
        if let [Others { patterns, rest: Some(rest) }] = groups
            && patterns.is_empty()
        {
            return self.call(*rest, &quote!(input), sink, &hint, body);
        }
        let again = quote!(&mut input.clone());
        let mut steps = TokenStream::new();
        for Others { patterns, rest } in groups {
            let mut matched = Vec::new();
            for (pattern, check) in patterns {
                let step = self.call(*check, &again, sink, &hint, body);
                if rest.is_none() && step.is_skip() {
                    continue;
                }
                let (pattern, step) = (self.pattern(*pattern), step.statement());
                let condition = quote!(#pattern.matches(object.name())?);
                if rest.is_some() {
                    matched.push(quote!(if #condition { matched = true; #step }));
                } else {
                    steps.extend(quote!(if #condition { #step }));
                }
            }
            if let Some(rest) = rest {
                let step = self.call(*rest, &again, sink, &hint, body).statement();
                if matched.is_empty() {
                    steps.extend(step);
                } else {
                    steps.extend(quote!({ let mut matched = false; #(#matched)* if !matched { #step } }));
                }
            }
        }
        Step::after(&steps, Step::Flow(quote!(input.skip())))
    }

    /// An expression that checks the value as a whole.
    fn whole(
        &mut self,
        owner: CheckId,
        rule: &Whole,
        input: &TokenStream,
        sink: &TokenStream,
        body: &mut Body,
    ) -> TokenStream {
        match rule {
            Whole::Values { values, is_const, schema } => {
                let name = body.name("VALUES");
                let (constant, rule) = rules::values_tokens(values, *is_const, schema, &name);
                body.constants.push(constant);
                quote!(#rule.check(#input, #sink))
            }
            Whole::Also(id) => self.in_place(*id, input, sink, "also", body),
            Whole::AnyOf(branches) => {
                let (name, schema) = (self.alternatives(branches, "any_of", body), &branches.schema);
                quote!(rule::any_of(#schema, &#name, #input, #sink))
            }
            Whole::OneOf(branches) => {
                let (name, schema) = (self.alternatives(branches, "one_of", body), &branches.schema);
                quote!(rule::one_of(#schema, &#name, #input, #sink))
            }
            Whole::Not(id, schema) => {
                let accepts = self.accepts(*id, input, "not", body);
                quote!(rule::not(#schema, #accepts, #input, #sink))
            }
            Whole::If(condition, then, otherwise) => {
                let condition = self.accepts(*condition, input, "if", body);
                let mut branch = |check: &Option<CheckId>, hint| match check {
                    Some(check) => self.in_place(*check, input, sink, hint, body),
                    None => quote!(Ok(())),
                };
                let (then, otherwise) = (branch(then, "then"), branch(otherwise, "else"));
                quote!(if #condition { #then } else { #otherwise })
            }
            Whole::UnevaluatedMembers(_) | Whole::UnevaluatedItems(_) => {
                self.unevaluated(owner, rule, input, sink, body)
            }
            Whole::IfMember(name, id) => {
                let call = self.in_place(*id, input, sink, "dependent", body);
                let input = shared(input);
                quote!(if rule::has_member(#input, #name)? { #call } else { Ok(()) })
            }
        }
    }

    /// An expression that runs another check on the same value.
    fn in_place(
        &mut self,
        id: CheckId,
        input: &TokenStream,
        sink: &TokenStream,
        hint: &str,
        body: &mut Body,
    ) -> TokenStream {
        let call = self.call(id, &quote!(input), sink, hint, body).closed();
        quote!(rule::also(#input, |input| #call))
    }

    /// An expression of whether a check accepts the value that comes next in `input`, which stays unread.
    pub(super) fn accepts(&mut self, id: CheckId, input: &TokenStream, hint: &str, body: &mut Body) -> TokenStream {
        let call = self.call(id, &quote!(input), &quote!(&mut Verdict), hint, body).closed();
        let input = shared(input);
        quote!(rule::accepts(#input, |input| #call)?)
    }

    /// A type that lists the subschemas of a keyword, among the body's constants.
    fn alternatives(&mut self, branches: &Branches, hint: &str, body: &mut Body) -> proc_macro2::Ident {
        let dispatch = rules::dispatch_tokens(&branches.masks);
        let mut name = crate::analysis::names::pascal_case(&body.name(hint).to_string());
        // Inside the function the name must not hide a type's.
        while self.source.types.names.values().any(|taken| *taken == name) {
            name.push_str("Branches");
        }
        let name = quote::format_ident!("{name}");
        let branches = &branches.checks;
        let calls: Vec<TokenStream> = branches
            .iter()
            .enumerate()
            .map(|(index, branch)| {
                self.call(*branch, &quote!(input), &quote!(sink), &format!("{hint}_{index}"), body).closed()
            })
            .collect();
        let last = branches.len().saturating_sub(1);
        let arms = calls.iter().enumerate().map(|(index, call)| {
            let number = Literal::usize_unsuffixed(index);
            let pattern = if index == last { quote!(_) } else { quote!(#number) };
            quote!(#pattern => #call,)
        });
        let choice = if let [only] = calls.as_slice() { unbraced(only) } else { quote!(match index { #(#arms)* }) };
        let (index, sink) = (super::used(&choice, "index"), super::used(&choice, "sink"));
        body.constants.push(quote! {
            struct #name;
            impl rule::Alternatives for #name {
                fn look<I: Input>(&self, input: &I) -> Flow<rule::Look> {
                    const DISPATCH: rule::Dispatch = #dispatch;
                    rule::Look::at(&DISPATCH, input)
                }
                fn check<I: Input, S: Sink>(&self, #index: usize, input: &mut I, #sink: &mut S) -> Flow {
                    #choice
                }
            }
        });
        name
    }
}

/// The same input, to look at.
fn shared(input: &TokenStream) -> TokenStream {
    let receiver = receiver(input);
    if input.to_string() == receiver.to_string() { input.clone() } else { quote!(&#receiver) }
}

/// What a block holds, for a place that has braces of its own.
fn unbraced(tokens: &TokenStream) -> TokenStream {
    let mut trees = tokens.clone().into_iter();
    match (trees.next(), trees.next()) {
        (Some(proc_macro2::TokenTree::Group(group)), None) if group.delimiter() == proc_macro2::Delimiter::Brace => {
            group.stream()
        }
        _ => tokens.clone(),
    }
}

fn option_u64(value: Option<u64>) -> TokenStream {
    match value {
        Some(value) => {
            let value = Literal::u64_unsuffixed(value);
            quote!(Some(#value))
        }
        None => quote!(None),
    }
}

/// A statement, with the semicolon that an expression needs to be one.
fn ended(tokens: TokenStream) -> TokenStream {
    match tokens.clone().into_iter().last() {
        Some(proc_macro2::TokenTree::Punct(last)) if last.as_char() == '?' => quote!(#tokens;),
        _ => tokens,
    }
}
