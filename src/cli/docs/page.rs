//! A schema's page.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::crosswalk;
use super::html::{anchor, code, document, escape, prose};
use super::parts::Parts;
use crate::front::text;
use crate::front::tree::{NodeId, Tree};
use crate::ir::{DocumentId, Rule};
use crate::{Compiled, Source};

/// A schema that becomes a page.
pub(super) struct Page<'s> {
    compiled: &'s Compiled,
    source: &'s Source,
    tree: Tree,
    has_index: bool,
}

/// Where definitions stand.
const SHELVES: [&str; 2] = ["$defs", "definitions"];

/// A part of the schema with a heading of its own.
struct Section {
    pointer: String,
    node: NodeId,
    name: String,
    is_definition: bool,
}

impl<'s> Page<'s> {
    pub(super) fn new(compiled: &'s Compiled, source: &'s Source, has_index: bool) -> Self {
        Self { compiled, source, tree: text::read(&source.text).0, has_index }
    }

    fn root_text(&self, name: &str) -> Option<&str> {
        self.tree.get(Tree::ROOT, name).and_then(|node| self.tree.string(node))
    }

    /// What the page is called.
    pub(super) fn title(&self) -> String {
        self.root_text("title").map_or_else(|| self.compiled.root_type().to_owned(), str::to_owned)
    }

    /// What it is about, as HTML.
    pub(super) fn summary(&self) -> String {
        self.root_text("description").map(prose).unwrap_or_default()
    }

    /// The page.
    pub(super) fn html(&self) -> String {
        let sections = self.sections();
        let places: BTreeSet<String> = sections.iter().map(|section| section.pointer.clone()).collect();
        let parts = Parts { tree: &self.tree, places };
        let secrets = self.secrets();
        let vendor = self.root_text("$id").and_then(crosswalk::vendor);
        let mut main = format!("<main id=\"content\">\n<header><h1 id=\"at\">{}</h1>\n", escape(&self.title()));
        if !self.summary().is_empty() {
            let _ = writeln!(main, "<p>{}</p>", self.summary());
        }
        let file = self.source.label.rsplit('/').next().unwrap_or_default();
        let _ = write!(main, "<p class=\"quiet\">{}", code(file));
        for name in ["$id", "$schema"] {
            if let Some(text) = self.root_text(name) {
                let _ = write!(main, " · {}", code(text));
            }
        }
        main.push_str("</p></header>\n");
        for section in &sections {
            part(&parts, section, &secrets, &mut main);
        }
        if let Some(vendor) = vendor {
            main.push_str(&crosswalk::section(vendor));
        }
        main.push_str("</main>");
        let nav = self.navigation(&sections, vendor.is_some());
        document(&self.title(), &format!("<div class=\"page\">\n{nav}{main}\n</div>"))
    }

    fn navigation(&self, sections: &[Section], has_crosswalk: bool) -> String {
        let mut nav = "<nav aria-label=\"On this page\">".to_owned();
        if self.has_index {
            nav.push_str("<a href=\"index.html\">All schemas</a>");
        }
        for (is_definition, title) in [(false, "Schema"), (true, "Definitions")] {
            let mut of = sections.iter().filter(|section| section.is_definition == is_definition).peekable();
            if of.peek().is_none() {
                continue;
            }
            let _ = write!(nav, "<h2>{title}</h2><ul>");
            for section in of {
                let _ = write!(nav, "<li><a href=\"#{}\">{}</a></li>", anchor(&section.pointer), escape(&section.name));
            }
            nav.push_str("</ul>");
        }
        if has_crosswalk {
            nav.push_str("<h2>More</h2><ul><li><a href=\"#crosswalk\">Other formats</a></li></ul>");
        }
        nav.push_str("</nav>\n");
        nav
    }

    /// The root, the definitions, and the objects that are written out inside them.
    fn sections(&self) -> Vec<Section> {
        let mut sections = Vec::new();
        self.add(Tree::ROOT, String::new(), &self.title(), false, &mut sections);
        for shelf in SHELVES {
            let Some(definitions) = self.tree.get(Tree::ROOT, shelf) else { continue };
            for member in self.tree.members(definitions) {
                let pointer = self.tree.pointer(member.value);
                self.add(member.value, pointer, &member.name, true, &mut sections);
            }
        }
        sections
    }

    fn add(&self, node: NodeId, pointer: String, name: &str, is_definition: bool, sections: &mut Vec<Section>) {
        sections.push(Section { pointer, node, name: name.to_owned(), is_definition });
        self.add_inner(node, name, is_definition, sections);
    }

    /// Objects inside, whatever leads to them: members, items and alternatives.
    fn add_inner(&self, node: NodeId, name: &str, is_definition: bool, sections: &mut Vec<Section>) {
        for (inner, name) in self.inner(node, name) {
            if self.tree.get(inner, "properties").is_some_and(|members| !self.tree.members(members).is_empty()) {
                self.add(inner, self.tree.pointer(inner), &name, is_definition, sections);
            } else {
                self.add_inner(inner, &name, is_definition, sections);
            }
        }
    }

    fn inner(&self, node: NodeId, name: &str) -> Vec<(NodeId, String)> {
        let tree = &self.tree;
        let mut inner = Vec::new();
        for group in ["properties", "patternProperties"] {
            let members = tree.get(node, group).map(|group| tree.members(group)).unwrap_or_default();
            inner.extend(members.iter().map(|member| (member.value, format!("{name}.{}", member.name))));
        }
        for (key, end) in [("items", "[]"), ("additionalProperties", ".*"), ("then", " (then)"), ("else", " (else)")] {
            inner.extend(tree.get(node, key).map(|inner| (inner, format!("{name}{end}"))));
        }
        for key in ["oneOf", "anyOf", "allOf", "prefixItems", "items"] {
            let items = tree.get(node, key).map(|list| tree.items(list)).unwrap_or_default();
            inner.extend(items.iter().enumerate().map(|(at, item)| {
                let title = tree.get(*item, "title").and_then(|title| tree.string(title));
                (*item, title.map_or_else(|| format!("{name} ({})", at + 1), str::to_owned))
            }));
        }
        inner
    }

