//! YAML 1.2 as JSON values, by its core schema; what JSON cannot say is refused.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use formwork_runtime::{Json, Kind, MAX_DEPTH, Number, Object};
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput, Tag};

use super::layout::{Layout, Node, Step};
use super::{Parsed, TOO_DEEP, Unparsed};

/// So many values the aliases of a document stand for at most, together.
const MOST_ALIASED: usize = 1_000_000;

/// Reads all documents of a text.
pub(super) fn parse(text: &str) -> Result<Vec<Parsed>, Unparsed> {
    let mut reader = Reader::new(text);
    let mut documents = Vec::new();
    loop {
        match reader.next()? {
            (Event::StreamEnd, _) => break,
            (Event::DocumentStart(_), _) => {
                reader.anchors.clear();
                reader.aliased = 0;
                let next = reader.next()?;
                let (value, root) = reader.value(next, Step::Root, 0)?;
                documents.push(Parsed { value, layout: Layout { root } });
            }
            _ => {}
        }
    }
    if documents.is_empty() { Err(Unparsed::at(0..0, "the text is empty")) } else { Ok(documents) }
}

/// A value that an anchor names, and how many values are in it.
type Anchored = (Json, Node, usize);

struct Reader<'t> {
    parser: Parser<'t, StrInput<'t>>,
    /// The byte at which each character begins, where they differ.
    starts: Option<Vec<usize>>,
    text: &'t str,
    anchors: HashMap<usize, Anchored>,
    aliased: usize,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        let starts = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect());
        let parser = Parser::new_from_str(text);
        Self { parser, starts, text, anchors: HashMap::new(), aliased: 0 }
    }

    fn next(&mut self) -> Result<(Event<'t>, Range<usize>), Unparsed> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => {
                let span = self.bytes(span);
                let is_value = matches!(event, Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..));
                Ok((event, if is_value { self.without_properties(span) } else { span }))
            }
            Some(Err(error)) => Err(self.broken(&error)),
            None => Ok((Event::StreamEnd, self.text.len()..self.text.len())),
        }
    }

    /// The bytes of a value without the anchor and the tag before it.
    fn without_properties(&self, span: Range<usize>) -> Range<usize> {
        let mut start = span.start;
        loop {
            let rest = self.text.get(start..span.end).unwrap_or_default();
            let Some(property) = rest.strip_prefix(['&', '!']) else { return start..span.end };
            let after = property.trim_start_matches(|c: char| !c.is_whitespace()).trim_start();
            start = span.end - after.len();
        }
    }

    fn bytes(&self, span: Span) -> Range<usize> {
        self.byte(span.start.index())..self.byte(span.end.index())
    }

    fn byte(&self, character: usize) -> usize {
        let at = match &self.starts {
            Some(starts) => starts.get(character).copied(),
            None => Some(character),
        };
        at.unwrap_or(self.text.len()).min(self.text.len())
    }

    fn broken(&self, error: &ScanError) -> Unparsed {
        let at = self.byte(error.marker().index());
        // One of the parser's messages quotes a character of the text, which may be part of a secret.
        let info = error.info().split('`').next().unwrap_or_default().trim_end_matches([':', ' ']);
        let message = if info.is_empty() { "this is not YAML".to_owned() } else { format!("this is not YAML: {info}") };
        Unparsed::at(at..at, message)
    }

    fn value(
        &mut self,
        (event, span): (Event<'t>, Range<usize>),
        step: Step,
        depth: u32,
    ) -> Result<(Json, Node), Unparsed> {
        if depth > MAX_DEPTH {
            return Err(Unparsed::at(span, TOO_DEEP));
        }
        let (anchor, json, node) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let json = scalar(&text, style, tag.as_deref()).map_err(|why| Unparsed::at(span.clone(), why))?;
                let kind = json.kind();
                (anchor, json, Node { step, key: None, span, kind, children: Vec::new() })
            }
            Event::SequenceStart(anchor, tag) => {
                container(tag.as_deref(), "seq").map_err(|why| Unparsed::at(span.clone(), why))?;
                let (mut items, mut children) = (Vec::new(), Vec::new());
                let end = loop {
                    let next = self.next()?;
                    if matches!(next.0, Event::SequenceEnd) {
                        break next.1;
                    }
                    let (json, node) = self.value(next, Step::Index(items.len()), depth + 1)?;
                    items.push(json);
                    children.push(node);
                };
                let span = around(&span, &end, &children);
                (anchor, items.into(), Node { step, key: None, span, kind: Kind::Array, children })
            }
            Event::MappingStart(anchor, tag) => {
                container(tag.as_deref(), "map").map_err(|why| Unparsed::at(span.clone(), why))?;
                let (json, children, end) = self.members(depth)?;
                let span = around(&span, &end, &children);
                (anchor, json, Node { step, key: None, span, kind: Kind::Object, children })
            }
            Event::Alias(anchor) => return self.alias(anchor, span, step, depth),
            _ => return Err(Unparsed::at(span, "a value is missing here")),
        };
        if anchor > 0 {
            let size = size_of_value(&node);
            self.anchors.insert(anchor, (json.clone(), node.clone(), size));
        }
        Ok((json, node))
    }

    fn members(&mut self, depth: u32) -> Result<(Json, Vec<Node>, Range<usize>), Unparsed> {
        let (mut members, mut children, mut names) = (Vec::new(), Vec::new(), HashSet::new());
        loop {
            let (event, key) = self.next()?;
            let name = match event {
                Event::MappingEnd => return Ok((members.into_iter().collect::<Object>().into(), children, key)),
                Event::Scalar(text, style, _, tag) => match scalar(&text, style, tag.as_deref()) {
                    Ok(Json::String(name)) => name,
                    Ok(_) => return Err(Unparsed::at(key, "this key is no string: write it in quotes")),
                    Err(why) => return Err(Unparsed::at(key, why)),
                },
                _ => return Err(Unparsed::at(key, "this key is no string, as JSON has no other")),
            };
            if !names.insert(name.clone()) {
                return Err(Unparsed::doubled(key, name, &children, "the mapping has a key of this name already"));
            }
            let next = self.next()?;
            let (json, mut node) = self.value(next, Step::Name(name.clone()), depth + 1)?;
            node.key = Some(key);
            members.push((name, json));
            children.push(node);
        }
    }

    fn alias(&mut self, anchor: usize, span: Range<usize>, step: Step, depth: u32) -> Result<(Json, Node), Unparsed> {
        let Some((json, node, size)) = self.anchors.get(&anchor) else {
            return Err(Unparsed::at(span, "this alias stands for a value that holds it, which JSON cannot say"));
        };
        self.aliased = self.aliased.saturating_add(*size);
        if self.aliased > MOST_ALIASED {
            return Err(Unparsed::at(span, "the aliases of this document stand for more than a million values"));
        }
        if depth.saturating_add(node_depth(node)) > MAX_DEPTH {
            return Err(Unparsed::at(span, TOO_DEEP));
        }
        Ok((json.clone(), Node { step, ..node.clone() }))
    }
}

