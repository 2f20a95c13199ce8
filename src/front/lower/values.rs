//! The keywords that say something about one value without applying a schema.

use std::collections::HashSet;

use formwork_runtime::{Json, Kinds};

use super::{Here, Lowering};
use crate::diagnostic::Diagnostic;
use crate::front::decimal;
use crate::front::documents::NodeRef;
use crate::front::format::FORMATS;
use crate::front::tree::{Data, NodeId};
use crate::ir::Rule;
use crate::near::did_you_mean;

/// What an assertion says; nothing if it holds for every value. A value that the check has reported says nothing either.
pub(super) fn rule(here: &Here, name: &str, value: NodeId) -> Option<Rule> {
    let tree = here.tree();
    let natural = || decimal::natural(tree.raw(value)).filter(|_| matches!(tree.data(value), Data::Number));
    let at_least = || natural().filter(|least| *least > 0);
    // In draft 4 a boolean beside a bound says whether the bound itself is allowed.
    let exclusive = |name| here.get(name).and_then(|node| tree.boolean(node)) == Some(true);
    Some(match name {
        "type" => Rule::Kinds(kinds(here, value)?),
        "enum" => Rule::Values(distinct(tree.items(value).iter().filter_map(|item| tree.json(*item)))),
        "const" => Rule::Values(vec![tree.json(value)?]),
        "minimum" if exclusive("exclusiveMinimum") => Rule::ExclusiveMinimum(tree.number(value)?),
        "maximum" if exclusive("exclusiveMaximum") => Rule::ExclusiveMaximum(tree.number(value)?),
        "minimum" => Rule::Minimum(tree.number(value)?),
        "maximum" => Rule::Maximum(tree.number(value)?),
        "exclusiveMinimum" => Rule::ExclusiveMinimum(tree.number(value)?),
        "exclusiveMaximum" => Rule::ExclusiveMaximum(tree.number(value)?),
        "multipleOf" => Rule::MultipleOf(tree.number(value)?),
        "minLength" => Rule::MinLength(at_least()?),
        "maxLength" => Rule::MaxLength(natural()?),
        "pattern" => Rule::Pattern(tree.string(value)?.to_owned()),
        "minItems" => Rule::MinItems(at_least()?),
        "maxItems" => Rule::MaxItems(natural()?),
        "uniqueItems" => tree.boolean(value).filter(|unique| *unique).map(|_| Rule::UniqueItems)?,
        "required" => Some(strings(here, value)).filter(|names| !names.is_empty()).map(Rule::Required)?,
        "minProperties" => Rule::MinProperties(at_least()?),
        "maxProperties" => Rule::MaxProperties(natural()?),
        "dependentRequired" => {
            let members = tree.members(value).iter();
            let list: Vec<_> = members.map(|member| (member.name.clone(), strings(here, member.value))).collect();
            Some(list).filter(|list| !list.is_empty()).map(Rule::DependentRequired)?
        }
        _ => return None,
    })
}

/// The strings of an array.
pub(super) fn strings(here: &Here, array: NodeId) -> Vec<String> {
    let items = here.tree().items(array).iter();
    items.filter_map(|item| here.tree().string(*item).map(str::to_owned)).collect()
}

fn kinds(here: &Here, value: NodeId) -> Option<Kinds> {
    let one = here.tree().string(value).and_then(Kinds::from_name);
    let many = here.tree().items(value).iter().filter_map(|item| Kinds::from_name(here.tree().string(*item)?));
    let kinds = one.into_iter().chain(many).reduce(Kinds::union)?;
    let all_numbers = kinds.contains(Kinds::NUMBER) || !kinds.contains(Kinds::INTEGER);
    let written = here.dialect.draft.tells_integers_by_spelling() && !all_numbers;
    Some(if written { kinds.integers_as_written() } else { kinds })
}

/// Each value once, where it comes first.
fn distinct(values: impl Iterator<Item = Json>) -> Vec<Json> {
    let (mut list, mut strings): (Vec<Json>, HashSet<String>) = (Vec::new(), HashSet::new());
    for value in values {
        let is_new = match &value {
            Json::String(text) => strings.insert(text.clone()),
            _ => !list.contains(&value),
        };
        if is_new {
            list.push(value);
        }
    }
    list
}

impl Lowering<'_, '_> {
    /// `format`, where it asserts.
    pub(super) fn format(&mut self, here: &Here, value: NodeId) -> Option<Rule> {
        let name = here.tree().string(value)?;
        if !self.library.asserts_format(here.home) {
            return None;
        }
        if FORMATS.contains(&name) {
            return Some(Rule::Format(name.to_owned()));
        }
        let message = format!("the format {name:?} is not known here, so that it asserts nothing");
        let mut diagnostic = Diagnostic::warning("unknown-format", message);
        diagnostic.help = did_you_mean(name, FORMATS);
        self.library.report(NodeRef { node: value, ..here.at }, diagnostic);
        None
    }
}
