//! Documents of a size.

/// A list of so many items.
pub(crate) fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    format!("[{}]", (0..count).map(item).collect::<Vec<_>>().join(","))
}

/// An object of so many members, `m0` and on.
pub(crate) fn object(count: usize, member: impl Fn(usize) -> String) -> String {
    let members: Vec<String> = (0..count).map(|number| format!(r#""m{number}":{}"#, member(number))).collect();
    format!("{{{}}}", members.join(","))
}

/// Arrays inside each other.
pub(crate) fn nested(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

/// A session whose metadata make it about so many bytes long.
pub(crate) fn session(bytes: usize) -> String {
    let typical = include_str!("../../../schemas/supabase/examples/valid/typical.json");
    let metadata = object(bytes / 24, |number| format!(r#""text {number:06}""#));
    typical.replacen(r#""user_metadata":{"name":"Test User"}"#, &format!(r#""user_metadata":{metadata}"#), 1)
}
