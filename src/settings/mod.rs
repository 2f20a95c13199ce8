//! What can be said about the Rust that a schema becomes, and about how the schema is read: the same wherever it is said.
//!
//! ```text
//! value  what is written: a table of options, with the place of each word
//! table  the names of the options, and what each takes: from JSON, TOML and the macro alike
//! setters  the same options as methods: of Settings, and of the builder of build scripts
//! file   <name>.options.json beside a schema
//! ```
//!
//! To add an option: a field here, a row in `table`, a method in `setters`, a line in [`Settings::or`].

mod file;
mod setters;
pub(crate) mod table;
pub mod value;

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::diagnostic::Place;
use crate::front::{Draft, Options, Resource};
pub(crate) use setters::setters;
pub use value::Spelling;

/// What is said about a schema: how it is read, and what the Rust that it becomes is like. What is `None` or empty is
/// left as it is without it.
///
/// ```
/// use formwork::{Settings, Source, compile};
///
/// let settings = Settings::new().root("Login").rename("/properties/user", "UserName").derive(["std::hash::Hash"]);
/// let schema = r#"{ "type": "object", "properties": { "user": { "type": "string", "minLength": 1 } } }"#;
/// let compiled = compile(&Source::from_text("a.json", schema), "", &settings.options())?;
/// assert!(compiled.rust_with(&settings)?.contains("pub user: Option<UserName>,"));
/// # Ok::<(), formwork::diagnostic::Diagnostics>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename_all = "kebab-case"))]
#[non_exhaustive]
#[must_use = "settings do nothing by themselves"]
pub struct Settings {
    /// The draft of schemas that name none: 4, 6, 7, 2019-09 or 2020-12.
    #[cfg_attr(feature = "cli", schemars(with = "Option<String>"))]
    pub draft: Option<Draft>,
    /// Whether `format` forbids values, whatever the schema says.
    pub assert_format: Option<bool>,
    /// JSON Pointers to schemas whose values must never be shown, like `x-secret: true` in them.
    #[cfg_attr(feature = "cli", schemars(default))]
    pub secret: Vec<String>,
    /// The files of schemas that references lead to, by URI: nothing is fetched from the network. A URI that ends in
    /// `/` stands for all that begin with it, and has a folder.
    #[cfg_attr(feature = "cli", schemars(default, with = "BTreeMap<String, String>"))]
    pub resources: Vec<Resource>,
    /// The name of the module, and of its file. Otherwise that of the schema's file.
    pub module: Option<String>,
    /// The name of the type that the schema as a whole becomes. Otherwise its title, or after its file.
    pub root: Option<String>,
    /// Traits that every type derives besides those that it has anyway: paths, as the module imports none.
    #[cfg_attr(feature = "cli", schemars(default))]
    pub derive: Vec<String>,
    /// Names of types, by the JSON Pointer to the schema that they are made from.
    #[cfg_attr(feature = "cli", schemars(default))]
    pub rename: BTreeMap<String, String>,
    /// Who can use the shapes of the types, from which conversions are derived.
    pub shapes: Option<Shapes>,
    /// Rust types that strings are read as, by format or by the JSON Pointer to their schema: `date-time =
    /// "jiff::Timestamp"`. They implement `FromStr` and `Display`; the text is kept.
    #[cfg_attr(feature = "cli", schemars(default))]
    pub map: BTreeMap<String, String>,
    /// The crates whose types `x-rust-type` may name, with the version that there is, or `*`.
    #[cfg_attr(feature = "cli", schemars(default))]
    pub crates: BTreeMap<String, String>,
    /// What becomes of members that a schema allows and does not name.
    pub unknown_members: Option<UnknownMembers>,
    /// Whether an `enum` of strings takes the strings that it does not list.
    pub enums: Option<Enums>,
    /// Whether types make valid values of themselves for fuzzers and property tests; this needs the feature `arbitrary`
    /// or `proptest` of the runtime.
    pub arbitrary: Option<bool>,
    /// Whether structs have builders that let nothing required be forgotten.
    pub builders: Option<bool>,
    /// Whether types tell their schema by `schemars::JsonSchema`; this needs the feature `schemars` of the runtime.
    pub schemars: Option<bool>,
    /// Whether types have a lifetime and borrow their strings from the text that they are read from.
    pub borrow: Option<bool>,
    /// Whether the Rust has documentation, which is that of the schema.
    pub docs: Option<bool>,
    /// What the Rust is for.
    pub emit: Option<Emit>,
    /// Where in a file a setting was written, by its option and, in a table, its key.
    #[cfg_attr(feature = "cli", schemars(skip))]
    places: BTreeMap<(&'static str, String), Place>,
}

/// What the Rust that a schema becomes is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename_all = "lowercase"))]
pub enum Emit {
    /// Types with checks, decoders and encoders.
    #[default]
    Types,
    /// Checks alone, for texts that are only judged: each name is a type without values.
    Checks,
}

/// What becomes of members that a schema allows and does not name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename_all = "lowercase"))]
pub enum UnknownMembers {
    /// A field holds them, so that they are written again.
    #[default]
    Keep,
    /// They are read over and lost, except where their number counts for the schema.
    Ignore,
    /// They are refused, though the schema allows them.
    Deny,
}

impl FromStr for UnknownMembers {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "keep" => Ok(Self::Keep),
            "ignore" => Ok(Self::Ignore),
            "deny" => Ok(Self::Deny),
            _ => Err("write `keep`, `ignore` or `deny`".to_owned()),
        }
    }
}

