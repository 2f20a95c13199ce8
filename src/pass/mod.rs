//! The passes to the normal form that the plan and the types are made from. The list is the documentation.
//!
//! In the normal form a schema either *is* another one (a `$ref` alone) or holds no `allOf` and no `$ref` that could be
//! spliced in; an array's items have one rule for each position; an object's members have one rule for each name
//! wherever that can be said in one group.

mod fuse;
mod splice;

use std::collections::{BTreeSet, HashMap};

use crate::ir::{Annotations, Ir, Keyword, Rule, Schema, SchemaId};

/// Brings all schemas to the normal form.
pub(crate) fn normalise(ir: &mut Ir) {
    let mut conjunctions = Conjunctions { most: MOST_CONJUNCTIONS.max(ir.schemas.len()), ..Conjunctions::default() };
    let mut next = 0;
    // The passes make new schemas, which are brought to the normal form in their turn.
    while let Some(id) = u32::try_from(next).ok().map(SchemaId).filter(|_| next < ir.schemas.len()) {
        splice::splice(ir, id);
        fuse::fuse(ir, id, &mut conjunctions);
        next += 1;
    }
}

/// How many conjunctions are made at most, or as many as there are schemas: past that members and items stay in several
/// groups, which costs speed only. Recursive schemas can ask for one for each set of them.
const MOST_CONJUNCTIONS: usize = 500;

/// The schemas that stand for several others at once, each made once.
#[derive(Default)]
struct Conjunctions {
    made: HashMap<BTreeSet<SchemaId>, SchemaId>,
    parts: HashMap<SchemaId, BTreeSet<SchemaId>>,
    /// How many may be made.
    most: usize,
}

impl Conjunctions {
    /// The schema that accepts what all of `parts` accept.
    fn of(&mut self, ir: &mut Ir, parts: &[SchemaId]) -> SchemaId {
        let mut set = BTreeSet::new();
        for part in parts {
            match self.parts.get(part) {
                Some(inner) => set.extend(inner),
                None => drop(set.insert(*part)),
            }
        }
        // The schema `true` adds nothing, unless there is nothing else or it says that the value is secret.
        if set.len() > 1 {
            let all = set.clone();
            set.retain(|id| !ir.schema(*id).keywords.is_empty() || ir.schema(*id).annotations.secret);
            if set.is_empty() {
                set = all.into_iter().take(1).collect();
            }
        }
        if let (Some(only), 1) = (set.first(), set.len()) {
            return *only;
        }
        if let Some(id) = self.made.get(&set) {
            return *id;
        }
        // In the order of the call: the order in which the parts were written.
        let mut ordered = Vec::new();
        for part in parts {
            let inner = self.parts.get(part).map_or_else(|| vec![*part], |inner| inner.iter().copied().collect());
            ordered.extend(inner.into_iter().filter(|id| set.contains(id)));
        }
        let site = ir.schema(ordered[0]).site.clone();
        let annotations = ordered.iter().map(|id| &ir.schema(*id).annotations).fold(Annotations::default(), merge);
        let keywords = vec![Keyword { site: site.clone(), rule: Rule::AllOf(ordered) }];
        let id = SchemaId(u32::try_from(ir.schemas.len()).unwrap_or(u32::MAX));
        ir.schemas.push(Schema { site, annotations, keywords });
        self.made.insert(set.clone(), id);
        self.parts.insert(id, set);
        id
    }

    fn is_full(&self) -> bool {
        self.made.len() >= self.most
    }
}

/// What two schemas for one value say together: the first word on each matter, and any word of caution.
fn merge(mut left: Annotations, right: &Annotations) -> Annotations {
    left.title = left.title.or_else(|| right.title.clone());
    left.description = left.description.or_else(|| right.description.clone());
    left.default = left.default.or_else(|| right.default.clone());
    left.format = left.format.or_else(|| right.format.clone());
    if left.examples.is_empty() {
        left.examples.clone_from(&right.examples);
    }
    left.deprecated |= right.deprecated;
    left.read_only |= right.read_only;
    left.write_only |= right.write_only;
    left.secret |= right.secret;
    left
}
