//! Builders: the compiler knows which required members are there.

/// Stands in a builder for a required member that was not set yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unset;

/// A builder for a struct: `Login::builder().user(..).build()`, where `build` is there once all required members are set.
///
/// It is told the struct and what it is made of, the fields in three groups (required, optional, what holds the other
/// members), then the setters: for each required field with the state of the builder after it.
///
/// ```text
/// builder! {
///     Login => Login, all;
///     (user, at, kind, rest)
///     [user: __user, at: __at] [kind: LoginKind] [rest: Members<Json>]
///     user user: Name => [Name, __at];
///     at at: DateTime => [__user, DateTime];
///     [kind kind: LoginKind;]
///     [rest]
/// }
/// ```
#[macro_export]
macro_rules! builder {
    (
        $name:ident => $made:ident, $how:ident;
        $all:tt
        [$($required:ident: $state:ident),*] [$($optional:ident: $held:ty),*] [$($rest:ident: $others:ty)?]
        $($setter:ident $field:ident: $ty:ty => [$($after:ty),*];)*
        [$($optional_setter:ident $optional_field:ident: $optional_ty:ty;)*]
        [$($rest_setter:ident)?]
    ) => {
        const _: () = {
            /// Holds the members until all that are required are there.
            #[allow(non_camel_case_types)]
            #[must_use]
            #[derive(Clone)]
            pub struct __Builder<$($state),*> {
                $($required: $state,)*
                $($optional: ::core::option::Option<$held>,)*
                $($rest: $others,)?
            }

            impl $name {
                /// Builds one from its members: the required ones in any order, then `build`.
                #[allow(dead_code)]
                pub fn builder() -> __Builder<$($crate::builder!(@unset $required)),*> {
                    __Builder {
                        $($required: $crate::Unset,)*
                        $($optional: ::core::option::Option::None,)*
                        $($rest: ::core::default::Default::default(),)?
                    }
                }
            }

            #[allow(non_camel_case_types, dead_code)]
            impl<$($state),*> __Builder<$($state),*> {
                $(
                    /// Sets a required member.
                    #[allow(unused_variables)]
                    pub fn $setter(self, value: impl ::core::convert::Into<$ty>) -> __Builder<$($after),*> {
                        $crate::builder!(@take $all self);
                        let $field = value.into();
                        $crate::builder!(@make $all)
                    }
                )*
                $(
                    /// Sets an optional member.
                    pub fn $optional_setter(mut self, value: impl ::core::convert::Into<$optional_ty>) -> Self {
                        self.$optional_field = ::core::option::Option::Some(value.into());
                        self
                    }
                )*
                $(
                    /// Sets the members that the schema does not name.
                    pub fn $rest_setter(mut self, members: $others) -> Self {
                        self.$rest = members;
                        self
                    }
                )?
            }

            #[allow(dead_code)]
            impl __Builder<$($ty),*> {
                $crate::builder!(@build $how $name $made $all);
            }
        };
    };
    (@unset $required:ident) => { $crate::Unset };
    (@take ($($field:ident),*) $this:ident) => { let __Builder { $($field),* } = $this; };
    (@make ($($field:ident),*)) => { __Builder { $($field),* } };
    (@build all $name:ident $made:ident ($($field:ident),*)) => {
        /// All required members are there.
        pub fn build(self) -> $name {
            $name { $($field: self.$field),* }
        }
    };
    (@build checked $name:ident $made:ident ($($field:ident),*)) => {
        /// All required members are there; whether they go together, the schema says.
        ///
        /// # Errors
        /// All that the schema forbids.
        pub fn build(self) -> ::core::result::Result<$name, $crate::Rejection> {
            <$name as ::core::convert::TryFrom<_>>::try_from($made { $($field: self.$field),* })
        }
    };
}
