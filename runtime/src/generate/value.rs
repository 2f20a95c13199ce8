//! Values from recipes.

use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};

use super::draw::Draw;
use super::recipe::{Contains, Recipe};
use super::{pattern, text};
use crate::{Json, Number, Object, parse};

/// From here on only what has to be there is made, so that values end.
const DEEP: usize = 6;

/// Here nothing is made any more.
const DEEPEST: usize = 24;

/// Makes values.
pub(super) struct Maker {
    pub(super) recipes: &'static [Recipe],
    /// Whether only what has to be there is made.
    pub(super) plain: bool,
}

fn read(text: &str) -> Json {
    parse(text.as_bytes()).unwrap_or_default()
}

impl Maker {
    pub(super) fn value(&self, number: usize, depth: usize, draw: &mut Draw<'_, '_>) -> Json {
        let Some(recipe) = self.recipes.get(number).filter(|_| depth < DEEPEST) else { return Json::Null };
        if !recipe.examples.is_empty() && draw.once_in(6) {
            return draw.one(recipe.examples).map(|text| read(text)).unwrap_or_default();
        }
        if !recipe.values.is_empty() {
            let fitting: Vec<Json> = recipe.values.iter().map(|text| read(text)).collect();
            let fitting: Vec<Json> = fitting.into_iter().filter(|json| fits(recipe, json)).collect();
            return draw.one(&fitting).cloned().unwrap_or_default();
        }
        let chosen = recipe.alternatives.iter().filter_map(|group| {
            // Deep down the first alternative that needs no other value is taken.
            let flat = group.iter().find(|at| self.recipes.get(**at).is_some_and(Recipe::is_flat));
            flat.filter(|_| depth >= DEEP).or_else(|| draw.one(group)).copied()
        });
        let parts: Vec<usize> = recipe.also.iter().copied().chain(chosen.collect::<Vec<_>>()).collect();
        let mut made: Vec<Json> = parts.iter().map(|part| self.value(*part, depth + 1, draw)).collect();
        if parts.is_empty() || recipe.says_something() {
            let kind = made.iter().find(|json| fits(recipe, json)).map(|json| json.kind().name());
            made.push(self.own(recipe, kind, depth, draw));
        }
        merged(made, recipe)
    }

    /// A value by what the recipe says of its kind.
    fn own(&self, recipe: &Recipe, kind: Option<&str>, depth: usize, draw: &mut Draw<'_, '_>) -> Json {
        let kind = kind.or_else(|| {
            // What the recipe speaks of comes first.
            let spoken: Vec<&str> = recipe.kinds.iter().copied().filter(|kind| recipe.speaks_of(kind)).collect();
            let flat: Vec<&str> =
                recipe.kinds.iter().copied().filter(|kind| !matches!(*kind, "array" | "object")).collect();
            let kinds = match (spoken.is_empty(), depth >= DEEP && !flat.is_empty()) {
                (false, false) if !draw.once_in(4) => &spoken[..],
                (_, true) => &flat[..],
                _ => recipe.kinds,
            };
            draw.one(kinds).copied()
        });
        match kind {
            Some("boolean") => Json::Boolean(draw.below(2) == 1),
            Some("string") => Json::String(string(recipe, draw)),
            Some("integer") => integer(recipe, draw),
            Some("number") if draw.below(2) == 0 => integer(recipe, draw),
            Some("number") => decimal(recipe, draw),
            Some("array") => self.array(recipe, depth, draw),
            Some("object") => self.object(recipe, depth, draw),
            _ => Json::Null,
        }
    }

