//! A declaration as data: what [`Hub`](crate::Hub) knows of each pair, and the matrix of all of it.

use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use core::fmt;

/// All that a hub declares: where each format keeps each slot, and what each conversion asks, drops and rounds.
#[derive(Clone, Copy, Debug)]
pub struct Crosswalk {
    /// The name of the hub.
    pub hub: &'static str,
    /// The names of the formats, in the order of the declaration.
    pub formats: &'static [&'static str],
    /// The slots, in the order of the declaration.
    pub slots: &'static [SlotRow],
    /// Every ordered pair of the formats and the hub.
    pub routes: &'static [&'static Route],
}

/// A slot: a row of the matrix.
#[derive(Clone, Copy, Debug)]
pub struct SlotRow {
    /// The name of the field.
    pub name: &'static str,
    /// The first line of its documentation.
    pub about: &'static str,
    /// One for each format.
    pub places: &'static [SlotPlace],
}

/// Where a format keeps a slot, as JSON Pointers with the codecs around them; empty where it does not.
#[derive(Clone, Copy, Debug)]
pub struct SlotPlace {
    /// What is read.
    pub reads: &'static str,
    /// What is written.
    pub writes: &'static str,
}

/// What is known of an ordered pair before any value is seen.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// The name of the format that is read.
    pub source: &'static str,
    /// The name of the format that is written.
    pub target: &'static str,
    /// What the target has no place for.
    pub drops: &'static [Drop],
    /// What fails the conversion where it is present, unless it is allowed by name.
    pub refuses: &'static [Refusal],
    /// The codecs on the way, and what they may round.
    pub rounds: &'static [Rounding],
    /// What the target gets where the source has nothing.
    pub gives: &'static [Give],
    /// What the caller supplies.
    pub needs: &'static [Need],
    /// What fills what.
    pub fills: &'static [Fill],
    /// What has no counterpart at all: a source with such a value does not convert.
    pub fails: &'static [Failure],
    /// The nested hubs on the way. What they drop, refuse and round stands in their own routes alone.
    pub nested: &'static [NestedRoute],
}

impl Route {
    /// A pair of which nothing is to be said.
    pub const fn between(source: &'static str, target: &'static str) -> Self {
        Self {
            source,
            target,
            drops: &[],
            refuses: &[],
            rounds: &[],
            gives: &[],
            needs: &[],
            fills: &[],
            fails: &[],
            nested: &[],
        }
    }

    /// Whether every value arrives whole: nothing is dropped, refused or rounded, here or in a nested hub, and no value is
    /// without a counterpart.
    pub fn is_exact(&self) -> bool {
        self.is_exact_within(&mut Vec::new())
    }

    /// A hub may nest itself, so that a route that is looked at already is not looked at again.
    fn is_exact_within(&self, seen: &mut Vec<*const Self>) -> bool {
        self.drops.is_empty()
            && self.refuses.is_empty()
            && self.fails.is_empty()
            && self.rounds.iter().all(|rounding| rounding.how.is_none())
            && self.nested.iter().map(|nested| (nested.route)()).all(|route| {
                let known = seen.iter().any(|seen| core::ptr::eq(*seen, route));
                known || {
                    seen.push(route);
                    route.is_exact_within(seen)
                }
            })
    }
}

/// A nested hub on the way: from a leaf of the source to one of the target.
#[derive(Clone, Copy, Debug)]
pub struct NestedRoute {
    /// The JSON Pointer of the leaf of the source.
    pub from: &'static str,
    /// The JSON Pointer of the leaf of the target.
    pub to: &'static str,
    /// The variant that holds the hub's value, where the leaf is an enum: the pointers are empty then.
    pub variant: &'static str,
    /// The variant of the target that it becomes.
    pub becomes: &'static str,
    /// Whether the leaves are lists, and the hub that of their items.
    pub list: bool,
    /// The route of the nested hub, whose pointers start at the leaves. It is asked for, since a hub may nest itself.
    pub route: fn() -> &'static Route,
}

/// What has no counterpart in the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The JSON Pointer of the leaf of the source; empty for the value itself.
    pub pointer: &'static str,
    /// The value, and why it fails: half a sentence.
    pub why: &'static str,
}

/// A leaf of the source that is given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drop {
    /// Its JSON Pointer; `/*` at the end stands for members that the schema does not name.
    pub pointer: &'static str,
    /// Why.
    pub why: &'static str,
}

