//! Where the parts of a value stand in its text.

use std::ops::Range;

use formwork_runtime::Kind;

/// One step into a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Step {
    /// To the whole document.
    Root,
    /// To the member of that name.
    Name(String),
    /// To the item of that index.
    Index(usize),
}

/// A value's place, and those of the values in it; of a large text only those that somebody asks for.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Node {
    /// How it is reached from the value around it.
    pub(in crate::cli) step: Step,
    /// The bytes of the name that it stands under.
    pub(in crate::cli) key: Option<Range<usize>>,
    /// Its own bytes.
    pub(in crate::cli) span: Range<usize>,
    pub(in crate::cli) kind: Kind,
    pub(in crate::cli) children: Vec<Node>,
}

/// The layout of one document of a text.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Layout {
    pub(in crate::cli) root: Node,
}

impl Node {
    /// The bytes that stand for the value in a message: all of a scalar, the sign that opens an array or an object.
    pub(in crate::cli) fn mark(&self, text: &str) -> Range<usize> {
        let Range { start, end } = self.span.clone();
        match self.kind {
            Kind::Array | Kind::Object if text.get(start..).is_some_and(|text| text.starts_with(['{', '['])) => {
                start..start + 1
            }
            // Where nothing opens it, its first line stands for it.
            _ => {
                let line = text.get(start..end).and_then(|value| value.lines().next()).unwrap_or_default();
                start..start + line.trim_end().len()
            }
        }
    }

    fn child(&self, segment: &str) -> Option<&Self> {
        let is = |node: &&Self| match &node.step {
            Step::Root => false,
            Step::Name(name) => name == segment,
            Step::Index(index) => index.to_string() == segment,
        };
        self.children.iter().find(is)
    }
}

impl Layout {
    /// The value that a JSON Pointer leads to, or the last one on the way to it that is known.
    pub(in crate::cli) fn nearest(&self, pointer: &str) -> &Node {
        let mut node = &self.root;
        for segment in segments(pointer) {
            match node.child(&segment) {
                Some(child) => node = child,
                None => break,
            }
        }
        node
    }
}

/// The names and indices of a JSON Pointer.
pub(in crate::cli) fn segments(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|segment| segment.replace("~1", "/").replace("~0", "~"))
}
