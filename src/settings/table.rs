//! The one table of the options: how each is called, and what it takes.

use std::path::Path;
use std::str::FromStr;

use super::Settings;
use super::value::{Data, Fault, Key, Spelling, Value};
use crate::diagnostic::Place;
use crate::front::Resource;
use crate::near::nearest;

/// An option: its name, with `-` between words, and how its value gets into the settings.
struct Entry {
    name: &'static str,
    takes: Takes,
}

/// What an option takes.
enum Takes {
    Boolean(fn(&mut Settings, bool)),
    /// A text, which may be none of those that make sense.
    Text(fn(&mut Settings, &str) -> Result<(), String>),
    /// Texts; what they are is for the message.
    List(&'static str, fn(&mut Settings, String)),
    /// Texts by name; what they are is for the message.
    Table(&'static str, fn(&mut Settings, &Path, &str, &str)),
}

/// Every option that there is.
const TABLE: [Entry; 19] = [
    Entry { name: "draft", takes: Takes::Text(|settings, text| parse(&mut settings.draft, text)) },
    Entry { name: "assert-format", takes: Takes::Boolean(|settings, assert| settings.assert_format = Some(assert)) },
    Entry { name: "secret", takes: Takes::List("JSON Pointers", |settings, pointer| settings.secret.push(pointer)) },
    Entry {
        name: "resources",
        takes: Takes::Table("files by URI", |settings, folder, uri, path| {
            settings.resources.push(Resource::path(uri, folder.join(path)));
        }),
    },
    Entry { name: "module", takes: Takes::Text(|settings, name| keep(&mut settings.module, name)) },
    Entry { name: "root", takes: Takes::Text(|settings, name| keep(&mut settings.root, name)) },
    Entry { name: "derive", takes: Takes::List("paths of traits", |settings, path| settings.derive.push(path)) },
    Entry {
        name: "rename",
        takes: Takes::Table("names of types by JSON Pointer", |settings, _, pointer, name| {
            settings.rename.insert(pointer.to_owned(), name.to_owned());
        }),
    },
    Entry { name: "shapes", takes: Takes::Text(|settings, text| parse(&mut settings.shapes, text)) },
    Entry {
        name: "map",
        takes: Takes::Table("Rust types by format or JSON Pointer", |settings, _, key, path| {
            settings.map.insert(key.to_owned(), path.to_owned());
        }),
    },
    Entry {
        name: "crates",
        takes: Takes::Table("versions by crate", |settings, _, name, version| {
            settings.crates.insert(name.to_owned(), version.to_owned());
        }),
    },
    Entry { name: "unknown-members", takes: Takes::Text(|settings, text| parse(&mut settings.unknown_members, text)) },
    Entry { name: "enums", takes: Takes::Text(|settings, text| parse(&mut settings.enums, text)) },
    Entry { name: "arbitrary", takes: Takes::Boolean(|settings, arbitrary| settings.arbitrary = Some(arbitrary)) },
    Entry { name: "builders", takes: Takes::Boolean(|settings, builders| settings.builders = Some(builders)) },
    Entry { name: "schemars", takes: Takes::Boolean(|settings, schemars| settings.schemars = Some(schemars)) },
    Entry { name: "borrow", takes: Takes::Boolean(|settings, borrow| settings.borrow = Some(borrow)) },
    Entry { name: "docs", takes: Takes::Boolean(|settings, docs| settings.docs = Some(docs)) },
    Entry { name: "emit", takes: Takes::Text(|settings, text| parse(&mut settings.emit, text)) },
];

fn parse<T: FromStr<Err = String>>(slot: &mut Option<T>, text: &str) -> Result<(), String> {
    *slot = Some(text.parse()?);
    Ok(())
}

#[allow(clippy::unnecessary_wraps, reason = "one of the functions that the table holds")]
fn keep(slot: &mut Option<String>, text: &str) -> Result<(), String> {
    *slot = Some(text.to_owned());
    Ok(())
}

/// The file that options are written in: what places in it are called, and its text.
pub(crate) type Origin<'f> = (&'f str, &'f str);

/// Where options are written.
#[derive(Clone, Copy)]
pub(crate) struct Written<'f> {
    /// How options of two words are called.
    pub(crate) spelling: Spelling,
    /// What paths are relative to.
    pub(crate) folder: &'f Path,
    /// The file.
    pub(crate) origin: Origin<'f>,
}

impl Settings {
    /// Reads options that are no file's: paths in them are relative to `folder`. Where a diagnostic is about one of them,
    /// its place has no file, but the bytes that the value says it stands at.
    ///
    /// # Errors
    /// All that is wrong with them.
    pub fn from_values(options: &[(Key, Value)], spelling: Spelling, folder: &Path) -> Result<Self, Vec<Fault>> {
        let mut settings = Self::default();
        let end = options.iter().map(|(key, value)| value.end().max(key.at.end)).max().unwrap_or_default();
        let text = " ".repeat(end);
        let written = Written { spelling, folder, origin: ("", &text) };
        let faults = options.iter().filter_map(|(key, value)| settings.take(key, value, written, &[])).flatten();
        let faults: Vec<Fault> = faults.collect();
        if faults.is_empty() { Ok(settings) } else { Err(faults) }
    }

