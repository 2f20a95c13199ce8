//! Which groups must be captured, and whether the backtracking engine captures them as ECMA-262 would.

use std::collections::BTreeMap;

use formwork_runtime::pattern::ecma::Node;

/// The groups that references look at, with the numbers they have in the expression that is emitted.
#[derive(Debug, Default)]
pub(super) struct Captures {
    numbers: BTreeMap<u32, usize>,
}

/// Where the walk stands.
#[derive(Clone, Copy, Default)]
struct Place {
    /// Within a part that may be repeated.
    repeated: bool,
    /// Within a part of a repetition that not every turn goes through.
    skippable: bool,
    /// Within a look-behind, which ECMA-262 matches from its end.
    behind: bool,
}

#[derive(Default)]
struct Walk {
    /// Groups closed so far, each with its place, in the order in which they open.
    closed: BTreeMap<u32, Place>,
    opened: Vec<u32>,
    /// Groups that a reference comes after.
    referenced: Vec<u32>,
    reference_behind: bool,
}

impl Captures {
    /// The captures that `root` needs.
    ///
    /// A reference to a group that is not closed yet matches the empty text. One to a group that a later turn of a
    /// repetition may leave out is an error, because ECMA-262 forgets there what the engine keeps.
    pub(super) fn of(root: &Node) -> Result<Self, &'static str> {
        let mut walk = Walk::default();
        walk.node(root, Place::default());
        let place = |group: &u32| walk.closed.get(group).copied().unwrap_or_default();
        if walk.referenced.iter().any(|group| place(group).skippable) {
            return Err("a back-reference to a group that a repetition may leave out is not supported");
        }
        if walk.reference_behind || walk.referenced.iter().any(|group| place(group).behind) {
            return Err("back-references to or within look-behind are not supported");
        }
        let kept = walk.opened.iter().filter(|group| walk.referenced.contains(group));
        Ok(Self { numbers: kept.copied().zip(1..).collect() })
    }

    /// The number of a group in the emitted expression, if it is captured there.
    pub(super) fn number(&self, group: u32) -> Option<usize> {
        self.numbers.get(&group).copied()
    }

    /// The numbers of those of `groups` that are captured.
    pub(super) fn numbers_of(&self, groups: &[u32]) -> impl Iterator<Item = usize> {
        groups.iter().filter_map(|&group| self.number(group))
    }
}

impl Walk {
    fn node(&mut self, node: &Node, place: Place) {
        match node {
            Node::Capture(group, body) => {
                self.opened.push(*group);
                self.node(body, place);
                self.closed.insert(*group, place);
            }
            Node::BackReference(groups) => {
                self.reference_behind |= place.behind;
                self.referenced.extend(groups.iter().filter(|group| self.closed.contains_key(group)));
            }
            Node::Look { behind, negated, body } => {
                let skippable = place.skippable || *negated && place.repeated;
                self.node(body, Place { behind: place.behind || *behind, skippable, ..place });
            }
            Node::Repeat { min, max, body, .. } => {
                let skippable = place.skippable || *min == 0 && place.repeated;
                self.node(body, Place { repeated: place.repeated || *max != Some(1), skippable, ..place });
            }
            Node::Alternate(nodes) => {
                let skippable = place.skippable || place.repeated;
                for node in nodes {
                    self.node(node, Place { skippable, ..place });
                }
            }
            Node::Concat(nodes) => nodes.iter().for_each(|node| self.node(node, place)),
            Node::Flags { body, .. } => self.node(body, place),
            _ => {}
        }
    }
}
