//! Where the walk could not prove that one schema includes the other.

use formwork_runtime::Kinds;

use crate::ir::{SchemaId, Site};

/// Which of the two schemas: the old one or the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Which {
    Old,
    New,
}

impl Which {
    pub(super) const fn other(self) -> Self {
        match self {
            Self::Old => Self::New,
            Self::New => Self::Old,
        }
    }
}

/// What is known of a value: one side's schemas that accept it, and its kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Known {
    /// Whose schemas they are.
    pub(super) side: Which,
    /// The schemas, sorted.
    pub(super) schemas: Vec<SchemaId>,
    /// The kinds that it may have.
    pub(super) kinds: Kinds,
}

impl Known {
    pub(super) fn new(side: Which, schemas: impl IntoIterator<Item = SchemaId>) -> Self {
        let mut schemas: Vec<SchemaId> = schemas.into_iter().collect();
        schemas.sort_unstable();
        schemas.dedup();
        Self { side, schemas, kinds: Kinds::ALL }
    }

    pub(super) fn of_kinds(mut self, kinds: Kinds) -> Self {
        self.kinds = self.kinds.intersection(kinds);
        self
    }

    /// With one more schema that accepts the value.
    pub(super) fn and(&self, schema: SchemaId) -> Self {
        let schemas = self.schemas.iter().copied().chain([schema]);
        Self { kinds: self.kinds, ..Self::new(self.side, schemas) }
    }
}

/// A step from a value to one inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// To the member of that name.
    Member(String),
    /// To a member of some name that this pattern matches, or that no keyword names.
    AnyMember(Option<String>),
    /// To the item at this place.
    Item(usize),
    /// To the name of some member.
    Name,
}

/// A rule that a change falls under.
pub(super) type RuleId = &'static str;

/// One place where the walk could not go on.
#[derive(Clone, Debug)]
pub(super) struct Obstacle {
    /// The rule.
    pub(super) rule: RuleId,
    /// Whether the rule says that it breaks, where there is no proof of anything.
    pub(super) is_telling: bool,
    /// What has changed.
    pub(super) message: String,
    /// Where that side speaks of it.
    pub(super) accepting_site: Option<Site>,
    /// Where the other side rejects.
    pub(super) rejecting_site: Site,
    /// The values above the place and the steps from each to the next.
    pub(super) way: Vec<(Known, Step)>,
    /// What is known of the value itself.
    pub(super) known: Known,
    /// The schema that may reject it.
    pub(super) goal: SchemaId,
    /// Which of its keywords, if it is one.
    pub(super) keyword: Option<usize>,
    /// The member that it is about, if the value is an object and one of its members counts.
    pub(super) member: Option<String>,
}
