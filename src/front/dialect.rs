//! Which draft knows which keyword, and what shape its value must have: the only place that knows drafts.

use std::fmt;
use std::str::FromStr;

/// A draft of JSON Schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Draft {
    /// Draft 4
    Draft4,
    /// Draft 6
    Draft6,
    /// Draft 7
    Draft7,
    /// Draft 2019-09
    Draft201909,
    /// Draft 2020-12
    #[default]
    Draft202012,
}

/// A set of vocabularies, which a meta-schema may switch off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Vocabularies(u8);

/// What a keyword's value must look like, and which schemas stand in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Any value.
    Any,
    /// A schema.
    Schema,
    /// A schema, or a boolean where booleans are no schemas yet.
    SchemaOrBoolean,
    /// At least one schema in an array.
    Schemas,
    /// One schema, or at least one in an array.
    SchemaOrSchemas,
    /// Schemas by name.
    SchemaMap,
    /// Schemas by regular expression.
    PatternMap,
    /// A schema or an array of distinct strings by name.
    Dependencies,
    /// Arrays of distinct strings by name.
    StringsMap,
    /// An array of distinct strings.
    Strings,
    /// The name of a type, or at least one in an array.
    Types,
    /// The array of `enum`.
    Values,
    /// An array.
    Array,
    /// `true` or `false`.
    Boolean,
    /// A string.
    String,
    /// A number.
    Number,
    /// A number above 0.
    Positive,
    /// An integer that is not below 0.
    Natural,
    /// A regular expression.
    Pattern,
    /// A reference (RFC 3986, section 4.1).
    Reference,
    /// The reference `#`.
    Hash,
    /// A reference that nobody follows.
    IdleReference,
    /// The name of a schema.
    Id,
    /// The URI of a meta-schema.
    MetaSchema,
    /// The name of a place in a schema.
    Anchor,
    /// Booleans by the URI of a vocabulary.
    VocabularyMap,
}

/// One row of the table.
#[derive(Debug)]
pub(super) struct Keyword {
    /// The keyword.
    pub(super) name: &'static str,
    /// The first draft that knows it so.
    pub(super) since: Draft,
    /// The last draft that knows it so.
    pub(super) until: Draft,
    /// The vocabulary that it belongs to.
    pub(super) vocabulary: Vocabularies,
    /// What its value must look like.
    pub(super) shape: Shape,
}

/// What a schema's keywords mean: a draft, and the vocabularies that the meta-schema leaves switched on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    /// The draft.
    pub(super) draft: Draft,
    /// The vocabularies.
    pub(super) vocabularies: Vocabularies,
    /// Whether the meta-schema makes `format` assert.
    pub(super) asserts_format: bool,
}

use Draft::{Draft4 as D4, Draft6 as D6, Draft7 as D7, Draft201909 as D19, Draft202012 as D20};
use Shape as S;
use Vocabularies as V;

const fn row(name: &'static str, since: Draft, until: Draft, vocabulary: Vocabularies, shape: Shape) -> Keyword {
    Keyword { name, since, until, vocabulary, shape }
}

