//! How a value is made.

/// What a value is made from: the keywords of a schema as far as they say what values look like. Generated code names
/// other recipes by their number in the module.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is said of another keyword")]
pub struct Recipe {
    pub(super) kinds: &'static [&'static str],
    pub(super) values: &'static [&'static str],
    pub(super) examples: &'static [&'static str],
    pub(super) length: (u64, Option<u64>),
    pub(super) pattern: Option<&'static str>,
    pub(super) format: Option<&'static str>,
    pub(super) range: (Option<&'static str>, Option<&'static str>),
    pub(super) multiple: Option<&'static str>,
    pub(super) has_items: bool,
    pub(super) prefix: &'static [usize],
    pub(super) items: Option<usize>,
    pub(super) items_count: (u64, Option<u64>),
    pub(super) is_unique: bool,
    pub(super) contains: &'static [Contains],
    pub(super) has_members: bool,
    pub(super) members: &'static [(&'static str, bool, &'static [usize])],
    pub(super) members_count: (u64, Option<u64>),
    pub(super) is_closed: bool,
    pub(super) others: Option<usize>,
    pub(super) patterns: &'static [(&'static str, usize)],
    pub(super) names: Option<usize>,
    pub(super) needs: &'static [(&'static str, &'static [&'static str])],
    pub(super) also: &'static [usize],
    pub(super) alternatives: &'static [&'static [usize]],
}

/// So many items have to be of another recipe.
#[derive(Clone, Copy, Debug)]
pub struct Contains(pub usize, pub u64);

/// Every kind.
const KINDS: &[&str] = &["null", "boolean", "number", "string", "array", "object"];

impl Recipe {
    /// Any value.
    pub const ANY: Self = Self::of(KINDS);

    /// Values of these kinds, as `type` names them.
    pub const fn of(kinds: &'static [&'static str]) -> Self {
        Self {
            kinds,
            values: &[],
            examples: &[],
            length: (0, None),
            pattern: None,
            format: None,
            range: (None, None),
            multiple: None,
            has_items: false,
            prefix: &[],
            items: None,
            items_count: (0, None),
            is_unique: false,
            contains: &[],
            has_members: false,
            members: &[],
            members_count: (0, None),
            is_closed: false,
            others: None,
            patterns: &[],
            names: None,
            needs: &[],
            also: &[],
            alternatives: &[],
        }
    }

    /// One of these, as JSON texts.
    #[must_use]
    pub const fn values(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self
    }

    /// Some that the schema gives as examples, as JSON texts.
    #[must_use]
    pub const fn examples(mut self, examples: &'static [&'static str]) -> Self {
        self.examples = examples;
        self
    }

    /// Strings of so many code points.
    #[must_use]
    pub const fn length(mut self, least: u64, most: Option<u64>) -> Self {
        self.length = (least, most);
        self
    }

    /// Strings that match.
    #[must_use]
    pub const fn pattern(mut self, pattern: &'static str) -> Self {
        self.pattern = Some(pattern);
        self
    }

    /// Strings of a format.
    #[must_use]
    pub const fn format(mut self, format: &'static str) -> Self {
        self.format = Some(format);
        self
    }

    /// Numbers from one to another, in decimals.
    #[must_use]
    pub const fn range(mut self, least: Option<&'static str>, most: Option<&'static str>) -> Self {
        self.range = (least, most);
        self
    }

    /// Multiples of a number.
    #[must_use]
    pub const fn multiple(mut self, of: &'static str) -> Self {
        self.multiple = Some(of);
        self
    }

    /// Arrays: the first items, those after them, how many, and whether they differ.
    #[must_use]
    pub const fn items(
        mut self,
        prefix: &'static [usize],
        items: Option<usize>,
        count: (u64, Option<u64>),
        is_unique: bool,
    ) -> Self {
        self.has_items = true;
        self.prefix = prefix;
        self.items = items;
        self.items_count = count;
        self.is_unique = is_unique;
        self
    }

    /// Arrays that hold these.
    #[must_use]
    pub const fn contains(mut self, contains: &'static [Contains]) -> Self {
        self.contains = contains;
        self
    }

    /// Objects: their members by name, whether each is required, and what it is; and how many there are.
    #[must_use]
    pub const fn members(
        mut self,
        members: &'static [(&'static str, bool, &'static [usize])],
        count: (u64, Option<u64>),
    ) -> Self {
        self.has_members = true;
        self.members = members;
        self.members_count = count;
        self
    }

    /// No members of other names.
    #[must_use]
    pub const fn closed(mut self) -> Self {
        self.is_closed = true;
        self
    }

    /// Members of other names.
    #[must_use]
    pub const fn others(mut self, recipe: usize) -> Self {
        self.others = Some(recipe);
        self
    }

    /// Members whose names match.
    #[must_use]
    pub const fn patterns(mut self, patterns: &'static [(&'static str, usize)]) -> Self {
        self.patterns = patterns;
        self
    }

    /// What names are.
    #[must_use]
    pub const fn names(mut self, recipe: usize) -> Self {
        self.names = Some(recipe);
        self
    }

    /// Members that need others.
    #[must_use]
    pub const fn needs(mut self, needs: &'static [(&'static str, &'static [&'static str])]) -> Self {
        self.needs = needs;
        self
    }

    /// What a value is as well.
    #[must_use]
    pub const fn also(mut self, also: &'static [usize]) -> Self {
        self.also = also;
        self
    }

    /// What a value is one of, perhaps several times.
    #[must_use]
    pub const fn alternatives(mut self, alternatives: &'static [&'static [usize]]) -> Self {
        self.alternatives = alternatives;
        self
    }
}
