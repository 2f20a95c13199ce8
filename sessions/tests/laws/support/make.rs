//! Payloads made from schemas.

use formwork_runtime::{Json, Object};
use serde_json::Value;

use super::{
    Draw, Schema,
    calendar::{self, SECOND},
    json,
};

/// Names of members that are easily got wrong, and some that other vendors use.
const NAMES: [&str; 20] = [
    "extra",
    "",
    "a/b",
    "~",
    "~1",
    "__proto__",
    "constructor",
    "é",
    "e\u{301}",
    "😀",
    "a b",
    "\u{0}",
    "$ref",
    "0",
    "access_token",
    "token",
    "rights",
    "exp",
    "handle",
    "user",
];

/// Texts that are easily got wrong.
const TEXTS: [&str; 14] = [
    "",
    " ",
    "null",
    "0",
    "a/b~c",
    "é",
    "\u{0}",
    "😀",
    "\"\\\n",
    "\u{2028}\u{feff}",
    "bearer",
    "2024-01-01T00:00:00Z",
    "a@example.com",
    "{}",
];

/// Numbers of every size and spelling.
const NUMBERS: [&str; 30] = [
    "0",
    "-0.0",
    "-1",
    "1e3",
    "1.5",
    "0.0005",
    "3599.271",
    "1700000000.5",
    "1700000000.123456789012",
    "-0.0000000001",
    "1700000000000",
    "253402300799",
    "253402300799.9999999999",
    "253402300800",
    "-62167219200",
    "-62167219200.5",
    "-62167219201",
    "9007199254740993",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "1180591620717411303424",
    "1e400",
    "-1e400",
    "1e-400",
    "1e99999999999999999999",
    "1E+2",
    "15e-1",
    "1.50",
    "123456789012345678901234567890.5",
];

/// The same that are whole.
const INTEGERS: [&str; 20] = [
    "0",
    "-0.0",
    "-1",
    "1e3",
    "1637262633029.0",
    "1746520800000",
    "253402300799999",
    "253402300800000",
    "-62167219200000",
    "-62167219200001",
    "9007199254740993",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "1180591620717411303424",
    "-1180591620717411303424",
    "1e400",
    "1E+2",
    "15e1",
    "1.50e2",
];

/// Dates and times at the edges of what RFC 3339 says.
const TIMES: [&str; 20] = [
    "0000-01-01T00:00:00Z",
    "0000-01-01T00:00:00+00:01",
    "0000-01-01T00:00:00-23:59",
    "9999-12-31T23:59:59.999999999Z",
    "9999-12-31T23:59:59.999999999999Z",
    "9999-12-31T23:59:59-00:01",
    "9999-12-31T23:59:59+23:59",
    "9999-12-31T23:59:60Z",
    "2016-12-31T23:59:60Z",
    "1990-12-31T15:59:60-08:00",
    "2016-12-31T23:59:60.75Z",
    "1969-12-31T23:59:59.9999999999Z",
    "1970-01-01T00:00:00-00:00",
    "2026-01-08t11:33:27z",
    "2026-01-08T11:33:27.5Z",
    "2026-01-08T11:33:27.000Z",
    "2026-01-08T11:33:27.1234567890123456789Z",
    "2024-02-29T23:59:59.9995+23:59",
    "1900-02-28T00:00:00-12:00",
    "0001-01-01T00:00:00.001Z",
];

impl Schema {
    /// An instance. The `jsonschema` crate agrees that it is one.
    pub fn make(&self, draw: &mut Draw) -> Json {
        self.make_part("", draw)
    }

    /// An instance of a part of the schema.
    pub fn make_part(&self, at: &str, draw: &mut Draw) -> Json {
        let instance = self.value(self.part(at), draw);
        if let Some(fault) = self.fault(at, &instance) {
            panic!("what was made is none of {}{at}: {fault}\n{instance:?}", self.vendor);
        }
        instance
    }

    /// A value for a place of the instance.
    pub fn make_at(&self, pointer: &str, draw: &mut Draw) -> Json {
        let node = self.at(pointer).unwrap_or_else(|| panic!("{}: no {pointer}", self.vendor));
        self.value(node, draw)
    }

    /// A value of a subschema.
    pub fn value(&self, node: &Value, draw: &mut Draw) -> Json {
        let node = self.follow(node);
        if let Some(only) = node.get("const") {
            return literal(only);
        }
        if let Some(options) = node.get("enum").and_then(Value::as_array) {
            return literal(draw.pick(options));
        }
        let kind = match node.get("type") {
            Some(Value::Array(kinds)) => draw.pick(kinds),
            Some(kind) => kind,
            None => &Value::Null,
        };
        match kind.as_str() {
            Some("string") => Json::String(text(node, draw)),
            Some("number") => number(draw),
            Some("integer") => integer(draw),
            Some("boolean") => Json::Boolean(draw.one_in(2)),
            Some("null") => Json::Null,
            Some("array") => {
                let items = node.get("items").expect("its items are described");
                Json::Array((0..draw.below(4)).map(|_| self.value(items, draw)).collect())
            }
            _ => self.object(node, draw),
        }
    }

