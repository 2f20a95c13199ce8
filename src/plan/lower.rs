//! The normal form of the IR becomes the plan.

use std::collections::{BTreeMap, HashMap};

use formwork_runtime::{Format, Kind, Kinds, Number, NumberRef, pattern::Pattern};

use super::{
    Array, Branches, Check, CheckId, Contains, Dependent, Limit, Masks, Numeric, Others, PatternId, Plan, Whole,
};
use crate::{
    analysis::{TypeId, dispatch, use_of},
    front::pattern,
    ir::{Ir, Keyword, Members, Rule, SchemaId, Site},
};

/// Makes the plan for the root, for the definitions, and for `typed`: schemas of which only some kinds are left.
pub fn lower(ir: &Ir, typed: &[(SchemaId, Kinds)]) -> Plan {
    let mut lowering = Lowering {
        ir,
        plan: Plan { checks: Vec::new(), patterns: Vec::new(), root: CheckId(0), by_schema: BTreeMap::new() },
        pattern_ids: HashMap::new(),
        pending: Vec::new(),
    };
    lowering.plan.root = lowering.check(ir.root, Kinds::ALL);
    for (_, definition) in &ir.definitions {
        lowering.check(*definition, Kinds::ALL);
    }
    for (schema, kinds) in typed {
        lowering.check(*schema, *kinds);
    }
    // A work list instead of recursion: schemas nest as deep as their author likes.
    while let Some((schema, kinds, id)) = lowering.pending.pop() {
        let check = lowering.lower_schema(schema, kinds);
        lowering.plan.checks[id.0 as usize] = check;
    }
    lowering.plan.settle();
    lowering.plan
}

struct Lowering<'i> {
    ir: &'i Ir,
    plan: Plan,
    pattern_ids: HashMap<String, PatternId>,
    pending: Vec<(SchemaId, Kinds, CheckId)>,
}

