//! Conversions from one format to another by a hub.

use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use super::{Inexact, Ledger, Losses, Lost, LostKind, Problems, Route};

/// A hub that makes a `T` of an `S`. `#[derive(Hub)]` implements it for every ordered pair of the hub's formats.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no conversion from `{S}` to `{T}`",
    label = "`{S}` does not become `{T}` by way of `{Self}`",
    note = "a hub converts between the types that its `#[format(..)]` attributes name, and itself"
)]
pub trait Convert<S, T> {
    /// What the caller gives: `()` or a struct of the values that the source cannot hold.
    type Needs;

    /// What is known of the conversion without a value.
    const ROUTE: Route;

    /// The target. All problems are found at once; what is lost stands in the ledger. There is a target only where the
    /// ledger has no problem: nobody asks it afterwards.
    ///
    /// # Errors
    /// All that is wrong with the source, [taken](Ledger::fail) out of the ledger.
    fn convert(source: S, needs: Self::Needs, ledger: &mut Ledger) -> Result<T, Problems>;
}

/// Needs that ask for nothing, or only for what the caller may leave out.
#[diagnostic::on_unimplemented(
    message = "this conversion needs values that its source cannot hold",
    label = "fill in `{Self}` and pass it with `.given(..)`"
)]
pub trait Unasked {
    /// Needs in which nothing is given.
    fn nothing() -> Self;
}

impl Unasked for () {
    fn nothing() -> Self {}
}

/// A source on its way by the hub `H`, before it is said where to.
///
/// ```
/// use formwork_runtime::convert::{Convert, Ledger, Problems, Route, Via};
///
/// struct Hub;
///
/// impl Convert<u16, u8> for Hub {
///     type Needs = ();
///     const ROUTE: Route = Route::between("word", "byte");
///
///     fn convert(source: u16, (): (), ledger: &mut Ledger) -> Result<u8, Problems> {
///         ledger.defaulted("", source == 0, "there is nothing");
///         u8::try_from(source).map_err(|_| {
///             ledger.problem(Some(""), Some(""), "is too large");
///             ledger.fail("word", "byte")
///         })
///     }
/// }
///
/// assert_eq!(Via::<Hub, _>::new(7_u16).to::<u8>()?, 7);
/// assert_eq!(Via::<Hub, _>::new(700_u16).to::<u8>().unwrap_err().problems.len(), 1);
/// let (byte, losses) = Via::<Hub, _>::new(0_u16).to_with_losses::<u8>()?;
/// assert_eq!((byte, losses.len()), (0, 1));
/// assert!(Via::<Hub, _>::new(0_u16).exactly::<u8>().is_ok());
/// # Ok::<(), Problems>(())
/// ```
///
/// A pair that asks for something does not go without it:
///
/// ```compile_fail,E0277
/// # use formwork_runtime::convert::{Convert, Ledger, Problems, Route, Via};
/// struct Hub;
/// struct Needs { now: u8 }
/// # impl Convert<u16, u8> for Hub {
/// #     type Needs = Needs;
/// #     const ROUTE: Route = Route::between("word", "byte");
/// #     fn convert(_: u16, needs: Needs, _: &mut Ledger) -> Result<u8, Problems> { Ok(needs.now) }
/// # }
/// let byte = Via::<Hub, _>::new(7_u16).to::<u8>();
/// ```
#[must_use = "a source on its way does nothing until it is said where to"]
pub struct Via<H, S> {
    source: S,
    hub: PhantomData<fn() -> H>,
}

impl<H, S> Via<H, S> {
    /// Sets out from `source`.
    #[inline]
    pub const fn new(source: S) -> Self {
        Self { source, hub: PhantomData }
    }

    /// Takes along what the conversion asks the caller for.
    #[inline]
    pub fn given<N>(self, needs: N) -> Given<H, S, N> {
        Given { source: self.source, needs, hub: PhantomData }
    }

    /// The target.
    ///
    /// # Errors
    /// All that is wrong with the source.
    #[inline]
    pub fn to<T>(self) -> Result<T, Problems>
    where
        H: Convert<S, T>,
        H::Needs: Unasked,
    {
        // Neither by way of `given` nor with a look at the result: each step would move all of it.
        H::convert(self.source, H::Needs::nothing(), &mut Ledger::quiet())
    }

    /// The target, and what it lacks of the source.
    ///
    /// # Errors
    /// All that is wrong with the source.
    pub fn to_with_losses<T>(self) -> Result<(T, Vec<Lost>), Problems>
    where
        H: Convert<S, T>,
        H::Needs: Unasked,
    {
        self.given(H::Needs::nothing()).to_with_losses()
    }

