//! Documentation from the schema's own words, made safe for rustdoc.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

/// Longer lines are broken between words.
const WIDTH: usize = 110;

/// Doc attributes for paragraphs of text.
pub(super) fn docs<'p>(paragraphs: impl IntoIterator<Item = &'p str>) -> TokenStream {
    let mut tokens = TokenStream::new();
    let mut is_first = true;
    for paragraph in paragraphs.into_iter().filter(|paragraph| !paragraph.trim().is_empty()) {
        if !is_first {
            tokens.extend(quote!(#[doc = ""]));
        }
        is_first = false;
        for line in lines(paragraph) {
            let line = format!(" {line}");
            tokens.extend(quote!(#[doc = #line]));
        }
    }
    tokens
}

/// The text, line by line. No line is a code block, a link or a tag, whatever the schema's author wrote.
fn lines(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    // Code in the middle of a line stays code, where its marks come in pairs.
    let has_code = text.matches('`').count().is_multiple_of(2) && !text.contains("``");
    let mut in_code = false;
    for source in text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}']) {
        let mut line = String::new();
        for word in source.split_whitespace() {
            let word = escape(word, has_code, &mut in_code);
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            // At the start of a line these would begin a heading, a list or a rule.
            if line.is_empty() && word.starts_with(['#', '+', '-', '=']) {
                line.push('\\');
            }
            line.push_str(&word);
        }
        lines.push(line);
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Takes the meaning from the characters that Markdown and rustdoc would act on.
fn escape(word: &str, has_code: bool, in_code: &mut bool) -> String {
    // A bare address would be a warning of rustdoc's.
    let is_address = word.contains("://") && !*in_code && !word.contains('`');
    let mut escaped = String::new();
    for character in word.chars() {
        match character {
            '`' if is_address => {}
            '`' if has_code => {
                *in_code = !*in_code;
                escaped.push(character);
            }
            '[' | ']' | '<' | '>' | '`' | '\\' | '*' | '|' | '~' if !is_address && !*in_code => {
                escaped.push('\\');
                escaped.push(character);
            }
            // Direction marks could make a comment read as something else than it is.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => escaped.push('\u{fffd}'),
            control if control.is_control() => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    if is_address { format!("`{escaped}`") } else { escaped }
}

/// The tokens without documentation; `#[doc(hidden)]` and its like stay.
pub(super) fn without(tokens: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let TokenTree::Group(group) = token else {
            kept.push(token);
            continue;
        };
        let is_attribute = matches!(kept.last(), Some(TokenTree::Punct(sign)) if sign.as_char() == '#');
        if is_attribute && group.delimiter() == Delimiter::Bracket && is_text(group.stream()) {
            kept.pop();
            continue;
        }
        let mut inner = Group::new(group.delimiter(), without(group.stream()));
        inner.set_span(group.span());
        kept.push(inner.into());
    }
    kept.into_iter().collect()
}

/// Whether an attribute is `doc = "…"`.
fn is_text(attribute: TokenStream) -> bool {
    let mut tokens = attribute.into_iter();
    matches!(tokens.next(), Some(TokenTree::Ident(name)) if name == "doc")
        && matches!(tokens.next(), Some(TokenTree::Punct(sign)) if sign.as_char() == '=')
}
