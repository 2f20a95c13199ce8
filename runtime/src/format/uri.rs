//! URIs and IRIs.

use fluent_uri::{Iri, IriRef, Uri, UriRef};

/// RFC 3986, with a scheme
pub(super) fn is_uri(text: &str) -> bool {
    Uri::parse(text).is_ok()
}

/// RFC 3986, with or without a scheme
pub(super) fn is_uri_reference(text: &str) -> bool {
    UriRef::parse(text).is_ok()
}

/// RFC 3987, with a scheme
pub(super) fn is_iri(text: &str) -> bool {
    Iri::parse(text).is_ok()
}

/// RFC 3987, with or without a scheme
pub(super) fn is_iri_reference(text: &str) -> bool {
    IriRef::parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_need_no_scheme() {
        assert!(
            is_uri("urn:example:a") && is_uri_reference("../a?b#c") && is_iri("http://é/") && is_iri_reference("é")
        );
        assert!(!is_uri("/a") && !is_uri("http://é/") && !is_uri_reference("a b") && !is_iri("é"));
    }
}