/// The table. `dependencies` and `definitions` are no keywords since 2019-09, but its meta-schemas still describe them.
pub(super) static KEYWORDS: &[Keyword] = &[
    row("$schema", D4, D20, V::CORE, S::MetaSchema),
    row("id", D4, D4, V::CORE, S::Id),
    row("$id", D6, D20, V::CORE, S::Id),
    row("$ref", D4, D20, V::CORE, S::Reference),
    row("$anchor", D19, D20, V::CORE, S::Anchor),
    row("$recursiveRef", D19, D19, V::CORE, S::Hash),
    row("$recursiveAnchor", D19, D19, V::CORE, S::Boolean),
    row("$dynamicRef", D20, D20, V::CORE, S::Reference),
    row("$dynamicAnchor", D20, D20, V::CORE, S::Anchor),
    row("$vocabulary", D19, D20, V::CORE, S::VocabularyMap),
    row("$comment", D7, D20, V::CORE, S::String),
    row("$defs", D19, D20, V::CORE, S::SchemaMap),
    row("definitions", D4, D20, V::CORE, S::SchemaMap),
    row("allOf", D4, D20, V::APPLICATOR, S::Schemas),
    row("anyOf", D4, D20, V::APPLICATOR, S::Schemas),
    row("oneOf", D4, D20, V::APPLICATOR, S::Schemas),
    row("not", D4, D20, V::APPLICATOR, S::Schema),
    row("if", D7, D20, V::APPLICATOR, S::Schema),
    row("then", D7, D20, V::APPLICATOR, S::Schema),
    row("else", D7, D20, V::APPLICATOR, S::Schema),
    row("prefixItems", D20, D20, V::APPLICATOR, S::Schemas),
    row("items", D20, D20, V::APPLICATOR, S::Schema),
    row("items", D4, D19, V::APPLICATOR, S::SchemaOrSchemas),
    row("additionalItems", D4, D19, V::APPLICATOR, S::SchemaOrBoolean),
    row("contains", D6, D20, V::APPLICATOR, S::Schema),
    row("properties", D4, D20, V::APPLICATOR, S::SchemaMap),
    row("patternProperties", D4, D20, V::APPLICATOR, S::PatternMap),
    row("additionalProperties", D4, D20, V::APPLICATOR, S::SchemaOrBoolean),
    row("propertyNames", D6, D20, V::APPLICATOR, S::Schema),
    row("dependencies", D4, D20, V::APPLICATOR, S::Dependencies),
    row("dependentSchemas", D19, D20, V::APPLICATOR, S::SchemaMap),
    row("unevaluatedItems", D19, D20, V::UNEVALUATED, S::Schema),
    row("unevaluatedProperties", D19, D20, V::UNEVALUATED, S::Schema),
    row("type", D4, D20, V::VALIDATION, S::Types),
    row("enum", D4, D20, V::VALIDATION, S::Values),
    row("const", D6, D20, V::VALIDATION, S::Any),
    row("multipleOf", D4, D20, V::VALIDATION, S::Positive),
    row("minimum", D4, D20, V::VALIDATION, S::Number),
    row("maximum", D4, D20, V::VALIDATION, S::Number),
    row("exclusiveMinimum", D4, D4, V::VALIDATION, S::Boolean),
    row("exclusiveMinimum", D6, D20, V::VALIDATION, S::Number),
    row("exclusiveMaximum", D4, D4, V::VALIDATION, S::Boolean),
    row("exclusiveMaximum", D6, D20, V::VALIDATION, S::Number),
    row("minLength", D4, D20, V::VALIDATION, S::Natural),
    row("maxLength", D4, D20, V::VALIDATION, S::Natural),
    row("pattern", D4, D20, V::VALIDATION, S::Pattern),
    row("minItems", D4, D20, V::VALIDATION, S::Natural),
    row("maxItems", D4, D20, V::VALIDATION, S::Natural),
    row("uniqueItems", D4, D20, V::VALIDATION, S::Boolean),
    row("minContains", D19, D20, V::VALIDATION, S::Natural),
    row("maxContains", D19, D20, V::VALIDATION, S::Natural),
    row("minProperties", D4, D20, V::VALIDATION, S::Natural),
    row("maxProperties", D4, D20, V::VALIDATION, S::Natural),
    row("required", D4, D20, V::VALIDATION, S::Strings),
    row("dependentRequired", D19, D20, V::VALIDATION, S::StringsMap),
    row("format", D4, D20, V::FORMAT, S::String),
    row("title", D4, D20, V::META_DATA, S::String),
    row("description", D4, D20, V::META_DATA, S::String),
    row("default", D4, D20, V::META_DATA, S::Any),
    row("examples", D6, D20, V::META_DATA, S::Array),
    row("deprecated", D19, D20, V::META_DATA, S::Boolean),
    row("readOnly", D7, D20, V::META_DATA, S::Boolean),
    row("writeOnly", D7, D20, V::META_DATA, S::Boolean),
    row("contentMediaType", D7, D20, V::CONTENT, S::String),
    row("contentEncoding", D7, D20, V::CONTENT, S::String),
    row("contentSchema", D19, D20, V::CONTENT, S::Schema),
    // Formwork's own: they stand outside every vocabulary, so that no meta-schema can switch a secret off.
    row("x-secret", D4, D20, V::NONE, S::Boolean),
    row("x-format-assertion", D4, D20, V::NONE, S::Boolean),
];

