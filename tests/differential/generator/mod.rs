//! Random schemas and instances for them, from a seed or from the bytes of a fuzzer. The crate in `fuzz/` shares it.

// Each user takes a part of it.
#![allow(dead_code, unreachable_pub)]

mod choices;
mod dice;
mod instances;
mod keywords;
mod names;
mod schemas;
mod value;

pub use dice::Dice;
pub use instances::Instances;
pub use schemas::schema;
pub use value::Value;

use formwork::Draft;

/// A draft, the newest most often.
pub fn draft(dice: &mut Dice<'_>) -> Draft {
    *dice.weighted(&[
        (8, Draft::Draft202012),
        (4, Draft::Draft201909),
        (3, Draft::Draft7),
        (2, Draft::Draft6),
        (2, Draft::Draft4),
    ])
}
