//! JSON with comments and trailing commas.

use std::collections::HashSet;
use std::ops::Range;

use formwork_runtime::{Json, Kind, MAX_DEPTH, Number, Object};
use jsonc_parser::ast::{ObjectPropName, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::layout::{Layout, Node, Step};
use super::{Parsed, TOO_DEEP, Unparsed};

/// Comments and commas at the end, and nothing else that JSON does not have.
const OPTIONS: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_loose_object_property_names: false,
    allow_trailing_commas: true,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads a text.
pub(super) fn parse(text: &str) -> Result<Parsed, Unparsed> {
    let read = parse_to_ast(text, &CollectOptions::default(), &OPTIONS).map_err(|error| {
        let range = error.range();
        let why = match error.kind() {
            // Its words may quote the text.
            ParseErrorKind::String(_) => "this string is not as JSON writes them".to_owned(),
            kind => kind.to_string().to_lowercase(),
        };
        Unparsed::at(range.start..range.end, format!("this is not JSON with comments: {why}"))
    })?;
    let value = read.value.ok_or_else(|| Unparsed::at(0..0, "the text is empty"))?;
    let (value, root) = convert(&value, Step::Root, None, 0)?;
    Ok(Parsed { value, layout: Layout { root } })
}

fn convert(value: &Value<'_>, step: Step, key: Option<Range<usize>>, depth: u32) -> Result<(Json, Node), Unparsed> {
    let span = value.start()..value.end();
    if depth > MAX_DEPTH {
        return Err(Unparsed::at(span, TOO_DEEP));
    }
    let mut children = Vec::new();
    let json = match value {
        Value::NullKeyword(_) => Json::Null,
        Value::BooleanLit(boolean) => boolean.value.into(),
        Value::StringLit(text) => Json::String(text.value.to_string()),
        Value::NumberLit(number) => match Number::from_text(number.value) {
            Some(number) => number.into(),
            None => return Err(Unparsed::at(span, "this is not a number as JSON writes them")),
        },
        Value::Array(array) => {
            let mut items = Vec::with_capacity(array.elements.len());
            for (index, item) in array.elements.iter().enumerate() {
                let (json, node) = convert(item, Step::Index(index), None, depth + 1)?;
                items.push(json);
                children.push(node);
            }
            items.into()
        }
        Value::Object(object) => {
            let (mut members, mut names) = (Vec::new(), HashSet::new());
            for member in &object.properties {
                let name = match &member.name {
                    ObjectPropName::String(name) => name.value.to_string(),
                    ObjectPropName::Word(name) => name.value.to_owned(),
                };
                let key = member.name.start()..member.name.end();
                if !names.insert(name.clone()) {
                    return Err(Unparsed::doubled(
                        key,
                        name,
                        &children,
                        "the object has a member of this name already",
                    ));
                }
                let (json, node) = convert(&member.value, Step::Name(name.clone()), Some(key), depth + 1)?;
                members.push((name, json));
                children.push(node);
            }
            members.into_iter().collect::<Object>().into()
        }
    };
    Ok((json, Node { step, key, span, kind: value_kind(value), children }))
}

const fn value_kind(value: &Value<'_>) -> Kind {
    match value {
        Value::NullKeyword(_) => Kind::Null,
        Value::BooleanLit(_) => Kind::Boolean,
        Value::StringLit(_) => Kind::String,
        Value::NumberLit(_) => Kind::Number,
        Value::Array(_) => Kind::Array,
        Value::Object(_) => Kind::Object,
    }
}

#[cfg(test)]
mod tests {
    use formwork_runtime::to_string;

    use super::*;

    #[test]
    fn comments_and_trailing_commas_are_read() {
        let text = "// c\n{ \"a\": [1, 2,], /* x */ \"b\": 1.50, }";
        let parsed = parse(text).unwrap();
        assert_eq!(to_string(&parsed.value), r#"{"a":[1,2],"b":1.5}"#);
        let node = parsed.layout.nearest("/b");
        assert_eq!((&text[node.span.clone()], node.key.clone().map(|key| &text[key])), ("1.50", Some("\"b\"")));
    }

    #[test]
    fn nothing_else_is() {
        for text in
            ["", "{a: 1}", "{'a': 1}", "[1 2]", "[0x1]", "[+1]", "[.5]", "[NaN]", "{\"a\":1,\"a\":2}", "[01]", "1 2"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
        let deep = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        assert!(parse(&deep(128)).is_ok());
        assert_eq!(parse(&deep(129)).err().unwrap().message, TOO_DEEP);
        assert!(parse(&deep(100_000)).is_err());
    }
}
