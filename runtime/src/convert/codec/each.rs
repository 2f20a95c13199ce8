//! All of a list, or all members of a map, by one codec.

use alloc::vec::Vec;
use core::marker::PhantomData;

use super::{Fault, Read, Write};
use crate::Members;
use crate::convert::Token;

/// Each item of a `Vec`, or each member of a [`Members`], by the codec `C`. Every bad one has its own fault.
///
/// ```
/// use formwork_runtime::Number;
/// use formwork_runtime::convert::{Each, Read, Timestamp, UnixSeconds};
///
/// let wire: Vec<Number> = vec![0.into(), 1_709_204_400_000_i64.into(), 1.into()];
/// let fault = <Each<UnixSeconds> as Read<_, Vec<Timestamp>>>::read(wire).unwrap_err();
/// assert_eq!(fault.to_string(), "/1: is past the year 9999 in seconds; it looks like milliseconds");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Each<C>(PhantomData<fn() -> C>);

/// All values, or the faults of all that are bad.
fn gather<T, R: FromIterator<T>>(results: impl Iterator<Item = Result<T, Fault>>) -> Result<R, Fault> {
    let mut faults: Option<Fault> = None;
    let values = results
        .filter_map(|result| {
            result
                .map_err(|fault| {
                    faults = Some(match faults.take() {
                        Some(earlier) => earlier.and(fault),
                        None => fault,
                    });
                })
                .ok()
        })
        .collect();
    faults.map_or(Ok(values), Err)
}

fn items<S, T>(from: Vec<S>, convert: impl Fn(S) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
    gather(from.into_iter().enumerate().map(|(index, item)| convert(item).map_err(|fault| fault.at(index))))
}

fn members<S, T>(from: Members<S>, convert: impl Fn(S) -> Result<T, Fault>) -> Result<Members<T>, Fault> {
    gather(from.into_iter().map(|(name, value)| match convert(value) {
        Ok(value) => Ok((name, value)),
        Err(fault) => Err(fault.at(Token(&name))),
    }))
}

impl<C: Read<W, V>, W, V> Read<Vec<W>, Vec<V>> for Each<C> {
    const ROUNDS: Option<&'static str> = C::ROUNDS;

    fn read(wire: Vec<W>) -> Result<Vec<V>, Fault> {
        items(wire, C::read)
    }

    fn rounds(wire: &Vec<W>) -> bool {
        wire.iter().any(C::rounds)
    }
}

impl<C: Write<V, W>, V, W> Write<Vec<V>, Vec<W>> for Each<C> {
    const ROUNDS: Option<&'static str> = C::ROUNDS;

    fn write(value: Vec<V>) -> Result<Vec<W>, Fault> {
        items(value, C::write)
    }

    fn rounds(value: &Vec<V>) -> bool {
        value.iter().any(C::rounds)
    }
}

impl<C: Read<W, V>, W, V> Read<Members<W>, Members<V>> for Each<C> {
    const ROUNDS: Option<&'static str> = C::ROUNDS;

    fn read(wire: Members<W>) -> Result<Members<V>, Fault> {
        members(wire, C::read)
    }

    fn rounds(wire: &Members<W>) -> bool {
        wire.iter().any(|(_, value)| C::rounds(value))
    }
}

impl<C: Write<V, W>, V, W> Write<Members<V>, Members<W>> for Each<C> {
    const ROUNDS: Option<&'static str> = C::ROUNDS;

    fn write(value: Members<V>) -> Result<Members<W>, Fault> {
        members(value, C::write)
    }

    fn rounds(value: &Members<V>) -> bool {
        value.iter().any(|(_, value)| C::rounds(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::{Same, Timestamp, UnixSeconds};
    use crate::{Integer, Number};

    #[test]
    fn lists_and_maps_come_back() {
        let wire: Vec<Integer> = vec![1.into(), 2.into()];
        let value: Vec<Timestamp> = Each::<UnixSeconds>::read(wire.clone()).unwrap();
        assert_eq!(Each::<UnixSeconds>::write(value), Ok(wire));
        let map: Members<i64> = [("a".to_owned(), 1), ("b".to_owned(), 2)].into_iter().collect();
        let value: Members<u8> = Each::<Same>::read(map.clone()).unwrap();
        assert_eq!(Each::<Same>::write(value), Ok(map));
    }

    #[test]
    fn every_bad_item_has_a_fault() {
        let list: Result<Vec<u8>, _> = Each::<Same>::read(vec![-1_i64, 1, 300]);
        let expected = "/0: is not a value that fits here; /2: is not a value that fits here";
        assert_eq!(list.unwrap_err().to_string(), expected);
        let map: Members<Vec<i64>> = [("a/b".to_owned(), vec![1, -1])].into_iter().collect();
        let map: Result<Members<Vec<u8>>, _> = Each::<Each<Same>>::read(map);
        assert_eq!(map.unwrap_err().to_string(), "/a~1b/1: is not a value that fits here");
    }

    type Times = Each<UnixSeconds>;

    #[test]
    fn one_rounded_item_is_enough() {
        let wire = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect::<Vec<Number>>();
        assert_eq!(<Times as Read<Vec<Number>, Vec<Timestamp>>>::ROUNDS, Some("to whole nanoseconds, down"));
        assert!(!<Times as Read<_, Vec<Timestamp>>>::rounds(&wire(&["1", "0.5"])));
        assert!(<Times as Read<_, Vec<Timestamp>>>::rounds(&wire(&["1", "0.0000000001"])));
        let map: Members<Timestamp> = [("a".to_owned(), Timestamp::MAX)].into_iter().collect();
        assert!(<Times as Write<_, Members<Number>>>::rounds(&map));
    }
}
