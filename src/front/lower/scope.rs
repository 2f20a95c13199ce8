//! Dynamic scopes: which schema a dynamic anchor stands for, given the resources that were entered on the way.

use std::collections::{BTreeMap, HashMap};

use crate::front::documents::NodeRef;
use crate::front::library::{HomeId, Library};

/// The index of a scope in its [`Scopes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ScopeId(u32);

impl ScopeId {
    /// The scope before anything was entered.
    pub(super) const EMPTY: Self = Self(0);
}

type Scope = BTreeMap<String, NodeRef>;

/// All scopes that came up. There are finitely many, for each name stands for one of finitely many schemas.
#[derive(Debug)]
pub(super) struct Scopes {
    list: Vec<Scope>,
    ids: HashMap<Scope, ScopeId>,
    entered: HashMap<(ScopeId, HomeId), ScopeId>,
}

impl Scopes {
    /// Only the empty one.
    pub(super) fn new() -> Self {
        let ids = HashMap::from([(Scope::new(), ScopeId::EMPTY)]);
        Self { list: vec![Scope::new()], ids, entered: HashMap::new() }
    }

    /// The scope inside a resource that is entered from `scope`: the outermost resource keeps a name.
    pub(super) fn enter(&mut self, scope: ScopeId, home: HomeId, library: &Library<'_>) -> ScopeId {
        if let Some(known) = self.entered.get(&(scope, home)) {
            return *known;
        }
        let mut inside = self.list.get(scope.0 as usize).cloned().unwrap_or_default();
        for (name, node) in &library.home(home).dynamic {
            inside.entry(name.clone()).or_insert(*node);
        }
        let next = ScopeId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        let id = *self.ids.entry(inside.clone()).or_insert(next);
        if id == next {
            self.list.push(inside);
        }
        self.entered.insert((scope, home), id);
        id
    }

    /// The schema that a name stands for.
    pub(super) fn get(&self, scope: ScopeId, name: &str) -> Option<NodeRef> {
        self.list.get(scope.0 as usize)?.get(name).copied()
    }
}
