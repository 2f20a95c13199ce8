//! The bytes of files and of standard input, unpacked.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

/// How much of a payload is held at a time.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Limits {
    /// A document has so many bytes at most, unpacked.
    pub(in crate::cli) document: usize,
}

/// A payload that is being read.
pub(in crate::cli) struct Opened {
    pub(in crate::cli) reader: Box<dyn Read + Send>,
    /// Whether it may wait for someone to write more, so that what has come should be judged at once.
    pub(in crate::cli) is_live: bool,
}

const GZIP: [u8; 2] = [0x1f, 0x8b];
const ZSTANDARD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// Opens a file, or standard input for `-`; what is packed, to tell by its first bytes, is unpacked.
pub(in crate::cli) fn open(file: &str) -> Result<Opened, String> {
    let (mut reader, is_live): (Box<dyn Read + Send>, bool) = if file == "-" {
        (Box::new(io::stdin()), true)
    } else {
        if fs::metadata(file).map_err(|error| reason(&error))?.is_dir() {
            return Err("it is a directory".to_owned());
        }
        (Box::new(File::open(file).map_err(|error| reason(&error))?), false)
    };
    let head = head(&mut reader).map_err(|error| reason(&error))?;
    let is_gzip = head.starts_with(&GZIP);
    let is_zstandard = head.starts_with(&ZSTANDARD);
    let whole = Cursor::new(head).chain(reader);
    let reader: Box<dyn Read + Send> = if is_gzip {
        Box::new(MultiGzDecoder::new(BufReader::new(whole)))
    } else if is_zstandard {
        Box::new(Zstandard { input: Some(BufReader::new(Box::new(whole))), frame: None })
    } else {
        Box::new(whole)
    };
    Ok(Opened { reader, is_live })
}

/// The first bytes: no more than one when it tells that nothing is packed, since more may be long in coming.
fn head(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    while head.len() < ZSTANDARD.len() {
        let read = reader.by_ref().take(1).read_to_end(&mut head)?;
        let is_open = GZIP.starts_with(&head) || ZSTANDARD.starts_with(&head);
        if read == 0 || !is_open {
            break;
        }
    }
    Ok(head)
}

/// Everything that a file holds.
pub(in crate::cli) fn whole(file: &str, limits: Limits) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let most = u64::try_from(limits.document).unwrap_or(u64::MAX).saturating_add(1);
    open(file)?.reader.take(most).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() > limits.document { Err(too_long(limits)) } else { Ok(bytes) }
}

/// What is said of a document that is too long.
pub(in crate::cli) fn too_long(limits: Limits) -> String {
    format!("it is longer than {} MiB, see --max-document-mib", limits.document >> 20)
}

/// Why something cannot be read, without the system's number of the error.
pub(in crate::cli) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "nobody has given the permission to read it".to_owned(),
        _ => format!("it cannot be read: {error}"),
    }
}

type Packed = BufReader<Box<dyn Read + Send>>;

/// One Zstandard frame after the other.
struct Zstandard {
    input: Option<Packed>,
    frame: Option<StreamingDecoder<Packed, FrameDecoder>>,
}

impl Read for Zstandard {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(mut frame) = self.frame.take() {
                let read = frame.read(buffer)?;
                if read > 0 || buffer.is_empty() {
                    self.frame = Some(frame);
                    return Ok(read);
                }
                self.input = Some(frame.into_inner());
            }
            let Some(mut input) = self.input.take() else { return Ok(0) };
            if input.fill_buf()?.is_empty() {
                return Ok(0);
            }
            let frame = StreamingDecoder::new(input).map_err(|error| io::Error::other(error.to_string()))?;
            self.frame = Some(frame);
        }
    }
}
