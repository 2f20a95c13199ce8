//! `formwork docs`: pages that need nothing else, and in which a schema can say anything.

use std::collections::BTreeSet;

use super::{Place, command, run, schemas};

/// The page, read as XML after what HTML leaves open is closed; what links lead to is there, and nothing is loaded.
fn checked(html: &str) -> Vec<String> {
    let closed = html.replace("<!doctype html>", "").replace("<br>", "<br/>");
    let closed =
        closed.lines().map(|line| if line.starts_with("<meta") { line.replace('>', "/>") } else { line.to_owned() });
    let closed = closed.collect::<Vec<_>>().join("\n");
    let page = roxmltree::Document::parse(&closed).unwrap_or_else(|error| panic!("{error}\n{closed}"));
    let ids: Vec<&str> = page.descendants().filter_map(|node| node.attribute("id")).collect();
    let distinct: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), distinct.len(), "{ids:?}");
    for node in page.descendants().filter(roxmltree::Node::is_element) {
        assert!(!["script", "img", "link", "iframe"].contains(&node.tag_name().name()), "{}", node.tag_name().name());
        if let Some(place) = node.attribute("href").and_then(|href| href.strip_prefix('#')) {
            assert!(distinct.contains(place), "no {place} in {ids:?}");
        }
    }
    assert!(!html.contains("url(") && !html.contains("@import"));
    page.descendants().filter_map(|node| node.text().map(str::to_owned)).collect()
}

#[test]
fn pages_of_the_vendors_show_fields_secrets_and_the_crosswalk() {
    let place = Place::empty();
    let out = place.path("pages");
    run(command(&schemas()).args(["docs", ".", "-q", "-o"]).arg(&out), "").ends_with(0).is_silent();
    for vendor in ["auth0", "ballware", "dotdo", "supabase", "supertokens"] {
        let html = place.read(&format!("pages/{vendor}_session.html"));
        let texts = checked(&html);
        assert!(
            texts.iter().any(|text| text == "required") && texts.iter().any(|text| text == "Other formats"),
            "{vendor}"
        );
        assert!(html.contains("prefers-color-scheme: dark") && html.contains("lang=\"en\""), "{vendor}");
    }
    let supabase = place.read("pages/supabase_session.html");
    assert!(supabase.contains("<code>access_token</code><br><span class=\"mark need\">required</span><span class=\"mark secret\">secret</span>"));
    assert!(supabase.contains("<code>/user/id</code>"));
    checked(&place.read("pages/index.html"));
}

#[test]
fn nothing_of_a_schema_becomes_markup() {
    let hostile = r##"{ "title": "<script>alert(1)</script>", "description": "`<b>` & \u202e </main>", "type": "object",
      "required": ["\"><i>"], "properties": { "\"><i>": { "enum": ["</td>", "'\""], "default": "<u>" }, "a b/~%": { "$ref": "#/$defs/x%20y" },
      "token": { "$ref": "#/$defs/s" }, "o": { "type": "object", "properties": { "in": { "type": "array", "items": { "type": "object", "properties": { "deep": true } } } } } },
      "$defs": { "x y": { "oneOf": [{ "type": "string", "pattern": "<a>" }, { "title": "Two", "properties": { "q": false } }] },
                 "s": { "type": "string", "x-secret": true, "examples": ["MARKER"] }, "<p>": true } }"##;
    let place = Place::empty().file("a.schema.json", hostile);
    place.run("docs a.schema.json -o out").ends_with(0).complains("wrote out/a.html");
    let html = place.read("out/a.html");
    checked(&html);
    assert!(
        !html.contains("<script") && !html.contains("<b>") && !html.contains("MARKER") && !html.contains('\u{202e}'),
        "{html}"
    );
    assert!(html.contains("<a href=\"#at-~24~defs-x~20~y\">x y</a>"), "{html}");
    assert_eq!(place.names("out"), ["a.html"]);
    // The same again is the same.
    place.run("docs a.schema.json -o out -q").ends_with(0).is_silent();
    assert_eq!(place.read("out/a.html"), html);
}

#[test]
fn what_cannot_be_read_is_told() {
    let place = Place::with_login().file("bad.schema.json", "{");
    let run = place.run("docs . -o out");
    run.ends_with(3).complains("bad.schema.json:1");
    assert_eq!(place.names("out"), ["index.html", "login.html"]);
    place.run("docs login.schema.json").ends_with(2);
    place.run("docs login.schema.json -o login.schema.json/x").ends_with(3).complains("cannot be written");
}
