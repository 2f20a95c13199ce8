//! Text that is nothing where it is empty.

use alloc::string::String;

use super::{Fault, Read, Write};
use crate::Secret;

/// Text of which the empty one means that there is none: a `String`, or a [`Secret`] one.
///
/// With `?` after it, text that is empty is nothing, read or written. Without, it is a fault, so that no empty text stands
/// where there has to be one.
///
/// ```
/// use formwork_runtime::convert::{NonEmpty, Read};
///
/// assert_eq!(<NonEmpty as Read<_, Option<String>>>::read(String::new())?, None);
/// assert!(<NonEmpty as Read<_, String>>::read(String::new()).is_err());
/// # Ok::<(), formwork_runtime::convert::Fault>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct NonEmpty;

fn unless_empty<T>(value: T, is_empty: bool) -> Result<T, Fault> {
    if is_empty { Err(Fault::new("is empty, which means that there is none")) } else { Ok(value) }
}

impl Read<String, Option<String>> for NonEmpty {
    #[inline]
    fn read(wire: String) -> Result<Option<String>, Fault> {
        Ok(Some(wire).filter(|text| !text.is_empty()))
    }
}

impl Read<Secret<String>, Option<Secret<String>>> for NonEmpty {
    #[inline]
    fn read(wire: Secret<String>) -> Result<Option<Secret<String>>, Fault> {
        Ok(Some(wire).filter(|text| !text.expose().is_empty()))
    }
}

impl Read<String, String> for NonEmpty {
    #[inline]
    fn read(wire: String) -> Result<String, Fault> {
        <Self as Write<String, String>>::write(wire)
    }
}

impl Read<Secret<String>, Secret<String>> for NonEmpty {
    #[inline]
    fn read(wire: Secret<String>) -> Result<Secret<String>, Fault> {
        <Self as Write<Secret<String>, Secret<String>>>::write(wire)
    }
}

impl Write<String, String> for NonEmpty {
    #[inline]
    fn write(value: String) -> Result<String, Fault> {
        let is_empty = value.is_empty();
        unless_empty(value, is_empty)
    }
}

impl Write<Secret<String>, Secret<String>> for NonEmpty {
    #[inline]
    fn write(value: Secret<String>) -> Result<Secret<String>, Fault> {
        let is_empty = value.expose().is_empty();
        unless_empty(value, is_empty)
    }
}

impl Write<String, Option<String>> for NonEmpty {
    #[inline]
    fn write(value: String) -> Result<Option<String>, Fault> {
        Ok(Some(value).filter(|text| !text.is_empty()))
    }
}

impl Write<Secret<String>, Option<Secret<String>>> for NonEmpty {
    #[inline]
    fn write(value: Secret<String>) -> Result<Option<Secret<String>>, Fault> {
        Ok(Some(value).filter(|text| !text.expose().is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_text_is_nothing() {
        for (text, found) in [("", None), ("x", Some("x".to_owned()))] {
            assert_eq!(NonEmpty::read(text.to_owned()), Ok(found.clone()));
            assert_eq!(NonEmpty::write(text.to_owned()), Ok(found.clone()));
            let secret = found.map(Secret::new);
            assert_eq!(NonEmpty::read(Secret::from(text)), Ok(secret.clone()));
            assert_eq!(NonEmpty::write(Secret::from(text)), Ok(secret));
        }
    }

    #[test]
    fn where_it_must_be_there_it_is_a_fault() {
        let plain: Result<String, _> = NonEmpty::write(String::new());
        let secret: Result<Secret<String>, _> = NonEmpty::write(Secret::from(""));
        assert!(plain.is_err() && secret.is_err());
        let plain: Result<String, _> = NonEmpty::read(String::new());
        let secret: Result<Secret<String>, _> = NonEmpty::read(Secret::from(""));
        assert!(plain.is_err() && secret.is_err());
        assert_eq!(NonEmpty::write("x".to_owned()), Ok("x".to_owned()));
    }
}