impl Lowering<'_> {
    /// The check of a schema of which only `kinds` are left; made later if it is new.
    fn check(&mut self, schema: SchemaId, kinds: Kinds) -> CheckId {
        let plan = &mut self.plan;
        *plan.by_schema.entry((schema, kinds)).or_insert_with(|| {
            let id = CheckId(u32::try_from(plan.checks.len()).unwrap_or(u32::MAX));
            plan.checks.push(Check::any(String::new()));
            self.pending.push((schema, kinds, id));
            id
        })
    }

    fn all(&mut self, schemas: &[SchemaId]) -> Vec<CheckId> {
        schemas.iter().map(|schema| self.check(*schema, Kinds::ALL)).collect()
    }

    fn branches(&mut self, schemas: &[SchemaId], schema: String) -> Branches {
        let types: Vec<TypeId> = schemas.iter().map(|id| use_of(self.ir, *id, Kinds::ALL).of).collect();
        Branches { checks: self.all(schemas), masks: Masks::new(&dispatch(self.ir, &types)), schema }
    }

    fn pattern(&mut self, source: &str) -> PatternId {
        if let Some(id) = self.pattern_ids.get(source) {
            return *id;
        }
        let id = PatternId(u32::try_from(self.plan.patterns.len()).unwrap_or(u32::MAX));
        // The front end has refused what is no pattern; one that slipped through matches nothing that is looked for.
        let engine = pattern::compile(source).unwrap_or(formwork_runtime::pattern::Engine::Linear("[^\\s\\S]".into()));
        self.plan.patterns.push(Pattern::owned(source.to_owned(), engine));
        self.pattern_ids.insert(source.to_owned(), id);
        id
    }

    fn lower_schema(&mut self, id: SchemaId, left: Kinds) -> Check {
        let ir = self.ir;
        let schema = ir.schema(id);
        let place = ir.show(&schema.site);
        let mut check = Check::any(place.clone());
        if left != Kinds::ALL {
            check.kinds = (left, place);
        }
        for keyword in &schema.keywords {
            self.lower_keyword(keyword, left, &mut check);
        }
        self.lower_members(id, &mut check);
        for keyword in &schema.keywords {
            match &keyword.rule {
                Rule::UnevaluatedProperties(rest) => {
                    let rest = self.check(*rest, Kinds::ALL);
                    check.whole.push(Whole::UnevaluatedMembers(rest));
                }
                Rule::UnevaluatedItems(rest) => {
                    let rest = self.check(*rest, Kinds::ALL);
                    check.whole.push(Whole::UnevaluatedItems(rest));
                }
                _ => {}
            }
        }
        keep(left, &mut check);
        check
    }

    #[allow(clippy::too_many_lines, reason = "one arm a keyword")]
    fn lower_keyword(&mut self, keyword: &Keyword, left: Kinds, check: &mut Check) {
        let place = self.ir.show(&holder(&keyword.site));
        match &keyword.rule {
            Rule::Never => {
                // Where a keyword takes one schema, its being `false` is the keyword's word; elsewhere it has none.
                check.never = Some(match last_keyword(&keyword.site.pointer) {
                    Some(name) => (place, name.to_owned()),
                    None => (self.ir.show(&keyword.site), "false".to_owned()),
                });
            }
            Rule::Kinds(kinds) => {
                let narrowed = check.kinds.0.intersection(*kinds);
                if narrowed != check.kinds.0 || left == Kinds::ALL {
                    check.kinds = (narrowed, place);
                }
            }
            Rule::Values(values) => {
                let is_const = keyword.site.pointer.ends_with("/const");
                check.whole.push(Whole::Values { values: values.clone(), is_const, schema: place });
            }
            Rule::Minimum(limit) => {
                tighten(check, |n| &mut n.minimum, limit, place, |new, old| new.compare(old).is_gt());
            }
            Rule::ExclusiveMinimum(limit) => {
                tighten(check, |n| &mut n.exclusive_minimum, limit, place, |new, old| new.compare(old).is_gt());
            }
            Rule::Maximum(limit) => {
                tighten(check, |n| &mut n.maximum, limit, place, |new, old| new.compare(old).is_lt());
            }
            Rule::ExclusiveMaximum(limit) => {
                tighten(check, |n| &mut n.exclusive_maximum, limit, place, |new, old| new.compare(old).is_lt());
            }
            Rule::MultipleOf(divisor) => {
                *free(&mut check.numeric, |n| &mut n.multiple_of) = Some((divisor.clone(), place));
            }
            Rule::MinLength(limit) => at_least(&mut first(&mut check.text).min, *limit, place),
            Rule::MaxLength(limit) => at_most(&mut first(&mut check.text).max, *limit, place),
            Rule::Pattern(source) => {
                let id = self.pattern(source);
                *free(&mut check.text, |t| &mut t.pattern) = Some((id, place));
            }
            Rule::Format(name) => {
                if let Some(format) = Format::from_name(name) {
                    *free(&mut check.text, |t| &mut t.format) = Some((format, place));
                }
            }
            Rule::ReadsAs(path) => *free(&mut check.text, |t| &mut t.reads_as) = Some((path.clone(), place)),
            Rule::Items(items) => {
                let prefix = self.all(&items.prefix);
                let rest = items.rest.map(|rest| self.check(rest, Kinds::ALL));
                let array = check.array.get_or_insert_default();
                if array.prefix.is_empty() && array.rest.is_none() {
                    (array.prefix, array.rest) = (prefix, rest);
                } else {
                    // Only where the passes have given up fusing: a check of its own for the second group.
                    let also = Check { array: Some(Array { prefix, rest, ..Array::default() }), ..Check::any(place) };
                    check.whole.push(Whole::Also(self.push(also)));
                }
            }
            Rule::MinItems(limit) => at_least(&mut check.array.get_or_insert_default().min, *limit, place),
            Rule::MaxItems(limit) => at_most(&mut check.array.get_or_insert_default().max, *limit, place),
            Rule::UniqueItems => check.array.get_or_insert_default().unique = Some(place),
            Rule::Contains(contains) => {
                let (min, max) = (contains.min, contains.max);
                let evaluates = contains.evaluates;
                let check_id = self.check(contains.schema, Kinds::ALL);
                let contains = Contains { check: check_id, min, max, schema: place, evaluates };
                check.array.get_or_insert_default().contains.push(contains);
            }
            // The latter two come after all others, which they depend on; names for some strings forbid no others.
            Rule::Listed(_) | Rule::UnevaluatedItems(_) | Rule::UnevaluatedProperties(_) => {}
            // Members are lowered together, when all names are known.
            Rule::Members(_) => drop(check.object.get_or_insert_default()),
            Rule::PropertyNames(names) => {
                let names = self.check(*names, Kinds::ALL);
                check.object.get_or_insert_default().names.push(names);
            }
            Rule::Required(names) => {
                let required = &mut check.object.get_or_insert_default().required;
                for name in names {
                    if !required.iter().any(|(known, _)| known == name) {
                        required.push((name.clone(), place.clone()));
                    }
                }
            }
            Rule::MinProperties(limit) => at_least(&mut check.object.get_or_insert_default().min, *limit, place),
            Rule::MaxProperties(limit) => at_most(&mut check.object.get_or_insert_default().max, *limit, place),
            Rule::DependentRequired(rules) => {
                let object = check.object.get_or_insert_default();
                // In older drafts the keyword is `dependencies`.
                let word =
                    if keyword.site.pointer.ends_with("/dependencies") { "dependencies" } else { "dependentRequired" };
                for (name, required) in rules {
                    let (name, required, schema) = (name.clone(), required.clone(), place.clone());
                    object.dependent.push(Dependent { name, required, schema, keyword: word });
                }
            }
            Rule::DependentSchemas(rules) => {
                for (name, schema) in rules {
                    let id = self.check(*schema, Kinds::ALL);
                    check.whole.push(Whole::IfMember(name.clone(), id));
                }
            }
            Rule::Ref(target) => {
                // What is left of an alias is what is left of its target.
                let target = self.check(*target, left);
                check.whole.push(Whole::Also(target));
            }
            Rule::AllOf(branches) => {
                let branches = self.all(branches);
                check.whole.extend(branches.into_iter().map(Whole::Also));
            }
            Rule::AnyOf(branches) => {
                let branches = self.branches(branches, place);
                check.whole.push(Whole::AnyOf(branches));
            }
            Rule::OneOf(branches) => {
                let branches = self.branches(branches, place);
                check.whole.push(Whole::OneOf(branches));
            }
            Rule::Not(schema) => {
                let id = self.check(*schema, Kinds::ALL);
                check.whole.push(Whole::Not(id, place));
            }
            Rule::If { condition, then, otherwise } => {
                let condition = self.check(*condition, Kinds::ALL);
                let then = then.map(|then| self.check(then, Kinds::ALL));
                let otherwise = otherwise.map(|otherwise| self.check(otherwise, Kinds::ALL));
                check.whole.push(Whole::If(condition, then, otherwise));
            }
        }
    }

    fn push(&mut self, check: Check) -> CheckId {
        let id = CheckId(u32::try_from(self.plan.checks.len()).unwrap_or(u32::MAX));
        self.plan.checks.push(check);
        id
    }

    /// Works out what holds for each member that the schema names, and what for the others.
    fn lower_members(&mut self, id: SchemaId, check: &mut Check) {
        let ir = self.ir;
        let Some(mut object) = check.object.take() else { return };
        let groups: Vec<&Members> = ir
            .schema(id)
            .keywords
            .iter()
            .filter_map(|keyword| if let Rule::Members(members) = &keyword.rule { Some(members) } else { None })
            .collect();
        let mut names: Vec<&String> = Vec::new();
        let mut known = std::collections::HashSet::new();
        let declared = groups.iter().flat_map(|group| group.named.iter().map(|(name, _)| name));
        let dependent = object.dependent.iter().flat_map(|rule| std::iter::once(&rule.name).chain(&rule.required));
        for name in declared.chain(object.required.iter().map(|(name, _)| name)).chain(dependent) {
            if known.insert(name) {
                names.push(name);
            }
        }
        let places: Vec<HashMap<&str, SchemaId>> = groups
            .iter()
            // Of a name that comes twice the first counts.
            .map(|group| group.named.iter().rev().map(|(name, schema)| (name.as_str(), *schema)).collect())
            .collect();
        for name in names {
            let mut checks = Vec::new();
            for (group, named) in groups.iter().zip(&places) {
                checks.extend(self.checks_of(group, named, name));
            }
            checks.dedup();
            object.named.push((name.clone(), checks));
        }
        for group in groups.iter().filter(|group| !group.patterns.is_empty() || group.rest.is_some()) {
            let patterns = group
                .patterns
                .iter()
                .map(|(pattern, schema)| (self.pattern(pattern), self.check(*schema, Kinds::ALL)))
                .collect();
            object.others.push(Others { patterns, rest: group.rest.map(|rest| self.check(rest, Kinds::ALL)) });
        }
        object.index();
        check.object = Some(object);
    }

    /// What one group says of the member `name`: the name is known, so that its patterns are matched now.
    fn checks_of(&mut self, group: &Members, named: &HashMap<&str, SchemaId>, name: &str) -> Vec<CheckId> {
        let mut checks = Vec::new();
        if let Some(schema) = named.get(name) {
            checks.push(self.check(*schema, Kinds::ALL));
        }
        for (pattern, schema) in &group.patterns {
            let pattern = self.pattern(pattern);
            if self.plan.pattern(pattern).matches(name).unwrap_or(false) {
                checks.push(self.check(*schema, Kinds::ALL));
            }
        }
        if let (true, Some(rest)) = (checks.is_empty(), group.rest) {
            checks.push(self.check(rest, Kinds::ALL));
        }
        checks
    }
}

