//! Compiles JSON Schemas into Rust: types that hold only what the schema accepts, validators over bytes and over parsed
//! values, and decoders that check while they read.
//!
//! ```
//! use formwork::{Options, Source, compile};
//!
//! let schema = r#"{ "title": "Login", "type": "object", "required": ["user"],
//!                   "properties": { "user": { "type": "string", "minLength": 1 } } }"#;
//! let compiled = compile(&Source::from_text("login.schema.json", schema), "", &Options::default())?;
//!
//! assert!(compiled.rust()?.contains("pub struct Login"));
//! assert!(compiled.check(br#"{"user":"ada"}"#).is_ok());
//! assert_eq!(compiled.check(br#"{"user":""}"#).unwrap_err().to_string(),
//!            "1:9: /user: shorter than 1 character (#/properties/user/minLength)");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The phases
//! [`compile`] is all of them, in order. What flows between them is the [`ir`]: its page says what it means. `front` is
//! the last to know drafts, URIs and dynamic scopes; `analysis` the only one to invent names; [`plan`] the only one to
//! choose an order of checks, which the interpreter and the generated code follow alike.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod adapt;
pub mod analysis;
mod back;
pub mod build;
mod bundle;
mod chosen;
#[cfg(feature = "cli")]
pub mod compat;
pub mod diagnostic;
pub mod front;
pub mod generate;
pub mod ir;
mod lint;
mod near;
pub mod output;
mod pass;
pub mod plan;
#[cfg(feature = "cli")]
pub mod rules;
pub mod settings;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "cli")]
mod config;

/// The guide's page on build scripts, whose examples are compiled.
#[cfg(doctest)]
#[doc = include_str!("../docs/guide/build-script.md")]
mod guide {}

use std::path::PathBuf;

use diagnostic::{Diagnostic, Diagnostics};
use formwork_runtime::{Budget, Bytes, Collector, Json, Rejection, Stop, Tree, Verdict, collect};
pub use front::{Draft, Options, Source};
pub use output::OutputFormat;
pub use settings::{Emit, Enums, Settings, Shapes, UnknownMembers};

/// A schema that was compiled: what every back end needs, and what can judge values at once.
#[derive(Debug)]
pub struct Compiled {
    /// What JSON is accepted, in normal form.
    pub ir: ir::Ir,
    /// What each schema is in Rust.
    pub types: analysis::Types,
    /// What is checked, in which order.
    pub plan: plan::Plan,
    /// The texts that were read, for places in messages.
    pub documents: front::Documents,
    /// What is legal but probably not meant.
    pub warnings: Diagnostics,
    /// The schemas as they were written, before the normal form: what annotations and the output formats come from.
    pub written: output::AsWritten,
    label: String,
    /// What the root is called if neither it nor the settings say so.
    root_name: String,
    /// What tells the module from others of a crate.
    number: u64,
}

/// Compiles the schema that `fragment` names in a source: all of it if empty, else a JSON Pointer or an anchor.
///
/// # Errors
/// All that is wrong with the schema, with places.
pub fn compile(source: &Source, fragment: &str, options: &Options) -> Result<Compiled, Diagnostics> {
    compile_noting(source, fragment, options, &mut Vec::new())
}

/// Like [`compile`]; what files it depends on is noted among `files`, whatever comes out.
fn compile_noting(
    source: &Source,
    fragment: &str,
    options: &Options,
    files: &mut Vec<PathBuf>,
) -> Result<Compiled, Diagnostics> {
    let front::Front { mut ir, documents, mut warnings } = front::read(source, fragment, options, files)?;
    let written = output::AsWritten::new(ir.clone());
    pass::normalise(&mut ir);
    let root_name = root_name(&source.label, fragment);
    let types = analysis::analyse(&ir, &root_name, &analysis::Fixed::default());
    let plan = plan::lower(&ir, &typed(&types));
    warnings.0.extend(lint::own_values(&ir, &plan, &documents));
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let number = back::module_number(file_name(&source.label), fragment, &source.text);
    Ok(Compiled { ir, types, plan, documents, warnings, written, label: source.label.clone(), root_name, number })
}

