//! Applies a schema to a value and keeps what each keyword says.

use formwork_runtime::{Budget, Json, Limit};

use super::leaf::Leaves;
use super::{AsWritten, MOST_BYTES, Unit, location};
use crate::ir::{Ir, Keyword, Rule, Schema, SchemaId, Site};

/// So many schemas are applied one inside the other at most, counting every step through a reference or an `allOf`:
/// what a thread of 2 MiB bears even where nothing is optimised.
const MOST_NESTED: usize = 1000;

/// What the root has to say about a value.
pub(super) fn root(written: &AsWritten, instance: &Json) -> Result<Unit, Limit> {
    let ir = &written.ir;
    let leaves = Leaves { patterns: written.patterns(), budget: Budget::for_value() };
    // What nests too deep is refused by every reader; the walk below must not go there.
    leaves.depth(instance)?;
    let unit = schema_unit(ir, ir.root, String::new(), String::new());
    let mut evaluation = Evaluation { ir, leaves, idle: Vec::new(), left: MOST_BYTES, depth: MOST_NESTED };
    Ok(*evaluation.schema(Here::new(ir, ir.root, "", unit, instance))?.unit)
}

fn schema_unit(ir: &Ir, id: SchemaId, keyword_location: String, instance_location: String) -> Box<Unit> {
    let site = ir.schema(id).site.clone();
    Box::new(Unit {
        keyword: None,
        valid: true,
        keyword_location,
        absolute_keyword_location: location::absolute(ir, &site),
        site,
        instance_location,
        error: None,
        annotation: None,
        units: Vec::new(),
    })
}

/// One walk over a value.
pub(super) struct Evaluation<'w> {
    pub(super) ir: &'w Ir,
    pub(super) leaves: Leaves<'w>,
    /// The schemas with an `if` that decides nothing, and their values, into which the walk is just looking. Such a
    /// one may refer to its own schema, for no validator has to look at it.
    pub(super) idle: Vec<(SchemaId, *const Json)>,
    /// So many bytes of units may still be made.
    left: usize,
    /// So many schemas may still be applied one inside the other.
    depth: usize,
}

/// What came of applying a schema. Units are boxed as long as the walk has them, which keeps its stack small.
pub(super) struct Applied {
    pub(super) unit: Box<Unit>,
    pub(super) seen: Seen,
}

/// How a keyword ends: something is known, or a limit was reached.
pub(super) type Step = Result<(), Limit>;

/// Which members or items of a value a schema has looked at, by index.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen(Vec<bool>);

impl Seen {
    fn nothing_of(value: &Json) -> Self {
        Self(match value {
            Json::Array(items) => vec![false; items.len()],
            Json::Object(members) => vec![false; members.len()],
            _ => Vec::new(),
        })
    }

    pub(super) fn has(&self, index: usize) -> bool {
        self.0.get(index) == Some(&true)
    }

    pub(super) fn mark(&mut self, index: usize) {
        self.0.get_mut(index).into_iter().for_each(|slot| *slot = true);
    }

    /// Notes what another schema has looked at in the same value.
    pub(super) fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(slot, other)| *slot |= other);
    }
}

/// The schema that is being applied.
pub(super) struct Here<'w, 'v> {
    pub(super) id: SchemaId,
    pub(super) schema: &'w Schema,
    /// The keyword that asks for the schema; empty for the root.
    by: &'w str,
    pub(super) value: &'v Json,
    pub(super) unit: Box<Unit>,
    pub(super) seen: Seen,
}

impl<'w, 'v> Here<'w, 'v> {
    /// A schema of which every keyword says what it says of itself.
    #[allow(clippy::unnecessary_box_returns, reason = "the walk's frames hold it, and are to be small")]
    fn new(ir: &'w Ir, id: SchemaId, by: &'w str, mut unit: Box<Unit>, value: &'v Json) -> Box<Self> {
        let schema = ir.schema(id);
        let units = schema.annotations.written.iter().map(|written| {
            let annotation = written.annotation.as_ref().filter(|_| written.kinds.admits(value.kind()));
            Unit { annotation: annotation.cloned(), ..keyword_unit(&unit, &written.name) }
        });
        unit.units = units.collect();
        Box::new(Self { id, schema, by, value, unit, seen: Seen::nothing_of(value) })
    }