/// Takes out of a check what speaks of values that are none of these kinds: they are refused for their kind.
fn keep(left: Kinds, check: &mut Check) {
    if !left.admits(Kind::String) {
        check.text.clear();
    }
    if !left.admits(Kind::Number) {
        check.numeric.clear();
    }
    if !left.admits(Kind::Array) {
        check.array = None;
        check.whole.retain(|whole| !matches!(whole, Whole::UnevaluatedItems(_)));
    }
    if !left.admits(Kind::Object) {
        check.object = None;
        check.whole.retain(|whole| !matches!(whole, Whole::UnevaluatedMembers(_) | Whole::IfMember(..)));
    }
}

/// The keyword that the schema at `pointer` stands under by itself: not in a list, nor under a name.
fn last_keyword(pointer: &str) -> Option<&str> {
    let mut last = None;
    let mut segments = pointer.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let is_index = segments.peek().is_some_and(|next| next.bytes().all(|byte| byte.is_ascii_digit()));
        last = match segment {
            "properties" | "patternProperties" | "dependentSchemas" | "dependencies" | "$defs" | "definitions" => {
                segments.next().and(None)
            }
            "allOf" | "anyOf" | "oneOf" | "prefixItems" | "items" if is_index => segments.next().and(None),
            keyword => Some(keyword),
        };
    }
    last
}

