//! A schema of the IR as one JSON Schema of draft 2020-12 that refers to nothing outside: what other tools can read of
//! schemas whose drafts, references and dynamic scopes are resolved.
//!
//! A schema that leads back to itself becomes an entry of `$defs`, every other one stands where it is used.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::str::FromStr;

use formwork_runtime::{Json, Kinds, Number};
use serde_json::{Map, Value, json};

use crate::ir::{Ir, Rule, SchemaId};

/// So many schemas are written at most; a larger one is not written at all.
const MOST: usize = 20_000;

/// What JSON Schema 2020-12, as `serde_json` holds it, cannot say: an integer told by its spelling, a number past `f64`,
/// `contains` beside `unevaluatedItems` in drafts where the former evaluates nothing. Or there is too much to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsayable;

/// The values that every one of `schemas` accepts, of these kinds.
pub fn conjunction(ir: &Ir, schemas: &[SchemaId], kinds: Kinds) -> Result<Value, Unsayable> {
    let mut emitter = Emitter::new(ir);
    let mut whole = Map::new();
    if kinds != Kinds::ALL {
        whole.insert("type".to_owned(), types(kinds)?);
    }
    let all: Vec<Value> = schemas.iter().map(|id| emitter.schema(*id)).collect::<Result<_, _>>()?;
    whole.insert("allOf".to_owned(), Value::Array(all));
    emitter.finish(whole)
}

/// The values that the keyword with this index of a schema accepts.
pub fn keyword(ir: &Ir, id: SchemaId, index: usize) -> Result<Value, Unsayable> {
    let mut emitter = Emitter::new(ir);
    let keyword = ir.schema(id).keywords.get(index).ok_or(Unsayable)?;
    if matches!(keyword.rule, Rule::UnevaluatedItems(_) | Rule::UnevaluatedProperties(_)) {
        // What they leave is known beside the others only.
        return conjunction(ir, &[id], Kinds::ALL);
    }
    let mut whole = Map::new();
    emitter.rule(&keyword.rule, &mut whole)?;
    emitter.finish(whole)
}

struct Emitter<'i> {
    ir: &'i Ir,
    /// The schemas that lead back to themselves.
    recursive: BTreeSet<SchemaId>,
    definitions: BTreeMap<SchemaId, Value>,
    pending: Vec<SchemaId>,
    left: usize,
    has_unevaluated_items: bool,
}

impl<'i> Emitter<'i> {
    fn new(ir: &'i Ir) -> Self {
        let rules = || ir.schemas.iter().flat_map(|schema| &schema.keywords).map(|keyword| &keyword.rule);
        Self {
            ir,
            recursive: recursive(ir),
            definitions: BTreeMap::new(),
            pending: Vec::new(),
            left: MOST,
            has_unevaluated_items: rules().any(|rule| matches!(rule, Rule::UnevaluatedItems(_))),
        }
    }

    fn finish(mut self, mut whole: Map<String, Value>) -> Result<Value, Unsayable> {
        while let Some(id) = self.pending.pop() {
            if !self.definitions.contains_key(&id) {
                self.definitions.insert(id, Value::Null);
                let body = self.body(id)?;
                self.definitions.insert(id, body);
            }
        }
        if !self.definitions.is_empty() {
            let entries = self.definitions.into_iter().map(|(id, body)| (name(id), body));
            whole.insert("$defs".to_owned(), Value::Object(entries.collect()));
        }
        whole.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        Ok(Value::Object(whole))
    }

    fn schema(&mut self, id: SchemaId) -> Result<Value, Unsayable> {
        if self.recursive.contains(&id) {
            self.pending.push(id);
            return Ok(json!({ "$ref": format!("#/$defs/{}", name(id)) }));
        }
        self.body(id)
    }

