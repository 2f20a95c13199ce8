//! Tables of prints, and the keys of these: nobody can foresee those of `std`. Without it there are none but fixed ones.

#[cfg(feature = "std")]
pub(crate) use std::{collections::HashMap as Table, hash::RandomState as Keys};

#[cfg(not(feature = "std"))]
pub(crate) use alloc::collections::BTreeMap as Table;

/// The keys of prints where nothing is there that could be foreseen by nobody.
#[cfg(not(feature = "std"))]
#[expect(deprecated, reason = "what is to come in its place is in `std` alone")]
pub(crate) type Keys = core::hash::BuildHasherDefault<core::hash::SipHasher>;
