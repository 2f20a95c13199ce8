//! What stands after a backslash.

use alloc::{borrow::ToOwned, string::String, vec};

use super::{Parsed, Parser, fail_at};
use crate::pattern::ecma::{Class, Item, Node, Set};

impl Parser<'_> {
    /// An escape outside of classes, after its backslash.
    pub(super) fn escape(&mut self) -> Parsed<Node> {
        let start = self.at.saturating_sub(1);
        if let Some(item) = self.set_escape()? {
            return Ok(Node::Class(Class { negated: false, items: vec![item] }));
        }
        if self.eat("b") {
            return Ok(Node::Boundary { negated: false });
        }
        if self.eat("B") {
            return Ok(Node::Boundary { negated: true });
        }
        match self.peek() {
            Some('k') if !self.is_browser() || self.groups.have_names() => {
                self.bump();
                let name = if self.eat("<") { self.group_name()? } else { String::new() };
                let groups = self.groups.of_name(&name);
                if groups.is_empty() {
                    fail_at(start, "no group has this name")
                } else {
                    Ok(Node::BackReference(groups))
                }
            }
            Some('1'..='9') => {
                let count = self.groups.count();
                match self.attempt(|parser| parser.count().filter(|&number| number <= count)) {
                    Some(number) => Ok(Node::BackReference(vec![number])),
                    None if self.is_browser() => Ok(Node::Char(self.legacy_octal())),
                    None => fail_at(start, "there is no group of this number"),
                }
            }
            _ => Ok(Node::Char(self.character_escape(false)?)),
        }
    }

    /// An escape within a class, after its backslash.
    pub(super) fn class_escape(&mut self) -> Parsed<Item> {
        if let Some(item) = self.set_escape()? {
            return Ok(item);
        }
        let code = if self.eat("b") {
            0x08
        } else if self.eat("-") {
            0x2d
        } else if self.is_browser() && matches!(self.peek(), Some('1'..='9')) {
            self.legacy_octal()
        } else {
            self.character_escape(true)?
        };
        Ok(Item::Range(code, code))
    }

    /// `\d`, `\w`, `\s`, `\p{…}` and what they negate to.
    fn set_escape(&mut self) -> Parsed<Option<Item>> {
        let start = self.at.saturating_sub(1);
        let Some(letter) = self.peek() else { return fail_at(start, "nothing follows the backslash") };
        let set = match letter {
            'd' | 'D' => Set::Digit,
            'w' | 'W' => Set::Word,
            's' | 'S' => Set::Space,
            'p' | 'P' => {
                self.bump();
                let Some(name) = self.attempt(Self::property) else {
                    return fail_at(start, "a Unicode property stands in braces, as in `\\p{L}`");
                };
                self.properties.push((start, name.clone()));
                return Ok(Some(Item::Set { set: Set::Property(name), negated: letter == 'P' }));
            }
            _ => return Ok(None),
        };
        self.bump();
        Ok(Some(Item::Set { set, negated: letter.is_ascii_uppercase() }))
    }

    /// `{Name}` or `{Name=Value}`
    fn property(&mut self) -> Option<String> {
        let (name, _) = self.rest().strip_prefix('{')?.split_once('}')?;
        let is_word =
            |word: &str| !word.is_empty() && word.chars().all(|char| char.is_ascii_alphanumeric() || char == '_');
        let (key, value) = name.split_once('=').unwrap_or((name, name));
        self.at += name.len() + 2;
        (is_word(key) && is_word(value)).then(|| name.to_owned())
    }

    /// An escape for one code point.
    fn character_escape(&mut self, in_class: bool) -> Parsed<u32> {
        let start = self.at.saturating_sub(1);
        let Some(char) = self.bump() else { return fail_at(start, "nothing follows the backslash") };
        let code = match char {
            'f' => Some(0x0c),
            'n' => Some(0x0a),
            'r' => Some(0x0d),
            't' => Some(0x09),
            'v' => Some(0x0b),
            'c' => match self.attempt(|parser| parser.control(in_class)) {
                None if self.is_browser() => {
                    // Annex B takes the backslash for itself, and then the `c`.
                    self.at = start + 1;
                    Some(0x5c)
                }
                code => code,
            },
            '0' if !self.peek().is_some_and(|char| char.is_ascii_digit()) => Some(0),
            '0' if self.is_browser() => {
                self.at = start + 1;
                Some(self.legacy_octal())
            }
            'x' => self.attempt(|parser| Some(parser.hex()? * 16 + parser.hex()?)),
            'u' => self.attempt(Self::unicode_escape),
            _ => None,
        };
        match code {
            Some(code) => Ok(code),
            // Annex B lets every character stand for itself, the rest of the standard only what is no letter.
            None if self.is_browser() || !(char.is_alphanumeric() || char == '_') => Ok(char.into()),
            None => fail_at(start, "no escape of ECMA-262"),
        }
    }

    /// The letter after `\c`, in whose place classes of Annex B take a digit or an underscore.
    fn control(&mut self, in_class: bool) -> Option<u32> {
        let char = self.bump()?;
        let legacy = self.is_browser() && in_class && (char.is_ascii_digit() || char == '_');
        (char.is_ascii_alphabetic() || legacy).then_some(u32::from(char) % 32)
    }

    /// Up to three octal digits for a code point up to U+00FF; `8` and `9` stand for themselves (Annex B.1.2).
    fn legacy_octal(&mut self) -> u32 {
        let mut code = None;
        for _ in 0..3 {
            let Some(digit) = self.peek().and_then(|char| char.to_digit(8)) else { break };
            let next = code.unwrap_or(0) * 8 + digit;
            if next > 0xff {
                break;
            }
            self.bump();
            code = Some(next);
        }
        code.or_else(|| self.bump().map(u32::from)).unwrap_or(0)
    }

    /// What follows `\u`: braces or four digits, of which two surrogates that make a pair are one code point.
    pub(super) fn unicode_escape(&mut self) -> Option<u32> {
        if self.eat("{") {
            let mut code = self.hex()?;
            while !self.eat("}") {
                code = (code * 16 + self.hex()?).min(0x11_0000);
            }
            return (code < 0x11_0000).then_some(code);
        }
        let high = self.hex4()?;
        let low = match high {
            0xd800..=0xdbff => self.attempt(|parser| {
                let low = if parser.eat("\\u") { parser.hex4() } else { None };
                low.filter(|low| (0xdc00..=0xdfff).contains(low))
            }),
            _ => None,
        };
        Some(low.map_or(high, |low| 0x1_0000 + (high - 0xd800) * 0x400 + (low - 0xdc00)))
    }

    fn hex4(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |code, _| Some(code * 16 + self.hex()?))
    }

    fn hex(&mut self) -> Option<u32> {
        self.bump()?.to_digit(16)
    }
}
