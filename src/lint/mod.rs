//! What is legal in a schema and probably not meant.
//!
//! ```text
//! own_values   a default or an example that its own schema refuses: found at each compilation
//! subject      a schema that is looked at, and what was found      edit   changes of its text
//! satisfiable  what accepts nothing                                unions alternatives
//! definitions  what nobody refers to                               patterns
//! members      secrets and times, by their names                   keywords   without effect, or twice
//! ```
//!
//! A rule speaks where it is certain of what it says, and is silent elsewhere: a cry in vain costs more than one less.

mod own_values;

#[cfg(feature = "cli")]
mod definitions;
#[cfg(feature = "cli")]
mod edit;
#[cfg(feature = "cli")]
mod keywords;
#[cfg(feature = "cli")]
mod members;
#[cfg(feature = "cli")]
mod patterns;
#[cfg(feature = "cli")]
mod satisfiable;
#[cfg(feature = "cli")]
mod subject;
#[cfg(feature = "cli")]
mod unions;

pub(crate) use self::own_values::own_values;
#[cfg(feature = "cli")]
pub(crate) use self::{
    definitions::Reached,
    edit::{Edit, apply},
    subject::{Found, Subject},
};

/// Everything that the rules find in a schema, in the order of the text. What it takes to know of other schemas is in
/// `reached`.
#[cfg(feature = "cli")]
pub(crate) fn all(subject: &Subject<'_>, reached: &Reached) -> Vec<Found> {
    let rules: [fn(&Subject<'_>) -> Vec<Found>; 5] =
        [satisfiable::found, unions::found, patterns::found, members::found, keywords::found];
    let mut found: Vec<Found> = rules.into_iter().flat_map(|rule| rule(subject)).collect();
    found.extend(definitions::found(subject, reached));
    found.sort_by(|a, b| (a.place.span.start, a.rule, &a.message).cmp(&(b.place.span.start, b.rule, &b.message)));
    found.dedup_by(|a, b| a.rule == b.rule && a.place == b.place && a.message == b.message);
    found
}