fn size_of_value(node: &Node) -> usize {
    1 + node.children.iter().map(size_of_value).sum::<usize>()
}

fn node_depth(node: &Node) -> u32 {
    node.children.iter().map(node_depth).max().map_or(0, |deepest| deepest + 1)
}

/// From where a container begins to where it, or the last value in it, ends.
fn around(start: &Range<usize>, end: &Range<usize>, children: &[Node]) -> Range<usize> {
    // A container without brackets ends only where the next thing begins.
    let last = children.iter().map(|child| child.span.end).max();
    let has_bracket = end.end > end.start;
    start.start..if has_bracket { end.end } else { last.unwrap_or(start.end).max(start.start) }
}

fn container(tag: Option<&Tag>, expected: &str) -> Result<(), &'static str> {
    match tag {
        None => Ok(()),
        Some(tag) if (tag.is_yaml_core_schema() && tag.suffix == expected) || is_non_specific(tag) => Ok(()),
        Some(_) => Err("JSON, by which schemas judge, has no value with this tag"),
    }
}

fn is_non_specific(tag: &Tag) -> bool {
    (tag.handle.is_empty() && tag.suffix == "!") || (tag.handle == "!" && tag.suffix.is_empty())
}

/// The value of a scalar (YAML 1.2.2, section 10.3.2).
fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Result<Json, &'static str> {
    let plain = matches!(style, ScalarStyle::Plain);
    let resolved = match tag {
        None if plain => resolve(text)?,
        None => Json::from(text),
        Some(tag) if is_non_specific(tag) => Json::from(text),
        Some(tag) if tag.is_yaml_core_schema() => {
            let value = if tag.suffix == "str" { Json::from(text) } else { resolve(text)? };
            let fits = match tag.suffix.as_str() {
                "str" => true,
                "null" => value.kind() == Kind::Null,
                "bool" => value.kind() == Kind::Boolean,
                "int" => value.as_number().is_some_and(Number::is_integer),
                "float" => value.kind() == Kind::Number,
                _ => return Err("JSON, by which schemas judge, has no value with this tag"),
            };
            if !fits {
                return Err("this is no value of its tag");
            }
            value
        }
        Some(_) => return Err("JSON, by which schemas judge, has no value with this tag"),
    };
    Ok(resolved)
}

fn resolve(text: &str) -> Result<Json, &'static str> {
    Ok(match text {
        "" | "~" | "null" | "Null" | "NULL" => Json::Null,
        "true" | "True" | "TRUE" => true.into(),
        "false" | "False" | "FALSE" => false.into(),
        _ => {
            let bare = text.trim_start_matches(['+', '-']);
            if matches!(bare, ".inf" | ".Inf" | ".INF") && text.len() <= bare.len() + 1
                || matches!(text, ".nan" | ".NaN" | ".NAN")
            {
                return Err("JSON, by which schemas judge, has no such number");
            }
            match number(text) {
                Some(number) => number.into(),
                None => text.into(),
            }
        }
    })
}

