//! Strings that match a pattern.

use alloc::{string::String, vec::Vec};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

use super::draw::Draw;

/// Repetitions without an upper limit are so many at most, beyond the lower one.
const MORE: u32 = 4;

/// A string that matches, if the syntax is one that both ECMA-262 and the crate `regex` have.
pub(super) fn matching(pattern: &str, draw: &mut Draw<'_, '_>) -> Option<String> {
    // In ECMA-262 `\d` and `\w` are ASCII.
    let parse = |unicode: bool| ParserBuilder::new().unicode(unicode).utf8(false).build().parse(pattern).ok();
    let hir = parse(false).or_else(|| parse(true))?;
    let mut out = Vec::new();
    write(&hir, draw, &mut out);
    String::from_utf8(out).ok()
}

fn write(hir: &Hir, draw: &mut Draw<'_, '_>, out: &mut Vec<u8>) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.extend_from_slice(&literal.0),
        HirKind::Class(Class::Unicode(class)) => {
            if let Some(range) = draw.one(class.ranges()) {
                let (start, end) = (u32::from(range.start()), u32::from(range.end()));
                let at = start + u32::try_from(draw.below((end - start) as usize + 1)).unwrap_or_default();
                let letter = char::from_u32(at).unwrap_or(range.start());
                out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
        HirKind::Class(Class::Bytes(class)) => {
            // Those that can be seen, if there are any.
            let all = class.iter().flat_map(|range| range.start()..=range.end()).filter(u8::is_ascii);
            let all: Vec<u8> = all.collect();
            let seen: Vec<u8> = all.iter().copied().filter(u8::is_ascii_graphic).collect();
            out.extend(draw.one(if seen.is_empty() { &all } else { &seen }));
        }
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX).min(repetition.min.saturating_add(MORE));
            for _ in 0..draw.between(repetition.min as usize, most as usize) {
                write(&repetition.sub, draw, out);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, draw, out),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, draw, out)),
        HirKind::Alternation(parts) => {
            if let Some(part) = draw.one(parts) {
                write(part, draw, out);
            }
        }
    }
}
