//! `schemars::JsonSchema`: each type says where in the source schema it stands, and the source schema comes with it.

use std::fmt::Write as _;

use super::Source;
use crate::bundle::Bundle;

/// The schemas of all declared types. As text: no formatter breaks the lines of a macro's arguments.
pub(super) fn implementations(source: &Source<'_>, bundle: &Bundle) -> String {
    let mut text = "formwork_runtime::json_schema! {\n    [\n".to_owned();
    // Writing to a string cannot fail.
    for (uri, schema) in &bundle.texts {
        let _ = writeln!(text, "        {uri:?} => {},", raw(schema));
    }
    text.push_str("    ]\n");
    for id in &source.types.declared {
        let Some(name) = source.name(*id) else { continue };
        let site = &source.ir.schema(id.schema).site;
        let Some(uri) = bundle.uris.get(site.document.0 as usize) else { continue };
        let place = format!("{uri}#{}", in_fragment(&site.pointer));
        let kinds: Vec<&str> = id.kinds.names().collect();
        let kinds = if id.kinds == formwork_runtime::Kinds::ALL { String::new() } else { format!(" {kinds:?}") };
        let _ = writeln!(text, "    {name}, {place:?}{kinds};");
    }
    text.push_str("}\n");
    text
}

/// A JSON Pointer as a fragment (RFC 6901, section 6).
fn in_fragment(pointer: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/$!*,:@".contains(&byte);
    let encoded =
        pointer.bytes().map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") });
    encoded.collect()
}

/// A raw string, in which JSON needs no escapes; an ordinary one where it would not be safe to read.
fn raw(text: &str) -> String {
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    let is_odd = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.contains(is_odd) { format!("{text:?}") } else { format!("r{hashes}\"{text}\"{hashes}") }
}