/// The number that a plain scalar is, if it is one.
fn number(text: &str) -> Option<Number> {
    for (prefix, radix) in [("0o", 8), ("0x", 16)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            let is_plain = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
            return is_plain
                .then(|| u128::from_str_radix(digits, radix).ok())
                .flatten()
                .and_then(|value| Number::from_text(&value.to_string()));
        }
    }
    decimal(text)
}

/// A decimal as YAML and TOML write them (`+1`, `.5`, `007`), with every digit kept.
pub(super) fn decimal(text: &str) -> Option<Number> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = rest.find(['e', 'E']).map_or((rest, ""), |at| rest.split_at(at));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(whole, part)| (whole, Some(part)));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole)
        || !digits(fraction.unwrap_or_default())
        || (whole.is_empty() && fraction.is_none_or(str::is_empty))
    {
        return None;
    }
    let trimmed = whole.trim_start_matches('0');
    let whole = if trimmed.is_empty() { "0" } else { trimmed };
    let fraction = match fraction {
        None => String::new(),
        Some("") => ".0".to_owned(),
        Some(part) => format!(".{part}"),
    };
    Number::from_text(&format!("{sign}{whole}{fraction}{exponent}"))
}

#[cfg(test)]
mod tests {
    use formwork_runtime::to_string;

    use super::*;

    fn read(text: &str) -> String {
        match parse(text) {
            Ok(documents) => documents.iter().map(|document| to_string(&document.value)).collect::<Vec<_>>().join(" "),
            Err(error) => format!("{:?} {}", error.span, error.message),
        }
    }

    #[test]
    fn scalars_follow_the_core_schema() {
        let text = "[1, +2, 007, 0o17, 0xFF, 1., .5, -1.5e3, 1e3, ~, null, True, no, yes, 2001-12-14, '1', \"a\\nb\", !!str 5]";
        assert_eq!(
            read(text),
            r#"[1,2,7,15,255,1.0,0.5,-1.5e3,1e3,null,null,true,"no","yes","2001-12-14","1","a\nb","5"]"#
        );
        assert_eq!(
            read("a: |\n  x\n  y\nb:\n- 12345678901234567890123\n"),
            r#"{"a":"x\ny\n","b":[12345678901234567890123]}"#
        );
        assert_eq!(read("a: 1\n---\nb: 2\n"), r#"{"a":1} {"b":2}"#);
        assert_eq!(read("a: &x [1]\nb: *x\n"), r#"{"a":[1],"b":[1]}"#);
    }

    #[test]
    fn what_json_cannot_say_is_refused_with_its_place() {
        for (text, expected) in [
            ("a: 1\na: 2", "Some(5..6) the mapping has a key of this name already"),
            ("1: a", "Some(0..1) this key is no string: write it in quotes"),
            ("[a]: b", "Some(0..1) this key is no string, as JSON has no other"),
            ("a: .inf", "Some(3..7) JSON, by which schemas judge, has no such number"),
            ("a: !x 1", "has no value with this tag"),
            ("a: &x [*x]", "Some(7..9) this alias stands for a value that holds it"),
            ("# nothing\n", "the text is empty"),
            ("a: [", "this is not YAML"),
            ("a: !!int x", "this is no value of its tag"),
        ] {
            assert!(read(text).contains(expected), "{text}: {}", read(text));
        }
    }

    #[test]
    fn aliases_are_bounded() {
        let mut text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
        for level in 1..12 {
            let inside = vec![format!("*a{}", level - 1); 10].join(",");
            text = format!("{text}a{level}: &a{level} [{inside}]\n");
        }
        assert!(read(&text).contains("more than a million values"), "{}", read(&text));
        let deep = format!("{}1{}", "[".repeat(129), "]".repeat(129));
        assert!(read(&deep).contains(TOO_DEEP));
    }

    #[test]
    fn places_are_bytes() {
        let text = "é: x\nb:\n  - ü\n  - c: 12\n";
        let documents = parse(text).unwrap();
        let node = documents[0].layout.nearest("/b/1/c");
        assert_eq!((&text[node.span.clone()], node.key.clone().map(|key| &text[key])), ("12", Some("c")));
        let node = documents[0].layout.nearest("/b/1");
        assert_eq!(&text[node.mark(text)], "c: 12");
        let text = "a: &x !!str b\nc: !!str &y  'd'\ne: &z\n  f: 1\n";
        let documents = parse(text).unwrap();
        let mark = |pointer: &str| &text[documents[0].layout.nearest(pointer).mark(text)];
        assert_eq!([mark("/a"), mark("/c"), mark("/e"), mark("/e/f")], ["b", "'d'", "f: 1", "1"]);
    }
}