    fn object(&self, node: &Value, draw: &mut Draw) -> Json {
        let named = self.named(node);
        let mut members: Vec<(String, Json)> = Vec::new();
        for (name, node) in &named.members {
            if named.required.contains(name) || draw.one_in(2) {
                members.push(((*name).to_owned(), self.value(node, draw)));
            }
        }
        if named.open {
            for _ in 0..draw.below(3) {
                let name = *draw.pick(&NAMES);
                if named.members.iter().all(|(member, _)| *member != name) {
                    let place = draw.below(members.len() + 1);
                    members.insert(place, (name.to_owned(), anything(draw, 2)));
                }
            }
        }
        if draw.one_in(4) {
            members.reverse();
        }
        Json::Object(members.into_iter().collect())
    }
}

fn literal(value: &Value) -> Json {
    json::number(&value.to_string())
}

/// Text of a string's schema. What its description has in backticks after "such as" is text of the kind.
fn text(node: &Value, draw: &mut Draw) -> String {
    if node.get("format").and_then(Value::as_str) == Some("date-time") {
        return date_time(draw);
    }
    let description = node.get("description").and_then(Value::as_str).unwrap_or_default();
    let samples: Vec<&str> = description
        .split_once("such as ")
        .map(|(_, rest)| rest.split('`').skip(1).step_by(2).collect())
        .unwrap_or_default();
    if let Some(first) = samples.first() {
        match (draw.wild, draw.below(4)) {
            (true, 0 | 1) => return (*draw.pick(&samples)).to_owned(),
            (false, 0..=2) => return (*first).to_owned(),
            _ => {}
        }
    }
    if draw.wild && draw.one_in(3) {
        return (*draw.pick(&TEXTS)).to_owned();
    }
    format!("text {}", draw.unique())
}

/// A date and time; with offset and any number of digits, where no other is wanted within some decades.
fn date_time(draw: &mut Draw) -> String {
    if draw.wild && draw.one_in(2) {
        return (*draw.pick(&TIMES)).to_owned();
    }
    let nanos = calm(draw);
    let east = draw.range(0, 24 * 60 - 1) * if draw.one_in(2) { -1 } else { 1 };
    let east = if draw.one_in(2) { east } else { 0 };
    let digits = *draw.pick(&[0, 3, 1, 6, 9, 12]);
    calendar::text(nanos, east, digits)
}

/// An instant of the years 1971 to 2096 in nanoseconds.
pub fn calm(draw: &mut Draw) -> i128 {
    let second = 40_000_000 + draw.range(0, 3_960_000_000);
    second * SECOND + if draw.one_in(2) { draw.range(0, SECOND - 1) } else { 0 }
}

fn number(draw: &mut Draw) -> Json {
    if draw.wild && draw.one_in(2) {
        return json::number(draw.pick::<&str>(&NUMBERS));
    }
    let whole = draw.range(0, 4_000_000_000);
    match draw.below(4) {
        0 | 1 => json::number(&whole.to_string()),
        2 => json::number(&format!("{whole}.{:03}", draw.below(1000))),
        _ => json::number(&format!("{whole}.{:012}", draw.range(0, 999_999_999_999))),
    }
}

fn integer(draw: &mut Draw) -> Json {
    if draw.wild && draw.one_in(2) {
        return json::number(draw.pick::<&str>(&INTEGERS));
    }
    json::number(&draw.range(40_000_000_000, 4_000_000_000_000).to_string())
}

/// Any JSON, not too deep.
pub fn anything(draw: &mut Draw, depth: usize) -> Json {
    match draw.below(if depth == 0 { 5 } else { 7 }) {
        0 => Json::String(format!("any {}", draw.unique())),
        1 => Json::Null,
        2 => Json::Boolean(draw.one_in(2)),
        3 => json::number(draw.pick::<&str>(&NUMBERS)),
        4 => Json::String((*draw.pick(&TEXTS)).to_owned()),
        5 => Json::Array((0..draw.below(3)).map(|_| anything(draw, depth - 1)).collect()),
        _ => {
            let mut object = Object::new();
            for _ in 0..draw.below(3) {
                object.insert((*draw.pick(&NAMES)).to_owned(), anything(draw, depth - 1));
            }
            Json::Object(object)
        }
    }
}
