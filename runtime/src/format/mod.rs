//! The formats of JSON Schema (2020-12 validation, section 7.3), each decided exactly.

mod bytes;
mod email;
mod idna;
mod net;
mod pointer;
#[cfg(feature = "pattern")]
mod regex;
mod template;
mod time;
#[cfg(feature = "formats")]
mod uri;
mod uuid;

use core::fmt;

pub use time::{DateTime, NotADateTime};

macro_rules! formats {
    ($(#[doc = $doc:literal] $variant:ident $name:literal $accepts:path $(, if $feature:literal)?;)*) => {
        /// A format that strings can be held to.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Format {
            $(#[doc = $doc] $(#[cfg(feature = $feature)])? $variant,)*
        }

        impl Format {
            /// Every format that is compiled in.
            pub const ALL: &[Self] = &[$($(#[cfg(feature = $feature)])? Self::$variant,)*];

            /// The name that the keyword `format` has for it.
            pub const fn name(self) -> &'static str {
                match self {
                    $($(#[cfg(feature = $feature)])? Self::$variant => $name,)*
                }
            }

            /// The format of that name, if it is known and compiled in.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($(#[cfg(feature = $feature)])? $name => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// The feature of this crate that the format needs, if it needs one.
            pub const fn feature(self) -> Option<&'static str> {
                match self {
                    $($(#[cfg(feature = $feature)])? Self::$variant => {
                        let feature: &[&str] = &[$($feature)?];
                        feature.first().copied()
                    })*
                }
            }

            /// Whether `text` is of this format.
            pub fn accepts(self, text: &str) -> bool {
                match self {
                    $($(#[cfg(feature = $feature)])? Self::$variant => $accepts(text),)*
                }
            }
        }
    };
}

formats! {
    /// A date and a time with its offset from UTC (RFC 3339 section 5.6, `date-time`).
    DateTime "date-time" time::is_date_time;
    /// A day of the calendar (RFC 3339 section 5.6, `full-date`).
    Date "date" time::is_date;
    /// A time of day with its offset from UTC (RFC 3339 section 5.6, `full-time`).
    Time "time" time::is_time;
    /// A length of time (RFC 3339 appendix A, `duration`), its letters in upper case.
    Duration "duration" time::is_duration;
    /// An e-mail address (RFC 5321 section 4.1.2, `Mailbox`).
    Email "email" email::is_email;
    /// An e-mail address that may go beyond ASCII (RFC 6531).
    IdnEmail "idn-email" email::is_idn_email;
    /// A host name (RFC 1123 section 2.1), whose A-labels are those of RFC 5891.
    Hostname "hostname" net::is_hostname;
    /// A host name that may go beyond ASCII (RFC 5890 section 2.3.2.3).
    IdnHostname "idn-hostname" net::is_idn_hostname;
    /// An IPv4 address in dotted decimals (RFC 2673 section 3.2).
    Ipv4 "ipv4" net::is_ipv4;
    /// An IPv6 address (RFC 4291 section 2.2).
    Ipv6 "ipv6" net::is_ipv6;
    /// A URI with its scheme (RFC 3986).
    Uri "uri" uri::is_uri, if "formats";
    /// A URI or a relative reference (RFC 3986).
    UriReference "uri-reference" uri::is_uri_reference, if "formats";
    /// An IRI with its scheme (RFC 3987).
    Iri "iri" uri::is_iri, if "formats";
    /// An IRI or a relative reference (RFC 3987).
    IriReference "iri-reference" uri::is_iri_reference, if "formats";
    /// A URI template of any level (RFC 6570).
    UriTemplate "uri-template" template::is_uri_template;
    /// A UUID (RFC 4122 section 3), of any version and variant.
    Uuid "uuid" uuid::is_uuid;
    /// A JSON Pointer (RFC 6901 section 5).
    JsonPointer "json-pointer" pointer::is_json_pointer;
    /// A relative JSON Pointer (draft-bhutton-relative-json-pointer-00).
    RelativeJsonPointer "relative-json-pointer" pointer::is_relative_json_pointer;
    /// A regular expression of ECMA-262, with or without the flag `u`, without the legacy syntax of Annex B.
    Regex "regex" regex::is_regex, if "pattern";
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_formats() {
        for &format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(format));
        }
        assert_eq!(Format::from_name("unknown"), None);
        assert_eq!(Format::from_name("Date"), None);
    }
}
