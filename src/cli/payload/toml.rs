//! TOML as JSON values: dates and times are strings.

use std::collections::HashSet;
use std::ops::Range;

use formwork_runtime::{Json, Kind, MAX_DEPTH, Number, Object};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::layout::{Layout, Node, Step};
use super::{Parsed, TOO_DEEP, Unparsed};

/// Reads a text.
pub(super) fn parse(text: &str) -> Result<Parsed, Unparsed> {
    let table = DeTable::parse(text).map_err(|error| {
        let span = error.span().unwrap_or(text.len()..text.len());
        let said = safe(error.message());
        let name = (said == "duplicate key").then(|| text.get(span.clone())).flatten();
        let doubled = name.map(|name| (name.trim_matches(['"', '\'']).to_owned(), None));
        Unparsed { doubled, ..Unparsed::at(span, format!("this is not TOML: {said}")) }
    })?;
    let reader = Reader { text };
    let (value, children) = reader.table(table.get_ref(), 0)?;
    let root = Node { step: Step::Root, key: None, span: 0..text.len(), kind: Kind::Object, children };
    Ok(Parsed { value, layout: Layout { root } })
}

/// What a parser says, if it is sure to hold nothing of the text: its words name signs, never values.
fn safe(message: &str) -> &str {
    let first = message.split([',', ':', '`', '"']).next().unwrap_or_default();
    if first.is_empty() { "the text cannot be read" } else { first.trim_end() }
}

struct Reader<'t> {
    text: &'t str,
}

impl Reader<'_> {
    fn table(&self, table: &DeTable<'_>, depth: u32) -> Result<(Json, Vec<Node>), Unparsed> {
        let (mut members, mut children, mut names) = (Vec::new(), Vec::new(), HashSet::new());
        for (key, value) in table {
            let name = key.get_ref().to_string();
            if !names.insert(name.clone()) {
                return Err(Unparsed::doubled(key.span(), name, &children, "the table has a key of this name already"));
            }
            let (json, node) = self.value(value, Step::Name(name.clone()), depth + 1)?;
            members.push((name, json));
            children.push(Node { key: Some(key.span()), ..node });
        }
        // The parser sorts by name; findings and masks go by place.
        children.sort_by_key(|child| child.key.as_ref().map_or(child.span.start, |key| key.start));
        Ok((members.into_iter().collect::<Object>().into(), children))
    }

    fn value(&self, spanned: &Spanned<DeValue<'_>>, step: Step, depth: u32) -> Result<(Json, Node), Unparsed> {
        let span = spanned.span();
        if depth > MAX_DEPTH {
            return Err(Unparsed::at(span, TOO_DEEP));
        }
        let mut children = Vec::new();
        let json: Json = match spanned.get_ref() {
            DeValue::String(text) => Json::String(text.to_string()),
            DeValue::Boolean(boolean) => (*boolean).into(),
            DeValue::Datetime(time) => time.to_string().into(),
            DeValue::Integer(integer) => integer_of(integer.as_str(), integer.radix())
                .ok_or_else(|| Unparsed::at(span.clone(), "this integer has more than 128 bits"))?
                .into(),
            DeValue::Float(float) => super::yaml::decimal(float.as_str())
                .ok_or_else(|| Unparsed::at(span.clone(), "JSON, by which schemas judge, has no such number"))?
                .into(),
            DeValue::Array(array) => {
                let mut items = Vec::new();
                for (index, item) in array.iter().enumerate() {
                    let (json, node) = self.value(item, Step::Index(index), depth + 1)?;
                    items.push(json);
                    children.push(node);
                }
                items.into()
            }
            DeValue::Table(table) => {
                let (json, nodes) = self.table(table, depth)?;
                children = nodes;
                json
            }
        };
        let kind = json.kind();
        Ok((json, Node { step, key: None, span: self.clip(span), kind, children }))
    }

    /// The span, inside the text for sure.
    fn clip(&self, span: Range<usize>) -> Range<usize> {
        span.start.min(self.text.len())..span.end.min(self.text.len())
    }
}

fn integer_of(digits: &str, radix: u32) -> Option<Number> {
    if radix == 10 {
        return super::yaml::decimal(digits);
    }
    Number::from_text(&i128::from_str_radix(digits, radix).ok()?.to_string())
}

#[cfg(test)]
mod tests {
    use formwork_runtime::to_string;

    use super::*;

    #[test]
    fn every_type_has_a_json_value() {
        let text = "a = 1_000\nb = 0xff\nc = 1979-05-27T07:32:00Z\nd = +1.50\n[t.u]\ne = [true, \"x\"]\n[[l]]\nf = 1\n[[l]]\nf = 2\n";
        let parsed = parse(text).unwrap();
        assert_eq!(
            to_string(&parsed.value),
            r#"{"a":1000,"b":255,"c":"1979-05-27T07:32:00Z","d":1.5,"l":[{"f":1},{"f":2}],"t":{"u":{"e":[true,"x"]}}}"#
        );
        let shown = |pointer: &str| {
            let node = parsed.layout.nearest(pointer);
            (node.key.clone().map_or("", |key| &text[key]), &text[node.mark(text)])
        };
        assert_eq!(shown("/b"), ("b", "0xff"));
        assert_eq!(shown("/t/u/e/1"), ("", "\"x\""));
        assert_eq!(shown("/l/1/f"), ("f", "2"));
        assert_eq!(shown("/t/u").0, "u");
    }

    #[test]
    fn what_json_has_not_is_refused() {
        for text in ["a = inf", "a = nan", "a", "a = 1\na = 2", "a = \"MARKER", "[a]\n[a]"] {
            let error = parse(text).err().unwrap();
            assert!(error.span.is_some() && !error.message.contains("MARKER"), "{text}: {error:?}");
        }
    }
}