/// A leaf of the source whose loss is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its JSON Pointer.
    pub pointer: &'static str,
    /// Why.
    pub why: &'static str,
    /// The option that allows it.
    pub option: &'static str,
}

/// A codec on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    /// The JSON Pointer of the leaf that it stands at.
    pub pointer: &'static str,
    /// Its name.
    pub codec: &'static str,
    /// What it may round; nothing for an exact one.
    pub how: Option<&'static str>,
}

/// A value that the declaration gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Give {
    /// The JSON Pointer of the leaf of the target.
    pub pointer: &'static str,
    /// The Rust expression.
    pub value: &'static str,
    /// Whether the source never has a value of its own.
    pub always: bool,
}

/// A value that the caller supplies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// The name of the field in the needs.
    pub name: &'static str,
    /// The JSON Pointer of the first leaf of the target that it fills; empty for a side, and for what the target has no
    /// place for, such as the time that others count from.
    pub pointer: &'static str,
    /// Whether there is no conversion without it.
    pub required: bool,
    /// Whether a given value may count as none as well, by a codec with a `?`: empty text, say.
    pub maybe: bool,
    /// Whether it is secret: who takes it from a command line shows it to everybody on that machine.
    pub secret: bool,
    /// What it means: the first line of the slot's documentation; empty for a leaf of the target's own and for a side.
    pub about: &'static str,
}

/// A leaf of the target that a slot fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fill {
    /// The slot.
    pub slot: &'static str,
    /// The JSON Pointer that the source keeps it at, or those of what it follows from; none where it is supplied. Those
    /// of a side have its name and a colon before them.
    pub from: &'static [&'static str],
    /// The JSON Pointer of the leaf of the target.
    pub to: &'static str,
    /// Whether the value there may count as none, by a codec with a `?`.
    pub maybe: bool,
}

