//! The plan as text: each check that is called from more than one place, or that is a type's, with what it does.

use std::{collections::BTreeSet, fmt};

use formwork_runtime::{Kinds, to_string};

use super::{Branches, Check, CheckId, Limit, Plan, Whole};

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut printed = BTreeSet::new();
        let mut pending: Vec<CheckId> = self.by_schema.values().rev().copied().collect();
        pending.push(self.root);
        while let Some(id) = pending.pop() {
            let check = self.check(id);
            if !printed.insert(id) || is_line(check) {
                continue;
            }
            writeln!(f, "{id} {}", check.schema)?;
            self.details(check, f)?;
            writeln!(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for CheckId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "c{}", self.0)
    }
}

/// Whether a check is said in one line where it is used.
fn is_line(check: &Check) -> bool {
    check.array.is_none() && check.object.is_none() && check.whole.len() <= 1
}

impl Plan {
    fn details(&self, check: &Check, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "  {}", self.leaves(check))?;
        if let Some(array) = &check.array {
            for (index, item) in array.prefix.iter().enumerate() {
                writeln!(f, "  [{index}]  {}", self.show(*item))?;
            }
            if let Some(rest) = array.rest {
                writeln!(f, "  [..]  {}", self.show(rest))?;
            }
            for contains in &array.contains {
                writeln!(f, "  contains {}{}  {}", contains.min, upper(contains.max), self.show(contains.check))?;
            }
        }
        if let Some(object) = &check.object {
            let width = object.named.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).min(24);
            for (name, checks) in &object.named {
                let required = object.required.iter().any(|(required, _)| required == name);
                let shown: Vec<String> = checks.iter().map(|id| self.show(*id)).collect();
                let shown = if shown.is_empty() { "anything".to_owned() } else { shown.join(" and ") };
                writeln!(f, "  {name:width$}{}  {shown}", if required { "!" } else { " " })?;
            }
            for group in &object.others {
                for (pattern, id) in &group.patterns {
                    writeln!(f, "  /{}/  {}", self.pattern(*pattern).source(), self.show(*id))?;
                }
                if let Some(rest) = group.rest {
                    writeln!(f, "  ..  {}", self.show(rest))?;
                }
            }
            for names in &object.names {
                writeln!(f, "  names  {}", self.show(*names))?;
            }
            for rule in &object.dependent {
                writeln!(f, "  with {:?}  {}", rule.name, rule.required.join(" "))?;
            }
        }
        for whole in &check.whole {
            writeln!(f, "  {}", self.whole(whole))?;
        }
        Ok(())
    }

    /// A check in one line: what it is, or its name.
    fn show(&self, id: CheckId) -> String {
        let check = self.check(id);
        if !is_line(check) {
            return format!("{id} {}", check.schema);
        }
        let leaves = self.leaves(check);
        match check.whole.first() {
            Some(whole) if leaves == "any" => self.whole(whole),
            Some(whole) => format!("{leaves}, {}", self.whole(whole)),
            None => leaves,
        }
    }

    fn leaves(&self, check: &Check) -> String {
        if check.never.is_some() {
            return "never".to_owned();
        }
        let mut words =
            vec![if check.kinds.0.contains(Kinds::ALL) { "any".to_owned() } else { check.kinds.0.to_string() }];
        for text in &check.text {
            words.extend(range("length", text.min.as_ref(), text.max.as_ref()));
            words.extend(text.pattern.as_ref().map(|(id, _)| format!("/{}/", self.pattern(*id).source())));
            words.extend(text.format.as_ref().map(|(format, _)| format.name().to_owned()));
            words.extend(text.reads_as.as_ref().map(|(path, _)| path.clone()));
        }
        for numeric in &check.numeric {
            for (limit, sign) in [
                (&numeric.minimum, ">="),
                (&numeric.exclusive_minimum, ">"),
                (&numeric.maximum, "<="),
                (&numeric.exclusive_maximum, "<"),
                (&numeric.multiple_of, "multiple of"),
            ] {
                words.extend(limit.as_ref().map(|(limit, _)| format!("{sign} {limit}")));
            }
        }
        if let Some(array) = &check.array {
            words.extend(range("items", array.min.as_ref(), array.max.as_ref()));
            words.extend(array.unique.as_ref().map(|_| "unique".to_owned()));
        }
        if let Some(object) = &check.object {
            words.extend(range("members", object.min.as_ref(), object.max.as_ref()));
        }
        words.join(" ")
    }

    fn whole(&self, whole: &Whole) -> String {
        let list = |ids: &[CheckId]| ids.iter().map(|id| self.show(*id)).collect::<Vec<_>>().join(" | ");
        match whole {
            Whole::Values { values, .. } => match values.as_slice() {
                [only] => format!("equal to {}", to_string(only)),
                _ => format!("one of {}", to_string(values)),
            },
            Whole::Also(id) => self.show(*id),
            Whole::AnyOf(branches) => format!("any of{} ({})", tag(branches), list(&branches.checks)),
            Whole::OneOf(branches) => format!("one of{} ({})", tag(branches), list(&branches.checks)),
            Whole::Not(id, _) => format!("not ({})", self.show(*id)),
            Whole::If(condition, then, otherwise) => {
                let branch = |word: &str, id: &Option<CheckId>| {
                    id.map_or_else(String::new, |id| format!(" {word} ({})", self.show(id)))
                };
                format!("if ({}){}{}", self.show(*condition), branch("then", then), branch("else", otherwise))
            }
            Whole::UnevaluatedMembers(id) => format!("unevaluated members ({})", self.show(*id)),
            Whole::UnevaluatedItems(id) => format!("unevaluated items ({})", self.show(*id)),
            Whole::IfMember(name, id) => format!("with {name:?} {}", self.show(*id)),
        }
    }
}

fn tag(branches: &Branches) -> String {
    branches.masks.tag_name().map_or_else(String::new, |name| format!(" by {name:?}"))
}

fn range(word: &str, min: Option<&Limit<u64>>, max: Option<&Limit<u64>>) -> Option<String> {
    if min.is_none() && max.is_none() {
        return None;
    }
    Some(format!("{word} {}{}", min.map_or(0, |(min, _)| *min), upper(max.map(|(max, _)| *max))))
}

fn upper(max: Option<u64>) -> String {
    max.map_or_else(|| "..".to_owned(), |max| format!("..={max}"))
}