/// What has a check of its own.
fn typed(types: &analysis::Types) -> Vec<(ir::SchemaId, formwork_runtime::Kinds)> {
    types.declared.iter().map(|id| (id.schema, id.kinds)).collect()
}

impl Compiled {
    /// The recursion limit that a crate needs which the schema's module is in, or which reads or checks one of its types,
    /// if that is more than what the Rust compiler has by itself: it has to go into all that lead to each other.
    pub fn recursion_limit(&self) -> Option<usize> {
        back::recursion_limit(&self.plan)
    }

    /// The schema as a Rust module: formatted, with a header that names the schema's file. The shapes of its types are
    /// for the crate that it belongs to.
    ///
    /// # Errors
    /// The generator has made something that is not Rust, which is a fault of this crate.
    pub fn rust(&self) -> Result<String, Diagnostics> {
        self.rust_with(&Settings::default())
    }

    /// Like [`rust`](Self::rust), as the settings say: their names, derives, documentation and so on. How the schema was
    /// read is decided by then.
    ///
    /// # Errors
    /// All that the settings say of types that are not there, or that no Rust can be made of.
    pub fn rust_with(&self, settings: &Settings) -> Result<String, Diagnostics> {
        let adapted = adapt::adapted(&self.ir, &self.types, settings)?.map(|ir| {
            let types = analysis::analyse(&ir, &self.root_name, &analysis::Fixed::default());
            let plan = plan::lower(&ir, &typed(&types));
            (ir, types, plan)
        });
        let (ir, types, plan) = match &adapted {
            Some((ir, types, plan)) => (ir, types, plan),
            None => (&self.ir, &self.types, &self.plan),
        };
        let fixed = chosen::names(ir, types, settings);
        let derives = chosen::derives(settings);
        let (fixed, derives) = match (fixed, derives) {
            (Ok(fixed), Ok(derives)) => (fixed, derives),
            (fixed, derives) => {
                return Err(Diagnostics(fixed.err().into_iter().chain(derives.err()).flat_map(|d| d.0).collect()));
            }
        };
        let ignores = settings.unknown_members == Some(UnknownMembers::Ignore);
        let mut renamed = (!fixed.is_empty() || ignores).then(|| analysis::analyse(ir, &self.root_name, &fixed));
        if let Some(types) = renamed.as_mut().filter(|_| ignores) {
            types.ignore_unknown_members();
        }
        chosen::enums(settings)?;
        let borrow = chosen::borrow(renamed.as_ref().unwrap_or(types), settings)?;
        let shapes = match settings.shapes.unwrap_or_default() {
            // Conversions make types that live on by themselves.
            _ if borrow => None,
            Shapes::Public => Some(back::Reach::Public(self.number)),
            Shapes::Crate => Some(back::Reach::Crate),
            Shapes::None => None,
        };
        let form = back::Form {
            origin: file_name(&self.label),
            shapes,
            derives,
            borrow,
            docs: settings.docs.unwrap_or(true),
            only_checks: settings.emit.unwrap_or_default() == Emit::Checks,
            arbitrary: settings.arbitrary.unwrap_or_default(),
            builders: settings.builders.unwrap_or_default(),
            schemars: settings.schemars.unwrap_or_default().then(|| self.bundle(settings)),
        };
        back::emit(ir, renamed.as_ref().unwrap_or(types), plan, &form).map_err(|error| {
            let message = format!("the generator has made something that is not Rust: {error}");
            Diagnostics(vec![Diagnostic::error("internal", message)])
        })
    }

    /// The types of the schema as it was written, called as the settings say.
    #[cfg(feature = "cli")]
    pub(crate) fn types_with(&self, settings: &Settings) -> analysis::Types {
        let fixed = chosen::names(&self.ir, &self.types, settings).unwrap_or_default();
        analysis::analyse(&self.ir, &self.root_name, &fixed)
    }

