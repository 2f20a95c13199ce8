//! What JSON is accepted.
//!
//! An [`Ir`] is an arena of [`Schema`]s. A schema *means* a set of JSON values: those that hold every one of its
//! [`Keyword`]s. No keyword at all is the schema `true`; the keyword [`Rule::Never`] is the schema `false`.
//! Nothing here knows a draft, a URI or a dynamic scope: the front end has resolved all of it, and a schema that means
//! different things under different dynamic scopes stands here once for each.
//!
//! Because a schema is a conjunction, `allOf` and a `$ref` beside other keywords are nothing but more keywords, and the
//! passes splice them in. Each keyword keeps the [`Site`] where it was written, so that no error loses its place.
//! Cycles run through [`SchemaId`]s only.

mod print;

use std::sync::OnceLock;

use formwork_runtime::{Json, Kind, Kinds, Number};

/// The index of a [`Schema`] in its [`Ir`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub u32);

/// The index of a [`Document`] in its [`Ir`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub u32);

/// All schemas of one compilation.
#[derive(Clone, Debug)]
pub struct Ir {
    /// The documents that the schemas were read from; the first is the one that was asked for.
    pub documents: Vec<Document>,
    /// The arena.
    pub schemas: Vec<Schema>,
    /// The schema that was asked for.
    pub root: SchemaId,
    /// The entries of `$defs` (or `definitions`) of the first document, in its order: each gets a type, reached or not.
    pub definitions: Vec<(String, SchemaId)>,
    /// The kinds that each schema can accept, for `analysis` to find once; empty until the schemas are in normal form.
    pub(crate) possible: OnceLock<Vec<Kinds>>,
}

/// A file or a resource that schemas were read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// How [`Site`]s of this document print before the `#`: empty for the first document.
    pub label: String,
    /// The schema resources in it, in no order that counts.
    pub resources: Vec<Resource>,
}

/// A schema with a URI of its own, which is what the schemas inside it are called after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// The URI without fragment; that of a file holds the file's label and no path of this machine.
    pub uri: String,
    /// The JSON Pointer to the schema in its document.
    pub pointer: String,
}

/// Where a schema or a keyword was written: a document and a JSON Pointer (RFC 6901) into it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Site {
    /// The document.
    pub document: DocumentId,
    /// The JSON Pointer, empty for the document's root.
    pub pointer: String,
}

/// One schema: a conjunction of keywords.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// Where it was written. A schema that a pass made has the site of the schema that it stands for.
    pub site: Site,
    /// What it says without asserting.
    pub annotations: Annotations,
    /// What it asserts, in the order in which it was written.
    pub keywords: Vec<Keyword>,
}

/// What a schema says without asserting: what the compiler uses, and all of it as it was written.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a keyword of its own")]
pub struct Annotations {
    /// `title`
    pub title: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `default`
    pub default: Option<Json>,
    /// `examples`
    pub examples: Vec<Json>,
    /// `deprecated`
    pub deprecated: bool,
    /// `readOnly`
    pub read_only: bool,
    /// `writeOnly`
    pub write_only: bool,
    /// `format`, whether it asserts or not.
    pub format: Option<String>,
    /// `x-secret`: a value that must never be shown.
    pub secret: bool,
    /// Every keyword as it was written, in order. A schema that a pass made has none.
    pub written: Vec<Written>,
    /// Keywords that apply a schema but can reject nothing, so that all they do is to annotate.
    pub idle: Vec<Keyword>,
}

/// A keyword as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// The keyword.
    pub name: String,
    /// What it says of a value without asserting, where that is its own value: `title`, or a keyword that nobody knows.
    pub annotation: Option<Json>,
    /// The kinds of values that the annotation is about.
    pub kinds: Kinds,
}

/// One assertion or applicator, and where it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyword {
    /// The place of the keyword itself, e.g. `#/properties/id/minLength`.
    pub site: Site,
    /// What it says.
    pub rule: Rule,
}

/// What a keyword says. A rule about one kind of value holds for every value of another kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// The schema `false`.
    Never,
    /// `type`
    Kinds(Kinds),
    /// `enum`, or `const` with its one value.
    Values(Vec<Json>),

    /// `minimum`
    Minimum(Number),
    /// `exclusiveMinimum`
    ExclusiveMinimum(Number),
    /// `maximum`
    Maximum(Number),
    /// `exclusiveMaximum`
    ExclusiveMaximum(Number),
    /// `multipleOf`
    MultipleOf(Number),

    /// `minLength`, in Unicode code points.
    MinLength(u64),
    /// `maxLength`, in Unicode code points.
    MaxLength(u64),
    /// `pattern`: an ECMA-262 regular expression, checked by the front end.
    Pattern(String),
    /// `format` that asserts: the name of one of `formwork_runtime::Format`, checked by the front end.
    Format(String),

    /// Strings that an open `enum` lists, beside which there may be others: it forbids none. Only settings ask for it.
    Listed(Vec<String>),
    /// Strings are read as the Rust type of this path, which only settings ask for.
    ReadsAs(String),

    /// `prefixItems` and `items` (in older drafts `items` and `additionalItems`), which belong together.
    Items(Items),
    /// `minItems`
    MinItems(u64),
    /// `maxItems`
    MaxItems(u64),
    /// `uniqueItems: true`
    UniqueItems,
    /// `contains` with `minContains` (1 where absent) and `maxContains`.
    Contains(Contains),
    /// `unevaluatedItems`
    UnevaluatedItems(SchemaId),

    /// `properties`, `patternProperties` and `additionalProperties`, which belong together.
    Members(Members),
    /// `propertyNames`
    PropertyNames(SchemaId),
    /// `required`
    Required(Vec<String>),
    /// `minProperties`
    MinProperties(u64),
    /// `maxProperties`
    MaxProperties(u64),
    /// `dependentRequired` (in older drafts the arrays of `dependencies`).
    DependentRequired(Vec<(String, Vec<String>)>),
    /// `dependentSchemas` (in older drafts the schemas of `dependencies`).
    DependentSchemas(Vec<(String, SchemaId)>),
    /// `unevaluatedProperties`
    UnevaluatedProperties(SchemaId),

    /// `$ref`, `$dynamicRef`, `$recursiveRef`: the schema that it resolves to.
    Ref(SchemaId),
    /// `allOf`
    AllOf(Vec<SchemaId>),
    /// `anyOf`
    AnyOf(Vec<SchemaId>),
    /// `oneOf`
    OneOf(Vec<SchemaId>),
    /// `not`
    Not(SchemaId),
    /// `if`, `then` and `else`; without the latter two an `if` is not read at all.
    If {
        /// `if`
        condition: SchemaId,
        /// `then`
        then: Option<SchemaId>,
        /// `else`
        otherwise: Option<SchemaId>,
    },
}

