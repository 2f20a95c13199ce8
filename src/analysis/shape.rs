//! What a schema is in Rust: struct, enum, list, map, text, number, or any JSON behind a check.

mod union;

use std::collections::BTreeMap;

use formwork_runtime::{Json, Kind, Kinds};

use super::{Dispatch, Type, TypeId, Use, kinds, use_of};
use crate::ir::{Ir, Items, Members, Rule, SchemaId};
pub use union::Variant;

/// The form of a type.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Any JSON value.
    Any,
    /// `null`
    Null,
    /// A boolean.
    Boolean,
    /// An integer of any size.
    Integer,
    /// A number of any size.
    Number,
    /// A string.
    Text,
    /// A string that is an RFC 3339 date-time.
    DateTime,
    /// A string that is read as the Rust type of this path.
    AsText(String),
    /// One of some strings.
    Strings {
        /// Those that have a variant of their own.
        values: Vec<String>,
        /// Whether it may be any other string as well.
        is_open: bool,
    },
    /// `null` or something else.
    Nullable(Use),
    /// A list; of anything where no schema speaks of its items.
    List(Option<Use>),
    /// Members of any name; of anything where no schema speaks of them.
    Map(Option<Use>),
    /// Members of known names.
    Struct {
        /// The members that the schema names, in its order.
        fields: Vec<Field>,
        /// What other members there may be.
        rest: Rest,
    },
    /// One of several types.
    Union {
        /// The alternatives in the order in which they are tried.
        variants: Vec<Variant>,
        /// How the alternative is found.
        dispatch: Dispatch,
    },
}

/// A member that a schema names.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name in JSON.
    pub name: String,
    /// Its type; `None` where the schema says nothing of it but that it has to be there.
    pub of: Option<Use>,
    /// Whether it has to be there.
    pub required: bool,
}

/// The members of an object that the schema does not name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rest {
    /// There may be none.
    Closed,
    /// There may be any.
    Open,
    /// There may be any, and nobody keeps them.
    Ignored,
    /// There may be such.
    Typed(Use),
}

/// Finds the types of the root, of the definitions, and of all that they are made of.
pub(super) fn shapes(ir: &Ir) -> BTreeMap<TypeId, Type> {
    let mut types = BTreeMap::new();
    let roots = std::iter::once(ir.root).chain(ir.definitions.iter().map(|(_, id)| *id));
    let mut pending: Vec<TypeId> = roots.map(|id| use_of(ir, id, Kinds::ALL).of).collect();
    while let Some(id) = pending.pop() {
        if types.contains_key(&id) {
            continue;
        }
        let found = shape(ir, id);
        pending.extend(found.shape.uses().iter().map(|used| used.of));
        types.insert(id, found);
    }
    types
}

impl Shape {
    /// The types that this one is made of, in order.
    pub fn uses(&self) -> Vec<Use> {
        match self {
            Self::Nullable(used) => vec![*used],
            Self::List(used) | Self::Map(used) => used.iter().copied().collect(),
            Self::Struct { fields, rest } => {
                let rest = if let Rest::Typed(used) = rest { Some(*used) } else { None };
                fields.iter().filter_map(|field| field.of).chain(rest).collect()
            }
            Self::Union { variants, .. } => variants.iter().map(|variant| variant.of).collect(),
            _ => Vec::new(),
        }
    }
}

/// What of a schema matters where only some kinds are left of it.
struct Relevant<'i> {
    /// Rules about strings, numbers, arrays and objects, by kind.
    by_kind: BTreeMap<Kind, Vec<&'i Rule>>,
    /// Rules for the value as a whole.
    whole: Vec<&'i Rule>,
    /// Whether `type` stands in the schema.
    is_typed: bool,
}

fn relevant(ir: &Ir, id: SchemaId, left: Kinds) -> Relevant<'_> {
    let mut relevant = Relevant { by_kind: BTreeMap::new(), whole: Vec::new(), is_typed: false };
    for keyword in &ir.schema(id).keywords {
        let rule = &keyword.rule;
        match rule {
            Rule::Kinds(_) => relevant.is_typed = true,
            _ => match rule.about() {
                Some(kind) if left.admits(kind) => relevant.by_kind.entry(kind).or_default().push(rule),
                Some(_) => {}
                None => relevant.whole.push(rule),
            },
        }
    }
    relevant
}

fn exact(shape: Shape) -> Type {
    Type { shape, exact: true }
}

fn checked(shape: Shape) -> Type {
    Type { shape, exact: false }
}

fn shape(ir: &Ir, id: TypeId) -> Type {
    let left = kinds::possible(ir, id.schema).intersection(id.kinds);
    let rules = relevant(ir, id.schema, left);
    if left.is_empty() || rules.whole.iter().any(|rule| matches!(rule, Rule::Never)) {
        return checked(Shape::Any);
    }
    if let [Rule::Values(values)] = rules.whole.as_slice()
        && let Some(found) = strings(ir, id, left, values, &rules)
    {
        return found;
    }
    if let Some(found) = union::of_alternatives(ir, id, left, &rules) {
        return found;
    }
    let is_plain = rules.whole.is_empty();
    if left == Kinds::ALL && rules.by_kind.is_empty() {
        return Type { shape: Shape::Any, exact: is_plain };
    }
    let mut found = match single(left) {
        Some(kind) => of_kind(ir, kind, left, rules.by_kind.get(&kind).map_or(&[], Vec::as_slice)),
        None => union::of_kinds(ir, id, left, &rules),
    };
    found.exact &= is_plain;
    found
}