    /// The texts of the schema, for types that tell where they come from.
    fn bundle(&self, settings: &Settings) -> bundle::Bundle {
        let draft = settings.draft.unwrap_or_default();
        bundle::Bundle::new(&self.ir, &self.documents, file_name(&self.label), self.number, draft)
    }

    /// The schema and all that it refers to as one document.
    ///
    /// # Errors
    /// What is in the way of that.
    #[cfg(feature = "cli")]
    pub(crate) fn in_one(&self, draft: Option<Draft>) -> Result<String, String> {
        bundle::in_one(&self.ir, &self.documents, file_name(&self.label), self.number, draft)
    }

    /// The same, with the root called as that of another version of the schema is, wherever that was read from.
    #[cfg(feature = "cli")]
    pub(crate) fn called_like(mut self, other: &Self) -> Self {
        self.root_name.clone_from(&other.root_name);
        self.types = analysis::analyse(&self.ir, &self.root_name, &analysis::Fixed::default());
        self
    }

    /// The name of the Rust type that the schema which was asked for becomes.
    pub fn root_type(&self) -> &str {
        let root = analysis::use_of(&self.ir, self.ir.root, formwork_runtime::Kinds::ALL).of;
        self.types.names.get(&root).map_or("", String::as_str)
    }

    /// Whether a text is JSON that the schema accepts.
    pub fn accepts(&self, text: &[u8]) -> bool {
        let evaluator = plan::Evaluator::new(&self.plan);
        let budget = Budget::for_text(text.len());
        Bytes::new(text, &budget)
            .is_ok_and(|mut input| evaluator.check_root(&mut input, &mut Verdict).is_ok() && input.is_at_end())
    }

    /// Whether the schema accepts a JSON text, and why not.
    ///
    /// # Errors
    /// The text is not JSON, or all that the schema forbids in it (up to 1000 violations).
    pub fn check(&self, text: &[u8]) -> Result<(), Rejection> {
        if self.accepts(text) { Ok(()) } else { self.check_all(text, 1000) }
    }

    /// Like [`check`](Self::check), with up to `limit` violations, at least one.
    ///
    /// # Errors
    /// The text is not JSON, or what the schema forbids in it.
    pub fn check_all(&self, text: &[u8], limit: usize) -> Result<(), Rejection> {
        let evaluator = plan::Evaluator::new(&self.plan);
        collect(text, limit, |input, sink: &mut Collector| evaluator.check_root(input, sink))
    }

    /// Whether the schema accepts a value that was parsed before.
    fn accepts_value(&self, value: &Json) -> Result<bool, Rejection> {
        let budget = Budget::for_value();
        match plan::Evaluator::new(&self.plan).check_root(&mut Tree::new(value, &budget), &mut Verdict) {
            Err(Stop::Limit(limit)) => Err(Rejection::Limit(limit)),
            verdict => Ok(verdict.is_ok()),
        }
    }

    /// What every keyword of the schema says about a value: errors and annotations.
    ///
    /// # Errors
    /// A limit was reached before there was a verdict.
    pub fn evaluate(&self, instance: &Json) -> Result<output::Unit, Rejection> {
        self.written.evaluate(instance)
    }

    /// What the schema says about a value, in one of the output formats of the specification; see [`output`].
    ///
    /// # Errors
    /// A limit was reached before there was a verdict.
    pub fn output(&self, instance: &Json, format: OutputFormat) -> Result<Json, Rejection> {
        if format == OutputFormat::Flag {
            return self.accepts_value(instance).map(output::flag);
        }
        Ok(self.evaluate(instance)?.to_output(format))
    }
}

/// What a root without a title is called: after its file, or after the last word of the fragment.
fn root_name(label: &str, fragment: &str) -> String {
    let word = fragment.rsplit(['/', '#']).next().filter(|word| !word.is_empty());
    let file = file_name(label);
    word.unwrap_or_else(|| file.split('.').next().unwrap_or(file)).to_owned()
}

fn file_name(label: &str) -> &str {
    label.rsplit(['/', '\\']).next().unwrap_or(label)
}
