//! The IR as text: a line a schema, its keywords below it.

use std::fmt;

use super::{Ir, Rule, Schema, SchemaId};
use formwork_runtime::to_string;

impl fmt::Display for Ir {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "root {}", self.root)?;
        for (name, id) in &self.definitions {
            writeln!(f, "definition {name:?} {id}")?;
        }
        for (index, schema) in self.schemas.iter().enumerate() {
            writeln!(f)?;
            write!(f, "s{index} {}", self.show(&schema.site))?;
            notes(schema, f)?;
            writeln!(f)?;
            for keyword in &schema.keywords {
                write!(f, "  ")?;
                rule(&keyword.rule, f)?;
                if !keyword.site.pointer.starts_with(&schema.site.pointer) {
                    write!(f, "  from {}", self.show(&keyword.site))?;
                }
                writeln!(f)?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for SchemaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s{}", self.0)
    }
}

fn notes(schema: &Schema, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let notes = &schema.annotations;
    if let Some(title) = &notes.title {
        write!(f, " {title:?}")?;
    }
    for (is_set, word) in [
        (notes.secret, "secret"),
        (notes.deprecated, "deprecated"),
        (notes.read_only, "read-only"),
        (notes.write_only, "write-only"),
    ] {
        if is_set {
            write!(f, " {word}")?;
        }
    }
    if schema.keywords.is_empty() {
        write!(f, " anything")?;
    }
    Ok(())
}

fn rule(rule: &Rule, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match rule {
        Rule::Never => write!(f, "never"),
        Rule::Kinds(kinds) => write!(f, "{kinds}"),
        Rule::Values(values) => match values.as_slice() {
            [only] => write!(f, "equal to {}", to_string(only)),
            _ => write!(f, "one of {}", to_string(values)),
        },
        Rule::Minimum(limit) => write!(f, ">= {limit}"),
        Rule::ExclusiveMinimum(limit) => write!(f, "> {limit}"),
        Rule::Maximum(limit) => write!(f, "<= {limit}"),
        Rule::ExclusiveMaximum(limit) => write!(f, "< {limit}"),
        Rule::MultipleOf(divisor) => write!(f, "multiple of {divisor}"),
        Rule::MinLength(limit) => write!(f, "length >= {limit}"),
        Rule::MaxLength(limit) => write!(f, "length <= {limit}"),
        Rule::Pattern(source) => write!(f, "pattern {source:?}"),
        Rule::Format(name) => write!(f, "format {name}"),
        Rule::Listed(texts) => write!(f, "any string, such as {}", texts.join(" ")),
        Rule::ReadsAs(path) => write!(f, "reads as {path}"),
        Rule::Items(items) => {
            write!(f, "items")?;
            items.prefix.iter().try_for_each(|id| write!(f, " {id}"))?;
            items.rest.map_or(Ok(()), |rest| write!(f, " then {rest}"))
        }
        Rule::MinItems(limit) => write!(f, "items >= {limit}"),
        Rule::MaxItems(limit) => write!(f, "items <= {limit}"),
        Rule::UniqueItems => write!(f, "unique items"),
        Rule::Contains(contains) => {
            write!(f, "contains {} at least {}", contains.schema, contains.min)?;
            contains.max.map_or(Ok(()), |max| write!(f, " at most {max}"))
        }
        Rule::UnevaluatedItems(id) => write!(f, "unevaluated items {id}"),
        Rule::Members(members) => {
            write!(f, "members")?;
            members.named.iter().try_for_each(|(name, id)| write!(f, "\n    {name:?} {id}"))?;
            members.patterns.iter().try_for_each(|(pattern, id)| write!(f, "\n    matching {pattern:?} {id}"))?;
            members.rest.map_or(Ok(()), |rest| write!(f, "\n    others {rest}"))
        }
        Rule::PropertyNames(id) => write!(f, "names {id}"),
        Rule::Required(names) => write!(f, "required {}", names.join(" ")),
        Rule::MinProperties(limit) => write!(f, "members >= {limit}"),
        Rule::MaxProperties(limit) => write!(f, "members <= {limit}"),
        Rule::DependentRequired(rules) => {
            rules.iter().try_for_each(|(name, needs)| write!(f, "with {name:?} required {}", needs.join(" ")))
        }
        Rule::DependentSchemas(rules) => rules.iter().try_for_each(|(name, id)| write!(f, "with {name:?} also {id}")),
        Rule::UnevaluatedProperties(id) => write!(f, "unevaluated members {id}"),
        Rule::Ref(id) => write!(f, "same as {id}"),
        Rule::AllOf(list) => many("all of", list, f),
        Rule::AnyOf(list) => many("any of", list, f),
        Rule::OneOf(list) => many("one of", list, f),
        Rule::Not(id) => write!(f, "not {id}"),
        Rule::If { condition, then, otherwise } => {
            write!(f, "if {condition}")?;
            then.map_or(Ok(()), |then| write!(f, " then {then}"))?;
            otherwise.map_or(Ok(()), |otherwise| write!(f, " else {otherwise}"))
        }
    }
}

fn many(word: &str, list: &[SchemaId], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{word}")?;
    list.iter().try_for_each(|id| write!(f, " {id}"))
}