    /// The pointers of schemas whose values are secret, whether they say so or what they refer to does.
    fn secrets(&self) -> BTreeSet<String> {
        let ir = self.compiled.written.ir();
        let mut secrets = BTreeSet::new();
        for schema in ir.schemas.iter().filter(|schema| schema.site.document == DocumentId(0)) {
            let (mut at, mut steps) = (schema, 0);
            let is_secret = loop {
                let target = at.keywords.iter().find_map(|keyword| match &keyword.rule {
                    Rule::Ref(target) => Some(*target),
                    _ => None,
                });
                match target {
                    _ if at.annotations.secret => break true,
                    Some(target) if steps < 64 => at = ir.schema(target),
                    _ => break false,
                }
                steps += 1;
            };
            if is_secret {
                secrets.insert(schema.site.pointer.clone());
            }
        }
        secrets
    }
}

/// Writes what is said of a part.
fn part(parts: &Parts<'_>, section: &Section, secrets: &BTreeSet<String>, html: &mut String) {
    let Section { pointer, node, name, .. } = section;
    let is_root = pointer.is_empty();
    if !is_root {
        let is_inner = pointer.matches('/').count() > 2 || !section.is_definition;
        let level = if is_inner { "h3" } else { "h2" };
        let _ = writeln!(html, "<{level} id=\"{}\">{}</{level}>", anchor(pointer), escape(name));
        if let Some(description) = parts.description(*node) {
            let _ = writeln!(html, "<p>{description}</p>");
        }
    }
    let is_secret = secrets.contains(pointer);
    let mut facts = vec![parts.kind(*node)];
    facts.extend(is_secret.then(|| "<span class=\"mark secret\">secret</span>".to_owned()));
    facts.extend(parts.is(*node, "deprecated").then(|| "<span class=\"mark need\">deprecated</span>".to_owned()));
    facts.extend(parts.constraints(*node));
    facts.extend(parts.samples(*node, is_secret));
    match parts.get(*node, "additionalProperties").map(|rest| (rest, parts.tree.boolean(rest))) {
        Some((_, Some(false))) => facts.push("no other members".to_owned()),
        Some((rest, None)) => facts.push(format!("other members: {}", parts.kind(rest))),
        _ if parts.get(*node, "properties").is_some() => {
            facts.push("<span class=\"quiet\">other members may be there</span>".to_owned());
        }
        _ => {}
    }
    // An object's heading and fields say what it is.
    let own = format!("<a href=\"#{}\">object</a>", anchor(pointer));
    facts.retain(|fact| *fact != own);
    if !facts.is_empty() {
        let items = list(facts);
        let _ = writeln!(html, "<ul class=\"facts\">{items}</ul>");
    }
    fields(parts, section, secrets, html);
}

/// The items of a list.
fn list(items: impl IntoIterator<Item = String>) -> String {
    items.into_iter().fold(String::new(), |list, item| list + "<li>" + &item + "</li>")
}

/// The table of an object's members.
fn fields(parts: &Parts<'_>, section: &Section, secrets: &BTreeSet<String>, html: &mut String) {
    let tree = parts.tree;
    let members = parts.get(section.node, "properties").map(|group| tree.members(group)).unwrap_or_default();
    if members.is_empty() {
        return;
    }
    let required = parts.get(section.node, "required").map(|list| tree.items(list)).unwrap_or_default();
    let required: Vec<&str> = required.iter().filter_map(|item| tree.string(*item)).collect();
    let _ = writeln!(
        html,
        "<div class=\"scroll\"><table class=\"fields\"><caption>Members of {}</caption><thead><tr><th scope=\"col\">Name</th><th \
         scope=\"col\">Type</th><th scope=\"col\">About</th></tr></thead><tbody>",
        escape(&section.name)
    );
    for member in members {
        let pointer = tree.pointer(member.value);
        let is_secret = secrets.contains(&pointer);
        let mut marks = String::new();
        for (is_there, class, word) in [
            (required.contains(&member.name.as_str()), "need", "required"),
            (is_secret, "secret", "secret"),
            (parts.is(member.value, "deprecated"), "need", "deprecated"),
        ] {
            if is_there {
                let _ = write!(marks, "<span class=\"mark {class}\">{word}</span>");
            }
        }
        let mut about = parts.description(member.value).map(|text| format!("<p>{text}</p>")).unwrap_or_default();
        let more = parts.constraints(member.value).into_iter().chain(parts.samples(member.value, is_secret));
        let more = list(more);
        if !more.is_empty() {
            let _ = write!(about, "<ul>{more}</ul>");
        }
        if !marks.is_empty() {
            marks = format!("<br>{marks}");
        }
        let kind = parts.kind(member.value);
        let _ = writeln!(
            html,
            "<tr><th scope=\"row\">{}{marks}</th><td>{kind}</td><td>{about}</td></tr>",
            code(&member.name)
        );
    }
    html.push_str("</tbody></table></div>\n");
    // A member that is required without being described is told besides.
    let is_described = |name: &&&str| !members.iter().any(|member| member.name == **name);
    let others: Vec<String> = required.iter().filter(is_described).map(|name| code(name)).collect();
    if !others.is_empty() {
        let _ = writeln!(html, "<p class=\"quiet\">Required as well: {}</p>", others.join(", "));
    }
}
