//! The list of findings that were accepted, each with a reason: `breaking.accepted.toml`, which is reviewed like code.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use formwork_runtime::convert::Timestamp;
use toml::{Table, Value};

/// One accepted finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) fingerprint: String,
    pub(super) schema: String,
    pub(super) rule: String,
    pub(super) mode: String,
    pub(super) reason: String,
    /// The first day on which it counts no more, as `2027-01-31`.
    pub(super) expires: Option<String>,
}

/// The list, and the file that it is in.
#[derive(Debug)]
pub(super) struct Accepted {
    path: PathBuf,
    pub(super) entries: Vec<Entry>,
    today: String,
}

impl Accepted {
    /// Reads the list; where there is no file, it is empty.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let shown = path.display();
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(format!("{shown} cannot be read: {error}")),
        };
        let table: Table = text.parse().map_err(|error| format!("{shown}: {error}"))?;
        let mut entries = Vec::new();
        for (name, value) in &table {
            let list = value.as_array().filter(|_| name == "accepted");
            for item in list.ok_or_else(|| format!("{shown}: there are only [[accepted]] tables, no `{name}`"))? {
                let entry = item.as_table().and_then(entry);
                entries.push(entry.ok_or_else(|| {
                    format!("{shown}: an entry needs `fingerprint`, `schema`, `rule`, `mode` and `reason`, all texts; `expires` is a day like \"2027-01-31\"")
                })?);
            }
        }
        Ok(Self { path: path.to_owned(), entries, today: today() })
    }

    /// The entry for a fingerprint, if it has not expired.
    pub(super) fn get(&self, fingerprint: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.fingerprint == fingerprint && !self.is_expired(entry))
    }

    pub(super) fn is_expired(&self, entry: &Entry) -> bool {
        entry.expires.as_ref().is_some_and(|day| *day <= self.today)
    }

    /// Writes one more entry at the end of the file, which stays as it is otherwise.
    pub(super) fn add(&mut self, entry: Entry) -> io::Result<()> {
        let mut text = match fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        if !text.is_empty() {
            text.push_str(if text.ends_with('\n') { "\n" } else { "\n\n" });
        }
        text.push_str("[[accepted]]\n");
        let lines = [
            ("fingerprint", Some(&entry.fingerprint)),
            ("schema", Some(&entry.schema)),
            ("rule", Some(&entry.rule)),
            ("mode", Some(&entry.mode)),
            ("reason", Some(&entry.reason)),
            ("expires", entry.expires.as_ref()),
        ];
        for (name, value) in lines {
            if let Some(value) = value {
                text.extend([name, " = ", &quoted(value), "\n"]);
            }
        }
        fs::write(&self.path, text)?;
        self.entries.push(entry);
        Ok(())
    }
}

/// A text as TOML writes it. All that JSON escapes, TOML escapes alike; only DEL is legal there and not here.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

fn entry(table: &Table) -> Option<Entry> {
    let text = |name| table.get(name).and_then(Value::as_str).map(str::to_owned);
    let known = ["fingerprint", "schema", "rule", "mode", "reason", "expires"];
    let expires = match table.get("expires") {
        None => None,
        Some(day) => Some(day.as_str().filter(|day| is_day(day))?.to_owned()),
    };
    let entry = Entry {
        fingerprint: text("fingerprint")?,
        schema: text("schema")?,
        rule: text("rule")?,
        mode: text("mode")?,
        reason: text("reason")?,
        expires,
    };
    table.keys().all(|name| known.contains(&name.as_str())).then_some(entry)
}

/// Whether a text is a day as in `2027-01-31`.
pub(super) fn is_day(text: &str) -> bool {
    formwork_runtime::Format::Date.accepts(text)
}

/// Today, in UTC, as `2027-01-31`: dates in this form compare as texts.
fn today() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let now = i64::try_from(now).ok().and_then(Timestamp::from_unix_seconds).unwrap_or(Timestamp::MAX).to_string();
    now.split('T').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_written_and_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("breaking.accepted.toml");
        let mut accepted = Accepted::read(&path).unwrap();
        let one = Entry {
            fingerprint: "0123456789ab".to_owned(),
            schema: "a.json".to_owned(),
            rule: "breaking::type-narrowed".to_owned(),
            mode: "backward".to_owned(),
            reason: "nobody \"uses\" it\n\u{7f}".to_owned(),
            expires: Some("2020-01-31".to_owned()),
        };
        let other = Entry { fingerprint: "ba9876543210".to_owned(), expires: None, ..one.clone() };
        accepted.add(one.clone()).unwrap();
        accepted.add(other.clone()).unwrap();
        let read = Accepted::read(&path).unwrap();
        assert_eq!(read.entries, [one.clone(), other.clone()]);
        assert_eq!(read.get("0123456789ab"), None);
        assert_eq!(read.get("ba9876543210"), Some(&other));
        fs::write(&path, "[[accepted]]\nfingerprint = 1\n").unwrap();
        assert!(Accepted::read(&path).is_err_and(|error| error.contains("needs `fingerprint`")));
        fs::write(&path, "other = 1\n").unwrap();
        assert!(Accepted::read(&path).is_err());
    }

    #[test]
    fn today_is_a_day() {
        let today = today();
        assert!(is_day(&today) && today.as_str() > "2025-01-01", "{today}");
        assert!(!is_day("2027-02-30") && !is_day("soon"));
    }
}