    /// Takes one option; `others` are names that stand beside options where it was written, for the help.
    pub(crate) fn take(
        &mut self,
        key: &Key,
        value: &Value,
        written: Written<'_>,
        others: &[&str],
    ) -> Option<Vec<Fault>> {
        let spelt = |entry: &Entry| written.spelling.of(entry.name);
        let Some(entry) = TABLE.iter().find(|entry| spelt(entry) == key.name) else {
            let known: Vec<String> =
                others.iter().map(|name| written.spelling.of(name)).chain(TABLE.iter().map(spelt)).collect();
            return Some(vec![unknown("option", key, &known)]);
        };
        let name = &key.name;
        let mut faults = Vec::new();
        let remember = |settings: &mut Self, key: &str, at: &std::ops::Range<usize>| {
            let (file, text) = written.origin;
            settings.places.insert((entry.name, key.to_owned()), Place::new(file, text, at.clone(), String::new()));
        };
        match (&entry.takes, &value.data) {
            (Takes::Boolean(take), Data::Boolean(boolean)) => {
                take(self, *boolean);
                remember(self, "", &value.at);
            }
            (Takes::Boolean(_), _) => faults.push(Fault::new(&value.at, format!("`{name}` is true or false"))),
            (Takes::Text(take), Data::Text(text)) => match take(self, text) {
                Ok(()) => remember(self, "", &value.at),
                Err(help) => faults.push(Fault::new(&value.at, format!("`{name}` is not {text:?}")).help(Some(help))),
            },
            (Takes::Text(_), _) => faults.push(Fault::new(&value.at, format!("`{name}` is a string"))),
            (Takes::List(what, take), Data::List(items)) => {
                for item in items {
                    match item.text() {
                        Some(text) => {
                            take(self, text.to_owned());
                            remember(self, text, &item.at);
                        }
                        None => faults.push(Fault::new(&item.at, format!("`{name}` is a list of {what}"))),
                    }
                }
            }
            (Takes::List(what, _), _) => faults.push(Fault::new(&value.at, format!("`{name}` is a list of {what}"))),
            (Takes::Table(what, take), Data::Table(members)) => {
                for (key, value) in members {
                    match value.text() {
                        Some(text) => {
                            take(self, written.folder, &key.name, text);
                            remember(self, &key.name, &key.at);
                        }
                        None => faults.push(Fault::new(&value.at, format!("`{name}` has {what}"))),
                    }
                }
            }
            (Takes::Table(what, _), _) => faults.push(Fault::new(&value.at, format!("`{name}` is a table of {what}"))),
        }
        (!faults.is_empty()).then_some(faults)
    }
}

/// A name that is none of the known ones; `what` says of what kind they are.
pub(crate) fn unknown<S: AsRef<str>>(what: &str, key: &Key, known: &[S]) -> Fault {
    let known = || known.iter().map(AsRef::as_ref);
    let help = match nearest(&key.name, known()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", known().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    };
    Fault::new(&key.at, format!("there is no {what} `{}`", key.name)).help(Some(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Key {
        Key { at: 0..1, name: name.to_owned() }
    }

    #[cfg(feature = "cli")]
    #[test]
    fn the_schema_of_the_options_has_what_the_table_has() {
        let schema = schemars::schema_for!(Settings);
        let properties = schema.get("properties").and_then(|properties| properties.as_object()).unwrap();
        let mut names: Vec<_> = TABLE.iter().map(|entry| entry.name).collect();
        names.sort_unstable();
        let mut described: Vec<_> = properties.keys().map(String::as_str).collect();
        described.sort_unstable();
        assert_eq!(described, names);
    }

    #[test]
    fn every_option_has_a_page_in_the_guide() {
        let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide");
        let [summary, overview] =
            ["SUMMARY.md", "options.md"].map(|page| std::fs::read_to_string(guide.join(page)).unwrap());
        for Entry { name, .. } in &TABLE {
            let page = std::fs::read_to_string(guide.join(format!("options/{name}.md"))).unwrap();
            assert!(page.starts_with(&format!("# {name}\n")), "{name}");
            let link = format!("[{name}](options/{name}.md)");
            assert!(summary.contains(&link) && overview.contains(&link), "{name}");
        }
    }

    #[test]
    fn the_macro_documents_every_option() {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("macros/src/lib.rs")).unwrap();
        // The module is called as it is behind `mod`.
        for name in TABLE.iter().map(|entry| Spelling::Snake.of(entry.name)).filter(|name| name != "module") {
            assert!(text.contains(&format!("`{name} = ")) || text.contains(&format!("`{name}(")), "{name}");
        }
    }

    #[test]
    fn every_fault_is_told_and_slips_are_helped() {
        let value = |data| Value { at: 2..3, data };
        let options = [
            (key("asertFormat"), value(Data::Boolean(true))),
            (key("docs"), value(Data::Other)),
            (key("shapes"), value(Data::Text("all".to_owned()))),
            (key("derive"), value(Data::List(vec![value(Data::Boolean(true))]))),
            (key("color"), value(Data::Other)),
        ];
        let faults = Settings::from_values(&options, Spelling::Camel, Path::new("")).unwrap_err();
        let told: Vec<_> = faults.iter().map(|f| (f.message.as_str(), f.help.as_deref().unwrap_or_default())).collect();
        assert_eq!(
            told[..4],
            [
                ("there is no option `asertFormat`", "did you mean `assertFormat`?"),
                ("`docs` is true or false", ""),
                ("`shapes` is not \"all\"", "write `public`, `crate` or `none`"),
                ("`derive` is a list of paths of traits", ""),
            ]
        );
        assert!(told[4].1.starts_with("there are `draft`, `assertFormat`, "), "{told:?}");
    }
}
