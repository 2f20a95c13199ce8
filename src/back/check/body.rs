//! The statements of a check: first the value by its kind, then what holds for it as a whole.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Body, Checks, parameters, receiver, rules};
use crate::plan::{Array, Branches, Check, CheckId, Contains, Object, Others, Whole};

impl Checks<'_> {
    /// The statements that run `check` on `input`.
    pub(super) fn statements(&mut self, id: CheckId, check: &Check, body: &mut Body) -> TokenStream {
        let (input, sink) = (quote!(input), quote!(sink));
        let path = body.path.clone();
        let on_its_own = Check { whole: Vec::new(), ..check.clone() };
        match check.whole.as_slice() {
            [] => self.by_kind(check, &input, &sink, &path, body),
            [only] if on_its_own.is_any() && reads_its_value(only) => self.whole(id, only, &input, &sink, body),
            whole => {
                let first = self.by_kind(&on_its_own, &input, &sink, &path, body);
                let mut statements = quote!(let start = input.clone(); #first?;);
                for (index, rule) in whole.iter().enumerate() {
                    let step = self.whole(id, rule, &quote!(&mut start.clone()), &sink, body);
                    statements.extend(if index + 1 == whole.len() { quote!(#step) } else { quote!(#step?;) });
                }
                statements
            }
        }
    }

    /// An expression that checks the value by its kind.
    pub(super) fn by_kind(
        &mut self,
        check: &Check,
        input: &TokenStream,
        sink: &TokenStream,
        hint: &str,
        body: &mut Body,
    ) -> TokenStream {
        let receiver = receiver(input);
        if check.is_any() {
            return quote!(#receiver.skip());
        }
        if let Some((ty, init)) = self.leaf(check) {
            let name = body.name(hint);
            body.constants.push(quote!(const #name: #ty = #init;));
            return quote!(#name.check(#input, #sink));
        }
        let (kinds, schema) = (check.kinds.0, check.kinds.1.as_str());
        let mut arms: Vec<(TokenStream, TokenStream)> = Vec::new();
        if let Some((first, more)) = check.text.split_first() {
            let mut steps = TokenStream::new();
            for text in more {
                let rule = self.text(text, formwork_runtime::Kinds::ALL, schema);
                let name = body.name(&format!("{hint}_text"));
                body.constants.push(quote!(const #name: rule::Text = #rule;));
                steps.extend(quote!(#name.check(&mut #receiver.clone(), #sink)?;));
            }
            let rule = self.text(first, kinds, schema);
            let name = body.name(&format!("{hint}_text"));
            body.constants.push(quote!(const #name: rule::Text = #rule;));
            arms.push((quote!(Kind::String), block(&steps, &quote!(#name.check(#input, #sink)))));
        }
        if let Some((first, more)) = check.numeric.split_first() {
            let mut steps = TokenStream::new();
            for numeric in more {
                let rule = rules::numeric_tokens(numeric, formwork_runtime::Kinds::ALL, schema);
                let name = body.name(&format!("{hint}_number"));
                body.constants.push(quote!(const #name: rule::Numeric = #rule;));
                steps.extend(quote!(#name.check(&mut #receiver.clone(), #sink)?;));
            }
            let rule = rules::numeric_tokens(first, kinds, schema);
            let name = body.name(&format!("{hint}_number"));
            body.constants.push(quote!(const #name: rule::Numeric = #rule;));
            arms.push((quote!(Kind::Number), block(&steps, &quote!(#name.check(#input, #sink)))));
        }
        if let Some(array) = &check.array {
            let rule = rules::array_tokens(array, kinds, schema);
            let name = body.name(hint);
            body.constants.push(quote!(const #name: rule::Array = #rule;));
            arms.push((quote!(Kind::Array), self.array(array, &quote!(#name), input, sink, hint, body)));
        }
        if let Some(object) = &check.object {
            let rule = rules::object_tokens(object, kinds, schema);
            let name = body.name(hint);
            body.constants.push(quote!(const #name: rule::Object = #rule;));
            arms.push((quote!(Kind::Object), self.object(object, &quote!(#name), input, sink, hint, body)));
        }
        let counts = check.array.as_ref().is_some_and(|array| !array.contains.is_empty());
        if let ([(_, only)], false) = (arms.as_slice(), counts) {
            // The rule of one kind knows what to do with the others; what is counted is so in arrays only.
            return only.clone();
        }
        let kinds = rules::kinds_tokens(kinds);
        let name = body.name(&format!("{hint}_type"));
        body.constants.push(quote!(const #name: rule::Typed = rule::Typed::at(#schema, #kinds);));
        let arms = arms.iter().map(|(kind, arm)| quote!(#kind => #arm,));
        quote! {
            match #receiver.kind()? {
                #(#arms)*
                _ => #name.check(#input, #sink),
            }
        }
    }

    fn array(
        &mut self,
        array: &Array,
        rule: &TokenStream,
        input: &TokenStream,
        sink: &TokenStream,
        hint: &str,
        body: &mut Body,
    ) -> TokenStream {
        let mut steps = TokenStream::new();
        let mut before = TokenStream::new();
        let mut after = TokenStream::new();
        for (number, Contains { check, min, max, schema, .. }) in array.contains.iter().enumerate() {
            let found = quote::format_ident!("found{}", if number == 0 { String::new() } else { number.to_string() });
            let contained = self.accepts(*check, &quote!(item), "contained", body);
            let (min, max) = (Literal::u64_unsuffixed(*min), option_u64(*max));
            before.extend(quote!(let mut #found = 0;));
            steps.extend(quote!(#found += u64::from(#contained);));
            let name = body.name(&format!("{hint}_contains"));
            body.constants.push(quote!(const #name: rule::Contains = rule::Contains::at(#schema, #min, #max);));
            after.extend(quote!(#name.check(#found, position, #sink)?;));
        }
        let (item, inner_sink) = (quote!(item), quote!(sink));
        let rest = match array.rest {
            Some(rest) => self.call(rest, &item, &inner_sink, &format!("{hint}_item"), body),
            None => quote!(item.skip()),
        };
        let each = if array.prefix.is_empty() {
            rest
        } else {
            let arms: Vec<TokenStream> = array
                .prefix
                .iter()
                .enumerate()
                .map(|(index, check)| {
                    let call = self.call(*check, &item, &inner_sink, &format!("{hint}_item{index}"), body);
                    let index = Literal::usize_unsuffixed(index);
                    quote!(#index => #call,)
                })
                .collect();
            quote!(match index { #(#arms)* _ => #rest, })
        };
        let each = block(&steps, &each);
        let parameters = parameters(&["index", "item", "sink"], &each);
        let walk = quote!(#rule.check(#input, #sink, #parameters #each));
        if array.contains.is_empty() {
            return walk;
        }
        let input = receiver(input);
        quote!({ let position = #input.position(); #before #walk?; #after Ok(()) })
    }

    fn object(
        &mut self,
        object: &Object,
        rule: &TokenStream,
        input: &TokenStream,
        sink: &TokenStream,
        hint: &str,
        body: &mut Body,
    ) -> TokenStream {
        let mut steps = TokenStream::new();
        for names in &object.names {
            let text = quote!(&mut formwork_runtime::Tree::at(&Json::from(name), value.position(), value.budget()));
            let call = self.call(*names, &text, &quote!(sink), &format!("{hint}_name"), body);
            steps.extend(quote!(#call?;));
        }
        // Members that are checked alike share an arm.
        let mut arms: Vec<(Vec<&str>, TokenStream)> = Vec::new();
        for (name, checks) in &object.named {
            let call = self.all(checks, name, body);
            let mark = object.tracked_index(name).map(|index| {
                let index = Literal::usize_unsuffixed(index);
                quote!(seen.mark(#index);)
            });
            if mark.is_some() || !object.others.is_empty() || !is_skip(&call) {
                let arm = block(&mark.unwrap_or_default(), &call);
                match arms.iter_mut().find(|(_, known)| known.to_string() == arm.to_string()) {
                    Some((names, _)) => names.push(name),
                    None => arms.push((vec![name], arm)),
                }
            }
        }
        let others = self.others(&object.others, hint, body);
        let each = match arms.as_slice() {
            [] => others,
            [(names, arm)] if names.len() == 1 => {
                let (then, otherwise) = (unbraced(arm), unbraced(&others));
                quote!(if name == #(#names)* { #then } else { #otherwise })
            }
            arms => {
                let arms = arms.iter().map(|(names, arm)| quote!(#(#names)|* => #arm,));
                quote!(match name { #(#arms)* _ => #others, })
            }
        };
        let each = block(&steps, &each);
        let parameters = parameters(&["name", "value", "sink", "seen"], &each);
        quote!(#rule.check(#input, #sink, #parameters #each))
    }

    /// All that holds for one member.
    fn all(&mut self, checks: &[CheckId], hint: &str, body: &mut Body) -> TokenStream {
        let Some((last, first)) = checks.split_last() else { return quote!(value.skip()) };
        let mut steps = TokenStream::new();
        for check in first {
            let call = self.call(*check, &quote!(&mut value.clone()), &quote!(sink), hint, body);
            steps.extend(quote!(#call?;));
        }
        block(&steps, &self.call(*last, &quote!(value), &quote!(sink), hint, body))
    }

    /// What holds for members of other names.
    fn others(&mut self, groups: &[Others], hint: &str, body: &mut Body) -> TokenStream {
        if let [Others { patterns, rest: Some(rest) }] = groups
            && patterns.is_empty()
        {
            return self.call(*rest, &quote!(value), &quote!(sink), &format!("{hint}_other"), body);
        }
        if groups.is_empty() {
            return quote!(value.skip());
        }
        let mut steps = TokenStream::new();
        for Others { patterns, rest } in groups {
            let mut matched = Vec::new();
            for (pattern, check) in patterns {
                let call =
                    self.call(*check, &quote!(&mut value.clone()), &quote!(sink), &format!("{hint}_other"), body);
                if rest.is_none() && is_skip(&call) {
                    continue;
                }
                let pattern = self.pattern(*pattern);
                let condition = quote!(#pattern.matches(name)?);
                if rest.is_some() {
                    matched.push(quote!(if #condition { matched = true; #call?; }));
                } else {
                    steps.extend(quote!(if #condition { #call?; }));
                }
            }
            if let Some(rest) = rest {
                let call = self.call(*rest, &quote!(&mut value.clone()), &quote!(sink), &format!("{hint}_other"), body);
                if matched.is_empty() {
                    steps.extend(quote!(#call?;));
                } else {
                    steps.extend(quote!({ let mut matched = false; #(#matched)* if !matched { #call?; } }));
                }
            }
        }
        block(&steps, &quote!(value.skip()))
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
        let call = self.call(id, &quote!(input), sink, hint, body);
        quote!(rule::also(#input, |input| #call))
    }

    /// An expression of whether a check accepts the value that comes next in `input`, which stays unread.
    pub(super) fn accepts(&mut self, id: CheckId, input: &TokenStream, hint: &str, body: &mut Body) -> TokenStream {
        let call = self.call(id, &quote!(input), &quote!(&mut Verdict), hint, body);
        let input = shared(input);
        quote!(rule::accepts(#input, |input| #call)?)
    }

    /// A type that lists the subschemas of a keyword, among the body's constants.
    fn alternatives(&mut self, branches: &Branches, hint: &str, body: &mut Body) -> proc_macro2::Ident {
        let dispatch = rules::dispatch_tokens(&branches.dispatch);
        let mut name = crate::analysis::names::pascal_case(&body.name(hint).to_string());
        // Inside the function the name must not hide a type's.
        while self.source.types.names.values().any(|taken| *taken == name) {
            name.push_str("Branches");
        }
        let name = quote::format_ident!("{name}");
        let branches = &branches.checks;
        let count = Literal::usize_unsuffixed(branches.len());
        let calls: Vec<TokenStream> = branches
            .iter()
            .enumerate()
            .map(|(index, branch)| self.call(*branch, &quote!(input), &quote!(sink), &format!("{hint}_{index}"), body))
            .collect();
        let last = branches.len().saturating_sub(1);
        let arms = calls.iter().enumerate().map(|(index, call)| {
            let number = Literal::usize_unsuffixed(index);
            let pattern = if index == last { quote!(_) } else { quote!(#number) };
            quote!(#pattern => #call,)
        });
        let choice = if let [only] = calls.as_slice() { only.clone() } else { quote!(match index { #(#arms)* }) };
        let (index, sink) = (super::used(&choice, "index"), super::used(&choice, "sink"));
        body.constants.push(quote! {
            struct #name;
            impl rule::Alternatives for #name {
                fn count(&self) -> usize {
                    #count
                }
                #dispatch
                fn check<I: Input, S: Sink>(&self, #index: usize, input: &mut I, #sink: &mut S) -> Flow {
                    #choice
                }
            }
        });
        name
    }
}

/// Whether the rule leaves the input behind its value whatever the schema says of it.
const fn reads_its_value(rule: &Whole) -> bool {
    !matches!(rule, Whole::If(..) | Whole::IfMember(..))
}

/// The same input, to look at.
fn shared(input: &TokenStream) -> TokenStream {
    let receiver = receiver(input);
    if input.to_string() == receiver.to_string() { input.clone() } else { quote!(&#receiver) }
}

/// `{ steps; last }`, or the last expression alone.
fn block(steps: &TokenStream, last: &TokenStream) -> TokenStream {
    if steps.is_empty() { last.clone() } else { quote!({ #steps #last }) }
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

/// Whether the expression does nothing but read a value.
fn is_skip(call: &TokenStream) -> bool {
    matches!(call.to_string().as_str(), "value . skip ()" | "value . clone () . skip ()")
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
