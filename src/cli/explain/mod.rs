//! From what a schema forbids to what a reader can do about it.
//!
//! ```text
//! knowledge  what is known of a schema       branch   which of several schemas was meant
//! document   what is known of a payload      suggest  what to write instead
//! mask       what is not shown               secrets  which values a schema marks as secret
//! ruler      bytes -> lines and columns        unread   payloads that cannot be read
//! ```

mod branch;
mod document;
mod knowledge;
mod mask;
mod ruler;
mod secrets;
mod suggest;
mod unread;

pub(super) use self::document::{Document, START};
pub(super) use self::knowledge::Knowledge;
pub(super) use self::unread::Unread;

use formwork_runtime::{Json, Violation};

use self::branch::{Choice, Meant, Reason};
use super::report::{Finding, Related, Role, Spot};

/// What a reader wants to see.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wishes {
    /// Values, but for secrets.
    pub(super) show_values: bool,
    /// What every alternative of `oneOf` and `anyOf` finds, not only the one that was meant.
    pub(super) all_branches: bool,
}

/// The findings that stand for some violations, in the order of the text, as its reader meets them.
pub(super) fn explain(document: &Document<'_>, violations: &[Violation], wishes: Wishes) -> Vec<Finding> {
    let explainer = Explainer { document, wishes };
    let mut findings: Vec<Finding> = violations.iter().flat_map(|violation| explainer.findings(violation)).collect();
    findings.sort_by_key(|finding| finding.place.start());
    findings
}

struct Explainer<'d> {
    document: &'d Document<'d>,
    wishes: Wishes,
}

