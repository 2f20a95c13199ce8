//! A declaration as data: what [`Hub`](crate::Hub) knows of each pair, and the matrix of all of it.

use std::fmt::{self, Write};

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
    /// Whether nested hubs take part, which have routes of their own.
    pub nests: bool,
}

impl Route {
    /// A pair of which nothing is to be said.
    pub const fn between(source: &'static str, target: &'static str) -> Self {
        Self { source, target, drops: &[], refuses: &[], rounds: &[], gives: &[], needs: &[], fills: &[], nests: false }
    }

    /// Whether no value can lose anything on the way, as far as this route tells: nested hubs have routes of their own, so
    /// that one with any is never called exact.
    pub fn is_exact(&self) -> bool {
        !self.nests
            && self.drops.is_empty()
            && self.refuses.is_empty()
            && self.rounds.iter().all(|rounding| rounding.how.is_none())
    }
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
    /// The JSON Pointer of the first leaf of the target that it fills; empty for a side.
    pub pointer: &'static str,
    /// Whether there is no conversion without it.
    pub required: bool,
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
        let fills = self.fills.iter().map(|fill| match fill.from {
            [] => format!("`{}` to `{}`", fill.slot, fill.to),
            from => format!("`{}` to `{}`", from.join("` and `"), fill.to),
        });
        line(f, "Fills", fills)?;
        let must = self.needs.iter().filter(|need| need.required).map(Need::cell);
        line(f, "Needs", must)?;
        line(f, "Takes", self.needs.iter().filter(|need| !need.required).map(Need::cell))?;
        line(f, "Gives", self.gives.iter().map(|give| format!("`{}` = `{}`", give.pointer, give.value)))?;
        let refusals = self.refuses.iter().map(|refusal| format!("`{}`, unless `{}`", refusal.pointer, refusal.option));
        line(f, "Refuses", refusals)?;
        let rounds =
            self.rounds.iter().filter_map(|rounding| Some(format!("`{}` {}", rounding.pointer, rounding.how?)));
        line(f, "Rounds", rounds)?;
        line(f, "Drops", self.drops.iter().map(|drop| format!("`{}`", drop.pointer)))
    }
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
fn line(f: &mut fmt::Formatter<'_>, word: &str, items: impl Iterator<Item = String>) -> fmt::Result {
    let mut list = String::new();
    for item in items {
        write!(list, "{}{item}", if list.is_empty() { "" } else { "; " })?;
    }
    if list.is_empty() { Ok(()) } else { writeln!(f, "- {word}: {list}.") }
}
