//! The parser: groups, terms and quantifiers.

mod class;
mod escape;
mod groups;

use alloc::{boxed::Box, string::String, vec::Vec};

use super::{Dialect, Expression, Flags, Node, SyntaxError};
use groups::Groups;

/// Groups within groups beyond this are refused, as they would cost stack.
const DEPTH_LIMIT: u32 = 200;

/// Named groups beyond this are refused, as each is compared with all before it.
const NAME_LIMIT: usize = 200;

type Parsed<T> = Result<T, SyntaxError>;

/// Parses `pattern`.
pub fn parse(pattern: &str, dialect: Dialect) -> Result<Expression, SyntaxError> {
    let mut parser = Parser::new(pattern, dialect);
    parser.groups = Groups::of(pattern, dialect);
    let root = parser.disjunction()?;
    match parser.peek() {
        None => Ok(Expression { root, properties: parser.properties }),
        Some(_) => parser.fail("unmatched `)`"),
    }
}

struct Parser<'a> {
    pattern: &'a str,
    /// Where the parser stands, in bytes.
    at: usize,
    dialect: Dialect,
    /// Every capturing group of the pattern, which references may come before.
    groups: Groups,
    /// Capturing groups opened so far.
    opened: u32,
    depth: u32,
    /// The alternative that each enclosing disjunction is at.
    branches: Vec<(u32, u32)>,
    disjunctions: u32,
    /// Names of the groups so far, with the branches they stand in.
    named: Vec<(String, Vec<(u32, u32)>)>,
    properties: Vec<(usize, String)>,
}

/// Whether a quantifier may follow.
enum Quantifiable {
    Yes,
    No,
    /// Only in Annex B: look-ahead.
    Legacy,
}

impl<'a> Parser<'a> {
    fn new(pattern: &'a str, dialect: Dialect) -> Self {
        Self {
            pattern,
            at: 0,
            dialect,
            groups: Groups::default(),
            opened: 0,
            depth: 0,
            branches: Vec::new(),
            disjunctions: 0,
            named: Vec::new(),
            properties: Vec::new(),
        }
    }

    fn rest(&self) -> &'a str {
        self.pattern.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let char = self.peek()?;
        self.at += char.len_utf8();
        Some(char)
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// Tries `parse`, and goes back to where it started if it fails.
    fn attempt<T>(&mut self, parse: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let result = parse(self);
        if result.is_none() {
            self.at = start;
        }
        result
    }

    fn fail<T>(&self, message: &'static str) -> Parsed<T> {
        fail_at(self.at, message)
    }

    fn is_browser(&self) -> bool {
        self.dialect == Dialect::Browser
    }

    fn disjunction(&mut self) -> Parsed<Node> {
        let id = self.disjunctions;
        self.disjunctions += 1;
        let mut alternatives = Vec::new();
        loop {
            self.branches.push((id, u32::try_from(alternatives.len()).unwrap_or(u32::MAX)));
            let alternative = self.alternative();
            self.branches.pop();
            alternatives.push(alternative?);
            if !self.eat("|") {
                return Ok(one_or(alternatives, Node::Alternate));
            }
        }
    }

    fn alternative(&mut self) -> Parsed<Node> {
        let mut terms = Vec::new();
        while !matches!(self.peek(), None | Some('|' | ')')) {
            let start = self.at;
            let (term, quantifiable) = self.term()?;
            let after = self.at;
            let Some((min, max)) = self.quantifier()? else {
                terms.push(term);
                continue;
            };
            let lazy = self.eat("?");
            match quantifiable {
                Quantifiable::Yes => terms.push(repeat(term, min, max, lazy)),
                Quantifiable::Legacy if self.is_browser() => terms.push(repeat(term, min, max, lazy)),
                _ if start == after => return fail_at(after, "nothing to repeat"),
                _ => return fail_at(after, "an assertion cannot be repeated"),
            }
        }
        Ok(one_or(terms, Node::Concat))
    }

    fn term(&mut self) -> Parsed<(Node, Quantifiable)> {
        let start = self.at;
        let node = match self.bump() {
            Some('^') => return Ok((Node::Start, Quantifiable::No)),
            Some('$') => return Ok((Node::End, Quantifiable::No)),
            Some('(') => return self.group(),
            Some('.') => Node::Any,
            Some('[') => Node::Class(self.class()?),
            Some('\\') => match self.escape()? {
                node @ Node::Boundary { .. } => return Ok((node, Quantifiable::No)),
                node => node,
            },
            Some('*' | '+' | '?') => return fail_at(start, "nothing to repeat"),
            Some('{') if self.is_browser() => {
                self.at = start;
                if self.quantifier()?.is_some() {
                    return fail_at(start, "nothing to repeat");
                }
                self.at = start + 1;
                Node::Char('{'.into())
            }
            Some('{' | '}' | ']') if !self.is_browser() => return fail_at(start, "needs a backslash before it"),
            Some(char) => Node::Char(char.into()),
            None => return self.fail("the pattern ends here"),
        };
        Ok((node, Quantifiable::Yes))
    }