    /// Whether the schema has this keyword.
    pub(super) fn has(&self, keyword: &str) -> bool {
        self.schema.annotations.written.iter().any(|written| written.name == keyword)
    }

    /// The unit of a keyword.
    pub(super) fn at(&mut self, keyword: &str) -> &mut Unit {
        let known = self.unit.units.iter().position(|unit| unit.keyword.as_deref() == Some(keyword));
        let index = known.unwrap_or_else(|| {
            self.unit.units.push(keyword_unit(&self.unit, keyword));
            self.unit.units.len() - 1
        });
        &mut self.unit.units[index]
    }

    /// Notes what a keyword has against the value.
    pub(super) fn fail(&mut self, keyword: &str, message: Option<String>) {
        if let Some(message) = message {
            let unit = self.at(keyword);
            unit.valid = false;
            unit.error = Some(match unit.error.take() {
                Some(before) => format!("{before}; {message}"),
                None => message,
            });
        }
    }

    /// Puts what a schema says below the keyword that applies it, and which cannot hold if the schema does not.
    pub(super) fn must_hold(&mut self, keyword: &str, inner: Box<Unit>) {
        let unit = self.at(keyword);
        unit.valid &= inner.valid;
        unit.units.push(*inner);
    }

    fn finish(mut self) -> Applied {
        self.unit.valid = self.unit.error.is_none() && self.unit.units.iter().all(|unit| unit.valid);
        if !self.unit.valid {
            self.unit.units.iter_mut().for_each(Unit::drop_annotations);
        }
        Applied { unit: self.unit, seen: self.seen }
    }
}

fn keyword_unit(schema: &Unit, keyword: &str) -> Unit {
    let segment = location::below("", keyword);
    Unit {
        keyword: Some(keyword.to_owned()),
        valid: true,
        keyword_location: format!("{}{segment}", schema.keyword_location),
        absolute_keyword_location: format!("{}{}", schema.absolute_keyword_location, location::fragment(&segment)),
        site: Site { document: schema.site.document, pointer: format!("{}{segment}", schema.site.pointer) },
        instance_location: schema.instance_location.clone(),
        error: None,
        annotation: None,
        units: Vec::new(),
    }
}

// As deep as the way through the schema is long, these call each other: their frames are kept small.
impl<'w> Evaluation<'w> {
    /// Applies a schema to a value.
    fn schema(&mut self, mut here: Box<Here<'w, '_>>) -> Result<Applied, Limit> {
        self.left = self.left.checked_sub(here.unit.bytes()).ok_or(Limit::Work)?;
        self.depth = self.depth.checked_sub(1).ok_or(Limit::Work)?;
        for keyword in in_order(here.schema) {
            self.keyword(keyword, &mut here)?;
        }
        self.depth += 1;
        Ok(here.finish())
    }

    fn keyword(&mut self, keyword: &'w Keyword, here: &mut Here<'w, '_>) -> Step {
        let name = name_of(keyword);
        match &keyword.rule {
            Rule::Items(items) => self.items(items, here),
            Rule::Contains(contains) => self.contains(contains, here),
            Rule::UnevaluatedItems(rest) => self.unevaluated_items(*rest, here),
            Rule::Members(members) => self.members(members, here),
            Rule::PropertyNames(names) => self.property_names(*names, here),
            Rule::DependentSchemas(list) => self.dependent_schemas(name, list, here),
            Rule::UnevaluatedProperties(rest) => self.unevaluated_properties(*rest, here),
            Rule::Ref(target) => self.reference(name, *target, here),
            Rule::AllOf(list) | Rule::AnyOf(list) | Rule::OneOf(list) => {
                self.combination(&keyword.rule, name, list, here)
            }
            Rule::Not(schema) => self.combination(&keyword.rule, name, std::slice::from_ref(schema), here),
            Rule::If { condition, then, otherwise } => self.condition(*condition, *then, *otherwise, here),
            rule => self.assertion(rule, name, here),
        }
    }

