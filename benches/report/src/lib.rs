//! How figures are shown: Markdown tables, SVG plots, and the conditions that they were measured under.

mod bars;
mod conditions;
mod lines;
mod number;
mod svg;
mod table;

pub use bars::Bars;
pub use conditions::{Conditions, locked};
pub use lines::{Line, Lines};
pub use number::{geometric_mean, short};
pub use table::Table;