    fn array(&self, recipe: &Recipe, depth: usize, draw: &mut Draw<'_, '_>) -> Json {
        let (least, most) = recipe.items_count;
        let least = usize::try_from(least).unwrap_or(usize::MAX).min(1000);
        let more = if self.plain || depth >= DEEP { 0 } else { 3 };
        let most = most.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX).min(least + more);
        let mut items: Vec<Json> = Vec::new();
        for Contains(number, count) in recipe.contains {
            items.extend((0..*count).map(|_| self.value(*number, depth + 1, draw)));
        }
        let count = draw.between(least, most.max(least));
        for _ in 0..count * 8 {
            if items.len() >= count {
                break;
            }
            let item = match (recipe.prefix.get(items.len()), recipe.items) {
                (Some(number), _) => self.value(*number, depth + 1, draw),
                (None, Some(number)) => self.value(number, depth + 1, draw),
                (None, None) => anything(draw),
            };
            if !recipe.is_unique || !items.contains(&item) {
                items.push(item);
            }
        }
        Json::Array(items)
    }

    fn object(&self, recipe: &Recipe, depth: usize, draw: &mut Draw<'_, '_>) -> Json {
        let plain = self.plain || depth >= DEEP;
        let least = usize::try_from(recipe.members_count.0).unwrap_or(usize::MAX).min(1000);
        let most = recipe.members_count.1.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
        let required = recipe.members.iter().filter(|(_, required, _)| *required).count();
        let room = most.saturating_sub(required);
        let optional = recipe.members.iter().filter(|(_, required, _)| !*required);
        let mut wanted: Vec<&str> =
            optional.filter(|_| !plain && draw.below(2) == 0).map(|(name, _, _)| *name).take(room).collect();
        // As many as there have to be, and those that others need.
        for (name, is_required, _) in recipe.members {
            if !is_required && required + wanted.len() < least && !wanted.contains(name) {
                wanted.push(name);
            }
        }
        for _ in 0..recipe.needs.len() {
            for (name, others) in recipe.needs {
                let is_there = wanted.contains(name) || recipe.members.iter().any(|(of, must, _)| *must && of == name);
                wanted.extend(others.iter().filter(|_| is_there).copied());
            }
        }
        let mut object = Object::new();
        for (name, is_required, numbers) in recipe.members {
            if *is_required || wanted.contains(name) {
                let made = numbers.iter().map(|number| self.value(*number, depth + 1, draw)).collect();
                object.insert((*name).to_owned(), merged(made, &Recipe::ANY));
            }
        }
        let is_full = recipe.is_closed && recipe.patterns.is_empty();
        let least = if is_full { 0 } else { least };
        let more = if plain || is_full { 0 } else { draw.below(3) };
        for _ in 0..least.saturating_sub(object.len()).max(more) * 4 {
            if object.len() >= most || object.len() >= least.max(required + wanted.len() + more) {
                break;
            }
            let (name, number) = match draw.one(recipe.patterns) {
                Some((source, number)) => (pattern::matching(source, draw), Some(*number)),
                None => (None, recipe.others),
            };
            let name = name.unwrap_or_else(|| match recipe.names {
                Some(number) => self.value(number, depth + 1, draw).as_str().unwrap_or_default().to_owned(),
                None => format!("x{}", draw.below(100)),
            });
            if object.get(&name).is_none() {
                let value = match number {
                    Some(number) => self.value(number, depth + 1, draw),
                    None => anything(draw),
                };
                object.insert(name, value);
            }
        }
        Json::Object(object)
    }
}

/// Every kind.
const KINDS: &[&str] = &["null", "boolean", "number", "string", "array", "object"];

impl Recipe {
    /// Whether there are rules for values of a kind.
    fn speaks_of(&self, kind: &str) -> bool {
        match kind {
            "string" => self.pattern.is_some() || self.format.is_some() || self.length != (0, None),
            "integer" | "number" => self.range != (None, None) || self.multiple.is_some(),
            "array" => self.has_items,
            "object" => self.has_members,
            _ => false,
        }
    }

    fn says_something(&self) -> bool {
        KINDS.iter().any(|kind| self.speaks_of(kind))
    }

    /// Whether its values hold no others.
    fn is_flat(&self) -> bool {
        let nests = ["array", "object"].iter().any(|kind| self.kinds.contains(kind));
        self.also.is_empty() && self.alternatives.is_empty() && (!nests || !self.values.is_empty())
    }
}

