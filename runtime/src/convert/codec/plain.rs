//! Values that go over as they are.

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

impl<W, V: TryFrom<W>> Read<W, V> for Same {
    fn read(wire: W) -> Result<V, Fault> {
        V::try_from(wire).map_err(|_| unfit())
    }
}

impl<V, W: TryFrom<V>> Write<V, W> for Same {
    fn write(value: V) -> Result<W, Fault> {
        W::try_from(value).map_err(|_| unfit())
    }
}

fn unfit() -> Fault {
    Fault::new("is not a value that fits here")
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
        assert_eq!(small, Err(unfit()));
        assert!(!<Same as Read<u8, i8>>::rounds(&128));
    }
}
