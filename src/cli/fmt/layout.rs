//! The one layout: what stands in a line, and what in several.

use crate::front::tree::{Data, NodeId, Tree};

/// A line has so many characters at most, unless there is nowhere to break it.
const WIDTH: usize = 120;

/// So many objects stand in each other in a line at most.
const DEEPEST: usize = 2;

/// Members whose texts are for people.
const PROSE: [&str; 3] = ["title", "description", "$comment"];

/// Members that hold schemas by name, which are looked up by line.
const SHELVES: [&str; 2] = ["$defs", "definitions"];

/// The text of a tree, with a newline at its end.
pub(in crate::cli) fn of(tree: &Tree) -> String {
    let mut writer = Writer { tree, text: String::new() };
    match tree.data(Tree::ROOT) {
        Data::Object(members) if !members.is_empty() => writer.object(Tree::ROOT, 0),
        _ => writer.value(Tree::ROOT, 0, 0),
    }
    writer.text.push('\n');
    writer.text
}

struct Writer<'t> {
    tree: &'t Tree,
    text: String,
}

impl Writer<'_> {
    /// Writes a value; `behind` characters follow it in its line.
    fn value(&mut self, node: NodeId, level: usize, behind: usize) {
        let used = self.text.rsplit('\n').next().unwrap_or_default().chars().count();
        if let Some(line) = self.line(node, (WIDTH + 1).saturating_sub(used + behind)) {
            self.text.push_str(&line);
            return;
        }
        match self.tree.data(node) {
            Data::Object(_) => self.object(node, level),
            Data::Array(_) => self.array(node, level),
            _ => self.text.push_str(self.tree.raw(node)),
        }
    }

    fn object(&mut self, node: NodeId, level: usize) {
        let tree = self.tree;
        let members = tree.members(node);
        self.text.push('{');
        for (index, member) in members.iter().enumerate() {
            let behind = usize::from(index + 1 < members.len());
            self.new_line(level + 1);
            self.text.push_str(tree.text().get(member.key.clone()).unwrap_or_default());
            self.text.push_str(": ");
            if SHELVES.contains(&member.name.as_str()) && !tree.members(member.value).is_empty() {
                self.object(member.value, level + 1);
            } else {
                self.value(member.value, level + 1, behind);
            }
            self.text.push_str(if behind > 0 { "," } else { "" });
        }
        self.new_line(level);
        self.text.push('}');
    }

    fn array(&mut self, node: NodeId, level: usize) {
        let tree = self.tree;
        let items = tree.items(node);
        self.text.push('[');
        for (index, item) in items.iter().enumerate() {
            let behind = usize::from(index + 1 < items.len());
            self.new_line(level + 1);
            self.value(*item, level + 1, behind);
            self.text.push_str(if behind > 0 { "," } else { "" });
        }
        self.new_line(level);
        self.text.push(']');
    }

    fn new_line(&mut self, level: usize) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n("  ", level));
    }

    /// The value in a line of fewer than `room` characters, if it may stand in one.
    fn line(&self, node: NodeId, room: usize) -> Option<String> {
        let mut line = String::new();
        let mut room = room;
        self.add(node, DEEPEST, &mut room, &mut line).then_some(line)
    }

    fn add(&self, node: NodeId, deepest: usize, room: &mut usize, line: &mut String) -> bool {
        let tree = self.tree;
        match tree.data(node) {
            Data::Object(members) if members.is_empty() => put("{}", room, line),
            Data::Array(items) if items.is_empty() => put("[]", room, line),
            Data::Object(members) => {
                let is_prose = |name: &str, value| PROSE.contains(&name) && tree.string(value).is_some();
                if deepest == 0 || members.iter().any(|member| is_prose(&member.name, member.value)) {
                    return false;
                }
                let mut start = "{ ";
                for member in members {
                    let key = tree.text().get(member.key.clone()).unwrap_or_default();
                    let fits = put(start, room, line) && put(key, room, line) && put(": ", room, line);
                    if !fits || !self.add(member.value, deepest - 1, room, line) {
                        return false;
                    }
                    start = ", ";
                }
                put(" }", room, line)
            }
            Data::Array(items) => {
                let mut start = "[";
                for item in items {
                    if !put(start, room, line) || !self.add(*item, deepest, room, line) {
                        return false;
                    }
                    start = ", ";
                }
                put("]", room, line)
            }
            _ => put(tree.raw(node), room, line),
        }
    }
}

/// Adds a part if there is room for it.
fn put(part: &str, room: &mut usize, line: &mut String) -> bool {
    let length = part.chars().count();
    if length >= *room {
        return false;
    }
    *room -= length;
    line.push_str(part);
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front::text;

    fn laid_out(text: &str) -> String {
        let (tree, errors) = text::read(text);
        assert!(errors.is_empty(), "{text}");
        of(&tree)
    }

    #[test]
    fn texts_are_left_as_they_are_and_order_is_kept() {
        let text = "{\"z\":1.50e+02,\"a\":\"\\u00e9\\/\",\r\n\"b\":[ ],\"c\":{ },\"d\":[1,\n2]}";
        let expected =
            "{\n  \"z\": 1.50e+02,\n  \"a\": \"\\u00e9\\/\",\n  \"b\": [],\n  \"c\": {},\n  \"d\": [1, 2]\n}\n";
        assert_eq!(laid_out(text), expected);
        assert_eq!(laid_out(expected), expected);
        assert_eq!(laid_out(" true"), "true\n");
    }

    #[test]
    fn what_has_a_text_for_people_or_nests_deep_has_lines_of_its_own() {
        let text = r#"{"properties":{"a":{"type":"string"},"b":{"items":{"const":1}},"c":{"description":"d"}}}"#;
        let expected = "{\n  \"properties\": {\n    \"a\": { \"type\": \"string\" },\n    \"b\": { \"items\": { \"const\": 1 } },\n    \
                        \"c\": {\n      \"description\": \"d\"\n    }\n  }\n}\n";
        assert_eq!(laid_out(text), expected);
    }

    #[test]
    fn a_line_is_full_at_120_characters() {
        for length in 90..110 {
            let text = format!("{{\"a\": {{\"const\": \"{}\"}}, \"b\": 1}}", "é".repeat(length));
            let lines = laid_out(&text);
            let longest = lines.lines().map(|line| line.chars().count()).max().unwrap();
            assert_eq!(lines.lines().nth(1).unwrap().ends_with("},"), length + 23 <= 120, "{length}: {longest}");
            assert_eq!(laid_out(&lines), lines);
        }
    }
}