    /// The target, if it lacks nothing of the source.
    ///
    /// # Errors
    /// All that is wrong with the source, or all that would be lost.
    pub fn exactly<T>(self) -> Result<T, Inexact>
    where
        H: Convert<S, T>,
        H::Needs: Unasked,
    {
        self.given(H::Needs::nothing()).exactly()
    }
}

/// A source on its way by the hub `H`, with what the conversion asks the caller for.
#[must_use = "a source on its way does nothing until it is said where to"]
pub struct Given<H, S, N> {
    source: S,
    needs: N,
    hub: PhantomData<fn() -> H>,
}

impl<H, S, N> Given<H, S, N> {
    /// The target.
    ///
    /// # Errors
    /// All that is wrong with the source, and what is absent though the target requires it.
    #[inline]
    pub fn to<T>(self) -> Result<T, Problems>
    where
        H: Convert<S, T, Needs = N>,
    {
        H::convert(self.source, self.needs, &mut Ledger::quiet())
    }

    /// The target, and what it lacks of the source.
    ///
    /// # Errors
    /// All that is wrong with the source, and what is absent though the target requires it.
    pub fn to_with_losses<T>(self) -> Result<(T, Vec<Lost>), Problems>
    where
        H: Convert<S, T, Needs = N>,
    {
        let mut ledger = Ledger::new();
        let target = H::convert(self.source, self.needs, &mut ledger)?;
        Ok((target, ledger.into_losses()))
    }

    /// The target, if it lacks nothing of the source.
    ///
    /// # Errors
    /// All that is wrong with the source, or all that would be lost.
    pub fn exactly<T>(self) -> Result<T, Inexact>
    where
        H: Convert<S, T, Needs = N>,
    {
        let (target, mut losses) = self.to_with_losses()?;
        // What the target is given besides takes nothing from the source.
        losses.retain(|lost| lost.kind != LostKind::Defaulted);
        if losses.is_empty() {
            return Ok(target);
        }
        let Route { source, target, .. } = H::ROUTE;
        Err(Inexact::Losses(Losses { source, target, losses }))
    }
}

/// Shows neither the source nor the needs, which may be secret.
impl<H, S> fmt::Debug for Via<H, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Via").finish_non_exhaustive()
    }
}

/// Shows neither the source nor the needs, which may be secret.
impl<H, S, N> fmt::Debug for Given<H, S, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Given").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Hub;

    struct Needs {
        offset: u8,
    }

    impl Convert<u16, u8> for Hub {
        type Needs = Needs;
        const ROUTE: Route = Route::between("word", "byte");

        fn convert(source: u16, needs: Needs, ledger: &mut Ledger) -> Result<u8, Problems> {
            ledger.rounded(Some("/high"), Some(""), source > 255, Some("to the low byte"));
            if source == u16::MAX {
                ledger.problem(Some(""), None, "is too large");
            }
            ledger.defaulted("/zero", source == 0, "there is nothing");
            ledger.refuse("/odd", source == 13, false, "it is odd", "allow_odd");
            if !ledger.is_clean() {
                return Err(ledger.fail("word", "byte"));
            }
            Ok(source.to_le_bytes()[0] + needs.offset)
        }
    }

    fn via(source: u16) -> Given<Hub, u16, Needs> {
        Via::new(source).given(Needs { offset: 1 })
    }

    #[test]
    fn a_target_comes_with_or_without_its_losses() {
        assert_eq!(via(256).to::<u8>(), Ok(1));
        assert_eq!(via(1).exactly::<u8>(), Ok(2));
        let (byte, losses) = via(256).to_with_losses::<u8>().unwrap();
        assert_eq!((byte, losses[0].kind), (1, LostKind::Rounded));
        let inexact = via(256).exactly::<u8>().unwrap_err();
        assert_eq!(inexact.to_string(), "word -> byte: 1 loss\n  1. rounded /high -> (root): to the low byte");
        assert!(matches!(via(u16::MAX).exactly::<u8>(), Err(Inexact::Problems(_))));
        assert_eq!(via(0).to_with_losses::<u8>().unwrap().1.len(), 1);
        assert_eq!(via(0).exactly::<u8>(), Ok(1));
        let problems = via(13).to::<u8>().unwrap_err();
        assert_eq!(problems.to_string(), "word -> byte: 1 problem\n  1. /odd: it is odd; allow it by `allow_odd`");
        assert_eq!(format!("{:?} {:?}", via(1), Via::<Hub, _>::new(1)), "Given { .. } Via { .. }");
    }
}
