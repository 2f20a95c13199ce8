//! In which keywords schemas stand.

use formwork::Draft::{self, Draft4 as D4, Draft6 as D6, Draft7 as D7, Draft201909 as D19, Draft202012 as D20};

use super::value::Value;

/// How a keyword holds schemas.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    One,
    List,
    Map,
}

/// Those whose schemas apply to nothing by themselves.
const DEFINITIONS: [&str; 2] = ["$defs", "definitions"];
/// Those whose schemas apply to the same value.
const WHOLE: [&str; 9] = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependencies", "dependentSchemas"];

const TABLE: [(&str, Draft, Draft, Holds); 23] = [
    ("allOf", D4, D20, Holds::List),
    ("anyOf", D4, D20, Holds::List),
    ("oneOf", D4, D20, Holds::List),
    ("not", D4, D20, Holds::One),
    ("if", D7, D20, Holds::One),
    ("then", D7, D20, Holds::One),
    ("else", D7, D20, Holds::One),
    ("items", D4, D20, Holds::One),
    ("items", D4, D19, Holds::List),
    ("prefixItems", D20, D20, Holds::List),
    ("additionalItems", D4, D19, Holds::One),
    ("contains", D6, D20, Holds::One),
    ("properties", D4, D20, Holds::Map),
    ("patternProperties", D4, D20, Holds::Map),
    ("additionalProperties", D4, D20, Holds::One),
    ("propertyNames", D6, D20, Holds::One),
    ("dependencies", D4, D7, Holds::Map),
    ("dependentSchemas", D19, D20, Holds::Map),
    ("unevaluatedItems", D19, D20, Holds::One),
    ("unevaluatedProperties", D19, D20, Holds::One),
    ("$defs", D19, D20, Holds::Map),
    ("definitions", D4, D20, Holds::Map),
    ("contentSchema", D19, D20, Holds::One),
];

/// A schema inside a schema.
pub struct Subschema<'v> {
    /// The JSON Pointer to it.
    pub pointer: String,
    /// Whether it applies to a part of the value that the root, or the definition around it, applies to.
    pub is_part: bool,
    pub schema: &'v Value,
}

/// All schemas in a schema, itself first, each before those inside it.
pub fn subschemas(schema: &Value, draft: Draft) -> Vec<Subschema<'_>> {
    let mut found = Vec::new();
    collect(Subschema { pointer: String::new(), is_part: false, schema }, draft, &mut found);
    found
}

fn collect<'v>(at: Subschema<'v>, draft: Draft, found: &mut Vec<Subschema<'v>>) {
    let Subschema { pointer, is_part, schema } = at;
    if !matches!(schema, Value::Object(_) | Value::Boolean(_)) {
        return;
    }
    found.push(Subschema { pointer: pointer.clone(), is_part, schema });
    for (keyword, since, until, holds) in TABLE {
        let Some(value) = schema.get(keyword).filter(|_| (since..=until).contains(&draft)) else { continue };
        let below: Vec<(String, &Value)> = match holds {
            Holds::One => vec![(String::new(), value)],
            Holds::List => value.items().iter().enumerate().map(|(index, item)| (format!("/{index}"), item)).collect(),
            Holds::Map => value.members().iter().map(|(name, member)| (segment(name), member)).collect(),
        };
        let is_part = !DEFINITIONS.contains(&keyword) && (is_part || !WHOLE.contains(&keyword));
        for (rest, schema) in below {
            collect(Subschema { pointer: format!("{pointer}/{keyword}{rest}"), is_part, schema }, draft, found);
        }
    }
}

fn segment(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}
