//! The small alphabets that everything is spelt with, so that schemas and instances meet.

pub const NAMES: [&str; 10] = ["a", "b", "c", "ab", "foo", "x1", "", "é", "a/b", "a~b%"];

pub const STRINGS: [&str; 14] =
    ["a", "b", "ab", "", "aab", "1", "x1", "foo", "é", "e\u{301}", "😀", "a/b", "\n", "\u{0}"];

/// What instances hold. The last six are too much for `serde_json::Value`.
pub const NUMBERS: [&str; 38] = [
    "0",
    "1",
    "2",
    "3",
    "-1",
    "10",
    "1.0",
    "1.5",
    "0.1",
    "0.3",
    "1e2",
    "100",
    "0.0",
    "-0.0",
    "1e0",
    "0.5",
    "2.50",
    "-1.0",
    "4",
    "5",
    "6",
    "1e-7",
    "9007199254740992",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551615",
    "-9223372036854775808",
    "1e15",
    "1e300",
    "0.30000000000000004",
    "1E1",
    "-0",
    "18446744073709551616",
    "-9223372036854775809",
    "1e400",
    "0.1000000000000000055511151231257827",
    "123456789012345678901234567890",
];

/// Limits of numbers.
pub const BOUNDS: [&str; 20] = [
    "0",
    "1",
    "2",
    "3",
    "-1",
    "10",
    "1.0",
    "1.5",
    "0.1",
    "1e2",
    "0.3",
    "-0.0",
    "1e0",
    "4",
    "0.5",
    "-1.0",
    "9007199254740992",
    "9007199254740993",
    "18446744073709551615",
    "1e300",
];

/// Divisors.
pub const DIVISORS: [&str; 13] =
    ["1", "2", "3", "0.5", "0.1", "1.5", "2.0", "1e0", "1e2", "0.01", "1e-7", "9007199254740993", "0.3"];

/// Numbers of items and characters; those after the first four are no integers in draft 4.
pub const COUNTS: [&str; 7] = ["1", "2", "0", "3", "2.0", "1e0", "10e-1"];

/// Regular expressions, with strings that they match.
pub const PATTERNS: [(&str, &[&str]); 16] = [
    ("^a", &["a", "ab", "aab", "a/b"]),
    ("b$", &["b", "ab", "aab", "a/b"]),
    ("^a+b?$", &["a", "ab", "aab"]),
    ("", &["a", "", "é"]),
    (".", &["a", "é", "😀"]),
    ("^.$", &["a", "b", "é", "😀"]),
    ("^$", &[""]),
    ("[0-9]", &["1", "x1"]),
    ("\\d", &["1", "x1"]),
    ("^(a|ab)$", &["a", "ab"]),
    ("^(?!a)", &["b", "foo", "", "1"]),
    ("(.)\\1", &["aab", "foo"]),
    ("\\/", &["a/b"]),
    ("^[^a-f]*$", &["", "1", "x1", "é"]),
    ("^\\w{2,}$", &["ab", "aab", "foo", "x1"]),
    ("é|o", &["é", "foo"]),
];

pub const TYPES: [&str; 7] = ["object", "array", "string", "number", "integer", "boolean", "null"];
