//! What is measured.

use std::hint::black_box;

use formwork::{Compiled, Options, Source, compile};
use formwork_runtime::{check_slice, from_slice, parse, to_vec};
use formwork_sessions::supabase::Session;
use serde::de::IgnoredAny;

use crate::{
    documents::{list, nested, object, session},
    schemas,
    series::{Make, Series, Work},
};

const BYTES: &[usize] = &[1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
const NODES: &[usize] = &[10, 100, 1_000, 10_000, 100_000];
const MEMBERS: &[usize] = &[1, 10, 100, 1_000, 10_000];
const BRANCHES: &[usize] = &[1, 3, 10, 30, 100, 300, 1_000];
const ITEMS: &[usize] = &[1, 10, 100, 1_000, 10_000, 100_000];
const DEPTHS: &[usize] = &[1, 4, 16, 64, 120];

pub(crate) fn all() -> Vec<Series> {
    let mut all = document_size();
    all.extend(schema_size());
    all.extend(members());
    all.extend(branches());
    all.extend(depth());
    all.extend(items());
    all
}

fn source(text: &str) -> Source {
    Source::from_text("schema.json", text)
}

fn compiled(schema: &str) -> Result<Compiled, String> {
    compile(&source(schema), "", &Options::default()).map_err(|error| error.to_string().chars().take(200).collect())
}

/// The interpreter's verdict on a text that the schema accepts.
fn accepts(schema: &str, text: String) -> Result<Work, String> {
    let plan = compiled(schema)?;
    Ok(Box::new(move || plan.accepts(text.as_bytes())))
}

/// The interpreter's search for all that is wrong.
fn explains(schema: &str, text: String) -> Result<Work, String> {
    let plan = compiled(schema)?;
    Ok(Box::new(move || black_box(plan.check_all(text.as_bytes(), usize::MAX)).is_err()))
}

fn document_size() -> Vec<Series> {
    let on = Series::on("document-size", "bytes");
    let make: [(&str, Make); 9] = [
        ("IgnoredAny, a session", |bytes| {
            let text = session(bytes);
            Ok(Box::new(move || serde_json::from_str::<IgnoredAny>(&text).is_ok()))
        }),
        ("check_slice, a session", |bytes| {
            let text = session(bytes);
            Ok(Box::new(move || check_slice::<Session>(text.as_bytes()).is_ok()))
        }),
        ("from_slice, a session", |bytes| {
            let text = session(bytes);
            Ok(Box::new(move || black_box(from_slice::<Session>(text.as_bytes())).is_ok()))
        }),
        ("to_vec, a session", |bytes| {
            let value = from_slice::<Session>(session(bytes).as_bytes()).map_err(|error| error.to_string())?;
            Ok(Box::new(move || !black_box(to_vec(&value)).is_empty()))
        }),
        ("interpreter, integers", |bytes| {
            accepts(
                r#"{"items":{"type":"integer"}}"#,
                list(bytes / 7, |number| format!("{:06}", 100_000 + number % 900_000)),
            )
        }),
        ("interpreter, decimals", |bytes| {
            accepts(r#"{"items":{"minimum":0.5}}"#, list(bytes / 9, |number| format!("1.5{:05}", number % 100_000)))
        }),
        ("interpreter, one string", |bytes| {
            accepts(r#"{"type":"string","maxLength":1000000000}"#, format!(r#""{}""#, "text ".repeat(bytes / 5)))
        }),
        ("interpreter, one escaped string", |bytes| {
            accepts(r#"{"type":"string","pattern":"^[^x]*$"}"#, format!(r#""{}""#, r"te\u00e9t".repeat(bytes / 9)))
        }),
        ("parse, objects", |bytes| {
            let text = list(bytes / 30, |number| format!(r#"{{"id":{number},"name":"someone"}}"#));
            Ok(Box::new(move || black_box(parse(text.as_bytes())).is_ok()))
        }),
    ];
    make.into_iter().map(|(name, make)| on(name, BYTES, make)).collect()
}

fn schema_size() -> Vec<Series> {
    let on = Series::on("schema-size", "schemas");
    vec![
        on("compile, a tree", NODES, |nodes| {
            let source = source(&schemas::tree(nodes));
            Ok(Box::new(move || black_box(compile(&source, "", &Options::default())).is_ok()))
        }),
        on("compile, definitions in a row", NODES, |nodes| {
            let source = source(&schemas::definitions(nodes));
            Ok(Box::new(move || black_box(compile(&source, "", &Options::default())).is_ok()))
        }),
        on("write Rust, a tree", NODES, |nodes| {
            let plan = compiled(&schemas::tree(nodes))?;
            Ok(Box::new(move || black_box(plan.rust()).is_ok()))
        }),
        on("write Rust, definitions in a row", NODES, |nodes| {
            let plan = compiled(&schemas::definitions(nodes))?;
            Ok(Box::new(move || black_box(plan.rust()).is_ok()))
        }),
    ]
}

fn members() -> Vec<Series> {
    let on = Series::on("members", "members");
    vec![
        on("compile, a closed object", MEMBERS, |count| {
            let source = source(&schemas::closed(count));
            Ok(Box::new(move || black_box(compile(&source, "", &Options::default())).is_ok()))
        }),
        on("write Rust, a closed object", MEMBERS, |count| {
            let plan = compiled(&schemas::closed(count))?;
            Ok(Box::new(move || black_box(plan.rust()).is_ok()))
        }),
        on("known members, in order", MEMBERS, |count| {
            accepts(&schemas::closed(count), object(count, |number| number.to_string()))
        }),
        on("all of them wrong", MEMBERS, |count| {
            explains(&schemas::closed(count), object(count, |_| "null".to_owned()))
        }),
        on("all of them missing", MEMBERS, |count| explains(&schemas::closed(count), "{}".to_owned())),
        on("unknown members", MEMBERS, |count| {
            accepts(r#"{"type":"object","properties":{"a":true}}"#, object(count, |number| number.to_string()))
        }),
        on("unevaluated members, of two branches", MEMBERS, |count| {
            let branch = format!(r#"{{"properties":{}}}"#, object(count, |_| "true".to_owned()));
            let schema = format!(r#"{{"unevaluatedProperties":false,"anyOf":[{branch},{{"required":["m0"]}}]}}"#);
            accepts(&schema, object(count, |number| number.to_string()))
        }),
        on("as many patterns, one member", &[1, 10, 100, 1_000], |count| {
            let patterns: Vec<String> = (0..count).map(|number| format!(r#""^x{number}$":false"#)).collect();
            accepts(&format!(r#"{{"patternProperties":{{{}}}}}"#, patterns.join(",")), object(1, |_| "1".to_owned()))
        }),
    ]
}

fn branches() -> Vec<Series> {
    let on = Series::on("branches", "branches");
    vec![
        on("compile, oneOf with a tag", BRANCHES, |count| {
            let source = source(&schemas::branches("oneOf", count, tagged));
            Ok(Box::new(move || black_box(compile(&source, "", &Options::default())).is_ok()))
        }),
        on("write Rust, oneOf with a tag", BRANCHES, |count| {
            let plan = compiled(&schemas::branches("oneOf", count, tagged))?;
            Ok(Box::new(move || black_box(plan.rust()).is_ok()))
        }),
        on("oneOf with a tag, the last", BRANCHES, |count| {
            accepts(&schemas::branches("oneOf", count, tagged), format!(r#"{{"tag":"t{}","value":1}}"#, count - 1))
        }),
        on("anyOf without a tag, the last", BRANCHES, |count| {
            accepts(&schemas::branches("anyOf", count, untagged), format!(r#"{{"m{}":1}}"#, count - 1))
        }),
        on("oneOf without a tag, the last", BRANCHES, |count| {
            accepts(&schemas::branches("oneOf", count, untagged), format!(r#"{{"m{}":1}}"#, count - 1))
        }),
        on("allOf", BRANCHES, |count| {
            let branch = |number| format!(r#"{{"properties":{{"m{number}":{{"type":"integer"}}}}}}"#);
            accepts(&schemas::branches("allOf", count, branch), r#"{"m0":1}"#.to_owned())
        }),
        on("enum of strings, the last", BRANCHES, |count| {
            let names = list(count, |number| format!(r#""name {number}""#));
            accepts(&format!(r#"{{"enum":{names}}}"#), format!(r#""name {}""#, count - 1))
        }),
        on("anyOf, none fits, all errors", BRANCHES, |count| {
            explains(&schemas::branches("anyOf", count, untagged), "{}".to_owned())
        }),
    ]
}

fn tagged(number: usize) -> String {
    format!(r#"{{"required":["tag"],"properties":{{"tag":{{"const":"t{number}"}},"value":{{"type":"integer"}}}}}}"#)
}

fn untagged(number: usize) -> String {
    format!(r#"{{"required":["m{number}"],"properties":{{"m{number}":{{"type":"integer"}}}}}}"#)
}

fn depth() -> Vec<Series> {
    let on = Series::on("depth", "levels");
    vec![
        on("a recursive schema", DEPTHS, |depth| accepts(r##"{"type":"array","items":{"$ref":"#"}}"##, nested(depth))),
        on("a recursive schema, two branches", DEPTHS, |depth| {
            let schema = r##"{"anyOf":[{"type":"array","maxItems":0},{"type":"array","items":{"$ref":"#"}}]}"##;
            accepts(schema, nested(depth))
        }),
        on("no schema", DEPTHS, |depth| accepts("true", nested(depth))),
        on("compile, nested objects", DEPTHS, |depth| {
            let source = source(&schemas::nested(depth));
            Ok(Box::new(move || black_box(compile(&source, "", &Options::default())).is_ok()))
        }),
        on("write Rust, nested objects", DEPTHS, |depth| {
            let plan = compiled(&schemas::nested(depth))?;
            Ok(Box::new(move || black_box(plan.rust()).is_ok()))
        }),
    ]
}

fn items() -> Vec<Series> {
    let on = Series::on("items", "items");
    vec![
        on("uniqueItems, numbers", ITEMS, |count| {
            accepts(r#"{"uniqueItems":true}"#, list(count, |number| number.to_string()))
        }),
        on("uniqueItems, objects", ITEMS, |count| {
            accepts(r#"{"uniqueItems":true}"#, list(count, |number| format!(r#"{{"a":{number}}}"#)))
        }),
        on("contains, all fit", ITEMS, |count| {
            accepts(r#"{"contains":{"type":"integer"},"minContains":1}"#, list(count, |number| number.to_string()))
        }),
        on("all of them wrong", ITEMS, |count| {
            explains(r#"{"items":{"type":"string"}}"#, list(count, |number| number.to_string()))
        }),
        on("digits of one number", ITEMS, |count| accepts(r#"{"type":"integer","multipleOf":3}"#, "3".repeat(count))),
        on("members of one name's length", ITEMS, |count| {
            accepts(r#"{"maxProperties":1}"#, format!(r#"{{"{}":1}}"#, "n".repeat(count)))
        }),
    ]
}