impl Crosswalk {
    /// The pair of that name.
    pub fn route(&self, source: &str, target: &str) -> Option<&'static Route> {
        self.routes.iter().copied().find(|route| route.source == source && route.target == target)
    }

    /// The whole crosswalk as Markdown: a matrix of slots and formats, then a section for each pair.
    pub fn to_markdown(&self) -> String {
        self.to_string()
    }

    fn matrix(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| slot | {} |", self.formats.join(" | "))?;
        writeln!(f, "|---|{}", "---|".repeat(self.formats.len()))?;
        for slot in self.slots {
            write!(f, "| `{}` |", slot.name)?;
            for place in slot.places {
                write!(f, " {} |", place.cell())?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

impl SlotPlace {
    fn cell(&self) -> String {
        let code = |text: &str| text.split(", ").map(|place| format!("`{place}`")).collect::<Vec<_>>().join(", ");
        match (self.reads, self.writes) {
            ("", "") => "–".to_owned(),
            (reads, writes) if reads == writes => code(reads),
            (reads, writes) if reads.starts_with(&format!("{writes}, for ")) => code(reads),
            (reads, "") => format!("reads {}", code(reads)),
            ("", writes) => format!("writes {}", code(writes)),
            (reads, writes) => format!("reads {}, writes {}", code(reads), code(writes)),
        }
    }
}

impl fmt::Display for Crosswalk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "# {}\n", self.hub)?;
        self.matrix(f)?;
        for route in self.routes {
            writeln!(f, "\n{route}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "## {} to {}\n\n", self.source, self.target)?;
        self.parts(f, &mut vec![self])
    }
}

impl Route {
    /// Whether there is a line to be said of a route.
    fn has_parts(&self) -> bool {
        let is_told = self.rounds.iter().any(|rounding| rounding.how.is_some()) || !self.gives.is_empty();
        let is_filled = !self.fills.is_empty() || !self.needs.is_empty() || !self.nested.is_empty();
        is_told || is_filled || !self.drops.is_empty() || !self.refuses.is_empty() || !self.fails.is_empty()
    }

    /// The lines of a route, and below them those of the nested hubs. `within` are the routes around it and itself.
    fn parts(&self, f: &mut fmt::Formatter<'_>, within: &mut Vec<*const Self>) -> fmt::Result {
        let depth = within.len() - 1;
        let mut line = |word, items: Vec<String>| line(f, depth, word, &items);
        let fills = self.fills.iter().map(|fill| match fill.from {
            [] => format!("`{}` to `{}`", fill.slot, fill.to),
            from => format!("`{}` to `{}`", from.join("` and `"), fill.to),
        });
        line("Fills", fills.collect())?;
        line("Needs", self.needs.iter().filter(|need| need.required).map(Need::cell).collect())?;
        line("Takes", self.needs.iter().filter(|need| !need.required).map(Need::cell).collect())?;
        line("Gives", self.gives.iter().map(|give| format!("`{}` = `{}`", give.pointer, give.value)).collect())?;
        line("Fails", self.fails.iter().map(|failure| at(failure.pointer, failure.why)).collect())?;
        let refusals = self.refuses.iter().map(|refusal| format!("`{}`, unless `{}`", refusal.pointer, refusal.option));
        line("Refuses", refusals.collect())?;
        let rounds = self.rounds.iter().filter_map(|rounding| Some(at(rounding.pointer, rounding.how?)));
        line("Rounds", rounds.collect())?;
        line("Drops", self.drops.iter().map(|drop| format!("`{}`", drop.pointer)).collect())?;
        for nested in self.nested {
            let route = (nested.route)();
            let known = within.iter().any(|open| core::ptr::eq(*open, route));
            let indent = "  ".repeat(depth);
            let end = match known {
                true => ", as above.",
                false if route.has_parts() => ":",
                false => ", as it is.",
            };
            match (nested.from, if nested.list { "/*" } else { "" }) {
                ("", "") => writeln!(f, "{indent}- Inside `{}` to `{}`{end}", nested.variant, nested.becomes)?,
                (from, each) => writeln!(f, "{indent}- Inside `{from}{each}` to `{}{each}`{end}", nested.to)?,
            }
            if !known {
                within.push(route);
                route.parts(f, within)?;
                within.pop();
            }
        }
        Ok(())
    }
}

/// What is said of a place; of the value itself, without one.
fn at(pointer: &str, what: &str) -> String {
    if pointer.is_empty() { what.to_owned() } else { format!("`{pointer}` {what}") }
}

impl Need {
    fn cell(&self) -> String {
        if self.pointer.is_empty() {
            format!("`{}`", self.name)
        } else {
            format!("`{}` for `{}`", self.name, self.pointer)
        }
    }
}

/// A line of a list, where there is something to list.
fn line(f: &mut fmt::Formatter<'_>, depth: usize, word: &str, items: &[String]) -> fmt::Result {
    let indent = "  ".repeat(depth);
    if items.is_empty() { Ok(()) } else { writeln!(f, "{indent}- {word}: {}.", items.join("; ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    static TREE: Route = Route {
        nested: &[
            NestedRoute { list: true, ..at("/children", "/nodes", || &TREE) },
            at("/kind", "/sort", || &KIND),
            at("/sign", "/mark", || &SIGN),
        ],
        ..Route::between("a", "b")
    };
    static KIND: Route = Route { nested: &[INSIDE], ..Route::between("a", "b") };
    const INSIDE: NestedRoute = NestedRoute { variant: "Leaf", becomes: "Blade", ..at("", "", || &LEAF) };
    static SIGN: Route = Route::between("a", "b");
    static LEAF: Route = Route {
        rounds: &[Rounding { pointer: "/x", codec: "X", how: None }],
        fails: &[Failure { pointer: "", why: "`Y` has no counterpart" }],
        ..Route::between("a", "b")
    };
    static LIST: Route = Route { nested: &[at("/next", "/then", || &LIST)], ..Route::between("a", "b") };

    const fn at(from: &'static str, to: &'static str, route: fn() -> &'static Route) -> NestedRoute {
        NestedRoute { from, to, variant: "", becomes: "", list: false, route }
    }

    #[test]
    fn a_route_is_as_exact_as_those_inside() {
        assert!(LIST.is_exact());
        assert!(!TREE.is_exact() && !KIND.is_exact() && !LEAF.is_exact());
    }

    #[test]
    fn a_route_shows_those_inside_once() {
        let expected = "## a to b\n\n- Inside `/children/*` to `/nodes/*`, as above.\n- Inside `/kind` to `/sort`:\n  \
            - Inside `Leaf` to `Blade`:\n    - Fails: `Y` has no counterpart.\n- Inside `/sign` to `/mark`, as it is.\n";
        assert_eq!(TREE.to_string(), expected);
    }
}
