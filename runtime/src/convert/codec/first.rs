//! The first of a list.

use alloc::{vec, vec::Vec};

use super::{Fault, Read, Write};

/// The first item of a list there, if there is one; writing makes a list of one.
///
/// ```
/// use formwork_runtime::convert::{First, Read};
///
/// let emails = vec!["a@example.com", "b@example.com"];
/// assert!(<First as Read<_, Option<&str>>>::rounds(&emails));
/// assert_eq!(First::read(emails)?, Some("a@example.com"));
/// # Ok::<(), formwork_runtime::convert::Fault>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct First;

impl<T> Read<Vec<T>, Option<T>> for First {
    const ROUNDS: Option<&'static str> = Some("to the first only");

    fn read(wire: Vec<T>) -> Result<Option<T>, Fault> {
        Ok(wire.into_iter().next())
    }

    fn rounds(wire: &Vec<T>) -> bool {
        wire.len() > 1
    }
}

impl<T> Write<T, Vec<T>> for First {
    fn write(value: T) -> Result<Vec<T>, Fault> {
        Ok(vec![value])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_item_goes_and_comes() {
        let list: Vec<u8> = First::write(1).unwrap();
        assert!(!<First as Read<_, Option<u8>>>::rounds(&list));
        assert_eq!(First::read(list), Ok(Some(1)));
        assert_eq!(First::read(Vec::<u8>::new()), Ok(None));
        assert!(<First as Read<_, Option<u8>>>::rounds(&vec![1, 2]));
    }
}