impl Explainer<'_> {
    fn findings(&self, violation: &Violation) -> Vec<Finding> {
        if violation.alternatives.is_empty() {
            return vec![self.finding(violation)];
        }
        match self.choice(violation) {
            Some((choice, value)) => self.chosen(violation, &choice, value),
            None => vec![self.finding(violation)],
        }
    }

    fn choice(&self, violation: &Violation) -> Option<(Choice, &Json)> {
        let value = self.document.value()?.pointer(&violation.instance)?;
        let choice = branch::choose(self.document.knowledge, violation, value, self.wishes.all_branches)?;
        Some((choice, value))
    }

    fn chosen(&self, violation: &Violation, choice: &Choice, value: &Json) -> Vec<Finding> {
        match &choice.meant {
            Meant::Branch { index, reason } if !self.wishes.all_branches => {
                let note = Self::note(violation, choice, *index, reason);
                let causes = choice.causes.get(*index).map_or(&[][..], Vec::as_slice);
                let mut findings: Vec<Finding> = causes.iter().flat_map(|cause| self.findings(cause)).collect();
                for finding in &mut findings {
                    finding.notes.insert(0, note.clone());
                    if let Reason::Tag(tag) = reason {
                        self.add_tag(finding, violation, choice, *index, tag);
                    }
                }
                // At a limit nobody knows what the branch finds; that the choice fails is still so.
                if findings.is_empty() { vec![self.finding(violation)] } else { findings }
            }
            Meant::NoneByKind(kinds) if !self.wishes.all_branches => {
                let mut finding = self.finding(violation);
                finding.message = format!("expected {kinds}, found {}", value.kind());
                vec![finding]
            }
            Meant::NoneByTag { name, texts, is_there } if !self.wishes.all_branches => {
                vec![self.unknown_tag(violation, name, texts, *is_there)]
            }
            _ => vec![self.undecided(violation, choice)],
        }
    }

    /// The branch that is meant, in a sentence.
    fn note(violation: &Violation, choice: &Choice, index: usize, reason: &Reason) -> String {
        let at = if violation.instance.is_empty() { "the root" } else { &violation.instance };
        let name = &choice.names[index];
        let reason = match reason {
            Reason::Tag(tag) => format!("as {tag} says"),
            Reason::NoTag(name) => format!("the only one for objects without {name:?}"),
            Reason::Kind if choice.names.len() == 1 => "the only one there is".to_owned(),
            Reason::Kind => format!("the only one for {}s", choice.kind),
        };
        let hidden = match choice.names.len() - 1 {
            0 => String::new(),
            1 => "; the other one is not shown, see --all-branches".to_owned(),
            others => format!("; the {others} others are not shown, see --all-branches"),
        };
        format!("{at} is judged by {name} ({}/{index}), {reason}{hidden}", violation.keyword)
    }

    fn add_tag(&self, finding: &mut Finding, violation: &Violation, choice: &Choice, index: usize, tag: &str) {
        let node = self.document.layout.nearest(tag);
        // Where the tag itself is at fault, one mark is enough.
        if tag == finding.place.pointer {
            return;
        }
        let place = self.document.spot(tag, &node.mark(self.document.text), false);
        let label = format!("selects {} of {}", choice.names[index], violation.keyword);
        if let Some(excerpt) = self.document.with_second(finding, &node.mark(self.document.text)) {
            finding.place.excerpt = Some(excerpt);
        }
        finding.related.push(Related { role: Role::Tag, label, place });
    }

    /// The value of the tag is none that any branch has, or there is no tag.
    fn unknown_tag(&self, violation: &Violation, name: &str, texts: &[String], is_there: bool) -> Finding {
        let mut finding = self.finding(violation);
        let pointer = format!("{}/{}", violation.instance, name.replace('~', "~0").replace('/', "~1"));
        let list = suggest::listed(texts);
        if is_there {
            let node = self.document.layout.nearest(&pointer);
            finding.message = format!("{name:?}, which tells the alternatives apart, is not one of {list}");
            finding.place = self.document.spot(&pointer, &node.mark(self.document.text), true);
            finding.help = suggest::text(self.document, &pointer, texts.iter().map(String::as_str));
        } else {
            finding.message = format!("the member {name:?} is missing, which tells the alternatives apart");
            finding.help = Some(format!("it is one of {list}"));
        }
        finding
    }

    /// No branch is known to be the one that was meant.
    fn undecided(&self, violation: &Violation, choice: &Choice) -> Finding {
        let mut finding = self.finding(violation);
        finding.alternatives = choice
            .causes
            .iter()
            .map(|causes| {
                let mut causes: Vec<Finding> = causes.iter().flat_map(|cause| self.findings(cause)).collect();
                causes.sort_by_key(|finding| finding.place.start());
                causes
            })
            .collect();
        finding.nearest = choice.nearest(&violation.instance);
        finding.all_shown = self.wishes.all_branches;
        finding.names.clone_from(&choice.names);
        finding
    }

    fn finding(&self, violation: &Violation) -> Finding {
        let document = self.document;
        let node = document.layout.nearest(&violation.instance);
        let span = match (&node.key, is_about_name(violation)) {
            (Some(key), true) => key.clone(),
            _ => node.mark(document.text),
        };
        let place = document.spot(&violation.instance, &span, true);
        let mut finding = Finding::new(&violation.keyword, violation.message.clone(), place);
        let site = rule_site(violation);
        let rule = document.knowledge.place_of(&site).or_else(|| document.knowledge.place_of(&violation.schema));
        let mut place = rule.as_ref().map(Spot::from).unwrap_or_default();
        place.pointer.clone_from(&site);
        finding.related.push(Related { role: Role::Rule, label: format!("required by {site}"), place });
        finding.help = suggest::help(document, violation);
        finding
    }
}

/// Whether the name of a member is wrong, and not its value.
fn is_about_name(violation: &Violation) -> bool {
    matches!(violation.keyword.as_str(), "additionalProperties" | "unevaluatedProperties")
        || violation.schema.split('/').any(|segment| segment == "propertyNames")
}

/// The place of the rule in the schemas, e.g. `#/properties/id/minLength`.
fn rule_site(violation: &Violation) -> String {
    if violation.keyword.is_empty() { violation.schema.clone() } else { violation.keyword_site() }
}
