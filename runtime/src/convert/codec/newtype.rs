//! Newtypes: what a codec makes of a type, it makes of what is a newtype of it.

/// Lets a codec of a type read and write the newtypes of it. They lend it out by `Deref`, become it by `Into` and are made
/// of it by `TryFrom`, as the types do that Formwork generates for bounded numbers.
macro_rules! of_newtypes {
    ($codec:ty, $value:ty) => {
        #[diagnostic::do_not_recommend]
        impl<W> Read<W, $value> for $codec
        where
            W: core::ops::Deref<Target: Sized> + Into<W::Target>,
            Self: Read<W::Target, $value>,
        {
            const ROUNDS: Option<&'static str> = <Self as Read<W::Target, $value>>::ROUNDS;

            fn read(wire: W) -> Result<$value, Fault> {
                <Self as Read<W::Target, $value>>::read(wire.into())
            }

            fn rounds(wire: &W) -> bool {
                <Self as Read<W::Target, $value>>::rounds(wire)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<W> Write<$value, W> for $codec
        where
            W: core::ops::Deref<Target: Sized> + TryFrom<W::Target>,
            Self: Write<$value, W::Target>,
        {
            const ROUNDS: Option<&'static str> = <Self as Write<$value, W::Target>>::ROUNDS;

            fn write(value: $value) -> Result<W, Fault> {
                let held = <Self as Write<$value, W::Target>>::write(value)?;
                W::try_from(held).map_err(|_| Fault::unfit())
            }

            fn rounds(value: &$value) -> bool {
                <Self as Write<$value, W::Target>>::rounds(value)
            }
        }
    };
}

pub(super) use of_newtypes;

#[cfg(test)]
mod tests {
    use core::ops::Deref;

    use crate::convert::{
        Each, Fault, Millis, Read, Rfc3339, Seconds, Span, Timestamp, UnixMillis, UnixSeconds, Write,
    };
    use crate::{Integer, Number};

    /// A newtype of `$held` that holds only what satisfies `$holds`.
    macro_rules! newtype {
        ($name:ident, $held:ty, $lent:ty, $holds:expr) => {
            #[derive(Clone, Debug, PartialEq)]
            struct $name($held);

            impl TryFrom<$held> for $name {
                type Error = &'static str;

                fn try_from(held: $held) -> Result<Self, &'static str> {
                    if $holds(&held) { Ok(Self(held)) } else { Err("marker") }
                }
            }

            impl From<$name> for $held {
                fn from(value: $name) -> Self {
                    value.0
                }
            }

            impl Deref for $name {
                type Target = $lent;

                fn deref(&self) -> &$lent {
                    &self.0
                }
            }
        };
    }

    newtype!(Positive, Integer, Integer, |held: &Integer| held.as_i64().is_some_and(|held| held > 0));
    newtype!(Amount, Number, Number, |_: &Number| true);
    newtype!(InThisCentury, String, str, |held: &String| held.starts_with("20"));

    #[test]
    fn times_and_spans_are_read_from_newtypes_and_written_as_newtypes() {
        let second = Timestamp::from_unix_nanos(1_700_000_000_000_000_000).unwrap();
        let seconds = Positive(1_700_000_000.into());
        assert_eq!(UnixSeconds::read(seconds.clone()), Ok(second));
        assert_eq!(UnixSeconds::write(second), Ok(seconds));
        assert_eq!(UnixMillis::write(second), Ok(Positive(1_700_000_000_000_i64.into())));
        let text = InThisCentury("2023-11-14T22:13:20.000Z".to_owned());
        assert_eq!(Rfc3339::read(text.clone()), Ok(second));
        assert_eq!(Rfc3339::write(second), Ok(text));
        let span = Span::from_millis(1_500);
        assert_eq!(Seconds::read(Amount("1.5".parse().unwrap())), Ok(span));
        assert_eq!(Seconds::write(span), Ok(Amount("1.5".parse().unwrap())));
        assert_eq!(Millis::write(span), Ok(Positive(1_500.into())));
        let several: Result<Vec<Timestamp>, _> = Each::<UnixSeconds>::read(vec![Positive(1_700_000_000.into())]);
        assert_eq!(several, Ok(vec![second]));
    }

    #[test]
    fn a_newtype_rounds_as_what_it_holds_does() {
        let half = Timestamp::from_unix_nanos(500_000_000).unwrap();
        assert_eq!(<UnixSeconds as Write<_, Positive>>::ROUNDS, <UnixSeconds as Write<Timestamp, Integer>>::ROUNDS);
        assert!(<UnixSeconds as Write<_, Positive>>::rounds(&half));
        let fine = Amount("0.0000000001".parse().unwrap());
        assert_eq!(<UnixSeconds as Read<Amount, Timestamp>>::ROUNDS, Some("to whole nanoseconds, down"));
        assert!(<UnixSeconds as Read<_, Timestamp>>::rounds(&fine) && <Seconds as Read<_, Span>>::rounds(&fine));
        let fine = InThisCentury("2023-11-14T22:13:20.0000000001Z".to_owned());
        assert!(<Rfc3339 as Read<_, Timestamp>>::rounds(&fine));
    }

    #[test]
    fn what_a_newtype_does_not_hold_is_a_fault_that_says_nothing_of_it() {
        let unfit = Fault::new("is not a value that fits here");
        let past = Timestamp::from_unix_nanos(-1).unwrap();
        assert_eq!(<UnixSeconds as Write<_, Positive>>::write(past), Err(unfit.clone()));
        assert_eq!(<Rfc3339 as Write<_, InThisCentury>>::write(past), Err(unfit));
        assert!(UnixSeconds::read(Positive(i64::MAX.into())).is_err());
    }
}