    fn body(&mut self, id: SchemaId) -> Result<Value, Unsayable> {
        self.left = self.left.checked_sub(1).ok_or(Unsayable)?;
        let schema = self.ir.schema(id);
        let mut whole = Map::new();
        let mut others = Vec::new();
        let mut said = HashSet::new();
        for keyword in &schema.keywords {
            let mut own = Map::new();
            self.rule(&keyword.rule, &mut own)?;
            // A keyword that is there already, as of two schemas that were spliced, goes into an `allOf` of its own, which
            // evaluates for what stands beside it all the same. Two groups of members must not be read as one.
            let is_new = said.insert(std::mem::discriminant(&keyword.rule));
            if !is_new || own.keys().any(|name| whole.contains_key(name)) {
                others.push(Value::Object(own));
            } else {
                whole.append(&mut own);
            }
        }
        if !others.is_empty() {
            match whole.get_mut("allOf") {
                Some(Value::Array(all)) => all.append(&mut others),
                _ => drop(whole.insert("allOf".to_owned(), Value::Array(others))),
            }
        }
        Ok(Value::Object(whole))
    }

    fn list(&mut self, ids: &[SchemaId]) -> Result<Value, Unsayable> {
        Ok(Value::Array(ids.iter().map(|id| self.schema(*id)).collect::<Result<_, _>>()?))
    }

    fn by_name(&mut self, list: &[(String, SchemaId)]) -> Result<Value, Unsayable> {
        let entries = list.iter().map(|(name, id)| Ok((name.clone(), self.schema(*id)?)));
        Ok(Value::Object(entries.collect::<Result<_, _>>()?))
    }

    fn rule(&mut self, rule: &Rule, into: &mut Map<String, Value>) -> Result<(), Unsayable> {
        let mut put = |name: &str, value: Value| drop(into.insert(name.to_owned(), value));
        match rule {
            Rule::Never => put("not", json!({})),
            Rule::Kinds(kinds) => put("type", types(*kinds)?),
            Rule::Values(values) => {
                let values = values.iter().map(value).collect::<Result<_, _>>()?;
                put("enum", Value::Array(values));
            }
            Rule::Minimum(bound) => put("minimum", number(bound)?),
            Rule::ExclusiveMinimum(bound) => put("exclusiveMinimum", number(bound)?),
            Rule::Maximum(bound) => put("maximum", number(bound)?),
            Rule::ExclusiveMaximum(bound) => put("exclusiveMaximum", number(bound)?),
            // The algebra divides by fractions in floating point.
            Rule::MultipleOf(divisor) if !divisor.is_integer() => return Err(Unsayable),
            Rule::MultipleOf(divisor) => put("multipleOf", number(divisor)?),
            Rule::MinLength(count) => put("minLength", json!(count)),
            Rule::MaxLength(count) => put("maxLength", json!(count)),
            Rule::Pattern(source) => put("pattern", json!(source)),
            Rule::Format(format) => put("format", json!(format)),
            // What a Rust type reads is no schema's business.
            Rule::Listed(_) | Rule::ReadsAs(_) => return Err(Unsayable),
            Rule::Items(items) => {
                if !items.prefix.is_empty() {
                    put("prefixItems", self.list(&items.prefix)?);
                }
                if let Some(rest) = items.rest {
                    put("items", self.schema(rest)?);
                }
            }
            Rule::MinItems(count) => put("minItems", json!(count)),
            Rule::MaxItems(count) => put("maxItems", json!(count)),
            Rule::UniqueItems => put("uniqueItems", json!(true)),
            Rule::Contains(contains) => {
                if !contains.evaluates && self.has_unevaluated_items {
                    return Err(Unsayable);
                }
                put("contains", self.schema(contains.schema)?);
                put("minContains", json!(contains.min));
                if let Some(max) = contains.max {
                    put("maxContains", json!(max));
                }
            }
            Rule::UnevaluatedItems(id) => put("unevaluatedItems", self.schema(*id)?),
            Rule::Members(members) => {
                if !members.named.is_empty() {
                    put("properties", self.by_name(&members.named)?);
                }
                if !members.patterns.is_empty() {
                    put("patternProperties", self.by_name(&members.patterns)?);
                }
                if let Some(rest) = members.rest {
                    put("additionalProperties", self.schema(rest)?);
                }
                // One pattern can come from two schemas that were fused.
                let names: BTreeSet<&String> = members.patterns.iter().map(|(source, _)| source).collect();
                if names.len() < members.patterns.len() {
                    return Err(Unsayable);
                }
            }
            Rule::PropertyNames(id) => put("propertyNames", self.schema(*id)?),
            Rule::Required(names) => put("required", json!(names)),
            Rule::MinProperties(count) => put("minProperties", json!(count)),
            Rule::MaxProperties(count) => put("maxProperties", json!(count)),
            Rule::DependentRequired(list) => {
                let entries = list.iter().map(|(name, names)| (name.clone(), json!(names)));
                put("dependentRequired", Value::Object(entries.collect()));
            }
            Rule::DependentSchemas(list) => put("dependentSchemas", self.by_name(list)?),
            Rule::UnevaluatedProperties(id) => put("unevaluatedProperties", self.schema(*id)?),
            Rule::Ref(id) => put("allOf", Value::Array(vec![self.schema(*id)?])),
            Rule::AllOf(list) => put("allOf", self.list(list)?),
            Rule::AnyOf(list) => put("anyOf", self.list(list)?),
            Rule::OneOf(list) => put("oneOf", self.list(list)?),
            Rule::Not(id) => put("not", self.schema(*id)?),
            Rule::If { condition, then, otherwise } => {
                put("if", self.schema(*condition)?);
                if let Some(then) = then {
                    put("then", self.schema(*then)?);
                }
                if let Some(otherwise) = otherwise {
                    put("else", self.schema(*otherwise)?);
                }
            }
        }
        Ok(())
    }
}

