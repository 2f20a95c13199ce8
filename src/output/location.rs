//! JSON Pointers and URIs of places.

use std::fmt::Write as _;

use crate::ir::{Ir, Site};

/// A pointer to what stands under `segment`.
pub(super) fn below(pointer: &str, segment: &str) -> String {
    if segment.contains(['~', '/']) {
        format!("{pointer}/{}", segment.replace('~', "~0").replace('/', "~1"))
    } else {
        format!("{pointer}/{segment}")
    }
}

/// The URI of a place: that of the innermost resource around it, and how it goes on from there.
pub(super) fn absolute(ir: &Ir, site: &Site) -> String {
    let resources = ir.documents.get(site.document.0 as usize).map(|document| document.resources.as_slice());
    let inside = resources.unwrap_or_default().iter().filter_map(|resource| {
        let rest = site.pointer.strip_prefix(&resource.pointer)?;
        (rest.is_empty() || rest.starts_with('/')).then_some((resource, rest))
    });
    match inside.min_by_key(|(_, rest)| rest.len()) {
        Some((resource, rest)) => format!("{}#{}", resource.uri, fragment(rest)),
        None => format!("#{}", fragment(&site.pointer)),
    }
}

/// A JSON Pointer as it stands in a URI (RFC 6901, section 6).
pub(super) fn fragment(pointer: &str) -> String {
    let mut encoded = String::with_capacity(pointer.len());
    for byte in pointer.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => encoded.push(char::from(byte)),
            _ if b"-._~!$&'()*+,;=:@/?".contains(&byte) => encoded.push(char::from(byte)),
            // Writing to a string cannot fail.
            _ => drop(write!(encoded, "%{byte:02X}")),
        }
    }
    encoded
}
