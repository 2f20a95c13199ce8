//! All that is wrong with a declaration, each at the user's own words.

use std::fmt::Display;

use proc_macro2::Span;
use quote::ToTokens;

/// Gathers errors, so that one compile shows them all.
#[derive(Default)]
pub(crate) struct Problems(Option<syn::Error>);

impl Problems {
    /// Notes an error: its code, what is wrong, and what to write instead.
    pub(crate) fn add(&mut self, span: Span, code: &str, what: impl Display, help: impl Display) {
        self.push(syn::Error::new(span, text(code, what, help)));
    }

    /// Notes an error at all of `words`.
    pub(crate) fn at(&mut self, words: impl ToTokens, code: &str, what: impl Display, help: impl Display) {
        self.push(syn::Error::new_spanned(words, text(code, what, help)));
    }

    /// Notes an error that is there already.
    pub(crate) fn push(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(all) => all.combine(error),
            None => self.0 = Some(error),
        }
    }

    /// Notes that an attribute does not read as such, with how it is written unless the error says so itself.
    pub(crate) fn syntax(&mut self, error: syn::Error, help: &str) {
        for error in error {
            let message = error.to_string();
            let coded = message.starts_with('[');
            self.push(if coded { error } else { syn::Error::new(error.span(), text("H12", message, help)) });
        }
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The errors, if there are any.
    pub(crate) fn finish(self) -> syn::Result<()> {
        self.0.map_or(Ok(()), Err)
    }
}

/// An error's message.
pub(crate) fn text(code: &str, what: impl Display, help: impl Display) -> String {
    format!("[{code}] {what}\nhelp: {help}")
}

/// What `word` may have been meant to be, of `known`.
pub(crate) fn closest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// The closest of `known`, or all of them: `did you mean …?` or `the formats are …`.
pub(crate) fn meant(word: &str, kind: &str, known: &[String]) -> String {
    match closest(word, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.len() == 1 => format!("there is only {}", listed(known)),
        None => format!("the {kind} are {}", listed(known)),
    }
}

/// `` `a`, `b` and `c` ``
pub(crate) fn listed<T: Display>(names: &[T]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