/// The rules for an array's items by position. The keyword's site is that of the schema that holds them.
#[derive(Clone, Debug, PartialEq)]
pub struct Items {
    /// The first items, one schema each; the keyword's site followed by `/prefixItems` (or `/items`).
    pub prefix: Vec<SchemaId>,
    /// Every item after those.
    pub rest: Option<SchemaId>,
}

/// The rules for an object's members by name. The keyword's site is that of the schema that holds them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Members {
    /// `properties`, in the schema's order.
    pub named: Vec<(String, SchemaId)>,
    /// `patternProperties`, in the schema's order: an ECMA-262 regular expression each.
    pub patterns: Vec<(String, SchemaId)>,
    /// `additionalProperties`: every member that neither of the two above speaks of.
    pub rest: Option<SchemaId>,
}

/// `contains` and its bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Contains {
    /// The schema that some items hold.
    pub schema: SchemaId,
    /// At least so many items: `minContains`, 1 where it is absent.
    pub min: u64,
    /// At most so many items: `maxContains`.
    pub max: Option<u64>,
    /// Whether matching items count as evaluated for `unevaluatedItems` (so from 2020-12 on).
    pub evaluates: bool,
}

impl Ir {
    /// The schema with this id.
    ///
    /// Ids come from this arena only, so that there is always one.
    pub fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0 as usize]
    }

    /// How a site prints: `#/properties/id`, or `other.schema.json#/…` outside the first document.
    pub fn show(&self, site: &Site) -> String {
        format!("{}#{}", self.documents[site.document.0 as usize].label, site.pointer)
    }
}

impl Schema {
    /// The schema that this one is but another name for.
    pub fn alias(&self) -> Option<SchemaId> {
        match self.keywords.as_slice() {
            [Keyword { rule: Rule::Ref(target), .. }] => Some(*target),
            _ => None,
        }
    }
}

impl Site {
    /// The site of what stands under `segment`, which is escaped as RFC 6901 wants.
    #[must_use]
    pub fn child(&self, segment: &str) -> Self {
        let mut pointer = self.pointer.clone();
        pointer.push('/');
        pointer.push_str(&segment.replace('~', "~0").replace('/', "~1"));
        Self { document: self.document, pointer }
    }
}

impl Rule {
    /// The kind of values that a rule is about; `None` where it is about any.
    pub(crate) const fn about(&self) -> Option<Kind> {
        Some(match self {
            Self::MinLength(_)
            | Self::MaxLength(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Listed(_)
            | Self::ReadsAs(_) => Kind::String,
            Self::Minimum(_)
            | Self::ExclusiveMinimum(_)
            | Self::Maximum(_)
            | Self::ExclusiveMaximum(_)
            | Self::MultipleOf(_) => Kind::Number,
            Self::Items(_)
            | Self::MinItems(_)
            | Self::MaxItems(_)
            | Self::UniqueItems
            | Self::Contains(_)
            | Self::UnevaluatedItems(_) => Kind::Array,
            Self::Members(_)
            | Self::PropertyNames(_)
            | Self::Required(_)
            | Self::MinProperties(_)
            | Self::MaxProperties(_)
            | Self::DependentRequired(_)
            | Self::DependentSchemas(_)
            | Self::UnevaluatedProperties(_) => Kind::Object,
            _ => return None,
        })
    }

    /// The schemas that the rule applies, in the order in which they stand.
    pub fn children(&self) -> Vec<SchemaId> {
        match self {
            Self::Items(items) => items.prefix.iter().copied().chain(items.rest).collect(),
            Self::Contains(contains) => vec![contains.schema],
            Self::Members(members) => {
                let named = members.named.iter().chain(&members.patterns).map(|(_, id)| *id);
                named.chain(members.rest).collect()
            }
            Self::DependentSchemas(list) => list.iter().map(|(_, id)| *id).collect(),
            Self::AllOf(list) | Self::AnyOf(list) | Self::OneOf(list) => list.clone(),
            Self::If { condition, then, otherwise } => {
                std::iter::once(*condition).chain(*then).chain(*otherwise).collect()
            }
            Self::Ref(id)
            | Self::Not(id)
            | Self::PropertyNames(id)
            | Self::UnevaluatedItems(id)
            | Self::UnevaluatedProperties(id) => vec![*id],
            _ => Vec::new(),
        }
    }
}
