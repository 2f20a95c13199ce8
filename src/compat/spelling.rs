//! Integers that are written as decimals: `1` and `1.0` are one number, but where integers are told by how they are
//! written, as in draft 4, a schema may accept the one and reject the other.

use formwork_runtime::{Json, Kinds, Number, Object};

use crate::ir::{Ir, Rule};

/// So many ways of writing one value are looked at.
const MOST: usize = 64;

/// Whether a set of kinds tells `1` and `1.0` apart.
pub(super) const fn counts(kinds: Kinds) -> bool {
    kinds.are_integers_as_written() && kinds.contains(Kinds::INTEGER) && !kinds.contains(Kinds::NUMBER)
}

/// Whether some schema tells them apart.
pub(super) fn counts_in(ir: &Ir) -> bool {
    let mut keywords = ir.schemas.iter().flat_map(|schema| &schema.keywords);
    keywords.any(|keyword| matches!(keyword.rule, Rule::Kinds(kinds) if counts(kinds)))
}

/// The value with each of its integers as an integer and as a decimal, in each combination; nothing if there are too many,
/// or if one of them is too large to be written out.
pub(super) fn spellings(value: &Json) -> Option<Vec<Json>> {
    match value {
        Json::Number(number) if number.is_integer() => {
            let digits = number.as_i128()?.to_string();
            let decimal = format!("{digits}.0");
            Some([digits, decimal].iter().filter_map(|text| Number::from_text(text)).map(Json::Number).collect())
        }
        Json::Array(items) => {
            let mut all = vec![Vec::new()];
            for item in items {
                let ways = spellings(item)?;
                all = product(&all, &ways, |items, item| {
                    let mut items = items.clone();
                    items.push(item.clone());
                    items
                })?;
            }
            Some(all.into_iter().map(Json::Array).collect())
        }
        Json::Object(object) => {
            let mut all = vec![Object::new()];
            for (name, member) in object.iter() {
                let ways = spellings(member)?;
                all = product(&all, &ways, |object, member| {
                    let mut object = object.clone();
                    object.insert(name.to_owned(), member.clone());
                    object
                })?;
            }
            Some(all.into_iter().map(Json::Object).collect())
        }
        other => Some(vec![other.clone()]),
    }
}

fn product<T>(all: &[T], ways: &[Json], with: impl Fn(&T, &Json) -> T) -> Option<Vec<T>> {
    if all.len().saturating_mul(ways.len()) > MOST {
        return None;
    }
    Some(all.iter().flat_map(|one| ways.iter().map(|way| with(one, way)).collect::<Vec<_>>()).collect())
}
