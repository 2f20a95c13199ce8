//! A vendor's schema: what it says of each place, and the `jsonschema` crate's verdict.

use std::{collections::HashMap, fs, path::PathBuf, sync::OnceLock};

use formwork_runtime::{Json, to_string};
use formwork_sessions::dynamic::Vendor;
use jsonschema::Validator;
use serde_json::{Value, json};

use super::json::escape;

/// A schema with its options.
pub struct Schema {
    pub vendor: Vendor,
    pub root: Value,
    /// What the options file calls secret.
    secret: Vec<String>,
    whole: Validator,
    parts: HashMap<&'static str, Validator>,
}

/// A member of an instance that the schema does not look into: what a conversion moves or loses.
#[derive(Clone, Debug)]
pub struct Leaf<'s> {
    /// Its JSON Pointer.
    pub pointer: String,
    /// What the schema says of it; nothing where it does not name it.
    pub node: Option<&'s Value>,
    /// Whether whatever it stands in must have it.
    pub required: bool,
}

/// The members that a schema names for an object.
pub struct Named<'s> {
    pub members: Vec<(&'s str, &'s Value)>,
    pub required: Vec<&'s str>,
    /// Whether others may be there.
    pub open: bool,
}

impl Schema {
    /// The schema of a vendor, read once.
    pub fn of(vendor: Vendor) -> &'static Self {
        static ALL: OnceLock<Vec<Schema>> = OnceLock::new();
        let all = ALL.get_or_init(|| Vendor::ALL.into_iter().map(Self::load).collect());
        all.iter().find(|schema| schema.vendor == vendor).expect("all are there")
    }

    fn load(vendor: Vendor) -> Self {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../schemas").join(vendor.name());
        let read = |name: &str| -> Value {
            let text = fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
        };
        let root = read("session.schema.json");
        let options = read("session.options.json");
        let secret = options.get("secret").and_then(Value::as_array).into_iter().flatten();
        let secret = secret.filter_map(Value::as_str).map(ToOwned::to_owned).collect();
        let parts: &[&str] = if vendor == Vendor::Supertokens { &["/$defs/Token", "/$defs/User"] } else { &[] };
        let parts = parts.iter().map(|at| (*at, validator(&root, at))).collect();
        Self { vendor, whole: validator(&root, ""), parts, secret, root }
    }

    /// The subschema at a JSON Pointer into the schema.
    pub fn part(&self, at: &str) -> &Value {
        self.root.pointer(at).unwrap_or_else(|| panic!("{}: no {at}", self.vendor))
    }

    /// What the schema has against an instance, by the `jsonschema` crate.
    pub fn fault(&self, at: &str, instance: &Json) -> Option<String> {
        let validator = if at.is_empty() { &self.whole } else { &self.parts[at] };
        validator.validate(&value(instance)).err().map(|error| format!("{}: {error}", error.instance_path()))
    }

    /// The subschema that one refers to, or itself.
    pub fn follow<'s>(&'s self, node: &'s Value) -> &'s Value {
        match node.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.follow(self.part(reference.strip_prefix('#').expect("it is local"))),
            None => node,
        }
    }

    /// Whether a subschema is marked secret, by itself or by the options.
    pub fn is_secret(&self, node: &Value) -> bool {
        node.get("x-secret") == Some(&Value::Bool(true))
            || self.secret.iter().any(|at| std::ptr::eq(self.part(at), node))
    }

    /// The members of an object, those of `allOf` first.
    pub fn named<'s>(&'s self, node: &'s Value) -> Named<'s> {
        let node = self.follow(node);
        let mut named = Named { members: Vec::new(), required: Vec::new(), open: true };
        for base in node.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            let base = self.named(base);
            named.members.extend(base.members);
            named.required.extend(base.required);
        }
        let own = node.get("properties").and_then(Value::as_object).into_iter().flatten();
        named.members.extend(own.map(|(name, node)| (name.as_str(), node)));
        let required = node.get("required").and_then(Value::as_array).into_iter().flatten();
        named.required.extend(required.filter_map(Value::as_str));
        named.open = node.get("additionalProperties") != Some(&Value::Bool(false));
        named
    }

    /// What the schema says of a place in an instance.
    pub fn at(&self, pointer: &str) -> Option<&Value> {
        self.below(&self.root, pointer)
    }

    /// The same from a subschema on.
    pub fn below<'s>(&'s self, node: &'s Value, pointer: &str) -> Option<&'s Value> {
        pointer.split('/').skip(1).try_fold(node, |node, name| {
            self.named(node).members.into_iter().find(|(member, _)| escape(member) == name).map(|(_, node)| node)
        })
    }

    /// All named leaves that an instance may have.
    pub fn places(&self) -> Vec<Leaf<'_>> {
        let mut found = Vec::new();
        self.gather(&self.root, "", true, &mut found);
        found
    }

    fn gather<'s>(&'s self, node: &'s Value, at: &str, required: bool, found: &mut Vec<Leaf<'s>>) {
        let named = self.named(node);
        if named.members.is_empty() {
            found.push(Leaf { pointer: at.to_owned(), node: Some(node), required });
        }
        for (name, node) in named.members {
            self.gather(node, &format!("{at}/{}", escape(name)), named.required.contains(&name), found);
        }
    }

    /// The leaves that an instance has, those included that the schema does not name.
    pub fn leaves<'s>(&'s self, instance: &Json) -> Vec<Leaf<'s>> {
        self.leaves_of(&self.root, instance)
    }

    /// The same of an instance of a subschema.
    pub fn leaves_of<'s>(&'s self, node: &'s Value, instance: &Json) -> Vec<Leaf<'s>> {
        let mut found = Vec::new();
        self.walk(node, instance, "", true, &mut found);
        found
    }

    fn walk<'s>(&'s self, node: &'s Value, json: &Json, at: &str, required: bool, found: &mut Vec<Leaf<'s>>) {
        let named = self.named(node);
        let object = json.as_object().filter(|_| !named.members.is_empty());
        let Some(object) = object else {
            found.push(Leaf { pointer: at.to_owned(), node: Some(node), required });
            return;
        };
        for (name, value) in object.iter() {
            let pointer = format!("{at}/{}", escape(name));
            match named.members.iter().find(|(member, _)| *member == name) {
                Some((_, node)) => self.walk(node, value, &pointer, named.required.contains(&name), found),
                None => found.push(Leaf { pointer, node: None, required: false }),
            }
        }
    }
}

