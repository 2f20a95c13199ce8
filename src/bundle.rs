//! A schema and all that it refers to as documents that stand anywhere: each has a URI of its own, so that references
//! inside it do not depend on what is around it (2020-12 core, section 9.3.1).

use formwork_runtime::{Json, Object, parse, to_string};

use crate::{
    front::{Documents, Draft},
    ir::{Document, DocumentId, Ir},
};

/// What URIs begin with that the front end has made up, for texts that have none.
const MADE_UP: &str = "json-schema:///";

/// The documents of a schema.
pub(crate) struct Bundle {
    /// The URI of each document of the [`Ir`], in its order.
    pub(crate) uris: Vec<String>,
    /// The URI and the text of each that others do not have anyway.
    pub(crate) texts: Vec<(String, String)>,
}

impl Bundle {
    /// The documents of `ir`. Those without a URI of their own get one with `number` in it, which tells schemas apart;
    /// those that name no draft are of `draft`.
    pub(crate) fn new(ir: &Ir, documents: &Documents, file: &str, number: u64, draft: Draft) -> Self {
        // A file above the first one needs a folder above.
        let up = ir.documents.iter().map(|document| document.label.matches("../").count()).max().unwrap_or_default();
        let home = format!("formwork://{number:016x}/{}", "_/".repeat(up));
        let uris: Vec<String> = ir.documents.iter().map(|document| uri(document, &home, file)).collect();
        let ids = (0..).map(DocumentId);
        let texts = ids.zip(&uris).filter(|(_, uri)| !is_meta_schema(uri)).filter_map(|(id, uri)| {
            let text = documents.json_text(id)?;
            let Ok(Json::Object(schema)) = parse(text.as_bytes()) else { return None };
            Some((uri.clone(), to_string(&addressed(schema, uri, draft))))
        });
        let texts = texts.collect();
        Self { uris, texts }
    }
}

/// The URI of a document: its own, or one below `home`.
fn uri(document: &Document, home: &str, file: &str) -> String {
    let own = document.resources.iter().find(|resource| resource.pointer.is_empty()).map(|resource| &resource.uri);
    match own {
        Some(own) if !own.starts_with(MADE_UP) => own.clone(),
        _ if document.label.is_empty() => join(home, file),
        _ => join(home, &document.label),
    }
}

/// A path below a folder, in which `..` leads up.
fn join(home: &str, path: &str) -> String {
    let mut folder = home.trim_end_matches('/').to_owned();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => folder.truncate(folder.rfind('/').unwrap_or(folder.len())),
            name => {
                folder.push('/');
                folder.extend(name.bytes().map(|byte| match byte {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
                    _ => format!("%{byte:02X}"),
                }));
            }
        }
    }
    folder
}

/// Whether every validator has the document anyway.
fn is_meta_schema(uri: &str) -> bool {
    ["http://json-schema.org/draft-", "https://json-schema.org/draft/"].iter().any(|start| uri.starts_with(start))
}

/// The schema with its URI, and with the draft that it was read as.
fn addressed(schema: Object, uri: &str, draft: Draft) -> Object {
    let named = schema.get("$schema").and_then(Json::as_str).unwrap_or(draft.uri()).to_owned();
    let key = if named.contains("draft-04") { "id" } else { "$id" };
    let first = [("$schema".to_owned(), Json::from(named)), (key.to_owned(), Json::from(uri))];
    let rest = schema.into_iter().filter(|(name, _)| name != "$schema" && name != key);
    first.into_iter().chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_stand_to_each_other_as_before() {
        let home = "formwork://0/_/_/";
        for (path, uri) in [
            ("a.json", "formwork://0/_/_/a.json"),
            ("x/./b c.json", "formwork://0/_/_/x/b%20c.json"),
            ("../b.json", "formwork://0/_/b.json"),
            ("../../y/é.json", "formwork://0/y/%C3%A9.json"),
        ] {
            assert_eq!(join(home, path), uri);
        }
    }
}
