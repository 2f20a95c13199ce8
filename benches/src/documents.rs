//! What is read: two documents of the schema's examples, and one with a fault near its end.

use std::{error::Error, string::FromUtf8Error};

/// The schema, as its file says it.
pub(crate) const SCHEMA: &str = include_str!("../../schemas/supabase/session.schema.json");

/// A text to be judged.
pub(crate) struct Document {
    /// What the command line and the table call it.
    pub(crate) name: &'static str,
    /// What it is, for the heading of its table.
    pub(crate) about: &'static str,
    /// The text.
    pub(crate) text: Vec<u8>,
    /// Whether the schema accepts it.
    pub(crate) is_valid: bool,
}

/// The documents.
///
/// # Errors
/// The examples are not what the fault is made from.
pub(crate) fn all() -> Result<Vec<Document>, Box<dyn Error>> {
    let typical = include_bytes!("../../schemas/supabase/examples/valid/typical.json").to_vec();
    let smallest = include_bytes!("../../schemas/supabase/examples/valid/empty-strings.json").to_vec();
    let fault = with_late_fault(typical.clone())?;
    if fault == typical {
        return Err("the typical session has no member `is_sso_user` to put a fault into".into());
    }
    Ok(vec![
        Document { name: "typical", about: "`typical.json`, every field, minified", text: typical, is_valid: true },
        Document {
            name: "smallest",
            about: "`empty-strings.json`, the smallest example, indented, its strings empty",
            text: smallest,
            is_valid: true,
        },
        Document {
            name: "fault",
            about: "`typical.json`, but its last member, a boolean, is a string",
            text: fault,
            is_valid: false,
        },
    ])
}

/// The last member of the user becomes a string.
fn with_late_fault(text: Vec<u8>) -> Result<Vec<u8>, FromUtf8Error> {
    let text = String::from_utf8(text)?;
    Ok(text.replace(r#""is_sso_user":false"#, r#""is_sso_user":"no""#).into_bytes())
}
