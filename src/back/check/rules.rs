//! The rules of the runtime as constants.

use formwork_runtime::{
    Format, Json, Kinds, NumberRef,
    pattern::{Engine, Pattern, Row, YES},
    to_string,
};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::Checks;
use crate::back::tokens::path_tokens;
use crate::plan::{Array, Check, Dependent, Masks, Numeric, Object, PatternId, TagMasks, Text, Whole};

impl Checks<'_> {
    /// The type and the value of the one rule that a check is, if it is one.
    pub(super) fn leaf(&mut self, check: &Check) -> Option<(TokenStream, TokenStream)> {
        if let Some((schema, keyword)) = &check.never {
            return check.whole.is_empty().then(|| (quote!(rule::Never), quote!(rule::Never::at(#schema, #keyword))));
        }
        let (kinds, schema) = (check.kinds.0, &check.kinds.1);
        if !check.is_only_kind && (check.array.is_some() || check.object.is_some()) {
            return None;
        }
        match (check.text.as_slice(), check.numeric.as_slice(), check.whole.as_slice()) {
            ([], [], []) => {
                let short = [
                    (Kinds::NULL, "null"),
                    (Kinds::BOOLEAN, "boolean"),
                    (Kinds::INTEGER, "integer"),
                    (Kinds::NUMBER, "number"),
                    (Kinds::STRING, "string"),
                ];
                let init = if let Some((_, name)) = short.into_iter().find(|(known, _)| *known == kinds) {
                    let name = format_ident!("{name}");
                    quote!(rule::#name(#schema))
                } else {
                    let kinds = kinds_tokens(kinds);
                    quote!(rule::Typed::at(#schema, #kinds))
                };
                Some((quote!(rule::Typed), init))
            }
            ([text], [], []) => Some((quote!(rule::Text), self.text(text, kinds, schema))),
            ([], [numeric], []) => Some((quote!(rule::Numeric), numeric_tokens(numeric, kinds, schema))),
            ([], [], [Whole::Values { values, is_const, schema }]) if kinds == Kinds::ALL => {
                let values: Option<Vec<&str>> = values.iter().map(Json::as_str).collect();
                let values = values?;
                let constant = is_const.then(|| quote!(.constant()));
                Some((quote!(rule::Choice), quote!(rule::Choice::at(#schema, rule::names![#(#values),*]) #constant)))
            }
            _ => None,
        }
    }

    pub(super) fn text(&mut self, text: &Text, kinds: Kinds, schema: &str) -> TokenStream {
        let mut builder = Builder::new(quote!(rule::Text::at(#schema)), schema);
        if kinds != Kinds::STRING {
            let kinds = kinds_tokens(kinds);
            builder.push(schema, &quote!(.kinds(#kinds)));
        }
        if let Some((limit, schema)) = &text.min {
            let limit = Literal::u64_unsuffixed(*limit);
            builder.push(schema, &quote!(.min_length(#limit)));
        }
        if let Some((limit, schema)) = &text.max {
            let limit = Literal::u64_unsuffixed(*limit);
            builder.push(schema, &quote!(.max_length(#limit)));
        }
        if let Some((pattern, schema)) = &text.pattern {
            let name = self.pattern(*pattern);
            builder.push(schema, &quote!(.pattern(&#name)));
        }
        if let Some((format, schema)) = &text.format {
            self.features.extend(format.feature());
            let format = format_tokens(*format);
            builder.push(schema, &quote!(.format(#format)));
        }
        if let Some((path, schema)) = &text.reads_as {
            let ty = path_tokens(path);
            builder.push(schema, &quote!(.reads_as(#path, rule::reads_as::<#ty>)));
        }
        builder.tokens
    }

    /// The static that holds a regular expression.
    pub(super) fn pattern(&mut self, id: PatternId) -> Ident {
        if matches!(self.source.plan.pattern(id).engine(), Engine::Linear(_) | Engine::Backtracking(_)) {
            self.features.insert("pattern");
        }
        self.patterns.insert(id);
        pattern_name(id)
    }
}

/// A rule under construction: keeps track of the schema that the builder stands at.
struct Builder {
    tokens: TokenStream,
    schema: String,
}

impl Builder {
    fn new(tokens: TokenStream, schema: &str) -> Self {
        Self { tokens, schema: schema.to_owned() }
    }

    fn push(&mut self, schema: &str, call: &TokenStream) {
        if self.schema != schema {
            schema.clone_into(&mut self.schema);
            self.tokens.extend(quote!(.from(#schema)));
        }
        self.tokens.extend(call.clone());
    }
}

pub(super) fn numeric_tokens(numeric: &Numeric, kinds: Kinds, schema: &str) -> TokenStream {
    let kinds = kinds_tokens(kinds);
    let mut builder = Builder::new(quote!(rule::Numeric::at(#schema, #kinds)), schema);
    for (limit, method) in [
        (&numeric.minimum, "minimum"),
        (&numeric.exclusive_minimum, "exclusive_minimum"),
        (&numeric.maximum, "maximum"),
        (&numeric.exclusive_maximum, "exclusive_maximum"),
        (&numeric.multiple_of, "multiple_of"),
    ] {
        if let Some((limit, schema)) = limit {
            let (method, limit) = (format_ident!("{method}"), number_tokens(limit.as_number()));
            builder.push(schema, &quote!(.#method(#limit)));
        }
    }
    builder.tokens
}

pub(super) fn array_tokens(array: &Array, kinds: Kinds, schema: &str) -> TokenStream {
    let mut builder = Builder::new(quote!(rule::Array::at(#schema)), schema);
    if kinds != Kinds::ARRAY {
        let kinds = kinds_tokens(kinds);
        builder.push(schema, &quote!(.kinds(#kinds)));
    }
    if let Some((limit, schema)) = &array.min {
        let limit = Literal::u64_unsuffixed(*limit);
        builder.push(schema, &quote!(.min_items(#limit)));
    }
    if let Some((limit, schema)) = &array.max {
        let limit = Literal::u64_unsuffixed(*limit);
        builder.push(schema, &quote!(.max_items(#limit)));
    }
    builder.tokens
}

pub(super) fn object_tokens(object: &Object, kinds: Kinds, schema: &str) -> TokenStream {
    let mut builder = Builder::new(quote!(rule::Object::at(#schema)), schema);
    if kinds != Kinds::OBJECT {
        let kinds = kinds_tokens(kinds);
        builder.push(schema, &quote!(.kinds(#kinds)));
    }
    if !object.named.is_empty() {
        let names = object.named.iter().map(|(name, _)| name);
        builder.tokens.extend(quote!(.members(rule::names![#(#names),*])));
    }
    if let Some((_, first)) = object.required.first() {
        let same = object.required.iter().take_while(|(_, schema)| schema == first);
        let names: Vec<&String> = same.map(|(name, _)| name).collect();
        let others: Vec<TokenStream> =
            object.required.iter().skip(names.len()).map(|(name, schema)| quote!((#name, #schema))).collect();
        builder.push(first, &quote!(.required(&[#(#names),*])));
        if !others.is_empty() {
            builder.push(first, &quote!(.also_required(&[#(#others),*])));
        }
    }
    if !object.dependent.is_empty() {
        let rules = object
            .dependent
            .iter()
            .map(|Dependent { name, required, schema, keyword }| quote!((#name, &[#(#required),*], #schema, #keyword)));
        let schema = builder.schema.clone();
        builder.push(&schema, &quote!(.dependent_required(&[#(#rules),*])));
    }
    if let Some((limit, schema)) = &object.min {
        let limit = Literal::u64_unsuffixed(*limit);
        builder.push(schema, &quote!(.min_properties(#limit)));
    }
    if let Some((limit, schema)) = &object.max {
        let limit = Literal::u64_unsuffixed(*limit);
        builder.push(schema, &quote!(.max_properties(#limit)));
    }
    builder.tokens
}

/// The values of an `enum` or a `const` as the rule that compares with them: its constants and the rule itself.
pub(super) fn values_tokens(values: &[Json], is_const: bool, schema: &str, name: &Ident) -> (TokenStream, TokenStream) {
    let constant = is_const.then(|| quote!(.constant()));
    let texts: Option<Vec<&str>> = values.iter().map(Json::as_str).collect();
    if let Some(texts) = texts {
        let rule = quote!(const #name: rule::Choice = rule::Choice::at(#schema, rule::names![#(#texts),*]) #constant;);
        return (rule, quote!(#name));
    }
    let list = to_string(&values.to_vec());
    let literals = quote!(static #name: rule::Literals = rule::Literals::new(#list););
    (literals, quote!(rule::Values::at(#schema, #name.get()) #constant))
}

pub(super) fn kinds_tokens(kinds: Kinds) -> TokenStream {
    let tokens = if kinds.contains(Kinds::ALL) {
        quote!(Kinds::ALL)
    } else if kinds.is_empty() {
        quote!(Kinds::NONE)
    } else {
        let mut names = kinds.names().map(|name| format_ident!("{}", name.to_uppercase()));
        let first = names.next();
        names.fold(quote!(Kinds::#first), |tokens, name| quote!(#tokens.union(Kinds::#name)))
    };
    if kinds.are_integers_as_written() { quote!(#tokens.integers_as_written()) } else { tokens }
}

fn format_tokens(format: Format) -> TokenStream {
    // The variant's name is what `Debug` prints.
    let variant = format_ident!("{}", format!("{format:?}"));
    quote!(Format::#variant)
}

fn number_tokens(number: NumberRef<'_>) -> TokenStream {
    match number {
        NumberRef::Int(int) => {
            let int = Literal::i64_unsuffixed(int);
            quote!(NumberRef::Int(#int))
        }
        other => {
            let text = other.to_string();
            quote!(NumberRef::Text(#text))
        }
    }
}

fn pattern_name(id: PatternId) -> Ident {
    format_ident!("PATTERN_{}", id.0 + 1)
}

pub(super) fn pattern_static(id: PatternId, pattern: &Pattern) -> TokenStream {
    let name = pattern_name(id);
    let source = pattern.source();
    let engine = match pattern.engine() {
        Engine::Anything => quote!(Engine::Anything),
        Engine::NonEmpty => quote!(Engine::NonEmpty),
        Engine::Exact(text) => quote!(Engine::Exact(Cow::Borrowed(#text))),
        Engine::Prefix(text) => quote!(Engine::Prefix(Cow::Borrowed(#text))),
        Engine::Suffix(text) => quote!(Engine::Suffix(Cow::Borrowed(#text))),
        Engine::Contains(text) => quote!(Engine::Contains(Cow::Borrowed(#text))),
        Engine::Table(rows) => {
            let rows = rows.iter().map(row_tokens);
            quote!(Engine::Table(Cow::Borrowed(const { &[#(#rows),*] })))
        }
        Engine::Linear(text) => quote!(Engine::Linear(Cow::Borrowed(#text))),
        Engine::Backtracking(text) => quote!(Engine::Backtracking(Cow::Borrowed(#text))),
    };
    quote!(static #name: Pattern = Pattern::new(#source, #engine);)
}

/// A state of an automaton.
fn row_tokens(row: &Row) -> TokenStream {
    let byte =
        |byte: u8| if byte.is_ascii_graphic() { Literal::byte_character(byte) } else { Literal::u8_unsuffixed(byte) };
    let moves = row.moves().into_iter().map(|(first, last, to)| {
        let (first, last) = (byte(first), byte(last));
        let to = if to == YES {
            quote!(YES)
        } else {
            {
                let to = Literal::u8_unsuffixed(to);
                quote!(#to)
            }
        };
        quote!((#first, #last, #to))
    });
    let state = format_ident!("{}", if row.may_end() { "end" } else { "inner" });
    quote!(Row::#state(&[#(#moves),*]))
}

/// The kinds as a pattern of `match`.
pub(in crate::back) fn kinds_pattern(kinds: Kinds) -> TokenStream {
    use formwork_runtime::Kind;
    let kinds = [
        (Kind::Null, quote!(Kind::Null)),
        (Kind::Boolean, quote!(Kind::Boolean)),
        (Kind::Number, quote!(Kind::Number)),
        (Kind::String, quote!(Kind::String)),
        (Kind::Array, quote!(Kind::Array)),
        (Kind::Object, quote!(Kind::Object)),
    ]
    .into_iter()
    .filter(|(kind, _)| kinds.admits(*kind))
    .map(|(_, tokens)| tokens);
    quote!(#(#kinds)|*)
}

/// What tells alternatives apart.
pub(in crate::back) fn dispatch_tokens(masks: &Masks) -> TokenStream {
    let bits = |mask: u64| mask_tokens(mask, masks.kinds.len());
    let mut tokens = if masks.kinds.iter().all(|kinds| kinds.contains(Kinds::ALL)) {
        let count = Literal::usize_unsuffixed(masks.kinds.len());
        quote!(rule::Dispatch::any(#count))
    } else {
        let kinds = masks.kinds.iter().map(|kinds| kinds_tokens(*kinds));
        quote!(rule::Dispatch::of(&[#(#kinds),*]))
    };
    let members = &masks.members;
    if !members.is_empty() {
        tokens.extend(quote!(.members(rule::names![#(#members),*])));
    }
    if let Some(TagMasks { texts, by_text, otherwise, without }) = &masks.tag {
        let (by_text, otherwise, without) = (by_text.iter().map(|mask| bits(*mask)), bits(*otherwise), bits(*without));
        tokens.extend(quote!(.tag(rule::names![#(#texts),*], &[#(#by_text),*], #otherwise, #without)));
    }
    if !masks.needs.is_empty() {
        let needs = masks.needs.iter().map(|(number, set)| {
            let (number, set) = (Literal::usize_unsuffixed(*number), mask_tokens(*set, members.len()));
            quote!((#number, #set))
        });
        tokens.extend(quote!(.needs(&[#(#needs),*])));
    }
    tokens
}

/// A set of so many members: few as bits, more as digits of four bits each.
fn mask_tokens(mask: u64, count: usize) -> TokenStream {
    let text = if count <= 4 { format!("{mask:#b}") } else { grouped(&format!("{mask:x}")) };
    text.parse().unwrap_or_else(|_| {
        let mask = Literal::u64_unsuffixed(mask);
        quote!(#mask)
    })
}

/// A hexadecimal literal, with an underscore after every four digits from the end.
fn grouped(digits: &str) -> String {
    let first = digits.len() % 4;
    let (first, rest) = digits.split_at(first);
    let rest = rest.as_bytes().chunks(4).map(String::from_utf8_lossy);
    let groups: Vec<_> = (!first.is_empty()).then(|| first.into()).into_iter().chain(rest).collect();
    format!("0x{}", groups.join("_"))
}