/// The one kind in the set, if it is one.
fn single(kinds: Kinds) -> Option<Kind> {
    const KINDS: [Kind; 6] = [Kind::Null, Kind::Boolean, Kind::Number, Kind::String, Kind::Array, Kind::Object];
    let mut admitted = KINDS.into_iter().filter(|kind| kinds.admits(*kind));
    admitted.next().filter(|_| admitted.next().is_none())
}

/// `enum` or `const` of strings, perhaps with `null` among them.
fn strings(ir: &Ir, id: TypeId, left: Kinds, values: &[Json], rules: &Relevant<'_>) -> Option<Type> {
    let values: Vec<&Json> = values.iter().filter(|value| left.admits(value.kind())).collect();
    if values.iter().any(|value| value.kind() == Kind::Null) && values.len() > 1 {
        let others = Kinds::NULL.complement_in(left);
        return Some(exact(Shape::Nullable(Use { secret: false, ..use_of(ir, id.schema, others) })));
    }
    let mut texts: Vec<String> = Vec::new();
    for value in values {
        let text = value.as_str()?.to_owned();
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    Some(Type { shape: Shape::Strings { values: texts, is_open: false }, exact: rules.by_kind.is_empty() })
}

fn of_kind(ir: &Ir, kind: Kind, left: Kinds, rules: &[&Rule]) -> Type {
    let is_free = rules.is_empty();
    match kind {
        Kind::Null => exact(Shape::Null),
        Kind::Boolean => exact(Shape::Boolean),
        Kind::Number if left.contains(Kinds::NUMBER) => Type { shape: Shape::Number, exact: is_free },
        Kind::Number => Type { shape: Shape::Integer, exact: is_free && !left.are_integers_as_written() },
        Kind::String => match (listed(rules), read_as(rules), rules) {
            (Some(values), ..) => {
                Type { shape: Shape::Strings { values: values.to_vec(), is_open: true }, exact: rules.len() == 1 }
            }
            (None, Some(path), _) => checked(Shape::AsText(path)),
            (None, None, [Rule::Format(format)]) if format == "date-time" => exact(Shape::DateTime),
            _ => Type { shape: Shape::Text, exact: is_free },
        },
        Kind::Array => list(ir, rules),
        Kind::Object => object(ir, rules),
    }
}

/// The type that strings are read as.
fn read_as(rules: &[&Rule]) -> Option<String> {
    rules.iter().find_map(|rule| if let Rule::ReadsAs(path) = rule { Some(path.clone()) } else { None })
}

/// The strings that an open `enum` lists.
fn listed<'r>(rules: &[&'r Rule]) -> Option<&'r [String]> {
    rules.iter().find_map(|rule| if let Rule::Listed(values) = rule { Some(values.as_slice()) } else { None })
}

fn list(ir: &Ir, rules: &[&Rule]) -> Type {
    let mut groups = rules.iter().filter_map(|rule| if let Rule::Items(items) = rule { Some(items) } else { None });
    match (groups.next(), groups.next()) {
        (Some(Items { prefix, rest: Some(rest) }), None) if prefix.is_empty() => {
            Type { shape: Shape::List(Some(use_of(ir, *rest, Kinds::ALL))), exact: rules.len() == 1 }
        }
        _ => Type { shape: Shape::List(None), exact: rules.is_empty() },
    }
}

fn object(ir: &Ir, rules: &[&Rule]) -> Type {
    let groups: Vec<&Members> =
        rules.iter().filter_map(|rule| if let Rule::Members(members) = rule { Some(members) } else { None }).collect();
    let no_group = Members::default();
    let group = match groups.as_slice() {
        [] => &no_group,
        [group] => *group,
        _ => return checked(Shape::Map(None)),
    };
    let mut is_exact =
        group.patterns.is_empty() && rules.iter().all(|rule| matches!(rule, Rule::Members(_) | Rule::Required(_)));
    let required: Vec<&String> = rules
        .iter()
        .filter_map(|rule| if let Rule::Required(names) = rule { Some(names) } else { None })
        .flatten()
        .collect();
    let rest = match (group.patterns.as_slice(), group.rest) {
        ([], Some(rest)) if is_never(ir, rest) => Rest::Closed,
        ([], Some(rest)) => Rest::Typed(use_of(ir, rest, Kinds::ALL)),
        // A map whose names follow one pattern holds what the pattern's schema says.
        ([(_, schema)], Some(rest)) if is_never(ir, rest) => Rest::Typed(use_of(ir, *schema, Kinds::ALL)),
        _ => Rest::Open,
    };
    let mut fields: Vec<Field> = Vec::new();
    for (name, schema) in &group.named {
        // A member that may never be there is no field; the check sees to it.
        if is_never(ir, *schema) {
            is_exact = false;
            continue;
        }
        let of = Some(use_of(ir, *schema, Kinds::ALL));
        fields.push(Field { name: name.clone(), of, required: required.contains(&name) });
    }
    for name in required {
        if !fields.iter().any(|field| field.name == *name) {
            is_exact &= group.rest.is_none();
            fields.push(Field { name: name.clone(), of: None, required: true });
        }
    }
    let shape = match (fields.is_empty(), rest) {
        (true, Rest::Open) => Shape::Map(None),
        (true, Rest::Typed(used)) => Shape::Map(Some(used)),
        _ => Shape::Struct { fields, rest },
    };
    Type { shape, exact: is_exact }
}

/// Whether the schema is `false`.
fn is_never(ir: &Ir, id: SchemaId) -> bool {
    ir.schema(id).keywords.iter().any(|keyword| keyword.rule == Rule::Never)
}