/// The site of the schema that a keyword stands in.
fn holder(site: &Site) -> Site {
    let pointer = site.pointer.rsplit_once('/').map_or("", |(holder, _)| holder).to_owned();
    Site { document: site.document, pointer }
}

/// The first entry, made if there is none.
fn first<T: Default>(list: &mut Vec<T>) -> &mut T {
    if list.is_empty() {
        list.push(T::default());
    }
    &mut list[0]
}

/// The first free slot of a keyword that may come more than once.
fn free<T: Default, L>(list: &mut Vec<T>, slot: impl Fn(&mut T) -> &mut Option<L>) -> &mut Option<L> {
    let index = list.iter_mut().position(|entry| slot(entry).is_none()).unwrap_or(list.len());
    if index == list.len() {
        list.push(T::default());
    }
    slot(&mut list[index])
}

fn at_least(slot: &mut Option<Limit<u64>>, limit: u64, place: String) {
    if slot.as_ref().is_none_or(|(known, _)| *known < limit) {
        *slot = Some((limit, place));
    }
}

fn at_most(slot: &mut Option<Limit<u64>>, limit: u64, place: String) {
    if slot.as_ref().is_none_or(|(known, _)| *known > limit) {
        *slot = Some((limit, place));
    }
}

/// Of two limits on one number the tighter one counts.
fn tighten(
    check: &mut Check,
    slot: impl Fn(&mut Numeric) -> &mut Option<Limit<Number>>,
    limit: &Number,
    place: String,
    is_tighter: impl Fn(NumberRef<'_>, NumberRef<'_>) -> bool,
) {
    let slot = slot(first(&mut check.numeric));
    if slot.as_ref().is_none_or(|(known, _)| is_tighter(limit.as_number(), known.as_number())) {
        *slot = Some((limit.clone(), place));
    }
}
