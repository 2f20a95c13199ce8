//! GitLab's Code Quality report: one JSON array.

use std::io::{self, Write};

use formwork_runtime::{Json, to_string};

use super::json::{number, object};
use super::{Counts, Finding, Judged, Report, shown_name};

/// Writes each finding as an issue.
#[derive(Default)]
pub(super) struct GitlabReport {
    written: usize,
}

impl Report for GitlabReport {
    fn judged(&mut self, judged: &Judged, out: &mut dyn Write) -> io::Result<()> {
        for finding in &judged.findings {
            out.write_all(if self.written == 0 { b"[\n" } else { b",\n" })?;
            self.written += 1;
            out.write_all(to_string(&issue(finding, judged.record)).as_bytes())?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &Counts, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.written == 0 { b"[]\n" } else { b"\n]\n" })
    }
}

fn issue(finding: &Finding, record: Option<usize>) -> Json {
    let line = finding.place.start().map_or(record.unwrap_or(1), |start| start.line);
    let message = match finding.place.pointer.as_str() {
        "" => finding.line(),
        pointer => format!("{pointer}: {}", finding.line()),
    };
    object([
        ("description", Some(message.into())),
        ("check_name", Some(finding.rule.as_str().into())),
        ("fingerprint", Some(fingerprint(finding, record).into())),
        ("severity", Some(if finding.is_warning() { "minor" } else { "major" }.into())),
        (
            "location",
            Some(object([
                ("path", Some(shown_name(&finding.place.file).into())),
                ("lines", Some(object([("begin", Some(number(line)))]))),
            ])),
        ),
    ])
}

/// What stays the same of a finding while lines move: its rule, its file and its pointers, and its message unless it has a
/// fingerprint of its own; of records also the line, which alone tells them apart.
pub(super) fn fingerprint(finding: &Finding, record: Option<usize>) -> String {
    let rule = finding.rule_place().map_or("", |rule| rule.pointer.as_str());
    let record = record.map(|line| line.to_string()).unwrap_or_default();
    let said = finding.fingerprint.as_ref().unwrap_or(&finding.message);
    let parts = [finding.rule.as_str(), &finding.place.file, &finding.place.pointer, rule, said, record.as_str()];
    // FNV-1a, 128 bits: the same on every machine and in every version.
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    let hash = bytes.fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    });
    format!("{hash:032x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::report::Spot;

    #[test]
    fn a_fingerprint_tells_findings_apart_and_stays() {
        let finding =
            |pointer: &str| Finding::new("type", "m", Spot { pointer: pointer.to_owned(), ..Spot::file("a.json") });
        let first = fingerprint(&finding("/a"), None);
        assert_eq!(first, fingerprint(&finding("/a"), None));
        assert_eq!(first.len(), 32);
        assert_ne!(first, fingerprint(&finding("/b"), None));
        assert_ne!(first, fingerprint(&finding("/a"), Some(7)));
    }
}
