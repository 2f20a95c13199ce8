//! URIs of files, and files of URIs.

use std::path::{Path, PathBuf};

/// What a text without a place of its own is relative to.
pub(super) const NOWHERE: &str = "json-schema:///";

/// The URI of a file.
pub(super) fn of_path(path: &Path) -> Option<String> {
    let absolute = std::path::absolute(path).ok()?;
    let path = absolute.to_string_lossy().replace('\\', "/");
    referencing::uri::from_str(&format!("file:///{}", encode(path.trim_start_matches('/'))))
        .ok()
        .map(|uri| uri.as_str().to_owned())
}

/// A URI for a file of which only the label may be told.
pub(super) fn of_label(label: &str) -> String {
    format!("{NOWHERE}{}", encode(label.trim_start_matches('/')))
}

/// A path as it stands in a URI.
fn encode(path: &str) -> String {
    let encoded = path.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    });
    encoded.collect()
}

/// The file of a URI.
pub(super) fn to_path(uri: &str) -> Option<PathBuf> {
    let path = uri.strip_prefix("file://")?;
    let path = decode(path.get(path.find('/')?..)?)?;
    // A drive letter is no part of the root.
    let drive = path.as_bytes().get(2) == Some(&b':');
    Some(PathBuf::from(if drive { path.get(1..)? } else { path.as_str() }))
}

/// Undoes percent-encoding, if what comes out is UTF-8.
pub(super) fn decode(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        rest = tail;
        let hex = |index: usize| char::from(*tail.get(index)?).to_digit(16);
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).ok()?);
                rest = tail.get(2..)?;
            }
            (b'%', _, _) => return None,
            _ => bytes.push(first),
        }
    }
    String::from_utf8(bytes).ok()
}

/// The path of the file `to` as someone writes it who calls the file `from` by `label`.
pub(super) fn label_beside(label: &str, from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count().min(from.len() - 1).min(to.len() - 1);
    let up = std::iter::repeat_n("..", from.len() - 1 - shared);
    let (root, folder) = match label.rsplit_once('/') {
        Some((folder, _)) => (folder.starts_with('/') || folder.is_empty(), folder),
        None => (false, ""),
    };
    let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty() && *segment != ".").collect();
    for segment in up.chain(to.iter().skip(shared).copied()) {
        if segment == ".." && segments.last().is_some_and(|last| *last != "..") {
            segments.pop();
        } else {
            segments.push(segment);
        }
    }
    let path = segments.join("/");
    let path = decode(&path).unwrap_or(path);
    if root { format!("/{path}") } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_uris_and_back() {
        let path = Path::new("/tmp/a b/é#.json");
        let uri = of_path(path).unwrap_or_default();
        assert_eq!(uri, "file:///tmp/a%20b/%C3%A9%23.json");
        assert_eq!(to_path(&uri).as_deref(), Some(path));
        assert_eq!(decode("%zz"), None);
        assert_eq!(decode("%ff"), None);
    }

    #[test]
    fn labels_stay_as_they_were_given() {
        let label = |label, to| label_beside(label, "file:///home/me/schemas/a.json", to);
        assert_eq!(label("schemas/a.json", "file:///home/me/schemas/b.json"), "schemas/b.json");
        assert_eq!(label("a.json", "file:///home/me/schemas/x/b.json"), "x/b.json");
        assert_eq!(label("a.json", "file:///home/me/b.json"), "../b.json");
        assert_eq!(label("schemas/a.json", "file:///home/me/b%20c.json"), "b c.json");
        assert_eq!(label("./schemas/a.json", "file:///etc/b.json"), "../../etc/b.json");
        assert_eq!(label("/home/me/schemas/a.json", "file:///home/me/b.json"), "/home/me/b.json");
    }
}
