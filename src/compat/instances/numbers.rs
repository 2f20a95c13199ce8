//! Numbers at the bounds that a schema sets.

use formwork_runtime::{Json, Kinds, Number};

use super::demand::Demand;

/// Numbers around zero, around the bounds and at the multiples, those that fit first.
pub(super) fn values(demand: &Demand<'_>) -> Vec<Json> {
    let mut found: Vec<Number> = [0, 1, -1, 2].into_iter().map(Number::from).collect();
    for bound in demand.lower.iter().chain(&demand.upper) {
        found.extend(around(bound));
    }
    for divisor in &demand.divisors {
        found.extend(multiples(divisor, demand));
    }
    if demand.kinds.contains(Kinds::NUMBER) {
        found.extend(["0.5", "1.5", "-0.5"].into_iter().filter_map(Number::from_text));
    }
    found.extend(["1.0", "1e2"].into_iter().filter_map(Number::from_text));
    let fits = |number: &&Number| {
        (demand.kinds.contains(Kinds::NUMBER) || number.is_integer())
            && demand.lower.iter().all(|bound| *number >= *bound)
            && demand.upper.iter().all(|bound| *number <= *bound)
            && demand.divisors.iter().all(|divisor| number.as_number().is_multiple_of(divisor.as_number()))
    };
    super::distinct(found.iter().filter(fits).cloned().map(Json::Number).collect())
}

/// A bound and its neighbours.
pub(in crate::compat) fn around(bound: &Number) -> Vec<Number> {
    let mut found = vec![bound.clone()];
    if let Some(whole) = bound.as_i128() {
        found.extend([whole - 1, whole + 1].into_iter().filter_map(|n| Number::from_text(&n.to_string())));
        found.extend([format!("{whole}.5"), format!("{}.5", whole - 1)].iter().filter_map(|n| Number::from_text(n)));
    } else {
        let near = bound.to_f64();
        let steps = [near.floor(), near.ceil(), near - 0.001, near + 0.001];
        found.extend(steps.into_iter().filter_map(|step| Number::try_from(step).ok()));
        found.extend([near.floor(), near.ceil()].iter().filter_map(|n| Number::from_text(&format!("{n:.0}"))));
    }
    found
}

fn multiples(divisor: &Number, demand: &Demand<'_>) -> Vec<Number> {
    let text = divisor.to_string();
    let decimals = text.split_once('.').map_or(0, |(_, digits)| digits.len());
    let size = divisor.to_f64();
    let start = demand.lower.first().map_or(0.0, |bound| (bound.to_f64() / size).ceil());
    let end = demand.upper.first().map_or(start, |bound| (bound.to_f64() / size).floor());
    let steps = [start, start + 1.0, start + 2.0, start + 3.0, end, 0.0, 1.0, 2.0, 3.0, -1.0];
    steps.into_iter().filter_map(|step| Number::from_text(&format!("{:.decimals$}", step * size))).collect()
}