fn name(id: SchemaId) -> String {
    format!("s{}", id.0)
}

fn types(kinds: Kinds) -> Result<Value, Unsayable> {
    if kinds.are_integers_as_written() {
        return Err(Unsayable);
    }
    if kinds.is_empty() {
        // No name at all is not legal: a list of names that exclude each other has to be said in another way.
        return Err(Unsayable);
    }
    Ok(json!(kinds.names().collect::<Vec<_>>()))
}

/// The largest integer up to which floating point has all of them.
const EXACT: f64 = 9_007_199_254_740_992.0;

fn number(number: &Number) -> Result<Value, Unsayable> {
    // The algebra may take integers for floating point, where those beyond are not told apart.
    if number.to_f64().abs() > EXACT {
        return Err(Unsayable);
    }
    let value = serde_json::Number::from_str(&number.to_string()).map_err(|_| Unsayable)?;
    // A number that was rounded is another one.
    let same = Number::from_text(&value.to_string()).is_some_and(|back| back == *number);
    if same { Ok(Value::Number(value)) } else { Err(Unsayable) }
}

/// A JSON value as `serde_json` holds it, if that is the same value.
pub fn value(json: &Json) -> Result<Value, Unsayable> {
    Ok(match json {
        Json::Null => Value::Null,
        Json::Boolean(boolean) => Value::Bool(*boolean),
        Json::Number(exact) => number(exact)?,
        Json::String(text) => Value::String(text.clone()),
        Json::Array(items) => Value::Array(items.iter().map(value).collect::<Result<_, _>>()?),
        Json::Object(object) => {
            let members = object.iter().map(|(name, member)| Ok((name.to_owned(), value(member)?)));
            Value::Object(members.collect::<Result<_, _>>()?)
        }
    })
}

/// The schemas that lead back to themselves.
fn recursive(ir: &Ir) -> BTreeSet<SchemaId> {
    // Each schema is gone into once: one that is met again on the way down leads back to itself.
    let (mut found, mut done) = (BTreeSet::new(), BTreeSet::new());
    for index in 0..ir.schemas.len() {
        let start = SchemaId(u32::try_from(index).unwrap_or(u32::MAX));
        let mut way: Vec<(SchemaId, Vec<SchemaId>)> = Vec::new();
        let mut on_way = BTreeSet::new();
        let mut next = Some(start);
        loop {
            if let Some(id) = next.take() {
                if on_way.contains(&id) {
                    found.insert(id);
                } else if done.insert(id) {
                    on_way.insert(id);
                    let children = ir.schema(id).keywords.iter().flat_map(|keyword| keyword.rule.children()).collect();
                    way.push((id, children));
                }
            }
            let Some((id, children)) = way.last_mut() else { break };
            match children.pop() {
                Some(child) => next = Some(child),
                None => {
                    on_way.remove(&*id);
                    way.pop();
                }
            }
        }
    }
    found
}
