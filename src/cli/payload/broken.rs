//! What can be read of a JSON text before its fault.

use std::ops::Range;

use formwork_runtime::{Budget, Bytes, Input, Json, Kind, Names, parse};

use super::json::key_before;
use super::layout::{Layout, Node, Step};

/// A text with a fault in it, and where everything stands before that.
pub(in crate::cli) struct Broken {
    /// What was read; containers that were not closed end where reading did.
    pub(in crate::cli) layout: Option<Layout>,
    /// The bytes that the fault is about.
    pub(in crate::cli) fault: Range<usize>,
    /// The member that came for the second time, if that is the fault.
    pub(in crate::cli) doubled: Option<Doubled>,
}

/// A member that an object has already.
pub(in crate::cli) struct Doubled {
    pub(in crate::cli) name: String,
    /// The bytes of its first name.
    pub(in crate::cli) first: Range<usize>,
    /// The steps to the object.
    pub(in crate::cli) way: Vec<Step>,
}

/// Reads a text up to the fault at byte `at`. Of what is more than `reach` bytes away from it only the places are made out
/// that lead there.
pub(in crate::cli) fn broken(text: &str, at: usize, reach: usize) -> Broken {
    let key = name_at(text, at);
    let budget = Budget::for_text(text.len());
    let mut walk = Walk { text, fault: at, reach, key: key.as_ref().map(|(name, _)| name.as_str()), way: Vec::new() };
    let root = Bytes::new(text.as_bytes(), &budget).ok().and_then(|mut input| walk.value(&mut input, Step::Root).0);
    let way = walk.way;
    let doubled = key.and_then(|(name, key)| {
        let mut object = root.as_ref()?;
        for step in way.iter().skip(1) {
            object = object.children.iter().find(|child| child.step == *step)?;
        }
        let first = object.children.iter().find(|child| child.step == Step::Name(name.clone()))?.key.clone()?;
        Some((Doubled { name, first, way }, key))
    });
    let (doubled, fault) = match doubled {
        Some((doubled, key)) => (Some(doubled), key),
        None => (None, at..at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)),
    };
    Broken { layout: root.map(|root| Layout { root }), fault, doubled }
}

/// The string at a byte, and its bytes with the quotes.
fn name_at(text: &str, at: usize) -> Option<(String, Range<usize>)> {
    let rest = text.as_bytes().get(at..)?.strip_prefix(b"\"")?;
    let mut end = 0;
    while *rest.get(end)? != b'"' {
        end += if *rest.get(end)? == b'\\' { 2 } else { 1 };
    }
    let span = at..at + end + 2;
    match parse(text.as_bytes().get(span.clone())?) {
        Ok(Json::String(name)) => Some((name, span)),
        _ => None,
    }
}

struct Walk<'k> {
    text: &'k str,
    fault: usize,
    reach: usize,
    /// The name that may come for the second time at the fault.
    key: Option<&'k str>,
    /// The steps to the container in which reading ended.
    way: Vec<Step>,
}

impl Walk<'_> {
    /// Reads a value: what there is of it, if anybody asks for it, and whether it has ended well.
    fn value(&mut self, input: &mut Bytes<'_>, step: Step) -> (Option<Node>, bool) {
        let Ok(kind) = input.kind() else { return (None, false) };
        let start = input.position().unwrap_or_default();
        let mut children = Vec::new();
        self.way.push(step.clone());
        let is_whole = match kind {
            Kind::Object => self.object(input, &mut children),
            Kind::Array => self.array(input, &mut children),
            _ => input.skip().is_ok(),
        };
        let is_container = matches!(kind, Kind::Object | Kind::Array);
        // The way to the innermost container that was not closed is kept.
        if is_whole || !is_container {
            self.way.pop();
        }
        if !is_whole && !is_container {
            return (None, false);
        }
        let span = start..input.offset();
        let is_near = !is_whole || span.end.saturating_add(self.reach) >= self.fault;
        let is_asked = is_near || matches!(&step, Step::Name(name) if self.key == Some(name));
        (is_asked.then_some(Node { step, key: None, span, kind, children }), is_whole)
    }

    fn object(&mut self, input: &mut Bytes<'_>, children: &mut Vec<Node>) -> bool {
        let mut object = Names::NONE.walk();
        if object.open(input).is_err() {
            return false;
        }
        loop {
            match object.next(input) {
                Ok(None) => return true,
                Err(_) => return false,
                Ok(Some(_)) => {}
            }
            // Where no value begins, the end of the text is as near.
            let value = input.position().unwrap_or_else(|| input.offset());
            let key = key_before(self.text.as_bytes(), value);
            let step = Step::Name(object.name().to_owned());
            let (child, is_whole) = self.value(input, step.clone());
            // A name stays one where its value cannot be read.
            let unread = Node { step, key: None, span: value..value, kind: Kind::Null, children: Vec::new() };
            let child = if is_whole { child } else { child.or(Some(unread)) };
            children.extend(child.map(|child| Node { key: Some(key), ..child }));
            if !is_whole {
                return false;
            }
        }
    }

    fn array(&mut self, input: &mut Bytes<'_>, children: &mut Vec<Node>) -> bool {
        let mut array = <Bytes<'_> as Input>::Items::default();
        if input.open_array(&mut array).is_err() {
            return false;
        }
        for index in 0.. {
            match input.next_item(&mut array) {
                Ok(true) => {}
                Ok(false) => return true,
                Err(_) => return false,
            }
            let (child, is_whole) = self.value(input, Step::Index(index));
            children.extend(child);
            if !is_whole {
                return false;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Broken) {
        let error = parse(text.as_bytes()).unwrap_err();
        let broken = broken(text, error.position().offset, 1000);
        (text[broken.fault.clone()].to_owned(), broken)
    }

    #[test]
    fn what_stands_before_the_fault_has_places() {
        let text = r#"{"a": {"b": [1, "x", }, "c": 2}"#;
        let (fault, broken) = read(text);
        assert_eq!(fault, "}");
        let layout = broken.layout.unwrap();
        assert_eq!(&text[layout.nearest("/a/b/1").span.clone()], "\"x\"");
        assert!(broken.doubled.is_none());
        assert_eq!(read(r#"{"a": tru}"#).0, "t");
        assert_eq!(read("[1, 2").0, "");
        assert!(read("").1.layout.is_none());
    }

    #[test]
    fn a_member_that_comes_twice_is_found() {
        let text = r#"{"x": [{"a\"": 1, "b": {"c": {}}, "\u0061\"" : 2}]}"#;
        let (fault, broken) = read(text);
        let doubled = broken.doubled.unwrap();
        assert_eq!((fault.as_str(), doubled.name.as_str()), (r#""\u0061\"""#, "a\""));
        assert_eq!(&text[doubled.first], r#""a\"""#);
        assert_eq!(doubled.way, [Step::Root, Step::Name("x".to_owned()), Step::Index(0)]);
        // However far away the first one is.
        let text = format!("{{\"a\": 1, \"b\": [{}0], \"a\": 2}}", "1,".repeat(5000));
        assert_eq!(read(&text).1.doubled.unwrap().first, 1..4);
    }
}
