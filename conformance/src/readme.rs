//! Writes a table where its readers look for it.

use std::path::Path;

const START: &str = "<!-- conformance:start -->\n";
const END: &str = "<!-- conformance:end -->";

/// Replaces what stands between the marks in a file, which is named from this crate's folder.
pub(crate) fn fill(file: &str, table: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let parts = text.split_once(START).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let (before, after) = parts.unwrap_or_else(|| panic!("{}: no {START}", path.display()));
    std::fs::write(&path, format!("{before}{START}{table}{END}{after}")).unwrap();
    eprintln!("written: {}", path.display());
}