/// Whether an `enum` of strings takes the strings that it does not list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename_all = "lowercase"))]
pub enum Enums {
    /// It does not, as the schema says.
    #[default]
    Closed,
    /// It does, though the schema forbids them: they are the variant `Other`. What tells alternatives apart stays closed.
    Open,
}

impl FromStr for Enums {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "closed" => Ok(Self::Closed),
            "open" => Ok(Self::Open),
            _ => Err("write `closed` or `open`".to_owned()),
        }
    }
}

/// Who can use the shapes of generated types: macros of the types' names, which conversions are derived from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename_all = "lowercase"))]
pub enum Shapes {
    /// Every crate that can name the types.
    Public,
    /// The crate that the module belongs to.
    #[default]
    Crate,
    /// Nobody: there are none.
    None,
}

impl FromStr for Shapes {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "public" => Ok(Self::Public),
            "crate" => Ok(Self::Crate),
            "none" => Ok(Self::None),
            _ => Err("write `public`, `crate` or `none`".to_owned()),
        }
    }
}

impl FromStr for Emit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "types" => Ok(Self::Types),
            "checks" => Ok(Self::Checks),
            _ => Err("write `types` or `checks`".to_owned()),
        }
    }
}

setters!(impl Settings, |settings| settings);

impl Settings {
    /// Nothing is said.
    pub fn new() -> Self {
        Self::default()
    }

    /// How the schema is read.
    pub fn options(&self) -> Options {
        Options {
            draft: self.draft,
            assert_format: self.assert_format,
            resources: self.resources.clone(),
            secrets: self.secret.clone(),
            secret_places: self
                .secret
                .iter()
                .filter_map(|pointer| Some((pointer.clone(), self.place("secret", pointer)?.clone())))
                .collect(),
        }
    }

    /// These settings, and where they say nothing, those. Lists and tables say what both say; where both name a key,
    /// these do.
    pub fn or(self, those: Self) -> Self {
        Self {
            draft: self.draft.or(those.draft),
            assert_format: self.assert_format.or(those.assert_format),
            secret: both(self.secret, those.secret),
            resources: both(self.resources, those.resources),
            module: self.module.or(those.module),
            root: self.root.or(those.root),
            derive: both(self.derive, those.derive),
            rename: those.rename.into_iter().chain(self.rename).collect(),
            shapes: self.shapes.or(those.shapes),
            map: those.map.into_iter().chain(self.map).collect(),
            crates: those.crates.into_iter().chain(self.crates).collect(),
            unknown_members: self.unknown_members.or(those.unknown_members),
            enums: self.enums.or(those.enums),
            arbitrary: self.arbitrary.or(those.arbitrary),
            builders: self.builders.or(those.builders),
            schemars: self.schemars.or(those.schemars),
            borrow: self.borrow.or(those.borrow),
            docs: self.docs.or(those.docs),
            emit: self.emit.or(those.emit),
            places: those.places.into_iter().chain(self.places).collect(),
        }
    }

    /// Where in a file an option was written, or the entry `key` of it.
    pub(crate) fn place(&self, option: &'static str, key: &str) -> Option<&Place> {
        self.places.get(&(option, key.to_owned()))
    }
}

/// One list behind the other, without what comes twice.
fn both<T: PartialEq>(first: Vec<T>, second: Vec<T>) -> Vec<T> {
    let mut all = first;
    for one in second {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_nearer_wins_and_lists_add_up() {
        let near = Settings::new().docs(false).derive(["a::A"]).rename("/x", "Near").secret("/s");
        let far =
            Settings::new().docs(true).root("Root").derive(["b::B", "a::A"]).rename("/x", "Far").rename("/y", "Y");
        let merged = near.or(far);
        let expected =
            Settings::new().docs(false).root("Root").derive(["a::A", "b::B"]).secret("/s").rename("/x", "Near");
        assert_eq!(merged, expected.rename("/y", "Y"));
    }
}
