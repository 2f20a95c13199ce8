//! What is told of a session.

use formwork_runtime::convert::{Lost, LostKind, Missing, Need, Problem, ProblemKind, Refusal, Route};
use formwork_runtime::{Position, Violation};
use formwork_sessions::dynamic::Vendor;

use super::ISSUED;
use super::documents::Document;
use super::locate::shift;

/// One thing that is told of a session. It holds no value.
pub(super) struct Entry {
    pub(super) kind: &'static str,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) why: String,
    /// What helps.
    pub(super) flag: Option<String>,
    pub(super) position: Option<Position>,
}

impl Entry {
    pub(super) fn new(kind: &'static str, from: Option<&str>, to: Option<&str>, why: &str) -> Self {
        let (from, to) = (from.map(ToOwned::to_owned), to.map(ToOwned::to_owned));
        Self { kind, from, to, why: why.to_owned(), flag: None, position: None }
    }

    /// `/a -> /b`, or as much of it as there is.
    pub(super) fn way(&self) -> String {
        let ends = [&self.from, &self.to].into_iter().flatten();
        ends.map(|end| if end.is_empty() { "(root)" } else { end }).collect::<Vec<_>>().join(" -> ")
    }
}

/// One loss.
pub(super) fn loss(lost: &Lost) -> Entry {
    let kinds = [(LostKind::Rounded, "rounded"), (LostKind::Defaulted, "filled")];
    let kind = kinds.into_iter().find(|(kind, _)| *kind == lost.kind).map_or("dropped", |(_, name)| name);
    Entry::new(kind, lost.from.as_deref(), lost.to.as_deref(), &lost.why)
}

/// What is missing, and the flags that give it.
pub(super) fn ask(missing: &Missing, route: &Route) -> Entry {
    let Missing { name, pointer } = *missing;
    let need = route.needs.iter().find(|need| need.name == name);
    let is_secret = need.is_some_and(|need| need.secret);
    let flag = if is_secret { format!("--set-file {pointer}=FILE") } else { format!("--set {pointer}=…") };
    let about = need.map(|need| need.about).unwrap_or_default();
    let about = about.split_inclusive(". ").next().unwrap_or_default().trim_end();
    let mut why =
        if about.is_empty() { format!("{name}: {} alone has it.", route.target) } else { format!("{name}: {about}") };
    let origins = route.fills.iter().filter(|fill| fill.to == pointer).flat_map(|fill| fill.from);
    let sides = origins.filter_map(|from| from.split_once(':')).map(|(side, _)| format!("--with {side}=FILE"));
    let now = (name == ISSUED).then(|| "--now TIME".to_owned());
    let mut others: Vec<String> = sides.chain(now).collect();
    others.dedup();
    if !others.is_empty() {
        why = format!("{why} Or: {}", others.join(", "));
    }
    Entry { flag: Some(flag), ..Entry::new("missing", None, Some(pointer), &why) }
}

/// A loss that is refused, and the flag that allows it.
fn refused(refusal: &Refusal) -> Entry {
    let flag = Some(format!("--allow {}", plain(refusal.option)));
    Entry { flag, ..Entry::new("refused", Some(refusal.pointer), None, refusal.why) }
}

/// A problem of the session, with the flag where one helps.
pub(super) fn problem(problem: &Problem, route: &Route) -> Entry {
    let refusal = |option: &str| {
        let is_it = |refusal: &&Refusal| refusal.option == option && problem.from.as_deref() == Some(refusal.pointer);
        route.refuses.iter().find(is_it)
    };
    let need = |name: &str| {
        let is_it = |need: &&Need| need.name == name && problem.to.as_deref() == Some(need.pointer);
        route.needs.iter().find(is_it)
    };
    let helped = match problem.kind {
        ProblemKind::Refused { option } => refusal(option).map(refused),
        ProblemKind::Missing { need: Some(name) } => {
            need(name).map(|Need { name, pointer, .. }| ask(&Missing { name, pointer }, route))
        }
        _ => None,
    };
    let plain = || Entry::new("problem", problem.from.as_deref(), problem.to.as_deref(), &problem.message);
    helped.unwrap_or_else(plain)
}

/// A rule of the source's schema that is broken.
pub(super) fn invalid(violation: &Violation, document: &Document) -> Entry {
    let from = Some(violation.instance.as_str()).filter(|instance| !instance.is_empty());
    let position = violation.position.map(|position| shift(position, document));
    Entry { position, ..Entry::new("invalid", from, None, &violation.message) }
}

pub(super) fn unreadable(why: &str, position: Option<Position>) -> Entry {
    Entry { position, ..Entry::new("unreadable", None, None, why) }
}

/// One line for each kind and reason, in the order in which they come first, what is filled in last.
pub(super) fn grouped(entries: &[Entry], to: Vendor) -> Vec<String> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    let (filled, lost): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|entry| entry.kind == "filled");
    for entry in lost.into_iter().chain(filled) {
        let why = entry.why.replace(&format!("`{to}`"), to.name());
        let head = match entry.kind {
            "rounded" => format!("rounded {why}"),
            "filled" => format!("filled in, as {why}"),
            kind => format!("{kind}, as {why}"),
        };
        let way = entry.way();
        match groups.iter_mut().find(|(group, _)| *group == head) {
            Some((_, ways)) => ways.push(way),
            None => groups.push((head, vec![way])),
        }
    }
    groups.into_iter().map(|(head, ways)| format!("{head}: {}", ways.join(", "))).collect()
}

/// One line for each, those with flags as a table.
pub(super) fn aligned(entries: &[Entry]) -> Vec<String> {
    let width = entries.iter().filter_map(|entry| Some(entry.flag.as_ref()?.chars().count())).max().unwrap_or_default();
    let line = |entry: &Entry| {
        let flag = entry.flag.as_ref().map(|flag| format!("{flag:width$}   ")).unwrap_or_default();
        // A flag that gives a value names its place itself.
        let way = if entry.kind == "missing" { String::new() } else { entry.way() };
        format!("{flag}{way}{}{}", if way.is_empty() { "" } else { ": " }, entry.why)
    };
    entries.iter().map(line).collect()
}

/// The name of a guard's option, as `--allow` takes it.
pub(super) fn plain(option: &str) -> &str {
    option.strip_prefix("allow_").or_else(|| option.strip_prefix("allow-")).unwrap_or(option)
}

/// Without what could steer a terminal: the names of a session's members are anybody's.
pub(super) fn visible(text: &str) -> String {
    let steers = |c: char| {
        c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
    };
    text.chars().map(|c| if steers(c) { '·' } else { c }).collect()
}
