//! What the macro becomes.

use std::ops::Range;
use std::path::Path;

use formwork::Source;
use formwork::diagnostic::{Diagnostic, Diagnostics};
use formwork::generate::{Generated, Module, from_file, from_source};
use formwork::settings::{Settings, Spelling};
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned;

use crate::input::Input;

/// Where a literal begins.
pub(crate) struct Start {
    /// The Rust file; empty where nobody knows.
    pub(crate) file: String,
    /// The line, from 1.
    pub(crate) line: usize,
    /// The column, from 1, in characters.
    pub(crate) column: usize,
}

/// Expands the macro in the package that is in `folder`; `start` knows where the schema's literal begins.
pub(crate) fn expand(tokens: TokenStream, folder: &Path, start: impl Fn(Span) -> Start) -> TokenStream {
    let input: Input = match syn::parse2(tokens) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let settings = match Settings::from_values(&input.options, Spelling::Snake, folder) {
        Ok(settings) => settings,
        Err(faults) => {
            let told = faults.iter().map(|fault| at_option(&input, &fault.at, &fault.message, fault.help.as_deref()));
            return told.collect();
        }
    };
    let text = input.schema.value();
    // What is `true`, `false` or a list is no file, and perhaps no schema, which the front end says.
    let is_text = text.trim_start().starts_with(['{', '[']) || matches!(text.trim(), "true" | "false");
    let Generated { files, module } = if is_text {
        inline(&input, &text, &settings, &start(input.schema.span()))
    } else {
        from_file(folder, &text, &settings, &Settings::new())
    };
    match module {
        Ok(module) => declaration(&input, &module, &files, folder),
        Err(errors) => errors.iter().map(|found| told(&input, found)).collect(),
    }
}

/// The module of a schema that stands in the macro, which is named as the module is. Its places are those of the Rust
/// file, as far as its text is as it is written: in raw strings.
fn inline(input: &Input, text: &str, settings: &Settings, start: &Start) -> Generated {
    let name = input.name.to_string();
    let written = input.schema.token().to_string();
    let quote = written.find('"').filter(|_| written.starts_with('r') && !start.file.is_empty());
    let Some(quote) = quote else { return from_source(&Source::from_text(name, text), settings) };
    // White space brings each place to the line and the column that it has in the file.
    let before = "\n".repeat(start.line.saturating_sub(1)) + &" ".repeat(start.column + quote);
    let mut generated = from_source(&Source::from_text(name.as_str(), before + text), settings);
    let places = |found: &mut Diagnostics| {
        for place in found.0.iter_mut().filter_map(|found| found.place.as_mut()).filter(|place| place.file == name) {
            place.file.clone_from(&start.file);
        }
    };
    match &mut generated.module {
        Ok(module) => places(&mut module.warnings),
        Err(errors) => places(errors),
    }
    generated
}

/// The module, and what makes the compiler watch the files that it was made from.
fn declaration(input: &Input, module: &Module, files: &[std::path::PathBuf], folder: &Path) -> TokenStream {
    let Input { attributes, visibility, name, .. } = input;
    let items: TokenStream = match module.text.parse() {
        Ok(items) => items,
        Err(_) => return error(name.span(), "the generator has made something that is not Rust"),
    };
    let here = Span::call_site();
    let is_documented = attributes.iter().any(|attribute| attribute.path().is_ident("doc"));
    let documentation = (!is_documented).then(|| quote_spanned!(here=> #[doc = "What was made of a schema."]));
    let watched = files.iter().map(|file| match file.strip_prefix(folder).ok().and_then(Path::to_str) {
        Some(inside) => {
            let inside = format!("/{inside}");
            quote_spanned! {here=>
                const _: &[u8] = ::core::include_bytes!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #inside));
            }
        }
        None => {
            let outside = file.to_string_lossy();
            quote_spanned!(here=> const _: &[u8] = ::core::include_bytes!(#outside);)
        }
    });
    let deep = module.recursion_limit.filter(|limit| *limit > input.recursion_limit).map(|limit| deep(input, limit));
    let at = input.schema.span();
    let warnings = module.warnings.iter().filter(|_| !input.quiet);
    let warnings = warnings.map(|found| warning(at, &quote_spanned!(at=> SCHEMA), &found.without_title()));
    quote_spanned! {here=>
        #documentation
        #(#attributes)*
        #visibility mod #name {
            #items
            // For crates that are `no_std`.
            #[allow(unused_imports)]
            use ::formwork_runtime::alloc_prelude::*;
            #(#watched)*
        }
        #deep
        #(#warnings)*
    }
}

/// What to say of a module whose types lead deep into each other.
fn deep(input: &Input, limit: usize) -> TokenStream {
    let note = format!(
        "the types of `{}` lead deep into each other: `#![recursion_limit = \"{limit}\"]` has to stand at the root of this \
         crate, and of those that read or check them; `recursion_limit = {limit};` in the macro says that it does",
        input.name
    );
    warning(input.name.span(), &quote_spanned!(input.name.span()=> RECURSION_LIMIT), &note)
}

/// A warning, which macros have no other way to give than the use of what is deprecated.
fn warning(span: Span, about: &TokenStream, note: &str) -> TokenStream {
    quote_spanned! {span=>
        const _: () = {
            #[deprecated(note = #note)]
            const #about: () = ();
            #about
        };
    }
}

/// What is wrong with a schema, or with what an option says of it.
fn told(input: &Input, found: &Diagnostic) -> TokenStream {
    match found.place.as_ref().filter(|place| place.file.is_empty()) {
        Some(place) => at_option(input, &place.span, &found.message, found.help.as_deref()),
        None => error(input.schema.span(), &found.without_title()),
    }
}

fn at_option(input: &Input, at: &Range<usize>, message: &str, help: Option<&str>) -> TokenStream {
    let help = help.map(|help| format!("\n  = help: {help}")).unwrap_or_default();
    error(input.span(at), &format!("{message}{help}"))
}

fn error(span: Span, message: &str) -> TokenStream {
    quote_spanned!(span.span()=> ::core::compile_error!{ #message })
}

#[cfg(test)]
mod tests;
