//! From a URI to a text: what the caller supplies, the meta-schemas of the drafts, and files; never the network.

use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, LazyLock};

use referencing::meta;
use serde_json::Value;

use super::source::Source;
use super::uri;
use crate::diagnostic::Diagnostic;

/// A schema that the caller supplies for a URI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// The URI; one that ends in `/` stands for every URI that begins with it.
    pub uri: String,
    /// The schema.
    pub content: Content,
}

/// Where a supplied schema is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// In this file, or below this folder if the URI ends in `/`.
    Path(PathBuf),
    /// Here.
    Text(String),
}

impl Resource {
    /// A schema in a file, or those below a folder.
    pub fn path(uri: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        Self { uri: uri.into(), content: Content::Path(path.into()) }
    }

    /// A schema as text.
    pub fn text(uri: impl Into<String>, text: impl Into<String>) -> Self {
        Self { uri: uri.into(), content: Content::Text(text.into()) }
    }
}

/// A text, and what it is called where no path of this machine may stand: in generated code and in the places of rules.
pub(super) struct Fetched {
    pub(super) source: Source,
    pub(super) name: String,
}

/// The text of a URI without fragment; `first` is the document that was asked for, which messages name other files
/// after. They get their names by the way that leads to them from the file `home`, all else by its URI. The file that is
/// looked for is noted among `files`, whether it is there or not.
pub(super) fn fetch(
    uri: &str,
    first: &Source,
    home: Option<&str>,
    resources: &[Resource],
    files: &mut Vec<PathBuf>,
) -> Result<Fetched, Diagnostic> {
    let named = |source| Fetched { source, name: uri.to_owned() };
    if let Some(source) = known(uri, resources, files) {
        return source.map(named);
    }
    if let (Some(path), Some(own)) = (uri::to_path(uri), &first.uri) {
        files.push(path.clone());
        let source = Source::read_as(&path, uri::label_beside(&first.label, own, uri))?;
        return Ok(match home {
            Some(home) => Fetched { source, name: uri::label_beside("", home, uri) },
            None => named(source),
        });
    }
    Err(unknown(uri))
}

/// The schema that the caller supplies for a URI, or that everybody has: a meta-schema of a draft.
pub(crate) fn known(uri: &str, resources: &[Resource], files: &mut Vec<PathBuf>) -> Option<Result<Source, Diagnostic>> {
    let exact = resources.iter().find(|resource| same(&resource.uri, uri));
    let folders = resources.iter().filter(|resource| resource.uri.ends_with('/') && uri.starts_with(&resource.uri));
    if let Some(resource) = exact.or_else(|| folders.max_by_key(|resource| resource.uri.len())) {
        return Some(supplied(uri, resource, files));
    }
    let text = serde_json::to_string_pretty(&***meta_schema(uri)?).unwrap_or_default();
    Some(Ok(Source::from_text(uri, text)))
}

fn unknown(uri: &str) -> Diagnostic {
    let (shown, help) = match uri.strip_prefix(uri::NOWHERE) {
        Some(relative) => (relative, "a schema that is in no file has no neighbours: supply it with"),
        None => (uri, "nothing is fetched from the network: supply it with"),
    };
    let message = format!("the schema {shown:?} is not known here");
    Diagnostic::error("unknown-resource", message).help(format!("{help} --resource {uri}=FILE"))
}

fn supplied(uri: &str, resource: &Resource, files: &mut Vec<PathBuf>) -> Result<Source, Diagnostic> {
    let source = match &resource.content {
        Content::Text(text) => Source::from_text(uri, text),
        Content::Path(path) => {
            let is_folder = resource.uri.ends_with('/');
            let path = match uri.strip_prefix(&resource.uri).filter(|rest| is_folder && !rest.is_empty()) {
                Some(rest) => below(path, rest).ok_or_else(|| unknown(uri))?,
                None => path.clone(),
            };
            // Servers leave the ending out, folders do not.
            let named = PathBuf::from(format!("{}.json", path.display()));
            let path = if !path.exists() && named.exists() { named } else { path };
            files.push(path.clone());
            Source::read_as(&path, path.to_string_lossy().replace('\\', "/"))?
        }
    };
    Ok(Source { uri: Some(uri.to_owned()), ..source })
}

