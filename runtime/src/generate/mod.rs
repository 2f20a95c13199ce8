//! Valid values of generated types, for tests and fuzzers.
//!
//! A module's recipes say how values that its schemas accept are made: a recipe for each check, which names the others by
//! their number. What a recipe cannot say (`not`, `if`, …) is left to luck: a value is given only if its type's own check
//! accepts it.

mod draw;
mod pattern;
mod recipe;
mod text;
mod value;

#[cfg(feature = "proptest")]
use alloc::vec::Vec;
pub use recipe::{Contains, Recipe};

use crate::{Check, Decode, from_json};
use draw::Draw;

/// How often a value is made that the check refuses, before there is none.
const ATTEMPTS: usize = 200;

/// A value of `T`, which the recipe `number` is for.
///
/// # Errors
/// No valid value came out in many attempts.
pub fn generate<T: Check + Decode>(
    recipes: &'static [Recipe],
    number: usize,
    bytes: &mut arbitrary::Unstructured<'_>,
) -> arbitrary::Result<T> {
    let mut draw = Draw::new(bytes);
    for attempt in 0..ATTEMPTS {
        // Whoever has no luck with large values has it with small ones.
        let json = value::Maker { recipes, plain: attempt % 4 == 3 }.value(number, 0, &mut draw);
        if let Ok(value) = from_json::<T>(&json) {
            return Ok(value);
        }
    }
    Err(arbitrary::Error::IncorrectFormat)
}

/// How `proptest` makes a value: from bytes, which it makes simpler by taking some away.
#[cfg(feature = "proptest")]
pub fn strategy<T>(recipes: &'static [Recipe], number: usize) -> proptest::strategy::BoxedStrategy<T>
where
    T: Check + Decode + core::fmt::Debug + 'static,
{
    use proptest::strategy::Strategy as _;
    let bytes = proptest::collection::vec(proptest::num::u8::ANY, 0..256);
    let value = move |bytes: Vec<u8>| generate(recipes, number, &mut arbitrary::Unstructured::new(&bytes)).ok();
    bytes.prop_filter_map("no valid value was found", value).boxed()
}

/// Implements `arbitrary::Arbitrary`, and with the feature `proptest` that one's too, for generated types: the recipes,
/// then each type with the number of its own.
#[macro_export]
macro_rules! arbitrary {
    ([$($recipe:expr),* $(,)?] $($name:ident, $number:literal;)*) => {
        /// How values of the types are made.
        static RECIPES: &[$crate::__private::Recipe] = {
            #[allow(unused_imports)]
            use $crate::__private::{Contains, Recipe};
            &[$($recipe),*]
        };
        $(
            impl<'a> $crate::__private::arbitrary::Arbitrary<'a> for $name {
                fn arbitrary(
                    bytes: &mut $crate::__private::arbitrary::Unstructured<'a>,
                ) -> $crate::__private::arbitrary::Result<Self> {
                    $crate::__private::generate(RECIPES, $number, bytes)
                }
            }
        )*
        $crate::__proptest! { RECIPES $($name, $number;)* }
    };
}

/// `proptest`'s trait for generated types.
#[cfg(feature = "proptest")]
#[doc(hidden)]
#[macro_export]
macro_rules! __proptest {
    ($recipes:ident $($name:ident, $number:literal;)*) => {$(
        impl $crate::__private::proptest::arbitrary::Arbitrary for $name {
            type Parameters = ();
            type Strategy = $crate::__private::proptest::strategy::BoxedStrategy<Self>;

            fn arbitrary_with((): ()) -> Self::Strategy {
                $crate::__private::strategy($recipes, $number)
            }
        }
    )*};
}

/// Without the feature `proptest` there is none.
#[cfg(not(feature = "proptest"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __proptest {
    ($($nothing:tt)*) => {};
}
