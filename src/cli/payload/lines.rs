//! Files with a JSON document a line, read in blocks of whole lines.

use std::io::{self, Read};

use super::read::{Limits, Opened, reason, too_long};

/// So many bytes are read at a time.
const BLOCK: usize = 1 << 18;

/// What comes next of a file.
pub(in crate::cli) enum Piece {
    /// Whole lines.
    Lines(Block),
    /// A line that cannot be judged, or the end of what can be read, and why.
    Broken(usize, String),
}

/// Some lines, the last one maybe without its end.
pub(in crate::cli) struct Block {
    pub(in crate::cli) bytes: Vec<u8>,
    /// The number of the first line, from 1.
    pub(in crate::cli) line: usize,
    /// Where in the file the block begins.
    pub(in crate::cli) start: usize,
}

/// Reads a file block by block: no more than one, or one line that is longer, is held.
pub(in crate::cli) struct Lines {
    opened: Option<Opened>,
    limits: Limits,
    /// The beginning of a line whose end has not been read.
    rest: Vec<u8>,
    line: usize,
    start: usize,
}

impl Lines {
    pub(in crate::cli) fn new(opened: Opened, limits: Limits) -> Self {
        Self { opened: Some(opened), limits, rest: Vec::new(), line: 1, start: 0 }
    }

    fn read(&mut self) -> io::Result<usize> {
        let Some(opened) = &mut self.opened else { return Ok(0) };
        if !opened.is_live {
            return opened.reader.by_ref().take(BLOCK as u64).read_to_end(&mut self.rest);
        }
        let before = self.rest.len();
        self.rest.resize(before + (BLOCK >> 2), 0);
        let read = opened.reader.read(&mut self.rest[before..]);
        self.rest.truncate(before + read.as_ref().copied().unwrap_or_default());
        read
    }

    fn block(&mut self, bytes: Vec<u8>) -> Piece {
        let block = Block { line: self.line, start: self.start, bytes };
        self.line += memchr::memchr_iter(b'\n', &block.bytes).count();
        self.start += block.bytes.len();
        Piece::Lines(block)
    }

    /// Leaves a line out of which more has been read than is held.
    fn leave_out(&mut self) -> Piece {
        let line = self.line;
        loop {
            if let Some(end) = memchr::memchr(b'\n', &self.rest) {
                self.rest.drain(..=end);
                self.start += end + 1;
                self.line += 1;
                return Piece::Broken(line, too_long(self.limits));
            }
            self.start += self.rest.len();
            self.rest.clear();
            match self.read() {
                Ok(0) => {
                    self.opened = None;
                    return Piece::Broken(line, too_long(self.limits));
                }
                Ok(_) => {}
                Err(error) => {
                    self.opened = None;
                    return Piece::Broken(line, reason(&error));
                }
            }
        }
    }
}

impl Iterator for Lines {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        self.opened.as_ref()?;
        loop {
            let before = self.rest.len();
            match self.read() {
                Ok(0) => {
                    self.opened = None;
                    let last = std::mem::take(&mut self.rest);
                    return (!last.is_empty()).then(|| self.block(last));
                }
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.opened = None;
                    let lines = memchr::memchr_iter(b'\n', &self.rest).count();
                    return Some(Piece::Broken(self.line + lines, reason(&error)));
                }
            }
            let read = self.rest.get(before..).unwrap_or_default();
            if let Some(end) = memchr::memrchr(b'\n', read) {
                let rest = self.rest.split_off(before + end + 1);
                let whole = std::mem::replace(&mut self.rest, rest);
                return Some(self.block(whole));
            }
            if self.rest.len() > self.limits.document {
                return Some(self.leave_out());
            }
        }
    }
}

impl Block {
    /// Each line that is not blank: its number, where in the file it begins, and its bytes without its end.
    pub(in crate::cli) fn lines(&self) -> impl Iterator<Item = (usize, usize, &[u8])> {
        let (mut at, mut line) = (0, self.line);
        let lines = std::iter::from_fn(move || {
            let rest = self.bytes.get(at..).filter(|rest| !rest.is_empty())?;
            let end = memchr::memchr(b'\n', rest);
            let found = (line, self.start + at, rest.get(..end.unwrap_or(rest.len())).unwrap_or_default());
            at += end.map_or(rest.len(), |end| end + 1);
            line += 1;
            Some(found)
        });
        lines.filter(|(_, _, text)| !text.trim_ascii().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, is_live: bool, document: usize) -> Vec<String> {
        let reader = Box::new(io::Cursor::new(text.as_bytes().to_vec()));
        let lines = Lines::new(Opened { reader, is_live }, Limits { document });
        let shown = |piece| match piece {
            Piece::Lines(block) => {
                let shown = |(line, start, text): (usize, usize, &[u8])| {
                    format!("{line}@{start} {}", String::from_utf8_lossy(text.get(..text.len().min(9)).unwrap()))
                };
                block.lines().map(shown).collect()
            }
            Piece::Broken(line, why) => vec![format!("{line} {why}")],
        };
        lines.flat_map(shown).collect()
    }

    #[test]
    fn lines_have_numbers_and_places() {
        for is_live in [false, true] {
            assert_eq!(read("a\n\n b\r\nc", is_live, 10), ["1@0 a", "3@3  b\r", "4@7 c"]);
            assert!(read("", is_live, 10).is_empty());
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_left_out() {
        let text = format!("a\n{}\nb\n", "x".repeat(9 << 20));
        for is_live in [false, true] {
            let found = read(&text, is_live, 2 << 20);
            assert_eq!(found, ["1@0 a", "2 it is longer than 2 MiB, see --max-document-mib", "3@9437187 b"]);
        }
    }

    #[test]
    fn blocks_lose_nothing() {
        let numbers: Vec<String> = (0..400_000).map(|number| number.to_string()).collect();
        let text = numbers.join("\n");
        let found = read(&text, false, 1 << 20);
        assert_eq!(found.len(), 400_000);
        assert!(found.last().unwrap().starts_with("400000@") && found.last().unwrap().ends_with(" 399999"));
    }
}
