//! The keywords that apply schemas to members.

use super::{Here, Lowering, values};
use crate::front::tree::{Data, NodeId};
use crate::ir::{Members, Rule, SchemaId};

impl Lowering<'_, '_> {
    pub(super) fn object(&mut self, here: &Here, name: &str, value: NodeId) -> Option<Rule> {
        match name {
            "propertyNames" => self.child(here, value).map(Rule::PropertyNames),
            "unevaluatedProperties" => self.child(here, value).map(Rule::UnevaluatedProperties),
            "dependentSchemas" => {
                let list = self.by_name(here, Some(value));
                (!list.is_empty()).then_some(Rule::DependentSchemas(list))
            }
            _ if here.speaks_for(name, &["properties", "patternProperties", "additionalProperties"]) => {
                let named = self.by_name(here, here.get("properties"));
                let patterns = self.by_name(here, here.get("patternProperties"));
                let rest = here.get("additionalProperties").and_then(|node| self.child(here, node));
                let says_nothing = named.is_empty() && patterns.is_empty() && rest.is_none();
                (!says_nothing).then_some(Rule::Members(Members { named, patterns, rest }))
            }
            _ => None,
        }
    }

    /// The schemas of an object of schemas, in its order.
    fn by_name(&mut self, here: &Here, object: Option<NodeId>) -> Vec<(String, SchemaId)> {
        let members = object.map(|node| here.tree().members(node)).unwrap_or_default();
        members.iter().filter_map(|member| Some((member.name.clone(), self.child(here, member.value)?))).collect()
    }

    /// Splits `dependencies` into what later drafts write as two keywords.
    pub(super) fn dependencies(&mut self, here: &Here, value: NodeId) -> Vec<Rule> {
        let (mut required, mut schemas) = (Vec::new(), Vec::new());
        for member in here.tree().members(value) {
            if let Data::Array(_) = here.tree().data(member.value) {
                required.push((member.name.clone(), values::strings(here, member.value)));
            } else if let Some(id) = self.child(here, member.value) {
                schemas.push((member.name.clone(), id));
            }
        }
        let required = (!required.is_empty()).then_some(Rule::DependentRequired(required));
        let schemas = (!schemas.is_empty()).then_some(Rule::DependentSchemas(schemas));
        required.into_iter().chain(schemas).collect()
    }
}
