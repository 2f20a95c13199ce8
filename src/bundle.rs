//! A schema and all that it refers to as documents that stand anywhere: each has a URI of its own, so that references
//! inside it do not depend on what is around it (2020-12 core, section 9.3.1).

use formwork_runtime::{Json, Object, parse, to_string};

#[cfg(feature = "cli")]
use crate::front::{
    text,
    tree::{Data, Tree},
};
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

/// One document that stands for all: the first, with the others among its definitions, each under the URI that references
/// lead to. Everything else is as it was written.
///
/// # Errors
/// What is in the way of that.
#[cfg(feature = "cli")]
pub(crate) fn in_one(
    ir: &Ir,
    documents: &Documents,
    file: &str,
    number: u64,
    draft: Option<Draft>,
) -> Result<String, String> {
    let uris = Bundle::new(ir, documents, file, number, draft.unwrap_or_default()).uris;
    let read = |id: u32| documents.json_text(DocumentId(id)).map(|text| text::read(text).0);
    let root = read(0).ok_or("there is no document")?;
    let named = root.get(Tree::ROOT, "$schema").and_then(|node| root.string(node));
    let named = named.or(draft.map(Draft::uri)).map(|uri| uri.trim_end_matches('#').to_owned());
    let is_legacy = named.as_deref().is_some_and(|uri| uri.contains("/draft-0"));
    let id = if named.as_deref().is_some_and(|uri| uri.contains("draft-04")) { "id" } else { "$id" };
    let shelf = if is_legacy { "definitions" } else { "$defs" };
    let mut entries: Vec<String> = Vec::new();
    for (at, uri) in (0..).zip(&uris).skip(1).filter(|(_, uri)| !is_meta_schema(uri)) {
        let Some(tree) = read(at) else { continue };
        let own =
            tree.get(Tree::ROOT, "$schema").and_then(|node| tree.string(node)).map(|own| own.trim_end_matches('#'));
        if is_legacy && own.is_some_and(|own| Some(own) != named.as_deref()) {
            return Err(format!("{uri} is of another draft, which no document of this draft can hold"));
        }
        let text = members(&tree, [quoted(id, &quote(uri))].into(), id, None).ok_or("a document is no object")?;
        entries.push(quoted(uri, &text));
    }
    let shelved = root.get(Tree::ROOT, shelf);
    let kept = shelved.map(|shelf| root.members(shelf)).unwrap_or_default().iter();
    let kept = kept
        .map(|member| root.text().get(member.key.start..root.span(member.value).end).unwrap_or_default().to_owned());
    let entries: Vec<String> = kept.chain(entries).collect();
    let mut first = Vec::new();
    // Without others, nothing needs a name.
    if uris.len() > 1 {
        first.extend(uris.first().map(|uri| quoted(id, &quote(uri))));
    }
    if let Some(draft) = draft.filter(|_| root.get(Tree::ROOT, "$schema").is_none()) {
        first.insert(0, quoted("$schema", &quote(draft.uri())));
    }
    let kept_id = if uris.len() > 1 { id } else { "" };
    let shelf = (!entries.is_empty()).then(|| (shelf, format!("{{{}}}", entries.join(","))));
    members(&root, first, kept_id, shelf).ok_or_else(|| "the schema is no object".to_owned())
}

/// An object with these members first, its own but for `without` behind them, and the last one in the place of its own.
#[cfg(feature = "cli")]
fn members(tree: &Tree, first: Vec<String>, without: &str, last: Option<(&str, String)>) -> Option<String> {
    if !matches!(tree.data(Tree::ROOT), Data::Object(_)) {
        return None;
    }
    let is_kept = |name: &str| name != without && last.as_ref().is_none_or(|(last, _)| name != *last);
    let own = tree.members(Tree::ROOT).iter().filter(|member| is_kept(&member.name));
    let mut own: Vec<String> = own
        .filter_map(|member| Some(tree.text().get(member.key.start..tree.span(member.value).end)?.to_owned()))
        .collect();
    // Where the schema says what it is, its name comes behind that.
    let at = usize::from(own.first().is_some_and(|member| member.starts_with("\"$schema\"")));
    own.splice(at..at, first);
    own.extend(last.map(|(name, text)| quoted(name, &text)));
    Some(format!("{{{}}}", own.join(",")))
}

#[cfg(feature = "cli")]
fn quote(text: &str) -> String {
    to_string(&Json::from(text))
}

#[cfg(feature = "cli")]
fn quoted(name: &str, value: &str) -> String {
    format!("{}:{value}", quote(name))
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
