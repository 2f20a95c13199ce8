//! Files to the typed, draft-free IR.
//!
//! ```text
//! source  what a text is called        fetch    URI -> text, never from the network
//! text    text -> tree with spans      library  resources, anchors, references
//! dialect draft -> keyword -> shape    check    one schema against its meta-schema
//! lower/  trees -> IR, one schema for each dynamic scope that matters
//! ```

mod check;
mod decimal;
mod dialect;
mod documents;
mod fetch;
mod findings;
mod format;
mod library;
mod lower;
pub mod pattern;
mod source;
pub(crate) mod text;
pub(crate) mod tree;
mod uri;

pub use self::dialect::Draft;
pub use self::documents::Documents;
#[cfg(feature = "cli")]
pub(crate) use self::fetch::known;
pub use self::fetch::{Content, Resource};
pub use self::source::Source;

use std::collections::BTreeMap;
use std::path::PathBuf;

use self::library::Library;
use crate::diagnostic::{Diagnostics, Place};
use crate::ir::Ir;

/// How schemas are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The draft of schemas that name none; otherwise that of the schema that refers to them, or the newest.
    pub draft: Option<Draft>,
    /// Whether `format` asserts, whatever the schemas say.
    pub assert_format: Option<bool>,
    /// Schemas that references may lead to, beside files and the meta-schemas of the drafts.
    pub resources: Vec<Resource>,
    /// JSON Pointers to schemas of the first document whose values must never be shown.
    pub secrets: Vec<String>,
    /// Where those of them were written that a file or a macro names.
    pub secret_places: BTreeMap<String, Place>,
}

/// Whether a format can assert here.
#[cfg(feature = "cli")]
pub(crate) fn is_format(name: &str) -> bool {
    format::FORMATS.contains(&name)
}

/// What was read.
#[derive(Clone, Debug)]
pub struct Front {
    /// The schemas.
    pub ir: Ir,
    /// The texts, for places in later messages.
    pub documents: Documents,
    /// What is legal but probably not meant.
    pub warnings: Diagnostics,
}

/// Reads the schema that `fragment` names in a source: all of it if empty, else a JSON Pointer or an anchor. What it
/// takes is noted among `files`, in the order of reading: files that are not there as well.
pub fn read(
    source: &Source,
    fragment: &str,
    options: &Options,
    files: &mut Vec<PathBuf>,
) -> Result<Front, Diagnostics> {
    let mut library = Library::new(source, options);
    let ir = lower::lower(&mut library, fragment.strip_prefix('#').unwrap_or(fragment), options);
    files.append(&mut library.files);
    match ir {
        Some(ir) if !library.findings.has_errors() => {
            Ok(Front { ir, documents: library.documents, warnings: library.findings.finish() })
        }
        _ => Err(library.findings.finish()),
    }
}

#[cfg(test)]
mod tests;