    /// The bounds of the quantifier here, if there is one.
    fn quantifier(&mut self) -> Parsed<Option<(u32, Option<u32>)>> {
        let start = self.at;
        let bounds = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                let Some((min, max)) = self.attempt(Self::counts) else { return Ok(None) };
                if max.is_some_and(|max| max < min) {
                    return fail_at(start, "the bounds are out of order");
                }
                return Ok(Some((min, max)));
            }
            _ => return Ok(None),
        };
        self.bump();
        Ok(Some(bounds))
    }

    /// `{2}`, `{2,}` or `{2,3}`
    fn counts(&mut self) -> Option<(u32, Option<u32>)> {
        self.eat("{");
        let min = self.count()?;
        let max = match self.eat(",") {
            true if self.peek() == Some('}') => None,
            true => Some(self.count()?),
            false => Some(min),
        };
        self.eat("}").then_some((min, max))
    }

    /// A decimal number, or the largest one if it is larger.
    fn count(&mut self) -> Option<u32> {
        let mut count: Option<u32> = None;
        while let Some(digit) = self.peek().and_then(|char| char.to_digit(10)) {
            self.bump();
            count = Some(count.unwrap_or(0).saturating_mul(10).saturating_add(digit));
        }
        count
    }

    /// A group, after its `(`.
    fn group(&mut self) -> Parsed<(Node, Quantifiable)> {
        let start = self.at;
        let look = |behind, negated, quantifiable| {
            let node = move |body| Node::Look { behind, negated, body };
            (node, quantifiable)
        };
        let (look, quantifiable) = if self.eat("?:") {
            return Ok((self.body(start)?, Quantifiable::Yes));
        } else if self.eat("?=") {
            look(false, false, Quantifiable::Legacy)
        } else if self.eat("?!") {
            look(false, true, Quantifiable::Legacy)
        } else if self.eat("?<=") {
            look(true, false, Quantifiable::No)
        } else if self.eat("?<!") {
            look(true, true, Quantifiable::No)
        } else if self.rest().starts_with('?') && !self.rest().starts_with("?<") {
            return self.flags(start);
        } else {
            self.opened += 1;
            let number = self.opened;
            if self.eat("?<") {
                self.name_group()?;
            }
            return Ok((Node::Capture(number, Box::new(self.body(start)?)), Quantifiable::Yes));
        };
        Ok((look(Box::new(self.body(start)?)), quantifiable))
    }

    /// What a group holds, and its `)`; `start` is where the group began.
    fn body(&mut self, start: usize) -> Parsed<Node> {
        if self.depth == DEPTH_LIMIT {
            return fail_at(start, "groups are nested too deeply");
        }
        self.depth += 1;
        let body = self.disjunction()?;
        self.depth -= 1;
        if self.eat(")") { Ok(body) } else { fail_at(start.saturating_sub(1), "unclosed group") }
    }

    /// `?ims-ims:`, after the `(`.
    fn flags(&mut self, start: usize) -> Parsed<(Node, Quantifiable)> {
        self.eat("?");
        let on = self.flag_letters()?;
        let off = if self.eat("-") { self.flag_letters()? } else { Flags::default() };
        let twice = on.ignore_case && off.ignore_case || on.multiline && off.multiline || on.dot_all && off.dot_all;
        let none = on == Flags::default() && off == Flags::default();
        if twice || none || !self.eat(":") {
            return fail_at(start, "no group of ECMA-262 starts like this");
        }
        Ok((Node::Flags { on, off, body: Box::new(self.body(start)?) }, Quantifiable::Yes))
    }

    fn flag_letters(&mut self) -> Parsed<Flags> {
        let mut flags = Flags::default();
        loop {
            let flag = match self.peek() {
                Some('i') => &mut flags.ignore_case,
                Some('m') => &mut flags.multiline,
                Some('s') => &mut flags.dot_all,
                _ => return Ok(flags),
            };
            if *flag {
                return self.fail("a flag is given twice");
            }
            *flag = true;
            self.bump();
        }
    }

    /// The name of a group, after `(?<`; alternatives may share names, other groups may not.
    fn name_group(&mut self) -> Parsed<()> {
        let start = self.at;
        let name = self.group_name()?;
        let alternatives = |branches: &[(u32, u32)]| {
            branches.iter().any(|(id, branch)| self.branches.iter().any(|(other, at)| id == other && branch != at))
        };
        if self.named.iter().any(|(known, branches)| *known == name && !alternatives(branches)) {
            return fail_at(start, "another group has the same name");
        }
        if self.named.len() == NAME_LIMIT {
            return fail_at(start, "too many named groups");
        }
        self.named.push((name, self.branches.clone()));
        Ok(())
    }

    /// A name and the `>` after it.
    fn group_name(&mut self) -> Parsed<String> {
        let start = self.at;
        let mut name = String::new();
        loop {
            let char = match self.bump() {
                Some('>') if !name.is_empty() => return Ok(name),
                Some('\\') => {
                    let code = if self.eat("u") { self.attempt(Self::unicode_escape) } else { None };
                    code.and_then(char::from_u32)
                }
                char => char,
            };
            match char {
                Some(char) if is_identifier(char) && !(name.is_empty() && char.is_numeric()) => name.push(char),
                _ => return fail_at(start, "not the name of a group"),
            }
        }
    }
}