/// The file below a folder that the rest of a URI names; `None` where it would lead out of the folder.
fn below(folder: &Path, rest: &str) -> Option<PathBuf> {
    let mut path = folder.to_owned();
    for segment in rest.split('/') {
        let segment = uri::decode(segment).filter(|segment| !segment.contains(['/', '\\', '\0']))?;
        // No `.`, no `..`, no drive, and not nothing.
        let mut components = Path::new(&segment).components();
        if !matches!((components.next(), components.next()), (Some(Component::Normal(_)), None)) {
            return None;
        }
        path.push(segment);
    }
    Some(path)
}

/// Whether two URIs differ in an empty fragment or in spelling only.
fn same(a: &str, b: &str) -> bool {
    let normal = |uri: &str| referencing::uri::from_str(uri.trim_end_matches('#')).map(|uri| uri.as_str().to_owned());
    a == b || matches!((normal(a), normal(b)), (Ok(a), Ok(b)) if a == b)
}

type MetaSchema = &'static LazyLock<Arc<Value>>;

/// The meta-schemas of the drafts, by the part of their URIs after the scheme.
static META_SCHEMAS: [(&str, MetaSchema); 19] = [
    ("json-schema.org/draft-04/schema", &meta::DRAFT4),
    ("json-schema.org/draft-06/schema", &meta::DRAFT6),
    ("json-schema.org/draft-07/schema", &meta::DRAFT7),
    ("json-schema.org/draft/2019-09/schema", &meta::DRAFT201909),
    ("json-schema.org/draft/2019-09/meta/applicator", &meta::DRAFT201909_APPLICATOR),
    ("json-schema.org/draft/2019-09/meta/content", &meta::DRAFT201909_CONTENT),
    ("json-schema.org/draft/2019-09/meta/core", &meta::DRAFT201909_CORE),
    ("json-schema.org/draft/2019-09/meta/format", &meta::DRAFT201909_FORMAT),
    ("json-schema.org/draft/2019-09/meta/meta-data", &meta::DRAFT201909_META_DATA),
    ("json-schema.org/draft/2019-09/meta/validation", &meta::DRAFT201909_VALIDATION),
    ("json-schema.org/draft/2020-12/schema", &meta::DRAFT202012),
    ("json-schema.org/draft/2020-12/meta/applicator", &meta::DRAFT202012_APPLICATOR),
    ("json-schema.org/draft/2020-12/meta/content", &meta::DRAFT202012_CONTENT),
    ("json-schema.org/draft/2020-12/meta/core", &meta::DRAFT202012_CORE),
    ("json-schema.org/draft/2020-12/meta/format-annotation", &meta::DRAFT202012_FORMAT_ANNOTATION),
    ("json-schema.org/draft/2020-12/meta/format-assertion", &meta::DRAFT202012_FORMAT_ASSERTION),
    ("json-schema.org/draft/2020-12/meta/meta-data", &meta::DRAFT202012_META_DATA),
    ("json-schema.org/draft/2020-12/meta/unevaluated", &meta::DRAFT202012_UNEVALUATED),
    ("json-schema.org/draft/2020-12/meta/validation", &meta::DRAFT202012_VALIDATION),
];

fn meta_schema(uri: &str) -> Option<MetaSchema> {
    let bare = uri.strip_prefix("https://").or_else(|| uri.strip_prefix("http://"))?;
    META_SCHEMAS.iter().find(|(known, _)| *known == bare).map(|(_, schema)| *schema)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_not_left() {
        let first = Source::from_text("schema.json", "{}");
        let fetched = |rest: &str| {
            // Tests run in the folder of the crate.
            let resources = [Resource::path("http://h/p/", "src/front/")];
            fetch(&format!("http://h/p/{rest}"), &first, None, &resources, &mut Vec::new())
                .map(|fetched| fetched.source.label)
        };
        assert_eq!(fetched("mod.rs").as_deref(), Ok("src/front/mod.rs"));
        assert_eq!(fetched("check/m%6Fd.rs").as_deref(), Ok("src/front/check/mod.rs"));
        let outside = std::path::absolute("Cargo.toml").unwrap_or_default().to_string_lossy().into_owned();
        for rest in [
            outside.as_str(),
            &outside.replace('/', "%2F"),
            "..%2F..%2FCargo.toml",
            "../../Cargo.toml",
            "%2E%2e/lib.rs",
            "./mod.rs",
            "%2e/mod.rs",
            "check//mod.rs",
            "check/",
            "check%2Fmod.rs",
            "check%5Cmod.rs",
            "mod.rs%00",
            "%zz",
        ] {
            assert_eq!(fetched(rest).map_err(|error| error.code), Err("unknown-resource"), "{rest}");
        }
    }
}
