//! The macro that puts a module of a build script where it is to be.

/// Includes the module that a build script has made: `include!(session);` is `pub mod session` with what
/// `formwork::build` wrote to `OUT_DIR` for `session.json` or `session.schema.json`. Write `pub(crate) session`, or
/// `pub(self) session` for one that is private, to have it seen by fewer; attributes go before it.
///
/// ```ignore
/// formwork_runtime::include!(session);
/// formwork_runtime::include!(#[allow(dead_code)] pub(crate) login);
/// ```
#[macro_export]
macro_rules! include {
    ($name:ident) => {
        $crate::include!(pub $name);
    };
    ($visible:vis $name:ident) => {
        $crate::include!(#[doc = "What the build script has made of a schema."] $visible $name);
    };
    ($(#[$attribute:meta])+ $name:ident) => {
        $crate::include!($(#[$attribute])+ pub $name);
    };
    ($(#[$attribute:meta])+ $visible:vis $name:ident) => {
        $(#[$attribute])+
        $visible mod $name {
            #[allow(unused_imports)]
            use $crate::alloc_prelude::*;

            ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/", ::core::stringify!($name), ".rs"));
        }
    };
}
