//! The JSON documents that are converted: whole files, or the lines of files.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// One document as it was read.
pub(super) struct Document<'a> {
    /// The file as it was named, `-` for standard input.
    pub(super) file: &'a str,
    /// The line that the document is, if each line is one.
    pub(super) record: Option<usize>,
    /// Where in the file the document begins.
    pub(super) start: usize,
    /// The bytes, or why there are none.
    pub(super) text: Result<&'a [u8], String>,
}

impl Document<'_> {
    /// How many lines of the file come before the document.
    pub(super) fn lines_before(&self) -> usize {
        self.record.map_or(0, |line| line.saturating_sub(1))
    }
}

/// Whether each line of a file is a document, to tell by its name.
pub(super) fn has_lines(file: &str) -> bool {
    let extension = Path::new(file).extension().unwrap_or_default();
    ["jsonl", "ndjson"].iter().any(|lines| extension.eq_ignore_ascii_case(lines))
}

/// Hands on the document that a file is.
pub(super) fn whole<E>(file: &str, judge: impl FnOnce(&Document) -> Result<(), E>) -> Result<(), E> {
    let bytes = open(file).and_then(|mut reader| {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).map_err(|error| reason(&error))?;
        Ok(bytes)
    });
    let text = bytes.as_deref().map_err(Clone::clone);
    judge(&Document { file, record: None, start: 0, text })
}

/// Hands on each document of a file that holds one a line; holds one line at a time, and leaves out blank ones.
pub(super) fn lines<E>(file: &str, mut judge: impl FnMut(&Document) -> Result<(), E>) -> Result<(), E> {
    let failed = |text| Document { file, record: None, start: 0, text: Err(text) };
    let mut reader = match open(file) {
        Ok(reader) => reader,
        Err(reason) => return judge(&failed(reason)),
    };
    let (mut bytes, mut start, mut records) = (Vec::new(), 0, 0_usize);
    for line in 1.. {
        bytes.clear();
        match reader.read_until(b'\n', &mut bytes) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => return judge(&failed(format!("line {line}: {}", reason(&error)))),
        }
        if !bytes.trim_ascii().is_empty() {
            records += 1;
            let text = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
            judge(&Document { file, record: Some(line), start, text: Ok(text) })?;
        }
        start += bytes.len();
    }
    if records == 0 { judge(&failed("there is no record in it".to_owned())) } else { Ok(()) }
}

fn open(file: &str) -> Result<Box<dyn BufRead>, String> {
    if file == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    if fs::metadata(file).map_err(|error| reason(&error))?.is_dir() {
        return Err("it is a directory: name the files in it".to_owned());
    }
    Ok(Box::new(BufReader::new(File::open(file).map_err(|error| reason(&error))?)))
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => format!("it cannot be read: {error}"),
    }
}
