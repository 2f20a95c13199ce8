//! Is a new schema compatible with the old one?
//!
//! A *direction* asks whether every instance that one side accepts is accepted by the other: [`Direction::Backward`] that
//! the new schema reads old data, [`Direction::Forward`] that the old schema reads new data. Three answers meet:
//!
//! - The `walk` compares the two schemas location by location, as sets of values: it proves that one includes the other,
//!   or says at which keyword it could not, by a rule with a stable id.
//! - The `witness` search looks for an instance that the one accepts and the other rejects, and trusts it only if two
//!   validators agree. Where there is one, the change breaks.
//! - Set algebra ([`algebra`]) proves what the walk cannot.
//!
//! What neither is proved nor has a witness is *likely breaking* where the rule speaks for itself, else *undecided*, which
//! is never printed as compatible.

pub mod algebra;
mod automata;
mod change;
mod compare;
pub mod emit;
pub mod finding;
mod formats;
mod hints;
mod instances;
mod judges;
mod notes;
mod renamed;
mod rust;
mod rust_places;
mod spelling;
mod walk;
mod witness;

pub use algebra::{Algebra, Answer, Canonical};
pub use compare::{Comparison, compare};
pub use finding::{At, Direction, Finding, Verdict};
pub use instances::samples;
pub(crate) use instances::samples_of;
pub use judges::Judges;

use crate::{Compiled, Settings, Source};

/// One of the two schemas.
#[derive(Clone, Copy, Debug)]
pub struct Side<'s> {
    /// The schema, compiled.
    pub compiled: &'s Compiled,
    /// What it was compiled from.
    pub source: &'s Source,
    /// The part of it that was compiled.
    pub fragment: &'s str,
    /// How it was read, and what its Rust is like.
    pub settings: &'s Settings,
}
