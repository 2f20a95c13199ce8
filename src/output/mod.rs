//! What a schema has to say about a value, keyword by keyword: errors, annotations, and the formats of the
//! specification for both.
//!
//! This reads the schemas as they were written, where every keyword still has its place: the plan, made from the normal
//! form, is faster but no longer knows by which way a keyword was reached. The leaf rules are the same.
//!
//! ```text
//! evaluate  a schema and a value -> units      leaf      what the runtime's rules say
//! apply/    keywords that apply schemas        location  pointers and URIs
//! format    units -> the specification's JSON
//! ```
//!
//! ```
//! use formwork::{Options, OutputFormat, Source, compile};
//! use formwork_runtime::{parse, to_string};
//!
//! let schema = r#"{ "$id": "https://example.com/login", "properties": { "user": { "title": "Name", "minLength": 2 } } }"#;
//! let compiled = compile(&Source::from_text("login.schema.json", schema), "", &Options::default())?;
//!
//! let bad = compiled.output(&parse(br#"{"user":"a"}"#)?, OutputFormat::Basic)?;
//! let error = bad.pointer("/errors/0").map(to_string).unwrap_or_default();
//! assert_eq!(error, r##"{"valid":false,"keywordLocation":"/properties/user/minLength",
//! "absoluteKeywordLocation":"https://example.com/login#/properties/user/minLength",
//! "instanceLocation":"/user","error":"shorter than 2 characters"}"##.replace('\n', ""));
//!
//! let good = compiled.evaluate(&parse(br#"{"user":"ada"}"#)?)?;
//! let title = good.annotations().find(|unit| unit.instance_location == "/user");
//! assert_eq!(title.and_then(|unit| unit.annotation.as_ref()), Some(&"Name".into()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What the specification leaves open
//! - The drafts before 2019-09 define no output: their schemas get that of the later ones.
//! - A schema without an absolute URI is called after its file, below `json-schema:///`.
//! - Annotations about a member's *name* (below `propertyNames`) are dropped, for no place in the instance is a name.
//! - A value that no reader judges, since it nests too deep or takes too much work, has no output either; nor, but for
//!   `flag`, has one whose output would take more than 512 MiB, or a thousand schemas applied one inside the other.
//! - `prefixItems` (or an array of `items`) that applies to every item annotates `true`, as do `contains` and the rest.

mod apply;
mod evaluate;
mod format;
mod leaf;
mod location;

use std::collections::HashMap;
use std::sync::OnceLock;

use formwork_runtime::pattern::Pattern;
use formwork_runtime::{Json, Rejection};

pub use self::format::OutputFormat;
pub(crate) use self::format::flag;
use crate::ir::{Ir, Rule, Site};

/// So much memory the units of one value take at most, in bytes, counted roughly.
const MOST_BYTES: usize = 512 << 20;

/// What came of applying one keyword, or one schema as a whole, to one value.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// The keyword; `None` where the unit stands for a schema as a whole, whose keywords are below it.
    pub keyword: Option<String>,
    /// Whether the value holds it.
    pub valid: bool,
    /// The way by which the keyword was reached, through every reference: `/items/$ref/required`.
    pub keyword_location: String,
    /// The place of the keyword with the URI of its schema resource.
    pub absolute_keyword_location: String,
    /// The place of the keyword in the documents that were read.
    pub site: Site,
    /// The JSON Pointer to the value.
    pub instance_location: String,
    /// What is wrong, as half a sentence that holds nothing of the value. Where what is wrong is in `units`, there may
    /// be none.
    pub error: Option<String>,
    /// What a keyword says about the value. There is none where the schema that holds the keyword rejects the value.
    pub annotation: Option<Json>,
    /// What was applied within: a schema's keywords in the order in which they are written, a keyword's schemas.
    pub units: Vec<Unit>,
}

impl Unit {
    /// All units with an annotation, this one included, in the order in which they are written.
    pub fn annotations(&self) -> impl Iterator<Item = &Self> {
        let mut open = vec![self];
        let all = std::iter::from_fn(move || {
            let next = open.pop()?;
            open.extend(next.units.iter().rev());
            Some(next)
        });
        all.filter(|unit| unit.annotation.is_some())
    }

    /// How much memory the unit and those right below it take, roughly.
    fn bytes(&self) -> usize {
        let own = |unit: &Self| {
            let texts = [&unit.keyword_location, &unit.absolute_keyword_location, &unit.site.pointer];
            let texts = texts.into_iter().chain([&unit.instance_location]).chain(&unit.keyword);
            size_of::<Self>() + texts.map(String::len).sum::<usize>()
        };
        own(self) + self.units.iter().map(own).sum::<usize>()
    }

    /// Drops the annotations of the schema that this unit, which is no schema, stands in.
    fn drop_annotations(&mut self) {
        self.annotation = None;
        // A schema that rejects its value has dropped its own before.
        if self.keyword.is_some() || self.valid {
            for unit in &mut self.units {
                unit.drop_annotations();
            }
        }
    }
}

/// The schemas as they were written, and what it takes to apply them.
#[derive(Debug)]
pub struct AsWritten {
    ir: Ir,
    /// The regular expressions by source, compiled when they are first asked for.
    patterns: OnceLock<HashMap<String, Pattern>>,
}

impl AsWritten {
    /// The schemas of an IR that no pass has changed yet.
    pub(crate) const fn new(ir: Ir) -> Self {
        Self { ir, patterns: OnceLock::new() }
    }

    /// The schemas.
    pub const fn ir(&self) -> &Ir {
        &self.ir
    }

    /// What the root has to say about a value.
    pub(crate) fn evaluate(&self, instance: &Json) -> Result<Unit, Rejection> {
        evaluate::root(self, instance).map_err(Rejection::Limit)
    }

    fn patterns(&self) -> &HashMap<String, Pattern> {
        self.patterns.get_or_init(|| {
            let notes =
                self.ir.schemas.iter().flat_map(|schema| schema.keywords.iter().chain(&schema.annotations.idle));
            let sources = notes.flat_map(|keyword| match &keyword.rule {
                Rule::Pattern(source) => vec![source],
                Rule::Members(members) => members.patterns.iter().map(|(source, _)| source).collect(),
                _ => Vec::new(),
            });
            // What is no pattern was refused by the front end.
            let compiled = sources.filter_map(|source| {
                let engine = crate::front::pattern::compile(source).ok()?;
                Some((source.clone(), Pattern::owned(source.clone(), engine)))
            });
            compiled.collect()
        })
    }
}
