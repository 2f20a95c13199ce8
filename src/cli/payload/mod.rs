//! Payloads of every kind as JSON values that know where they stand.
//!
//! ```text
//! json, jsonc, yaml, toml   a text -> a value and its layout      read   a file -> its bytes, unpacked
//! layout                    the places of a value's parts      lines  a document a line
//! broken                    a text -> what can be read before its fault
//! ```

mod broken;
mod json;
mod jsonc;
mod layout;
mod lines;
mod read;
mod toml;
mod yaml;

pub(in crate::cli) use self::broken::broken;
pub(in crate::cli) use self::json::{find, layout as layout_of_json};
pub(in crate::cli) use self::layout::{Layout, Node, Step, segments};
pub(in crate::cli) use self::lines::{Block, Lines, Piece};
pub(in crate::cli) use self::read::{Limits, open, reason, whole};

use std::ops::Range;
use std::path::Path;

use clap::ValueEnum;
use formwork_runtime::Json;

/// The notation of a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Notation {
    /// JSON (RFC 8259)
    Json,
    /// A JSON document a line
    Ndjson,
    /// JSON with comments and trailing commas
    Jsonc,
    /// YAML 1.2, core schema
    Yaml,
    /// TOML 1.0
    Toml,
}

/// A document that was read as a whole.
pub(super) struct Parsed {
    /// The value that the schema judges.
    pub(super) value: Json,
    /// Where its parts stand in the file.
    pub(super) layout: Layout,
}

/// Why a text is none of its notation, and which bytes of it are meant, if any are.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unparsed {
    pub(super) message: String,
    pub(super) span: Option<Range<usize>>,
    /// For a key that comes twice: its name, and the bytes of the first one where they are known.
    pub(super) doubled: Option<(String, Option<Range<usize>>)>,
}

impl Unparsed {
    fn at(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { message: message.into(), span: Some(span), doubled: None }
    }

    /// A key that was there before.
    fn doubled(span: Range<usize>, name: String, before: &[Node], message: &str) -> Self {
        let is_first = |node: &&Node| matches!(&node.step, Step::Name(known) if *known == name);
        let first = before.iter().find(is_first).and_then(|node| node.key.clone());
        Self { doubled: Some((name, first)), ..Self::at(span, message) }
    }
}

/// What is said of values that nest too deep, in every notation.
const TOO_DEEP: &str = "arrays and objects nest more than 128 deep";

impl Notation {
    /// The notation that a file's name stands for; endings of packed files do not count.
    pub(super) fn of_name(file: &str) -> Option<Self> {
        let mut path = Path::new(file);
        let is_packed = |path: &Path| {
            let end = path.extension().unwrap_or_default();
            ["gz", "zst"].iter().any(|packed| end.eq_ignore_ascii_case(packed))
        };
        while is_packed(path) {
            path = Path::new(path.file_stem()?);
        }
        match path.extension()?.to_ascii_lowercase().to_str()? {
            "json" => Some(Self::Json),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "jsonc" => Some(Self::Jsonc),
            "yaml" | "yml" => Some(Self::Yaml),
            "toml" => Some(Self::Toml),
            _ => None,
        }
    }

    /// The documents in a text of JSONC, YAML or TOML; YAML may hold several.
    pub(super) fn parse(self, text: &str) -> Result<Vec<Parsed>, Unparsed> {
        match self {
            Self::Json | Self::Ndjson => json::parse(text).map(|parsed| vec![parsed]),
            Self::Jsonc => jsonc::parse(text).map(|parsed| vec![parsed]),
            Self::Yaml => yaml::parse(text),
            Self::Toml => toml::parse(text).map(|parsed| vec![parsed]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_notation() {
        assert_eq!(Notation::of_name("a/b.JSON"), Some(Notation::Json));
        assert_eq!(Notation::of_name("b.ndjson.gz"), Some(Notation::Ndjson));
        assert_eq!(Notation::of_name("b.yml.zst"), Some(Notation::Yaml));
        assert_eq!(Notation::of_name("b.gz"), None);
        assert_eq!(Notation::of_name("json"), None);
    }
}