/// Whether a value is of a kind that the recipe allows.
fn fits(recipe: &Recipe, json: &Json) -> bool {
    let kind = json.kind().name();
    let is_integer = json.as_number().is_some_and(Number::is_integer);
    recipe.kinds.iter().any(|allowed| *allowed == kind || (is_integer && *allowed == "integer"))
}

/// Values that are to be one: objects with the members of all, else the first that says something.
fn merged(made: Vec<Json>, recipe: &Recipe) -> Json {
    let mut all: Option<Object> = None;
    let mut other = None;
    for json in made {
        match json {
            Json::Object(object) => {
                let all = all.get_or_insert_default();
                for (name, value) in object {
                    // What was made first was made by whoever knows more.
                    if all.get(&name).is_none() {
                        all.insert(name, value);
                    }
                }
            }
            json if other.is_none() || other.as_ref().is_some_and(|other| !fits(recipe, other)) => other = Some(json),
            _ => {}
        }
    }
    match (all, other) {
        (Some(object), other) if other.is_none() || recipe.kinds.contains(&"object") => Json::Object(object),
        (_, other) => other.unwrap_or_default(),
    }
}

fn anything(draw: &mut Draw<'_, '_>) -> Json {
    match draw.below(6) {
        0 => Json::Null,
        1 => Json::Boolean(draw.below(2) == 1),
        2 => Json::from(i64::try_from(draw.below(1000)).unwrap_or_default()),
        3 => read("12345678901234567890.5e3"),
        4 => Json::Array(vec![Json::Null]),
        _ => Json::String(text::any(0, None, draw)),
    }
}

fn string(recipe: &Recipe, draw: &mut Draw<'_, '_>) -> String {
    let matching = recipe.pattern.filter(|_| !draw.once_in(20)).and_then(|pattern| pattern::matching(pattern, draw));
    let (least, most) = recipe.length;
    matching.or_else(|| text::of_format(recipe.format?, draw)).unwrap_or_else(|| text::any(least, most, draw))
}

/// The limits of a recipe, with a width where one is open.
fn limits(recipe: &Recipe) -> (f64, f64) {
    const WIDTH: f64 = 1000.0;
    let limit = |text: Option<&str>| text.and_then(|text| text.parse::<f64>().ok());
    match (limit(recipe.range.0), limit(recipe.range.1)) {
        (Some(least), Some(most)) => (least, most),
        (Some(least), None) => (least, least + WIDTH),
        (None, Some(most)) => (most - WIDTH, most),
        (None, None) => (-WIDTH / 10.0, WIDTH),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "limits of numbers to be made up, which the check judges"
)]
fn integer(recipe: &Recipe, draw: &mut Draw<'_, '_>) -> Json {
    let step = recipe.multiple.and_then(|of| of.parse::<f64>().ok()).filter(|of| *of > 0.0);
    let (least, most) = limits(recipe);
    if let Some(step) = step {
        let (first, last) = ((least / step).ceil() as i128, (most / step).floor() as i128);
        let times = between(first, last, draw);
        let text = match recipe.multiple.and_then(|of| of.parse::<i128>().ok()) {
            Some(of) => of.saturating_mul(times).to_string(),
            None => (step * times as f64).to_string(),
        };
        return Number::from_text(&text).map_or(Json::Null, Json::Number);
    }
    Json::Number(Number::from(between(least.ceil() as i128, most.floor() as i128, draw)))
}

fn between(least: i128, most: i128, draw: &mut Draw<'_, '_>) -> i128 {
    let width = usize::try_from(most.saturating_sub(least)).unwrap_or(usize::MAX - 1).min(1 << 32);
    // The ends are where mistakes are made.
    match draw.below(8) {
        0 => least,
        1 => most.max(least),
        _ => least.saturating_add(i128::try_from(draw.below(width + 1)).unwrap_or_default()),
    }
}

fn decimal(recipe: &Recipe, draw: &mut Draw<'_, '_>) -> Json {
    let (least, most) = limits(recipe);
    let part = f64::from(u32::try_from(draw.below(10_001)).unwrap_or_default()) / 10_000.0;
    Number::from_text(&format!("{:.4}", least + (most - least) * part)).map_or(Json::Null, Json::Number)
}
