//! The `type` of each problem: what a program tells problems apart by.
//!
//! They are full paths, as RFC 9457 advises where a type is no absolute URI: a service can say at each what it means.

/// No more than the status says.
pub const BLANK: &str = "about:blank";
/// The body is JSON, and the schema refuses it.
pub const INVALID: &str = "/problems/invalid";
/// The body is not JSON.
pub const MALFORMED: &str = "/problems/malformed";
/// A limit of the reader was reached before there was a verdict.
pub const LIMIT: &str = "/problems/limit";