impl Leaf<'_> {
    /// Whether it is a date and time by its schema.
    pub fn is_date_time(&self) -> bool {
        self.node.and_then(|node| node.get("format")).and_then(Value::as_str) == Some("date-time")
    }
}

/// The `jsonschema` crate over a part of a schema. Its version 0.60.2 takes `*+,-./` for digits of a date and time, so
/// that it is held to digits here.
fn validator(schema: &Value, at: &str) -> Validator {
    let id = schema["$id"].as_str().expect("it has an id");
    let wrapper = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": format!("{id}#{at}"),
        "$defs": { "subject": schema },
    });
    let plain = jsonschema::options().should_validate_formats(true).build(&json!({ "format": "date-time" })).unwrap();
    let date_time = move |text: &str| {
        let digits = [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18];
        digits.iter().all(|at| text.as_bytes().get(*at).is_some_and(u8::is_ascii_digit))
            && plain.is_valid(&Value::from(text))
    };
    let asserts = schema.get("x-format-assertion") == Some(&Value::Bool(true));
    let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012).with_format("date-time", date_time);
    options.should_validate_formats(asserts).build(&wrapper).unwrap_or_else(|error| panic!("{id}{at}: {error}"))
}

/// The value as `serde_json` holds it. A number past its range or precision becomes one that is as whole as it was: no
/// schema here limits numbers in size.
fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Boolean(boolean) => Value::from(*boolean),
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => items.iter().map(value).collect(),
        Json::Object(object) => object.iter().map(|(name, member)| (name.to_owned(), value(member))).collect(),
        Json::Number(_) => {
            let text = to_string(json);
            let whole = is_whole(&text);
            let near = serde_json::from_str::<Value>(&text).ok();
            let near = near.filter(|near| near.as_f64().is_some_and(|near| (near.fract() == 0.0) == whole));
            near.unwrap_or_else(|| Value::from(if whole { 1e300 } else { 0.5 }))
        }
    }
}

/// Whether the number that JSON text spells is an integer, by its digits.
fn is_whole(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let digits = format!("{}{fraction}", whole.trim_start_matches('-'));
    let significant = digits.trim_end_matches('0');
    if significant.is_empty() {
        return true;
    }
    let exponent = exponent.parse::<i64>().unwrap_or(if exponent.starts_with('-') { i64::MIN } else { i64::MAX });
    // Digits after the point, fewer for zeros at the end of a number without any.
    let places = i64::try_from(fraction.len()).unwrap() - i64::try_from(digits.len() - significant.len()).unwrap();
    exponent >= places
}

#[test]
fn whole_numbers_are_known_by_their_digits() {
    for (text, whole) in [
        ("0", true),
        ("-0.0", true),
        ("1.5", false),
        ("1.50e1", true),
        ("15e-1", false),
        ("150e-1", true),
        ("1e400", true),
        ("1e-400", false),
        ("100e-2", true),
        ("100e-3", false),
        ("253402300799.9999999999", false),
        ("0e-99999999999999999999", true),
        ("1e99999999999999999999", true),
    ] {
        assert_eq!(is_whole(text), whole, "{text}");
    }
}