    /// What asks for no schema.
    fn assertion(&self, rule: &Rule, name: &str, here: &mut Here<'w, '_>) -> Step {
        if *rule == Rule::Never {
            here.unit.error = self.leaves.never(here.by, here.value)?;
        } else {
            here.fail(name, self.leaves.fault(rule, name, here.value)?);
        }
        Ok(())
    }

    /// Applies a schema that stands in the current one to the same value.
    pub(super) fn in_place(&mut self, here: &Here<'w, '_>, child: SchemaId) -> Result<Applied, Limit> {
        let next = child_of(self.ir, here, child, None, here.value);
        self.schema(next)
    }

    /// Applies a schema that stands in the current one to what stands under `segment` in the value.
    pub(super) fn inside(
        &mut self,
        here: &Here<'w, '_>,
        child: SchemaId,
        segment: &str,
        value: &Json,
    ) -> Result<Applied, Limit> {
        let next = child_of(self.ir, here, child, Some(segment), value);
        self.schema(next)
    }

    /// Applies the schema that a reference leads to.
    pub(super) fn reference(&mut self, keyword: &'w str, target: SchemaId, here: &mut Here<'w, '_>) -> Step {
        let next = target_of(self.ir, here, keyword, target);
        let Applied { unit, seen } = self.schema(next)?;
        here.must_hold(keyword, unit);
        here.seen.add(&seen);
        Ok(())
    }
}

/// A schema's keywords, those last that ask what the others have looked at.
fn in_order(schema: &Schema) -> Vec<&Keyword> {
    let mut keywords: Vec<&Keyword> = schema.annotations.idle.iter().chain(&schema.keywords).collect();
    keywords.sort_by_key(|keyword| matches!(keyword.rule, Rule::UnevaluatedItems(_) | Rule::UnevaluatedProperties(_)));
    keywords
}

fn name_of(keyword: &Keyword) -> &str {
    keyword.site.pointer.rsplit('/').next().unwrap_or_default()
}

/// A schema that stands in the current one, at a value or at what stands under `segment` in it.
#[allow(clippy::unnecessary_box_returns, reason = "as `Here::new`")]
fn child_of<'w, 'v>(
    ir: &'w Ir,
    here: &Here<'w, '_>,
    child: SchemaId,
    segment: Option<&str>,
    value: &'v Json,
) -> Box<Here<'w, 'v>> {
    let path = format!("{}{}", here.unit.keyword_location, way(ir, here, child));
    let around = &here.unit.instance_location;
    let instance = segment.map_or_else(|| around.clone(), |segment| location::below(around, segment));
    Here::new(ir, child, keyword_of(ir, here, child), schema_unit(ir, child, path, instance), value)
}

/// The schema that a reference leads to.
#[allow(clippy::unnecessary_box_returns, reason = "as `Here::new`")]
fn target_of<'w, 'v>(ir: &'w Ir, here: &mut Here<'w, 'v>, keyword: &'w str, target: SchemaId) -> Box<Here<'w, 'v>> {
    let path = here.at(keyword).keyword_location.clone();
    let unit = schema_unit(ir, target, path, here.unit.instance_location.clone());
    Here::new(ir, target, keyword, unit, here.value)
}

/// The pointer from a schema to one that stands in it.
fn way<'w>(ir: &'w Ir, here: &Here<'_, '_>, child: SchemaId) -> &'w str {
    ir.schema(child).site.pointer.strip_prefix(&here.schema.site.pointer).unwrap_or_default()
}

/// The keyword of a schema under which another one stands.
pub(super) fn keyword_of<'w>(ir: &'w Ir, here: &Here<'_, '_>, child: SchemaId) -> &'w str {
    way(ir, here, child).split('/').nth(1).unwrap_or_default()
}