/// What the meta-schema of 2020-12 describes although the draft does not know it, and what took its place: such a
/// keyword has a shape and no meaning.
static FORMER: [(&str, Shape, &str); 2] =
    [("$recursiveRef", S::IdleReference, "$dynamicRef"), ("$recursiveAnchor", S::Anchor, "$dynamicAnchor")];

impl Vocabularies {
    const NONE: Self = Self(0);
    /// Identifiers and references.
    pub(super) const CORE: Self = Self(1);
    /// Keywords that apply schemas.
    const APPLICATOR: Self = Self(2);
    /// `unevaluatedItems` and `unevaluatedProperties`
    const UNEVALUATED: Self = Self(4);
    /// Keywords that assert.
    pub(super) const VALIDATION: Self = Self(8);
    /// `format`
    const FORMAT: Self = Self(16);
    /// Keywords that describe.
    const META_DATA: Self = Self(32);
    /// Keywords about strings that hold other media.
    const CONTENT: Self = Self(64);
    const ALL: Self = Self(127);

    fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl Draft {
    /// All drafts, the oldest first.
    pub const ALL: [Self; 5] = [D4, D6, D7, D19, D20];

    /// The draft whose meta-schema has this URI.
    pub(super) fn from_uri(uri: &str) -> Option<Self> {
        use referencing::Draft as Known;
        match Known::from_schema_uri(uri) {
            Known::Draft4 => Some(D4),
            Known::Draft6 => Some(D6),
            Known::Draft7 => Some(D7),
            Known::Draft201909 => Some(D19),
            Known::Draft202012 => Some(D20),
            _ => None,
        }
    }

    /// The URI of the draft's meta-schema.
    pub const fn uri(self) -> &'static str {
        match self {
            D4 => "http://json-schema.org/draft-04/schema#",
            D6 => "http://json-schema.org/draft-06/schema#",
            D7 => "http://json-schema.org/draft-07/schema#",
            D19 => "https://json-schema.org/draft/2019-09/schema",
            D20 => "https://json-schema.org/draft/2020-12/schema",
        }
    }

    /// The keyword that names a schema.
    pub(super) const fn id_keyword(self) -> &'static str {
        if matches!(self, D4) { "id" } else { "$id" }
    }

    /// Whether `true` and `false` are schemas.
    pub(super) fn has_boolean_schemas(self) -> bool {
        self > D4
    }

    /// Whether everything beside a `$ref` is ignored, and an id that begins with `#` is an anchor.
    pub(super) fn is_legacy(self) -> bool {
        self <= D7
    }

    /// Whether `items` is for the items after those of `prefixItems`.
    pub(super) fn has_prefix_items(self) -> bool {
        self >= D20
    }

    /// Whether the items that hold `contains` count as evaluated.
    pub(super) fn contains_evaluates(self) -> bool {
        self >= D20
    }

    /// Whether `1.0` is no integer.
    pub(super) fn tells_integers_by_spelling(self) -> bool {
        self == D4
    }

    /// Whether an array of strings must not be empty.
    pub(super) fn wants_strings(self) -> bool {
        self == D4
    }

    /// Whether an anchor may begin with `_`, and may not hold `:`.
    pub(super) fn has_xml_anchors(self) -> bool {
        self >= D20
    }
}

impl Dialect {
    /// The dialect of the draft's own meta-schema.
    pub(super) fn of(draft: Draft) -> Self {
        // Drafts 4 to 7 leave it to the implementation, later ones make it an annotation; real documents of old drafts
        // break their formats, so that it is one in all.
        Self { draft, vocabularies: V::ALL, asserts_format: false }
    }