fn fail_at<T>(offset: usize, message: &'static str) -> Parsed<T> {
    Err(SyntaxError { offset, message })
}

/// The only node, or all of them wrapped; of none, the empty text.
fn one_or(mut nodes: Vec<Node>, wrap: fn(Vec<Node>) -> Node) -> Node {
    match nodes.pop() {
        Some(node) if nodes.is_empty() => node,
        Some(node) => {
            nodes.push(node);
            wrap(nodes)
        }
        None => Node::Empty,
    }
}

/// A quantified term. What matches the empty text alone matches it once; a turn that may be left out must match more.
fn repeat(term: Node, min: u32, max: Option<u32>, lazy: bool) -> Node {
    if max == Some(0) || min == 0 && term.is_assertion() {
        Node::Empty
    } else if term.is_assertion() {
        term
    } else {
        Node::Repeat { min, max, lazy, body: Box::new(term) }
    }
}

/// `ID_Continue`, but for a few marks and connectors; `$`, `_` and the joiners are taken in names as well.
fn is_identifier(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '$' | '_' | '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::super::{Dialect, Node};
    use super::parse;

    #[test]
    fn the_standard_takes_what_either_flag_allows() {
        for pattern in [
            "",
            "|",
            "()",
            "(?:a)|(?<n>b)\\k<n>",
            "(?<a>x)|(?<a>y)",
            "\\k<n>(?<n>)",
            "(?<=a+)b(?<!c)(?=d)(?!e)",
            "(?i-s:a)",
            "a*?b+?c??d{2}?e{2,}f{2,3}",
            "[]",
            "[^]",
            "[a-z\\d-]",
            "[\\b\\-\\]]",
            "[---]",
            "\\cA\\0\\x41\\u0041\\u{1F600}",
            "\\uD83D\\uDC32",
            "\\p{L}\\P{Script=Greek}",
            "\\-\\@\\/\\.",
            "(a)\\1",
            "\\1(a)",
            "a{99999999999}",
            "(?<π>x)",
            "(?<\\u0061>x)\\k<a>",
            "[{}]",
            "[a-z&&^b]",
        ] {
            assert!(parse(pattern, Dialect::Standard).is_ok(), "{pattern}");
        }
        for pattern in [
            "(",
            ")",
            "[",
            "a**",
            "*",
            "(?P<n>a)",
            "(?#a)",
            "(?i)a",
            "(?-:a)",
            "(?ii:a)",
            "(?i-i:a)",
            "(?<>a)",
            "(?<1>a)",
            "(?<a>x)(?<a>y)",
            "(?<a>x)(?:y|(?<a>z))",
            "\\k<n>",
            "(?<n>a)\\k",
            "\\2(a)",
            "\\00",
            "\\x4",
            "\\u12",
            "\\u{}",
            "\\u{110000}",
            "\\c1",
            "\\p",
            "\\pL",
            "\\p{}",
            "\\a",
            "\\_",
            "\\",
            "]",
            "}",
            "{",
            "a{",
            "a{,5}",
            "a{2,1}",
            "[z-a]",
            "[\\w-a]",
            "[a-\\d]",
            "[\\B]",
            "[\\1]",
            "^*",
            "\\b+",
            "(?=a)*",
            "(?<=a)*",
            "a|*",
            "(*)",
        ] {
            assert!(parse(pattern, Dialect::Standard).is_err(), "{pattern}");
        }
    }

    #[test]
    fn browsers_take_annex_b_as_well() {
        for pattern in [
            "\\a", "\\_", "]", "}", "{", "a{", "a{,5}", "[\\w-a]", "[a-\\d]", "(?=a)*", "\\2(a)", "\\00", "\\8",
            "\\x4", "\\u12", "\\c1", "[\\c1]", "\\k<n>", "[\\B]", "\\c", "{a}",
        ] {
            assert!(parse(pattern, Dialect::Browser).is_ok(), "{pattern}");
        }
        for pattern in
            ["(", ")", "[", "a**", "{2}", "a{2,1}", "[z-a]", "(?<=a)*", "\\b*", "(?<n>a)\\k", "\\", "\\pL", "(?P<n>)"]
        {
            assert!(parse(pattern, Dialect::Browser).is_err(), "{pattern}");
        }
    }

    #[test]
    fn errors_say_where() {
        let offset = |pattern| parse(pattern, Dialect::Standard).map_err(|error| error.offset).err();
        assert_eq!(offset("ab("), Some(2));
        assert_eq!(offset("é)"), Some(2));
        assert_eq!(offset("a[b"), Some(1));
        assert_eq!(offset("ab\\y"), Some(2));
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
        assert!(parse(&nested(200), Dialect::Standard).is_ok());
        assert!(parse(&nested(100_000), Dialect::Browser).is_err());
    }

    #[test]
    fn surrogate_pairs_are_one_code_point() {
        let root = parse("\\uD83D\\uDC32", Dialect::Browser).map(|expression| expression.root);
        assert_eq!(root, Ok(Node::Char(0x1f432)));
    }
}
