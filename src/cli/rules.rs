//! `formwork explain` and `formwork rules`: what the ids of findings mean.

use std::io::Write;

use clap::Args;

use super::{Exit, Failure, Out};
use crate::rules;

/// Explain the rule that a finding names
#[derive(Args, Debug)]
pub(super) struct Explain {
    /// The rule, e.g. `breaking::enum-value-removed`
    rule: String,
}

/// List all rules
#[derive(Args, Debug)]
pub(super) struct Rules {}

impl Explain {
    pub(super) fn run(&self, out: &mut Out) -> Result<Exit, Failure> {
        let Some(rule) = rules::find(&self.rule) else {
            let distance = |id: &str| {
                let name = id.split_once("::").map_or(id, |(_, name)| name);
                strsim::osa_distance(&self.rule, id).min(strsim::osa_distance(&self.rule, name))
            };
            let nearest = rules::all().map(|rule| rule.id).min_by_key(|id| distance(id));
            let help = nearest.filter(|id| distance(id) <= 4).map(|id| format!("; did you mean {id}?"));
            let help = help.unwrap_or_else(|| "; `formwork rules` lists them".to_owned());
            return Err(Failure::Usage(format!("there is no rule {:?}{help}", self.rule)));
        };
        let (first, second) = rule.example;
        writeln!(out, "{} [{}]\n\n{}\n", rule.id, rule.modes.join(", "), wrapped(rule.text))?;
        let (one, other) = rule.labels();
        writeln!(out, "Example:\n  {one:6}  {first}\n  {other:6}  {second}")?;
        Ok(Exit::Clean)
    }
}

impl Rules {
    #[allow(clippy::unused_self, reason = "all commands run alike")]
    pub(super) fn run(&self, out: &mut Out) -> Result<Exit, Failure> {
        let width = rules::all().map(|rule| rule.id.len()).max().unwrap_or(0);
        for rule in rules::all() {
            writeln!(out, "{:width$}  {}", rule.id, rule.modes.join(", "))?;
        }
        Ok(Exit::Clean)
    }
}

/// The text in lines of 100 characters at most.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        if lines.last().is_some_and(|line| !line.is_empty() && line.chars().count() + word.chars().count() >= 100) {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join("\n")
}