    /// The row of a keyword, if the dialect knows it.
    pub(super) fn keyword(&self, name: &str) -> Option<&'static Keyword> {
        let known = |row: &&Keyword| row.name == name && (row.since..=row.until).contains(&self.draft);
        KEYWORDS.iter().find(known).filter(|row| self.vocabularies.has(row.vocabulary))
    }

    /// The shape of a keyword that the draft describes without knowing it, and the keyword that took its place.
    pub(super) fn former(&self, name: &str) -> Option<(Shape, &'static str)> {
        let row = FORMER.iter().find(|(known, ..)| *known == name && self.draft == D20)?;
        Some((row.1, row.2))
    }

    /// Whether a keyword says something without asserting, which is its own value: so does one that nobody knows.
    pub(super) fn annotates(&self, name: &str) -> bool {
        let describes = [V::META_DATA, V::CONTENT, V::FORMAT, V::NONE];
        self.keyword(name).is_none_or(|row| describes.contains(&row.vocabulary))
    }

    /// Whether a keyword speaks of the text in a string, and of no other value.
    pub(super) fn is_about_text(&self, name: &str) -> bool {
        self.keyword(name).is_some_and(|row| row.vocabulary == V::CONTENT)
    }

    /// The row of a keyword of any draft.
    pub(super) fn elsewhere(name: &str) -> Option<&'static Keyword> {
        KEYWORDS.iter().find(|row| row.name == name)
    }

    /// The dialect of a meta-schema with this `$vocabulary`, or the URIs that are required there but unknown.
    pub(super) fn of_vocabularies<'u>(
        draft: Draft,
        declared: impl Iterator<Item = (&'u str, bool)>,
    ) -> Result<Self, Vec<&'u str>> {
        let (mut on, mut asserts_format, mut unknown) = (V::NONE.0, false, Vec::new());
        for (uri, required) in declared {
            match uri.strip_prefix("https://json-schema.org/draft/").and_then(|rest| rest.split_once("/vocab/")) {
                Some(("2019-09" | "2020-12", "core")) => on |= V::CORE.0,
                Some(("2019-09", "applicator")) => on |= V::APPLICATOR.0 | V::UNEVALUATED.0,
                Some(("2020-12", "applicator")) => on |= V::APPLICATOR.0,
                Some(("2020-12", "unevaluated")) => on |= V::UNEVALUATED.0,
                Some(("2019-09" | "2020-12", "validation")) => on |= V::VALIDATION.0,
                Some(("2019-09" | "2020-12", "meta-data")) => on |= V::META_DATA.0,
                Some(("2019-09" | "2020-12", "content")) => on |= V::CONTENT.0,
                Some(("2020-12", "format-annotation")) => on |= V::FORMAT.0,
                Some(("2020-12", "format-assertion")) => {
                    on |= V::FORMAT.0;
                    asserts_format = true;
                }
                Some(("2019-09", "format")) => {
                    on |= V::FORMAT.0;
                    asserts_format |= required;
                }
                _ if required => unknown.push(uri),
                _ => {}
            }
        }
        if unknown.is_empty() {
            Ok(Self { draft, vocabularies: Vocabularies(on | V::CORE.0), asserts_format })
        } else {
            Err(unknown)
        }
    }
}

impl fmt::Display for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            D4 => "4",
            D6 => "6",
            D7 => "7",
            D19 => "2019-09",
            D20 => "2020-12",
        })
    }
}

impl FromStr for Draft {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|draft| draft.to_string() == name);
        known.ok_or_else(|| format!("{name:?} is not a draft: use 4, 6, 7, 2019-09 or 2020-12"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_draft_has_two_rows_for_a_keyword() {
        for draft in Draft::ALL {
            let mut names: Vec<_> =
                KEYWORDS.iter().filter(|row| (row.since..=row.until).contains(&draft)).map(|row| row.name).collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "draft {draft}");
        }
    }

    #[test]
    fn drafts_have_names_and_uris() {
        for draft in Draft::ALL {
            assert_eq!(draft.to_string().parse(), Ok(draft));
            assert_eq!(Draft::from_uri(draft.uri()), Some(draft));
        }
        assert!("3".parse::<Draft>().is_err());
    }
}
