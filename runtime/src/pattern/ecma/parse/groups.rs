//! A first look over a pattern, for the groups that references may name before they come.

use alloc::{string::String, vec::Vec};

use super::Parser;
use crate::pattern::ecma::Dialect;

/// The capturing groups of a pattern.
#[derive(Default)]
pub(super) struct Groups {
    count: u32,
    names: Vec<(String, u32)>,
}

impl Groups {
    pub(super) fn of(pattern: &str, dialect: Dialect) -> Self {
        let mut groups = Self::default();
        let mut parser = Parser::new(pattern, dialect);
        let mut in_class = false;
        while let Some(char) = parser.bump() {
            match char {
                '\\' => {
                    parser.bump();
                }
                '[' => in_class = true,
                ']' => in_class = false,
                '(' if !in_class => groups.open(&mut parser),
                _ => {}
            }
        }
        groups
    }

    fn open(&mut self, parser: &mut Parser<'_>) {
        let rest = parser.rest();
        let named = rest.starts_with("?<") && !rest.starts_with("?<=") && !rest.starts_with("?<!");
        if parser.peek() == Some('?') && !named {
            return;
        }
        self.count = self.count.saturating_add(1);
        if named && parser.eat("?<") {
            // What is no name is found by the parser itself.
            if let Some(name) = parser.attempt(|parser| parser.group_name().ok()) {
                self.names.push((name, self.count));
            }
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// Whether any has a name.
    pub(super) fn have_names(&self) -> bool {
        !self.names.is_empty()
    }

    /// The groups of that name.
    pub(super) fn of_name(&self, name: &str) -> Vec<u32> {
        self.names.iter().filter(|(known, _)| known == name).map(|&(_, number)| number).collect()
    }
}
