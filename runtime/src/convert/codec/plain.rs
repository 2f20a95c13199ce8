//! Values that go over as they are.

use core::marker::PhantomData;

use super::{Fault, Read, Write};
use crate::Secret;

/// A secret here that the format does not mark as one: writing exposes it, which this word says out loud.
#[derive(Clone, Copy, Debug)]
pub struct Exposed;

impl<T> Read<T, Secret<T>> for Exposed {
    fn read(wire: T) -> Result<Secret<T>, Fault> {
        Ok(Secret::new(wire))
    }
}

impl<T> Write<Secret<T>, T> for Exposed {
    fn write(value: Secret<T>) -> Result<T, Fault> {
        Ok(value.into_exposed())
    }
}

/// What converts by [`TryFrom`], in either direction: newtypes, enums, and a type and itself.
///
/// What the conversion's own error says is not shown, for it may show the value.
///
/// ```
/// use formwork_runtime::convert::{Read, Same};
///
/// let small: u8 = Same::read(200_i64)?;
/// assert_eq!(small, 200);
/// let fault = <Same as Read<i64, u8>>::read(300).unwrap_err();
/// assert_eq!(fault.to_string(), "is not a value that fits here");
/// # Ok::<(), formwork_runtime::convert::Fault>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Same;

#[diagnostic::do_not_recommend]
impl<W, V: TryFrom<W>> Read<W, V> for Same {
    fn read(wire: W) -> Result<V, Fault> {
        V::try_from(wire).map_err(|_| Fault::unfit())
    }
}

#[diagnostic::do_not_recommend]
impl<V, W: TryFrom<V>> Write<V, W> for Same {
    fn write(value: V) -> Result<W, Fault> {
        W::try_from(value).map_err(|_| Fault::unfit())
    }
}

/// What converts by way of a `T`: a newtype of it there, something else that converts here.
///
/// A bounded number, say, is a newtype of an [`Integer`](crate::Integer), which becomes each of Rust's integers:
///
/// ```text
/// #[at(hotel = Through<Integer>(stay.nights))]
/// pub nights: u8,
/// ```
///
/// As with [`Same`], the conversions' own errors are not shown.
#[derive(Clone, Copy, Debug)]
pub struct Through<T>(PhantomData<fn() -> T>);

#[diagnostic::do_not_recommend]
impl<T: TryFrom<W>, W, V: TryFrom<T>> Read<W, V> for Through<T> {
    fn read(wire: W) -> Result<V, Fault> {
        T::try_from(wire).ok().and_then(|held| V::try_from(held).ok()).ok_or_else(Fault::unfit)
    }
}

#[diagnostic::do_not_recommend]
impl<T: TryFrom<V>, V, W: TryFrom<T>> Write<V, W> for Through<T> {
    fn write(value: V) -> Result<W, Fault> {
        T::try_from(value).ok().and_then(|held| W::try_from(held).ok()).ok_or_else(Fault::unfit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back() {
        let secret: Secret<String> = Exposed::read("marker".to_owned()).unwrap();
        let text: String = Exposed::write(secret).unwrap();
        assert_eq!(text, "marker");
        let same: String = Same::read(text).unwrap();
        assert_eq!(same, "marker");
        let small: Result<i8, _> = Same::write(128_u8);
        assert_eq!(small, Err(Fault::unfit()));
        assert!(!<Same as Read<u8, i8>>::rounds(&128));
    }

    #[test]
    fn values_go_by_way_of_another_type() {
        type Wide = Through<i32>;
        let value: Result<u8, _> = Wide::read(7_i16);
        assert_eq!(value, Ok(7));
        assert_eq!(Wide::write(7_u8), Ok(7_i16));
        assert_eq!(<Wide as Read<i64, u8>>::read(256), Err(Fault::unfit()));
        assert_eq!(<Wide as Read<i64, u8>>::read(i64::MAX), Err(Fault::unfit()));
        assert_eq!(<Wide as Write<i64, u8>>::write(-1), Err(Fault::unfit()));
    }
}
